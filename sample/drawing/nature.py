"""Sky, trees and plants."""

from random import Random

from .canvas import Canvas, darker, lighter, mix
from .mood import Mood


def sky(c: Canvas, mood: Mood, dice: Random, *, horizon: float = 0.72, sun: tuple[float, float] | None = None) -> None:
    """Sky, sun or moon, clouds or stars. ``horizon`` and ``sun`` are shares of the picture's size."""
    c.gradient(mood.sky, mood.horizon, 0, c.height * horizon)
    c.gradient(mood.horizon, mood.horizon, c.height * horizon)
    if mood.stars:
        for _ in range(70):
            c.dot(
                dice.uniform(0, c.width),
                dice.uniform(0, c.height * 0.5),
                dice.uniform(0.8, 2.2),
                "#ffffff",
                dice.uniform(0.3, 0.9),
            )
    x, y = sun or (dice.uniform(0.62, 0.85), dice.uniform(0.16, 0.28))
    if not mood.rain:
        c.glow(x * c.width, y * c.height, 170, mood.sun, 0.5)
        c.dot(x * c.width, y * c.height, 46 if mood.stars else 60, mood.sun)
    if not mood.stars:
        for _ in range(4):
            cloud(
                c, dice.uniform(0.05, 0.95) * c.width, dice.uniform(0.08, 0.3) * c.height, dice.uniform(0.7, 1.3), mood
            )


def cloud(c: Canvas, x: float, y: float, size: float, mood: Mood) -> None:
    tone = mix(mood.horizon, "#ffffff", 0.55)
    c.rect(x - 110 * size, y - 14 * size, 220 * size, 28 * size, tone, r=14 * size)
    c.rect(x - 60 * size, y - 36 * size, 130 * size, 44 * size, tone, r=22 * size)
    c.rect(x - 150 * size, y + 6 * size, 200 * size, 16 * size, tone, r=8 * size)


def rain(c: Canvas, mood: Mood, dice: Random) -> None:
    """Falling rain over the finished scene, when the mood has it."""
    if not mood.rain:
        return
    for _ in range(150):
        x, y, drop = dice.uniform(0, c.width), dice.uniform(0, c.height), dice.uniform(14, 34)
        c.poly([(x, y), (x + 1.6, y), (x - drop * 0.25 + 1.6, y + drop), (x - drop * 0.25, y + drop)], "#ffffff", 0.38)


def skyline(c: Canvas, mood: Mood, dice: Random, ground: float, *, tall: float = 260) -> None:
    """Far-off towers, two rows deep, in the colour of the air."""
    for depth, share in ((0.35, 1.0), (0.75, 0.72)):
        tone = mix(mood.horizon, mood.far, depth)
        x = -40.0
        while x < c.width:
            width, height = dice.uniform(60, 130), dice.uniform(0.35, 1) * tall * share
            c.rect(x, ground - height, width, height, tone)
            if dice.random() < 0.3:
                c.rect(x + width * 0.45, ground - height - 22, 5, 24, tone)
            x += width + dice.uniform(4, 40)


def tree(c: Canvas, x: float, ground: float, height: float, mood: Mood, *, tone: float = 0.0) -> None:
    """A round tree. ``tone`` (0–1) moves its leaves towards the second green."""
    leaf = mix(mood.leaf, mood.leaf2, tone)
    r = height * 0.27
    c.oval(x, ground, r * 0.9, height * 0.03, darker(mood.ground, 0.25), 0.5)
    c.poly(
        [
            (x - height * 0.03, ground),
            (x + height * 0.03, ground),
            (x + height * 0.018, ground - height * 0.6),
            (x - height * 0.018, ground - height * 0.6),
        ],
        mood.trunk,
    )
    top = ground - height * 0.68
    for dx, dy, share in ((-0.55, 0.28, 0.72), (0.58, 0.22, 0.74), (0, -0.12, 1.0)):
        c.dot(x + dx * r, top + dy * r, r * share, leaf)
    c.dot(x - r * 0.28, top - r * 0.38, r * 0.52, lighter(leaf, 0.1))
    c.dot(x + r * 0.5, top + r * 0.42, r * 0.4, darker(leaf, 0.1))
    c.line([(x, ground - height * 0.42), (x + r * 0.3, ground - height * 0.55)], mood.trunk, height * 0.016)


def poplar(c: Canvas, x: float, ground: float, height: float, mood: Mood) -> None:
    c.rect(x - height * 0.02, ground - height * 0.3, height * 0.04, height * 0.3, mood.trunk)
    c.oval(x, ground - height * 0.58, height * 0.15, height * 0.42, mood.leaf2)
    c.oval(x - height * 0.03, ground - height * 0.6, height * 0.09, height * 0.34, mix(mood.leaf2, mood.leaf, 0.6))


def bush(c: Canvas, x: float, ground: float, size: float, mood: Mood) -> None:
    for dx, dy, share, tone in ((-0.7, 0, 0.6, 0.7), (0.7, 0, 0.62, 0.9), (0, -0.3, 0.8, 0.3)):
        c.slice(x + dx * size, ground, size * share * (1.3 if dy else 1), 180, 360, mix(mood.leaf, mood.leaf2, tone))


def sprout(c: Canvas, x: float, ground: float, size: float, leaf: str, fruit: str | None = None) -> None:
    """A vegetable: a stem, leaves in pairs, perhaps a fruit."""
    c.line([(x, ground), (x, ground - size)], darker(leaf, 0.2), size * 0.07)
    for level in (0.35, 0.65, 0.95):
        spread = size * (0.42 - level * 0.18)
        for side in (-1, 1):
            tip = (x + side * spread, ground - size * level - size * 0.16)
            c.poly(
                [
                    (x, ground - size * level),
                    (x + side * spread * 0.4, ground - size * level - size * 0.2),
                    tip,
                    (x + side * spread * 0.6, ground - size * level + size * 0.02),
                ],
                leaf,
            )
    if fruit:
        c.dot(x + size * 0.16, ground - size * 0.42, size * 0.11, fruit)
        c.dot(x - size * 0.14, ground - size * 0.68, size * 0.09, fruit)


def pot_plant(c: Canvas, x: float, floor: float, size: float, pot: str, leaf: str) -> None:
    """A house plant with long leaves."""
    base = floor - size * 0.36
    for lean, length, tone in ((-0.42, 0.62, 0.2), (0.42, 0.6, 0.2), (-0.22, 0.8, 0), (0.24, 0.78, 0), (0, 0.92, -1)):
        tip = (x + lean * size, base - length * size * 0.75)
        side = size * 0.075
        shade = lighter(leaf, 0.12) if tone < 0 else darker(leaf, tone)
        middle = (x + lean * size * 0.35, base - length * size * 0.45)
        c.poly(
            [
                (x - size * 0.02, base),
                (middle[0] - side, middle[1]),
                tip,
                (middle[0] + side, middle[1]),
                (x + size * 0.02, base),
            ],
            shade,
        )
    c.poly([(x - size * 0.2, base), (x + size * 0.2, base), (x + size * 0.15, floor), (x - size * 0.15, floor)], pot)
    c.rect(x - size * 0.22, base - size * 0.02, size * 0.44, size * 0.08, lighter(pot), r=size * 0.02)
