"""使用帮助: reached from the sidebar, right for the role, and its table made by the renderer."""

import pytest
from django.utils.html import escape

from articles.admin.help_page import WRITTEN
from articles.admin.keys import SHORTCUTS
from articles.policy import Role

from .article.article_desk import LIST, text_of

pytestmark = pytest.mark.django_db
HELP = f"{LIST}help/"


def test_the_sidebar_ends_with_it(client, sign_in):
    sign_in(Role.WRITER)

    sidebar = client.get(LIST).text.partition('id="nav-sidebar"')[2].partition("</nav>")[0]

    assert sidebar.rindex(f'href="{HELP}"') > sidebar.rindex('<th scope="row"')
    assert "使用帮助" in sidebar


def test_it_names_the_five_steps_and_every_shortcut(client, sign_in):
    sign_in(Role.WRITER)

    words = text_of(client.get(HELP))

    for step in ("写稿", "归类", "预览", "提交", "发布"):
        assert step in words
    for shortcut in SHORTCUTS:
        assert str(shortcut) in words
        assert str(shortcut.does) in words
    assert "请找编辑" in words
    sign_in(Role.EDITOR)
    assert "请找编辑" not in text_of(client.get(HELP))


def test_the_effects_are_what_the_renderer_makes(client, sign_in):
    sign_in(Role.WRITER)

    response = client.get(f"{HELP}effects/")

    page = response.text
    for _label, source in WRITTEN:
        assert f"<pre>{escape(source)}</pre>" in page
    for made in ('<h2 id="小标题">', "<em>着重</em>", "<del>删去</del>", "<mark>标记</mark>", "<ruby>", "<table>"):
        assert made in page
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_without_a_renderer_it_says_so(client, sign_in, monkeypatch):
    from articles.text import kept

    sign_in(Role.WRITER)
    kept.renderer.close()
    monkeypatch.setattr("sys.executable", "/bin/false")

    response = client.get(f"{HELP}effects/")

    assert response.status_code == 200
    assert "现在无法排版" in response.text
