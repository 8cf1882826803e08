"""
A calendar's text (RFC 5545): components of content lines, each ended by CRLF and folded at 75 octets (section 3.1).

All-day events carry a date and no time (`VALUE=DATE`, section 3.6.1), so no zone and no change of the clock moves them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.learning.study_days import ONE_DAY

LINE_OCTETS = 75
ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n", "\r": None})  # section 3.3.11


@dataclass(frozen=True, slots=True, kw_only=True)
class AllDay:
    """An event of one whole day. `sequence` counts its changes, `changed_at` is the last of them."""

    uid: str
    day: date
    title: str
    words: str
    sequence: int
    changed_at: datetime
    link: str = ""
    alarm_hour: int | None = None


def calendar_text(events: Iterable[AllDay], *, product: str, name: str, refresh_hours: int) -> str:
    """The whole calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{product}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_hours}H",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(event: AllDay) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_instant(event.changed_at)}"
    yield f"LAST-MODIFIED:{_instant(event.changed_at)}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.words)}"
    if event.link:
        yield f"URL:{event.link}"
    yield "TRANSP:TRANSPARENT"
    if event.alarm_hour is not None:
        yield from _alarm(event, event.alarm_hour)
    yield "END:VEVENT"


def _alarm(event: AllDay, hour: int) -> Iterator[str]:
    """A reminder so many hours into the day, by the clock of whoever reads the calendar."""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(event.title)}"
    yield f"TRIGGER:PT{hour}H"
    yield "END:VALARM"


def _text(words: str) -> str:
    return words.translate(ESCAPED)


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _folded(line: str) -> str:
    """Broken before the octet that is too many, and never within a character; what follows begins with a space."""
    parts = [""]
    octets = 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS:
            parts.append(" ")
            octets = 1
        parts[-1] += character
        octets += size
    return "\r\n".join(parts)
