from __future__ import annotations

from projguard.model.source import TextLines


def test_only_line_ends_end_a_line() -> None:
    """LF, CRLF and CR end a line; what Python and Unicode also take for the end of one does not."""
    assert TextLines.of("").starts == (0,)
    assert TextLines.of("a\r\n\rb\n").starts == (0, 3, 4, 6)
    assert TextLines.of("a\n\x0b").starts == (0, 2)
    assert TextLines.of("a\x0bb\x85\u2028c\nd").starts == (0, 7)
    assert TextLines.of("a\x0c\r\nb").starts == (0, 4)
