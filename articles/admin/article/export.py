"""Chosen articles as a zip of Hugo's content files, made while it is sent."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from articles.hugo.archive import zipped


def export(keys):
    """Answer with the articles of these keys, in the version that readers see or, unpublished, the newest."""
    answer = StreamingHttpResponse(zipped(keys), content_type="application/zip")
    name = f"articles-{timezone.localtime():%Y%m%d-%H%M}.zip"
    answer.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
