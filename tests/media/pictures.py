"""Real files, drawn in the test run."""

import io

from PIL import Image, ImageDraw

RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (40, 60, 200)


def drawn(size=(300, 200), mode="RGB", shade=0):
    """A picture whose corners tell which way up it is: red top left, green top right, blue bottom left."""
    picture = Image.new("RGB", size, (240, 240, 230 - shade))
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.rectangle([0, 0, width // 3, height // 4], fill=RED)
    draw.rectangle([width - width // 4, 0, width - 1, height // 4], fill=GREEN)
    draw.rectangle([0, height - height // 4, width // 4, height - 1], fill=BLUE)
    return picture if mode == "RGB" else picture.convert(mode)


def encoded(picture, kind="JPEG", **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def jpeg(size=(300, 200), shade=0, **options):
    return encoded(drawn(size, shade=shade), "JPEG", **options)


def see_through(size=(300, 200)):
    """An RGBA picture with nothing in its margins."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    inner = drawn((size[0] // 2, size[1] // 2)).convert("RGBA")
    picture.paste(inner, (size[0] // 4, size[1] // 4))
    return picture


def moving(frames=5, size=(60, 40), **options):
    """A GIF in which a black dot moves."""
    pictures = []
    for number in range(frames):
        picture = drawn(size)
        ImageDraw.Draw(picture).rectangle([number * 3, 12, number * 3 + 6, 20], fill=(0, 0, 0))
        pictures.append(picture)
    return encoded(pictures[0], "GIF", save_all=True, append_images=pictures[1:], duration=80, loop=0, **options)


def bytes_of(storage, name):
    with storage.open(name) as file:
        return file.read()
