"""What a picture costs: taking it in, making its renditions, and the memory of the worst that is accepted."""

import io
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFilter

MEGAPIXELS = {"12 MP photo": (4000, 3000), "40 MP photo, the largest accepted": (8000, 5000)}


def photo(size: tuple[int, int]) -> bytes:
    """Return a JPEG with what photographs have: gradients, edges, texture and grain."""
    chance = random.Random(12)  # noqa: S311 -- a picture, not a secret
    small = PillowImage.new("RGB", (size[0] // 4, size[1] // 4))
    draw = ImageDraw.Draw(small)
    for row in range(small.height):
        draw.line(
            [0, row, small.width, row], fill=(90 + row * 120 // small.height, 130, 210 - row * 90 // small.height)
        )
    for _shape in range(400):
        x, y, side = chance.randrange(small.width), chance.randrange(small.height), chance.randrange(10, 180)
        draw.rectangle([x, y, x + side, y + side // 2], fill=tuple(chance.randrange(256) for _channel in range(3)))
    picture = small.filter(ImageFilter.GaussianBlur(1)).resize(size, PillowImage.Resampling.BICUBIC)
    grain = PillowImage.effect_noise(size, 24).convert("RGB")
    buffer = io.BytesIO()
    PillowImage.blend(picture, grain, 0.12).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


def peak_megabytes() -> float:
    """Return the most memory that this program held. Not of getrusage where it can be helped: that counts parents."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def measure(name: str, data: bytes) -> None:
    """Take one picture in and build its renditions; print what it cost."""
    from django.core.files.storage import default_storage  # noqa: PLC0415 -- Django is set up only now

    from media import building, files  # noqa: PLC0415
    from media.intake import accept  # noqa: PLC0415

    before = peak_megabytes()
    wall, cpu = time.perf_counter(), time.process_time()
    image = accept(data, name="photo.jpg", build_now=False)
    taken_wall, taken_cpu = time.perf_counter() - wall, time.process_time() - cpu
    cpu = time.process_time()
    count = building.build(image)
    built = time.process_time() - cpu
    sizes: dict[str, int] = defaultdict(int)
    for file in files.walk(default_storage, "r1"):
        sizes[file.rpartition(".")[2]] += default_storage.size(file)
    weights = ", ".join(f"{kind} {size // 1024} KB" for kind, size in sorted(sizes.items()))
    print(f"{name} ({len(data) / 1024 / 1024:.1f} MB)")
    print(f"  taken in        {taken_wall:6.2f} s, {taken_cpu:.2f} s of processor time")
    print(f"  {count} renditions  {built:6.2f} s of processor time: {weights}")
    print(f"  peak memory     {peak_megabytes():6.0f} MB, {before:.0f} MB of it before")


def in_a_newsroom(name: str, file: Path) -> None:
    """Measure in this process, with a database and files of its own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{Path(folder) / 'bench.sqlite3'}"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings", "SECRET_KEY": "b" * 60}
        import django  # noqa: PLC0415 -- its settings are made just above

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        measure(name, file.read_bytes())


def main() -> None:
    if len(sys.argv) == 3:
        in_a_newsroom(sys.argv[1], Path(sys.argv[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, size in MEGAPIXELS.items():
            file = Path(folder) / "photo.jpg"
            file.write_bytes(photo(size))
            # Another process each, so that the memory is its own.
            subprocess.run([sys.executable, "-m", "bench.intake", name, str(file)], check=True)


if __name__ == "__main__":
    main()
