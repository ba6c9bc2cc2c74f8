"""What an administrator is told about a new account: what each role may do, and what is left to do for a colleague."""

from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import policy
from articles.models import Author

ROLE_HELP = gettext_lazy(
    "Writers write their own articles. Editors review and publish everybody's. Chief editors arrange the home page and "
    "keep sections, topics and authors. Administrators keep accounts and the site's settings. Each may do everything "
    "that the one before it may. Felt on the next click."
)


def left_to_do(request: HttpRequest, user: User) -> str:
    """Return what to pass on to whoever got an account, and the way to a byline where there is none; "" for readers."""
    if not user.is_staff:
        return ""
    address = request.build_absolute_uri(reverse("admin:index"))
    words = _(
        "Now tell your colleague the address %(address)s, the user name “%(name)s” and the password. It can be changed "
        "under “My account”."
    ) % {"address": address, "name": user.get_username()}
    if not policy.may(request.user, "add", Author) or Author.objects.filter(user=user).exists():
        return words
    asked = urlencode({"name": user.get_full_name() or user.get_username(), "user": user.pk})
    byline = reverse("admin:articles_author_add")
    return format_html(
        '{} {} <a href="{}?{}">{}</a>',
        words,
        _("Articles by this account have no byline yet."),
        byline,
        asked,
        _("Make one"),
    )
