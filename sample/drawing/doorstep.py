"""Scenes at the door and in the yard: the ramp, the charging shed, the square."""

from random import Random

from .canvas import Canvas, darker, lighter, mix
from .mood import CREAM, DEEP, GOLD, INK, TEAL, VERMILION, Mood
from .nature import rain, tree
from .outdoors import backdrop
from .people import DARK, GREY, Look, passer_by, standing, wheelchair
from .town import bicycle


def ramp(c: Canvas, mood: Mood, dice: Random) -> None:
    """A doorway with a ramp and a rail, and somebody in a wheelchair on the way up."""
    ground = c.height * 0.8
    backdrop(c, mood, dice, c.height * 0.7, tall=c.height * 0.4)
    wall = mix(mood.wall, CREAM, 0.4)
    c.rect(c.width * 0.55, 0, c.width * 0.45, ground, wall)
    c.rect(c.width * 0.55, 0, 16, ground, darker(wall, 0.1))
    for row in (-0.09, 0.12):
        for column in (0.6, 0.73, 0.86):
            c.rect(c.width * column, c.height * row, c.width * 0.085, c.height * 0.15, lighter(wall, 0.4), r=4)
            c.rect(
                c.width * column + 7,
                c.height * row + 7,
                c.width * 0.085 - 14,
                c.height * 0.15 - 14,
                mix(mood.window, mood.sky, dice.uniform(0, 0.4)),
            )
    c.rect(c.width * 0.66, c.height * 0.33, c.width * 0.3, 22, DEEP, r=6)
    landing = ground - c.height * 0.085
    c.rect(c.width * 0.71, landing - c.height * 0.34, c.width * 0.2, c.height * 0.34, mix(mood.window, INK, 0.25))
    for pane in (0.715, 0.815):
        c.rect(
            c.width * pane,
            landing - c.height * 0.33,
            c.width * 0.09,
            c.height * 0.33,
            mix("#bfe3e6", mood.window, 0.35),
        )
    c.rect(0, ground, c.width, c.height - ground, mood.path)
    c.rect(c.width * 0.64, landing, c.width * 0.36, c.height * 0.085, darker(wall, 0.2))
    c.poly([(c.width * 0.2, ground), (c.width * 0.65, landing), (c.width * 0.65, ground)], darker(wall, 0.14))

    def slope(share: float) -> float:
        return ground - (ground - landing) * share

    for step in range(6):
        share = 0.04 + step * 0.19
        x = c.width * (0.2 + 0.45 * share)
        c.rect(x, slope(share) - c.height * 0.15, 8, c.height * 0.15, "#7d8d95")
    wheelchair(c, c.width * 0.42, slope(0.42), c.height * 0.37, Look(VERMILION, "#3f5566", DARK, "bob"))
    standing(c, c.width * 0.77, landing, c.height * 0.3, Look(TEAL, INK, GREY, "short"), turn=-0.8, arms="up")
    for lift in (0.15, 0.09):
        c.line(
            [(c.width * 0.2, slope(0) - c.height * lift), (c.width * 0.652, landing - c.height * lift)],
            VERMILION if lift > 0.1 else "#7d8d95",
            8,
        )
    c.rect(0, ground + 46, c.width, 26, GOLD)
    for x in range(8, c.width, 34):
        c.rect(x, ground + 50, 20, 18, mix(GOLD, "#8a5a10", 0.25), r=6)
    tree(c, c.width * 0.09, c.height * 0.8, c.height * 0.5, mood)
    rain(c, mood, dice)


def charging(c: Canvas, mood: Mood, dice: Random) -> None:
    """A charging shed for electric bicycles."""
    ground = c.height * 0.74
    backdrop(c, mood, dice, c.height * 0.64, tall=c.height * 0.45)
    c.rect(0, ground - 20, c.width, c.height, mood.path)
    left, right, roof = c.width * 0.08, c.width * 0.92, c.height * 0.32
    c.poly(
        [(left, roof + 40), (right, roof + 40), (right, ground + 10), (left, ground + 10)],
        mix(mood.wall2, "#ffffff", 0.2),
        0.55,
    )
    for share in (0, 0.25, 0.5, 0.75, 1):
        c.rect(left + (right - left) * share - 7, roof, 14, c.height * 0.86 - roof, "#5c6b73")
    c.poly([(left - 50, roof + 40), (right + 50, roof + 40), (right + 10, roof - 20), (left - 10, roof - 20)], TEAL)
    c.rect(left - 50, roof + 38, right - left + 100, 16, DEEP)
    for panel in range(6):
        x = left + 30 + panel * (right - left - 40) / 6
        c.poly([(x, roof + 26), (x + 170, roof + 26), (x + 160, roof - 8), (x + 14, roof - 8)], "#173a56")
        c.line([(x + 86, roof - 8), (x + 86, roof + 26)], "#4d7c9a", 3)
    for stall in range(4):
        x = left + (right - left) * (stall + 0.5) / 4
        c.rect(x - 36, roof + 120, 72, 104, CREAM, r=10)
        c.rect(x - 24, roof + 134, 48, 36, DEEP, r=4)
        c.dot(x, roof + 196, 10, (TEAL, VERMILION, TEAL, "#5f9e72")[stall])
        c.curve((x, roof + 206), (x + 60, ground + 10), (x - 20, ground + 24), INK, 5)
        c.shadow(x, c.height * 0.88, 130, 12, 0.3)
        bicycle(c, x, c.height * 0.88, 270, (VERMILION, "#5d7f9e", GOLD, "#5f9e72")[stall])
    rain(c, mood, dice)


def square(c: Canvas, mood: Mood, dice: Random, *, people: int = 6, stalls: bool = True) -> None:
    """A square with market stalls, bunting and neighbours."""
    ground = c.height * 0.64
    backdrop(c, mood, dice, ground, tall=c.height * 0.5)
    c.rect(0, c.height * 0.69, c.width, c.height * 0.31, mood.path)
    c.curve((0, c.height * 0.24), (c.width * 0.5, c.height * 0.42), (c.width, c.height * 0.22), INK, 3)
    for number in range(1, 24):
        t = number / 24
        x = c.width * t
        y = (1 - t) ** 2 * c.height * 0.24 + 2 * t * (1 - t) * c.height * 0.42 + t * t * c.height * 0.22
        c.poly([(x - 19, y), (x + 19, y), (x, y + 42)], (VERMILION, CREAM, TEAL, GOLD)[number % 4])
    if stalls:
        for number in range(3):
            x, top, width = c.width * (0.06 + number * 0.315), c.height * 0.46, c.width * 0.25
            for post in (0.03, 0.95):
                c.rect(x + width * post, top, 9, c.height * 0.3, "#7a5f4a")
            c.rect(x - 6, c.height * 0.665, width + 12, c.height * 0.1, "#b98a5a", r=4)
            c.rect(x - 12, c.height * 0.655, width + 24, 16, "#d2a673", r=4)
            for good in range(6):
                c.dot(
                    x + 30 + good * (width - 60) / 5,
                    c.height * 0.641,
                    17,
                    dice.choice((VERMILION, GOLD, "#5f9e72", TEAL, "#8a6f94")),
                )
            for stripe in range(8):
                colour = (VERMILION, TEAL, GOLD)[number] if stripe % 2 == 0 else CREAM
                c.rect(x - 20 + stripe * (width + 40) / 8, top - 30, (width + 40) / 8, 56, colour)
                c.slice(x - 20 + (stripe + 0.5) * (width + 40) / 8, top + 26, (width + 40) / 16, 0, 180, colour)
    for number in range(people):
        look = passer_by(dice, old=0.35)
        height = c.height * (0.3 if number % 4 != 2 else 0.21)
        standing(
            c,
            c.width * (0.09 + number * 0.85 / people) + dice.uniform(-12, 12),
            c.height * (0.9 + 0.04 * (number % 2)),
            height,
            look,
            turn=dice.choice((-0.6, 0.6)),
            walk=number % 3 == 0,
            arms=("down", "point", "down", "hold")[number % 4],
        )
    rain(c, mood, dice)
