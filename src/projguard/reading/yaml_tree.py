"""Events to plain data and places: our own tree, bounded, without constructors and without recursion."""

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data, KeyPath, Node
from projguard.model.values import Text
from projguard.reading.yaml_events import Event
from projguard.reading.yaml_keys import hidden_character, looks_like
from projguard.reading.yaml_properties import Properties
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_scalar import Scalar, plain_value
from projguard.reading.yaml_source import after_colon, content_end, has_surrogate

_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
}


class Tree(NamedTuple):
    """The data of a text, the place of each value, and the stretches where a hash sign starts no comment."""

    data: Data
    nodes: dict[KeyPath, Node]
    quoted: list[tuple[int, int]]


class _Anchor(NamedTuple):
    start: int
    end: int
    value: Data
    path: KeyPath
    size: int
    height: int
    is_open: bool = False


class _Frame:
    """A collection that is being filled."""

    __slots__ = ("anchor", "container", "count", "height", "key", "key_end", "key_start", "path", "start", "style")

    def __init__(self, container: Data, path: KeyPath, start: int, style: str, anchor: str | None) -> None:
        self.container = container
        self.path = path
        self.start = start
        self.style = style
        self.anchor = anchor
        self.key: str | None = None
        self.key_start = -1
        self.key_end = -1
        self.count = 1
        self.height = 1


def build_tree(events: Iterable[Event], text: str, limits: Limits) -> Tree | None:
    """Build the tree of the one document in a stream of events, None where it is empty; raises Unreadable."""
    builder = _Builder(text, limits)
    steps = {
        "ScalarEvent": builder.scalar,
        "MappingStartEvent": builder.open_mapping,
        "SequenceStartEvent": builder.open_sequence,
        "MappingEndEvent": builder.close,
        "SequenceEndEvent": builder.close,
        "AliasEvent": builder.alias,
        "DocumentStartEvent": builder.document,
    }
    for event in events:
        step = steps.get(type(event).__name__)
        if step is not None:
            step(event)
        elif type(event).__name__ == "StreamEndEvent":
            break
    if () not in builder.nodes:
        return None
    root = builder.nodes[()]
    is_nothing = builder.root is None and root.start == root.end
    return None if is_nothing else Tree(builder.root, builder.nodes, builder.quoted)


class _Builder:
    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.refusals = Refusals(text, limits)
        self.properties = Properties(text, self.refusals)
        self.root: Data = None
        self.nodes: dict[KeyPath, Node] = {}
        self.quoted: list[tuple[int, int]] = []
        self.stack: list[_Frame] = []
        self.anchors: dict[str, _Anchor] = {}
        self.aliases = 0
        self.count = 0
        self.last = 0
        self.documents = 0

    def document(self, event: Event) -> None:
        self.documents += 1
        if self.documents > 1:
            start = event.start_mark.index
            self.refusals.refuse("second_document", start, start + 3)

    def scalar(self, event: Event) -> None:
        start, end, value = event.start_mark.index, event.end_mark.index, event.value
        style = _STYLES.get(event.style or "", "plain")
        if style != "plain":
            if style in ("literal", "folded"):
                end = content_end(self.text, start, end)
            self.quoted.append((start, end))
            if style == "double" and not value.isascii() and has_surrogate(value):
                self.refusals.refuse("bad_escape", start, end, escape=Text("\\u"))
        if event.anchor is not None or event.ctag is not None:
            start = self.properties.value_start(start, end)
        if style in ("literal", "folded"):
            self.properties.check_header(start)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is None and type(frame.container) is dict:
            self._key(frame, event, start, end, is_plain=style == "plain")
            return
        if start == end and frame is not None and frame.key is not None and event.anchor is None:
            # The parsers disagree on where nothing stands.
            start = end = after_colon(self.text, frame.key_end)
        if len(value) > self.limits.scalar_length:
            self.refusals.over_limit("value_too_long", start, end, "scalar_length", len(value))
        resolved = self._resolve(event, is_plain=style == "plain")
        path = self._put(resolved, start, end, style)
        self._count(1, start, end)
        self.last = end
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(start, end, resolved, path, 1, 0)

    def alias(self, event: Event) -> None:
        start, end, name = event.start_mark.index, event.end_mark.index, event.anchor or ""
        if self._wants_key():
            self.refusals.refuse("key_not_text", start, end)
        self.aliases += 1
        if self.aliases > self.limits.aliases:
            self.refusals.over_limit("too_many_aliases", start, end, "aliases")
        anchor = self.anchors.get(name)
        if anchor is None and "*" in name:
            # Bold text of Markdown, no reference.
            self.refusals.refuse("bad_reference", start, start + 1, character=Text("*"))
        if anchor is None:
            self.refusals.refuse("alias_unknown", start, end, name=Text(name))
        if anchor.is_open:
            self.refusals.alias_cycle(name, (anchor.start, anchor.start), (start, end))
        if len(self.stack) + anchor.height > self.limits.depth:
            self.refusals.over_limit("too_deep", start, end, "depth")
        self._count(anchor.size, start, end)
        path = self._put(anchor.value, anchor.start, anchor.end, "alias")
        if self.stack:
            self.stack[-1].count += anchor.size - 1
            self.stack[-1].height = max(self.stack[-1].height, anchor.height + 1)
        self._copy_nodes(anchor, path)
        self.last = end

    def open_mapping(self, event: Event) -> None:
        self._open({}, event, "map")

    def open_sequence(self, event: Event) -> None:
        self._open([], event, "seq")

    def close(self, event: Event) -> None:
        frame = self.stack.pop()
        if frame.style == "flow":
            # A block collection ends where its last value ends, not after the blank lines that follow.
            self.last = event.end_mark.index
        node = self.nodes[frame.path]
        self.nodes[frame.path] = Node(node.key_start, node.key_end, frame.start, self.last, frame.style)
        if self.stack:
            parent = self.stack[-1]
            parent.count += frame.count - 1
            parent.height = max(parent.height, frame.height + 1)
        if frame.anchor is not None:
            self.anchors[frame.anchor] = _Anchor(
                frame.start, self.last, frame.container, frame.path, frame.count, frame.height
            )

    def _open(self, container: Data, event: Event, tag: str) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if self._wants_key():
            self.refusals.refuse("key_not_text", start, end)
        if len(self.stack) >= self.limits.depth:
            self.refusals.over_limit("too_deep", start, end, "depth")
        self._count(1, start, end)
        if event.ctag is not None and self.properties.tag(start) not in ("!", tag):
            self.refusals.tag(start)
        if event.anchor is not None or event.ctag is not None:
            start = self.properties.value_start(start, len(self.text))
        style = "flow" if event.flow_style else "block"
        path = self._put(container, start, start, style)
        self.stack.append(_Frame(container, path, start, style, event.anchor))
        self.last = start
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(start, start, None, path, 0, 0, is_open=True)

    def _put(self, value: Data, start: int, end: int, style: str) -> KeyPath:
        if not self.stack:
            self.root = value
            self.nodes[()] = Node(-1, -1, start, end, style)
            return ()
        frame = self.stack[-1]
        frame.count += 1
        container = frame.container
        if frame.key is None:
            path = (*frame.path, len(container))
            container.append(value)
            self.nodes[path] = Node(-1, -1, start, end, style)
        else:
            path = (*frame.path, frame.key)
            container[frame.key] = value
            self.nodes[path] = Node(frame.key_start, frame.key_end, start, end, style)
            frame.key = None
        return path

    def _wants_key(self) -> bool:
        return bool(self.stack) and self.stack[-1].key is None and type(self.stack[-1].container) is dict

    def _key(self, frame: _Frame, event: Event, start: int, end: int, *, is_plain: bool) -> None:
        key = event.value
        if len(key) > self.limits.key_length:
            self.refusals.over_limit("key_too_long", start, end, "key_length", len(key))
        if not key:
            self.refusals.refuse("key_empty", start, end)
        if is_plain and key == "<<":
            self.refusals.refuse("merge_key", start, end)
        if event.ctag is not None and self.properties.tag(event.start_mark.index) not in ("!", "str"):
            self.refusals.tag(event.start_mark.index)
        if not (key.isascii() and key.isprintable()):
            key = self._checked_key(key, start, end)
        if key in frame.container:
            first = self.nodes[(*frame.path, key)]
            self.refusals.duplicate_key(key, (first.key_start, first.key_end), (start, end))
        frame.key, frame.key_start, frame.key_end = key, start, end
        self.last = end
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(start, end, key, (), 1, 0)

    def _checked_key(self, key: str, start: int, end: int) -> str:
        hidden = hidden_character(key)
        if hidden:
            self.refusals.refuse("key_invisible", start, end, character=Text(hidden))
        expected = looks_like(key)
        if expected:
            self.refusals.refuse("key_look_alike", start, end, key=Text(key), expected=Text(expected))
        return unicodedata.normalize("NFC", key)

    def _resolve(self, event: Event, *, is_plain: bool) -> Scalar:
        if event.ctag is None:
            return plain_value(event.value) if is_plain else event.value
        tag = self.properties.tag(event.start_mark.index)
        if tag in ("!", "str"):
            return event.value
        value = plain_value(event.value)
        if type(value) not in _SCALAR_TAGS.get(tag, ()):
            self.refusals.tag(event.start_mark.index)
        return value

    def _copy_nodes(self, anchor: _Anchor, path: KeyPath) -> None:
        todo: list[tuple[KeyPath, KeyPath, Data]] = [(anchor.path, path, anchor.value)]
        while todo:
            source, target, value = todo.pop()
            steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
            for step in steps:
                self.nodes[(*target, step)] = self.nodes[(*source, step)]._replace(style="alias")
                todo.append(((*source, step), (*target, step), value[step]))

    def _count(self, count: int, start: int, end: int) -> None:
        self.count += count
        if self.count > self.limits.nodes:
            self.refusals.over_limit("too_many_nodes", start, end, "nodes")
