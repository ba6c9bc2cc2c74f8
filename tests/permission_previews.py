"""What the shared permission matrix asks of preview links."""

import datetime

from django.utils import timezone

from articles import publishing
from articles.models import PreviewLink
from articles.versions.content import Content


def visit(article, *, lasts=PreviewLink.LASTS, revoked=False, newer=False):
    """Return the visit of a link to a draft. Where a newer version was saved since, the old one is what it shows."""

    def scene_of(scene):
        shown = article(scene)
        now = timezone.now()
        link = PreviewLink.objects.create(
            article=shown,
            revision=shown.latest_revision,
            created_by=scene.owner,
            expires_at=now + lasts,
            revoked_at=now if revoked else None,
        )
        if newer:
            publishing.save_revision(shown, Content(title="还没给人看的标题"), author=None)

        def ask():
            response = scene.get(f"/preview/{link.token}/")
            if response.status_code == 410:  # over, and says so
                response.status_code = 404
            elif newer:
                assert "还没给人看的标题" not in response.text
                assert "某篇文章" in response.text
            return response

        return ask

    return scene_of


def preview_link_actions(article):
    """Return the matrix's actions; ``article(scene)`` makes the article of a row."""
    return {
        "preview_link_valid": visit(article),
        "preview_link_expired": visit(article, lasts=-datetime.timedelta(seconds=1)),
        "preview_link_revoked": visit(article, revoked=True),
        "preview_link_of_older_revision_shows_only_that": visit(article, newer=True),
    }
