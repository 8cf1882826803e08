"""Kind `inception-reduction`, by hand, against GoogLeNet's layers and the ratios of the engine."""

from typing import Any

import pytest
import yaml

from app.conv.ratios import reduced_ratio
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Carried, Outcome, judge
from app.problems.pointwise.reduction import KIND
from app.problems.pointwise.reduction.drawing import MODULES
from app.problems.pointwise.reduction.numbers import Reduction, solve
from tests.conftest import ROOT

MODULE_3B = Reduction(channels=256, reduced=32, out_channels=96, kernel=5)
ROUND = Reduction(channels=256, reduced=64, out_channels=64, kernel=5)
RIGHT = {"direct": "614,400", "reduced": "84,992", "times": "7.23"}


def test_module_3b_by_hand() -> None:
    """256·96·25 = 614,400; 256·32 + 32·96·25 = 8,192 + 76,800 = 84,992; 7.23."""
    assert judge(KIND, MODULE_3B, RIGHT).outcome is Outcome.CORRECT


def test_a_quarter_of_the_channels_saves_less_than_four_times() -> None:
    """409,600 against 16,384 + 102,400 = 118,784: 3.45."""
    answer = {"direct": "409,600", "reduced": "118,784", "times": "3.45"}
    assert judge(KIND, ROUND, answer).outcome is Outcome.CORRECT
    found = judge(KIND, ROUND, answer | {"times": "4"}).fields["times"]
    assert isinstance(found, Mistaken)
    assert found.mistakes == ("forgets-the-1x1",)


@pytest.mark.parametrize("level", KIND.levels)
def test_the_ratio_of_the_engine_agrees(level: int) -> None:
    """Weights or work, the ratio is the same."""
    for seed in range(40):
        each = generate(KIND, seed=seed, level=level)
        kernel = (each.kernel, each.kernel)
        assert solve(each)["times"] == 1 / reduced_ratio(each.channels, each.reduced, each.out_channels, kernel)


def module_rows() -> set[tuple[int, int, int, int]]:
    """Channels in, reduced, out and kernel of every reduced branch of GoogLeNet as it is described layer by layer."""
    raw: dict[str, Any] = yaml.safe_load((ROOT / "content" / "architectures" / "googlenet.yaml").read_text("utf-8"))
    channels, found = 0, set[tuple[int, int, int, int]]()
    for layer in raw["layers"]:
        if layer["op"] == "concat":
            for branch in layer["branches"]:
                first, last = (each for each in (branch[0], branch[-2]))
                if first["op"] == "pointwise" and last["op"] == "conv":
                    found.add((channels, first["out_channels"], last["out_channels"], last["kernel"]))
            channels = sum(branch[-2]["out_channels"] for branch in layer["branches"])
        channels = layer.get("out_channels", channels)
    return found


def test_the_modules_are_googlenets() -> None:
    assert set(MODULES) <= module_rows()


@pytest.mark.parametrize(
    ("field", "typed", "mistake"),
    [
        ("reduced", "76,800", "forgets-the-1x1"),
        ("reduced", "622,592", "kernel-still-full"),  # 8,192 + 614,400
        ("reduced", "281,600", "reduction-with-the-kernel"),  # 204,800 + 76,800
        ("reduced", "33,792", "stays-reduced"),  # 8,192 + 32·32·25
        ("reduced", "8,192", "only-the-1x1"),
        ("direct", "122,880", "side-for-area"),  # 256·96·5
        ("direct", "2,400", "forgets-input-channels"),  # 96·25
        ("direct", "8,800", "adds-channels"),  # 352·25
        ("times", "8", "forgets-the-1x1"),
        ("times", "64", "squared"),
        ("times", "25", "taps-saved"),
        ("times", "529,408", "subtracts"),
    ],
)
def test_a_wrong_answer_names_its_mistake(field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, MODULE_3B, RIGHT | {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_the_ratio_of_a_believed_count_follows() -> None:
    """614,400 / 622,592 = 0.987 for whoever lets the kernel read everything."""
    verdict = judge(KIND, MODULE_3B, RIGHT | {"reduced": "622,592", "times": "0.987"})
    assert isinstance(verdict.fields["times"], Carried)


def test_work_is_weights_at_every_position() -> None:
    """Module 3a on 28 × 28: 784 · 153,600 = 120,422,400 and 784 · 15,872 = 12,443,648."""
    module = Reduction(channels=192, reduced=16, out_channels=32, kernel=5, size=(28, 28))
    answer = {"direct": "120,422,400", "reduced": "12,443,648", "times": "9.68"}
    assert judge(KIND, module, answer).outcome is Outcome.CORRECT
    found = judge(KIND, module, answer | {"direct": "153,600"}).fields["direct"]
    assert isinstance(found, Mistaken)
    assert found.mistakes == ("weights-only",)
    assert judge(KIND, module, answer | {"direct": "240,844,800"}).outcome is Outcome.OTHER_CONVENTION
