"""Kind `architectures-in-order`: every order that the years allow, and each that they do not."""

from itertools import permutations

import pytest

from app.problems.architectures.in_order import KIND, Timeline, comes_first, in_order, lines
from app.problems.architectures.names import EIGHT, OTHERS, PAPERS
from app.problems.diagnosing import Mistaken
from app.problems.forms import Ordering
from app.problems.gate import generate
from app.problems.grading import Outcome, Right, judge
from app.problems.reading import Order

ALL_EIGHT = Timeline(
    shown=("resnet", "lenet-5", "efficientnet", "vgg", "convnext", "alexnet", "mobilenet", "googlenet")
)
BY_HAND = ("lenet-5", "alexnet", "vgg", "googlenet", "resnet", "mobilenet", "efficientnet", "convnext")


def first_slip(timeline: Timeline, *order: str) -> tuple[str, ...]:
    verdict = judge(KIND, timeline, {"order": ", ".join(order)}).fields["order"]
    return verdict.mistakes if isinstance(verdict, Mistaken) else ()


def test_of_all_orders_of_the_eight_two_are_right() -> None:
    """40,320 orders; the pair of 2014 stands either way."""
    form = Ordering(lines(ALL_EIGHT))
    right = [order for order in permutations(BY_HAND) if form.slip(Order(order)) is None]
    other = ("lenet-5", "alexnet", "googlenet", "vgg", "resnet", "mobilenet", "efficientnet", "convnext")
    assert sorted(right) == sorted([BY_HAND, other])


def test_xception_and_mobilenet_stand_either_way_and_both_between_their_neighbours() -> None:
    timeline = Timeline(shown=("mobilenet", "mobilenet-v2", "xception", "resnet"))
    for pair in (("xception", "mobilenet"), ("mobilenet", "xception")):
        assert judge(KIND, timeline, {"order": ", ".join(("resnet", *pair, "mobilenet-v2"))}).outcome is Outcome.CORRECT
    assert first_slip(timeline, "xception", "resnet", "mobilenet", "mobilenet-v2") == ("xception-too-early",)
    assert first_slip(timeline, "resnet", "mobilenet", "mobilenet-v2", "xception") == ("mobilenet-v2-too-early",)


@pytest.mark.parametrize("at", range(7))
def test_every_swap_of_neighbours_that_the_years_forbid_names_the_one_that_came_too_early(at: int) -> None:
    order = [*BY_HAND[:at], BY_HAND[at + 1], BY_HAND[at], *BY_HAND[at + 2 :]]
    expected = () if BY_HAND[at] == "vgg" else (f"{BY_HAND[at + 1]}-too-early",)
    assert first_slip(ALL_EIGHT, *order) == expected


def test_what_comes_first_is_passed_on() -> None:
    """An order of this kind has to be one: no circles, and no gaps but where two cross."""
    for one in PAPERS:
        assert not comes_first(one, one)
        for other in PAPERS:
            years = PAPERS[one].year, PAPERS[other].year
            assert not (comes_first(one, other) and comes_first(other, one))
            assert comes_first(one, other) == (years[0] < years[1]) or {one, other} == {"xception", "mobilenet"}


def test_an_idea_given_to_the_wrong_network_is_told_whose_it_is() -> None:
    timeline = Timeline(shown=("vgg", "resnet", "alexnet"), ideas=True)
    verdict = judge(KIND, timeline, {"row1": "residual", "row2": "residual", "row3": "relu-dropout"})
    wrong = verdict.fields["row1"]
    assert isinstance(wrong, Mistaken)
    assert wrong.mistakes == ("of-resnet",)
    assert isinstance(verdict.fields["row2"], Right)
    assert isinstance(verdict.fields["row3"], Right)


def test_the_levels_add_what_they_say() -> None:
    for seed in range(20):
        easy, middle, hard = (generate(KIND, seed=seed, level=level) for level in (1, 2, 3))
        assert set(easy.shown) <= set(EIGHT)
        assert (len(easy.shown), easy.ideas) == (6, False)
        assert (len(middle.shown), middle.ideas) == (6, True)
        assert (len(hard.shown), hard.ideas) == (8, True)
        assert len(set(hard.shown) & set(OTHERS)) == 2


def test_networks_are_never_shown_in_order() -> None:
    for seed in range(40):
        timeline = generate(KIND, seed=seed, level=1)
        assert Ordering(lines(timeline)).slip(Order(timeline.shown))
        assert timeline.shown != in_order(timeline)


def test_the_rows_do_not_say_the_order() -> None:
    fields = KIND.fields(Timeline(shown=("resnet", "lenet-5", "vgg"), ideas=True))
    assert [field.facts["network"] for field in fields[1:]] == ["ResNet", "LeNet-5", "VGG"]


def test_the_solution_names_the_idea_of_each_where_it_is_asked() -> None:
    timeline = Timeline(shown=("resnet", "lenet-5", "vgg"), ideas=True)
    assert KIND.brief is not None
    assert [step.key for step in KIND.brief(timeline)] == ["learned-features", "small-kernels", "residual"]
    assert {step.key for step in KIND.brief(ALL_EIGHT)} == {"year"}
