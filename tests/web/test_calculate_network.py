"""Networks as tables, and gradients on their way down, through the front door."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from app.web.api.calculate.flow import FlowIn
from app.web.api.calculate.networks import NetworkIn
from tests.conv.networks import conv, resnet
from tests.web.test_calculate import answer, refusal

NETWORK = "/api/v1/calculate/network"
FLOW = "/api/v1/calculate/gradient-flow"
WIDE = (
    "The arrays would take (50*1000000*1000000 + 100*1000000) * 8 bytes = 400,000,800,000,000 bytes;"
    " 67,108,864 are granted."
)


@pytest.fixture(name="client")
def _client(stateless: TestClient) -> TestClient:
    return stateless


def test_a_row_says_all_that_is_documented(client: TestClient) -> None:
    layers = [conv(64, 7, 2, 3, name="stem"), {"op": "batch_norm"}]
    got = answer(client, NETWORK, input=[3, 224, 224], layers=layers)
    assert got["rows"][0] == {
        "name": "stem",
        "op": "conv",
        "input_shape": [3, 224, 224],
        "output_shape": [64, 112, 112],
        "params": 9_472,
        "running_statistics": 0,
        "macs": 118_013_952,
        "activations": 802_816,
        "receptive_field": 7,
        "jump": 2,
        "start": 0.5,
        "formula": (
            "(224 - 7 + 2*3) / 2 = 111.5, floor(111.5) + 1 = 112; 64*3*7*7 + 64 = 9472 parameters;"
            " 64*112*112*3*7*7 = 118013952 MACs"
        ),
    }
    assert got["totals"] == {
        "params": 9_600,
        "running_statistics": 128,
        "macs": 118_013_952,
        "flops": 236_027_904,
        "activation_bytes": 6_422_528,
        "param_bytes": 38_400,
        "receptive_field": 7,
    }


def test_resnet_50_as_most_people_load_it(client: TestClient) -> None:
    got = answer(client, NETWORK, input=[3, 224, 224], layers=resnet((3, 4, 6, 3), strides_first=False))
    totals = got["totals"]
    assert (totals["params"], totals["macs"], totals["receptive_field"]) == (25_557_032, 4_089_184_256, 427)
    assert got["rows"][-1]["receptive_field"] is None


def test_axes_that_differ_are_lists_and_half_jumps_are_numbers(client: TestClient) -> None:
    layers = [{**conv(1, 1), "kernel": [1, 3]}, {"op": "upsample", "scale": [2, 1]}]
    rows = answer(client, NETWORK, input=[1, 5, 5], layers=layers)["rows"]
    assert rows[0]["receptive_field"] == [1, 3]
    assert (rows[0]["jump"], rows[0]["start"]) == (1, [0.5, 1.5])
    assert rows[1]["jump"] == [0.5, 1]


def test_tokens_and_vectors_are_inputs_too(client: TestClient) -> None:
    linear = [{"op": "linear", "out_features": 10}]
    assert answer(client, NETWORK, input=[197, 768], layers=linear)["rows"][0]["output_shape"] == [197, 10]
    assert answer(client, NETWORK, input=[768], layers=linear)["rows"][0]["output_shape"] == [10]


def test_a_network_of_10_to_the_36_cells_is_only_integers(client: TestClient) -> None:
    got = answer(client, NETWORK, input=[1, 10**18, 10**18], layers=[conv(1, 3, 1, 1)])
    assert got["totals"]["macs"] == 9 * 10**36


@pytest.mark.parametrize(
    ("body", "sentence", "pointers"),
    [
        ({"input": [3, 5, 5], "layers": [conv(8, 7)]}, "conv1: A kernel of 7 does not fit in 5.", []),
        (
            {"input": [3, 5, 5], "layers": [{"op": "relu"}, {"op": "conv", "kernel": 3}]},
            "At /layers/1/out_channels: A layer of op conv needs this.",
            ["/layers/1/out_channels"],
        ),
        ({"input": [3, 0, 5], "layers": []}, "The input size is 0; it must be at least 1.", ["/input"]),
        (
            {"input": [3, 10**18 + 1, 5], "layers": []},
            "The input size is over 1,000,000,000,000,000,000, which is the limit here.",
            ["/input"],
        ),
        ({"input": [3, 5.0, 5], "layers": []}, "At /input/1: This must be an integer.", ["/input/1"]),
        ({"input": [], "layers": []}, "At /input: This list must hold 1 or more; it holds 0.", ["/input"]),
        ({"input": [3, 5, 5], "layers": {}}, "At /layers: This must be a list.", ["/layers"]),
        ({"input": [3, 5, 5], "layers": [], "batch": 2}, "At /batch: There is no field of this name.", ["/batch"]),
        (
            {"input": [3, 5, 5], "layers": [{"op": "repeat", "times": 10**9, "body": [{"op": "relu"}]}]},
            "With every repetition written out there are 1,000,000,000 layers; 1,024 is the limit here.",
            ["/layers"],
        ),
    ],
)
def test_what_is_no_network_is_refused(
    client: TestClient, body: dict[str, Any], sentence: str, pointers: list[str]
) -> None:
    assert refusal(client, NETWORK, **body) == (sentence, pointers)


def test_a_thousand_nested_repeats_are_refused(client: TestClient) -> None:
    layer: Any = conv(1, 1)
    for _ in range(15):
        layer = {"op": "repeat", "times": 1, "body": [layer]}
    sentence, _ = refusal(client, NETWORK, input=[1, 4, 4], layers=[layer])
    assert "nested deeper than" in sentence


def test_skips_bring_the_gradient_down_and_a_plain_stack_does_not(client: TestClient) -> None:
    got = answer(client, FLOW, blocks=50, residual=True, gain=0.5, width=32, seed=0)
    assert len(got["plain"]) == len(got["residual"]) == 50
    assert got["norms"] == got["residual"]
    # A plain stack keeps about 0.5^50 = 9e-16 of it; skips alone would keep 1.
    assert got["plain"][0] < 1e-12
    assert got["residual"][0] > 1
    assert answer(client, FLOW, blocks=50, residual=False, gain=0.5)["norms"] == got["plain"]


def test_a_block_whose_jacobian_is_minus_the_identity_lets_nothing_through(client: TestClient) -> None:
    got = answer(client, FLOW, blocks=4, gain=0, activation="none", centre=-1)
    assert got["residual"] == [0] * 4
    assert got["plain"] == pytest.approx([1] * 4)


def test_batch_norm_and_the_order_of_a_block_are_asked_for(client: TestClient) -> None:
    """Behind BN a plain stack's gradient grows by about √(π / (π − 1)) = 1.21 a block, whatever the gain."""
    got = answer(client, FLOW, blocks=40, gain=0.5, width=64, order="post", batch_norm=True)
    assert (got["plain"][0] / got["plain"][20]) ** (1 / 20) == pytest.approx(1.21, rel=0.05)


def test_a_flow_belongs_to_its_seed(client: TestClient) -> None:
    first, again, other = (answer(client, FLOW, blocks=3, seed=seed)["norms"] for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize(
    ("change", "sentence", "pointers"),
    [
        ({"blocks": 0}, "The number of blocks is 0; it must be at least 1.", ["/blocks"]),
        ({"blocks": 1025}, "The stack has 1,025 blocks; 1,024 is the limit here.", ["/blocks"]),
        ({"width": 0}, "The width is 0; it must be at least 1.", ["/width"]),
        ({"seed": -1}, "The seed is -1; it must be at least 0.", ["/seed"]),
        ({"gain": -0.5}, "The gain must be from 0 to 100.", ["/gain"]),
        ({"gain": "1"}, "At /gain: This must be a number.", ["/gain"]),
        ({"order": "mid"}, "At /order: This must be 'pre' or 'post'.", ["/order"]),
        ({"centre": 101}, "The centre must be from -100 to 100.", ["/centre"]),
        ({"residual": 1}, "At /residual: This must be true or false.", ["/residual"]),
        (
            {"width": 10**6},
            WIDE,
            [],
        ),
        (
            {"blocks": 200, "gain": 100.0, "width": 64},
            "The plain stack grows past 1.8e308, the largest 64-bit float: take less gain.",
            [],
        ),
    ],
)
def test_what_is_no_flow_is_refused(
    client: TestClient, change: dict[str, Any], sentence: str, pointers: list[str]
) -> None:
    assert refusal(client, FLOW, **({"blocks": 50} | change)) == (sentence, pointers)


def test_the_documented_examples_work(client: TestClient) -> None:
    for model, address in ((NetworkIn, NETWORK), (FlowIn, FLOW)):
        for example in model.model_json_schema()["examples"]:
            answer(client, address, **example)


def test_the_schema_names_the_ops_that_are_taken_and_no_others(stateless: TestClient) -> None:
    """Those of the schema are those that the refusal of an unknown one lists."""
    taken = stateless.get("/api/v1/openapi.json").json()["components"]["schemas"]["NetworkIn"]["properties"]["layers"]
    refusal = stateless.post("/api/v1/calculate/network", json={"input": [3, 8, 8], "layers": [{"op": "cnov"}]})
    listed = refusal.json()["errors"][0]["detail"].removeprefix("This must be one of ").removesuffix(".").split(", ")
    assert taken["items"]["properties"]["op"]["enum"] == listed
    assert {"conv", "depthwise", "squeeze_excite", "repeat", "relu", "softmax"} <= set(listed)
    assert taken["items"]["required"] == ["op"]
