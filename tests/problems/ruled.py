"""What rules find in an answer, by the rule, with the change that mends what is broken."""

from app.problems.diagnosing import Mistaken
from app.problems.findings import Finding, Findings
from app.problems.grading import Right, judge, with_mends
from app.problems.kind import Kind, P


def findings(kind: Kind[P], params: P, field: str, typed: str) -> dict[str, Finding]:
    """Of one field, judged by itself."""
    return {each.rule: each for each in _found(kind, params, field, typed)}


def _found(kind: Kind[P], params: P, field: str, typed: str) -> Findings:
    verdict = judge(kind, params, {field: typed}).fields[field]
    if isinstance(verdict, Mistaken):
        return with_mends(kind, params, field, verdict)
    assert isinstance(verdict, Right), verdict
    return verdict.findings
