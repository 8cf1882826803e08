"""The file of measured costs: what is in it is used, and whatever else it holds is told in a sentence."""

import json
from pathlib import Path

import numpy as np
import pytest

from app.conv.plan import Costs
from app.errors import BadInput
from app.store.engine_costs import keep_costs, known_costs

MEASURED = Costs(product=0.03, packed=0.5, copied=0.25, run=10, call=1000)
FIVE = {"product": 0.03, "packed": 0.5, "copied": 0.25, "run": 10, "call": 1000}


def test_what_was_kept_is_used(tmp_path: Path) -> None:
    path = tmp_path / "a folder of its own" / "costs.json"
    keep_costs(path, Costs())
    keep_costs(path, MEASURED)
    known = known_costs(path)
    assert (known.costs, known.is_complaint) == (MEASURED, False)
    assert str(path) in known.origin
    assert [each.name for each in path.parent.iterdir()] == ["costs.json"]


def test_estimates_that_were_kept_are_not_said_to_be_measured(tmp_path: Path) -> None:
    path = tmp_path / "costs.json"
    keep_costs(path, Costs())
    assert (
        known_costs(path).origin == f"Measured on this machine, where the estimates chose best and were kept: {path}."
    )
    keep_costs(path, MEASURED)
    assert known_costs(path).origin == f"Measured on this machine: {path}."


def test_without_a_file_there_are_estimates_and_nothing_to_complain_of(tmp_path: Path) -> None:
    known = known_costs(tmp_path / "costs.json")
    assert (known.costs, known.is_complaint) == (Costs(), False)
    assert known.origin == "Nothing was measured on this machine yet: the costs are estimates."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "cannot be read"),
        ("\udcff", "cannot be read"),
        ("[]", "does not hold the five costs"),
        ("{}", "does not hold the five costs"),
        ({"format": 0}, "was written by another version of Receptive"),
        ({"numpy": "1.26.4"}, "were measured with another NumPy"),
        ({"nanoseconds": FIVE | {"call": -1}}, "does not hold the five costs"),
        ({"nanoseconds": FIVE | {"call": float("nan")}}, "does not hold the five costs"),
        ({"nanoseconds": FIVE | {"call": "fast"}}, "does not hold the five costs"),
        ({"nanoseconds": FIVE | {"call": True}}, "does not hold the five costs"),
        ({"nanoseconds": FIVE | {"guess": 1}}, "does not hold the five costs"),
        ({"nanoseconds": {"call": 1}}, "does not hold the five costs"),
    ],
)
def test_a_broken_or_older_file_is_told_in_a_sentence_and_ignored(
    text: str | dict[str, object], why: str, tmp_path: Path
) -> None:
    path = tmp_path / "costs.json"
    sound: dict[str, object] = {"format": 1, "numpy": np.__version__, "nanoseconds": FIVE}
    written = json.dumps(sound | text) if isinstance(text, dict) else text
    path.write_bytes(written.encode("utf-8", "surrogateescape"))
    known = known_costs(path)
    assert (known.costs, known.is_complaint) == (Costs(), True)
    assert why in known.origin
    assert known.origin.endswith("so estimates are used. `receptive tune` measures them anew.")


def test_a_place_that_cannot_hold_the_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadInput, match="cannot hold what was measured"):
        keep_costs(tmp_path / "file" / "costs.json", MEASURED)
    assert known_costs(tmp_path / "file" / "costs.json").is_complaint
