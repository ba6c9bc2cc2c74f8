"""
What the newsroom's lists and forms of sections, topics, tags and authors have in common: counts, moves of addresses,
what keeps a term from being deleted.
"""

from typing import Any
from urllib.parse import unquote

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import policy
from articles.addresses import redirects
from articles.admin.refused_deletion import RefusedDeletion
from articles.models import Article
from articles.taxonomy.merging import USES
from cms.list_screen import ListScreen

from .merge import Merging
from .problems import ProblemColumn, ProblemFilter


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
        self.fields["position"].help_text = ""  # the list has no place for it, and nothing may point there


class TermAdmin(ProblemColumn, Merging, RefusedDeletion, ListScreen):
    """Whether the rows of a term's articles go with it or keep it is the database's: ``on_delete`` of the relation."""

    kept_while_used = True
    form = TermForm
    list_display = ["name", "public_address", "article_count", "last_used", "problems"]
    list_filter = [ProblemFilter]
    actions = ["merge_chosen"]
    change_list_template = "admin/articles/term_list.html"
    search_fields = ["name", "slug"]
    list_per_page = 50

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
        """
        Count only what this member of staff may know of: a writer, the public articles and the own.

        Counted for the rows that are shown, not for all: 20,000 tags have hundreds of thousands of articles.
        """
        uses = USES[self.model]
        everything = request.user.has_perm("articles.edit_any_article")
        known = ~Q(**{f"{uses.article}__state": Article.State.TRASHED})
        if not everything:
            live = {"state": Article.State.PUBLISHED, "published_at__lte": timezone.now()}
            public = Q(**{f"{uses.article}__{name}": value for name, value in live.items()})
            known &= public | Q(**{f"{uses.article}__owner": request.user})
        rows = uses.through.objects.filter(known, **{uses.term: OuterRef("pk")}).order_by().values(uses.term)
        return (
            super()
            .get_queryset(request)
            .annotate(
                has_list=Value(everything),  # whether the article list shows the same articles
                used=Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0),
                used_at=Subquery(rows.annotate(at=Max(f"{uses.article}__saved_at")).values("at")),
            )
        )

    @admin.display(description=gettext_lazy("link"), ordering="slug")
    def public_address(self, term: Any) -> str:
        address = term.get_absolute_url()
        return format_html('<a href="{}">{}</a>', address, unquote(address))

    @admin.display(description=gettext_lazy("number of articles"), ordering="used")
    def article_count(self, term: Any) -> str | int:
        if not (term.has_list and term.used):
            return term.used
        return format_html('<a href="{}">{}</a>', self.its_articles(term), term.used)

    def its_articles(self, term: Any) -> str:
        """Return the address of the article list with the articles of a term."""
        return f"{reverse('admin:articles_article_changelist')}?{self.opts.model_name}={term.pk}"

    def get_action_choices(self, request: HttpRequest, default_choices: Any = ()) -> list[tuple[str, str]]:
        """Offer to merge before to delete: what is merged can be had back."""
        return sorted(super().get_action_choices(request), key=lambda choice: choice[0] == "delete_selected")

    @admin.display(description=gettext_lazy("last used"), ordering="used_at", empty_value="—")
    def last_used(self, term: Any) -> Any:
        return term.used_at and timezone.localdate(term.used_at).isoformat()

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, **{"form": PositionForm, **kwargs})

    # --- addresses

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Save; where the slug changed, lead readers and feed readers from the old addresses to the new."""
        before = self.model.objects.get(pk=obj.pk).addresses if change else ()
        super().save_model(request, obj, form, change)
        after = obj.addresses
        for old, new in zip(before, after, strict=bool(before)):
            redirects.record_move(old, new)
        if not change:
            for address in after:
                redirects.forget(address)

    # --- deletion

    def what_keeps(self, term: Any, n: int, used: str) -> str:
        """Return why a term stays, with a link to the ``n`` articles. Those in the trash have a list of their own."""
        uses = USES[self.model]
        trashed = uses.rows([term.pk]).filter(**{f"{uses.article}__state": Article.State.TRASHED}).count()
        lists = [(self.its_articles(term), _("Show them"))] if n > trashed else []
        words = _("“%(name)s” is used by %(articles)s.")
        if trashed:
            words = _("“%(name)s” is used by %(articles)s, of which %(n)d in the trash.")
            lists.append((f"{self.its_articles(term)}&status=trashed", _("Show those in the trash")))
        links = format_html_join(" · ", '<a href="{}">{}</a>', lists)
        return format_html("{} {}", words % {"name": term, "articles": used, "n": trashed}, links)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """Say in words what goes and what keeps a term, instead of listing rows that nobody knows."""
        described, protected = [], []
        refused = set()
        for term in objs:
            n = USES[self.model].rows([term.pk]).count()
            used = ngettext("%(n)d article", "%(n)d articles", n) % {"n": n}
            if not self.has_delete_permission(request, term):
                refused.add(self.opts.verbose_name)
            elif n and self.kept_while_used:
                protected.append(self.what_keeps(term, n, used))
            else:
                described.append(_("“%(name)s” (%(articles)s)") % {"name": term, "articles": used})
        return described, {self.opts.verbose_name_plural: len(described)}, refused, protected
