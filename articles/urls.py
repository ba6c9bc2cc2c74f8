"""
The public addresses of brief §3.2.

A page number is written without leading zeros and the last pattern takes every path that is left:
an imported article stands wherever the old site had it.
"""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from . import feeds, views
from .kinds import KINDS


class PageNumber:
    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(PageNumber, "page")

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("page/<page:number>/", views.home_page, name="home-page"),
    path("posts/", views.posts, name="posts"),
    path("posts/page/<page:number>/", views.posts, name="posts-page"),
    path("posts/index.xml", feeds.site_feed, name="posts-feed"),
    path("feeds/", views.feeds, name="feeds"),
    path("index.xml", feeds.site_feed, name="feed"),
    *(
        path(old, RedirectView.as_view(pattern_name="articles:feed", permanent=True))
        for old in ("rss.xml", "feed/", "feed.xml", "atom.xml")
    ),
]
for kind in KINDS.values():
    urlpatterns += [
        path(f"{kind.prefix}/index.xml", RedirectView.as_view(pattern_name="articles:feed", permanent=True)),
        path(f"{kind.prefix}/", views.term_index, {"kind": kind.name}, name=f"{kind.name}-index"),
        path(
            f"{kind.prefix}/page/<page:number>/", views.term_index, {"kind": kind.name}, name=f"{kind.name}-index-page"
        ),
        path(f"{kind.prefix}/<str:slug>/", views.term, {"kind": kind.name}, name=kind.name),
        path(
            f"{kind.prefix}/<str:slug>/page/<page:number>/", views.term, {"kind": kind.name}, name=f"{kind.name}-page"
        ),
        path(f"{kind.prefix}/<str:slug>/index.xml", feeds.term_feed, {"kind": kind.name}, name=f"{kind.name}-feed"),
    ]
urlpatterns.append(path("<path:path>", views.address, name="address"))
