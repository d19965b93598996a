"""Plugins that look at reports as they are made; one that fails is told and stops nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from projguard.app.active import Active
from projguard.app.session import Session
from projguard.hooks.plugins import BadPlugins
from projguard.model.report import ProjectReport

FINISHED = "projguard_finished"


def observed(reports: Iterable[ProjectReport], active: Active, session: Session) -> Iterable[ProjectReport]:
    """Let reports through, each shown to every observer first."""
    observers = [plugin for plugin in active.plugins if FINISHED in plugin.hooks]
    if not observers:
        return reports

    def shown() -> Iterator[ProjectReport]:
        for report in reports:
            for plugin in observers:
                try:
                    active.manager.ask(plugin, FINISHED, report=report)
                except BadPlugins as bad:
                    session.failures += bad.faults
            yield report

    return shown()
