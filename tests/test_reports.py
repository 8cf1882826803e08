"""Disputes and insights in a terminal."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.catalog.sealing import load_sealed
from app.cli import main
from app.practice.sent_numbers import step_for
from app.problems.reading import Understood, read
from app.store import Store, Writer, migrate
from tests.conftest import ROOT
from tests.store.making import NOON, a_dispute, a_learner_with_a_question, an_attempt

OWN = {"input": 6, "kernel": 3, "stride": 2, "padding": 1, "layers": 50}
Typing = Callable[..., str]


def reading(form: str, value: Any, echo: str | None, **more: Any) -> dict[str, Any]:
    return {"form": form, "axes": (), "square": False, "value": value, "echo": echo, **more}


def marks(**statuses: str) -> dict[str, Any]:
    found = [{"name": name, "status": status, "reading": None} for name, status in statuses.items()]
    return {"headline": "Not 19 × 19. You counted the steps, not the positions.", "marks": found}


@pytest.fixture(scope="module")
def seal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a command leaves that finds the content sound, so that the next need not look again."""
    path = tmp_path_factory.mktemp("seal") / "sound-content"
    load_sealed(ROOT / "content", path)
    return path


@pytest.fixture(autouse=True)
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    monkeypatch.setenv("RECEPTIVE_DATA_DIR", str(tmp_path))
    return f"sqlite:///{tmp_path / 'receptive.db'}"


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typing:
    """What a command that goes well says."""

    def run(*arguments: str) -> str:
        assert main(arguments) == 0
        return capsys.readouterr().out

    return run


@pytest.fixture
def store(url: str, seal: Path, tmp_path: Path) -> Iterator[Store]:
    shutil.copy(seal, tmp_path)
    with closing(Store.open(url)) as opened:
        yield opened


@pytest.fixture
def disputed(store: Store) -> Store:
    """Three fields of which two were misjudged, and a text that was not read; the second is the newer."""
    learner = a_learner_with_a_question(store).learner_id
    shape = reading("shape", [19, 19], "19 × 19 (height × width)", axes=["height", "width"], square=True)
    several = a_dispute(
        learner,
        slug="whiteboard-opening",
        seed=None,
        params=OWN,
        outcome="partly",
        answer={"size": "19", "field": "2^10", "end_size": "1"},
        readings={
            "size": shape,
            "field": reading("integer", 1024, "2^10 = 1,024"),
            "end_size": reading("integer", 1, "1"),
        },
        verdict=marks(size="wrong", field="other_convention", end_size="correct"),
        comment="I meant the side.",
    )
    unread = a_dispute(
        learner,
        level=1,
        answer={"size": "(20, 20\x1b[2J"},
        readings={"size": reading("shape", None, None)},
        verdict=marks(size="unreadable"),
        comment="",
        disputed_at=NOON + timedelta(days=1),
    )
    store.write_and_wait(lambda writer: (writer.add_dispute(unread), writer.add_dispute(several)))
    return store


@pytest.mark.usefixtures("disputed")
def test_disputes_are_listed_newest_last_while_a_server_has_the_database(typed: Typing) -> None:
    assert typed("disputes").splitlines() == [
        f"2026-03-03 12:00 UTC  whiteboard-opening {step_for(OWN)} (revision 1)  partly",
        "  size: “19” read as 19 × 19 (height × width)",
        "  field: “2^10” read as 2^10 = 1,024",
        "  end_size: “1” read as 1",
        "  we said: Not 19 × 19. You counted the steps, not the positions.",
        "  they say: I meant the side.",
        "",
        "2026-03-04 12:00 UTC  output-size 1-7 (revision 1)  unreadable",
        "  size: “(20, 20\\u001b[2J” not read",
        "  we said: Not 19 × 19. You counted the steps, not the positions.",
        "  they say: (no comment)",
        "",
        "2 disputes.",
    ]


@pytest.mark.usefixtures("disputed")
def test_each_misjudged_field_is_exported_as_a_case(typed: Typing) -> None:
    size, field, unread = (json.loads(line) for line in typed("disputes", "--export").splitlines())
    assert [line["field"] for line in (size, field, unread)] == ["size", "field", "size"]
    assert size == {
        "input": "19",
        "kind": "shape",
        "expect": [19, 19],
        "note": "I meant the side.",
        "read_as": "19 × 19 (height × width)",
        "status": "wrong",
        "field": "size",
        "axes": ["height", "width"],
        "square": True,
        "slug": "whiteboard-opening",
        "revision": 1,
        "numbers": step_for(OWN),
        "params": OWN,
        "disputed_at": "2026-03-03T12:00:00+00:00",
    }
    assert (unread["expect"], unread["input"], unread["numbers"]) == (None, "(20, 20\x1b[2J", "1-7")


@pytest.mark.usefixtures("disputed")
def test_an_exported_line_can_stand_among_the_cases_as_it_is(typed: Typing) -> None:
    """The reader of the cases looks at input, kind, expect and note; `expect` is what it would find."""
    _, field, unread = (json.loads(line) for line in typed("disputes", "--export").splitlines())
    understood = read(field["kind"], field["input"])
    assert isinstance(understood, Understood)
    assert understood.value == field["expect"]
    assert not isinstance(read(unread["kind"], unread["input"]), Understood)
    assert {type(field["note"]), type(unread["note"])} == {str}


@pytest.mark.usefixtures("disputed")
def test_a_terminal_gets_no_control_characters(typed: Typing) -> None:
    for arguments in (["disputes"], ["disputes", "--export"]):
        assert "\x1b" not in typed(*arguments)


def test_without_disputes_the_list_says_so(typed: Typing, url: str) -> None:
    migrate(url)
    assert typed("disputes") == "0 disputes.\n"
    assert typed("disputes", "--export") == ""


def test_without_a_database_it_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for arguments in (["disputes"], ["insights"]):
        assert main(arguments) == 1
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        assert told.endswith("run `receptive migrate` first.\n")
    assert not (tmp_path / "receptive.db").exists()


@pytest.fixture
def answered(store: Store) -> Store:
    """No + 1 once, two unexplained answers, one of them the first; 90 s to the first answer; a dispute."""
    question = a_learner_with_a_question(store, level=1)

    def attempt(read_as: str, mistake: str | None, seconds: float | None) -> Any:
        mark = {
            "name": "size",
            "status": "wrong",
            "reading": read_as,
            "misconception": {"id": mistake} if mistake else None,
        }
        named = (mistake,) if mistake else ()
        return an_attempt(question, verdict={"marks": [mark]}, misconceptions=named, seconds=seconds)

    def add(writer: Writer) -> None:
        for each in (attempt("5 × 5", None, 90.0), attempt("19 × 19", "no-plus-one", 5.0), attempt("5 × 5", None, 1.0)):
            writer.add_attempt(each)
        writer.add_dispute(a_dispute(question.learner_id))

    store.write_and_wait(add)
    return store


@pytest.mark.usefixtures("answered")
def test_a_problems_insights_can_be_read(typed: Typing) -> None:
    assert typed("insights", "output-size").splitlines() == [
        "output-size: One layer, one size",
        "  3 attempts by 1 learner",
        "  right at the first attempt: 0 of 1 questions (0%)",
        "  time to the first answer: median 1 min 30 s, quartiles 1 min 30 s and 1 min 30 s (of 1)",
        "  hints, by question: 1 with 0, 0 with 1, 0 with 2, 0 with 3; solution asked for at 0",
        "  disputes: 1 unreadable",
        "",
        "  times  learners  mistake",
        "      1         1  You counted the steps, not the positions. (no-plus-one)",
        "  never made: 9 of the known mistakes",
        "",
        "  times  learners  value that no mistake explains",
        "      2         1  size 5 × 5, at /problems/output-size/1-7",
        "  2 answers in all. A value that comes back is a mistake nobody has named yet.",
    ]


@pytest.mark.usefixtures("answered")
def test_all_problems_have_a_line_each(typed: Typing) -> None:
    head, *lines = typed("insights").splitlines()
    assert head.split() == ["problem", "attempts", "learners", "at", "first", "median", "unexplained", "disputes"]
    words = {line.split()[0]: line.split()[1:] for line in lines}
    assert words["output-size"] == ["3", "1", "0%", "1", "min", "30", "s", "2", "1"]
    assert words["layer-stack"] == ["0", "0", "-", "-", "0", "0"]
    assert {len(line) for line in lines} == {len(head)}


@pytest.mark.usefixtures("answered")
def test_insights_come_as_json_too(typed: Typing) -> None:
    one = json.loads(typed("insights", "output-size", "--json"))
    assert one["totals"] == {"questions": 1, "answered": 1, "attempts": 3, "learners": 1, "right_at_first": 0}
    assert one["right_at_first"] == 0
    assert one["seconds"] == {"count": 1, "lower": 90.0, "median": 90.0, "upper": 90.0}
    assert one["slips"] == [
        {"id": "no-plus-one", "title": "You counted the steps, not the positions.", "times": 1, "learners": 1}
    ]
    assert [(each["reading"], each["numbers"], each["times"]) for each in one["unexplained"]] == [("5 × 5", "1-7", 2)]
    assert (one["unexplained_count"], one["disputes"]) == (2, {"unreadable": 1})
    slugs = [json.loads(line)["slug"] for line in typed("insights", "--json").splitlines()]
    assert {"output-size", "layer-stack", "whiteboard-opening"} <= set(slugs)


@pytest.mark.usefixtures("store")
def test_insights_of_no_problem_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["insights", "no-such"]) == 1
    assert capsys.readouterr().err == "There is no such problem.\n"
