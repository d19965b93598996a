"""Fields that are set by name: ``project.title=New site``."""

from typing import NamedTuple

from projguard.authoring.key_paths import key_path
from projguard.authoring.typed_answer import read_typed
from projguard.model.source import Data, KeyPath, dotted
from projguard.project.nearest import nearest
from projguard.reading.schema_fields import Fields


class NoSuchField(LookupError):  # noqa: N818 - says what it is, as a sentence would
    """A name that no field and no list item has."""

    def __init__(self, name: str, near: str = "") -> None:
        super().__init__(name)
        self.name = name
        self.near = near


class Given(NamedTuple):
    """A value for a field."""

    at: KeyPath
    value: Data


def known_field(fields: Fields, name: str, data: Data) -> KeyPath:
    """Find a field by name; raises NoSuchField."""
    try:
        at = key_path(name, data)
    except LookupError:
        raise NoSuchField(name) from None
    for length in range(1, len(at) + 1):
        step = at[length - 1]
        if isinstance(step, str) and fields.say(at[:length]) is None and not step.startswith("x_"):
            near = nearest(step, fields.keys(at[: length - 1]))
            raise NoSuchField(name, dotted((*at[: length - 1], near, *at[length:])) if near else "")
    return at


def given(fields: Fields, said: str, data: Data, lang: str) -> Given:
    """Read ``name=value``; raises NoSuchField, and ValueError where there is no equals sign."""
    name, equals, typed = said.partition("=")
    if not equals:
        raise ValueError(said)
    at = known_field(fields, name.strip(), data)
    return Given(at, read_typed(fields, at, typed.strip(), lang))
