"""
The plainest valid objects, made the way the site makes them: through revisions and the workflow.

A word in the name says the state: ``make_article`` is a draft, ``make_published`` is live.
"""

import datetime
import io
import itertools

from django.contrib.auth import get_user_model
from django.utils import timezone
from PIL import Image as Pixels

from articles import publishing, workflow
from articles.frontpage.placement import FIELDS as PLACEMENT
from articles.models import Article, Author, Category, Revision, StaticPage, Topic
from articles.pages import static_pages
from articles.policy import Role
from articles.versions.content import Content
from media import intake

serial = itertools.count(1)


def make_user(role: Role | None = Role.WRITER, **fields):
    """Return a member of staff, or a reader's account for ``role=None``."""
    fields = {"username": f"user{next(serial)}", "is_staff": role is not None, **fields}
    user = get_user_model().objects.create_user(password="correct horse battery", **fields)
    if role:
        user.groups.add(role.group())
    return user


def make_category(name="新闻", **fields):
    return Category.objects.get_or_create(name=name, defaults=fields)[0]


def make_topic(name="元宇宙", **fields):
    return Topic.objects.get_or_create(name=name, defaults=fields)[0]


def make_author(name="林小满", **fields):
    return Author.objects.get_or_create(name=name, defaults=fields)[0]


def image_bytes(width=1600, height=1000, colour=(40, 110, 140), image_format="JPEG"):
    buffer = io.BytesIO()
    Pixels.new("RGB", (width, height), colour).save(buffer, image_format)
    return buffer.getvalue()


def make_image(name="", **fields):
    """Return a picture of the library; each has a colour of its own, so none is a duplicate."""
    number = next(serial)
    size = {"width": fields.pop("width", 1600), "height": fields.pop("height", 1000)}
    shade = (number % 16 * 16, number // 16 % 16 * 16, number // 256 % 16 * 16)  # closer ones are the same JPEG
    data = image_bytes(colour=shade, **size)
    image = intake.accept(data, name=name or f"图片{number}.jpg", uploaded_by=fields.pop("uploaded_by", None))
    for field, value in fields.items():
        setattr(image, field, value)
    image.save()
    return image


def make_article(**fields) -> Article:
    """
    Return a draft. Terms and pictures are given as objects, tags as names, in the editor's order.

    ``owner`` and the placement flags go onto the row, everything else into the first revision.
    """
    number = next(serial)
    row = {name: fields.pop(name) for name in (*PLACEMENT, "owner", "expires_at", "guid") if name in fields}
    for relation in ("categories", "topics", "authors"):
        if relation in fields:
            fields[relation] = tuple(term.pk for term in fields[relation])
    if fields.get("featured_image"):
        fields["featured_image"] = fields["featured_image"].pk
    content = {
        "title": f"社区新闻第{number}号",
        "slug": f"story-{number}",
        "body": f"这是第{number}篇报道的正文，写给住在这里的人。",
        "categories": fields.get("categories") or (make_category().pk,),
        **fields,
    }
    article = Article(**row)
    path = content.pop("path", "")
    publishing.save_revision(article, Content(**content), author=row.get("owner"), path=path)
    return article


def make_published(*, at: datetime.datetime | None = None, **fields) -> Article:
    """Return a live article, published at ``at`` or a minute ago."""
    article = make_article(**fields)
    workflow.apply(article, "publish", actor=None, at=at or timezone.now() - datetime.timedelta(minutes=1))
    return article


def make_scheduled(*, at: datetime.datetime | None = None, **fields) -> Article:
    article = make_article(**fields)
    workflow.apply(article, "schedule", actor=None, at=at or timezone.now() + datetime.timedelta(days=1))
    return article


def make_withdrawn(*, public_note: str = "", **fields) -> Article:
    article = make_published(**fields)
    workflow.apply(article, "unpublish", actor=None, public_note=public_note)
    return article


def make_page(**fields) -> StaticPage:
    """Return a public page such as 关于我们."""
    page = StaticPage(**{"title": "关于我们", "slug": "about", "body": "我们写社区里的元宇宙。", **fields})
    static_pages.save(page, author=None)
    return page


def make_unrenderable(article: Article | None = None) -> Article:
    """Give an article a newest version that is too much for the renderer. Only an import keeps one."""
    article = article or make_article()
    latest = article.latest_revision
    article.latest_revision = Revision.objects.create(
        article=article,
        number=latest.number + 1,
        kind=Revision.Kind.IMPORT,
        content={**latest.content, "title": "新题", "body": "一\n\n" + "> " * 70 + "深"},
        schema=latest.schema,
    )
    article.save(update_fields=["latest_revision"])
    return article
