"""What kinds have in common whose answer is an order: the right one, one for each mistake, and the shuffling."""

from collections.abc import Iterator, Mapping, Sequence

from app.errors import BadInput
from app.problems.forms import Line, Ordering
from app.problems.forms.ordering import LEFT_OUT
from app.problems.kind import Dice
from app.problems.reading import Order


def right_order(lines: Sequence[Line]) -> Order:
    """The lines as they are given, without the false ones: each kind lists its lines in an order that is right."""
    return Order(tuple(line.id for line in lines if not line.false))


def wrong_orders(lines: Sequence[Line]) -> Mapping[str, Order]:
    """An order for each mistake that can be made with these lines, wrong in one place only."""
    found: dict[str, Order] = {}
    for mistake, order in _slips(lines):
        found.setdefault(mistake, order)
    return found


def _slips(lines: Sequence[Line]) -> Iterator[tuple[str, Order]]:
    """A false line put in last but one; a line in front of one that it needs; and what is left without the last."""
    form, right = Ordering(tuple(lines)), right_order(lines).ids
    for line in lines:
        if line.false:
            yield line.false, Order((*right[:-1], line.id, right[-1]))
        for needed in line.needs if not line.false else ():
            order = _before(right, line.id, needed)
            slip = form.slip(order)
            if slip and slip.mistake == line.needs[needed]:
                yield slip.mistake, order
    if not form.uses_all:
        yield LEFT_OUT, Order(right[:-1])


def _before(order: tuple[str, ...], line: str, other: str) -> Order:
    """The order with a line taken out and put in front of another."""
    left = [each for each in order if each != line]
    at = left.index(other)
    return Order((*left[:at], line, *left[at:]))


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
