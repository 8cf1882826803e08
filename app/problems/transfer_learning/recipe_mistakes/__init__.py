"""Kind `recipe-mistakes`: which lines of a training recipe are wrong.

Sources: Yosinski et al., arXiv:1411.1792 and Kumar et al., arXiv:2202.10054 (what to train first, at which rates);
Keras, "Transfer learning & fine-tuning" (batch norm of a frozen backbone); Kaufman et al., "Leakage in Data Mining",
doi:10.1145/2382577.2382579; Saito and Rehmsmeier, doi:10.1371/journal.pone.0118432 (metrics on unequal classes).
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.transfer_learning.recipe_mistakes.lines import LINES
from app.problems.transfer_learning.recipe_mistakes.numbers import MISTAKES, Recipe, check, draw, solve
from app.problems.transfer_learning.recipe_mistakes.showing import facts, fields, figure, steps

KIND = Kind(
    id="recipe-mistakes",
    skill=Skill.TRANSFER_LEARNING,
    params=Recipe,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    working=steps,
    step_keys=frozenset({"each", *LINES}),
    option_keys=frozenset(LINES),
    facts=facts,
    figure=figure,
)
