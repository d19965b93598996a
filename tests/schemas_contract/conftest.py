"""The four schemas, and two validators that must always agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from referencing import Registry
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

ROOT = Path(__file__).parents[2]
Schema = dict[str, Any]


@pytest.fixture(scope="session")
def schemas() -> dict[str, Schema]:
    """All four schemas by name."""
    folder = ROOT / "schemas"
    return {
        path.name.split(".")[0]: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.schema.json")
    }


@pytest.fixture(params=["manifest", "report", "rules", "config"])
def schema(request: pytest.FixtureRequest, schemas: dict[str, Schema]) -> Schema:
    """Each schema in turn."""
    return schemas[request.param]


@pytest.fixture(scope="session")
def faults() -> Callable[..., list[tuple[str, str]]]:
    """Give place and keyword of all that a schema, or a part of it, has against a value; both validators share the verdict."""
    known: dict[int, tuple[Any, Any, Schema]] = {}

    def judge(whole: Schema, value: object, *, part: Schema | None = None) -> list[tuple[str, str]]:
        wanted = whole if part is None else part
        if id(wanted) not in known:
            alone = whole if part is None else {"$schema": whole["$schema"], "$defs": whole["$defs"], "allOf": [part]}
            explaining = jsonschema.Draft202012Validator(alone, registry=Registry())
            known[id(wanted)] = explaining, jsonschema_rs.Draft202012Validator(alone), wanted
        explaining, fast, _ = known[id(wanted)]
        found = [(error.json_path, str(error.validator)) for error in explaining.iter_errors(value)]
        assert fast.is_valid(value) == (not found), (value, found)
        return found

    return judge


@pytest.fixture(scope="session")
def read_yaml() -> Callable[[str], Any]:
    """Read YAML 1.2 into plain data, days as the text that was typed."""

    class PlainConstructor(SafeConstructor):
        pass

    PlainConstructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)

    def read(text: str) -> Any:
        yaml = YAML(typ="safe", pure=True)
        yaml.Constructor = PlainConstructor
        return yaml.load(text)

    return read


@pytest.fixture(scope="session")
def parts() -> Callable[[Schema], Iterator[tuple[str, Schema]]]:
    """Walk every part of a schema with its place; the values of enum, default and examples are no parts."""

    def walk(schema: Any, at: str = "#") -> Iterator[tuple[str, Schema]]:
        if isinstance(schema, list):
            for index, item in enumerate(schema):
                yield from walk(item, f"{at}/{index}")
        elif isinstance(schema, dict):
            yield at, schema
            for key, item in schema.items():
                if key in {"properties", "patternProperties", "$defs"}:
                    for name, value in item.items():
                        yield from walk(value, f"{at}/{key}/{name}")
                elif key not in {"enum", "const", "default", "examples", "x-examples", "required", "type"}:
                    yield from walk(item, f"{at}/{key}")

    return walk
