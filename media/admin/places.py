"""Where a picture is used, as far as an account may see it: what to open there, and under which title."""

from django.contrib.admin.utils import quote
from django.urls import reverse

from media.models import Image
from media.usage import users_of


def places(admin_site, request, image):
    """Return address and title of each place that this account may see, and whether there are others."""
    return places_of(admin_site, request, [image])[image.pk]


def places_of(admin_site, request, images):
    """Return the same for many pictures, by key, with one query for each kind of place."""
    found = users_of(images)
    return {image.pk: _seen(admin_site, request, found.get(image.pk, [])) for image in images}


def _seen(admin_site, request, rows):
    seen, hidden = {}, False
    for row in rows:
        holder = _holder(admin_site, row)
        if holder is None or not admin_site.get_model_admin(type(holder)).has_view_permission(request, holder):
            hidden = True
            continue
        address = f"admin:{holder._meta.app_label}_{holder._meta.model_name}_change"
        seen[reverse(address, args=[quote(holder.pk)])] = str(holder)
    return list(seen.items()), hidden


def _holder(admin_site, row):
    """Return what an editor would open: the row that uses the picture, or the one it belongs to."""
    if admin_site.is_registered(type(row)):
        return row
    owners = [
        getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.many_to_one and field.related_model is not Image and admin_site.is_registered(field.related_model)
    ]
    return next(filter(None, owners), None)
