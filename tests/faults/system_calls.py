"""Each system call of a run failed once, by strace: the disk is full, a file cannot be read, a descriptor is missing."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.faults.ground import AS_OF, Tally, every, fixed_text, new_project, run, verdict

CALLS = (
    "openat",
    "read",
    "write",
    "fsync",
    "rename",
    "renameat",
    "linkat",
    "close",
    "fstat",
    "newfstatat",
    "getdents64",
)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EMFILE", "EINTR")
COMMANDS = {"check": ["check", ".", *AS_OF], "check --fix": ["check", ".", "--fix", *AS_OF]}


def try_calls(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Fail the calls of ``check`` and of ``check --fix``, at most so many of each kind and error, until the time is up."""
    for left, (name, arguments) in zip(range(len(COMMANDS), 0, -1), COMMANDS.items(), strict=True):
        share = time.monotonic() + (ends - time.monotonic()) / left
        tally = Tally(f"failed system calls: {name}")
        if shutil.which("strace") is None:
            tally.skipped = "strace is not installed"
            yield tally
            continue
        after = fixed_text(folder / "clean")
        for call, number, error in chosen(arguments, folder / "counted", most):
            if time.monotonic() > share:
                break
            manifest = new_project(folder / "project")
            inject = f"inject={call}:error={error}:when={number}"
            before = ["strace", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
            allowed = [manifest.read_bytes(), *([after] if "--fix" in arguments else [])]
            done = run(arguments, manifest.parent, before=before)
            judged, said = verdict(done, manifest, allowed)
            tally.add(judged, f"{call} number {number}, {error}: {said}")
        yield tally


def chosen(arguments: Sequence[str], folder: Path, most: int) -> Iterator[tuple[str, int, str]]:
    """Choose calls from the first on that concerns the project: what fails before is the interpreter's own start."""
    new_project(folder)
    log = folder.parent / "strace.txt"
    run(arguments, folder, before=["strace", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"])
    numbers: dict[str, list[int]] = {}
    counts: dict[str, int] = dict.fromkeys(CALLS, 0)
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.match(r"(\w+)\(", line)
        if found is None or found[1] not in counts:
            continue
        counts[found[1]] += 1
        begun = begun or "projguard.yaml" in line
        if begun:
            numbers.setdefault(found[1], []).append(counts[found[1]])
    for call, row in numbers.items():
        for error in ERRORS:
            for number in every(row, most):
                yield call, number, error
