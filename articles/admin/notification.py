"""What an account was told: the page behind the bell (brief §11.16), and what of it comes by mail."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_protect

from articles import notifications, policy
from articles.models import Notification, NotificationChoice

from .status import name_of

Event = Notification.Event
PER_PAGE = 50


class MailForm(forms.Form):
    mail = forms.ChoiceField(
        label=gettext_lazy("Notifications by mail"), choices=Notification.Mail, widget=forms.RadioSelect
    )


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    """No list of Django's: everybody has their own page, and nobody writes or deletes a notification."""

    def get_urls(self) -> list[Any]:
        def own(route: str, view: Any, name: str) -> Any:
            return path(route, self.admin_site.admin_view(view), name=f"articles_notification_{name}")

        return [
            own("", self.changelist_view, "changelist"),
            own("read/", self.read_view, "read"),
            own("mail/", self.mail_view, "mail"),
            own("<int:pk>/open/", self.open_view, "open"),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # the bell is the way in

    @method_decorator(csrf_protect)
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show what the account was told, the newest first."""
        require(request.user, "list")
        return self.page(request, MailForm(initial={"mail": chosen(request.user)}))

    def page(self, request: HttpRequest, form: MailForm, status: int = 200) -> HttpResponse:
        told = notifications.told_to(request.user).select_related("article", "actor")
        page = Paginator(told.defer("article__body", "article__body_html"), PER_PAGE).get_page(request.GET.get("p"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Notifications"),
            "page": page,
            "rows": [(row, name_of(row.actor)) for row in page],
            "form": form,
            "address": request.user.email,
            "mail_works": bool(settings.EMAIL_HOST),
        }
        return TemplateResponse(request, "admin/articles/notification/page.html", context, status=status)

    @method_decorator(csrf_protect)
    def open_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Mark a notification as read and go to its article."""
        row = notifications.told_to(request.user).filter(pk=pk).first()
        if row is None or not policy.may(request.user, "change", row):
            raise Http404
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        notifications.mark_read(request.user, pk=row.pk)
        return HttpResponseRedirect(place_of(row))

    @method_decorator(csrf_protect)
    def read_view(self, request: HttpRequest) -> HttpResponse:
        """Mark everything as read."""
        require(request.user, "change")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        notifications.mark_read(request.user)
        return back()

    @method_decorator(csrf_protect)
    def mail_view(self, request: HttpRequest) -> HttpResponse:
        """Keep what the account wants by mail."""
        require(request.user, "change")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        form = MailForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=409)
        mail = form.cleaned_data["mail"]
        NotificationChoice.objects.update_or_create(user=request.user, defaults={"mail": mail})
        waiting = Notification.objects.filter(recipient=request.user, mailed_at=None)
        waiting.exclude(mail=Notification.Mail.NONE).update(mail=mail)
        messages.success(request, _("Saved."))
        return back()


def place_of(row: Notification) -> str:
    """Return where a notification leads: to the suggestion that it is about, else to the article."""
    makers = {Event.SUGGESTED: row.actor_id, Event.TAKEN_OVER: row.recipient_id, Event.DECLINED: row.recipient_id}
    if row.event in makers and (found := row.article.suggestions.filter(author=makers[row.event]).first()):
        return reverse("admin:articles_article_suggestion", args=[row.article_id, found.pk])
    return reverse("admin:articles_article_change", args=[row.article_id])


def require(user: Any, action: str) -> None:
    if not policy.may(user, action, Notification):
        raise PermissionDenied


def chosen(user: Any) -> str:
    """Return how an account wants its mail."""
    choice = NotificationChoice.objects.filter(user=user).first()
    return choice.mail if choice else Notification.Mail.NONE


def back() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:articles_notification_changelist"))
