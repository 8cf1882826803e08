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
        "sure 2 of 5: 1 of 4 right, 30% claimed; sure 5 of 5: 9 of 10 right, 95% claimed"
    )


def test_the_load_says_how_much_there_is_when_it_is_most_and_which_days_have_names() -> None:
    days = (
        LoadDay(DAY, 24, "Day 0"),
        LoadDay(DAY + timedelta(days=1), 0, ""),
        LoadDay(DAY + timedelta(days=2), 30, ""),
    )
    assert said(draw_columns(days, "c")) == "54 minutes on 2 of 3 days; most on 4 Mar: 30; Day 0 on 2 Mar."


def test_the_heat_map_says_its_span_and_its_fullest_day() -> None:
    days = tuple(HeatDay(DAY + timedelta(days=at), answers) for at, answers in enumerate((3, 0, 12)))
    chart = draw_heat_map(HeatMap(days, studied=2, answers=15), "h")
    assert said(chart) == "15 answers on 2 of 3 days from 2 Mar to 4 Mar; most on 4 Mar: 12."


def test_the_heat_map_has_a_square_for_each_day_in_the_shade_of_its_answers() -> None:
    """Eight days from a Monday: the last is at the top of the second week. Shades begin at 1, 5, 12 and 25 answers."""
    days = tuple(HeatDay(DAY + timedelta(days=at), answers) for at, answers in enumerate((0, 1, 5, 12, 25, 4, 0, 30)))
    chart = draw_heat_map(HeatMap(days, studied=6, answers=77), "h")
    squares = dict(re.findall(r'<path d="([^"]+)" class="heat heat-(\d)"', chart))
    assert {shade: path.count("M") for path, shade in squares.items()} == {"0": 2, "1": 2, "2": 1, "3": 1, "4": 2}
    (darkest,) = (path for path, shade in squares.items() if shade == "4")
    assert darkest == "M46 84h13v13h-13zM62 20h13v13h-13z"


def test_the_scores_say_each_total() -> None:
    points = (ScorePoint(DAY, 27, 9), ScorePoint(DAY + timedelta(days=7), 36, 9))
    assert said(draw_scores(points, "s")) == "2 Mar: 27; 9 Mar: 36"
