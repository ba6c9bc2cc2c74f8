"""What an administrator says about the site as a whole: one row, so one form and no list."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import policy, remote_pictures
from articles.models import SiteSettings, Topic
from articles.rerendering import naming, rerender_naming
from cms.tasks import later

from .fields import IDENTIFIER
from .picture_box import PictureBoxField, WithPictureBoxes

MOST_NAV_TOPICS = 7  # brief §3.3


class TopicsField(forms.ModelMultipleChoiceField):
    """A choice of topics that calls a number too large for a database an invalid choice, not an error."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if not IDENTIFIER.fullmatch(str(key)):
                raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)


class SiteSettingsForm(forms.ModelForm):
    logo = PictureBoxField(
        gettext_lazy("Logo"),
        gettext_lazy(
            "At the head of every page, 36 pixels high, in place of the name. "
            "A PNG with a transparent ground stands on white in the dark theme."
        ),
    )
    share_image = PictureBoxField(
        gettext_lazy("Picture for shared links"),
        gettext_lazy("Shown beside a link to a page that has no picture of its own. Best 1200 by 630 pixels."),
    )
    nav_topics = TopicsField(Topic.objects.all(), required=False)

    class Meta:
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "remote_image_hosts": forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "off"}),
        }
        help_texts = {
            "description": gettext_lazy("One or two sentences for search engines and feeds."),
            "icp_number": gettext_lazy("Shown at the foot of every page, linked to beian.miit.gov.cn. Empty: hidden."),
            "police_number": gettext_lazy("Shown at the foot of every page. Empty: hidden."),
            "remote_image_hosts": gettext_lazy(
                "One name a line, such as img.example.cn. Pictures from there are shown in articles, loaded by each"
                " reader from that site over https, which then knows their address."
                " From any other site: a link. Better is to upload the picture here."
            ),
            "licence_number": gettext_lazy("Shown at the foot of every page. Empty: hidden."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model_field = SiteSettings._meta.get_field("nav_topics")
        self.fields["nav_topics"].label = model_field.verbose_name
        self.fields["nav_topics"].help_text = model_field.help_text

    def clean_nav_topics(self) -> Any:
        chosen = self.cleaned_data["nav_topics"]
        if len(chosen) > MOST_NAV_TOPICS:
            raise forms.ValidationError(
                _("You chose %(n)d topics, at most %(most)d. Take some away.")
                % {"n": len(chosen), "most": MOST_NAV_TOPICS}
            )
        return chosen

    def clean_remote_image_hosts(self) -> str:
        lines = self.cleaned_data["remote_image_hosts"]
        if faults := remote_pictures.faults_of(lines):
            message = _(
                "“%(line)s” is no name of a site. Write the name only, such as img.example.cn: no https://, no path, no"
                " port, no * and no IP address."
            )
            raise forms.ValidationError([message % {"line": fault[:80]} for fault in faults[:5]])
        hosts = remote_pictures.tidy(lines)
        if len(remote_pictures.hosts_of(hosts)) > remote_pictures.MOST_HOSTS:
            raise forms.ValidationError(
                _("At most %(most)d sites. Upload the pictures here instead.") % {"most": remote_pictures.MOST_HOSTS}
            )
        return hosts


@admin.register(SiteSettings)
class SiteSettingsAdmin(WithPictureBoxes):
    form = SiteSettingsForm
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "logo", "share_image"]}),
        (gettext_lazy("Navigation"), {"fields": ["nav_topics"]}),
        (gettext_lazy("Home page"), {"fields": ["picks_label", "focus_label"]}),
        (gettext_lazy("Foot of the page"), {"fields": ["icp_number", "police_number", "licence_number", "copyright"]}),
        (gettext_lazy("Articles"), {"fields": ["remote_image_hosts", "old_article_notice"]}),
    ]

    def has_view_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return policy.may(request.user, "view", SiteSettings)

    def has_change_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return policy.may(request.user, "change", SiteSettings)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> SiteSettings | None:
        """Return the settings in force, which are the defaults until they are first saved."""
        return SiteSettings.objects.current() if object_id == "1" else None

    def save_model(self, request: HttpRequest, obj: SiteSettings, form: Any, change: bool) -> None:
        """Save; where the list of sites changed, have the articles that show their pictures made again."""
        before = remote_pictures.allowed_hosts()
        super().save_model(request, obj, form, change)
        changed = sorted(before ^ remote_pictures.allowed_hosts())
        if number := naming(changed).count():
            later(rerender_naming, changed)
            words = ngettext(
                "%(n)d article with pictures from there is made again in the background.",
                "%(n)d articles with pictures from there are made again in the background.",
                number,
            )
            messages.info(request, words % {"n": number})

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:articles_sitesettings_change", args=[1]))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer one way to save: there is no list to go back to, and no second row to add."""
        context = {**context, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, *args, **kwargs)
