"""A real editor with projguard as its language server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

SERVER = [sys.executable, "-m", "projguard", "lsp", "--as-of", "2026-11-23"]
SCRIPT = Path(__file__).parent / "neovim.lua"


def edited(editor: Path, manifest: Path, **more: str) -> dict[str, Any]:
    """Open a manifest in Neovim; gives what it told."""
    told = manifest.parent.parent / "told.json"
    environment = {
        "PROJGUARD_MANIFEST": str(manifest),
        "PROJGUARD_COMMAND": json.dumps([*SERVER, "--lang", "en"]),
        "PROJGUARD_TOLD": str(told),
        "HOME": str(manifest.parent.parent),
        "PATH": os.environ["PATH"],
        **more,
    }
    command = [str(editor), "--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", f"luafile {SCRIPT}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def test_diagnostics_appear(consumer: Any, project: Path) -> None:
    """Neovim shows the findings of the gaps example where they stand."""
    told = edited(consumer("nvim"), project / "projguard.yaml")
    messages = [entry["message"] for entry in told["diagnostics"]]
    assert (
        "Иван Петрович is away 2026-12-28 to 2027-01-15, when «Ролик 30 секунд» is to be approved; nobody stands in"
        in (messages)
    )
    assert len(messages) > 50


def test_a_quick_fix_is_the_fix(consumer: Any, project: Path) -> None:
    """A quick fix applied in Neovim writes what `check --fix` writes."""
    path = project / "projguard.yaml"
    text = path.read_text(encoding="utf-8").replace("start: 2026-11-30", "start: 30.11.2026")
    path.write_text(text, encoding="utf-8")
    other = project.with_name("other")
    shutil.copytree(project, other)
    told = edited(consumer("nvim"), path, PROJGUARD_FIX="PG0005: write 2026-11-30")
    assert told["applied"]
    command = [sys.executable, "-m", "projguard", "check", str(other), "--fix", "--as-of", "2026-11-23"]
    subprocess.run(command, check=False, capture_output=True)
    assert path.read_bytes() == (other / "projguard.yaml").read_bytes() != text.encode()
