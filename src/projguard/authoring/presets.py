"""What projects of a kind usually consist of."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from projguard.model.limits import Limits
from projguard.model.source import Data
from projguard.reading.yaml_document import read_document
from projguard.wording.terms import KINDS
from projguard.wording.words import words_of

PRESETS = ("web", "smm", "content", "design")
MANAGEMENT = "management"
STREAMS = {"media": "media", "analytics": "media", "crm": "media", "layout": "production", "development": "production"}
"""Department of a kind of work; creative for all others."""


class Preset(NamedTuple):
    """Kinds of work, products and inputs of one kind of project."""

    kinds: tuple[str, ...] = ()
    products: tuple[Mapping[str, Data], ...] = ()
    inputs: tuple[Mapping[str, Data], ...] = ()


@cache
def preset_of(name: str) -> Preset:
    """Give a preset; the empty name stands for a project of no particular kind."""
    if not name:
        return Preset()
    path = Path(__file__).with_name("presets.yaml")
    said = read_document(path.read_bytes(), path.name, Limits()).data[name]
    return Preset(tuple(said["kinds"]), tuple(said["products"]), tuple(said["inputs"]))


def products_of(preset: Preset, kinds: tuple[str, ...], lang: str) -> list[Data]:
    """Give the usual products of the chosen kinds of work, one of its own for a kind that has none."""
    chosen = [product for product in preset.products if product["kind"] in kinds]
    known = {product["id"] for product in chosen}
    products = [{**_among(product, "depends_on", known), "title": product["title"][lang]} for product in chosen]
    covered = {product["kind"] for product in chosen} | {MANAGEMENT}
    return products + [_product(kind, lang) for kind in kinds if kind not in covered]


def inputs_of(preset: Preset, products: list[Data], lang: str) -> list[Data]:
    """Give the usual inputs from the client that some product waits for."""
    known = {product["id"] for product in products}
    inputs = ({**_among(said, "needed_for", known), "title": said["title"][lang]} for said in preset.inputs)
    return [said for said in inputs if "needed_for" in said]


def _among(said: Mapping[str, Data], field: str, known: set[str]) -> dict[str, Data]:
    """Leave out of a list of codes those that are not there, and the whole list where none is."""
    left = [id_ for id_ in said.get(field, ()) if id_ in known]
    return {key: left if key == field else value for key, value in said.items() if key != field or left}


def _product(kind: str, lang: str) -> Data:
    name = words_of(lang).text(KINDS.get(kind, kind.removeprefix("x_")))
    return {"id": kind, "title": name[:1].upper() + name[1:], "kind": kind, "stream": STREAMS.get(kind, "creative")}
