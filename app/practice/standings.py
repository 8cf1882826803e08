"""What was measured, skill by skill, beside what learners say of themselves; how sure they are; slips that recur."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice

from app.catalog.catalog import Catalog
from app.learning.calibration import STATED, TOLERANCE, Calibration, Leaning, Reliability, brier
from app.learning.mastery import Evidence, Level, mastery
from app.learning.tally import Asked, Count, Share, Tally, freshness, summed
from app.practice import assessing
from app.practice.progress_board import Curve, CurvePoint, ProofLine, Recall, SkillStanding, Slip
from app.problems.skills import Skill

MOST_SLIPS = 8
ENOUGH_JUDGEMENTS = 10
FORMS = {
    Level.VAGUELY: "chosen",
    Level.CAN_EXPLAIN: "worked out",
    Level.CAN_DERIVE: "derived or designed",
    Level.CAN_TEACH: "told in words",
}


def standings(
    catalog: Catalog, tally: Tally, scores: Mapping[str, int], recalled: Mapping[Skill, Recall], today: date
) -> tuple[SkillStanding, ...]:
    """Each skill with what first answers prove; `recalled` is what is predicted to be there."""
    evidence, counts = evidence_by_skill(catalog, tally.asked, today), _counts(catalog, tally)
    spent = sum(count.seconds for count in counts.values()) or 1.0
    return tuple(
        _standing(catalog, skill, _Measured(evidence.get(skill, []), counts[skill], scores.get(skill), share), spent)
        for skill, share in recalled.items()
    )


@dataclass(frozen=True, slots=True)
class _Measured:
    """What is known of a skill: first answers, all answers, the self-score, predicted recall."""

    evidence: list[Evidence]
    count: Count
    score: int | None
    recall: Recall


def evidence_by_skill(catalog: Catalog, asked: Mapping[Asked, Count], today: date) -> Mapping[Skill, list[Evidence]]:
    """First answers as evidence, weighed by their age, those of one form and difficulty together; no skill without."""
    found: defaultdict[Skill, list[Evidence]] = defaultdict(list)
    scale = freshness(today)
    for (skill, proves, difficulty), count in _by_form(catalog, asked).items():
        if count.first:
            found[skill].append(
                Evidence(
                    proves=proves,
                    difficulty=difficulty,
                    count=count.first,
                    right=count.right,
                    clean=count.clean,
                    fresh=count.fresh / scale,
                    earned=count.earned / scale,
                )
            )
    return found


def _by_form(catalog: Catalog, asked: Mapping[Asked, Count]) -> Mapping[tuple[Skill, Level, int], Count]:
    """The sums by skill, form of answer and level of the numbers: what evidence tells apart."""
    found: defaultdict[tuple[Skill, Level, int], list[Count]] = defaultdict(list)
    for (slug, level), count in asked.items():
        problem = catalog.problems.get(slug)
        if problem is not None:
            found[problem.skill, problem.proves, level].append(count)
    return {at: summed(counts) for at, counts in found.items()}


def _counts(catalog: Catalog, tally: Tally) -> Mapping[Skill, Count]:
    found: dict[Skill, list[Count]] = {skill: [] for skill in Skill}
    for (skill, _, _), count in _by_form(catalog, tally.asked).items():
        found[skill].append(count)
    return {skill: summed(counts) for skill, counts in found.items()}


def _standing(catalog: Catalog, skill: Skill, known: _Measured, spent: float) -> SkillStanding:
    found, count, score = mastery(known.evidence), known.count, known.score
    calibration = Calibration(score, count.right, count.first) if score else None
    return SkillStanding(
        id=skill,
        name=catalog.skills[skill].name,
        level=found.level,
        level_name=catalog.assessment.level(found.level) if found.level else "",
        estimate=found.estimate,
        low=found.low,
        high=found.high,
        proofs=tuple(ProofLine(FORMS[each.level], each.right, each.count, each.clean) for each in found.proofs),
        score=score,
        stated=float(STATED[score]) if score else None,
        leaning=calibration.leaning if calibration else Leaning.UNKNOWN,
        advice=assessing.advice(calibration) if calibration else "",
        recall=known.recall,
        seconds=count.seconds,
        minutes_share=count.seconds / spent,
    )


def calibrated(tally: Tally) -> Curve:
    """How sure one was against how often one was right."""
    by_confidence: defaultdict[int, Share] = defaultdict(Share)
    for (_, confidence), share in tally.sure.items():
        by_confidence[confidence] += share
    points = tuple(
        Reliability(confidence, share.right, share.count) for confidence, share in sorted(by_confidence.items())
    )
    return Curve(
        points=tuple(CurvePoint(each.confidence, float(each.stated), each.right, each.count) for each in points),
        brier=float(found) if (found := brier(points)) is not None else None,
        sentence=_about(points),
    )


def _about(points: Iterable[Reliability]) -> str:
    """What the curve says to do."""
    found = tuple(points)
    count = sum(each.count for each in found)
    if count < ENOUGH_JUDGEMENTS:
        return "Say how sure you are before you send an answer: after ten, this shows whether that means anything."
    stated = sum((each.stated * each.count for each in found), Fraction(0)) / count
    right = Fraction(sum(each.right for each in found), count)
    claim = f"You claim {float(stated):.0%} and reach {float(right):.0%}"
    if stated - right > TOLERANCE:
        return f"{claim}: when you feel sure, check once more before you say it."
    if right - stated > TOLERANCE:
        return f"{claim}: say what you know with less hedging."
    return f"{claim}: trust your feeling."


def slips(catalog: Catalog, tally: Tally, about: Collection[str] | None) -> tuple[Slip, ...]:
    """The mistakes made most often, of those that can be made in the problems that are shown."""
    made = sorted(tally.slips.items(), key=lambda each: (-each[1], each[0]))
    titled = ((name, _title_of(catalog, name, about), times) for name, times in made)
    found = (Slip(name, title, times) for name, title, times in titled if title)
    return tuple(islice(found, MOST_SLIPS))


def _title_of(catalog: Catalog, name: str, about: Collection[str] | None) -> str:
    """What a mistake is called; nothing where it cannot be made in any of these problems, or in none any more."""
    for slug, problem in catalog.problems.items():
        if name in problem.mistakes and (about is None or slug in about):
            return problem.mistakes[name].title
    return ""
