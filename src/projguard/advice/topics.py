"""The order in which things are asked: who decides, the brief, dates, money, standards, knowledge."""

from __future__ import annotations

from collections.abc import Mapping

from projguard.model.finding import Finding
from projguard.model.rule import Rule
from projguard.wording.words import mark

TOPICS = (5, 6, 7, 8, 3, 4, 2, 9, 10, 1, 0)
"""Points of the checklist: what others depend on comes first, what concerns the manager alone last."""
OF_SECTION: Mapping[str, int] = {
    "client": 5,
    "people": 5,
    "decision_makers": 5,
    "revisions": 5,
    "project": 6,
    "brief": 6,
    "terms_of_reference": 6,
    "department_briefs": 6,
    "feedback": 7,
    "calendar": 7,
    "deliverables": 7,
    "client_inputs": 7,
    "pricing": 8,
    "change_requests": 8,
    "editorial_policy": 3,
    "guideline": 4,
    "rationale": 2,
    "quality": 9,
    "knowledge_base": 10,
}
"""What a finding about the manifest itself is about, by the section in which it stands."""
REASONS: Mapping[int, str] = {
    5: mark("so that comments come from one person and do not contradict each other"),
    6: mark("we plan the work from the brief and the terms of reference, and hold the result against them"),
    7: mark("dates hold only if the time for answers and materials is planned from the start"),
    8: mark("so that no invoice is a surprise"),
    3: mark("so that all texts speak in one voice and need fewer edits"),
    4: mark("so that the first design already looks like you"),
    2: mark("so that it is clear what each decision rests on"),
    9: mark("so that you get only what has been checked"),
    10: mark("so that we need not ask you the same thing twice"),
    1: mark("so that we can judge the work before you see it"),
}
"""Why a topic is worth a client's time, in words that a client may read."""


def topic_of(finding: Finding, rule: Rule) -> int:
    """Give the point under which a finding is talked about; packs keep their own number."""
    at = finding.location.key_path
    return OF_SECTION.get(str(at[0]), rule.point) if rule.point == 0 and at else rule.point


def place_in_order(topic: int) -> int:
    """Give the place of a topic; packs come after the points."""
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)
