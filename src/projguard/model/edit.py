"""What a fix comes to in the end: stretches of text replaced, and files added."""

from typing import NamedTuple

from projguard.model.source import Span


class Edit(NamedTuple):
    """One stretch of a text, and what shall stand there instead; an empty stretch is an insertion."""

    span: Span
    new_text: str


class NewFile(NamedTuple):
    """A file that is not there yet."""

    path: str
    """Relative to the project's folder, forward slashes."""
    text: str
