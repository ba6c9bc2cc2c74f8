import re

import pytest
from django.test import Client
from django.urls import reverse

from articles import publishing
from articles.models import Article, KeptApart, Tag, TermMerge
from articles.policy import Role
from articles.versions.content import Content
from tests.articles.taxonomy.test_merging import make_term, make_with
from tests.factories import make_user
from tests.visitor import rows

from .test_taxonomy import KINDS, url

pytestmark = pytest.mark.django_db


def merge_url(kind, *terms, **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    return f"{url(kind, 'merge')}?ids={','.join(str(term.pk) for term in terms)}{query}"


def post(client, kind, *terms, **form):
    return client.post(url(kind, "merge"), {"ids": ",".join(str(term.pk) for term in terms), **form}, follow=True)


@pytest.mark.parametrize("kind", KINDS)
def test_from_the_list_to_the_preview_to_the_merge_and_back(client, sign_in, kind):
    kept, other = make_term(kind, "元宇宙"), make_term(kind, "元宇宙技术")
    for _number in range(2):
        make_with(kind, kept)
    make_with(kind, other)
    sign_in(Role.CHIEF)
    chosen = {"action": "merge_chosen", "_selected_action": [other.pk, kept.pk]}

    choice = client.post(url(kind, "changelist"), chosen, follow=True)
    radios = re.findall(r'name="keep" value="(\d+)"( checked)?', choice.text)
    assert dict(radios) == {str(other.pk): "", str(kept.pk): " checked"}  # the most used is proposed

    before = rows()
    preview = client.get(merge_url(kind, other, kept, keep=kept.pk))
    prefix = {"category": "categories", "topic": "news", "tag": "tags", "author": "authors"}[kind]
    words = f"1 篇文章改用“元宇宙”；/{prefix}/元宇宙技术/ 将跳转到 /{prefix}/元宇宙/；RSS 同样跳转。"
    assert words in preview.text
    assert rows() == before

    done = post(client, kind, other, kept, keep=kept.pk)
    assert "已合并，1 篇文章改用“元宇宙”。" in done.text
    undo = re.search(r'<a href="([^"]+merges/\d+/)">撤销…</a>', done.text)[1]
    assert '<td class="field-article_count"><a' in done.text
    assert type(kept).objects.count() == 1
    assert "元宇宙技术 → <strong>元宇宙</strong>" in client.get(url(kind, "merges")).text

    assert client.get(undo).status_code == 200
    assert type(kept).objects.count() == 1
    assert "已撤销" in client.post(undo, follow=True).text
    assert {term.name for term in type(kept).objects.all()} == {"元宇宙", "元宇宙技术"}
    assert "已撤销" in client.get(url(kind, "merges")).text


def test_what_was_saved_since_keeps_the_merge_and_is_named(client, sign_in):
    kept, other = make_term("tag", "元宇宙"), make_term("tag", "元宇宙技术")
    articles = [make_with("tag", other) for _number in range(7)]
    sign_in(Role.EDITOR)
    post(client, "tag", kept, other, keep=kept.pk)
    for article in articles:
        content = Content(**{**vars(Content.newest(article)), "title": f"<b>改过</b>{article.pk}"})
        publishing.save_revision(article, content, author=None)
    undo = reverse("admin:articles_tag_unmerge", args=[TermMerge.objects.get().pk])
    before = rows()

    shown, refused = client.get(undo), client.post(undo)
    assert (shown.status_code, refused.status_code) == (200, 409)
    assert refused.text.count("后来又保存过") == 5
    assert "还有 2 条" in refused.text
    assert "<b>改过" not in refused.text
    assert rows() == before


def test_two_that_mean_different_things_are_not_called_alike_again(client, sign_in):
    one, other = make_term("tag", "数字社区建设"), make_term("tag", "数字社区健设")
    sign_in(Role.EDITOR)
    assert "疑似重复：数字社区健设" in client.get(url("tag", "changelist")).text
    assert "1 标签" not in client.get(f"{url('tag', 'changelist')}?problem=twin").text

    post(client, "tag", one, other, apart="on")

    assert "疑似重复：" not in client.get(url("tag", "changelist")).text
    assert KeptApart.objects.count() == 1
    assert Tag.objects.count() == 2


@pytest.mark.parametrize(
    "ids", ["", "1", "x,y", "1,1", "1,9999999999999999999999", "0,-1", ",".join(map(str, range(1, 31)))]
)
def test_too_few_too_many_or_none_are_told_so_and_nothing_happens(client, sign_in, ids):
    for number in range(25):
        Tag.objects.create(name=f"标签{number}", slug=f"t{number}")
    sign_in(Role.EDITOR)
    for ask in (client.get, client.post):
        page = ask(url("tag", "merge"), {"ids": ids, "keep": "1"}, follow=True)
        assert "先选两个以上再合并" in page.text
    assert Tag.objects.count() == 25


def test_a_kept_one_that_is_not_among_them_asks_again(client, sign_in):
    one, other, third = (make_term("tag", name) for name in ("甲", "乙", "丙"))
    sign_in(Role.EDITOR)
    for keep in (third.pk, "x", ""):
        assert "保留哪一个" in post(client, "tag", one, other, keep=keep).text
    assert Tag.objects.count() == 3


def test_a_term_that_goes_in_this_moment_is_told_of(client, sign_in, monkeypatch):
    from articles.taxonomy import merging

    one, other = make_term("tag", "甲"), make_term("tag", "乙")
    sign_in(Role.EDITOR)
    locked = merging._locked

    def gone(*args):
        Tag.objects.filter(pk=other.pk).delete()
        return locked(*args)

    monkeypatch.setattr(merging, "_locked", gone)
    assert "已经不在了" in post(client, "tag", one, other, keep=one.pk).text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", [None, *Role])
def test_who_renames_and_deletes_may_merge_and_nobody_else(client, sign_in, kind, role):
    one, other = make_term(kind, "没人用甲"), make_term(kind, "没人用乙")
    sign_in(role)
    allowed = role in ({Role.EDITOR, Role.CHIEF, Role.ADMIN} if kind == "tag" else {Role.CHIEF, Role.ADMIN})
    before = rows()

    pages = [merge_url(kind, one, other), url(kind, "merges"), merge_url(kind, one, other, keep=one.pk)]
    assert all((client.get(page).status_code == 200) is allowed for page in pages)
    assert rows() == before
    answer = client.post(url(kind, "merge"), {"ids": f"{one.pk},{other.pk}", "keep": one.pk})
    assert (answer.status_code, "没人用" in answer.text) == ((302, False) if allowed or role is None else (403, False))
    assert (rows() == before) is not allowed
    chosen = client.post(url(kind, "changelist"), {"action": "merge_chosen", "_selected_action": [one.pk, other.pk]})
    assert ("merge/" in chosen.headers.get("Location", "")) is allowed


def test_a_get_merges_nothing_and_a_post_needs_its_token():
    one, other = make_term("tag", "甲"), make_term("tag", "乙")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(Role.ADMIN))

    assert strict.get(merge_url("tag", one, other, keep=one.pk, apart="on")).status_code == 200
    assert strict.post(url("tag", "merge"), {"ids": f"{one.pk},{other.pk}", "keep": one.pk}).status_code == 403
    assert (Tag.objects.count(), KeptApart.objects.count()) == (2, 0)


def test_a_merge_of_another_kind_is_not_found(client, sign_in):
    one, other = make_term("tag", "甲"), make_term("tag", "乙")
    sign_in(Role.CHIEF)
    post(client, "tag", one, other, keep=one.pk)
    assert client.get(reverse("admin:articles_topic_unmerge", args=[TermMerge.objects.get().pk])).status_code == 404
    assert client.get(url("tag", "unmerge", 10**30)).status_code == 404


def test_a_merged_section_that_an_open_form_still_names_is_saved_as_the_kept_one(client, sign_in):
    kept, other = make_term("category", "新闻"), make_term("category", "旧闻")
    sign_in(Role.CHIEF)
    post(client, "category", kept, other, keep=kept.pk)
    form = {"title": "新的文章", "body": "字。", "slug": "new-one", "categories": other.pk, "origin": "original"}
    assert client.post("/admin/articles/article/add/", form).status_code == 302
    assert Article.objects.get().ordered_categories == [kept]
