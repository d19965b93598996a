"""A secret that one rule found stays out of what all others say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from projguard.model.finding import Finding
from projguard.model.source import Document
from projguard.model.values import with_texts

STARS = "***"


def hide_secrets(findings: Sequence[Finding], document: Document, sources: Mapping[str, str]) -> list[Finding]:
    """Put asterisks in place of each secret that a value of a finding quotes; ``sources`` are texts by shown path."""
    secrets = {secret for finding in findings if finding.secret for secret in _secrets(finding, document, sources)}
    # The longest first, since a secret may be a part of a longer one.
    hidden = sorted(secrets - {""}, key=lambda secret: (-len(secret), secret))
    if not hidden:
        return list(findings)
    hide = partial(re.compile("|".join(map(re.escape, hidden))).sub, STARS)
    return [
        finding._replace(values={name: with_texts(value, hide) for name, value in finding.values.items()})
        for finding in findings
    ]


def _secrets(finding: Finding, document: Document, sources: Mapping[str, str]) -> Iterator[str]:
    """Give a secret as it is typed, as it is read, and without the word before its colon."""
    place = finding.location
    text = sources.get(place.path, "")[place.span.start.offset : place.span.end.offset]
    if place.path == document.path:
        text = text.strip("\"'")
        yield str(document.value(place.key_path))
    yield text
    yield re.split(r"[:=]\s*", text)[-1]
