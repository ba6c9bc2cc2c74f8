"""What the checks of the copy cost: they run in the web process, at each pause of the typing."""

import datetime
import statistics
import time

from articles.text.copy import Copy, check_copy, fix_half_width

PARAGRAPH = (
    "社区里的**数字孪生**平台昨天上线,居民可以在手机上查看(电梯、消防)的情况。[详情](/posts/x/)见 `附表`。\n\n"
    '![会场](2026/11/hall.jpg "大会现场")\n\n'
)
HOSTILE = ("＃中\n", "中,", "\n", "![中", "[中](", '<b "', "`a``b", "中(a)", "**中")
ROUNDS = 7
LONGEST = 200_000  # characters, what a save takes


def milliseconds(body: str) -> tuple[float, float]:
    """Return the median time of all checks, and of the fix of half-width punctuation."""
    now = datetime.datetime.now(datetime.UTC)
    copy = Copy(title="社区里的数字孪生平台昨天上线", body=body, at=now, day=now.date())
    checks, fixes = [], []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        check_copy(copy)
        checked = time.perf_counter()
        fix_half_width(body)
        checks.append((checked - started) * 1000)
        fixes.append((time.perf_counter() - checked) * 1000)
    return statistics.median(checks), statistics.median(fixes)


def main() -> None:
    print(f"{'text':34} {'checks':>9} {'fix':>9}   (ms)")
    for characters in (1_500, 5_000, 20_000):
        body = (PARAGRAPH * (characters // len(PARAGRAPH) + 1))[:characters]
        print(f"{f'honest, {characters:,} characters':34} {milliseconds(body)[0]:9.1f} {milliseconds(body)[1]:9.1f}")
    for unit in HOSTILE:
        checks, fix = milliseconds((unit * LONGEST)[:LONGEST])
        print(f"{f'{unit!r} up to {LONGEST:,}':34} {checks:9.0f} {fix:9.0f}")


if __name__ == "__main__":
    main()
