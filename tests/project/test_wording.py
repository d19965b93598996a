"""Words that rules look for in all texts of a project at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from projguard.project.documents import hints_of
from projguard.project.wording import Sought, Wording

TEXTS = st.lists(st.sampled_from(["to", "do", "TODO", "token", "ken", "ё", "Е", "ß", "SS", " ", "\n", "."]), max_size=8)
WORDS = st.sampled_from([(), ("TODO",), ("token", "ken"), ("Ё", "ss"), ("odo", "dot"), ("",), ("a.c", "[")])


@given(st.lists(st.tuples(st.lists(TEXTS.map("".join), max_size=3), st.lists(WORDS, max_size=4)), max_size=5))
def test_whoever_asks_together_is_told_what_each_would_be_told_alone(
    asked: list[tuple[list[str], list[tuple[str, ...]]]],
) -> None:
    """Whatever was looked for before, in whichever project, changes no answer."""
    sought = Sought()
    for texts, questions in asked:
        wording = Wording(texts, sought)
        for words in map(hints_of, questions):
            assert (
                wording.holds(words)
                == Wording(texts, Sought()).holds(words)
                == any(word in wording.text for word in words)
            )
