"""A secret that one rule found stays out of what all others say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from projguard.model.finding import Finding
from projguard.model.source import Document
from projguard.model.values import Contact, Kind, Listing, PersonName, Text, Value

STARS = "***"


def hide_secrets(findings: Sequence[Finding], document: Document, sources: Mapping[str, str]) -> list[Finding]:
    """Put asterisks in place of each secret that a value of a finding quotes; ``sources`` are texts by shown path."""
    secrets = {secret for finding in findings if finding.secret for secret in _secrets(finding, document, sources)}
    # The longest first, since a secret may be a part of a longer one.
    hidden = sorted(secrets - {""}, key=lambda secret: (-len(secret), secret))
    if not hidden:
        return list(findings)
    pattern = re.compile("|".join(map(re.escape, hidden)))
    return [
        replace(finding, values={name: _without(value, pattern) for name, value in finding.values.items()})
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


def _without(value: Value, secrets: re.Pattern[str]) -> Value:
    match value:
        case Text(text=text):
            return Text(secrets.sub(STARS, text))
        case Contact(text=text):
            return Contact(secrets.sub(STARS, text))
        case Kind(id=kind):
            return Kind(secrets.sub(STARS, kind))
        case PersonName(id=id_, name=name):
            return PersonName(secrets.sub(STARS, id_), secrets.sub(STARS, name))
        case Listing(items=items):
            return Listing(tuple(_without(item, secrets) for item in items))
        case _:
            return value
