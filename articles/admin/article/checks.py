"""
The panel “检查” beside the article (brief §11.4, §11.6): made with the page, and again for what is being typed.

Places are handed to the script in UTF-16 code units, which is how a browser counts.
"""

import copy
import json
from bisect import bisect_left

from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles import links, policy
from articles.admin.fields import IDENTIFIER, MomentField, web_address
from articles.checks import check_words, readiness
from articles.frontpage.placement import FIELDS as PLACEMENT
from articles.naming.terms import split_terms
from articles.pictures import BodyPictures
from articles.text.copy import Level
from articles.versions.content import Content
from media import renditions

from .frame import views_of_typed

MOST_PLACES = 50  # to jump to, one after the other
MOST_EDITS = 2_000  # that one press of a button makes


def panel_of(user, article, content):
    """
    Return what the panel says of ``content``: the items, red first, and how many there are of each colour.

    ``body_cover`` is the picture of the body that could be the cover, where there is none.
    """
    pictures = BodyPictures(article, content.body)
    others, dead = readiness.recent_headlines(article), links.dead_in(article, content)
    found = readiness.findings(article, content, others=others, dead=dead, pictures=pictures)
    taken = readiness.taken_address(article, content.slug, lambda other: policy.may(user, "see", other))
    found = [*([taken] if taken else []), *found]
    body_cover = pictures.first() if content.featured_image is None else None
    return {
        "checks": [item(one, user, article, content) for one in found],
        "tally": tally(found),
        "body_cover": as_offered(body_cover) if body_cover else None,
    }


def as_offered(image):
    """Return what a script shows of a picture that could be the cover."""
    thumb = renditions.fallback(image, "row").url
    return {"id": image.pk, "name": image.name, "alt": image.alt, "thumb": thumb}


def tally(found):
    counts = {level: sum(one.level is level for one in found) for level in Level}
    return _("red %(red)d · yellow %(yellow)d") % {"red": counts[Level.RED], "yellow": counts[Level.YELLOW]}


def item(finding, user, article, content):
    """Return one row of the panel."""
    field = finding.places[0].field
    reachable = field not in PLACEMENT or policy.may(user, "place", article)
    return {
        "code": finding.code,
        "level": finding.level.value,
        "words": check_words.say(finding),
        "field": field if reachable else "",
        "places": json.dumps([as_typed(content, place) for place in finding.places[:MOST_PLACES]]),
        "edits": json.dumps([replacement(content, edit) for edit in finding.edits[:MOST_EDITS]]),
        "can_fix": bool(finding.edits),
    }


def as_typed(content, place):
    """Return a range as the browser counts it: field, start, end."""
    return [place.field, *(units(source_of(content, place.field), at) for at in (place.start, place.end))]


def replacement(content, edit):
    """Return an edit as the browser counts it, with the text that it replaces."""
    return [*as_typed(content, edit), edit.text, source_of(content, edit.field)[edit.start : edit.end]]


def source_of(content, field):
    value = getattr(content, field, "")
    return value if isinstance(value, str) else ""


def units(source, offset):
    """Return an offset in characters as one in UTF-16 code units."""
    if not source or max(source) <= "\uffff":
        return offset
    return offset + bisect_left([index for index, character in enumerate(source) if character > "\uffff"], offset)


def typed_content(post):
    """Return what the form holds now, whether it could be saved or not; line ends as the browser counts them."""

    def words(name):
        return post.get(name, "").replace("\r\n", "\n").replace("\x00", "")

    def keys(name):
        return tuple(int(key) for key in post.getlist(name) if IDENTIFIER.fullmatch(key))

    names = ("title", "slug", "description", "body", "origin", "source_name", "responsible_editor")
    return Content(
        **{name: words(name) for name in names},
        source_url=web_address_or_nothing(words("source_url").strip()),
        categories=keys("categories"),
        topics=keys("topics"),
        tags=tuple(split_terms(words("tags"))),
        authors=keys("authors"),
        featured_image=next(iter(keys("featured_image")), None),
        paid="paid" in post,
        lightgallery="lightgallery" in post,
    )


def web_address_or_nothing(typed):
    """Return an address that a page may link to, or ""."""
    try:
        web_address(typed)
    except ValidationError:
        return ""
    return typed


def with_typed_placement(article, post, user):
    """Return a copy of ``article`` with the pin that the form holds. Of a public one the form holds none."""
    article = copy.copy(article)
    if article.is_live or not policy.may(user, "place", article):
        return article
    article.pinned = "pinned" in post
    try:
        article.pinned_until = MomentField(required=False).clean(post.get("pinned_until", ""))
    except ValidationError:
        article.pinned_until = None
    return article


def typed_panel(user, article, post):
    """Return the panel for what was posted."""
    return panel_of(user, with_typed_placement(article, post, user), typed_content(post))


def answer(request, article):
    """Answer a script with the panel for what is typed now, in words. Nothing is saved."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    panel = typed_panel(request.user, article, request.POST)
    html = render_to_string("admin/articles/article/checks.html", panel, request)
    return JsonResponse({"tally": panel["tally"], "html": html, "cover": panel["body_cover"]})


checks_view, new_checks_view = views_of_typed(answer)
