"""What a check says of itself: its parameters, its messages and their values, and an example; cards are held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.project.project import Project

Form: TypeAlias = Literal[
    "text",
    "texts",
    "values",
    "number",
    "number_or_field",
    "count",
    "flag",
    "field",
    "fields",
    "path",
    "paths",
    "pattern",
    "term",
    "mapping",
]
"""What a parameter may be: a field is dotted, or a path from the root (``$.project.end``); a term is a duration."""
NEEDED: Any = object()
"""The default of a parameter that has none."""


class Unfit(ValueError):  # noqa: N818 - says what a value is; "error" is a severity here
    """Raised for a parameter that is of the right form and means nothing; the text says why."""


class Param(NamedTuple):
    """One parameter of a check."""

    form: Form
    meaning: str
    default: Any = NEEDED
    verify: Callable[[Any], object] | None = None
    """Raises Unfit for a value that only looks right."""


class Said(NamedTuple):
    """One message of a check."""

    meaning: str
    values: tuple[str, ...]
    """Names of the values that it can show."""
    only_with: str = ""
    """The parameter without which it is never said; a card that does not set that needs no text for it."""


class Example(NamedTuple):
    """A question as a card asks it, and two patches on the healthy project."""

    card: str
    """``given``, ``check``, ``params`` and ``messages`` as they stand in a card."""
    bad: str
    good: str = "manifest: {}"


class Described:
    """A check with its description; it is called like any other."""

    ask: Callable[[Project, Params], Iterator[Problem]]
    params: Mapping[str, Param]
    messages: Mapping[str, Said]
    example: Example | None
    files: str
    """The parameter whose fields name evidence files, which are read whatever the schema says of the field."""
    links: bool
    """True where it asks what stands at the end of the links of those files."""
    given: bool
    """True where it is asked of each place that ``given`` finds."""

    def __init__(
        self,
        *,
        ask: Callable[[Project, Params], Iterator[Problem]],
        params: Mapping[str, Param],
        messages: Mapping[str, Said],
        example: Example | None = None,
        files: str = "",
        links: bool = False,
        given: bool = True,
    ) -> None:
        self.ask = ask
        self.params = params
        self.messages = messages
        self.example = example
        self.files = files
        self.links = links
        self.given = given

    def __call__(self, project: Project, params: Params) -> Iterator[Problem]:
        """Ask the question, with the defaults of parameters that are not set."""
        return self.ask(project, {**self.defaults, **params})

    @property
    def description(self) -> Described:
        """Describe the check."""
        return self

    @property
    def defaults(self) -> Mapping[str, Any]:
        """Values of parameters that a card may leave out."""
        return {name: param.default for name, param in self.params.items() if param.default is not NEEDED}

    @property
    def says(self) -> str:
        """The meaning in one line."""
        said = (self.ask.__doc__ or "").strip().partition("\n")[0].removeprefix("Ask that ")
        return said[:1].upper() + said[1:]


def described(
    *,
    params: Mapping[str, Param],
    messages: Mapping[str, Said],
    example: Example | None = None,
    files: str = "",
    links: bool = False,
    given: bool = True,
) -> Callable[[Callable[[Project, Params], Iterator[Problem]]], Described]:
    """Describe a check, so that what is wrong in a card is told before it is asked."""

    def with_description(ask: Callable[[Project, Params], Iterator[Problem]]) -> Described:
        return Described(
            ask=ask, params=params, messages=messages, example=example, files=files, links=links, given=given
        )

    return with_description


def description_of(check: object) -> Described | None:
    """Give what a check says of itself, None for one that says nothing."""
    found = getattr(check, "description", None)
    return found if isinstance(found, Described) else None
