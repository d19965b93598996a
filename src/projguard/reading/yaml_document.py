"""The reader of YAML texts: bytes to Document, one parse, one defined behaviour for every trap."""

from __future__ import annotations

import re
from typing import NoReturn

from projguard.model.limits import Limits
from projguard.model.source import Document, TextLines
from projguard.model.values import Text
from projguard.reading.unreadable import Unreadable
from projguard.reading.yaml_comments import find_comments
from projguard.reading.yaml_events import NotYaml, batches
from projguard.reading.yaml_extension import has_extension
from projguard.reading.yaml_refusal import Refusals
from projguard.reading.yaml_strictness import check_strictly
from projguard.reading.yaml_text import decode
from projguard.reading.yaml_tree import Tree, build_tree

SUPPORTED_VERSION = 1
"""The manifest version that this release reads."""


def read_document(raw: bytes, path: str, limits: Limits, *, pure: bool = False) -> Document:
    """Read the one mapping that a YAML file holds; raises Unreadable with the place and the reason.

    ``path`` is only carried along, as people shall see it. ``pure`` keeps libyaml out.
    """
    text, bom = decode(raw, limits)
    tree = read_tree(text, limits, pure=pure)
    refusals = Refusals(text, limits)
    if tree is None:
        refusals.refuse("empty", 0, 0)
    if not isinstance(tree.data, dict):
        root = tree.nodes[()]
        refusals.refuse("not_mapping", root.start, min(root.end, _line_end(text, root.start)))
    return Document(
        path=path,
        text=text,
        data=tree.data,
        nodes=tree.nodes,
        comments=find_comments(text, tree.quoted),
        bom=bom,
        lines=TextLines(text),
        has_nulls=tree.has_nulls,
        odd_numbers=tree.odd_numbers,
        said=tree.said,
    )


def read_manifest(raw: bytes, path: str, limits: Limits, *, pure: bool = False) -> Document:
    """Read a manifest: a document whose ``manifest_version`` is supported; raises Unreadable."""
    return supported(read_document(raw, path, limits, pure=pure))


def supported(document: Document) -> Document:
    """Give a manifest back whose version is one that this release reads; raises Unreadable."""
    version = document.data.get("manifest_version")
    if version is None:
        span = document.span_of(("manifest_version",), "key")
        raise Unreadable("version_missing", span, {"supported": SUPPORTED_VERSION}, text=document.text)
    if type(version) is not int or version != SUPPORTED_VERSION:
        span = document.span_of(("manifest_version",))
        shown = Text(document.source_of(("manifest_version",)).partition("\n")[0])
        raise Unreadable(
            "version_unsupported", span, {"version": shown, "supported": SUPPORTED_VERSION}, text=document.text
        )
    return document


def read_tree(text: str, limits: Limits, *, pure: bool = False) -> Tree | None:
    """Build the tree of a decoded text, None where it holds nothing; raises Unreadable.

    What libyaml refuses is read again by the pure parser, which knows more of YAML 1.2: ``{at: 19:00}``.
    """
    plain = _without_directives(text, limits)
    pure = pure or not has_extension()
    try:
        tree = build_tree(batches(plain, pure=pure), text, limits)
    except NotYaml as fault:
        if pure or len(text) > limits.second_reading_bytes:
            _refuse(fault, text, limits)
        try:
            tree = build_tree(batches(plain, pure=True), text, limits)
        except NotYaml:
            _refuse(fault, text, limits)
    if tree is not None:
        check_strictly(text, tree, Refusals(text, limits))
    return tree


def _refuse(fault: NotYaml, text: str, limits: Limits) -> NoReturn:
    from projguard.reading.yaml_syntax import explain

    message, start, end, values = explain(fault, text)
    Refusals(text, limits).refuse(message, start, end, **values)


def _without_directives(text: str, limits: Limits) -> str:
    """Turn ``%YAML 1.2`` into a comment of the same length, so that no parser acts on it, and refuse any other."""
    if "%" not in text or not re.match(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*%", text):
        return text
    found = re.search(r"^%[^\r\n]*", text, re.MULTILINE)
    start, end = found.span() if found else (0, 1)
    directive = text[start:end].partition(" #")[0].rstrip()
    follows = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?[\r\n]+)*---(?!\S)").match(text, end)
    if directive.split() != ["%YAML", "1.2"] or not follows:
        Refusals(text, limits).refuse("directive", start, end, directive=Text(directive))
    return text[:start] + "#" + text[start + 1 :]


def _line_end(text: str, start: int) -> int:
    found = re.compile(r"[\r\n]|\Z").search(text, start)
    return found.start() if found else len(text)
