"""What a plugin can give projguard; every hook returns data and changes nothing.

A plugin implements the hooks that it needs, each marked with ``@hookimpl``, in the module that its entry point names.
Hooks that give data are called once, when projguard starts; the values of all plugins are put together. What a hook
takes may be left out of an implementation's parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

from projguard.hooks.source import Search, Source
from projguard.model.config import Config
from projguard.model.problem import Problem
from projguard.model.report import ProjectReport
from projguard.model.rule import Params, Rule
from projguard.project.project import Project

if TYPE_CHECKING:
    from concurrent.futures import Executor  # heavy, and only named here

    from projguard.hooks.reporter import MakeReporter

NAME = "projguard"
API = 1
"""Version of this interface; a module says with ``PROJGUARD_API = 1`` which one it is written for."""
hookspec = pluggy.HookspecMarker(NAME)
hookimpl = pluggy.HookimplMarker(NAME)

Check = Callable[[Project, Params], Iterator[Problem]]
"""A question about a project, asked with the parameters of a card."""


@hookspec
def projguard_checks() -> Mapping[str, Check]:  # type: ignore[empty-body]  # a specification has no body
    """Give check functions by the names that cards call them.

    A name is in ``snake_case`` and belongs to one plugin. Begin it with the name of yours.
    """


@hookspec
def projguard_rule_dirs() -> Iterable[Path]:  # type: ignore[empty-body]  # a specification has no body
    """Give folders of card files, each with at least one ``*.yaml``.

    The cards have the form and the power of the bundled ones: codes with letters of their own, own points.
    """


@hookspec
def projguard_rules() -> Iterable[Rule]:  # type: ignore[empty-body]  # a specification has no body
    """Give ready rules, for a plugin that has no card files.

    A rule's texts are the same mappings that a card holds: one text per language.
    """


@hookspec
def projguard_schemas() -> Iterable[Mapping[str, Any]]:  # type: ignore[empty-body]  # a specification has no body
    """Give fragments of JSON Schema for top-level keys of your own in the manifest.

    A fragment has ``properties``, each a key that no other side describes, and may have ``$defs``. It may refer to the
    types of the manifest's own schema: ``{"$ref": "#/$defs/date"}``. That a key must be there is the business of a rule.
    """


@hookspec
def projguard_presets() -> Mapping[str, str]:  # type: ignore[empty-body]  # a specification has no body
    """Give presets, texts of configuration files, by the name that ``extends`` calls them."""


@hookspec
def projguard_reporters() -> Mapping[str, MakeReporter]:  # type: ignore[empty-body]  # a specification has no body
    """Give reporters by the name of their format.

    What is registered is called once per output with the run and the sentences; import what is heavy only then.
    """


@hookspec(firstresult=True)
def projguard_sources(target: str, search: Search) -> Sequence[Source] | None:
    """Give the manifests that a target of the command line stands for; None where the target is not yours.

    Plugins are asked in the order of their names, projguard's own reading of folders, files and archives last.
    ``search`` says what to leave out and how much may be read, and makes an empty folder that lives as long as the run.
    """


@hookspec(firstresult=True)
def projguard_executor(config: Config) -> Executor | None:
    """Give the executor that ``--executor`` asks for; None where it asks for another one, or for none."""


@hookspec
def projguard_finished(report: ProjectReport) -> None:
    """Look at the report of a project as soon as it is made: to upload it, to count. Nothing is returned."""


HOOKS: Mapping[str, Any] = {name: value for name, value in globals().items() if name.startswith(f"{NAME}_")}
"""Every hook by name."""
