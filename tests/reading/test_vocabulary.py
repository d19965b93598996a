from __future__ import annotations

from typing import Any

import pytest

from projguard.reading.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("type_name", "words"),
    [
        ("phase", ("draft", "kickoff", "production", "delivered", "closed")),
        ("stream", ("creative", "media", "production")),
        ("date", ()),
        ("unheard_of", ()),
    ],
)
def test_words_of_a_type(manifest_schema: dict[str, Any], type_name: str, words: tuple[str, ...]) -> None:
    """A type gives the words that it lists, without the empty one."""
    assert Vocabulary(manifest_schema).words(type_name) == words


def test_words_of_types_made_of_others(manifest_schema: dict[str, Any]) -> None:
    """A type that refers to another, or to a choice of several, lists all their words once."""
    vocabulary = Vocabulary(manifest_schema)
    kinds = vocabulary.words("kind")
    assert kinds[0] == "copywriting"
    assert vocabulary.words("scope") == ("all", "budget", "launch", *kinds)
    assert vocabulary.words("kind_or_all") == ("all", *kinds)


@pytest.mark.parametrize(
    ("key", "homes"),
    [
        ("within", ("feedback.within",)),
        ("multiplier", ("pricing.overtime.multiplier",)),
        ("skills", ("people.<id>.skills",)),
        ("depends_on", ("deliverables[].depends_on",)),
        ("unheard_of", ()),
    ],
)
def test_homes_of_a_key(manifest_schema: dict[str, Any], key: str, homes: tuple[str, ...]) -> None:
    """A key gives the fields where it belongs."""
    assert Vocabulary(manifest_schema).homes(key) == homes


def test_nearer_homes_come_first(manifest_schema: dict[str, Any]) -> None:
    """Of several fields with the same last key the one nearest to the top is the first."""
    homes = Vocabulary(manifest_schema).homes("agreed")
    assert homes == ("feedback.agreed", "rationale.agreed", "revisions.agreed", "pricing.overtime.agreed")
