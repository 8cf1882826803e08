"""Flash cards: content/cards.yaml, with every number that can be worked out worked out by the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.catalog.architectures import Architectures
from app.catalog.words import fill, placeholders
from app.catalog.yaml_file import YamlFile
from app.errors import Complaint, ContentError, Missing
from app.problems.forms import Formula, Integer, Ratio, Real
from app.problems.forms.numbers import figured
from app.problems.reading import Understood, Value
from app.problems.reading.expressions.reader import formula
from app.problems.reading.expressions.values import TooLarge, Undefined, value_at
from app.problems.skills import Skill

Words = Annotated[str, Field(min_length=1)]
CardForm = Integer | Real | Ratio | Formula
FIGURES = 3  # a large count may be rounded to so many


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class OfNetwork(_Strict):
    """A count from the table of a network under content/architectures."""

    network: Words
    count: Literal["params", "macs", "receptive_field"]


class AnswerWords(_Strict):
    """What has to be typed. `value` is the name of a number of this card, or the answer as one would type it."""

    form: Literal["integer", "rounded", "real", "ratio", "expression"]
    value: Words
    symbols: list[Words] = []
    unit: str = ""


class CardWords(_Strict):
    """One card. A number is arithmetic that the engine works out, or a count of a network."""

    skill: Skill
    front: Words
    back: Words
    numbers: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], Words | OfNetwork] = {}
    answer: AnswerWords | None = None
    source: Words


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """How a card is answered where that can be checked: the form of the box, and what is right."""

    form: CardForm
    right: Value
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card as it is shown. Without `answer` it can be read and exported, and says nothing about what one knows."""

    id: str
    skill: Skill
    front: str
    back: str
    source: str
    answer: TypedAnswer | None


@dataclass(frozen=True, slots=True)
class Cards:
    """All of them by id, in the order of the file."""

    by_id: Mapping[str, Card]

    def card(self, name: str) -> Card:
        """The card of that id. Raises `Missing`."""
        if name not in self.by_id:
            raise Missing("There is no such card.")
        return self.by_id[name]

    @property
    def checkable(self) -> tuple[Card, ...]:
        """Those whose answer is typed and marked."""
        return tuple(card for card in self.by_id.values() if card.answer)


def load_cards(root: Path, architectures: Architectures) -> Cards:
    """Read content/cards.yaml. Raises `ContentError` with every complaint, a line each."""
    file = YamlFile(root / "cards.yaml", root)
    words = file.parse(dict[str, CardWords])
    found: list[Complaint] = []
    cards: dict[str, Card] = {}
    for name, each in words.items():
        try:
            cards[name] = _card(name, each, architectures)
        except _Contradiction as contradiction:
            found.append(file.complaint((name, *contradiction.path), contradiction.sentence))
        found.extend(_about_placeholders(file, name, each))
    if found:
        raise ContentError(found)
    return Cards(cards)


class _Contradiction(Exception):
    """What is wrong with a card, and where in it; never leaves this module."""

    def __init__(self, path: tuple[str, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.path = path
        self.sentence = sentence


def _card(name: str, words: CardWords, architectures: Architectures) -> Card:
    numbers = {each: _worked_out(each, said, architectures) for each, said in words.numbers.items()}
    shown = {each: figured(Fraction(value)) for each, value in numbers.items()}
    known = shown.keys() >= placeholders(words.front) | placeholders(words.back)
    return Card(
        id=name,
        skill=words.skill,
        front=fill(words.front, shown) if known else words.front,
        back=fill(words.back, shown) if known else words.back,
        source=words.source,
        answer=_answer(words.answer, numbers) if words.answer else None,
    )


def _worked_out(name: str, said: str | OfNetwork, architectures: Architectures) -> int | Fraction:
    if isinstance(said, OfNetwork):
        return _counted(name, said, architectures)
    try:
        value = value_at(formula(said).tree, {})
    except (ValueError, KeyError, Undefined, TooLarge) as error:
        raise _Contradiction(("numbers", name), f"This cannot be worked out: {error}") from None
    if not isinstance(value, int | Fraction):
        raise _Contradiction(("numbers", name), "This does not come out as a number.")
    return value


def _counted(name: str, said: OfNetwork, architectures: Architectures) -> int:
    network = architectures.by_slug.get(said.network)
    if network is None:
        raise _Contradiction(("numbers", name), f"There is no network {said.network!r}.")
    totals = network.table.totals
    count = {"params": totals.params, "macs": totals.macs, "receptive_field": totals.receptive_field}[said.count]
    if not isinstance(count, int):
        raise _Contradiction(("numbers", name), f"The {said.count} of {said.network} is no single number.")
    return count


def _answer(words: AnswerWords, numbers: Mapping[str, int | Fraction]) -> TypedAnswer:
    form = _form(words)
    if words.value in numbers:
        return TypedAnswer(form, numbers[words.value], words.unit)
    reading = form.read(words.value)
    if not isinstance(reading, Understood):
        raise _Contradiction(("answer", "value"), reading.message)
    return TypedAnswer(form, reading.value, words.unit)


def _form(words: AnswerWords) -> CardForm:
    match words.form:
        case "integer":
            return Integer()
        case "rounded":
            return Integer(figures=FIGURES)
        case "real":
            return Real()
        case "ratio":
            return Ratio()
        case "expression":
            return Formula(tuple(words.symbols), (words.value, words.value))


def _about_placeholders(file: YamlFile, name: str, words: CardWords) -> Iterator[Complaint]:
    """A number that is said and not there, or there and not said."""
    used = placeholders(words.front) | placeholders(words.back)
    for each in sorted(used - words.numbers.keys()):
        yield file.complaint((name, "back"), f"There is no {{{{ {each} }}}} among the numbers of this card.")
    answered = {words.answer.value} if words.answer else set[str]()
    for each in sorted(words.numbers.keys() - used - answered):
        yield file.complaint((name, "numbers", each), "This number is said nowhere.")
