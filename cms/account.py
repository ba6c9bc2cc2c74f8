"""
One's own account (我的账号), for everybody who can sign in, readers' accounts too.

These pages stand below the newsroom's address, because cookies are read nowhere else, but ask for a login only and show
nothing of the newsroom. What could take an account over asks for the password once more, and counts as a try.
"""

import base64
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.debug import sensitive_post_parameters

from articles import policy
from articles.models import SiteSettings
from articles.pages import qr_code
from cms import attempts, second_factor
from cms.audit import record
from cms.login import VERIFIED, begin
from cms.models import Session
from cms.sessions import end_sessions, open_sessions


class OwnRequest(HttpRequest):
    """A request of somebody who is signed in: ``cms.admin_site`` lets nobody else in here."""

    user: User


SEED = "second_factor_seed"  # in the session, until its first code is typed


def must_have_second_factor(user: Any) -> bool:
    """Say whether the operator wants this account to have one: editors and above (``REQUIRE_2FA``)."""
    if not settings.REQUIRE_2FA:
        return False
    return policy.role_of(user) not in {None, policy.Role.WRITER}


class OwnPassword(forms.Form):
    """What asks for the password of whoever is signed in, so that an unlocked computer is not enough."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: OwnRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        check_own_password(self.request, self.cleaned_data["password"])
        return self.cleaned_data["password"]


def check_own_password(request: OwnRequest, password: str) -> None:
    """Raise ``ValidationError`` unless it is the password of whoever is signed in."""
    attempt = begin(request.user.get_username(), request)
    if not request.user.check_password(password):
        record("password_wrong", request.user)
        raise ValidationError(_("This is not your password. Mind capital letters."), code="wrong")
    attempts.succeed(attempt)


class EmailForm(OwnPassword):
    email = forms.EmailField(label=gettext_lazy("New e-mail address"), required=False, max_length=254)
    field_order = ["email", "password"]


class SecondFactorForm(OwnPassword):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy("The six digits that the app shows now."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    field_order = ["code", "password"]
    step: int | None = None

    def clean_code(self) -> str:
        self.step = second_factor.step_of(self.request.session.get(SEED, ""), self.cleaned_data["code"])
        if self.step is None:
            raise ValidationError(_("This code is wrong. Type the one that the app shows now."))
        return self.cleaned_data["code"]


class OwnPasswordChangeForm(AdminPasswordChangeForm):
    request: Any = None

    def clean_old_password(self) -> str:
        check_own_password(self.request, self.cleaned_data["old_password"])
        return self.cleaned_data["old_password"]


class ChangePassword(PasswordChangeView):
    """Set a new password; every other login of the account ends."""

    form_class = OwnPasswordChangeForm
    template_name = "admin/account/password.html"

    def get_form(self, form_class: Any = None) -> Any:
        form: Any = super().get_form(form_class)
        form.request = self.request
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        end_sessions(self.request.user, but=self.request.session.session_key)
        messages.success(self.request, _("Your new password holds from now on. Your other logins have ended."))
        return response

    def get_success_url(self) -> str:
        return reverse("admin:account")


def change_password(request: OwnRequest, context: dict[str, Any]) -> HttpResponseBase:
    """Ask for the old password and the new one."""
    return ChangePassword.as_view(extra_context=context)(request)


def account_page(request: OwnRequest, context: dict[str, Any], email_form: Any = None) -> HttpResponse:
    """Show the account: who it is, its address, its logins, its second factor."""
    sessions = [
        {"session": one, "is_this": one.session_key == request.session.session_key}
        for one in open_sessions(request.user).only(*_SHOWN)
    ]
    context = {
        **context,
        "title": _("My account"),
        "account": request.user,
        "role": policy.role_of(request.user),
        "email_form": email_form or EmailForm(request=request, initial={"email": request.user.email}),
        "sessions": sessions,
        "others": len(sessions) - 1,
        "second_factor": second_factor.of(request.user),
    }
    return TemplateResponse(request, "admin/account/account.html", context)


_SHOWN = [field.name for field in Session._meta.fields if field.name != "session_data"]


@sensitive_post_parameters("password")
def change_email(request: OwnRequest, context: dict[str, Any]) -> HttpResponse:
    """Change the own e-mail address, for whoever knows the password."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("admin:account"))
    form = EmailForm(request.POST, request=request)
    if not form.is_valid():
        return account_page(request, context, form)
    request.user.email = get_user_model()._default_manager.normalize_email(form.cleaned_data["email"])
    request.user.save(update_fields=["email"])
    messages.success(request, _("Your e-mail address is changed."))
    return HttpResponseRedirect(reverse("admin:account"))


def end_other_sessions(request: OwnRequest, context: dict[str, Any]) -> HttpResponse:
    """End every login of the account but this one."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    ended = end_sessions(request.user, but=request.session.session_key)
    record("sessions_ended", request.user, before={"sessions": ended})
    said = ngettext("%(n)d other login has ended.", "%(n)d other logins have ended.", ended) % {"n": ended}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:account"))


@sensitive_post_parameters("password", "code")
def set_up_second_factor(request: OwnRequest, context: dict[str, Any]) -> HttpResponse:
    """Show the QR code; take the first code and the password; show the recovery codes, once."""
    if second_factor.of(request.user) is not None:
        return HttpResponseRedirect(reverse("admin:account"))
    seed = request.session.setdefault(SEED, second_factor.new_seed())
    form = SecondFactorForm(request.POST or None, request=request)
    context = {**context, "title": _("Set up two-step verification"), "form": form}
    if request.method == "POST" and form.is_valid():
        codes = second_factor.set_up(request.user, seed, form.step or 0)
        record("second_factor_set_up", request.user)
        end_sessions(request.user, but=request.session.session_key)
        del request.session[SEED]
        request.session[VERIFIED] = True
        return TemplateResponse(request, "admin/account/recovery_codes.html", {**context, "codes": codes})
    address = second_factor.app_address(
        seed, issuer=SiteSettings.objects.current().name, account=request.user.get_username()
    )
    drawn = base64.b64encode(qr_code.svg(address) or b"")
    context |= {
        "secret": second_factor.shown_secret(seed),
        "picture": f"data:image/svg+xml;base64,{drawn.decode()}",
        "required": must_have_second_factor(request.user),
    }
    return TemplateResponse(request, "admin/account/second_factor.html", context)


@sensitive_post_parameters("password")
def remove_second_factor(request: OwnRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for the password, and take the second factor away."""
    form = OwnPassword(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        if second_factor.remove(request.user):
            record("second_factor_removed", request.user)
        request.session.pop(VERIFIED, None)
        messages.success(request, _("From now on your password alone signs you in."))
        return HttpResponseRedirect(reverse("admin:account"))
    context = {**context, "title": _("Remove two-step verification"), "form": form}
    return TemplateResponse(request, "admin/account/remove_second_factor.html", context)
