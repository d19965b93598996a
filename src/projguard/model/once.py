"""Answers that are worked out when somebody asks for the first time, and then kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - read as a decorator
    """A property that asks its method once per object, which keeps the answer among its own attributes.

    What ``functools.cached_property`` does from Python 3.12 on: before, it takes a lock for each answer.
    """

    def __init__(self, ask: Callable[[Any], T]) -> None:
        self._ask = ask
        self._name = ask.__name__
        self.__doc__ = ask.__doc__

    @overload
    def __get__(self, of: None, kind: type) -> Self: ...

    @overload
    def __get__(self, of: object, kind: type) -> T: ...

    def __get__(self, of: object, kind: type) -> Self | T:
        """Give the answer; from now on the object's own attribute stands before this property."""
        if of is None:
            return self
        answer = of.__dict__[self._name] = self._ask(of)
        return answer
