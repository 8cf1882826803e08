"""What there is to say of the two networks: the reason for the sizes, the derivation, and what this cannot show."""

from math import log10

from app.catalog.architectures import Architecture
from app.conv.network.layers import Residual
from app.conv.network.unrolling import unrolled
from app.practice.lab.highway.running import Flow
from app.practice.lab.highway.state import HighwayState, Weights
from app.practice.lab.numerals import sized

SOURCES = (
    ("Identity Mappings in Deep Residual Networks", "1603.05027"),
    ("A Mean Field Theory of Batch Normalization", "1902.08129"),
    ("Batch Normalization Biases Residual Blocks Towards the Identity Function in Deep Networks", "2002.10444"),
)


def asked(network: Architecture, blocks: int) -> str:
    """Before anything is run."""
    return f"A gradient of 1 comes in behind the {blocks} blocks of {network.words.name}. What is it at the first?"


def answered(network: Architecture, flow: Flow) -> str:
    """The two sizes."""
    return (
        f"Back through {len(flow.blocks)} blocks of {network.words.name} a gradient of 1 becomes"
        f" {sized(flow.residual[0])} with shortcuts and {sized(flow.plain[0])} without."
    )


def judged(guess: float, flow: Flow) -> str:
    """A guess of the plain network's powers of ten beside what came out."""
    if not flow.plain[0]:
        return f"You guessed {_signed(guess)}; without shortcuts nothing is left that a float32 could hold."
    found = log10(flow.plain[0])
    apart = abs(guess - found)
    how = "within one of it" if apart <= 1 else f"{apart:.1f} apart"
    other_way = ", and the other way" if guess * found < 0 and apart > 1 else ""
    return f"You guessed {_signed(guess)} powers of ten; without shortcuts it is {_signed(found)}: {how}{other_way}."


def _signed(value: float) -> str:
    """`+4`, `−19.9`."""
    return f"{value:+.3g}".replace("-", "−")


def why(state: HighwayState) -> str:
    """What makes the sizes. Sources: arXiv:1902.08129, 2002.10444, 1502.01852."""
    if state.norm:
        return (
            "A random ReLU layer with batch normalisation makes the gradient about √(π/(π − 1)) = 1.21 times as long,"
            " whatever its weights are scaled by, and the plain network multiplies these factors. Beside a shortcut a"
            " normalised block adds to a sum that has grown already: its part of the factor shrinks with each block of"
            " a stage."
        )
    if state.weights is Weights.HE:
        return (
            "He’s spread is chosen so that a ReLU layer keeps the gradient’s length: the plain network does, up to"
            " chance. With shortcuts each sum has the square of both its parts, which is about √2 a block, so here it"
            " is the shortcuts that make it grow; normalisation or a smaller spread in the block takes that away."
        )
    return (
        "PyTorch’s own spread is a sixth of He’s variance, so each layer leaves about √(1/6) = 0.41 of the gradient,"
        " and the plain network multiplies these factors. A shortcut adds 1 to the factor of its block: what is still"
        " lost is lost where there is none, or where it is a projection."
    )


def fulfilled(network: Architecture) -> str:
    """How far the network at hand has what the derivation asks for: sums that nothing touches, shortcuts that are x."""
    blocks = [layer for layer in unrolled(network.layers) if isinstance(layer, Residual)]
    projections = sum(bool(block.shortcut) for block in blocks)
    masked = sum(block.activation is not None for block in blocks)
    behind = f"a function stands behind {masked} of {len(blocks)} sums" if masked else "no function stands behind a sum"
    return f"In {network.words.name} {behind}, and {projections or 'none'} of the shortcuts are projections."


def limits(state: HighwayState) -> str:
    """What random weights show, and what not."""
    statistics = (
        " Each normalisation has the mean and variance that the image leaves there, as constants on the way back."
        if state.norm
        else " Normalisations do nothing here: mean 0, variance 1."
    )
    return (
        "Random weights are what training starts from. They show how sizes multiply with depth, and not whether a"
        " gradient points anywhere useful, nor what trained weights make of it: in plain networks that trained badly He"
        " and others found gradients of healthy size (arXiv:1512.03385, section 4.1). One image of noise, the first of"
        f" the outputs, the same weights in both networks; projections go with their shortcuts.{statistics}"
    )


def question(state: HighwayState) -> str:
    """One to take along."""
    if state.norm:
        return "Which factor a block has the plain network here, and how many normalised layers does a block have?"
    if state.weights is Weights.HE:
        return "By which factor would the last convolution of each block have to be scaled to keep the length?"
    return "At which blocks does the curve with shortcuts fall, and what is special about them?"
