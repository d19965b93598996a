"""The fields that a new manifest shows, in the order of the ten points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from projguard.wording.words import mark

Outline: TypeAlias = "dict[str, Outline]"
"""Fields below fields; ``[]`` stands for the items of a list."""

AGREEMENT = "{date: 2026-09-15, with: [anna, igor], record: kb/kickoff.md}"
SHOWN: Mapping[str, str] = {
    "manifest_version": "",
    "project": "id title kinds phase start end language goal contract",
    "agency": "name jurisdiction time_zone",
    "client": "name time_zone working_hours",
    "calendar": "working_days working_hours holidays count_days",
    "people": "",
    "rationale": "required record_in agreed",
    "editorial_policy": "source file received_on approved_by approved_on read_by",
    "guideline": "form source file assets received_on approved_by approved_on read_by",
    "decision_makers": "",
    "revisions": "rounds_included rework significant minor minor_up_to consolidated_by extra_round agreed",
    "change_requests": "quoted_within approved_by",
    "brief": "file sent_on returned_on confirmed_by",
    "terms_of_reference": "file based_on approved_by approved_on covers",
    "feedback": "within channel on_silence agreed",
    "client_inputs": "[].id [].title [].owner [].due [].needed_for",
    "deliverables": "[].id [].title [].kind [].stream [].owner [].depends_on [].start [].due",
    "pricing": "currency vat model budget rates estimate overtime.multiplier overtime.weekend_multiplier"
    " overtime.applies overtime.approved_by overtime.agreed payments invoices.issued_by invoices.paid_by"
    " cancellation.notice cancellation.fee_share",
    "quality": "checklists.[].file checklists.[].for checklists.[].owner",
    "knowledge_base": "path decisions owner review_every",
}
"""Fields of each section; a dot leads one level down."""
EXAMPLES: Mapping[str, str] = {
    "people": mark(
        "anna: {name: Anna Cole, side: agency, role: account_manager, email: anna@studio.example, skills: [copywriting]}"
    ),
    "decision_makers": "- {person: igor, scope: [all], deputy: olga}",
    "client_inputs": mark(
        "- {id: photos, title: Photos of the shop, owner: olga, due: 2026-10-02, needed_for: [design]}"
    ),
    "deliverables": mark(
        "- {id: copy, title: Texts of the site, kind: copywriting, stream: creative, owner: vera, due: 2026-10-09}"
    ),
    "pricing/estimate": "- {kind: design, hours: 40, amount: 128000}",
    "pricing/payments": mark("- {title: Advance, share: 0.5, due: 2026-09-15}"),
    "quality/checklists": "- {file: qa/design.md, for: [design], owner: anna}",
}
"""How a filled entry looks, by section and field; shown as a comment where there is none yet."""
INLINE: Mapping[str, str] = {
    "agreed": AGREEMENT,
    "read_by": "{anna: 2026-09-11, boris: 2026-09-14}",
    "contract": "{number: 17/2026, signed_on: 2026-09-08, file: docs/contract.pdf}",
    "extra_round": "{price: by_rate}",
    "significant": mark("[a new page, another concept after approval]"),
    "minor": mark("[a typo, another photo from the client]"),
    "rounds_included": "2",
    "rework": "2wd",
    "minor_up_to": "2h",
    "quoted_within": "2wd",
    "within": "2wd",
    "notice": "10wd",
    "fee_share": "0.25",
    "multiplier": "1.5",
    "weekend_multiplier": "2",
    "applies": mark("after 19:00 and on days off"),
    "working_hours": '"10:00-19:00"',
    "time_zone": "Europe/Moscow",
    "jurisdiction": "RU",
    "holidays": "[2026-11-04]",
    "review_every": "1w",
    "covers": "[creative, production]",
    "assets": "[docs/logo.svg]",
    "budget": "450000",
    "currency": "RUB",
    "channel": mark("comments in the mock-up"),
    "goal": mark("requests from 40 to 70 a month by March"),
}
"""A value as it is typed, by the name of the field; shown behind an empty one."""


def outline_of(section: str) -> Outline:
    """Give the fields of a section as a tree."""
    return _nested([name.split(".") for name in SHOWN[section].split()])


def _nested(paths: Sequence[Sequence[str]]) -> Outline:
    tree: Outline = {}
    for path in paths:
        below = tree
        for step in path:
            below = below.setdefault(step, {})
    return tree
