"""What is printed of skip connections and their gradient."""

from fractions import Fraction
from math import prod

import numpy as np

from app.conv.grads import relu_vjp
from app.conv.ops import Array, linear
from app.problems.errata.finding import Finding, Networks, network, places, spaced
from app.problems.refuting import Refutation, Row


def gradient_cannot_vanish(_: Networks) -> Finding:
    """Products of 1 + J over blocks with one number each; and the bounds (1 - ε)^N and (1 + ε)^N for |J| ≤ ε."""
    blocks, bound = 50, Fraction(1, 10)
    opposed, nearly = (_through([slope] * 3) for slope in (Fraction(-1), Fraction(-9, 10)))
    least, most = (_through([slope] * blocks) for slope in (-bound, bound))
    return Finding(
        {
            "opposed": str(opposed),
            "bound": str(float(bound)),
            "blocks": str(blocks),
            "least": places(least, 5),
            "most": places(most, 1),
        },
        Refutation(
            "the derivative through three blocks x + F(x), a factor 1 + F′ for each",
            (
                Row("F(x) = x / 10", str(float(_through([bound] * 3)))),
                Row("F(x) = −0.9 x", str(float(nearly))),
                Row("F(x) = −x", str(opposed)),
            ),
            "never 0",
            str(opposed),
        ),
    )


def _through(slopes: list[Fraction]) -> Fraction:
    return prod((1 + slope for slope in slopes), start=Fraction(1))


def identity_is_untouched(networks: Networks) -> Finding:
    """What a ReLU behind the sum lets back, and the shortcuts of ResNet-50 that are convolutions."""
    rows = network(networks, "resnet-50").rows
    sums = [row for row in rows if row.op == "residual"]
    projections = sum(row.op == "pointwise" and ".shortcut." in row.name for row in rows)
    x, change = np.array([2.0, 2.0, 2.0]), np.array([1.0, -1.0, -3.0])
    (back,) = relu_vjp(np.ones(3), x + change)
    return Finding(
        {"shortcuts": str(len(sums)), "projections": str(projections), "lost": str(int((back == 0).sum()))},
        Refutation(
            "three units of a block of 2015, a gradient of 1 at each output",
            (
                Row("x", _whole(x)),
                Row("F(x)", _whole(change)),
                Row("x + F(x)", _whole(x + change)),
                Row("back through ReLU", _whole(back)),
            ),
            "1 1 1 along the shortcut",
            _whole(back),
        ),
    )


def _whole(array: Array) -> str:
    return spaced(int(each) for each in array)


def order_of_the_product(_: Networks) -> Finding:
    """Two linear blocks on two units, sent each unit vector in turn; and both orders of their factors."""
    first, last = np.array([[0, 1], [0, 0]]), np.array([[0, 0], [1, 0]])
    units = np.eye(2, dtype=int)
    between = units + linear(units, first)
    sent = (between + linear(between, last)).T  # column by column, as a row of the batch is a unit vector
    factors = units + first, units + last
    right, wrong = _matrix(factors[1] @ factors[0]), _matrix(factors[0] @ factors[1])
    return Finding(
        {"right": right, "wrong": wrong},
        Refutation(
            "two blocks, J₀ = [0 1; 0 0] and then J₁ = [0 0; 1 0], each unit vector sent through both",
            (
                Row("what comes out", _matrix(sent)),
                Row("(I + J₁)(I + J₀)", right),
                Row("(I + J₀)(I + J₁)", wrong),
            ),
            f"J₀J₁ as the last term, {wrong} in all",
            _matrix(sent),
        ),
    )


def _matrix(array: Array) -> str:
    """`[1 1; 1 2]`."""
    return f"[{'; '.join(spaced(row) for row in array)}]"
