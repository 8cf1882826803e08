"""What is said about an answer, sentence by sentence."""

from collections.abc import Mapping

import pytest

from app.catalog.catalog import Catalog
from app.catalog.numbers import load
from app.practice import wording
from app.practice.sheet import Line, Marked, Status
from app.problems.grading import judge
from app.problems.options_said import MARK
from tests.conftest import PROBLEM_FILES
from tests.problems.test_every_kind import typed

STEM = {"input": 224, "kernel": 7, "stride": 2, "padding": 3}


def said(catalog: Catalog, slug: str, raw: Mapping[str, object] | None, **typed: str) -> Marked:
    problem = catalog.problem(slug)
    params = load(problem.kind, raw) if raw else problem.given
    assert params is not None
    return wording.marked(problem, params, judge(problem.kind, params, typed))


def test_a_wrong_answer_is_told_what_was_wrong_and_where_the_working_was_left(catalog: Catalog) -> None:
    verdict = said(catalog, "output-size", STEM, size="111")
    assert verdict.headline.startswith("Not 111 × 111. You counted the steps, not the positions.")
    diagnosis = verdict.marks[0].misconception
    assert diagnosis is not None
    assert diagnosis.working == (
        Line("(224 − 7 + 2·3) / 2", "111.5", "the room it has, in strides"),
        Line("⌊111.5⌋", "111", "whole steps that fit"),
        Line("+ 1", "", "and the position it starts from", missing=True),
    )


@pytest.mark.parametrize("typed", ["111", "109", "224", "113", "112x", "9"])
def test_nothing_but_a_right_answer_gives_the_right_number_away(catalog: Catalog, typed: str) -> None:
    verdict = said(catalog, "output-size", STEM, size=typed)
    assert verdict.solution is None
    told = verdict.headline + str([(mark.message, mark.misconception) for mark in verdict.marks])
    assert "112" not in told.replace("112x", "")


@pytest.mark.parametrize("slug", sorted(path.stem for path in PROBLEM_FILES))
def test_no_diagnosis_runs_on_to_the_answer(catalog: Catalog, slug: str) -> None:
    """What is shown of the working is nothing, or ends with the line that was left, without its result."""
    problem = catalog.problem(slug)
    for level in problem.levels:
        for seed in range(6):
            params = problem.draw(seed, level)
            for solver in problem.kind.mistakes.values():
                for field, value in solver(params).items():
                    marks = wording.marked(problem, params, judge(problem.kind, params, {field: typed(value)})).marks
                    diagnosis = next(mark for mark in marks if mark.name == field).misconception
                    assert diagnosis is not None
                    assert [line.missing for line in diagnosis.working[:-1]] == [False] * (len(diagnosis.working) - 1)
                    assert all(line.missing and not line.right for line in diagnosis.working[-1:]), (field, value)


def test_a_mistake_whose_line_another_field_has_shows_no_working(catalog: Catalog) -> None:
    """The gaps are worked out in the rows of the layers; what is left for the field is its sum, the answer."""
    problem = catalog.problem("dilated-field")
    params = problem.draw(1, 1)
    field = problem.kind.mistakes["ignores-dilation"](params)["field"]
    verdict = wording.marked(problem, params, judge(problem.kind, params, {"field": typed(field)}))
    mark = next(each for each in verdict.marks if each.name == "field")
    assert mark.misconception is not None
    assert mark.misconception.id == "ignores-dilation"
    assert mark.misconception.working == ()


def test_several_mistakes_that_give_one_number_are_all_named(catalog: Catalog) -> None:
    """6 × 6, 3 × 3, stride 2, padding 1: floor(5/2) = 2, and floor(3/2) + 1 = 2."""
    verdict = said(catalog, "output-size", {"input": 6, "kernel": 3, "stride": 2, "padding": 1}, size="2")
    assert verdict.marks[0].message == "You counted the steps, not the positions. Or: you left the padding out."


def test_a_slip_on_one_axis_names_the_axis(catalog: Catalog) -> None:
    verdict = said(catalog, "output-size", {"input": [32, 40], "kernel": 5, "padding": 1}, size="30 × 36")
    assert verdict.marks[0].message == "On the width: you left the padding out."
    diagnosis = verdict.marks[0].misconception
    assert diagnosis is not None
    assert diagnosis.working[-1].left == "(40 − 5 + 2·1) / 1"


def test_a_number_without_a_known_mistake_says_so(catalog: Catalog) -> None:
    verdict = said(catalog, "output-size", STEM, size="57")
    assert verdict.headline.startswith("Not 57 × 57. None of the usual slips gives this.")


def test_of_several_fields_the_headline_names_the_one_that_is_explained_below(catalog: Catalog) -> None:
    """0.3 has no name; 0.01 is the plain product in place of the residual one."""
    verdict = said(catalog, "block-derivatives", {"tenths": [5, 2, 1]}, plain="0.3", residual="0.01", paths="8")
    first = next(mark for mark in verdict.marks if mark.misconception)
    assert (first.name, verdict.marks[0].misconception) == ("residual", None)
    assert verdict.headline == "1 of 3 right. “The derivative of the residual row”: you left the shortcuts out."


def test_one_slip_in_a_stack_is_counted_once_and_its_followers_say_so(catalog: Catalog) -> None:
    verdict = said(
        catalog,
        "layer-stack",
        None,
        layer1="109",
        layer2="55",
        layer3="55",
        layer4="28",
        shape="28×28×128",
        params="230912",
    )
    assert verdict.headline == "5 of 6 right. “1. conv 64”: you left the padding out."
    assert verdict.marks[1].status is Status.CARRIED
    assert verdict.marks[1].message == "Follows from “1. conv 64”."


def test_the_solution_of_the_opening_question_is_short(catalog: Catalog) -> None:
    verdict = said(catalog, "whiteboard-opening", None, size="3", field="2^51-1", end_size="1", end_layer="3")
    assert verdict.solution is not None
    assert [(line.left, line.right) for line in verdict.solution][:3] == [
        ("⌊(6 − 3 + 2·1) / 2⌋ + 1", "3"),
        ("1 + 2·(1 + 2 + … + 2^49)", "1 + 2·(2^50 − 1)"),
        ("1 + 2·(2^50 − 1)", "2,251,799,813,685,247"),
    ]
    assert [mistake.id for mistake in verdict.also] == ["one-sided-padding"]


@pytest.mark.parametrize("slug", ["transfer-plan", "design-for-a-task"])
def test_an_option_is_said_in_its_words_and_not_by_its_id(catalog: Catalog, slug: str) -> None:
    problem = catalog.problem(slug)
    params = problem.given
    assert params is not None
    shown = " ".join(f"{line.left} {line.right}" for line in wording.solution(problem, params))
    assert MARK.search(shown) is None
    expected = {"transfer-plan": ("ImageNet", "frozen: evaluate"), "design-for-a-task": ("normalisation",)}
    assert all(words in shown for words in expected[slug])
