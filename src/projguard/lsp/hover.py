"""What is shown where the mouse rests: what is found there, and what the field means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from projguard.hooks.reporter import Sentences
from projguard.model.finding import Finding
from projguard.model.source import Document, KeyPath
from projguard.reading.schema_fields import Said
from projguard.wording.words import Words, mark

_SPEAKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")
LABELS = (mark("why"), mark("do"), mark("ask"))


def findings_at(findings: tuple[Finding, ...], path: str, offset: int) -> tuple[Finding, ...]:
    """Give the findings whose place, or a related one, holds an offset; empty places hold their own."""
    return tuple(
        finding
        for finding in findings
        if any(
            place.path == path and place.span.start.offset <= offset <= place.span.end.offset
            for place in (finding.location, *finding.related)
        )
    )


def path_at(document: Document, offset: int) -> KeyPath:
    """Give the innermost field at an offset, its key included."""
    found: KeyPath = ()
    for path, node in document.nodes.items():
        start = node.key_start if node.key_start >= 0 else node.start
        if start <= offset <= node.end and len(path) > len(found) and node.style != "alias":
            found = path
    return found


def explained(findings: tuple[Finding, ...], said: Said | None, sentences: Sentences, words: Words) -> str:
    """Write a hover as Markdown; empty where there is nothing to say."""
    parts = [_finding(finding, sentences, words) for finding in findings]
    if said is not None:
        example = f"\n\n`{said.example}`" if said.example and "`" not in said.example else ""
        parts.append(f"**{plain(said.title)}**\n\n{plain(said.description)}{example}")
    return "\n\n---\n\n".join(parts)


def plain(text: str) -> str:
    """Escape what Markdown would obey; controls become visible."""
    visible = "".join(sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in text)
    return _SPEAKS.sub(r"\\\1", visible)


def _finding(finding: Finding, sentences: Sentences, words: Words) -> str:
    code = finding.code
    head = f"**{code} {plain(sentences.rule(code).name)}**: {plain(sentences.message(finding))}"
    said = (sentences.why(code), sentences.remedy(code), sentences.question(finding))
    return "\n\n".join([head, *_labelled(said, words)])


def _labelled(said: tuple[str, ...], words: Words) -> Iterator[str]:
    for label, text in zip(LABELS, said, strict=True):
        if text:
            yield f"*{words.text(label)}* {plain(text)}"
