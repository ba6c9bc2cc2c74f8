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

from articles import policy, text
from articles.admin.ahead import ahead_view
from articles.admin.calendar.page import calendar_view
from articles.admin.calendar.planned_day import planned_day_view
from articles.admin.help_page import effects_view, help_view
from articles.admin.keys import keys_view
from articles.models import Article, ImportRun, Tag
from articles.naming.terms import split_terms
from articles.purging import purge
from articles.workflow import TransitionNotAllowed
from cms.list_screen import ListScreen

from .article.autosave import autosave_new_view, autosave_view
from .article.bulk import menu
from .article.checks import checks_view, new_checks_view
from .article.editing import copying_desk, desk_for, edit, new_desk
from .article.files import file_view, files_view, preview_file
from .article.frame import frame, list_address, refused_page
from .article.links import links_view
from .article.listing import ArticleColumns
from .article.listing_facts import facts_of
from .article.live_preview import live_preview_view, new_live_preview_view
from .article.placement import placement_view
from .article.presence import presence_view, token_view
from .article.preview import preview_links_view, preview_view
from .article.review import review_page
from .article.row_menu import row_menu
from .article.runs import run_page
from .article.saved_tabs import saved_tabs, saved_tabs_view
from .article.steps import step_page
from .article.suggestion import suggestion_page
from .article.versions import compare_page, history_page, name_version, restore_view
from .article.visibility import visibility_page
from .article.wechat import wechat_body, wechat_cover, wechat_page, wechat_pictures
from .fields import IDENTIFIER
from .words import no_renderer, too_complex

TAG_SUGGESTIONS = 8


@admin.register(Article)
class ArticleAdmin(ArticleColumns, ListScreen):
    change_list_template = "admin/articles/article/change_list.html"
    actions_selection_counter = True

    def get_urls(self):
        def desk(route, view, name):
            answer = self.admin_site.admin_view(partial(self.at_desk, view=view))
            return path(f"<str:key>/{route}", answer, name=f"articles_article_{name}")

        def own(route, view, name):
            return path(route, self.admin_site.admin_view(partial(view, self)), name=f"articles_article_{name}")

        return [
            path("tags/", self.admin_site.admin_view(self.tag_suggestions), name="articles_article_tags"),
            path("checks/", self.admin_site.admin_view(self.new_checks), name="articles_article_new_checks"),
            path("autosave/", self.admin_site.admin_view(self.autosave_new), name="articles_article_autosave_new"),
            own("preview/live.html", new_live_preview_view, "new_live_preview"),
            own("links/", links_view, "links"),
            own("keys/", keys_view, "keys"),
            own("help/", help_view, "help"),
            own("help/effects/", effects_view, "help_effects"),
            own("calendar/", calendar_view, "calendar"),
            own("ahead/", ahead_view, "ahead"),
            own("runs/<int:key>/", run_page, "run"),
            own("saved-tabs/", saved_tabs_view, "saved_tabs"),
            path("token/", self.admin_site.admin_view(token_view), name="articles_article_token"),
            desk("placement/", placement_view, "placement"),
            desk("planned-day/", planned_day_view, "planned_day"),
            desk("transition/<str:name>/", step_page, "step"),
            desk("preview/", preview_view, "preview"),
            # Its links lead to attachments as those of preview/ do; none of theirs ends in .html.
            desk("preview/live.html", live_preview_view, "live_preview"),
            desk("review/", review_page, "review"),
            desk("preview-links/", preview_links_view, "preview_links"),
            desk("wechat/", wechat_page, "wechat"),
            desk("wechat/body/", wechat_body, "wechat_body"),
            desk("wechat/cover/<str:name>/", wechat_cover, "wechat_cover"),
            desk("wechat/pictures/", wechat_pictures, "wechat_pictures"),
            desk("checks/", checks_view, "checks"),
            desk("autosave/", autosave_view, "autosave"),
            desk("presence/", presence_view, "presence"),
            desk("compare/", compare_page, "compare"),
            desk("visibility/", visibility_page, "visibility"),
            desk("restore/<int:number>/", restore_view, "restore"),
            desk("suggestions/<int:pk>/", suggestion_page, "suggestion"),
            desk("name/<int:number>/", name_version, "name_version"),
            desk("files/", files_view, "files"),
            desk("files/<int:pk>/", file_view, "file"),
            desk("preview/<path:name>", preview_file, "preview_file"),
            *super().get_urls(),
        ]

    @method_decorator(csrf_protect)
    def at_desk(self, request, key, view, **kwargs):
        """Call ``view`` with an article that this account may know of; 404 for every other key."""
        article = self.found(request, key)
        try:
            return view(self, request, article, **kwargs)
        except text.TextTooComplex as error:  # only an import keeps such a version
            return refused_page(self, request, article, 409, too_complex(error))
        except text.RendererUnavailable:
            return refused_page(self, request, article, 503, no_renderer())

    @method_decorator(csrf_protect)
    def new_checks(self, request):
        return new_checks_view(self, request)

    @method_decorator(csrf_protect)
    def autosave_new(self, request):
        return autosave_new_view(request)

    def found(self, request, key):
        rows = Article.objects.select_related("latest_revision__author").prefetch_related("plans__revision")
        articles = policy.visible_to(request.user, rows)
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

    def changelist_view(self, request, extra_context=None):
        if "e" in request.GET:  # how Django says that it could not read the address
            messages.warning(request, _("The address asked for something that the list does not know. It shows all."))
        may_import = policy.may(request.user, "create", ImportRun)
        context = {"title": _("Articles"), "may_import": may_import, **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        tabs = changelist.filter_specs[0]
        changelist.tabs = list(tabs.tabs(changelist, facts_of(request).counts))
        changelist.saved = saved_tabs(request)
        filters = self.get_preserved_filters(request)
        for article in changelist.result_list:
            article.kept_filters = f"?{filters}" if filters else ""
            article.menu = row_menu(article, request.user)
        return changelist

    # --- the form

    @method_decorator(csrf_protect)
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
            if copied := request.GET.get("copy"):
                return edit(self, request, copying_desk(request, self.found(request, copied)))
            return edit(self, request, new_desk(request))
        return edit(self, request, desk_for(request, self.found(request, object_id)))

    def history_view(self, request, object_id, extra_context=None):
        return history_page(self, request, self.found(request, object_id))

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
