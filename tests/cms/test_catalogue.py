"""The words: the compiled catalogue is the written one, and every text of the interface has its Chinese."""

import gettext
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import extract, mofile, pofile
from django.utils import translation
from django.utils.translation.template import templatize

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "cms" / "locale" / "zh_Hans" / "LC_MESSAGES"
CALLS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue():
    with (LOCALE / "django.po").open("rb") as file:
        return pofile.read_po(file, locale="zh_Hans")


def sources() -> Iterator[tuple[str, str]]:
    """Yield every file that speaks to people as ``(name, Python source)``."""
    for app in ("cms", "articles", "media"):
        for path in (ROOT / app).rglob("*.py"):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
    for path in (ROOT / "templates").rglob("*.html"):
        source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield str(path.relative_to(ROOT)), "\n".join(line.lstrip() for line in source.splitlines())


def spoken() -> Iterator[tuple[str, str, str | None]]:
    """Yield ``(place, text, context)`` for every text marked for translation; the singular of a pair."""
    for name, source in sources():
        found = extract.extract("python", io.BytesIO(source.encode()), keywords=CALLS)
        for line, message, _comments, context in found:
            yield f"{name}:{line}", message[0] if isinstance(message, tuple) else message, context


def test_the_compiled_catalogue_is_the_written_one():
    compiled = io.BytesIO()
    mofile.write_mo(compiled, catalogue())
    compiled.seek(0)
    with (LOCALE / "django.mo").open("rb") as file:
        written = gettext.GNUTranslations(file)._catalog
    assert written == gettext.GNUTranslations(compiled)._catalog


def test_no_translation_is_fuzzy_or_empty():
    found = [message.id for message in catalogue() if message.id and (message.fuzzy or not message.string)]
    assert found == []
    assert not catalogue().fuzzy, "a fuzzy header, and no tool compiles the file"


def test_translations_keep_their_placeholders():
    def names(text: str | tuple[str, ...]) -> set[str]:
        return set(re.findall(r"%\([a-z_]+\)[sd]", text if isinstance(text, str) else text[-1]))

    assert [m.id for m in catalogue() if m.id and names(m.id) != names(m.string)] == []


def test_every_text_of_the_interface_has_its_chinese():
    missing = {}
    with translation.override("zh-hans"):
        for place, text, context in spoken():
            chinese = translation.pgettext(context, text) if context else translation.ngettext(text, text, 1)
            if chinese == text and translation.gettext(text) == text and re.search(r"[a-z]{2}", text):
                missing.setdefault(text, place)
    assert missing == {}
