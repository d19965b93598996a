"""Card files read once per content: what the YAML says is kept as JSON in the user's cache folder."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from projguard import __version__
from projguard.catalogue.cards import Catalogue, compose, read_card, read_catalogue


def read_compiled(folder: Path, *, cache: bool = True) -> Catalogue:
    """Read a folder of card files, quickly where it was read before; a broken or unwritable cache only costs time."""
    if not cache:
        return read_catalogue(folder)
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    key = sha256(__version__.encode())
    for name, raw in files.items():
        key.update(name.encode() + b"\0" + len(raw).to_bytes(8, "big") + raw)
    kept = cache_folder() / f"cards-{key.hexdigest()[:32]}.json"
    try:
        return compose(json.loads(kept.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        read = {name: read_card(name, raw) for name, raw in files.items()}
        _keep(kept, json.dumps(read, ensure_ascii=False))
        return compose(read)


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

    return Path(gettempdir()) / f"projguard-{os.getuid() if hasattr(os, 'getuid') else ''}"


def _keep(path: Path, text: str) -> None:
    from tempfile import NamedTemporaryFile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
            file.write(text)
        Path(file.name).replace(path)
    except OSError:
        return
