"""What a plugin can give projguard; every hook returns data and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pluggy

from projguard.hooks.reporter import MakeReporter
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.project.project import Project

NAME = "projguard"
hookspec = pluggy.HookspecMarker(NAME)
hookimpl = pluggy.HookimplMarker(NAME)

Check = Callable[[Project, Params], Iterator[Problem]]
"""A question about a project, asked with the parameters of a card."""


@hookspec
def projguard_checks() -> Mapping[str, Check]:  # type: ignore[empty-body]  # a specification has no body
    """Give check functions by the names that cards call them."""


@hookspec
def projguard_rule_dirs() -> Sequence[Path]:  # type: ignore[empty-body]  # a specification has no body
    """Give folders of card files."""


@hookspec
def projguard_reporters() -> Mapping[str, MakeReporter]:  # type: ignore[empty-body]  # a specification has no body
    """Give reporters by the name of their format."""


@hookspec
def projguard_presets() -> Mapping[str, str]:  # type: ignore[empty-body]  # a specification has no body
    """Give presets, texts of configuration files, by the name that ``extends`` calls them."""
