"""Words of the page itself: headings, legends, names of columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from projguard.model.report import PointState
from projguard.wording.words import Words, mark

LABELS = {
    "accepted": mark("accepted"),
    "agreed_by": mark("agreed by"),
    "amount": mark("amount"),
    "answer": mark("time for the first comments"),
    "approval": mark("time of all agreed rounds"),
    "away": mark("away"),
    "begin": mark("Start with"),
    "budget": mark("Budget"),
    "day_off": mark("day off"),
    "client_day_off": mark("day off of the client"),
    "delivered": mark("delivered, waits for comments"),
    "do": mark("Do"),
    "ended": mark("has ended"),
    "estimate": mark("Estimate"),
    "estimate_to_budget": mark("against the budget"),
    "findings": mark("findings"),
    "frequent": mark("Most frequent gaps"),
    "gap": mark("gap"),
    "gaps": mark("Gaps"),
    "gaps_none": mark("No gap is open."),
    "heat_map": mark("Projects by the ten points"),
    "history": mark("Readiness over time"),
    "hours": mark("hours"),
    "in_projects": mark("projects"),
    "kind": mark("kind of work"),
    "legend": mark("Legend"),
    "misfit": mark("does not fit"),
    "money": mark("Money"),
    "others": mark("Beside the ten points"),
    "none": mark("None."),
    "plan": mark("Plan"),
    "planned": mark("planned"),
    "points": mark("Ten points"),
    "portfolio": mark("Portfolio"),
    "project": mark("project"),
    "project_days": mark("start and end of the project"),
    "projects": mark("Projects in detail"),
    "rate": mark("rate"),
    "readiness": mark("Readiness"),
    "ready": mark("ready"),
    "skip": mark("Skip to the report"),
    "start_with": mark("start with"),
    "starts": mark("starts in"),
    "today": mark("day of this report"),
    "upcoming": mark("Becomes due"),
    "until": mark("until"),
    "urgency": mark(
        "The most urgent first: what cannot be read, then projects with errors by days to kickoff, then the others."
    ),
    "waivers": mark("Waivers"),
    "waivers_soon": mark("Waivers that end within 30 days"),
    "why": mark("Why"),
    "with_errors": mark("projects with errors here"),
}
NOT_CHECKED = mark("not checked")
Light: TypeAlias = PointState | Literal["unknown"]
"""The colour of a point; unknown where the manifest could not be read."""
ASKS = {"client": mark("Ask the client"), "team": mark("Ask the team"), "self": mark("Ask yourself")}
MONTHS = (
    mark("Jan"),
    mark("Feb"),
    mark("Mar"),
    mark("Apr"),
    mark("May"),
    mark("Jun"),
    mark("Jul"),
    mark("Aug"),
    mark("Sep"),
    mark("Oct"),
    mark("Nov"),
    mark("Dec"),
)


def labels_in(words: Words) -> Mapping[str, str]:
    """Give the words of the page in a language."""
    return {name: words.text(text) for name, text in LABELS.items()}
