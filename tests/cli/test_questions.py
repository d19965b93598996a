"""``projguard questions`` and ``projguard plan``: from the gaps of a café's project to a talk and a list of things to do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest

ROOT = Path(__file__).parents[2]
CAFE = ROOT / "sample_projects" / "cafe-many-gaps"
COMMAND = [sys.executable, "-c", "from projguard.cli.main import main; main()"]


def projguard(*words: str, folder: Path = CAFE) -> subprocess.CompletedProcess[str]:
    """Run the command line as of the day on which the café's project was looked at."""
    environment = {**os.environ, "PYTHONUTF8": "1", "PROJGUARD_LANG": "en", "NO_COLOR": "1", "COLUMNS": "80"}
    command = [*COMMAND, words[0], "--as-of", "2026-11-23", *words[1:]]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)


def said(*words: str, folder: Path = CAFE) -> str:
    """Give what a command prints that ends well."""
    done = projguard(*words, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_order_is_who_decides_brief_dates_money_standards_knowledge() -> None:
    """Every agenda goes through the topics in the order in which they depend on each other."""
    for side in ("client", "team", "self"):
        shown = said("questions", "--ask", side, "--lang", "ru")
        points = [int(code[2:4]) for code in re.findall(r"\[(PG\d{4})", shown)]
        order = [point for point in dict.fromkeys(points) if point in {5, 6, 7, 8, 3, 4, 10}]
        assert order == [point for point in (5, 6, 7, 8, 3, 4, 10) if point in order]
    assert re.findall(r"^  ([^\W\d].*)$", said("questions", "--ask", "client", "--lang", "ru"), re.MULTILINE) == [
        "Кто решает и какие правки значимы",
        "Бриф и ТЗ",
        "Сроки и обратная связь",
        "Стоимость и сверхурочные",
        "Стоимость и сверхурочные",
        "Редполитика",
        "Гайдлайн или мастер-шаблон",
    ]


def test_no_question_is_asked_twice() -> None:
    """No sentence stands in the agendas twice, and the findings of one rule are one question."""
    message = said("questions", "--format", "message", "--lang", "ru")
    questions = re.findall(r"^\d+\. (.*)$", message, re.MULTILINE)
    sentences = [sentence for question in questions for sentence in re.split(r"(?<=[.?!]) ", question)]
    assert len(questions) == len(set(questions)) == 40
    assert sorted({one for one in sentences if sentences.count(one) > 1}) == []
    codes = re.findall(r"\[(PG\d{4})", said("questions"))
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_the_talk_takes_an_hour_at_most() -> None:
    """An error takes 4 minutes and a warning 2; what is beyond the hour is asked in writing."""
    shown = said("questions", "--ask", "client")
    spoken, written = shown.split("In writing, since an hour is over: 6 questions")
    assert "Meeting with the client: 19 questions, 60 minutes" in spoken
    assert sum(map(int, re.findall(r", (\d)\s+min\]", spoken))) == 60
    assert len(re.findall(r"\[PG", written)) == 6


def test_each_question_says_why_and_where_the_answer_goes() -> None:
    """Below a question stand the reason and the field that the answer fills."""
    assert (
        "   4. Кто с вашей стороны согласует результат: «Вёрстка», «Запуск»? [PG0504, 4\n"
        "      мин]\n"
        "      почему  Принять этот продукт никто не вправе, поэтому его никогда не\n"
        "              примут.\n"
        "      поле    deliverables[html].approver (Согласующий (Вёрстка)),\n"
        "              deliverables[golive].approver (Согласующий (Запуск))\n"
    ) in said("questions", "--lang", "ru")


def test_the_message_can_be_sent_as_it_stands() -> None:
    """A client reads a greeting, what it is about and questions in plain words: no code, no field, no word meant for others."""
    message = said("questions", "--ask", "client", "--format", "message", "--lang", "ru")
    assert message.startswith(
        "Тема: Сайт и ролик для кафе «Лотос»: вопросы к вам\n\nЗдравствуйте! Чтобы ничего не переделывать, нам нужны"
        " ваши решения: 19 вопросов, созвон на 60 минут. Если удобнее, ответьте письмом.\n"
        "Старт назначен на 30.11.2026.\n\n"
        "Кто решает и какие правки значимы (чтобы правки приходили от одного человека и не противоречили друг другу)\n"
        "1. За кем последнее слово: за партнёром или за конечным клиентом? Кто этот человек?\n"
    )
    assert "8. Цель и мера успеха: пока стоит «уточнить». Какой ответ, кто его даёт и к какому числу?\n" in message
    assert message.endswith("\n\nСпасибо!\nЛена\n")
    assert re.findall(r"PG\d|AC\d|[a-z_]+\.[a-z_]+|\d{4}-\d\d-\d\d|…| - |\[", message) == []
    assert "за счёт агентства" not in message
    for sentence in (
        "2. Как напрямую связаться с тем, кто согласует работу (Иван Петрович)?\n",
        "когда нужно согласовать «Ролик 30 секунд»: кто согласует в эти дни?\n",
        "Правки по продукту «Макет главной» возможны до 11.12.2026, а «Вёрстка» стартует 09.12.2026: сокращаем",
        "Какую цену согласуем на вид работ «видео» (он нужен для «Ролик 30 секунд»)?\n",
    ):
        assert sentence in message
    everyone = said("questions", "--format", "message", "--lang", "ru")
    assert everyone.startswith(f"{message}\n{'─' * 60}\n\nТема: ")


def test_the_questions_are_in_the_language_of_the_project(tmp_path: Path) -> None:
    """Without --lang a project in Russian is asked in Russian, whatever the terminal speaks."""
    text = "manifest_version: 1\nproject: {id: a, title: А, phase: kickoff, language: ru}\nclient: {name: Б}\n"
    (tmp_path / "projguard.yaml").write_text(text, encoding="utf-8")
    assert "Встреча с клиентом: " in said("questions", folder=tmp_path)
    assert "Meeting with the client: " in said("questions", "--lang", "en", folder=tmp_path)


def test_an_appointment_is_read_back(tmp_path: Path) -> None:
    """A calendar reads one appointment per agenda: when, how long, with whom, about what; the same bytes each time."""
    file = tmp_path / "talk.ics"
    words = ("questions", "--format", f"ics:{file}", "--lang", "ru", "--at", "2026-11-26T15:00")
    assert said(*words) == ""
    content = file.read_bytes()
    assert said(*words) == ""
    assert file.read_bytes() == content
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == [
        "Встреча с клиентом: Сайт и ролик для кафе «Лотос»",
        "Встреча с командой: Сайт и ролик для кафе «Лотос»",
        "Для себя: Сайт и ролик для кафе «Лотос»",
    ]
    assert events[0].decoded("dtstart") == datetime(2026, 11, 26, 15)  # noqa: DTZ001 - the sample names no time zone
    assert events[0].decoded("dtend") - events[0].decoded("dtstart") == timedelta(hours=1)
    calendar = icalendar.Calendar.from_ical(content)
    assert "method" not in calendar  # a published appointment may name nobody who is to come
    assert str(events[0]["organizer"]) == "mailto:lena@agency.example"
    assert "3. Решают и Иван Петрович, и Света (дизайн): чьё слово последнее" in str(events[0]["description"])
    assert len({str(event["uid"]) for event in events}) == 3


def test_an_appointment_is_on_the_next_working_day_of_the_agency(tmp_path: Path) -> None:
    """Without a moment the talk is at 11:00 of the next working day, in the agency's time zone."""
    text = (
        "manifest_version: 1\nproject: {id: a, title: 'A\\, B; =C', phase: kickoff}\nclient: {name: B}\n"
        "agency: {time_zone: Asia/Yekaterinburg}\ncalendar: {holidays: [2026-11-24]}\n"
    )
    (tmp_path / "projguard.yaml").write_text(text, encoding="utf-8")
    calendar = icalendar.Calendar.from_ical(said("questions", "--format", "ics", folder=tmp_path))
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Asia/Yekaterinburg"]
    event = calendar.walk("VEVENT")[0]
    begin = event.decoded("dtstart")
    assert (begin.date(), begin.hour, begin.utcoffset()) == (date(2026, 11, 25), 11, timedelta(hours=5))


def test_names_do_nothing_in_markdown(tmp_path: Path) -> None:
    """A title with signs of Markdown and line ends stays a title."""
    text = (
        'manifest_version: 1\nproject: {id: a, title: "x\\n# y <b>@anna</b> [z](https://z.example)", phase: kickoff}\n'
        "client: {name: B}\n"
    )
    (tmp_path / "projguard.yaml").write_text(text, encoding="utf-8")
    page = said("questions", "--format", "markdown", folder=tmp_path)
    assert page.startswith("# `What to ask: x\\n# y <b>@anna</b> [z](https://z.example), as of 2026-11-23`\n")
    assert len(re.findall(r"^# ", page, re.MULTILINE)) == 1


@pytest.mark.parametrize("words", [("questions",), ("questions", "--format", "message"), ("plan",)])
def test_no_line_is_a_command_of_a_build_server(words: tuple[str, ...], tmp_path: Path) -> None:
    """Names that begin with a build server's command give no line that it would obey."""
    text = (
        'manifest_version: 1\nproject: {id: a, title: "::error::x", phase: kickoff}\nclient: {name: B}\n'
        'people: {m: {name: "::warning::y", side: agency, role: account_manager}}\n'
    )
    (tmp_path / "projguard.yaml").write_text(text, encoding="utf-8")
    shown = said(*words, folder=tmp_path)
    assert ":warning::y" in shown or ":error::x" in shown
    assert [line for line in shown.split("\n") if line.lstrip().startswith("::")] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("questions", "--format", "pdf"), "--format: 'pdf' is not one of text, markdown, message, ics."),
        (("questions", "--at", "noon"), "--at: 'noon' is no moment of the form YYYY-MM-DDTHH:MM."),
        (("plan", "--format", "ics"), "--format: 'ics' is not one of text, markdown."),
        (("questions", "no-such-folder"), "There is no file or folder 'no-such-folder'."),
    ],
)
def test_wrong_requests(words: tuple[str, ...], message: str) -> None:
    """What cannot be done is refused, status 2."""
    done = projguard(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """An output that cannot be written is named, status 4."""
    done = projguard("questions", "--format", f"message:{tmp_path / 'none' / 'x.txt'}")
    assert done.returncode == 4
    assert re.search(r"exit 4: \S+x\.txt could not be written \(No such file or directory\)", done.stderr)


def test_a_manifest_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """There is nothing to ask about a manifest that cannot be read; the reason is given, status 1."""
    (tmp_path / "projguard.yaml").write_text("project: [\n", encoding="utf-8")
    for command in ("questions", "plan"):
        done = projguard(command, folder=tmp_path)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("exit 1: projguard.yaml: ")


def test_a_healthy_project_has_no_questions_and_no_plan() -> None:
    """Where nothing is open the commands say so, status 0."""
    folder = ROOT / "tests" / "base_project"
    assert said("questions", "--lang", "en", folder=folder).endswith("\n\nNothing is open, there is nothing to ask.\n")
    assert said("plan", folder=folder).endswith("\n\nNothing fails the gate.\n")


def test_the_plan_closes_what_fails_the_gate() -> None:
    """The plan holds every error and no warning, by person, the cheapest first, with a day for each."""
    page = said("plan", "--format", "markdown")
    assert "19 steps close 27 findings, 9 h 35 min of work." in page.replace("\\", "")
    concise = projguard("check", "--format", "concise").stdout.splitlines()
    errors = [line.split(": ", 2)[2] for line in concise if ": error " in line]
    listed = re.findall(r"^  - (?!field)(.*)$", page, re.MULTILINE)
    assert len(listed) == len(errors) == 27
    minutes = [re.findall(r"\((?:(\d+) h ?)?(?:(\d+) min)?, by", part) for part in page.split("\n## ")[1:]]
    spent = [[int(hours or 0) * 60 + int(rest or 0) for hours, rest in part] for part in minutes]
    assert spent
    assert all(part == sorted(part) for part in spent)
    assert [sum(part) for part in spent] == sorted(sum(part) for part in spent)
    assert len(re.findall(r"by 20\d\d\\?-\d\d\\?-\d\d", page)) == 19
    assert re.findall(r"^## (.*):", page, re.MULTILINE) == [
        "Лена (team)",
        "Лена (manager)",
        "Иван Петрович (client)",
    ]


def test_the_plan_for_another_gate() -> None:
    """A gate of one point asks for that point alone."""
    shown = said("plan", "--fail-on", "point:10")
    assert "knowledge_base.path" in shown
    assert set(re.findall(r"PG\d{4}", shown)) == {"PG1001", "PG1003"}
