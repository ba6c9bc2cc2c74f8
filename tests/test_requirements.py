"""The lock, its exports and ``pyproject.toml`` say the same."""

import re
import shutil
import subprocess
import tomllib
from itertools import chain
from pathlib import Path

import pytest

pytestmark = pytest.mark.house

ROOT = Path(__file__).resolve().parent.parent
EXPORTS = {
    "base": ["--no-dev"],
    "redis": ["--no-dev", "--extra", "redis"],
    "s3": ["--no-dev", "--extra", "s3"],
    "dev": ["--all-groups", "--all-extras"],
}


def exported(which: str) -> dict[tuple[str, str], set[str]]:
    """Return the hashes of every ``(name, version)`` in one exported file."""
    text = (ROOT / "requirements" / f"{which}.txt").read_text()
    pins = re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==(\S+)((?:.*\\\n)+.*)", text, re.MULTILINE)
    return {(name, version): set(re.findall(r"sha256:[0-9a-f]{64}", rest)) for name, version, rest in pins}


def locked() -> list[dict]:
    return tomllib.loads((ROOT / "uv.lock").read_text())["package"]


@pytest.mark.parametrize("which", EXPORTS)
def test_every_pin_stands_in_the_lock_with_the_same_hashes(which):
    files = {
        (package["name"], package["version"]): {
            file["hash"] for file in [*package.get("wheels", []), *([package["sdist"]] if "sdist" in package else [])]
        }
        for package in locked()
    }
    pins = exported(which)
    assert len(pins) > 10
    assert {pin: hashes for pin, hashes in pins.items() if hashes != files.get(pin)} == {}


def test_every_pin_carries_hashes_and_nothing_names_an_index():
    for which in EXPORTS:
        text = (ROOT / "requirements" / f"{which}.txt").read_text()
        assert not re.search(r"^\s*--(index|extra-index|find-links|trusted)", text, re.MULTILINE)
        assert all(exported(which).values())
        assert len(exported(which)) == len(re.findall(r"^[a-z]", text, re.MULTILINE))


def test_development_holds_everything_that_the_site_needs():
    for which in ("s3", "redis"):
        assert exported("base").items() <= exported(which).items() <= exported("dev").items()


def test_every_locked_package_can_be_installed_without_building():
    wanted = {pin for which in EXPORTS for pin in exported(which)}
    assert [p["name"] for p in locked() if (p["name"], p.get("version")) in wanted and not p.get("wheels")] == []


def test_the_lock_was_made_from_this_pyproject():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    root = next(package for package in locked() if package["name"] == project["project"]["name"])

    def plain(requirement: str) -> tuple[str, str]:
        name, extras, versions = re.fullmatch(r"([A-Za-z0-9-]+)(\[[^\]]*\])?(.*)", requirement).groups()
        return name + (extras or ""), ",".join(sorted(versions.split(",")))

    def recorded(rows: list[dict]) -> set[tuple[str, str]]:
        return {
            (
                row["name"] + (f"[{','.join(row['extras'])}]" if "extras" in row else ""),
                ",".join(sorted(row.get("specifier", "").split(","))),
            )
            for row in rows
        }

    extras = project["project"]["optional-dependencies"].values()
    wanted = [*project["project"]["dependencies"], *chain.from_iterable(extras)]
    assert recorded(root["metadata"]["requires-dist"]) == set(map(plain, wanted))
    assert recorded(root["metadata"]["requires-dev"]["dev"]) == set(map(plain, project["dependency-groups"]["dev"]))


def test_the_exports_are_what_uv_would_write():
    if not (uv := shutil.which("uv")):
        return  # the tests above compare the files without it
    for which, groups in EXPORTS.items():
        command = [uv, "export", "-q", "--frozen", "--no-emit-project", *groups, "--format", "requirements-txt"]
        outcome = subprocess.run([*command, "--no-header"], cwd=ROOT, capture_output=True, text=True, check=True)
        assert outcome.stdout == (ROOT / "requirements" / f"{which}.txt").read_text(), f"make {which}.txt again"
