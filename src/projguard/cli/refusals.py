"""What is wrong with a request, in words: imported when something is."""

from __future__ import annotations

import click

from projguard.app.layers import Misconfigured
from projguard.app.packs import BadNamedCards
from projguard.app.since import UnknownRevision
from projguard.cli.speech import environment_language, said, wrong
from projguard.engine.select import UnknownSelector
from projguard.model.finding import Notice
from projguard.model.values import Text
from projguard.reading.baseline_file import BadBaseline
from projguard.reading.shown import shown_path
from projguard.reporters.terminal import finished, visible
from projguard.wording.sentences import Wording


def refusal_of(fault: Exception, words: Wording) -> click.UsageError | None:
    """Make the refusal for wrong paths, selectors, settings and baselines; None for what is no fault of a request."""
    match fault:
        case FileNotFoundError():
            return wrong("There is no file or folder '{path}'.", path=fault.args[0])
        case UnknownSelector():
            return wrong("No rule fits '{name}'.", name=fault.selector, near=fault.nearest)
        case UnknownRevision():
            return wrong(
                "--since: the repository of '{path}' has no revision '{name}'.",
                name=fault.revision,
                path=shown_path(fault.folder),
            )
        case BadBaseline():
            sentence = words.notice(Notice(fault.message, {"reason": Text(fault.reason)}))
            return click.UsageError(f"{fault.path}: {sentence}")
        case Misconfigured():
            return refused_settings(fault, words)
    return None


def refused_settings(bad: Misconfigured, words: Wording) -> click.UsageError:
    """Make the refusal that tells what is wrong with settings; paths and words of a folder are shown harmless."""
    told = [visible(f"{place.path}:{place.line}:{place.column}: {words.refusal(why)}") for place, why in bad.faults]
    is_about_cards = isinstance(bad, BadNamedCards)
    head = said("The cards cannot be used.") if is_about_cards else said("The settings cannot be used.")
    return click.UsageError(finished([head, *told], "utf-8").rstrip("\n"))


def refused_plugins(faults: tuple[Notice, ...], lang: str | None) -> click.UsageError:
    """Make the refusal that tells what is wrong with plugins."""
    words = Wording(lang=lang or environment_language(), rules={}, points={})
    told = [visible(words.notice(fault)) for fault in faults]
    return click.UsageError("\n".join([said("The plugins cannot be used; --no-plugins leaves them out."), *told]))
