"""Events to plain data and places: our own tree, bounded, without constructors and without recursion."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath, Node, Said
from projguard.model.values import Text
from projguard.reading.yaml_anchors import Anchor, Anchors
from projguard.reading.yaml_event import Event
from projguard.reading.yaml_frame import Frame
from projguard.reading.yaml_keys import checked_key
from projguard.reading.yaml_nodes import At, Nodes, Place, as_alias, offset
from projguard.reading.yaml_properties import Properties
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_scalar import AFTER_NUMBERS, WORDS, Numbers
from projguard.reading.yaml_source import after_colon, content_end, has_surrogate

_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_BLOCKS = ("literal", "folded")
_COLLECTIONS = ("mapping", "sequence")
Added: TypeAlias = tuple[Data, Place]
"""A value that is to be added to the collection that is being filled, and where it stands."""
_ROOT = ""
"""Where the ground keeps the root."""


class Marked(NamedTuple):
    """A value in quotes, brackets or a block of text, with all that stands in it."""

    start: int
    end: int
    style: str
    outer: At
    """Where the collection around it starts, -1 for the root."""


class Tree(NamedTuple):
    """The data of a text, the place of each value, and the stretches where a hash sign starts no comment."""

    data: Data
    nodes: Mapping[KeyPath, Node]
    quoted: list[tuple[int, int]]
    marked: Sequence[Marked] = ()
    """What libyaml lets pass more of than YAML allows, in the order of the text."""
    has_nulls: bool = True
    """False where no value is null."""
    odd_numbers: bool = True
    """False where each whole number is written as Python writes it."""
    said: Said | None = None
    """All names and texts."""


def build_tree(batches: Iterable[list[Event]], text: str, limits: Limits) -> Tree | None:
    """Build the tree of the one document in a stream of events, None where it is empty; raises Unreadable."""
    builder = _Builder(text, limits)
    builder.take(chain.from_iterable(batches))
    data, root = builder.ground.container.get(_ROOT), builder.ground.places.get(_ROOT)
    if root is None or (data is None and offset(root[2]) == offset(root[3])):
        return None
    return Tree(
        data,
        Nodes(root, builder.count),
        builder.quoted,
        builder.marked,
        builder.has_nulls,
        builder.numbers.odd,
        Said(frozenset(builder.names), frozenset(builder.texts)),
    )


class _Builder:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.deepest, self.most = limits.depth, limits.nodes
        self.has_escapes = "\\" in text
        self.refusals = Refusals(text, limits)
        self.properties = Properties(text, self.refusals)
        self.anchors = Anchors(limits, self.refusals)
        self.count = 0
        """Nodes so far."""
        self.quoted: list[tuple[int, int]] = []
        self.marked: list[Marked] = []
        self.frame = self.ground = Frame({}, {}, _ROOT, -1, "")
        """The collection that is being filled; the ground is none, and holds the root."""
        self.stack: list[Frame] = []
        self.documents = 0
        self.has_nulls = False
        self.numbers = Numbers()
        self.names: set[str] = set()
        self.texts: set[str] = set()

    def take(self, events: Iterable[Event]) -> None:
        """Take every event; what most are, plain text and a collection that begins, is dealt with on the spot."""
        steps = self._steps()
        keys: dict[str, str] = {}  # plain words, each looked at once and then the same object
        longest_key, longest, most = self.limits.key_length, self.limits.scalar_length, self.most
        read, texts, stack, deepest = self.numbers.read, self.texts, self.stack, self.deepest
        frame = self.frame
        key, container, places = frame.key, frame.container, frame.places
        for event in events:
            kind, value, start, end, style, anchor, tag = event
            if kind == "plain" and key is None:
                is_word = value in keys or (value.isidentifier() and value.isascii() and len(value) <= longest_key)
                if is_word and value not in container:
                    key, frame.key_start, frame.key_end = keys.setdefault(value, value), start, end
                    continue
            if kind == "plain" and key is not None and self.count < most and value and len(value) <= longest:
                self.count += 1
                frame.last = end
                meant: Data = value
                if value in WORDS:
                    meant = WORDS[value]
                    self.has_nulls |= meant is None
                elif value >= AFTER_NUMBERS or type(meant := read(value)) is str:
                    texts.add(value)
                place: Place = (frame.key_start, frame.key_end, start, end, "plain", None)
            elif (
                kind in _COLLECTIONS
                and key is not None
                and anchor is tag is None
                and len(stack) < deepest
                and self.count < most
            ):
                self.count += 1
                frame.key = key
                stack.append(frame)
                key, container, places = (None, {}, {}) if kind == "mapping" else (0, [], [])
                frame = self.frame = Frame(container, places, key, start, style)
                continue
            else:
                frame.key = key
                added = steps[kind](event)
                frame = self.frame
                key, container, places = frame.key, frame.container, frame.places
                if added is None:
                    continue
                meant, place = added
            if type(key) is int:
                container.append(meant)
                places.append(place)
                key += 1
            else:
                container[key] = meant
                places[key] = place
                key = None
        self.names.update(keys)

    def _steps(self) -> Mapping[str, Callable[[Event], Added | None]]:
        return {
            "scalar": self.scalar,
            "plain": self.scalar,
            "mapping": self.open,
            "sequence": self.open,
            "end": self.close,
            "alias": self.alias,
            "document": self.document,
            "other": lambda _: None,
        }

    def document(self, event: Event) -> Added | None:
        self.documents += 1
        if self.documents > 1:
            start = event[2].index
            self.refusals.refuse("second_document", start, start + 3)
        return None

    def scalar(self, event: Event) -> Added | None:
        _, value, _, _, sign, anchor, _ = event
        style = _STYLES.get(sign, "plain")
        start, end = self._stretch(event, style)
        frame = self.frame
        if frame.key is None:
            self._key(frame, event, start, end, is_plain=style == "plain")
            return None
        if start == end and anchor is None and (key_end := offset(frame.key_end)) >= 0:
            # The parsers disagree on where nothing stands.
            start = end = after_colon(self.text, key_end)
        if len(value) > self.limits.scalar_length:
            self.refusals.over_limit("value_too_long", start, end, "scalar_length", len(value))
        resolved = self.properties.meaning(event, is_plain=style == "plain")
        self.has_nulls |= resolved is None
        if type(resolved) is str:
            self.texts.add(resolved)
        self.numbers.odd |= type(resolved) is int and str(resolved) != self.text[start:end]
        self._add(1, start, end)
        frame.last = end
        if style != "plain" and frame.style != "flow":
            self.marked.append(Marked(start, end, style, frame.start))
        if anchor is not None:
            self.anchors.keep(anchor, Anchor(start, end, resolved, None, 1, 0))
        return resolved, (frame.key_start, frame.key_end, start, end, style, None)

    def alias(self, event: Event) -> Added:
        _, _, first, last, _, name, _ = event
        start, end = first.index, last.index
        frame = self.frame
        self._refuse_as_key(start, end)
        anchor = self.anchors.follow(name or "", start, end, len(self.stack))
        self._add(anchor.size, start, end)
        frame.last = end
        frame.height = max(frame.height, anchor.height + 1)
        places = as_alias(anchor.places)
        return anchor.value, (frame.key_start, frame.key_end, anchor.start, anchor.end, "alias", places)

    def open(self, event: Event) -> None:
        kind, _, start, end, style, anchor, tag = event
        parent = self.frame
        if parent.key is None:
            self._refuse_as_key(start.index, end.index)
        if len(self.stack) >= self.deepest:
            self.refusals.over_limit("too_deep", start.index, end.index, "depth")
        self.count += 1
        if self.count > self.most:
            self._add(0, start.index, end.index)
        at = start if anchor is None and tag is None else self._after_properties(event)
        self.stack.append(parent)
        self.frame = frame = Frame({}, {}, None, at, style) if kind == "mapping" else Frame([], [], 0, at, style)
        if anchor is not None:
            frame.anchor, frame.first = anchor, self.count - 1
            self.anchors.keep(anchor, Anchor(offset(at), offset(at), None, None, 0, 0, is_open=True))

    def close(self, event: Event) -> Added:
        frame = self.frame
        self.frame = parent = self.stack.pop()
        end = frame.last  # a block collection ends where its last value ends, not after the blank lines that follow
        if frame.style == "flow":
            end = event[3]
            if parent.style != "flow":
                self.marked.append(tuple.__new__(Marked, (offset(frame.start), end.index, "flow", parent.start)))
        parent.last = end
        if parent.height <= frame.height:
            parent.height = frame.height + 1
        if frame.anchor is not None:
            size = self.count - frame.first
            start, last = offset(frame.start), offset(end)
            self.anchors.keep(frame.anchor, Anchor(start, last, frame.container, frame.places, size, frame.height))
        return frame.container, (parent.key_start, parent.key_end, frame.start, end, frame.style, frame.places)

    def _after_properties(self, event: Event) -> int:
        kind, _, mark, _, _, _, tag = event
        start = mark.index
        if tag is not None and self.properties.tag(start) not in ("!", "map" if kind == "mapping" else "seq"):
            self.refusals.tag(start)
        return self.properties.value_start(start, len(self.text))

    def _stretch(self, event: Event, style: str) -> tuple[int, int]:
        """Give the offsets of a scalar's own text, without anchor and tag and without the empty lines after a block."""
        _, value, first, last, _, anchor, tag = event
        start, end = first.index, last.index
        if style in _BLOCKS:
            end = content_end(self.text, start, end)
        if style != "plain":
            self.quoted.append((start, end))
        if style == "double" and self.has_escapes and has_surrogate(value):
            self.refusals.refuse("bad_escape", start, end, escape=Text("\\u"))
        if anchor is not None or tag is not None:
            start = self.properties.value_start(start, end)
        if style in _BLOCKS:
            self.properties.check_header(start)
        return start, end

    def _key(self, frame: Frame, event: Event, start: int, end: int, *, is_plain: bool) -> None:
        _, key, said, _, _, anchor, tag = event
        if len(key) > self.limits.key_length:
            self.refusals.over_limit("key_too_long", start, end, "key_length", len(key))
        if not key:
            self.refusals.refuse("key_empty", start, end)
        if is_plain and key == "<<":
            self.refusals.refuse("merge_key", start, end)
        if tag is not None and self.properties.tag(said.index) not in ("!", "str"):
            self.refusals.tag(said.index)
        if not (key.isascii() and key.isprintable()):
            key = checked_key(key, start, end, self.refusals)
        if key in frame.container:
            known = frame.places[key]
            self.refusals.duplicate_key(key, (offset(known[0]), offset(known[1])), (start, end))
        frame.key, frame.key_start, frame.key_end = key, start, end
        self.names.add(key)
        if anchor is not None:
            self.anchors.keep(anchor, Anchor(start, end, key, (), 1, 0))

    def _refuse_as_key(self, start: int, end: int) -> None:
        if self.frame.key is None:
            self.refusals.refuse("key_not_text", start, end)

    def _add(self, more: int, start: int, end: int) -> None:
        """Count nodes; raises Unreadable where they are too many."""
        self.count += more
        if self.count > self.most:
            self.refusals.over_limit("too_many_nodes", start, end, "nodes")
