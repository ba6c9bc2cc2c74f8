"""Where readers' texts lead, kept in step with them, and which addresses of this site are dead ends, at once."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles import clockwork, links, purging, workflow
from articles.links.addresses import address_of, host_of
from articles.models import Article, Link, LinkedAddress, Redirect, Tag
from articles.pages import static_pages
from articles.publishing import save_revision
from articles.versions.content import Content
from tests.factories import make_article, make_page, make_published, make_scheduled, make_user, make_withdrawn

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture(autouse=True)
def committed(django_capture_on_commit_callbacks):
    """Let what waits for the commit happen, as it does outside tests: ``with committed(): …``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def linking(committed):
    """Publish an article with these links."""

    def publish(*targets, **fields):
        with committed():
            return make_published(body="\n\n".join(f"[链接]({target})" for target in targets), **fields)

    return publish


def kept(**text):
    return dict(Link.objects.filter(**text).values_list("address__address", "line"))


def broken():
    return dict(links.broken().values_list("address", "why"))


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/posts/甲", "/posts/甲/"),
        ("/posts/%E7%94%B2/#注", "/posts/甲/"),
        ("http://testserver/about/?x=1", "/about/"),
        ("报告.pdf", "/posts/x/报告.pdf"),
        ("HTTPS://Bücher.example/图 一?a=b#c", "https://xn--bcher-kva.example/%E5%9B%BE%20%E4%B8%80?a=b"),
        ("//news.example", "http://news.example/"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
        ("http://user:x@news.example/", "http://user:x@news.example/"),
        *((target, "") for target in ("", "#注", "mailto:a@b.cn", "tel:110", "javascript:alert(1)", "/media/o/a.jpg")),
        *(
            (target, "")
            for target in ("/admin/", "http://[::", "https://", "/" + "x" * 601, "https://a.cn/" + "x" * 2_000)
        ),
    ],
)
def test_an_address_has_one_form(target, address):
    assert address_of(target, "/posts/x/") == address


def test_the_host_is_that_of_another_site():
    found = [host_of(address) for address in ("/posts/", "https://news.example:8443/a", "http://user:x@b.example/")]
    assert found == ["", "news.example", "b.example"]


def test_a_text_has_its_links_as_long_as_readers_see_it(committed, linking):
    article = linking("/none/", "https://news.example/a#b", "https://news.example/a", source_url="https://old.example/")
    assert kept(article=article) == {"/none/": 1, "https://news.example/a": 3, "https://old.example/": 0}

    save_revision(article, Content(title="新", slug=article.slug, body="没有", categories=(1,)), author=None)
    links.renew(article.pk)
    assert len(kept(article=article)) == 3, "readers still see the old text"

    with committed():
        workflow.apply(article, "update", actor=None)
    assert kept(article=article) == {}

    article = linking("/none/")
    with committed():
        workflow.apply(article, "unpublish", actor=None)
    assert kept(article=article) == {}


def test_what_is_only_code_or_a_picture_of_ours_is_no_link(committed):
    with committed():
        article = make_published(body="`[甲](/a/)`\n\n![图](https://pictures.example/a.jpg)\n\n[乙]( /b/ )\n[乙](/b/)")

    assert kept(article=article) == {"https://pictures.example/a.jpg": 0, "/b/": 5}


def test_a_static_page_has_its_links_while_it_is_public(committed):
    with committed():
        page = make_page(body="[甲](/none/)")
    assert kept(page=page) == {"/none/": 1}

    page.is_public = False
    with committed():
        static_pages.save(page, author=None)
    assert kept(page=page) == {}


def test_a_link_to_an_own_article_is_broken_in_the_moment_it_goes_and_mended_when_it_comes_back(committed, linking):
    target = make_published()
    linking(target.path)
    assert broken() == {}

    with committed():
        workflow.apply(target, "unpublish", actor=None)
    assert broken() == {target.path: "withdrawn"}
    with committed():
        workflow.apply(target, "republish", actor=None)
    assert broken() == {}
    with committed():
        workflow.apply(target, "unpublish", actor=None)
        workflow.apply(target, "trash", actor=None)
        purging.purge(target, actor=None)
    assert broken() == {target.path: "gone"}


def test_what_comes_later_mends_what_led_there(committed, linking):
    linking("/posts/later/", "/tags/新词/", "/about/", "/old/")
    assert set(broken()) == {"/posts/later/", "/tags/新词/", "/about/", "/old/"}

    with committed():
        make_published(slug="later", tags=("新词",))
        make_page(slug="about")
        Redirect.objects.create(source="/old/", target="/about/")
    assert broken() == {}

    with committed():
        Redirect.objects.all().delete()
        Tag.objects.all().delete()
    assert set(broken()) == {"/tags/新词/", "/old/"}


def test_a_redirect_to_an_article_that_went_is_broken_too(committed, linking):
    target = make_published()
    Redirect.objects.create(source="/old/", target=target.path)
    linking("/old/")

    with committed():
        workflow.apply(target, "unpublish", actor=None)
    assert broken() == {"/old/": "withdrawn"}


def test_the_clock_is_followed_by_the_scheduler(committed, linking):
    now = timezone.now()
    later = make_scheduled(at=now + HOUR)
    ending = make_published(body="[甲](/none/)", expires_at=now + 2 * HOUR)
    links.renew(ending.pk)
    linking(later.path, ending.path)
    clockwork.tick()
    assert set(broken()) == {later.path, "/none/"}

    with time_machine.travel(now + 1.5 * HOUR), committed():
        clockwork.tick()
    assert set(broken()) == {"/none/"}
    with time_machine.travel(now + 3 * HOUR), committed():
        clockwork.tick()
        assert not Article.objects.live().filter(pk=ending.pk).exists()
    assert set(broken()) == {ending.path, "/none/"}
    assert kept(article=ending) == {}, "nobody reads its own dead link any more"


def test_what_is_ignored_is_not_broken_and_keeps_its_note(linking):
    linking("/none/")
    row = LinkedAddress.objects.get()
    links.ignore(row, "稍后上线", by=make_user())

    assert broken() == {}
    assert LinkedAddress.objects.get().ignored.note == "稍后上线"
    links.heed(row)
    assert set(broken()) == {"/none/"}


def test_the_night_finds_what_was_missed_and_forgets_what_no_text_has(settings, committed, linking):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    article, gone = linking("/none/"), make_withdrawn()
    Link.objects.all().delete()
    linking(gone.path)
    LinkedAddress.objects.update(verdict="fine", why="")
    Link.objects.filter(address__address=gone.path).update(line=99)
    LinkedAddress.objects.create(address="https://nobody.example/", host="nobody.example")

    with committed():
        links.tidy.func()

    assert broken() == {"/none/": "missing", gone.path: "withdrawn"}
    assert kept(article=article) == {"/none/": 1}
    assert 99 not in Link.objects.values_list("line", flat=True)
    assert not LinkedAddress.objects.filter(address__contains="nobody").exists()


def test_a_text_that_is_being_written_is_told_of_its_dead_links(committed, linking):
    live, draft = make_published(), make_article()
    linking("https://dead.example/", "/ignored/")
    LinkedAddress.objects.filter(host="dead.example").update(verdict="broken", why="slow")
    links.ignore(LinkedAddress.objects.get(address="/ignored/"), "会有的", by=make_user())
    article = make_article()
    body = f"[甲]({live.path}) [乙]({draft.path}) [丙](https://dead.example#x) https://fine.example/ [丁](/ignored) #"

    dead = links.dead_in(article, Content(title="", body=body, source_url="https://dead.example"))
    assert dead == {draft.path, "https://dead.example#x", "https://dead.example"}
