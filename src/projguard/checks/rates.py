"""Prices of all work: rates, currency, VAT, and an estimate that adds up."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.model.problem import Problem, Related
from projguard.model.rule import Params
from projguard.model.source import KeyPath
from projguard.model.values import Kind, Listing, Text, Value
from projguard.project.project import Project


def rates_missing(project: Project, params: Params) -> Iterator[Problem]:
    """Find prices without rates, currency, model or VAT."""
    if project.missing("pricing"):
        yield Problem(message="none", at=("pricing",))
        return
    if not isinstance(project["pricing"].data, dict):
        return
    priced = any(rate.amount != 0 for rate in project.pricing.rates)
    empty = isinstance(project["pricing"]["rates"].data, dict) and not priced
    if empty or project.missing("pricing", "rates"):
        yield Problem(message="no_rates", at=("pricing", "rates"))
    currency = project.pricing.currency
    if project.missing("pricing", "currency"):
        yield Problem(message="no_currency", at=("pricing", "currency"))
    elif not is_currency(currency):
        yield Problem(message="bad_currency", at=("pricing", "currency"), values={"value": Text(currency)})
    yield from _word(project, "model", params["models"])
    yield from _word(project, "vat", params["vat"])


def kind_without_rate(project: Project, params: Params) -> Iterator[Problem]:
    """Find kinds of work without a rate, rates of nothing, and rates that nothing uses."""
    del params
    if not project.pricing.rates:
        return
    for kind, at in project.kinds_of_work.items():
        rate = project.pricing.rate_of(kind)
        if rate is None:
            yield Problem(message="no_rate", at=at, values=_use(project, kind))
        elif rate.amount == 0 and not _has_note(project, rate.at):
            related = (Related(at=at, label=""),)
            yield Problem(message="zero", at=rate.at, values=_use(project, kind), related=related)
    for rate in project.pricing.rates:
        if rate.kind not in project.kinds_of_work and not rate.kind.startswith("x_"):
            yield Problem(message="unused", at=rate.at, part="key", values={"kind": Kind(rate.kind)})


def is_currency(code: str) -> bool:
    """Tell an ISO 4217 code by its form and by the list of active ones."""
    return code in CURRENCIES


def _word(project: Project, key: str, known: list[str]) -> Iterator[Problem]:
    at = ("pricing", key)
    if project.missing(*at):
        yield Problem(message=f"no_{key}", at=at)
        return
    value = project.root.down(at)
    if value.text() not in known:
        listed = Listing(tuple(Text(word) for word in known))
        shown = Text(value.text() or str(value.data))
        yield Problem(message=f"bad_{key}", at=at, values={"value": shown, "known": listed})


def _use(project: Project, kind: str) -> dict[str, Value]:
    """Name a kind of work and the first product that is of it."""
    named = next((Text(d.label) for d in project.active_deliverables if d.kind == kind), Kind(kind))
    return {"kind": Kind(kind), "title": named}


def _has_note(project: Project, at: KeyPath) -> bool:
    """Tell whether a comment stands on the line of a value."""
    line = project.document.span_of(at).end.line
    comments = project.document.comments
    return any(project.document.lines.position(comment.start).line == line for comment in comments)


CURRENCIES = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BHD",
        "BIF",
        "BMD",
        "BND",
        "BOB",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHF",
        "CLP",
        "CNY",
        "COP",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DJF",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GNF",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IQD",
        "IRR",
        "ISK",
        "JMD",
        "JOD",
        "JPY",
        "KES",
        "KGS",
        "KHR",
        "KMF",
        "KPW",
        "KRW",
        "KWD",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "LYD",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "OMR",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "RWF",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TND",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "UYU",
        "UZS",
        "VED",
        "VES",
        "VND",
        "VUV",
        "WST",
        "XAF",
        "XCD",
        "XOF",
        "XPF",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)
"""Active codes of ISO 4217 for money that people pay with, as of 2026-01-01."""
