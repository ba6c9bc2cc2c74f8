"""People, without faces: a head, hair, a coat and what they are doing."""

from dataclasses import dataclass
from random import Random

from .canvas import Canvas, darker, lighter
from .mood import GOLD, INK, TEAL, VERMILION

SKIN = ("#f2cba8", "#e8b992", "#dba67c")
DARK, BROWN, GREY, WHITE = "#2b2d33", "#4d3a31", "#aab2b6", "#dfe3e4"
COATS = (TEAL, VERMILION, GOLD, "#5d7f9e", "#8a6f94", "#5f9e72", "#e4e0d4", "#37596b")


@dataclass(frozen=True)
class Look:
    """How somebody looks. ``style`` of the hair: short, bob, bun or cap."""

    coat: str = TEAL
    trousers: str = INK
    hair: str = DARK
    style: str = "short"
    skin: str = SKIN[0]


def passer_by(dice: Random, *, old: float = 0.25) -> Look:
    """Somebody or other; ``old`` is the chance of grey hair."""
    hair = dice.choice((GREY, WHITE)) if dice.random() < old else dice.choice((DARK, DARK, BROWN))
    return Look(
        coat=dice.choice(COATS),
        trousers=dice.choice((INK, "#3f5566", "#5a4f4a")),
        hair=hair,
        style=dice.choice(("short", "bob", "bun")),
        skin=dice.choice(SKIN),
    )


def head(c: Canvas, x: float, y: float, r: float, look: Look, *, back: bool = False, turn: float = 0.0) -> None:
    """A head of radius ``r`` around (x, y); ``turn`` (-1 to 1) moves the face to one side."""
    if look.style == "bun":
        c.dot(x - turn * r * 0.5, y - r * 1.08, r * 0.42, look.hair)
    if look.style == "bob":
        c.rect(x - r * 1.1, y - r * 1.05, r * 2.2, r * 2.15, look.hair, r=r * 0.95)
    c.dot(x, y, r, look.hair if back else look.skin)
    if back:
        if look.style == "short":
            c.slice(x, y + r * 0.12, r * 0.96, 35, 145, look.skin)
        return
    if look.style == "bob":
        c.slice(x, y - r * 0.05, r * 1.06, 180, 360, look.hair)
    else:
        c.slice(x, y - r * 0.08, r * 1.06, 178 - turn * 22, 362 - turn * 22, look.hair)
    c.slice(x + turn * r * 0.3, y - r * 0.1, r * 0.8, 20, 160, look.skin)
    if look.style == "cap":
        c.slice(x, y - r * 0.1, r * 1.12, 180, 360, look.coat)
        c.rect(x - r * (1.1 - max(turn, 0) * 0.9), y - r * 0.22, r * 1.9, r * 0.22, darker(look.coat), r=r * 0.1)


def standing(
    c: Canvas,
    x: float,
    ground: float,
    height: float,
    look: Look,
    *,
    turn: float = 0.0,
    walk: bool = False,
    arms: str = "down",
    back: bool = False,
) -> None:
    """Somebody on their feet. ``arms``: down, point (one forward, with ``turn``), up, hold (both in front)."""
    h, r = height, height * 0.085
    shoulder, hip = ground - h * 0.79, ground - h * 0.44
    c.shadow(x, ground, h * 0.2, h * 0.022, 0.3)
    stride = h * 0.1 if walk else h * 0.045
    lean = turn * h * 0.03 if walk else 0
    for side in (-1, 1):
        foot = x + side * stride
        c.line(
            [(x + side * h * 0.04, hip), (foot, ground - h * 0.02)],
            look.trousers if side < 0 else darker(look.trousers, 0.12),
            h * 0.068,
        )
        c.rect(
            foot - h * 0.035 + turn * h * 0.02,
            ground - h * 0.025,
            h * 0.075,
            h * 0.03,
            darker(look.trousers, 0.5),
            r=h * 0.015,
        )
    hand_y = ground - h * 0.42
    far, near = (-1, 1) if turn >= 0 else (1, -1)
    limb, dark = h * 0.058, darker(look.coat, 0.16)

    def arm(side: int, elbow, hand, colour):
        start = (x + side * h * 0.095 + lean, shoulder + h * 0.03)
        c.line([start, elbow, hand], colour, limb)
        c.dot(*hand, limb * 0.56, look.skin)

    def hanging(side: int, colour: str):
        swing = h * 0.05 * side if walk else h * 0.02 * side
        arm(side, (x + side * h * 0.135, ground - h * 0.6), (x + side * h * 0.13 + swing, hand_y), colour)

    hanging(far, dark)
    c.poly(
        [
            (x - h * 0.115 + lean, shoulder + h * 0.02),
            (x + h * 0.115 + lean, shoulder + h * 0.02),
            (x + h * 0.1, hip + h * 0.05),
            (x - h * 0.1, hip + h * 0.05),
        ],
        look.coat,
    )
    c.rect(x - h * 0.115 + lean, shoulder - h * 0.015, h * 0.23, h * 0.11, look.coat, r=h * 0.05)
    c.rect(x - r * 0.36 + lean, shoulder - h * 0.035, r * 0.72, h * 0.045, darker(look.skin, 0.12), r=r * 0.2)
    head(c, x + lean + turn * h * 0.012, shoulder - h * 0.095, r, look, back=back, turn=turn)
    if arms == "down":
        hanging(near, lighter(look.coat, 0.07))
    elif arms == "point":
        arm(
            near,
            (x + near * h * 0.2, shoulder + h * 0.1),
            (x + near * h * 0.33, shoulder + h * 0.03),
            lighter(look.coat, 0.08),
        )
    elif arms == "up":
        arm(
            near,
            (x + near * h * 0.19, shoulder - h * 0.02),
            (x + near * h * 0.2, shoulder - h * 0.17),
            lighter(look.coat, 0.08),
        )
    else:
        arm(
            near,
            (x + near * h * 0.15, ground - h * 0.6),
            (x + near * h * 0.02, ground - h * 0.58),
            lighter(look.coat, 0.08),
        )


def seated(c: Canvas, x: float, seat: float, size: float, look: Look, *, holds: str | None = None) -> None:
    """Somebody seated, facing us; ``size`` is what they would measure standing. ``holds`` a screen of that colour."""
    h, r = size, size * 0.085
    shoulder = seat - h * 0.36
    for side in (-1, 1):
        knee, foot = x + side * h * 0.075, seat + h * 0.3
        c.line([(knee, seat + h * 0.02), (knee, foot - h * 0.03)], look.trousers, h * 0.085)
        c.rect(knee - h * 0.05, foot - h * 0.03, h * 0.1, h * 0.04, darker(look.trousers, 0.5), r=h * 0.02)
    c.rect(x - h * 0.12, shoulder - h * 0.01, h * 0.24, h * 0.36, look.coat, r=h * 0.07)
    c.rect(x - h * 0.125, seat - h * 0.06, h * 0.25, h * 0.1, lighter(look.trousers, 0.07), r=h * 0.045)
    c.rect(x - r * 0.36, shoulder - h * 0.04, r * 0.72, h * 0.05, darker(look.skin, 0.12), r=r * 0.2)
    head(c, x, shoulder - h * 0.1, r, look)
    for side in (-1, 1):
        c.line(
            [
                (x + side * h * 0.11, shoulder + h * 0.05),
                (x + side * h * 0.15, shoulder + h * 0.2),
                (x + side * h * 0.075, shoulder + h * 0.215),
            ],
            darker(look.coat, 0.1),
            h * 0.058,
        )
        c.dot(x + side * h * 0.075, shoulder + h * 0.215, h * 0.034, look.skin)
    if holds:
        c.rect(x - h * 0.085, shoulder + h * 0.11, h * 0.17, h * 0.13, INK, r=h * 0.015)
        c.rect(x - h * 0.075, shoulder + h * 0.12, h * 0.15, h * 0.11, holds, r=h * 0.008)
        c.rect(x - h * 0.06, shoulder + h * 0.14, h * 0.06, h * 0.07, "#ffffff", r=h * 0.006, alpha=0.85)
        c.rect(x + h * 0.01, shoulder + h * 0.14, h * 0.05, h * 0.02, "#ffffff", r=h * 0.006, alpha=0.85)
        c.rect(x + h * 0.01, shoulder + h * 0.175, h * 0.035, h * 0.02, "#ffffff", r=h * 0.006, alpha=0.6)
        for side in (-1, 1):
            c.dot(x + side * h * 0.08, shoulder + h * 0.215, h * 0.03, look.skin)


def from_behind(c: Canvas, x: float, bottom: float, size: float, look: Look) -> None:
    """Head and shoulders from behind, as one sees the row in front; ``size`` is the width of the shoulders."""
    r = size * 0.24
    top = bottom - size * 0.55
    c.rect(x - size / 2, top, size, size * 0.9, look.coat, r=size * 0.3)
    c.rect(x - r * 0.42, top - r * 0.4, r * 0.84, r * 0.7, darker(look.skin, 0.15), r=r * 0.2)
    head(c, x, top - r * 1.0, r, look, back=True)


def wheelchair(c: Canvas, x: float, ground: float, size: float, look: Look) -> None:
    """Somebody in a wheelchair, seen from the side and facing right, one hand reaching forward."""
    h, wheel = size, size * 0.19
    c.shadow(x, ground, h * 0.3, h * 0.025, 0.3)
    seat = ground - h * 0.3
    c.line([(x - h * 0.15, seat - h * 0.22), (x - h * 0.13, seat)], INK, h * 0.025)
    c.line([(x - h * 0.15, seat - h * 0.22), (x - h * 0.2, seat - h * 0.23)], INK, h * 0.025)
    c.line(
        [
            (x - h * 0.05, seat + h * 0.01),
            (x + h * 0.18, seat + h * 0.01),
            (x + h * 0.25, ground - h * 0.05),
            (x + h * 0.33, ground - h * 0.05),
        ],
        INK,
        h * 0.022,
    )
    c.line(
        [(x - h * 0.06, seat - h * 0.03), (x + h * 0.16, seat - h * 0.03), (x + h * 0.22, ground - h * 0.09)],
        look.trousers,
        h * 0.085,
    )
    c.rect(x + h * 0.18, ground - h * 0.1, h * 0.13, h * 0.04, darker(look.trousers, 0.5), r=h * 0.02)
    c.line([(x - h * 0.06, seat - h * 0.05), (x - h * 0.055, seat - h * 0.29)], look.coat, h * 0.16)
    c.rect(x - h * 0.075, seat - h * 0.41, h * 0.06, h * 0.07, darker(look.skin, 0.12), r=h * 0.02)
    head(c, x - h * 0.035, seat - h * 0.47, h * 0.085, look, turn=0.8)
    c.line(
        [(x - h * 0.04, seat - h * 0.27), (x + h * 0.06, seat - h * 0.16), (x + h * 0.2, seat - h * 0.23)],
        lighter(look.coat, 0.1),
        h * 0.056,
    )
    c.dot(x + h * 0.2, seat - h * 0.23, h * 0.032, look.skin)
    c.ring(x - h * 0.06, ground - wheel, wheel, INK, h * 0.025)
    c.ring(x - h * 0.06, ground - wheel, wheel * 0.8, "#9aa7ad", h * 0.008)
    c.dot(x - h * 0.06, ground - wheel, h * 0.025, INK)
    c.ring(x + h * 0.2, ground - h * 0.05, h * 0.05, INK, h * 0.02)
