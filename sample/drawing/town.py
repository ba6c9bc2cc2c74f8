"""Houses and what stands in the street."""

from random import Random

from .canvas import Canvas, darker, lighter, mix
from .mood import CREAM, DEEP, INK, LAMPLIGHT, TEAL, VERMILION, Mood


def block(
    c: Canvas,
    x: float,
    ground: float,
    width: float,
    height: float,
    mood: Mood,
    dice: Random,
    *,
    wall: str | None = None,
    accent: str = VERMILION,
    door: bool = True,
    balconies: bool = True,
) -> None:
    """A block of flats: a shaded side, floors of windows, some of them lit, balconies, a door."""
    wall = wall or mood.wall
    floors = max(2, round(height / 62))
    columns = max(2, round(width / 66))
    c.rect(x, ground - height, width, height, wall)
    c.rect(x + width * 0.86, ground - height, width * 0.14, height, darker(wall, 0.09))
    c.rect(x - 5, ground - height - 8, width + 10, 14, darker(wall, 0.22))
    c.rect(x + width * 0.18, ground - height - 34, width * 0.16, 28, darker(wall, 0.15))
    top, storey, bay = ground - height + 24, (height - 78 if door else height - 30) / floors, width * 0.86 / columns
    for row in range(floors):
        for column in range(columns):
            left, y = x + bay * (column + 0.2), top + storey * row
            lit = dice.random() < mood.lit
            glass = (
                mix(LAMPLIGHT, "#ffb765", dice.uniform(0, 0.5))
                if lit
                else mix(mood.window, mood.sky, dice.uniform(0, 0.35))
            )
            c.rect(left, y, bay * 0.6, storey * 0.56, lighter(wall, 0.25), r=2)
            c.rect(left + 3, y + 3, bay * 0.6 - 6, storey * 0.56 - 6, glass)
            c.rect(left + bay * 0.3 - 1.5, y + 3, 3, storey * 0.56 - 6, lighter(wall, 0.2))
            if balconies and column % 2 == 0:
                c.rect(
                    left - bay * 0.08,
                    y + storey * 0.4,
                    bay * 0.76,
                    storey * 0.22,
                    mix(accent, wall, 0.35 if row % 3 == 1 else 0.78),
                    r=2,
                )
    if door:
        middle = x + width * 0.43
        c.rect(middle - 46, ground - 60, 92, 8, darker(wall, 0.35))
        c.rect(
            middle - 30,
            ground - 52,
            60,
            52,
            mix(LAMPLIGHT, wall, 0.3) if mood.lit > 0.2 else mix(mood.window, INK, 0.15),
        )
        c.rect(middle - 2, ground - 52, 4, 52, darker(wall, 0.3))


def estate(c: Canvas, mood: Mood, dice: Random, ground: float, *, tall: float = 420, gap: float = 36) -> None:
    """A row of blocks of different heights from edge to edge."""
    x = -dice.uniform(20, 120)
    while x < c.width:
        width, height = dice.choice((190, 230, 270)), tall * dice.uniform(0.55, 1)
        wall = mix(dice.choice((mood.wall, mood.wall2)), dice.choice((TEAL, VERMILION, CREAM)), dice.uniform(0, 0.16))
        block(c, x, ground, width, height, mood, dice, wall=wall, accent=dice.choice((VERMILION, TEAL, DEEP)))
        x += width + dice.uniform(gap * 0.6, gap * 1.5)


def lamp(c: Canvas, x: float, ground: float, height: float, mood: Mood, *, smart: bool = False) -> None:
    """A street lamp; a smart one carries a camera, a weather box and a charging point."""
    post = "#3c4a52" if mood.lit < 0.4 else "#5a6d78"
    c.oval(x, ground, height * 0.06, height * 0.014, darker(mood.path, 0.4), 0.5)
    c.rect(x - height * 0.011, ground - height, height * 0.022, height, post)
    c.rect(x - height * 0.026, ground - height * 0.1, height * 0.052, height * 0.1, darker(post), r=3)
    c.curve(
        (x, ground - height + 3),
        (x + height * 0.02, ground - height * 1.07),
        (x + height * 0.19, ground - height * 1.05),
        post,
        height * 0.016,
    )
    c.rect(x + height * 0.12, ground - height * 1.055, height * 0.14, height * 0.024, darker(post), r=4)
    if mood.lit > 0.2:
        c.poly(
            [
                (x + height * 0.13, ground - height * 1.03),
                (x + height * 0.25, ground - height * 1.03),
                (x + height * 0.5, ground),
                (x - height * 0.1, ground),
            ],
            LAMPLIGHT,
            0.13,
        )
        c.rect(x + height * 0.13, ground - height * 1.034, height * 0.12, height * 0.012, LAMPLIGHT)
        c.glow(x + height * 0.19, ground - height * 1.03, height * 0.13, LAMPLIGHT, 0.65)
    if smart:
        c.rect(x - height * 0.062, ground - height * 0.8, height * 0.052, height * 0.1, CREAM, r=5)
        for slat in range(4):
            c.rect(
                x - height * 0.057, ground - height * (0.785 - slat * 0.022), height * 0.042, height * 0.006, "#b9c4c8"
            )
        c.rect(x + height * 0.01, ground - height * 0.74, height * 0.04, height * 0.012, post)
        c.rect(x + height * 0.04, ground - height * 0.755, height * 0.07, height * 0.036, CREAM, r=6)
        c.dot(x + height * 0.106, ground - height * 0.737, height * 0.014, INK)
        c.rect(x - height * 0.045, ground - height * 0.55, height * 0.09, height * 0.2, DEEP, r=6)
        c.rect(x - height * 0.038, ground - height * 0.543, height * 0.076, height * 0.14, "#7fd0d4", r=3)
        c.ring(x, ground - height * 0.475, height * 0.02, "#ffffff", height * 0.006)
        c.rect(x - height * 0.012, ground - height * 0.39, height * 0.024, height * 0.024, VERMILION, r=4)


def signals(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """Three arcs of radio above a point."""
    for step in (1, 2, 3):
        c.ring(x, y, size * step / 3, mix(colour, "#ffffff", 0.18 * (step - 1)), size * 0.05, start=220, end=320)


def bench(c: Canvas, x: float, ground: float, width: float, wood: str = "#b98a5a") -> None:
    c.shadow(x + width / 2, ground, width * 0.55, 8, 0.25)
    for leg in (0.1, 0.86):
        c.rect(x + width * leg, ground - width * 0.22, width * 0.05, width * 0.22, INK)
        c.rect(x + width * leg, ground - width * 0.46, width * 0.035, width * 0.28, INK)
    for y in (0.46, 0.37):
        c.rect(x, ground - width * y, width, width * 0.06, wood, r=4)
    c.rect(x - width * 0.02, ground - width * 0.24, width * 1.04, width * 0.06, lighter(wood, 0.12), r=4)


def bicycle(c: Canvas, x: float, ground: float, size: float, frame: str) -> None:
    """An electric bicycle with a basket, seen from the side."""
    r = size * 0.2
    left, right, axle = x - size * 0.34, x + size * 0.34, ground - r
    for wheel in (left, right):
        c.ring(wheel, axle, r, INK, size * 0.035)
        c.dot(wheel, axle, size * 0.03, "#8b989e")
    c.line(
        [
            (left, axle),
            (x - size * 0.02, axle + 2),
            (x + size * 0.2, axle - size * 0.24),
            (x - size * 0.12, axle - size * 0.22),
            (left, axle),
        ],
        frame,
        size * 0.04,
    )
    c.line([(x - size * 0.02, axle), (x - size * 0.15, axle - size * 0.34)], frame, size * 0.04)
    c.rect(x - size * 0.27, axle - size * 0.38, size * 0.22, size * 0.055, INK, r=size * 0.025)
    c.rect(x - size * 0.16, axle - size * 0.2, size * 0.1, size * 0.2, darker(frame, 0.3), r=size * 0.02)
    c.line(
        [(right, axle), (x + size * 0.22, axle - size * 0.42), (x + size * 0.13, axle - size * 0.46)],
        frame,
        size * 0.035,
    )
    c.poly(
        [
            (x + size * 0.25, axle - size * 0.38),
            (x + size * 0.44, axle - size * 0.38),
            (x + size * 0.41, axle - size * 0.22),
            (x + size * 0.28, axle - size * 0.22),
        ],
        "#8b7a62",
    )
