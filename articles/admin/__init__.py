"""The newsroom: one file per kind of thing. Importing them registers them."""

from . import article_admin, broken_links, house_word, notification, page, redirect, site, user
from .imports import run as import_run
from .terms import author, taxonomy

__all__ = [
    "article_admin",
    "author",
    "broken_links",
    "house_word",
    "import_run",
    "notification",
    "page",
    "redirect",
    "site",
    "taxonomy",
    "user",
]
