"""What the progress page shows: where one stands, what was measured, and what to do about it."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.learning.calibration import Leaning
from app.practice.boards import Way
from app.problems.skills import Skill

DAYS_A_WEEK = 7
SHADES = 4
"""Of days with answers; those without have one of their own."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """The one sentence, and the one thing to do. Recall is predicted, 0 to 1; None: nothing was answered."""

    headline: str
    lead: str
    day: date | None = None
    recall: float | None = None
    low: float | None = None
    high: float | None = None
    advice: "Advice | None" = None


@dataclass(frozen=True, slots=True)
class Advice:
    """What would raise the recall on the day most, per minute."""

    sentence: str
    button: str
    address: str


@dataclass(frozen=True, slots=True)
class ProofLine:
    """Answers of one form: `numbers`, 3 of 4 right, 2 of them clean."""

    form: str
    right: int
    count: int
    clean: int


@dataclass(frozen=True, slots=True)
class Recall:
    """The share of a skill's problems that is predicted to be recalled, 0 to 1: today and on the day that counts."""

    today: float
    then: float


@dataclass(frozen=True, slots=True)
class SkillStanding:
    """One skill: what was measured, 0 to 1 with its range, the level proved if any, and what one said of oneself."""

    id: Skill
    name: str
    level: int | None
    level_name: str
    estimate: float
    low: float
    high: float
    proofs: tuple[ProofLine, ...]
    score: int | None
    stated: float | None  # what the score claims, 0 to 1
    leaning: Leaning
    advice: str
    recall: Recall
    seconds: float
    minutes_share: float  # of all time spent, 0 to 1

    @property
    def count(self) -> int:
        """How many first answers it rests on."""
        return sum(proof.count for proof in self.proofs)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Of the answers given with one confidence, how many were right. `stated` is what it claims, 0 to 1."""

    confidence: int
    stated: float
    right: int
    count: int

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.right / self.count


@dataclass(frozen=True, slots=True)
class Curve:
    """The reliability curve with its Brier score, and the sentence that says what to do."""

    points: tuple[CurvePoint, ...]
    brier: float | None
    sentence: str


@dataclass(frozen=True, slots=True)
class HeatDay:
    """A study day and how many answers were given on it."""

    day: date
    answers: int


@dataclass(frozen=True, slots=True)
class HeatWeek:
    """A week from Monday to Sunday: how many answers were given on each day; None for a day outside the range."""

    monday: date
    answers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Shade:
    """A shade of the heat map, 1 to 4, and the answers of the days that have it, from the fewest to the most."""

    step: int
    least: int
    most: int

    @property
    def words(self) -> str:
        """`5`, or `5 to 9`."""
        return f"{self.least:,}" if self.least == self.most else f"{self.least:,} to {self.most:,}"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Every day of the range, in order, those without an answer as well."""

    days: tuple[HeatDay, ...]
    studied: int
    answers: int

    @property
    def steps(self) -> Mapping[int, int]:
        """
        By number of answers its shade, 0 for none: whoever gives 250 a day sees their days apart as well.

        It goes by the share of the learner's own studied days with fewer, the days with as many counted half (their
        mid-rank), so that days which are all alike have a middling shade.
        """
        ranked = sorted(each.answers for each in self.days if each.answers)
        ranks = {count: (bisect_left(ranked, count) + bisect_right(ranked, count)) / 2 for count in ranked}
        return {0: 0} | {count: 1 + int(SHADES * rank / len(ranked)) for count, rank in ranks.items()}

    @property
    def shades(self) -> tuple[Shade, ...]:
        """Those that some day has, with the answers they stand for."""
        by_step: dict[int, list[int]] = {}
        for count, step in self.steps.items():
            if step:
                by_step.setdefault(step, []).append(count)
        return tuple(Shade(step, min(counts), max(counts)) for step, counts in sorted(by_step.items()))

    @property
    def weeks(self) -> tuple[HeatWeek, ...]:
        """The same days week by week."""
        lead = self.days[0].day.weekday()
        counts = [*[None] * lead, *(each.answers for each in self.days)]
        counts += [None] * (-len(counts) % DAYS_A_WEEK)
        monday = self.days[0].day - timedelta(days=lead)
        return tuple(
            HeatWeek(monday + timedelta(days=at), tuple(counts[at : at + DAYS_A_WEEK]))
            for at in range(0, len(counts), DAYS_A_WEEK)
        )


@dataclass(frozen=True, slots=True)
class LoadDay:
    """A day to come and the minutes that wait on it."""

    day: date
    minutes: int
    name: str  # "Day 7", "interview", or nothing


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A day's total of the self-assessment; `best` is the most it can be with the skills scored."""

    day: date
    total: int
    scored: int


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake and how often it was made; it is drilled under its id."""

    id: str
    title: str
    times: int


@dataclass(frozen=True, slots=True)
class ProgressPage:
    """Everything on the page. What there is nothing of yet is None, or empty."""

    readiness: Readiness
    skills: tuple[SkillStanding, ...]
    curve: Curve
    scores: tuple[ScorePoint, ...]
    load: tuple[LoadDay, ...]
    heat: HeatMap | None
    slips: tuple[Slip, ...]
    chapters: tuple[Way, ...]  # as filters; empty where there is but one
    ways: tuple[Way, ...]  # the skills, likewise
    chapter: str | None
    skill: Skill | None
    first: date | None
    last: date | None
    is_empty: bool  # nothing was answered in this range
