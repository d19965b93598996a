"""Examples: what a patch makes of a manifest, and the project folder that comes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from projguard.catalogue.examples import AS_OF, MANIFEST, ExampleError, patched, read_example, write_project
from projguard.model.limits import Limits
from projguard.model.source import Data
from projguard.reading.yaml_document import read_document

BASE = Path(__file__).parents[1] / "base_project"


def after(manifest: str, patch: str) -> str:
    """Give the manifest after a patch."""
    return patched(manifest, read_example(f"manifest: {patch}").patch)


def data_of(text: str) -> Data:
    """Read plain data."""
    return read_document(text.encode(), MANIFEST, Limits()).data


def test_empty_patch_changes_no_value() -> None:
    """The healthy manifest means the same after it was written anew."""
    manifest = (BASE / MANIFEST).read_text(encoding="utf-8")
    assert data_of(patched(manifest, {})) == data_of(manifest)


@pytest.mark.parametrize(
    "typed",
    [
        "18.12.2026",
        "450.000",
        '"79161234567"',
        "79161234567",
        "+79161234567",
        "0123",
        "1_000",
        "5.10",
        "10:00",
        "'no'",
        "no",
        ".nan",
        "~x",
        '"\\u202e"',
        '"a: b # c"',
        "1,5",
    ],
)
def test_scalar_stays_as_typed(typed: str) -> None:
    """What a manager typed survives, in the base and in the patch."""
    assert after(f"a: {typed}", "{}") == f"a: {typed}\n"
    assert after("a: 1", f"\n  b: {typed}\n") == f"a: 1\nb: {typed}\n"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a: |\n  one\n  two\n", 'a: "one\\ntwo\\n"\n'),
        ("a: >-\n  one\n  two\n", 'a: "one two"\n'),
        ("a: one\n  two\n", 'a: "one two"\n'),
        ("a: |-\n  Дом 😀\n", 'a: "Дом 😀"\n'),
        ("a: !!str 12\n", 'a: "12"\n'),
        ("a: &x 1.50\nb: *x\n", "a: 1.50\nb: 1.50\n"),
        ("a: !!str\nb: 1\n", 'a: ""\nb: 1\n'),
    ],
)
def test_value_that_cannot_stay_keeps_its_meaning(source: str, line: str) -> None:
    """A value of several lines, or with a tag, stands in double quotes; an alias is written out."""
    assert after(source, "{}") == line


def test_block_style_is_written() -> None:
    """Collections stand in blocks, two spaces a level; empty ones in brackets."""
    manifest = "a: {b: [{c: 1, d: [2, [3]]}, {}, []], 'e f': {g: null}, h:  }\n"
    assert after(manifest, "{}") == (
        "a:\n"
        "  b:\n"
        "    - c: 1\n"
        "      d:\n"
        "        - 2\n"
        "        - - 3\n"
        "    - {}\n"
        "    - []\n"
        '  "e f":\n'
        "    g: null\n"
        "  h: null\n"
    )


@pytest.mark.parametrize(
    ("manifest", "patch", "result"),
    [
        ("a: 1\nb: 2", "{b: null}", {"a": 1}),
        ("a: 1", "{b: null}", {"a": 1}),
        ("a: {b: 1}", "{a: {c: 2}}", {"a": {"b": 1, "c": 2}}),
        ("a: {b: 1}", "{a: 3}", {"a": 3}),
        ("a: 1", "{a: {b: 2, c: null}}", {"a": {"b": 2}}),
        ("a: [1, 2]", "{a: [3]}", {"a": [3]}),
        ("a: {b: 1}", "{a: [3, null]}", {"a": [3, None]}),
        ("a: [{id: x, n: 1}, {id: y}]", '{a: {"id=x": {n: 2}}}', {"a": [{"id": "x", "n": 2}, {"id": "y"}]}),
        ("a: [{id: x, n: 1}, {id: y}]", '{a: {"id=x": null}}', {"a": [{"id": "y"}]}),
        ("a: [{id: x}]", '{a: {"id=y": {n: 1}}}', {"a": [{"id": "x"}, {"id": "y", "n": 1}]}),
        ("b: 1", '{a: {"person=boss": {n: 1}}}', {"b": 1, "a": [{"person": "boss", "n": 1}]}),
        ("a: [{file: qa/x.md}]", '{a: {"file=qa/x.md": {n: 1}}}', {"a": [{"file": "qa/x.md", "n": 1}]}),
        ("a: [{title: 'Пост: 1'}]", '{a: {"title=Пост: 1": {n: 1}}}', {"a": [{"title": "Пост: 1", "n": 1}]}),
        ("a: []", '{a: {"title=Пост: 1": {}}}', {"a": [{"title": "Пост: 1"}]}),
        ("a: []", '{a: {"id=12": {}}}', {"a": [{"id": "12"}]}),
        ("a: [{rule: PG0704}]", '{a: {"rule=PG0704": {rule: PG0905}}}', {"a": [{"rule": "PG0905"}]}),
    ],
)
def test_patch_merges(manifest: str, patch: str, result: Data) -> None:
    """Mappings merge, null removes, lists are replaced, items of lists are found by what names them."""
    assert data_of(after(manifest, patch)) == result


@pytest.mark.parametrize(
    ("patch", "complaint"),
    [
        ('{d: {"id=z": null}}', "d has no item 'id=z'"),
        ('{d: {"id=z": 5}}', "d has no item 'id=z'"),
        ("{d: {due: 2026-12-01}}", "'due' names no item of the list d: write it as id=html"),
        ('{p: {"id=x": {n: 1}}}', "p is no list, so it has no item 'id=x'"),
        ('{p: {q: {"id=x": null}}}', "q is no list, so it has no item 'id=x'"),
        ('{"id=x": null}', "the manifest is no list, so it has no item 'id=x'"),
        ('{d: {"kind=a": {n: 1}}}', "2 items of d are 'kind=a'"),
    ],
)
def test_patch_that_addresses_nothing_is_refused(patch: str, complaint: str) -> None:
    """A patch says what it was meant to change and did not find."""
    with pytest.raises(ExampleError) as raised:
        after("d: [{id: x, kind: a}, {id: y, kind: a}]\np: {q: 1}", patch)
    assert str(raised.value) == complaint


def test_example_says_how_it_is_judged() -> None:
    """Phase and day belong to the example; without them the manifest's own phase and one fixed day."""
    example = read_example("phase: kickoff\nas_of: 2026-12-01\nfiles: {docs/a.md: null}\n")
    assert (example.phase, example.as_of, example.patch) == ("kickoff", date(2026, 12, 1), {})
    assert example.files == {"docs/a.md": None}
    plain = read_example("manifest: {}")
    assert (plain.phase, plain.as_of, plain.files) == (None, AS_OF, {})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("manifst: {}", "an example has no field 'manifst'"),
        ("phase: kick-off", "there is no phase 'kick-off'"),
        ("as_of: 23.11.2026", "as_of is a day such as 2026-11-23, not '23.11.2026'"),
        ("as_of: 2026", "as_of is a day such as 2026-11-23, not 2026"),
        ("files: [docs/a.md]", "files gives a text, or null, for each path"),
        ("files: {docs/a.md: 5}", "the file 'docs/a.md' is a text or null, not 5"),
        ("files: {../a.md: x}", "'../a.md' lies outside the project"),
        ("files: {/etc/a.md: x}", "'/etc/a.md' lies outside the project"),
    ],
)
def test_example_that_cannot_be_meant_is_refused(text: str, complaint: str) -> None:
    """A slip in an example is said, not passed over."""
    with pytest.raises(ExampleError) as raised:
        read_example(text)
    assert str(raised.value) == complaint


def test_fields_of_the_caller_stand_beside_an_example() -> None:
    """A case file is an example with fields of its own."""
    assert read_example("expect: []\nmanifest: {a: 1}", beside=("expect",)).patch == {"a": "1"}


def test_project_is_written(tmp_path: Path) -> None:
    """The folder holds the healthy project with the example's changes, and its original is left alone."""
    example = read_example("manifest: {feedback: {within: P3D}}\nfiles: {kb/new/page.md: Слова, qa/copy.md: null}\n")
    manifest = write_project(tmp_path / "p", BASE, example)
    assert data_of(manifest.read_text(encoding="utf-8"))["feedback"]["within"] == "P3D"
    assert (tmp_path / "p/kb/new/page.md").read_text(encoding="utf-8") == "Слова"
    assert not (tmp_path / "p/qa/copy.md").exists()
    assert (BASE / "qa/copy.md").is_file()
    assert (tmp_path / "p/docs/brief.md").read_bytes() == (BASE / "docs/brief.md").read_bytes()


def test_manifest_without_a_patch_is_copied(tmp_path: Path) -> None:
    """An example that changes files alone leaves the manifest as it was typed, comments included."""
    manifest = write_project(tmp_path / "p", BASE, read_example("files: {qa/copy.md: x}"))
    assert manifest.read_bytes() == (BASE / MANIFEST).read_bytes()


def test_file_to_remove_must_be_there(tmp_path: Path) -> None:
    """An example that removes nothing is a slip."""
    with pytest.raises(ExampleError, match=r"there is no file 'qa/copi\.md' to remove"):
        write_project(tmp_path / "p", BASE, read_example("files: {qa/copi.md: null}"))
