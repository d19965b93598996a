"""Where manifests come from: what a source hands over, and what it is told."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, overload

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


class Shelf(Sequence[Source]):
    """Sources that are made when somebody asks for them, from little more than a path: ten thousand must stay small.

    A text stands for a manifest that is shown as its path says; ``is_distinct`` where no file can come twice.
    """

    def __init__(self, sources: Iterable[Source | str], *, is_distinct: bool = False) -> None:
        self._kept = [source if isinstance(source, str) else _kept(source) for source in sources]
        self.is_distinct = is_distinct

    def sorted(self) -> Self:
        """Order projects by folder, so that a report does not depend on the order in which somebody names them."""
        self._kept.sort(key=lambda kept: (_shown(kept).split("/")[:-1], _shown(kept)))
        return self

    def briefly(self) -> Iterator[Source | str]:
        """Give each source, as a text where its path says all of it."""
        return (kept if isinstance(kept, str) else _made(kept) for kept in self._kept)

    def manifests(self) -> Iterator[str]:
        """Give the path of each manifest."""
        return (kept if isinstance(kept, str) else kept[0] for kept in self._kept)

    def numbered(self, numbers: Sequence[int]) -> "Shelf":
        """Give the sources with the numbers of the settings that hold for them."""
        return Shelf(
            kept if isinstance(kept, str) and not number else _made(kept)._replace(settings=number)
            for kept, number in zip(self._kept, numbers, strict=True)
        )

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, at: int) -> Source: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Source]: ...

    def __getitem__(self, at: int | slice) -> Source | Sequence[Source]:
        if isinstance(at, slice):
            return list(map(_made, self._kept[at]))
        return _made(self._kept[at])


_USUAL = Source(Path())[2:]
"""What sources are like beside their paths, but for few."""


def _kept(source: Source) -> str | tuple[Any, ...]:
    """Give a path alone where it says all of a source."""
    manifest, shown = str(source.manifest), source.shown
    return shown if manifest == shown and source[2:] == _USUAL else (manifest, *source[1:])


def _made(kept: str | tuple[Any, ...]) -> Source:
    return Source(Path(kept), kept) if isinstance(kept, str) else Source(Path(kept[0]), *kept[1:])


def _shown(kept: str | tuple[Any, ...]) -> str:
    return kept if isinstance(kept, str) else str(kept[1])


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
