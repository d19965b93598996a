"""One manifest that is as large as an operator allows: many products, many people."""

from __future__ import annotations

import shutil
from pathlib import Path

from benchmarks.peers import HEALTHY

PERSON = '  person{number}: {{name: "Мастер {number}", side: agency, role: designer, email: m{number}@studio.example, skills: [design]}}\n'
PRODUCT = """\
  - id: page-{number}
    title: "Страница {number}"
    kind: design
    stream: creative
    owner: person{owner}
    depends_on: [{before}]
    start: 2026-11-30
    due: 2026-12-04
    rounds: 1
"""
LIMITS = "limits:\n  file_bytes: 100000000\n  nodes: 10000000\n"


def large_project(folder: Path, products: int, people: int) -> Path:
    """Lay out the healthy project with so many more products and people; gives its manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(HEALTHY, folder)
    manifest = folder / "projguard.yaml"
    text = manifest.read_text(encoding="utf-8")
    workers = "".join(PERSON.format(number=number) for number in range(people))
    pages = "".join(
        PRODUCT.format(number=number, owner=number % people, before=f"page-{number - 1}" if number else "design")
        for number in range(products)
    )
    text = _below(text, "\npeople:\n", workers)
    manifest.write_text(_below(text, "\ndeliverables:\n", pages), encoding="utf-8")
    return manifest


def limits(folder: Path) -> Path:
    """Write the settings with which an operator lets such a manifest pass."""
    settings = folder / "limits.yaml"
    settings.write_text(LIMITS, encoding="utf-8")
    return settings


def _below(text: str, heading: str, more: str) -> str:
    """Add lines at the beginning of a section."""
    at = text.index(heading) + len(heading)
    return text[:at] + more + text[at:]
