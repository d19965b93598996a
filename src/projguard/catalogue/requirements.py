"""Whether the rules that cards require exist anywhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from projguard.catalogue.faults import CardFault, card_files, near_word
from projguard.model.rule import Rule
from projguard.model.values import Text


def requirement_faults(rules: Sequence[Rule], folders: Sequence[Path], known: Collection[str]) -> Iterator[CardFault]:
    """Find codes that rules of these folders require and nobody has; the files are read again only where there are some."""
    lost = {rule.code for rule in rules if any(needed.code not in known for needed in rule.requires)}
    for folder in folders if lost else ():
        for file in card_files(folder, str(folder)):
            for index, card in enumerate(file.document.data["rules"]):
                for number, entry in enumerate(card.get("requires", ()) if card["code"] in lost else ()):
                    code = entry.partition("/")[0]
                    if code not in known:
                        at = ("rules", index, "requires", number)
                        near = near_word(code, tuple(known))
                        yield file.fault(at, "card_requires", {"code": Text(code)}, key=False, near=near)
