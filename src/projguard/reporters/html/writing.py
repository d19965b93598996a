"""Templates become text: whatever stands in them is escaped, and what nobody would see is made visible."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

LONGEST = 2000
"""Characters of one text that are shown."""
SHORT = 160
"""Characters of a name that are shown."""
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KEPT = " \u00a0\u202f\u2009\n"
"""Blanks that are shown as they are."""


@cache
def environment() -> Environment:
    """Make the environment of all templates, once."""
    made = Environment(
        loader=FunctionLoader(_source),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=seen,
    )
    made.filters["name"] = short
    made.filters["told"] = told
    return made


def render(template: str, **values: Any) -> str:
    """Fill a template."""
    return environment().get_template(template).render(**values)


@cache
def style() -> Markup:
    """Give the style sheet."""
    return Markup(_source("page.css"))  # noqa: S704 - our own file


@cache
def policy() -> str:
    """Give the policy of the page: nothing is loaded, nothing is run, and the one style sheet is the one known here."""
    digest = b64encode(sha256(style().encode()).digest()).decode()
    allowed = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    return f"{allowed}; base-uri 'none'; form-action 'none'"


def seen(value: object) -> object:
    """Show what a text hides: controls, invisible signs and what turns its direction; cut what is endless."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    if len(value) > LONGEST:
        return f"{visible(value[:LONGEST])}… (+{len(value) - LONGEST})"
    return visible(value)


def short(text: str) -> str:
    """Cut a name to what a heading can hold."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def told(text: str) -> Markup:
    """Keep each date of a sentence on one line."""
    return Markup(DATE.sub(r'<span class="day">\g<0></span>', str(escape(seen(text)))))  # noqa: S704 - escaped just now


def visible(text: str) -> str:
    """Write signs that cannot be printed as their escapes."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in KEPT else repr(char)[1:-1] for char in text)


def _source(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")
