"""
Addresses that moved: every way of writing a redirect, so that none ever leads to another one.

``Redirect.source`` is a path as a request has it, decoded. ``Redirect.target`` is a reference as a
``Location`` header has it, with hanzi left readable: only ``%``, ``?`` and ``#`` of a path are escaped.
"""

import re
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from articles.models import MissingAddress, Redirect
from cms.canonical import CONTROL, canonical_path

from .forms import is_well_formed

LATER_PAGE = re.compile(r"(?P<first>/.+/)page/[1-9][0-9]{0,5}/")


def as_target(path: str) -> str:
    """Return the reference that leads to ``path``: ``/tags/c#/`` → ``/tags/c%23/``."""
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


def path_of(target: str) -> str:
    """Return the path that a target on this site leads to, decoded; empty for another site."""
    return unquote(urlsplit(target).path) if target.startswith("/") else ""


@transaction.atomic
def record_move(old: str, new: str, *, origin: str = Redirect.Origin.AUTOMATIC) -> None:
    """
    Send readers of the path ``old`` to the path ``new``, without chains or loops (brief §3.2).

    What led to ``old`` leads to ``new`` from now on. ``new`` is a page, so nothing leads away from it.
    """
    if old == new:
        return
    forget(new)
    _lead_on(old, as_target(new))
    values = {"target": as_target(new), "origin": origin, "temporary": False}
    Redirect.objects.update_or_create(source=old, defaults=values)
    MissingAddress.objects.filter(path=old).delete()


def forget(path: str) -> None:
    """Drop what led away from ``path``, because a page has it from now on."""
    Redirect.objects.filter(source=path).delete()


@transaction.atomic
def save(redirect: Redirect) -> None:
    """
    Save a redirect that ``check`` has seen, and let what led to its source lead to its target.

    Not where it leads there for a time only: what leads there for good would keep the target of the day.
    """
    redirect.save()
    if not redirect.temporary:
        _lead_on(redirect.source, redirect.target)
    MissingAddress.objects.filter(path=redirect.source).delete()


def leading_from(path: str) -> Redirect | None:
    """
    Return the redirect that readers of ``path`` follow, or None.

    A later page of a list has none of its own: it leads where the first one leads, as nobody knows what it held.
    """
    later = LATER_PAGE.fullmatch(path)
    found = Redirect.objects.filter(source__in=[path, later["first"]] if later else [path])
    return max(found, key=lambda redirect: len(redirect.source), default=None)


def leading_to(path: str) -> QuerySet[Redirect]:
    """Return what leads to this path, with a query or a fragment too."""
    start = as_target(path)
    return Redirect.objects.filter(
        Q(target=start) | Q(target__startswith=f"{start}?") | Q(target__startswith=f"{start}#")
    )


def _lead_on(old: str, target: str) -> None:
    leading_to(old).exclude(source=path_of(target)).update(target=target)


def check(redirect: Redirect) -> None:
    """
    Put a redirect that somebody typed into its stored form, or raise ``ValidationError`` by field.

    A target that is itself the source of a redirect is replaced by where that one leads.
    """
    redirect.source = _source(redirect.source)
    redirect.target = _target(redirect.target)
    path = path_of(redirect.target)
    onward = Redirect.objects.filter(source=path).exclude(pk=redirect.pk).first() if path else None
    if onward is not None:
        if not onward.target:
            raise ValidationError({"target": _("“%(path)s” is gone (410). Choose another target.") % {"path": path}})
        if onward.temporary:
            words = _("“%(path)s” leads on for a time only. Choose the page that readers shall see.")
            raise ValidationError({"target": words % {"path": path}})
        redirect.target = onward.target
    if path_of(redirect.target) == redirect.source or path == redirect.source:
        raise ValidationError({"target": _("This would lead in a circle: the target leads back to the source.")})


def _on_this_site(typed: str) -> str:
    """Return an address of this site, typed in full, without the scheme and host; any other as it is."""
    parts = urlsplit(typed)
    if parts.scheme in {"http", "https"} and parts.netloc == urlsplit(settings.SITE_URL).netloc:
        return parts._replace(scheme="", netloc="").geturl() or "/"
    return typed


def _source(typed: str) -> str:
    try:
        parts = urlsplit(_on_this_site(typed.strip()))
        path = "" if parts.netloc or CONTROL.search(typed.strip()) else unquote(parts.path)
    except ValueError:
        path = ""
    if not path.startswith("/") or path.startswith("//") or CONTROL.search(path):
        raise ValidationError({"source": _("Write a path of this site, such as /posts/old-address/.")})
    return canonical_path(path)


def _target(typed: str) -> str:
    wrong = ValidationError(
        {"target": _("Write a path of this site, such as /posts/new-address/, or a whole https:// address.")}
    )
    try:
        target = _on_this_site(typed.strip())
        parts = urlsplit(target)
    except ValueError as error:
        raise wrong from error
    if not target:
        return ""
    if CONTROL.search(unquote(typed.strip())) or not url_has_allowed_host_and_scheme(
        target, allowed_hosts={parts.netloc}
    ):
        raise wrong
    if parts.scheme:
        if not is_well_formed(target):
            raise wrong
        return target
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        raise wrong
    return parts._replace(path=as_target(canonical_path(unquote(parts.path)))).geturl()
