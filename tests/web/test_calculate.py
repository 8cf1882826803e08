"""The calculators through their front door: what they answer, and what they refuse in which words."""

from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from app.web.api import calculate

OUTPUT_SIZE = "/api/v1/calculate/output-size"
RECEPTIVE_FIELD = "/api/v1/calculate/receptive-field"


@pytest.fixture(name="client")
def _client(stateless: TestClient) -> TestClient:
    return stateless


def answer(client: TestClient, address: str, **body: Any) -> Any:
    response = client.post(address, json=body)
    assert response.status_code == 200, response.text
    return response.json()


def refusal(client: TestClient, address: str, **body: Any) -> tuple[str, list[str]]:
    """The sentence of a 422, and the places it names."""
    response = client.post(address, json=body)
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    return problem["detail"], [error["pointer"] for error in problem["errors"]]


def test_the_stem_of_resnet_as_documented(client: TestClient) -> None:
    documented = {
        "input": 224,
        "kernel": 7,
        "stride": 2,
        "padding": 3,
        "dilation": 1,
        "ceil_mode": False,
        "transposed": False,
        "output_padding": 0,
    }
    assert answer(client, OUTPUT_SIZE, **documented) == {
        "output": 112,
        "output_text": "112",
        "effective_kernel": 7,
        "divides_exactly": False,
        "steps": ["(224 - 7 + 2*3) / 2 = 111.5", "floor(111.5) + 1 = 112"],
    }


def test_a_layer_has_pytorchs_defaults(client: TestClient) -> None:
    got = answer(client, OUTPUT_SIZE, input=32, kernel=5)
    assert (got["output"], got["divides_exactly"]) == (28, True)


def test_lists_are_answered_with_lists(client: TestClient) -> None:
    assert answer(client, OUTPUT_SIZE, input=[224, 300], kernel=3, stride=[2, 3], dilation=[1, 2], padding=1) == {
        "output": [112, 100],
        "output_text": ["112", "100"],
        "effective_kernel": [3, 5],
        "divides_exactly": [False, True],
        "steps": [
            "height: (224 - 3 + 2*1) / 2 = 111.5",
            "height: floor(111.5) + 1 = 112",
            "width: 2*(3 - 1) + 1 = 5",
            "width: (300 - 5 + 2*1) / 3 = 99",
            "width: floor(99) + 1 = 100",
        ],
    }


def test_one_list_among_single_numbers_is_enough(client: TestClient) -> None:
    assert answer(client, OUTPUT_SIZE, input=8, kernel=3, padding=[1, 0])["output"] == [8, 6]


@pytest.mark.parametrize(
    ("padding", "expected"),
    [
        (1, [6, 5]),
        ([1, 0], [6, 3]),
        ([[0, 1], [2, 0]], [5, 5]),
        ("valid", [4, 3]),
        ("same", [6, 6]),
        ("full", [8, 9]),
        ("causal", [4, 6]),  # the last axis only
    ],
)
def test_padding_has_all_its_spellings(client: TestClient, padding: Any, expected: list[int]) -> None:
    assert answer(client, OUTPUT_SIZE, input=[6, 6], kernel=[3, 4], padding=padding)["output"] == expected


def test_on_a_single_axis_causal_padding_keeps_the_size(client: TestClient) -> None:
    got = answer(client, OUTPUT_SIZE, input=100, kernel=3, dilation=4, padding="causal")
    assert got["output"] == 100
    assert got["steps"] == ["4*(3 - 1) + 1 = 9", "(100 - 9 + 8 + 0) / 1 = 99", "floor(99) + 1 = 100"]


def test_same_padding_at_a_stride_is_tensorflows(client: TestClient) -> None:
    assert answer(client, OUTPUT_SIZE, input=6, kernel=3, stride=2, padding="same")["steps"] == [
        "(6 - 3 + 0 + 1) / 2 = 2",
        "floor(2) + 1 = 3",
    ]


def test_ceil_mode_is_pytorchs(client: TestClient) -> None:
    assert answer(client, OUTPUT_SIZE, input=112, kernel=3, stride=2, ceil_mode=True)["output"] == 56
    assert answer(client, OUTPUT_SIZE, input=4, kernel=1, stride=2, ceil_mode=True)["output"] == 2


def test_a_transposed_layer_doubles(client: TestClient) -> None:
    layer = {"input": 7, "kernel": 3, "stride": 2, "padding": 1, "transposed": True, "output_padding": 1}
    assert answer(client, OUTPUT_SIZE, **layer) == {
        "output": 14,
        "output_text": "14",
        "effective_kernel": 3,
        "divides_exactly": True,
        "steps": ["(7 - 1)*2 - 2*1 + 3 + 1 = 14"],
    }


def test_a_transposed_layer_may_lose_more_on_one_side(client: TestClient) -> None:
    layer = {"input": [7, 7], "kernel": 3, "stride": 2, "transposed": True, "padding": [[1, 0], [1, 1]]}
    assert answer(client, OUTPUT_SIZE, **layer)["output"] == [14, 13]


def test_the_largest_sizes_are_exact(client: TestClient) -> None:
    got = answer(client, OUTPUT_SIZE, input=10**18, kernel=3, padding=10**18)
    assert got["output"] == 3 * 10**18 - 2
    assert got["output_text"] == "2999999999999999998"


def test_impossible_layers_are_refused_with_the_equation(client: TestClient) -> None:
    assert refusal(client, OUTPUT_SIZE, input=3, kernel=7, padding=1) == (
        "A kernel of 7 does not fit in 3 + 2*1 = 5.",
        [],
    )
    assert refusal(client, OUTPUT_SIZE, input=[9, 5], kernel=3, dilation=3) == (
        "A kernel of 3 with dilation 3 spans 3*(3 - 1) + 1 = 7, which does not fit in 5 (width).",
        [],
    )
    assert refusal(client, OUTPUT_SIZE, input=1, kernel=3, padding=2, transposed=True) == (
        "The output would have (1 - 1)*1 - 2*2 + 3 + 0 = -1 cells; it needs at least 1.",
        [],
    )
    assert refusal(client, OUTPUT_SIZE, input=4, kernel=3, stride=2, transposed=True, output_padding=2) == (
        "An output padding of 2 is not smaller than max(2, 1) = 2, the larger of stride and dilation.",
        [],
    )


@pytest.mark.parametrize(
    ("change", "sentence", "pointer"),
    [
        ({"stride": 0}, "The stride is 0; it must be at least 1.", "/stride"),
        ({"stride": [2, 0]}, "The stride is 0; it must be at least 1.", "/stride"),
        ({"kernel": -3}, "The kernel is -3; it must be at least 1.", "/kernel"),
        ({"dilation": 0}, "The dilation is 0; it must be at least 1.", "/dilation"),
        ({"input": 0}, "The input size is 0; it must be at least 1.", "/input"),
        ({"padding": [[0, 0], [0, -1]]}, "The padding is -1; it must be at least 0.", "/padding"),
        ({"output_padding": -1}, "The output padding is -1; it must be at least 0.", "/output_padding"),
        ({"stride": 10**6 + 1}, "The stride is over 1,000,000, which is the limit here.", "/stride"),
        (
            {"input": 10**18 + 1},
            "The input size is over 1,000,000,000,000,000,000, which is the limit here.",
            "/input",
        ),
        ({"output_padding": 1}, "Only a transposed convolution has an output padding.", "/output_padding"),
        (
            {"transposed": True, "ceil_mode": True},
            "A transposed convolution divides nothing, so it has no ceil_mode.",
            "/ceil_mode",
        ),
        (
            {"transposed": True, "padding": "same"},
            "A transposed convolution needs its padding in numbers: libraries disagree on what the names mean.",
            "/padding",
        ),
    ],
)
def test_numbers_no_layer_has_are_refused_with_their_place(
    client: TestClient, change: dict[str, Any], sentence: str, pointer: str
) -> None:
    assert refusal(client, OUTPUT_SIZE, **({"input": 9, "kernel": 3} | change)) == (sentence, [pointer])


@pytest.mark.parametrize("number", [True, 3.0, 3.5, "3", None, [3], [3, 3, 3], [3, True], [3, "3"], {"h": 3}, []])
@pytest.mark.parametrize("name", ["input", "kernel", "stride", "padding", "dilation", "output_padding"])
def test_only_integers_are_integers(client: TestClient, name: str, number: Any) -> None:
    _, pointers = refusal(client, OUTPUT_SIZE, **({"input": 9, "kernel": 3} | {name: number}))
    assert pointers == [f"/{name}"]


@pytest.mark.parametrize("name", ["ceil_mode", "transposed"])
@pytest.mark.parametrize("flag", [0, 1, "true", None])
def test_only_booleans_are_booleans(client: TestClient, name: str, flag: Any) -> None:
    _, pointers = refusal(client, OUTPUT_SIZE, **({"input": 9, "kernel": 3} | {name: flag}))
    assert pointers == [f"/{name}"]


def test_unknown_and_missing_fields_are_refused(client: TestClient) -> None:
    assert refusal(client, OUTPUT_SIZE, input=9, kernel=3, strides=2)[1] == ["/strides"]
    assert refusal(client, OUTPUT_SIZE, input=9)[1] == ["/kernel"]
    assert refusal(client, RECEPTIVE_FIELD, layers=[{"kernel": 3, "input": 9}])[1] == ["/layers/0/input"]


def test_a_padding_nobody_knows_is_answered_with_those_there_are(client: TestClient) -> None:
    sentence, _ = refusal(client, OUTPUT_SIZE, input=9, kernel=3, padding="reflect")
    assert sentence == (
        "At /padding: This must be an integer, [height, width], [[top, bottom], [left, right]],"
        ' "valid", "same", "full" or "causal".'
    )


def test_a_stack_has_a_row_per_layer(client: TestClient) -> None:
    layers = [{"kernel": 3, "stride": 2, "dilation": 1, "padding": 1}, {"kernel": 3}]
    assert answer(client, RECEPTIVE_FIELD, layers=layers) == {
        "rows": [
            {
                "receptive_field": 3,
                "jump": 2,
                "start": 0.5,
                "receptive_field_text": "3",
                "jump_text": "2",
                "start_text": "0.5",
            },
            {
                "receptive_field": 7,
                "jump": 2,
                "start": 2.5,
                "receptive_field_text": "7",
                "jump_text": "2",
                "start_text": "2.5",
            },
        ],
        "receptive_field": 7,
        "receptive_field_text": "7",
    }


def test_the_interviewers_fifty_layers(client: TestClient) -> None:
    got = answer(client, RECEPTIVE_FIELD, layers=[{"kernel": 3, "stride": 2, "padding": 1}] * 50)
    assert got["receptive_field"] == 2251799813685247
    assert got["rows"][-1]["jump"] == 1125899906842624


def test_fields_along_two_axes_are_lists(client: TestClient) -> None:
    got = answer(client, RECEPTIVE_FIELD, layers=[{"kernel": [1, 7], "padding": [0, 3]}, {"kernel": [7, 1]}])
    assert got["receptive_field"] == [7, 7]
    assert got["receptive_field_text"] == ["7", "7"]
    assert got["rows"][0]["receptive_field"] == [1, 7]
    assert got["rows"][1]["start"] == [3.5, 0.5]
    assert got["rows"][1]["start_text"] == ["3.5", "0.5"]


@pytest.mark.parametrize(
    ("padding", "start"), [("valid", 1.5), ("same", 0.5), ("full", -0.5), ("causal", -0.5), (2, -0.5)]
)
def test_padding_by_name_moves_the_first_field(client: TestClient, padding: Any, start: float) -> None:
    assert answer(client, RECEPTIVE_FIELD, layers=[{"kernel": 3, "padding": padding}])["rows"][0]["start"] == start


def test_no_layers_see_one_pixel(client: TestClient) -> None:
    assert answer(client, RECEPTIVE_FIELD, layers=[]) == {
        "rows": [],
        "receptive_field": 1,
        "receptive_field_text": "1",
    }


def test_the_deepest_stack_at_stride_two_is_exact(client: TestClient) -> None:
    got = answer(client, RECEPTIVE_FIELD, layers=[{"kernel": 3, "stride": 2}] * 1024)
    last = got["rows"][-1]
    assert got["receptive_field"] == 2**1025 - 1
    assert last["jump"] == 2**1024
    assert last["start"] == 2**1024 - 1  # the exact centre is half a pixel further on
    assert last["start_text"] == f"{2**1024 - 1}.5"


def test_the_largest_numbers_any_stack_gives_can_be_written_out(client: TestClient) -> None:
    # 51 strides of 10^6 reach 10^306, under 2^1024; the widest kernels then stand on the largest jump.
    steep = [{"kernel": 10**6, "dilation": 10**6, "stride": 10**6, "padding": 10**18}] * 51
    wide = [{"kernel": 10**6, "dilation": 10**6, "padding": 10**18}] * 880
    last = answer(client, RECEPTIVE_FIELD, layers=steep + wide)["rows"][-1]
    jumps = sum(10 ** (6 * below) for below in range(51)) + 880 * 10**306
    reach = 10**6 * (10**6 - 1)
    assert last["jump"] == 10**306
    assert last["receptive_field"] == 1 + reach * jumps
    assert last["receptive_field_text"] == str(1 + reach * jumps)
    assert last["start_text"] == f"{(reach // 2 - 10**18) * jumps + 1}.5"  # negative: half a pixel nearer to 0


def test_strides_that_multiply_too_far_are_refused(client: TestClient) -> None:
    sentence, pointers = refusal(client, RECEPTIVE_FIELD, layers=[{"kernel": 1, "stride": 10**6}] * 1024)
    assert (sentence, pointers) == ("The strides multiply to more than 2**1024, which is the limit here.", ["/layers"])


def test_a_stack_that_is_too_deep_is_refused_with_the_limit(client: TestClient) -> None:
    sentence, pointers = refusal(client, RECEPTIVE_FIELD, layers=[{"kernel": 3}] * 1025)
    assert (sentence, pointers) == ("The stack has 1,025 layers; 1,024 is the limit here.", ["/layers"])


def test_a_layer_that_does_not_exist_is_named_by_its_number(client: TestClient) -> None:
    layers = [{"kernel": 3}, {"kernel": 3, "stride": 0}]
    assert refusal(client, RECEPTIVE_FIELD, layers=layers) == (
        "The stride of layer 2 is 0; it must be at least 1.",
        ["/layers/1/stride"],
    )


def test_same_padding_at_a_stride_needs_a_size_that_a_field_has_not(client: TestClient) -> None:
    layers = [{"kernel": 3}, {"kernel": 3, "stride": [1, 2], "padding": "same"}]
    assert refusal(client, RECEPTIVE_FIELD, layers=layers) == (
        'Layer 2 pads "same" at a stride, which depends on the input\'s size: give it in numbers.',
        ["/layers/1/padding"],
    )


@pytest.mark.parametrize(
    ("model", "address"), [(calculate.OutputSizeIn, OUTPUT_SIZE), (calculate.ReceptiveFieldIn, RECEPTIVE_FIELD)]
)
def test_the_documented_examples_work(client: TestClient, model: type[BaseModel], address: str) -> None:
    for example in model.model_json_schema()["examples"]:
        answer(client, address, **example)
