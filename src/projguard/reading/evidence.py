"""Evidence files: the documents that a manifest names, read once, bounded, never outside the project folder."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.limits import Limits
from projguard.model.once import once
from projguard.model.rule import NOTHING
from projguard.model.source import KeyPath, Span, TextLines, TextPlace
from projguard.reading.below import Below, EvidenceState, Files, Listed, Parts, parts_of
from projguard.reading.markdown import Link, Page
from projguard.reading.yaml_text import is_windows_1251, wide_encoding

TextKind: TypeAlias = Literal["markdown", "text", "rst", "html", "csv", ""]

_KINDS: dict[str, TextKind] = {
    ".md": "markdown",
    ".txt": "text",
    ".rst": "rst",
    ".html": "html",
    ".csv": "csv",
}
_CHUNK = 1_048_576


class EvidenceFile:
    """One evidence file as found; its contents only where it is text in a form that projguard reads.

    What it says is worked out when somebody asks, and then kept.
    """

    def __init__(
        self,
        *,
        path: str,
        state: EvidenceState,
        kind: TextKind = "",
        size: int = 0,
        text: str = "",
        sha256: str = "",
        encoding: str = "",
    ) -> None:
        self.path = path
        """Relative to the project folder, forward slashes, as the manifest names it."""
        self.state = state
        self.kind = kind
        """Form of the text by the file's ending; empty for a binary format."""
        self.size = size
        """Bytes."""
        self.text = text
        """The text without a byte order mark; empty unless the state is ok."""
        self.sha256 = sha256
        """Hex digest of the bytes; empty unless it was asked for."""
        self.encoding = encoding
        """What a file that is not UTF-8 seems to be saved as: Windows-1251, UTF-16 LE ...; empty where unknown."""

    @property
    def binary(self) -> bool:
        """Tell whether only existence and size of the file can be judged."""
        return not self.kind

    @property
    def exists(self) -> bool:
        """Tell whether a regular file stands at the path, readable or not as text."""
        return self.state in {"ok", "too_large", "empty", "not_utf8"}

    @property
    def lines(self) -> TextLines:
        """The line starts of the text."""
        return self.page.lines

    @once
    def page(self) -> Page:
        """What the text says: headings, task items, links, front matter, words."""
        return Page(self.text, self.kind)

    def place(self, span: Span, at: KeyPath) -> TextPlace:
        """Make the place of a stretch of this text, for the manifest field that names the file."""
        return TextPlace(path=self.path, span=span, field=at)


class PageLink(NamedTuple):
    """A relative link of a page at the top of a knowledge base, and what stands where it leads."""

    page: str
    """Path of the page."""
    link: Link
    state: EvidenceState


class Folder(NamedTuple):
    """A knowledge base: its pages, sorted by path."""

    path: str
    state: EvidenceState
    """ok, or why the folder could not be listed; ``special`` where a file stands in its place."""
    pages: tuple[EvidenceFile, ...] = ()
    links: tuple[PageLink, ...] = ()
    truncated: bool = False
    """True where more pages or deeper folders exist than are read."""


class Evidence(NamedTuple):
    """All evidence of one project, by the path that the manifest gives."""

    files: Mapping[str, EvidenceFile]
    folders: Mapping[str, Folder] = NOTHING
    links: Mapping[str, tuple[PageLink, ...]] = NOTHING
    """Relative links of files for which they were asked."""

    def texts(self) -> tuple[str, ...]:
        """Give the text of every file; one that hides something within its lines also without that."""
        pages = (page for folder in self.folders.values() for page in folder.pages)
        files = {file.path: file for file in (*self.files.values(), *pages) if file.text}.values()
        hiding = (file.page.prose for file in files if file.kind == "html" or "<!--" in file.text)
        return (*(file.text for file in files), *hiding)


def read_evidence(
    root: str,
    paths: Iterable[str],
    limits: Limits,
    *,
    folders: Iterable[str] = (),
    hashed: Collection[str] = (),
    linked: Iterable[str] = (),
    held: Files | None = None,
) -> Evidence:
    """Read the files and folders that a manifest in ``root`` names; those in ``hashed`` get their digest, too.

    Of the files in ``linked`` it is said what stands where their links lead. ``held`` are the files where they are not
    those that stand in ``root``.
    """
    with Below(root) as below:
        reader = _Reader(held or below, limits)
        files = {path: reader.named(path, hashed=path in hashed) for path in dict.fromkeys(paths)}
        return Evidence(
            files=files,
            folders={path: reader.folder(path) for path in dict.fromkeys(folders)},
            links={path: reader.links_of(files[path]) for path in linked if path in files},
        )


class _Reader:
    def __init__(self, held: Files, limits: Limits) -> None:
        self.held = held
        self.limits = limits
        self.longest = limits.text_bytes
        self.left = limits.project_bytes
        self.known: dict[str, EvidenceFile] = {}
        """What was read so far, since a page of a folder is often named as well."""
        self.listed: dict[Parts, Sequence[Listed] | EvidenceState] = {}
        """Folders seen so far: that of decisions mostly lies in the knowledge base."""

    def named(self, path: str, *, hashed: bool = False) -> EvidenceFile:
        parts = parts_of(path, self.limits.path_bytes)
        return EvidenceFile(path=path, state="refused") if parts is None else self.file(path, parts, hashed=hashed)

    def file(self, path: str, parts: Parts, *, hashed: bool = False) -> EvidenceFile:
        file = self.known.get(path)
        if file is None:
            file = self.known[path] = self._opened(path, parts, hashed=hashed)
        return file

    def _opened(self, path: str, parts: Parts, *, hashed: bool) -> EvidenceFile:
        dot = path.rfind(".")
        kind: TextKind = _KINDS.get(path[dot:].lower(), "") if dot >= 0 else ""
        descriptor, state, size, _ = self.held.open(parts)
        if descriptor < 0:
            return EvidenceFile(path=path, state=state, kind=kind)
        try:
            if not kind or size > self.longest or size > self.left:
                digest = self._digest(descriptor, size) if hashed else ""
                state = "too_large" if kind else "ok" if size else "empty"
                return EvidenceFile(path=path, state=state, kind=kind, size=size, sha256=digest)
            # One that grows meanwhile is never read without end.
            raw = os.read(descriptor, size)
            while len(raw) < size and (more := os.read(descriptor, size - len(raw))):
                raw += more
        except OSError:
            return EvidenceFile(path=path, state="unreadable", kind=kind, size=size)
        finally:
            os.close(descriptor)
        self.left -= len(raw)
        return _text_file(path, kind, raw, _sha256(raw) if hashed else "")

    def folder(self, path: str) -> Folder:
        parts = parts_of(path, self.limits.path_bytes)
        if parts is None:
            return Folder(path=path, state="refused")
        pages: list[EvidenceFile] = []
        state, truncated = self._walk(parts, pages)
        pages.sort(key=lambda page: page.path)
        return Folder(path=path, state=state, pages=tuple(pages), links=self._links(parts, pages), truncated=truncated)

    def links_of(self, file: EvidenceFile) -> tuple[PageLink, ...]:
        """Say what stands where the links of a file lead, seen from the file's folder."""
        parts = parts_of(file.path, self.limits.path_bytes)
        if parts is None or file.kind != "markdown":
            return ()
        return tuple(
            PageLink(page=file.path, link=link, state=self._link_state(parts[:-1], link)) for link in file.page.links
        )

    def _digest(self, descriptor: int, size: int) -> str:
        """Hash a file that is not read otherwise; empty where it exceeds what is left for the project."""
        from hashlib import sha256

        if size > self.left:
            return ""
        self.left -= size
        digest = sha256()
        while size > 0 and (chunk := os.read(descriptor, min(size, _CHUNK))):
            digest.update(chunk)
            size -= len(chunk)
        return digest.hexdigest()

    def _walk(self, top: Parts, pages: list[EvidenceFile]) -> tuple[EvidenceState, bool]:
        first: EvidenceState = "ok"
        truncated = False
        todo: list[Parts] = [top]
        while todo:
            parts = todo.pop()
            entries = self.listed.get(parts)
            if entries is None:
                entries = self.listed[parts] = self.held.entries(parts)
            if isinstance(entries, str):
                first = entries if parts == top else first
                continue
            for entry in entries:
                inside = (*parts, entry.name)
                if entry.is_dir(follow_symlinks=False):
                    if len(inside) - len(top) > self.limits.page_depth:
                        truncated = True
                    else:
                        todo.append(inside)
                elif len(pages) >= self.limits.pages:
                    return first, True
                else:
                    pages.append(self.file("/".join(inside), inside))
        return first, truncated

    def _links(self, top: Parts, pages: list[EvidenceFile]) -> tuple[PageLink, ...]:
        return tuple(
            PageLink(page=page.path, link=link, state=self._link_state(top, link))
            for page in pages
            if page.path.count("/") == len(top) and page.kind == "markdown" and "](" in page.text
            for link in page.page.links
        )

    def _link_state(self, top: Parts, link: Link) -> EvidenceState:
        if "\0" in link.path:  # no file can have such a name
            return "missing"
        parts = list(top)
        for step in link.path.split("/"):
            if step == ".." and not parts:
                return "outside"
            if step == "..":
                parts.pop()
            elif step not in {"", "."}:
                parts.append(step)
        known = self.known.get("/".join(parts))
        if known is not None and known.exists:
            return "ok"
        opened = self.held.open(tuple(parts))
        if opened.descriptor >= 0:
            os.close(opened.descriptor)
        return opened.state


def _sha256(raw: bytes) -> str:
    from hashlib import sha256

    return sha256(raw).hexdigest()


def _text_file(path: str, kind: TextKind, raw: bytes, digest: str) -> EvidenceFile:
    size = len(raw)
    wide = wide_encoding(raw)
    try:
        text = "" if wide else raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        encoding = "Windows-1251" if is_windows_1251(raw) else ""
        return EvidenceFile(path=path, state="not_utf8", kind=kind, size=size, sha256=digest, encoding=encoding)
    if wide:
        return EvidenceFile(path=path, state="not_utf8", kind=kind, size=size, sha256=digest, encoding=wide)
    state: EvidenceState = "ok" if text and not text.isspace() else "empty"
    return EvidenceFile(path=path, state=state, kind=kind, size=size, text=text, sha256=digest)
