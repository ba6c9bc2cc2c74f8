import pytest

from articles import workflow
from articles.policy import Role
from articles.publishing import save_revision
from articles.versions.content import Content
from tests.factories import make_article, make_published, make_user

from .article_desk import LIST, TICKED, address, text_of

pytestmark = pytest.mark.django_db


def in_review(**fields):
    article = make_article(owner=make_user(first_name="小张"), **fields)
    workflow.apply(article, "submit", actor=None, note="第二段请核实")
    return article


def review(client, article, tab=""):
    return client.get(address("review", article), {"tab": tab} if tab else {})


def test_the_review_shows_text_changes_checks_and_cards(client, sign_in):
    sign_in(Role.EDITOR)
    article = in_review(title="社区食堂", body="会场在社区食堂,很热闹。")

    text = text_of(review(client, article))
    assert "会场在社区食堂" in text
    assert "第二段请核实" in text
    assert "小张" in text
    assert "发布…" in text
    assert "退回修改…" in text
    assert "半角标点" in text_of(review(client, article, "checks"))
    assert "没有可以对比的版本" in text_of(review(client, article, "compare"))
    assert "微信里标题、摘要各显示两行" in text_of(review(client, article, "cards"))
    assert review(client, article, "<b>").status_code == 200


def test_a_resubmitted_article_is_compared_with_what_was_sent_back(client, sign_in):
    editor = sign_in(Role.EDITOR)
    article = in_review(body="旧的一句。")
    workflow.apply(article, "send_back", actor=editor, note="改")
    save_revision(article, Content(title="改好的", slug=article.slug, body="新的一句。", categories=(1,)), author=None)
    workflow.apply(article, "submit", actor=None)

    page = text_of(review(client, article, "compare"))

    assert "退回时的版本" in page
    assert "旧" in page


def test_whoever_reviews_again_reads_why_it_was_sent_back(client, sign_in):
    editor = sign_in(Role.EDITOR)
    article = in_review()
    assert "退回" not in text_of(review(client, article)).replace("退回修改…", "")

    workflow.apply(article, "send_back", actor=editor, note="表格还是样例")
    workflow.apply(article, "submit", actor=None)
    for tab in ("text", "compare"):
        assert f"{editor} 在" in text_of(review(client, article, tab))
        assert "表格还是样例" in text_of(review(client, article, tab))

    workflow.apply(article, "publish", actor=editor)
    workflow.apply(article, "unpublish", actor=editor)
    assert "表格还是样例" not in text_of(review(client, article)), "that was about another text"


def test_a_changed_live_article_is_compared_with_what_readers_see(client, sign_in):
    sign_in(Role.EDITOR)
    article = make_published(body="旧的一句。")
    save_revision(article, Content(title="改好的", slug=article.slug, body="新的一句。", categories=(1,)), author=None)

    page = text_of(review(client, article, "compare"))

    assert "线上版本" in page
    assert "更新发布…" in page


def test_a_step_from_the_review_leads_to_the_next_article(client, sign_in):
    sign_in(Role.EDITOR)
    article = in_review()
    asked = client.get(address("step", article, "publish"), {"after": "review"})
    assert f'href="{address("review", article)}"' in asked.content.decode()

    done = client.post(f"{address('step', article, 'publish')}?after=review", TICKED)

    article.refresh_from_db()
    assert article.state == "published"
    assert done.url == f"{LIST}?status=in_review"


def test_a_writer_reviews_nobody_elses_article(client, sign_in):
    sign_in(Role.WRITER)

    assert review(client, in_review()).status_code == 404


def test_what_lies_in_the_trash_is_not_reviewed(client, sign_in):
    sign_in(Role.CHIEF)
    article = make_article()
    workflow.apply(article, "trash", actor=None)

    assert review(client, article).status_code == 403


def test_the_review_is_kept_by_no_cache(client, sign_in):
    sign_in(Role.EDITOR)
    article = in_review()

    for tab in ("text", "compare", "checks", "cards"):
        assert "no-store" in review(client, article, tab)["Cache-Control"]
