"""What to do next."""

from app.learning.agenda import Place, Standing, next_problem


def test_what_is_open_comes_before_what_is_new_missed_or_solved() -> None:
    places = {
        "solved": Place(Standing.SOLVED, 1),
        "missed": Place(Standing.MISSED, 2),
        "new": Place(Standing.NEW),
        "open": Place(Standing.OPEN, 9),
    }
    order: list[str] = []
    while places:
        order.append(next_problem(places))
        del places[order[-1]]
    assert order == ["open", "new", "missed", "solved"]


def test_among_equals_the_one_asked_longest_ago_comes_first() -> None:
    assert next_problem({"a": Place(Standing.SOLVED, 5), "b": Place(Standing.SOLVED, 3)}) == "b"
    assert next_problem({"a": Place(Standing.NEW), "b": Place(Standing.NEW)}) == "a"
