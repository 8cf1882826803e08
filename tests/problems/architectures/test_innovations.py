"""Kind `innovation-to-architecture`, against the years of the catalog's papers and the syllabus of who brought what."""

from typing import get_args

import pytest

from app.catalog.catalog import Catalog
from app.errors import BadInput
from app.problems.architectures.innovations import HEADLINES, KIND, MISTAKES, ORIGINS, Idea, Ideas, check, offered
from app.problems.architectures.names import EIGHT, OTHERS, PAPERS, Name
from app.problems.diagnosing import Mistaken
from app.problems.gate import generate
from app.problems.grading import Outcome, judge

SLUGS: dict[Name, str] = {
    "lenet-5": "lenet-5",
    "alexnet": "alexnet",
    "vgg": "vgg-16",
    "googlenet": "googlenet",
    "resnet": "resnet-50",
    "mobilenet": "mobilenet-v1",
    "efficientnet": "efficientnet-b0",
    "convnext": "convnext-t",
    "xception": "xception",
    "mobilenet-v2": "mobilenet-v2",
    "vit": "vit-b-16",
}


@pytest.mark.parametrize("name", get_args(Name))
def test_year_and_paper_are_those_of_the_catalog(catalog: Catalog, name: Name) -> None:
    words = catalog.architectures.architecture(SLUGS[name]).words
    assert PAPERS[name].year == words.year
    assert PAPERS[name].source.split(":")[1] in (words.paper.arxiv or words.paper.address)


def test_the_headlines_are_one_idea_for_each_of_the_eight_in_the_order_of_a_timeline() -> None:
    assert [ORIGINS[idea].network for idea in HEADLINES] == list(EIGHT)


def test_every_mix_up_is_named_where_it_is_made() -> None:
    for idea, origin in ORIGINS.items():
        other: Idea = "residual" if idea != "residual" else "small-kernels"
        for said in origin.mixed_up_with:
            verdict = judge(KIND, Ideas(ideas=(idea, other), others=True), {"row1": said}).fields["row1"]
            assert isinstance(verdict, Mistaken)
            assert verdict.mistakes == (f"{idea}-not-{said}",)


def test_no_network_is_mixed_up_with_itself() -> None:
    assert all(origin.network not in origin.mixed_up_with for origin in ORIGINS.values())
    assert len(MISTAKES) == sum(len(origin.mixed_up_with) for origin in ORIGINS.values())


def test_a_far_fetched_answer_is_wrong_without_a_name() -> None:
    verdict = judge(KIND, Ideas(ideas=("residual", "small-kernels")), {"row1": "mobilenet"}).fields["row1"]
    assert isinstance(verdict, Mistaken)
    assert verdict.mistakes == ()


def test_all_right_is_correct() -> None:
    asked = Ideas(ideas=("compound-scaling", "learned-features", "reduce-first"))
    answer = {"row1": "efficientnet", "row2": "lenet-5", "row3": "googlenet"}
    assert judge(KIND, asked, answer).outcome is Outcome.CORRECT


def test_the_levels_add_what_they_say() -> None:
    for seed in range(20):
        assert set(generate(KIND, seed=seed, level=1).ideas) <= set(HEADLINES)
        assert not generate(KIND, seed=seed, level=2).others
        hard = generate(KIND, seed=seed, level=3)
        assert sum(ORIGINS[idea].network in OTHERS for idea in hard.ideas) == 2
        assert len(offered(hard)) == 11


def test_an_idea_is_asked_once_and_only_where_its_network_is_offered() -> None:
    with pytest.raises(BadInput, match="once"):
        check(Ideas(ideas=("residual", "residual")))
    with pytest.raises(BadInput, match="not among the options"):
        check(Ideas(ideas=("residual", "patches-as-words")))
