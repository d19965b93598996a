"""What the manifest's schema says about a field: its title, what it means, which keys and words are allowed there."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from projguard.model.source import Data, KeyPath

PREFIX = "#/$defs/"
BOTH = "markdownDescription"
"""What editors show where the mouse rests."""
OTHER = "ru"
LEAD, AFTER_TITLE = "\n\n**", ".** "
"""What parts the languages in it, and what follows the title in the other one."""


class Said(NamedTuple):
    """A field in words."""

    title: str
    description: str
    example: str = ""


class Fields:
    """One schema, asked by key path; the data need not exist, and need not be right."""

    def __init__(self, schema: Mapping[str, Data], lang: str) -> None:
        self._schema = schema
        self._lang = lang

    def say(self, path: KeyPath) -> Said | None:
        """Give title and description of a field; None for one that the schema does not know."""
        for part in self._at(path):
            if "title" in part:
                return Said(self._text(part, "title"), self._text(part, "description"), _example(part))
        return None

    def keys(self, path: KeyPath) -> dict[str, Said | None]:
        """Give the fields of a mapping, with what each means."""
        found: dict[str, Said | None] = {}
        for part in self._at(path):
            for key in part.get("properties", {}):
                found.setdefault(key, self.say((*path, key)))
        return found

    def key_types(self, path: KeyPath) -> frozenset[str]:
        """Give the names of the types that the keys of a mapping may have, where people choose them."""
        names = (part["propertyNames"] for part in self._at(path) if "propertyNames" in part)
        return frozenset(name for part in names for name in self._types(part))

    def types(self, path: KeyPath) -> frozenset[str]:
        """Give the names of the types that a value may have."""
        return frozenset(name for part in self._beginning(path) for name in self._types(part))

    def words(self, path: KeyPath) -> tuple[str, ...]:
        """Give the words that a value may be."""
        found: dict[str, None] = {}
        for part in self._at(path):
            found |= dict.fromkeys(word for word in part.get("enum", ()) if isinstance(word, str))
            if "boolean" in part.get("type", ()) and "string" not in part["type"]:
                found |= {"true": None, "false": None}
        return tuple(found)

    def type_words(self, name: str) -> tuple[str, ...]:
        """Give the words that a named type lists."""
        parts = self._expanded(self._schema["$defs"].get(name, {}))
        return tuple(dict.fromkeys(word for part in parts for word in part.get("enum", ())))

    def example(self, path: KeyPath) -> str:
        """Give a value as it is typed: the field's own example, else that of its type; empty where it is no scalar."""
        found = next(filter(None, map(_examples, self._at(path))), ())
        return "" if not found or isinstance(found[0], (dict, list)) else _source(found[0])

    def is_mapping(self, path: KeyPath) -> bool:
        """Tell whether fields stand below a field."""
        return any(
            "properties" in part or isinstance(part.get("additionalProperties"), dict) for part in self._at(path)
        )

    def is_list(self, path: KeyPath) -> bool:
        """Tell whether items stand below a field."""
        return any("items" in part for part in self._at(path))

    def _at(self, path: KeyPath) -> list[Mapping[str, Data]]:
        return [part for start in self._beginning(path) for part in self._expanded(start)]

    def _beginning(self, path: KeyPath) -> list[Mapping[str, Data]]:
        parts: list[Mapping[str, Data]] = [self._schema]
        for step in path:
            parts = [below for part in parts for each in self._expanded(part) for below in _below(each, step)]
        return parts

    def _expanded(self, part: Data, seen: frozenset[str] = frozenset()) -> Iterator[Mapping[str, Data]]:
        """Give a part and everything that it refers to or lets one choose from, the outermost first."""
        if not isinstance(part, Mapping):
            return
        yield part
        reference = part.get("$ref", "")
        if reference.startswith(PREFIX) and reference not in seen:
            yield from self._expanded(self._schema["$defs"].get(reference.removeprefix(PREFIX)), seen | {reference})
        for word in ("allOf", "anyOf", "oneOf"):
            for alternative in part.get(word, ()):
                yield from self._expanded(alternative, seen)
        for word in ("then", "else"):
            yield from self._expanded(part.get(word), seen)

    def _types(self, part: Data) -> Iterator[str]:
        for each in self._expanded(part):
            reference = each.get("$ref", "")
            if reference.startswith(PREFIX):
                yield reference.removeprefix(PREFIX)

    def _text(self, part: Mapping[str, Data], name: str) -> str:
        return text_in(part, name, self._lang)


def text_in(part: Mapping[str, Data], name: str, lang: str) -> str:
    """Give title or description of a part in a language.

    A plugin may write ``x-title-ru``. The bundled schema has both languages in what editors show, since an editor does
    not take a reference with such keys beside it for one: the English text, an empty line, ``**Заголовок.** Текст.``
    """
    if own := part.get(f"x-{name}-{lang}"):
        return str(own)
    title, separator, description = str(part.get(BOTH, "")).partition(LEAD)[2].partition(AFTER_TITLE)
    if lang == OTHER and separator:
        return title if name == "title" else description
    return str(part.get(name, ""))


def _below(part: Mapping[str, Data], step: str | int) -> Iterator[Mapping[str, Data]]:
    if isinstance(step, int):
        below = part.get("items")
    else:
        below = part.get("properties", {}).get(step) or part.get("additionalProperties")
    if isinstance(below, Mapping):
        yield below


def _example(part: Mapping[str, Data]) -> str:
    return next(map(_source, _examples(part)), "")


def _examples(part: Mapping[str, Data]) -> tuple[Data, ...]:
    """Give the examples of a field; mappings stand in a keyword of our own, as editors cannot offer them."""
    return (*part.get("x-examples", ()), *part.get("examples", ()))


def _source(example: Data) -> str:
    import json

    return example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
