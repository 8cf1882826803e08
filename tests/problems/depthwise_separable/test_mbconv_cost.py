"""Kind `mbconv-cost`: by hand, against the network table, and what follows from a wrong width."""

import pytest

from app.conv.network.parsing import parse
from app.conv.network.table import table
from app.problems.depthwise_separable.mbconv_cost import KIND
from app.problems.depthwise_separable.mbconv_cost.numbers import InvertedBottleneck, solve
from app.problems.diagnosing import Mistaken
from app.problems.forms.numbers import rounded
from app.problems.gate import generate
from app.problems.grading import Carried, OtherConvention, Outcome, Right, judge

PLAIN = InvertedBottleneck(in_channels=24, out_channels=32, input=56, expand=6, kernel=3, stride=2)
SQUEEZED = InvertedBottleneck(in_channels=40, out_channels=80, input=28, expand=6, kernel=3, stride=2, squeeze=10)
RIGHT = {
    "wide": "144",
    "expand": "10,838,016",
    "depthwise": "1,016,064",
    "project": "3,612,672",
    "macs": "15,466,752",
    "params": "9,360",
}


@pytest.mark.parametrize("level", KIND.levels)
def test_the_sums_are_those_of_the_network_table(level: int) -> None:
    """The table counts layer by layer; it knows nothing of an inverted bottleneck."""
    for seed in range(30):
        block = generate(KIND, seed=seed, level=level)
        wide = block.in_channels * block.expand
        layers: list[dict[str, object]] = [
            {"op": "pointwise", "out_channels": wide, "bias": False},
            {
                "op": "depthwise",
                "kernel": block.kernel,
                "stride": block.stride,
                "padding": block.padding,
                "bias": False,
            },
            {"op": "squeeze_excite", "squeeze_channels": block.squeeze},
            {"op": "pointwise", "out_channels": block.out_channels, "bias": False},
        ]
        if block.squeeze is None:
            del layers[2]
        found = table(parse(layers), (block.in_channels, block.input, block.input))
        answers = solve(block)
        names = ("expand", "depthwise", "squeeze", "project") if block.squeeze else ("expand", "depthwise", "project")
        assert [answers[name] for name in names] == [row.macs for row in found.rows]
        assert (answers["macs"], answers["params"]) == (found.totals.macs, found.totals.params)


def test_a_block_by_hand() -> None:
    """144·24·56², 144·9·28², 32·144·28²; 3,456 + 1,296 + 4,608."""
    assert judge(KIND, PLAIN, RIGHT).outcome is Outcome.CORRECT
    assert judge(KIND, PLAIN, RIGHT | {"expand": "10.8M", "macs": "15.5 M"}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    ("block", "field", "typed", "mistake"),
    [
        (PLAIN, "wide", "192", "expands-the-output"),  # 6·32
        (PLAIN, "wide", "168", "expansion-added"),  # 24 + 144
        (PLAIN, "expand", "2,709,504", "other-positions"),  # 144·24·784
        (PLAIN, "depthwise", "4,064,256", "other-positions"),  # 144·9·3,136
        (PLAIN, "project", "602,112", "narrow-steps"),  # 32·24·784
        (PLAIN, "depthwise", "146,313,216", "depthwise-mixes"),  # 144²·9·784
        (PLAIN, "project", "32,514,048", "pointwise-with-kernel"),
        (PLAIN, "macs", "9,360", "weights-added-up"),
        (PLAIN, "params", "15,466,752", "work-not-weights"),
        (PLAIN, "params", "8,064", "depthwise-left-out"),  # 9,360 − 1,296
        (SQUEEZED, "squeeze", "940,800", "squeeze-at-every-pixel"),  # 4,800·196
        (SQUEEZED, "squeeze", "2,400", "one-squeeze-layer"),
        (SQUEEZED, "params", "30,960", "squeeze-left-out"),  # 36,010 − 5,050
    ],
)
def test_a_wrong_row_names_its_mistake(block: InvertedBottleneck, field: str, typed: str, mistake: str) -> None:
    verdict = judge(KIND, block, {field: typed}).fields[field]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == (mistake,)


def test_a_wrong_width_costs_one_row() -> None:
    """With 192 channels inside: 192·24·3,136, 192·9·784, 32·192·784, their sum, and 4,608 + 1,728 + 6,144."""
    typed = {"wide": "192", "expand": "14,450,688", "depthwise": "1,354,752", "project": "4,816,896"}
    verdict = judge(KIND, PLAIN, typed | {"macs": "20,622,336", "params": "12,480"})
    assert isinstance(verdict.fields["wide"], Mistaken)
    assert all(isinstance(verdict.fields[name], Carried) for name in ("expand", "depthwise", "project", "macs"))
    assert isinstance(verdict.fields["params"], Carried)


@pytest.mark.parametrize(
    ("typed", "convention"),
    [
        ("10,000", "with-batch-norm"),  # 9,360 + 2·144 + 2·144 + 2·32
        ("9,680", "with-bias"),  # 9,360 + 144 + 144 + 32
    ],
)
def test_parameters_of_a_batch_norm_or_of_biases_are_other_conventions(typed: str, convention: str) -> None:
    verdict = judge(KIND, PLAIN, RIGHT | {"params": typed}).fields["params"]
    assert isinstance(verdict, OtherConvention)
    assert verdict.convention == convention


def test_flops_are_right_if_counted_so() -> None:
    verdict = judge(KIND, PLAIN, RIGHT | {"macs": "30,933,504"})
    assert isinstance(verdict.fields["macs"], OtherConvention)
    assert isinstance(verdict.fields["expand"], Right)


@pytest.mark.parametrize("level", KIND.levels)
def test_no_mistake_is_right_when_it_is_rounded_to_three_figures(level: int) -> None:
    for seed in range(100):
        block = generate(KIND, seed=seed, level=level)
        right = KIND.solve(block)
        for name, solver in (*KIND.mistakes.items(), *KIND.conventions.items()):
            for field, value in solver(block).items():
                there = right[field]
                if field in ("wide", "params"):
                    continue
                if isinstance(value, int) and isinstance(there, int):
                    assert rounded(value, 3) != rounded(there, 3), (seed, name)


def test_a_sum_of_rounded_steps_is_right_and_a_step_left_out_is_not() -> None:
    """10.8 + 1.02 + 3.61 = 15.43 million where 15.47 are exact; without the depthwise step 14.45."""
    verdict = judge(KIND, PLAIN, RIGHT | {"expand": "10.8M", "macs": "15.43M"})
    assert verdict.outcome is Outcome.CORRECT
    left_out = judge(KIND, PLAIN, {"macs": "14,450,688"}).fields["macs"]
    assert isinstance(left_out, Mistaken)
    assert left_out.mistakes == ("depthwise-left-out",)


def test_a_rounded_row_is_believed_as_what_it_was_rounded_from() -> None:
    """With 192 inside: 14.5 M is 14,450,688, so the sum to the last digit is 20,622,336."""
    typed = {"wide": "192", "expand": "14.5M", "depthwise": "1.35M", "project": "4.82M", "macs": "20,622,336"}
    assert isinstance(judge(KIND, PLAIN, typed).fields["macs"], Carried)
