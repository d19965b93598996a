"""Where manifests come from: what a source hands over, and what it is told."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from projguard.model.limits import Limits
from projguard.model.rule import NOTHING
from projguard.model.values import Value

if TYPE_CHECKING:
    from projguard.reading.git_files import Snapshot  # only for what git is asked


class Refused(NamedTuple):
    """Why there is no manifest to read: a message of PG0001 and its values."""

    message: str
    values: Mapping[str, Value] = NOTHING


class Source(NamedTuple):
    """One manifest to check."""

    manifest: Path
    """Where it lies, or would lie: evidence and settings are looked for from its folder on.

    The ending says how it is written: ``.json``, ``.toml``, else YAML.
    """
    shown: str = ""
    """Its path as people see it; empty: as that of ``manifest`` is shown."""
    raw: bytes | None = None
    """Its text; None: read it from ``manifest``."""
    refused: Refused | None = None
    """Set where the target is there, but is nothing that could be read."""
    editable: bool = True
    """False where a mended text could not be put back to where it came from: no fix is offered then."""
    snapshot: "Snapshot | None" = None
    """Where git holds its text and its evidence; None: they are read from where the manifest lies."""
    settings: int = 0
    """Which of the run's settings hold for it; left to projguard."""


class Search(NamedTuple):
    """What a source is told about the run."""

    exclude: tuple[str, ...]
    """Patterns of folders to leave out."""
    limits: Limits
    """How much may be read."""
    scratch: Callable[[], Path]
    """Makes an empty folder that is removed after the run."""
    unlisted: Callable[[Path], None]
    """Is told each folder that could not be looked into."""
