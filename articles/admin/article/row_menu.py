"""The menu ⋯ of one row of the list (brief §11.3): what may be done with it, as links that ask before they do."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from articles import policy
from articles.models import Article

from .steps import buttons


@dataclass(frozen=True)
class Link:
    address: str
    words: str


def row_menu(article, user):
    """Return the links of one row, without a question to the database."""

    def link(name, words, *args):
        address = reverse(f"admin:articles_article_{name}", args=[article.pk, *args])
        return Link(address + article.kept_filters, words)

    links = []
    if article.state == Article.State.IN_REVIEW and policy.may(user, "send_back", article):
        links.append(link("review", _("Review")))
    steps = [button for button in buttons(article, user) if button.name != "update" or article.has_unpublished_changes]
    links += [link("step", button.label, button.name) for button in steps]
    if policy.may(user, "preview", article):
        links.append(link("preview", _("Preview")))
    links.append(link("history", _("History")))
    if policy.may(user, "create", Article):
        links.append(Link(f"{reverse('admin:articles_article_add')}?copy={article.pk}", _("Make a copy")))
    if article.is_live:
        links.append(Link(article.get_absolute_url(), _("View live page")))
    return links
