"""Places in a picture, as shares of its width."""

from datetime import date
from typing import NamedTuple

from projguard.model.values import Period


class Stretch(NamedTuple):
    """Where something stands in a picture, in percent."""

    x: str
    width: str


class DayScale(NamedTuple):
    """Days over the width of a picture."""

    window: Period

    @property
    def _days(self) -> int:
        return (self.window.end - self.window.start).days + 1

    def start_of(self, day: date) -> str:
        """Give the left edge of a day."""
        return share((day - self.window.start).days, self._days)

    def stretch(self, span: Period | None) -> Stretch | None:
        """Give the place of several days, cut at the edges; None where nothing of them is shown."""
        if span is None or span.end < self.window.start or span.start > self.window.end:
            return None
        start, end = max(span.start, self.window.start), min(span.end, self.window.end)
        return Stretch(self.start_of(start), share((end - start).days + 1, self._days))

    def shows(self, day: date | None) -> bool:
        """Tell whether a day lies in the picture."""
        return day is not None and self.window.start <= day <= self.window.end


def share(part: float, whole: float) -> str:
    """Write a part in percent of a whole; nothing of nothing."""
    return f"{100 * part / whole:.3f}".rstrip("0").rstrip(".") + "%" if whole else "0%"
