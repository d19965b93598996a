"""What holds for each of the four schemas."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema

from projguard.reading.schema_fields import text_in

Schema = dict[str, Any]
Parts = Callable[[Schema], Iterator[tuple[str, Schema]]]
Faults = Callable[..., list[tuple[str, str]]]
NAMED = re.compile(r"/(properties|\$defs)/[^/]+$")
NARROWED = re.compile(r"/allOf/\d+($|/)")
"""Where fields that are told elsewhere may not be empty."""
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


def named(parts: Iterator[tuple[str, Schema]]) -> list[tuple[str, Schema]]:
    """Keep the fields and the shared types."""
    return [(at, part) for at, part in parts if NAMED.search(at) and not NARROWED.search(at)]


def test_there_are_four(schemas: dict[str, Schema]) -> None:
    """Manifest, report, card file and configuration are described, and nothing else."""
    assert sorted(schemas) == ["config", "manifest", "report", "rules"]


def test_metaschema(schema: Schema) -> None:
    """A schema is valid JSON Schema 2020-12."""
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


def test_identifier(schemas: dict[str, Schema]) -> None:
    """A schema is known by a name of its own that points at no address."""
    for name, schema in schemas.items():
        assert schema["$id"] == f"urn:projguard:schema:{name}:1"


def test_references_stay_inside(schema: Schema, parts: Parts) -> None:
    """A reference names a shared type of the same file, and every shared type is used."""
    used = {part["$ref"] for _, part in parts(schema) if "$ref" in part}
    shared = {f"#/$defs/{name}" for name in schema["$defs"]}
    assert used == shared


def test_texts(schema: Schema, parts: Parts) -> None:
    """Every field and every shared type has a title and a description, in English and in Russian."""
    for at, part in [("#", schema), *named(parts(schema))]:
        texts = {
            lang: [text_in(part, name, lang).strip() for name in ("title", "description")] for lang in ("en", "ru")
        }
        assert all(texts["en"] + texts["ru"]), at
        assert not CYRILLIC.search("".join(texts["en"])), at
        assert CYRILLIC.search(texts["ru"][1]), at
        assert all(description.endswith((".", "?")) for _, description in texts.values()), at


def test_editors_show_both_languages(schemas: dict[str, Schema], parts: Parts) -> None:
    """What an editor shows for a field of the manifest is the English text, then title and text in Russian."""
    for at, part in [("#", schemas["manifest"]), *named(parts(schemas["manifest"]))]:
        title, description = (text_in(part, name, "ru") for name in ("title", "description"))
        assert part["markdownDescription"] == f"{part['description']}\n\n**{title}.** {description}", at


def test_references_of_the_manifest_carry_texts(schemas: dict[str, Schema], parts: Parts) -> None:
    """Beside a reference stand texts: with anything else editors show what the type says instead of the field."""
    texts = {"$ref", "title", "description", "markdownDescription", "examples", "x-examples", "default"}
    assert [at for at, part in parts(schemas["manifest"]) if "$ref" in part and not part.keys() <= texts] == []


def test_editors_can_offer_every_example(schemas: dict[str, Schema], parts: Parts) -> None:
    """An example that editors complete is no mapping, for which they have no name."""
    offered = [(at, example) for at, part in parts(schemas["manifest"]) for example in part.get("examples", [])]
    assert [at for at, example in offered if isinstance(example, dict)] == []


def test_examples_and_defaults(schema: Schema, parts: Parts, faults: Faults) -> None:
    """Every example and every default is valid where it stands."""
    for at, part in parts(schema):
        examples = [*part.get("examples", []), *part.get("x-examples", [])]
        for value in [*examples, *([part["default"]] if "default" in part else [])]:
            assert faults(schema, value, part=part) == [], at


def test_strict(schema: Schema, parts: Parts) -> None:
    """Whatever lists its keys refuses all others."""
    for at, part in parts(schema):
        if "properties" in part and not NARROWED.search(at):
            assert part.get("additionalProperties") is False, at


def test_patterns(schema: Schema, parts: Parts) -> None:
    """A pattern covers the whole value, a line feed at its end included, or is the mark of a private key."""
    for at, part in parts(schema):
        pattern = part.get("pattern", "^x_")
        assert pattern == "^x_" or (pattern.startswith("^") and pattern.endswith("$(?!\\n)")), at
