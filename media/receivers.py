"""What happens to a picture's files when its row changes. All of it after the commit."""

from cms.tasks import after_commit

from .building import build_later
from .removal import remove_unowned

# What of a picture people know and change; the rest says where its bytes lie, which is nobody's to read.
RECORDED = (
    *("name", "original_name", "width", "height", "size", "focal_x", "focal_y"),
    *("alt", "caption", "credit", "licence", "decorative", "uploaded_by"),
)


def build_new_renditions(sender, instance, created, raw, **kwargs):
    """A moved focal point or another file makes new addresses; intake itself builds those of a new picture."""
    if not created and not raw:
        build_later(instance)


def remove_files(sender, instance, **kwargs):
    """A deleted picture is gone at once, unless another row shares its bytes."""
    after_commit(remove_unowned, instance.file, instance.original)
