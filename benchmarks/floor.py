"""The floor: libyaml's events of each manifest below a folder, and every file there read once; nothing is done with them."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Read all projects below the folder that is named."""
    events = import_module("ruamel.yaml.cyaml").CParser
    for manifest in sorted(Path(sys.argv[1]).glob("*/projguard.yaml")):
        parser = events(manifest.read_bytes())
        while parser.get_event() is not None:
            continue
        for path in manifest.parent.rglob("*"):
            if path != manifest and path.is_file():
                path.read_bytes()


if __name__ == "__main__":
    main()
