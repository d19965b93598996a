"""Findings with what could be done about them, down to the edits of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from projguard.engine.offers import with_skeletons
from projguard.model.finding import Finding
from projguard.model.rule import Rule
from projguard.project.project import Project
from projguard.wording.values import in_language

_CYRILLIC = "(?i)[а-яё]{3}"


def with_offers(
    findings: Iterable[Finding], project: Project, rules: Mapping[str, Rule], lang: str
) -> tuple[Finding, ...]:
    """Say of every fix what it does to the text.

    Skeletons are in the project's language, else in Russian where the manifest has Russian words, else in ``lang``.
    """
    offered = tuple(with_skeletons(findings, rules, project))
    if not any(finding.fix for finding in offered):
        return offered
    from projguard.fixing.resolve import with_edits

    own = project["project"]["language"].text()[:2] or ("ru" if re.search(_CYRILLIC, project.document.text) else lang)

    def skeleton(code: str, name: str) -> str:
        texts = rules[code].scaffold[name]
        return in_language(texts, own if own in texts else lang)

    return tuple(with_edits(offered, project.document, skeleton))
