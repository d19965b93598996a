"""Names of what projguard itself speaks of: severities, states, phases, kinds of work."""

from __future__ import annotations

from projguard.wording.words import mark

LEVELS = {"error": mark("error"), "warning": mark("warning"), "info": mark("note"), "off": mark("off")}
POINT_STATES = {
    "red": mark("has errors"),
    "amber": mark("has warnings"),
    "green": mark("clear"),
    "grey": mark("does not apply"),
}
STATES = {
    "open": mark("open"),
    "waived": mark("waived"),
    "suppressed": mark("suppressed"),
    "baselined": mark("accepted before"),
    "crashed": mark("crashed"),
    "failed": mark("failed"),
    "skipped": mark("skipped"),
    "not_applicable": mark("not applicable"),
    "off": mark("off"),
    "passed": mark("passed"),
}
"""States of findings and of rules."""
LAYERS = {
    "default": mark("default"),
    "preset": mark("preset"),
    "operator": mark("operator's file"),
    "folder": mark("folder's file"),
    "command line": mark("command line"),
}
"""Where settings come from."""
PHASES = {
    "draft": mark("draft"),
    "kickoff": mark("kickoff"),
    "production": mark("in production"),
    "delivered": mark("delivered"),
    "closed": mark("closed"),
}
KINDS = {
    "copywriting": mark("copywriting"),
    "editing": mark("editing"),
    "design": mark("design"),
    "layout": mark("layout"),
    "development": mark("development"),
    "presentation": mark("presentation"),
    "photo": mark("photo"),
    "video": mark("video"),
    "smm": mark("SMM"),
    "seo": mark("SEO"),
    "media": mark("advertising"),
    "email": mark("e-mail campaigns"),
    "pr": mark("PR"),
    "analytics": mark("analytics"),
    "crm": mark("CRM"),
    "translation": mark("translation"),
    "management": mark("management"),
}
"""Kinds of work by id; any other id is shown as it is."""
OWN = LEVELS | STATES | PHASES | POINT_STATES
"""What a Word may name without a card."""
