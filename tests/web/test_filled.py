"""A form of the question page, put back together."""

from app.web.pages.filled import answers


def test_what_was_typed_goes_to_its_field_and_the_token_to_none() -> None:
    assert answers([("token", "abc"), ("answer.size", "28"), ("answer.params", "")]) == {"size": "28", "params": ""}


def test_boxes_that_were_ticked_stand_between_commas() -> None:
    assert answers([("answer.which", "a"), ("answer.which", "c")]) == {"which": "a, c"}


def test_cells_become_lines_with_tabs_whatever_order_they_come_in() -> None:
    sent = [("cell.map.1.1", "4"), ("cell.map.0.0", "1"), ("cell.map.1.0", " 3 "), ("cell.map.0.1", "−2")]
    assert answers(sent) == {"map": "1\t−2\n3\t4"}


def test_an_empty_cell_keeps_its_place() -> None:
    sent = [("cell.map.0.0", ""), ("cell.map.0.1", "2"), ("cell.map.1.0", "3"), ("cell.map.1.1", "")]
    assert answers(sent) == {"map": "\t2\n3\t"}


def test_a_grid_without_a_number_is_an_empty_answer() -> None:
    assert answers([("cell.map.0.0", " "), ("cell.map.0.1", "")]) == {"map": ""}


def test_two_grids_on_one_page_are_kept_apart() -> None:
    assert answers([("cell.map1.0.0", "1"), ("cell.map2.0.0", "2")]) == {"map1": "1", "map2": "2"}


def test_a_tab_or_line_break_inside_a_cell_cannot_make_another_cell() -> None:
    assert answers([("cell.map.0.0", "1\t2\n3")]) == {"map": "1 2 3"}


def test_lines_stand_behind_their_numbers_and_those_without_one_are_left_out() -> None:
    sent = [("position.order.b-2", "2"), ("position.order.a", " 1\n"), ("position.order.c", " ")]
    assert answers(sent) == {"order": "2. b-2\n1. a"}
    assert answers([("position.order.a", ""), ("position.order.b", "")]) == {"order": ""}
    assert answers([("position.order", "1"), ("position.order.A B", "1")]) == {}


def test_names_that_are_no_cells_are_left_out() -> None:
    sent = [("cell.map.0", "1"), ("cell.map.100.0", "1"), ("cell.a b.0.0", "1"), ("cell.map.-1.0", "1"), ("cells", "1")]
    assert answers(sent) == {}


def test_a_suggestion_that_was_taken_stands_in_for_what_was_typed() -> None:
    assert answers([("answer.size", "(28"), ("take.size", "28")]) == {"size": "28"}
