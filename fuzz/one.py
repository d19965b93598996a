"""``python -m fuzz.one TARGET``: one target in a process of its own, so that what kills it is known."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from fuzz.mutate import Mutator, read_dictionary
from fuzz.targets import ROOT, TARGETS, Target, seeds_of

HANGS_AFTER = 2.0
"""Seconds of the processor that one input may take; a hostile file of 1 MiB is to be answered within them."""
WAITS = 10
"""So many times as long it may take by the clock, since others are at work too."""
MINIMISING = 20.0
"""Seconds spent on making one find small."""
DICTIONARY = ROOT / "fuzz" / "yaml.dict"


class Hang(BaseException):
    """Raised in a target that takes too long; no target catches it."""


def main() -> int:
    """Run a target for a while and print what was tried and found as JSON."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.one", description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, required=True, help="folder for what is found")
    parser.add_argument("--guided", action="store_true", help="let coverage choose the inputs; needs atheris")
    arguments = parser.parse_args()
    arguments.into.mkdir(parents=True, exist_ok=True)
    if arguments.guided:
        guided(arguments.target, arguments.seconds, arguments.seed, arguments.into)
        return 0
    print(json.dumps(mutated(arguments.target, arguments.seconds, arguments.seed, arguments.into)))
    return 0


def mutated(name: str, seconds: float, seed: int, into: Path) -> dict[str, object]:
    """Try changed seeds; gives the number of inputs and one description of each different find."""
    target = TARGETS[name]
    mutator = Mutator(seeds_of(name), read_dictionary(DICTIONARY), seed)
    finds: dict[str, str] = {}
    ends = time.monotonic() + seconds
    count = 0
    current = into / "current"
    while time.monotonic() < ends:
        text = mutator.next()
        current.write_bytes(text)
        count += 1
        fault = fault_of(target, text)
        if fault and fault not in finds:
            small = minimised(target, text, fault)
            path = into / sha256(small).hexdigest()[:16]
            path.write_bytes(small)
            finds[fault] = path.name
    current.unlink(missing_ok=True)
    return {"inputs": count, "finds": finds}


def fault_of(target: Target, text: bytes) -> str:
    """Say what an input breaks: the kind of the exception and where it was raised; empty where nothing."""
    try:
        with limited(HANGS_AFTER):
            target(text)
    except Hang:
        return f"hang: longer than {HANGS_AFTER:g} s"
    except Exception as fault:  # noqa: BLE001 - whatever is raised is what is looked for
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        return f"crash: {type(fault).__name__} in {Path(frame.filename).name}:{frame.lineno} {frame.name}: {fault}"[
            :200
        ]
    return ""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise Hang in a block that takes longer."""

    def ring(*_: object) -> None:
        raise Hang

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, seconds * WAITS))
    for rung, timer, after in timers:
        signal.signal(rung, ring)
        signal.setitimer(timer, after)
    try:
        yield
    finally:
        for _, timer, _ in timers:
            signal.setitimer(timer, 0)


def minimised(target: Target, text: bytes, fault: str) -> bytes:
    """Cut pieces out of an input, large ones first, as long as it breaks the same promise."""
    ends = time.monotonic() + MINIMISING
    size = len(text) // 2
    while size and time.monotonic() < ends:
        at = 0
        while at < len(text) and time.monotonic() < ends:
            shorter = text[:at] + text[at + size :]
            if fault_of(target, shorter) == fault:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def guided(name: str, seconds: float, seed: int, into: Path) -> None:
    """Let atheris choose inputs by coverage; it ends the process, and writes what it finds beside ``current``."""
    atheris: Any = import_module("atheris")
    corpus = into / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, text in enumerate(seeds_of(name)):
        (corpus / f"seed-{number}").write_bytes(text)
    for module in [module for key, module in sys.modules.items() if key.startswith("projguard.")]:
        for value in [value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__]:
            if callable(value) and hasattr(value, "__code__"):
                atheris.instrument_func(value)
    options = [
        f"-max_total_time={int(seconds)}", f"-seed={seed}", f"-dict={DICTIONARY}", f"-artifact_prefix={into}/",
        f"-timeout={int(HANGS_AFTER) * 5}", "-print_final_stats=1", "-max_len=20000",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
