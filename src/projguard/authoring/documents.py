"""The documents that a new project begins with: texts to fill in, one checklist for each sort of work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from projguard.authoring.presets import MANAGEMENT
from projguard.model.edit import NewFile
from projguard.model.source import Data

POLICY, GUIDELINE = "docs/editorial-policy.md", "docs/guideline.md"
ALWAYS = ("docs/brief.md", "docs/terms-of-reference.md", "kb/README.md", "kb/client.md", "kb/decisions/README.md")
CHECKLISTS = {
    "qa/text.md": ("copywriting", "editing", "translation", "seo", "email", "pr"),
    "qa/design.md": ("design", "presentation"),
    "qa/web.md": ("layout", "development"),
    "qa/smm.md": ("smm",),
    "qa/media.md": ("media", "analytics", "crm"),
    "qa/photo-video.md": ("photo", "video"),
}
"""Which kinds of work a checklist is for."""
OTHER = "qa/other.md"
_TEXTS = Path(__file__).with_name("documents")


def checklists_for(kinds: Iterable[str]) -> list[Data]:
    """Give the checklists that cover kinds of work, as the manifest lists them."""
    wanted = [kind for kind in dict.fromkeys(kinds) if kind != MANAGEMENT]
    listed = [
        {"file": file, "for": covered}
        for file, known in CHECKLISTS.items()
        if (covered := [kind for kind in wanted if kind in known])
    ]
    known = {kind for kinds in CHECKLISTS.values() for kind in kinds}
    others = [kind for kind in wanted if kind not in known]
    return listed + ([{"file": OTHER, "for": others}] if others else [])


def document(path: str, lang: str) -> str:
    """Give the text of a document to fill in; raises FileNotFoundError for a path that has none."""
    return (_TEXTS / lang / path).read_text(encoding="utf-8")


def documents_of(manifest: Data, copied: Sequence[NewFile], lang: str) -> Iterator[NewFile]:
    """Give the documents that a new manifest names, and those that are there without being named."""
    standards = [manifest.get(section, {}) for section in ("editorial_policy", "guideline")]
    named = [standard.get("file") if isinstance(standard, dict) else standard for standard in standards]
    named += [checklist["file"] for checklist in manifest.get("quality", {}).get("checklists", ())]
    yield from copied
    there = {file.path for file in copied}
    for path in (*ALWAYS, *named):
        if path and path not in there and (_TEXTS / lang / path).is_file():
            there.add(path)
            yield NewFile(path, document(path, lang))
