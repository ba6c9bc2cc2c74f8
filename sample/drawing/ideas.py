"""Scenes that explain rather than show: networks, models, cutaways, charts, things on a plain ground."""

import math
from itertools import pairwise
from random import Random

from .canvas import Canvas, darker, lighter, mix
from .devices import bars, donut, panel, text_lines, trend
from .mood import CREAM, DEEP, GOLD, INK, LAMPLIGHT, TEAL, VERMILION, Mood
from .nature import sky, skyline
from .town import block


def cuboid(
    c: Canvas, x: float, y: float, width: float, height: float, colour: str, *, wire: bool = False, windows: bool = True
) -> None:
    """A box seen from above its corner; (x, y) is the front corner of its foot."""
    rise = width * 0.5
    left = [(x, y), (x - width, y - rise), (x - width, y - rise - height), (x, y - height)]
    right = [(x, y), (x + width, y - rise), (x + width, y - rise - height), (x, y - height)]
    top = [(x, y - height), (x - width, y - rise - height), (x, y - 2 * rise - height), (x + width, y - rise - height)]
    if wire:
        for face in (left, right, top):
            c.poly(face, colour, 0.12)
            c.line([*face, face[0]], colour, 3)
        for level in range(1, max(2, int(height / 44))):
            lift = height * level / max(2, int(height / 44))
            c.line(
                [(x - width, y - rise - lift), (x, y - lift), (x + width, y - rise - lift)],
                mix(colour, DEEP, 0.35),
                1.6,
            )
        return
    c.poly(left, darker(colour, 0.22))
    c.poly(right, darker(colour, 0.06))
    c.poly(top, lighter(colour, 0.3))
    if windows:
        for row in range(int(height / 40)):
            for column in (0.16, 0.42, 0.68):
                for side, tone in ((-1, 0.4), (1, 0.1)):
                    base = y - height + 18 + row * 40
                    near, far = x + side * width * column, x + side * width * (column + 0.16)
                    y1, y2 = base - rise * column, base - rise * (column + 0.16)
                    c.poly([(near, y1), (far, y2), (far, y2 + 20), (near, y1 + 20)], mix("#bfe6e6", INK, tone + 0.15))


def twin(c: Canvas, mood: Mood, dice: Random, *, accent: str = VERMILION) -> None:
    """A quarter in solid blocks that turns into its own wire model halfway across."""
    night = mood.lit > 0.4
    top, bottom = ("#0b2636", "#16485a") if night else ("#e9f1ee", "#cfe3e2")
    c.gradient(top, bottom)
    edge = "#7fd6d8" if night else TEAL
    middle, base, half = c.width / 2, c.height * 0.95, min(c.width * 0.44, c.height * 0.76)
    slab = [(middle, base), (middle - half, base - half / 2), (middle, base - half), (middle + half, base - half / 2)]
    c.shadow(middle, base - half * 0.42, half * 1.02, half * 0.5, 0.3)
    c.poly([(x, y + 26) for x, y in slab], darker(mix(DEEP, bottom, 0.2), 0.2))
    c.poly(slab, mix(TEAL, bottom, 0.55))
    cell = half / 6
    for step in range(1, 6):
        k = step / 6
        c.line(
            [(middle - half * k, base - half / 2 * k), (middle + half * (1 - k), base - half / 2 * (1 + k))],
            mix(edge, bottom, 0.5),
            2,
        )
        c.line(
            [(middle + half * k, base - half / 2 * k), (middle - half * (1 - k), base - half / 2 * (1 + k))],
            mix(edge, bottom, 0.5),
            2,
        )
    walls = (CREAM, mix(TEAL, CREAM, 0.4), CREAM, mix(accent, CREAM, 0.2), mix(GOLD, CREAM, 0.3))
    for total in range(10, -1, -1):
        for i in range(6):
            j = total - i
            if not 0 <= j < 6 or dice.random() < 0.3:
                continue
            x, y = middle + (i - j) * cell, base - (i + j) * cell / 2 - cell * 0.14
            wire = x > middle + cell * 0.4
            if dice.random() < 0.2:
                for _ in range(2):
                    tx, ty = x + dice.uniform(-20, 20), y - cell * 0.35 + dice.uniform(-8, 8)
                    c.dot(tx, ty - 18, cell * 0.22, edge if wire else "#6aa878", 0.35 if wire else 1)
                continue
            cuboid(c, x, y, cell * 0.74, cell * dice.uniform(0.6, 1.9), edge if wire else dice.choice(walls), wire=wire)
    c.poly(
        [(middle + 2, base - half * 1.22), (middle + 10, base - half * 1.22), (middle + 10, base), (middle + 2, base)],
        accent,
        0.75,
    )
    c.dot(middle + 6, base - half * 1.22, 16, accent)


def network(c: Canvas, mood: Mood, dice: Random) -> None:
    """A town after dark with lines of light between its roofs."""
    ground = c.height * 0.94
    sky(c, mood, dice, horizon=1.0, sun=(0.85, 0.14))
    skyline(c, mood, dice, c.height * 0.86, tall=c.height * 0.5)
    roofs = []
    x = -40.0
    while x < c.width:
        width, height = dice.choice((170, 200, 230)), c.height * dice.uniform(0.24, 0.5)
        block(c, x, ground, width, height, mood, dice, wall=mix(mood.wall, mood.wall2, dice.random()), balconies=False)
        roofs.append((x + width * 0.5, ground - height - 44))
        x += width + dice.uniform(16, 40)
    c.rect(0, ground, c.width, c.height, darker(mood.ground, 0.2))
    light = "#8fe3e0"
    hubs = [(c.width * s, c.height * y) for s, y in ((0.22, 0.2), (0.5, 0.12), (0.76, 0.24))]
    for roof in roofs:
        hub = min(hubs, key=lambda h: abs(h[0] - roof[0]))
        c.line([roof, hub], mix(light, mood.sky, 0.45), 2)
    for first, second in pairwise(roofs):
        c.curve(
            first, ((first[0] + second[0]) / 2, min(first[1], second[1]) - 110), second, mix(light, mood.sky, 0.25), 2.6
        )
    c.line(hubs, GOLD, 3)
    for spot in roofs:
        c.glow(*spot, 30, light, 0.5)
        c.dot(*spot, 9, light)
    for spot in hubs:
        c.glow(*spot, 60, GOLD, 0.55)
        c.dot(*spot, 17, GOLD)
        c.ring(*spot, 30, LAMPLIGHT, 3)


def headset(c: Canvas, mood: Mood, dice: Random, *, ground: str = TEAL) -> None:
    """A headset and its two hand controllers on a plain ground."""
    c.gradient(lighter(ground, 0.62), lighter(ground, 0.3))
    x, y, s = c.width * 0.5, c.height * 0.45, c.height * 0.52
    c.dot(x, y, s * 0.8, "#ffffff", 0.22)
    c.dot(x, y, s * 0.62, "#ffffff", 0.22)
    for angle in range(0, 360, 30):
        far = s * (0.92 + 0.05 * (angle % 60 == 0))
        c.dot(
            x + math.cos(math.radians(angle)) * far * 1.22,
            y + math.sin(math.radians(angle)) * far * 0.8,
            8 + angle % 60 / 6,
            (VERMILION, GOLD, "#ffffff", DEEP)[angle // 30 % 4],
        )
    c.shadow(x, y + s * 0.72, s * 0.85, s * 0.07, 0.35)
    c.curve((x - s * 0.72, y - s * 0.02), (x, y - s * 1.08), (x + s * 0.72, y - s * 0.02), darker(DEEP, 0.1), s * 0.1)
    c.curve(
        (x - s * 0.72, y - s * 0.02), (x, y - s * 1.08), (x + s * 0.72, y - s * 0.02), lighter(DEEP, 0.12), s * 0.03
    )
    c.rect(x - s * 0.86, y - s * 0.16, s * 0.3, s * 0.34, darker(DEEP, 0.2), r=s * 0.1)
    c.rect(x + s * 0.56, y - s * 0.16, s * 0.3, s * 0.34, darker(DEEP, 0.2), r=s * 0.1)
    c.card_shadow(x - s * 0.72, y - s * 0.3, s * 1.44, s * 0.66, alpha=0.3)
    c.rect(x - s * 0.72, y - s * 0.32, s * 1.44, s * 0.68, CREAM, r=s * 0.22)
    c.poly([(x - s * 0.17, y + s * 0.37), (x, y + s * 0.16), (x + s * 0.17, y + s * 0.37)], darker(CREAM, 0.12))
    c.rect(x - s * 0.62, y - s * 0.23, s * 1.24, s * 0.46, INK, r=s * 0.17)
    c.rect(x - s * 0.58, y - s * 0.19, s * 1.16, s * 0.38, "#173a4c", r=s * 0.14)
    for number in range(9):
        tall = s * (0.08 + 0.2 * abs(math.sin(number * 1.9)))
        c.rect(
            x - s * 0.47 + number * s * 0.105,
            y + s * 0.19 - tall,
            s * 0.085,
            tall,
            ("#2b7f8f", "#8fe3e0", GOLD)[number % 3],
            r=3,
        )
    c.poly(
        [
            (x - s * 0.5, y - s * 0.18),
            (x - s * 0.32, y - s * 0.18),
            (x - s * 0.44, y + s * 0.06),
            (x - s * 0.56, y + s * 0.06),
        ],
        "#ffffff",
        0.16,
    )
    for side in (-1, 1):
        hx, hy = x + side * s * 1.2, y + s * 0.45
        c.shadow(hx, hy + s * 0.3, s * 0.18, s * 0.04, 0.3)
        c.ring(hx, hy - s * 0.16, s * 0.17, CREAM, s * 0.045)
        c.line([(hx, hy - s * 0.02), (hx - side * s * 0.05, hy + s * 0.24)], CREAM, s * 0.12)
        c.dot(hx, hy, s * 0.035, VERMILION)
        c.dot(hx - side * s * 0.02, hy + s * 0.1, s * 0.025, TEAL)


def infographic(c: Canvas, mood: Mood, dice: Random, *, ground: str = TEAL) -> None:
    """Three sheets with charts on a desk of one colour."""
    c.gradient(lighter(ground, 0.35), ground)
    c.dot(c.width * 0.9, c.height * 0.1, c.height * 0.4, "#ffffff", 0.06)
    c.dot(c.width * 0.04, c.height * 0.98, c.height * 0.46, "#ffffff", 0.06)
    w, h = c.width, c.height
    for x, y, width, height in ((0.07, 0.14, 0.5, 0.72), (0.61, 0.1, 0.32, 0.4), (0.61, 0.55, 0.32, 0.36)):
        c.card_shadow(w * x, h * y, w * width, h * height)
        c.rect(w * x, h * y, w * width, h * height, "#ffffff", r=22)
    c.rect(w * 0.1, h * 0.2, w * 0.2, h * 0.03, INK, r=8)
    c.rect(w * 0.1, h * 0.25, w * 0.13, h * 0.02, "#c5d0d3", r=6)
    for level in range(4):
        c.rect(w * 0.1, h * (0.36 + level * 0.11), w * 0.44, 2, "#e3e9eb")
    bars(c, w * 0.1, h * 0.32, w * 0.44, h * 0.46, dice, count=dice.choice((6, 7, 8)))
    trend(c, w * 0.635, h * 0.2, w * 0.27, h * 0.25, dice, VERMILION)
    c.rect(w * 0.635, h * 0.145, w * 0.1, h * 0.022, INK, r=6)
    first = dice.uniform(0.4, 0.55)
    donut(c, w * 0.7, h * 0.73, h * 0.125, ((first, TEAL), (0.7 - first, GOLD), (0.3, VERMILION)))
    for number, colour in enumerate((TEAL, GOLD, VERMILION)):
        c.dot(w * 0.81, h * (0.66 + number * 0.07), 11, colour)
        c.rect(w * 0.825, h * (0.652 + number * 0.07), w * (0.08 - number * 0.012), h * 0.02, "#c5d0d3", r=6)


def phone(c: Canvas, mood: Mood, dice: Random, *, shows: str = "map", ground: str = VERMILION) -> None:
    """A telephone with an application, and cards beside it."""
    c.gradient(lighter(ground, 0.72), lighter(ground, 0.46))
    x, y, width = c.width * 0.5, c.height * 0.5, min(c.height * 0.42, c.width * 0.56)
    height = width * 1.98
    c.dot(x, y, height * 0.56, "#ffffff", 0.25)
    if c.width > c.height:
        for side, top, colour in ((-1, 0.2, TEAL), (-1, 0.56, GOLD), (1, 0.3, VERMILION), (1, 0.64, TEAL)):
            left = x + side * width * 1.14 - width * 0.42
            c.card_shadow(left, c.height * top, width * 0.84, c.height * 0.2, alpha=0.18)
            c.rect(left, c.height * top, width * 0.84, c.height * 0.2, "#ffffff", r=22)
            c.dot(left + width * 0.18, c.height * (top + 0.1), width * 0.1, colour)
            text_lines(c, left + width * 0.35, c.height * (top + 0.06), width * 0.4, 3, c.height * 0.036, "#cfd8db")
    c.card_shadow(x - width / 2, y - height / 2, width, height, alpha=0.38)
    c.rect(x - width / 2, y - height / 2, width, height, INK, r=width * 0.13)
    inner = width * 0.035
    left, top, w, h = x - width / 2 + inner, y - height / 2 + inner, width - 2 * inner, height - 2 * inner
    c.rect(left, top, w, h, "#f4f8f7", r=width * 0.1)
    c.rect(x - width * 0.14, top + 10, width * 0.28, width * 0.055, INK, r=width * 0.03)
    c.rect(left + w * 0.08, top + h * 0.085, w * 0.42, h * 0.022, INK, r=6)
    c.dot(left + w * 0.87, top + h * 0.095, w * 0.05, VERMILION)
    panel(c, left + w * 0.06, top + h * 0.14, w * 0.88, h * 0.4, mood, dice, kind=shows)
    for row in range(3):
        line = top + h * (0.58 + row * 0.115)
        c.rect(left + w * 0.06, line, w * 0.88, h * 0.095, "#ffffff", r=14)
        c.rect(left + w * 0.1, line + h * 0.017, h * 0.06, h * 0.06, (TEAL, GOLD, VERMILION)[row], r=10)
        text_lines(c, left + w * 0.28, line + h * 0.022, w * 0.5, 2, h * 0.033, "#cfd8db")
    c.rect(x - w * 0.16, top + h * 0.965, w * 0.32, 7, "#b9c4c8", r=4)
