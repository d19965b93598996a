"""What pictures of a project show: the plan over time, money, readiness over time, waivers and their ends."""

from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from projguard.model.values import Period, PersonName

BarState: TypeAlias = Literal["planned", "delivered", "accepted"]
ClashReason: TypeAlias = Literal["answer", "rounds", "after_end", "before_needed", "day_off", "away", "overdue"]


class Clash(NamedTuple):
    """Why a product does not fit into the plan."""

    reason: ClashReason
    span: Period
    """The days that do not fit."""
    limit: date
    """The day that they get in the way of."""
    against: str = ""
    """The product or the person that is in the way; empty: the project's end."""


class Bar(NamedTuple):
    """One product in the plan, with the time that its approval takes."""

    title: str
    kind: str
    owner: PersonName | None
    state: BarState
    work: Period | None
    """From its start to its hand-over, the real one where it has happened; None where no date is known."""
    answer: Period | None
    """The days in which the first comments may come; of an accepted product the days until it was accepted."""
    rounds: Period | None
    """The days of all agreed rounds; None for an accepted product."""
    clashes: tuple[Clash, ...] = ()


class Away(NamedTuple):
    """An absence of somebody who decides."""

    name: PersonName
    days: Period
    deputy: PersonName | None


class Timeline(NamedTuple):
    """The plan of one project."""

    window: Period
    """The days shown; what lies outside is cut off."""
    today: date
    start: date | None
    end: date | None
    bars: tuple[Bar, ...]
    left_out: int
    """Products beyond the number that a picture shows."""
    absences: tuple[Away, ...]
    days_off: tuple[Period, ...]
    """Days on which the agency does not work; empty where the window is too long to see them."""
    client_days_off: tuple[Period, ...]


class KindSum(NamedTuple):
    """What one kind of work costs by the estimate."""

    kind: str
    hours: Decimal | None
    rate: Decimal | None
    """Price of an hour."""
    amount: Decimal | None


class Budget(NamedTuple):
    """The estimate against the budget."""

    currency: str
    budget: Decimal | None
    kinds: tuple[KindSum, ...]
    """In the order of the estimate, each kind once."""

    @property
    def total(self) -> Decimal:
        """Sum of the estimate."""
        return sum((line.amount for line in self.kinds if line.amount is not None), Decimal(0))


class WaiverTerm(NamedTuple):
    """An accepted gap, and how long it is accepted."""

    code: str
    """Code of the rule, as typed where no rule is known by it."""
    reason: str
    approved_by: PersonName
    until: date | None


class Past(NamedTuple):
    """How ready a project was on an earlier day."""

    day: date
    percent: float | None
    """Readiness; None where it could not be told."""
