"""The flash cards: what they say in numbers, worked by hand, and what is said of one that contradicts itself."""

from fractions import Fraction
from pathlib import Path

import pytest

from app.catalog.architectures import load_architectures
from app.catalog.cards import load_cards
from app.catalog.catalog import Catalog
from app.errors import ContentError, Missing
from app.problems.skills import Skill

BY_HAND: dict[str, int | Fraction] = {
    "stem-size": 112,  # floor(223/2) + 1
    "halving": 4,
    "layer-weights": 73_856,
    "one-filter": 576,
    "three-threes": Fraction(2200, 49),  # 100 (1 - 27/49) = 44.9
    "fifty-strides": 101,
    "first-stride": 15,
    "pool-gradient": Fraction(1, 4),
    "gap-saving": 512_000,
    "vgg-count": 138_357_544,  # torchvision's vgg16
    "resnet-count": 25_557_032,  # torchvision's resnet50
    "patch-embedding": 590_592,  # 768·768 + 768, since 3·16² is 768 too
    "pairs-share": Fraction(100 * 392, 3_464),  # 2·196 of 4·768 + 2·196
    "attention-crossing": 1_921,
    "window-saving": 64,
    "paths": 65_536,
    "pointwise-weights": 16_448,
    "bottleneck-weights": 69_632,  # arXiv:1512.03385, figure 5
    "net-saving": Fraction(409_600, 118_784),
    "separable-times": Fraction(1152, 137),  # 9·128/(128 + 9)
    "linear-head": 8_196,
    "normalisation": Fraction(865, 11_679),  # (128/255 − 0.485)/0.229 = 4325/51000 · 1000/229 / 5
}


def test_there_are_cards_for_every_skill(catalog: Catalog) -> None:
    cards = catalog.cards.by_id.values()
    assert 30 <= len(cards) <= 50
    assert all(sum(card.skill is skill for card in cards) >= 4 for skill in Skill)


def test_the_numbers_are_those_worked_by_hand(catalog: Catalog) -> None:
    typed = {card.id: card.answer.right for card in catalog.cards.checkable if card.answer}
    assert {name: typed[name] for name in BY_HAND} == BY_HAND


def test_every_number_that_is_typed_is_worked_by_hand_here(catalog: Catalog) -> None:
    formulas = {"size-formula", "effective-kernel", "block-factor", "separable-share", "attention-bill"}
    assert {card.id for card in catalog.cards.checkable} == BY_HAND.keys() | formulas


def test_no_placeholder_is_left(catalog: Catalog) -> None:
    assert not any("{{" in card.front + card.back for card in catalog.cards.by_id.values())


def test_a_card_that_is_not_there_is_missing(catalog: Catalog) -> None:
    with pytest.raises(Missing):
        catalog.cards.card("juggling")


CARD = """
one:
  skill: pooling
  front: How many?
  back: "{{ count }}"
  numbers: {count: "3*4"}
  answer: {form: integer, value: count}
  source: by hand
"""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("{{ count }}", "{{ counts }}", "cards.yaml:5: one.back: There is no {{ counts }} among"),
        ("value: count", 'value: "12 apples"', "one.answer.value"),
        ('"3*4"', '"3*(4"', "one.numbers.count: This cannot be worked out"),
        ('"3*4"', '"1/0"', "one.numbers.count: This cannot be worked out"),
        ('"3*4"', "{network: alexnut, count: params}", "There is no network 'alexnut'"),
        ('{count: "3*4"}', '{count: "3*4", more: "5"}', "one.numbers.more: This number is said nowhere"),
        ("skill: pooling", "skill: juggling", "one.skill"),
    ],
)
def test_a_card_that_contradicts_itself_is_told(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in CARD
    (tmp_path / "cards.yaml").write_text(CARD.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load_cards(tmp_path, load_architectures(tmp_path))
    assert sentence in error.value.sentence
