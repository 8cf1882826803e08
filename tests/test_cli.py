"""The command line: what is wrong is one sentence and exit 1."""

import json
import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from fastapi import FastAPI
from threadpoolctl import threadpool_info

from app.cli import main, tuning
from app.conv.ops.geometry import convolution_geometry
from app.conv.plan import Costs
from app.conv.plan.convolution import Convolution
from app.errors import BadInput
from app.settings import Settings, settings_from
from app.store.engine_costs import keep_costs


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RECEPTIVE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("RECEPTIVE_COSTS_FILE", str(tmp_path / "costs.json"))


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        yield port


def test_the_content_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "check"]) == 0
    assert "nothing to complain about" in capsys.readouterr().out


@pytest.fixture
def unsound(tmp_path: Path) -> Path:
    """A folder of content with one chapter, whose order is no number and whose title is still to be written."""
    folder = tmp_path / "content" / "chapters" / "attention"
    folder.mkdir(parents=True)
    (folder / "chapter.yaml").write_text("title: 'TODO: its name'\nsummary: Short.\norder: first\n", encoding="utf-8")
    return folder.parent.parent


def test_an_editor_is_told_a_line_of_json_for_each_complaint(unsound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "--folder", str(unsound), "check", "--json"]) == 1
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    path = str(unsound / "chapters" / "attention" / "chapter.yaml")
    assert {
        "path": path,
        "line": 3,
        "severity": "error",
        "sentence": "order: Input should be a valid integer.",
    } in told
    assert told[-1] == {"path": path, "line": 1, "severity": "warning", "sentence": "Still to be written: its name'"}


def test_what_is_still_to_be_written_fails_a_strict_check(unsound: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "--folder", str(unsound), "check", "--strict"]) == 1
    assert "chapters/attention/chapter.yaml:1: Still to be written: its name" in capsys.readouterr().err
    assert main(["content", "check", "--strict"]) == 0


def test_the_database_is_migrated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    assert (tmp_path / "receptive.db").exists()
    assert "up to date" in capsys.readouterr().out


def test_a_taken_port_is_one_sentence(
    taken_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RECEPTIVE_PORT", str(taken_port))
    assert main(["serve"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith(f"Port {taken_port} on 127.0.0.1 cannot be used")


def test_a_data_folder_that_cannot_be_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("RECEPTIVE_DATA_DIR", str(tmp_path / "file"))
    monkeypatch.setenv("RECEPTIVE_PORT", "0")
    assert main(["serve"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("RECEPTIVE_PORT", "eighty", "RECEPTIVE_PORT must be a whole number from 0 to 65535."),
        ("RECEPTIVE_PORT", "70000", "RECEPTIVE_PORT must be a whole number from 0 to 65535."),
        ("RECEPTIVE_ZONE", "Mars/Olympus", "RECEPTIVE_ZONE must name a time zone such as Europe/Berlin."),
        ("RECEPTIVE_SECRETS", "short", "RECEPTIVE_SECRETS: each secret needs at least 32 characters."),
        ("RECEPTIVE_OPERATOR_KEY", "too short", "RECEPTIVE_OPERATOR_KEY needs at least 16 characters."),
        ("RECEPTIVE_ROLLOVER_HOUR", "24", "RECEPTIVE_ROLLOVER_HOUR must be a whole number from 0 to 23."),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadInput) as error:
        settings_from({name: value})
    assert error.value.sentence == sentence


def test_settings_come_from_the_environment() -> None:
    settings = settings_from({"RECEPTIVE_DATABASE_URL": "sqlite:////tmp/x.db", "RECEPTIVE_HOSTS": "receptive.example"})
    assert settings.database_url == "sqlite:////tmp/x.db"
    assert "receptive.example" in settings.allowed_hosts
    assert settings_from({}).port == 8000
    assert settings_from({}).operator_key is None
    assert settings_from({"RECEPTIVE_OPERATOR_KEY": "sixteen or more."}).operator_key == "sixteen or more."


def test_the_simulation_says_what_it_supposes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--learners", "1", "--seed", "7"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("1 learner ")
    assert "The interview is 28 days later. On 15% of the days, drawn at random, nothing is done." in told


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--learners", "0"], "The number of learners must be from 1 to 20,000, not 0.\n"),
        (["--seed", "-1"], "A seed is a whole number from 0 on, not -1.\n"),
    ],
)
def test_a_simulation_that_cannot_be_is_one_sentence(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["simulate", *arguments]) == 1
    assert capsys.readouterr().err == sentence


SMALL = Convolution(3, 4, 1, convolution_geometry((6, 6), (3, 3), stride=2, padding=1))


def test_what_was_measured_is_shown_and_used_from_then_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tune", "--show"]) == 0
    assert capsys.readouterr().out.startswith("Nothing was measured on this machine yet: the costs are estimates.\n")
    ticks = count()
    lines = list(tuning.measure(tmp_path / "costs.json", lambda: float(next(ticks)), (SMALL,)))
    assert lines[0] == f"{'3 -> 4, 3x3 on 6x6, stride 2':<40} im2col 1000.00 ms"
    assert lines[-1] == "By these costs the layers above take 0.0% longer than with the soonest algorithms."
    assert main(["tune", "--show"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"Measured on this machine: {tmp_path / 'costs.json'}."
    assert shown == lines[2:-1]


def test_a_server_with_a_broken_file_of_costs_says_so_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "costs.json").write_text("{")
    served: list[Costs] = []

    def serve_on(_listening: socket.socket, app: FastAPI, _settings: Settings) -> None:
        served.append(app.state.engine_costs)

    monkeypatch.setenv("RECEPTIVE_PORT", "0")
    monkeypatch.setattr("app.cli._serve_on", serve_on)
    assert main(["serve"]) == 0
    assert "costs.json cannot be read, so estimates are used." in capsys.readouterr().err
    keep_costs(tmp_path / "costs.json", Costs(call=7))
    assert main(["serve"]) == 0
    assert "estimates" not in capsys.readouterr().err
    assert served == [Costs(), Costs(call=7)]


def test_a_server_multiplies_matrices_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[int] = []

    def run(_server: object, sockets: list[socket.socket]) -> None:
        assert len(sockets) == 1
        threads.extend(each["num_threads"] for each in threadpool_info() if each["user_api"] == "blas")

    monkeypatch.setenv("RECEPTIVE_PORT", "0")
    monkeypatch.setattr("uvicorn.Server.run", run)
    assert main(["serve"]) == 0
    assert threads
    assert set(threads) == {1}
