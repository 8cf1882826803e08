"""What was made for a learner is kept until something of theirs is written, or their day is over."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from app.practice.visit import Desk, Visit

T = TypeVar("T")
MOST = 256  # of all learners together, some tens of kilobytes each


@dataclass(frozen=True, slots=True)
class _Moment:
    """A learner as they stand: nothing that is read of them differs while this is the same."""

    learner: UUID
    changes: int
    study_day: date


@dataclass(frozen=True, slots=True)
class Kept:
    """The last of what was made, each under what it shows. It is for one catalog: other words take another."""

    _made: OrderedDict[tuple[_Moment, Hashable], Any] = field(default_factory=OrderedDict[Any, Any])

    def of(self, desk: Desk, visit: Visit, shown: Hashable, make: Callable[[], T]) -> T:
        """What was made of this before, or what `make` makes of it now.

        The changes are counted before anything else is read, so that what was written in between is made anew.
        """
        with desk.store.read() as reader:
            moment = _Moment(visit.learner, reader.changes(visit.learner), visit.study_day)
        key = (moment, shown)
        if key not in self._made:
            self._made[key] = make()
        self._made.move_to_end(key)
        if len(self._made) > MOST:
            self._made.popitem(last=False)
        return self._made[key]
