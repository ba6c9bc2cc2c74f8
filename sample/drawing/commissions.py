"""Which picture goes with which article: bundle, file, scene, mood, size and what the scene is told."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from PIL import Image

from .canvas import Canvas
from .cutaways import canteen, control_room, lockers, pipes
from .doorstep import charging, ramp, square
from .ideas import headset, infographic, network, phone, twin
from .indoors import goggles_room, hall, living_room, lobby, meeting
from .mood import DEEP, GOLD, MOODS, TEAL, VERMILION
from .outdoors import blocks, garden, park, robot, street

WIDE, CLASSIC, TALL = (1600, 900), (1500, 1000), (1080, 1440)


class Commission(NamedTuple):
    bundle: str
    name: str
    scene: Callable[..., None]
    mood: str
    size: tuple[int, int] = WIDE
    options: dict = {}

    @property
    def path(self) -> str:
        return f"{self.bundle}/{self.name}.jpg"

    def draw(self) -> Image.Image:
        """Return the finished picture. The dice are seeded with its path, so it never changes."""
        canvas = Canvas(*self.size)
        self.scene(canvas, MOODS[self.mood], Random(self.path), **self.options)
        return canvas.finished()


COMMISSIONS = (
    Commission("community-forum-opens", "opening", hall, "day"),
    Commission("community-forum-opens", "linxi-model", twin, "day"),
    Commission("community-forum-opens", "evening-square", square, "dusk", options={"people": 7}),
    Commission("lift-voice-buttons", "lobby", lobby, "day", options={"chair": False}),
    Commission("drain-sensors", "under-the-street", pipes, "rain"),
    Commission("drain-sensors", "duty-room", control_room, "night"),
    Commission("street-scanner", "old-street", street, "dusk", options={"people": 4}),
    Commission("street-scanner", "goggles", headset, "day", options={"ground": VERMILION}),
    Commission("street-scanner", "first-visitors", goggles_room, "day", options={"child": False}),
    Commission("digital-twin-explained", "two-quarters", twin, "night"),
    Commission("digital-twin-explained", "wutongli-model", twin, "day", CLASSIC, {"accent": TEAL}),
    Commission("canteen-voice-order", "lunch", canteen, "day", CLASSIC),
    Commission("canteen-voice-order", "at-home", living_room, "day", options={"sofa": "#5f8f7a"}),
    Commission("delivery-robot-month", "robot", robot, "day"),
    Commission("delivery-robot-month", "robot-in-rain", robot, "rain", CLASSIC, {"people": 1}),
    Commission("delivery-robot-month", "orders-by-week", infographic, "day"),
    Commission("ramp-map", "ramp", ramp, "day"),
    Commission("ramp-map", "map-on-phone", phone, "day", TALL, {"ground": TEAL}),
    Commission("charging-shed-opens", "shed", charging, "day"),
    Commission("charging-shed-opens", "after-dark", charging, "night", CLASSIC),
    Commission("open-ledger", "meeting", meeting, "autumn"),
    Commission("children-redraw-a-road", "workshop", goggles_room, "day"),
    Commission("children-redraw-a-road", "morning-walk", park, "spring", CLASSIC, {"people": 4}),
    Commission("children-redraw-a-road", "block-model", twin, "day", CLASSIC, {"accent": GOLD}),
    Commission("night-shift-assistant", "night-blocks", network, "night"),
    Commission("roof-garden", "roof", garden, "day"),
    Commission("roof-garden", "spring", garden, "spring", CLASSIC),
    Commission("roof-garden", "after-rain", garden, "rain", CLASSIC, {"people": 1}),
    Commission("roof-garden", "autumn", garden, "autumn", CLASSIC),
    Commission("lantern-evening", "square", square, "night", options={"people": 6}),
    Commission("teach-parents-app", "side-by-side", living_room, "day", options={"helper": True}),
    Commission("teach-parents-app", "home-screen", phone, "day", TALL, {"shows": "menu", "ground": GOLD}),
    Commission("lamp-post-audit", "lamp", street, "night"),
    Commission("lamp-post-audit", "lamp-by-day", street, "day", TALL, {"people": 2}),
    Commission("locker-fee-dropped", "lockers", lockers, "day"),
    Commission("digital-economy-ledger", "sheets", infographic, "day", options={"ground": DEEP}),
    Commission("air-data-at-home", "street", street, "spring", options={"people": 2}),
    Commission("three-years-in-wutongli", "dawn", blocks, "dawn", options={"people": 3}),
    Commission("three-years-in-wutongli", "council", meeting, "day", CLASSIC, {"screen": "map"}),
    Commission("three-years-in-wutongli", "courtyard", square, "day", CLASSIC, {"people": 5, "stalls": False}),
    Commission("three-years-in-wutongli", "winter", blocks, "winter", CLASSIC, {"people": 2}),
    Commission("three-years-in-wutongli", "ramp", ramp, "dawn", CLASSIC),
    Commission("gatekeeper-zheng", "gate", blocks, "dusk", options={"people": 2}),
    Commission("gatekeeper-zheng", "desk", control_room, "day", options={"people": 2}),
    Commission("sign-language-avatar", "service-point", lobby, "spring"),
    Commission("sign-language-avatar", "rehearsal", meeting, "winter", options={"screen": "towers", "people": 4}),
    Commission("cold-room-alarm", "winter", blocks, "winter"),
    Commission("wetland-treasure-hunt", "wetland", park, "autumn"),
    Commission("wetland-treasure-hunt", "route-map", phone, "day", options={"ground": VERMILION}),
    Commission("device-buying-guide", "review-meeting", meeting, "day"),
    Commission("fall-radar", "evening", living_room, "dusk"),
    Commission("neighbour-hackathon", "final", hall, "day", options={"screen": "chart"}),
    Commission("neighbour-hackathon", "judging", meeting, "dusk", CLASSIC, {"screen": "chart", "people": 4}),
    Commission("neighbour-hackathon", "demo", headset, "day", CLASSIC),
    Commission("why-we-print", "morning", blocks, "autumn"),
    Commission("why-we-print", "first-issue", park, "day", CLASSIC),
    Commission("time-capsule-2031", "capsule", park, "dawn", options={"people": 2}),
    Commission("noise-map", "street-noise", street, "autumn"),
)
