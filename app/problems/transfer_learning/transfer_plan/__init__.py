"""Kind `transfer-plan`: a plan for fine-tuning a pretrained network, phase by phase, judged by rules.

Many plans will do, and each rule cites what it rests on in its words. What strong plans differ in is advice.
"""

from app.problems.kind import Kind
from app.problems.skills import Skill
from app.problems.transfer_learning.transfer_plan.choices import FORMS
from app.problems.transfer_learning.transfer_plan.mending import edits
from app.problems.transfer_learning.transfer_plan.numbers import MISTAKES, RULES, inspect, solve
from app.problems.transfer_learning.transfer_plan.phases import OPTIMISERS, TRAINS
from app.problems.transfer_learning.transfer_plan.scenes import Scenario, check, draw
from app.problems.transfer_learning.transfer_plan.showing import facts, fields, figure, steps

KIND = Kind(
    id="transfer-plan",
    skill=Skill.TRANSFER_LEARNING,
    params=Scenario,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    inspect=inspect,
    edits=edits,
    rules=RULES,
    working=steps,
    step_keys=frozenset({"phases", *FORMS}),
    option_keys=frozenset({*TRAINS, *OPTIMISERS, *(option.id for form in FORMS.values() for option in form.options)}),
    label_keys=frozenset({"phases", *FORMS}),
    facts=facts,
    figure=figure,
)
