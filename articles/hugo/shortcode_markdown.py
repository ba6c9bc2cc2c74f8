"""What each known shortcode becomes: one function per shortcode, from its arguments to Markdown."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .casts import TRUE


@dataclass
class Arguments:
    named: dict[str, str] = field(default_factory=dict)
    positional: list[str] = field(default_factory=list)

    def get(self, name: str, position: int = -1) -> str:
        """Return an argument by its name, or by its position where none has a name; empty when it is not there."""
        if name in self.named:
            return self.named[name].strip()
        if not self.named and 0 <= position < len(self.positional):
            return self.positional[position].strip()
        return ""


@dataclass(frozen=True)
class Tag:
    """One ``{{< … >}}`` of a text. ``arguments`` is None where they can not be read."""

    start: int
    end: int
    text: str
    name: str
    closing: bool
    arguments: Arguments | None
    escaped: str
    in_code: bool


def picture(target: str, alt: str, caption: str) -> str:
    """Return a Markdown picture; what would end it early is escaped."""
    if re.search(r"[\s()<>]", target):
        target = "<" + target.replace("<", "%3C").replace(">", "%3E") + ">"
    title = ' "{}"'.format(_one_line(caption).replace("\\", "\\\\").replace('"', '\\"')) if caption else ""
    return f"![{_bracketed(alt)}]({target}{title})"


def figure(arguments: Arguments) -> str | None:
    target = arguments.get("src", 0)
    if not target:
        return None
    words = [arguments.get("title"), arguments.get("caption")]
    credit = arguments.get("attr")
    caption = "：".join(filter(None, words)) + (f"（{credit}）" if credit else "")
    made = picture(target, arguments.get("alt"), caption)
    link = arguments.get("link") or arguments.get("attrlink")
    return f"[{made}]({_address(link)})" if link else made


def image(arguments: Arguments) -> str | None:
    target = arguments.get("src", 0)
    return picture(target, arguments.get("alt", 1), arguments.get("caption", 2)) if target else None


def link(arguments: Arguments) -> str | None:
    address = arguments.get("href", 0)
    if not address:
        return None
    if "@" in address and ":" not in address:
        address = f"mailto:{address}"
    words = arguments.get("content", 1) or arguments.get("href", 0)
    return f"[{_bracketed(words)}]({_address(address)})"


def youtube(arguments: Arguments) -> str | None:
    return _video("https://www.youtube.com/watch?v={}", "YouTube", arguments.get("id", 0), arguments.get("title"))


def vimeo(arguments: Arguments) -> str | None:
    return _video("https://vimeo.com/{}", "Vimeo", arguments.get("id", 0), arguments.get("title"))


def bilibili(arguments: Arguments) -> str | None:
    video, part = arguments.get("id", 0), arguments.get("p", 1)
    if video.isdigit():
        video = f"av{video}"
    page = f"?p={part}" if part.isdigit() and part != "1" else ""
    return _video("https://www.bilibili.com/video/{}/" + page, "哔哩哔哩", video, arguments.get("title"))


def admonition(arguments: Arguments, inner: str, indent: str) -> str:
    kind = re.sub(r"[^a-z]", "", arguments.get("type", 0).lower()) or "note"
    title = _one_line(arguments.get("title", 1)).replace('"', "”")
    heading = f'!!! {kind} "{title}"' if title else f"!!! {kind}"
    lines = [
        f"{indent}    {line.removeprefix(indent)}" if line.strip() else "" for line in inner.strip("\n").split("\n")
    ]
    return f"{heading}\n" + "\n".join(lines) + "\n"


def details(arguments: Arguments, inner: str, indent: str) -> str:
    summary = _escaped(arguments.get("summary", 0) or arguments.get("title") or "详情")
    is_open = " open" if arguments.get("open").lower() in TRUE - {""} else ""
    return f'<details markdown="1"{is_open}><summary>{summary}</summary>\n\n{inner.strip()}\n\n</details>\n'


def highlight(arguments: Arguments, inner: str, indent: str) -> str:
    language = re.sub(r"[^\w+#.-]", "", arguments.get("lang", 0) or (arguments.positional or [""])[0])
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", inner)), default=0))
    return f"{fence}{language}\n" + inner.strip("\n") + f"\n{indent}{fence}\n"


SINGLE: dict[str, Callable[[Arguments], str | None]] = {
    "figure": figure,
    "image": image,
    "link": link,
    "youtube": youtube,
    "vimeo": vimeo,
    "bilibili": bilibili,
}
PAIRED: dict[str, Callable[[Arguments, str, str], str]] = {
    "admonition": admonition,
    "details": details,
    "highlight": highlight,
}
VERBATIM_INSIDE = frozenset({"highlight"})


def _video(address: str, host: str, video: str, title: str) -> str | None:
    """Return a link to a video's page: nothing of another site is loaded (decisions 6.12)."""
    if not re.fullmatch(r"[\w-]{1,40}", video, re.ASCII):
        return None
    return f"[{_bracketed(title) or '打开视频'}（{host}）]({address.format(video)})"


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _bracketed(words: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", _one_line(words))


def _address(address: str) -> str:
    return f"<{address.replace('<', '%3C').replace('>', '%3E')}>" if re.search(r"[\s()<>]", address) else address


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
