"""Where a run finds itself: a full disk, a tree that cannot be written, no home, another language, another time zone."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.ground import AS_OF, Tally, environment, fixed_text, new_project, run, verdict

NEEDS_ROOT = "only the superuser may mount a small disk"
WRITERS = (
    ["check", ".", "--fix", *AS_OF],
    ["check", ".", "--format", "json:report.json", *AS_OF],
    ["baseline", ".", "--as-of", "2026-11-23"],
)


def try_disks(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Write where nothing can be written: the disk is full, or mounted read-only."""
    del most
    after = fixed_text(folder / "clean")
    for name, options, fill in (("full disk", "size=64k", True), ("read-only tree", "size=256k", False)):
        tally = Tally(name)
        if os.geteuid() != 0 or shutil.which("mount") is None:
            tally.skipped = NEEDS_ROOT
            yield tally
            continue
        for arguments in WRITERS:
            if time.monotonic() > ends:
                break
            with _mounted(folder / "disk", options) as disk:
                if disk is None:
                    tally.skipped = NEEDS_ROOT
                    break
                manifest = new_project(disk / "project")
                allowed = [manifest.read_bytes(), *([after] if "--fix" in arguments else [])]
                if fill:
                    _fill(disk / "filler")
                else:
                    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
                done = run(arguments, manifest.parent, env=environment(HOME=str(disk)))
                judged, said = verdict(done, manifest, allowed)
                tally.add(judged, f"{' '.join(arguments[:4])}: {said}")
        yield tally


def try_surroundings(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Run without a home, in other languages, time zones and hash seeds: the same bytes come out."""
    tally = Tally("no HOME, LANG=C, time zones, hash seeds")
    manifest = new_project(folder / "project")
    arguments = ["check", ".", "--format", "json", *AS_OF]
    expected = run(arguments, manifest.parent).stdout
    others = [
        {"HOME": "/nonexistent"}, {"HOME": ""}, {"XDG_CACHE_HOME": "/proc/none"}, {"LANG": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "POSIX"}, {"TZ": "Pacific/Kiritimati"}, {"TZ": "Pacific/Pago_Pago"}, {"TZ": "nonsense"},
        {"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4294967295"}, {"COLUMNS": "20"}, {"NO_COLOR": "1"}, {"TERM": "dumb"},
        {"PROJGUARD_CACHE_DIR": "/proc/none"},
    ]  # fmt: skip
    for other in others[: max(most, len(others))]:
        if time.monotonic() > ends:
            break
        done = run(arguments, manifest.parent, env=environment(**other))
        judged, said = verdict(done, manifest, [manifest.read_bytes()])
        if judged == "survived" and done.stdout != expected:
            judged, said = "broken", "other bytes came out"
        tally.add(judged, f"{other}: {said}")
    yield tally


@contextmanager
def _mounted(disk: Path, options: str) -> Iterator[Path | None]:
    disk.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(disk)], capture_output=True, check=False)
    if done.returncode:
        yield None
        return
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _fill(path: Path) -> None:
    """Take what is left of a disk."""
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 4096)
        except OSError:
            return
