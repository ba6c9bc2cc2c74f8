"""
What is typed above the list of articles, as a question (brief §11.3): title, summary, body, tags, link.

What readers can find is asked of their index; newest versions that they cannot see, of the newsroom's own words.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from articles import clock, search
from articles.models import Article

SHORTEST_LINK = 4  # characters; less of a link is in half of all links


@dataclass(frozen=True)
class Found:
    """The articles, and whether readers' index has more than it lists."""

    articles: object
    more: bool


def find(articles, typed):
    """
    Return those of ``articles`` that have every word of what was typed, before readers or in the newest version.

    The keys are looked up here, because a list asks twice: how many there are, and for those of its page.
    """
    now, query = clock.now(), search.read_query(typed)
    hits = search.find(query, now=now, by_time=True)
    keys = {*hits.keys, *search.find_unseen(query, now=now)}
    if path := path_of(typed):
        keys |= set(Article.objects.order_by().filter(path__contains=path).values_list("pk", flat=True))
    return Found(articles.filter(pk__in=keys), hits.more)


def path_of(typed):
    """Return the path in what was typed, a whole address or a part of a link; "" where it is no link."""
    typed = unquote(typed.strip())
    if "://" in typed:
        try:
            return urlsplit(typed).path
        except ValueError:  # not even an address: http://[
            return ""
    is_link = len(typed) >= SHORTEST_LINK and typed.isascii() and " " not in typed
    return typed.lower() if is_link else ""
