"""Which files and folders a manifest names as evidence."""

from collections.abc import Iterator
from typing import NamedTuple

from projguard.model.source import Data, Document, KeyPath
from projguard.reading.typed_fields import ByType

ENDINGS = (
    ".md", ".txt", ".rst", ".html", ".csv", ".pdf", ".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods", ".pptx", ".ppt",
    ".odp", ".eml", ".msg", ".fig", ".sketch", ".xd", ".ai", ".psd", ".indd", ".png", ".jpg", ".jpeg", ".svg", ".mp4", ".zip",
)  # fmt: skip
"""Endings by which a value without a slash is known as a path."""
_BASE = ("knowledge_base", "path")
_DECISIONS = ("knowledge_base", "decisions")
_OF_FOLDERS = frozenset({_BASE, _DECISIONS})


class EvidencePaths(NamedTuple):
    """What to read below the project's folder."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    hashed: frozenset[str]
    """Files beside which a sha256 stands."""


def evidence_paths(fields: ByType, document: Document) -> EvidencePaths:
    """Gather every path of a manifest; the folder of decisions lies below the knowledge base where nothing is said."""
    files: dict[str, None] = {}
    hashed: set[str] = set()
    for at, type_name, _, value in fields.get("path", ()):
        path = _stripped(value)
        if not path or at in _OF_FOLDERS or (type_name == "path_or_text" and not is_path(path)):
            continue
        files[path] = None
        section = document.value(at[:-1])
        if isinstance(section, dict) and section.get("sha256"):
            hashed.add(path)
    return EvidencePaths(files=tuple(files), folders=tuple(_folders(document)), hashed=frozenset(hashed))


def is_path(text: str) -> bool:
    """Tell a path from a sentence: a slash or a known ending, and no space."""
    if " " in text or "://" in text:
        return False
    return "/" in text or text.lower().endswith(ENDINGS)


def _folders(document: Document) -> Iterator[str]:
    base, decisions = _text(document, _BASE), _text(document, _DECISIONS)
    if base:
        yield base
    if decisions or base:
        yield decisions or f"{base.rstrip('/')}/decisions"


def _text(document: Document, path: KeyPath) -> str:
    return _stripped(document.value(path))


def _stripped(value: Data) -> str:
    return value.strip() if isinstance(value, str) else ""
