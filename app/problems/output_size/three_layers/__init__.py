"""Kind `three-layers-to-target`: three convolutions from one shape to another, within a field and two budgets.

Many designs will do; rules judge them.
"""

from app.problems.kind import Kind
from app.problems.output_size.three_layers.drawing import draw
from app.problems.output_size.three_layers.mistakes import MISTAKES, RULES
from app.problems.output_size.three_layers.numbers import Wanted, check, edits, inspect, solve
from app.problems.output_size.three_layers.showing import facts, fields, figure, steps
from app.problems.skills import Skill

KIND = Kind(
    id="three-layers-to-target",
    skill=Skill.OUTPUT_SIZE,
    params=Wanted,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    inspect=inspect,
    edits=edits,
    rules=RULES,
    working=steps,
    step_keys=frozenset({"size", "field", "params", "macs"}),
    facts=facts,
    figure=figure,
)
