"""复制一份: a new article that begins as a copy (brief §11.1)."""

import pytest

from articles import workflow
from articles.models import Article, BundleImage
from articles.policy import Role
from articles.versions.content import Content
from tests.factories import make_article, make_category, make_image, make_published, make_topic, make_user

from .article_desk import LIST, address, posted, text_of

pytestmark = pytest.mark.django_db
COPY = f"{LIST}add/?copy="


def test_a_copy_is_a_new_draft_with_the_same_words_and_none_of_the_history(client, sign_in):
    editor = sign_in(Role.EDITOR)
    original = make_published(
        title="街角的灯",
        body="正文。",
        tags=("甲", "乙"),
        categories=(make_category("新闻"),),
        topics=(make_topic("元宇宙"),),
        corrections=(("2026-11-23", "改正"),),
    )
    sheet = client.get(f"{COPY}{original.pk}")
    assert "《街角的灯》的副本" in text_of(sheet)
    assert Article.objects.count() == 1, "nothing is there before it is saved"

    client.post(f"{COPY}{original.pk}", posted(sheet, title="街角的灯（续）"))

    copied = Article.objects.exclude(pk=original.pk).get()
    before, now = Content.newest(original), Content.newest(copied)
    assert (now.body.strip(), now.tags, now.categories, now.topics) == (
        "正文。",
        before.tags,
        before.categories,
        before.topics,
    )
    assert (now.title, now.corrections) == ("街角的灯（续）", ())
    assert (copied.state, copied.owner, copied.was_public) == (Article.State.DRAFT, editor, False)
    assert copied.path != original.path


def test_a_picture_that_came_with_the_original_is_called_by_its_name_in_the_library(client, sign_in):
    sign_in(Role.EDITOR)
    image = make_image()
    original = make_article(body="![会场](20220701.png) 和 ![会场](20220701.png '说明')\n\n    ![会场](20220701.png)\n")
    BundleImage.objects.create(article=original, name="20220701.png", image=image)

    form = posted(client.get(f"{COPY}{original.pk}"))

    first = "".join(form["body"]).strip().split("\n")[0]
    assert first == f"![会场]({image.name}) 和 ![会场]({image.name} '说明')"


def test_the_form_and_the_list_offer_it(client, sign_in):
    sign_in(Role.WRITER)
    article = make_article(owner=sign_in(Role.WRITER))

    assert f"copy={article.pk}" in client.get(address("change", article)).content.decode()
    assert f"copy={article.pk}" in client.get(LIST).content.decode()


def test_nobody_copies_what_they_may_not_see(client, sign_in):
    sign_in(Role.WRITER)
    article = make_article(owner=make_user(Role.EDITOR, username="li"), body="秘密")

    for key in (article.pk, "0", "abc", "9" * 18):
        assert client.get(f"{COPY}{key}").status_code == 404


def test_what_is_in_the_trash_can_be_copied_too(client, sign_in):
    editor = sign_in(Role.EDITOR)
    article = make_article(body="旧文")
    workflow.apply(article, "trash", actor=editor)

    assert "旧文" in client.get(f"{COPY}{article.pk}").content.decode()
