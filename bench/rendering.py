"""What rendering costs: honest articles, the child process, and texts that are meant to hurt."""

import argparse
import os
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from articles import text
from articles.text import kept
from articles.text.render import render as render_here

SENTENCES = (
    "社区里的**数字孪生**平台昨天上线，居民可以在手机上查看电梯、消防和停车的实时情况。",
    "项目组说，第一期接入了 1,204 个传感器，覆盖 16 栋楼（约 3.2 万平方米），[详情](/posts/x/)见附表。",
    "“先解决小事，再谈大事。”街道负责人表示，下一步会把`开放接口`交给居民自治小组。",
)
ROUNDS = 15


def article(characters: int) -> str:
    """Return an article of about so many 字: headings, paragraphs, lists, a table, pictures, notes, code."""
    parts, number = ["开头一段。[^1]"], 0
    while text.count_characters("\n\n".join(parts)) < characters:
        number += 1
        parts.append(f"## 第 {number} 节 场景与数据\n\n" + "".join(SENTENCES))
        parts.append("\n".join(f"- 要点 {item}：{SENTENCES[item]}" for item in range(3)))
        if number % 3 == 0:
            parts.append("| 项目 | 数量 |\n|---|--:|\n" + "\n".join(f"| 设备 {row} | {row * 7} |" for row in range(8)))
            parts.append(f'![会场第 {number} 张](2026/11/hall-{number}.jpg "大会现场")')
        if number % 5 == 0:
            parts.append('```python\ndef total(rows):\n    return sum(row["n"] for row in rows)\n```')
    return "\n\n".join([*parts, "[^1]: 数据由街道提供。"])


def picture(reference: str) -> text.Picture:
    """Answer for any picture, as the library would."""
    widths = ", ".join(f"/media/r1/aa/{reference}-{width}.webp {width}w" for width in (480, 750, 1080, 1368))
    return text.Picture("/media/x.jpg", 750, 500, "/media/o.jpg", (text.Source("image/webp", widths, "100vw"),))


def milliseconds(call: Callable[[], object]) -> float:
    """Return the median of ``ROUNDS`` calls."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def of_child(name: str) -> float | None:
    """Return a figure of the child's memory in MB (``VmRSS`` now, ``VmHWM`` at most); None where none is told."""
    child = kept.renderer.child
    status = Path(f"/proc/{child.process.pid}/status") if child else Path("/none")
    found = re.search(rf"{name}:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else None


def megabytes(figure: float | None) -> str:
    return "not told" if figure is None else f"{figure:.0f} MB"


def processor_seconds() -> float:
    """Return what this process and its children have used. Ends the child, so that it is counted."""
    kept.renderer.close()
    return sum(os.times()[:4])


def honest() -> None:
    kept.renderer.close()
    started = time.perf_counter()
    text.render("字", pictures=picture)
    print(f"first text, with the start of the child  {(time.perf_counter() - started) * 1000:8.1f} ms")
    print(
        f"one word                                 {milliseconds(lambda: text.render('字', pictures=picture)):8.2f} ms"
    )
    for characters in (1_500, 5_000, 20_000):
        body = article(characters)
        there = milliseconds(lambda body=body: text.render(body, pictures=picture))
        here = milliseconds(lambda body=body: render_here(body, pictures=picture))
        print(f"{characters:6,} 字 in the child                     {there:8.1f} ms   (in this process {here:.1f} ms)")
    print(f"memory of the child                      {megabytes(of_child('VmRSS')):>11}")


def hostile(folder: Path) -> None:
    """Print what each text costs this process and a fresh child of it, the child's start not counted."""
    text.render("字", pictures=lambda reference: None)
    started = processor_seconds()
    text.render("字", pictures=lambda reference: None)
    start = processor_seconds() - started
    print(f"{'file':34} {'bytes':>8} {'CPU s':>7} {'memory':>8}  outcome")
    for file in sorted(folder.glob("*.md")):
        source = file.read_bytes().decode("utf-8", "replace")
        before = processor_seconds()
        text.render("字", pictures=lambda reference: None)
        held = of_child("VmRSS")
        try:
            outcome = f"{len(text.render(source, pictures=lambda reference: None).html):,} characters"
        except text.TextTooComplex as error:
            outcome = f"refused: {error.reason}, line {error.line}"
        most = of_child("VmHWM")
        grown = None if most is None or held is None else most - held
        spent = max(0, processor_seconds() - before - start)
        print(f"{file.name:34} {file.stat().st_size:8} {spent:7.2f} {megabytes(grown):>8}  {outcome}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torture", type=Path, metavar="FOLDER", help="render every .md file of a folder")
    options = parser.parse_args()
    if options.torture:
        hostile(options.torture)
    else:
        honest()


if __name__ == "__main__":
    main()
