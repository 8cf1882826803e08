"""What an explanation is held against, from a file with `kind: explain`, and all that can be wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.catalog.schema import ExplainFile
from app.catalog.yaml_file import YamlFile
from app.errors import BadInput, Complaint
from app.problems.explaining.kind import POINTS, TEXT
from app.problems.explaining.patterns import Pattern, pattern
from app.problems.explaining.points import Brief, Point, Slogan
from app.problems.explaining.words import count_words

SHORTEST_MODEL, LONGEST_MODEL = 80, 150  # words: what one says in a minute
LABELS = {TEXT: "In your own words", POINTS: "Which of these points does your answer make?"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The points with their patterns, what each says in words, and an answer in which all of them are."""

    brief: Brief
    says: Mapping[str, str]
    model: str


def explanation_from(words: ExplainFile) -> Explanation:
    """Raises `BadInput` for a pattern that cannot be read."""
    points = tuple(Point(name, each.essential, _patterns(each.words)) for name, each in words.points.items())
    slogans = tuple(Slogan(name, _patterns(each.words), frozenset(each.unless)) for name, each in words.slogans.items())
    return Explanation(Brief(points, slogans), {name: each.says for name, each in words.points.items()}, words.model)


def _patterns(written: list[str]) -> tuple[Pattern, ...]:
    return tuple(pattern(each) for each in written)


def explanation_complaints(file: YamlFile, words: ExplainFile) -> Iterator[Complaint]:
    """Patterns that cannot be read, names of nothing, and texts in which the pass finds other points than are said."""
    unread = list(_unread_patterns(file, words))
    yield from unread
    yield from _unknown_points(file, words)
    if not any(point.essential for point in words.points.values()):
        yield file.complaint(("points",), "No point is essential, so that any text would be right.")
    if not unread:
        brief = explanation_from(words).brief
        yield from _about_the_model(file, words, brief)
        yield from _about_the_examples(file, words, brief)


def _unread_patterns(file: YamlFile, words: ExplainFile) -> Iterator[Complaint]:
    sections = {"points": words.points, "slogans": words.slogans}
    for section, entries in sections.items():
        for name, entry in entries.items():
            for place, written in enumerate(entry.words):
                try:
                    pattern(written)
                except BadInput as error:
                    yield file.complaint((section, name, "words", place), error.sentence)


def _unknown_points(file: YamlFile, words: ExplainFile) -> Iterator[Complaint]:
    named = {("slogans", name, "unless"): each.unless for name, each in words.slogans.items()}
    listed = {("examples", place, "points"): each.points for place, each in enumerate(words.examples)}
    for path, names in [*named.items(), *listed.items()]:
        for name in names:
            if name not in words.points:
                yield file.complaint(path, f"There is no point {name!r}; there are {', '.join(words.points)}.")


def _about_the_model(file: YamlFile, words: ExplainFile, brief: Brief) -> Iterator[Complaint]:
    count = count_words(words.model)
    if not SHORTEST_MODEL <= count <= LONGEST_MODEL:
        bounds = f"{SHORTEST_MODEL} to {LONGEST_MODEL}"
        yield file.complaint(("model",), f"A model answer has {bounds} words; this one has {count}.")
    found = brief.found_in(words.model)
    for point in brief.points:
        if point.id not in found:
            yield file.complaint(("model",), f"No pattern finds the point {point.id!r} in it.")


def _about_the_examples(file: YamlFile, words: ExplainFile, brief: Brief) -> Iterator[Complaint]:
    for place, example in enumerate(words.examples):
        found = brief.found_in(example.text).keys()
        if set(example.points) != set(found):
            sentence = f"By hand it makes {_listed(example.points)}, the pass finds {_listed(found)}."
            yield file.complaint(("examples", place, "points"), sentence)
        slogans = brief.slogans_in(example.text, frozenset(found))
        if set(example.slogans) != set(slogans):
            sentence = f"By hand it is {_listed(example.slogans)}, the pass finds {_listed(slogans)}."
            yield file.complaint(("examples", place, "slogans"), sentence)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"
