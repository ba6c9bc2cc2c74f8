"""
导入 and 导入报告: a zip of the old site is uploaded, rehearsed, looked at, and imported with one press.

``articles.hugo.runs`` does it in the worker; these pages ask, tell how far it is, and show what was found.
"""

import zoneinfo
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from articles import policy
from articles.hugo import runs
from articles.hugo.unpacking import MAX_UPLOAD, MEGABYTE, UnusableZip, contents
from articles.models import ImportRun
from cms.disk import StoreAway, is_full
from media.refusals import NO_ROOM

from .report import csv_answer, report_context, sums
from .undo import ask_or_undo

OVERWRITING = ("update", "fix_images")
REFRESH = 3  # seconds


class UploadForm(forms.Form):
    """``may_overwrite`` is whether the account is an administrator's."""

    file = forms.FileField(
        label=gettext_lazy("Zip of the site's folder"),
        help_text=gettext_lazy(
            "With “content”, and with “static” and the configuration (hugo.toml or config) where there are any."
            " At most %(most)d MB; for a larger site the operator has a command."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        error_messages={
            "required": gettext_lazy("Choose a zip file."),
            "empty": gettext_lazy("The file is empty. Zip the site's folder again."),
        },
    )
    update = forms.BooleanField(
        label=gettext_lazy("Take newer versions of texts imported before (--update)"),
        help_text=gettext_lazy("Articles that somebody changed here stay as they are."),
        required=False,
    )
    fix_images = forms.BooleanField(
        label=gettext_lazy("Replace missing pictures as suggested (--fix-images)"), required=False
    )
    content = forms.CharField(
        label=gettext_lazy("Folder of the texts (--content)"),
        help_text=gettext_lazy("Empty: the one that the configuration names, else “content”."),
        max_length=200,
        required=False,
    )
    timezone = forms.CharField(
        label=gettext_lazy("Time zone of dates without one"),
        help_text=gettext_lazy("Empty: the old site's, else Asia/Shanghai."),
        max_length=60,
        required=False,
    )
    permalinks = forms.CharField(
        label=gettext_lazy("Pattern of addresses"),
        help_text=gettext_lazy("Such as /posts/:slug/. Empty: as the configuration has it."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, may_overwrite: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = self.fields["file"].help_text % {"most": MAX_UPLOAD // MEGABYTE}
        if not may_overwrite:
            for name in OVERWRITING:
                del self.fields[name]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            contents(file)
        except UnusableZip as error:
            raise ValidationError(str(error)) from error
        return file

    def clean_timezone(self) -> str:
        name = self.cleaned_data["timezone"].strip()
        if name and name not in zoneinfo.available_timezones():
            raise ValidationError(
                _("“%(name)s” is not a time zone. Use a name such as Asia/Shanghai.") % {"name": name[:60]}
            )
        return name

    def options(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "file" and value}

    @property
    def advanced(self) -> list[Any]:
        return [self[name] for name in self.fields if name != "file"]


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    list_display = ["name", "shown_time", "who", "phase", "sums"]
    list_per_page = 50
    list_select_related = ["user"]
    sortable_by: list[str] = []
    actions = None
    show_full_result_count = False
    change_list_template = "admin/articles/importrun/change_list.html"

    class Media:
        css = {"all": ["admin/imports.css"]}

    def has_view_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return policy.may(request.user, "view", obj or ImportRun)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "create", ImportRun)

    def has_change_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ImportRun | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).defer("report")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_importrun_changelist"),
            path("add/", view(self.upload), name="articles_importrun_add"),
            path("<int:key>/change/", view(self.report), name="articles_importrun_change"),
            path("<int:key>/csv/", view(self.as_csv), name="articles_importrun_csv"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        title = {"title": ImportRun._meta.verbose_name_plural}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    @admin.display(description=gettext_lazy("time"))
    def shown_time(self, run: ImportRun) -> str:
        return f"{timezone.localtime(run.uploaded_at):%Y-%m-%d %H:%M}"

    @admin.display(description=gettext_lazy("who"))
    def who(self, run: ImportRun) -> str:
        return (run.user.get_full_name() or run.user.get_username()) if run.user else "—"

    @admin.display(description=gettext_lazy("result"))
    def sums(self, run: ImportRun) -> str:
        return sums(run.counts) if run.counts else "—"

    @method_decorator(csrf_protect)
    def upload(self, request: HttpRequest) -> HttpResponse:
        """Take a zip in, and have it rehearsed. What is wrong with it at first sight is said at once."""
        if not policy.may(request.user, "create", ImportRun):
            raise PermissionDenied
        may_overwrite = policy.may(request.user, "overwrite", ImportRun)
        form = UploadForm(request.POST or None, request.FILES or None, may_overwrite=may_overwrite)
        status = 200
        if request.method == "POST":
            if form.is_valid():
                file = form.cleaned_data["file"]
                try:
                    run = runs.begin(file, name=file.name[:200], user=request.user, options=form.options())
                    return HttpResponseRedirect(address_of(run))
                except OSError as error:
                    if not (isinstance(error, StoreAway) or is_full(error)):
                        raise
                    form.add_error("file", NO_ROOM)
            status = 400
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Import a Hugo site"),
            "form": form,
            "list_url": reverse("admin:articles_importrun_changelist"),
        }
        return TemplateResponse(request, "admin/articles/importrun/upload.html", context, status=status)

    @method_decorator(csrf_protect)
    def report(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show how far a run is and what was found; a post starts or stops it."""
        run = self.found(request, key)
        if request.method == "POST":
            return self.act(request, run)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": run.name,
            "run": run,
            "may_import": policy.may(request.user, "create", ImportRun),
            **report_context(run, request.GET),
        }
        answer = TemplateResponse(request, "admin/articles/importrun/report.html", context)
        if run.is_running:
            answer.headers["Refresh"] = str(REFRESH)
        return answer

    def act(self, request: HttpRequest, run: ImportRun) -> HttpResponse:
        if not policy.may(request.user, "create", ImportRun):
            raise PermissionDenied
        match request.POST.get("do"):
            case "import":
                overwrites = any(run.options.get(name) for name in OVERWRITING)
                if overwrites and not policy.may(request.user, "overwrite", ImportRun):
                    raise PermissionDenied
                if refused := runs.start(run, user=request.user):
                    messages.error(request, refused)
            case "cancel":
                if runs.cancel(run):
                    messages.success(request, _("Cancelled. What was imported until now stays."))
                else:
                    messages.warning(request, _("It had ended already."))
            case "undo" if run.batch and not run.is_running:
                return ask_or_undo(self, request, run)
            case _:
                messages.error(request, _("Use the buttons of the page."))
        return HttpResponseRedirect(address_of(run))

    def as_csv(self, request: HttpRequest, key: int) -> HttpResponse:
        return csv_answer(self.found(request, key))

    def found(self, request: HttpRequest, key: int) -> ImportRun:
        if not policy.may(request.user, "view", ImportRun):
            raise PermissionDenied
        run = ImportRun.objects.select_related("user").filter(pk=key).first() if key < 2**63 else None
        if run is None:
            raise Http404
        return run


def address_of(run: ImportRun) -> str:
    return reverse("admin:articles_importrun_change", args=[run.pk])
