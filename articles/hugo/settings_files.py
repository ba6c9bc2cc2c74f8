"""The configuration of a Hugo site, from one file or from a folder of them, as one mapping with lower-case keys."""

import tomllib
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .front_matter import MAX_FILE, decode
from .report import Rejected
from .values import Value, from_native
from .yaml_reader import read_yaml

STEMS = ("hugo", "config")
SUFFIXES = (".toml", ".yaml", ".yml", ".json")  # JSON is read as YAML, of which it is a part
ENVIRONMENTS = ("_default", "production")  # what ``hugo`` reads when it builds a site for readers


class SiteUnusable(Exception):
    """The folder can not be imported at all. The message says what to do."""


def read_configuration(root: Path) -> tuple[dict[str, Any], list[Path]]:
    """
    Return the site's settings and the files that they came from.

    ``hugo.toml`` and its kin at the top come first, then ``config/_default/`` and
    ``config/production/``, in which ``permalinks.toml`` holds the key ``permalinks`` and
    ``hugo.zh-cn.toml`` the settings of one language. Raises ``SiteUnusable`` for a broken file.
    """
    settings: dict[str, Any] = {}
    files: list[Path] = []
    for stem in STEMS:
        for suffix in SUFFIXES:
            path = root / f"{stem}{suffix}"
            if not files and is_plain_file(path):
                settings = read_settings(path, root)
                files.append(path)
    for environment in ENVIRONMENTS:
        folder = root / "config" / environment
        if not folder.is_dir() or folder.is_symlink():
            continue
        for path in sorted(folder.iterdir()):
            if path.suffix in SUFFIXES and is_plain_file(path):
                _merge(settings, _placed(path, read_settings(path, root)))
                files.append(path)
    return settings, files


def read_settings(path: Path, root: Path) -> dict[str, Any]:
    """Return one settings file of the site with lower-case keys. Raises ``SiteUnusable``."""
    try:
        if path.stat().st_size > MAX_FILE:
            raise SiteUnusable(_("%(file)s is too large for a settings file.") % {"file": path.relative_to(root)})
        source, _findings = decode(path.read_bytes())
        values: Value
        if path.suffix == ".toml":
            values = from_native(tomllib.loads(source))
        else:
            values, _lines = read_yaml(source, 1)
    except Rejected as error:
        found = error.finding
        raise SiteUnusable(f"{path.relative_to(root)}:{found.line}: {found.message} {found.suggestion}") from error
    except (ValueError, RecursionError) as error:
        raise SiteUnusable(
            _("%(file)s can not be read: %(problem)s. Correct the file and import again.")
            % {"file": path.relative_to(root), "problem": error}
        ) from error
    except OSError as error:
        raise SiteUnusable(
            _("%(file)s can not be opened: %(problem)s.") % {"file": path.relative_to(root), "problem": error.strerror}
        ) from error
    return _lower(values) if isinstance(values, dict) else {}


def is_plain_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _placed(path: Path, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values under the key that the file's name stands for."""
    name, _dot, language = path.stem.partition(".")
    name = name.lower()
    if name == "languages":
        return {"languages": values}
    inner = values if name in STEMS else {name: values}
    return {"languages": {language.lower(): inner}} if language else inner


def _lower(value: Any) -> Any:
    if isinstance(value, dict):
        return {key.lower(): _lower(item) for key, item in value.items()}
    return value


def _merge(into: dict[str, Any], values: dict[str, Any]) -> None:
    for key, value in values.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
