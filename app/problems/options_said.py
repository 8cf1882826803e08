"""Options in the sentences of the code: their words are content, so until those are there a mark stands for each."""

import re
from collections.abc import Iterable

MARK = re.compile("⟨(?P<id>[a-z0-9_-]+)⟩")


def say(id_: str) -> str:
    """What stands for an option: `⟨by-group⟩`."""
    return f"⟨{id_}⟩"


def say_all(ids: Iterable[str]) -> str:
    """Several of them; `none` where there are none."""
    return ", ".join(map(say, sorted(ids))) or "none"
