"""
The newsroom's desk: the list of articles, the form, and the addresses around one article.

Nothing here decides who may do what or when: ``policy`` and ``workflow`` are asked.
"""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from articles import policy
from articles.content import Content
from articles.models import Article, Tag
from articles.preview import preview_page
from articles.purging import purge
from articles.terms import split_terms
from articles.views.frame import render_page
from articles.workflow import TransitionNotAllowed

from .article_actions import menu
from .article_editing import desk_for, edit, new_desk
from .article_fields import IDENTIFIER
from .article_frame import article_address, frame, list_address
from .article_list import ArticleColumns
from .article_placement import placement_view
from .article_sheet import told
from .article_status import name_of
from .article_steps import refused_page, step_page

TAG_SUGGESTIONS = 8


@admin.register(Article)
class ArticleAdmin(ArticleColumns, admin.ModelAdmin):
    change_list_template = "admin/articles/article/change_list.html"
    actions_selection_counter = True

    def get_urls(self):
        def desk(route, view, name):
            answer = self.admin_site.admin_view(partial(self.at_desk, view=view))
            return path(f"<str:key>/{route}", answer, name=f"articles_article_{name}")

        return [
            path("tags/", self.admin_site.admin_view(self.tag_suggestions), name="articles_article_tags"),
            desk("placement/", placement_view, "placement"),
            desk("transition/<str:name>/", step_page, "step"),
            desk("preview/", preview_view, "preview"),
            *super().get_urls(),
        ]

    @method_decorator(csrf_protect)
    def at_desk(self, request, key, view, **kwargs):
        """Call ``view`` with an article that this account may know of; 404 for every other key."""
        return view(self, request, self.found(request, key), **kwargs)

    def found(self, request, key):
        articles = policy.visible_to(request.user, Article.objects.select_related("latest_revision__author"))
        article = articles.filter(pk=key).first() if IDENTIFIER.fullmatch(str(key)) else None
        if article is None or not policy.may(request.user, "see", article):
            raise Http404
        return article

    # --- what Django's admin asks before it shows a link or a page

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def has_view_permission(self, request, obj=None):
        return policy.may(request.user, "see", obj) if obj else policy.may(request.user, "list", Article)

    def has_add_permission(self, request):
        return policy.may(request.user, "create", Article)

    def has_change_permission(self, request, obj=None):
        return policy.may(request.user, "edit", obj) if obj else policy.may(request.user, "change", Article)

    def has_delete_permission(self, request, obj=None):
        return bool(obj) and obj.state == Article.State.TRASHED and policy.may(request.user, "purge", obj)

    # --- the list

    def get_actions(self, request):
        return menu(request.user)

    def get_action_choices(self, request, default_choices=()):
        return super().get_action_choices(request, [("", _("Choose what to do"))])

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Articles"), **(extra_context or {})})

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        tabs = changelist.filter_specs[0]
        changelist.tabs = list(tabs.tabs(changelist))
        changelist.may_place = self.places_articles(request)
        filters = self.get_preserved_filters(request)
        for article in changelist.result_list:
            article.kept_filters = f"?{filters}" if filters else ""
        return changelist

    # --- the form

    @method_decorator(csrf_protect)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            return edit(self, request, new_desk(request))
        return edit(self, request, desk_for(request, self.found(request, object_id)))

    def history_view(self, request, object_id, extra_context=None):
        article = self.found(request, object_id)
        context = {
            **frame(self, request, article, _("History")),
            "steps": [told(step) for step in article.history.select_related("actor", "revision")],
            "revisions": [
                {"revision": revision, "who": name_of(revision.author)}
                for revision in article.revisions.select_related("author").defer("content")
            ],
        }
        return TemplateResponse(request, "admin/articles/article/history.html", context)

    @method_decorator(csrf_protect)
    def delete_view(self, request, object_id, extra_context=None):
        """Delete for ever, from the trash only. Everything else goes to the trash by ``workflow``."""
        article = self.found(request, object_id)
        if not policy.may(request.user, "purge", article):
            raise PermissionDenied
        if article.state != Article.State.TRASHED:
            return refused_page(self, request, article, 409, _("Only an article in the trash can be deleted for ever."))
        if request.method == "POST":
            title = article.title
            try:
                purge(article, actor=request.user)
            except TransitionNotAllowed as error:
                return refused_page(self, request, article, 409, str(error))
            messages.success(request, _("Deleted for ever: “%(title)s”.") % {"title": title})
            return HttpResponseRedirect(list_address(request))
        context = frame(self, request, article, _("Delete forever"))
        return TemplateResponse(request, "admin/articles/article/purge.html", context)

    def tag_suggestions(self, request):
        """Answer with the names of tags that hold what is being typed."""
        if not policy.may(request.user, "list", Tag):
            raise PermissionDenied
        typed = split_terms(request.GET.get("q", "").replace("\x00", ""))
        names = Tag.objects.suggestions(typed[-1]).values_list("name", flat=True) if typed else []
        return JsonResponse({"names": list(names[:TAG_SUGGESTIONS])})


def preview_view(model_admin, request, article):
    """Show the newest saved version with the public page's own template."""
    if not policy.may(request.user, "preview", article):
        raise PermissionDenied
    revision = article.latest_revision
    page = preview_page(article, Content.of_revision(revision) if revision else Content.of(article))
    context = {
        "page": page,
        "article": page.article,
        "hidden_from_robots": True,
        "saved_at": article.saved_at,
        "number": revision.number if revision else None,
        "back": article_address(request, "change", article),
    }
    response = render_page(request, "admin/articles/article/preview.html", context)
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
