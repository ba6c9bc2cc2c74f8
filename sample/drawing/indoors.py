"""Scenes under a roof."""

from random import Random

from .canvas import SCALE, Canvas, darker, lighter, mix
from .devices import globe, goggles, panel
from .mood import CREAM, DEEP, GOLD, INK, LAMPLIGHT, TEAL, VERMILION, Mood
from .nature import pot_plant, sky, skyline
from .people import BROWN, DARK, GREY, WHITE, Look, from_behind, passer_by, seated, standing, wheelchair
from .town import estate, signals


def room(c: Canvas, mood: Mood, *, floor: float = 0.74, wall: str = CREAM, boards: str = "#d8b48a") -> None:
    """A wall that darkens towards the corners and a floor."""
    night = mood.lit > 0.4
    wall = mix(wall, "#2f4a5c", 0.25) if night else wall
    c.gradient(darker(wall, 0.07), wall, 0, c.height * floor)
    c.gradient(boards, darker(boards, 0.16), c.height * floor)
    c.rect(0, c.height * floor - 12, c.width, 12, lighter(wall, 0.5))


def view(c: Canvas, mood: Mood, dice: Random, x: float, y: float, width: float, height: float) -> None:
    """A window with the estate outside."""
    outside = Canvas(round(width), round(height))
    sky(outside, mood, dice, horizon=0.85)
    skyline(outside, mood, dice, height, tall=height * 0.7)
    estate(outside, mood, dice, height + 40, tall=height * 0.62)
    c.rect(x - 14, y - 14, width + 28, height + 28, "#ffffff", r=6)
    c.image.paste(outside.image, (round(x * SCALE), round(y * SCALE)))
    c.rect(x + width / 2 - 5, y, 10, height, "#ffffff")
    c.rect(x - 26, y + height + 12, width + 52, 18, darker("#ffffff", 0.1), r=5)
    for side in (x - 62, x + width - 4):
        c.rect(side, y - 34, 66, height + 74, mix(TEAL, CREAM, 0.55), r=8)
        for fold in (16, 34, 50):
            c.rect(side + fold, y - 30, 4, height + 66, mix(TEAL, CREAM, 0.4))
    c.rect(x - 90, y - 44, width + 180, 12, "#8a6a4a", r=6)


def living_room(c: Canvas, mood: Mood, dice: Random, *, helper: bool = False, sofa: str = DEEP) -> None:
    """An old person on a sofa with a tablet; perhaps a young helper beside them."""
    room(c, mood)
    view(c, mood, dice, c.width * 0.1, c.height * 0.14, c.width * 0.27, c.height * 0.38)
    for left, top, width, height, colour in (
        (0.63, 0.16, 0.09, 0.2, TEAL),
        (0.74, 0.13, 0.12, 0.13, GOLD),
        (0.74, 0.29, 0.08, 0.11, VERMILION),
    ):
        c.rect(c.width * left, c.height * top, c.width * width, c.height * height, "#ffffff", r=4)
        x, y, w, h = c.width * left + 10, c.height * top + 10, c.width * width - 20, c.height * height - 20
        c.rect(x, y, w, h, mix(colour, CREAM, 0.65))
        c.poly(
            [
                (x, y + h),
                (x + w * 0.4, y + h * 0.45),
                (x + w * 0.65, y + h * 0.7),
                (x + w, y + h * 0.35),
                (x + w, y + h),
            ],
            mix(colour, CREAM, 0.2),
        )
    c.oval(c.width * 0.53, c.height * 0.93, c.width * 0.34, c.height * 0.06, mix(VERMILION, CREAM, 0.6))
    c.oval(c.width * 0.53, c.height * 0.93, c.width * 0.31, c.height * 0.05, mix(VERMILION, CREAM, 0.72))
    left, width, seat = c.width * 0.34, c.width * 0.38, c.height * 0.72
    c.shadow(left + width / 2, c.height * 0.89, width * 0.56, 20, 0.32)
    for leg in (0.03, 0.92):
        c.rect(left + width * leg, c.height * 0.84, 26, c.height * 0.05, "#6d4f38")
    c.rect(left, c.height * 0.47, width, c.height * 0.36, sofa, r=36)
    for half in (0.02, 0.505):
        c.rect(left + width * half, c.height * 0.5, width * 0.475, c.height * 0.24, lighter(sofa, 0.08), r=24)
        c.rect(left + width * half, c.height * 0.7, width * 0.475, c.height * 0.13, lighter(sofa, 0.14), r=20)
    for side in (-0.06, 0.95):
        c.rect(left + width * side, c.height * 0.58, width * 0.11, c.height * 0.27, darker(sofa, 0.12), r=26)
    c.rect(left + width * 0.06, c.height * 0.6, 96, 96, GOLD, r=20)
    old = Look(mix(VERMILION, CREAM, 0.12), "#52606a", WHITE, dice.choice(("bun", "short", "bob")))
    seated(c, left + width * (0.32 if helper else 0.5), seat, c.height * 0.62, old, holds="#8fd3d6")
    if helper:
        seated(c, left + width * 0.7, seat, c.height * 0.66, Look(GOLD, INK, DARK, "bob"))
    c.rect(c.width * 0.865, c.height * 0.72, c.width * 0.09, 16, "#a9825c", r=6)
    for leg in (0.87, 0.945):
        c.rect(c.width * leg, c.height * 0.73, 9, c.height * 0.18, "#8a6a4a")
    pot_plant(c, c.width * 0.91, c.height * 0.722, c.height * 0.3, CREAM if mood.lit > 0.4 else "#d77a5c", "#3f7f62")
    pot_plant(c, c.width * 0.2, c.height * 0.9, c.height * 0.4, TEAL, "#5f9e72")
    if mood.lit > 0.2:
        c.line([(c.width * 0.53, 0), (c.width * 0.53, c.height * 0.12)], INK, 4)
        c.glow(c.width * 0.53, c.height * 0.2, 230, LAMPLIGHT, 0.5)
        c.poly(
            [
                (c.width * 0.5, c.height * 0.11),
                (c.width * 0.56, c.height * 0.11),
                (c.width * 0.585, c.height * 0.19),
                (c.width * 0.475, c.height * 0.19),
            ],
            GOLD,
        )


def hall(c: Canvas, mood: Mood, dice: Random, *, screen: str = "towers", rows: int = 3) -> None:
    """An audience before a stage with a screen and a speaker."""
    c.gradient("#12303f", "#1d4a5a")
    for beam in (0.16, 0.84):
        c.poly(
            [
                (c.width * beam - 10, 0),
                (c.width * beam + 10, 0),
                (c.width * (beam + 0.13), c.height * 0.62),
                (c.width * (beam - 0.13), c.height * 0.62),
            ],
            "#ffffff",
            0.05,
        )
    left, top, width, height = c.width * 0.2, c.height * 0.07, c.width * 0.6, c.height * 0.43
    c.glow(c.width / 2, top + height / 2, width * 0.52, "#6fc3cc", 0.28)
    c.rect(left - 10, top - 10, width + 20, height + 20, "#0b1f2a", r=10)
    panel(c, left, top, width, height, mood, dice, kind=screen)
    c.rect(c.width * 0.06, c.height * 0.57, c.width * 0.88, c.height * 0.08, "#8a5c40")
    c.rect(c.width * 0.06, c.height * 0.565, c.width * 0.88, 14, "#b07b56")
    standing(
        c, c.width * 0.135, c.height * 0.575, c.height * 0.3, Look(VERMILION, INK, DARK, "bob"), turn=0.8, arms="point"
    )
    c.poly(
        [
            (c.width * 0.165, c.height * 0.43),
            (c.width * 0.215, c.height * 0.43),
            (c.width * 0.207, c.height * 0.575),
            (c.width * 0.173, c.height * 0.575),
        ],
        CREAM,
    )
    c.rect(c.width * 0.16, c.height * 0.42, c.width * 0.06, 14, darker(CREAM, 0.15), r=4)
    pot_plant(c, c.width * 0.875, c.height * 0.575, c.height * 0.25, CREAM, "#5f9e72")
    c.rect(0, c.height * 0.65, c.width, c.height * 0.35, "#163a48")
    for row in range(rows):
        size = c.width * (0.068 + 0.022 * row)
        bottom = c.height * (0.79 + 0.12 * row)
        count = round(c.width / (size * 1.25))
        c.rect(0, bottom - size * 0.1, c.width, c.height, mix("#163a48", "#0b1f2a", 0.3 * (row + 1)))
        for number in range(count + 1):
            if dice.random() < 0.1:
                continue
            x = (number + (0.5 if row % 2 else 0.1)) * c.width / count + dice.uniform(-8, 8)
            look = passer_by(dice, old=0.35)
            from_behind(
                c,
                x,
                bottom,
                size,
                Look(
                    darker(look.coat, 0.35 + 0.08 * row),
                    INK,
                    darker(look.hair, 0.3),
                    look.style,
                    darker(look.skin, 0.3),
                ),
            )
            c.rect(
                x - size * 0.6,
                bottom - size * 0.2,
                size * 1.2,
                size * 1.4,
                mix(VERMILION, "#2a1d22", 0.62 + 0.1 * row),
                r=size * 0.16,
            )


def meeting(c: Canvas, mood: Mood, dice: Random, *, screen: str = "chart", people: int = 5) -> None:
    """Neighbours around a long table, one of them on their feet beside a screen."""
    room(c, mood, wall="#e8efec", boards="#c9ad8a")
    view(c, mood, dice, c.width * 0.08, c.height * 0.13, c.width * 0.24, c.height * 0.34)
    c.card_shadow(c.width * 0.52, c.height * 0.08, c.width * 0.37, c.height * 0.37, alpha=0.25)
    c.rect(c.width * 0.515, c.height * 0.07, c.width * 0.38, c.height * 0.39, INK, r=10)
    panel(c, c.width * 0.522, c.height * 0.082, c.width * 0.366, c.height * 0.366, mood, dice, kind=screen)
    standing(
        c, c.width * 0.45, c.height * 0.84, c.height * 0.58, Look(TEAL, INK, DARK, "short"), turn=0.7, arms="point"
    )
    table = c.height * 0.74
    for number, share in enumerate((0.1, 0.9, 0.27, 0.72, 0.585)[:people]):
        x = c.width * share
        look = passer_by(dice, old=0.5)
        seated(c, x, table + c.height * 0.05, c.height * 0.56, look, holds="#8fd3d6" if number % 3 == 2 else None)
    c.shadow(c.width / 2, c.height * 0.97, c.width * 0.5, 16, 0.3)
    for leg in (0.08, 0.9):
        c.rect(c.width * leg, table, 28, c.height * 0.22, "#8a6a4a")
    c.rect(c.width * 0.03, table, c.width * 0.94, 36, "#c89a68", r=12)
    c.rect(c.width * 0.03, table + 26, c.width * 0.94, 14, "#a97d50", r=6)
    for number in range(people):
        x = c.width * (0.15 + number * 0.17)
        c.rect(x, table - 30, 30, 32, (CREAM, VERMILION, GOLD)[number % 3], r=6)
        c.rect(x + 52, table - 8, 84, 9, "#ffffff", r=2)


def lobby(c: Canvas, mood: Mood, dice: Random, *, chair: bool = True) -> None:
    """A service desk without a desk: a kiosk in a lobby, with somebody using it."""
    room(c, mood, floor=0.78, wall="#e6ecea", boards="#bccac8")
    view(c, mood, dice, c.width * 0.07, c.height * 0.15, c.width * 0.25, c.height * 0.42)
    c.rect(c.width * 0.8, c.height * 0.2, c.width * 0.15, c.height * 0.58, darker("#e6ecea", 0.18))
    for door in (0.807, 0.877):
        c.rect(c.width * door, c.height * 0.22, c.width * 0.066, c.height * 0.56, mix("#bfe3e6", "#7d9aa6", 0.35))
    c.rect(c.width * 0.765, c.height * 0.45, 26, 56, INK, r=6)
    for button in (0.468, 0.497):
        c.dot(c.width * 0.765 + 13, c.height * button, 7, LAMPLIGHT)
    for strip in range(8):
        c.rect(c.width * 0.44 + strip * 40, c.height * 0.86, 28, 14, GOLD, r=5)
    x, floor = c.width * 0.57, c.height * 0.9
    c.shadow(x, floor, 150, 16, 0.35)
    c.rect(x - 120, floor - 26, 240, 26, darker(DEEP, 0.3), r=8)
    c.rect(x - 44, floor - c.height * 0.3, 88, c.height * 0.3, DEEP)
    c.rect(x - 128, floor - c.height * 0.63, 256, c.height * 0.4, DEEP, r=22)
    panel(c, x - 108, floor - c.height * 0.6, 216, c.height * 0.34, mood, dice, kind="menu")
    signals(c, x, floor - c.height * 0.645, 66, VERMILION)
    if chair:
        wheelchair(c, c.width * 0.4, floor + 10, c.height * 0.66, Look(VERMILION, "#3f5566", DARK, "bob"))
    else:
        standing(
            c,
            c.width * 0.42,
            floor + 8,
            c.height * 0.6,
            Look(VERMILION, "#52606a", GREY, "bun"),
            turn=0.9,
            arms="point",
        )
    pot_plant(c, c.width * 0.71, c.height * 0.88, c.height * 0.34, CREAM, "#3f7f62")


def goggles_room(c: Canvas, mood: Mood, dice: Random, *, child: bool = True) -> None:
    """People with headsets among things that only they can see."""
    room(c, mood, floor=0.76, wall=mix(CREAM, TEAL, 0.2), boards="#cbb28f")
    globe(c, c.width * 0.5, c.height * 0.33, c.height * 0.19)
    for _ in range(26):
        x, y = dice.uniform(0.05, 0.95) * c.width, dice.uniform(0.06, 0.62) * c.height
        c.dot(x, y, dice.uniform(3, 9), dice.choice((GOLD, VERMILION, "#ffffff", TEAL)), 0.7)
    c.oval(c.width * 0.5, c.height * 0.88, c.width * 0.42, c.height * 0.075, mix(TEAL, "#cbb28f", 0.45))
    c.oval(c.width * 0.5, c.height * 0.88, c.width * 0.38, c.height * 0.06, mix(TEAL, "#cbb28f", 0.3))
    seats = [
        (0.22, 0.62, Look(VERMILION, INK, DARK, "bob"), 0.8),
        (0.78, 0.6, Look(GOLD, "#5a4f4a", WHITE, "short"), -0.8),
    ]
    if child:
        seats += [
            (0.37, 0.42, Look(TEAL, INK, DARK, "short"), 0.7),
            (0.63, 0.4, Look("#8a6f94", "#3f5566", BROWN, "bun"), -0.7),
        ]
    for share, size, look, turn in seats:
        height, ground = c.height * size, c.height * 0.89
        standing(c, c.width * share, ground, height, look, turn=turn, arms="up" if turn > 0 else "point")
        goggles(c, c.width * share + turn * height * 0.03, ground - height * 0.885, height * 0.085, turn)
