"""What asking a JSON Schema may take: it refers to itself alone, and its work cannot multiply without end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from projguard.hooks.described import Unfit

MOST = 5_000
"""Pieces of a schema that one value may be held against, counted once per reference."""
_HERE = ("not", "if", "then", "else")
_HERE_EACH = ("allOf", "anyOf", "oneOf")
_MEMBERS = ("additionalProperties", "unevaluatedProperties", "propertyNames")
_ITEMS = ("items", "contains", "unevaluatedItems")


class Weight(NamedTuple):
    """What a piece of schema costs, and how often it comes back to a definition that is still being read."""

    pieces: int = 1
    here: int = 0
    """For the same value."""
    in_list: int = 0
    """For an item of a list."""
    in_mapping: int = 0
    """For a member of a mapping."""

    def __add__(self, other: object) -> Weight:
        """Ask both of one value."""
        if not isinstance(other, Weight):
            return NotImplemented
        return Weight(*(one + more for one, more in zip(self, other, strict=True)))

    @property
    def returns(self) -> int:
        """Count how often one value at most, however deep, is brought back: a value is a list or a mapping, never both."""
        return self.here + max(self.in_list, self.in_mapping)


NONE = Weight(0)


def verify_weight(schema: Mapping[str, Any]) -> None:
    """Raise Unfit for a schema that refers elsewhere, or that some value could keep busy without end."""
    if _Scales(schema).weigh(schema).pieces > MOST:
        raise Unfit(f"by its references one value is held against more than {MOST} pieces of it")


class _Scales:
    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._known: dict[str, Weight] = {"#": NONE}
        self._open = {"#"}

    def weigh(self, node: Any) -> Weight:
        if not isinstance(node, Mapping):
            return Weight()
        if node is not self._root and isinstance(node.get("$id"), str):
            raise Unfit("a piece of it has an $id of its own")
        total = Weight()
        for reference in _references(node):
            total += self._referred(reference)
        for below in _pieces(node, _HERE, _HERE_EACH, ("dependentSchemas",)):
            total += self.weigh(below)
        for below in _pieces(node, _ITEMS):
            total += _as(self.weigh(below), "in_list")
        total += _one_of([_as(self.weigh(below), "in_list") for below in _listed(node.get("prefixItems"))])
        for below in _pieces(node, _MEMBERS, ("patternProperties",)):
            total += _as(self.weigh(below), "in_mapping")
        total += _one_of([_as(self.weigh(below), "in_mapping") for below in _listed(node.get("properties"))])
        if node is self._root and total.returns > 1:
            raise _busy("#")
        return total

    def _referred(self, reference: str) -> Weight:
        if reference in self._open:
            return Weight(1, here=1)
        if reference not in self._known:
            self._open.add(reference)
            weight = self.weigh(self._target(reference))
            self._open.discard(reference)
            if weight.returns > 1:
                raise _busy(reference)
            self._known[reference] = weight
        return self._known[reference]

    def _target(self, reference: str) -> Any:
        node: Any = self._root
        for step in reference.split("/")[1:]:
            key = unquote(step).replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and key.isdecimal() and int(key) < len(node):
                node = node[int(key)]
            else:
                node = node.get(key) if isinstance(node, Mapping) else None
        return node


def _references(node: Mapping[str, Any]) -> Iterator[str]:
    for key in ("$ref", "$dynamicRef"):
        reference = node.get(key)
        if not isinstance(reference, str):
            continue
        if key != "$ref" or not (reference == "#" or reference.startswith("#/")):
            raise Unfit(f"it refers to {reference!r}; a schema refers to #/… of its own alone")
        yield reference


def _pieces(node: Mapping[str, Any], single: tuple[str, ...], *several: tuple[str, ...]) -> Iterator[Any]:
    yield from (node[key] for key in single if key in node)
    for keys in several:
        for key in keys:
            yield from _listed(node.get(key))


def _listed(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []


def _as(weight: Weight, where: str) -> Weight:
    """Move what comes back within a piece to where the piece applies."""
    return Weight(weight.pieces)._replace(**{where: weight.returns})


def _one_of(weights: list[Weight]) -> Weight:
    """Put pieces together each of which is asked of a value of its own."""
    if not weights:
        return NONE
    return Weight(
        sum(weight.pieces for weight in weights), *(max(part) for part in list(zip(*weights, strict=True))[1:])
    )


def _busy(reference: str) -> Unfit:
    return Unfit(f"{reference} comes back to itself more than once for one value")
