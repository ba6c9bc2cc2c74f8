"""
Addresses: which are well formed and which are the site's own (``forms``), how an article takes and leaves one
(``paths``), where those that moved lead (``redirects``), and what readers ask for in vain (``traffic``).
"""

from .forms import LISTS, absolute, is_reserved, is_well_formed

__all__ = ["LISTS", "absolute", "is_reserved", "is_well_formed"]
