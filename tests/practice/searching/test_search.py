"""Queries as a candidate types them, each with a place that has to be among the first three."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.practice.searching import HitKind, Search, SearchWhenAsked, board
from app.web.pages.lab.index import FIGURE_PAGES

FIRST = 3
QUERIES = {
    # as one says it
    "receptive field": "/learn/glossary#receptive-field",
    "output size formula": "/problems/output-size-formula",
    "why three 3x3 instead of 7x7": "/learn/cheat-sheet#small-kernels",
    "large objects missed": "/problems/explain-large-objects",
    "vanishing gradient": "/problems/explain-vanishing",
    "skip connection gradient": "/learn/cheat-sheet#skip-connection",
    "mobilenet cost": "/lab/architectures/mobilenet-v1",
    "max vs average pooling": "/problems/explain-max-or-average",
    "attention vs convolution": "/problems/explain-attention-or-convolution",
    "depthwise slower in practice": "/problems/explain-clock",
    "learning rate fine tuning": "/learn/transfer-learning#a-plan-with-reasons",
    "patient split leakage": "/learn/glossary#data-leakage",
    "small dataset which strategy": "/problems/transfer-strategy",
    "learned features lenet": "/learn/architectures#lenet-5-features-are-learned",
    "bottleneck 17 times": "/problems/explain-bottleneck",
    "eight times cheaper": "/errata#eight-to-nine-times",
    "color image to grey": "/problems/grey-into-stem",
    # one word
    "floor": "/learn/sizes#the-floor",
    "causal": "/problems/causal-size",
    "degradation": "/learn/glossary#degradation",
    "equivariant": "/problems/explain-equivariance",
    "jacobian": "/problems/jacobians-by-hand",
    "convolution": "/learn/convolution",
    # other names of the same thing
    "why 1x1": "/learn/pointwise",
    "1 by 1 convolution": "/learn/glossary#pointwise-convolution",
    "RF": "/learn/glossary#receptive-field",
    "GAP": "/learn/glossary#global-average-pooling",
    "dw conv": "/learn/glossary#depthwise-convolution",
    "batchnorm": "/learn/glossary#batch-normalisation",
    "backprop": "/problems/pool-gradient",
    "deconv": "/problems/transposed-size",
    "atrous": "/learn/glossary#dilation",
    "padding same": "/learn/glossary#same-padding",
    "flip kernel": "/problems/explain-flip",
    "inverted residual": "/learn/glossary#inverted-bottleneck",
    "vgg16": "/lab/architectures/vgg-16",
    "translation invariance": "/learn/pooling#the-invariance-it-does-not-give",
    "optimizer instead of skip": "/problems/explain-better-optimiser",
    # slips
    "receptve feild": "/learn/glossary#receptive-field",
    "dephtwise": "/learn/glossary#depthwise-convolution",
    "bottelneck": "/learn/glossary#bottleneck",
    "convolushun": "/learn/convolution",
    "globl average poling": "/learn/pooling#global-average-pooling",
    "receptivefield": "/lab/receptive-field",
    "depth wise": "/learn/cheat-sheet#separable",
    # numbers and formulas
    "25,088,000": "/learn/cheat-sheet#global-pooling",
    "138357544": "/lab/architectures/vgg-16",
    "1605.06431": "/learn/sources#1605.06431",
    "veit residual ensembles": "/learn/sources#1605.06431",
    "2^N paths": "/learn/skip-connections#n-blocks-and-two-to-the-n-paths",
    "(W-K+2P)/S + 1": "/learn/sizes#count-the-positions",
}


@pytest.fixture(scope="module")
def search(catalog: Catalog) -> Iterator[Search]:
    made = Search(catalog, FIGURE_PAGES)
    yield made
    made.close()


@pytest.mark.parametrize(("query", "address"), QUERIES.items(), ids=QUERIES.keys())
def test_what_one_looks_for_is_among_the_first(search: Search, query: str, address: str) -> None:
    assert address in [hit.address for hit in search.find(query, limit=FIRST).hits]


def test_most_of_them_are_the_very_first(search: Search) -> None:
    """A ranking that only just holds would pass the table and annoy everybody."""
    first = [query for query, address in QUERIES.items() if search.find(query, limit=1).hits[0].address == address]
    assert len(first) >= len(QUERIES) / 2


def test_while_a_word_is_being_typed_its_beginning_finds_it(search: Search) -> None:
    for typed in ("rec", "recep", "receptive fi"):
        assert "/learn/glossary#receptive-field" in [hit.address for hit in search.find(typed, limit=10).hits]


def test_a_mended_query_says_what_it_was_read_as(search: Search) -> None:
    assert search.find("receptve feild", limit=1).read_as == "receptive field"
    assert search.find("receptive field", limit=1).read_as == ""


def test_a_word_that_is_nowhere_does_not_hide_the_rest(search: Search) -> None:
    found = search.find("yolo receptive field", limit=3)
    assert found.unknown == ("yolo",)
    assert found.hits[0].address == "/learn/glossary#receptive-field"


def test_nothing_found_offers_what_looks_like_it(search: Search) -> None:
    found = search.find("xeptive", limit=3)
    assert (found.total, found.near[:1]) == (0, ("receptive",))
    assert board(search, "xeptive", None).offer == "Did you mean:"


def test_a_word_with_another_first_letter_is_offered_and_not_taken(search: Search) -> None:
    found = search.find("bloor", limit=3)
    assert (found.total, found.near[:1]) == (0, ("floor",))


def test_a_kind_narrows_the_hits_and_not_the_counts(search: Search) -> None:
    everything, terms = search.find("padding", limit=50), search.find("padding", kind=HitKind.TERM, limit=50)
    assert {hit.kind for hit in terms.hits} == {HitKind.TERM}
    assert terms.counts == everything.counts
    assert len(terms.hits) == everything.counts[HitKind.TERM]


def test_every_kind_can_be_found(search: Search) -> None:
    assert {document.kind for document in search.documents} == set(HitKind)
    addresses = [document.address for document in search.documents]
    assert len(addresses) == len(set(addresses))


def test_what_would_give_an_answer_away_is_not_in_it(search: Search, catalog: Catalog) -> None:
    problem = catalog.problem("layer-stack")
    said = " ".join(document.body for document in search.documents if document.address == "/problems/layer-stack")
    assert problem.summary in said
    assert "230,912" not in said
    assert not any(hint[:40] in said for hint in problem.hints)


def test_the_examples_that_are_offered_find_something(search: Search) -> None:
    assert all(search.find(example, limit=1).total for example in search.examples)


@pytest.mark.parametrize(
    "query", ["", "  ", "k", "“”", "🙂", "卷积", '"', "*", "NEAR(", "AND OR NOT", "a" * 120, "' or 1=1 --"]
)
def test_an_odd_query_is_answered_in_a_sentence(search: Search, query: str) -> None:
    assert board(search, query, None).says.endswith(".")


def test_too_long_a_query_is_refused_in_a_sentence_and_kept(search: Search) -> None:
    refused = board(search, "floor " * 50, None)
    assert (refused.query, refused.is_refused) == ("floor " * 50, True)
    assert refused.says == "A search takes 120 characters at most; these are 300."
    with pytest.raises(BadInput):
        search.find("a" * 121, limit=1)


def test_it_is_made_once_however_many_ask_first(catalog: Catalog) -> None:
    asked = SearchWhenAsked(catalog, FIGURE_PAGES)
    with ThreadPoolExecutor(4) as threads:
        made = {each.result() for each in [threads.submit(lambda: asked.search) for _ in range(4)]}
    assert len(made) == 1
    asked.close()
    assert asked.search.find("floor", limit=1).hits  # an application that was stopped may be started again
    asked.close()
