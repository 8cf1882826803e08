"""What holds for every kind: each is held to it by being in KINDS."""

from itertools import combinations

import pytest

from app.problems.diagnosing import Mistaken
from app.problems.findings import broken
from app.problems.forms import AnyForm, Choice, Choices, Formula, Grid, Ordering, Shape, Table
from app.problems.gate import found_in, generate, is_right, parts
from app.problems.grading import OtherConvention, Outcome, Right, judge, with_mends
from app.problems.kind import Answers, AnyKind, Params
from app.problems.kinds import KINDS
from app.problems.output_size.layer import KIND, Layer
from app.problems.reading import Cells, Expression, Order, Records, Value
from app.problems.reading.expressions.written import written
from tests.problems.drawing import drawn

SEEDS = range(60)
LEVELS = [(kind, level) for kind in KINDS.values() for level in kind.levels]
each_level = pytest.mark.parametrize(("kind", "level"), LEVELS, ids=[f"{kind.id}-{level}" for kind, level in LEVELS])


def typed(value: Value) -> str:
    """A value as plainly as one can type it, without rounding."""
    if isinstance(value, tuple):
        return "×".join(str(entry) for entry in value)
    if isinstance(value, Cells):
        return "\n".join("\t".join(str(each) for each in row) for row in value.rows)
    if isinstance(value, Records):
        return "\n".join("\t".join("" if cell is None else str(cell) for _, cell in row.cells) for row in value.rows)
    if isinstance(value, Order):
        return ", ".join(value.ids)
    if isinstance(value, Expression):
        return written(value.tree)
    return ", ".join(sorted(value)) or "none" if isinstance(value, frozenset) else str(value)


def right_but_for(kind: AnyKind, params: Params, changed: Answers) -> dict[str, str]:
    return {name: typed(value) for name, value in {**kind.solve(params), **changed}.items()}


def odd_one(form: AnyForm, claims: list[Value]) -> str | None:
    """A well-formed answer that nobody claims; None where every option is taken by a mistake, or rules judge."""
    match form:
        case Shape():
            return "×".join("9871" for _ in form.axes)
        case Formula():
            return f"97{form.symbols[0]} + 89"
        case Grid():
            return "97 98; 99 -97"
        case Choice():
            return next((each.id for each in form.options if each.id not in claims), None)
        case Choices() | Table() | Ordering():  # what breaks no rule is right, and what breaks one has its name
            return None
        case _:
            return "987654321"


@each_level
def test_a_seed_always_gives_the_same_numbers(kind: AnyKind, level: int) -> None:
    first = [drawn(kind, seed=seed, level=level) for seed in range(20)]
    again = [generate(kind, seed=seed, level=level) for seed in range(20)]
    assert first == again
    assert len({str(params) for params in first}) > 15


@each_level
def test_no_two_claims_about_a_drawn_question_agree(kind: AnyKind, level: int) -> None:
    for seed in SEEDS:
        params = drawn(kind, seed=seed, level=level)
        claims = [
            kind.solve(params),
            *(solver(params) for solver in (*kind.mistakes.values(), *kind.conventions.values())),
        ]
        for field in kind.fields(params):
            values = [answers[field.name] for answers in claims if field.name in answers]
            for one, other in combinations(values, 2):
                assert not field.form.agrees(one, other), (seed, field.name, one, other)


@each_level
def test_the_right_answer_is_right(kind: AnyKind, level: int) -> None:
    for seed in SEEDS:
        params = drawn(kind, seed=seed, level=level)
        verdict = judge(kind, params, right_but_for(kind, params, {}))
        assert verdict.outcome is Outcome.CORRECT, seed
        assert verdict.score == 1
        assert verdict.also == ()


@each_level
def test_every_mistake_is_named_by_the_number_it_gives(kind: AnyKind, level: int) -> None:
    for seed in range(30):
        params = drawn(kind, seed=seed, level=level)
        for name, solver in kind.mistakes.items():
            for field, value in solver(params).items():
                verdict = judge(kind, params, right_but_for(kind, params, {field: value})).fields[field]
                assert isinstance(verdict, Mistaken), (seed, name, field)
                if name in kind.rules:  # an answer may break several rules, and is told all of them
                    assert name in verdict.mistakes, (seed, field, value)
                else:
                    assert verdict.mistakes == (name,), (seed, field, value)


@each_level
def test_two_mistakes_at_once_are_named_where_no_single_one_gives_the_number(kind: AnyKind, level: int) -> None:
    for seed in range(20):
        params = drawn(kind, seed=seed, level=level)
        claims = [kind.solve(params), *(solver(params) for solver in kind.mistakes.values())]
        for pair, solver in kind.together.items():
            for field, value in solver(params).items():
                verdict = judge(kind, params, right_but_for(kind, params, {field: value})).fields[field]
                if value in (answers.get(field) for answers in claims):
                    continue
                assert isinstance(verdict, Mistaken | OtherConvention), (seed, pair)
                assert isinstance(verdict, OtherConvention) or verdict.axis or verdict.together, (seed, pair, value)


@each_level
def test_an_answer_under_another_convention_is_neither_right_nor_wrong(kind: AnyKind, level: int) -> None:
    for seed in range(20):
        params = drawn(kind, seed=seed, level=level)
        for name, solver in kind.conventions.items():
            for field, value in solver(params).items():
                verdict = judge(kind, params, right_but_for(kind, params, {field: value}))
                assert verdict.outcome is Outcome.OTHER_CONVENTION, (seed, name)
                found = verdict.fields[field]
                assert isinstance(found, OtherConvention)
                assert found.convention == name


@each_level
def test_a_number_no_mistake_gives_is_wrong_without_a_name(kind: AnyKind, level: int) -> None:
    params = drawn(kind, seed=1, level=level)
    claims = [kind.solve(params), *(solver(params) for solver in kind.mistakes.values())]
    for field in kind.fields(params):
        odd = odd_one(field.form, [answers[field.name] for answers in claims if field.name in answers])
        if odd is None or found_in(kind, params, field.name, odd):
            continue
        if isinstance(field.form, Choice) and is_right(kind, params, field, odd):
            continue
        verdict = judge(kind, params, right_but_for(kind, params, {}) | {field.name: odd}).fields[field.name]
        assert isinstance(verdict, Mistaken)
        assert verdict.mistakes == ()


@each_level
def test_an_unreadable_field_judges_nothing(kind: AnyKind, level: int) -> None:
    params = drawn(kind, seed=2, level=level)
    answer = right_but_for(kind, params, {})
    verdict = judge(kind, params, answer | {kind.fields(params)[-1].name: "perhaps"})
    assert verdict.outcome is Outcome.UNREADABLE
    assert not any(isinstance(found, Right | Mistaken) for found in verdict.fields.values())


@each_level
def test_every_mistake_has_a_line_of_working_to_point_at(kind: AnyKind, level: int) -> None:
    for seed in range(40):
        params = drawn(kind, seed=seed, level=level)
        keys = {step.key for steps in kind.working(params).values() for step in steps}
        assert keys <= kind.step_keys
        assert kind.working(params).keys() == kind.solve(params).keys()


@each_level
def test_the_field_names_are_what_the_solver_answers(kind: AnyKind, level: int) -> None:
    params = drawn(kind, seed=3, level=level)
    assert [field.name for field in kind.fields(params)] == list(kind.solve(params))


@each_level
def test_a_broken_rule_says_what_was_achieved_and_a_change_that_mends_it_does(kind: AnyKind, level: int) -> None:
    for seed in range(6):
        params = drawn(kind, seed=seed, level=level)
        for rule in kind.rules & kind.mistakes.keys():
            for field, value in kind.mistakes[rule](params).items():
                verdict = judge(kind, params, right_but_for(kind, params, {field: value})).fields[field]
                assert isinstance(verdict, Mistaken)
                finding = next(each for each in with_mends(kind, params, field, verdict) if each.rule == rule)
                assert finding.achieved, (seed, rule)
                assert finding.wanted, (seed, rule)
                if finding.mend and kind.edits:
                    edited = dict(kind.edits(params, field, value))[finding.mend.change]
                    left = broken(found_in(kind, params, field, edited))
                    assert rule not in left, (seed, rule)
                    assert set(left) < set(verdict.mistakes)


@each_level
def test_every_rule_that_finds_anything_is_known(kind: AnyKind, level: int) -> None:
    for seed in range(10):
        params = drawn(kind, seed=seed, level=level)
        for solver in (kind.solve, *kind.mistakes.values()):
            for field, value in solver(params).items():
                assert {each.rule for each in found_in(kind, params, field, value)} <= kind.rules


def test_the_gate_refuses_numbers_on_which_a_mistake_is_right() -> None:
    """6 × 6, 3 × 3, stride 2, padding 1: padding one side only gives floor(4/2) + 1 = 3 too."""
    assert not parts(KIND, Layer(input=6, kernel=3, stride=2, padding=1))
    assert parts(KIND, Layer(input=32, kernel=5, stride=1, padding=2))
