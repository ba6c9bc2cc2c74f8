"""Which pictures of the library look alike (``media.fingerprint``), found by an index."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from .fingerprint import MOST_DIFFERENT, difference, keys, says_something
from .models import Image, LikenessKey


def remember(image: Image) -> None:
    """Keep the picture's fingerprint where ``alike`` looks for it, and the look that it shares with its like."""
    image.likeness_keys.all().delete()
    image.look = None
    if image.likeness is not None and says_something(image.likeness):
        LikenessKey.objects.bulk_create(LikenessKey(image=image, key=key) for key in keys(image.likeness))
        like = alike(image)
        image.look = like[0].look if like and like[0].look is not None else image.likeness
    Image.objects.filter(pk=image.pk).update(look=image.look)


def alike(image: Image) -> list[Image]:
    """Return the other pictures that look like this one, the likest first. One query, however many there are."""
    likeness = image.likeness
    if likeness is None or not says_something(likeness):
        return []
    sharing: QuerySet[LikenessKey] = LikenessKey.objects.filter(key__in=keys(likeness)).exclude(image=image)
    candidates: Iterable[Image] = Image.objects.filter(pk__in=sharing.values("image"))
    near = [(difference(likeness, one.likeness), one) for one in candidates if one.likeness is not None]
    return [one for bits, one in sorted(near, key=lambda pair: (pair[0], pair[1].pk)) if bits <= MOST_DIFFERENT]


def shared_looks() -> QuerySet[Any, Any]:
    """Return the looks that several pictures have in common, for a subquery."""
    several = Image.objects.order_by().filter(look__isnull=False).values("look").annotate(number=Count("pk"))
    return several.filter(number__gt=1).values_list("look", flat=True)
