"""What was found before, kept in the user's cache folder; nothing in it is trusted to be whole."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from projguard.app.report_text import read_report, write_report
from projguard.model.report import ProjectReport

NAME = "results-2.sqlite"
"""The number is that of the table's form; another form has another file."""
WAITS = 2.0
"""Seconds to wait for another writer; then a result is not kept, and nothing else happens."""
AT_ONCE = 200
"""Results written in one go: few enough to keep memory flat."""
PAGE = 8192
"""Bytes of a page: three results, where half of a smaller one would stay empty."""
MOST = 50_000
"""Results kept; the ones that were not used for longest go first."""
TABLE = """
CREATE TABLE IF NOT EXISTS results
(key TEXT PRIMARY KEY, needs TEXT NOT NULL, state TEXT NOT NULL, report TEXT NOT NULL, seal TEXT NOT NULL, used INTEGER NOT NULL)
"""
FAULTS = (sqlite3.Error, UnicodeDecodeError)
"""What a file may make sqlite3 raise; the latter for a damaged schema, which it cannot even quote."""


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
        self._new: dict[str, tuple[str, ...]] = {}
        self._used: list[str] = []
        self._open, self._is_new = _opened(self._path)

    def get(self, key: str) -> Kept | None:
        """Give what is kept under a key."""
        if self._open is None or self._is_new:
            return None
        try:
            row = self._open.execute("SELECT needs, state, report, seal FROM results WHERE key = ?", (key,)).fetchone()
        except FAULTS as fault:
            self._give_up(fault)
            return None
        if not row or not all(isinstance(part, str) for part in row):
            return None
        *parts, seal = row
        return Kept(*parts) if seal == seal_of(key, *parts) else None

    def put(self, key: str, needs: str, state: str, report: ProjectReport) -> None:
        """Keep a result; one with a plugin's own kinds of values, or a name that is no UTF-8, is not kept."""
        try:
            parts = (key, needs, state, write_report(report))
            self._new[key] = (*parts, seal_of(*parts))
        except (TypeError, ValueError, RecursionError):
            return
        if len(self._new) >= AT_ONCE:
            self._write()

    def mark(self, key: str) -> None:
        """Remember that a result was of use."""
        self._used.append(key)
        if len(self._used) >= AT_ONCE:
            self._mark_used()

    def close(self) -> None:
        """Write what is new; another process may do the same at the same time."""
        self._write()
        self._mark_used()
        self._change(
            "DELETE FROM results WHERE key IN (SELECT key FROM results ORDER BY used DESC LIMIT -1 OFFSET ?)", [(MOST,)]
        )
        if self._open is None:
            return
        with suppress(sqlite3.Error):
            self._open.close()
        self._open = None

    def _mark_used(self) -> None:
        used = [(self._day, key, self._day) for key in self._used]
        self._change("UPDATE results SET used = ? WHERE key = ? AND used < ?", used)
        self._used.clear()

    def _write(self) -> None:
        rows = [(*kept, self._day) for kept in self._new.values()]
        self._change("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._new.clear()

    def _change(self, what: str, rows: Sequence[tuple[object, ...]]) -> None:
        if self._open is None or not rows:
            return
        try:
            with self._open:
                self._open.executemany(what, rows)
        except FAULTS as fault:
            self._give_up(fault)

    def _give_up(self, fault: Exception) -> None:
        """Go on without the file, so that nobody waits for it again; a damaged one goes, and the next run makes it anew."""
        if self._open is not None:
            with suppress(sqlite3.Error):
                self._open.close()
            self._open = None
            if not isinstance(fault, sqlite3.OperationalError):
                _remove(self._path)


def seal_of(*parts: str) -> str:
    """Name what a row says, since a damaged file may be a sound database all the same."""
    return sha256("\0".join(parts).encode()).hexdigest()


def _remove(path: Path) -> None:
    for companion in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + companion).unlink()


def _opened(path: Path) -> tuple[sqlite3.Connection | None, bool]:
    """Open the file, anew where it is damaged; None where there can be none.

    Gives also whether nothing is kept there so far: then nothing need be looked for, though others write meanwhile.
    """
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink():  # what it leads to is somebody else's
                path.unlink()
            connection = sqlite3.connect(path, timeout=WAITS)
            connection.execute(f"PRAGMA page_size = {PAGE}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(TABLE)
            first = connection.execute("SELECT key, needs, state, report, seal, used FROM results LIMIT 1").fetchone()
        except (sqlite3.OperationalError, OSError):
            break
        except FAULTS:
            _remove(path)
        else:
            return connection, first is None
    return None, True
