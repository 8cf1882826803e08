"""The plan day by day through the API: what the cases say of the rules, and walks worked by hand."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from tests.learning.scheduled import cases
from tests.web.conftest import Clock
from tests.web.doors import submit, visit
from tests.web.planned import V1, answer_wrongly, begin, do_checkpoint, due, enter_checkpoint, reveal_task, today

FIRST = date(2026, 3, 2)
ZONES = ("Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati")


def noon_of(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def on(number: int) -> str:
    """A day of the plan, counted from its first."""
    return str(FIRST + timedelta(days=number))


@pytest.mark.parametrize(("given", "expect"), cases("plan_state"))
def test_a_program_sees_the_same_days(
    client: TestClient, clock: Clock, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    clock.now = noon_of(date.fromisoformat(given["today"]))
    begin(client, start_day=given["start_day"], interview_day=given.get("interview_day"))
    for first, last in given.get("pauses", []):
        client.post(f"{V1}/plan/pauses", json={"first": first, "last": last})
    for index, day in given.get("done", {}).items():
        enter_checkpoint(client, int(index), day)
    plan = client.get(f"{V1}/plan").json()
    assert due(plan) == expect.get("due", due(plan))
    assert today(client)["checkpoints"] == expect.get("show", today(client)["checkpoints"])
    assert {str(each["index"]): each["done_on"] for each in plan["checkpoints"] if each["done_on"]} == given.get("done")


@pytest.mark.parametrize(("given", "expect"), cases("streak"))
def test_sessions_kept_are_days_of_the_ladder(
    client: TestClient, clock: Clock, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    """Three were done; in streak-02 one of them three days late. Days of rest count nowhere."""
    clock.now = noon_of(date.fromisoformat(given["today"]))
    begin(client, start_day=given["start_day"])
    for index, day in given["done"].items():
        enter_checkpoint(client, int(index), day)
    kept = 3 if expect["plan_streak"] == 3 else 2
    assert f"{kept} of 3 sessions kept." in visit(client, "/plan").words


def test_a_plan_that_is_kept_to_the_interview_and_beyond(client: TestClient, clock: Clock) -> None:
    """The interview on Day 28: five checkpoints, two eves, the day itself, and the time after it."""
    begin(client, interview_day=on(28))
    seen: dict[int, tuple[str, list[int]]] = {}
    for day in range(31):
        clock.now = noon_of(FIRST + timedelta(days=day))
        now = today(client)
        seen[day] = (now["phase"], now["checkpoints"])
        for index in now["checkpoints"]:
            enter_checkpoint(client, index, on(day))
    offered = {day: checkpoints for day, (_, checkpoints) in seen.items() if checkpoints}
    assert offered == {0: [0], 3: [1], 7: [2], 14: [3], 21: [4]}
    assert [day for day, (phase, _) in seen.items() if phase == "eve"] == [26, 27]
    assert [seen[day][0] for day in (25, 28, 29, 30)] == ["study", "interview", "after", "after"]
    assert today(client)["mode"] == "after-interview"
    assert "How did it go?" in visit(client, "/plan").words


def test_a_backlog_is_one_checkpoint_a_day_the_oldest_first(client: TestClient, clock: Clock) -> None:
    """Nobody came until Day 23. From then on one a day; all five done on Days 23 to 27."""
    begin(client)
    clock.pass_days(23)
    for index in range(5):
        assert today(client)["checkpoints"] == [index]
        do_checkpoint(client, index)
        assert today(client)["checkpoints"] == []
        clock.pass_days(1)
    done = [each["done_on"] for each in client.get(f"{V1}/plan").json()["checkpoints"]]
    assert done == [on(day) for day in range(23, 28)]


def test_more_than_two_missed_sessions_lead_to_daily_repeats_and_it_is_said(client: TestClient, clock: Clock) -> None:
    """On Day 8 two are missed; on Day 9 Day 7, due two days before, is the third."""
    begin(client, interview_day=on(28))
    clock.pass_days(8)
    assert today(client)["mode"] == "ladder"
    clock.pass_days(1)
    assert today(client)["mode"] == "missed-sessions"
    sentence = "More than two sessions were missed, so things are repeated day by day"
    assert sentence in visit(client, "/plan").words
    assert sentence in visit(client, "/").words


def test_the_day_before_the_interview_holds_everything(client: TestClient, clock: Clock) -> None:
    begin(client, interview_day=on(1))
    assert (today(client)["phase"], today(client)["checkpoints"]) == ("eve", [0, 1, 2, 3, 4])
    assert len(today(client)["items"]) == 15
    clock.pass_days(1)
    assert (today(client)["phase"], today(client)["items"]) == ("interview", [])


def test_an_interview_that_moves_takes_what_is_open_with_it(client: TestClient, clock: Clock) -> None:
    """
    Day 0 and Day 3 were kept, and then the interview is on Day 14. Called off, the plain ladder is back.

    Day 7 moves to 3 + 4*10/18 = 5.2, Day 14 to 3 + 11*10/18 = 9.1, Day 21 to the eve.
    """
    begin(client)
    clock.pass_days(4)
    enter_checkpoint(client, 0, on(0))
    enter_checkpoint(client, 1, on(3))
    assert due(begin(client, interview_day=on(14))) == [on(0), on(3), on(5), on(9), on(13)]
    assert due(begin(client, interview_day=None)) == [on(0), on(3), on(7), on(14), on(21)]


def test_a_pause_ends_early_with_the_days_that_have_been(client: TestClient, clock: Clock) -> None:
    """Away from Day 4 to Day 9 and back on Day 6: two days of it remain, so Day 7 is due on Day 9."""
    begin(client)
    enter_checkpoint(client, 0, on(0))
    clock.pass_days(4)
    enter_checkpoint(client, 1, on(3))
    paused = client.post(f"{V1}/plan/pauses", json={"first": on(4), "last": on(9)}).json()
    assert due(paused) == [on(0), on(3), on(13), on(20), on(27)]
    assert (today(client)["phase"], today(client)["items"]) == ("pause", [])
    clock.pass_days(2)
    back = client.delete(f"{V1}/plan/pauses/{on(4)}").json()
    assert back["pauses"] == [{"first": on(4), "last": on(5)}]
    assert due(back) == [on(0), on(3), on(9), on(16), on(23)]
    assert today(client)["phase"] == "study"


@pytest.mark.parametrize("start", [date(2026, 3, 5), date(2026, 3, 20), date(2026, 10, 20)])
@pytest.mark.parametrize("zone", ZONES)
def test_the_same_evenings_are_the_same_plan_everywhere(
    client: TestClient, clock: Clock, zone: str, start: date
) -> None:
    """
    Kept at nine in the evening; at half past midnight it is still the evening before.

    The plans cross Los Angeles's changes (8 March, 1 November), Berlin's (29 March, 25 October), and no others.
    """
    home = ZoneInfo(zone)
    clock.now = datetime.combine(start, time(21), tzinfo=home).astimezone(UTC)
    begin(client, start_day=str(start), timezone=zone)
    for index, offset in enumerate((0, 3, 7, 14, 21)):
        day = start + timedelta(days=offset)
        clock.now = datetime.combine(day, time(21), tzinfo=home).astimezone(UTC)
        assert (today(client)["study_day"], today(client)["checkpoints"]) == (str(day), [index])
        clock.now = datetime.combine(day + timedelta(days=1), time(0, 30), tzinfo=home).astimezone(UTC)
        assert (today(client)["study_day"], today(client)["checkpoints"]) == (str(day), [index])
        enter_checkpoint(client, index, day)
    done = [each["done_on"] for each in client.get(f"{V1}/plan").json()["checkpoints"]]
    assert done == [str(start + timedelta(days=offset)) for offset in (0, 3, 7, 14, 21)]


def test_what_was_done_keeps_its_day_when_zone_and_rollover_change(client: TestClient, clock: Clock) -> None:
    """23:00 UTC on 4 March is the 5th in Tokyo, and stays it for whoever moves to Los Angeles."""
    clock.now = datetime(2026, 3, 4, 23, tzinfo=UTC)
    begin(client, start_day="2026-03-05", timezone="Asia/Tokyo")
    do_checkpoint(client, 0)
    moved = begin(client, start_day="2026-03-05", timezone="America/Los_Angeles", rollover_hour=0)
    assert moved["checkpoints"][0]["done_on"] == "2026-03-05"


def test_a_server_whose_clock_is_set_back_does_not_go_back_a_day(client: TestClient, clock: Clock) -> None:
    begin(client)
    clock.pass_days(3)
    answer_wrongly(client, 0, 2)
    clock.pass_days(-1)
    assert today(client)["study_day"] == on(3)


def test_the_day_begins_at_its_hour_in_the_learners_zone(client: TestClient, clock: Clock) -> None:
    """Kathmandu is 5:45 ahead: 22:14 UTC is 3:59 there, 22:15 is four o'clock."""
    begin(client, timezone="Asia/Kathmandu")
    clock.now = datetime(2026, 3, 4, 22, 14, tzinfo=UTC)
    assert today(client)["study_day"] == "2026-03-04"
    clock.now = datetime(2026, 3, 4, 22, 15, tzinfo=UTC)
    assert today(client)["study_day"] == "2026-03-05"


def test_a_day_keeps_to_its_minutes_unless_a_backlog_is_not_to_be_spread(client: TestClient, clock: Clock) -> None:
    begin(client, minutes_per_day=10)
    do_checkpoint(client, 0)
    clock.pass_days(1)
    capped = today(client)
    assert capped["minutes"] <= 10
    assert capped["moved_on"] > 0
    assert f"{capped['moved_on']} repeats moved on to the next days" in visit(client, "/plan").words
    begin(client, minutes_per_day=10, spread=False)
    everything = today(client)
    assert everything["moved_on"] == 0
    assert everything["minutes"] > 10


def test_a_days_minutes_count_each_thing_once(client: TestClient, clock: Clock) -> None:
    """Day 0 was given up: three tasks of eight minutes return, and their problems with them and not beside them."""
    begin(client, minutes_per_day=24)
    do_checkpoint(client, 0)
    clock.pass_days(1)
    everything = today(client)
    assert [each["item"] for each in everything["items"]] == ["task:D0.1", "task:D0.2", "task:D0.3"]
    assert (everything["minutes"], everything["moved_on"]) == (24, 0)
    begin(client, minutes_per_day=16)
    assert (today(client)["minutes"], today(client)["moved_on"]) == (16, 1)
    reveal_task(client, 0, 1)
    assert [each["item"] for each in today(client)["items"]] == ["task:D0.2"]
    assert today(client)["moved_on"] == 1


def test_an_early_checkpoint_counts_and_moves_nothing(client: TestClient) -> None:
    begin(client)
    do_checkpoint(client, 0)
    do_checkpoint(client, 1)
    plan = client.get(f"{V1}/plan").json()
    assert due(plan) == [on(0), on(3), on(7), on(14), on(21)]
    assert [each["done_on"] for each in plan["checkpoints"]] == [on(0), on(0), None, None, None]
    assert "done 3 days early" in visit(client, "/plan").words


def test_a_task_spread_over_two_days_is_done_on_the_second(client: TestClient, clock: Clock) -> None:
    begin(client)
    reveal_task(client, 0, 1)
    clock.pass_days(1)
    assert [each["item"] for each in today(client)["items"]][:2] == ["task:D0.2", "task:D0.3"]
    reveal_task(client, 0, 2)
    reveal_task(client, 0, 3)
    assert client.get(f"{V1}/plan").json()["checkpoints"][0]["done_on"] == on(1)


def test_a_task_can_be_asked_for_without_a_body(client: TestClient) -> None:
    begin(client)
    assert client.post(f"{V1}/checkpoints/0/tasks/2").json()["question_id"]
    assert client.post(f"{V1}/checkpoints/5/tasks/1").status_code == 404
    assert client.post(f"{V1}/checkpoints/0/tasks/4").status_code == 404


@pytest.mark.parametrize(("given", "expect"), cases("idempotent"))
def test_one_token_is_one_attempt(client: TestClient, given: dict[str, Any], expect: dict[str, Any]) -> None:
    question = client.post(f"{V1}/questions", json={"slug": "output-size", "seed": 7}).json()
    token = {"Idempotency-Key": given["post_twice"]["attempt_token"]}
    sent = [
        client.post(f"{V1}/questions/{question['id']}/answer", json={"answer": {"size": "9871"}}, headers=token).json()
        for _ in range(2)
    ]
    assert sent[0] == sent[1]
    assert client.get(f"{V1}/questions/{question['id']}").json()["attempts"] == expect["attempts"]


def test_answers_are_undone_one_by_one_as_far_back_as_there_are_any(
    client: TestClient, clock: Clock, catalog: Catalog
) -> None:
    """A task's answers on the first day and a card on the fourth: a click for each, and nothing counts."""
    begin(client)
    before = today(client)
    answers = len(answer_wrongly(client, 0, 2)) + 1
    clock.pass_days(3)
    submit(client, visit(client, "/cards/paths"), "/answer", **{"answer.card": "65536"})
    page = visit(client, "/session/summary")
    assert "1 of 1 question right today." in page.words
    clicks = 0
    while "Undo the last answer" in page.words:
        page = submit(client, page, "/undo")
        clicks += 1
        assert clicks < 20
    assert clicks == answers
    to_answer = [card for card in catalog.cards.by_id.values() if card.answer]  # the others are for reading
    assert f"{len(to_answer)} you have not answered yet" in visit(client, "/cards").words
    clock.pass_days(-3)
    begin(client)
    assert today(client)["checkpoints"] == before["checkpoints"]
    assert {"task:D0.1", "task:D0.2", "task:D0.3"} <= {each["item"] for each in today(client)["items"]}


def test_a_session_without_a_plan_leads_to_the_plan(client: TestClient) -> None:
    assert visit(client, "/session").address == "/plan"


def test_the_line_of_days_shows_pauses_and_the_interview(client: TestClient) -> None:
    begin(client, interview_day=on(28))
    client.post(f"{V1}/plan/pauses", json={"first": on(4), "last": on(5)})
    line = visit(client, "/plan").text.split('<ol class="ladder is-long">')[1].split("</ol>")[0]
    marks = [each.split("</b>")[0] for each in line.split("<b>")[1:]]
    assert marks == ["Day 0", "Day 3", "Pause", "Day 7", "Day 14", "Day 21", "Interview"]
