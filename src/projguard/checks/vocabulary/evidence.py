"""What the files say that a manifest names."""

from __future__ import annotations

from collections.abc import Iterator

from projguard.checks.vocabulary.parameters import FIELD, values_of
from projguard.hooks.described import Example, Param, Said, described
from projguard.model.problem import Problem
from projguard.model.rule import Params
from projguard.model.values import Text, Value
from projguard.project.cursor import Cursor
from projguard.project.items import Item
from projguard.project.project import Project
from projguard.reading.evidence import EvidenceFile
from projguard.reading.markdown import Section

FILE = ("name", "field", "file")
NAMES_FILE = FIELD._replace(meaning="the field that names the file, dotted below each place")


@described(
    params={
        "field": NAMES_FILE,
        "endings": Param("texts", "the endings that it may have: `[.md, .pdf]`", ()),
    },
    messages={
        "missing": Said("there is no such file in the project's folder", FILE),
        "empty": Said("nothing stands in it", FILE),
        "ending": Said("it has another ending", (*FILE, "endings"), only_with="endings"),
    },
    example=Example(
        card="""\
given: $.project
check: file_exists
params: {field: x_nda}
messages:
  missing: {en: 'there is no {file}'}
  empty: {en: '{file} is empty'}
""",
        bad="manifest: {project: {x_nda: docs/nda.pdf}}",
        good="{manifest: {project: {x_nda: docs/nda.md}}, files: {docs/nda.md: 'We keep quiet.'}}",
    ),
    files="field",
)
def file_exists(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each file that the field names is there, and something stands in it."""
    endings = tuple(ending.lower() for ending in params["endings"])
    for item, value in values_of(project, params):
        file = project.file(value.text())
        values = _values(item, value, file)
        if not file.exists and file.state != "unreadable":
            yield Problem(message="missing", at=value.at, values=values)
        elif file.state == "empty":
            yield Problem(message="empty", at=value.at, values=values)
        elif endings and not file.path.lower().endswith(endings):
            shown = Text(", ".join(endings))
            yield Problem(message="ending", at=value.at, values={**values, "endings": shown})


@described(
    params={
        "field": NAMES_FILE,
        "least": Param("count", "how many words at least"),
        "heading": Param("text", "count below this heading alone", ""),
    },
    messages={"few": Said("it has fewer words", (*FILE, "count", "least"))},
    example=Example(
        card="""\
check: file_words
params: {field: brief.file, least: 20}
messages:
  few: {en: '{file} has {count} words; a brief of fewer than {least} is none'}
""",
        bad="{files: {docs/brief.md: 'Сайт и соцсети'}}",
    ),
    files="field",
)
def file_words(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each file that the field names has so many words; an absent one is not asked."""
    for item, value, file in _texts(project, params):
        section = _section(file, params["heading"])
        if params["heading"] and section is None:
            continue
        count = section.words if section is not None else file.page.words
        if count < params["least"]:
            at = file.place(section.span, value.at) if section is not None else value.at
            values = _values(item, value, file, count=count, least=params["least"])
            yield Problem(message="few", at=at, values=values)


@described(
    params={"field": NAMES_FILE, "headings": Param("texts", "headings, each as a part of the title is enough")},
    messages={
        "missing": Said("there is no such heading", (*FILE, "heading")),
        "empty": Said("nothing stands below the heading", (*FILE, "heading")),
    },
    example=Example(
        card="""\
check: file_headings
params: {field: guideline.file, headings: [Логотип, Цвет]}
messages:
  missing: {en: '{file} says nothing of: {heading}'}
  empty: {en: '{file}: nothing stands below {heading}'}
""",
        bad="{files: {docs/guideline.md: '# Гайдлайн\\n\\n## Логотип\\n\\nСиний.\\n'}}",
    ),
    files="field",
)
def file_headings(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each file that the field names has the headings, and something below them; an absent file is not asked."""
    for item, value, file in _texts(project, params):
        for heading in params["headings"]:
            section = _section(file, heading)
            values = _values(item, value, file, heading=Text(heading))
            if section is None:
                yield Problem(message="missing", at=value.at, values=values)
            elif section.is_empty:
                yield Problem(message="empty", at=file.place(section.span, value.at), values=values)


@described(
    params={
        "field": NAMES_FILE,
        "least": Param("count", "how many task items (`- [ ] text`) at least", 1),
        "ticked": Param("flag", "true: each of them is ticked", default=False),
    },
    messages={
        "few": Said("it has fewer task items", (*FILE, "count", "least")),
        "open": Said("a task item is not ticked", (*FILE, "item"), only_with="ticked"),
    },
    example=Example(
        card="""\
given: $.quality.checklists[*]
check: file_tasks
params: {field: file, least: 3}
messages:
  few: {en: '{file} has {count} items to tick; {least} are the least that helps'}
""",
        bad="{files: {qa/design.md: '- [ ] Всё хорошо'}}",
    ),
    files="field",
)
def file_tasks(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each file that the field names has so many task items, all ticked where that is asked for."""
    for item, value, file in _texts(project, params):
        tasks = file.page.tasks
        if len(tasks) < params["least"]:
            values = _values(item, value, file, count=len(tasks), least=params["least"])
            yield Problem(message="few", at=value.at, values=values)
        for task in tasks if params["ticked"] else ():
            if not task.ticked:
                values = {**_values(item, value, file), "item": Text(task.text)}
                yield Problem(message="open", at=file.place(task.span, value.at), values=values)


@described(
    params={"field": NAMES_FILE, "least": Param("count", "how many links to files at least", 0)},
    messages={
        "dead": Said("a link leads nowhere", (*FILE, "link")),
        "few": Said("it has fewer links to files", (*FILE, "count", "least"), only_with="least"),
    },
    example=Example(
        card="""\
check: file_links
params: {field: knowledge_base.handover}
messages:
  dead: {en: '{file} leads to {link}, and nothing is there'}
""",
        bad="{files: {kb/handover.md: '[access]: access.md'}}",
    ),
    files="field",
    links=True,
)
def file_links(project: Project, params: Params) -> Iterator[Problem]:
    """Ask that each link to a file, in each file that the field names, leads to one; links to sites are not followed."""
    for item, value, file in _texts(project, params):
        links = project.evidence.links.get(file.path, ())
        if len(links) < params["least"]:
            values = _values(item, value, file, count=len(links), least=params["least"])
            yield Problem(message="few", at=value.at, values=values)
        for link in links:
            if link.state != "ok":
                values = _values(item, value, file, link=Text(link.link.path))
                yield Problem(message="dead", at=file.place(link.link.span, value.at), values=values)


def _texts(project: Project, params: Params) -> Iterator[tuple[Item, Cursor, EvidenceFile]]:
    for item, value in values_of(project, params):
        file = project.file(value.text())
        if file.state == "ok" and not file.binary:
            yield item, value, file


def _section(file: EvidenceFile, heading: str) -> Section | None:
    wanted = heading.casefold()
    return next((section for section in file.page.sections if wanted and wanted in section.title.casefold()), None)


def _values(item: Item, value: Cursor, file: EvidenceFile, **more: Value) -> dict[str, Value]:
    return {**item.values(value), "file": Text(file.path), **more}
