"""What a manifest costs grows with its length and no faster, counted in steps of the interpreter, never in seconds."""

from __future__ import annotations

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import projguard
from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.model.config import Config

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT))

from benchmarks.large import large_project  # noqa: E402 - the repository's own tools are no installed package

FEW = 60
"""Products of the smaller manifest; the larger one has twice as many, and twice as many people."""
LEAST = 2_000
"""Steps from which on a function is worth looking at."""
MOST = 2.2
"""Growth of what a function does when the manifest doubles: 2 is linear, 4 quadratic."""
PACKAGE = str(Path(projguard.__file__).parent)


@pytest.fixture(scope="module")
def active() -> Active:
    """Load the bundled checklist once."""
    return load_active(only=())


def healthy(text: str) -> str:
    """Leave the manifest as it is."""
    return text


def with_gaps(text: str) -> str:
    """Give each product people, fields, kinds, dates and words that are wrong."""
    numbers = iter(range(len(text)))

    def product(_: re.Match[str]) -> str:
        number = next(numbers)
        return f"    owner: nobody-{number}\n    kinnd: design\n    delivered_on: 4.12.26\n    rationale: TBD\n"

    return re.sub(r"    owner: person\d+\n", product, text).replace(
        "stream: creative\n    owner: nob", "stream: x\n    owner: nob"
    )


def in_circles(text: str) -> str:
    """Let each product need the next one as well as the one before."""
    return re.sub(
        r"depends_on: \[page-(\d+)\]", lambda found: f"depends_on: [page-{found[1]}, page-{int(found[1]) + 2}]", text
    )


def with_waivers(text: str) -> str:
    """Waive a gap of every product."""
    entry = "  - {{rule: PG0705, scope: /deliverables/id=page-{0}, reason: Client asked for it, approved_by: anna, expires: 2026-12-20}}\n"
    count = text.count("  - id: page-")
    return f"{text}waivers:\n{''.join(entry.format(number) for number in range(0, count, 20))}"


def with_comments(text: str) -> str:
    """Suppress a gap of every product by a comment above it."""
    comment = "  # projguard: ignore[PG0705] the client moves the day of every page\n"
    return text.replace("  - id: page-", f"{comment}  - id: page-")


@pytest.mark.parametrize(
    "change", [healthy, with_gaps, in_circles, with_waivers, with_comments], ids=lambda change: change.__name__
)
def test_no_function_does_more_than_twice_for_twice_the_manifest(change: Any, active: Active, tmp_path: Path) -> None:
    """No function of the program does more than twice as much for a manifest with twice as many products and people."""
    once, twice = (steps_of(active, tmp_path, change, count) for count in (FEW, 2 * FEW))
    grown = {name: (once[name], steps) for name, steps in twice.items() if steps > max(LEAST, MOST * once[name])}
    assert grown == {}
    assert sum(twice.values()) > 1.3 * sum(once.values())


def test_growth_is_seen() -> None:
    """The measure sees a loop in a loop."""

    def pairs(count: int) -> int:
        return sum(1 for one in range(count) for other in range(count) if one < other)

    once, twice = (sum(counted(lambda count=count: pairs(count), __file__).values()) for count in (50, 100))
    assert twice > 3.5 * once


def steps_of(active: Active, folder: Path, change: Any, count: int) -> Counter[str]:
    """Count the steps that each function takes to judge one manifest of so many products."""
    manifest = large_project(folder / change.__name__, count, count // 5)
    manifest.write_text(change(manifest.read_text(encoding="utf-8")), encoding="utf-8")
    examiner = Examiner(active, Config(as_of=date(2026, 11, 23)))
    examiner.examine(manifest, "projguard.yaml")  # what is worked out once per process does not count
    return counted(lambda: examiner.examine(manifest, "projguard.yaml"), PACKAGE)


def counted(action: Any, place: str) -> Counter[str]:
    """Count the lines that each function below a folder runs, a loop's every round anew."""
    steps: Counter[str] = Counter()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if not code.co_filename.startswith(place):
            return None
        steps[f"{code.co_filename.removeprefix(place)}:{code.co_firstlineno} {code.co_name}"] += event in {
            "line",
            "call",
        }
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        action()
    finally:
        sys.settrace(before)
    return steps
