"""Sections, topics and tags in the newsroom."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit import admin as taggit_admin  # noqa: F401 -- registers taggit's own Tag, which the newsroom does not show
from taggit.models import Tag as TaggitTag

from articles import search, text
from articles.admin.fields import LONGEST_TAG
from articles.admin.picture_box import PictureBoxField, WithPictureBoxes
from articles.admin.site import MOST_NAV_TOPICS
from articles.models import Article, Category, SiteSettings, Tag, TagAlias, Topic
from articles.models.tag import named_like
from articles.naming.folding import name_key
from articles.naming.terms import join_terms, split_terms, term_slug

from .problems import merge_address
from .term import TermAdmin, TermForm

LONGEST_INTRODUCTION = 300  # 字
MOST_ALIASES = 20
MOST_ALIKE = 8
LINE = '<li><a href="{}">{}</a> <span class="quiet">{}</span></li>'

admin.site.unregister(TaggitTag)


class PlaceForm(TermForm):
    cover = PictureBoxField(
        gettext_lazy("Cover image"), gettext_lazy("Landscape; shown on its page and where a link to it is shared.")
    )

    def clean_description(self) -> str:
        description = self.cleaned_data["description"].strip()
        length = text.count_characters(description)
        if length > LONGEST_INTRODUCTION:
            raise forms.ValidationError(
                _("The introduction has %(n)d characters, at most %(most)d.")
                % {"n": length, "most": LONGEST_INTRODUCTION}
            )
        return description


class TopicForm(PlaceForm):
    in_nav = forms.BooleanField(
        label=gettext_lazy("Show in the navigation"),
        required=False,
        help_text=gettext_lazy(
            "Up to 7 topics. While none is ticked, the navigation shows those with the most articles of the last 180 "
            "days; from the first tick on, only what is ticked."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["in_nav"] = SiteSettings.objects.filter(nav_topics=self.instance.pk).exists()

    def clean_in_nav(self) -> bool:
        wanted = self.cleaned_data["in_nav"]
        others = Topic.objects.filter(sitesettings=1).exclude(pk=self.instance.pk).count()
        if wanted and others >= MOST_NAV_TOPICS:
            raise forms.ValidationError(
                _("The navigation has %(most)d topics already. Take one away first.") % {"most": MOST_NAV_TOPICS}
            )
        return wanted


class TagForm(TermForm):
    other_names = forms.CharField(
        label=gettext_lazy("Other names"),
        required=False,
        max_length=MOST_ALIASES * LONGEST_TAG,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Other ways to write it, separated by commas. Who types one of them into an article gets this tag."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.aliases.all() if self.instance.pk else ()
        self.initial["other_names"] = join_terms(known)

    def clean_name(self) -> str:
        name = super().clean_name()
        if split_terms(name) != [name]:
            raise forms.ValidationError(_("A tag cannot hold a comma or semicolon: they separate tags."))
        return name

    def clean_other_names(self) -> list[str]:
        names = split_terms(self.cleaned_data["other_names"])
        for name in names:
            if len(name) > LONGEST_TAG:
                raise forms.ValidationError(_("The tag “%(name)s…” is too long."), params={"name": name[:20]})
            if not term_slug(name):
                raise forms.ValidationError(
                    _("“%(name)s” has no letters or digits, so it can have no address."), params={"name": name}
                )
        return names

    def clean(self) -> dict[str, Any]:
        """Keep names apart: none is a tag and another name of a tag at once."""
        cleaned = super().clean() or self.cleaned_data
        others = TagAlias.objects.exclude(tag=self.instance.pk).select_related("tag")
        own = term_slug(cleaned.get("slug") or cleaned.get("name") or "")
        for alias in others.filter(slug__in={own, term_slug(cleaned.get("name") or "")} - {""})[:1]:
            words = _("“%(name)s” is another name of “%(tag)s”. Take it away there first, or use that tag.")
            self.add_error("name", words % {"name": alias.name, "tag": alias.tag})
        slugs = [term_slug(name) for name in cleaned.get("other_names", ())]
        for alias in others.filter(slug__in=slugs)[:1]:
            words = _("“%(name)s” is another name of “%(tag)s” already.")
            self.add_error("other_names", words % {"name": alias.name, "tag": alias.tag})
        for tag in Tag.objects.exclude(pk=self.instance.pk).filter(slug__in=slugs)[:1]:
            words = _("“%(name)s” is a tag of its own. Choose both in the list and press “Merge…”.")
            self.add_error("other_names", words % {"name": tag})
        return cleaned


@admin.register(Category)
class CategoryAdmin(WithPictureBoxes, TermAdmin):
    form = PlaceForm
    fields = ["name", "slug", "description", "cover", "position"]
    list_display = [*TermAdmin.list_display, "position"]
    list_editable = ["position"]


@admin.register(Topic)
class TopicAdmin(WithPictureBoxes, TermAdmin):
    form = TopicForm
    fields = ["name", "slug", "description", "cover", "position", "in_nav"]
    list_display = [*TermAdmin.list_display, "in_nav", "position"]
    list_editable = ["position"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        chosen = SiteSettings.nav_topics.through.objects.filter(topic=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_in_nav=Exists(chosen))

    @admin.display(description=gettext_lazy("navigation"), ordering="is_in_nav", empty_value="—")
    def in_nav(self, topic: Any) -> str | None:
        return _("Shown") if topic.is_in_nav else None

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "in_nav" in form.changed_data:
            site, _is_new = SiteSettings.objects.get_or_create(pk=1)
            (site.nav_topics.add if form.cleaned_data["in_nav"] else site.nav_topics.remove)(obj)


@admin.register(Tag)
class TagAdmin(TermAdmin):
    form = TagForm
    kept_while_used = False
    fields = ["name", "slug", "other_names", "pinyin"]
    ordering = ["name"]

    def get_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        return [*self.fields, "alike"] if obj and self.has_merge_permission(request) else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Tag | None = None) -> list[str]:
        return ["alike"]

    @admin.display(description=gettext_lazy("Other names"))
    def other_names(self, tag: Tag) -> str:
        """Return them for whoever may only look."""
        return join_terms(tag.aliases.all()) or "—"

    @admin.display(description=gettext_lazy("Perhaps the same"))
    def alike(self, tag: Tag) -> str:
        """Name the tags that hold this name or stand in it, where some article has both: a suggestion, no more."""
        rows = [
            (merge_address(Tag, [tag.pk, other.pk]), other, used_together(other.together))
            for other in tag.nested()[:MOST_ALIKE]
        ]
        return format_html("<ul>{}</ul>", format_html_join("", LINE, rows)) if rows else "—"

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Find a tag by any of its names, in any spelling."""
        key = name_key(search_term)
        return (queryset.filter(named_like(key) | Q(slug__icontains=search_term)) if key else queryset), False

    # --- articles are found by the names of their tags, so they are told

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Save, with the other names; what a tag was called stays one of them, so that versions find it."""
        names = form.cleaned_data["other_names"]
        if change and "name" in form.changed_data:
            names = [*names, form.initial["name"]]
        super().save_model(request, obj, form, change)
        TagAlias.objects.set_for(obj, names)
        if "name" in form.changed_data:
            search.renew_many(tagged([obj]))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        articles = tagged([obj])
        super().delete_model(request, obj)
        search.renew_many(articles)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        articles = tagged(queryset)
        super().delete_queryset(request, queryset)
        search.renew_many(articles)


def used_together(n: int) -> str:
    return ngettext("%(n)d article has both", "%(n)d articles have both", n) % {"n": n}


def tagged(tags: Iterable[Tag]) -> list[int]:
    """Return the primary keys of the articles that have one of these tags."""
    return list(Article.objects.filter(tagged__tag__in=tags).distinct().order_by("pk").values_list("pk", flat=True))
