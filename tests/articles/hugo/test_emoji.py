import pytest

from articles.hugo.emoji import with_emoji
from articles.models import Article, SourceFile

from .conftest import ARTICLE


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("去露营 :tent: 吧:smile:", "去露营 ⛺ 吧😄"),
        (":+1::heart:", "👍❤️"),
        (":cn:", "🇨🇳"),
        ("`:smile:` :smile:", "`:smile:` 😄"),
        ("```\n:smile:\n```\n:smile:", "```\n:smile:\n```\n😄"),
        ("[:smile:](/a/:smile:/)", "[😄](/a/:smile:/)"),
        ('<span title=":smile:">:smile:</span>', '<span title=":smile:">😄</span>'),
        ("https://a.example/:smile:/", "https://a.example/:smile:/"),
    ],
)
def test_names_become_characters_but_in_code_and_addresses(written, read):
    assert with_emoji(written) == read


@pytest.mark.parametrize("written", ["10:30:45", "注:意:", ":no_such_name:", ":smile", "::", ""])
def test_what_is_no_name_stays(written):
    assert with_emoji(written) == written


@pytest.mark.django_db
@pytest.mark.parametrize(("setting", "shown"), [("enableEmoji = true\n", "😄"), ("", ":smile:")])
def test_only_a_site_that_had_emoji_gets_them_and_its_file_is_kept(make_site, run_import, page, setting, shown):
    text = page("正文 :smile:", title='"标题 :smile:"')
    run_import(make_site({"hugo.toml": f'baseURL = "https://old.example/"\n{setting}', ARTICLE: text}))
    article = Article.objects.get()

    assert (article.body, article.title) == (f"正文 {shown}", f"标题 {shown}")
    assert SourceFile.objects.filter(article=article).exists()
