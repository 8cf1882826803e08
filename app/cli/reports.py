"""What whoever runs the instance reads in a terminal: disputes and insights, for eyes or as JSON."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from app.practice.disputing import cases, numbers_named
from app.practice.insights import Insights, lasting
from app.store import Dispute


def write(lines: Iterable[str]) -> None:
    """To standard output, a line at a time; what a terminal would take for a command or cannot show is spelled out."""
    for line in lines:
        sys.stdout.write("".join(map(_shown, line)) + "\n")


def disputes_to_read(found: Iterable[Dispute]) -> Iterator[str]:
    """Each dispute in a few lines. Nobody's name or number is among them."""
    count = 0
    for count, dispute in enumerate(found, start=1):  # noqa: B007 - counted for the last line
        numbers = numbers_named(dispute.level, dispute.seed, dispute.params)
        named = f"{dispute.slug} {numbers} (revision {dispute.revision})"
        yield f"{dispute.disputed_at:%Y-%m-%d %H:%M} UTC  {named}  {dispute.outcome}"
        for name, reading in dispute.readings.items():
            yield f"  {name}: “{dispute.answer[name]}” {_read_as(reading['echo'])}"
        yield f"  we said: {dispute.verdict['headline']}"
        yield f"  they say: {dispute.comment or '(no comment)'}"
        yield ""
    yield _counted(count, "dispute") + "."


def disputes_to_export(found: Iterable[Dispute]) -> Iterator[str]:
    """Each disputed field as a line of JSON."""
    for dispute in found:
        yield from (_json(case) for case in cases(dispute))


def insights_to_export(found: Iterable[Insights]) -> Iterator[str]:
    """Each problem's counts as a line of JSON."""
    for each in found:
        yield _json(asdict(each) | {"right_at_first": each.right_at_first})


def overview_to_read(found: Iterable[Insights]) -> Iterator[str]:
    """A line for each problem."""
    found = list(found)
    width = max((len(each.slug) for each in found), default=0) + 2
    yield (
        f"{'problem':{width}}{'attempts':>9}{'learners':>9}{'at first':>9}{'median':>13}"
        f"{'unexplained':>12}{'disputes':>9}"
    )
    for each in found:
        totals, seconds = each.totals, each.seconds
        median = lasting(seconds.median) if seconds else "-"
        yield (
            f"{each.slug:{width}}{totals.attempts:>9,}{totals.learners:>9,}{_share(each):>9}{median:>13}"
            f"{each.unexplained_count:>12,}{each.disputed:>9,}"
        )


def insights_to_read(each: Insights) -> Iterator[str]:
    """One problem's counts."""
    totals = each.totals
    yield f"{each.slug}: {each.title}"
    yield f"  {_counted(totals.attempts, 'attempt')} by {_counted(totals.learners, 'learner')}"
    yield f"  right at the first attempt: {totals.right_at_first:,} of {totals.answered:,} questions ({_share(each)})"
    if each.seconds:
        lower, median, upper = map(lasting, (each.seconds.lower, each.seconds.median, each.seconds.upper))
        yield f"  time to the first answer: median {median}, quartiles {lower} and {upper} (of {each.seconds.count:,})"
    hints = ", ".join(f"{count.questions:,} with {count.hints}" for count in each.hints)
    yield f"  hints, by question: {hints}; solution asked for at {each.solutions_seen:,}"
    disputed = ", ".join(f"{times:,} {outcome}" for outcome, times in each.disputes.items())
    yield f"  disputes: {disputed or 'none'}"
    yield from _mistakes(each)
    yield from _values(each)


def _mistakes(each: Insights) -> Iterator[str]:
    yield ""
    yield f"{'times':>7}{'learners':>10}  mistake"
    for slip in each.slips:
        yield f"{slip.times:>7,}{slip.learners:>10,}  {slip.title} ({slip.id})"
    yield f"  never made: {len(each.never_made)} of the known mistakes"


def _values(each: Insights) -> Iterator[str]:
    yield ""
    yield f"{'times':>7}{'learners':>10}  value that no mistake explains"
    for value in each.unexplained:
        yield f"{value.times:>7,}{value.learners:>10,}  {value.field} {value.reading}, at {value.address}"
    count = _counted(each.unexplained_count, "answer")
    yield f"  {count} in all. A value that comes back is a mistake nobody has named yet."


def _share(each: Insights) -> str:
    return "-" if each.right_at_first is None else f"{each.right_at_first:.0%}"


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def _read_as(echo: str | None) -> str:
    return f"read as {echo}" if echo else "not read"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shown(character: str) -> str:
    r"""`\u001b` for what is not printable; JSON spells it the same way."""
    if character.isprintable():
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
