"""Sources that are put on a shelf come back as they were, in the order of their folders."""

from __future__ import annotations

from pathlib import Path

from projguard.hooks.source import Refused, Shelf, Source

SOURCES = [
    Source(Path("b-c/projguard.yaml"), "b-c/projguard.yaml"),
    Source(Path("b/x/projguard.yaml"), "b/x/projguard.yaml", settings=1),
    Source(Path("/elsewhere/projguard.json"), "a/projguard.json"),
    Source(Path("b/projguard.yaml"), "b/projguard.yaml", raw=b"project: {}\n", editable=False),
    Source(Path("b/old.zip"), "b/old.zip", refused=Refused("io_error")),
    Source(Path("not-shown.yaml")),
]


def test_sources_come_back_as_they_were() -> None:
    """Whatever a source says beside its path is kept: text, refusal, settings, how it is shown."""
    shelf = Shelf(SOURCES)
    assert list(shelf) == SOURCES
    assert (len(shelf), shelf[-1], list(shelf[1:3])) == (6, SOURCES[-1], SOURCES[1:3])


def test_a_text_stands_for_a_source() -> None:
    """A source that is all said by its path is given as a text and taken as one; the others as they are."""
    brief: list[Source | str] = ["b-c/projguard.yaml", *SOURCES[1:]]
    assert list(Shelf(SOURCES).briefly()) == brief
    assert list(Shelf(brief)) == SOURCES
    assert list(Shelf(SOURCES).manifests()) == [str(source.manifest) for source in SOURCES]


def test_sources_take_the_numbers_of_their_settings() -> None:
    """The settings that hold for a source are numbered by the run, whatever it said before."""
    numbers = [0, 0, 2, 0, 1, 0]
    shelf = Shelf(SOURCES).numbered(numbers)
    assert [source.settings for source in shelf] == numbers
    assert list(Shelf(shelf).numbered([1, 1, 0, 0, 0, 0])) == [
        source._replace(settings=number) for source, number in zip(SOURCES, [1, 1, 0, 0, 0, 0], strict=True)
    ]


def test_sources_are_sorted_by_folder() -> None:
    """What lies in a folder stands before what lies below it, and folders are compared part by part."""
    shown = [source.shown for source in Shelf(reversed(SOURCES)).sorted()]
    assert shown == [
        "",
        "a/projguard.json",
        "b/old.zip",
        "b/projguard.yaml",
        "b/x/projguard.yaml",
        "b-c/projguard.yaml",
    ]
