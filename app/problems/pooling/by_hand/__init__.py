"""Kind `pool-by-hand`: a small map, pooled by maximum and by mean. Overlapping windows at level 2, padding at level 3.

Padding never wins a maximum. It counts in a mean as PyTorch takes it, and does not as Keras and TensorFlow take it.
Source: torch.nn.MaxPool2d, torch.nn.AvgPool2d (count_include_pad).
"""

from app.problems.kind import Kind
from app.problems.pooling.by_hand.drawing import draw
from app.problems.pooling.by_hand.numbers import CONVENTIONS, MISTAKES, TOGETHER, Pool, check, solve
from app.problems.pooling.by_hand.showing import brief, facts, fields, figure, refute, steps
from app.problems.skills import Skill

KIND = Kind(
    id="pool-by-hand",
    skill=Skill.POOLING,
    params=Pool,
    draw=draw,
    check=check,
    fields=fields,
    solve=solve,
    mistakes=MISTAKES,
    conventions=CONVENTIONS,
    together=TOGETHER,
    working=steps,
    brief=brief,
    step_keys=frozenset({"positions", "rule", "largest", "mean"}),
    refute=refute,
    facts=facts,
    figure=figure,
)
