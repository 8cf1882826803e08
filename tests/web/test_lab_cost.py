"""The cost of a layer: counts by hand and by the API, the roofline by hand, and the clock of whoever runs it."""

import json
from itertools import count
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient
from threadpoolctl import threadpool_info

from app.conv.plan import Costs
from app.conv.work import WorkLimits
from app.errors import TooMuchWork
from app.practice.lab.cost import CostState, cost_board, timings
from tests.web.doors import visit

SMALL = {"channels": "8", "out": "16", "size": "6", "groups": "2", "squeezed": "4", "expansion": "2"}


def threads() -> set[int]:
    """How many BLAS may use."""
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def by_name(state: CostState) -> dict[str, tuple[int, int]]:
    return {each.name: (each.params, each.macs) for each in cost_board(state).costs}


def test_parameters_and_macs_by_hand() -> None:
    """8 channels to 16 on 6 × 6, 3 × 3: 36 positions."""
    assert by_name(CostState(**SMALL)) == {
        "standard": (8 * 16 * 9, 8 * 16 * 9 * 36),
        "grouped": (4 * 16 * 9, 4 * 16 * 9 * 36),
        "depthwise separable": (8 * 9 + 8 * 16, 200 * 36),
        "bottleneck": (8 * 4 + 4 * 4 * 9 + 4 * 16, 240 * 36),
        "MBConv": (8 * 16 + 16 * 9 + 16 * 16, 528 * 36),
    }


def test_a_stride_leaves_the_first_1x1_on_the_large_map() -> None:
    """Bottleneck at stride 2: 32 weights at 36 positions, 144 and 64 at 9."""
    assert by_name(CostState(**SMALL, stride="2"))["bottleneck"] == (240, 32 * 36 + (144 + 64) * 9)


@pytest.mark.parametrize(
    ("design", "layers"),
    [
        ("standard", [{"op": "conv", "out_channels": 16, "kernel": 5, "stride": 2, "padding": 2, "bias": False}]),
        (
            "depthwise separable",
            [
                {"op": "depthwise", "kernel": 5, "stride": 2, "padding": 2, "bias": False},
                {"op": "pointwise", "out_channels": 16, "bias": False},
            ],
        ),
    ],
)
def test_the_numbers_are_those_of_the_api(stateless: TestClient, design: str, layers: list[dict[str, object]]) -> None:
    body = {"input": [8, 13, 13], "layers": layers}
    totals = stateless.post("/api/v1/calculate/network", json=body).json()["totals"]
    words = visit(stateless, f"/lab/cost?{urlencode(SMALL | {'size': '13', 'kernel': '5', 'stride': '2'})}").words
    start = words.index(f"{design} {totals['params']:,}")
    assert f"{totals['macs']:,}" in words[start : start + 80]


def test_every_formula_is_the_part_of_the_parameters() -> None:
    for each in cost_board(CostState(**SMALL, kernel="5")).costs:
        whole_cost = 8 * 16 * 25
        assert float(each.params_part) == pytest.approx(each.params / whole_cost, rel=5e-3)


def test_the_roofline_by_hand() -> None:
    """Standard: 2·41,472 FLOPs; (288 + 576 + 1,152)·4 = 8,064 bytes. At 1 GB/s 8.064 µs, at 10 GFLOP/s 8.294 µs."""
    board = cost_board(CostState(**SMALL, peak="10", bandwidth="1"))
    standard = board.costs[0]
    assert standard.intensity == pytest.approx(82_944 / 8_064)
    assert standard.ideal_us == pytest.approx(8.2944)
    assert standard.speed == pytest.approx(10)
    # Depthwise moves (288 + 288 + 72)·4 = 2,592 bytes, pointwise (288 + 576 + 128)·4 = 3,968; both wait for memory.
    assert board.costs[2].ideal_us == pytest.approx(2.592 + 3.968)
    assert board.ridge == 10


def test_the_shortest_pass_counts() -> None:
    ticks = count()
    last = list(timings(CostState(**SMALL), WorkLimits(), lambda: float(next(ticks)), Costs()))[-1]
    assert not isinstance(last, str)
    assert (last[0].name, last[0].seconds, last[0].runs) == ("standard", 1.0, 3)
    assert len(last) == 5


def test_the_clock_runs_on_one_thread_and_gives_the_others_back() -> None:
    before, during = threads(), list[set[int]]()

    def stopwatch() -> float:
        during.append(threads())
        return 0.0

    steps = timings(CostState(**SMALL), WorkLimits(), stopwatch, Costs())
    for _ in range(4):
        next(steps)
        assert threads() == before
    assert during
    assert all(one == {1} for one in during)


def test_more_work_than_is_granted_is_refused_before_the_first_array() -> None:
    with pytest.raises(TooMuchWork, match="MACs; 1,000 are granted"):
        next(timings(CostState(), WorkLimits(macs=1_000), lambda: 0.0, Costs()))


def test_what_a_compiled_design_holds_is_granted_before_it_is_compiled() -> None:
    """64 channels on 56 × 56: the image and what it becomes take 3.2 MB, Winograd's blocks and padded image more."""
    state = CostState(channels="64", out="64", size="56")
    with pytest.raises(TooMuchWork, match="bytes;"):
        next(timings(state, WorkLimits(array_bytes=5 * 2**20), lambda: 0.0, Costs()))
    assert next(timings(state, WorkLimits(), lambda: 0.0, Costs())) == "1 of 5: standard, run 1"


def test_the_clock_without_javascript_is_the_page_with_the_times(client: TestClient) -> None:
    page = visit(client, f"/lab/cost?{urlencode(SMALL)}&measured=true")
    assert "the shortest of several passes" in page.words
    assert page.words.count("GFLOP/s") > 5


def test_the_clock_line_by_line_ends_in_the_board(client: TestClient) -> None:
    lines = [json.loads(line) for line in client.get(f"/lab/cost/measured?{urlencode(SMALL)}").text.splitlines()]
    assert lines[0] == {"said": "1 of 5: standard, run 1"}
    assert all(set(line) == {"said"} for line in lines[:-1])
    assert lines[-1]["board"].startswith('<section class="board"')


def test_what_is_too_large_for_the_clock_says_so_on_both_ways(client: TestClient) -> None:
    large = urlencode({"channels": "4096", "out": "4096", "size": "512"})
    assert "are granted" in visit(client, f"/lab/cost?{large}&measured=true").words
    assert "are granted" in json.loads(client.get(f"/lab/cost/measured?{large}").text)["refused"]


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"groups": "3"}, "3"),
        ({"kernel": "0"}, "The kernel must be from 1 to 31."),
        ({"size": "large"}, "The size is no such number"),
        ({"peak": "0"}, "The peak must be from 1 to 10,000,000."),
    ],
)
def test_bad_input_gets_a_sentence(stateless: TestClient, boxes: dict[str, str], sentence: str) -> None:
    page = visit(stateless, f"/lab/cost?{urlencode(boxes)}")
    assert page.status == 200
    assert sentence in page.words
    assert "No layer has these numbers." in page.words
