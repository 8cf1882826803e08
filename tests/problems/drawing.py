"""Questions that several tests ask: drawn once, because the seed gate is the slowest thing they would all repeat."""

from functools import cache
from typing import Any

from app.problems.gate import generate
from app.problems.kind import AnyKind
from app.problems.kinds import KINDS


def drawn(kind: AnyKind, *, seed: int, level: int) -> Any:
    """What `generate` gives, kept for the next test."""
    return _drawn(kind.id, seed, level)


@cache
def _drawn(kind: str, seed: int, level: int) -> Any:
    return generate(KINDS[kind], seed=seed, level=level)
