"""What a step itself adds to the text before readers see it: who answers for it, and what was corrected."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from articles import publishing, workflow
from articles.models import Author
from articles.versions.content import Content

FIRST_TIME = {"publish", "schedule"}


@transaction.atomic
def apply_with_additions(article, name, *, actor, correction="", **words):
    """
    Take a step, its additions being a version of their own. Raises what ``workflow.apply`` and
    ``publishing.save_revision`` raise, and has then changed nothing in the database.
    """
    latest = article.latest_revision
    if latest and (added := additions(Content.of_revision(latest), name, actor, correction, words.get("at"))):
        content = replace(Content.of_revision(latest), **added)
        publishing.save_revision(article, content, author=actor, based_on=latest.number)
    return workflow.apply(article, name, actor=actor, **words)


def additions(content, name, actor, correction, at=None):
    """Return the fields that the step changes; a correction has the date at which readers get it."""
    added = {}
    if name in FIRST_TIME and not content.responsible_editor.strip() and (signature := signature_of(actor)):
        added["responsible_editor"] = signature
    if correction.strip():
        row = (timezone.localdate(at).isoformat(), correction.strip())
        added["corrections"] = (*content.corrections, row)
    return added


def signature_of(user):
    """Return the name under which an account answers to readers. A login's own name is never shown to them."""
    byline = Author.objects.filter(user=user).values_list("name", flat=True).first()
    return byline or user.get_full_name()
