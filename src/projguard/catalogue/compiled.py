"""Card files read once per content: what the YAML says is kept as JSON in the user's cache folder."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from projguard import __version__
from projguard.catalogue.cards import Catalogue, compose
from projguard.catalogue.faults import BadCards, CardFault, CardFile, by_place, card_files
from projguard.model.values import Text


def read_compiled(folder: Path, *, cache: bool = True) -> Catalogue:
    """Read projguard's own cards, quickly where they were read before; raises BadCards."""
    return _read(card_files(folder, str(folder)), own=True, cache=cache)[1]


def read_pack(folder: Path, shown: str, checks: Mapping[str, object], *, cache: bool = True) -> Catalogue:
    """Read a folder of somebody's cards, and hold its questions against the checks that there are; raises BadCards."""
    from projguard.catalogue.questions import question_faults

    files = card_files(folder, shown)
    read, catalogue = _read(files, own=False, cache=cache)
    faults = [*_codes_twice(files, read)]
    for file in files:
        rules = compose({file.name: read[file.name]}, in_order=True).rules
        faults += question_faults(file, rules, checks)
    if faults:
        raise BadCards(*sorted(faults, key=by_place))
    return catalogue


def _read(files: Sequence[CardFile], *, own: bool, cache: bool) -> tuple[Mapping[str, Mapping[str, Any]], Catalogue]:
    """Give the data of card files by name; a broken or unwritable cache only costs time, and what it keeps was right."""
    key = sha256(f"{__version__} {own}".encode())
    for file in files:
        key.update(file.name.encode() + b"\0" + len(file.raw).to_bytes(8, "big") + file.raw)
    kept = cache_folder() / f"cards-{key.hexdigest()[:32]}.json"
    if cache:
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            read: Mapping[str, Mapping[str, Any]] = json.loads(kept.read_bytes())
            return read, compose({file.name: read[file.name] for file in files})
    read = _checked(files, own=own)
    if cache:
        _keep(kept, json.dumps(read, ensure_ascii=False))
    return read, compose(read)


def _checked(files: Sequence[CardFile], *, own: bool) -> Mapping[str, Mapping[str, Any]]:
    from projguard.catalogue.form import form_faults
    from projguard.reading.validation import without_nulls

    faults = [fault for file in files for fault in form_faults(file, own=own)]
    if faults:
        raise BadCards(*sorted(faults, key=by_place))
    return {file.name: without_nulls(file.document.data) for file in files}


def _codes_twice(files: Sequence[CardFile], read: Mapping[str, Mapping[str, Any]]) -> Iterator[CardFault]:
    """Find codes that two cards of a folder have."""
    seen: dict[str, tuple[CardFile, int]] = {}
    for file in files:
        for index, card in enumerate(read[file.name]["rules"]):
            first = seen.setdefault(card["code"], (file, index))
            if first != (file, index):
                other = first[0].place(("rules", first[1], "code"))
                at = ("rules", index, "code")
                yield file.fault(
                    at,
                    "card_code_twice",
                    {"code": Text(card["code"]), "other": Text("{}:{}:{}".format(*other))},
                    key=False,
                )


def cache_folder() -> Path:
    """Give the folder for what may be lost at any time: ``PROJGUARD_CACHE_DIR``, else the user's cache folder.

    Without a home it is one of the system's temporary folder, named after the user: never one of the project.
    """
    named = os.environ.get("PROJGUARD_CACHE_DIR")
    if named:
        return Path(named)
    # An empty HOME would be the root of all files.
    home = os.path.expanduser("~") if os.environ.get("HOME") != "" else ""  # noqa: PTH111 - empty is not unset
    usual = (
        os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118 - text to text
        if os.name == "nt"
        else os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")  # noqa: PTH118 - text to text
    )
    if os.path.isabs(usual):  # noqa: PTH117 - text
        return Path(usual) / "projguard"
    from tempfile import gettempdir

    folder = Path(gettempdir()) / f"projguard-{os.getuid() if hasattr(os, 'getuid') else ''}"
    # Anybody can have made it: what somebody else keeps there would be believed.
    return folder if _is_own(folder) else Path(os.devnull) / "none"


def _is_own(folder: Path) -> bool:
    """Make a folder that nobody else may write to, or tell whether it is one."""
    with suppress(OSError):
        folder.mkdir(mode=0o700)
    try:
        found = folder.lstat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o022)
    return stat.S_ISDIR(found.st_mode) and own


def _keep(path: Path, text: str) -> None:
    from tempfile import NamedTemporaryFile

    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            beside = Path(file.name)
            file.write(text)
        beside.replace(path)
    except OSError:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()
