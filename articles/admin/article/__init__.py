"""The article in the newsroom: its form, its list, and every step from one to the other."""
