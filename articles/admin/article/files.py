"""
The panel “附件” beside the text, and the same as a page of its own for whoever has no script.

``admin:articles_article_files`` takes a POST with ``file``; ``admin:articles_article_file`` one with ``do=rename`` and
``name``, or ``do=remove``. A script asks for JSON and gets ``{"message", "html", "count"}``: the sentence to show and
the list as it is now.
"""

import re
from urllib.parse import unquote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import attachments, policy
from articles.admin.words import locked
from articles.attachments.types import MAX_BYTES, MESSAGES, TYPES, RefusedFile
from articles.models import Article, Attachment
from articles.views.article import download
from cms.disk import is_full
from media.refusals import MEGABYTE, NO_ROOM

from .frame import article_address, frame

MOST_AT_ONCE = 20
GONE = gettext_lazy("This attachment is gone. The list is up to date again.")
KIND = "attachment"  # its name in the log, translated when that is read
NOT_IN_A_LABEL = re.compile(r"[\\\[\]]")
PLAIN_TARGET = re.compile(r"[\w./-]+")


def files_panel(request, article):
    """Return what the panel and the page show."""
    if not article.pk:
        return {"files": [], "may_attach": False}
    return {
        "files": [row(file) for file in article.attachments.all()],
        "may_attach": policy.may(request.user, "attach", article),
        "files_url": article_address(request, "files", article),
        "files_are_public": article.state == Article.State.PUBLISHED,
        "file_endings": ",".join(f".{ending}" for ending in TYPES),
        "most_file_bytes": MAX_BYTES,
        "most_file_size": MAX_BYTES // MEGABYTE,
    }


def row(file):
    """Return one file as the screens show it, with the Markdown that links to it."""
    readable = unquote(file.href)
    target = readable if PLAIN_TARGET.fullmatch(readable) else file.href
    label = NOT_IN_A_LABEL.sub(r"\\\g<0>", file.short_name)
    stem = file.short_name.rpartition(".")[0] or file.short_name
    return {"file": file, "target": target, "markdown": f"[{label}]({target})", "stem": stem}


def file_script_words():
    return {
        "addFile": _("Add attachment"),
        "fileAdded": _("Added: {name}"),
        "fileTooBig": str(MESSAGES["too_big"]) % {"name": "{name}", "size": "{size}", "limit": MAX_BYTES // MEGABYTE},
        "linkInserted": _("The link to “{name}” is in the text."),
        "newName": _("New name of “{name}”"),
        "rename": _("Rename"),
        "removeFile": _("Remove “{name}” for good?"),
        "removeIt": _("Remove"),
        "tooManyFiles": _("At most {most} files at once; {n} were not uploaded. Choose those again."),
    }


def files_view(model_admin, request, article):
    """Show the article's files, or take in others: each is added or refused by itself."""
    if request.method != "POST":
        return show(model_admin, request, article)
    if refused := not_allowed(request, article):
        return show(model_admin, request, article, 403, [refused])
    sent = request.FILES.getlist("file")
    if not sent or len(sent) > MOST_AT_ONCE:
        words = _("Choose a file.") if not sent else _("At most %(most)d files at once.") % {"most": MOST_AT_ONCE}
        return show(model_admin, request, article, 400, [words])
    told, refusals, status = [], [], 200
    for file in sent:
        try:
            told.append(add(model_admin, request, article, file))
        except RefusedFile as refusal:
            refusals += refusal.messages
            status = 400
        except OSError as error:
            if not is_full(error):
                raise
            refusals.append(NO_ROOM)
            status = 507
            break  # the others would find no room either
    return show(model_admin, request, article, status, refusals, told)


@transaction.atomic
def add(model_admin, request, article, file):
    """Add one file and log it; return what to say. Raises ``RefusedFile``."""
    attachment = attachments.add(article, file, name=file.name, actor=request.user)
    if attachment.already_there:
        return _("“%(name)s” is among the attachments already.") % {"name": attachment.short_name}
    log(model_admin, request, article, "added", attachment.name)
    return _("Added: %(name)s") % {"name": attachment.short_name}


def file_view(model_admin, request, article, pk):
    """Give out one file, rename it, or take it away."""
    file = article.attachments.filter(pk=pk).first()
    if request.method in {"GET", "HEAD"}:
        if file is None:
            raise Http404
        return download(file)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    if refused := not_allowed(request, article):
        return show(model_admin, request, article, 403, [refused])
    if file is None:
        return show(model_admin, request, article, 404, [GONE])
    acts = {"rename": rename, "remove": remove}
    if request.POST.get("do") not in acts:
        return show(model_admin, request, article, 400, [_("Use the buttons of the list.")])
    try:
        told = acts[request.POST["do"]](model_admin, request, file)
    except RefusedFile as refusal:
        return show(model_admin, request, article, 409, refusal.messages)
    except Attachment.DoesNotExist:
        return show(model_admin, request, article, 404, [GONE])
    except PermissionDenied:  # the article's state has changed in this very moment
        return show(model_admin, request, article, 403, [not_allowed(request, file.article)])
    return show(model_admin, request, article, 200, told=[told])


@transaction.atomic
def rename(model_admin, request, file):
    old = file.name
    attachments.rename(file, request.POST.get("name", ""), actor=request.user, typed=request.POST.get("body", ""))
    if file.name != old:
        log(model_admin, request, file.article, "changed", f"{old} → {file.name}", fields=["file name"])
    return _("The attachment is called “%(name)s” now.") % {"name": file.short_name}


@transaction.atomic
def remove(model_admin, request, file):
    attachments.remove(file, actor=request.user, typed=request.POST.get("body", ""))
    log(model_admin, request, file.article, "deleted", file.name)
    return _("Removed: %(name)s") % {"name": file.short_name}


def log(model_admin, request, article, what, name, **more):
    model_admin.log_change(request, article, [{what: {"name": KIND, "object": name, **more}}])


def not_allowed(request, article):
    """Return why this account may not change the files of this article, or ""."""
    if policy.may(request.user, "attach", article):
        return ""
    if policy.may(request.user, "edit", article):
        return _("Readers would have the file at once, and you may not publish. Ask an editor.")
    return locked(request.user, article)


def show(model_admin, request, article, status=200, refusals=(), told=()):
    """Answer with the list as it is now: as JSON, as the page, or, where all went well, by the way back to it."""
    panel = {**files_panel(request, article), "original": article}
    if request.headers.get("Accept") == "application/json":
        html = render_to_string("admin/articles/article/files.html", panel, request)
        words = " ".join(map(str, [*refusals, *told]))
        return JsonResponse({"message": words, "html": html, "count": len(panel["files"])}, status=status)
    for words in told:
        messages.success(request, words)
    if told and not refusals:
        return HttpResponseRedirect(article_address(request, "files", article))
    context = {**frame(model_admin, request, article, _("Attachments")), **panel, "refusals": refusals}
    return TemplateResponse(request, "admin/articles/article/files_page.html", context, status=status)


def preview_file(model_admin, request, article, name):
    """Give out a file where the preview's own links lead: a draft has no public address yet."""
    if not policy.may(request.user, "preview", article):
        raise PermissionDenied
    if file := attachments.linked_from_page(article, name):
        return download(file)
    raise Http404(name)
