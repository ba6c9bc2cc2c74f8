"""The home page: who stands where (brief §4), and how the newsroom arranges it (brief §11.12)."""
