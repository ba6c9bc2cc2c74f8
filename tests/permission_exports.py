"""What the shared permission matrix calls an export, as the request that does it."""

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from tests.factories import make_article


def export(scene):
    chosen = make_article(owner=scene.owner).pk
    form = {"action": "export", ACTION_CHECKBOX_NAME: chosen, "confirmed": "1"}

    def ask():
        response = scene.post("/admin/articles/article/", **form)
        if response.status_code == 302 and "/login/" not in response.url:  # no action of this account's
            response.status_code = 403
        return response

    return ask
