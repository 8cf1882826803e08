"""Kind `layers-to-see-all`: what takes one layer of attention, done by convolutions at stride 1.

    plain    (K − 1)/2 · L >= M − 1,  from one border of the map to the other
    dilated  (K − 1)/2 · (2^L − 1) >= M − 1,  the rates 1, 2, 4, ...
    weights  L K² D² against 4 D²

Source: the reach of a layer, Araujo, Norris and Sim, Distill 2019; path lengths, Vaswani et al., arXiv:1706.03762,
table 1; rates that double, Yu and Koltun, arXiv:1511.07122.
"""

from app.problems.attention.layers_to_see_all.numbers import MISTAKES, Across, Kernel, check, fields, follow, solve
from app.problems.attention.layers_to_see_all.showing import facts, figure, refute, steps
from app.problems.dice import pick, roll
from app.problems.kind import Dice, Kind
from app.problems.skills import Skill

__all__ = ["KIND", "Across", "check", "solve"]


def draw(dice: Dice, level: int) -> Across:
    """Level 1: how many layers. Level 2: and their weights. Level 3: rates that double as well.

    The map is a cell more than a multiple of what a layer reaches, where counting cells for steps costs a layer.
    """
    kernel: Kernel = pick(dice, DRAWN)
    cells = 1 + (kernel - 1) // 2 * roll(dice, 9, 60)
    return Across(cells=cells, kernel=kernel, weights=level > 1, doubling=level == 3)


DRAWN: tuple[Kernel, ...] = (3, 5, 7)


KIND = Kind(
    id="layers-to-see-all",
    skill=Skill.RECEPTIVE_FIELD,
    params=Across,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    follow=follow,
    refute=refute,
    working=steps,
    step_keys=frozenset({"reach", "fewest", "weights", "doubling"}),
    label_keys=frozenset({"weights", "dilated"}),
    facts=facts,
    figure=figure,
)
