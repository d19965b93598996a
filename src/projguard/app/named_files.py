"""The evidence of a project: files that its fields name, and those that the cards of the run ask about."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from projguard.hooks.spec import Check
from projguard.model.limits import Limits
from projguard.model.rule import Params, Rule
from projguard.project.manifest import Manifest
from projguard.reading.below import Files
from projguard.reading.evidence import Evidence, read_evidence
from projguard.reading.evidence_paths import evidence_paths


class FileQuestion(NamedTuple):
    """One question about the files that a field names."""

    params: Params
    field: str
    links: bool
    """True where it asks what stands where their links lead."""


class NamedFiles(NamedTuple):
    """Files to read, and those of them whose links are followed."""

    files: tuple[str, ...]
    linked: tuple[str, ...]


def file_questions(rules: Iterable[Rule], checks: Mapping[str, Check]) -> tuple[FileQuestion, ...]:
    """Gather the questions of all rules that are about files."""
    found: list[FileQuestion] = []
    for rule in rules:
        for question in rule.questions:
            check = checks.get(question.check)
            if not hasattr(check, "description"):
                continue
            from projguard.hooks.described import description_of

            described = description_of(check)
            if described is not None and described.files:
                params = {**described.defaults, **rule.params, **question.params}
                params |= {"given": question.given} if question.given else {}
                found.append(FileQuestion(params, params[described.files], described.links))
    return tuple(found)


def named_files(questions: Sequence[FileQuestion], manifest: Manifest) -> NamedFiles:
    """Give the files that a manifest names where the questions look; what cannot be looked for fails when it is asked."""
    if not questions:
        return NamedFiles((), ())
    from projguard.project.bounds import Costly
    from projguard.project.items import items_of, scalars_of

    files: dict[str, bool] = {}
    for question in questions:
        try:
            fields = [item.field(question.field) for item in items_of(manifest, question.params)]
        except Costly:
            continue
        for path in (value.text() for field in fields for value in scalars_of(field)):
            files[path] = files.get(path, False) or question.links
    return NamedFiles(tuple(files), tuple(path for path, linked in files.items() if linked))


def evidence_of(
    manifest: Manifest, root: Path, questions: Sequence[FileQuestion], limits: Limits, *, held: Files | None = None
) -> Evidence:
    """Read what a manifest names, by its schema or by what the cards ask.

    ``held`` are the files where they are not those that stand in ``root``.
    """
    paths = evidence_paths(manifest.by_type, manifest.document)
    named = named_files(questions, manifest)
    return read_evidence(
        str(root),
        (*paths.files, *named.files),
        limits,
        folders=paths.folders,
        hashed=paths.hashed,
        linked=named.linked,
        held=held,
    )
