"""The newsroom: one file per kind of thing. Importing them registers them."""

from . import article, author, redirect, site, taxonomy, user

__all__ = ["article", "author", "redirect", "site", "taxonomy", "user"]
