"""Files that came with an article: offered for saving, never shown."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from articles import publishing, workflow
from articles.models import Attachment
from articles.versions.content import Content
from tests.factories import make_published, make_withdrawn

pytestmark = pytest.mark.django_db


def attach(article, name="规划.pdf"):
    stored_as = storages["originals"].save("aa/file", ContentFile(b"%PDF-1.7 <script>"))
    return Attachment.objects.create(article=article, name=name, sha256="0" * 64, size=17, stored_as=stored_as)


def rename(article, slug):
    content = Content(**{**vars(Content.newest(article)), "slug": slug})
    publishing.save_revision(article, content, author=None)
    workflow.apply(article, "update", actor=None)


def test_an_attachment_is_downloaded_and_never_shown(client):
    article = make_published()
    attachment = attach(article)

    response = client.get(f"{article.path}规划.pdf")

    assert b"".join(response.streaming_content) == b"%PDF-1.7 <script>"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    Path(storages["originals"].path(attachment.stored_as)).unlink()
    assert client.get(f"{article.path}规划.pdf").status_code == 404


def test_attachments_are_listed_below_the_text_with_their_size_and_the_link_works(client):
    article = make_published()
    attachment = attach(article)

    page = client.get(article.path).text
    link = re.search(r'<a href="([^"]+)" download>', page)[1]

    assert "附件" in page
    assert attachment.name in page
    assert "17" in page
    assert b"".join(client.get(urljoin(article.path, link)).streaming_content)
    assert "附件" not in client.get(make_published().path).text


def test_an_attachment_leaves_with_its_article(client):
    article = make_withdrawn()
    attach(article)

    assert client.get(f"{article.path}规划.pdf").status_code == 404


def test_a_file_goes_with_its_article_to_another_address(client):
    article = make_published(slug="old")
    attach(article)
    rename(article, "new")

    response = client.get("/posts/old/规划.pdf", follow=True)

    assert response.redirect_chain == [("/posts/new/%E8%A7%84%E5%88%92.pdf", 301)]
    assert b"".join(response.streaming_content) == b"%PDF-1.7 <script>"
    assert client.get("/posts/old/none.pdf").status_code == 404
    workflow.apply(article, "unpublish", actor=None)
    assert client.get("/posts/old/规划.pdf").status_code == 404
