from __future__ import annotations

import gc
import time
import weakref

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from projguard.model.source import Span
from projguard.reading.front_matter import _read_any, _read_plain
from projguard.reading.headings import BOLD_LEVEL, find_headings
from projguard.reading.markdown import Page
from projguard.reading.prose import Prose

BRIEF = """---
title: Бриф
date: 2026-09-15
---
# Бриф на сайт #

О проекте **кратко**.

**Сроки:**
до декабря <!-- уточнить
# скрыто -->

```md
# Пример
- [ ] не задача [x](y.md)
```

## Пусто

## Приёмка
#### Глубже
##### Не заголовок
#хэштег
- [ ] тексты
  вычитаны
- [x] фото
\t* [X] логотип
1. [ ] вёрстка
- [] не задача
- [ ]не задача

__Итог__
~~~
нет
~~~
три слова здесь
"""


def page(text: str, kind: str = "markdown") -> Page:
    """Read a text of one form."""
    return Page(text, kind)


def cut(text: str, span: Span) -> str:
    """Give the stretch of a text."""
    return text[span.start.offset : span.end.offset]


def test_sections_of_markdown() -> None:
    """Headings of four levels and whole lines in bold are sections; code, comments and front matter are none."""
    sections = page(BRIEF).sections
    assert [(section.level, section.title, section.words) for section in sections] == [
        (1, "Бриф на сайт", 23),
        (BOLD_LEVEL, "Сроки", 2),
        (2, "Пусто", 0),
        (2, "Приёмка", 18),
        (4, "Глубже", 18),
        (BOLD_LEVEL, "Итог", 3),
    ]
    assert [cut(BRIEF, section.span) for section in sections] == [section.title for section in sections]
    assert [section.title for section in sections if section.is_empty] == ["Пусто"]
    assert sections[5].body.split() == ["три", "слова", "здесь"]
    assert BRIEF[sections[2].start :].startswith("\n\n## Приёмка")


def test_tasks_of_markdown() -> None:
    """A task item is a list mark, a box and a space; its following lines and its heading belong to it."""
    tasks = page(BRIEF).tasks
    assert [(task.ticked, task.text, task.heading) for task in tasks] == [
        (False, "тексты вычитаны", "Глубже"),
        (True, "фото", "Глубже"),
        (True, "логотип", "Глубже"),
        (False, "вёрстка", "Глубже"),
    ]
    assert [cut(BRIEF, task.span) for task in tasks] == [
        "- [ ] тексты",
        "- [x] фото",
        "* [X] логотип",
        "1. [ ] вёрстка",
    ]


def test_a_task_before_any_heading() -> None:
    """A task item without a heading above has an empty one, and ends where the next item or heading begins."""
    tasks = page("- [ ] a\n  - [x] b\n\n  c\n- [ ] d\n    e\n  # F\n").tasks
    assert [(task.text, task.heading) for task in tasks] == [("a", ""), ("b", ""), ("d e", "")]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](b.md)", [("a", "b.md", "b.md")]),
        ('[a](b.md "title") ![p](c.png)', [("a", "b.md", "b.md"), ("p", "c.png", "c.png")]),
        ("[a](b.md#part) [b](b.md?x=1)", [("a", "b.md", "b.md#part"), ("b", "b.md", "b.md?x=1")]),
        ("[a](%D0%B0%20b.md) [b](<a b.md>)", [("a", "а b.md", "%D0%B0%20b.md"), ("b", "a b.md", "a b.md")]),
        ("[a](b_(c).md) [d](../e/)", [("a", "b_(c).md", "b_(c).md"), ("d", "../e/", "../e/")]),
        ("see [a][r]\n\n[r]: notes/r.md\n[^1]: note.md", [("", "notes/r.md", "notes/r.md")]),
        ("[a](https://x.example) [b](mailto:a@b.c) [c](#here) [d](/root.md) [e](tel:1) [f]()", []),
        ("`a` ~~~\n[a](b.md)\n", [("a", "b.md", "b.md")]),
        ("```\n[a](b.md)\n```\n<!-- [a](b.md) -->", []),
    ],
)  # fmt: skip
def test_links(text: str, links: list[tuple[str, str, str]]) -> None:
    """Relative links to files are found with where they lead; sites, places in the page and code are not."""
    assert [(link.text, link.path, cut(text, link.span)) for link in page(text).links] == links


@pytest.mark.parametrize(
    ("kind", "text", "sections"),
    [
        ("text", "Цели:\nодин два\n- пункт:\n\nСроки:\n# Знак\n", [(5, "Цели", 3), (5, "Сроки", 0), (1, "Знак", 0)]),
        ("rst", "Title\n=====\n\nbody words\n\nSub\n---\nx\n\nOther\n=====\n", [(1, "Title", 3), (2, "Sub", 1), (1, "Other", 0)]),
        ("html", "<h1>A <b>b</b></h1><p>one two</p>\n<h2 class='x'>C</h2><script>d</script><h5>no</h5>", [(1, "A b", 3), (2, "C", 1)]),
        ("csv", "name:\n# x\n", []),
        ("markdown", "Цели:\nодин два\n", []),
        ("markdown", "# A\r\nb c\r\n## D\r\n", [(1, "A", 2), (2, "D", 0)]),
    ],
)  # fmt: skip
def test_forms_of_text(kind: str, text: str, sections: list[tuple[int, str, int]]) -> None:
    """Each form of text marks its headings in its own way."""
    assert [(section.level, section.title, section.words) for section in page(text, kind).sections] == sections


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("---\ndate: 2026-09-30\nstatus: accepted\n---\nbody", {"date": "2026-09-30", "status": "accepted"}),
        ("---\r\na: 1\r\n---\r\nbody", {"a": 1}),
        ("---\na: 1\n...\nbody", {"a": 1}),
        ("---\n---\nbody", {}),
        ("---\n# nothing\n---", {}),
        ("---\nprose between two rulers\n---\nmore", None),
        ("---\na: 1\n", None),
        ("\n---\na: 1\n---\n", None),
        ("# A\n---\na: 1\n---\n", None),
    ],
)
def test_front_matter(text: str, data: dict[str, object] | None) -> None:
    """The block between two lines of dashes at the very start is read like a manifest; prose between rulers is none."""
    found = page(text).front_matter
    assert (None if found is None else found.data) == data


def test_front_matter_has_places() -> None:
    """A field of the front matter has its place in the whole text; what is wrong there has one, too."""
    front = page(BRIEF).front_matter
    assert front is not None
    assert cut(BRIEF, front.span("date")) == "2026-09-15"
    assert front.span("status").start.line == 0
    assert BRIEF[front.end :].startswith("# Бриф")
    broken = page("---\na: 1\na: 2\n---\nbody\n").front_matter
    assert broken is not None
    assert broken.fault is not None
    assert (broken.fault.message, broken.fault.span.start.line, broken.data) == ("duplicate_key", 2, {})


FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["date", "status", "a_1", "yes", "null", "дата", "a b", "<<", "y", "_", "class", " date", "? a", "a:"]),
        st.sampled_from([": ", ": ", ": ", ": ", ":", " : ", ":  ", ":\t"]),
        st.text("aZйЁ²0123456789 -_.:#,'\"[]{}|>*&!%@`\t\r\xa0\u0301", max_size=6)
        | st.sampled_from(["2026-09-30", "accepted", "a - b", "a -", '"1.2"', "'1.2'", "'a'b'", '"a"', "1.2", "1.", "a.b", "12_000", "0x1F", "1e5", "012", "true", "No", "null", "a # b", "a #b", "--", "٣", "x" * 1000]),
        st.sampled_from(["\n", "\n", "\n", "\r\n", "\r", "\n\n", "\n  b\n"]),
    ).map("".join),
    max_size=4,
).map("".join)  # fmt: skip


@given(FIELDS, st.sampled_from(["---\n", "---\r\nБ", "---", "...\nБ", "--- \n", "----\n", "Б", ""]))
@example("date: 2026-09-30\r\nstatus: на согласовании\nowner: anna\n", "---")
@example("a: 1\na: 2\n", "---")
def test_plain_front_matter_is_what_a_parser_reads(fields: str, closing: str) -> None:
    """Fields that are read without a parser have the values that a parser gives them."""
    text = f"---\n{fields}{closing}"
    found = _read_plain(text)
    read = found and _read_any(text)
    if found is not None:
        assert read is not None
        assert (found.end, found.data) == (read.end, read.data)
        assert list(map(type, found.data.values())) == list(map(type, read.data.values()))


@given(
    st.lists(
        st.sampled_from(["#", "##", "#####", " ", "   ", "\t", "**", "__", "_", "*", ":", "`", "А", "b", "1", "²", ")", "-", "\n", "\n", "\r\n", "\r", "\xa0", "\u2028", "\x0b"]),
        max_size=30,
    ).map("".join)
)  # fmt: skip
def test_marked_headings_are_those_of_all_lines(text: str) -> None:
    """Headings that are looked for by their marks are those that a look at every line finds."""
    prose = Prose(text, "markdown")
    assert list(prose.headings) == list(find_headings(prose.rows, "markdown"))


@given(st.lists(st.sampled_from(["# A", "## B", "### C", "**D**", "", "-", "e", "`9`"]), max_size=12).map("\n".join))
def test_a_page_knows_whether_a_section_is_empty(text: str) -> None:
    """Without looking at each section with all that is below it."""
    read = page(text)
    assert read.has_empty_sections == any(section.is_empty for section in read.sections)


def test_a_page_that_nobody_holds_is_gone_at_once() -> None:
    """What was found in a page does not hold it, since texts that wait for the collector fill the memory of a portfolio."""
    gc.disable()
    try:
        read = page(BRIEF)
        assert (read.tasks, read.sections, read.links, read.sections[0].words) is not None
        gone = weakref.ref(read)
        del read
        assert gone() is None
    finally:
        gc.enable()


def test_words() -> None:
    """A word has a letter or a digit; marks, code and comments count for nothing, tags of a page neither."""
    assert page("один - два, 3 … **четыре** — `пять`\n```\nшесть\n```\n<!-- семь -->").words == 5
    assert page("<p class='a b'>one</p><style>p {x: y}</style> two", "html").words == 2


@pytest.mark.parametrize("kind", ["markdown", "html"])
@given(
    st.lists(st.sampled_from(["a", "слово", "«два»", "три-четыре", "-", "<b>", "# ", "\n", "1"]), max_size=40),
    st.integers(0, 20),
)
def test_whether_there_are_words_enough_is_what_counting_says(kind: str, pieces: list[str], least: int) -> None:
    """A part of the text answers as the whole would."""
    read = page(" ".join(pieces), kind)
    assert read.has_words(least) == (read.words >= least)


def test_unclosed_marks_reach_to_the_end() -> None:
    """A code fence, a comment or a script that is never closed hides all that follows."""
    for opening in ("```\n", "~~~~\n", "<!-- "):
        assert page(f"# A\n{opening}\n# B\n- [ ] c\n").sections[-1].title == "A"
    assert page("````\n```\n# B\n````\n# C\n").sections[0].title == "C"


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "[a](", "[a](b(", "**", "__a", "<!--", "<h1>", "<script", "```\n", "- [ ] a\n", "# a\n", "](", "[a]:\n", "a:\n", "---\n", "<", "(" * 5],
)  # fmt: skip
def test_hostile_texts_are_read_in_time(piece: str) -> None:
    """Any mark, repeated, is read in a time that grows with the text and no faster, in every form of text."""
    text = piece * (100_000 // len(piece))
    for kind in ("markdown", "text", "rst", "html"):
        start = time.process_time()
        read = page(text, kind)
        assert (read.front_matter, read.sections, read.tasks, read.links, read.words) is not None
        assert time.process_time() - start < 2
