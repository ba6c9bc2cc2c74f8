"""
The preview beside the text: what is typed now as readers would see it (brief §11.5). Nothing is saved.

GET answers with the page that stands in the frame: empty, and with a policy of its own that lets nothing run. POST
answers a script with what to show there.
"""

import dataclasses

from django.conf import settings
from django.http import HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse

from articles import text
from articles.admin.words import no_renderer, too_complex
from articles.feeds.body import feed_body, plain
from articles.models import SiteSettings
from articles.pages import sharing
from articles.preview import as_listed, preview_page
from articles.remote_pictures import allowed_hosts
from articles.versions.content import Content
from cms.headers import policy_text

from .checks import typed_content
from .form import CorrectionFormSet, corrections_in
from .frame import views_of_typed

LAYOUT = "admin/articles/article/live_layout.html"


def answer(request, article):
    """The frame of an article, and what is typed into its form."""
    if request.method in {"GET", "HEAD"}:
        return empty_frame(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    typed = dataclasses.replace(typed_content(request.POST), corrections=corrections_of(request.POST, article))
    show = KINDS.get(request.POST.get("_kind", ""), as_page)
    try:
        return JsonResponse({"html": show(preview_page(article, typed))})
    except text.TextTooComplex as error:
        return JsonResponse({"message": too_complex(error)}, status=422)
    except text.RendererUnavailable:
        return JsonResponse({"message": no_renderer()}, status=503)


live_preview_view, new_live_preview_view = views_of_typed(answer)


def corrections_of(post, article):
    """Return the corrections that the form holds; those of the newest version where it shows none, or wrong ones."""
    rows = CorrectionFormSet(post, prefix="corrections") if "corrections-TOTAL_FORMS" in post else None
    if rows is not None and rows.is_valid():
        return corrections_in(rows)
    return Content.newest(article).corrections if article.pk else ()


def empty_frame(request):
    """Answer with a page that has the readers' styles and shows the pictures they would see."""
    answer = TemplateResponse(request, "admin/articles/article/live_frame.html")
    answer.headers["Content-Security-Policy"] = frame_policy(allowed_hosts())
    return answer


def frame_policy(hosts=()):
    """Return the policy of a page in a frame of ours: styles and pictures, links to elsewhere, and no script."""
    return policy_text(
        {
            "default-src": ["'none'"],
            "style-src": ["'self'"],
            "img-src": [*settings.SECURE_CSP["img-src"], *(f"https://{host}" for host in sorted(hosts))],
            "base-uri": ["'none'"],
            "form-action": ["'none'"],
            "frame-ancestors": ["'self'"],
            # A link opens in a window of its own; the page around it reaches in, to fill it and to measure it.
            "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
        }
    )


# --- the four ways to look at it


def as_page(page):
    """Return the article's page, by its own template."""
    context = {"page": page, "article": page.article, "hidden_from_robots": True, "layout": LAYOUT}
    return render_to_string("articles/article.html", context)


def as_card(page):
    """Return what stands in the site's lists."""
    return render_to_string("admin/articles/article/live_card.html", {"article": as_listed(page)})


def as_wechat_card(page):
    """Return what WeChat shows beside a link: in a chat, and in Moments."""
    site = SiteSettings.objects.current()
    context = {
        "title": page.article.title,
        "description": sharing.describe(page.article),
        "picture": sharing.picture_of(page.article, site).url.removeprefix(settings.SITE_URL),
        "site": site,
    }
    return render_to_string("admin/articles/article/live_wechat.html", context)


def as_feed_item(page):
    """Return what a feed reader lists, and what it opens."""
    article = as_listed(page)
    description = plain(article.description or article.excerpt)
    article.body_html = feed_body(article)  # of an object that is never saved
    context = {
        "article": article,
        "description": description,
        "authors": page.authors,
        "site": SiteSettings.objects.current(),
    }
    return render_to_string("admin/articles/article/live_feed.html", context)


KINDS = {"page": as_page, "card": as_card, "wechat": as_wechat_card, "feed": as_feed_item}
