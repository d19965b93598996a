"""Writes docs/vocabulary.md: what each check of the vocabulary asks, and an example that is run while the page is made.

Run it after a change of a check's description: ``python tests/vocabulary/vocabulary_page.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent

from projguard.app.active import Active, load_active
from projguard.app.examine import Examiner
from projguard.builtin import VOCABULARY
from projguard.catalogue.examples import read_example, write_project
from projguard.hooks.described import NEEDED, Described, description_of
from projguard.model.config import Config, Pack
from projguard.wording.sentences import Wording

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "vocabulary.md"
CODE = "XX0001"
HEAD = f"""\
point: 21
pack: XX
title: {{en: Examples}}
rules:
  - code: {CODE}
    name: example
    family: consistency
    severity: {{draft: error, kickoff: error, production: error, delivered: error, closed: error}}
    title: {{en: Example}}
    why: {{en: Why}}
    remedy: {{en: What}}
    ask: self
    question: {{en: Which}}
"""
INTRODUCTION = """\
# The vocabulary of cards

Questions that a card can ask without code. [Write a card in five minutes](cards.md) shows how a whole card looks; each
example below is what a card says under `given`, `check`, `params` and `messages`, run against the healthy project.

- `given` names the places that are asked about: a path of JSONPath (RFC 9535) or a list of them. Without it the whole
  manifest is one place. A filter chooses among places: `$.people[?@.side == 'client']`.
- A *field* is dotted below each place (`contract.number`); `@` is the place itself; `$.project.end` begins at the top.
  The items of a list are asked one by one.
- A *term* is written as in a manifest: `P10D`, `2 weeks`, `PT4H`, `2wd` for working days.
- A check says nothing where its datum is missing: that is another rule's question.
- `checks:` in place of `check:` asks several questions in one card; `says: {missing: no_owner}` renames a message.
- Messages may show the values that are listed. A card needs a text for each message; one marked *only with* a parameter
  is needed where the card sets that.

"""


def page() -> str:
    """Write the whole page."""
    active = load_active(cache=False, only=())
    return INTRODUCTION + "\n".join(part for family in VOCABULARY for part in _family(active, family))


def card_of(described: Described) -> str:
    """Write a card file that asks what the example of a check asks."""
    assert described.example is not None
    return HEAD + indent(described.example.card, "    ")


def said_of(active: Active, described: Described, patch: str) -> list[str]:
    """Judge a patch on the healthy project by the example of a check; gives what is said."""
    with TemporaryDirectory() as folder:
        cards = Path(folder) / "cards"
        cards.mkdir()
        (cards / "card.yaml").write_text(card_of(described), encoding="utf-8")
        example = read_example(patch)
        manifest = write_project(Path(folder) / "project", ROOT / "tests" / "base_project", example)
        packs = (Pack(str(cards), "cards"),)
        examiner = Examiner(active, Config(as_of=example.as_of, select=(CODE,), packs=packs))
        report = examiner.examine(manifest, "projguard.yaml")
    assert report.failures == ()
    words = Wording(lang="en", rules=examiner.active.by_code, points={})
    return [words.message(finding) for finding in report.findings if finding.code == CODE]


def _family(active: Active, family: str) -> Iterator[str]:
    module = import_module(f"projguard.checks.vocabulary.{family}")
    yield f"## {(module.__doc__ or '').strip().partition('.')[0]}\n"
    for name in VOCABULARY[family]:
        described = description_of(active.checks[name])
        assert described is not None
        yield from _check(active, name, described)


def _check(active: Active, name: str, described: Described) -> Iterator[str]:
    assert described.example is not None
    yield f"### {name}\n\n{described.says}\n"
    yield "| parameter | form | default | meaning |\n|---|---|---|---|"
    for parameter, param in described.params.items():
        default = "needed" if param.default is NEEDED else _shown(param.default)
        yield f"| `{parameter}` | {param.form.replace('_', ' ')} | {default} | {param.meaning} |"
    yield "\n| message | said when | values |\n|---|---|---|"
    for message, said in described.messages.items():
        only = f"; only with `{said.only_with}`" if said.only_with else ""
        yield f"| `{message}` | {said.meaning}{only} | {' '.join(f'`{value}`' for value in said.values)} |"
    yield f"\n```yaml\n{described.example.card.rstrip()}\n```\n"
    sentences = said_of(active, described, described.example.bad)
    yield f"After the change `{described.example.bad}` it says:\n"
    yield "\n".join(f"- {sentence}" for sentence in sentences[:3]) + "\n"


def _shown(default: object) -> str:
    if default in (None, "", (), []):
        return "none"
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
