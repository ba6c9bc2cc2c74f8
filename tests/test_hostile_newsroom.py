"""Every payload in every field of the newsroom's rows: lists, forms, questions, histories and messages show words."""

import itertools

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse

from articles.models import (
    Article,
    Author,
    Category,
    MissingAddress,
    Redirect,
    Revision,
    SiteSettings,
    StateChange,
    Tag,
    TermMerge,
    Topic,
)
from articles.policy import Role
from media.models import Image
from tests.factories import make_article, make_user
from tests.hostile import Noting, Page, packed, words_of
from tests.hostile_site import SETTINGS

pytestmark = pytest.mark.django_db
PLAIN = ["普通的词语", "另一些词"]
TERMS = (Category, Topic, Author, Tag)


def texts(words, length, count=None):
    """Return packs of words, or ``count`` of them in turn."""
    packs = packed(words, length)
    return packs if count is None else list(itertools.islice(itertools.cycle(packs), count))


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def accounts(words, count):
    names = texts(words, 150, count)
    users = [
        User(username=f"{n}{name}"[:150], first_name=name, email=name, is_staff=True) for n, name in enumerate(names)
    ]
    made = User.objects.bulk_create(users)
    for user in made:
        user.groups.add(Role.WRITER.group())
    return made


def redirects(words, count):
    rows = enumerate(texts(words, 480, count))
    return Redirect.objects.bulk_create(Redirect(source=f"/{n}{name}"[:500], target=name) for n, name in rows)


def missing(words, count):
    rows = enumerate(texts(words, 480, count))
    return MissingAddress.objects.bulk_create(
        MissingAddress(path=f"/missing-{n}{p}"[:500], linked_from=p) for n, p in rows
    )


def pictures(words, count):
    long, short = texts(words, 300, count), texts(words, 200, count)
    facts = {"format": "JPEG", "width": 320, "height": 200, "size": 1}
    return Image.objects.bulk_create(
        Image(
            name=f"2026/11/{n}.jpg",
            file=f"o/ab/ab{n:030x}.jpg",
            source_sha256=f"{n:064x}",
            original_name=short[n],
            alt=long[n],
            caption=long[n],
            credit=short[n],
            licence=short[n],
            **facts,
        )
        for n in range(count)
    )


def terms_of(model):
    """Return what writes terms of a kind. A term has one of the payloads' packs as its name and all in its text."""

    def write(words, count):
        told = {Author: "bio", Tag: ""}.get(model, "description")
        extra = {told: " ".join(words)[:3_000]} if told else {}
        names = enumerate(texts(words, 90, count))
        return model.objects.bulk_create(model(name=f"{n}{name}", slug=f"slug-{n}", **extra) for n, name in names)

    return write


def articles(words, count):
    """Drafts whose notes, steps and versions say something, too."""
    made = [make_article(title=f"{n} {t}") for n, t in enumerate(texts(words, 250, count))]
    first, actor = made[0], User.objects.order_by("pk").last()
    Article.objects.filter(pk=first.pk).update(notes=" ".join(words), owner=actor)
    StateChange.objects.bulk_create(
        StateChange(article=first, actor=actor, transition="send_back", source="in_review", target="draft", note=note)
        for note in [" ".join(words), *texts(words, 900, 40)]
    )
    Revision.objects.bulk_create(
        Revision(article=first, number=n, content={}, note=note, author=actor)
        for n, note in enumerate(texts(words, 200, count), start=2)
    )
    return made


WRITERS = {
    User: accounts,
    Redirect: redirects,
    MissingAddress: missing,
    Image: pictures,
    **{model: terms_of(model) for model in TERMS},
    Article: articles,
}
# How many rows hold every payload, by the room that a row has.
EVERY = {
    User: 5,
    Redirect: 1,
    Image: 3,
    Category: 30,
    Topic: 30,
    Author: 30,
    Tag: 30,
}  # which of them have a turn alone
# Screens with as many rows as words were refused or remarked on: what their rows are built of has to be known.
LOOSE = {"trashed", "bulk", "redirects", *((Article, name) for name in ("trash", "publish", "pin", "unpublish"))}
LOOSE |= {(model, "messages") for model in TERMS}
ROOM = {User: 150, Redirect: 480, MissingAddress: 480, Image: 200, Article: 250, **dict.fromkeys(TERMS, 90)}


def write(words, counts):
    """Write the rows of every kind, and the history that the admin itself keeps of one of each."""
    SiteSettings(description=" ".join(words), **{name: texts(words, most)[0] for name, most in SETTINGS.items()}).save()
    made = {model: WRITERS[model](words, counts[model]) for model in WRITERS}
    for model, rows in made.items():
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.bulk_create(
            LogEntry(
                user=made[User][-1],
                content_type=kind,
                object_id=rows[0].pk,
                object_repr=words[0][:200],
                action_flag=CHANGE,
                change_message=message,
            )
            for message in texts(words, 900, 40)
        )
    return made


def screens(editor, made):
    """Ask for every screen that shows these rows; yield a name for the screen that no row's key is part of."""
    yield "dashboard", editor.get("/admin/")
    yield "settings", editor.get(address(SiteSettings, "change", 1))
    for model, rows in made.items():
        for page in range(1, 2 + len(rows) // 50):
            yield (model, "list", page), editor.get(address(model, "changelist"), {"p": page})
        yield (model, "history"), editor.get(address(model, "history", rows[0].pk))
        chosen = {ACTION_CHECKBOX_NAME: [row.pk for row in rows]}
        names = ["trash", "publish", "pin", "unpublish"] if model is Article else ["delete_selected"]
        for name in names:
            yield (model, name), editor.post(address(model, "changelist"), {"action": name, **chosen})
    for model, step in EVERY.items():  # lists and questions show all of them
        for row in made[model][:-1:step]:
            yield (model, "delete"), editor.get(address(model, "delete", row.pk))
            yield (model, "change"), editor.get(address(model, "change", row.pk))
    for row in made[Article][::10]:
        yield "preview", editor.get(address(Article, "preview", row.pk))
    yield "password", editor.get(reverse("admin:auth_user_password_change", args=[made[User][0].pk]))
    for model in TERMS:
        chosen = {"ids": f"{made[model][0].pk},{made[model][1].pk}"}
        yield (model, "merge"), editor.get(address(model, "merge"), chosen)
        yield (model, "merge preview"), editor.get(address(model, "merge"), {**chosen, "keep": made[model][0].pk})
    for row in made[Redirect][::10]:
        yield "redirect test", editor.get(address(Redirect, "test"), {"address": f"/nowhere{row.source}"})
    yield "alt", editor.get("/admin/media/image/alt/")
    yield "replace", editor.get(reverse("admin:media_image_replace", args=[made[Image][0].pk]))


def messages(editor, made):
    """Take steps that say something of each row; return the pages with the messages."""
    chosen = {ACTION_CHECKBOX_NAME: [row.pk for row in made[Article]]}
    for number, row in enumerate(made[Article][:8]):
        editor.post(address(Article, "step", row.pk, "trash"))
        if number % 2:
            editor.post(address(Article, "delete", row.pk))
    yield "trashed", editor.get("/admin/")
    done = {"action": "trash", "confirmed": "on", **chosen}
    yield "bulk", editor.post(address(Article, "changelist"), done, follow=True)
    for model in TERMS:
        for row in made[model][::20]:
            form = {"name": row.name, "slug": f"{row.slug}-new", "position": 1}
            editor.post(address(model, "change", row.pk), form)
        editor.post(address(model, "delete", made[model][-1].pk), {"post": "yes"})
        two = {"ids": f"{made[model][2].pk},{made[model][3].pk}", "keep": made[model][2].pk}
        editor.post(address(model, "merge"), two)
        yield (model, "messages"), editor.get("/admin/")
        yield (model, "merges"), editor.get(address(model, "merges"))
        undo = address(model, "unmerge", TermMerge.objects.get(kind=model._meta.model_name).pk)
        yield (model, "unmerge"), editor.get(undo)
    for row in made[Redirect][:5]:
        editor.post(address(Redirect, "delete", row.pk), {"post": "yes"})
    yield "redirects", editor.get("/admin/")


def answered(words, counts):
    """Return the pages that are shown of rows with these words, by screen; take the rows away again."""
    found = {}
    with transaction.atomic():
        editor = Noting()
        editor.force_login(make_user(Role.ADMIN, username="chief"))
        made = write(words, counts)
        for key, page in itertools.chain(screens(editor, made), messages(editor, made)):
            found.setdefault(key, []).append((page.status_code, page.text))
        transaction.set_rollback(True)
    return found


def test_every_screen_of_the_newsroom_is_built_as_with_plain_words(shared, monkeypatch):
    words = words_of(shared)
    counts = {model: len(packed(words, room)) for model, room in ROOM.items()}
    with monkeypatch.context() as patch:  # one turn is enough for comparison
        patch.setattr(f"{__name__}.EVERY", dict.fromkeys(EVERY, 10_000))
        plain = answered(PLAIN * 40, counts)
    usual = {kind for key in LOOSE & plain.keys() for _status, text in plain[key] for kind in Page(text).kinds}

    wrong, shown = {}, dict.fromkeys(ROOM, "")
    for key, pages in answered(words, counts).items():
        expected_status, expected = plain[key][0]
        expected = Page(expected)
        for status, text in pages:
            page = Page(text)
            odd = page.kinds.keys() - usual if key in LOOSE else page.differs(expected)
            if odd or page.acts() or status != expected_status:
                wrong.setdefault(key, []).append((status, expected_status, page.acts(), odd))
            if key[1:2] == ("list",):
                shown[key[0]] += text
    assert wrong == {}
    for model, room in ROOM.items():
        if model is not User:  # of whom a list shows name and mail only
            assert Page(shown[model]).lacks(words, room - 5) == [], model
