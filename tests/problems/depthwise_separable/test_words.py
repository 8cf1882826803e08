"""What the words of these kinds promise: a mistake is shown the working up to its own line, and no further."""

import pytest

from app.catalog.catalog import Catalog
from app.problems.kind import AnyKind
from app.problems.kinds import KINDS
from app.problems.skills import Skill
from tests.problems.drawing import drawn

OURS = [(kind, level) for kind in KINDS.values() if kind.skill is Skill.DEPTHWISE_SEPARABLE for level in kind.levels]


@pytest.mark.parametrize(("kind", "level"), OURS, ids=[f"{kind.id}-{level}" for kind, level in OURS])
def test_every_mistake_points_at_a_line_of_the_field_it_is_made_in(catalog: Catalog, kind: AnyKind, level: int) -> None:
    """A line that is not there would let the working run on to the right answer."""
    words = next(each for each in catalog.problems.values() if each.kind is kind).mistakes
    for seed in range(30):
        params = drawn(kind, seed=seed, level=level)
        working = kind.working(params)
        for name, solver in kind.mistakes.items():
            if name in kind.rules:  # a broken rule says what was achieved, and shows no working
                continue
            for field in solver(params):
                assert words[name].at in {step.key for step in working[field]}, (name, field)
