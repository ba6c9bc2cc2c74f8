"""What public pages show beside their list or body, and what they say to machines and on paper."""
