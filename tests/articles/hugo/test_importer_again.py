import pytest
from django.utils import timezone

from articles import publishing, workflow
from articles.hugo.report import Outcome
from articles.models import Article
from articles.versions.content import Content

from .conftest import ARTICLE, PLAIN, SETTINGS, codes, everything, outcomes

pytestmark = pytest.mark.django_db


def test_a_second_run_changes_nothing(make_site, run_import, picture):
    root = make_site(
        {"hugo.toml": SETTINGS, ARTICLE: PLAIN, "content/posts/first/a.png": picture, "content/_index.md": PLAIN}
    )
    run_import(root)
    before = everything()
    assert set(outcomes(run_import(root)).values()) == {Outcome.UNCHANGED}
    assert set(outcomes(run_import(root, update=True, fix_images=True)).values()) == {Outcome.UNCHANGED}
    assert everything() == before


def test_a_changed_file_waits_for_update(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    (root / "content/a.md").write_text(page(title="新标题", lastmod="2022-04-01"))
    report = run_import(root)
    assert (codes(report), outcomes(report)) == (["source-changed"], {"content/a.md": Outcome.UNCHANGED})
    assert Article.objects.get().title == "社区新闻"
    run_import(root, update=True)
    article = Article.objects.get()
    assert (article.title, article.state) == ("新标题", "published")
    assert not article.has_unpublished_changes
    assert timezone.localtime(article.modified_at).date().isoformat() == "2022-04-01"


def test_what_the_newsroom_edited_is_never_written_over(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    article = Article.objects.get()
    edited = Content(**{**vars(Content.of(article)), "title": "编辑改过的标题"})
    publishing.save_revision(article, edited, author=None)
    (root / "content/a.md").write_text(page(title="新标题"))
    report = run_import(root, update=True)
    assert (codes(report), outcomes(report)) == (["conflict"], {"content/a.md": Outcome.REJECTED})
    assert Article.objects.get().latest_revision.content["title"] == "编辑改过的标题"


def test_a_deleted_article_is_not_brought_back(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    Article.objects.update(latest_revision=None, live_revision=None, state="draft")
    Article.objects.all().delete()
    assert outcomes(run_import(root)) == {"content/a.md": Outcome.UNCHANGED}
    (root / "content/a.md").write_text(page(title="新标题"))
    assert codes(run_import(root, update=True)) == ["conflict"]
    assert not Article.objects.exists()


def test_an_update_does_not_publish_what_was_withdrawn(make_site, run_import, page):
    root = make_site({"content/a.md": page()})
    run_import(root)
    workflow.apply(Article.objects.get(), "unpublish", actor=None)
    (root / "content/a.md").write_text(page(title="新标题"))
    run_import(root, update=True)
    assert (Article.objects.get().title, Article.objects.get().state) == ("新标题", "unpublished")


def test_a_picture_that_came_later_is_taken_with_update(make_site, run_import, picture):
    root = make_site({ARTICLE: PLAIN + "\n![会场](a.png)\n"})
    run_import(root)
    (root / "content/posts/first/a.png").write_bytes(picture)
    assert codes(run_import(root)) == ["source-changed"]
    run_import(root, update=True)
    assert "<img" in Article.objects.get().body_html
