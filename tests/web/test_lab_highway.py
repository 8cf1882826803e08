"""A gradient through real networks, with their shortcuts and without: by float64 piece by piece, and by the papers."""

import html
import json
import re
from math import log10, pi
from urllib.parse import urlencode

import numpy as np
import pytest
from starlette.testclient import TestClient

from app.catalog.catalog import Catalog
from app.conv.network.layers import Layers
from app.conv.network.parsing import parse
from app.conv.network.running import Weights, input_gradient, run
from app.conv.network.running.calibrating import calibrated
from app.conv.network.unrolling import block_names, unrolled, without_shortcuts
from app.conv.plan import Costs
from app.conv.work import LONG_LIMITS, WorkLimits
from app.errors import TooMuchWork
from app.practice.lab.highway import HighwayState, Run, choices, run_of, sent_back
from app.practice.lab.highway.running import Flow
from tests.conv.networks import small_resnet
from tests.web.doors import Page, visit

ADDRESS = "/lab/highway"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
QUICK = {"of": "mobilenet-v2", "norm": "", "weights": "default"}


def page(client: TestClient, **boxes: str) -> Page:
    return visit(client, f"{ADDRESS}?{urlencode(QUICK | boxes)}")


def flow(wanted: Run) -> Flow:
    *_, found = sent_back(wanted, LONG_LIMITS, Costs())
    assert isinstance(found, Flow)
    return found


def piece_by_piece(layers: Layers, wanted: Run, firsts: tuple[str, ...], behind: str) -> list[float]:
    """The network cut before each block, in float64: forwards to there, and from there to the output and back."""
    image = np.random.default_rng(wanted.seed).standard_normal((1, *wanted.shape), np.float32).astype(np.float64)
    weights = Weights(wanted.seed, gain=wanted.gain)
    drawn = calibrated(layers, image, weights) if wanted.normalised else weights
    names = [layer.name for layer in layers]
    norms: list[float] = []
    for name in (*firsts, behind):
        cut = next(n for n, each in enumerate(names) if each == name or each.startswith(f"{name}."))
        at_cut = run(layers[:cut], image, drawn).output
        norms.append(float(np.linalg.norm(input_gradient(layers[cut:], at_cut, (0, 0), drawn))))
    return [norm / norms[-1] for norm in norms]


@pytest.mark.parametrize("normalised", [True, False])
def test_the_sizes_are_those_of_the_network_cut_at_each_block(normalised: bool) -> None:
    layers = unrolled(parse(small_resnet()))
    wanted = Run(layers, (3, 32, 32), 0.7, 3, normalised=normalised)
    found, blocks = flow(wanted), block_names(layers)
    for network, norms in ((layers, found.residual), (without_shortcuts(layers), found.plain)):
        assert norms == pytest.approx(piece_by_piece(network, wanted, blocks, "global_avg_pool1"), rel=1e-3)


def test_a_plain_normalised_layer_makes_the_gradient_as_much_longer_as_the_paper_says(catalog: Catalog) -> None:
    """√(π/(π − 1)) a layer of ReLU (arXiv:1902.08129); ResNet-18 has two such layers in each of eight blocks."""
    found = flow(run_of(HighwayState(of="resnet-18"), catalog.architectures)[1])
    assert log10(found.plain[0]) == pytest.approx(8 * log10(pi / (pi - 1)), abs=0.15)
    assert found.residual[0] < found.plain[0] / 1.5


def test_every_network_that_is_offered_is_granted(catalog: Catalog) -> None:
    for each in choices(catalog.architectures):
        assert next(sent_back(run_of(HighwayState(of=each.slug), catalog.architectures)[1], LONG_LIMITS, Costs()))


def test_the_work_is_weighed_before_it_is_begun(catalog: Catalog) -> None:
    wanted = run_of(HighwayState(of="resnet-18", seed="999"), catalog.architectures)[1]
    for limits in (WorkLimits(macs=10**9), WorkLimits(array_bytes=10**6, macs=10**12)):
        with pytest.raises(TooMuchWork):
            next(sent_back(wanted, limits, Costs()))


def test_a_guess_is_asked_for_before_anything_is_shown(stateless: TestClient) -> None:
    found = page(stateless)
    assert "comes in behind the 10 blocks of MobileNet V2. What is it at the first?" in found.words
    assert "by how many powers of ten" in found.words
    assert 'class="drawing"' not in found.text


def test_without_javascript_the_page_waits_for_the_answer_and_judges_the_guess(stateless: TestClient) -> None:
    """0.41 a layer and 17 blocks of three: some fifteen powers of ten without shortcuts, and a few with them."""
    found = page(stateless, run="true", guess="-2", at="9")
    sizes = re.search(r"becomes (\S+) × 10⁻⁵ with shortcuts and \S+ × 10⁻¹⁵ without", found.words)
    assert sizes
    assert re.search(r"You guessed −2 powers of ten; without shortcuts it is −14\.\d: 12\.\d apart\.", found.words)
    assert "At block 9, " in found.words
    assert "arXiv:1603.05027" in found.words
    assert len(re.findall(r'<tr><th scope="row">\d+\. ', found.text)) == 10


def test_a_guess_near_it_and_one_of_the_other_sign_are_told_apart(stateless: TestClient) -> None:
    assert "within one of it." in page(stateless, run="true", guess="−14,5").words
    assert "apart, and the other way." in page(stateless, run="true", guess="3").words
    assert "You guessed" not in page(stateless, run="true").words


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"of": "vgg-16"}, "There is no such network with shortcuts here."),
        ({"seed": "many"}, "The seed is no such number; write a whole number such as 7."),
        ({"seed": "1001"}, "The seed goes up to 1,000 here."),
        ({"guess": "much"}, "The guess is no such number; write a number such as -3 or 0.5."),
        ({"guess": "-100"}, "The guess must be from -99 to 99 powers of ten."),
        ({"at": "0"}, "The blocks are counted from 1."),
    ],
)
def test_bad_input_gets_a_sentence_and_runs_nothing(
    stateless: TestClient, boxes: dict[str, str], sentence: str
) -> None:
    found = page(stateless, run="true", **boxes)
    assert found.status == 200
    assert sentence in found.words
    assert stateless.get(f"{ADDRESS}/sent?{urlencode(QUICK | boxes)}").status_code == 422


def test_the_stream_tells_which_network_is_at_hand_and_ends_in_the_board(client: TestClient) -> None:
    address = f"{ADDRESS}/sent?{urlencode(QUICK | {'run': 'true', 'guess': '-6'})}"
    lines = [json.loads(line) for line in client.get(address).text.splitlines()]
    assert lines[:2] == [{"said": "1 of 2: without shortcuts"}, {"said": "2 of 2: with shortcuts"}]
    assert lines[2]["board"].startswith('<section class="board"')
    assert "You guessed −6" in lines[2]["board"]


def test_another_choice_asks_again_and_keeps_the_guess_out_of_it(stateless: TestClient) -> None:
    part = stateless.get(f"{ADDRESS}?{urlencode(QUICK | {'seed': '4'})}", headers=PARTIAL)
    assert part.text.lstrip().startswith('<section class="board"')
    assert "Send it back" in part.text


def test_it_leads_to_the_part_of_the_chapter_and_to_the_problems(stateless: TestClient) -> None:
    found = html.unescape(page(stateless, run="true").text)
    for address in ("/learn/skip-connections", "/problems/skip-proof", "/problems/identity-is-no-guarantee"):
        assert f'href="{address}"' in found
        assert visit(stateless, address).status == 200
