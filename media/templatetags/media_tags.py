from django import template

from media import renditions

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture(image, role, *, eager=False, alt=None, sizes=""):
    """
    Show a picture in one of the roles of ``media.renditions``: ``{% picture image "row" alt="" %}``.

    ``alt`` overrules the library's text; ``eager`` is for the one picture of a page that is seen first.
    """
    if alt is None:
        alt = "" if image.decorative else image.alt
    return {
        "sources": renditions.sources(image, role, sizes=sizes),
        "shown": renditions.fallback(image, role),
        "alt": alt,
        "eager": eager,
    }
