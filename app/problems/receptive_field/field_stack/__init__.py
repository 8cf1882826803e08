"""Kind `field-stack`: how far a unit sees after each layer of a stack, and how far apart the last layer's units look.

A row builds on the row above it. Somebody who believes a wrong field is asked what follows from that field.
"""

from app.problems.kind import Kind
from app.problems.reading import Value
from app.problems.receptive_field.field_stack.mistakes import MISTAKES
from app.problems.receptive_field.field_stack.numbers import FieldStack, check, follow, growing, solve
from app.problems.receptive_field.field_stack.showing import brief, draw, facts, fields, figure, steps
from app.problems.receptive_field.looking import smallest
from app.problems.receptive_field.seeing import SLIPS
from app.problems.refuting import Refutation
from app.problems.skills import Skill


def refute(stack: FieldStack, field: str, mistakes: tuple[str, ...], _: Value) -> Refutation | None:
    """A small stack on which the slip and one unit's gradient part."""
    layer = dict(growing(stack)).get(field)
    if layer is None or not mistakes or mistakes[0] not in SLIPS:
        return None
    return smallest(SLIPS[mistakes[0]], is_pool=layer.is_pool)


KIND = Kind(
    id="field-stack",
    skill=Skill.RECEPTIVE_FIELD,
    params=FieldStack,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    follow=follow,
    working=steps,
    brief=brief,
    step_keys=frozenset({"spacing", "grow", "product"}),
    refute=refute,
    facts=facts,
    figure=figure,
)
