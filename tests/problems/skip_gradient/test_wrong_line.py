"""Kind `skip-proof-wrong-line`: every falsehood in its place, and a sentence for every other line."""

import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.forms import Choice
from app.problems.gate import generate
from app.problems.grading import Outcome, judge
from app.problems.skip_gradient.statements import FALSEHOODS, PROOFS, SCOPES, Scope, falsehoods
from app.problems.skip_gradient.wrong_line import KIND, Flawed, check

CASES = [(scope, false) for scope in SCOPES for false in falsehoods(scope)]


def flawed(scope: Scope, false: str) -> Flawed:
    return Flawed(scope=scope, order=tuple(line.id for line in PROOFS[scope]), false=false)


@pytest.mark.parametrize(("scope", "false"), CASES)
def test_each_line_but_the_false_one_gets_a_sentence_of_its_own(scope: Scope, false: str, catalog: Catalog) -> None:
    question = flawed(scope, false)
    right: list[str] = []
    named: set[str] = set()
    for number, statement in enumerate(question.order, start=1):
        verdict = judge(KIND, question, {"line": f"line{number}"})
        found = verdict.fields["line"]
        if verdict.outcome is Outcome.CORRECT:
            right.append(statement)
            continue
        assert isinstance(found, Mistaken)
        assert found.mistakes == (f"doubts-{statement}",)
        assert catalog.problem("skip-proof-wrong-line").mistakes[found.mistakes[0]].explanation
        named |= set(found.mistakes)
    assert right == [FALSEHOODS[false].instead_of]
    assert len(named) == len(question.order) - 1


def test_the_page_does_not_tell_the_false_line_by_its_name() -> None:
    form = KIND.fields(flawed("all", "product-reversed"))[0].form
    assert isinstance(form, Choice)
    assert [option.id for option in form.options] == [f"line{n}" for n in range(1, 9)]


def test_what_is_false_turns_up_in_every_way_it_can() -> None:
    drawn = {generate(KIND, seed=seed, level=level).false for level in KIND.levels for seed in range(60)}
    assert drawn == FALSEHOODS.keys()


def test_lines_stand_below_what_they_use() -> None:
    order = ("derivative", "block", "chain", "insert", "split", "direct", "cancel")
    with pytest.raises(BadInput, match="each below what it uses"):
        check(Flawed(scope="one", order=order, false="safe"))
    with pytest.raises(BadInput, match="one of derivative-alone"):
        check(flawed("one", "paths-few"))
