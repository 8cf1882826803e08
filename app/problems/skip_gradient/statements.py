"""The statements of the proof that skips keep one term of the gradient whole, what each needs, and false ones.

    ∂x_N/∂x_0 = (I + J_(N−1))⋯(I + J_0) = I + Σ J_n + Σ_(m<n) J_n J_m + … + J_(N−1)⋯J_0

Blocks count from 0 to N − 1, x_(n+1) = F_n(x_n) + x_n, J_n = ∂F_n/∂x_n. Matrices do not commute, so the last block
stands leftmost. Sources: He et al., arXiv:1603.05027, equations 1 to 5 (the derivation) and section 3 (what spoils the
identity); Veit et al., arXiv:1605.06431, section 3 (the 2^N paths).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.problems.dice import pick
from app.problems.forms import Line
from app.problems.forms.ordering import LEFT_OUT
from app.problems.kind import Dice, Step

Scope: TypeAlias = Literal["one", "all", "limits"]
Letter: TypeAlias = Literal["x", "h", "u", "z", "a", "v"]
Map: TypeAlias = Literal["F", "G", "f", "g"]
SCOPES: tuple[Scope, ...] = ("one", "all", "limits")
LETTERS: tuple[Letter, ...] = ("x", "h", "u", "z", "a", "v")
MAPS: tuple[Map, ...] = ("F", "G", "f", "g")

UNDEFINED = "nothing-defined-yet"
NO_FACTORS = "product-before-its-factors"
NOTHING_TO_EXPAND = "nothing-to-expand"
NO_TERMS = "claim-before-its-terms"
NO_PRODUCT = "paths-before-the-product"
NO_RULE = "plain-before-the-rule"
NOTHING_TO_BOUND = "bound-before-the-plain-product"
NO_CLAIM = "limit-before-the-claim"
TOO_EARLY = (
    UNDEFINED,
    NO_FACTORS,
    NOTHING_TO_EXPAND,
    NO_TERMS,
    NO_PRODUCT,
    NO_RULE,
    NOTHING_TO_BOUND,
    NO_CLAIM,
)


@dataclass(frozen=True, slots=True)
class Falsehood:
    """What is said in place of a true statement, and the mistake behind it."""

    instead_of: str
    mistake: str


ONE = (
    Line("block"),
    Line("derivative", needs={"block": UNDEFINED}),
    Line("chain", needs={"block": UNDEFINED}),
    Line("insert", needs={"derivative": NO_FACTORS, "chain": NO_FACTORS}),
    Line("split", needs={"insert": NOTHING_TO_EXPAND}),
    Line("direct", needs={"split": NO_TERMS}),
    Line("cancel", needs={"split": NO_CLAIM}),
)
PRODUCT = (
    Line("blocks"),
    Line("factor", needs={"blocks": UNDEFINED}),
    Line("order", needs={"blocks": UNDEFINED}),
    Line("product", needs={"factor": NO_FACTORS, "order": NO_FACTORS}),
    Line("expansion", needs={"product": NOTHING_TO_EXPAND}),
    Line("identity", needs={"expansion": NO_TERMS}),
)
LOSS = Line("loss", needs={"identity": NO_TERMS})
OTHERS_CANCEL = Line("others-cancel", needs={"expansion": NO_CLAIM})
LIMITS = (
    Line("plain", needs={"order": NO_RULE}),
    Line("bound", needs={"plain": NOTHING_TO_BOUND}),
    Line("paths", needs={"product": NO_PRODUCT}),
    Line("relu", needs={"factor": NO_CLAIM}),
)
PROOFS: Mapping[Scope, tuple[Line, ...]] = {
    "one": ONE,
    "all": (*PRODUCT, LOSS, OTHERS_CANCEL),
    "limits": (*PRODUCT, *LIMITS, OTHERS_CANCEL),
}
FALSEHOODS: Mapping[str, Falsehood] = {
    "derivative-alone": Falsehood("derivative", "forgot-identity"),
    "derivative-times": Falsehood("derivative", "multiplied-the-paths"),
    "chain-added": Falsehood("chain", "added-the-factors"),
    "split-bare": Falsehood("split", "identity-without-gradient"),
    "safe": Falsehood("direct", "identity-guarantees-size"),
    "factor-alone": Falsehood("factor", "forgot-identity"),
    "order-added": Falsehood("order", "added-the-factors"),
    "product-reversed": Falsehood("product", "reversed-product"),
    "expansion-reversed": Falsehood("expansion", "reversed-pairs"),
    "expansion-short": Falsehood("expansion", "forgot-mixed-terms"),
    "all-safe": Falsehood("loss", "identity-guarantees-size"),
    "bound-each": Falsehood("bound", "no-common-bound"),
    "paths-few": Falsehood("paths", "paths-counted-singly"),
    "relu-harmless": Falsehood("relu", "relu-leaves-the-identity"),
}
MISUNDERSTANDINGS = tuple(dict.fromkeys(each.mistake for each in FALSEHOODS.values()))
SLIPS = (*MISUNDERSTANDINGS, *TOO_EARLY, LEFT_OUT)
STATEMENTS = frozenset(line.id for proof in PROOFS.values() for line in proof)


def falsehoods(scope: Scope) -> tuple[str, ...]:
    """What can be said falsely in this proof."""
    stated = {line.id for line in PROOFS[scope]}
    return tuple(name for name, each in FALSEHOODS.items() if each.instead_of in stated)


def letters(dice: Dice) -> tuple[Letter, Map]:
    """What the activations and the maps are called."""
    return pick(dice, LETTERS), pick(dice, MAPS)


WORKING: Mapping[str, tuple[str, str]] = {
    "block": ("{x}₁", "{f}({x}₀) + {x}₀"),
    "derivative": ("∂{x}₁/∂{x}₀", "I + J"),
    "chain": ("∂L/∂{x}₀", "∂L/∂{x}₁ · ∂{x}₁/∂{x}₀"),
    "insert": ("∂L/∂{x}₀", "∂L/∂{x}₁ · (I + J)"),
    "split": ("∂L/∂{x}₀", "∂L/∂{x}₁ + ∂L/∂{x}₁ · J"),
    "direct": ("J → 0:  ∂L/∂{x}₁ stays", ""),
    "cancel": ("J → −I:  I + J → 0", ""),
    "blocks": ("{x}ₙ₊₁", "{f}ₙ({x}ₙ) + {x}ₙ"),
    "factor": ("∂{x}ₙ₊₁/∂{x}ₙ", "I + Jₙ"),
    "order": ("last · … · first", ""),
    "product": ("∂{x}_N/∂{x}₀", "(I + J_(N−1)) ⋯ (I + J₁)(I + J₀)"),
    "expansion": ("", "I + Σ Jₙ + Σ_(m<n) Jₙ Jₘ + ⋯ + J_(N−1) ⋯ J₀"),
    "identity": ("I · I · … · I", "I"),
    "loss": ("∂L/∂{x}₀", "∂L/∂{x}_N + other terms"),
    "others-cancel": ("Jₙ → −I:  I + Jₙ → 0", ""),
    "plain": ("without skips: ∂{x}_N/∂{x}₀", "J_(N−1) ⋯ J₁ J₀"),
    "bound": ("‖J_(N−1) ⋯ J₀‖ ≤ c^N → 0", ""),
    "paths": ("2 · 2 · … · 2", "2^N"),
    "relu": ("ReLU behind the sum: factor", "Mₙ (I + Jₙ)"),
}


def step(statement: str, *, x: str, f: str) -> Step:
    """A statement as a line of working."""
    left, right = WORKING[statement]
    return Step(statement, left.format(x=x, f=f), right.format(x=x, f=f))
