"""What the newsroom and its rendering child say to each other: one JSON object a frame, its length before it."""

import json
import struct
from dataclasses import asdict
from typing import Any, BinaryIO

from .headings import Heading
from .pictures import Crop, Picture, Source
from .render import Rendered

LENGTH = struct.Struct(">I")
CHUNK = 1024 * 1024  # bytes

Message = dict[str, Any]


def send(pipe: BinaryIO, message: Message) -> None:
    """Write one frame to an unbuffered pipe. Raises ``OSError`` when nobody reads it."""
    data = json.dumps(message).encode()
    rest = memoryview(LENGTH.pack(len(data)) + data)
    while rest:
        rest = rest[pipe.write(rest) :]


def receive(pipe: BinaryIO) -> Message | None:
    """Read one frame from an unbuffered pipe; None when the other side is gone, also in the middle of one."""
    head = _exactly(pipe, LENGTH.size)
    if head is None:
        return None
    data = _exactly(pipe, *LENGTH.unpack(head))
    return None if data is None else json.loads(data)


def _exactly(pipe: BinaryIO, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = pipe.read(min(size - len(parts), CHUNK))
        if not part:
            return None
        parts += part
    return bytes(parts)


def picture_to(picture: Picture | None) -> Message | None:
    return None if picture is None else asdict(picture)


def picture_from(message: Message | None) -> Picture | None:
    if message is None:
        return None
    square = message["square"]
    cut = Crop(**{**square, "sources": _sources(square)}) if square else None
    return Picture(**{**message, "sources": _sources(message), "square": cut})


def _sources(message: Message) -> tuple[Source, ...]:
    return tuple(Source(**source) for source in message["sources"])


def rendered_to(rendered: Rendered) -> Message:
    return asdict(rendered)


def rendered_from(message: Message) -> Rendered:
    return Rendered(
        html=message["html"],
        headings=tuple(Heading(**heading) for heading in message["headings"]),
        references=tuple(message["references"]),
        missing=tuple(message["missing"]),
        character_count=message["character_count"],
    )
