"""A check in an address: `?check=sizes:2` says that a form was sent from the second check of that part."""

import re

from app.practice.lessons import Place

CHECK = re.compile(r"([a-z0-9-]{1,60}):([1-9][0-9]?)")


def check_of(text: str | None) -> Place | None:
    """The place that the query names; nothing for what names none."""
    named = CHECK.fullmatch(text or "")
    return Place(named[1], int(named[2])) if named else None
