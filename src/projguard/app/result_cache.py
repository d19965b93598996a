"""What was found before, kept in the user's cache folder; nothing in it is trusted to be whole."""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from projguard.app.report_text import read_report, write_report
from projguard.model.report import ProjectReport

NAME = "results-1.sqlite"
"""The number is that of the table's form; another form has another file."""
WAITS = 2.0
"""Seconds to wait for another writer; then a result is not kept, and nothing else happens."""
AT_ONCE = 200
"""Results written in one go: few enough to keep memory flat."""
MOST = 50_000
"""Results kept; the ones that were not used for longest go first."""
TABLE = """
CREATE TABLE IF NOT EXISTS results
(key TEXT PRIMARY KEY, needs TEXT NOT NULL, state TEXT NOT NULL, report TEXT NOT NULL, used INTEGER NOT NULL)
"""


class Kept(NamedTuple):
    """One result as kept."""

    needs: str
    """What else it was made of, as ``recall`` wrote it."""
    state: str
    """What that was like."""
    text: str
    """The report."""

    def report(self, sources: Mapping[str, str]) -> ProjectReport | None:
        """Give the report, with texts of the project by shown path; None where it is damaged."""
        try:
            return read_report(self.text, sources)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None


class ResultCache:
    """One process's view of the kept results; whatever goes wrong with the file, only time is lost."""

    def __init__(self, folder: Path, day: int) -> None:
        self._path = folder / NAME
        self._day = day
        """Days since some day, to tell what was used lately."""
        self._new: dict[str, Kept] = {}
        self._used: list[str] = []
        self._open = _opened(self._path)

    def get(self, key: str) -> Kept | None:
        """Give what is kept under a key."""
        if self._open is None:
            return None
        try:
            row = self._open.execute("SELECT needs, state, report FROM results WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return Kept(*row) if row and all(isinstance(part, str) for part in row) else None

    def put(self, key: str, needs: str, state: str, report: ProjectReport) -> None:
        """Keep a result."""
        self._new[key] = Kept(needs, state, write_report(report))
        if len(self._new) >= AT_ONCE:
            self._write()

    def mark(self, key: str) -> None:
        """Remember that a result was of use."""
        self._used.append(key)
        if len(self._used) >= AT_ONCE:
            self._mark_used()

    def close(self) -> None:
        """Write what is new; another process may do the same at the same time."""
        if self._open is None:
            return
        self._write()
        self._mark_used()
        with suppress(sqlite3.Error), self._open:
            self._open.execute(
                "DELETE FROM results WHERE key IN (SELECT key FROM results ORDER BY used DESC LIMIT -1 OFFSET ?)",
                (MOST,),
            )
        with suppress(sqlite3.Error):
            self._open.close()
        self._open = None

    def _mark_used(self) -> None:
        if self._open is not None:
            used = [(self._day, key, self._day) for key in self._used]
            with suppress(sqlite3.Error), self._open:
                self._open.executemany("UPDATE results SET used = ? WHERE key = ? AND used < ?", used)
        self._used.clear()

    def _write(self) -> None:
        if self._open is not None:
            rows = [(key, *kept, self._day) for key, kept in self._new.items()]
            with suppress(sqlite3.Error), self._open:
                self._open.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", rows)
        self._new.clear()


def _opened(path: Path) -> sqlite3.Connection | None:
    """Open the file, anew where it is damaged; None where there can be none."""
    for attempt in (1, 2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=WAITS)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(TABLE)
            connection.execute("SELECT key, needs, state, report, used FROM results LIMIT 1").fetchone()
        except sqlite3.OperationalError:
            return None
        except sqlite3.DatabaseError:
            if attempt == 1:
                with suppress(OSError):
                    path.unlink()
        except OSError:
            return None
        else:
            return connection
    return None
