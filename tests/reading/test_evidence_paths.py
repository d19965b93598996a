from __future__ import annotations

from typing import Any

import pytest

from projguard.model.limits import Limits
from projguard.reading.evidence_paths import EvidencePaths, evidence_paths, is_path
from projguard.reading.typed_fields import fields_by_type
from projguard.reading.yaml_document import read_document

TEXT = """
brief: {file: docs/brief.md, sha256: aa}
editorial_policy: " docs/policy.md "
guideline: {file: docs/guide.pdf, sha256: , assets: [docs/logo.svg, null, docs/brief.md]}
rationale: {record_in: карточка задачи, agreed: {record: kb/2026-09-15.md, sha256: bb}}
revisions: {agreed: {record: письмо от 15 сентября, sha256: cc}}
feedback: {agreed: {record: https://tracker.example/1}}
knowledge_base: {path: kb/, faq: 7, glossary: [kb/a.md]}
deliverables: [{rationale: why.md, qa: {checklist: qa/web.md, record: }}]
x_notes: {file: secret/plan.md}
"""


@pytest.fixture
def gathered(manifest_schema: dict[str, Any]) -> EvidencePaths:
    """Gather the paths of the text above."""
    document = read_document(TEXT.encode(), "projguard.yaml", Limits())
    return evidence_paths(fields_by_type(manifest_schema, document.data), document)


def test_files_are_those_that_the_schema_marks(gathered: EvidencePaths) -> None:
    """Every value that the schema calls a path is read once; sentences, links, private keys and wrong forms are not."""
    assert gathered.files == (
        "docs/brief.md",
        "docs/policy.md",
        "docs/guide.pdf",
        "docs/logo.svg",
        "kb/2026-09-15.md",
        "why.md",
        "qa/web.md",
    )


def test_files_with_a_seal_are_hashed(gathered: EvidencePaths) -> None:
    """A file is hashed where a sha256 stands beside it, and nowhere else."""
    assert gathered.hashed == {"docs/brief.md", "kb/2026-09-15.md"}


@pytest.mark.parametrize(
    ("section", "folders"),
    [
        ("{path: kb/}", ("kb/", "kb/decisions")),
        ("{path: kb, decisions: why}", ("kb", "why")),
        ("{decisions: why}", ("why",)),
        ("{path: [kb]}", ()),
        ("{url: 'https://wiki.example'}", ()),
        ("", ()),
    ],
)
def test_folders_of_the_knowledge_base(manifest_schema: dict[str, Any], section: str, folders: tuple[str, ...]) -> None:
    """The knowledge base and its decisions are read as folders, not as files."""
    document = read_document(f"knowledge_base: {section}".encode(), "projguard.yaml", Limits())
    assert evidence_paths(fields_by_type(manifest_schema, document.data), document) == ((), folders, frozenset())


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("kb/decisions", True),
        ("Policy.PDF", True),
        ("logo.svg", True),
        ("docs/письмо.eml", True),
        ("письмо клиента от 15.09", False),
        ("письмо", False),
        ("см. docs/letter.md", False),
        ("https://disk.example/a.md", False),
    ],
)
def test_a_path_is_told_from_a_sentence(text: str, *, verdict: bool) -> None:
    """A slash or a known ending makes a path, a space makes a sentence."""
    assert is_path(text) is verdict
