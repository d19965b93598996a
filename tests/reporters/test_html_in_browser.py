"""The report for a browser as Chromium, an accessibility checker, the Nu validator and a printer see it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest

SAMPLES = Path(__file__).parents[2] / "sample_projects"
SECTIONS = ("brief", "feedback", "guideline", "quality", "knowledge_base", "revisions", "pricing", "rationale")
HOSTILE = "</title><script>alert('x')</script><img src=x onerror=alert(1)>«кавычки»\\\" & =cmd() ::error:: שלום"
FEW_FOLDS = """[...document.querySelectorAll("details")].slice(3).forEach((fold) => fold.remove());"""
"""Leaves three projects of many; the others are written alike, and would only take time."""
UNFOLDED = """document.querySelectorAll("details").forEach((fold) => { fold.open = true; });"""
WIDTH = "document.documentElement.scrollWidth"
ROWS = "tr, .lane, .lamp, .places li, .plain li, .gap dl > div, .fold > summary"


class Looking(Protocol):
    """What these tests ask of a browser."""

    def look(self, file: Path, **request: Any) -> dict[str, Any]:
        """Open a page."""


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the pages that are looked at: two projects, a portfolio of seven and one of 40, a project of hostile names."""
    folder = tmp_path_factory.mktemp("pages")
    make_portfolio(folder / "many")
    hostile = folder / "hostile"
    shutil.copytree(SAMPLES / "launch-at-risk", hostile)
    manifest = hostile / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    for title in re.findall(r'^ +(?:title|name): "?([^"\n]+)"?$', text, re.MULTILINE):
        text = text.replace(f"title: {title}\n", f'title: "{HOSTILE}"\n').replace(f'"{title}"', f'"{HOSTILE}"')
    manifest.write_text(text.replace("Sonia Greco", "<b>Sonia"), encoding="utf-8")
    return {
        "launch": write_page(folder / "launch.html", SAMPLES / "launch-at-risk", "en"),
        "cafe": write_page(folder / "cafe.html", SAMPLES / "cafe-many-gaps", "ru"),
        "few": write_page(folder / "few.html", SAMPLES, "ru"),
        "many": write_page(folder / "many.html", folder / "many", "en"),
        "hostile": write_page(folder / "hostile.html", hostile, "en"),
    }


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("launch", 390, "dark"),
        ("launch", 1280, "light"),
        ("cafe", 390, "light"),
        ("cafe", 1280, "dark"),
        ("hostile", 390, "light"),
        ("many", 390, "light"),
    ],
)
def test_page_is_quiet_and_accessible(
    name: str, width: int, scheme: str, pages: dict[str, Path], browser: Looking
) -> None:
    """A page says nothing on the console, asks for nothing, fits its width and violates no rule of axe."""
    seen = browser.look(pages[name], width=width, scheme=scheme, axe=True, script=FEW_FOLDS + UNFOLDED + WIDTH)
    assert seen == {"messages": [], "requests": [], "violations": [], "value": width}


def test_portfolio_on_a_wide_screen(pages: dict[str, Path], browser: Looking, tmp_path: Path) -> None:
    """A portfolio of 40 is drawn in a dark room too, with the eight most urgent projects on the first screen."""
    shot = tmp_path / "page.png"
    script = "[document.documentElement.scrollWidth, document.querySelectorAll('.heat tbody tr')[7].getBoundingClientRect().bottom]"
    seen = browser.look(pages["many"], width=1280, height=900, scheme="dark", shot=str(shot), script=script)
    assert (seen["messages"], seen["requests"]) == ([], [])
    assert seen["value"][0] == 1280
    assert seen["value"][1] < 900
    assert shot.read_bytes()[:4] == b"\x89PNG"


def test_checker_finds_what_is_wrong(browser: Looking, tmp_path: Path) -> None:
    """The looks above see a message, a request, a violation and a width that does not fit."""
    bad = tmp_path / "bad.html"
    bad.write_text('<script>console.log("x")</script><img src="other.png"><p style="width:900px">x', encoding="utf-8")
    seen = browser.look(bad, width=390, axe=True, script=WIDTH)
    assert "x" in seen["messages"]
    assert seen["requests"] == [(tmp_path / "other.png").as_uri()]
    assert any(found.startswith("image-alt") for found in seen["violations"])
    assert seen["value"] > 390


def test_project_folds_out(pages: dict[str, Path], browser: Looking) -> None:
    """A project of the heat map leads to its details, which open without a script of the page."""
    script = """(() => {
        const folds = [...document.querySelectorAll("details")];
        const before = folds.filter((fold) => fold.open).length;
        document.querySelector(".heat tbody tr:nth-child(2) a").click();
        return new Promise((done) => setTimeout(() => done([folds.length, before, folds.map((fold) => fold.open).indexOf(true)]), 100));
    })()"""
    assert browser.look(pages["many"], script=script)["value"] == [40, 0, 1]


def test_lanes_share_one_scale(pages: dict[str, Path], browser: Looking) -> None:
    """Bars stand where their days are: what begins when another ends begins at the same place."""
    script = """[...document.querySelectorAll(".lane")].map((lane) =>
        [...lane.querySelectorAll(".work, .answer, .clash, .gone")].map((bar) => {
            const box = bar.getBoundingClientRect();
            const track = lane.querySelector(".track").getBoundingClientRect();
            return [bar.getAttribute("class"), (box.left - track.left) / track.width * 77, box.width / track.width * 77];
        }))"""
    lanes = browser.look(pages["launch"], script=script)["value"]
    # The window is 12 October to 27 December: 77 days.
    assert lanes[0][1] == ["work accepted", pytest.approx(7, abs=0.1), pytest.approx(12, abs=0.1)]
    assert lanes[0][0] == ["answer", pytest.approx(19, abs=0.1), pytest.approx(11, abs=0.1)]
    assert ["clash", pytest.approx(50, abs=0.3), pytest.approx(2, abs=0.3)] in lanes[2]
    assert lanes[4] == [["gone", pytest.approx(49, abs=0.3), pytest.approx(12, abs=0.3)]]


@pytest.mark.parametrize("name", ["launch", "many"])
def test_print_cuts_no_row(
    name: str, pages: dict[str, Path], browser: Looking, consumer: Callable[[str], Path], tmp_path: Path
) -> None:
    """On paper each row stands on one page, folded projects are open, and nothing is cut off at the edge."""
    pdf = tmp_path / "page.pdf"
    script = f"""document.querySelectorAll(".hidden").forEach((unseen) => unseen.remove());
        {FEW_FOLDS}
        [...document.querySelectorAll({ROWS!r})].map((row) => row.innerText)"""
    rows = browser.look(pages[name], pdf=str(pdf), script=script)["value"]
    told = subprocess.run([consumer("pdftotext"), "-raw", pdf, "-"], check=True, capture_output=True, text=True)
    printed = [re.sub(r"\s+", "", page) for page in told.stdout.split("\f")]
    texts = [re.sub(r"\s+", "", row) for row in rows]
    assert len(texts) > {"launch": 50, "many": 120}[name]
    assert [text for text in texts if not any(text in page for page in printed)] == []


def test_validator_finds_no_error(pages: dict[str, Path], consumer: Callable[[str], Path]) -> None:
    """The Nu validator has no error to report."""
    jar = consumer("vnu-jar") / "build" / "dist" / "vnu.jar"
    told = subprocess.run(
        [
            consumer("java"),
            "-Xss8m",
            "-jar",
            jar,
            "--format",
            "json",
            "--exit-zero-always",
            *(pages[name] for name in ("launch", "few", "hostile")),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(told.stderr)["messages"]
    assert [f"{one['url'][-20:]}:{one['lastLine']}: {one['message']}" for one in found if one["type"] == "error"] == []


def make_portfolio(folder: Path) -> None:
    """Make 40 projects of the samples: other titles, sections left out, waivers that end soon, one unreadable."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    for number in range(40):
        sample = samples[number % len(samples)]
        shutil.copytree(sample, folder / f"{number:02}-{sample.name}")
        manifest = folder / f"{number:02}-{sample.name}" / "projguard.yaml"
        text = manifest.read_text(encoding="utf-8")
        text = re.sub(r'^(  title: )"?([^"\n]*)"?', rf'\1"\2 {number}"', text, count=1, flags=re.MULTILINE)
        for section in SECTIONS[: number // 8]:
            text = re.sub(rf"^{section}:.*\n(?:[ #].*\n)*", "", text, flags=re.MULTILINE)
        if number % 11 == 5 and "waivers:" not in text:
            until = date(2026, 11, 25) + timedelta(days=number)
            text += f"\nwaivers: [{{rule: PG0704, reason: The opening is on a Saturday, approved_by: egor, until: {until}}}]\n"
        manifest.write_text(text.replace("client:", "client\n", 1) if number == 17 else text, encoding="utf-8")


def write_page(file: Path, target: Path, lang: str) -> Path:
    """Run projguard as people do."""
    program = str(Path(sys.executable).with_name("projguard"))
    arguments = ["check", str(target), "--as-of", "2026-11-23", "--lang", lang, "--format", f"html:{file}"]
    assert subprocess.run([program, *arguments], capture_output=True, check=False).returncode == 1
    return file
