"""The benchmark measures what it says, with or without somebody to measure against."""

from pathlib import Path

from app.conv.counts import conv_macs
from app.conv.shapes import output_size
from tests.bench.aims import EAGER, LAST, Found, beside_aims, keep, kept, mean_of, of_rounds
from tests.bench.engine import report
from tests.bench.layers import SETS, Case
from tests.bench.rivals import Array, Rival, Run

# The fourth is the projection of the first stage too, which has the shape of its expanding layers.
TIMES_IN_RESNET50 = (1, 1, 3, 4, 2, 1, 1, 1, 4, 3, 3, 1, 1, 1, 6, 5, 5, 1, 1, 1, 3, 2, 2)


def macs(case: Case) -> int:
    size = output_size(case.size, case.kernel, stride=case.stride, padding=case.padding)
    return conv_macs(case.channels, case.outputs, (case.kernel, case.kernel), (size, size), groups=case.groups)


def test_the_dense_layers_are_all_of_resnet_50s() -> None:
    # 4,089,184,256 MACs by fvcore and torch's own counter, 2,048,000 of them in the classifier.
    counted = [times * macs(case) for times, case in zip(TIMES_IN_RESNET50, SETS["dense"], strict=True)]
    assert sum(counted) == 4_089_184_256 - 2_048_000
    assert sum(TIMES_IN_RESNET50) == 53
    assert len(set(SETS["dense"])) == 23


def test_a_set_is_reported_with_its_ratios_and_floor() -> None:
    same = Rival("itself", _nothing)
    title, line, mean = report("whiteboard", same, rounds=3)
    assert title.split() == ["whiteboard", "ours", "range", "theirs", "range", "ratio"]
    assert line.startswith("1 -> 1, 3x3 on 6x6 ")
    assert mean.endswith(", floor 1.0")


def test_without_anybody_else_only_our_own_times_are_reported() -> None:
    _, line = report("whiteboard", None, rounds=3)
    assert len(line.removeprefix("1 -> 1, 3x3 on 6x6").split()) >= 2


def test_the_table_has_each_ratio_beside_its_aim_in_the_order_of_the_aims() -> None:
    found = [
        of_rounds("VGG-16 forward", EAGER, [1.0, 2.0, 4.0], [2.0, 3.0, 4.0]),  # 2, 1.5 and 1
        mean_of("ResNet-50 forward", EAGER, [Found("", "", 1, 1, 1), Found("", "", 4, 1, 9)]),  # √(1 · 4)
        Found("ResNet-50 forward", LAST, 0.5, 0.5, 0.5),
    ]
    _, *lines = [" ".join(line.split()) for line in beside_aims(found)]
    assert lines == [
        "ResNet-50 forward eager 2.00 1.00-4.00 1.40 met",
        "channels last 0.50 0.50-0.50",
        "VGG-16 forward eager 1.50 1.00-2.00 1.75 missed",
    ]


def test_what_one_benchmark_keeps_another_process_reads(tmp_path: Path) -> None:
    path, found = tmp_path / "found", Found("work", EAGER, 1.5, 1.0, 2.0)
    keep(path, [found])
    keep(path, [found])
    keep(None, [found])
    assert kept(path) == (found, found)


def _nothing(case: Case, image: Array, weight: Array) -> Run:
    return lambda: (case, image, weight)
