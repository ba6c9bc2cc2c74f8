"""Times of day and seasons: the colours that one picture keeps to."""

from dataclasses import dataclass, replace

TEAL = "#1f7a8c"
DEEP = "#0f4c5c"
VERMILION = "#c8452d"
CREAM = "#f7f1e5"
GOLD = "#f2b84b"
INK = "#22313a"
LAMPLIGHT = "#ffd98a"


@dataclass(frozen=True)
class Mood:
    """Colours from far to near. ``lit`` is the share of windows with a light on (0–1)."""

    sky: str
    horizon: str
    far: str
    wall: str
    wall2: str
    window: str
    ground: str
    path: str
    leaf: str
    leaf2: str
    trunk: str
    sun: str
    lit: float = 0.0
    stars: bool = False
    rain: bool = False


DAY = Mood(
    sky="#a9d6de",
    horizon="#f4f2e6",
    far="#9cc3c9",
    wall="#f3e9d8",
    wall2="#dfe7e2",
    window="#6d9fae",
    ground="#9dbf8a",
    path="#e9dfca",
    leaf="#5f9e72",
    leaf2="#3f7f62",
    trunk="#7a5f4a",
    sun="#fff3c9",
)
DAWN = Mood(
    sky="#86b5c6",
    horizon="#fbd9bd",
    far="#a9b9c3",
    wall="#f2ddc8",
    wall2="#d9dedd",
    window="#7c9fb0",
    ground="#9db78c",
    path="#ecd9c3",
    leaf="#6a9a74",
    leaf2="#4a7c68",
    trunk="#76594a",
    sun="#ffe3a8",
    lit=0.22,
)
DUSK = Mood(
    sky="#34517a",
    horizon="#f3a988",
    far="#7d7296",
    wall="#6e6a8e",
    wall2="#585d84",
    window="#3f466d",
    ground="#4d6a6b",
    path="#8f8797",
    leaf="#3d6468",
    leaf2="#2d4f59",
    trunk="#3d3a48",
    sun="#ffd0a0",
    lit=0.5,
)
NIGHT = Mood(
    sky="#0c2136",
    horizon="#2f6078",
    far="#1d4257",
    wall="#234a60",
    wall2="#1b3c51",
    window="#16303f",
    ground="#17383f",
    path="#35545c",
    leaf="#1f5550",
    leaf2="#174541",
    trunk="#1d2f36",
    sun="#f4efd8",
    lit=0.46,
    stars=True,
)
RAIN = Mood(
    sky="#7f9aa5",
    horizon="#d3dcdb",
    far="#94aab1",
    wall="#d8d8cf",
    wall2="#c3cdcd",
    window="#6f8b97",
    ground="#83a08a",
    path="#b9c1bf",
    leaf="#5c8a75",
    leaf2="#447263",
    trunk="#5f5650",
    sun="#e5ebea",
    lit=0.3,
    rain=True,
)
AUTUMN = replace(
    DAY,
    sky="#b7d3d8",
    horizon="#f8e9cf",
    ground="#c4b878",
    leaf="#dd9a4a",
    leaf2="#c26b3a",
    far="#b3c0bb",
    wall="#f1e4d0",
)
WINTER = replace(
    DAY,
    sky="#b4cdd9",
    horizon="#eef3f4",
    ground="#eef3f3",
    path="#d8dfe0",
    leaf="#7f9f97",
    leaf2="#5f857f",
    far="#b3c6ce",
)
SPRING = replace(DAY, leaf="#f0b3b0", leaf2="#d98d92", ground="#a8cb8f", horizon="#fbf0e6")

MOODS = {
    "day": DAY,
    "dawn": DAWN,
    "dusk": DUSK,
    "night": NIGHT,
    "rain": RAIN,
    "autumn": AUTUMN,
    "winter": WINTER,
    "spring": SPRING,
}
