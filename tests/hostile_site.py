"""A site in which every field that a reader may see holds hostile words, or plain ones for comparison."""

import dataclasses
import datetime
import itertools

from django.utils import timezone

from articles import publishing, workflow
from articles.models import (
    Article,
    Author,
    Category,
    PreviewLink,
    Redirect,
    SiteSettings,
    StaticPage,
    Tag,
    TaggedArticle,
    Topic,
)
from articles.pages import static_pages
from articles.policy import Role
from articles.versions.content import Content
from media.models import Image
from tests.factories import make_image, make_user
from tests.hostile import packed

TERMS = {"categories": (Category, "a-section"), "topics": (Topic, "a-topic"), "authors": (Author, "an-author")}
SETTINGS = {"name": 60, "tagline": 120, "icp_number": 60, "police_number": 60, "licence_number": 60, "copyright": 120}
SETTINGS |= {"picks_label": 20, "focus_label": 20}
OF_EACH = 3  # terms of a kind


@dataclasses.dataclass
class Site:
    """What was written, for the tests to find their way to it."""

    articles: list[Article]
    image: Image
    tag: Tag
    withdrawn: Article
    page: StaticPage
    link: PreviewLink


def write_site(words, count):
    """Write ``count`` live articles and one withdrawn, with their terms, picture, settings and redirect."""

    def turns(length):
        return itertools.cycle(packed(words, length))

    titles, names, long = turns(250), turns(90), " ".join(words)
    SiteSettings(description=long, **{name: next(turns(most)) for name, most in SETTINGS.items()}).save()
    for model, slug in TERMS.values():
        told = "bio" if model is Author else "description"
        for number in range(OF_EACH):
            model.objects.create(name=f"{number}{next(names)}", slug=f"{slug}-{number}", **{told: long})
    tag = Tag.objects.create(name=next(names), slug="a-tag")
    image = make_image(width=320, height=200, alt=next(titles), caption=next(titles), credit=next(titles)[:200])
    relations = {name: tuple(model.objects.values_list("pk", flat=True)) for name, (model, _slug) in TERMS.items()}
    now, written = timezone.now(), []
    for number in range(count + 1):
        content = Content(
            title=f"{number} {next(titles)}",
            slug=f"story-{number}",
            description=long[number * 500 :][:1_900] or long[:1_900],
            body=f"正文第{number}篇。\n\n![]({image.name})",
            featured_image=image.pk if number % 2 else None,
            origin="repost",
            source_name=next(names),
            responsible_editor=next(names),
            corrections=(("2026-11-20", next(titles)),),
            **relations,
        )
        article = Article(recommended=number < 3, in_focus=number > 20)
        publishing.save_revision(article, content, author=None)
        TaggedArticle.objects.create(content_object=article, tag=tag)
        workflow.apply(article, "publish", actor=None, at=now - datetime.timedelta(minutes=number + 1))
        TaggedArticle.objects.get_or_create(content_object=article, tag=tag)
        written.append(article)
    withdrawn = written.pop()
    workflow.apply(withdrawn, "unpublish", actor=None, public_note=next(titles))
    Redirect.objects.create(source="/old/", target=written[0].path)
    page = StaticPage(title=next(titles)[:100], slug="a-page", body="正文由别的测试来判断。")
    static_pages.save(page, author=None)
    week = now + datetime.timedelta(days=7)
    editor = make_user(Role.EDITOR)
    link = PreviewLink.objects.create(
        article=written[0], revision=written[0].latest_revision, created_by=editor, expires_at=week
    )
    return Site(written, image, tag, withdrawn, page, link)
