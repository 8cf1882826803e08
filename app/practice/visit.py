"""What a use case is given: who asks and when, and what it works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from app.catalog.catalog import Catalog
from app.learning.study_days import study_day, study_day_from
from app.store.ids import RANDOM_BITS, uuid7
from app.store.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The words and the records: what every use case works with."""

    catalog: Catalog
    store: Store


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of one learner. Clock and dice are the caller's: `now` is aware, `random_bits(n)` gives n bits."""

    learner: UUID
    now: datetime
    zone: ZoneInfo
    rollover_hour: int
    random_bits: Callable[[int], int]
    not_before: date | None = None  # the last study day written down: a clock that was set back does not undo it

    @property
    def study_day(self) -> date:
        """The day in the learner's life that this belongs to."""
        day = study_day(self.now, zone=self.zone, rollover_hour=self.rollover_hour)
        return study_day_from(day, self.not_before)

    def new_id(self) -> UUID:
        """A key that ascends in time."""
        return uuid7(self.now, self.random_bits(RANDOM_BITS))
