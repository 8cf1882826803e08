"""Scores by day, and what they were before."""

from datetime import date

from app.learning.self_assessment import AssessmentDay, before, by_day

MONDAY, THURSDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 5), date(2026, 3, 6)
GIVEN = [
    (MONDAY, {"pooling": 2, "output-size": 4}),
    (MONDAY, {"pooling": 3}),
    (THURSDAY, {"pooling": 5}),
]


def test_of_two_scores_on_a_day_the_later_holds() -> None:
    assert by_day(GIVEN) == (
        AssessmentDay(MONDAY, {"pooling": 3, "output-size": 4}),
        AssessmentDay(THURSDAY, {"pooling": 5}),
    )


def test_a_day_does_not_take_over_what_was_scored_before() -> None:
    assert by_day(GIVEN)[1].scores == {"pooling": 5}
    assert before(by_day(GIVEN), THURSDAY) == {"pooling": 3, "output-size": 4}
    assert before(by_day(GIVEN), FRIDAY) == {"pooling": 5, "output-size": 4}
    assert before(by_day(GIVEN), MONDAY) == {}


def test_three_and_less_is_short_of_the_target() -> None:
    day = AssessmentDay(MONDAY, {"pooling": 3, "output-size": 4, "pointwise": 5})
    assert day.short == ("pooling",)
    assert day.total == 12


def test_days_come_in_order_even_where_the_zone_went_back() -> None:
    assert [each.day for each in by_day([(FRIDAY, {"pooling": 1}), (THURSDAY, {"pooling": 2})])] == [THURSDAY, FRIDAY]
