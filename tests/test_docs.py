"""Each command that the README and the pages for people print is run, and its printed output compared."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^```yaml\n# (sample_projects/\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""A block that names a file in its first line stands in that file when the commands of its page are run."""
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
SHOWN_STATUS = re.compile(r"^exit (\d)", re.MULTILINE)


class Step(NamedTuple):
    """One command of a page, with the output that the page shows below it."""

    command: str
    shown: str


class Block(NamedTuple):
    """One console block: its steps share a scratch copy of the sample projects."""

    place: str
    steps: tuple[Step, ...]
    files: tuple[tuple[str, str], ...] = ()
    """Path and text of the files that the page has the reader write."""


def blocks_of(text: str, name: str) -> list[Block]:
    """Read the console blocks of a page; each is named after the page and the line where it starts."""
    return [
        Block(f"{name}:{text.count(chr(10), 0, found.start()) + 1}", steps_of(found[1]), tuple(FILE.findall(text)))
        for found in CONSOLE.finditer(text)
    ]


def steps_of(body: str) -> tuple[Step, ...]:
    """Split a console block at its prompts."""
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return tuple(Step(command, shown) for command, _, shown in (part.partition("\n") for part in parts))


INLINE = sorted(
    {found for page in PAGES for found in re.findall(r"`(projguard [a-z][^`]*)`", page.read_text(encoding="utf-8"))}
)
BLOCKS = [block for page in PAGES for block in blocks_of(page.read_text(encoding="utf-8"), page.name)]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_printed_commands_do_what_the_page_shows(block: Block, tmp_path: Path) -> None:
    """Who types a printed command gets the output that the page shows; `...` stands for any lines."""
    shutil.copytree(ROOT / "sample_projects", tmp_path / "sample_projects")
    for path, text in block.files:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    for step in block.steps:
        done = run(step.command, tmp_path)
        status = SHOWN_STATUS.search(step.shown)
        assert done.returncode == (int(status[1]) if status else 0), done.stdout + done.stderr
        if step.shown:
            assert same(step.shown, done.stdout), f"{step.command}\nprints\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("command", INLINE)
def test_commands_in_sentences_work(command: str, tmp_path: Path) -> None:
    """A command that a sentence or a table names does what it is named for, in a project's folder."""
    shutil.copytree(ROOT / "sample_projects", tmp_path / "sample_projects")
    inside = tmp_path if "sample_projects" in command else tmp_path / "sample_projects" / "website-healthy"
    done = run(command, inside)
    assert done.returncode in {0, 1}, done.stdout + done.stderr


def test_readme_prints_commands() -> None:
    """The README shows the program at work, so the test above has something to hold it to."""
    assert len([block for block in BLOCKS if block.place.startswith("README.md:")]) >= 3


def test_links_lead_to_files() -> None:
    """Each link within the repository leads to something that exists."""
    links = [(page, link) for page in PAGES for link in LINK.findall(page.read_text(encoding="utf-8"))]
    assert links
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("shown", "printed", "equal"),
    [
        ("one\ntwo\n", "one\ntwo\n", True),
        ("one\n...\nfour\n", "one\ntwo\nthree\nfour\n", True),
        ("one\n...\nfour\n", "one\nfour\n", True),
        ("one\n...\n", "one\ntwo\n", True),
        ("one\ntwo\n", "one\ntwo \n", True),
        ("one\n", "one\ntwo\n", False),
        ("one\n...\nfour\n", "one\ntwo\n", False),
        ("one.two\n", "one-two\n", False),
    ],
)
def test_output_is_compared_line_by_line(shown: str, printed: str, equal: bool) -> None:  # noqa: FBT001 - a table's column
    """Lines are equal but for blanks at their end; only a line of three dots stands for others."""
    assert same(shown, printed) is equal


def test_blocks_are_read_as_they_stand() -> None:
    """A block's commands and outputs are told apart by the prompt."""
    text = "Intro\n\n```console\n$ projguard a\nout\n$ projguard b\n```\n"
    assert blocks_of(text, "x.md") == [Block("x.md:3", (Step("projguard a", "out\n"), Step("projguard b", "")))]


def same(shown: str, printed: str) -> bool:
    """Compare printed output with what a page shows."""
    lines = [line.rstrip() for line in shown.rstrip().split("\n")]
    pattern = "".join(r"(?:[^\n]*\n)*?" if line == "..." else re.escape(line) + r"\n" for line in lines)
    text = "".join(line.rstrip() + "\n" for line in printed.rstrip().split("\n"))
    return re.fullmatch(pattern, text) is not None


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one printed command of projguard in a folder, 80 columns wide, in English unless it says otherwise."""
    program, *arguments = shlex.split(command)
    assert program == "projguard", f"{command!r}: console blocks show projguard; other commands stand in sh blocks"
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PROJGUARD_", "CI", "GITHUB_"))
    }
    return subprocess.run(
        [Path(sys.executable).with_name("projguard"), *arguments],
        cwd=folder,
        env={**inherited, "COLUMNS": "80", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
