"""explain, rules and schema, run as a person runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = "from projguard.cli.main import main; main()"


def projguard(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", RUN, *words],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_explain_tells_a_rule_in_russian() -> None:
    """A code in lower case is enough, and the page says why, what to do and whom to ask."""
    done = projguard("explain", "pg0603", "--lang", "ru")
    assert done.returncode == 0
    assert done.stdout.startswith("PG0603 brief-not-returned\n")
    assert "Почему это важно" in done.stdout
    assert "Что спросить (клиента)" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_explain_names_the_nearest_rule() -> None:
    """A misspelt name exits 2 and names the rule that was probably meant."""
    done = projguard("explain", "brief-mising")
    assert done.returncode == 2
    assert "No rule or point is called 'brief-mising'. Did you mean 'brief-missing'?" in done.stderr
    assert done.stdout == ""


def test_explain_lists_the_rules_of_a_point() -> None:
    """A number means a point."""
    done = projguard("explain", "6", "--lang", "en")
    assert done.returncode == 0
    listed = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("  PG")]
    assert listed == ["PG0601", "PG0602", "PG0603", "PG0604", "PG0605", "PG0606"]


def test_rules_prints_severity_by_phase() -> None:
    """The table has a row per rule with its severity in each phase."""
    done = projguard("rules", "--lang", "en")
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.startswith("PG")}
    assert rows["PG0603"] == ["brief-not-returned", "▲", "✖", "✖", "–", "–"]
    assert done.stdout.endswith("\n✖ error  ▲ warning  · note  – off\n")
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_schema_prints_the_published_file() -> None:
    """What is printed is the schema in the repository, byte for byte."""
    done = projguard("schema", "manifest")
    assert done.stdout == (ROOT / "schemas" / "manifest.schema.json").read_text(encoding="utf-8")
    assert json.loads(done.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "How soon the client comments on each product."),
        ("ru", "За сколько клиент отвечает по каждому продукту."),
    ],
)
def test_schema_speaks_one_language(lang: str, said: str) -> None:
    """With --lang the texts that an editor shows are in that language alone."""
    done = projguard("schema", "manifest", "--lang", lang)
    within = json.loads(done.stdout)["properties"]["feedback"]["properties"]["within"]
    assert within["description"] == said
    assert "markdownDescription" not in within


def test_schema_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    """A place that takes no file costs the run its status, with the reason."""
    done = projguard("schema", "config", "--output", str(tmp_path / "absent" / "s.json"))
    assert done.returncode == 4
    assert done.stderr == f"exit 4: {tmp_path / 'absent' / 's.json'} is not written: No such file or directory\n"


def test_unknown_schema_is_refused() -> None:
    """A word that names no schema exits 2 and lists the ones there are."""
    done = projguard("schema", "manifesto")
    assert done.returncode == 2
    assert "is not one of manifest, rules, config, report. Did you mean 'manifest'?" in done.stderr


def test_help_is_told_in_russian() -> None:
    """Help, and what is wrong with a request, are told in the language asked for."""
    shown = projguard("check", "--help", "--lang", "ru")
    assert "Проверять так, будто проект на этой стадии." in shown.stdout
    refused = projguard("check", "--lang", "ru", "--phase", "kikoff")
    assert refused.returncode == 2
    assert refused.stderr.endswith(
        "Ошибка: --phase: 'kikoff' не подходит, нужно одно из: draft, kickoff, production, delivered, closed. "
        "Возможно, имелось в виду 'kickoff'?\n"
    )
