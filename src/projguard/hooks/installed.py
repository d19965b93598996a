"""Which plugins are installed: entry points of the group ``projguard``, found without importing anything.

``importlib.metadata`` would tell the same; importing it and reading all metadata takes longer than a whole check.
Here a folder on the path is listed, and of each distribution the one small file is read that names entry points.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

GROUP = "projguard"
_ENDINGS = (".dist-info", ".egg-info")
_METADATA = ("METADATA", "PKG-INFO")
_HEADER = r"\[(.+)\]"


class EntryPoint(NamedTuple):
    """One plugin as its distribution announces it."""

    name: str
    value: str
    """``module`` or ``module:attribute``."""
    distribution: str
    version: str
    place: str
    """The folder on the path that it was found in."""


def installed(path: Iterable[str]) -> tuple[EntryPoint, ...]:
    """Find the entry points of every distribution on a module path, sorted by name.

    The working directory does not count, whatever the path says: what lies in a project folder is never a plugin. Of
    two versions of one distribution the one that comes first on the path counts, as it does for imports.
    """
    here = os.path.realpath(".")
    seen: set[str] = set()
    found: list[EntryPoint] = []
    for place in dict.fromkeys(path):
        if not place or os.path.realpath(place) == here:
            continue
        for info in _infos(place):
            distribution = normalized(Path(info).name.partition("-")[0].removesuffix(".egg-info"))
            if distribution in seen:
                continue
            seen.add(distribution)
            found += _entry_points(info, place)
    return tuple(sorted(found))


def normalized(name: str) -> str:
    """Write a distribution's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _infos(place: str) -> list[str]:
    try:
        with os.scandir(place) as entries:
            return sorted(entry.path for entry in entries if entry.name.endswith(_ENDINGS))
    except OSError:
        return []


def _entry_points(info: str, place: str) -> Iterator[EntryPoint]:
    try:
        with open(f"{info}/entry_points.txt", "rb") as file:  # noqa: PTH123 - a hundred of them at each start
            raw = file.read()
    except OSError:
        return
    if b"[projguard]" not in raw:
        return
    distribution, version = _called(info)
    inside = False
    for line in map(str.strip, raw.decode("utf-8", "replace").splitlines()):
        if header := re.fullmatch(_HEADER, line):
            inside = header[1].strip() == GROUP
        elif inside and "=" in line and line[0] not in "#;":
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.partition("[")[0].strip(), distribution, version, place)


def _called(info: str) -> tuple[str, str]:
    """Give the name and version of a distribution; what its metadata does not say, the folder's name does."""
    stem = Path(info).name.rpartition(".")[0]
    said = {"name": stem.partition("-")[0], "version": stem.partition("-")[2]}
    for file in _METADATA:
        try:
            text = Path(info, file).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        for line in text.partition("\n\n")[0].splitlines():
            key, colon, value = line.partition(":")
            if colon and key.lower() in said:
                said[key.lower()] = value.strip()
        break
    return said["name"], said["version"]
