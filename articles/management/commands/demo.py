"""The sample newsroom: the invented Hugo site in ``sample/``, and one account per role."""

import secrets
from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Count, Q

from articles.models import Article, Author, StaticPage
from articles.pages import static_pages
from articles.policy import Role

SAMPLE_PAGES = settings.BASE_DIR / "sample" / "pages"
PAGES = ("about", "contact", "privacy")  # in their order at the foot of every page
ACCOUNTS = {"writer": Role.WRITER, "editor": Role.EDITOR, "chief": Role.CHIEF, "admin": Role.ADMIN}


class Command(BaseCommand):
    help = (
        "Import sample/ and create the accounts writer, editor, chief and admin. DEMO_PASSWORD is their "
        "password; without it one is generated and shown once. A second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="only the admin account, no articles")
        parser.add_argument("--no-renditions", action="store_true", help="leave smaller pictures to the worker")

    def handle(self, *, empty: bool, no_renditions: bool, **options: Any) -> None:
        if not empty:
            self.stdout.write("Importing the sample newsroom, with its pictures … 正在导入示例内容和图片……")
            self.stdout.flush()
            # The accounts come last: that one exists says that the sample is complete.
            out = {"stdout": self.stdout, "stderr": self.stderr}
            call_command("import_hugo", settings.BASE_DIR / "sample", no_renditions=no_renditions, **out)
            write_pages()
        password = settings.DEMO_PASSWORD or secrets.token_urlsafe(12)
        if empty:
            check_password(password)
        with transaction.atomic():
            created = create_accounts(["admin"] if empty else ACCOUNTS, password)
            hand_out_author_pages(created)
        if not created:
            self.stdout.write("The accounts are there already; their passwords stay as they are.")
            return
        shown = "as in DEMO_PASSWORD" if settings.DEMO_PASSWORD else f"{password}   (shown only now 只显示这一次)"
        names = " ".join(user.username for user in reversed(created))
        self.stdout.write(f"\n  Login 账号  {names}\n  Password 密码  {shown}")


def write_pages() -> None:
    """Write the sample's static pages where there are none of their addresses; a text begins with its title."""
    for position, slug in enumerate(PAGES):
        if StaticPage.objects.filter(slug=slug).exists() or static_pages.is_taken(slug):
            continue
        title, _empty, body = (SAMPLE_PAGES / f"{slug}.md").read_text(encoding="utf-8").partition("\n")
        static_pages.save(
            StaticPage(slug=slug, title=title.removeprefix("# "), body=body.strip(), position=position), author=None
        )


def check_password(password: str) -> None:
    """Raise ``CommandError`` for what no form would take: a newsroom that begins empty is meant to be a real one."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(f"DEMO_PASSWORD: {' '.join(error.messages)}") from error


def create_accounts(names: Iterable[str], password: str) -> list[User]:
    """Create those of the sample accounts that do not exist yet, all with one password, and return them."""
    users = get_user_model()._default_manager
    created = []
    for name in names:
        if users.filter(username=name).exists():
            continue
        user = users.create_user(username=name, password=password, is_staff=True)
        user.groups.add(ACCOUNTS[name].group())
        created.append(user)
    return created


def hand_out_author_pages(users: Iterable[User]) -> None:
    """
    Give every new account but the administrator's an author page, those with drafts and many articles first.

    Articles of that author without an owner become the account's, so that a writer finds some to work on.
    """
    for user in users:
        if user.groups.filter(name=Role.ADMIN.value).exists():
            continue
        drafts = Count("bylines", filter=Q(bylines__article__state=Article.State.DRAFT))
        free = Author.objects.filter(user=None).annotate(drafts=drafts, size=Count("bylines"))
        author = free.order_by("-drafts", "-size", "pk").first()
        if author is None:
            return
        author.user = user
        author.save(update_fields=["user"])
        Article.objects.by_author(author).filter(owner=None).update(owner=user)
