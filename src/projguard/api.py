"""What plugins may import; everything else may change from one version to the next.

Names that are going away are listed in ``FORMER``: they work on, with a DeprecationWarning that names the version and
what to write instead.
"""

from __future__ import annotations

from collections.abc import Mapping

from projguard.hooks.deprecation import Former, former_names
from projguard.hooks.described import Described, Param, Said, Unfit, described
from projguard.hooks.reporter import MakeReporter, Reporter, Sentences
from projguard.hooks.source import Refused, Search, Source
from projguard.hooks.spec import API, Check, hookimpl
from projguard.model.config import Config
from projguard.model.finding import Finding, Location, Notice, Outcome
from projguard.model.limits import Limits
from projguard.model.problem import AddFile, Offer, Problem, Related, RenameKey, SetValue
from projguard.model.report import PointResult, ProjectReport, Readiness
from projguard.model.rule import PHASES, SEVERITIES, Message, Params, Point, Question, Requirement, Rule, When
from projguard.model.run import Row, Run, Totals
from projguard.model.source import KeyPath, Position, Span, TextPlace
from projguard.model.values import (
    Contact,
    Duration,
    Field,
    Kind,
    Listing,
    Money,
    Percent,
    Period,
    PersonName,
    Text,
    Value,
    Word,
)
from projguard.project.cursor import Cursor
from projguard.project.deliverables import Deliverable
from projguard.project.people import Person
from projguard.project.project import Project
from projguard.reporters.terminal import visible

FORMER: Mapping[str, Former] = {}
"""Names that were public, by name."""
__getattr__ = former_names(__name__, FORMER)

__all__ = [
    "API",
    "PHASES",
    "SEVERITIES",
    "AddFile",
    "Check",
    "Config",
    "Contact",
    "Cursor",
    "Deliverable",
    "Described",
    "Duration",
    "Field",
    "Finding",
    "KeyPath",
    "Kind",
    "Limits",
    "Listing",
    "Location",
    "MakeReporter",
    "Message",
    "Money",
    "Notice",
    "Offer",
    "Outcome",
    "Param",
    "Params",
    "Percent",
    "Period",
    "Person",
    "PersonName",
    "Point",
    "PointResult",
    "Position",
    "Problem",
    "Project",
    "ProjectReport",
    "Question",
    "Readiness",
    "Refused",
    "Related",
    "RenameKey",
    "Reporter",
    "Requirement",
    "Row",
    "Rule",
    "Run",
    "Said",
    "Search",
    "Sentences",
    "SetValue",
    "Source",
    "Span",
    "Text",
    "TextPlace",
    "Totals",
    "Unfit",
    "Value",
    "When",
    "Word",
    "described",
    "hookimpl",
    "visible",
]
