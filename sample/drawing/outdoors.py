"""Scenes under the open sky."""

from random import Random

from .canvas import Canvas, darker, lighter, mix
from .mood import CREAM, DEEP, GOLD, INK, LAMPLIGHT, TEAL, VERMILION, Mood
from .nature import bush, poplar, rain, sky, skyline, sprout, tree
from .people import BROWN, DARK, GREY, Look, passer_by, standing
from .town import bench, estate, lamp, signals


def backdrop(c: Canvas, mood: Mood, dice: Random, ground: float, *, tall: float = 300) -> None:
    """Sky, a far skyline, a row of blocks, a hedge: what most scenes of the street begin with."""
    sky(c, mood, dice, horizon=ground / c.height)
    skyline(c, mood, dice, ground, tall=tall * 1.15)
    estate(c, mood, dice, ground, tall=tall)
    c.rect(0, ground - 6, c.width, c.height - ground + 6, mood.ground)
    for x in range(-20, c.width + 60, 64):
        bush(c, x + dice.uniform(-14, 14), ground + 6, dice.uniform(30, 46), mood)


def blocks(c: Canvas, mood: Mood, dice: Random, *, people: int = 3) -> None:
    """A housing estate seen across its lawn, with a path that leads in."""
    ground = c.height * 0.7
    backdrop(c, mood, dice, ground, tall=c.height * 0.5)
    middle = c.width * dice.uniform(0.42, 0.58)
    c.poly(
        [
            (middle - 34, ground + 8),
            (middle + 34, ground + 8),
            (middle + c.width * 0.2, c.height),
            (middle - c.width * 0.16, c.height),
        ],
        mood.path,
    )
    for share in (0.06, 0.2, 0.8, 0.94):
        tree(
            c,
            c.width * share,
            c.height * dice.uniform(0.77, 0.82),
            c.height * dice.uniform(0.3, 0.4),
            mood,
            tone=dice.random(),
        )
    lamp(c, c.width * 0.31, c.height * 0.82, c.height * 0.34, mood)
    for number in range(people):
        x = middle + (number - people / 2 + 0.5) * 105 + dice.uniform(-8, 8)
        standing(
            c,
            x,
            c.height * (0.86 + 0.035 * (number % 2)),
            c.height * 0.17,
            passer_by(dice),
            walk=True,
            turn=dice.choice((-0.7, 0.7)),
        )
    for x in (c.width * 0.02, c.width * 0.98):
        bush(c, x, c.height + 6, c.height * 0.12, mood)
    rain(c, mood, dice)


def garden(c: Canvas, mood: Mood, dice: Random, *, sensors: bool = True, people: int = 2) -> None:
    """Raised beds on a roof or in a yard, with people tending them."""
    ground = c.height * 0.56
    backdrop(c, mood, dice, ground, tall=c.height * 0.4)
    c.rect(0, c.height * 0.62, c.width, c.height * 0.4, mood.path)
    looks = [Look(VERMILION, "#4f6470", GREY, "bun"), Look(TEAL, INK, DARK, "cap"), Look(GOLD, "#5a4f4a", BROWN, "bob")]
    for number in range(people):
        standing(
            c,
            c.width * (0.36 + number * 0.48),
            c.height * 0.76,
            c.height * 0.34,
            looks[number % 3],
            arms="hold",
            turn=0.5 if number % 2 else -0.5,
        )
    for row, (y, size) in enumerate(((0.74, 1.0), (0.93, 1.25))):
        beds = 4 - row
        width = c.width / (beds + 0.15)
        for number in range(beds):
            left = width * (number + 0.12) - (0 if row else 20)
            top, tall = c.height * y, 74 * size
            leaf = dice.choice(("#5f9e72", "#7fb069", "#3f7f62"))
            fruit = dice.choice((VERMILION, GOLD, None))
            plants = 5 if row else 4
            for plant in range(plants):
                sprout(
                    c, left + width * 0.86 * (plant + 0.5) / plants, top + 6, dice.uniform(64, 92) * size, leaf, fruit
                )
            c.card_shadow(left, top, width * 0.86, tall, alpha=0.2, blur=14)
            c.rect(left, top, width * 0.86, tall, "#a9825c", r=6)
            c.rect(left, top, width * 0.86, 12 * size, "#5b4334", r=6)
            c.rect(left, top + tall * 0.52, width * 0.86, 4, darker("#a9825c", 0.18))
            if sensors and number % 2 == row:
                post = left + width * 0.72
                c.rect(post - 4, top - 96 * size, 8, 104 * size, "#56656d")
                c.rect(post - 22, top - 116 * size, 44, 34, CREAM, r=8)
                c.dot(post, top - 99 * size, 7, TEAL)
                signals(c, post, top - 120 * size, 56, TEAL)
    rain(c, mood, dice)


def street(c: Canvas, mood: Mood, dice: Random, *, people: int = 3) -> None:
    """A street with a smart lamp that sends what it measures."""
    ground = c.height * 0.68
    backdrop(c, mood, dice, ground, tall=c.height * 0.46)
    c.rect(0, c.height * 0.76, c.width, c.height * 0.24, mood.path)
    c.rect(0, c.height * 0.9, c.width, c.height * 0.1, darker(mood.path, 0.38))
    c.rect(0, c.height * 0.895, c.width, 8, lighter(mood.path, 0.3))
    for x in range(40, c.width, 220):
        c.rect(x, c.height * 0.948, 110, 8, lighter(mood.path, 0.35), r=4)
    for share in (0.08, 0.52, 0.9):
        tree(c, c.width * share, c.height * 0.79, c.height * dice.uniform(0.32, 0.4), mood, tone=dice.random())
    if c.width > 1200:
        bench(c, c.width * 0.62, c.height * 0.84, 220)
    for number in range(people):
        x = c.width * (0.46 - number * 0.085) if number else c.width * 0.56
        standing(
            c,
            x,
            c.height * (0.85 + 0.015 * number),
            c.height * 0.21,
            passer_by(dice),
            walk=True,
            turn=dice.choice((-0.7, 0.7)),
        )
    post = c.width * 0.22
    lamp(c, post, c.height * 0.86, c.height * 0.66, mood, smart=True)
    signals(c, post, c.height * 0.15, c.height * 0.11, VERMILION if mood.lit < 0.4 else LAMPLIGHT)
    rain(c, mood, dice)


def park(c: Canvas, mood: Mood, dice: Random, *, people: int = 3) -> None:
    """A park with water, a path and people on it."""
    ground = c.height * 0.54
    sky(c, mood, dice, horizon=0.58, sun=(0.74, 0.2))
    skyline(c, mood, dice, ground + 20, tall=c.height * 0.25)
    c.wave(ground, 16, 190, mix(mood.leaf2, mood.far, 0.5), shift=dice.uniform(0, 900))
    for number in range(9):
        poplar(
            c,
            c.width * (number + 0.3) / 9 + dice.uniform(-30, 30),
            ground + 26,
            c.height * dice.uniform(0.16, 0.26),
            mood,
        )
    c.wave(c.height * 0.59, 12, 260, mood.ground, shift=dice.uniform(0, 900))
    water = mix(mood.sky, TEAL, 0.3)
    c.oval(c.width * 0.66, c.height * 0.7, c.width * 0.27, c.height * 0.085, lighter(mood.ground, 0.3))
    c.oval(c.width * 0.66, c.height * 0.7, c.width * 0.26, c.height * 0.075, water)
    for share, y in ((0.55, 0.685), (0.7, 0.72), (0.78, 0.68)):
        c.rect(c.width * share, c.height * y, 90, 5, lighter(water, 0.4), r=3)
    c.poly(
        [(0, c.height * 0.84), (c.width, c.height * 0.8), (c.width, c.height * 0.92), (0, c.height * 0.97)], mood.path
    )
    tree(c, c.width * 0.1, c.height * 0.83, c.height * 0.58, mood, tone=0.2)
    tree(c, c.width * 0.27, c.height * 0.76, c.height * 0.36, mood, tone=0.8)
    tree(c, c.width * 0.95, c.height * 0.81, c.height * 0.46, mood, tone=0.5)
    bench(c, c.width * 0.35, c.height * 0.83, 210)
    for number in range(people):
        standing(
            c,
            c.width * (0.55 + number * 0.1),
            c.height * (0.87 + 0.02 * (number % 2)),
            c.height * dice.uniform(0.2, 0.235),
            passer_by(dice),
            walk=True,
            turn=-0.7,
        )
    bush(c, c.width * 0.04, c.height + 8, c.height * 0.13, mood)
    rain(c, mood, dice)


def robot(c: Canvas, mood: Mood, dice: Random, *, people: int = 2) -> None:
    """A delivery robot on an estate's path."""
    ground = c.height * 0.6
    backdrop(c, mood, dice, ground, tall=c.height * 0.42)
    c.poly([(0, c.height * 0.76), (c.width, c.height * 0.7), (c.width, c.height * 0.95), (0, c.height)], mood.path)
    tree(c, c.width * 0.1, c.height * 0.75, c.height * 0.44, mood)
    tree(c, c.width * 0.93, c.height * 0.7, c.height * 0.38, mood, tone=0.8)
    for number in range(people):
        standing(
            c,
            c.width * (0.7 + number * 0.09),
            c.height * 0.83,
            c.height * 0.3,
            passer_by(dice),
            turn=-0.7,
            arms="up" if number == 0 else "down",
        )
    x, floor, size = c.width * 0.4, c.height * 0.9, c.height * 0.42
    c.shadow(x, floor, size * 0.62, 22, 0.4)
    for wheel in (-0.36, 0, 0.36):
        c.dot(x + wheel * size, floor - size * 0.1, size * 0.115, INK)
        c.dot(x + wheel * size, floor - size * 0.1, size * 0.055, "#94a1a8")
    c.rect(x - size * 0.54, floor - size * 0.68, size * 1.08, size * 0.55, CREAM, r=size * 0.13)
    c.rect(x - size * 0.54, floor - size * 0.3, size * 1.08, size * 0.17, TEAL, r=size * 0.08)
    c.rect(x - size * 0.5, floor - size * 0.74, size * 0.86, size * 0.12, DEEP, r=size * 0.06)
    c.rect(x + size * 0.22, floor - size * 0.58, size * 0.3, size * 0.2, INK, r=size * 0.08)
    for eye in (0.31, 0.43):
        c.dot(x + size * eye, floor - size * 0.48, size * 0.032, "#8fe3e0")
    c.frame(x - size * 0.42, floor - size * 0.57, size * 0.52, size * 0.22, mix(CREAM, INK, 0.18), 4, r=14)
    c.dot(x + size * 0.48, floor - size * 0.23, size * 0.035, LAMPLIGHT)
    c.line([(x - size * 0.42, floor - size * 0.7), (x - size * 0.42, floor - size * 1.2)], INK, 6)
    c.poly(
        [
            (x - size * 0.42, floor - size * 1.22),
            (x - size * 0.14, floor - size * 1.13),
            (x - size * 0.42, floor - size * 1.03),
        ],
        VERMILION,
    )
    signals(c, x, floor - size * 0.76, size * 0.24, TEAL)
    bush(c, c.width * 0.985, c.height + 8, c.height * 0.14, mood)
    rain(c, mood, dice)
