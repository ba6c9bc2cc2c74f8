"""
Passwords that are the site's own words (security.md S6), beside the validators that Django has.

Whoever guesses tries the site's name, its address, the name of the person, and a year behind it. So what is left of a
password without such words, digits and signs has to be something.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.models import HouseWord, SiteSettings
from articles.naming.alphabet import sort_key
from articles.naming.folding import fold

HOUSE = (
    "社区 元宇宙 新闻 编辑部 编辑 主编 作者 记者 管理员 密码 "
    "shequ newsroom editor editorial admin administrator chief writer reporter metaverse community news password"
)
FEWEST_LEFT = 4  # letters
SHORTEST = {True: 4, False: 2}  # letters of a part that counts as a site's word, by whether they are Latin
LONGEST = 200  # characters; of what is longer, no such word can be the most
DISGUISE = str.maketrans("013457@$", "oleastas")  # sh3qu


class SiteWordsValidator:
    """Refuses a password that is little more than words of this site, of its newsroom, or of the account itself."""

    def validate(self, password: str, user: Any = None) -> None:
        plain = fold(password)
        if len(plain) > LONGEST:
            return
        known = "\n".join(site_words(user))
        if any(little_is_left(variant, known) for variant in {plain, plain.translate(DISGUISE)}):
            raise ValidationError(
                _(
                    "Apart from words of this site, its newsroom or your own name, there is little in this password. "
                    "Take words that have nothing to do with them."
                ),
                code="password_site_words",
            )

    def get_help_text(self) -> str:
        return _("Your password must not consist of words of this site, its newsroom or your own name.")


def site_words(user: Any = None) -> Iterator[str]:
    """Yield what somebody would guess here first, folded, in characters and in pinyin."""
    site = SiteSettings.objects.current()
    host = urlsplit(settings.SITE_URL).hostname or ""
    named = [site.name, site.tagline, *HOUSE.split(), *host.split(".")]
    if user is not None:
        address = getattr(user, "email", "") or ""
        named += [user.get_username(), f"{user.last_name}{user.first_name}", f"{user.first_name}{user.last_name}"]
        named += address.replace("@", ".").split(".")
    for word in named:
        yield fold(word)
        if any(is_han(character) for character in word):
            yield sort_key(word).replace(" ", "")
    for word in HouseWord.objects.values_list("word", flat=True):
        yield fold(word)


def little_is_left(password: str, known: str) -> bool:
    """Say whether a folded password holds parts of ``known``, and hardly a letter beside them."""
    left, place, holds_known = 0, 0, False
    while place < len(password):
        end = place
        while end < len(password) and password[place : end + 1] in known:
            end += 1
        if end - place >= SHORTEST[password[place].isascii()]:
            holds_known, place = True, end
        else:
            left += password[place].isalpha()
            place += 1
    return holds_known and left < FEWEST_LEFT


def is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED")
