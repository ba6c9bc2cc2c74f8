"""DOM clobbering (decisions §6.5): no id or name in a text stands in for anything that a page or a script looks up."""

import re

import html5lib
import pytest

from articles.policy import Role
from articles.text import render
from articles.text.ids import RESERVED
from tests.articles.admin.article.article_desk import address
from tests.conftest import ROOT
from tests.factories import make_author, make_image, make_published, make_topic, make_user
from tests.hostile import rows_of
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
SCRIPTS = [*(ROOT / "cms" / "static").rglob("*.js")]
AROUND = [  # the templates that an article's text stands in
    *(
        ROOT / "templates" / name
        for name in ("base.html", "articles/article.html", "admin/articles/article/preview.html")
    ),
    *(ROOT / "templates" / "components").glob("*.html"),
]
WORD = re.compile(r"[A-Za-z_$][\w$-]*")
# How a writer's element could come by a name: a heading's words, an attribute, a footnote, a named field.
WAYS = [
    "# {0}",
    "## {0}\n\n## {0}",
    "# 题 {{#{0}}}",
    '<a id="{0}" name="{0}">x</a>',
    '<p id="{0}">x</p>',
    '<img id="{0}" name="{0}" src="/a.png">',
    '<form id="{0}" name="{0}"><input name="{0}" id="{0}"></form>',
    '<iframe name="{0}" id="{0}"></iframe><object id="{0}" name="{0}"></object><output id="{0}">x</output>',
    "词[^{0}]\n\n[^{0}]: 注",
]
NAMES = [
    "config",
    "__proto__",
    "cookie",
    "getElementById",
    "location",
    "csrfmiddlewaretoken",
    "theme",
    "main",
    "user-x",
]


def elements(page):
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    return [element for element in tree.iter() if isinstance(element.tag, str)]


def split(page):
    """Return the elements of a page, without and within the article's text."""
    whole = elements(page)
    prose = next(one for one in whole if "prose" in one.get("class", "").split())
    within = {*prose.iter()} - {prose}
    return [one for one in whole if one not in within], [one for one in within if isinstance(one.tag, str)]


def ids(found):
    return [one.attrib["id"] for one in found if "id" in one.attrib]


def names_in_scripts():
    """Return every word that our scripts know: each could be a global that an element's id stands in for."""
    return sorted({word for script in SCRIPTS for word in WORD.findall(script.read_text(encoding="utf-8"))})


def test_ids_of_a_text_are_prefixed_or_hugos_and_nothing_has_a_name(shared):
    bodies = [payload for _key, context, _expect, payload in rows_of(shared) if context == "body"]
    bodies += [way.format(name) for way in WAYS for name in NAMES]
    wrong = []
    for body in bodies:
        found = elements(render(body.replace("\0", ""), pictures=lambda reference: None).html)
        given = ids(one for one in found if not re.fullmatch("h[1-6]", one.tag))
        headings = ids(one for one in found if re.fullmatch("h[1-6]", one.tag))
        wrong += [(body, one) for one in given if not re.match(r"user-|fn(ref\d*)?:|img-\d+$", one)]
        # Hugo's ids have only letters, digits, _ and -, so none is a name with a mark in it, such as fn:1.
        wrong += [(body, one) for one in headings if not re.fullmatch(r"(user-\S+|[\w-]+)", one)]
        wrong += [(body, one.attrib) for one in found if {"name", "for", "form", "list"} & one.attrib.keys()]
        wrong += [(body, one.tag) for one in found if one.tag in {"form", "object", "embed", "iframe", "output", "map"}]
        if len(set(given + headings)) < len(given + headings):
            wrong.append((body, "the same id twice"))
    assert wrong == []


def test_no_id_of_a_text_is_one_of_the_pages_own():
    """Write a heading for every id that stands around a text, and for every word in our scripts."""
    own = {one for template in AROUND for one in re.findall(r'\bid="([\w-]+)"', template.read_text(encoding="utf-8"))}
    assert own >= {"main", "theme", "share"}, "these are what it is about"
    image = make_image(width=320, height=200, alt="图")
    terms = {"topics": (make_topic(),), "authors": (make_author(),), "tags": ("AI", "元宇宙")}
    for number in range(4):
        make_published(title=f"社区的第{number}件事", featured_image=image, **terms)
    editor = Visitor()
    editor.force_login(make_user(Role.ADMIN))

    names = sorted(own | {word.lower() for word in names_in_scripts()})
    body = "\n\n".join(f"## {name}\n\n字" for name in names) + f"\n\n![]({image.name})\n\n## img-1"
    hostile = make_published(title="社区的最后一件事", body=body, featured_image=None, **terms)

    for client, path in [(Visitor(), hostile.path), (editor, address("preview", hostile))]:
        around, within = split(client.get(path).text)
        assert len(ids(within)) > len(names)
        assert set(ids(around)) & set(ids(within)) == set(), path
        assert len(set(ids(within))) == len(ids(within)), path
    assert own - RESERVED == set(), "a heading may not take them"


def test_no_script_looks_anything_up_by_a_global_name():
    """Elements are found by querySelector or getElementById only, never as window.x, document.x or document.forms.x."""
    named = re.compile(
        r"document\.(forms|images|all|anchors|embeds|links|getElementsByName)\b"
        r"|window\[[^\"']|document\[|\bform\.(elements\.)?(action|method|name|id)\b|getElementsByName"
    )
    assert [(script.name, found[0]) for script in SCRIPTS for found in named.finditer(script.read_text())] == []
