"""The library's menus and its two views."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from media.models import Image

from .pictures import jpeg

pytestmark = pytest.mark.django_db

LIST = reverse("admin:media_image_changelist")


def shown(client, query):
    return {image.original_name for image in client.get(f"{LIST}?{query}").context["cl"].result_list}


def choices(client, parameter):
    """Return what a menu offers, without “all”, as it is read."""
    specs = {spec.parameter_name: spec for spec in client.get(LIST).context["cl"].filter_specs}
    return [label for _value, label in specs[parameter].lookup_choices] if parameter in specs else None


@pytest.fixture
def three(keep, writer, admin_user):
    """A picture of a writer, one of the administrator in an older month, and one that an import brought."""
    sent = {"写.jpg": writer, "管.jpg": admin_user, "旧站.jpg": None}
    for shade, (name, user) in enumerate(sent.items()):
        keep(jpeg(shade=shade * 60), name=name, uploaded_by=user)
    Image.objects.filter(original_name="管.jpg").update(name="2022/07/管.png", format="PNG")
    Image.objects.filter(original_name="旧站.jpg").update(name="2022/07/旧站.jpg", import_batch="2022-07-02 10:00 blog")
    User.objects.filter(pk=writer.pk).update(first_name="林小满")


def test_each_menu_says_how_many_pictures_a_choice_has(admin_client, three):
    month = Image.objects.get(original_name="写.jpg").name[:7].replace("/", "-")

    assert choices(admin_client, "state") == [
        *("缺少替代文本（3）", "未使用（3）", "相似图片（3）", "大于 5 MB（0）", "宽度不足 1200（3）")
    ]
    assert choices(admin_client, "format") == ["JPEG（2）", "PNG（1）"]
    assert choices(admin_client, "by") == ["admin（1）", "林小满（1）"]
    assert choices(admin_client, "month") == [f"{month}（1）", "2022-07（2）"]
    assert choices(admin_client, "batch") == ["2022-07-02 10:00 blog（1）"]


def test_a_choice_shows_its_pictures_and_choices_add_up(admin_client, three, writer):
    everything = {"写.jpg", "管.jpg", "旧站.jpg"}
    assert shown(admin_client, "format=PNG") == {"管.jpg"}
    assert shown(admin_client, f"by={writer.pk}") == {"写.jpg"}
    assert shown(admin_client, "month=2022-07") == {"管.jpg", "旧站.jpg"}
    assert shown(admin_client, "month=2022-07&format=JPEG") == {"旧站.jpg"}
    assert shown(admin_client, "batch=2022-07-02+10:00+blog") == {"旧站.jpg"}
    for nonsense in ("by=x", "by=99999", "month=2022-13", "batch=", "format=%25", "view=x"):
        assert shown(admin_client, nonsense) == everything, nonsense


def test_a_menu_without_a_choice_is_not_there(admin_client, keep):
    keep()

    assert choices(admin_client, "by") is None
    assert choices(admin_client, "batch") is None


def test_the_view_is_in_the_address_and_remembered(admin_client, keep):
    keep()
    assert "library-grid" in admin_client.get(LIST).text

    listed = admin_client.get(f"{LIST}?view=list&state=unused").text
    again = admin_client.get(LIST).text

    assert "library-list" in listed
    assert '<a href="?state=unused&amp;view=grid">网格</a>' in listed
    assert "library-list" in again
    assert "library-grid" in admin_client.get(f"{LIST}?view=grid").text
    assert "library-grid" in admin_client.get(LIST).text


def test_what_fits_nothing_says_so_and_leads_back(admin_client, keep):
    keep()

    page = admin_client.get(f"{LIST}?q=没有这样的图").text

    assert "没有符合条件的图片。" in page
    assert "还没有图片" not in page
