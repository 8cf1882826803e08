"""Kind `field-centre`: where on the image a unit looks, from which pixel to which, and around which centre."""

from app.problems.kind import Kind
from app.problems.receptive_field.field_centre.mistakes import CONVENTIONS, MISTAKES
from app.problems.receptive_field.field_centre.numbers import Lookout, check, follow, solve
from app.problems.receptive_field.field_centre.showing import draw, facts, fields, figure, steps
from app.problems.skills import Skill

KIND = Kind(
    id="field-centre",
    skill=Skill.RECEPTIVE_FIELD,
    params=Lookout,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    follow=follow,
    working=steps,
    step_keys=frozenset({"jump", "origin", "first", "field", "last", "centre"}),
    facts=facts,
    figure=figure,
)
