"""The index: stems, phrases, marks, and that no query means anything but its words."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.full_text import FullText, Part, Text

TEXTS = (
    Text("The floor", "Sizes", "Two steps fit, so the output has 3 cells.", "round down"),
    Text("Gradients", "", "A gradient vanishes where factors are small; a row 3, 3, 1 and 25,088,000 weights.", ""),
    Text("Kernels", "", "Three 3\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}3 see what one 7 × 7 sees.", ""),
)


@pytest.fixture(scope="module")
def texts() -> Iterator[FullText]:
    index = FullText(TEXTS)
    yield index
    index.close()


@pytest.mark.parametrize(
    ("phrases", "places"),
    [
        (("floor",), {0}),
        (("FLOORS",), {0}),
        (("vanishing gradients",), set[int]()),
        (("gradient vanishing",), {1}),
        (("vanishing", "gradients"), {1}),
        (("rounding down",), {0}),
        (("3 × 3",), {2}),
        (("3 3 1",), {1}),
        (("25 088 000",), {1}),
        (("sizes",), {0}),
        (("floor", "kernels"), set[int]()),
    ],
)
def test_words_are_found_by_their_stems_and_phrases_in_their_order(
    texts: FullText, phrases: tuple[str, ...], places: set[int]
) -> None:
    assert set(texts.scores(phrases)) == places


def test_a_title_counts_more_than_a_mention() -> None:
    index = FullText((Text("Other", "", "The floor of a number.", ""), Text("The floor", "", "Of a number.", "")))
    scores = index.scores(("floor",))
    index.close()
    assert scores[1] > scores[0] > 0


def test_what_was_found_is_marked_in_the_title_and_in_the_stretch_around_it(texts: FullText) -> None:
    shown = texts.shown([0, 1], [("floor",), ("vanish",)])
    assert shown[0].title == (Part("The ", is_found=False), Part("floor", is_found=True))
    assert shown[1].excerpt[:3] == (
        Part("A gradient ", is_found=False),
        Part("vanishes", is_found=True),
        Part(" where factors are small; a row 3, 3, 1 and 25,088,000 weights.", is_found=False),
    )


def test_what_is_looked_for_under_other_words_is_shown_from_its_beginning(texts: FullText) -> None:
    shown = texts.shown([0], [("round down",)])
    assert shown[0].excerpt == (Part("Two steps fit, so the output has 3 cells.", is_found=False),)


@pytest.mark.parametrize("phrase", ['"', "*", "floor OR gradient", "NEAR(floor gradient)", "title:floor", "-", ""])
def test_operators_are_words_like_any_other(texts: FullText, phrase: str) -> None:
    assert texts.scores((phrase,)) == {}


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_no_phrase_is_too_odd(phrase: str) -> None:
    index = FullText(TEXTS[:1])
    found = index.scores((phrase,))
    assert set(index.shown([0], [(phrase,)])) == set(found)
    index.close()
