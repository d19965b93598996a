"""People, agreements and deliverables, read off a manifest."""

from __future__ import annotations

from datetime import date

from projguard.model.limits import Limits
from projguard.model.values import Duration
from projguard.project.agreements import read_agreement, read_standard_document
from projguard.project.cursor import Cursor
from projguard.project.deliverables import read_client_inputs, read_deliverables
from projguard.project.people import read_people
from projguard.reading.yaml_document import read_document


def cursor(text: str) -> Cursor:
    """Read a manifest's text and stand at its root."""
    return Cursor(read_document(text.encode(), "projguard.yaml", Limits()))


def test_text_is_read_as_typed() -> None:
    """A version, an id with a zero in front and a phone number keep their form without quotes."""
    root = cursor("version: 1.20\nid: 0123\nphone: +79160000000\nempty:\n")
    assert [root[key].text() for key in ("version", "id", "phone", "empty")] == ["1.20", "0123", "+79160000000", ""]


def test_a_field_reads_like_a_step_to_it() -> None:
    """Each reader gives for a key what it gives one step below: typed text, lists, nulls, wrong forms, absent fields."""
    text = """
at: {v: 1.20, w: " a ", n: null, s: [0123, ' b ', [c], {d: e}, '', null, true], m: {k: 1}, f: true, i: 3, day: 4.12.2026}
none: text
"""
    root = cursor(text)
    for place in (root["at"], root["none"], root["gone"], root["at"]["s"]):
        for key in ("v", "w", "n", "s", "m", "f", "i", "day", "gone"):
            for read in (
                Cursor.text,
                Cursor.texts,
                Cursor.flag,
                Cursor.integer,
                Cursor.day,
                Cursor.days,
                Cursor.number,
            ):
                assert read(place, key) == read(place[key])
                assert read(place, key) == read(Cursor(root.document, (*place.at, key)))
    assert root["at"].texts("s") == ("0123", "b", "true")
    assert [root["at"].text(key) for key in ("v", "w", "n", "s", "m", "f")] == ["1.20", "a", "", "", "", "true"]


def test_steps_lead_to_the_value_that_stands_there() -> None:
    """However a place is reached it reads the same; below a text there is nothing, not even a letter."""
    root = cursor("list: [{a: {b: 5}}]\ntext: abc\n")
    path = ("list", 0, "a", "b")
    assert [root.down(path).data, Cursor(root.document, path).data, next(root["list"].items())["a"]["b"].data] == [
        5
    ] * 3
    assert root.down(path) == Cursor(root.document, path)
    assert [root.down(("text", 1)).data, root["text"]["x"].data, root.down(("list", 7, "a")).data] == [None] * 3


def test_alias_reads_as_its_anchor() -> None:
    """A value that stands elsewhere is read from there."""
    root = cursor("first: &day 2026-12-04\nsecond: *day\n")
    assert root["second"].day() == date(2026, 12, 4)


def test_a_wrong_type_counts_as_absent() -> None:
    """A list where a mapping belongs yields nothing, and nothing breaks."""
    root = cursor("people: [anna, boris]\ndeliverables: later\n")
    assert read_people(root["people"]) == {}
    assert read_deliverables(root["deliverables"]) == ()
    assert root["people"]["anna"]["name"].text() == ""


def test_person_carries_the_place() -> None:
    """A person knows the key path, side and skills; a contractor makes, a partner orders."""
    text = "people: {petr: {name: Пётр, side: contractor, skills: [video]}, ann: {name: Ann, side: partner}}"
    people = read_people(cursor(text)["people"])
    assert people["petr"].at == ("people", "petr")
    assert people["petr"].skills == ("video",)
    assert [(person.makes, person.orders) for person in people.values()] == [(True, False), (False, True)]


def test_state_follows_from_dates() -> None:
    """Delivered and accepted are dates; only cancelled is a flag."""
    text = """
deliverables:
  - {id: a, due: 04.12.2026}
  - {id: b, delivered_on: 2026-11-20}
  - {id: c, delivered_on: 2026-11-20, accepted_on: 2026-11-21}
  - {id: d, cancelled: true, accepted_on: 2026-11-21}
"""
    made = read_deliverables(cursor(text)["deliverables"])
    assert [item.state for item in made] == ["planned", "delivered", "accepted", "cancelled"]
    assert made[0].due == date(2026, 12, 4)


def test_client_input_is_called_by_its_id_without_a_title() -> None:
    """An input without a title is named by its id."""
    (brought,) = read_client_inputs(cursor("client_inputs: [{id: photos, needed_for: [page]}]")["client_inputs"])
    assert (brought.title, brought.needed_for) == ("photos", ("page",))


def test_bare_date_is_an_agreement() -> None:
    """``agreed: 2026-11-20`` has a day and no names; an absent one is none."""
    root = cursor("agreed: 2026-11-20\n")
    agreed = read_agreement(root["agreed"])
    assert agreed is not None
    assert (agreed.date, agreed.people) == (date(2026, 11, 20), ())
    assert read_agreement(root["other"]) is None


def test_bare_path_is_a_document() -> None:
    """``guideline: docs/book.pdf`` names its file, a bare link its url."""
    root = cursor("guideline: docs/book.pdf\neditorial_policy: https://disk.example/policy\n")
    guideline = read_standard_document(root["guideline"])
    policy = read_standard_document(root["editorial_policy"])
    assert guideline is not None
    assert policy is not None
    assert (guideline.file, guideline.url) == ("docs/book.pdf", "")
    assert (policy.file, policy.url) == ("", "https://disk.example/policy")


def test_readers_may_be_a_list() -> None:
    """``read_by`` as a list names people without days; as a map it has their days."""
    listed = read_standard_document(cursor("g: {review_every: P6M, read_by: [ann]}")["g"])
    dated = read_standard_document(cursor("g: {read_by: {ann: 2026-11-20}}")["g"])
    assert listed is not None
    assert dated is not None
    assert listed.review_every == Duration(6, "month")
    assert [(reader.person, reader.date) for reader in listed.read_by] == [("ann", None)]
    assert [(reader.person, reader.date) for reader in dated.read_by] == [("ann", date(2026, 11, 20))]
