"""A place in a manifest that reads its fields as typed values; what cannot be read counts as absent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from projguard.model.source import Data, Document, KeyPath, below
from projguard.model.values import Duration
from projguard.project.dates import read_date
from projguard.project.durations import read_interval
from projguard.project.money import is_whole, read_money, read_number, read_share

UNREAD: Data = ...


class Cursor:
    """A mapping, list or scalar of a document, by its key path; every reader gives None or empty where nothing fits.

    A reader that is given a key reads that field of the mapping: ``item.text("id")`` is ``item["id"].text()``.
    """

    __slots__ = ("at", "data", "document")

    document: Document
    at: KeyPath
    data: Data
    """The plain value; None where there is none."""

    def __init__(self, document: Document, at: KeyPath = (), data: Data = UNREAD) -> None:
        self.document = document
        self.at = at
        self.data = document.value(at) if data is UNREAD else data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cursor) and self.at == other.at and self.document == other.document

    def __hash__(self) -> int:
        return hash(self.at)

    def __getitem__(self, key: str) -> Cursor:
        """Step to a field, whether it exists or not."""
        data = self.data.get(key) if isinstance(self.data, dict) else None
        return Cursor(self.document, self.at + (key,), data)  # noqa: RUF005 - twice as fast as unpacking

    def down(self, path: KeyPath) -> Cursor:
        """Step to a place below, whether it exists or not."""
        value = self.data
        for step in path:
            value = value.get(step) if isinstance(value, dict) else below(value, step)
        return Cursor(self.document, (*self.at, *path), value)

    @property
    def is_present(self) -> bool:
        """True where something other than null or blank text stands."""
        return not is_blank(self.data)

    def items(self) -> Iterator[Cursor]:
        """Go through the items of a list; nothing where this is no list."""
        if not isinstance(self.data, list):
            return iter(())
        document, at = self.document, self.at
        return iter([Cursor(document, at + (index,), item) for index, item in enumerate(self.data)])  # noqa: RUF005 - likewise

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """Go through the keys of a mapping, private ones (``x_``) too; nothing where this is no mapping."""
        if not isinstance(self.data, dict):
            return iter(())
        document, at = self.document, self.at
        return iter([(key, Cursor(document, at + (key,), item)) for key, item in self.data.items()])  # noqa: RUF005 - likewise

    def text(self, key: str | None = None) -> str:
        """Read text as typed, so that ``1.20`` and ``0123`` stay what they are; empty for a mapping or a list."""
        data = self.data
        if key is not None:
            data = data.get(key) if isinstance(data, dict) else None
        if type(data) is str:
            return data.strip()
        return "" if data is None else _typed(self.document, self.at if key is None else (*self.at, key), data)

    def texts(self, key: str | None = None) -> tuple[str, ...]:
        """Read a list of texts, or one text as a list of one."""
        data = self.data if key is None else self._of(key)
        if data is None:
            return ()
        if not isinstance(data, list):
            return (text,) if (text := self.text(key)) else ()
        found: list[str] = []
        for index, item in enumerate(data):
            if type(item) is str:
                text = item.strip()
            else:
                text = _typed(self.document, (*self.at, index) if key is None else (*self.at, key, index), item)
            if text:
                found.append(text)
        return tuple(found)

    def flag(self, key: str | None = None) -> bool:
        """Read a yes or no; anything else is no."""
        return (self.data if key is None else self._of(key)) is True

    def integer(self, key: str | None = None) -> int | None:
        """Read a whole number."""
        data = self.data if key is None else self._of(key)
        return data if isinstance(data, int) and not isinstance(data, bool) else None

    def day(self, key: str | None = None) -> date | None:
        """Read a calendar date in any form that is understood."""
        return read_date(text).value if (text := self.text(key)) else None

    def days(self, key: str | None = None) -> frozenset[date]:
        """Read a list of dates, leaving out what is none."""
        here = self if key is None else self[key]
        return frozenset([day for item in here.items() if (day := item.day())])

    def duration(self, key: str | None = None) -> Duration | None:
        """Read a length of time."""
        return read_interval(text).value if (text := self.text(key)) else None

    def amount(self, key: str | None = None) -> Decimal | None:
        """Read a sum of money without its currency."""
        if is_whole(text := self.text(key)):
            return Decimal(text)
        money = read_money(text).value if text else None
        return None if money is None else money.amount

    def number(self, key: str | None = None) -> Decimal | None:
        """Read a number such as a coefficient or hours."""
        if is_whole(text := self.text(key)):
            return Decimal(text)
        return read_number(text).value if text else None

    def share(self, key: str | None = None) -> Decimal | None:
        """Read a share of 0 to 1."""
        percent = read_share(text).value if (text := self.text(key)) else None
        return None if percent is None else percent.share

    def _of(self, key: str) -> Data:
        return self.data.get(key) if isinstance(self.data, dict) else None


def text_at(document: Document, at: KeyPath, value: Data) -> str:
    """Read a value at a place as a cursor does, without making one: for those who read many."""
    return value.strip() if type(value) is str else _typed(document, at, value)


def _typed(document: Document, at: KeyPath, value: Data) -> str:
    """Give a number or a flag as typed; an alias shows its anchor's value."""
    if type(value) is int and not document.odd_numbers:
        return str(value)
    if value is None or isinstance(value, (dict, list)):
        return ""
    typed = document.source_of(at)
    return str(value) if typed.startswith("*") else typed


def is_blank(data: Data) -> bool:
    """Tell whether a value says nothing: null or blank text."""
    return data is None or (isinstance(data, str) and not data.strip())
