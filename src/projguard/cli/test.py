"""``projguard test``."""

from __future__ import annotations

import sys
from typing import Any

import click

from projguard.app.card_tests import Tried, folders_of, try_cards
from projguard.app.packs import BadNamedCards
from projguard.cli.loading import loaded, loading_options
from projguard.cli.refusals import refused_settings
from projguard.cli.request import wording_of
from projguard.cli.speech import Spoken, environment_language, said, wrong
from projguard.cli.words import lang_option
from projguard.reporters.terminal import visible
from projguard.wording.sentences import Wording


@click.command("test", cls=Spoken)
@click.argument("dirs", nargs=-1, metavar="[DIR]...")
@loading_options
@lang_option
def command(dirs: tuple[str, ...], lang: str | None, **options: Any) -> None:
    """Run the examples of cards: the bad one must be found, the good one must not.

    DIR is a folder of card files; without any all cards are tried: bundled ones, those of plugins, and those that the
    settings here name.
    """
    active = loaded({**options, "lang": lang})
    words = wording_of(active, lang or environment_language())
    try:
        active, folders = folders_of(active, dirs)
    except FileNotFoundError as absent:
        raise wrong("There is no folder '{path}'.", path=absent.args[0]) from None
    except BadNamedCards as bad:
        raise refused_settings(bad, words) from None
    tried: list[Tried] = []
    for one in try_cards(active, folders):
        _tell(one, tried, words)
        tried.append(one)
    failing = sum(bool(one.faults) for one in tried)
    if tried:
        _tell_folder(tried)
    if failing:
        click.echo(said("exit 1: failing cards: {count} of {total}", count=failing, total=len(tried)))
        sys.exit(1)
    click.echo(said("exit 0: every card passes ({total})", total=len(tried)))


def _tell(one: Tried, before: list[Tried], words: Wording) -> None:
    """Print what is wrong with a card, and the sum of a folder once the next one begins."""
    if before and before[-1].folder != one.folder:
        _tell_folder(before)
    for place, why in one.faults:
        told = f"{place.path}:{place.line}:{place.column}: {one.rule.code} {one.rule.name}: {words.notice(why)}"
        click.echo(visible(told))


def _tell_folder(tried: list[Tried]) -> None:
    last = tried[-1].folder
    own = [one for one in tried if one.folder == last]
    passed = sum(not one.faults for one in own)
    sign = "✔" if passed == len(own) else "✖"
    click.echo(f"{sign} {visible(last)}: " + said("passed {passed} of {total}", passed=passed, total=len(own)))
