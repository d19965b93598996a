"""A new manifest as text: what is known in its place, what is open empty, and a line about each field."""

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import NamedTuple

from projguard.authoring.outline import EXAMPLES, INLINE, SHOWN, Outline, outline_of
from projguard.fixing.yaml_source import row_source, scalar_source
from projguard.model.source import Data, KeyPath
from projguard.reading.schema_fields import Fields
from projguard.wording.terms import KINDS
from projguard.wording.words import Words, mark, words_of

WIDTH = 120
"""Columns up to which a comment stands behind its field."""
ROW = 60
"""Columns of a mapping that is written in a row."""
RATES = ("pricing", "rates")
"""Its fields are kinds of work; their names say it all."""
FEW = 6
"""Words of an enumeration that are named where the schema's own sentence names none."""
APART = 36
"""Columns in front of the comments of a section, at most."""
HEADER = (
    mark("What we agreed in this project. An empty field is an open point: `projguard ask` goes through them."),
    mark("Keys and codes stay English, texts are yours. A day is 2026-12-04, a term 2wd (two working days) or 1w."),
)
MODELINE = "# yaml-language-server: $schema={schema}"


class Line(NamedTuple):
    """One line: YAML, and what is said about it."""

    code: str
    comment: str = ""


class ManifestText:
    """Writes manifests of one schema in one language."""

    def __init__(self, schema: Mapping[str, Data], lang: str) -> None:
        self._fields = Fields(schema, lang)
        self._words: Words = words_of(lang)

    def write(self, data: Mapping[str, Data], *, without: frozenset[str] = frozenset(), schema: str = "") -> str:
        """Write a manifest; ``without`` names sections that the project does not need, ``schema`` the schema's path."""
        head = [MODELINE.format(schema=schema)] if schema else []
        head += [f"# {self._words.text(line)}" for line in HEADER]
        shown = [name for name in SHOWN if name not in without or name in data]
        shown += [name for name in data if name not in SHOWN]
        sections = ("\n".join(self._section(section, data.get(section))) for section in shown)
        return "\n\n".join(("\n".join(head), *sections)) + "\n"

    def _section(self, name: str, value: Data) -> Iterator[str]:
        if said := self._fields.say((name,)):
            first = said.description.partition(". ")[0]
            about = f"{said.title}. {first}{'' if first[-1:] in '.?' else '.'}"
            yield from wrap(about, WIDTH, initial_indent="# ", subsequent_indent="# ")
        outline = outline_of(name) if name in SHOWN else {}
        lines = tuple(self._lines((name,), value, outline, ""))
        # What a section is about stands above it, not behind its name as well.
        yield from _aligned((lines[0]._replace(comment=""), *lines[1:]))

    def _lines(self, path: KeyPath, value: Data, outline: Outline, indent: str) -> Iterator[Line]:
        """Write a field with all that stands below it."""
        key = f"{indent}{scalar_source(path[-1])}:"
        if path == ("people",) and isinstance(value, dict):
            yield Line(key)
            yield from (Line(f"{indent}  {scalar_source(id_)}: {row_source(who)}") for id_, who in value.items())
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield Line(key, self._comment(path))
            for index, item in enumerate(value):
                yield from self._item((*path, index), item, outline.get("[]", {}), indent + "  ")
        elif (value is None and outline and "[]" not in outline) or (
            isinstance(value, dict) and (outline or not _is_short(value))
        ):
            yield Line(key, self._comment(path) if len(path) > 1 else "")
            for name in dict.fromkeys((*outline, *(value or ()))):
                below = (value or {}).get(name)
                yield from self._lines((*path, name), below, outline.get(name, {}), indent + "  ")
        else:
            yield from self._leaf(path, value, indent)

    def _leaf(self, path: KeyPath, value: Data, indent: str) -> Iterator[Line]:
        key = f"{indent}{scalar_source(path[-1])}:"
        yield Line(key if value is None else f"{key} {row_source(value)}", self._comment(path, empty=value is None))
        if value is None and (example := EXAMPLES.get("/".join(map(str, path)))):
            yield Line(f"{indent}  # {self._words.text(example)}")

    def _item(self, path: KeyPath, item: Mapping[str, Data], outline: Outline, indent: str) -> Iterator[Line]:
        """Write a list item line by line; the first one of a list says what its fields mean."""
        for number, name in enumerate(dict.fromkeys((*outline, *item))):
            first, *others = self._lines((*path, name), item.get(name), outline.get(name, {}), indent + "  ")
            lines = (first._replace(code=f"{indent}- {first.code.lstrip()}" if not number else first.code), *others)
            yield from (line if path[-1] == 0 else line._replace(comment="") for line in lines)

    def _comment(self, path: KeyPath, *, empty: bool = False) -> str:
        if path[:-1] == RATES:
            return "" if self._words.lang == "en" else self._words.text(KINDS.get(str(path[-1]), ""))
        said = self._fields.say(path)
        text = said.description.rstrip(".") if said else ""
        words = self._fields.words(path)
        if words and len(words) <= FEW and words[0] not in text:
            text = f"{text}: {', '.join(words)}"
        example = INLINE.get(str(path[-1]), "") if empty and len(path) > 1 else ""
        if not (text and example):
            return text
        return self._words.say("{about}; say, {example}", about=text, example=self._words.text(example))


def _is_short(value: Mapping[str, Data]) -> bool:
    """Tell whether a mapping reads well in a row."""
    return None not in value.values() and len(row_source(value)) < ROW and not any(map(_is_deep, value.values()))


def _is_deep(value: Data) -> bool:
    return isinstance(value, dict)


def _aligned(lines: tuple[Line, ...]) -> Iterator[str]:
    """Set the comments of a section in one column; one that would run too wide stands above its line."""
    longest = max((len(line.code) for line in lines if line.comment and len(line.code) <= APART), default=0)
    for code, comment in lines:
        if not comment:
            yield code
        elif max(longest, len(code)) + 4 + len(comment) <= WIDTH:
            yield f"{code.ljust(longest)}  # {comment}"
        else:
            indent = code[: len(code) - len(code.lstrip())] + "# "
            yield from wrap(comment, WIDTH, initial_indent=indent, subsequent_indent=indent)
            yield code
