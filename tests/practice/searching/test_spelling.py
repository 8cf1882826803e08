"""The words nearest to one that is not there."""

import pytest

from app.practice.searching.spelling import Vocabulary
from app.practice.searching.tokens import spellings, tokens

WORDS = ["receptive", "field", "field", "fields", "depthwise", "convolution", "pooling", "pool", "lower", "set", "set"]


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("field", "field", 0),
        ("feild", "field", 1),
        ("dephtwise", "depthwise", 1),
        ("receptve", "receptive", 1),
        ("convolushun", "convolution", 3),
    ],
)
def test_two_neighbours_that_changed_places_are_one_edit(one: str, other: str, edits: int) -> None:
    for word, there in ((one, other), (other, one)):
        assert Vocabulary([there]).nearest(word, 1, edits=edits) == (there,)
        assert Vocabulary([there]).nearest(word, 1, edits=edits - 1) == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("receptve", "receptive"), ("feild", "field"), ("dephtwise", "depthwise"), ("convolushun", "convolution")],
)
def test_a_slip_leads_to_the_word(typed: str, meant: str) -> None:
    assert Vocabulary(WORDS).nearest(typed, 1) == (meant,)


@pytest.mark.parametrize("word", ["yolo", "pol", "transformer", "卷积卷积"])
def test_another_word_leads_nowhere(word: str) -> None:
    assert Vocabulary(WORDS).nearest(word, 3) == ()


def test_of_words_equally_near_the_usual_one_comes_first() -> None:
    assert Vocabulary(["lane", "line", "line"]).nearest("lone", 2) == ("line", "lane")


def test_two_words_written_as_one_are_parted_where_both_are_usual() -> None:
    words = Vocabulary([*WORDS, "receptive"])
    assert words.halves("receptivefield") == "receptive field"
    assert words.halves("depthfield") == ""


def test_a_beginning_has_the_usual_words_first() -> None:
    assert Vocabulary(WORDS).beginning("fie", 5) == ("field", "fields")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Why 1x1?", ("why", "1 × 1")),
        ("1*1 and 3 X 3 × 64", ("1 × 1", "and", "3 × 3 × 64")),
        ("25,088,000 weights", ("25088000", "weights")),
        ("44.9 %", ("44.9",)),
        ("(W-K+2P)/S", ("w", "k", "2p", "s")),
        ("VGG-16", ("vgg", "16")),
        ("“” … 🙂", ()),
        ("max_pool", ("max", "pool")),
    ],
)
def test_a_text_is_cut_into_words_sizes_and_numbers(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("word", "ways"), [("vgg16", ("vgg16", "vgg 16")), ("25088000", ("25088000", "25 088 000")), ("224", ("224",))]
)
def test_names_with_a_number_and_long_numbers_are_written_in_two_ways(word: str, ways: tuple[str, ...]) -> None:
    assert spellings(word) == ways
