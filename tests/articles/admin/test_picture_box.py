"""A picture in a form of Django's admin is chosen by sight; without a script, from a list of names."""

import pytest

from articles.models import Author, SiteSettings, Topic
from articles.policy import Role
from tests.articles.admin.test_site import FILLED
from tests.factories import make_author, make_image, make_topic

pytestmark = pytest.mark.django_db
SETTINGS = "/admin/articles/sitesettings/1/change/"


def test_the_form_shows_the_picture_and_offers_the_library_by_name(client, sign_in):
    sign_in(Role.CHIEF)
    portrait, other = make_image(), make_image()
    author = make_author("林小满", portrait=portrait)

    page = client.get(f"/admin/articles/author/{author.pk}/change/").text

    assert f'<p class="name">{portrait.name}</p>' in page
    assert f'<option value="{portrait.pk}" selected>{portrait.name}</option>' in page
    assert f'<option value="{other.pk}">{other.name}</option>' in page
    assert "不用图片" in page
    assert "vForeignKeyRawIdAdminField" not in page


def test_what_is_chosen_is_saved_and_can_be_taken_away(client, sign_in):
    sign_in(Role.ADMIN)
    image, topic = make_image(), make_topic()
    form = {"name": topic.name, "slug": topic.slug, "description": "", "position": "0"}

    for chosen, kept in ((str(image.pk), image), ("", None)):
        client.post(f"/admin/articles/topic/{topic.pk}/change/", {**form, "cover": chosen})
        client.post(SETTINGS, {**FILLED, "share_image": chosen})
        assert Topic.objects.get(pk=topic.pk).cover == kept
        assert SiteSettings.objects.get().share_image == kept


@pytest.mark.parametrize("typed", ["abc", "-1", "9" * 30, "99999"])
def test_a_picture_that_is_none_is_refused_in_words_and_nothing_typed_is_lost(client, sign_in, typed):
    sign_in(Role.CHIEF)

    refused = client.post("/admin/articles/author/add/", {"name": "新人", "bio": "写了十年。", "portrait": typed})

    assert "选中的一项刚被删除" in refused.text
    assert "写了十年。" in refused.text
    assert not Author.objects.filter(name="新人").exists()
