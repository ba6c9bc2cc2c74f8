"""
The article form: it shows and takes the newest version's ``Content``, never the article's row.

What else is on the screen is not content and is saved its own way: placement (``articles.frontpage.placement``)
and the newsroom's notes.
"""

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import policy
from articles.admin.fields import (
    IDENTIFIER,
    OrderedChoiceField,
    PictureField,
    PlannedDayField,
    TagsField,
    body_to_save,
    check_planned_day,
    web_address,
)
from articles.frontpage.placement import FIELDS as PLACEMENT
from articles.models import Article, Author, Category, Topic
from articles.versions.content import Content
from media.models import Image

from .placement import PlacementForm

SUGGESTED_TITLE, SUGGESTED_SUMMARY = 30, 120  # 字, brief §11.4


class CorrectionForm(forms.Form):
    date = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(label=_("What was corrected"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


CorrectionFormSet = forms.formset_factory(CorrectionForm, extra=1, max_num=50)


def corrections_in(rows):
    """Return the corrections of a valid ``CorrectionFormSet``; one without a day is today's."""
    today = timezone.localdate()
    filled = [row.cleaned_data for row in rows if row.cleaned_data.get("text", "").strip()]
    return tuple(((row["date"] or today).isoformat(), row["text"].strip()) for row in filled)


class ArticleForm(PlacementForm):
    """Only the title is required, so that a draft can always be saved (brief §11.4)."""

    use_required_attribute = False
    required_css_class = "required"

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput, max_value=2**31 - 1)
    title = forms.CharField(
        label=_("Title"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 1, "data-most": SUGGESTED_TITLE, "data-one-line": ""}),
        help_text=_(
            "15–30 characters. One space may split it into two clauses of at most 15; pages break the line there."
        ),
        error_messages={"required": _("The title is missing.")},
    )
    description = forms.CharField(
        label=_("Summary"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3, "data-most": SUGGESTED_SUMMARY}),
        help_text=_(
            "60–120 characters, for lists, WeChat and RSS. Do not repeat the first paragraph. "
            "Left empty, it is cut from the body."
        ),
    )
    body = forms.CharField(
        label=_("Body"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "body-editor", "spellcheck": "false"}),
        help_text=_(
            "Paste right from Word or WeChat; the format is tidied for you. Pictures can be pasted or dropped in, too."
        ),
    )
    responsible_editor = forms.CharField(label=_("Responsible editor"), required=False, max_length=100)
    planned_day = PlannedDayField()
    categories = OrderedChoiceField(
        label=_("Section"),
        queryset=Category.objects.all(),
        required=False,
        help_text=_("Choose at least one. The first is the main section and stands in the breadcrumb."),
    )
    topics = OrderedChoiceField(
        label=_("Topic"), queryset=Topic.objects.all(), required=False, help_text=_("At most 3.")
    )
    tags = TagsField(
        label=_("Tags"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-tags": ""}),
        help_text=_("At most 8, separated by commas. See first whether a tag that means the same exists."),
    )
    authors = OrderedChoiceField(label=_("Author"), queryset=Author.objects.all(), required=False)
    featured_image = PictureField(
        label=_("Cover image"),
        queryset=Image.objects.all(),
        required=False,
        empty_label=_("No cover image"),
        help_text=_(
            "Landscape, at least 1200 pixels wide. A picture that is in the body too is not shown twice on the page."
        ),
    )
    origin = forms.ChoiceField(
        label=_("Kind of source"),
        choices=Article.Origin.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    source_name = forms.CharField(
        label=_("Name of the source"),
        required=False,
        max_length=100,
        help_text=_("A repost must name its source, an advertisement whoever paid for it."),
    )
    source_url = forms.CharField(
        label=_("Original link"),
        required=False,
        max_length=500,
        validators=[web_address],
        widget=forms.URLInput,
    )
    paid = forms.BooleanField(
        label=_("Advertisement: somebody pays for it"),
        required=False,
        help_text=_("Readers see “Advertisement” on its page, in every list and in feeds. The law asks for that."),
    )
    slug = forms.CharField(
        label=_("Link"),
        required=False,
        max_length=200,
        help_text=_("Lower-case letters, digits and hyphens. After publication the old link redirects to the new one."),
    )
    lightgallery = forms.BooleanField(label=_("Enlarge pictures on click"), required=False)
    notes = forms.CharField(
        label=_("Internal notes"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("The account whose article this is. The byline is the author above."),
    )

    note = forms.CharField(
        label=_("Note to the editors (optional)"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Sent along when you submit."),
    )

    def __init__(self, *args, article, user, **kwargs):
        super().__init__(*args, article=article, **kwargs)
        suggests = bool(article.pk) and policy.may(user, "suggest", article)
        if not suggests and (article.state != Article.State.DRAFT or policy.may(user, "publish", article)):
            del self.fields["note"]
        if article.state == Article.State.PUBLISHED:
            del self.fields["planned_day"]  # it has its time
        if suggests:
            del self.fields["notes"]  # of the article, not of a version
        if article.is_live or not policy.may(user, "place", article):
            for name in PLACEMENT:
                del self.fields[name]
        if policy.may(user, "assign", article):
            staff = get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")
            self.fields["owner"].queryset = staff
        else:
            del self.fields["owner"]

    @classmethod
    def initial_for(cls, article, content):
        """Return what the form shows for one version of an article."""
        initial = {name: getattr(content, name) for name in cls.base_fields if hasattr(content, name)}
        initial |= {name: getattr(article, name) for name in PLACEMENT}
        return initial | {"notes": article.notes, "owner": article.owner_id, "planned_day": article.planned_day}

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_featured_image(self):
        """Without a script, a tick takes the first picture of the body where no other was chosen."""
        chosen, offered = self.cleaned_data["featured_image"], self.data.get("body_cover", "")
        if chosen is None and IDENTIFIER.fullmatch(offered):
            return Image.objects.filter(pk=offered).values_list("pk", flat=True).first()
        return chosen

    def clean_origin(self):
        return self.cleaned_data["origin"] or Article.Origin.ORIGINAL.value

    def clean_planned_day(self):
        return check_planned_day(self)

    def clean_body(self):
        """
        Try to lay out what the save may not: a newer version of a published article waits beside its row, and a text
        that is there already is not written again. Every other save lays the text out anyway.
        """
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        is_tried = self.article.state == Article.State.PUBLISHED or body == self.initial["body"]
        return body_to_save(body) if is_tried else body

    def cover(self):
        """Return the picture that the form names now, or None."""
        key = str(self["featured_image"].value() or "")
        return Image.objects.filter(pk=key).first() if IDENTIFIER.fullmatch(key) else None

    def content(self, corrections):
        """Return the version that was typed."""
        names = [name for name in self.base_fields if name in Content.__dataclass_fields__]
        return Content(**{name: self.cleaned_data[name] for name in names}, corrections=corrections)
