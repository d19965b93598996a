"""The YAML test suite, case by case: read with the right data, or refused with a sentence; never read wrongly."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from projguard.app.active import Active
from projguard.model.limits import Limits
from projguard.model.source import Document
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document, read_tree
from projguard.reading.yaml_extension import has_extension

FOLDER = Path(__file__).parent / "yaml_test_suite"
TABLE = FOLDER / "classification.tsv"
KNOWN_OTHER = ("L24T-01",)
"""Cases read with other data than the suite says: blanks before the very end of the file lose their line end."""
WITHOUT_JSON = {"96NN-01": {"foo": "\tbar"}}
"""What the suite says of cases whose data it gives as events alone."""
SENSELESS = frozenset({"not_mapping", "empty"})
"""Refusals of what is YAML, but no manifest."""


@cache
def cases() -> dict[str, dict[str, Any]]:
    """Give the cases of the suite by id."""
    lines = (FOLDER / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    return {case["id"]: case for case in map(json.loads, lines)}


def read(text: str, *, pure: bool) -> Document | Unreadable:
    """Read a text, or give why it is refused."""
    try:
        return read_document(text.encode(), "", Limits(), pure=pure)
    except Unreadable as refused:
        return refused


def said(case: dict[str, Any]) -> Any:
    """Give the data that the suite says a case holds."""
    return json.loads(case["json"]) if case.get("json") else WITHOUT_JSON.get(case["id"])


def verdict(case: dict[str, Any]) -> tuple[str, ...]:
    """Classify a case: what the suite says, what becomes of it, and by which messages of either parser."""
    fast, pure = (read(case["yaml"], pure=pure) for pure in (False, True))
    suite = "must fail" if case.get("fail") else "valid"
    if isinstance(fast, Document):
        return suite, "read" if fast.data == said(case) else "read otherwise", "", ""
    other = pure.message if isinstance(pure, Unreadable) and pure.message != fast.message else ""
    return suite, "refused", fast.message, other


def test_every_case_ends_as_the_table_says() -> None:
    """Each of the 402 cases has its line: the verdict, and the message of a refusal."""
    table = "".join("\t".join((case, *verdict(cases()[case]))).rstrip("\t") + "\n" for case in sorted(cases()))
    assert len(cases()) == 402
    assert table == TABLE.read_text(encoding="utf-8")


def test_what_must_fail_is_refused() -> None:
    """No case that is no YAML is read by either parser, not even as a value that is no mapping."""
    must_fail = [case for case in cases().values() if case.get("fail")]
    assert len(must_fail) == 94
    for case in must_fail:
        for pure in (False, True):
            with pytest.raises(Unreadable):
                read_tree(case["yaml"], Limits(), pure=pure)


def test_what_is_read_has_the_data_that_the_suite_says() -> None:
    """Every valid case that is read holds the suite's data, those included whose root is no mapping."""
    compared = 0
    for case in cases().values():
        refused = read(case["yaml"], pure=False)
        if case.get("fail") or (isinstance(refused, Unreadable) and refused.message not in SENSELESS):
            continue
        tree = read_tree(case["yaml"], Limits())
        if tree is not None and case["id"] not in KNOWN_OTHER and (case.get("json") or case["id"] in WITHOUT_JSON):
            assert tree.data == said(case), case["id"]
            compared += 1
    assert compared > 180


@pytest.mark.skipif(not has_extension(), reason="the fast parser is not installed")
def test_both_parsers_end_alike() -> None:
    """The fast parser and the pure one read and refuse the same cases, with the same data and the same places."""
    for name, case in cases().items():
        fast, pure = (read(case["yaml"], pure=pure) for pure in (False, True))
        assert type(fast) is type(pure), name
        if isinstance(fast, Document) and isinstance(pure, Document):
            assert (repr(fast.data), dict(fast.nodes)) == (repr(pure.data), dict(pure.nodes)), name


def test_every_refusal_is_a_sentence(active: Active) -> None:
    """What the table names are messages of the card, each with its sentence."""
    lines = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    named = {message for fields in lines for message in fields[3:] if message}
    assert len(named) == 20
    assert not named - active.by_code["PG0001"].messages.keys()
