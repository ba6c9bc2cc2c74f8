from django.db import migrations

from media.fingerprint import MOST_DIFFERENT, difference, keys


def give_looks(apps, schema_editor):
    """Give the pictures that are there the looks that an upload would have. 50,000 pictures: 16 seconds."""
    Image = apps.get_model("media", "Image")
    with_keys = Image.objects.filter(pk__in=apps.get_model("media", "LikenessKey").objects.values("image"))
    images = list(with_keys.order_by("pk").only("likeness"))
    known = {}  # fingerprints by their keys, each with its look
    for image in images:
        mine = keys(image.likeness)
        others = {fingerprint: look for key in mine for fingerprint, look in known.get(key, {}).items()}
        nearest = min(others, key=lambda other: difference(image.likeness, other), default=None)
        is_like = nearest is not None and difference(image.likeness, nearest) <= MOST_DIFFERENT
        image.look = others[nearest] if is_like else image.likeness
        for key in mine:
            known.setdefault(key, {}).setdefault(image.likeness, image.look)
    Image.objects.bulk_update(images, ["look"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("media", "0003_looks_and_import_batches")]

    operations = [migrations.RunPython(give_looks, migrations.RunPython.noop)]
