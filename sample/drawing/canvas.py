"""A drawing surface in the picture's own pixels, drawn larger and reduced at the end so that edges are smooth."""

import math

from PIL import Image, ImageDraw, ImageFilter

SCALE = 3

Point = tuple[float, float]


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the three channels of ``#rrggbb``."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies ``share`` (0–1) of the way from ``first`` to ``second``."""
    channels = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*channels)


def lighter(colour: str, share: float = 0.15) -> str:
    return mix(colour, "#ffffff", share)


def darker(colour: str, share: float = 0.15) -> str:
    return mix(colour, "#0b1a22", share)


class Canvas:
    """Shapes are given in pixels of the finished picture; ``alpha`` runs from 0 (clear) to 1 (solid)."""

    def __init__(self, width: int = 1600, height: int = 900, background: str = "#ffffff"):
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), background)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def _ink(self, colour: str, alpha: float) -> tuple[int, int, int, int]:
        return (*rgb(colour), round(255 * alpha))

    def _scaled(self, points) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def gradient(self, top: str, bottom: str, start: float = 0, end: float | None = None) -> None:
        """Fill the full width from ``start`` down to ``end`` with colours that run from top to bottom."""
        first, last = round(start * SCALE), round((self.height if end is None else end) * SCALE)
        if last <= first:
            return
        strip = Image.new("RGB", (1, last - first))
        for row in range(last - first):
            strip.putpixel((0, row), rgb(mix(top, bottom, row / (last - first))))
        self.image.paste(strip.resize((self.image.width, last - first)), (0, first))

    def rect(
        self, x: float, y: float, width: float, height: float, colour: str, *, r: float = 0, alpha: float = 1
    ) -> None:
        box = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
        if r:
            self.pen.rounded_rectangle(box, min(r, width / 2, height / 2) * SCALE, fill=self._ink(colour, alpha))
        else:
            self.pen.rectangle(box, fill=self._ink(colour, alpha))

    def frame(self, x: float, y: float, width: float, height: float, colour: str, line: float, *, r: float = 0) -> None:
        """The outline of a rectangle, drawn inside it."""
        box = (x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE)
        self.pen.rounded_rectangle(box, r * SCALE, outline=self._ink(colour, 1), width=round(line * SCALE))

    def poly(self, points, colour: str, alpha: float = 1) -> None:
        self.pen.polygon(self._scaled(points), fill=self._ink(colour, alpha))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str, alpha: float = 1) -> None:
        box = ((x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE)
        self.pen.ellipse(box, fill=self._ink(colour, alpha))

    def dot(self, x: float, y: float, r: float, colour: str, alpha: float = 1) -> None:
        self.oval(x, y, r, r, colour, alpha)

    def ring(
        self, x: float, y: float, r: float, colour: str, line: float, *, start: float = 0, end: float = 360
    ) -> None:
        """A circle's line, or the part of it between two angles (degrees, clockwise from three o'clock)."""
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self.pen.arc(box, start, end, fill=self._ink(colour, 1), width=round(line * SCALE))

    def slice(self, x: float, y: float, r: float, start: float, end: float, colour: str) -> None:
        box = ((x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE)
        self.pen.pieslice(box, start, end, fill=self._ink(colour, 1))

    def line(self, points, colour: str, width: float) -> None:
        """A solid line with round ends and joints."""
        scaled = self._scaled(points)
        self.pen.line(scaled, fill=self._ink(colour, 1), width=max(1, round(width * SCALE)), joint="curve")
        radius = width * SCALE / 2
        for x, y in scaled:
            self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=self._ink(colour, 1))

    def curve(self, start: Point, bend: Point, end: Point, colour: str, width: float) -> None:
        """A line from ``start`` to ``end``, pulled towards ``bend``."""
        points = []
        for step in range(41):
            t = step / 40
            points.append(
                tuple(
                    (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in zip(start, bend, end, strict=True)
                )
            )
        self.line(points, colour, width)

    def wave(self, y: float, height: float, length: float, colour: str, *, shift: float = 0, alpha: float = 1) -> None:
        """Fill everything under a gently rolling line: hills, lawns, water."""
        points = [
            (x, y + math.sin((x + shift) / length) * height + math.sin((x + shift) / length * 2.3) * height * 0.35)
            for x in range(-10, self.width + 20, 8)
        ]
        self.poly([*points, (self.width, self.height), (0, self.height)], colour, alpha)

    def _soften(self, paint, colour: str, alpha: float, blur: float) -> None:
        """Lay a blurred shape over the picture. The shape is painted small; the blur hides that."""
        small = 1 / 4
        mask = Image.new("L", (round(self.width * small), round(self.height * small)))
        paint(ImageDraw.Draw(mask), small, round(255 * alpha))
        mask = mask.filter(ImageFilter.GaussianBlur(blur * small)).resize(self.image.size, Image.Resampling.BICUBIC)
        self.image.paste(Image.new("RGB", self.image.size, colour), (0, 0), mask)

    def glow(self, x: float, y: float, r: float, colour: str, alpha: float = 0.6) -> None:
        """Light that fades outwards from a point."""

        def paint(pen, k, strength):
            pen.ellipse(((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k), fill=strength)

        self._soften(paint, colour, alpha, r * 0.55)

    def shadow(self, x: float, y: float, rx: float, ry: float, alpha: float = 0.25) -> None:
        """The soft shadow of something standing on the ground."""

        def paint(pen, k, strength):
            pen.ellipse(((x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k), fill=strength)

        self._soften(paint, "#0b1a22", alpha, max(6, ry * 0.8))

    def card_shadow(
        self, x: float, y: float, width: float, height: float, *, alpha: float = 0.28, blur: float = 26
    ) -> None:
        """The soft shadow under a sheet or a screen."""

        def paint(pen, k, strength):
            pen.rounded_rectangle((x * k, (y + 14) * k, (x + width) * k, (y + height + 14) * k), 20 * k, fill=strength)

        self._soften(paint, "#0b1a22", alpha, blur)

    def finished(self) -> Image.Image:
        return self.image.resize((self.width, self.height), Image.Resampling.LANCZOS)
