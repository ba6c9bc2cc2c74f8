"""
How smaller copies are encoded: one recipe a format, for those made at once and for those made by the worker; and what
a picture's file is said to be, wherever it is fetched.
"""

import io
from typing import Any

from PIL import Image as PillowImage
from PIL import features

# The figures of brief §8; each codec's "quality" is its own. AVIF's is chosen so that it is a fifth smaller than WebP
# and no worse; speed 6 is the last step that pays for its time (bench/intake.py).
RECIPES: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("AVIF", {"quality": 48, "speed": 6, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 72, "method": 4}),
    "jpg": ("JPEG", {"quality": 78, "progressive": True, "optimize": True}),
    "png": ("PNG", {"compress_level": 6}),
}
TYPES = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif", "webp": "image/webp", "avif": "image/avif"}
FOR_EVER = "public, max-age=31536000, immutable"  # a public name stands for its bytes
HAS_AVIF = features.check("avif")  # a Pillow built without its encoder does without


def encoded(picture: PillowImage.Image, extension: str) -> bytes:
    """Return the file of a copy. What can be seen through is white where the format has no transparency."""
    if extension == "jpg" and picture.mode == "RGBA":
        ground = PillowImage.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        picture = ground
    kind, options = RECIPES[extension]
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()
