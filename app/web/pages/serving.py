"""A session in an address: `?session=task:D3.2` names the item that a question is put for. Nothing about it is kept."""

import re
from urllib.parse import quote, urlencode

ITEM = re.compile(r"(task|problem|card):[A-Za-z0-9.-]{1,60}")


def served(text: str | None) -> str:
    """The item that the query names; empty for what names none."""
    return text if text and ITEM.fullmatch(text) else ""


def session_query(item: str) -> str:
    """The query that says which item this is put for."""
    return f"?session={quote(item, safe=':.-')}"


def next_in_session(item: str, *, passes_over: bool) -> str:
    """Where the next question is asked for: of the task this was in, if any is left; what was passed over waits."""
    return f"/session?{urlencode({'after' if passes_over else 'of': item}, safe=':')}"
