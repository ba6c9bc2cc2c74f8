"""Sections, topics, tags and authors (``kinds``), and how two become one and two again."""
