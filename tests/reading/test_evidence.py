from __future__ import annotations

import errno
import os
import random
import threading
from hashlib import sha256
from pathlib import Path

import pytest

from projguard.model.limits import Limits
from projguard.reading.evidence import Evidence, EvidenceFile, Folder, read_evidence

FOREIGN = "the brief of another project"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project folder beside a file that belongs to somebody else."""
    (tmp_path / "secret.md").write_text(FOREIGN, encoding="utf-8")
    (tmp_path / "project" / "docs").mkdir(parents=True)
    (tmp_path / "project" / "docs" / "brief.md").write_text("# Brief\n", encoding="utf-8")
    return tmp_path / "project"


def read(project: Path, *paths: str, hashed: tuple[str, ...] = (), limits: Limits | None = None) -> Evidence:
    """Read evidence files of a project."""
    return read_evidence(str(project), paths, limits or Limits(), hashed=hashed)


def read_folder(project: str, path: str, limits: Limits) -> Folder:
    """Read one folder of pages."""
    return read_evidence(project, (), limits, folders=(path,)).folders[path]


def one(project: Path, path: str, limits: Limits | None = None) -> EvidenceFile:
    """Read one evidence file."""
    return read(project, path, limits=limits).files[path]


@pytest.mark.parametrize("path", ["docs/brief.md", "./docs/brief.md", "docs//brief.md", "docs/./brief.md"])
def test_a_text_is_read(project: Path, path: str) -> None:
    """A text below the project is read whole, with its form and its size in bytes."""
    found = one(project, path)
    assert (found.path, found.state, found.kind, found.size, found.text) == (path, "ok", "markdown", 8, "# Brief\n")
    assert found.exists
    assert not found.binary


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/hostname", "~/secret.md", "../secret.md", "docs/../../secret.md", "docs/..", "C:secret.md", "c:/secret.md",
        "docs\\brief.md", "\\\\server\\share", "docs/brief.md\0", "docs/\nbrief.md", "docs/\x1b[31m.md", "docs/\x85.md", "d/" * 2049,
        "ж" * 2049,
    ],
)  # fmt: skip
def test_a_path_that_is_no_path_is_refused(project: Path, path: str) -> None:
    """A path that is absolute, leads up, names a drive or a home, holds control characters or is too long is not opened."""
    found = one(project, path)
    assert (found.state, found.text, found.size, found.exists) == ("refused", "", 0, False)


@pytest.mark.parametrize(
    ("path", "target", "state"),
    [
        ("link.md", "docs/brief.md", "ok"),
        ("link.md", "./docs/../docs/brief.md", "ok"),
        ("folder/brief.md", "docs", "ok"),
        ("link.md", "../secret.md", "outside"),
        ("link.md", "docs/../../secret.md", "outside"),
        ("folder/secret.md", "..", "outside"),
        ("link.md", "/etc/hostname", "outside"),
        ("folder/hostname", "/etc", "outside"),
        ("link.md", "none.md", "missing"),
        ("link.md", "link.md", "missing"),
        ("link.md", "docs", "directory"),
        ("link.md", ".", "directory"),
    ],
)
def test_links(project: Path, path: str, target: str, state: str) -> None:
    """A link is followed as long as it stays inside the project; nothing is read or measured beyond it."""
    (project / path.split("/", maxsplit=1)[0]).symlink_to(target)
    found = one(project, path)
    assert found.state == state
    assert (found.size, found.text) == ((8, "# Brief\n") if state == "ok" else (0, ""))


def test_an_absolute_link_inside_the_project(project: Path) -> None:
    """A link by an absolute path into the project itself is followed."""
    (project / "link.md").symlink_to(project / "docs" / "brief.md")
    assert one(project, "link.md").state == "ok"


def test_a_swapped_link_never_leads_out(project: Path) -> None:
    """A folder that becomes a link out and back while it is read never gives what lies outside."""
    (project.parent / "brief.md").write_text(FOREIGN, encoding="utf-8")
    (project / "real").mkdir()
    (project / "real" / "brief.md").write_text("inside", encoding="utf-8")
    place, spare, done = project / "place", project / "spare", threading.Event()

    def swap() -> None:
        while not done.is_set():
            for target in ("real", ".."):
                spare.unlink(missing_ok=True)
                spare.symlink_to(target)
                spare.replace(place)

    place.symlink_to("real")
    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        seen = {(found.state, found.text) for found in (one(project, "place/brief.md") for _ in range(1500))}
    finally:
        done.set()
        swapping.join()
    assert seen <= {("ok", "inside"), ("outside", ""), ("missing", "")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(project: Path) -> None:
    """A pipe in place of a file is told at once."""
    os.mkfifo(project / "docs" / "pipe.md")
    assert one(project, "docs/pipe.md").state == "special"


def test_what_is_no_file(project: Path) -> None:
    """A folder, a file used as a folder, and nothing at all are told apart."""
    states = {
        path: one(project, path).state for path in ("docs", ".", "docs/brief.md/x", "none.md", "docs/" + "x" * 300)
    }
    assert list(states.values()) == ["directory", "directory", "missing", "missing", "missing"]


def test_a_file_that_is_not_handed_out(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission and a failing disk make a file unreadable; the others are read."""
    real = os.open

    def failing(path: str, flags: int, **options: int) -> int:
        if path in {"locked.md", "broken.md"}:
            raise OSError(errno.EACCES if path == "locked.md" else errno.EIO, "")
        return real(path, flags, **options)

    monkeypatch.setattr(os, "open", failing)
    files = read(project, "locked.md", "broken.md", "docs/brief.md").files
    assert [found.state for found in files.values()] == ["unreadable", "unreadable", "ok"]


@pytest.mark.parametrize(
    ("raw", "state", "encoding", "text"),
    [
        (b"\xef\xbb\xbf# A\r\n", "ok", "", "# A\r\n"),
        ("# Бриф для кафе\n".encode("cp1251"), "not_utf8", "Windows-1251", ""),
        ("# Бриф\n".encode("utf-16"), "not_utf8", "UTF-16 LE", ""),
        ("# Brief\n".encode("utf-32-be"), "not_utf8", "UTF-32 BE", ""),
        (b"# A\n\xff\n", "not_utf8", "", ""),
        (b"", "empty", "", ""),
        (b" \r\n\t\n", "empty", "", " \r\n\t\n"),
        (b"\xef\xbb\xbf", "empty", "", ""),
        (b"# A\x00B\n", "ok", "", "# A\x00B\n"),
        ("# A\u0085B\u2028C\n".encode(), "ok", "", "# A\u0085B\u2028C\n"),
    ],
)
def test_encodings(project: Path, raw: bytes, state: str, encoding: str, text: str) -> None:
    """A text is UTF-8 with or without a mark; of another one the encoding is named where it shows."""
    (project / "a.md").write_bytes(raw)
    found = one(project, "a.md")
    assert (found.state, found.encoding, found.text, found.size) == (state, encoding, text, len(raw))


@pytest.mark.parametrize(
    ("name", "kind"), [("a.MD", "markdown"), ("a.txt", "text"), ("a.html", "html"), ("a.pdf", ""), ("a", "")]
)
def test_forms(project: Path, name: str, kind: str) -> None:
    """The ending tells the form; of a binary format existence and size are all that is known."""
    (project / name).write_bytes(b"text")
    found = one(project, name)
    assert (found.state, found.kind, found.binary) == ("ok", kind, not kind)
    assert found.text == ("text" if kind else "")


def test_digests(project: Path) -> None:
    """Files that are sealed have their digest, texts, pictures and unreadable encodings alike; others have none."""
    contents = {"docs/brief.md": b"# Brief\n", "logo.png": b"\x89PNG" * 500_000, "old.md": "Бриф".encode("cp1251")}
    for path, raw in contents.items():
        (project / path).write_bytes(raw)
    (project / "other.md").write_text("a", encoding="utf-8")
    files = read(project, *contents, "other.md", "none.md", hashed=(*contents, "none.md")).files
    assert {path: found.sha256 for path, found in files.items()} == {
        **{path: sha256(raw).hexdigest() for path, raw in contents.items()},
        "other.md": "",
        "none.md": "",
    }


def test_sizes_are_bounded(project: Path) -> None:
    """A text beyond its limit is not read; neither is what exceeds the limit of the project, pictures never count."""
    (project / "large.md").write_bytes(b"x" * 101)
    (project / "logo.png").write_bytes(b"x" * 1000)
    for name in "abc":
        (project / f"{name}.md").write_bytes(b"x" * 100)
    limits = Limits(text_bytes=100, project_bytes=250)
    files = read(project, "large.md", "logo.png", "a.md", "b.md", "c.md", limits=limits).files
    assert [found.state for found in files.values()] == ["too_large", "ok", "ok", "ok", "too_large"]
    assert files["large.md"].exists
    assert (files["large.md"].size, files["large.md"].text) == (101, "")


def test_a_file_that_is_named_twice_is_read_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same path from several fields is one file."""
    opened: list[str] = []
    real = os.open

    def counting(path: str, flags: int, **options: int) -> int:
        opened.append(path)
        return real(path, flags, **options)

    monkeypatch.setattr(os, "open", counting)
    assert len(read(project, "docs/brief.md", "docs/brief.md").files) == 1
    assert opened.count("brief.md") == 1


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="only Linux reads without a mark")
def test_reading_leaves_no_mark(project: Path) -> None:
    """The system notes no time of reading, where it would otherwise since the file was written."""
    written = project / "docs" / "brief.md"
    os.utime(written, (1, 2))
    assert one(project, "docs/brief.md").state == "ok"
    assert written.stat().st_atime == 1


@pytest.mark.skipif(not hasattr(os, "O_NOATIME"), reason="only Linux reads without a mark")
def test_a_file_of_somebody_else_is_read(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only its owner may read a file without a mark; everybody else reads it all the same."""
    real = os.open

    def foreign(path: str, flags: int, **options: int) -> int:
        if flags & os.O_NOATIME:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        return real(path, flags, **options)

    monkeypatch.setattr(os, "open", foreign)
    assert one(project, "docs/brief.md").text == "# Brief\n"


def test_no_descriptor_is_left_open(project: Path) -> None:
    """After reading, whatever happened, no file stays open."""
    (project / "out.md").symlink_to("../secret.md")
    before = os.dup(0)
    os.close(before)
    read_evidence(
        str(project),
        ["docs/brief.md", "docs", "out.md", "none.md", "a/b.md"],
        Limits(),
        folders=["docs", "kb", "out.md"],
    )
    after = os.dup(0)
    os.close(after)
    assert after == before


def fill(folder: Path, *names: str) -> None:
    """Write pages into a folder."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n", encoding="utf-8")


def test_pages_of_a_knowledge_base(project: Path) -> None:
    """All pages are read, sorted by path, hidden ones left out; links are followed inside the project only."""
    fill(project / "kb", "b.md", "a/z.md", "a.md", ".draft.md", ".git/x.md", "logo.png")
    (project / "kb" / "brief.md").symlink_to("../docs/brief.md")
    (project / "kb" / "out.md").symlink_to("../../secret.md")
    (project / "kb" / "loop").symlink_to(".")
    folder = read_folder(str(project), "kb", Limits())
    assert (folder.path, folder.state, folder.truncated) == ("kb", "ok", False)
    assert {page.path: page.state for page in folder.pages} == {
        "kb/a.md": "ok",
        "kb/a/z.md": "ok",
        "kb/b.md": "ok",
        "kb/brief.md": "ok",
        "kb/logo.png": "ok",
        "kb/loop": "directory",
        "kb/out.md": "outside",
    }
    assert [page.path for page in folder.pages] == sorted(page.path for page in folder.pages)


@pytest.mark.parametrize(
    ("path", "state"),
    [("none", "missing"), ("docs/brief.md", "special"), ("..", "refused"), ("out", "outside"), ("in", "ok")],
)
def test_folders_that_are_none(project: Path, path: str, state: str) -> None:
    """A folder that is missing, a file, or outside is told apart and has no pages."""
    (project / "out").symlink_to("..")
    (project / "in").symlink_to("docs")
    folder = read_folder(str(project), path, Limits())
    assert folder.state == state
    assert len(folder.pages) == (state == "ok")


def test_a_knowledge_base_is_bounded(project: Path) -> None:
    """Beyond the limits of pages and depth nothing is read, and the folder says so."""
    fill(project / "kb", "1.md", "2.md", "3.md", "a/b/c/deep.md")
    many = read_folder(str(project), "kb", Limits(pages=2))
    assert (len(many.pages), many.truncated) == (2, True)
    deep = read_folder(str(project), "kb", Limits(page_depth=2))
    assert ([page.path for page in deep.pages], deep.truncated) == (["kb/1.md", "kb/2.md", "kb/3.md"], True)
    whole = read_folder(str(project), "kb", Limits(page_depth=3, pages=4))
    assert (len(whole.pages), whole.truncated) == (4, False)


def test_links_of_the_index(project: Path) -> None:
    """Relative links of the pages at the top say what stands where they lead; deeper pages are not asked."""
    fill(project / "kb", "a.md", "sub/b.md")
    (project / "kb" / "out").symlink_to("../..")
    links = (
        "[a](a.md) [b](sub/b.md#x) [brief](../docs/brief.md) [none](none.md) [up](../../secret.md) [out](out/secret.md)"
    )
    (project / "kb" / "README.md").write_text(f"{links} [site](https://x.example) [sub](sub)\n", encoding="utf-8")
    (project / "kb" / "sub" / "c.md").write_text("[none](none.md)", encoding="utf-8")
    folder = read_folder(str(project), "kb", Limits())
    assert [(link.page, link.link.text, link.state) for link in folder.links] == [
        ("kb/README.md", "a", "ok"),
        ("kb/README.md", "b", "ok"),
        ("kb/README.md", "brief", "ok"),
        ("kb/README.md", "none", "missing"),
        ("kb/README.md", "up", "outside"),
        ("kb/README.md", "out", "outside"),
        ("kb/README.md", "sub", "directory"),
    ]


def test_random_paths_never_leave_the_project(project: Path) -> None:
    """Whatever path is named, nothing from outside is ever read."""
    (project / "up").symlink_to("..")
    (project / "docs" / "self").symlink_to(".")
    generator = random.Random(20261123)  # noqa: S311 - a fixed sequence, no secret
    steps = ("..", ".", "", "docs", "up", "self", "secret.md", "brief.md", "project", "%2e%2e", "..\\", "\u2024\u2024")
    paths = {"/".join(generator.choices(steps, k=generator.randint(1, 5))) for _ in range(2000)}
    files = read(project, *sorted(paths)).files.values()
    assert FOREIGN not in {found.text for found in files}
    assert {"ok", "outside", "refused", "missing", "directory"} == {found.state for found in files}


def test_without_directory_descriptors(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot open below a folder gives the same answers by checking the real path first."""
    (project / "out.md").symlink_to("../secret.md")
    (project / "in.md").symlink_to("docs/brief.md")
    paths = ("docs/brief.md", "in.md", "out.md", "none.md", "docs", "../secret.md")
    expected = [found.state for found in read(project, *paths).files.values()]
    monkeypatch.setattr("projguard.reading.below._HAS_DESCRIPTORS", False)
    assert [found.state for found in read(project, *paths).files.values()] == expected
    assert isinstance(read_folder(str(project), "docs", Limits()), Folder)
    assert len(read_folder(str(project), "docs", Limits()).pages) == 1


@pytest.mark.parametrize("link", ["a%00.md", "a\0.md", "%2e%2e/%00", "a%0a.md", "a%ff.md", "a" * 5_000])
def test_a_link_that_no_file_can_have_leads_nowhere(project: Path, link: str) -> None:
    """A link with a null character, or longer than any name, leads to nothing, and stops nobody."""
    (project / "kb").mkdir(exist_ok=True)
    (project / "kb" / "README.md").write_text(f"[a]({link})\n", encoding="utf-8")
    found = read_evidence(str(project), [], Limits(), folders=("kb",))
    assert [link.state for link in found.folders["kb"].links] == ["missing"]


def test_a_page_that_is_named_as_well_is_read_once(project: Path) -> None:
    """A page of a folder that a field names, too, is one file, with the digest that was asked for, and its links are known."""
    (project / "kb" / "decisions").mkdir(parents=True)
    (project / "kb" / "README.md").write_text("[a](decisions/a.md) [b](b.md)\n", encoding="utf-8")
    (project / "kb" / "decisions" / "a.md").write_text("A\n", encoding="utf-8")
    limits = Limits(project_bytes=40)
    found = read_evidence(
        str(project), ["kb/README.md"], limits, folders=("kb", "kb/decisions"), hashed=["kb/README.md"]
    )
    top, below = found.folders["kb"], found.folders["kb/decisions"]
    assert top.pages[0] is found.files["kb/README.md"]
    assert top.pages[0].sha256
    assert top.pages[1] is below.pages[0]
    assert below.pages[0].state == "ok"
    assert [(link.link.path, link.state) for link in top.links] == [("decisions/a.md", "ok"), ("b.md", "missing")]
    assert found.texts() == ("[a](decisions/a.md) [b](b.md)\n", "A\n")
