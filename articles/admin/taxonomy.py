"""
Sections, topics and tags in the newsroom.

What holds for every kind of term (and for authors, who are terms too) is in ``TermAdmin``: counts,
moves of addresses, and what keeps a term from being deleted.
"""

from typing import Any
from urllib.parse import unquote

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, Model, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from taggit import admin as taggit_admin  # noqa: F401 -- registers taggit's own Tag, which the newsroom does not show
from taggit.models import Tag as TaggitTag

from articles import policy, redirects, text
from articles.models import Article, Category, Tag, Topic
from articles.terms import split_terms

LONGEST_INTRODUCTION = 300  # 字

admin.site.unregister(TaggitTag)


class TermForm(forms.ModelForm):
    """``Term.clean`` makes the slug; this says in words why one cannot be had."""

    class Meta:
        help_texts = {
            "slug": gettext_lazy(
                "The last part of the address. Left empty, it is made from the name. After a change, the old "
                "address and its feed lead to the new ones."
            )
        }
        error_messages = {
            "slug": {"unique": gettext_lazy("Another one has this link already. Choose a different link.")},
            "name": {"unique": gettext_lazy("There is one with this name already.")},
        }

    def clean_name(self) -> str:
        """Fold white space, so that no two names differ only in what cannot be seen."""
        return " ".join(self.cleaned_data["name"].split())


class PositionForm(forms.ModelForm):
    """One row of a list in which the order is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = _("Order of %(name)s") % {"name": self.instance}
        self.fields["position"].widget.attrs |= {"aria-label": label, "inputmode": "numeric"}


class TopicForm(TermForm):
    def clean_description(self) -> str:
        description = self.cleaned_data["description"].strip()
        length = text.count_characters(description)
        if length > LONGEST_INTRODUCTION:
            raise forms.ValidationError(
                _("The introduction has %(n)d characters, at most %(most)d.")
                % {"n": length, "most": LONGEST_INTRODUCTION}
            )
        return description


class TagForm(TermForm):
    def clean_name(self) -> str:
        name = super().clean_name()
        if split_terms(name) != [name]:
            raise forms.ValidationError(_("A tag cannot hold a comma or semicolon: they separate tags."))
        return name


class TermAdmin(admin.ModelAdmin):
    """
    ``uses`` names the relation that leads from the term to its rows of articles.

    Whether those rows go with the term or keep it is the database's: ``on_delete`` of that relation.
    """

    uses = ""
    article = "article"  # the way from such a row to its article
    kept_while_used = True
    form = TermForm
    list_display = ["name", "public_address", "article_count", "last_used"]
    search_fields = ["name", "slug"]
    list_per_page = 50
    delete_confirmation_template = "admin/term_delete.html"
    delete_selected_confirmation_template = "admin/term_delete_selected.html"

    class Media:
        css = {"all": ["admin/terms.css"]}

    # --- permission: the policy decides, for a row too

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return policy.may(request.user, "view", obj or self.model)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return policy.may(request.user, "add", self.model)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return policy.may(request.user, "change", obj or self.model)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return policy.may(request.user, "delete", obj or self.model)

    # --- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Count only what this member of staff may know of: a writer, the public articles and the own."""
        articles = f"{self.uses}__{self.article}"
        everything = request.user.has_perm("articles.edit_any_article")
        known = Q(**{f"{articles}__state__in": [state for state in Article.State if state != Article.State.TRASHED]})
        if not everything:
            known &= Q(
                **{f"{articles}__state": Article.State.PUBLISHED, f"{articles}__published_at__lte": timezone.now()}
            ) | Q(**{f"{articles}__owner": request.user})
        return (
            super()
            .get_queryset(request)
            .annotate(
                has_list=Value(everything),  # whether the article list shows the same articles
                used=Count(self.uses, filter=known),
                used_at=Max(f"{articles}__saved_at", filter=known),
            )
        )

    @admin.display(description=gettext_lazy("link"), ordering="slug")
    def public_address(self, term: Any) -> str:
        address = term.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, unquote(address))

    @admin.display(description=gettext_lazy("articles"), ordering="used")
    def article_count(self, term: Any) -> str | int:
        if not (term.has_list and term.used):
            return term.used
        address = f"{reverse('admin:articles_article_changelist')}?{self.opts.model_name}={term.pk}"
        return format_html('<a href="{}">{}</a>', address, term.used)

    @admin.display(description=gettext_lazy("last used"), ordering="used_at", empty_value="—")
    def last_used(self, term: Any) -> Any:
        return term.used_at and timezone.localdate(term.used_at).isoformat()

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": PositionForm, **kwargs})

    # --- addresses

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Save; where the slug changed, lead readers and feed readers from the old addresses to the new."""
        before = addresses(self.model.objects.get(pk=obj.pk)) if change else ()
        super().save_model(request, obj, form, change)
        after = addresses(obj)
        for old, new in zip(before, after, strict=bool(before)):
            redirects.record_move(old, new)
        if not change:
            for address in after:
                redirects.forget(address)

    # --- deletion

    def count_uses(self, term: Any) -> int:
        return getattr(term, self.uses).count()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Say in words what goes and what keeps a term, instead of listing rows that nobody knows."""
        described, protected = [], []
        refused = set()
        for term in objs:
            n = self.count_uses(term)
            used = ngettext("%(n)d article", "%(n)d articles", n) % {"n": n}
            if not self.has_delete_permission(request, term):
                refused.add(self.opts.verbose_name)
            elif n and self.kept_while_used:
                protected.append(_("“%(name)s” is used by %(articles)s.") % {"name": term, "articles": used})
            else:
                described.append(_("“%(name)s” (%(articles)s)") % {"name": term, "articles": used})
        return described, {self.opts.verbose_name_plural: len(described)}, refused, protected

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """Answer 409 to the deletion of a term in use: the request was understood and changed nothing."""
        response = super().render_delete_form(request, context)
        if request.method == "POST" and context["protected"]:
            response.status_code = 409
        return response


def addresses(term: Any) -> tuple[str, str]:
    """Return the paths of a term's page and feed, decoded, as redirects keep them."""
    return unquote(term.get_absolute_url()), unquote(term.feed_url)


@admin.register(Category)
class CategoryAdmin(TermAdmin):
    uses = "placed"
    fields = ["name", "slug", "description", "position"]
    list_display = [*TermAdmin.list_display, "position"]
    list_editable = ["position"]


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    form = TopicForm
    uses = "filed"
    fields = ["name", "slug", "description", "cover", "position"]
    list_display = [*TermAdmin.list_display, "position"]
    list_editable = ["position"]
    raw_id_fields = ["cover"]


@admin.register(Tag)
class TagAdmin(TermAdmin):
    form = TagForm
    uses = "tagged_articles"
    article = "content_object"
    kept_while_used = False
    fields = ["name", "slug"]
    ordering = ["name"]
