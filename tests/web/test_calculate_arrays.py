"""Convolutions and pools on the caller's own numbers, through the front door."""

from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from app.web.api.calculate.arrays import ConvolutionIn, PoolIn
from tests.web.test_calculate import answer, refusal

CONVOLUTION = "/api/v1/calculate/convolution"
POOL = "/api/v1/calculate/pool"

ROWS = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
CORNERS = [[1, 0], [0, -1]]

REFUSED: list[tuple[dict[str, Any], str, list[str]]] = [
    ({"weight": [[1] * 4] * 4}, "A kernel of 4 does not fit in 3.", []),
    ({"stride": 0}, "The stride is 0; it must be at least 1.", ["/stride"]),
    ({"padding": -1}, "The padding is -1; it must be at least 0.", ["/padding"]),
    ({"weight": [[CORNERS]] * 2, "groups": 2}, "2 groups do not divide 1 input channels: 1 / 2 = 0.5.", []),
    (
        {"weight": [CORNERS, CORNERS]},
        "The weight takes 2*1 = 2 input channels (those of a kernel times the groups); the input has 1.",
        [],
    ),
    ({"bias": [1, 2]}, "1 output channels need a bias of shape (1,); this one has (2,).", []),
    ({"input": [1, 2]}, "The input has 1 axis; it needs (H, W) or (C, H, W).", ["/input"]),
    ({"input": [[[[1]]]]}, "The input has 4 axes; it needs (H, W) or (C, H, W).", ["/input"]),
    ({"input": []}, "The input is empty.", ["/input"]),
    ({"input": [[]]}, "The input is empty.", ["/input"]),
    ({"input": [[1, 2], [3]]}, "This list is of length 1, the first beside it of 2.", ["/input/1"]),
    ({"input": [[1, 2], 3]}, "A number stands where its neighbours are lists of 2.", ["/input/1"]),
    ({"input": [[1, [2]]]}, "A list stands where its neighbours are numbers.", ["/input/0/1"]),
    ({"input": [[1, "2"]]}, "This must be a finite number.", ["/input/0/1"]),
    ({"input": [[1, None]]}, "This must be a finite number.", ["/input/0/1"]),
    ({"input": [[1, True]]}, "This must be a finite number.", ["/input/0/1"]),
    ({"input": [[1, {"a": 2}]]}, "This must be a finite number.", ["/input/0/1"]),
    ({"weight": "ones"}, "This must be a list.", ["/weight"]),
    (
        {"input": [[2**63]], "weight": [[1]]},
        "An integer is over 9,223,372,036,854,775,807, the largest that 64 bits hold.",
        ["/input"],
    ),
]


@pytest.fixture(name="client")
def _client(stateless: TestClient) -> TestClient:
    return stateless


def test_a_kernel_slides_and_is_not_flipped(client: TestClient) -> None:
    # 1 - 5, 2 - 6, 4 - 8, 5 - 9; flipped it would be 4 everywhere.
    assert answer(client, CONVOLUTION, input=ROWS, weight=CORNERS) == {
        "output": [[-4, -4], [-4, -4]],
        "output_shape": [2, 2],
    }


def test_all_the_arguments_of_the_documentation(client: TestClient) -> None:
    documented = {"bias": None, "stride": 1, "padding": 0, "dilation": 1, "groups": 1}
    assert answer(client, CONVOLUTION, input=ROWS, weight=CORNERS, **documented)["output_shape"] == [2, 2]


def test_the_whiteboards_first_answer(client: TestClient) -> None:
    six = [[1] * 6 for _ in range(6)]
    got = answer(client, CONVOLUTION, input=six, weight=[[1] * 3] * 3, stride=2, padding=1)
    assert got == {"output": [[4, 6, 6], [6, 9, 9], [6, 9, 9]], "output_shape": [3, 3]}


@pytest.mark.parametrize(
    ("image", "weight", "shape"),
    [
        (ROWS, CORNERS, [2, 2]),
        (ROWS, [CORNERS], [2, 2]),
        (ROWS, [[CORNERS]], [2, 2]),
        (ROWS, [[CORNERS], [CORNERS]], [2, 2, 2]),
        ([ROWS], CORNERS, [1, 2, 2]),
        ([ROWS, ROWS], [CORNERS, CORNERS], [1, 2, 2]),
        ([ROWS, ROWS], [[CORNERS, CORNERS]] * 3, [3, 2, 2]),
    ],
)
def test_the_result_has_the_rank_that_fits_the_input(
    client: TestClient, image: Any, weight: Any, shape: list[int]
) -> None:
    assert answer(client, CONVOLUTION, input=image, weight=weight)["output_shape"] == shape


def test_channels_are_summed_and_the_bias_added(client: TestClient) -> None:
    got = answer(
        client, CONVOLUTION, input=[[[1, 2]], [[10, 20]]], weight=[[[[1]], [[1]]], [[[1]], [[-1]]]], bias=[5, 0]
    )
    assert got["output"] == [[[16, 27]], [[-9, -18]]]
    assert answer(client, CONVOLUTION, input=ROWS, weight=CORNERS, bias=1)["output"] == [[-3, -3], [-3, -3]]


def test_groups_keep_channels_apart(client: TestClient) -> None:
    got = answer(client, CONVOLUTION, input=[[[1]], [[10]]], weight=[[[[2]]], [[[3]]]], groups=2)
    assert got["output"] == [[[2]], [[30]]]


@pytest.mark.parametrize(
    ("padding", "stride", "output"),
    [
        ("valid", 1, [[6, 9, 12, 15]]),
        ("same", 1, [[3, 6, 9, 12, 15, 11]]),
        ("same", [1, 2], [[6, 12, 11]]),  # TensorFlow's: the odd zero at the end
        ("full", 1, [[1, 3, 6, 9, 12, 15, 11, 6]]),
        ("causal", 1, [[1, 3, 6, 9, 12, 15]]),
        ([0, 1], [1, 2], [[3, 9, 15]]),  # PyTorch's
        ([[0, 0], [2, 0]], 1, [[1, 3, 6, 9, 12, 15]]),
    ],
)
def test_padding_has_all_its_spellings(client: TestClient, padding: Any, stride: Any, output: list[list[int]]) -> None:
    body = {"input": [[1, 2, 3, 4, 5, 6]], "weight": [[1, 1, 1]], "padding": padding, "stride": stride}
    assert answer(client, CONVOLUTION, **body)["output"] == output


def test_integers_stay_exact_and_one_float_makes_all_of_them_floats(client: TestClient) -> None:
    large = 2**53 + 1
    assert answer(client, CONVOLUTION, input=[[large, 0]], weight=[[1]])["output"] == [[large, 0]]
    assert answer(client, CONVOLUTION, input=[[0.5, 1]], weight=[[2]])["output"] == [[1.0, 2.0]]


def test_max_and_average_pools(client: TestClient) -> None:
    image = [[1, 2, 5, 6], [3, 4, 7, 8]]
    assert answer(client, POOL, input=image, mode="max", kernel=2) == {"output": [[4, 8]], "output_shape": [1, 2]}
    assert answer(client, POOL, input=image, mode="avg", kernel=2)["output"] == [[2.5, 6.5]]
    assert answer(client, POOL, input=image, mode="max", kernel=[1, 2], stride=[1, 1])["output_shape"] == [2, 3]


def test_global_pools_leave_one_cell_of_each_channel(client: TestClient) -> None:
    image = [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]
    assert answer(client, POOL, input=image, mode="global_avg")["output"] == [[[2.5]], [[6.5]]]
    assert answer(client, POOL, input=image, mode="global_max")["output_shape"] == [2, 1, 1]
    assert answer(client, POOL, input=ROWS, mode="global_max") == {"output": [[9]], "output_shape": [1, 1]}


def test_padding_counts_in_an_average_unless_told_otherwise(client: TestClient) -> None:
    pool = {"input": [[4, 4], [4, 4]], "mode": "avg", "kernel": 2, "padding": 1}
    assert answer(client, POOL, **pool)["output"] == [[1, 1], [1, 1]]
    assert answer(client, POOL, **pool, count_include_pad=False)["output"] == [[4, 4], [4, 4]]


def test_ceil_mode_and_dilation_are_pytorchs(client: TestClient) -> None:
    line = [[1, 2, 3, 4, 5]]
    assert answer(client, POOL, input=line, mode="max", kernel=[1, 2], ceil_mode=True)["output"] == [[2, 4, 5]]
    assert answer(client, POOL, input=line, mode="max", kernel=[1, 2], stride=1, dilation=[1, 3])["output"] == [[4, 5]]


@pytest.mark.parametrize(
    ("change", "sentence", "pointers"),
    REFUSED,
)
def test_what_is_no_convolution_is_refused(
    client: TestClient, change: dict[str, Any], sentence: str, pointers: list[str]
) -> None:
    said, places = refusal(client, CONVOLUTION, **({"input": ROWS, "weight": CORNERS} | change))
    assert said.removeprefix(f"At {pointers[0]}: " if pointers else "") == sentence
    assert places == pointers


def test_sums_that_overflow_are_refused(client: TestClient) -> None:
    sentence, _ = refusal(client, CONVOLUTION, input=[[1e308, 1e308]], weight=[[1.0, 1.0]])
    assert sentence == "A sum grows past 1.8e308, the largest number that 64-bit floats hold."
    sentence, _ = refusal(client, CONVOLUTION, input=[[2**62, 2**62]], weight=[[1, 1]])
    assert "64-bit integer" in sentence


def test_nan_never_reaches_the_engine(client: TestClient) -> None:
    body = b'{"input": [[NaN]], "weight": [[1]]}'
    response = client.post(CONVOLUTION, content=body, headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert "NaN is not a number" in response.json()["detail"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"padding": 10**6},
            "The arrays would take (1*2000003*2000003 + 1*2000002*2000002 + 1*1*2*2) * 8 bytes = 64,000,160,000,136",
        ),
        (
            {"padding": 10**18},
            "The arrays would take (1*2000000000000000003*2000000000000000003 + 1*2000000000000000002",
        ),
        ({"padding": 500}, "The output would have 1*1002*1002 = 1,004,004 cells; 262,144 are sent at most."),
    ],
)
def test_work_past_the_limits_is_refused_with_the_equation(
    client: TestClient, change: dict[str, Any], sentence: str
) -> None:
    said, _ = refusal(client, CONVOLUTION, input=ROWS, weight=CORNERS, **change)
    assert said.startswith(sentence)


def test_strides_past_the_end_all_find_one_window(client: TestClient) -> None:
    for stride in (5, 10**6):
        got = answer(client, CONVOLUTION, input=ROWS, weight=CORNERS, stride=stride)
        assert got == {"output": [[-4]], "output_shape": [1, 1]}
        assert answer(client, POOL, input=ROWS, mode="max", kernel=2, stride=stride)["output"] == [[5]]


def test_a_window_with_nothing_in_it_has_no_largest(client: TestClient) -> None:
    # Taps 4 apart around a single cell, with a padding of 2: at -2 and 2, of which neither is the cell.
    for cell in (1, 1.5):
        sentence, _ = refusal(client, POOL, input=[[cell]], mode="max", kernel=2, dilation=4, padding=2)
        assert sentence == "A window sees padding alone, and there is no largest of nothing."


def test_a_window_that_hangs_far_over_the_end_is_weighed_too(client: TestClient) -> None:
    sentence, _ = refusal(client, POOL, input=ROWS, mode="avg", kernel=30_000, ceil_mode=True)
    assert sentence.startswith("The arrays would take (1*30000*30000 + 1*1*1) * 8 bytes = 7,200,000,008 bytes;")


def test_more_macs_than_are_granted_are_refused(client: TestClient) -> None:
    # 11 + 2*289 - 90 + 1 = 500 positions along each axis, each of 8,100 products.
    sentence, _ = refusal(client, CONVOLUTION, input=[[1] * 11] * 11, weight=[[1] * 90] * 90, padding=289)
    assert sentence == "This takes 1*500*500*1*90*90 = 2,025,000,000 MACs; 2,000,000,000 are granted."


@pytest.mark.parametrize(
    ("change", "sentence", "pointer"),
    [
        ({"mode": "max"}, "A pool needs the size of its window.", "/kernel"),
        ({"mode": "median", "kernel": 2}, "This must be 'max', 'avg', 'global_avg' or 'global_max'.", "/mode"),
        (
            {"mode": "global_avg", "kernel": 2},
            "A global pool has no window: it takes each channel whole.",
            "/kernel",
        ),
        ({"mode": "global_max", "stride": 2}, "A global pool has no window: it takes each channel whole.", "/stride"),
        ({"mode": "max", "kernel": 2, "stride": 0}, "The stride is 0; it must be at least 1.", "/stride"),
    ],
)
def test_what_is_no_pool_is_refused(client: TestClient, change: dict[str, Any], sentence: str, pointer: str) -> None:
    said, places = refusal(client, POOL, input=ROWS, **change)
    assert said.removeprefix(f"At {pointer}: ") == sentence
    assert places == [pointer]


def test_a_pool_pads_at_most_half_of_its_window(client: TestClient) -> None:
    sentence, _ = refusal(client, POOL, input=ROWS, mode="max", kernel=2, padding=2)
    assert sentence == "A pool pads at most half of its window: 2*2 = 4 is more than 2."


@pytest.mark.parametrize(("model", "address"), [(ConvolutionIn, CONVOLUTION), (PoolIn, POOL)])
def test_the_documented_examples_work(client: TestClient, model: type[BaseModel], address: str) -> None:
    for example in model.model_json_schema()["examples"]:
        answer(client, address, **example)
