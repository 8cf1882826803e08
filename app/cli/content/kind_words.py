"""The file of a problem that was just begun: all that its kind wants words for, read off the kind's code.

Every value is sound, so that the file loads as it stands; where only the author knows the words, it says TODO and what
belongs there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import yaml

from app.catalog.leftovers import TO_WRITE
from app.catalog.numbers import dump
from app.catalog.problem import samples_of
from app.problems.forms import Table, options_of
from app.problems.kind import Answers, AnyKind, Field, Params
from app.problems.reading import Value

EXAMPLES = 2
A_LINE = 10**6  # characters: YAML would fold what is longer


@dataclass(frozen=True, slots=True)
class Sampled:
    """A kind with questions of every level, since a mistake or a box may be missing in some."""

    kind: AnyKind
    params: tuple[Params, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The boxes of all of them."""
        return tuple(field for params in self.params for field in self.kind.fields(params))

    @property
    def facts(self) -> list[str]:
        """The names that every question of the kind can fill in."""
        first, *others = (self.kind.facts(params) for params in self.params)
        return sorted(name for name in first if all(name in each for each in others))

    @property
    def steps(self) -> list[str]:
        """The lines of the working, in its order."""
        written = [step.key for params in self.params for lines in self.kind.working(params).values() for step in lines]
        known = self.kind.step_keys
        return [*(each for each in dict.fromkeys(written) if each in known), *sorted(known - set(written))]


def problem_file(kind: AnyKind, skill: str | None) -> str:
    """The whole file. `skill` is named where the kind spans several."""
    seen = Sampled(kind, samples_of(kind.id))
    sections = [
        _head(seen, skill),
        _prompt(seen),
        _section("fields", "the label of each box", _labels(seen)),
        _conventions(),
        _examples(seen),
        _section("mistakes", f"`at` is one of the lines {', '.join(seen.steps)}", _mistakes(seen)),
        _section("rules", "what answers are judged by", _rules(kind)),
        _section("alternatives", "how the sentence “28 × 14 is …” goes on", _each(kind.conventions, "right if …")),
        _section("columns", "the label of each column", _each(_columns(seen), "what this column holds")),
        _section("options", _about_options(seen), _each(sorted(kind.option_keys), "what the option says")),
        _section("reasons", "why each line of the working is so", _each(seen.steps, "why"), empty="{}"),
        _foot(),
    ]
    return "\n".join(section for section in sections if section)


def to_write(what: str) -> str:
    """A scalar that says what its author has to put there."""
    return f'"{TO_WRITE}: {what}"'


def _head(seen: Sampled, skill: str | None) -> str:
    named = f"skill: {skill}\n" if skill else ""
    levels = ", ".join(map(str, seen.kind.levels))
    return (
        f"# A problem of the kind {seen.kind.id}. Each {TO_WRITE} is yours to write; content/README.md says more.\n"
        f"kind: {seen.kind.id}\n{named}"
        f"title: {to_write('what it is about, in a few words')}\n"
        f"summary: {to_write('one line for the list')}\n"
        f"level: {seen.kind.levels[0]}  # where its numbers start, of {levels}\n"
        "minutes: 3\n"
        "revision: 1  # add 1 when the meaning changes\n"
        f"source: {to_write('where the arithmetic comes from, such as arXiv:1603.07285, relationship 15')}\n"
    )


def _prompt(seen: Sampled) -> str:
    named = _named(seen.facts)
    return (
        f"# The question. It may say {named or 'no numbers'}.\n"
        "prompt: |\n"
        f"  {TO_WRITE}: ask for it, and say its numbers: {named or 'there are none'}.\n"
    )


def _labels(seen: Sampled) -> Iterator[str]:
    boxes = {field.words: field for field in seen.fields}
    for name in [*boxes, *sorted(seen.kind.label_keys - boxes.keys())]:
        facts = _named(sorted(boxes[name].facts)) if name in boxes else ""
        yield f"  {name}: {to_write('the label')}" + (f"  # it may say {facts}" if facts else "")


def _conventions() -> str:
    return (
        "# The agreements that are printed beside the boxes, such as:\n"
        "#   - word: floor\n"
        "#     meaning: A window that would hang over the border is not used.\n"
        "conventions: []\n"
    )


def _examples(seen: Sampled) -> str:
    """Those of the questions in which most mistakes can be made, with what the solver says of them."""
    kind = seen.kind
    fullest = sorted(seen.params, key=lambda each: -sum(bool(wrong(each)) for wrong in kind.mistakes.values()))
    lines = ["# Work these out by hand before you believe them: the answers are the solver's.", "examples:"]
    for params in fullest[:EXAMPLES]:
        answer = _answer(kind.fields(params), kind.solve(params))
        lines += [
            f"  - params: {_flow(dump(kind, params))}",
            f"    answer: {_flow(answer)}",
            f"    by: {to_write('the working by hand')}",
        ]
    return "\n".join(lines) + "\n"


def _answer(fields: Iterable[Field], solved: Answers) -> dict[str, object]:
    return {field.name: _plain(field, solved[field.name]) for field in fields if field.name in solved}


def _plain(field: Field, value: Value) -> object:
    """As one would type it; whole numbers and shapes as YAML has them."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, tuple) and all(isinstance(each, int) for each in value):
        return list(value)
    return field.form.written(value)


def _mistakes(seen: Sampled) -> Iterator[str]:
    kind = seen.kind
    for name in (each for each in kind.mistakes if each not in kind.rules):
        yield f"  {name}:{_shown_by(seen, name)}"
        yield f"    title: {to_write(f'what was done, as You … ({name})')}"
        yield f"    explanation: {to_write('why that is wrong, and one thing to do')}"
        yield f"    at: {seen.steps[0]}"


def _shown_by(seen: Sampled, mistake: str) -> str:
    """What the mistake makes of a question, beside what is right: the name alone says little."""
    kind = seen.kind
    for params in seen.params:
        right, wrong = kind.solve(params), kind.mistakes[mistake](params)
        for field in kind.fields(params):
            if field.name in wrong and wrong[field.name] != right[field.name]:
                made, true = field.form.written(wrong[field.name]), field.form.written(right[field.name])
                return f"  # {field.name}: {made} instead of {true}, for {_flow(dump(kind, params))}"
    return ""


def _rules(kind: AnyKind) -> Iterator[str]:
    for name in sorted(kind.rules):
        yield f"  {name}:"
        yield f"    title: {to_write(f'what the rule {name} is called')}"
        yield f"    passed: {to_write('what is said where it holds')}"
        yield f"    failed: {to_write('what was done where it does not, without numbers')}"
        yield f"    why: {to_write('the reason')}"
        yield f"    source: {to_write('where to look it up')}"


def _columns(seen: Sampled) -> list[str]:
    tables = (field.form for field in seen.fields if isinstance(field.form, Table))
    return list(dict.fromkeys(column.key for table in tables for column in table.columns))


def _about_options(seen: Sampled) -> str:
    chosen = {fact for field in seen.fields for option in options_of(field.form) for fact in option.facts}
    return f"what each says; it may say {_named(sorted(chosen))}" if chosen else "what each says"


def _each(names: Iterable[str], what: str) -> Iterator[str]:
    for name in names:
        yield f"  {name}: {to_write(f'{what} ({name})')}"


def _section(name: str, about: str, lines: Iterable[str], *, empty: str = "") -> str:
    """Left out where the kind has no such thing, unless every file has to say that it is `empty`."""
    said = list(lines)
    if said:
        return "\n".join([f"# {name}: {about}.", f"{name}:", *said]) + "\n"
    return f"{name}: {empty}\n" if empty else ""


def _foot() -> str:
    return (
        "# Exactly three: a direction, an insight, the words before the full solution.\n"
        "hints:\n"
        f"  - {to_write('where to look, without giving the number away')}\n"
        f"  - {to_write('the insight')}\n"
        "  - Here is the whole working for these numbers.\n\n"
        "rubric:\n"
        f"  strong-hire: {to_write('what somebody says whom one hires at once')}\n"
        f"  lean-hire: {to_write('what is just enough')}\n"
        f"  no-hire: {to_write('what is not')}\n"
    )


def _named(facts: Iterable[str]) -> str:
    """`{{ input }}, {{ kernel }}`."""
    return ", ".join(f"{{{{ {fact} }}}}" for fact in facts)


def _flow(value: Mapping[str, object]) -> str:
    """`{input: 32, kernel: 5}`."""
    return yaml.safe_dump(
        dict(value), default_flow_style=True, allow_unicode=True, sort_keys=False, width=A_LINE
    ).strip()
