"""What happens later: steps that are planned, days in mind, and what is about to come, in words."""
