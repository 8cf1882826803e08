"""What charts say to whoever does not see them: the numbers they draw."""

import html
import re
from datetime import date, timedelta

from markupsafe import Markup

from app.practice.progress_board import Curve, CurvePoint, HeatDay, HeatMap, LoadDay, ScorePoint
from app.web.charts import draw_columns, draw_curve, draw_heat_map, draw_scores

DAY = date(2026, 3, 2)  # a Monday


def said(chart: Markup) -> str:
    """The description that the image refers to."""
    found = re.search(r'aria-describedby="([^"]+)"', chart)
    assert found
    words = re.search(rf'<desc id="{found[1]}">(.*?)</desc>', chart)
    assert words
    return html.unescape(words[1])


def test_the_curve_says_each_of_its_points() -> None:
    curve = Curve((CurvePoint(2, 0.3, 1, 4), CurvePoint(5, 0.95, 9, 10)), 0.1, "")
    assert said(draw_curve(curve, "c")) == (
        "sure 2 of 5: 1 of 4 right, 30% claimed; sure 5 of 5: 9 of 10 right, 95% claimed."
    )


def test_the_load_says_how_much_there_is_when_it_is_most_and_which_days_have_names() -> None:
    days = (
        LoadDay(DAY, 24, "Day 0"),
        LoadDay(DAY + timedelta(days=1), 0, ""),
        LoadDay(DAY + timedelta(days=2), 30, ""),
    )
    assert said(draw_columns(days, "c")) == "54 minutes on 2 of 3 days; most on 4 Mar: 30; Day 0 on 2 Mar."


def heat(*answers: int) -> HeatMap:
    """Days from a Monday on."""
    days = tuple(HeatDay(DAY + timedelta(days=at), count) for at, count in enumerate(answers))
    return HeatMap(days, studied=sum(count > 0 for count in answers), answers=sum(answers))


def test_the_heat_map_says_its_span_its_fullest_day_and_its_scale() -> None:
    assert said(draw_heat_map(heat(3, 0, 12), "h")) == (
        "15 answers on 2 of 3 days from 2 Mar to 4 Mar; most on 4 Mar: 12. From faint to strong: 3, 12."
    )


def test_the_heat_map_has_a_square_for_each_day_in_the_shade_of_its_answers() -> None:
    """
    Eight days from a Monday: the last is at the top of the second week.

    Of the six with answers, in order 1, 4, 5, 12, 25, 30, the n-th has (n − ½)/6 below it, in quarters 0 1 1 2 3 3.
    """
    chart = draw_heat_map(heat(0, 1, 5, 12, 25, 4, 0, 30), "h")
    squares = dict(re.findall(r'<path d="([^"]+)" class="heat heat-(\d)"', chart))
    assert {shade: path.count("M") for path, shade in squares.items()} == {"0": 2, "1": 1, "2": 2, "3": 1, "4": 2}
    (strongest,) = (path for path, shade in squares.items() if shade == "4")
    assert strongest == "M46 84h13v13h-13zM62 20h13v13h-13z"


def test_shades_go_by_the_learners_own_days() -> None:
    """A learner of hundreds a day, two days alike: (0 + 2)/2 of 4 is a quarter, 2½ of 4 the third, 3½ the last."""
    found = heat(1200, 250, 250, 0, 400)
    assert found.steps == {0: 0, 250: 2, 400: 3, 1200: 4}
    assert [shade.words for shade in found.shades] == ["250", "400", "1,200"]


def test_days_that_are_all_alike_are_neither_faint_nor_strongest() -> None:
    """Half of 183 is half, the third of four shades."""
    assert heat(*[250] * 183).steps == {0: 0, 250: 3}
    assert heat(1).steps == {0: 0, 1: 3}


def test_a_shade_names_the_fewest_and_the_most_answers_it_stands_for() -> None:
    found = heat(1, 2, 3, 4, 5, 6, 7, 1000).shades
    assert [shade.words for shade in found] == [
        "1 to 2",
        "3 to 4",
        "5 to 6",
        "7 to 1,000",
    ]


def test_a_few_days_are_squares_of_the_usual_size() -> None:
    """46 for the names of days and 27 weeks of 16."""
    assert 'viewBox="0 0 478 132"' in draw_heat_map(heat(1, 2), "h")


def test_the_scores_say_each_total() -> None:
    points = (ScorePoint(DAY, 27, 9), ScorePoint(DAY + timedelta(days=7), 36, 9))
    assert said(draw_scores(points, "s")) == "2 Mar: 27; 9 Mar: 36"


def radii(*days: int) -> list[float]:
    """Of the dots, for scores on so many days after the first."""
    points = tuple(ScorePoint(DAY + timedelta(days=day), 36, 9) for day in days)
    return [float(found) for found in re.findall(r'r="([\d.]+)"', draw_scores(points, "s"))]


def test_the_dots_of_scores_never_overlap() -> None:
    """348 wide. A month apart leaves room; of 58 days each has 6, of which a dot's radius takes 0.45."""
    assert radii(0, 30, 60) == [5, 5, 5]
    assert radii(0, 1, 58) == [2.7, 2.7, 2.7]
    assert radii(0) == [5]


def test_scores_of_every_day_of_a_year_are_a_line_with_marked_ends() -> None:
    assert radii(*range(365)) == [5, 5]
