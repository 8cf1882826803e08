"""What rules say about an answer, in the words of the content."""

from app.catalog.problem import Problem
from app.catalog.words import fill
from app.practice.naming import with_options
from app.practice.sheet import Diagnosis, Ruling
from app.problems.findings import Finding, Findings
from app.problems.kind import Params


def rulings(problem: Problem, params: Params, findings: Findings) -> tuple[Ruling, ...]:
    """Each finding in words, the broken rules first, advice last."""
    ordered = sorted(findings, key=lambda each: (not each.binding, each.holds))
    return tuple(_ruling(problem, params, finding) for finding in ordered)


def _ruling(problem: Problem, params: Params, finding: Finding) -> Ruling:
    words = problem.rules[finding.rule]
    return Ruling(
        rule=finding.rule,
        title=words.title,
        holds=finding.holds,
        binding=finding.binding,
        sentence=words.passed if finding.holds else words.failed,
        achieved=with_options(problem, params, finding.achieved),
        wanted=finding.wanted,
        margin=finding.margin,
        why=fill(words.why, problem.kind.facts(params)),
        source=words.source,
        row=finding.row,
        mend=with_options(problem, params, finding.mend.change) if finding.mend else None,
        mends_all=finding.mend is not None and finding.mend.mends_all,
    )


def diagnoses(problem: Problem, params: Params, rules: tuple[str, ...]) -> tuple[Diagnosis, ...]:
    """Broken rules as the mistakes they count as."""
    facts = problem.kind.facts(params)
    words = {name: problem.mistakes[name] for name in rules}
    return tuple(Diagnosis(name, each.title, fill(each.explanation, facts)) for name, each in words.items())


def tally(findings: Findings) -> str:
    """How many hold: `4 of 5 rules hold.`, as it begins a verdict."""
    binding = [finding.holds for finding in findings if finding.binding]
    if len(binding) == 1:
        return "The rule holds." if all(binding) else "The rule does not hold."
    if all(binding):
        return f"All {len(binding)} rules hold."
    return f"{sum(binding) or 'None'} of {len(binding)} rules hold{'s' if sum(binding) == 1 else ''}."
