"""Screens and what they show, headsets, and the globe that floats before them. No letters anywhere."""

import math
from random import Random

from .canvas import SCALE, Canvas, darker, lighter, mix
from .mood import CREAM, DEEP, GOLD, INK, TEAL, VERMILION, Mood

SEA = "#bfe6e6"


def bars(
    c: Canvas, x: float, y: float, width: float, height: float, dice: Random, *, count: int = 6, colour: str = TEAL
) -> None:
    """Columns that rise to the right, the last one in vermilion."""
    step = width / count
    for number in range(count):
        tall = height * min(1, 0.25 + 0.7 * (number + dice.uniform(0, 0.9)) / count)
        c.rect(
            x + step * (number + 0.18),
            y + height - tall,
            step * 0.64,
            tall,
            VERMILION if number == count - 1 else lighter(colour, 0.06 * (count - number)),
            r=step * 0.1,
        )
    c.rect(x, y + height, width, max(2, height * 0.012), INK)


def trend(
    c: Canvas, x: float, y: float, width: float, height: float, dice: Random, colour: str, *, line: float = 6
) -> None:
    """A line that rises with setbacks over a pale area."""
    points = [(x + width * n / 7, y + height * (0.85 - 0.1 * n + dice.uniform(-0.1, 0.1))) for n in range(8)]
    c.poly([*points, (x + width, y + height), (x, y + height)], colour, 0.18)
    c.line(points, colour, line)
    for px, py in points[1::2]:
        c.dot(px, py, line * 1.3, "#ffffff")
        c.dot(px, py, line * 0.8, colour)


def donut(c: Canvas, x: float, y: float, r: float, shares, hole: str = "#ffffff") -> None:
    """A ring of ``(share, colour)``; the shares add up to 1."""
    angle = -90.0
    for share, colour in shares:
        c.slice(x, y, r, angle, angle + share * 360, colour)
        angle += share * 360
    c.dot(x, y, r * 0.58, hole)


def text_lines(c: Canvas, x: float, y: float, width: float, lines: int, gap: float, colour: str) -> None:
    """Grey bars where a page would have words."""
    for number in range(lines):
        c.rect(x, y + number * gap, width * (1, 0.86, 0.94, 0.6)[number % 4], gap * 0.4, colour, r=gap * 0.2)


def towers(c: Canvas, x: float, y: float, width: float, height: float, dice: Random, *, solid: str, edge: str) -> None:
    """A small skyline of boxes with a bright edge."""
    count = 9
    for number in range(count):
        tall = height * (0.3 + 0.65 * abs(math.sin(number * 1.7 + dice.uniform(0, 0.5))))
        left, wide = x + width * number / count, width / count * 0.8
        c.rect(left, y + height - tall, wide, tall, solid)
        c.frame(left, y + height - tall, wide, tall, edge, max(2, wide * 0.04))
        for row in range(int(tall / (wide * 0.5))):
            for column in (0.2, 0.6):
                if dice.random() < 0.6:
                    c.rect(
                        left + wide * column,
                        y + height - tall + wide * (0.25 + row * 0.5),
                        wide * 0.2,
                        wide * 0.2,
                        edge,
                        alpha=0.6,
                    )


def panel(c: Canvas, x: float, y: float, width: float, height: float, mood: Mood, dice: Random, *, kind: str) -> None:
    """A lit screen. ``kind``: towers, chart, map or menu."""
    if kind == "towers":
        c.rect(x, y, width, height, "#10394b")
        c.rect(x, y + height * 0.86, width, height * 0.14, "#0c2c3b")
        c.dot(x + width * 0.78, y + height * 0.28, height * 0.12, GOLD, 0.9)
        towers(
            c, x + width * 0.06, y + height * 0.2, width * 0.88, height * 0.66, dice, solid="#1b5a6d", edge="#7fd6d8"
        )
        c.curve(
            (x + width * 0.12, y + height * 0.5),
            (x + width * 0.45, y - height * 0.1),
            (x + width * 0.8, y + height * 0.42),
            VERMILION,
            height * 0.012,
        )
        for px, py in ((0.12, 0.5), (0.8, 0.42)):
            c.dot(x + width * px, y + height * py, height * 0.028, "#ffffff")
    elif kind == "chart":
        c.rect(x, y, width, height, "#ffffff")
        bars(c, x + width * 0.07, y + height * 0.22, width * 0.4, height * 0.62, dice)
        trend(c, x + width * 0.55, y + height * 0.2, width * 0.38, height * 0.3, dice, VERMILION, line=height * 0.014)
        donut(c, x + width * 0.65, y + height * 0.72, height * 0.14, ((0.5, TEAL), (0.3, GOLD), (0.2, VERMILION)))
        text_lines(c, x + width * 0.77, y + height * 0.63, width * 0.16, 3, height * 0.075, "#cfd8db")
        c.rect(x + width * 0.07, y + height * 0.09, width * 0.3, height * 0.05, INK, r=height * 0.02)
    elif kind == "map":
        river = Canvas(round(width), round(height), "#e6efe3")
        river.curve(
            (-20, height * 0.75), (width * 0.4, height * 0.35), (width + 20, height * 0.62), "#a9d3de", height * 0.1
        )
        c.image.paste(river.image, (round(x * SCALE), round(y * SCALE)))
        for share in (0.22, 0.47, 0.76):
            c.line([(x + width * share, y + 6), (x + width * (share - 0.05), y + height - 6)], "#ffffff", height * 0.03)
        for share in (0.24, 0.9):
            c.line(
                [(x + 6, y + height * share), (x + width - 6, y + height * (share - 0.06))], "#ffffff", height * 0.03
            )
        for px, py, colour in ((0.33, 0.4, VERMILION), (0.6, 0.22, TEAL), (0.85, 0.42, GOLD), (0.62, 0.76, VERMILION)):
            pin(c, x + width * px, y + height * py, height * 0.13, colour)
    else:
        c.rect(x, y, width, height, "#f4f8f7", r=8)
        c.rect(x, y, width, height * 0.18, TEAL, r=8)
        c.rect(x + width * 0.08, y + height * 0.06, width * 0.5, height * 0.05, "#ffffff", r=4)
        for row in range(3):
            for column in range(2):
                left, top = x + width * (0.08 + 0.44 * column), y + height * (0.24 + 0.245 * row)
                c.rect(left, top, width * 0.4, height * 0.21, "#ffffff", r=10)
                colour = (VERMILION, TEAL, GOLD, "#5f9e72", "#8a6f94", DEEP)[row * 2 + column]
                c.dot(left + width * 0.2, top + height * 0.08, height * 0.05, colour)
                c.rect(left + width * 0.1, top + height * 0.155, width * 0.2, height * 0.025, "#c5d0d3", r=3)


def pin(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A map pin whose point is at (x, y)."""
    c.oval(x, y, size * 0.22, size * 0.07, INK, 0.25)
    c.poly([(x - size * 0.3, y - size * 0.75), (x + size * 0.3, y - size * 0.75), (x, y)], colour)
    c.dot(x, y - size * 0.85, size * 0.35, colour)
    c.dot(x, y - size * 0.85, size * 0.14, "#ffffff")


def globe(c: Canvas, x: float, y: float, r: float) -> None:
    """A glowing model of a town on a round island, with rings around it."""
    c.glow(x, y, r * 1.5, "#8fe3e0", 0.5)
    c.dot(x, y, r, SEA)
    c.slice(x, y, r, 0, 180, mix("#7fb069", TEAL, 0.25))
    for number, tall in enumerate((0.42, 0.66, 0.5, 0.8, 0.36)):
        left = x + r * (-0.62 + number * 0.25)
        c.rect(left, y - r * tall, r * 0.2, r * tall + 4, (CREAM, TEAL, VERMILION, CREAM, GOLD)[number])
        for row in range(int(tall / 0.16)):
            c.rect(left + r * 0.05, y - r * tall + r * (0.06 + row * 0.16), r * 0.1, r * 0.06, INK, alpha=0.35)
    for tilt, colour in ((0.28, VERMILION), (0.46, GOLD)):
        box = [
            (x + math.cos(math.radians(a)) * r * 1.35, y + r * 0.15 + math.sin(math.radians(a)) * r * tilt)
            for a in range(8, 173, 4)
        ]
        c.line(box, colour, r * 0.028)
        c.dot(*box[8 if tilt < 0.4 else 30], r * 0.07, colour)


def goggles(c: Canvas, x: float, y: float, r: float, turn: float) -> None:
    """A headset over the eyes of a head of radius ``r``."""
    c.rect(x - r * 1.05 - turn * r * 0.2, y - r * 0.2, r * 2.1, r * 0.26, darker(DEEP, 0.3), r=r * 0.1)
    c.rect(x - r * 0.72 + turn * r * 0.42, y - r * 0.42, r * 1.44, r * 0.74, CREAM, r=r * 0.25)
    c.rect(x - r * 0.58 + turn * r * 0.5, y - r * 0.28, r * 1.16, r * 0.46, INK, r=r * 0.2)
    c.rect(x - r * 0.45 + turn * r * 0.5, y - r * 0.2, r * 0.4, r * 0.1, "#7fd6d8", r=r * 0.05)
