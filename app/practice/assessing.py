"""The self-assessment: scores are kept as they are given, and held against first answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.catalog.assessment import AssessmentWords
from app.catalog.catalog import Catalog
from app.errors import BadInput, FieldComplaint
from app.learning.calibration import SCORES, Calibration, Leaning
from app.learning.self_assessment import TARGET, AssessmentDay, before, by_day
from app.learning.tally import Share, Tally
from app.practice.tallying import whole_tally
from app.practice.visit import Desk, Visit
from app.problems.skills import Skill
from app.store.reader import Reader
from app.store.rows import Assessment
from app.store.writer import Writer


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five scores of a skill, with what it says there."""

    score: int
    name: str
    sentence: str
    chosen: bool
    was: bool  # what it was the last time, before today


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill with its five levels; `advice` where the score and the first answers have something to say."""

    id: Skill
    name: str
    can: str
    levels: tuple[Level, ...]
    advice: str = ""
    leaning: Leaning = Leaning.UNKNOWN

    @property
    def score(self) -> int | None:
        """Today's, if it was given."""
        return next((level.score for level in self.levels if level.chosen), None)


@dataclass(frozen=True, slots=True)
class DayTotal:
    """A day of the history."""

    day: date
    total: int
    scored: int  # of how many skills
    short: int  # how many of them are under the target


@dataclass(frozen=True, slots=True)
class AssessmentPage:
    """The self-assessment as it stands today."""

    headline: str
    lead: str
    rows: tuple[SkillRow, ...]
    history: tuple[DayTotal, ...]  # the newest first
    best_total: int


async def assess(desk: Desk, visit: Visit, scores: Mapping[str, int], token: str | None) -> AssessmentDay:
    """Keep today's scores, all nine or some; only what changes is written. Raises `BadInput`."""
    _refuse(scores)

    def record(writer: Writer) -> AssessmentDay:
        writer.ensure_learner(visit.learner, visit.now)
        today = _today(assessed_days(writer, visit), visit.study_day)
        changed = {skill: score for skill, score in scores.items() if today.scores.get(skill) != score}
        if not changed:
            return today
        writer.add_assessment(
            Assessment(
                learner_id=visit.learner,
                id=visit.new_id(),
                token=token,
                scores=changed,
                assessed_at=visit.now,
                study_day=visit.study_day,
                zone=visit.zone.key,
            )
        )
        return _today(assessed_days(writer, visit), visit.study_day)

    return await desk.store.write(record)


def history(desk: Desk, visit: Visit) -> tuple[AssessmentDay, ...]:
    """Every day on which this learner scored themselves, the newest first."""
    with desk.store.read() as reader:
        return assessed_days(reader, visit)[::-1]


def scored_today(reader: Reader, visit: Visit) -> int:
    """How many skills have been scored today."""
    return len(_today(assessed_days(reader, visit), visit.study_day).scores)


def assessment(desk: Desk, visit: Visit) -> AssessmentPage:
    """What was scored today and before, and what first answers say of it."""
    with desk.store.read() as reader:
        days = assessed_days(reader, visit)
        answers = first_answers(desk.catalog, whole_tally(reader, visit.learner))
    today, last = _today(days, visit.study_day), before(days, visit.study_day)
    rows = tuple(_row(desk, skill, today.scores.get(skill), last.get(skill), answers[skill]) for skill in Skill)
    return AssessmentPage(
        headline=_headline(desk, today),
        lead=_lead(today),
        rows=rows,
        history=tuple(DayTotal(each.day, each.total, len(each.scores), len(each.short)) for each in days[::-1]),
        best_total=max(SCORES) * len(Skill),
    )


def first_answers(catalog: Catalog, tally: Tally) -> Mapping[Skill, Share]:
    """First answers to problems that are still in the catalog, by skill."""
    found = dict.fromkeys(Skill, Share())
    for (slug, _), count in tally.asked.items():
        if slug in catalog.problems:
            found[catalog.problems[slug].skill] += Share(count.right, count.first)
    return found


def _refuse(scores: Mapping[str, int]) -> None:
    """Names that are no skill, numbers that are no score."""
    strangers = [name for name in scores if name not in set(Skill)]
    off = [name for name, score in scores.items() if score not in SCORES]
    if strangers or off or not scores:
        complaints = tuple(FieldComplaint(f"/scores/{name}", "A score is a number from 1 to 5.") for name in off)
        skills = f"The skills are {', '.join(Skill)}."
        raise BadInput(skills if strangers else "Give at least one skill a score from 1 to 5.", complaints)


def assessed_days(reader: Reader, visit: Visit) -> tuple[AssessmentDay, ...]:
    """Every day with scores, in order."""
    return by_day((each.study_day, each.scores) for each in reader.assessments(visit.learner))


def _today(days: tuple[AssessmentDay, ...], study_day: date) -> AssessmentDay:
    return next((each for each in days if each.day == study_day), AssessmentDay(study_day, {}))


def _row(desk: Desk, skill: Skill, score: int | None, last: int | None, answers: Share) -> SkillRow:
    words, named = desk.catalog.assessment, desk.catalog.skills[skill]
    held = score or last
    calibration = Calibration(held, answers.right, answers.count) if held else None
    return SkillRow(
        id=skill,
        name=named.name,
        can=named.can,
        levels=_levels(words, skill, score, last),
        advice=advice(calibration) if calibration else "",
        leaning=calibration.leaning if calibration else Leaning.UNKNOWN,
    )


def _levels(words: AssessmentWords, skill: Skill, score: int | None, last: int | None) -> tuple[Level, ...]:
    return tuple(
        Level(each, words.level(each), sentence, chosen=each == score, was=each == last)
        for each, sentence in zip(SCORES, words.skills[skill], strict=True)
    )


def advice(calibration: Calibration) -> str:
    """One sentence that ends in something to do."""
    found = f"{calibration.right:,} of {calibration.count:,} first answers were right"
    match calibration.leaning:
        case Leaning.OVERCONFIDENT:
            return f"You give yourself {calibration.score}, and {found}: drill this before you rely on it."
        case Leaning.UNDERCONFIDENT:
            return f"You give yourself {calibration.score}, and {found}: better than you say. Spend the time elsewhere."
        case Leaning.FAIR if calibration.score < TARGET:
            return f"Your score and your answers agree ({found}). More of the same will raise both."
        case Leaning.FAIR:
            return f"Your score and your answers agree: {found}."
        case Leaning.UNKNOWN:
            return "Nothing to hold that against yet: answer a question or two."


def _headline(desk: Desk, today: AssessmentDay) -> str:
    missing = len(Skill) - len(today.scores)
    if not today.scores:
        return "How well could you do each of these, at a whiteboard, today?"
    if missing:
        return f"{len(today.scores)} of {len(Skill)} skills scored; {missing} to go."
    if not today.short:
        return f"{today.total} of {max(SCORES) * len(Skill)}, and no skill under {TARGET}: that is the target."
    weakest = min(today.short, key=lambda skill: (today.scores[skill], list(Skill).index(Skill(skill))))
    return f"{today.total} of {max(SCORES) * len(Skill)}. The lowest is {desk.catalog.skills[Skill(weakest)].name}."


def _lead(today: AssessmentDay) -> str:
    if today.scores and len(today.scores) == len(Skill) and today.short:
        under = "One skill is" if len(today.short) == 1 else f"{len(today.short)} skills are"
        return f"{under} under {TARGET}. The target is {TARGET} or 5 in every one."
    return "Score yourself from 1 to 5. It takes five minutes, and what you have chosen is kept if you stop halfway."
