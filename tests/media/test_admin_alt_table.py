"""The table that clears a backlog of pictures without a description."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from articles.models import Article
from media.models import Image
from tests.factories import make_published

from .pictures import jpeg

pytestmark = pytest.mark.django_db
ADDRESS = reverse("admin:media_image_alt")


@pytest.fixture
def seven(keep):
    return [keep(jpeg(shade=n * 9), name=f"p{n}.jpg") for n in range(7)]


@pytest.fixture
def save(admin_client, django_capture_on_commit_callbacks):
    def posted(rows, client=admin_client):
        """``rows`` gives each picture the values of its row."""
        data = {"picture": [image.pk for image in rows]}
        for image, values in rows.items():
            data |= {f"{image.pk}-{name}": value for name, value in values.items()}
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(ADDRESS, data, follow=True)

    return posted


def test_seven_placeholders_of_an_article_are_cleared_in_one_visit(admin_client, save, seven):
    article = make_published(body="\n\n段落。\n\n".join(f"![配图一]({image.name})" for image in seven))
    assert Article.objects.get(pk=article.pk).body_html.count('alt=""') == 7
    page = admin_client.get(ADDRESS).content.decode()
    assert all(image.original_name in page for image in seven)
    assert article.title in page

    response = save({image: {"alt": f"第 {n} 张：楼道里的人"} for n, image in enumerate(seven)})

    assert "7 张图片已有替代文本。" in response.content.decode()
    assert "所有图片都有替代文本" in response.content.decode()
    html = Article.objects.get(pk=article.pk).body_html
    assert [f'alt="第 {n} 张：楼道里的人"' in html for n in range(7)] == [True] * 7
    assert article.body == Article.objects.get(pk=article.pk).body
    assert LogEntry.objects.count() == 7


def test_a_wrong_row_stays_with_what_was_typed_and_the_others_are_saved(save, seven):
    first, second, third = seven[:3]

    response = save(
        {
            first: {"alt": "门口的灯"},
            second: {"alt": "配图二", "caption": "说明"},
            third: {"alt": "树", "decorative": "on"},
        }
    )

    page = response.content.decode()
    assert "“配图二”说不出图里有什么" in page
    assert 'value="配图二"' in page
    assert 'value="说明"' in page
    assert "两个只留一个" in page
    assert 'value="门口的灯"' not in page
    assert [image.alt for image in Image.objects.filter(pk__in=[first.pk, second.pk, third.pk]).order_by("pk")] == [
        *("门口的灯", "", "")
    ]


def test_an_empty_row_is_left_for_later_and_a_decoration_is_done(save, seven):
    response = save({seven[0]: {"alt": ""}, seven[1]: {"decorative": "on"}})

    assert "1 张图片已有替代文本。 还有 6 张。" in response.content.decode()


def test_what_somebody_else_wrote_meanwhile_is_kept(save, seven):
    Image.objects.filter(pk=seven[0].pk).update(alt="别人写的")

    response = save({seven[0]: {"alt": "我写的"}})

    assert "1 张已经写好过。" in response.content.decode()
    assert Image.objects.get(pk=seven[0].pk).alt == "别人写的"


@pytest.mark.parametrize("keys", [["x", "-1"], ["9" * 30], []])
def test_keys_of_nothing_save_nothing(admin_client, seven, keys):
    assert admin_client.post(ADDRESS, {"picture": keys}).status_code == 302
    assert not Image.objects.exclude(alt="").exists()


def test_a_writer_sees_and_describes_own_pictures_only(as_writer, save, keep, writer):
    own, others = keep(jpeg(), name="own.jpg", uploaded_by=writer), keep(jpeg(shade=9), name="others.jpg")

    page = as_writer.get(ADDRESS).content.decode()
    save({own: {"alt": "我的图"}, others: {"alt": "别人的图"}}, client=as_writer)

    assert "own.jpg" in page
    assert "others.jpg" not in page
    assert [image.alt for image in Image.objects.order_by("pk")] == ["我的图", ""]


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_asks_no_more_for_more_pictures(admin_client, keep, django_assert_max_num_queries, count):
    for number in range(count):
        make_published(body=f"![]({keep(jpeg(shade=number), name=f'{number}.jpg').name})")
    with django_assert_max_num_queries(14):  # one for each kind of use, and the bell
        assert admin_client.get(ADDRESS).status_code == 200


def test_the_library_leads_there_and_chosen_pictures_come_alone(admin_client, seven):
    wall = reverse("admin:media_image_changelist")
    assert "补写替代文本（7）" in admin_client.get(wall).content.decode()

    chosen = {"action": "write_alt", "_selected_action": [seven[0].pk, seven[3].pk]}
    page = admin_client.post(wall, chosen, follow=True).content.decode()

    assert page.count('name="picture"') == 2
