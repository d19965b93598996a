"""The machine and the versions that figures belong to."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.peers import NODE_PEERS, versions

TOLD = ("projguard", "ruamel.yaml", "ruamel.yaml.clib", "jsonschema-rs", "click", "yamllint", "check-jsonschema")


def machine() -> dict[str, str]:
    """Describe the machine, and how busy it is."""
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    return {
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "processor": _processor(),
        "processors": str(os.cpu_count()),
        "load (1, 5, 15 minutes)": load,
    }


def programs(*environments: Path | None) -> dict[str, str]:
    """Name the programs that are compared, with their versions."""
    found = {"python": platform.python_version()}
    for commands in environments:
        if commands is not None:
            found |= {name: version for name, version in versions(commands).items() if name in TOLD}
    if shutil.which("node"):
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
        found |= {"node": said.strip(), **NODE_PEERS}
    return found


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor()
