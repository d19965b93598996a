"""What a run depends on, looked at again and again: which files are there, and which of them changed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from projguard.app.settings import BASELINE
from projguard.app.work import Work
from projguard.hooks.source import Source
from projguard.reading.git_head import head_files
from projguard.reading.settings_file import NAME, PYPROJECT, is_root

GIT = ".git"
SKIPPED = frozenset({GIT, ".hg", ".venv", "__pycache__", "node_modules"})
"""Folders in which nothing lies that a manifest is judged by, and much that changes."""
SETTINGS = (NAME, PYPROJECT, BASELINE)

Stamp: TypeAlias = tuple[int, int, int]
Files: TypeAlias = Mapping[str, Stamp]
"""Time of change, size and identity of each file, by its absolute path."""


def root_of(path: str) -> str:
    """Give what is watched for a path: the folder of a manifest. It is asked once, since what it names may go."""
    whole = Path(absolute(path))
    return str(whole if whole.is_dir() or whole.suffix.lower() == ".zip" else whole.parent)


def look(roots: Sequence[str], beside: Iterable[str] = (), without: frozenset[str] = frozenset()) -> Files:
    """Give the files of folders, and those ``beside``."""
    found: dict[str, Stamp] = {}
    for path in (*roots, *beside):
        found.update(_files(path))
    return {path: stamp for path, stamp in found.items() if path not in without}


def beside(roots: Sequence[str], work: Work, operator: str | None) -> tuple[str, ...]:
    """Give what holds for a run and may lie elsewhere: settings of folders above, commits, cards, accepted gaps."""
    above = [folder for root in roots for folder in _above(root)]
    files = [str(folder / name) for folder in above for name in SETTINGS]
    files += [file for folder in above for file in head_files(str(folder / GIT))]
    for settings in work.settings:
        files += [entry.place.path for entry in settings.entries if entry.place is not None]
        files += [pack.folder for pack in settings.config.packs]
        files += [settings.config.baseline] if settings.config.baseline else []
    return tuple(dict.fromkeys(map(absolute, (*files, *([operator] if operator else ())))))


def changed(before: Files, after: Files) -> tuple[str, ...]:
    """Give the paths of files that are new, gone or other than they were, sorted."""
    return tuple(sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)))


def concerns_all(paths: Iterable[str], elsewhere: Iterable[str]) -> bool:
    """Tell whether a change concerns every project: settings, accepted gaps, cards."""
    others = tuple(elsewhere)
    return any(
        Path(path).name in SETTINGS or any(path == other or path.startswith(other + os.sep) for other in others)
        for path in paths
    )


def concerns(source: Source, paths: Iterable[str]) -> bool:
    """Tell whether a change concerns one project: something in its folder, or a commit in a repository around it."""
    folder = absolute(str(source.manifest.parent)) + os.sep
    return any(path.startswith(folder) or folder.startswith(_repository(path)) for path in paths)


def _repository(path: str) -> str | tuple[()]:
    """Give the folder whose commits a file tells, for ``startswith``; what no text starts with for any other file."""
    top, git, _ = path.partition(f"{os.sep}{GIT}{os.sep}")
    return top + os.sep if git else ()


def absolute(path: str) -> str:
    """Give a path from the root on."""
    return os.path.abspath(path)  # noqa: PTH100 - links stay as typed


def _above(path: str) -> Iterator[Path]:
    """Give the folders above one in which settings are looked for."""
    folder = Path(path)
    while not is_root(folder) and folder.parent != folder:
        folder = folder.parent
        yield folder


def _files(top: str) -> Iterator[tuple[str, Stamp]]:
    todo = [top]
    while todo:
        path = todo.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        todo += [entry.path] if entry.name not in SKIPPED else []
                        todo += head_files(entry.path) if entry.name == GIT else ()
                    elif stamp := _stamp(entry):
                        yield entry.path, stamp
        except NotADirectoryError:
            if stamp := _stamp(Path(path)):
                yield path, stamp
        except OSError:
            continue  # gone meanwhile, or not to be looked into: the run says so


def _stamp(path: Path | os.DirEntry[str]) -> Stamp | None:
    """Give what tells a change of a file; of a link to a folder where it leads, since a folder changes with any file."""
    try:
        state = path.stat(follow_symlinks=not path.is_dir())
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
