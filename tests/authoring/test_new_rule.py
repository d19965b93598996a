"""``projguard new rule``: a card that passes its own test as it is."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

Command: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]

SAMPLES = Path(__file__).parents[2] / "sample_projects"
DAY = ("--as-of", "2026-11-23")


def test_new_rule_passes_its_own_test(projguard: Command, tmp_path: Path) -> None:
    """The card of a new rule is tried at once, and the next one in the folder gets the next code and a point of its own."""
    done = projguard("new", "rule", "org-chart-missing", "--letters", "NB")
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        "  rules/org-chart-missing.yaml\n"
        "Try it with `projguard test rules`; settings take it in with rule_dirs: [rules].\n"
    )
    assert projguard("new", "rule", "logo-missing").returncode == 0
    tried = projguard("test", "rules")
    assert tried.returncode == 0, tried.stdout
    texts = [(tmp_path / "rules" / f"{name}.yaml").read_text("utf-8") for name in ("org-chart-missing", "logo-missing")]
    assert ["code: NB0101" in texts[0], "code: NB0102" in texts[1]] == [True, True]
    assert texts[0].splitlines()[2] != texts[1].splitlines()[2]


def test_new_rule_takes_part(projguard: Command, tmp_path: Path) -> None:
    """Settings that name the folder take the rule in, and a project without the field is told about it."""
    project = tmp_path / "project"
    shutil.copytree(SAMPLES / "landing-minimal", project)
    (project / ".git").mkdir()
    (project / ".projguard.yaml").write_text("rule_dirs: [rules]\n", encoding="utf-8")
    assert projguard("new", "rule", "org-chart-missing", "--output", "project/rules").returncode == 0
    done = projguard("check", "project", *DAY, "--select", "OWN", "--format", "concise")
    assert "warning OWN0101 org-chart-missing: client.org_chart is not filled in" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Logo"], "'Logo' is no name of a rule: small letters, digits and hyphens, such as logo-missing."),
        (["decision-maker-missing"], "There is a rule 'decision-maker-missing' already: PG0501."),
        (["logo-missing", "--letters", "n1"], "'n1' are no letters of a code: two to eight capital ones, such as NB."),
        (["logo-missing", "--letters", "PG"], "The letters PG are projguard's own; choose others, such as NB."),
        (["taken"], "'rules/taken.yaml' is there already: nothing is changed."),
    ],
)
def test_what_is_no_new_rule(arguments: list[str], said: str, projguard: Command, tmp_path: Path) -> None:
    """A name that cannot be one, or is taken, is refused with status 2, and nothing is changed."""
    taken = tmp_path / "rules" / "taken.yaml"
    taken.parent.mkdir()
    taken.write_text("# mine\n", encoding="utf-8")
    done = projguard("new", "rule", *arguments)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert [path.name for path in taken.parent.iterdir()] == ["taken.yaml"]
    assert taken.read_text(encoding="utf-8") == "# mine\n"
