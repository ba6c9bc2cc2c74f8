"""
The accounts of the newsroom. An account has one role; groups, staff status and single permissions
follow from it and are set nowhere else.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import router
from django.db.models import Count, ProtectedError, QuerySet
from django.db.models.deletion import Collector
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import policy
from articles.policy import Role
from cms import attempts, second_factor
from cms.audit import record
from cms.list_screen import ListScreen
from cms.sessions import end_sessions, open_sessions

from .new_account import ROLE_HELP, left_to_do
from .refused_deletion import RefusedDeletion

NO_ROLE = ("", gettext_lazy("Reader (may not enter the newsroom)"))
ROLES = list(Role)

admin.site.unregister([User, Group])


def grantable(user: Any) -> list[Role]:
    """Return the roles that ``user`` may give: none above the own."""
    own = policy.role_of(user)
    return ROLES[: ROLES.index(own) + 1] if own else []


class RoleForm(forms.ModelForm):
    """``actor`` is whoever fills in the form, set by the admin."""

    actor: Any = None
    role = forms.ChoiceField(label=gettext_lazy("role"), required=False, help_text=ROLE_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [NO_ROLE, *((role.value, role.label) for role in grantable(self.actor))]
        self.fields["first_name"].label = _("Full name")
        self.fields["role"].choices = choices
        if not self.instance.pk:
            self.fields["role"].initial = Role.WRITER.value
            return
        self.fields["role"].initial = policy.role_of(self.instance) or ""
        if self.instance.pk == self.actor.pk:
            for name in ("role", "is_active"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("Nobody changes the own role or closes the own account.")


class AccountForm(RoleForm):
    class Meta:
        model = User
        fields = ["username", "first_name", "email", "is_active"]
        help_texts = {"is_active": gettext_lazy("Take the tick away to close an account. Its articles stay.")}


class NewAccountForm(RoleForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User
        fields = ["username", "first_name", "email"]


class PasswordForm(AdminPasswordChangeForm):
    """Everybody here logs in with a password, so there is no choice of logging in without one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True

    def save(self, commit: bool = True) -> User:
        """Set the password, and end every login that was opened with the old one."""
        user = super().save(commit)
        end_sessions(user)
        return user


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [(role.name.lower(), role.label) for role in Role]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        names = {role.name.lower(): role.value for role in Role}
        return queryset.filter(groups__name=names[self.value()]) if self.value() in names else queryset


@admin.register(User)
class AccountAdmin(RefusedDeletion, ListScreen, UserAdmin):
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = PasswordForm
    add_form_template = "admin/change_form.html"
    change_form_template = "admin/auth/user/change_form.html"
    list_display = ["username", "first_name", "shown_role", "is_active", "article_count", "last_login"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["username", "first_name", "email"]
    list_per_page = 50
    filter_horizontal: list[str] = []
    readonly_fields = ["password_link", "last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "first_name", "email", "password_link"]}),
        (gettext_lazy("Rights"), {"fields": ["role", "is_active"]}),
        (gettext_lazy("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "email", "role"]}),
        (gettext_lazy("Password"), {"fields": ["password1", "password2"]}),
    ]

    class Media:
        css = {"all": ["admin/terms.css"]}

    # --- permission: an account above one's own role is out of reach

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return policy.may(request.user, "view", obj or User)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "add", User)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return policy.may(request.user, "change", obj or User) and self._in_reach(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return policy.may(request.user, "delete", obj or User) and self._in_reach(request, obj)

    def _in_reach(self, request: HttpRequest, obj: User | None) -> bool:
        if obj is None or request.user.is_superuser:
            return True
        role = policy.role_of(obj)
        return not obj.is_superuser and (role is None or role in grantable(request.user))

    # --- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        accounts = super().get_queryset(request).prefetch_related("groups")
        return accounts.annotate(articles=Count("owned_articles", distinct=True))

    @admin.display(description=gettext_lazy("role"))
    def shown_role(self, user: User) -> str:
        role = policy.role_of(user)
        return role.label if role else _("Reader")

    @admin.display(description=gettext_lazy("articles"), ordering="articles")
    def article_count(self, user: User) -> int:
        return user.articles

    # --- the form

    def get_form(self, request: HttpRequest, obj: User | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    @admin.display(description=gettext_lazy("password"))
    def password_link(self, user: User) -> str:
        """Lead to the form that sets a new one. Nothing is said about the one there is."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:auth_user_password_change", args=[user.pk]), _("Set a new password")
        )

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if "role" in form.fields and not form.fields["role"].disabled:
            obj.is_staff = bool(form.cleaned_data["role"]) or obj.is_superuser
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions(obj)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "role" in form.fields and not form.fields["role"].disabled:
            user, role = form.instance, form.cleaned_data["role"]
            others = set(user.groups.exclude(name__in=Role.values))
            user.groups.set(others | {Role(role).group()} if role else others)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        if words := left_to_do(request, obj):
            messages.info(request, words)
        return response

    # --- what an administrator does for somebody who cannot get in, or lost a device

    def get_urls(self) -> list[Any]:
        ways = [
            path(
                f"<int:key>/{address}/", self.admin_site.admin_view(self._helping(help_with)), name=f"auth_user_{name}"
            )
            for address, name, help_with in (
                ("sessions/end", "end_sessions", self._end_sessions),
                ("unlock", "unlock", self._unlock),
                ("second-factor/remove", "remove_second_factor", self._remove_second_factor),
            )
        ]
        return [*ways, *super().get_urls()]

    def _helping(self, help_with: Callable[[HttpRequest, User], None]) -> Callable[..., HttpResponse]:
        """Return a view that does one thing for one account and leads back to its form."""

        def view(request: HttpRequest, key: int) -> HttpResponse:
            user = self.get_object(request, str(key))
            if not self.has_change_permission(request, user):
                raise PermissionDenied
            if user is None:
                raise Http404
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            help_with(request, user)
            return HttpResponseRedirect(reverse("admin:auth_user_change", args=[key]))

        return view

    def _end_sessions(self, request: HttpRequest, user: User) -> None:
        ended = end_sessions(user, but=request.session.session_key)
        record("sessions_ended", user, before={"sessions": ended})
        messages.success(request, ngettext("%(n)d login has ended.", "%(n)d logins have ended.", ended) % {"n": ended})

    def _unlock(self, request: HttpRequest, user: User) -> None:
        if attempts.unlock(user):
            record("unlocked", user)
        messages.success(request, _("The wrong tries are forgotten. “%(name)s” can sign in.") % {"name": user})

    def _remove_second_factor(self, request: HttpRequest, user: User) -> None:
        if second_factor.remove(user):
            record("second_factor_removed", user)
            end_sessions(user, but=request.session.session_key)
        messages.success(
            request, _("“%(name)s” signs in with the password alone until it is set up again.") % {"name": user}
        )

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        user = context.get("original")
        if user is not None and self.has_change_permission(request, user):
            context |= {
                "sessions": open_sessions(user).defer("session_data"),
                "is_locked": attempts.is_locked(user),
                "second_factor": second_factor.of(user),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- deletion: what an account did stays on record

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        described, protected, refused = [], [], set()
        for user in objs:
            if not self.has_delete_permission(request, user):
                refused.add(self.opts.verbose_name)
            elif user.pk == request.user.pk:
                protected.append(_("“%(name)s” is your own account.") % {"name": user})
            elif did_something(user):
                protected.append(
                    _(
                        "“%(name)s” has worked here, and the record of it stays. Close the account instead: take "
                        "away “active”."
                    )
                    % {"name": user}
                )
            else:
                described.append(str(user))
        return described, {self.opts.verbose_name_plural: len(described)}, refused, protected


def did_something(user: User) -> bool:
    """Say whether an article, a version, a picture or the log names this account."""
    if LogEntry.objects.filter(user=user).exists():
        return True
    try:
        Collector(using=router.db_for_write(User)).collect([user])
    except ProtectedError:
        return True
    return False
