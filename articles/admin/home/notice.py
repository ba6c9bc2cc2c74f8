"""首页通知: a line above the lead of the home page, for as long as it is true."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.fields import MomentField
from articles.models import FrontPage

ELSEWHERE = URLValidator(schemes=["https", "http"])


class NoticeForm(forms.ModelForm):
    notice = forms.CharField(
        label=gettext_lazy("Notice"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("One sentence above the lead of the home page, for every reader. Empty: no notice."),
    )
    notice_url = forms.CharField(
        label=gettext_lazy("Link"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("May stay empty. A page of this site such as /about/, or a whole https:// address."),
    )
    notice_until = MomentField(
        label=gettext_lazy("Shown until"),
        required=False,
        help_text=gettext_lazy("Give one: then it goes by itself. Beijing time."),
    )

    class Meta:
        model = FrontPage
        fields = ["notice", "notice_url", "notice_until"]

    def clean_notice_url(self):
        url = self.cleaned_data["notice_url"]
        if url.startswith("/") and not url.startswith(("//", "/\\")):
            return url
        if url:
            try:
                ELSEWHERE(url)
            except ValidationError as error:
                words = _("Begin with / for a page of this site, or with https:// for another.")
                raise ValidationError(words) from error
        return url

    def clean_notice_until(self):
        until = self.cleaned_data["notice_until"]
        if until and until <= timezone.now() and "notice_until" in self.changed_data:
            raise ValidationError(_("This moment is past. Choose a later one, or leave it empty."))
        return until
