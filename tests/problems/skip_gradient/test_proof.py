"""Kind `skip-proof`: every order that works, every swap that does not, and the mathematics behind the lines."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.problems.diagnosing import Mistaken
from app.problems.forms import Ordering
from app.problems.grading import Outcome, judge
from app.problems.reading import Order
from app.problems.skip_gradient.proof import KIND, Proof, check, lines
from app.problems.skip_gradient.statements import FALSEHOODS, SCOPES, SLIPS, Scope, falsehoods

USES = {
    "one": "derivative<block chain<block insert<derivative insert<chain split<insert direct<split cancel<split",
    "all": "factor<blocks order<blocks product<factor product<order expansion<product identity<expansion"
    " loss<identity others-cancel<expansion",
    "limits": "factor<blocks order<blocks product<factor product<order expansion<product identity<expansion"
    " plain<order bound<plain paths<product relu<factor others-cancel<expansion",
}
"""What uses what, by hand: `a<b` says that a uses b."""


def proof(scope: Scope) -> Proof:
    """With everything false that there is, shown in the order of their names."""
    made = Proof(scope=scope, extras=falsehoods(scope))
    return Proof(scope=scope, extras=made.extras, shown=tuple(sorted(line.id for line in lines(made))))


def pairs(scope: Scope) -> list[tuple[str, str]]:
    return [(pair.split("<")[0], pair.split("<")[1]) for pair in USES[scope].split()]


def stated(scope: Scope) -> frozenset[str]:
    return frozenset(name for pair in pairs(scope) for name in pair)


def orders(scope: Scope, done: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every order in which each line stands below what it uses."""
    left = stated(scope) - set(done)
    if not left:
        yield done
    for name in sorted(left):
        if all(used in done for line, used in pairs(scope) if line == name):
            yield from orders(scope, (*done, name))


def form_of(made: Proof) -> Ordering:
    form = KIND.fields(made)[0].form
    assert isinstance(form, Ordering)
    return form


def judged(made: Proof, *order: str) -> Mistaken:
    verdict = judge(KIND, made, {"order": ", ".join(order)}).fields["order"]
    assert isinstance(verdict, Mistaken)
    return verdict


@pytest.mark.parametrize(("scope", "count"), [("one", 4), ("all", 6), ("limits", 3240)])
def test_every_order_that_works_is_accepted(scope: Scope, count: int) -> None:
    # 2 · 2 and 2 · 3 by eye. By the hook lengths of its trees, the longest proof has 36 · 7!/(7·5·3) orders in which
    # the chain rule comes before the factor, and 9 · 8!/(8·2·5·3) others.
    form = form_of(proof(scope))
    found = list(orders(scope))
    assert len(found) == count
    assert all(form.slip(Order(each)) is None for each in found)


def swapped(scope: Scope) -> set[tuple[str, ...]]:
    """Every order that some right one becomes by one swap; many become the same."""
    found: set[tuple[str, ...]] = set()
    for order in orders(scope):
        for one, other in combinations(range(len(order)), 2):
            changed = list(order)
            changed[one], changed[other] = order[other], order[one]
            found.add(tuple(changed))
    return found


@pytest.mark.parametrize("scope", SCOPES)
def test_every_swap_that_breaks_a_use_is_caught_with_its_sentence(scope: Scope, catalog: Catalog) -> None:
    form = form_of(proof(scope))
    words = catalog.problem("skip-proof").mistakes
    uses = pairs(scope)
    for order in swapped(scope):
        at = {line: place for place, line in enumerate(order)}
        broken = [(line, used) for line, used in uses if at[line] < at[used]]
        slip = form.slip(Order(order))
        assert (slip is not None) is bool(broken), order
        if slip:
            assert slip.place == min(at[line] for line, _ in broken)
            assert set(slip.lacking) == {used for line, used in broken if line == slip.line}
            assert words[slip.mistake].explanation


@pytest.mark.parametrize("scope", SCOPES)
def test_every_false_line_is_caught_wherever_it_stands(scope: Scope) -> None:
    made = proof(scope)
    right = next(orders(scope))
    for extra in made.extras:
        for at in range(len(right) + 1):
            found = judged(made, *right[:at], extra, *right[at:])
            assert found.mistakes == (FALSEHOODS[extra].mistake,)
            assert found.slip is not None
            assert found.slip.place == at


@pytest.mark.parametrize("scope", SCOPES)
def test_leaving_any_line_out_is_noticed(scope: Scope) -> None:
    made = proof(scope)
    right = next(orders(scope))
    for at in range(len(right)):
        assert judged(made, *right[:at], *right[at + 1 :]).mistakes[0] in SLIPS


def test_a_proof_is_judged_with_both_doors_words(catalog: Catalog) -> None:
    made = proof("all")
    assert judge(KIND, made, {"order": ", ".join(next(orders("all")))}).outcome is Outcome.CORRECT
    assert catalog.problem("skip-proof").mistakes.keys() == set(SLIPS)


def test_falsehoods_of_another_proof_are_refused() -> None:
    with pytest.raises(BadInput, match="each once"):
        check(Proof(scope="one", extras=("paths-few",)))


def tanh_blocks(seed: int) -> list[np.ndarray]:
    dice = np.random.default_rng(seed)
    return [dice.normal(size=(5, 5)) for _ in range(3)]


def through(weights: list[np.ndarray], x: np.ndarray) -> np.ndarray:
    for weight in weights:
        x = x + np.tanh(weight @ x)
    return x


def test_the_product_in_its_order_is_what_finite_differences_give_and_reversed_it_is_not() -> None:
    """Three blocks x + tanh(Wx); J = diag(1 − tanh²) W."""
    weights, x = tanh_blocks(1), np.linspace(-1, 1, 5)
    step = 1e-6
    numeric = np.stack(
        [(through(weights, x + step * e) - through(weights, x - step * e)) / (2 * step) for e in np.eye(5)], axis=1
    )
    factors: list[np.ndarray] = []
    for weight in weights:
        factors.append(np.eye(5) + (1 - np.tanh(weight @ x) ** 2)[:, None] * weight)
        x = x + np.tanh(weight @ x)
    assert np.abs(factors[2] @ factors[1] @ factors[0] - numeric).max() < 1e-7
    assert np.abs(factors[0] @ factors[1] @ factors[2] - numeric).max() > 0.1


def test_the_expansion_has_the_later_block_to_the_left() -> None:
    dice = np.random.default_rng(2)
    jacobians = [dice.normal(size=(3, 3)) for _ in range(3)]
    a, b, c = jacobians
    product = (np.eye(3) + c) @ (np.eye(3) + b) @ (np.eye(3) + a)
    assert np.allclose(product, np.eye(3) + a + b + c + (b @ a + c @ a + c @ b) + c @ b @ a)


def test_norms_below_one_each_do_not_take_the_product_to_zero() -> None:
    """1 − 1/n² from 2 on: the product of the first N − 1 is (N + 1) / 2N."""
    product = np.prod([1 - 1 / n**2 for n in range(2, 10_001)])
    assert product == pytest.approx(10_001 / 20_000)
