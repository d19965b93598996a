"""The one exception of the reader: a YAML text that is not read, with the place and the reason.

``message`` is the id of a message of PG0001. The values that each one carries:

=================== ==============================================================
not_a_file          (none)
not_there           (none)
link_outside        (none)
no_permission       (none)
io_error            reason
two_manifests       one, other
failed              reason
died                (none)
overdue             limit (seconds), setting
not_archive         reason
archive_locked      path
archive_entry       path
archive_too_large   limit (bytes), setting
archive_too_many    limit, setting
too_large           size, limit (bytes), setting
too_deep            limit, setting
too_many_nodes      limit, setting
too_many_aliases    limit, setting
value_too_long      size, limit (characters), setting
key_too_long        size, limit (characters), setting
wide_encoding       encoding
windows_1251        offset (bytes, from 0), line
not_utf8            byte, offset (bytes, from 0), line
byte_order_mark     character (as U+0000)
control_character   character (as U+0000)
line_separator      character (as U+0000)
empty               (none)
not_toml            reason
json_value          found
json_end            found
json_sign           expected, found
json_unfinished     (none)
not_mapping         (none)
tab                 (none)
reserved_character  character
colon_in_value      (none)
colon_without_space (none)
colon_missing       (none)
indentation         (none)
unclosed_quote      quote
unclosed_bracket    bracket, expected
text_after_value    (none)
bad_escape          escape
bad_reference       character
syntax              (none)
second_document     (none)
directive           directive
merge_key           (none)
tag                 tag
key_empty           (none)
key_not_text        (none)
key_invisible       character (as U+0000)
key_look_alike      key, expected
duplicate_key       key, line (of the first one)
alias_unknown       name
alias_cycle         name, line (of the anchor)
version_missing     supported
version_unsupported version, supported
=================== ==============================================================

The first six speak of a manifest that cannot be opened. After ``no_permission`` and ``io_error`` the run did not see
all that it was asked to see (``discovery.UNOPENED``); all others are for the author to mend.
"""

from __future__ import annotations

from collections.abc import Mapping

from projguard.model.source import Position, Span
from projguard.model.values import Value

START = Span(Position(0, 0, 0), Position(0, 0, 0))
"""The place of what is wrong with a file as a whole."""


class Unreadable(Exception):  # noqa: N818 - says what a text is; "error" is a severity here
    """Raised where a YAML text is refused; carries what PG0001 needs to say so."""

    def __init__(
        self,
        message: str,
        span: Span,
        values: Mapping[str, Value] | None = None,
        *,
        text: str = "",
        related: tuple[tuple[str, Span], ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        """Id of the message."""
        self.span = span
        """The place; an empty span where only a point is known."""
        self.values: Mapping[str, Value] = values or {}
        """What the message is filled with."""
        self.text = text
        """The text as far as it could be decoded, to show the line."""
        self.related = related
        """Further places with the id of their label: ``first_key``, ``anchor``."""
