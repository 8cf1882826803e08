"""The plan in sentences: what is due, why these things, how it is kept."""

from datetime import date

from app.learning.memory import Mode, Repeat, Session
from app.learning.plan import Keeping, Phase, Plan

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MODES = {
    Mode.LADDER: "",
    Mode.NO_DATE: "",
    Mode.MISSED: (
        "More than two sessions were missed, so things are repeated day by day as they fall due, and not only on the "
        "days of the plan."
    ),
    Mode.FORGETTING: (
        "More was forgotten than the memory model expects, so things are repeated day by day as they fall due, and not "
        "only on the days of the plan."
    ),
    Mode.AFTER: "The interview has been. How did it go? Set the next date, or keep fresh what you have.",
}


def spoken(day: date) -> str:
    """`9 March`."""
    return f"{day.day} {MONTHS[day.month - 1]}"


def counted(number: int, word: str) -> str:
    """`1 repeat`, `4 repeats`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def lasting(minutes: float) -> str:
    """`8 min`; half a minute is said as such."""
    return "½ min" if 0 < minutes < 1 else f"{round(minutes)} min"


def due_headline(plan: Plan, session: Session, names: list[str], repeats: int, minutes: int) -> str:
    """What today holds, in one sentence."""
    if session.phase is Phase.BEFORE:
        return f"The plan starts on {spoken(plan.start)}."
    if session.phase is Phase.INTERVIEW:
        return "The interview is today. Nothing new; look the cards over."
    held = [*names, *([counted(repeats, "repeat")] if repeats else [])]
    if held:
        together = " and ".join([", ".join(held[:-1]), held[-1]] if len(held) > 1 else held)
        return f"Today: {together}, about {lasting(minutes)}."
    if session.phase is Phase.PAUSE:
        over = next((each.last for each in plan.pauses if each.covers(session.day)), session.day)
        return f"You are on a pause, until {spoken(over)}."
    return "Nothing is due today."


def why_repeated(repeat: Repeat, today: date) -> str:
    """`missed last time`; of what was right, what is predicted: `74% likely to be there on 16 March`."""
    if repeat.was_missed:
        return "missed last time"
    day = "today" if repeat.by == today else f"on {spoken(repeat.by)}"
    return f"{repeat.recall:.0%} likely to be there {day}"


def kept_sentence(keeping: Keeping) -> str:
    """How the ladder is kept; nothing before the first of its days is over."""
    counted_days = keeping.kept + keeping.missed
    return f"{keeping.kept} of {counted(counted_days, 'session')} kept." if counted_days else ""


def lateness_note(late: int) -> str:
    """How a checkpoint was done."""
    if late > 0:
        return f"done {counted(late, 'day')} late"
    return f"done {counted(-late, 'day')} early" if late < 0 else "done on the day"
