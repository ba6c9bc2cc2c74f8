"""
The public addresses of brief §3.2.

A page number is written without leading zeros and the last pattern takes every path that is left:
an imported article stands wherever the old site had it.
"""

from django.urls import path, register_converter
from django.views.generic import RedirectView

from . import feeds, sitemaps, views
from .taxonomy.kinds import KINDS


class PageNumber:
    regex = "[1-9][0-9]{0,5}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Year(PageNumber):
    regex = "[12][0-9]{3}"


class Month(PageNumber):
    regex = "0[1-9]|1[0-2]"

    def to_url(self, value: int) -> str:
        return f"{value:02}"


register_converter(PageNumber, "page")
register_converter(Year, "year")
register_converter(Month, "month")

app_name = "articles"
urlpatterns = [
    path("", views.home, name="home"),
    path("page/<page:number>/", views.home_page, name="home-page"),
    path("posts/", views.posts, name="posts"),
    path("posts/page/<page:number>/", views.posts, name="posts-page"),
    path("posts/index.xml", feeds.site_feed, name="posts-feed"),
    path("feeds/", views.feeds, name="feeds"),
    path("preview/<str:token>/", views.preview_link, name="preview-link"),
    path("preview/<str:token>/<path:name>", views.preview_link_file, name="preview-link-file"),
    path("archives/", views.archive_index, name="archive"),
    path("archives/<year:year>/", views.archive_year, name="archive-year"),
    path("archives/<year:year>/<month:month>/", views.archive_month, name="archive-month"),
    path("archives/<year:year>/<month:month>/page/<page:number>/", views.archive_month, name="archive-month-page"),
    path("feeds.opml", feeds.opml, name="opml"),
    path("search/", views.search_page, name="search"),
    path("index.xml", feeds.site_feed, name="feed"),
    path("manifest.json", views.manifest, name="manifest"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-articles-<page:number>.xml", sitemaps.articles, name="sitemap-articles"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    *(
        path(old, RedirectView.as_view(pattern_name="articles:feed", permanent=True))
        for old in ("rss.xml", "feed/", "feed.xml", "atom.xml")
    ),
]
for kind in KINDS.values():
    urlpatterns += [
        path(
            f"sitemap-{kind.name}-<page:number>.xml", sitemaps.terms, {"kind": kind.name}, name=f"sitemap-{kind.name}"
        ),
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
