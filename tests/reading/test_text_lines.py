from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from projguard.model.source import FEW, Span, TextLines

TEXTS = st.text("ab\n\r\x0b\u2028é", max_size=30)


def test_only_line_ends_end_a_line() -> None:
    """LF, CRLF and CR end a line; what Python and Unicode also take for the end of one does not."""
    assert TextLines("").starts == (0,)
    assert TextLines("a\r\n\rb\n").starts == (0, 3, 4, 6)
    assert TextLines("a\n\x0b").starts == (0, 2)
    assert TextLines("a\x0bb\x85\u2028c\nd").starts == (0, 7)
    assert TextLines("a\x0c\r\nb").starts == (0, 4)


@given(TEXTS, st.data())
def test_a_span_lies_between_its_places(text: str, data: st.DataObject) -> None:
    """A span begins and ends where its two offsets stand, whether a line ends between them or not."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = TextLines(text)
    assert lines.span(start, end) == Span(lines.position(start), lines.position(end))


@given(TEXTS)
def test_few_places_stand_where_many_do(text: str) -> None:
    """A place that is counted to is the one that the index of lines gives."""
    indexed = TextLines(text)
    for _ in range(FEW):
        indexed.position(0)
    for offset in range(len(text) + 2):
        assert TextLines(text).position(offset) == indexed.position(offset)
