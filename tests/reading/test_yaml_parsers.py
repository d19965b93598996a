"""The fast parser and the pure one: same verdict, same data, same places, on texts that people and accidents write."""

from __future__ import annotations

import random
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import events

from projguard.model.limits import Limits
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_document import read_document
from projguard.reading.yaml_extension import has_extension

pytestmark = pytest.mark.skipif(not has_extension(), reason="the fast parser is not installed")

SEED = 20261123
SMALL = Limits(depth=12, aliases=4, nodes=400)
PIECES = (
    "a", "b", "key", "ключ", "значение", "1", "010", "1_000", "2026-12-04", "12:30", "no", "null", "~", "true", ".5", "1e400",
    ": ", ":", " ", "  ", "\n", "\n  ", "\n    ", "\r\n", "\t", "- ", "-", "? ", ", ", ",", "[", "]", "{", "}", "[]", "{}",
    "'", '"', "''", '"\\n"', '"\\x41"', '"\\u00e9"', '"\\', "|", ">", "|-", ">+", "|2", "# note", " #", "#", "&x ", "*x", "!!str ",
    "!", "!!int ", "<<", "---", "---\n", "...", "%YAML 1.2\n", "@", "`", "%", "\u00a0", "\ufeff", "\u0085", "\u2028", "é", "😀", "://",
)  # fmt: skip


def outcome(text: str, *, pure: bool, limits: Limits = SMALL) -> tuple[object, ...]:
    """Give data, places and comments of a text, or nothing but the fact that it is refused."""
    try:
        document = read_document(text.encode("utf-8", "surrogatepass"), "", limits, pure=pure)
    except Unreadable:
        return ()
    return repr(document.data), dict(document.nodes), document.comments


def test_manifests_are_read_alike(texts: dict[str, str]) -> None:
    """Base project, samples and variations give the same result."""
    for name, text in texts.items():
        assert outcome(text, pure=False, limits=Limits()) == outcome(text, pure=True, limits=Limits()), name


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_texts_of_yaml_pieces_are_read_alike(text: str) -> None:
    """Pieces of YAML in any order give the same result."""
    assert outcome(text, pure=False) == outcome(text, pure=True)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=st.text(max_size=60))
def test_any_texts_are_read_alike(text: str) -> None:
    """Any characters give the same result."""
    assert outcome(text, pure=False) == outcome(text, pure=True)


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(raw=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """Any bytes are read or refused; nothing else is ever raised, and a refusal has its place inside the text."""
    try:
        read_document(raw, "", SMALL)
    except Unreadable as refused:
        places = [0, refused.span.start.offset, refused.span.end.offset, len(refused.text)]
    else:
        places = []
    assert places == sorted(places)


def test_damaged_manifests_are_read_alike(texts: dict[str, str]) -> None:
    """A real manifest with a few random cuts and insertions gives the same result, for as long as the time allows."""
    generator = random.Random(SEED)  # noqa: S311 - a fixed sequence, no secret
    lines = texts["base project"].splitlines(keepends=True)
    end = time.monotonic() + 3
    tried = read = 0
    while time.monotonic() < end and tried < 400:
        first = generator.randrange(len(lines))
        text = damaged("".join(lines[first : first + 12]), generator)
        got = outcome(text, pure=False)
        assert got == outcome(text, pure=True), text
        tried += 1
        read += bool(got)
    assert 0 < read < tried


def damaged(text: str, generator: random.Random) -> str:
    """Insert, repeat or remove a few characters."""
    for _ in range(generator.randint(1, 3)):
        at = generator.randrange(len(text) + 1)
        text = text[:at] + generator.choice((*PIECES, "")) + text[at + generator.choice((0, 0, 1, 3)) :]
    return text


@pytest.mark.parametrize("text", ["a: 1\n", "a: [1\n", "a: &x 1\nb: *y\n"])
def test_the_library_keeps_its_own_events(text: str) -> None:
    """Whoever asks the extension for events after a text was read, or refused, gets the library's objects."""
    outcome(text, pure=False)
    parser = import_module("ruamel.yaml.cyaml").CParser("a: b\n")
    told = [type(event) for event in iter(parser.get_event, None)]
    assert told[:4] == [
        events.StreamStartEvent,
        events.DocumentStartEvent,
        events.MappingStartEvent,
        events.ScalarEvent,
    ]


def test_threads_read_at_the_same_time(texts: dict[str, str]) -> None:
    """Threads that read different texts in turns, some of them none, get what one alone gets."""
    asked = [*texts.values(), "a: [1\n"] * 4
    alone = [outcome(text, pure=False, limits=Limits()) for text in asked]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as threads:
            together = list(threads.map(lambda text: outcome(text, pure=False, limits=Limits()), asked))
    finally:
        sys.setswitchinterval(interval)
    assert together == alone
