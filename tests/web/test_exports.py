"""Out of the product: a calendar that follows the plan, and decks that update the cards they brought before."""

import re
import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.practice.exporting.lines import AllDay, calendar_text
from tests.learning.scheduled import cases
from tests.web.conftest import START, Clock
from tests.web.doors import submit, visit
from tests.web.planned import V1, answer_wrongly, begin, do_checkpoint, due, reveal_task

CONTENT_LINE = re.compile(r"[A-Z-]+(;[A-Z-]+=[A-Z]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")  # RFC 5545, section 3.1


def address(client: TestClient) -> str:
    """A new secret address, as a path."""
    opened = client.post(f"{V1}/calendar")
    assert opened.status_code == 201
    return opened.json()["address"].removeprefix("http://localhost")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as a calendar reads it."""

    uid: str
    day: date
    value: str  # the type of its day, DATE
    end: date
    words: str
    sequence: int
    changed_at: datetime
    alarms: tuple[timedelta, ...]


def entries(text: str) -> dict[str, Entry]:
    """By what follows the run in the UID, as cp-2 or eve-1; read by a parser that is not ours, and strictly."""
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    assert not any(event.errors for event in calendar.events)
    found = [_entry(event) for event in calendar.events]
    assert len({entry.uid.rsplit("-", 2)[0] for entry in found}) == 1
    return {"-".join(entry.uid.partition("@")[0].rsplit("-", 2)[1:]): entry for entry in found}


def _entry(event: Any) -> Entry:
    start, end, changed_at = event["dtstart"], event["dtend"], event["last-modified"]
    alarms = tuple(each["trigger"].dt for each in event.subcomponents)
    sequence, words = int(event["sequence"]), str(event["description"])
    return Entry(str(event["uid"]), start.dt, start.params["value"], end.dt, words, sequence, changed_at.dt, alarms)


def days(found: dict[str, Entry]) -> list[str]:
    return [entry.day.isoformat() for entry in found.values()]


def feed(client: TestClient, secret: str) -> dict[str, Entry]:
    return entries(client.get(secret).text)


@pytest.mark.parametrize(("given", "expect"), cases("ics", having="start_day"))
def test_the_calendar_has_an_event_for_each_day_of_the_plan(
    client: TestClient, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    begin(client, **given)
    found = feed(client, address(client))
    first = found["cp-0"]
    assert len(found) == expect["events"]
    assert f"{first.day:%Y%m%d}" == expect["first"]["dtstart"]
    assert (first.value, first.sequence) == (expect["first"]["value"], expect["first"]["sequence"])
    assert first.end == first.day + timedelta(days=1)
    assert {"eve-2", "eve-1"} <= found.keys()


@pytest.mark.parametrize(("given", "expect"), cases("ics", having="moved"))
def test_a_moved_day_keeps_its_identifier_and_raises_its_sequence(
    client: TestClient, clock: Clock, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Day 3 is done on 8 March, as in the case late-02."""
    begin(client)
    secret = address(client)
    before = feed(client, secret)
    do_checkpoint(client, 0)
    clock.pass_days(6)
    do_checkpoint(client, 1)
    after = feed(client, secret)
    moved = after[f"cp-{given['checkpoint']}"]
    assert moved.uid == before[f"cp-{given['checkpoint']}"].uid
    assert f"{moved.day:%Y%m%d}" == expect["dtstart"]
    assert moved.sequence == expect["sequence"]
    assert [name for name, entry in after.items() if entry.sequence] == [f"cp-{given['checkpoint']}"]
    assert moved.changed_at.date() == date(2026, 3, 8)


def test_whatever_happens_to_the_plan_no_sequence_falls_and_every_move_raises_it(
    client: TestClient, clock: Clock
) -> None:
    begin(client, interview_day="2026-04-20")
    secret = address(client)
    seen = [feed(client, secret)]
    changes: list[Any] = [
        lambda: begin(client, interview_day="2026-03-16"),
        lambda: client.post(f"{V1}/plan/pauses", json={"first": "2026-03-04", "last": "2026-03-05"}),
        lambda: do_checkpoint(client, 0),
        lambda: client.delete(f"{V1}/plan/pauses/2026-03-04"),
        lambda: begin(client, interview_day=None),
        lambda: begin(client, interview_day="2026-04-20"),
    ]
    for change in changes:
        clock.pass_days(1)
        change()
        seen.append(feed(client, secret))
    for before, after in pairwise(seen):
        for name in before.keys() & after.keys():
            assert after[name].uid == before[name].uid
            has_moved = after[name].day != before[name].day
            assert after[name].sequence >= before[name].sequence + has_moved, name
    assert days(seen[-1])[:2] == ["2026-03-02", "2026-03-07"]  # Day 0 was done on the 5th, three days late


def test_undoing_moves_an_event_back_and_its_sequence_on(client: TestClient, clock: Clock) -> None:
    begin(client)
    secret = address(client)
    for number in (1, 3):
        reveal_task(client, 0, number)
    clock.pass_days(2)
    attempt = answer_wrongly(client, 0, 2)[-1]
    late = feed(client, secret)["cp-1"]
    assert (late.day, late.sequence) == (date(2026, 3, 6), 1)
    clock.pass_days(1)
    client.post(f"{V1}/attempts/{attempt}/undo")
    back = feed(client, secret)["cp-1"]
    assert (back.day, back.sequence > late.sequence) == (date(2026, 3, 5), True)
    assert back.uid == late.uid


def test_a_restart_has_events_of_its_own(client: TestClient, clock: Clock) -> None:
    begin(client)
    secret = address(client)
    before = feed(client, secret)
    clock.pass_days(4)
    client.post(f"{V1}/plan/restart")
    after = feed(client, secret)
    assert {entry.uid for entry in before.values()}.isdisjoint(entry.uid for entry in after.values())
    assert days(after) == due(client.get(f"{V1}/plan").json())


def test_a_reminder_is_there_where_it_was_asked_for(client: TestClient) -> None:
    begin(client)
    secret = address(client)
    assert "VALARM" not in client.get(secret).text
    assert {entry.alarms for entry in feed(client, f"{secret}&alarm=8").values()} == {(timedelta(hours=8),)}
    assert client.get(f"{secret}&alarm=24").status_code == 422
    assert "TRIGGER:PT20H" in client.get("/plan.ics?alarm=20").text
    assert client.get("/plan.ics?alarm=never").status_code == 422


def test_the_text_is_as_strict_readers_want_it(client: TestClient) -> None:
    begin(client, interview_day="2026-04-20")
    answer = client.get(f"{address(client)}&alarm=8")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.text.endswith("END:VCALENDAR\r\n")
    lines = answer.content.split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line or len(line) > 75 for line in lines)
    unfolded = answer.text.replace("\r\n ", "").split("\r\n")[:-1]
    assert [line for line in unfolded if not CONTENT_LINE.fullmatch(line)] == []
    assert "VTIMEZONE" not in answer.text


def test_a_line_is_folded_between_characters_and_what_would_be_syntax_is_escaped() -> None:
    """A line of 75 octets stays whole, one of 76 does not; é has two octets and is not cut."""
    said = "one, two; back\\slash\nand é" + "é" * 60
    event = AllDay(uid="a-b-c", day=date(2026, 3, 2), title="t" * 67, words=said, sequence=0, changed_at=START)
    text = calendar_text([event], product="p", name="n", refresh_hours=6)
    assert f"SUMMARY:{'t' * 67}\r\n" in text
    assert all(len(line) <= 75 for line in text.encode().split(b"\r\n"))
    assert entries(text)["b-c"].words == said


def test_the_address_is_secret_and_can_be_ended(client: TestClient) -> None:
    begin(client)
    first = address(client)
    second = address(client)
    stranger = TestClient(client.app, base_url="http://localhost")
    assert stranger.get(second).status_code == 200
    assert "set-cookie" not in stranger.get(second).headers
    forged = second[:-3] + ("AAA" if not second.endswith("AAA") else "BBB")
    assert [stranger.get(wrong).status_code for wrong in (first, forged, second[:-1])] == [404] * 3
    assert stranger.get("/plan.ics").status_code == 404
    client.delete(f"{V1}/calendar")
    assert stranger.get(second).status_code == 404


def test_the_page_makes_an_address_and_ends_it(client: TestClient) -> None:
    begin(client)
    page = submit(client, visit(client, "/plan"), "/plan/calendar")
    assert "/api/v1/calendar.ics?key=" in page.text
    assert "/api/v1/calendar.ics?key=" not in submit(client, page, "/plan/calendar/end").text
    assert days(entries(client.get("/plan.ics").text)) == due(client.get(f"{V1}/plan").json())


def notes(package: bytes, folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Guid, fields and tags of each note of a package, read as Anki does: a database within a zip."""
    with zipfile.ZipFile(BytesIO(package)) as unpacked:
        assert {"collection.anki2", "media"} <= set(unpacked.namelist())
        unpacked.extract("collection.anki2", folder)
    database = sqlite3.connect(folder / "collection.anki2")
    for guid, fields, tags in database.execute("SELECT guid, flds, tags FROM notes ORDER BY id"):
        yield guid, fields.split("\x1f"), tags.strip()
    assert database.execute("SELECT count(*) FROM cards").fetchone() == (
        database.execute("SELECT count(*) FROM notes").fetchone()[0],
    )
    database.close()


def test_the_deck_has_a_note_for_each_card_under_a_guid_that_stays(
    client: TestClient, clock: Clock, catalog: Catalog, tmp_path: Path
) -> None:
    first = list(notes(client.get("/deck.apkg").content, tmp_path))
    clock.pass_days(100)
    later = list(notes(client.get(f"{V1}/deck.apkg").content, tmp_path))
    assert first == later
    assert [guid for guid, _, _ in first] == [f"receptive:{card}" for card in catalog.cards.by_id]
    assert {len(fields) for _, fields, _ in first} == {3}
    paths = next(fields for guid, fields, _ in first if guid == "receptive:paths")
    assert "65" in paths[1]
    assert {tag for _, _, tag in first} <= set(catalog.skills)


def test_the_table_has_the_same_cards_in_columns_that_its_head_names(client: TestClient, catalog: Catalog) -> None:
    answer = client.get("/deck.tsv")
    lines = answer.text.splitlines()
    head = [line for line in lines if line.startswith("#")]
    rows = [line.split("\t") for line in lines[len(head) :]]
    assert "#columns:guid\tfront\tback\tsource\ttags" in head
    assert [row[0] for row in rows] == [f"receptive:{card}" for card in catalog.cards.by_id]
    assert {len(row) for row in rows} == {5}
    assert all(all(row) for row in rows)
    assert client.get(f"{V1}/deck.tsv").text == answer.text
