"""
Signing in, for the newsroom and for readers' accounts: a password, and a code where the account asks for one.

Who guesses is stopped by ``cms.attempts``, and hears the same of a name that exists, is closed, or never was.
"""

import time
from typing import Any

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters

from cms import attempts, editor_cookie, second_factor
from cms.audit import record

HALF_WAY = "password_was_right"  # in the session, between the password and the code
HALF_WAY_LASTS = 600  # seconds
VERIFIED = "second_factor"  # in the session of whoever gave a code
TOO_MANY_REQUESTS = 429


class SignInForm(AuthenticationForm):
    """Name and password. Any account that is open may come in; what it may do is asked elsewhere."""

    attempt: Any = None
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": gettext_lazy("The name or the password is wrong. Mind capital letters."),
    }

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if name and self.cleaned_data.get("password"):
            self.attempt = begin(name, self.request)
        return super().clean()


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        help_text=gettext_lazy(
            "Six digits from your authenticator app. Without your phone: one of your recovery codes."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class SignIn(LoginView):
    """The login page."""

    authentication_form = SignInForm
    template_name = "admin/login.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        where = landing(user, self.get_success_url())
        if second_factor.of(user) is None:
            attempts.succeed(form.attempt)
            return enter(self.request, user, where)
        form.attempt.delete()  # it was no wrong one; the code will say whether the others count
        self.request.session[HALF_WAY] = {
            "user": user.pk,
            "backend": user.backend,
            "password": user.get_session_auth_hash(),
            "at": int(time.time()),
            "next": where,
        }
        return HttpResponseRedirect(reverse("admin:login_code"))

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error("__all__", "too_many"):
            response.status_code = TOO_MANY_REQUESTS
        return response


@sensitive_post_parameters("code")
def code_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Ask for the code of somebody whose password was right just now."""
    half_way = request.session.get(HALF_WAY) or {}
    user = get_user_model()._default_manager.filter(pk=half_way.get("user", 0), is_active=True).first()
    fresh = time.time() - half_way.get("at", 0) < HALF_WAY_LASTS
    if user is None or not fresh or user.get_session_auth_hash() != half_way["password"]:
        request.session.pop(HALF_WAY, None)
        return HttpResponseRedirect(reverse("admin:login"))
    form, status = CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            attempt = begin(user.get_username(), request)
            found = second_factor.check(user, form.cleaned_data["code"])
            if found:
                if found == "recovery":
                    record("recovery_code_used", user, actor=user)
                attempts.succeed(attempt)
                del request.session[HALF_WAY]
                user.backend = half_way["backend"]
                return enter(request, user, half_way["next"], verified=True)
            record("sign_in_failed", user, after={"second_factor": "wrong code"})
            form.add_error("code", _("This code is wrong or was used before. Wait for the next one and type it in."))
        except ValidationError as refused:
            form.add_error(None, refused)
            status = TOO_MANY_REQUESTS
    context = {**context, "form": form, "title": _("Two-step verification")}
    return TemplateResponse(request, "admin/login_code.html", context, status=status)


def begin(name: str, request: Any) -> Any:
    """Write an attempt down. Raises ``ValidationError`` with the words for somebody who has to wait."""
    try:
        return attempts.begin(name, request)
    except attempts.TooManyAttempts as refused:
        raise ValidationError(
            _("Too many attempts. Try again in %(n)d minutes."), code="too_many", params={"n": refused.minutes}
        ) from refused


def landing(user: Any, wanted: str) -> str:
    """Return where somebody goes after the login: a reader's account has one page."""
    return wanted if user.is_staff else reverse("admin:account")


def enter(request: HttpRequest, user: Any, where: str, *, verified: bool = False) -> HttpResponse:
    """Open the session, under a new key, and know this browser again."""
    login(request, user)
    if verified:
        request.session[VERIFIED] = True
    response = HttpResponseRedirect(where)
    attempts.remember_browser(request, response, user)
    if user.is_staff:
        editor_cookie.remember(request, response)
    return response
