"""Lessons: numbers are worked out and never typed, and what cannot be read is told with file and line."""

from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.lessons import (
    Callout,
    Check,
    Choice,
    Lesson,
    Picture,
    Predict,
    Prose,
    Section,
    Slide,
    load_lessons,
    work_out,
)
from app.catalog.lessons.networks import solvers_for
from app.errors import BadInput, ContentError

FRONT = "---\ntitle: Sizes\nsummary: About sizes.\nskill: output-size\n---\n"


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("size(224, 7, stride=2, padding=3)", "112"),  # (224 - 7 + 6)/2 = 111.5, floor, + 1
        ("size(8, 3, stride=2)", "3"),
        ("span(3, dilation=4)", "9"),
        ("field(3, 3, 3)", "7"),
        ("field((3, 2), 3, 3, 3)", "15"),  # 3, 7, 11, 15
        ("field((3, 1, 2))", "5"),
        ("jump((7, 2), (3, 2), 3)", "4"),
        ("layers_to_see(200, 3)", "100"),
        ("params(64, 64, 7, bias=False)", "200,704"),
        ("3 * params(64, 64, 3, bias=False)", "110,592"),
        ("macs(256, 512, 3, 56)", "3,699,376,128"),
        ("percent(1 - 27/49, 1)", "44.9 %"),
        ("percent(1/4)", "25 %"),
        ("1.1 ** 2", "1.21"),
        ("rounded(2/3, 2)", "0.67"),
        ("1 - 3", "−2"),
        ("field((3, 2), times=50)", "2,251,799,813,685,247"),  # 2^51 - 1
        ("scientific(0.1 ** 50)", "1 × 10⁻⁵⁰"),
        ("scientific(0.9 ** 50, 2)", "5.15 × 10⁻³"),
        ("separable_params(256, 512, 3)", "133,376"),  # 2,304 + 131,072
        ("separable_macs(256, 512, 3, 56)", "418,267,136"),
        ("rounded(1 / separable_ratio(256, 512, 3), 4)", "8.8445"),  # 4608/521
        ("bottleneck_params(256, 64)", "69,632"),
        ("rounded(1 / bottleneck_ratio(256, 64), 2)", "16.94"),
        ("paths(16)", "65,536"),
        ("paths(4, through=2)", "6"),
        ("slide((0, 0, 1, 0, 0, 0), (1, 1, 1), stride=2, padding=1)", "0, 1, 0"),  # windows on -1 to 1, 1 to 3, 3 to 5
        ("slide((0, 0, 1, 0, 0), (1, 2, 3))", "3, 2, 1"),
        ("means_by_place(6, (1, 1, 1), padding=1)", "1/3, 1/2, 1/2, 1/2, 1/2, 1/3"),
    ],
)
def test_a_number_is_worked_out(expression: str, shown: str) -> None:
    assert work_out(expression).shown == shown


def test_a_number_keeps_its_working() -> None:
    assert work_out("size(224, 7, stride=2, padding=3)").steps == (
        "(224 - 7 + 2*3) / 2 = 111.5",
        "floor(111.5) + 1 = 112",
    )
    assert work_out("3 * params(64, 64, 3, bias=False)").steps == (
        "64*64*3*3 = 36864",
        "3 * params(64, 64, 3, bias=False) = 110,592",
    )


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("network('vgg-16', 'params')", "138,357,544"),  # torchvision's documentation
        ("network('vgg-16', 'params', op='linear')", "123,642,856"),  # (25088 + 1)*4096 + 4097*4096 + 4097*1000
        ("network('resnet-50', 'rows', op='residual')", "16"),  # 3 + 4 + 6 + 3
        ("network('resnet-50', 'params', part='fc')", "2,049,000"),  # 2048*1000 + 1000
        ("network('resnet-50', 'statistics')", "53,120"),  # a mean and a variance for each of 26,560 channels
        ("network('mobilenet-v1', 'macs', part='conv1')", "10,838,016"),  # 32*112*112*27, without conv10 to 14
        ("network('resnet-50', 'field')", "427"),
        ("network('vgg-16', 'depth')", "16"),
        ("rounded(network('resnet-50', 'macs', size=500) / 10**9, 2)", "20.97"),  # maps of 250, 125, 63, 32, 16
    ],
)
def test_a_network_is_counted(catalog: Catalog, expression: str, shown: str) -> None:
    assert work_out(expression, solvers_for(catalog.architectures)).shown == shown


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("network('vgg-17', 'params')", "There is no architecture vgg-17."),
        ("network('vgg-16', 'weight')", "and no weight."),
        ("network('vgg-16', 'params', op='depthwise')", "No layer of VGG-16 is such a one."),
        ("network('efficientnet-b0', 'field')", "is no single number"),
    ],
)
def test_what_a_network_does_not_have_is_told(catalog: Catalog, expression: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        work_out(expression, solvers_for(catalog.architectures))
    assert sentence in refused.value.sentence


def test_a_long_working_is_cut_in_its_middle() -> None:
    assert work_out("field((3, 2), times=50)").steps == (
        "1 + (3 - 1)*1 = 3",
        "3 + (3 - 1)*2 = 7",
        "7 + (3 - 1)*4 = 15",
        "15 + (3 - 1)*8 = 31",
        "…",
        "1125899906842623 + (3 - 1)*562949953421312 = 2251799813685247",
    )


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("sizes(8, 3)", "Nothing is called sizes. There are bottleneck_params,"),
        ("2 * slide((1, 2), (1,))", "is a row of numbers, which stands by itself"),
        ("size(2, 3)", "size(2, 3)"),
        ("size(8)", "missing 1 required positional argument"),
        ("size(8, 3, stride=0)", "stride"),
        ("size(8, __import__('os'))", "is no number"),
        ("(1).__class__", "is no number, and names no solver"),
        ("1/3", "does not end"),
        ("1/0", "Fraction(1, 0)"),
        ("9 ** 9 ** 9", "is no number, and names no solver"),
        ("9 ** 99999", "A power is a whole number"),
        ("rounded(1/3, 40)", "Say to how many places"),
        ("field((1, 2, 3, 4))", "A layer is written as"),
        ("size(8,", "is not an expression"),
        ("lambda: 1", "is no number"),
    ],
)
def test_what_is_no_number_is_told(expression: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        work_out(expression)
    assert sentence in refused.value.sentence


def read(tmp_path: Path, catalog: Catalog, text: str, *, front: str = FRONT) -> Lesson:
    path = tmp_path / "lessons" / "02-sizes.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(front + text, encoding="utf-8")
    return load_lessons(tmp_path, [path], catalog.problems, catalog.architectures).lesson("sizes")


def test_a_lesson_is_taken_apart_in_its_order(tmp_path: Path, catalog: Catalog) -> None:
    lesson = read(
        tmp_path,
        catalog,
        "Before.\n\n## Why the floor?\n\nText {{ size(8, 3) }}.\n\n::: trap Look out\nA *trap*.\n:::\n"
        "::: predict\nWhat?\n---\nThat.\n:::\n::: check output-size 2-7\nTry.\n:::\n"
        "::: figure /lab/output-size?input=8\nEight.\n:::\nAfter.\n",
    )
    kinds = [type(block) for block in lesson.blocks]
    assert kinds == [Prose, Section, Prose, Callout, Predict, Check, Picture, Prose]
    assert lesson.blocks[1] == Section("Why the floor?", "why-the-floor")
    assert lesson.blocks[4] == Predict("What?", "That.", 15)
    assert lesson.checks == ("output-size",)
    assert lesson.numbers[" size(8, 3) "].shown == "6"
    assert lesson.part == 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("One.\n\nTwo {{ sise(8, 3) }}.", "lessons/02-sizes.md:8: “sise(8, 3)”: Nothing is called sise."),
        ("One.\n::: trap\nText.", "lessons/02-sizes.md:7: This block is never closed"),
        ("One.\n:::\n", "lessons/02-sizes.md:7: Nothing is open here"),
        ("::: traps A\nB\n:::", "lessons/02-sizes.md:6: There is no block “traps A”."),
        ("::: check output-sise own\nB\n:::", "lessons/02-sizes.md:6: A check names a problem"),
        ("::: check output-size 9-1\nB\n:::", "lessons/02-sizes.md:6: A check names a problem"),
        ("::: aloud output-size\nB\n:::", "lessons/02-sizes.md:6: “output-size” is no explanation."),
        ("::: figure https://elsewhere\nB\n:::", "lessons/02-sizes.md:6: A figure is a state of the lab"),
        ("::: figure /problems/none/own\nB\n:::", "lessons/02-sizes.md:6: A figure is a state of the lab"),
        ("::: predict\nWhat?\n:::", "lessons/02-sizes.md:6: A line of --- parts question and answer."),
        ("A formula $\\frac{1$.", "lessons/02-sizes.md:6: A formula cannot be set"),
        (
            "$K = {{ size(8, 3) }}$",
            "lessons/02-sizes.md:6: “size(8, 3)” stands in a formula, where no",
        ),
        ("## A\n## A\n", "Two sections are called “A”."),
    ],
)
def test_what_cannot_be_read_is_told_with_file_and_line(
    tmp_path: Path, catalog: Catalog, text: str, complaint: str
) -> None:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, catalog, text)
    assert complaint in refused.value.sentence


def test_the_head_of_a_lesson_is_checked_as_other_content_is(tmp_path: Path, catalog: Catalog) -> None:
    with pytest.raises(ContentError, match=r"lessons/02-sizes\.md:4: skill: "):
        read(tmp_path, catalog, "Text.", front=FRONT.replace("output-size", "output-sise"))
    with pytest.raises(ContentError, match="begins with title, summary and skill"):
        read(tmp_path, catalog, "Text.", front="")
    with pytest.raises(ContentError, match=r"lessons/02-sizes\.md:5: covers\.1: "):
        read(tmp_path, catalog, "Text.", front=FRONT.replace("\n---\n", "\ncovers: ['2.1', two]\n---\n", 1))


def test_the_chapter_says_what_the_engine_finds(catalog: Catalog) -> None:
    """Worked out by hand from the recursion and the size formula."""
    sizes, field = (catalog.lessons.lesson(slug) for slug in ("sizes", "receptive-field"))
    assert {each.shown for each in sizes.numbers.values()} >= {"28", "112", "222", "224", "33", "5", "9"}
    assert {each.shown for each in field.numbers.values()} >= {"7", "9", "15", "100", "200,704", "110,592", "44.9 %"}


def test_a_figure_says_what_of_it_can_be_moved(tmp_path: Path, catalog: Catalog) -> None:
    text = (
        "::: figure /lab/receptive-field?op=conv&stride=2&op=conv&stride=1&object=8\n"
        "move stride:2 1 | 2 (last stride)\nmove object 4..16/4\nA stack.\n:::\n"
    )
    (picture,) = read(tmp_path, catalog, text).pictures
    assert picture.words == "A stack."
    assert picture.knobs == (
        Choice(name="stride", place=2, label="last stride", values=("1", "2")),
        Slide(name="object", place=1, label="object", least=4, most=16, step=4),
    )


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("move stride 3..1", "lessons/02-sizes.md:6: What can be moved is written as: move stride 1..3"),
        ("move stride 1", "lessons/02-sizes.md:6: What can be moved is written as"),
        ("move padding 0..2", "lessons/02-sizes.md:6: The figure's address has no padding number 1"),
        ("move stride:2 1..3", "lessons/02-sizes.md:6: The figure's address has no stride number 2"),
        (
            "move stride 1 | 2",
            "lessons/02-sizes.md:6: The figure begins with stride at 3, where it cannot be moved",
        ),
        ("move stride 2..6/2", "lessons/02-sizes.md:6: The figure begins with stride at 3"),
    ],
)
def test_what_cannot_be_moved_is_told(tmp_path: Path, catalog: Catalog, line: str, complaint: str) -> None:
    with pytest.raises(ContentError) as refused:
        read(tmp_path, catalog, f"::: figure /lab/output-size?input=8&stride=3\n{line}\nEight.\n:::\n")
    assert complaint in refused.value.sentence


def test_every_part_has_a_figure_to_move_and_below_each_a_guess_to_make(catalog: Catalog) -> None:
    for lesson in catalog.lessons.by_slug.values():
        movable = [at for at, block in enumerate(lesson.blocks) if isinstance(block, Picture) and block.knobs]
        assert movable, lesson.slug
        assert all(isinstance(lesson.blocks[at + 1], Predict) for at in movable), lesson.slug
