"""Scenes cut open or seen straight on: what lies under the street, the wall of screens, the wall of lockers."""

from random import Random

from .canvas import Canvas, darker, lighter, mix
from .devices import panel
from .mood import CREAM, DEEP, GOLD, INK, LAMPLIGHT, TEAL, VERMILION, Mood
from .nature import pot_plant, rain, tree
from .outdoors import backdrop
from .people import BROWN, DARK, GREY, WHITE, Look, from_behind, passer_by, seated, standing
from .town import signals


def pipes(c: Canvas, mood: Mood, dice: Random) -> None:
    """The ground cut open: pipes with sensors that report to the street."""
    surface = c.height * 0.46
    backdrop(c, mood, dice, c.height * 0.42, tall=c.height * 0.3)
    for share in (0.09, 0.66, 0.9):
        tree(c, c.width * share, surface, c.height * 0.26, mood, tone=dice.random())
    standing(c, c.width * 0.33, surface, c.height * 0.24, Look(GOLD, INK, DARK, "cap"), turn=0.7, arms="hold")
    c.rect(0, surface, c.width, c.height * 0.045, darker(mood.path, 0.15))
    soil = "#8d6b50"
    c.gradient(soil, darker(soil, 0.4), surface + c.height * 0.045)
    for _ in range(110):
        x, y = dice.uniform(0, c.width), dice.uniform(surface + 60, c.height)
        c.oval(
            x, y, dice.uniform(5, 18), dice.uniform(4, 11), dice.choice((lighter(soil, 0.14), darker(soil, 0.22))), 0.65
        )
    for y, thick, colour in ((0.64, 54, "#5d7f9e"), (0.83, 84, "#7d8d95")):
        top = c.height * y
        c.rect(0, top, c.width, thick, colour)
        c.rect(0, top + thick * 0.14, c.width, thick * 0.16, lighter(colour, 0.35))
        c.rect(0, top + thick * 0.78, c.width, thick * 0.22, darker(colour, 0.25))
        for x in range(120, c.width, 330):
            c.rect(x, top - 9, 34, thick + 18, darker(colour, 0.22), r=5)
    shaft = c.width * 0.45
    c.rect(shaft, surface, 120, c.height * 0.19, darker(soil, 0.6))
    for rung in range(5):
        c.rect(shaft + 34, surface + 34 + rung * 28, 52, 7, "#b9c4c8", r=3)
    c.rect(shaft - 22, surface - 12, 164, 22, INK, r=8)
    for share, y, colour in (
        (0.2, 0.64, TEAL),
        (0.74, 0.64, VERMILION),
        (0.31, 0.83, TEAL),
        (0.62, 0.83, TEAL),
        (0.86, 0.83, GOLD),
    ):
        x, top = c.width * share, c.height * y
        c.glow(x, top - 24, 70, colour, 0.5)
        c.rect(x - 34, top - 48, 68, 56, CREAM, r=12)
        c.dot(x, top - 20, 13, colour)
        signals(c, x, top - 52, 62, lighter(colour, 0.3))
    rain(c, mood, dice)


def control_room(c: Canvas, mood: Mood, dice: Random, *, people: int = 3) -> None:
    """Two or three people before a wall of screens."""
    c.gradient("#0e2a38", "#1b4654")
    w, h = c.width, c.height
    c.glow(w / 2, h * 0.32, w * 0.4, "#6fc3cc", 0.25)
    for number, (x, y, width, height) in enumerate(
        (
            (0.05, 0.08, 0.2, 0.24),
            (0.05, 0.35, 0.2, 0.24),
            (0.27, 0.08, 0.46, 0.51),
            (0.75, 0.08, 0.2, 0.24),
            (0.75, 0.35, 0.2, 0.24),
        )
    ):
        c.rect(w * x - 7, h * y - 7, w * width + 14, h * height + 14, "#081a24", r=8)
        panel(
            c,
            w * x,
            h * y,
            w * width,
            h * height,
            mood,
            dice,
            kind=("chart", "towers", "map", "towers", "chart")[number],
        )
    c.rect(0, h * 0.76, w, h * 0.24, "#0b212c")
    c.rect(w * 0.04, h * 0.74, w * 0.92, h * 0.035, "#3b6573", r=8)
    c.rect(w * 0.06, h * 0.775, w * 0.88, h * 0.14, "#20424f")
    for number in range(people):
        x = w * (0.5 + (number - (people - 1) / 2) * 0.27)
        for side in (-1, 1):
            c.rect(x + side * 92 - 76, h * 0.645, 152, h * 0.088, "#081a24", r=6)
            c.rect(x + side * 92 - 69, h * 0.653, 138, h * 0.074, mix(TEAL, "#8fe3e0", 0.4))
            c.rect(x + side * 92 - 8, h * 0.73, 16, 14, "#081a24")
        look = (Look(TEAL, INK, DARK, "short"), Look(VERMILION, INK, DARK, "bun"), Look(GOLD, INK, BROWN, "bob"))[
            number % 3
        ]
        from_behind(c, x, h * 0.97, h * 0.23, look)
        c.rect(x - h * 0.145, h * 0.895, h * 0.29, h * 0.2, "#0a1c25", r=26)


def lockers(c: Canvas, mood: Mood, dice: Random) -> None:
    """A wall of parcel lockers at the gate, one of them open."""
    backdrop(c, mood, dice, c.height * 0.66, tall=c.height * 0.5)
    c.rect(0, c.height * 0.76, c.width, c.height * 0.24, mood.path)
    left, top, width, height = c.width * 0.2, c.height * 0.2, c.width * 0.6, c.height * 0.64
    c.shadow(c.width / 2, top + height, width * 0.54, 20, 0.35)
    c.rect(left - 30, top - 34, width + 60, 44, VERMILION, r=12)
    c.rect(left, top, width, height, DEEP, r=8)
    columns, rows = 8, 5
    for row in range(rows):
        for column in range(columns):
            x, y = left + 16 + column * (width - 32) / columns, top + 20 + row * (height - 36) / rows
            w, h = (width - 32) / columns - 10, (height - 36) / rows - 10
            if column in (3, 4) and row in (1, 2):
                continue
            if (column, row) == (5, 2):
                c.rect(x, y, w, h, "#0a2a35", r=6)
                c.rect(x + w * 0.2, y + h * 0.36, w * 0.6, h * 0.58, "#c89a68", r=4)
                c.rect(x + w * 0.46, y + h * 0.36, w * 0.09, h * 0.58, CREAM)
                continue
            c.rect(x, y, w, h, mix(TEAL, "#ffffff", 0.16 + 0.07 * ((row + column) % 2)), r=6)
            c.rect(x + w * 0.8, y + h * 0.42, w * 0.07, h * 0.18, DEEP, r=3)
    x, y = left + 16 + 3 * (width - 32) / columns, top + 20 + (height - 36) / rows
    panel(c, x, y, 2 * (width - 32) / columns - 10, 2 * (height - 36) / rows - 10, mood, dice, kind="menu")
    standing(
        c, c.width * 0.71, c.height * 0.93, c.height * 0.5, Look(GOLD, "#3f5566", DARK, "bob"), turn=-0.8, arms="point"
    )
    standing(
        c, c.width * 0.12, c.height * 0.93, c.height * 0.48, Look("#5d7f9e", INK, WHITE, "cap"), turn=0.7, walk=True
    )
    tree(c, c.width * 0.93, c.height * 0.8, c.height * 0.5, mood)
    rain(c, mood, dice)


def canteen(c: Canvas, mood: Mood, dice: Random, *, people: int = 4) -> None:
    """Neighbours at lunch under hanging lamps."""
    c.gradient("#f3e6d2", "#f8efe0", 0, c.height * 0.72)
    c.gradient("#c9a57d", "#a9855f", c.height * 0.72)
    for x in range(0, c.width, 80):
        c.rect(x, c.height * 0.46, 76, c.height * 0.26, mix(TEAL, CREAM, 0.62 if x % 160 else 0.7))
    c.rect(0, c.height * 0.45, c.width, 10, TEAL)
    c.rect(c.width * 0.3, c.height * 0.14, c.width * 0.4, c.height * 0.26, "#6d4f38", r=8)
    c.rect(c.width * 0.31, c.height * 0.155, c.width * 0.38, c.height * 0.23, "#2f4a45")
    for column in range(3):
        x = c.width * (0.335 + column * 0.12)
        c.oval(x + 60, c.height * 0.235, 44, 24, CREAM)
        c.oval(x + 60, c.height * 0.23, 30, 14, (VERMILION, "#7fb069", GOLD)[column])
        for line in (0.31, 0.345):
            c.rect(x + 14, c.height * line, 92 if line < 0.32 else 60, 9, "#b9c9c2", r=4)
    for number in range(4):
        x = c.width * (0.14 + number * 0.24)
        c.rect(x - 2, 0, 4, c.height * 0.09, INK)
        c.glow(x, c.height * 0.15, 110, LAMPLIGHT, 0.5)
        c.slice(x, c.height * 0.15, 54, 180, 360, (VERMILION, TEAL)[number % 2])
        c.slice(x, c.height * 0.15, 18, 0, 180, LAMPLIGHT)
    table = c.height * 0.74
    for number in range(people):
        look = passer_by(dice, old=0.75)
        if look.style == "short" and number % 2:
            look = Look(look.coat, look.trousers, GREY, "bun")
        seated(c, c.width * (0.15 + number * 0.7 / (people - 1)), table + c.height * 0.05, c.height * 0.62, look)
    for leg in (0.07, 0.91):
        c.rect(c.width * leg, table, 30, c.height * 0.24, "#8a6a4a")
    c.rect(c.width * 0.03, table, c.width * 0.94, 40, "#d2a673", r=12)
    c.rect(c.width * 0.03, table + 28, c.width * 0.94, 14, "#b0814f", r=6)
    for number in range(people):
        x = c.width * (0.15 + number * 0.7 / (people - 1))
        c.slice(x, table - 26, 50, 0, 180, CREAM)
        c.oval(x, table - 26, 50, 11, darker(CREAM, 0.1))
        c.oval(x, table - 27, 40, 8, (GOLD, VERMILION, "#7fb069")[number % 3])
        for puff in (-16, 14):
            c.curve((x + puff, table - 46), (x + puff + 16, table - 66), (x + puff, table - 88), "#ffffff", 5)
    pot_plant(c, c.width * 0.955, c.height * 0.72, c.height * 0.3, VERMILION, "#3f7f62")
    pot_plant(c, c.width * 0.045, c.height * 0.72, c.height * 0.3, DEEP, "#5f9e72")
