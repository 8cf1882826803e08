"""Drawing a stage and how far it is scaled."""

from app.problems.architectures.compound_scaling.numbers import Scaling, cost_of_one_step
from app.problems.dice import roll
from app.problems.kind import Dice

MOST = 2.1  # of α·β²·γ²; with less than 1.9 it would be another rule
LEAST = 1.9


def draw(dice: Dice, level: int) -> Scaling:
    """Level 1: EfficientNet's coefficients, two or three steps. Level 2: up to six. Level 3: other coefficients."""
    alpha, beta, gamma = _coefficients(dice) if level == 3 else (120, 110, 115)
    return Scaling(
        alpha=alpha,
        beta=beta,
        gamma=gamma,
        phi=roll(dice, *{1: (2, 3), 2: (3, 6), 3: (2, 4)}[level]),
        layers=roll(dice, 2, 6),
        channels=8 * roll(dice, 2, 40),
        resolution=32 * roll(dice, 5, 9),
    )


def _coefficients(dice: Dice) -> tuple[int, int, int]:
    """Some whose work nearly doubles in a step, as the paper's search has it."""
    while True:
        alpha, beta, gamma = (5 * roll(dice, *ends) for ends in ((21, 30), (21, 24), (21, 25)))
        once = cost_of_one_step(Scaling(alpha=alpha, beta=beta, gamma=gamma, phi=1, layers=1, channels=8, resolution=1))
        if LEAST <= once <= MOST:
            return alpha, beta, gamma
