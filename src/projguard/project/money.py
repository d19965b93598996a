"""Sums, shares and factors as people type them: spaces, commas, currency signs and per cent are understood."""

from __future__ import annotations

import re
from decimal import Decimal

from projguard.model.values import Money, Percent
from projguard.project.readings import Reading, State

PLAIN = re.compile(r"[-+]?[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
WHOLE = re.compile(r"[1-9][0-9]{0,20}")  # what most people write; canonical as it stands
SHARE = re.compile(r"0\.[0-9]+")
# Few sums need these; what is asked of the module re is compiled then, and kept.
_GROUPED = r"-?[0-9]{1,3}(?:(?: [0-9]{3})+|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})"
_DECIMAL = r"(-?[0-9]+(?: [0-9]{3})*)[.,]([0-9]+)"
_THOUSANDS_OR_DECIMALS = r"-?[0-9]{1,3}[.,][0-9]{3}"
_SUM = (
    r"(?i)(?:[₽$€£] ?)?(-?[0-9][0-9 .,_]*?) ?(тыс\.?|тысячи?|k|к|thousand|млн\.?|миллион(?:а|ов)?|m|million)?"
    r" ?(?:₽|\$|€|£|руб(?:\.|ль|ля|лей)?|р\.?|rub|usd|eur|gbp)?"
)
_FACTOR = r"(?i)[xх×*]? ?([0-9][0-9.,]*) ?[xх×]?"
_PER_CENT = r"(-?[0-9]+(?:[.,][0-9]+)?) ?%"


def is_whole(source: str) -> bool:
    """Tell a number that every reader takes as it stands."""
    return source.isdecimal() and source.isascii() and source[0] != "0"


def read_money(source: str, currency: str = "", *, quoted: bool = False) -> Reading[Money]:
    """Read a sum; ``450,000`` and ``450.000`` are ambiguous, since one may mean thousands or decimals."""
    if WHOLE.fullmatch(source):
        return Reading(Money(Decimal(source), currency), "reported" if quoted else "ok", source)
    text = " ".join(source.split())
    if not text:
        return Reading()
    is_plain = PLAIN.fullmatch(text) is not None
    found = None if is_plain else re.fullmatch(_SUM, text)
    if re.fullmatch(_THOUSANDS_OR_DECIMALS, found[1] if found else text):
        return Reading(state="ambiguous")
    if is_plain:
        amount, state = _exact(text), _plain_state(quoted=quoted)
    elif found is None or (number := _number(found[1])) is None:
        return Reading(state="wrong")
    else:
        amount, state = number * _multiplier(found[2] or ""), "reported"
    return Reading(value=Money(amount, currency), state=state, canonical=canonical_amount(amount))


def read_share(source: str, *, quoted: bool = False) -> Reading[Percent]:
    """Read a share of 0 to 1; ``50%`` is understood, a bare 50 is ambiguous, less than nothing is impossible."""
    text = " ".join(source.split())
    if not text:
        return Reading()
    if found := re.fullmatch(_PER_CENT, text):
        share, state = Decimal(found[1].replace(",", ".")) / 100, _plain_state(quoted=True)
    elif (number := _number(text)) is not None:
        share, state = number, _plain_state(quoted=quoted or not PLAIN.fullmatch(text))
    else:
        return Reading(state="wrong")
    if not 0 <= share <= 1:
        return Reading(state="ambiguous" if 1 < share <= 100 and "%" not in text else "impossible")
    return Reading(value=Percent(share), state=state, canonical=_shortest(share))


def read_number(source: str, *, quoted: bool = False) -> Reading[Decimal]:
    """Read a number or a factor; ``1,5`` and ``x1.5`` are understood."""
    if WHOLE.fullmatch(source):
        return Reading(Decimal(source), "reported" if quoted else "ok", source)
    text = " ".join(source.split())
    if not text:
        return Reading()
    if PLAIN.fullmatch(text):
        value, state = _exact(text), _plain_state(quoted=quoted)
    elif not (found := re.fullmatch(_FACTOR, text)) or (number := _number(found[1])) is None:
        return Reading(state="wrong")
    elif "," in text and re.fullmatch(_THOUSANDS_OR_DECIMALS, found[1]):
        return Reading(state="ambiguous")
    else:
        value, state = number, "reported"
    return Reading(value=value, state=state, canonical=_shortest(value))


def canonical_amount(amount: Decimal) -> str:
    """Write a sum as a whole number, or with two decimals where it has any."""
    if amount == amount.to_integral_value():
        return f"{amount:.0f}"
    cents = f"{amount:.2f}"
    return cents if Decimal(cents) == amount else f"{amount:f}"


def _plain_state(*, quoted: bool) -> State:
    return "reported" if quoted else "ok"


def _exact(text: str) -> Decimal:
    return Decimal(text.replace("_", ""))


def _number(text: str) -> Decimal | None:
    if PLAIN.fullmatch(text):
        return _exact(text)
    if re.fullmatch(_GROUPED, text):
        return Decimal(re.sub(r"[ .,]", "", text))
    if found := re.fullmatch(_DECIMAL, text):
        return Decimal(f"{found[1].replace(' ', '')}.{found[2]}")
    return None


def _multiplier(word: str) -> int:
    if not word:
        return 1
    return 1000 if word.lower().startswith(("т", "k", "к", "th")) else 1_000_000


def _shortest(value: Decimal) -> str:
    return f"{value.normalize():f}"
