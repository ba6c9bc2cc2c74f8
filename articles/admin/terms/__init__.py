"""Sections, topics, tags and authors at their desks (brief §11.13)."""
