"""What kinds have in common whose answer is an order: the right one, one for each mistake, and the shuffling."""

from collections.abc import Callable, Iterator, Sequence

from app.errors import BadInput
from app.problems.forms import Line, Ordering
from app.problems.forms.ordering import LEFT_OUT
from app.problems.kind import Answers, Dice, P, Solver
from app.problems.reading import Order


def right_order(lines: Sequence[Line]) -> Order:
    """The lines as they are given, without the false ones: each kind lists its lines in an order that is right."""
    return Order(tuple(line.id for line in lines if not line.false))


def misplacing(lines: Callable[[P], Sequence[Line]], mistake: str) -> Solver[P]:
    """The solver that makes this mistake in the field `order`, where it can be made."""

    def solver(params: P) -> Answers:
        found = wrong_order(lines(params), mistake)
        return {"order": found} if found else {}

    return solver


def wrong_order(lines: Sequence[Line], mistake: str) -> Order | None:
    """An order that makes this mistake first, wrong in one place only; None where these lines give no room for it."""
    form, right = Ordering(tuple(lines)), right_order(lines).ids
    if mistake == LEFT_OUT:
        return None if form.uses_all else Order(right[:-1])
    return next((order for order in _tries(lines, right, mistake) if _makes(form, order, mistake)), None)


def _tries(lines: Sequence[Line], right: tuple[str, ...], mistake: str) -> Iterator[Order]:
    """A false line put in last but one; a line in front of one that it needs."""
    for line in lines:
        if line.false == mistake:
            yield Order((*right[:-1], line.id, right[-1]))
        for needed in line.needs if not line.false else ():
            if line.needs[needed] == mistake:
                yield Order(_before(right, line.id, needed))


def _makes(form: Ordering, order: Order, mistake: str) -> bool:
    slip = form.slip(order)
    return slip is not None and slip.mistake == mistake


def _before(order: tuple[str, ...], line: str, other: str) -> tuple[str, ...]:
    """The order with a line taken out and put in front of another."""
    left = [each for each in order if each != line]
    at = left.index(other)
    return (*left[:at], line, *left[at:])


def shuffled(dice: Dice, lines: Sequence[Line]) -> tuple[str, ...]:
    """The ids in an order by the dice, never in one that is right but for what is false."""
    form = Ordering(tuple(lines))
    false = {line.id for line in lines if line.false}
    while True:
        ids = tuple(lines[int(at)].id for at in dice.permutation(len(lines)))
        if form.slip(Order(tuple(each for each in ids if each not in false))):
            return ids


def as_shown(lines: Sequence[Line], shown: tuple[str, ...]) -> Ordering:
    """The lines in the order in which they are shown at first. Raises `BadInput` if those are other lines."""
    named = {line.id: line for line in lines}
    if sorted(named) != sorted(shown):
        raise BadInput(f"These lines are shown, each once, in any order: {', '.join(named)}.")
    return Ordering(tuple(named[each] for each in shown))
