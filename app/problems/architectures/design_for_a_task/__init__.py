"""Kind `design-for-a-task`: a network for a task, stage by stage, and the reason for each choice, judged by rules.

Many designs will do, and each rule cites what it rests on in its words. What strong designs differ in is advice.
"""

from app.problems.architectures.design_for_a_task.choices import FORMS
from app.problems.architectures.design_for_a_task.drawing import draw
from app.problems.architectures.design_for_a_task.mending import edits
from app.problems.architectures.design_for_a_task.mistakes import MISTAKES, RULES
from app.problems.architectures.design_for_a_task.numbers import check, inspect, solve
from app.problems.architectures.design_for_a_task.scenes import Task
from app.problems.architectures.design_for_a_task.showing import facts, fields, figure, steps
from app.problems.designing.staging import BLOCKS
from app.problems.kind import Kind
from app.problems.skills import Skill

KIND = Kind(
    id="design-for-a-task",
    skill=Skill.ARCHITECTURES,
    params=Task,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    inspect=inspect,
    edits=edits,
    rules=RULES,
    working=steps,
    step_keys=frozenset({"stages", "field", "params", "macs", *FORMS}),
    option_keys=frozenset({*BLOCKS, *(option.id for form in FORMS.values() for option in form.options)}),
    facts=facts,
    figure=figure,
)
