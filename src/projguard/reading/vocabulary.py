"""What the manifest's schema knows by name: the words of each enumeration, and the fields that have a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from projguard.model.once import once
from projguard.model.source import Data


class Vocabulary:
    """Names of one schema, looked up when they are asked for."""

    def __init__(self, schema: Mapping[str, Data]) -> None:
        self.schema = schema
        self._words: dict[str, tuple[str, ...]] = {}

    def words(self, type_name: str) -> tuple[str, ...]:
        """Give the words that an entry of ``$defs`` lists, in its order; empty where it lists none."""
        known = self._words.get(type_name)
        if known is None:
            known = tuple(dict.fromkeys(self._listed(self.schema["$defs"].get(type_name, {}))))
            self._words[type_name] = known
        return known

    def homes(self, key: str) -> tuple[str, ...]:
        """Give the dotted fields that end with a key, the shortest first: ``within`` is ``feedback.within``."""
        return self._homes.get(key, ())

    def strange(self, keys: frozenset[str]) -> frozenset[str]:
        """Give those keys that no field has."""
        return keys.difference(self._homes)

    @once
    def _homes(self) -> Mapping[str, tuple[str, ...]]:
        homes: dict[str, list[str]] = {}
        for path in sorted(self._fields(self.schema, ""), key=lambda path: (path.count("."), path)):
            homes.setdefault(path.rpartition(".")[2], []).append(path)
        return {key: tuple(paths) for key, paths in homes.items()}

    def _listed(self, node: Mapping[str, Data]) -> Iterator[str]:
        node = self._resolved(node)
        yield from (word for word in node.get("enum", ()) if isinstance(word, str))
        if isinstance(node.get("const"), str):
            yield node["const"]
        for branch in node.get("anyOf", ()):
            yield from self._listed(branch)

    def _fields(self, node: Data, at: str) -> Iterator[str]:
        if not isinstance(node, dict):
            return
        node = self._resolved(node)
        for key, below in node.get("properties", {}).items():
            path = f"{at}.{key}" if at else key
            yield path
            yield from self._fields(below, path)
        yield from self._fields(node.get("items"), f"{at}[]")
        yield from self._fields(node.get("additionalProperties"), f"{at}.<id>")

    def _resolved(self, node: Mapping[str, Data]) -> Mapping[str, Data]:
        reference = node.get("$ref", "")
        if not reference.startswith("#/$defs/"):
            return node
        below = self._resolved(self.schema["$defs"][reference.removeprefix("#/$defs/")])
        return {**below, **{key: value for key, value in node.items() if key != "$ref"}}
