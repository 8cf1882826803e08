"""A drill in an address: `?drill=skills:output-size,pooling`, `?drill=mistake:no-plus-one`.

It stands behind the address of a question for as long as the drill goes on; nothing about it is kept.
"""

from urllib.parse import quote, urlencode

from app.practice.drilling import Drill
from app.problems.skills import Skill

MISTAKE = "mistake:"
SKILLS = "skills:"


def drill_query(drill: Drill) -> str:
    """The query that says which drill this is."""
    named = f"{MISTAKE}{drill.mistake}" if drill.mistake else SKILLS + ",".join(drill.skills)
    return f"?drill={quote(named, safe=':,-')}"


def drill_of(text: str | None) -> Drill | None:
    """The drill that a query names; nothing for what names none."""
    if not text:
        return None
    if text.startswith(MISTAKE):
        return Drill(mistake=text.removeprefix(MISTAKE))
    known = {str(skill): skill for skill in Skill}
    names = text.removeprefix(SKILLS).split(",")
    return Drill(tuple(known[name] for name in names if name in known))


def next_address(drill: Drill, slug: str) -> str:
    """Where the question after this one is asked for."""
    pairs = [("skill", str(skill)) for skill in drill.skills] if not drill.mistake else [("mistake", drill.mistake)]
    return "/drill?" + urlencode([*pairs, ("after", slug)])
