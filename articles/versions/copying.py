"""A new article that begins as a copy of another one (brief §11.1, 复制一份)."""

from dataclasses import replace

from articles import text
from articles.models import Article
from articles.pictures import library_name

from .content import Content


def copy_of(article: Article) -> Content:
    """
    Return the newest version of ``article`` as the beginning of another one. Saves nothing.

    What belongs to the one alone stays behind: its address, its corrections, who was responsible for it.
    """
    content = Content.newest(article)
    return replace(
        content,
        slug="",
        corrections=(),
        responsible_editor="",
        body=_without_own_pictures(article, content.body),
    )


def _without_own_pictures(article: Article, body: str) -> str:
    """Name the pictures that came with the article as the library names them: only their article knows their names."""
    references = text.image_references(body)
    names = {library_name(reference.target) for reference in references}
    own = {row.name: row.image.name for row in article.bundle_images.filter(name__in=names).select_related("image")}
    lines = body.split("\n")
    for reference in reversed(references):  # from the end of each line, so that the columns before it stay
        name = own.get(library_name(reference.target))
        if name is not None:
            line = lines[reference.line - 1]
            written = line[reference.start : reference.end].replace(reference.target, name, 1)
            lines[reference.line - 1] = line[: reference.start] + written + line[reference.end :]
    return "\n".join(lines)
