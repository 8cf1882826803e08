"""The words: each real file is sound, and each way of being unsound is told with file, line and sentence."""

import shutil
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog, load
from app.catalog.words import to_text
from app.errors import ContentError, Missing
from app.problems.explaining.kind import EXPLAIN
from app.problems.kinds import KINDS
from tests.conftest import PROBLEM_FILES, ROOT

CONTENT = ROOT / "content"
FILES = PROBLEM_FILES
FIRST = "chapters/convolutional-networks"


TO_BREAK = ("output-size", "layer-stack", "mbconv-cost", "explain-clock")
"""The problems that are broken here. Every other would only be found sound once more each time."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy to break; the networks, which have tests of their own, stay out of it."""
    without = shutil.ignore_patterns("architectures", *(path.name for path in FILES if path.stem not in TO_BREAK))
    return Path(shutil.copytree(CONTENT, tmp_path / "content", ignore=without))


def broken(content: Path, old: str, new: str, *, file: str = f"{FIRST}/problems/output-size.yaml") -> str:
    """What is said after one change."""
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as error:
        load(content)
    return error.value.sentence


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_problem_file_is_sound(path: Path, catalog: Catalog) -> None:
    assert catalog.problem(path.stem).slug == path.stem


def test_every_kind_has_a_problem(catalog: Catalog) -> None:
    assert {problem.kind.id for problem in catalog.problems.values()} == {*KINDS, EXPLAIN}


def test_a_problem_that_is_not_there_is_missing(catalog: Catalog) -> None:
    with pytest.raises(Missing):
        catalog.problem("juggling")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("kind: output-size", "kind: juggling", "problems/output-size.yaml:1: kind: There is no kind 'juggling'"),
        ("level: 1", "level: 7", "level: Input should be less than or equal to 3."),
        ("minutes: 2", "minutes: two", "problems/output-size.yaml:5: minutes: Input should be a valid integer."),
        ("minutes: 2", "minutes: 2\nmood: good", "mood: Extra inputs are not permitted."),
        ("prompt: |\n", "prompt: |\n  $\\nonsense$ ", "prompt: A formula cannot be set: "),
        ("  no-hire: ", "  no-hire: $\\nonsense$ ", "rubric.no-hire: A formula cannot be set: "),
        ("    explanation: ", "    explanation: $a$ ", "Formulas are set in hints, options, prompt, rubric only."),
        (
            "answer: {size: [112, 112]}",
            "answer: {size: [111, 111]}",
            "By hand it is [111, 111], the solver says 112 × 112.",
        ),
        ("{{ setting }}", "{{ seting }}", "prompt: There is no {{ seting }}; there are dilation, input,"),
        ("Padding P is", "Padding {{ padding }} is", "conventions.1: There is no {{ padding }}; nothing is filled in"),
        (
            "writes height ×",
            "writes {{ h }} ×",
            "alternatives.width-first: There is no {{ h }};",
        ),
        ("  rounds-up:\n", "  rounds-it-up:\n", "mistakes.rounds-it-up: The kind output-size knows no such thing."),
        ("  rounds-up:\n", "  rounds-it-up:\n", "mistakes: Words are missing for 'rounds-up'."),
        ("    at: floor", "    at: ceiling", "mistakes.rounds-up.at: The working has no line 'ceiling'."),
        ("kernel: 5, stride: 1", "kernel: 50, stride: 1", "A kernel of 50 does not fit in 32."),
        ("kernel: 5, stride: 1", "kernel: 0, stride: 1", "These numbers are not a question of this kind"),
        ("title: One layer", "title: [One layer", "This is not YAML"),
        ("revision: 1", "revision: 2026-03-02", "is not plain data"),
    ],
)
def test_what_contradicts_is_told(content: Path, old: str, new: str, sentence: str) -> None:
    assert sentence in broken(content, old, new)


def test_the_line_is_that_of_the_wrong_value(content: Path) -> None:
    text = (content / FIRST / "problems/output-size.yaml").read_text(encoding="utf-8").splitlines()
    line = 1 + next(number for number, each in enumerate(text) if "size: [112, 112]" in each)
    told = broken(content, "answer: {size: [112, 112]}", "answer: {size: [111, 111]}")
    assert told.startswith(f"{FIRST}/problems/output-size.yaml:{line}: ")


def test_all_complaints_are_told_at_once(content: Path) -> None:
    (content / FIRST / "problems/layer-stack.yaml").write_text("kind: 3\n", encoding="utf-8")
    told = broken(content, "minutes: 2", "minutes: two")
    assert "problems/layer-stack.yaml" in told
    assert "problems/output-size.yaml" in told


def test_a_skill_without_words_is_told(content: Path) -> None:
    told = broken(content, "pooling: {", "juggling: {", file="skills.yaml")
    assert told.startswith("skills.yaml:")


def test_a_box_that_only_a_harder_level_has_needs_its_words_too(content: Path) -> None:
    """The squeeze-and-excitation is asked for at level 3; the problem starts at level 2."""
    told = broken(content, "  squeeze: Squeeze-and-excitation\n", "", file=f"{FIRST}/problems/mbconv-cost.yaml")
    assert "fields: Words are missing for 'squeeze'." in told


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("nine-weights:", "nine-lives:", "errata.yaml:13: nine-lives: Nothing refutes this."),
        ("nine-weights:", "nine-lives:", "errata.yaml:1: Words are missing for 'nine-weights'."),
        (
            "{{ filter }} in all",
            "{{ filters }} in all",
            "There is no {{ filters }}; there are alone, filter,",
        ),
        ("has {{ layer }}", "has many more", "nine-weights.truth: Nothing is said of {{ layer }}."),
        ("skill: sliding-dot-product", "skill: juggling", "window-is-the-field.skill: Input should be"),
    ],
)
def test_an_erratum_says_what_the_engine_finds(content: Path, old: str, new: str, sentence: str) -> None:
    assert sentence in broken(content, old, new, file="errata.yaml")


EXPLAINED = f"{FIRST}/problems/explain-clock.yaml"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("skill: depthwise-separable", "skill: juggling", "problems/explain-clock.yaml:2: skill: Input should be"),
        ("    essential: true\n", "    essential: maybe\n", "points.bytes.essential: Input should be a valid boolean."),
        ("      - arithmetic intensity\n", "      - arithmetic||intensity\n", "words.1: The pattern 'arithmetic||int"),
        ("    unless: [bytes, intensity]", "    unless: [bites]", "slogans.fewer-is-faster.unless: There is no point"),
        ("    points: [bytes]\n", "    points: [kernels]\n", "By hand it makes kernels, the pass finds bytes."),
        ("    slogans: [fewer-is-faster]\n", "", "examples.1.slogans: By hand it is nothing, the pass finds fewer-is"),
        (
            "waits for memory. On",
            "waits. " + "So it is. " * 20 + "On",
            "A model answer has 80 to 150 words; this",
        ),
        ("mostly the pointwise half", "elsewhere", "model: No pattern finds the point 'pointwise' in it."),
    ],
)
def test_what_contradicts_in_an_explanation_is_told(content: Path, old: str, new: str, sentence: str) -> None:
    assert sentence in broken(content, old, new, file=EXPLAINED)


def test_an_explanation_without_an_essential_point_is_told(content: Path) -> None:
    path = content / EXPLAINED
    path.write_text(path.read_text(encoding="utf-8").replace("    essential: true\n", ""), encoding="utf-8")
    with pytest.raises(ContentError, match="No point is essential"):
        load(content)


def test_a_problem_names_a_skill_only_where_its_kind_has_none(content: Path) -> None:
    told = broken(content, "kind: output-size", "kind: output-size\nskill: pooling")
    assert "skill: The kind output-size has its skill already: output-size." in told


SAYS_AS_MUCH = {("explain-1x1-in-three-networks", "explain-1x1")}
"""The second question's model answer names the three networks with what the layer does in each."""


def test_a_good_answer_to_another_question_is_none_to_this_one(catalog: Catalog) -> None:
    explained = {slug: each.explanation for slug, each in catalog.problems.items() if each.explanation}
    for slug, explanation in explained.items():
        essential = {point.id for point in explanation.brief.points if point.essential}
        for other, elsewhere in explained.items():
            if other == slug or (slug, other) in SAYS_AS_MUCH:
                continue
            assert not essential <= explanation.brief.found_in(elsewhere.model).keys(), (slug, other)


def test_saying_the_question_back_answers_nothing(catalog: Catalog) -> None:
    for slug, problem in catalog.problems.items():
        if problem.explanation:
            brief = problem.explanation.brief
            essential = {point.id for point in brief.points if point.essential}
            assert not essential <= brief.found_in(to_text(problem.prompt)).keys(), slug


def test_every_score_of_the_self_assessment_says_something_of_its_own(content: Path) -> None:
    first, second = (
        "I do not see what a 1 × 1 kernel could be good for.",
        "I know that it changes the number of channels.",
    )
    told = broken(content, first, second, file="self-assessment.yaml")
    assert told.startswith("self-assessment.yaml:")
    assert "skills.pointwise: Two levels say the same." in told.splitlines()[0]


def test_every_skill_can_be_assessed(content: Path) -> None:
    assert "The skill pooling has no sentences." in _without_pooling(content)


def _without_pooling(content: Path) -> str:
    text = (content / "self-assessment.yaml").read_text(encoding="utf-8")
    start, end = text.index("  pooling:"), text.index("  architectures:")
    return broken(content, text[start:end], "", file="self-assessment.yaml")
