"""Whether values are of a shape, told by a JSON Schema of the card's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from projguard.checks.vocabulary.parameters import FIELD
from projguard.checks.vocabulary.schema_weight import verify_weight
from projguard.hooks.described import Example, Param, Said, Unfit, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Field, Text
from projguard.project.items import HERE, dotted_to, items_of
from projguard.project.project import Project


def compiled(schema: Any) -> Any:
    """Compile a JSON Schema 2020-12 that refers to itself alone, with patterns that take linear time; raises Unfit."""
    from jsonschema_rs import Draft202012Validator, RegexOptions, ValidationError

    verify_weight(schema)
    try:
        return Draft202012Validator(schema, pattern_options=RegexOptions(), retriever=_refuse)
    except (ValidationError, ValueError) as fault:
        raise Unfit(str(fault).partition("\n")[0]) from None


@described(
    params={
        "field": FIELD._replace(default=HERE),
        "schema": Param("mapping", "a JSON Schema (2020-12) that refers to nothing but itself", verify=compiled),
    },
    messages={"misfit": Said("a place does not fit", ("name", "field", "value", "keyword"))},
    example=Example(
        card="""\
given: $.project.x_crm
check: fits_schema
params: {schema: {type: object, required: [deal], properties: {deal: {type: integer}}}}
messages:
  misfit: {en: '{field} is not what our CRM expects ({keyword})'}
""",
        bad="manifest: {project: {x_crm: {deal: first}}}",
        good="manifest: {project: {x_crm: {deal: 1734}}}",
    ),
)
def fits_schema(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that what stands in the field fits a JSON Schema; an absent field is not asked, and null counts as absent."""
    validator = compiled(params["schema"])
    for item in items_of(project, params):
        field = item.field(params["field"])
        if not field.is_present:
            continue
        for fault in validator.iter_errors(_without_nulls(field.data)):
            below = field.down(tuple(fault.instance_path))
            keyword = str(fault.schema_path[-1]) if fault.schema_path else "false"
            values = {**item.values(below), "field": Field(dotted_to(below.at)), "keyword": Text(keyword)}
            yield Problem(message="misfit", at=below.at, values=values)


def _without_nulls(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _without_nulls(value) for key, value in data.items() if value is not None}
    return [_without_nulls(value) for value in data] if isinstance(data, list) else data


def _refuse(uri: str) -> NoReturn:
    raise LookupError(uri)
