"""
Draw the sample newsroom's pictures into its article bundles.

Everything is drawn by ``drawing/`` with Pillow and seeded by the picture's own path, so a second run
changes nothing. ``--only PART`` draws the pictures whose path holds PART, ``--into FOLDER`` puts them
elsewhere.
"""

import argparse
from pathlib import Path

from drawing.commissions import COMMISSIONS

POSTS = Path(__file__).resolve().parent / "content" / "posts"
QUALITY = 82


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the sample newsroom's pictures.")
    parser.add_argument("--only", metavar="PART", default="", help="draw the pictures whose path holds PART")
    parser.add_argument("--into", metavar="FOLDER", type=Path, default=POSTS, help="the folder of bundles to draw into")
    options = parser.parse_args()
    chosen = [commission for commission in COMMISSIONS if options.only in commission.path]
    if not chosen:
        parser.error(f"no picture's path holds {options.only!r}")
    for commission in chosen:
        target = options.into / commission.path
        target.parent.mkdir(parents=True, exist_ok=True)
        commission.draw().save(target, quality=QUALITY, optimize=True, progressive=True)
        print(commission.path)


if __name__ == "__main__":
    main()
