"""Why an edit is not made."""

from __future__ import annotations

from typing import Literal, TypeAlias

Reason: TypeAlias = Literal["alias", "taken", "shape", "missing", "comment", "unreadable", "other_values", "layout"]
"""alias: the value is shared by a reference; taken: the key is there already; shape: no mapping or list stands there;
missing: nothing stands there; comment: a comment would be lost; unreadable: the text could not be read any more;
other_values: something else would change its value; layout: line ends or the final newline would change."""


class CannotEdit(Exception):  # noqa: N818 - says what it is, as a sentence would
    """An edit that would do harm, or that finds nothing to work on."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
