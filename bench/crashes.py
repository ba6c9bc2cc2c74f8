"""Uploads that are killed at any moment (``kill -9``): is a row ever without its file, or a file without its row?"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST_WAIT = 3  # in uploads, from one that was acknowledged to the kill: how long one takes is the machine's matter
UPLOADS = """
import io, itertools, os
from PIL import Image
from media.intake import accept
for number in itertools.count():
    colour = (os.getpid() % 256, number % 256, os.getpid() // 256 % 256)
    buffer = io.BytesIO()
    Image.new("RGB", (64 + number % 50, 48 + os.getpid() % 40), colour).save(buffer, "JPEG")
    image = accept(buffer.getvalue(), name="a.jpg")
    print(image.pk, image.file, image.original, flush=True)
"""
# After the last kill: what a sweep of this moment would do once its hour of grace is over, and what is then there.
VERDICT = """
import datetime, hashlib, json
from django.core.files.storage import default_storage, storages
from media import sweep
from media.files import opened, walk
from media.models import Image
from media.renditions import stand_in
sweep.GRACE = datetime.timedelta(0)
swept = sweep.sweep()
wrong, wanted, originals = [], set(), set()
for image in Image.objects.all():
    master = default_storage, image.file, image.digest
    original = storages["originals"], image.original, image.source_sha256
    for storage, name, digest in (master, original):
        try:
            with opened(storage, name) as file:
                if not hashlib.sha256(file.read()).hexdigest().startswith(digest):
                    wrong.append(name)
        except FileNotFoundError:
            wrong.append(name)
    wanted |= {image.file, stand_in(image)}
    originals.add(image.original)
print(json.dumps({
    "rows": list(Image.objects.values_list("pk", flat=True)), "wrong": wrong,
    "orphans": sorted(set(walk(default_storage)) - wanted),
    "private": sorted(set(walk(storages["originals"])) - originals),
    "second": {**sweep.sweep()}.get("removed", 0),
}))
"""


@dataclass
class Outcome:
    """What was left after ``kills`` kills, and ``faults``: what must not be, in words."""

    kills: int
    acknowledged: int
    rows: int
    faults: list[str]

    def __str__(self) -> str:
        told = f"{self.kills} kills, {self.acknowledged} uploads acknowledged, {self.rows} rows, "
        return told + (f"{len(self.faults)} faults: {self.faults[:5]}" if self.faults else "no fault")


def manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


def kill_uploads(environment: dict[str, str], kills: int, chance: random.Random) -> Outcome:
    """Start uploading into the empty newsroom of ``environment`` and kill it, ``kills`` times; then look at it all."""
    manage(environment, "migrate", "--verbosity=0")
    acknowledged = []
    for _kill in range(kills):
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", UPLOADS]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as uploads:
            acknowledged.append(uploads.stdout.readline())  # it is at work now
            started = time.perf_counter()
            acknowledged.append(uploads.stdout.readline())
            time.sleep(chance.uniform(0, LONGEST_WAIT) * (time.perf_counter() - started))
            uploads.send_signal(signal.SIGKILL)
            acknowledged += uploads.stdout.read().splitlines()
    verdict = json.loads(manage(environment, "shell", "--no-imports", "-c", VERDICT).splitlines()[-1])
    whole = [line.split() for line in acknowledged if len(line.split()) == 3]
    lost = {int(pk) for pk, _file, _original in whole} - set(verdict["rows"])
    return Outcome(
        kills,
        len(whole),
        len(verdict["rows"]),
        [
            *(f"acknowledged, but no row: {pk}" for pk in sorted(lost)),
            *(f"a row without its bytes: {name}" for name in verdict["wrong"]),
            *(f"left after the sweep: {name}" for name in [*verdict["orphans"], *verdict["private"]]),
            *(["a second sweep found something"] if verdict["second"] else []),
        ],
    )


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 -- when to kill, not a secret
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = os.environ.get("DATABASE_URL") or f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        environment = {**os.environ, "SECRET_KEY": "b" * 60, "VAR_DIR": folder, "DATABASE_URL": database}
        started = time.perf_counter()
        outcome = kill_uploads(environment, options.kills, random.Random(options.seed))  # noqa: S311 -- as above
        print(f"seed {options.seed}, {time.perf_counter() - started:.0f} s: {outcome}")
        sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
