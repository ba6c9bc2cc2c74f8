"""更正说明: from the editor's tick to everywhere readers and machines look."""

import pytest
from django.utils import timezone

from articles.policy import Role
from tests.articles.feeds.test_feeds import ATOM, CONTENT, channel
from tests.articles.views.test_views import ago
from tests.factories import make_published, make_user

from .admin.article.article_desk import TICKED, address, posted, text_of
from .pages.test_structured_data import graph

pytestmark = pytest.mark.django_db


def test_a_correction_is_on_the_page_in_the_feed_and_in_the_data_for_search_engines(client):
    client.force_login(make_user(Role.EDITOR))
    article = make_published(
        title="大会", body="来了二百人。", at=ago(hours=3), corrections=(("2026-01-02", "地点有误。"),)
    )
    client.post(address("change", article), posted(client.get(address("change", article)), body="来了三百人。"))
    assert "人数应为三百" not in client.get(article.path).text

    step = address("step", article, "update")
    client.post(step, TICKED | {"is_correction": "on", "correction": "人数应为三百。"})

    today = timezone.localdate()
    page = text_of(client.get(article.path))
    assert page.index("更正") < page.index("2026年1月2日 地点有误。") < page.index("人数应为三百。")
    item = channel(client).find("item")
    content = item.findtext(CONTENT)
    assert content.index("来了三百人") < content.index("更正") < content.index("人数应为三百。")
    assert item.findtext(f"{ATOM}updated"), "readers' software fetches it again"
    assert graph(client, article.path)["NewsArticle"]["correction"] == [
        {"@type": "CorrectionComment", "datePublished": "2026-01-02", "text": "地点有误。"},
        {"@type": "CorrectionComment", "datePublished": today.isoformat(), "text": "人数应为三百。"},
    ]
