"""使用帮助 (brief §11.2): the five steps of an article, what Markdown becomes, and the keyboard."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy, text
from articles.models import Article
from articles.preview import preview_article
from articles.versions.content import Content

from . import keys
from .article.live_preview import frame_policy
from .words import no_renderer

WRITTEN = (  # what is meant, and how it is written
    (gettext_lazy("Headings"), "## 小标题\n\n### 次级小标题"),
    (gettext_lazy("Bold, emphasis"), "**加粗（也行）。**后文，*着重*"),
    (gettext_lazy("Struck out, marked"), "~~删去~~，==标记=="),
    (gettext_lazy("Link"), "[上一届大会](/posts/)"),
    (gettext_lazy("List"), "- 第一项\n- 第二项"),
    (gettext_lazy("Numbered list"), "1. 先做这个\n2. 再做那个"),
    (gettext_lazy("Quote"), "> 社区是大家的。"),
    (gettext_lazy("Table"), "| 项目 | 人数 |\n| --- | ---: |\n| 合唱 | 32 |\n| 书法 | 18 |"),
    (gettext_lazy("Rule"), "上文\n\n---\n\n下文"),
    (gettext_lazy("Footnote"), "据统计[^1]，人数翻了一番。\n\n[^1]: 街道办公室，2026 年。"),
    (gettext_lazy("Reading, fraction, small figures"), "[粽]^(zòng)子，[1]/[3]，CO~2~，m^2^"),
    (gettext_lazy("Quotation marks, dashes, dots"), '"引号"--破折号...省略号'),
    (gettext_lazy("List of ticks"), "- [x] 做完\n- [ ] 没做"),
    (gettext_lazy("Definition"), "名词\n: 解释"),
    (gettext_lazy("Box"), '!!! warning "请先断电"\n    检修前，先关总闸。'),
    (gettext_lazy("Part that opens"), "<details><summary>点开看名单</summary>\n\n张三、李四\n\n</details>"),
    (gettext_lazy("Centred"), '<p align="center">居中的一行</p>'),
    (gettext_lazy("Video"), "https://www.bilibili.com/video/BV1GJ411x7h7"),
)


def help_view(model_admin, request):
    """Show the page of help."""
    if not policy.may(request.user, "list", Article):
        raise PermissionDenied
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Help"),
        "shortcuts": keys.SHORTCUTS,
        "shortcuts_are_on": keys.are_on(request.user),
        "may_publish": request.user.has_perm("articles.publish_article"),
    }
    return TemplateResponse(request, "admin/articles/article/help.html", context)


def effects_view(model_admin, request):
    """Show the table 写法 → 效果 as a page of its own with the readers' styles: it stands in a frame of the help."""
    if not policy.may(request.user, "list", Article):
        raise PermissionDenied
    context = {"rows": [], "error": ""}
    try:
        context["rows"] = [(label, source, shown(source)) for label, source in WRITTEN]
    except text.RendererUnavailable:
        context["error"] = no_renderer()
    answer = TemplateResponse(request, "admin/articles/article/help_effects.html", context)
    answer.headers["Content-Security-Policy"] = frame_policy()
    return answer


def shown(source):
    """Return an article, never saved, whose content is what ``source`` becomes."""
    return preview_article(Article(), Content(title="", body=source))
