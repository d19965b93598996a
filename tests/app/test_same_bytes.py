"""The same projects on the same day give the same bytes, however and wherever they are checked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COUNT = 20
"""Projects: two batches for workers, and more than it takes to open the cache of results."""
BACKWARDS = """
import os, sys
scandir, listdir = os.scandir, os.listdir

class Backwards:
    def __init__(self, found):
        self.entries, self.close = iter(list(found)[::-1]), found.close
    def __iter__(self):
        return self
    def __next__(self):
        return next(self.entries)
    def __enter__(self):
        return self
    def __exit__(self, *fault):
        self.close()

os.scandir = lambda *place: Backwards(scandir(*place))
os.listdir = lambda *place: listdir(*place)[::-1]
from projguard.cli.start import main
main()
"""
AS_MODULE = ["-m", "projguard"]
NAMES = [f"p{number:02}" for number in range(COUNT)]
WAYS: dict[str, tuple[list[str], list[str], dict[str, str]]] = {
    "one process": (["."], ["--jobs", "1"], {}),
    "eight processes": (["."], ["--jobs", "8"], {}),
    "far east, the C locale": (["."], [], {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
    "far west, no UTF-8 in sight": (
        ["."],
        [],
        {
            "TZ": "Etc/GMT+12",
            "LC_ALL": "POSIX",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "4242",
        },
    ),
    "a Russian locale, two processes": (["."], ["--jobs", "2"], {"LC_ALL": "ru_RU.KOI8-R", "PYTHONHASHSEED": "77"}),
    "a Turkish locale": (["."], [], {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Kolkata"}),
    "paths backwards": ([*NAMES[::-1]], [], {}),
    "paths mixed, some twice": ([*NAMES[7:], ".", *NAMES[:9]], ["--jobs", "2"], {}),
    "folders listed backwards": (["."], [], {}),
    "cache cold": (["."], ["--no-cache"], {}),
    "cache being filled": (["."], [], {"PROJGUARD_CACHE_DIR": "new-cache"}),
    "cache warm, two processes": (["."], ["--jobs", "2"], {"PROJGUARD_CACHE_DIR": "new-cache"}),
}


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder of projects in two languages, healthy and not, one of them unreadable."""
    folder = tmp_path_factory.mktemp("portfolio")
    samples = sorted(path.parent for path in (ROOT / "sample_projects").glob("*/projguard.yaml"))
    for number, name in enumerate(NAMES):
        shutil.copytree(samples[number % len(samples)], folder / name)
    (folder / NAMES[3] / "projguard.yaml").write_text("project: [\n", encoding="utf-8")
    return folder


def check(portfolio: Path, way: str) -> tuple[int, bytes, bytes]:
    """Check the projects one way; gives status, JSON and text."""
    paths, more, environment = WAYS[way]
    start = ["-c", BACKWARDS] if "listed backwards" in way else AS_MODULE
    outputs = [portfolio.parent / f"{way}.{kind}" for kind in ("json", "txt")]
    formats = ["--format", f"json:{outputs[0]}", "--format", f"text:{outputs[1]}", "-v"]
    command = [sys.executable, *start, "check", *paths, "--as-of", "2026-11-23", "--lang", "en", *formats, *more]
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PROJGUARD_"))
    }
    own = {"PROJGUARD_CACHE_DIR": str(portfolio.parent / f"cache of {way}"), "PYTHONHASHSEED": "0", **environment}
    if own["PROJGUARD_CACHE_DIR"] == "new-cache":
        own["PROJGUARD_CACHE_DIR"] = str(portfolio.parent / "new-cache")
    done = subprocess.run(command, cwd=portfolio, env={**inherited, **own}, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    return done.returncode, outputs[0].read_bytes(), outputs[1].read_bytes()


def test_every_way_gives_the_same_bytes(portfolio: Path) -> None:
    """Processes, time zone, locale, hash seed, order of paths and listings, cache: not a byte differs in JSON or text."""
    first, *others = WAYS
    status, json, text = check(portfolio, first)
    assert (status, json.count(b'"readiness"') >= COUNT, b"PG0001" in text) == (1, True, True)
    assert [way for way in others if check(portfolio, way) != (status, json, text)] == []
