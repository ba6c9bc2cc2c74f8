"""A picture cut to a shape that no page of ours uses, made when somebody asks for it."""

from django.core.files.storage import default_storage
from PIL import Image as PillowImage

from . import files
from .encoding import encoded
from .models import Image
from .pixels import ONE_AT_A_TIME
from .renditions import box_of


def cut(image: Image, size: tuple[int, int]) -> bytes:
    """
    Return a JPEG of ``size`` (pixels, width and height) cut around the focal point; smaller where the picture is.

    Raises ``FileNotFoundError`` when the master is missing.
    """
    box = box_of(image, size)
    width = min(size[0], box[2] - box[0])
    with ONE_AT_A_TIME, files.opened(default_storage, image.file) as file, PillowImage.open(file) as master:
        master.seek(0)
        picture = master if master.mode in {"L", "RGB", "RGBA"} else master.convert("RGB")
        height = max(1, round(width * size[1] / size[0]))
        shape = picture.resize((width, height), PillowImage.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        return encoded(shape, "jpg")
