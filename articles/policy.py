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

from .models import Article, Author, Notification, Redirect


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
        *("articles.view_notification", "articles.change_notification"),
        *("media.view_image", "media.add_image", "media.change_image", "media.delete_image"),
    ],
    Role.EDITOR: [
        *("articles.edit_any_article", "articles.publish_article", "articles.delete_article"),
        *("articles.change_tag", "articles.delete_tag", "articles.view_redirect", "articles.view_missingaddress"),
        *("articles.view_linkedaddress", "articles.change_linkedaddress"),
        *("articles.view_frontpage", "media.change_any_image"),
    ],
    Role.CHIEF: [
        *("articles.purge_article", "articles.assign_article", "articles.export_article"),
        *("articles.change_frontpage", "articles.delete_missingaddress", "cms.view_auditentry"),
        *("articles.check_linkedaddress", "articles.add_importrun", "articles.view_importrun"),
        *(
            f"articles.{verb}_{thing}"
            for thing in ("category", "topic", "author", "redirect", "staticpage", "houseword")
            for verb in EVERYTHING
        ),
    ],
    Role.ADMIN: [
        "cms.export_auditentry",
        *("articles.change_sitesettings", "articles.view_sitesettings"),
        *(f"auth.{verb}_user" for verb in EVERYTHING),
    ],
}


def create_role_groups(using: str, **kwargs: Any) -> None:
    """
    Create the roles' groups that do not exist yet, with their permissions. A ``post_migrate`` receiver.

    A group that exists keeps what it has, so a newsroom may take ``publish_article`` from its editors; it gets only
    the permissions that came into being just now, with a new version of the site.
    """
    known = set(Permission.objects.using(using).values_list("pk", flat=True))
    for label in ("articles", "media", "auth", "cms"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    codenames: list[str] = []
    for role in Role:
        codenames += ROLE_PERMISSIONS[role]
        group, created = Group.objects.using(using).get_or_create(name=role.value)
        wanted = Q()
        for name in codenames:
            app, codename = name.split(".")
            wanted |= Q(content_type__app_label=app, codename=codename)
        permissions = Permission.objects.using(using).filter(wanted)
        group.permissions.add(*permissions.exclude(pk__in=set() if created else known))


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


def suggests(user: Any, article: Article) -> bool:
    """From scheduled on an editor changes an article; its writer may say what should be changed."""
    return owns(user, article) and article.state == Article.State.PUBLISHED and not edits_any(user, article)


def writes(user: Any, article: Article) -> bool:
    """Has a form to type into: of the draft, or of a suggestion."""
    return edits(user, article) or suggests(user, article)


def publishes(user: Any, article: Article) -> bool:
    return user.has_perm("articles.publish_article") and sees(user, article)


def attaches(user: Any, article: Article) -> bool:
    """A file is no part of a version: on a published article readers have it at once."""
    return edits(user, article) and (article.state != Article.State.PUBLISHED or publishes(user, article))


def trashes(user: Any, article: Article) -> bool:
    return edits_any(user, article) or (owns(user, article) and article.state == Article.State.DRAFT)


ARTICLE_RULES: dict[str, Callable[[Any, Article], bool]] = {
    "see": sees,
    "preview": previews,
    "edit": edits,
    "suggest": suggests,
    "write": writes,
    "attach": attaches,
    "submit": sees,
    "withdraw_submission": sees,
    "send_back": edits_any,
    "publish": publishes,
    "schedule": publishes,
    "unschedule": publishes,
    "update": publishes,
    "schedule_update": publishes,
    "cancel_update": publishes,
    "unpublish": publishes,
    "schedule_withdrawal": publishes,
    "cancel_withdrawal": publishes,
    "republish": publishes,
    "place": edits_any,
    "plan": edits,
    "trash": trashes,
    "restore": edits_any,
    "purge": lambda user, article: user.has_perm("articles.purge_article"),
    "assign": lambda user, article: user.has_perm("articles.assign_article"),
    "export": lambda user, article: user.has_perm("articles.export_article") and sees(user, article),
}


def may(user: Any, action: str, thing: models.Model | type[models.Model]) -> bool:
    """
    Say whether ``user`` may do ``action`` to ``thing``, a row or (for ``create`` and ``list``) a model.

    Actions on an article are the keys of ``ARTICLE_RULES``; on everything else they are Django's
    ``add change delete view``, ``merge`` (terms into another of their kind), ``export`` (the audit record),
    ``look_ahead`` (see pages as they will be, with what others have scheduled), ``check`` (start the check of a link;
    ignoring one is ``change``), and three of whoever sets up the site: ``see_health``, ``redirect_elsewhere``, which
    decides which other sites readers are sent to, and ``overwrite``, an import that replaces articles. A writer may
    change the own author page; an editor's is the chief editors', as everybody's (the rules' matrix says so). A
    notification is its recipient's alone. Raises ``KeyError`` for an action that no rule knows, so that a misspelt one
    is found.
    """
    if not (user.is_active and user.is_staff):
        return False
    if isinstance(thing, Article):
        return ARTICLE_RULES[action](user, thing)
    if action == "merge":  # the articles change hands, and what is left is deleted
        return all(user.has_perm(_permission(thing, verb)) for verb in ("change", "delete"))
    if action == "look_ahead":
        return user.has_perm("articles.edit_any_article")
    leads_elsewhere = isinstance(thing, Redirect) and action != "view" and thing.is_elsewhere
    if action in {"redirect_elsewhere", "see_health", "overwrite"} or leads_elsewhere:
        return user.has_perm("articles.change_sitesettings")
    if isinstance(thing, Notification) and thing.recipient_id != user.pk:
        return False
    if isinstance(thing, Author) and action == "change" and thing.user_id == user.pk and role_of(user) is Role.WRITER:
        return True
    if action == "check":
        return user.has_perm(_permission(thing, action))
    if action == "export":
        return user.has_perm("cms.export_auditentry")
    verb = {"create": "add", "list": "view"}.get(action, action)
    if verb not in EVERYTHING:
        raise KeyError(action)
    return user.has_perm(_permission(thing, verb))


def _permission(thing: models.Model | type[models.Model], verb: str) -> str:
    return f"{thing._meta.app_label}.{verb}_{thing._meta.model_name}"


def visible_to(user: Any, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of ``articles`` that this member of staff may know of: a writer's own, else all."""
    if user.has_perm("articles.edit_any_article"):
        return articles
    return articles.filter(owner=user)


def linkable_by(user: Any, articles: QuerySet[Article]) -> QuerySet[Article]:
    """Return those of ``articles`` that this member of staff may link to: what ``visible_to`` shows and readers see."""
    if user.has_perm("articles.edit_any_article"):
        return articles
    return articles.filter(Q(owner=user) | Q(pk__in=Article.objects.live().values("pk")))
