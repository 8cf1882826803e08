"""The report: where one stands on a page, for oneself or a coach, and the secret addresses at which others read it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from app.errors import BadInput, Gone, Missing
from app.practice.plan_words import spoken
from app.practice.progress import Range, progress
from app.practice.progress_board import ProgressPage
from app.practice.prospects import within
from app.practice.visit import Desk, Visit
from app.store.reader import Reader
from app.store.rows import ReportLink, ReportLinkEnd
from app.store.writer import Writer

LASTING = (7, 30, 90)  # days


@dataclass(frozen=True, slots=True)
class Report:
    """Where a learner stands on a day, in words that do for whoever reads it."""

    day: date
    progress: ProgressPage

    @property
    def headline(self) -> str:
        """The one sentence."""
        ready = self.progress.readiness
        if ready.recall is None or ready.day is None:
            return "Nothing is measured yet."
        return f"About {round(100 * ready.recall)} of 100 would be recalled on {spoken(ready.day)}."

    @property
    def lead(self) -> str:
        """How sure that is, and what it rests on."""
        ready = self.progress.readiness
        if ready.low is None or ready.high is None:
            return "The report fills with the first answers."
        firsts = sum(skill.count for skill in self.progress.skills)
        rests_on = "1 first answer" if firsts == 1 else f"{firsts:,} first answers"
        return (
            f"{within(ready.low, ready.high)}, by how fast this learner forgets. "
            f"What was never met counts as not known. All of it rests on {rests_on}."
        )


@dataclass(frozen=True, slots=True)
class LiveLink:
    """An address that can be read; `address` is in full."""

    id: UUID
    address: str
    made_at: datetime
    expires_at: datetime


def report(desk: Desk, visit: Visit) -> Report:
    """The report as it stands now."""
    return Report(visit.study_day, progress(desk, visit, Range()))


async def open_link(desk: Desk, visit: Visit, days: int) -> ReportLink:
    """Make another secret address. Raises `BadInput` for a time that is not offered."""
    if days not in LASTING:
        raise BadInput(f"A link lasts {', '.join(map(str, LASTING[:-1]))} or {LASTING[-1]} days.")
    link = ReportLink(visit.learner, visit.new_id(), visit.now, visit.now + timedelta(days=days))

    def record(writer: Writer) -> ReportLink:
        writer.ensure_learner(visit.learner, visit.now)
        writer.add_report_link(link)
        return link

    return await desk.store.write(record)


async def end_link(desk: Desk, visit: Visit, link_id: UUID) -> None:
    """End an address: whoever has it reads nothing any more. Raises `Missing` for anybody else's."""

    def record(writer: Writer) -> None:
        if not any(link.id == link_id for link in writer.report_links(visit.learner)):
            raise Missing("There is no such link among yours.")
        writer.end_report_link(ReportLinkEnd(visit.learner, link_id, visit.now))

    await desk.store.write(record)


def live_links(reader: Reader, visit: Visit) -> tuple[ReportLink, ...]:
    """Those that can be read now, the newest first."""
    ended = {end.link_id for end in reader.report_link_ends(visit.learner)}
    found = reader.report_links(visit.learner)[::-1]
    return tuple(link for link in found if link.id not in ended and visit.now < link.expires_at)


def owner_of(reader: Reader, link_id: UUID, now: datetime) -> UUID:
    """Whose report an address opens. Raises `Gone` where it has expired or was ended, `Missing` where it never was."""
    link = reader.report_link_at(link_id)
    if link is None:
        raise Missing("There is no report at this address.")
    if any(end.link_id == link_id for end in reader.report_link_ends(link.learner_id)):
        raise Gone("Whoever shared this report has ended the link. Ask them for another one.")
    if now >= link.expires_at:
        raise Gone("This link has expired. Ask whoever shared the report for another one.")
    return link.learner_id
