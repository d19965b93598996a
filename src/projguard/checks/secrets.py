"""Secrets where everybody can read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from projguard.checks.placeholders import texts_by_field
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.source import KeyPath, dotted
from projguard.model.values import Field, Text
from projguard.project.documents import folded, hints_of, is_hinted
from projguard.project.project import Project

_LETTERS = r"[A-Za-z0-9_./+=-]{16,}"
"""What follows the prefix of an access token."""


def secret_in_manifest(project: Project, params: Params) -> Iterator[Problem]:
    """Find fields named after secrets, values shaped like keys and tokens, and secrets in evidence texts."""
    hints = hints_of((*params["words"], params["key_header"], *params["token_prefixes"]))
    named = _named(project, params)
    hinted = project.wording.holds(hints)
    for at, text in (*project.scalars, *_numbers(project, named)) if named or hinted else ():
        message = "field" if at in named and _is_value(text, params) else ""
        if not message and is_hinted(folded(text), hints):
            message = "shape" if _shaped(params).search(text) else "field" if _said(text, params) else ""
        if message:
            yield Problem(message=message, at=at, values={"field": Field(dotted(at))}, secret=True)
    for path, file in texts_by_field(project) if project.evidence_wording.holds(hints) else ():
        if not is_hinted(folded(file.text), hints):
            continue
        shaped = _shaped(params)
        for found in (*_spoken(params).finditer(file.text), *shaped.finditer(file.text)):
            if found.re is shaped or _is_said(found, params):
                place = file.place(file.lines.span(*found.span()), path)
                yield Problem(message="text", at=place, values={"file": Text(file.path)}, secret=True)


def _named(project: Project, params: Params) -> dict[KeyPath, None]:
    """Gather the fields that are named after a secret, and all that stands below them, in the order of the document."""
    # The schema's own fields, such as pass_through, hold no secrets.
    strange = project.vocabulary.strange(project.said.names)
    spoken = folded("\n".join(strange))
    words = frozenset(word for word in map(folded, params["words"]) if word in spoken)
    speaking = {name for name in strange if _speaks(name, words)} if words else ()
    named: dict[KeyPath, None] = {}
    for at in project.document.nodes if speaking else ():
        if at and (at[-1] in speaking or at[:-1] in named):
            named[at] = None
    return named


def _speaks(name: str, words: frozenset[str]) -> bool:
    said = folded(name)
    return any(word in said for word in words) and (said in words or not words.isdisjoint(re.split(r"[\W_]+", said)))


def _numbers(project: Project, named: Iterable[KeyPath]) -> Iterator[tuple[KeyPath, str]]:
    """Give the numbers among fields, as typed."""
    for at in named:
        if type(project.document.value(at)) in {int, float}:
            yield at, project.root.down(at).text()


def _spoken(params: Params) -> re.Pattern[str]:
    """Match ``word: value`` in a running text."""
    words = "|".join(re.escape(word) for word in sorted(params["words"], key=len, reverse=True))
    return re.compile(rf"(?i)(?<!\w)(?:{words})\s*[:=]\s*(?P<value>\S+)(?=(?P<rest>.*))")


def _shaped(params: Params) -> re.Pattern[str]:
    prefixes = "|".join(re.escape(prefix) for prefix in params["token_prefixes"])
    return re.compile(rf"-----BEGIN [A-Z ]*{re.escape(params['key_header'])}|(?<![\w-])(?:{prefixes}){_LETTERS}")


def _said(text: str, params: Params) -> bool:
    return any(_is_said(found, params) for found in _spoken(params).finditer(text))


def _is_said(found: re.Match[str], params: Params) -> bool:
    """Tell a secret from a pointer to where it is kept, which may stand anywhere in the rest of the line."""
    return _is_value(found["value"], params) and not _names_store(found["rest"], params)


def _is_value(text: str, params: Params) -> bool:
    """Tell a secret from a path, a link, or a pointer to a password store."""
    bare = text.strip().strip("\"'`«»,.;")
    if len(bare) < params["min_length"] or "/" in bare or "://" in bare:
        return False
    return not _names_store(text, params)


def _names_store(text: str, params: Params) -> bool:
    return any(store in folded(text) for store in params["stores"])
