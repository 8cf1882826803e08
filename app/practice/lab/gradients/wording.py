"""What there is to say of a stack: the block as a formula, the reason for its gradient's size, and a question."""

from app.practice.lab.gradients.state import GradientState, Order, Weights


def block_formula(state: GradientState) -> str:
    """The block of a residual stack; a plain one leaves the first term out."""
    activated = "{}" if state.weights is Weights.MINUS_IDENTITY else "ReLU({})"
    normal = "BN({})" if state.norm else "{}"
    if state.order is Order.PRE:
        return f"xₙ₊₁ = xₙ + Wₙ·{activated.format(normal.format('xₙ'))}"
    return f"xₙ₊₁ = {activated.format('xₙ + ' + normal.format('Wₙ·xₙ'))}"


def why(state: GradientState) -> str:
    """What makes the two numbers. Sources: arXiv:1603.05027; of normalisation, 1902.08129 and 2002.10444."""
    match state.weights, bool(state.norm), state.order:
        case Weights.MINUS_IDENTITY, False, _:
            return (
                "Every Jacobian J is −I and something of gain g. With the skip I + J leaves g a block, and without it J"
                " has about √(1 + g²): an identity in the sum is no guarantee for the sum."
            )
        case Weights.MINUS_IDENTITY, True, _:
            return (
                "The weights lie near −I, but normalisation rescales what they are given: the Jacobian is not −I any"
                " more, and the skip does not cancel it."
            )
        case _, True, Order.PRE:
            return (
                "Normalisation takes the gain out of the plain stack, which explodes at any. Beside a skip each block"
                " adds to a sum that has grown already: its part shrinks with depth, and the gradient grows slowly."
            )
        case _, True, Order.POST:
            return (
                "Normalisation takes the gain out of both stacks. The ReLU behind each sum stops what is negative on"
                " the skip too, so that no path is an identity all the way."
            )
        case _, _, Order.POST:
            return (
                "The ReLU behind each sum stops what is negative on the skip too: a block's factor is M·(I + J) with a"
                " mask M, and no path is an identity all the way."
            )
        case _:
            return (
                "A random block of gain g multiplies by about g. Beside a skip it adds at a right angle, which makes"
                " √(1 + g²) a block: the gradient cannot fade, and nothing keeps it from exploding."
            )


def question(state: GradientState) -> str:
    """One to take along, about what is on the screen."""
    match state.weights, bool(state.norm), state.order:
        case Weights.MINUS_IDENTITY, _, _:
            return "Which bound on the size of each J rules this out, and which powers bound the gradient then?"
        case _, _, Order.POST:
            return "Is there a path on which nothing is masked, and what would it take to have one?"
        case _, True, _:
            return "Why does a block deep in the stack add less to the gradient than the first, at the same gain?"
        case _:
            return "At which gain does the plain stack keep its gradient, and what do the skips make of it then?"
