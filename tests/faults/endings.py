"""Runs that end before their time: killed at any moment, told to stop, or with nobody reading any more."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.faults.ground import AS_OF, PROJGUARD, Tally, environment, fixed_text, new_project, run, verdict

SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


def try_kills(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Kill ``check --fix`` with signal 9 at random moments: the manifest holds the old or the new text."""
    tally = Tally("kill -9: check --fix")
    after = fixed_text(folder / "clean")
    started = time.monotonic()
    run(["check", ".", "--fix", *AS_OF], new_project(folder / "timed").parent)
    whole = time.monotonic() - started
    moments = random.Random(9)  # noqa: S311 - moments need no secrecy
    for _ in range(most):
        if time.monotonic() > ends:
            break
        manifest = new_project(folder / "project")
        allowed = [manifest.read_bytes(), after]
        # Most of a run is reading; what writes comes in its second half.
        moment = whole * moments.uniform(0.4, 1.1)
        done = _stopped(["check", ".", "--fix", *AS_OF], manifest.parent, moment, signal.SIGKILL)
        judged, said = verdict(done, manifest, allowed)
        tally.add(judged, f"after {moment:.3f} s: {said}")
    yield tally


def try_signals(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Ask a run to stop at any moment, while it loads, reads or reports: it ends with the status of the signal."""
    tally = Tally("signals: check of many projects")
    many = _many(folder, 400)
    moments = random.Random(15)  # noqa: S311 - moments need no secrecy
    for number in range(most):
        sent, status = list(SIGNALS.items())[number % len(SIGNALS)]
        if time.monotonic() > ends:
            break
        command = ["check", ".", "--jobs", str(1 + number % 2), *AS_OF]
        done = _stopped(command, many, moments.uniform(0, 1), sent, heard=True)
        manifest = many / "project-000" / "projguard.yaml"
        judged, said = verdict(done, manifest, [manifest.read_bytes()])
        if judged == "survived" and done.returncode not in {status, 1}:
            judged, said = "broken", f"status {done.returncode} instead of {status}"
        tally.add(judged, f"{sent.name}: {said}")
    yield tally


def try_workers(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Kill a process that checks for another with signal 9 at any moment: every project is reported once all the same."""
    tally = Tally("kill -9: one of two processes of check")
    many = _many(folder, 160)
    if not Path("/proc/self/task").exists():
        tally.skipped = "only Linux tells the children of a process"
        most = 0
    moments = random.Random(7)  # noqa: S311 - moments need no secrecy
    for _ in range(most):
        if time.monotonic() > ends:
            break
        done = _bereft(["check", ".", "--jobs", "2", "--no-cache", "--format", "json", *AS_OF], many, moments)
        manifest = many / "project-000" / "projguard.yaml"
        judged, said = verdict(done, manifest, [manifest.read_bytes()])
        told = done.stdout.count(b'"readable": true') if done.returncode == 1 else 0
        if judged == "survived" and told != 160:
            judged, said = "lost", f"{told} of 160 projects; status {done.returncode}"
        tally.add(judged, said)
    yield tally


def _bereft(arguments: list[str], folder: Path, moments: random.Random) -> subprocess.CompletedProcess[bytes]:
    """Run a command, and kill one of its children once it has some; after a minute without an end it is killed itself."""
    command = [*PROJGUARD, *arguments]
    with subprocess.Popen(
        command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        while process.poll() is None and len(children.read_text(encoding="ascii").split()) < 2:
            time.sleep(0.001)
        try:
            out, err = process.communicate(timeout=moments.uniform(0, 1))
        except subprocess.TimeoutExpired:
            with suppress(OSError, IndexError):
                os.kill(int(moments.choice(children.read_text(encoding="ascii").split())), signal.SIGKILL)
            try:
                out, err = process.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                process.kill()
                out, err = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def _many(folder: Path, count: int) -> Path:
    for number in range(count):
        new_project(folder / "many" / f"project-{number:03}")
    return folder / "many"


def is_heard(process: subprocess.Popen[bytes]) -> bool:
    """Tell whether projguard answers signals by now: before, it is Python alone that is starting."""
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        return True
    caught = re.search(r"^SigCgt:\s*([0-9a-f]+)", status.read_text(encoding="ascii"), re.MULTILINE)
    return caught is None or bool(int(caught[1], 16) >> signal.SIGTERM - 1 & 1)


def try_outputs(folder: Path, ends: float, most: int) -> Iterator[Tally]:
    """Close standard output, fill it, or stop reading it."""
    del most
    tally = Tally("standard output closed, full, or not read")
    for form in ("text", "json", "concise"):
        for what in (">&-", ">/dev/full", "| head -c 1", "2>&-", ">/dev/full 2>&1"):
            if time.monotonic() > ends:
                break
            manifest = new_project(folder / "project")
            shell = f'"$@" {what}; exit "${{PIPESTATUS[0]}}"'
            before = ["bash", "-c", shell, "bash"]
            done = run(["check", ".", "--format", form, *AS_OF], manifest.parent, before=before)
            judged, said = verdict(done, manifest, [manifest.read_bytes()])
            silent = "2>" in what or what == "| head -c 1"
            if judged == "broken" and "without a last line" in said and silent:
                judged = "survived"
            tally.add(judged, f"{form} {what}: {said}")
    yield tally


def _stopped(
    arguments: list[str],
    folder: Path,
    moment: float,
    sent: signal.Signals,
    *,
    heard: bool = False,
) -> subprocess.CompletedProcess[bytes]:
    """Send a signal so many seconds after the process started, or ``heard`` since it answers signals."""
    command = [*PROJGUARD, *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_hear_all,  # noqa: PLW1509 - no thread is running here
    ) as process:
        while heard and process.poll() is None and not is_heard(process):
            time.sleep(0.001)
        try:
            out, err = process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
            out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def _hear_all() -> None:
    """Ignore no signal, as a shell lets what runs in its background do."""
    for sent in SIGNALS:
        signal.signal(sent, signal.SIG_DFL)
