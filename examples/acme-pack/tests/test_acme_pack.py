"""What the card finds, where, and in which words; what the mail looks like."""

from __future__ import annotations

import acme_pack
import pytest

from projguard.testing import assert_passed, assert_said, judge, render

MANIFEST = """\
manifest_version: 1
project: {id: north, title: North, phase: kickoff, start: 2026-11-01}
client: {name: North Ltd}
people:
  anna: {name: Anna, side: client}
  igor: {name: Igor, side: agency}
deliverables:
  - {id: logo, title: Logo, kind: design}
brand:
  colours: ["#c8102e", "#ffffff"]
  approved_by: anna
"""


def test_approved_colours_pass() -> None:
    """Colours that somebody on the client's side has approved are fine."""
    assert_passed(judge(MANIFEST, rules="ACME0001", plugin=acme_pack), "ACME0001")


@pytest.mark.parametrize(
    ("change", "message", "line"),
    [
        (("  approved_by: anna\n", ""), "2 brand colours, approved by nobody", 9),
        (("approved_by: anna", "approved_by: igor"), "#c8102e, #ffffff: approved by Igor, who is not the client", 11),
        (('["#c8102e", "#ffffff"]', "[]"), "Something is to be drawn, and no brand colours are named", 10),
    ],
)
def test_what_is_missing_is_found(change: tuple[str, str], message: str, line: int) -> None:
    """What is wrong is said with its place."""
    judged = judge(MANIFEST.replace(*change), rules="ACME0001", plugin=acme_pack)
    assert_said(judged, "ACME0001", message=message, line=line)


def test_words_need_no_colours() -> None:
    """Where nothing is drawn, nothing is asked."""
    text = MANIFEST.partition("brand:")[0].replace("kind: design", "kind: copywriting")
    assert_passed(judge(text, rules="ACME0001", plugin=acme_pack), "ACME0001")


def test_field_is_known() -> None:
    """The new field is no unknown key, and what stands in it is held against its schema."""
    judged = judge(MANIFEST.replace("colours", "colors"), rules=["PG0002", "ACME0001"], plugin=acme_pack)
    assert_said(judged, "PG0002", message="colors", line=10)


def test_mail() -> None:
    """The mail names the project and what is left to do."""
    judged = judge(MANIFEST.replace("anna\n", "igor\n"), rules="ACME0001", plugin=acme_pack)
    assert render("acme-mail", judged, plugin=acme_pack) == (
        "Subject: projects as of 2026-11-23\n"
        "\n"
        "North\n"
        "- #c8102e, #ffffff: approved by Igor, who is not the client (ACME0001)\n"
        "\n"
        "nothing at or above error\n"
    )
