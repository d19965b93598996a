"""Each system call of a run failed once, by strace: the disk is full, a file cannot be read, a descriptor is missing."""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from tests.faults.ground import AS_OF, Tally, Verdict, every, fixed_text, new_project, run, verdict

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
OF_PYTHON = re.compile(r"\.(?:py|pyc|so|dist-info)\b|__pycache__|site-packages")
"""Calls that load modules; what concerns the project, its cache and the report is tried before them."""
AT_ONCE = 2


class Fault(NamedTuple):
    """One call that fails: the how-manieth of its kind in a run, and how."""

    call: str
    number: int
    error: str


def try_calls(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Fail the calls of ``check`` and of ``check --fix``, at most so many of each kind and error, until the time is up."""
    for left, name in zip(range(len(COMMANDS), 0, -1), COMMANDS, strict=True):
        share = time.monotonic() + (ends - time.monotonic()) / left
        tally = Tally(f"failed system calls: {name}")
        if shutil.which("strace") is None:
            tally.skipped = "strace is not installed"
            yield tally
            continue
        after = fixed_text(folder / "clean")
        faults = list(chosen(COMMANDS[name], folder / "counted", most))
        tally.of = len(faults)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            parts = [
                pool.submit(_tried, name, folder / f"project-{part}", faults[part::AT_ONCE], after, share)
                for part in range(AT_ONCE)
            ]
        for part in parts:
            for judged, said in part.result():
                tally.add(judged, said)
        yield tally


def _tried(name: str, folder: Path, faults: Sequence[Fault], after: bytes, ends: float) -> list[tuple[Verdict, str]]:
    found: list[tuple[Verdict, str]] = []
    for fault in faults:
        if time.monotonic() > ends:
            break
        manifest = new_project(folder)
        inject = f"inject={fault.call}:error={fault.error}:when={fault.number}"
        # The filter of the kernel stops the program at these calls alone, which halves the time.
        before = ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", f"trace={fault.call}", "-e", inject]
        allowed = [manifest.read_bytes(), *([after] if "--fix" in COMMANDS[name] else [])]
        done = run(COMMANDS[name], manifest.parent, before=before)
        judged, said = verdict(done, manifest, allowed)
        found.append((judged, f"{fault.call} number {fault.number}, {fault.error}: {said}"))
    return found


def chosen(arguments: Sequence[str], folder: Path, most: int) -> Iterator[Fault]:
    """Choose calls from the first on that concerns the project, in an order that any limit of time cuts fairly.

    What fails before is the interpreter's own start.
    """
    new_project(folder)
    log = folder.parent / "strace.txt"
    run(arguments, folder, before=["strace", "-y", "-o", str(log), "-e", f"trace={','.join(CALLS)}"])
    numbers: dict[bool, dict[str, list[int]]] = {False: {}, True: {}}
    counts: dict[str, int] = dict.fromkeys(CALLS, 0)
    begun = False
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        found = re.match(r"(\w+)\(", line)
        if found is None or found[1] not in counts:
            continue
        counts[found[1]] += 1
        begun = begun or "projguard.yaml" in line
        if begun:
            numbers[bool(OF_PYTHON.search(line))].setdefault(found[1], []).append(counts[found[1]])
    order = random.Random(6)  # noqa: S311 - an order needs no secrecy
    for rows in numbers.values():
        faults = [
            Fault(call, number, error) for call, row in rows.items() for error in ERRORS for number in every(row, most)
        ]
        order.shuffle(faults)
        yield from faults
