"""The lexical pass on sentences as people write them: what it has to find, and what it must not."""

import pytest

from app.errors import BadInput
from app.problems.explaining.patterns import find, pattern
from app.problems.explaining.stems import stem

FOUND = [
    ("reduce parameters", "It reduces the number of parameters."),
    ("reduce parameters", "The parameters are reduced by a factor of four."),
    ("reduce parameters", "That gives a reduction of parameters."),
    ("reduce parameters", "REDUCING PARAMETERS is what it is for"),
    ("reduce parameters", "It does not change the size, but it reduces parameters."),
    ("reduce parameters", "It not only reduces parameters, it also adds a nonlinearity."),
    ("reduce parameters", "Not just the MACs: it reduces parameters as well."),
    ("reduce parameters", "It reduces parameters without losing accuracy."),
    ("reduce parameters", "It has no bias and reduces parameters."),
    ("fewer|less parameters|weights", "There are far fewer weights."),
    ("fewer|less parameters|weights", "You need less parameters."),
    ("memory bound|limited", "The depthwise step is limited by memory."),
    ("memory bound|limited", "It is memory-bound."),
    ("memory bound|limited", "It's memory\nbound on every GPU I know."),
    ("receptive-field grow|grows|large", "The receptive field keeps growing with depth."),
    ("receptive-field grow|grows|large", "Its receptive fields are larger."),
    ("receptive-field", "A receptive-field of seven."),
    ("3x3", "Three 3 × 3 layers."),
    ("3x3", "Three 3x3 layers."),
    ("3x3", "Three 3 x 3 layers see as much."),
    ("1x1 mix|mixes", "A 1×1 mixes channels."),
    ("110,592", "That is 110,592 weights."),
    ("8.8", "The factor is 8.8."),
    ("no parameters|weights", "Pooling has no parameters."),
    ("no parameters|weights", "It works without any learnable weights."),
    ("no parameters|weights", "It doesn't have parameters."),
    ("no parameters|weights", "It never had any weights."),
    ("no parameters|weights", "It lacks parameters."),
    ("depthwise no mix|mixes", "The depthwise part does not mix channels."),
    ("depthwise no mix|mixes", "In the depthwise part nothing is mixed."),
    ("normalise|normalisation", "Use the same normalization as in training."),
    ("average|mean", "You take the averages of each map."),
    ("blur|low-pass", "It works as a low-pass filter."),
    ("centre", "Only the center counts."),
    ("shared weights", "The weights are shared by all positions."),
    ("cancel|cancels", "The two terms could be cancelling each other."),
    ("overfit|overfits|overfitting", "A random head overfits at once."),
    ("pool no flatten", "Pool rather than flatten."),
]
NOT_FOUND = [
    ("reduce parameters", "It does not reduce parameters."),
    ("reduce parameters", "It doesn't reduce the parameters."),
    ("reduce parameters", "It does not really reduce the parameters at all."),
    ("reduce parameters", "It cannot reduce parameters."),
    ("reduce parameters", "It never reduces parameters."),
    ("reduce parameters", "It works without reducing parameters."),
    ("reduce parameters", "It adds channels instead of reducing parameters."),
    ("reduce parameters", "It expands rather than reduces parameters."),
    ("reduce parameters", "Neither reduces parameters."),
    ("reduce parameters", "It is a myth that it reduces parameters."),
    ("reduce parameters", "It reduces the size. The parameters stay."),
    (
        "reduce parameters",
        "It reduces height, width, and that by half at every stage it goes through, and has parameters.",
    ),
    ("reduce parameters", "It reduces\n\nparameters"),
    ("memory bound|limited", "It is not limited by memory."),
    ("memory bound|limited", "It isn’t memory-bound."),
    ("receptive-field", "The field is receptive."),
    ("3x3", "There are 3 layers of 3 channels."),
    ("8.8", "It is 8.85 to be precise."),
    ("no parameters|weights", "Pooling has parameters."),
    ("no parameters|weights", "It has not only parameters but buffers."),
    ("no parameters|weights", "It has no effect. The parameters are trained."),
    ("depthwise no mix|mixes", "The depthwise part mixes channels."),
    ("cancel|cancels", "The terms can never cancel."),
    ("overfit|overfits|overfitting", "Degradation is not overfitting."),
    ("equivariant", ""),
    ("equivariant", "… — ,,, !!!"),
]


@pytest.mark.parametrize(("wanted", "sentence"), FOUND)
def test_it_is_found(wanted: str, sentence: str) -> None:
    assert find([pattern(wanted)], sentence), sentence


@pytest.mark.parametrize(("wanted", "sentence"), NOT_FOUND)
def test_it_is_not_found(wanted: str, sentence: str) -> None:
    assert not find([pattern(wanted)], sentence), sentence


def test_the_words_that_were_found_are_named_where_they_stand() -> None:
    text = "Well, it has no bias and no learnable weights."
    assert [text[a:b] for a, b in find([pattern("no weights")], text)] == ["no", "weights"]
    text = "A 3 × 3 layer’s receptive field grows."
    assert [text[a:b] for a, b in find([pattern("3x3 grow"), pattern("field")], text)] == ["3 × 3", "grows"]


def test_the_first_pattern_that_fits_is_taken() -> None:
    text = "Depth gives a large field."
    found = find([pattern("dilation"), pattern("large field"), pattern("depth")], text)
    assert [text[a:b] for a, b in found] == ["large", "field"]


@pytest.mark.parametrize(
    "family",
    [
        ("reduce", "reduces", "reduced", "reducing", "reduction", "reductions"),
        ("pool", "pools", "pooled", "pooling"),
        ("vanish", "vanishes", "vanished", "vanishing"),
        ("share", "shared", "sharing"),
        ("normalise", "normalize", "normalisation", "normalization"),
        ("compute", "computes", "computed", "computing", "computation"),
        ("identity", "identities"),
        ("loss", "losses"),
        ("class", "classes"),
        ("local", "locally", "locality"),
        ("spatial", "spatially"),
        ("centre", "center", "centres"),
    ],
)
def test_endings_do_not_matter(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


@pytest.mark.parametrize(
    "pair",
    [
        ("loss", "lose"),
        ("local", "location"),
        ("stride", "string"),
        ("mean", "means-tested"),
        ("depth", "depthwise"),
        ("3x3", "3x1"),
    ],
)
def test_other_words_stay_other_words(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


@pytest.mark.parametrize("written", ["", "no", "large no", "a||b", "|", "re-"])
def test_a_pattern_without_words_is_refused(written: str) -> None:
    with pytest.raises(BadInput):
        pattern(written)
