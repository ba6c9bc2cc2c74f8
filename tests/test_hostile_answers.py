"""What scripts of the newsroom are told, where old addresses lead, what an import brings: hostile words stay words."""

import json

import pytest
from django.db import transaction

from articles.hugo.importer import Importer
from articles.hugo.site import open_site
from articles.models import Article, Redirect, Tag
from articles.policy import Role
from media.models import Image
from tests.factories import make_user
from tests.hostile import BETWEEN, Page, packed, words_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
PLAIN = ["普通的词语", "另一些词"]


@pytest.fixture
def editor():
    visitor = Visitor()
    visitor.force_login(make_user(Role.ADMIN))
    return visitor


def told(response):
    """Return the JSON of an answer that no browser takes for a page."""
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    return json.loads(response.content)


def test_tags_are_suggested_as_they_are_called(shared, editor):
    names = [f"词{number:03}{name}" for number, name in enumerate(packed(words_of(shared), 90))]
    for number, name in enumerate(names):
        Tag.objects.create(name=name, slug=f"slug-{number}")

    seen = set()
    for typed in [f"词{number:03}" for number in range(len(names))] + [
        "<script",
        "alert(",
        '"',
        "onerror=",
        "javascript:",
    ]:
        found = told(editor.get("/admin/articles/article/tags/", {"q": typed}))["names"]
        assert found, typed
        seen.update(found)
    assert seen == set(names)


def test_the_librarys_answers_hold_words_unchanged(shared, editor):
    words = words_of(shared)
    made = []
    for number, text in enumerate(packed(words, 300)):
        data = {"alt": text, "caption": text, "credit": text[:200]}
        image = Image(name=f"{number}.jpg", file=f"o/ab/ab{number:030x}.jpg", source_sha256=f"{number:064x}", **data)
        image.width = image.height = image.size = 100
        made.append(image)
    Image.objects.bulk_create(made)

    pages = [told(editor.get("/admin/media/image/pick/", {"page": page})) for page in range(1, 2 + len(made) // 24)]
    listed = {one["name"]: one for page in pages for one in page["images"]}
    assert listed.keys() == {image.name for image in made}
    for image in made:
        asked = told(editor.get("/admin/media/image/words/", {"name": image.name}))["image"]
        for answer in (listed[image.name], asked):
            assert (answer["alt"], answer["caption"], answer["credit"]) == (image.alt, image.caption, image.credit)


def test_refusals_of_uploads_and_fetches_are_words_in_json(shared, editor):
    for words in packed(words_of(shared), 400):
        assert told(editor.post("/admin/media/image/upload/", {"file": words}))["message"]
        assert told(editor.post("/admin/media/image/fetch/", {"address": words}))["message"]
        assert told(editor.get("/admin/media/image/words/", {"name": words}))["image"] is None


def test_a_redirect_that_no_form_took_still_leads_to_no_script(shared):
    """Whoever writes to the table by other ways: the header stays one line, and no browser runs it."""
    reader = Visitor(raise_request_exception=False)
    targets = words_of(shared)
    Redirect.objects.bulk_create(Redirect(source=f"/old-{n}/", target=target[:500]) for n, target in enumerate(targets))

    for number in range(len(targets)):
        response = reader.get(f"/old-{number}/")
        assert response.status_code in {301, 302, 308, 400, 404, 410}, targets[number]
        assert not response.headers.get("Location", "").lower().startswith(("javascript:", "vbscript:", "data:"))
        assert Page(response.text).acts() == []


def write_old_site(root, words):
    """Write a Hugo site whose every value in front matter holds some of ``words``."""
    folder = root / "content" / "posts"
    folder.mkdir(parents=True)
    (root / "hugo.toml").write_text('baseURL = "https://old.example/"\n[params]\n', encoding="utf-8")
    packs, labels = packed(words, 250), packed(words, 80)
    for number in range(60):
        text, label = packs[number % len(packs)], labels[number % len(labels)]
        values = {
            "title": f"{number} {text}",
            "date": f"2022-03-24T10:{number:02}:00+08:00",
            "description": " ".join(words)[number * 300 :][:1_500] or text,
            "authors": [f"作者{number % 3} {labels[number % 3]}"],
            "categories": ["news"],
            "tags": [f"标签{number % 3}"],
            "news": f"专题{number % 3} {labels[(number + 5) % 3]}",
            "featuredImage": label,
            "featuredImagePreview": label,
            "source": label,
            "unknown": {"key": text},
        }
        front = json.dumps(values, ensure_ascii=False)  # which is YAML, too
        (folder / f"story-{number}.md").write_text(f"---\n{front}\n---\n\n正文第{number}篇。\n", encoding="utf-8")


def shown_after_import(root, words, run_import):
    write_old_site(root, words)
    report = run_import(root)
    reader, editor = Visitor(), Visitor()
    editor.force_login(make_user(Role.ADMIN))
    articles = list(Article.objects.order_by("-published_at"))
    pages = {"/": reader.get("/"), "feed": reader.get("/index.xml")}
    pages |= {
        f"/posts/{number}": reader.get(f"/posts/page/{number}/" if number > 1 else "/posts/") for number in (1, 2, 3)
    }
    pages |= {number: reader.get(article.path) for number, article in enumerate(articles)}
    for number, article in enumerate(articles[:10]):
        for name in ("change", "history"):
            pages[name, number] = editor.get(f"/admin/articles/article/{article.pk}/{name}/")
    return report, {key: (page.status_code, page.text) for key, page in pages.items()}


def test_front_matter_stays_words_on_every_page_and_in_the_report(shared, tmp_path, django_capture_on_commit_callbacks):
    def run(root):
        with django_capture_on_commit_callbacks(execute=True):
            return Importer(open_site(root, content="", timezone="", permalinks="")).run()

    words = words_of(shared)
    with transaction.atomic():
        _report, plain = shown_after_import(tmp_path / "plain", PLAIN * 40, run)
        transaction.set_rollback(True)

    report, found = shown_after_import(tmp_path / "hostile", words, run)

    assert len(found) == len(plain) > 60
    usual = {kind for _status, text in plain.values() for kind in Page(text).kinds}
    wrong = {}
    for key, (status, text) in found.items():
        page = Page(text)
        if status != plain[key][0] or page.acts() or (key != "feed" and page.kinds.keys() - usual):
            wrong[key] = status, page.acts(), page.kinds.keys() - usual
    assert wrong == {}
    lists = Page("".join(found[f"/posts/{number}"][1] for number in (1, 2, 3)))
    assert lists.lacks([one for pack in packed(words, 250)[:60] for one in pack.split(BETWEEN)], 240) == []
    lines = [line for file in report.files for line in file.lines()]
    assert all(line.isprintable() for text in lines for line in text.split("\n"))
