"""What the shared permission matrix calls an action, as the request that does it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, Redirect, Tag
from articles.sitemaps import parts
from tests.articles.admin.article.test_permissions import ROLES, STATES
from tests.factories import image_bytes, make_article, make_author, make_category, make_image, make_published, make_user
from tests.permission_accounts import account_actions
from tests.permission_exports import export
from tests.permission_imports import import_actions
from tests.permission_previews import preview_link_actions
from tests.visitor import Visitor


class Scene:
    """One row of the matrix, set up: who asks, and what there is."""

    def __init__(self, row):
        self.row, self.role = row, row["role"]
        self.user = None if self.role == "anonymous" else make_user(ROLES[self.role])
        self.client = Visitor()
        if self.user:
            self.client.force_login(self.user)
        self.owner = self.user if row["owner"] == "own" else make_user()

    def get(self, path):
        return self.client.get(path)

    def post(self, path, **data):
        return self.client.post(path, data)


def article(scene):
    return STATES[scene.row["state"]](owner=scene.owner, title="某篇文章", slug="some-article")


def public_page(scene):
    path = article(scene).path

    def ask():
        response = scene.get(path)
        if response.status_code == 410:  # readers knew it: it is refused, and says why
            response.status_code = 404
        return response

    return ask


def shown_on(scene, page):
    """Return an action that comes to whether a public page has the article's address."""
    found = article(scene)

    def ask():
        response = scene.get(page(found))
        response.status_code = 200 if found.path in response.text else 404
        return response

    return ask


def in_feeds(scene):
    return shown_on(scene, lambda _article: "/index.xml")


def in_sitemap(scene):
    return shown_on(scene, lambda found: f"/sitemap-articles-{(found.pk - 1) // parts.KEYS_PER_PART + 1}.xml")


def in_search(scene):
    return shown_on(scene, lambda found: f"/search/?q={found.title}")


def create(scene):
    section = make_category().pk
    form = {"title": "新的文章", "body": "字。", "slug": "new-one", "categories": section, "origin": "original"}
    return lambda: scene.post("/admin/articles/article/add/", **form)


def create_as_published(scene):
    section = make_category().pk
    form = {"title": "新的文章", "body": "字。", "slug": "new-one", "categories": section, "origin": "original"}

    def ask():
        response = scene.post("/admin/articles/article/add/", **form, _transition="publish")
        if response.status_code == 302 and "/transition/" in response.url:
            response = scene.post(response.url, despite_warnings="on")
            assert Article.objects.get().is_live
        return response

    return ask


def create_for_another(scene):
    other = make_user().pk
    return lambda: scene.post("/admin/articles/article/add/", title="替人写", slug="for-other", owner=other)


def image(scene, **fields):
    return make_image(width=320, height=200, uploaded_by=scene.owner, **fields)


def image_form(scene, **changes):
    found = image(scene)
    plain = {"alt": "", "caption": "", "credit": "", "licence": "", "focal_x": 50, "focal_y": 50}
    return lambda: scene.post(f"/admin/media/image/{found.pk}/change/", **(plain | changes))


def image_upload(scene):
    sent = SimpleUploadedFile("会场.jpg", image_bytes(320, 200), "image/jpeg")
    return lambda: scene.post("/admin/media/image/upload/", file=sent)


def image_deletion(scene, *, used):
    found = image(scene)
    if used:
        make_article(featured_image=found)

    def ask():
        return scene.post(f"/admin/media/image/{found.pk}/delete/", post="yes")

    return ask


def image_page(scene, name):
    found = image(scene)
    return lambda: scene.get(f"/admin/media/image/{found.pk}/{name}/")


def rendition(scene):
    found = image(scene)
    make_published(featured_image=found)
    return lambda: scene.get(found.url)


def term_form(scene, term, **changes):
    name = term._meta.model_name
    return lambda: scene.post(f"/admin/articles/{name}/{term.pk}/change/", **changes)


def deletion(scene, row):
    return lambda: scene.post(f"/admin/articles/{row._meta.model_name}/{row.pk}/delete/", post="yes")


def reorder(scene):
    rows = [make_category(name) for name in ("甲", "乙")]
    data = {"form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 2, "_save": "1"}
    for number, row in enumerate(rows):
        data |= {f"form-{number}-id": row.pk, f"form-{number}-position": 5 - number}
    return lambda: scene.post("/admin/articles/category/", **data)


def author(scene):
    return make_author("林小满", user=scene.owner)


def author_form(scene, **changes):
    found = author(scene)
    plain = {"name": found.name, "slug": found.slug, "user": scene.owner.pk}
    return term_form(scene, found, **(plain | changes))


def settings_form(scene):
    words = {"name": "新的名字", "picks_label": "推荐", "focus_label": "焦点"}
    return lambda: scene.post("/admin/articles/sitesettings/1/change/", **words)


def layout(scene):
    chosen = make_published().pk
    return lambda: scene.post("/admin/home/", steps=f"add pick {chosen}", seen=0, do="apply")


def visit(*paths):
    """Return an action that asks for addresses, or what makes one; the first that answers 200 is what it comes to."""

    def action(scene):
        addresses = [path() if callable(path) else path for path in paths]

        def ask():
            answers = [scene.get(address) for address in addresses]
            return next((answer for answer in answers if answer.status_code == 200), answers[0])

        return ask

    return action


ACTIONS = {
    "article": {
        "view_public_page": public_page,
        "in_feeds": in_feeds,
        "in_sitemap": in_sitemap,
        "in_search": in_search,
        "create": create,
        "create_as_published": create_as_published,
        "create_with_other_author": create_for_another,
    },
    "image": {
        "list_in_library": visit("/admin/media/image/"),
        "upload": image_upload,
        "edit_caption_and_credit": lambda scene: image_form(scene, caption="新的说明", credit="某人"),
        "crop": lambda scene: image_form(scene, focal_x=10),
        "delete_unused": lambda scene: image_deletion(scene, used=False),
        "delete_while_used": lambda scene: image_deletion(scene, used=True),
        "download_original": lambda scene: image_page(scene, "original"),
        "preview_rendition": lambda scene: image_page(scene, "change"),
        "fetch_rendition": rendition,
    },
    "preview link": preview_link_actions(article),
    "tag": {
        "list": visit("/admin/articles/tag/"),
        "create": lambda scene: lambda: scene.post("/admin/articles/tag/add/", name="新标签"),
        "rename": lambda scene: term_form(scene, Tag.objects.create(name="旧", slug="old"), name="新", slug="new"),
        "delete": lambda scene: deletion(scene, Tag.objects.create(name="旧", slug="old")),
    },
    "section": {
        "list": visit("/admin/articles/category/"),
        "create": lambda scene: lambda: scene.post("/admin/articles/category/add/", name="新栏目", position=1),
        "rename": lambda scene: term_form(scene, make_category("旧"), name="新", slug="new", position=1),
        "reorder": reorder,
        "delete_empty": lambda scene: deletion(scene, make_category("空")),
    },
    "author profile": {
        "edit_bio": lambda scene: author_form(scene, bio="新的介绍"),
        "upload_portrait": lambda scene: author_form(scene, portrait=make_image(width=320, height=200).pk),
        "delete": lambda scene: deletion(scene, author(scene)),
    },
    "redirect": {
        "list": visit("/admin/articles/redirect/"),
        "create_local": lambda scene: lambda: scene.post("/admin/articles/redirect/add/", source="/a/", target="/b/"),
        "delete": lambda scene: deletion(scene, Redirect.objects.create(source="/a/", target="/b/")),
    },
    "broken link report": {"read": visit("/admin/articles/linkedaddress/")},
    **account_actions(visit),
    "front page": {"view_layout": visit("/admin/home/"), "edit_layout": layout},
    "export": {"articles": export},
    "import": import_actions,
    "site settings": {"view": visit("/admin/articles/sitesettings/1/change/"), "edit": settings_form},
    "health": {"liveness": visit("/healthz")},
    "admin": {
        "log_in_page": visit("/admin/login/?next=/admin/nowhere/"),
        "index": visit("/admin/"),
        "debug_page": visit(
            "/__debug__/", "/admin/doc/", "/admin/sessions/session/", "/admin/contenttypes/contenttype/"
        ),
    },
    "public": {
        "front_page": visit("/"),
        "article": visit(lambda: make_published().path),
        "section": visit(lambda: make_category().get_absolute_url()),
        "archive": visit("/archives/"),
        "rss": visit("/index.xml"),
        "search": visit("/search/?q=社区"),
        "sitemap": visit("/sitemap.xml"),
        "robots": visit("/robots.txt"),
        "static_file": visit("/static/site.css"),
        "folder_listing": visit("/static/", "/media/", "/media/o/", "/media/staging/", "/.git/config", "/static/.env"),
    },
}
