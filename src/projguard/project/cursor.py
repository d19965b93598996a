"""A place in a manifest that reads its fields as typed values; what cannot be read counts as absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from projguard.model.source import Data, Document, KeyPath
from projguard.model.values import Duration
from projguard.project.dates import read_date
from projguard.project.durations import read_interval
from projguard.project.money import read_money, read_number, read_share


@dataclass(frozen=True, slots=True)
class Cursor:
    """A mapping, list or scalar of a document, by its key path; every reader gives None or empty where nothing fits."""

    document: Document
    at: KeyPath = ()

    def __getitem__(self, key: str) -> Cursor:
        """Step to a field, whether it exists or not."""
        return Cursor(self.document, (*self.at, key))

    def down(self, path: KeyPath) -> Cursor:
        """Step to a place below, whether it exists or not."""
        return Cursor(self.document, (*self.at, *path))

    @property
    def data(self) -> Data:
        """The plain value."""
        return self.document.value(self.at)

    @property
    def is_present(self) -> bool:
        """True where something other than null or blank text stands."""
        return not is_blank(self.data)

    def items(self) -> Iterator[Cursor]:
        """Go through the items of a list; nothing where this is no list."""
        data = self.data
        if isinstance(data, list):
            for index in range(len(data)):
                yield Cursor(self.document, (*self.at, index))

    def entries(self) -> Iterator[tuple[str, Cursor]]:
        """Go through the keys of a mapping, private ones (``x_``) too; nothing where this is no mapping."""
        data = self.data
        if isinstance(data, dict):
            for key in data:
                yield key, Cursor(self.document, (*self.at, key))

    def text(self) -> str:
        """Read text as typed, so that ``1.20`` and ``0123`` stay what they are; empty for a mapping or a list."""
        data = self.data
        if data is None or isinstance(data, (dict, list)):
            return ""
        return data.strip() if isinstance(data, str) else self._typed()

    def texts(self) -> tuple[str, ...]:
        """Read a list of texts, or one text as a list of one."""
        data = self.data
        if isinstance(data, list):
            return tuple(text for item in self.items() if (text := item.text()))
        return (text,) if (text := self.text()) else ()

    def flag(self) -> bool:
        """Read a yes or no; anything else is no."""
        return self.data is True

    def integer(self) -> int | None:
        """Read a whole number."""
        data = self.data
        return data if isinstance(data, int) and not isinstance(data, bool) else None

    def day(self) -> date | None:
        """Read a calendar date in any form that is understood."""
        return read_date(self.text()).value

    def days(self) -> frozenset[date]:
        """Read a list of dates, leaving out what is none."""
        return frozenset(day for item in self.items() if (day := item.day()))

    def duration(self) -> Duration | None:
        """Read a length of time."""
        return read_interval(self.text()).value

    def amount(self) -> Decimal | None:
        """Read a sum of money without its currency."""
        money = read_money(self.text()).value
        return None if money is None else money.amount

    def number(self) -> Decimal | None:
        """Read a number such as a coefficient or hours."""
        return read_number(self.text()).value

    def share(self) -> Decimal | None:
        """Read a share of 0 to 1."""
        percent = read_share(self.text()).value
        return None if percent is None else percent.share

    def _typed(self) -> str:
        """Give a plain scalar as typed; an alias shows its anchor's value."""
        typed = self.document.source_of(self.at)
        return str(self.data) if typed.startswith("*") else typed


def is_blank(data: Data) -> bool:
    """Tell whether a value says nothing: null or blank text."""
    return data is None or (isinstance(data, str) and not data.strip())
