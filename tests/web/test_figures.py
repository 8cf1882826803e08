"""Drawings, read back as a reader of the SVG would: which cells, where the kernel lies, what the words say."""

import re
from itertools import pairwise
from typing import get_args
from xml.etree import ElementTree as ET

import pytest

from app.problems.figures import (
    Arrays,
    Branch,
    Branches,
    FeatureMap,
    FieldAxis,
    Figure,
    LayerRow,
    LayerTable,
    NamedArray,
    NamedPicture,
    Part,
    Picture,
    Pictures,
    Residual,
    ResidualBlock,
    Separable,
    Stack,
    StackLayer,
    Terms,
)
from app.web.figures import DRAWERS, draw
from app.web.figures.axis import axes
from app.web.figures.svg import element
from app.web.figures.words import WORDS

FIRST = FeatureMap(size=(6, 6), kernel=(3, 3), stride=(2, 2), padding=(1, 1))
STEM = FeatureMap(size=(224, 224), kernel=(7, 7), stride=(2, 2), padding=(3, 3))
DILATED = FeatureMap(size=(9, 9), kernel=(3, 3), stride=(1, 1), padding=(2, 2), dilation=(2, 2))
PATCHES = FeatureMap(size=(224, 224), kernel=(16, 16), stride=(16, 16), padding=(0, 0))
UNEVEN = FeatureMap(size=(8, 300), kernel=(3, 5), stride=(1, 2), padding=(1, 2))
WHOLE = FeatureMap(size=(2, 2), kernel=(2, 2), stride=(2, 2), padding=(0, 0))
POINT = FeatureMap(size=(1, 1), kernel=(1, 1), stride=(1, 1), padding=(0, 0))
HUGE = FeatureMap(size=(512, 512), kernel=(64, 64), stride=(64, 64), padding=(0, 0))
LAYERS = Stack("224 × 224 × 3", (StackLayer("conv 64", "7×7, s 2, p 3"), StackLayer("max pool", "3×3, s 2, p 1")))
PARTLY = Stack("16 channels", (StackLayer("1×1, expand", "6 times"), StackLayer("1×1, project", "to 72", size="72")))
SIGHT = FieldAxis(size=8, padding=1, start=-1, extent=3, jump=2, below="kernel 3, stride 2")
TAPS = FieldAxis(size=7, start=1, extent=5, step=4, below="two taps at rate 4")
LONG = FieldAxis(size=224, padding=3, start=-3, extent=7, jump=2, below="kernel 7, stride 2")
BLOCKS = Branches(
    "256",
    (
        Branch("bottleneck", (Part("1 × 1", "64"), Part("3 × 3", "64"), Part("1 × 1", "256"))),
        Branch("two full", (Part("3 × 3", "256"), Part("3 × 3", "?"))),
    ),
)
INCEPTION = Branches(
    "192",
    (
        Branch("", (Part("1 × 1", "64"),)),
        Branch("", (Part("1 × 1", "96"), Part("3 × 3", "128"))),
        Branch("", (Part("1 × 1", "16"), Part("5 × 5", "32"))),
        Branch("", (Part("max pool", "192", "3 × 3"), Part("1 × 1", "32"))),
    ),
    joined="concat, 256",
)
RESIDUAL = Branches("64", (Branch("", (Part("3 × 3", "64"),)), Branch("", ())), joined="+")
SKIPS = Residual("x", (ResidualBlock("F", "x₁"), ResidualBlock("G", "y", shortcut="× c", behind="ReLU")))
STEPS = Separable(kernel=3, input="56 × 56 × 256", middle="56 × 56 × 256", output="56 × 56 × 512", filters="512")
PLANE = NamedArray("input", (("0", "0", "0"), ("0", "7", "0"), ("0", "0", "0")), padding=1)
KERNEL = NamedArray("kernel", (("1", "−1"), ("0", "2")), sign="∗", acts=True)
SUM = Arrays(
    (PLANE, KERNEL, NamedArray("input 2", PLANE.rows, sign="+", breaks=True), NamedArray("map", (("?",),), sign="="))
)
BARE = Arrays((NamedArray("", KERNEL.rows, acts=True),))
HALVES = Picture(((0.0, 1.0), (0.0, 1.0)), "Black on the left, white on the right.")
FILTERED = Pictures((NamedPicture("before", HALVES), NamedPicture("after", HALVES)), KERNEL)
DRAWN: list[Figure] = [
    *(FIRST, STEM, DILATED, PATCHES, UNEVEN, WHOLE, POINT, HUGE, LAYERS, PARTLY),
    *(SIGHT, TAPS, LONG, BLOCKS, INCEPTION, RESIDUAL, SKIPS, STEPS, SUM, BARE, HALVES, FILTERED),
]
ROWS = LayerTable(
    "224 × 224 × 3",
    (LayerRow("conv 7 × 7, stride 2", "112 × 112 × 64", "9,408"), LayerRow("sum", "56 × 56 × 256", "0")),
)


def parsed(figure: Figure) -> ET.Element:
    return ET.fromstring(draw(figure))  # noqa: S314  our own drawing, not a stranger's


def of_class(figure: Figure, name: str) -> list[ET.Element]:
    return [node for node in parsed(figure).iter() if name in node.get("class", "").split()]


def box(node: ET.Element) -> tuple[float, ...]:
    return tuple(float(node.get(key, "nan")) for key in ("x", "y", "width", "height"))


def strokes(figure: Figure, name: str) -> list[tuple[float, ...]]:
    """The straight strokes of a path: (x1, y1, x2, y2)."""
    d = "".join(node.get("d", "") for node in of_class(figure, name))
    return [tuple(map(float, re.findall(r"[\d.]+", stroke))) for stroke in d.split("M")[1:]]


def words(figure: Figure) -> list[str]:
    return [node.text or "" for node in parsed(figure).iter("text")]


def test_the_kernel_lies_on_the_corner_of_the_padding_and_moves_by_the_stride() -> None:
    """6 × 6, kernel 3, stride 2: with cells of 36 it is 108 wide and its ghost stands 72 further right."""
    kernel, ghost = box(of_class(FIRST, "kernel")[0]), box(of_class(FIRST, "ghost")[0])
    left, top = min(x for x, *_ in strokes(FIRST, "padding")), min(y for _, y, *_ in strokes(FIRST, "padding"))
    assert kernel == (left, top, 108, 108)
    assert ghost == (left + 72, top, 108, 108)


def test_what_is_no_kernel_is_called_by_its_own_name() -> None:
    terms = Terms(slides="window", moves="next after", gives="windows", asked="How many windows there are is asked.")
    windows = FeatureMap((8, 8), (4, 4), (4, 4), padding=(0, 0), terms=terms)
    assert {"window 4 × 4", "next after 4", "windows"} <= set(words(windows))
    told = WORDS[FeatureMap](windows)
    assert "The window lies in the upper left corner." in told
    assert told.endswith("How many windows there are is asked.")
    assert not any(word in " ".join([*words(windows), told]) for word in ("kernel", "stride", "output"))


def test_every_real_cell_is_ruled_and_the_padding_lies_around_them() -> None:
    """7 upright and 7 level lines bound 6 × 6 cells, one cell of 36 inside the padding."""
    cells, padding = strokes(FIRST, "cells"), strokes(FIRST, "padding")
    assert len(cells) == 14
    assert {x2 - x1 for x1, y1, x2, y2 in cells if y1 == y2} == {6 * 36}
    assert min(x for x, *_ in cells) - min(x for x, *_ in padding) == 36
    assert max(x for _, _, x, _ in padding) - max(x for _, _, x, _ in cells) == 36


def test_without_padding_nothing_is_dashed_around_the_map() -> None:
    assert strokes(WHOLE, "padding") == []


def test_of_a_large_map_only_the_corner_is_drawn_and_dots_say_that_it_goes_on() -> None:
    """The kernel of 7 and a stride of 2 need 9 cells; one more shows what lies behind."""
    assert [axis.shown for axis in axes(STEM)] == [10, 10]
    assert len(of_class(STEM, "dot")) == 6
    assert of_class(FIRST, "dot") == []


def test_labels_stand_below_the_dots() -> None:
    lowest = max(float(dot.get("cy", "nan")) for dot in of_class(STEM, "dot"))
    label = next(node for node in parsed(STEM).iter("text") if node.text == "224 × 224, padding 3")
    assert float(label.get("y", "nan")) > lowest + 16


def test_each_axis_is_cut_only_where_it_is_long() -> None:
    """8 + 2·1 rows are all there; of 300 columns, 5 + 2 + 1 are drawn."""
    assert [axis.shown for axis in axes(UNEVEN)] == [10, 8]
    assert len(of_class(UNEVEN, "dot")) == 3


def test_a_dilated_kernel_touches_only_its_own_entries() -> None:
    """Dilation 2 leaves one cell between entries: 3 × 3 of them, on cells 0, 2 and 4 of an extent of 5."""
    touched = [box(node) for node in of_class(DILATED, "touched")]
    left, top, width, _ = box(of_class(DILATED, "kernel")[0])
    cell = width / 5
    columns = {round((x - left) / cell, 2) for x, *_ in touched}
    rows = {round((y - top) / cell, 2) for _, y, *_ in touched}
    assert len(touched) == 9
    assert columns == rows == {0, 2, 4}


def test_a_kernel_that_cannot_move_has_no_ghost() -> None:
    assert of_class(WHOLE, "ghost") == []
    assert not any("stride" in label for label in words(WHOLE))


def test_cells_too_small_to_rule_are_not_ruled() -> None:
    """Of a kernel of 64 that moves by 64, 129 cells are drawn on 300 units: only the two edges of each axis."""
    assert len(strokes(HUGE, "cells")) == 4


def test_the_labels_carry_the_numbers() -> None:
    assert words(FIRST) == ["stride 2", "6 × 6, padding 1", "kernel 3 × 3", "?", "output"]
    assert words(UNEVEN)[:3] == ["stride 1 × 2", "8 × 300, padding 1 × 2", "kernel 3 × 5"]
    assert "kernel 3 × 3, dilation 2" in words(DILATED)


@pytest.mark.parametrize(
    ("figure", "sentence"),
    [
        (FIRST, "A dashed border of 1 cell pads every side."),
        (FIRST, "A dashed ghost shows its next position, 2 cells to the right; it moves down by 2."),
        (UNEVEN, "A dashed border pads 1 cell above and below and 2 cells left and right."),
        (PATCHES, "The map has no padding."),
        (DILATED, "The kernel lies in the upper left corner, its entries 2 cells apart."),
        (WHOLE, "There is no room for a second position beside it."),
        (
            SIGHT,
            "A row of 8 cells, the first called 0, padded with 1 cell at each end.",
        ),
        (SIGHT, "The unit above reads cells -1 to 1."),
        (SIGHT, "A dashed ghost shows the next unit, 2 cells further on."),
        (TAPS, "A row of 7 cells, the first called 0, without padding. The unit above reads cells 1, 5."),
        (BLOCKS, "2 ways from an input of 256. bottleneck: 1 × 1, out: 64; 3 × 3, out: 64; 1 × 1, out: 256."),
        (BLOCKS, "two full: 3 × 3, out: 256; 3 × 3, out: asked."),
        (INCEPTION, "Input 192 goes into 4 branches."),
        (INCEPTION, "Max pool, 3 × 3, out: 192; 1 × 1, out: 32. They meet in: concat, 256."),
        (RESIDUAL, "3 × 3, out: 64. The input as it is. They meet in: +."),
        (LAYERS, "Input 224 × 224 × 3. Then, in order: conv 64, 7×7, s 2, p 3; max pool, 3×3, s 2, p 1."),
        (PARTLY, "Then, in order: 1×1, expand, 6 times; 1×1, project, to 72, which leaves 72."),
        (SKIPS, "x comes in. One copy goes through F, one around it unchanged; their sum is x₁."),
        (SKIPS, "One copy goes through G, one around it (× c); their sum, followed by ReLU, is y."),
        (STEPS, "Step 1, depthwise: each channel of the input, 56 × 56 × 256, has a 3 × 3 kernel of its own"),
        (STEPS, "Step 2, pointwise: 512 filters of 1 × 1 reach through all of these maps, which gives 56 × 56 × 512."),
    ],
)
def test_the_description_says_what_the_drawing_shows(figure: Figure, sentence: str) -> None:
    desc = parsed(figure).find("desc")
    assert desc is not None
    assert sentence in (desc.text or "")


def test_a_stack_has_a_row_for_each_layer_and_asks_for_each_size() -> None:
    labels = words(LAYERS)
    assert labels[:2] == ["input", "224 × 224 × 3"]
    assert labels[2:] == ["conv 64", "7×7, s 2, p 3", "?", "max pool", "3×3, s 2, p 1", "?"]
    first, second = (box(node) for node in of_class(LAYERS, "layer"))
    assert second[1] > first[1] + first[3]


def test_each_block_splits_goes_around_its_map_and_adds() -> None:
    assert words(SKIPS) == ["x", "F", "x₁", "G", "× c", "ReLU", "y"]
    ways = strokes(SKIPS, "arrow")
    sums = of_class(SKIPS, "junction")
    assert (len(ways), len(sums)) == (6, 2)
    for up, across, down, joined in zip(ways[::3], ways[1::3], ways[2::3], sums, strict=True):
        assert (up[2:], across[2:]) == (across[:2], down[:2])  # one way around
        assert up[1] == float(joined.get("cy", "")) > down[3]  # it leaves the axis and comes down on the sum from above
        assert down[0] == float(joined.get("cx", ""))


def test_a_unit_stands_over_the_middle_of_what_it_reads_and_the_next_one_a_jump_further() -> None:
    """8 cells and one of padding at each end fit at 36 each: the field is 108 wide, the units stand 72 apart."""
    field, unit = (box(node) for node in of_class(SIGHT, "kernel") if node.tag == "rect")
    _, ghost = (box(node) for node in of_class(SIGHT, "ghost") if node.tag == "rect")
    left = min(x for x, *_ in strokes(SIGHT, "padding"))
    assert (field[0], field[2]) == (left, 108)
    assert unit[0] + unit[2] / 2 == left + 54
    assert ghost[0] - unit[0] == 72


def test_the_first_cell_that_is_no_padding_is_called_0() -> None:
    zero = next(node for node in parsed(SIGHT).iter("text") if node.text == "0")
    left = min(x for x, *_ in strokes(SIGHT, "cells"))
    assert float(zero.get("x", "nan")) == left + 18
    assert words(SIGHT) == ["0", "7", "kernel 3, stride 2"]


def test_a_kernel_with_gaps_is_joined_to_its_taps_alone() -> None:
    """Five cells, of which the first and the last are read."""
    assert len([node for node in of_class(TAPS, "wash") if node.tag == "rect"]) == 2
    assert len(strokes(TAPS, "kernel")) == 2


def test_of_a_long_row_only_what_the_units_read_is_drawn() -> None:
    """From -3 on 7 + 2 cells are read, and 13 fill the width; a field of 31 is drawn with two cells more."""
    wide = FieldAxis(size=224, start=0, extent=31, below="")
    assert len(strokes(LONG, "padding") + strokes(LONG, "cells")) == 4 * 13
    assert len(strokes(wide, "cells")) == 4 * 33
    assert len(of_class(LONG, "dot")) == 3
    assert words(LONG) == ["0", "kernel 7, stride 2"]


def test_alternatives_have_an_input_each_and_joined_branches_share_one() -> None:
    assert words(BLOCKS).count("256") == 2 + 2  # two inputs, and what two of the five layers give
    assert words(INCEPTION).count("192") == 1 + 1  # the input, and what the pool gives
    assert words(INCEPTION)[-1] == "concat, 256"


def test_branches_stand_side_by_side_and_layers_below_each_other() -> None:
    boxes = [box(node) for node in of_class(INCEPTION, "layer")]
    columns = sorted({x for x, *_ in boxes})
    assert len(boxes) == 7
    assert len(columns) == 4
    assert all(right - left > boxes[0][2] for left, right in pairwise(columns))
    assert boxes[2][1] > boxes[1][1] + boxes[1][3]


def test_a_separable_layer_has_a_kernel_for_each_map_and_filters_that_reach_through_all_of_them() -> None:
    """Three maps are drawn in a block: three kernels above; below, the pixel a filter reads lies on all three."""
    assert words(STEPS) == [
        *("1. depthwise", "56 × 56 × 256", "56 × 56 × 256", "3 × 3 each"),
        *("2. pointwise", "56 × 56 × 256", "56 × 56 × 512", "512 of 1 × 1"),
    ]
    assert len(of_class(STEPS, "taps")) == 3
    read = [box(node) for node in of_class(STEPS, "touched") if box(node)[0] < 200]
    assert len(read) == 3
    assert len({x for x, *_ in read}) == 3


@pytest.mark.parametrize("figure", DRAWN, ids=str)
def test_every_figure_is_a_named_image_that_a_strict_policy_shows(figure: Figure) -> None:
    svg = parsed(figure)
    ids = [node.get("id") for node in svg.iter() if node.get("id")]
    assert svg.get("role") == "img"
    assert [svg.get("aria-labelledby"), svg.get("aria-describedby")] == ids == ["figure-title", "figure-words"]
    assert "style=" not in draw(figure)


@pytest.mark.parametrize("figure", DRAWN, ids=str)
def test_nothing_is_drawn_outside_the_picture(figure: Figure) -> None:
    _, _, width, height = map(float, parsed(figure).get("viewBox", "").split())
    for node in parsed(figure).iter("rect"):
        x, y, w, h = box(node)
        assert x >= 0
        assert y >= 0
        assert x + w <= width
        assert y + h <= height
    for name in ("cells", "padding", "grid", "arrow"):
        assert all(max(x1, x2) <= width and max(y1, y2) <= height for x1, y1, x2, y2 in strokes(figure, name))


def test_two_figures_on_a_page_keep_their_names_apart() -> None:
    assert 'id="left-title"' in draw(FIRST, name="left")
    assert "figure-title" not in draw(FIRST, name="left")


def test_words_of_a_figure_are_escaped() -> None:
    assert "&lt;b&gt;" in draw(Stack("<b>", (StackLayer("1", ""),)))
    assert element("text", "&", class_='"') == '<text class="&#34;">&amp;</text>'


def test_an_array_that_breaks_the_line_stands_below_the_first_and_under_it() -> None:
    """Two inputs of three cells of 34, the first without a sign: both begin where a sign has room."""
    names = {node.text: node for node in parsed(SUM).iter("text")}
    assert names["input"].get("x") == names["input 2"].get("x")
    assert float(names["input 2"].get("y", "0")) > float(names["input"].get("y", "0")) + 3 * 34


def test_pictures_stand_side_by_side_on_a_ground_of_their_own() -> None:
    grounds = [box(node) for node in of_class(FILTERED, "lightest")]
    assert [ground[2:] for ground in grounds] == [(32, 32), (32, 32)]
    assert grounds[1][0] >= grounds[0][0] + 32
    assert len(of_class(FILTERED, "shade-8")) == 4  # the black half of each


def test_the_words_of_pictures_and_kernels_follow_each_other() -> None:
    description = next(node.text for node in parsed(FILTERED).iter("desc"))
    assert description == (
        "before: Black on the left, white on the right. after: Black on the left, white on the right."
        " kernel, 2 × 2: 1 −1; 0 2."
    )


def test_every_kind_of_figure_is_drawn_and_told() -> None:
    assert set(DRAWERS) == set(WORDS) == set(get_args(Figure)) == {type(figure) for figure in (*DRAWN, ROWS)}


def test_layers_are_a_table_with_headings_for_its_columns_and_rows() -> None:
    """A table is read as it is, so it needs no picture's name and words."""
    table = parsed(ROWS)
    assert table.tag == "table"
    assert table.findtext("caption") == "input 224 × 224 × 3"
    assert [(each.text, each.get("scope")) for each in table.iter("th")] == [
        ("layer", "col"),
        ("output", "col"),
        ("parameters", "col"),
        ("conv 7\u00a0×\u00a07, stride 2", "row"),  # no line ends within a kernel's size
        ("sum", "row"),
    ]
    assert [each.text for each in table.iter("td")] == ["112 × 112 × 64", "9,408", "56 × 56 × 256", "0"]


def test_layers_are_told_in_words_too() -> None:
    told = WORDS[LayerTable](ROWS)
    assert told.startswith("Input 224 × 224 × 3. Then, in order: conv 7 × 7, stride 2, out: 112 × 112 × 64")
    assert told.endswith("sum, out: 56 × 56 × 256, parameters: 0.")


def test_what_the_last_layer_of_a_branch_gives_keeps_clear_of_the_line_where_they_meet() -> None:
    """Letters of 21 units (on a phone) reach some 16 above and 6 below their baseline."""
    meeting = max(y1 for _, y1, _, y2 in strokes(INCEPTION, "flow") if y1 == y2)
    labels = [float(node.get("y", "nan")) for node in of_class(INCEPTION, "size")]
    assert all(not y - 16 < meeting < y + 6 for y in labels)
