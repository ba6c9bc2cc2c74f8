"""
Who may do what: one function that every view, admin method, bulk action and endpoint asks.

The rules in words are in ``docs/SECURITY.md``. Whether an article's *state* allows an action is
``workflow``'s question, except where the state decides who still holds the pen: a writer's article
is the writer's while it is a draft.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .models import Article, Author, Redirect


class Role(models.TextChoices):
    """The four kinds of staff, from least to most. Each is a group, and each may what the one before may."""

    WRITER = "作者", _("Writer")
    EDITOR = "编辑", _("Editor")
    CHIEF = "主编", _("Chief editor")
    ADMIN = "管理员", _("Administrator")

    def group(self) -> Group:
        """Return the group of this role; it exists since the first ``migrate``."""
        return Group.objects.get(name=self.value)


EVERYTHING = ("add", "change", "delete", "view")
ROLE_PERMISSIONS: dict[Role, list[str]] = {
    Role.WRITER: [
        *("articles.add_article", "articles.change_article", "articles.view_article"),
        *("articles.view_category", "articles.view_topic", "articles.view_author"),
        *("articles.view_tag", "articles.add_tag"),
        *("media.view_image", "media.add_image", "media.change_image", "media.delete_image"),
    ],
    Role.EDITOR: [
        *("articles.edit_any_article", "articles.publish_article", "articles.delete_article"),
        *("articles.change_tag", "articles.delete_tag", "articles.view_redirect"),
        "media.change_any_image",
    ],
    Role.CHIEF: [
        *("articles.purge_article", "articles.assign_article"),
        *(f"articles.{verb}_{thing}" for thing in ("category", "topic", "author", "redirect") for verb in EVERYTHING),
    ],
    Role.ADMIN: [
        *("articles.change_sitesettings", "articles.view_sitesettings"),
        *(f"auth.{verb}_user" for verb in EVERYTHING),
    ],
}


def create_role_groups(using: str, **kwargs: Any) -> None:
    """
    Create the roles' groups that do not exist yet, with their permissions. A ``post_migrate`` receiver.

    A group that exists is left alone, so a newsroom may take ``publish_article`` from its editors.
    """
    for label in ("articles", "media", "auth"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    codenames: list[str] = []
    for role in Role:
        codenames += ROLE_PERMISSIONS[role]
        group, created = Group.objects.using(using).get_or_create(name=role.value)
        if created:
            wanted = Q()
            for name in codenames:
                app, codename = name.split(".")
                wanted |= Q(content_type__app_label=app, codename=codename)
            group.permissions.set(Permission.objects.using(using).filter(wanted))


def role_of(user: Any) -> Role | None:
    """Return the highest role of an account, None for a reader's. A superuser counts as an administrator."""
    if user.is_superuser:
        return Role.ADMIN
    names = {group.name for group in user.groups.all()} if user.is_staff else set()
    return next((role for role in reversed(Role) if role.value in names), None)


def owns(user: Any, article: Article) -> bool:
    return article.owner_id == user.pk


def edits_any(user: Any, article: Article) -> bool:
    return user.has_perm("articles.edit_any_article")


def sees(user: Any, article: Article) -> bool:
    return edits_any(user, article) or owns(user, article)


def previews(user: Any, article: Article) -> bool:
    return sees(user, article) and article.state != Article.State.TRASHED


def edits(user: Any, article: Article) -> bool:
    if article.state == Article.State.TRASHED:
        return False
    return edits_any(user, article) or (owns(user, article) and article.state == Article.State.DRAFT)


def publishes(user: Any, article: Article) -> bool:
    return user.has_perm("articles.publish_article") and sees(user, article)


def trashes(user: Any, article: Article) -> bool:
    return edits_any(user, article) or (owns(user, article) and article.state == Article.State.DRAFT)


ARTICLE_RULES: dict[str, Callable[[Any, Article], bool]] = {
    "see": sees,
    "preview": previews,
    "edit": edits,
    "submit": sees,
    "withdraw_submission": sees,
    "send_back": edits_any,
    "publish": publishes,
    "schedule": publishes,
    "unschedule": publishes,
    "update": publishes,
    "unpublish": publishes,
    "republish": publishes,
    "place": edits_any,
    "trash": trashes,
    "restore": edits_any,
    "purge": lambda user, article: user.has_perm("articles.purge_article"),
    "assign": lambda user, article: user.has_perm("articles.assign_article"),
}


def may(user: Any, action: str, thing: models.Model | type[models.Model]) -> bool:
    """
    Say whether ``user`` may do ``action`` to ``thing``, a row or (for ``create`` and ``list``) a model.

    Actions on an article are the keys of ``ARTICLE_RULES``; on everything else they are Django's
    ``add change delete view``, and ``redirect_elsewhere``: whoever sets up the site decides which other
    sites it sends readers to. A writer may change the own author page; an editor's is the chief editors', as
    everybody's (the rules' matrix says so). Raises ``KeyError``
    for an action that no rule knows, so that a misspelt one is found.
    """
    if not (user.is_active and user.is_staff):
        return False
    if isinstance(thing, Article):
        return ARTICLE_RULES[action](user, thing)
    if action == "redirect_elsewhere" or (isinstance(thing, Redirect) and action != "view" and thing.is_elsewhere):
        return user.has_perm("articles.change_sitesettings")
    if isinstance(thing, Author) and action == "change" and thing.user_id == user.pk and role_of(user) is Role.WRITER:
        return True
    verb = {"create": "add", "list": "view"}.get(action, action)
    if verb not in EVERYTHING:
        raise KeyError(action)
    return user.has_perm(f"{thing._meta.app_label}.{verb}_{thing._meta.model_name}")


def visible_to(user: Any, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of ``articles`` that this member of staff may know of: a writer's own, else all."""
    if user.has_perm("articles.edit_any_article"):
        return articles
    return articles.filter(owner=user)
