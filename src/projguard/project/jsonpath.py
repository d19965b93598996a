"""Paths as RFC 9535 has them: which places of a manifest they name; bounded in work, whatever path and manifest say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from jsonpath_rfc9535 import JSONPathEnvironment, JSONPathError, JSONPathNode, JSONPathQuery
from jsonpath_rfc9535.function_extensions import ExpressionType, FilterFunction
from jsonpath_rfc9535.parse import Parser

from projguard.model.source import Data, KeyPath
from projguard.project.bounds import TooMuchWork
from projguard.project.patterns import BadPattern, pattern_of

MOST_STEPS = 500_000
"""Places that one path may look at: several times those of the largest manifest, about a second."""
LONGEST = 1_000
"""Characters of a path."""


class BadPath(ValueError):  # noqa: N818 - says what a text is; "error" is a severity here
    """Raised for a text that is no path; ``offset`` is where it stops being one, -1 where that is unknown."""

    def __init__(self, reason: str, offset: int = -1) -> None:
        super().__init__(reason)
        self.offset = offset


class Path:
    """One path, compiled."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._environment = _Environment()
        try:
            if len(text) > LONGEST:
                raise BadPath(f"a path has at most {LONGEST} characters")
            self._query = self._environment.compile(text)
        except JSONPathError as fault:
            said = str(fault.args[0]) if fault.args else type(fault).__name__
            raise BadPath(said, fault.token.index if fault.token is not None else -1) from None
        except RecursionError:
            raise BadPath("too deep") from None

    def places(self, data: Data) -> tuple[KeyPath, ...]:
        """Give the places that the path names, each once; raises TooMuchWork."""
        self._environment.left = MOST_STEPS
        start: Iterable[JSONPathNode] = [_Node(self._environment, data, (), None, data)]
        for segment in self._query.segments:
            start = segment.resolve(start)
        try:
            return tuple(dict.fromkeys(node.location for node in start))
        except (TooMuchWork, JSONPathError) as fault:
            raise TooMuchWork(f"{self.text}: {fault}") from None


@cache
def path_of(text: str) -> Path:
    """Compile a path; raises BadPath."""
    return Path(text)


class _Node(JSONPathNode):
    """A place that counts the places below it as they are looked at."""

    __slots__ = ("environment",)

    def __init__(
        self, environment: _Environment, value: object, location: KeyPath, parent: JSONPathNode | None, root: Data
    ) -> None:
        super().__init__(value=value, location=location, parent=parent, root=root)
        self.environment = environment

    def new_child(self, value: object, key: int | str, parent: JSONPathNode | None) -> JSONPathNode:
        self.environment.step()
        return _Node(self.environment, value, (*self.location, key), parent, self.root)


class _Query(JSONPathQuery):
    """A query inside a filter, asked of each place anew."""

    __slots__ = ()

    def finditer(self, value: Data) -> Iterable[JSONPathNode]:
        environment = self.env
        assert isinstance(environment, _Environment)  # noqa: S101 - made by the parser below
        environment.step()
        nodes: Iterable[JSONPathNode] = [_Node(environment, value, (), None, value)]
        for segment in self.segments:
            nodes = segment.resolve(nodes)
        return nodes


class _Parser(Parser):
    def parse_root_query(self, stream: Any) -> Any:
        return self._counted(super().parse_root_query(stream))

    def parse_relative_query(self, stream: Any) -> Any:
        return self._counted(super().parse_relative_query(stream))

    def _counted(self, expression: Any) -> Any:
        expression.query = _Query(env=self.env, segments=expression.query.segments)
        return expression


class _Environment(JSONPathEnvironment):
    parser_class = _Parser
    left = MOST_STEPS

    def step(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooMuchWork("looks at too many places")

    def setup_function_extensions(self) -> None:
        super().setup_function_extensions()
        self.function_extensions["match"] = _Expression(whole=True)
        self.function_extensions["search"] = _Expression(whole=False)


class _Expression(FilterFunction):
    """``match`` and ``search`` of RFC 9535, bounded in time as every pattern is."""

    arg_types = [ExpressionType.VALUE, ExpressionType.VALUE]  # noqa: RUF012 - as its parent has it
    return_type = ExpressionType.LOGICAL

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    def __call__(self, text: object, pattern: object) -> bool:
        if not isinstance(text, str) or not isinstance(pattern, str):
            return False
        try:
            compiled = pattern_of(pattern)
        except BadPattern:
            return False
        return compiled.fits(text) if self.whole else compiled.find(text) is not None
