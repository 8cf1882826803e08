"""The plan through both doors: begun, changed, paused, done, undone, and a session that runs by itself."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.practice.remembering import memory_of, replayed
from app.settings import Settings
from app.web.deps import Surroundings
from tests.web.conftest import Clock
from tests.web.doors import Page, submit, visit
from tests.web.planned import PLAN, V1, begin, due, reveal_task, today, wrong_answer

DAYS = [
    *(date(2026, 3, day) for day in (7, 8, 9, 28, 29, 30)),
    *(date(2026, 10, day) for day in (24, 25, 26, 31)),
    *(date(2026, 11, day) for day in (1, 2)),
]


def test_a_plan_is_begun_and_read_back(client: TestClient) -> None:
    assert client.get(f"{V1}/plan").status_code == 404
    plan = begin(client, interview_day="2026-03-16", minutes_per_day=30)
    assert due(plan) == ["2026-03-02", "2026-03-04", "2026-03-06", "2026-03-11", "2026-03-15"]  # 0, 2, 4, 9, 13
    assert client.get(f"{V1}/plan").json() == plan
    assert (plan["minutes_per_day"], plan["rollover_hour"]) == (30, 4)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"interview_day": "2026-03-01"}, "/interview_day"),
        ({"interview_day": "9999-12-31"}, "/interview_day"),
        ({"timezone": "Mars/Olympus"}, "/timezone"),
        ({"timezone": "../etc/passwd"}, "/timezone"),
        ({"start_day": "2036-03-02"}, "/start_day"),
        ({"minutes_per_day": 0}, "/minutes_per_day"),
        ({"rollover_hour": 24}, "/rollover_hour"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_at_its_field(
    client: TestClient, changes: dict[str, object], pointer: str
) -> None:
    refused = client.put(f"{V1}/plan", json=PLAN | changes)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    assert client.get(f"{V1}/plan").status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("9999-12-31", "9999-12-31", "first"),
        ("2030-03-03", "2030-03-04", "last"),  # 2 March 2026 and 1,462 days are 3 March 2030
        ("0001-01-01", "0001-01-01", "first"),
    ],
)
def test_a_pause_beyond_every_plan_is_refused_at_its_field(
    client: TestClient, first: str, last: str, field: str
) -> None:
    begin(client)
    refused = client.post(f"{V1}/plan/pauses", json={"first": first, "last": last})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")
    assert "A pause lies within 1,462 days of today" in refused.json()["detail"]
    assert submit(client, visit(client, "/plan"), "/plan/pauses", first=first, last=last).status == 422
    assert client.get(f"{V1}/plan").json()["pauses"] == []


def test_a_pause_moves_what_is_open_and_can_be_taken_back(client: TestClient) -> None:
    begin(client)
    paused = client.post(f"{V1}/plan/pauses", json={"first": "2026-03-04", "last": "2026-03-08"})
    assert paused.status_code == 201
    assert due(paused.json()) == ["2026-03-02", "2026-03-10", "2026-03-14", "2026-03-21", "2026-03-28"]
    back = client.delete(f"{V1}/plan/pauses/2026-03-04").json()
    assert due(back) == ["2026-03-02", "2026-03-05", "2026-03-09", "2026-03-16", "2026-03-23"]
    wrong = client.post(f"{V1}/plan/pauses", json={"first": "2026-03-08", "last": "2026-03-04"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/last")


def test_today_has_the_checkpoints_tasks_in_order(client: TestClient, catalog: Catalog) -> None:
    begin(client)
    now = today(client)
    assert (now["study_day"], now["checkpoints"]) == ("2026-03-02", [0])
    assert [each["item"] for each in now["items"]] == ["task:D0.1", "task:D0.2", "task:D0.3"]
    assert now["minutes"] == catalog.ladder.checkpoints[0].minutes


def test_failing_goes_on_and_sends_what_was_missed_to_memory(client: TestClient, clock: Clock) -> None:
    begin(client)
    for number in (1, 2, 3):
        reveal_task(client, 0, number)
    plan = client.get(f"{V1}/plan").json()
    assert plan["checkpoints"][0]["done_on"] == "2026-03-02"
    assert today(client)["items"] == []
    clock.pass_days(1)
    items = today(client)["items"]
    assert {"task:D0.1", "task:D0.2", "task:D0.3"} <= {each["item"] for each in items}
    assert {(each["missed"], each["recall_day"]) for each in items} == {(True, "2026-03-03")}
    assert "missed last time" in client.get("/").text


def test_undoing_takes_a_checkpoint_back_and_memory_with_it(client: TestClient, clock: Clock) -> None:
    begin(client)
    task = client.post(f"{V1}/checkpoints/1/tasks/1", json={}).json()
    question = client.get(f"{V1}/questions/{task['question_id']}").json()
    wrong = wrong_answer(question)
    answer = client.post(f"{V1}/questions/{task['question_id']}/answer", json={"answer": wrong}).json()
    assert client.post(f"{V1}/checkpoints/1/tasks/1", json={}).json()["question_id"] != task["question_id"]
    clock.pass_days(1)
    assert "task:D3.1" in {each["item"] for each in today(client)["items"]}
    undone = client.post(f"{V1}/attempts/{answer['attempt_id']}/undo")
    assert undone.json() == {"attempt_id": answer["attempt_id"], "question_id": task["question_id"]}
    assert client.post(f"{V1}/attempts/{answer['attempt_id']}/undo").status_code == 200
    assert "task:D3.1" not in {each["item"] for each in today(client)["items"]}
    assert client.get(f"{V1}/questions/{task['question_id']}").json()["attempts"] == 0


def test_nobody_undoes_what_is_not_theirs(client: TestClient) -> None:
    assert client.post(f"{V1}/attempts/{'0' * 8}-0000-7000-8000-{'0' * 12}/undo").status_code == 404


def test_a_task_done_elsewhere_is_entered_for_its_day_and_no_other(client: TestClient, clock: Clock) -> None:
    begin(client)
    clock.pass_days(5)
    entered = [
        client.post(f"{V1}/checkpoints/0/tasks/{n}", json={"study_day": "2026-03-03", "score": 1}) for n in (1, 2, 3)
    ]
    assert [each.status_code for each in entered] == [201, 201, 201]
    assert client.get(f"{V1}/plan").json()["checkpoints"][0]["done_on"] == "2026-03-03"
    for day, said in (("2026-03-09", "in the future"), ("2026-03-01", "the plan starts on"), ("2026-03-02", "before")):
        refused = client.post(f"{V1}/checkpoints/1/tasks/1", json={"study_day": day, "score": 1})
        assert (refused.status_code, said in refused.json()["detail"]) == (422, True), day


def test_whoever_missed_three_sessions_is_told_that_things_are_repeated_daily_and_how_likely_they_are_there(
    client: TestClient, clock: Clock
) -> None:
    """Right on 2 March, S = 2.3065; Day 3 is done on 18 March, Day 7 on the next: (1 + 7.2256)^-0.1542 = 0.7226."""
    begin(client, interview_day="2026-03-30")
    for number in (1, 2, 3):
        client.post(f"{V1}/checkpoints/0/tasks/{number}", json={"study_day": "2026-03-02", "score": 1})
    clock.pass_days(16)
    assert today(client)["mode"] == "missed-sessions"
    page = client.get("/").text
    assert "More than two sessions were missed, so things are repeated day by day as they fall due" in page
    assert page.count("72% likely to be there on 19 March") == 3


def test_a_restart_begins_again_and_forgets_nothing(client: TestClient, clock: Clock) -> None:
    begin(client)
    for number in (1, 2, 3):
        reveal_task(client, 0, number)
    clock.pass_days(18)
    again = client.post(f"{V1}/plan/restart").json()
    assert due(again) == ["2026-03-20", "2026-03-23", "2026-03-27", "2026-04-03", "2026-04-10"]
    assert again["checkpoints"][0]["done_on"] is None
    items = {each["item"] for each in today(client)["items"]}
    assert {"task:D0.1"} <= items


def test_the_memory_that_is_kept_is_what_a_replay_gives(
    client: TestClient, clock: Clock, catalog: Catalog, settings: Settings
) -> None:
    begin(client)
    for number in (1, 2, 3):
        reveal_task(client, 0, number)
        clock.pass_days(1)
    reveal_task(client, 0, 1)
    submit(client, visit(client, "/cards/paths"), "/answer", **{"answer.card": "65536"})
    with closing(sqlite3.connect(settings.data_dir / "receptive.db")) as database:
        learner = UUID(bytes=database.execute("SELECT learner_id FROM plans").fetchone()[0])
    app: Any = client.app
    surroundings: Surroundings = app.state.surroundings
    with surroundings.desk.store.read() as reader:
        kept = memory_of(catalog, reader, learner)
        assert kept == replayed(catalog, reader, learner)
        assert kept.pace.factor < 1  # a task was given up again days later
        with closing(sqlite3.connect(settings.data_dir / "receptive.db")) as database, database:
            database.execute("""UPDATE memories SET state = '{"traces": {}, "outcomes": [], "latest": null}'""")
    with surroundings.desk.store.read() as reader:
        assert memory_of(catalog, reader, learner) == kept  # what an earlier version kept is replayed
    assert {"card:paths", "task:D0.3", "problem:output-size"} <= kept.traces.keys()


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_day_is_the_learners_own_across_both_changes_of_the_clock(
    client: TestClient, clock: Clock, zone: str
) -> None:
    """At 16:30 UTC it is the same date in three of them all the year, and 06:30 of the next in Kiritimati."""
    begin(client, timezone=zone)
    shift = timedelta(days=zone == "Pacific/Kiritimati")
    for day in DAYS:
        clock.now = datetime.combine(day, time(16, 30), tzinfo=UTC)
        assert today(client)["study_day"] == (day + shift).isoformat()


def test_the_page_begins_a_plan_with_one_button(client: TestClient) -> None:
    page = visit(client, "/plan")
    assert "Start today" in page.words
    begun = submit(client, page, "/plan")
    assert begun.address == "/plan"
    assert begun.words.count("Day 21") >= 2
    assert "Today: Day 0, about" in visit(client, "/").words


def test_a_plan_that_cannot_be_comes_back_as_typed(client: TestClient) -> None:
    fields = {
        "start_day": "2026-03-02",
        "interview_day": "2026-02-01",
        "timezone": "Europe/Berlin",
        "minutes_per_day": "20",
        "rollover_hour": "5",
    }
    page = client.post("/plan", data=fields)
    assert page.status_code == 422
    assert 'value="2026-02-01"' in page.text
    assert "would be before the plan starts" in page.text
    assert client.post("/plan", data=fields | {"interview_day": "soon"}).status_code == 422


def test_a_session_runs_from_question_to_question_to_its_summary(client: TestClient) -> None:
    begin(client)
    page = visit(client, "/session")
    seen: list[str] = []
    while page.address != "/session/summary":
        assert "D0." in page.words
        seen.append(page.address)
        shown = submit(client, page, "/reveal?session=" + page_item(page))
        onward = f"/session?of={page_item(page)}"
        assert f'href="{onward}"' in shown.text
        page = visit(client, onward)
        assert len(seen) < 20
    assert len(set(seen)) == len(seen) >= 3
    assert "Nothing is left for today." in page.words


@pytest.mark.parametrize("code", ["D3.2", "D7.2", "D21.1"])
def test_a_task_ahead_of_its_day_runs_to_its_end_and_then_goes_on_with_today(client: TestClient, code: str) -> None:
    begin(client)
    page, put = visit(client, f"/session?task={code}"), 0
    while f"{code}:" in page.words:
        submit(client, page, f"/reveal?session=task:{code}")
        page, put = visit(client, f"/session?of=task:{code}"), put + 1
        assert put < 9
    assert put == {"D3.2": 2, "D7.2": 2, "D21.1": 4}[code]
    assert "D0.1:" in page.words


def page_item(page: Page) -> str:
    return page.text.split("?session=")[1].split('"')[0]


def test_what_is_not_answered_is_passed_over_for_now(client: TestClient) -> None:
    begin(client)
    first = visit(client, "/session")
    assert 'href="/session?after=task:D0.1"' in first.text
    assert "D0.2" in visit(client, "/session?after=task:D0.1").words


def test_the_summary_undoes_an_answer_with_one_click(client: TestClient) -> None:
    begin(client)
    task = client.post(f"{V1}/checkpoints/1/tasks/1", json={}).json()
    question = client.get(f"{V1}/questions/{task['question_id']}").json()
    wrong = wrong_answer(question)
    client.post(f"{V1}/questions/{task['question_id']}/answer", json={"answer": wrong})
    page = visit(client, "/session/summary")
    assert "0 of 1 question right today." in page.words
    assert "returns on 3 Mar" in page.words
    assert "Nothing was answered today." in submit(client, page, "/undo").words


def test_a_card_is_marked_by_what_was_typed(client: TestClient) -> None:
    page = visit(client, "/cards/paths")
    assert "65,536" not in page.words
    unread = client.post(page.form("/answer")[0], data=page.form("/answer")[1] | {"answer.card": "many"})
    assert unread.status_code == 422
    right = submit(client, page, "/answer", **{"answer.card": "2^16"})
    assert "Right: 2^16." in right.words
    assert "65,536" in right.words
    assert "No card is due" in visit(client, "/cards").words


def test_looking_at_a_card_counts_for_nothing(client: TestClient) -> None:
    before = visit(client, "/cards").words
    assert "65,536" in visit(client, "/cards/paths?show=1").words
    assert visit(client, "/cards").words == before
