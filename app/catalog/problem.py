"""A problem: a kind with words. And all that can contradict between the two."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from app.catalog.explanation import LABELS, Explanation, explanation_from
from app.catalog.numbers import load
from app.catalog.proving import proves
from app.catalog.schema import (
    ConventionWords,
    Example,
    ExplainFile,
    MistakeWords,
    ProblemFile,
    RubricWords,
    RuleWords,
    SkillWords,
)
from app.catalog.words import formulas, placeholders, unset
from app.catalog.yaml_file import YamlFile
from app.errors import AppError, Complaint
from app.learning.mastery import Level
from app.problems.explaining.kind import TEXT, NoNumbers, explain
from app.problems.forms import Table, options_of
from app.problems.gate import found_in, generate, is_right
from app.problems.kind import AnyKind, Field, Params
from app.problems.kinds import KINDS
from app.problems.reading import Understood, Value, as_typed
from app.problems.skills import Skill

SAMPLE_SEEDS = range(5)
WITH_FORMULAS = frozenset({"prompt", "hints", "options", "rubric"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Immutable and checked: every word it needs is there, and every number in it was confirmed by the solver."""

    slug: str
    chapter: str
    kind: AnyKind
    skill: Skill
    skill_name: str
    title: str
    summary: str
    level: int
    minutes: int
    revision: int
    source: str
    prompt: str
    labels: Mapping[str, str]
    conventions: tuple[ConventionWords, ...]
    given: Params | None
    proves: Level  # what a right answer to it says of its skill
    columns: Mapping[str, str]
    mistakes: Mapping[str, MistakeWords]
    rules: Mapping[str, RuleWords]
    alternatives: Mapping[str, str]
    options: Mapping[str, str]
    reasons: Mapping[str, str]
    hints: tuple[str, ...]
    rubric: RubricWords
    explanation: Explanation | None = None  # where it is answered in one's own words

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels its questions can be drawn at; `level` is where one starts."""
        return self.kind.levels

    def draw(self, seed: int, level: int | None = None) -> Params:
        """The numbers that belong to a seed, at the problem's own level unless another is named."""
        return generate(self.kind, seed=seed, level=level or self.level)


def problem_from(path: Path, words: ProblemFile, skills: Mapping[Skill, SkillWords]) -> Problem:
    """The problem that a checked file at chapters/CHAPTER/problems/SLUG.yaml describes."""
    kind = KINDS[words.kind]
    skill = _skill_of(words, kind)
    return Problem(
        slug=path.stem,
        chapter=path.parent.parent.name,
        kind=kind,
        skill=skill,
        skill_name=skills[skill].name,
        title=words.title,
        summary=words.summary,
        level=words.level,
        minutes=words.minutes,
        revision=words.revision,
        source=words.source,
        prompt=words.prompt,
        labels=words.fields,
        conventions=tuple(words.conventions),
        given=load(kind, words.given) if words.given is not None else None,
        proves=proves(kind, generate(kind, seed=SAMPLE_SEEDS[0], level=words.level)),
        columns=words.columns,
        mistakes=words.mistakes | {name: rule.as_mistake() for name, rule in words.rules.items()},
        rules=words.rules,
        alternatives=words.alternatives,
        options=words.options,
        reasons=words.reasons,
        hints=tuple(words.hints),
        rubric=words.rubric,
    )


def explaining_from(path: Path, words: ExplainFile, skills: Mapping[Skill, SkillWords]) -> Problem:
    """The problem that a checked file with `kind: explain` describes."""
    explanation = explanation_from(words)
    kind = explain(explanation.brief, words.model, skill=words.skill, level=words.level)
    return Problem(
        slug=path.stem,
        chapter=path.parent.parent.name,
        kind=kind,
        skill=words.skill,
        skill_name=skills[words.skill].name,
        title=words.title,
        summary=words.summary,
        level=words.level,
        minutes=words.minutes,
        revision=words.revision,
        source=words.source,
        prompt=words.prompt,
        labels=LABELS,
        conventions=(),
        given=NoNumbers(),
        proves=proves(kind, NoNumbers()),
        mistakes={
            name: MistakeWords(title=each.title, explanation=each.explanation, at=TEXT)
            for name, each in words.slogans.items()
        },
        alternatives={},
        columns={},
        rules={},
        options={},
        reasons={},
        hints=tuple(words.hints),
        rubric=words.rubric,
        explanation=explanation,
    )


def _skill_of(words: ProblemFile, kind: AnyKind) -> Skill:
    """The kind's, or the problem's own where its kind spans several."""
    skill = kind.skill or words.skill
    if skill is None:
        raise LookupError(f"The kind {kind.id} spans several skills, and a problem of it names none.")
    return skill


def complaints(file: YamlFile, words: ProblemFile) -> Iterator[Complaint]:
    """What a schema cannot see: words for something the kind does not have, or numbers the solver contradicts."""
    if words.kind not in KINDS:
        yield file.complaint(("kind",), f"There is no kind {words.kind!r}; there are {', '.join(KINDS)}.")
        return
    kind = KINDS[words.kind]
    if words.level not in kind.levels:
        yield file.complaint(("level",), f"This kind has the levels {', '.join(map(str, kind.levels))}.")
        return
    if kind.skill and words.skill:
        yield file.complaint(("skill",), f"The kind {kind.id} has its skill already: {kind.skill}.")
    if not kind.skill and not words.skill:
        yield file.complaint((), f"The kind {kind.id} spans several skills: name the one of this problem in `skill`.")
    samples = samples_of(kind.id)
    yield from _about_numbers(file, words, kind)
    yield from _about_keys(file, words, kind, samples)
    yield from _about_placeholders(file, words, kind, samples)


def _about_numbers(file: YamlFile, words: ProblemFile, kind: AnyKind) -> Iterator[Complaint]:
    """The problem's own numbers and the hand-worked examples."""
    if words.given is not None:
        yield from _unloadable(file, ("given",), words.given, kind)
    for position, example in enumerate(words.examples):
        path = ("examples", position)
        broken = list(_unloadable(file, (*path, "params"), example.params, kind))
        yield from broken or _contradicted(file, (*path, "answer"), example, kind)


def _unloadable(
    file: YamlFile, path: tuple[str | int, ...], raw: Mapping[str, object], kind: AnyKind
) -> Iterator[Complaint]:
    try:
        load(kind, raw)
    except AppError as error:
        yield file.complaint(path, error.sentence)


def _contradicted(file: YamlFile, path: tuple[str | int, ...], example: Example, kind: AnyKind) -> Iterator[Complaint]:
    params = load(kind, example.params)
    solved = kind.solve(params)
    for asked in kind.fields(params):
        by_hand = example.answer.get(asked.name, "nothing")
        reading = asked.form.read(as_typed(by_hand))
        right = solved[asked.name]
        if not (isinstance(reading, Understood) and _confirms(kind, params, asked, reading.value)):
            sentence = f"By hand it is {by_hand}, the solver says {asked.form.written(right)}."
            yield file.complaint((*path, asked.name), sentence)
    for name in sorted(example.answer.keys() - solved.keys()):
        yield file.complaint((*path, name), "This question has no such field.")


def _confirms(kind: AnyKind, params: Params, asked: Field, by_hand: Value) -> bool:
    """Whether the solver says the same; where rules judge, whether each of them holds."""
    if found_in(kind, params, asked.name, by_hand):
        return is_right(kind, params, asked, by_hand)
    return asked.form.agrees(by_hand, kind.solve(params)[asked.name])


def _about_keys(file: YamlFile, words: ProblemFile, kind: AnyKind, samples: tuple[Params, ...]) -> Iterator[Complaint]:
    """Each set of words has to match the code's set of the same things."""
    asked = [field for params in samples for field in kind.fields(params)]
    columns = {column.key for field in asked if isinstance(field.form, Table) for column in field.form.columns}
    pairs = {
        "fields": (set(words.fields), {field.words for field in asked} | kind.label_keys),
        "columns": (set(words.columns), columns),
        "mistakes": (set(words.mistakes), set(kind.mistakes) - kind.rules),
        "rules": (set(words.rules), set(kind.rules)),
        "alternatives": (set(words.alternatives), set(kind.conventions)),
        "reasons": (set(words.reasons), set(kind.step_keys)),
        "options": (set(words.options), set(kind.option_keys)),
    }
    for section, (said, known) in pairs.items():
        for name in sorted(said - known):
            yield file.complaint((section, name), f"The kind {kind.id} knows no such thing.")
        for name in sorted(known - said):
            yield file.complaint((section,), f"Words are missing for {name!r}.")
    for name, mistake in words.mistakes.items():
        if mistake.at not in kind.step_keys:
            yield file.complaint(("mistakes", name, "at"), f"The working has no line {mistake.at!r}.")


def _about_placeholders(
    file: YamlFile, words: ProblemFile, kind: AnyKind, samples: tuple[Params, ...]
) -> Iterator[Complaint]:
    facts = {name for name in kind.facts(samples[0]) if all(name in kind.facts(params) for params in samples)}
    asked = [field for params in samples for field in kind.fields(params)]
    named = set(chain.from_iterable(field.facts for field in asked))
    chosen = set(chain.from_iterable(option.facts for field in asked for option in options_of(field.form)))
    texts: dict[tuple[str | int, ...], tuple[str, set[str]]] = {
        ("prompt",): (words.prompt, facts),
        **{("conventions", position): (each.meaning, set()) for position, each in enumerate(words.conventions)},
        **{("hints", position): (hint, facts) for position, hint in enumerate(words.hints)},
        **{("fields", name): (label, facts | named) for name, label in words.fields.items()},
        **{("columns", name): (label, facts) for name, label in words.columns.items()},
        **_texts_of_rules(words, facts),
        **{("mistakes", name, "title"): (each.title, set()) for name, each in words.mistakes.items()},
        **{("mistakes", name, "explanation"): (each.explanation, facts) for name, each in words.mistakes.items()},
        **{("reasons", name): (reason, facts) for name, reason in words.reasons.items()},
        **{("alternatives", name): (text, set()) for name, text in words.alternatives.items()},
        **{("options", name): (text, facts | chosen) for name, text in words.options.items()},
        **{("rubric", band): (text, set[str]()) for band, text in words.rubric.model_dump(by_alias=True).items()},
    }
    for path, (text, known) in texts.items():
        yield from (file.complaint(path, complaint) for complaint in _about_formulas(text, where=str(path[0])))
        for name in sorted(placeholders(text) - known):
            there = f"there are {', '.join(sorted(known))}" if known else "nothing is filled in here"
            yield file.complaint(path, f"There is no {{{{ {name} }}}}; {there}.")


def _about_formulas(text: str, *, where: str) -> Iterator[str]:
    """Formulas that cannot be read, or stand where only letters are printed."""
    complaint = unset(text)
    if complaint:
        yield complaint
    if where not in WITH_FORMULAS and formulas(text):
        yield f"Formulas are set in {', '.join(sorted(WITH_FORMULAS))} only."


def _texts_of_rules(words: ProblemFile, facts: set[str]) -> dict[tuple[str | int, ...], tuple[str, set[str]]]:
    """Each text of the rules with the names that it may hold; only the reason may hold numbers."""
    texts: dict[tuple[str | int, ...], tuple[str, set[str]]] = {}
    for name, rule in words.rules.items():
        plain = {"title": rule.title, "passed": rule.passed, "failed": rule.failed, "source": rule.source}
        texts |= {("rules", name, key): (text, set[str]()) for key, text in plain.items()}
        texts["rules", name, "why"] = (rule.why, facts)
    return texts


@cache
def samples_of(name: str) -> tuple[Params, ...]:
    """Questions of a kind at every level: a field that only the third has needs its words too."""
    kind = KINDS[name]
    return tuple(generate(kind, seed=seed, level=level) for level in kind.levels for seed in SAMPLE_SEEDS)
