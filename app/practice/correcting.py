"""What is often printed and not true, by skill: the claim, what holds instead, and the run that shows it."""

from dataclasses import dataclass
from itertools import groupby

from app.catalog.errata import Erratum
from app.catalog.words import to_html
from app.practice.sheet import Run, RunLine
from app.practice.visit import Desk
from app.problems.skills import Skill


@dataclass(frozen=True, slots=True)
class Correction:
    """One claim with what is true instead, in HTML."""

    id: str
    claim: str
    truth_html: str
    source: str
    run: Run


@dataclass(frozen=True, slots=True)
class CorrectionGroup:
    """The claims about what one skill is about, and where it is practised; empty where nothing asks for it yet."""

    skill: Skill
    name: str
    address: str
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of them, and the sentence that the page opens with."""

    headline: str
    groups: tuple[CorrectionGroup, ...]


def corrections(desk: Desk) -> Corrections:
    """Every claim, in the order of the skills."""
    order = list(Skill)
    errata = sorted(desk.catalog.errata, key=lambda each: order.index(each.skill))
    groups = tuple(_group(desk, skill, tuple(found)) for skill, found in groupby(errata, key=lambda each: each.skill))
    return Corrections(f"These {len(errata)} sentences are often printed, and not true as they stand.", groups)


def _group(desk: Desk, skill: Skill, errata: tuple[Erratum, ...]) -> CorrectionGroup:
    is_practised = any(problem.skill is skill for problem in desk.catalog.problems.values())
    address = f"/problems?skill={skill}" if is_practised else ""
    return CorrectionGroup(skill, desk.catalog.skills[skill].name, address, tuple(_correction(each) for each in errata))


def _correction(erratum: Erratum) -> Correction:
    run = erratum.run
    lines = tuple(RunLine(row.name, row.shown) for row in run.rows)
    return Correction(
        id=erratum.id,
        claim=erratum.claim,
        truth_html=to_html(erratum.truth),
        source=erratum.source,
        run=Run(run.on, lines, run.claimed, run.found),
    )
