"""What there is to repeat, and what of it lies within something else."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Items:
    """Everything there is to repeat: the minutes of each, and of a task the items that its questions are about."""

    minutes: Mapping[str, float]
    parts: Mapping[str, Collection[str]] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        """There are not many different ones at a time."""
        return hash((len(self.minutes), len(self.parts)))

    def within(self, tasks: Iterable[str]) -> frozenset[str]:
        """What is answered with these tasks, and so need not be repeated beside them."""
        return frozenset(part for task in tasks for part in self.parts.get(task, ()))
