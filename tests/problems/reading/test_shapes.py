"""Shape boxes beyond the policy file."""

import pytest

from app.problems.reading import Ask, Refused, Understood, Wanted, read

PLANE = ("height", "width")
VOLUME = ("height", "width", "channels")

READ = [
    ("28*28", (28, 28), "28 × 28 (height × width)"),
    ("28 by 28", (28, 28), "28 × 28 (height × width)"),
    ("28 x 28 px", (28, 28), "28 × 28 (height × width)"),
    ("28px × 28px", (28, 28), "28 × 28 (height × width)"),
    ("(28, 28) px", (28, 28), "28 × 28 (height × width)"),
    ("28.0x28.", (28, 28), "28 × 28 (height × width)"),
    ("28 28", (28, 28), "28 × 28 (height × width)"),
    ("28 ,28", (28, 28), "28 × 28 (height × width)"),
    ("{28; 28}", (28, 28), "28 × 28 (height × width)"),
    ("６４×６４", (64, 64), "64 × 64 (height × width)"),
    (r"28 \times 28", (28, 28), "28 × 28 (height × width)"),
    ("224,224", (224, 224), "224 × 224 (height × width)"),
    ("1024x2048", (1024, 2048), "1024 × 2048 (height × width)"),
    ("28×28×128", (28, 28, 128), "28 × 28 × 128"),
    ("(28, 28, 128)", (28, 28, 128), "28 × 28 × 128"),
    ("(28,)", (28,), "28"),
    ("28", (28,), "28"),
    ("N,128,28,28", (None, 128, 28, 28), "N × 128 × 28 × 28"),
    ("Nx3x32x32", (None, 3, 32, 32), "N × 3 × 32 × 32"),
    ("batch size × 10", (None, 10), "N × 10"),
    ("(None, 10)", (None, 10), "N × 10"),
    ("[?, 10]", (None, 10), "N × 10"),
    ("[−1, 10]", (None, 10), "N × 10"),
    ("torch.Size([1, 2])", (1, 2), "1 × 2 (height × width)"),
    (r"\left(1, 2\right)", (1, 2), "1 × 2 (height × width)"),
    ("B,3,32,32", (None, 3, 32, 32), "N × 3 × 32 × 32"),
    ("<N;3>", (None, 3), "N × 3"),
    ("TensorShape([None, 2])", (None, 2), "N × 2"),
    ("1,2,3,4,5,6,7,8", (1, 2, 3, 4, 5, 6, 7, 8), "1 × 2 × 3 × 4 × 5 × 6 × 7 × 8"),
]

NOT_READ = [
    ("-3x4", "The first entry, “-3”, is negative, and a size is not.", None),
    ("3,-1", "Only the first entry, the batch, can be left open.", None),
    ("3,N", "Only the first entry, the batch, can be left open.", None),
    ("-10x4", "The first entry, “-10”, is negative, and a size is not.", None),
    ("1,024x1,024", "The second entry, “024”, starts with 0. Write thousands without a separator.", None),
    ("1.024x1.024", "The first entry, “1.024”, is not a whole number.", None),
    ("28.000x28", "The first entry, “28.000”, is not a whole number.", None),
    ("B×C×H×W", "The second entry, “C”, is not a whole number.", None),
    ("28x", "The second entry is missing.", None),
    ("28,", "The second entry is missing.", None),
    ("28,,28", "The second entry is missing.", None),
    ("()", "The first entry is missing.", None),
    ("(28, 28", "The ( is never closed.", "28x28"),
    ("28, 28)", "The closing ) has no opening bracket.", "28x28"),
    ("[64, 112)", "This opens with [ and closes with ).", "64x112"),
    ("[[1,2],[3]]", "One flat shape is wanted, without inner brackets.", "1x2x3"),
    ("(28)x(28)", "One flat shape is wanted, and “x” stands after the closing bracket.", "28x28"),
    ("[1,2;3]", "Commas and semicolons together make rows. One flat shape is wanted.", "1x2x3"),
    ("28x28, 128", "Use one kind of separator between all entries.", "28x28x128"),
    ("28²", "One flat shape is wanted, and “²” stands after the shape.", None),
    ("28**28", "The second entry is missing.", None),
    ("28x28 (RGB)", "One flat shape is wanted, and “(” stands after the shape.", None),
    ("6@28x28", "Write height, width and the number of maps as one flat shape.", "28x28x6"),
    ("256 maps of 20x20", "Write height, width and the number of maps as one flat shape.", "20x20x256"),
    ("1,2,3,4,5,6,7,8,9", "A shape has at most 8 entries here.", None),
    ("(H, W) = (28, 14)", "Type only the value, without the = sign.", "(28, 14)"),
    (" ", "Nothing was typed yet.", None),
]


@pytest.mark.parametrize(("text", "sizes", "echo"), READ)
def test_a_shape_is_read_and_said_back(text: str, sizes: tuple[int | None, ...], echo: str) -> None:
    assert read("shape", text) == Understood(sizes, echo)


@pytest.mark.parametrize(("text", "sentence", "suggestion"), NOT_READ)
def test_what_is_no_shape_is_refused_with_a_sentence(text: str, sentence: str, suggestion: str | None) -> None:
    reading = read("shape", text)
    assert isinstance(reading, Refused), reading
    assert (reading.message, reading.suggestion) == (sentence, suggestion)


def test_named_axes_are_said_back() -> None:
    assert read("shape", "28x14x3", Wanted(VOLUME)) == Understood(
        (28, 14, 3), "28 × 14 × 3 (height × width × channels)"
    )


@pytest.mark.parametrize("text", ["28", "28x28x3", "N,28", "2,28,28"])
def test_another_rank_is_asked_for_by_number_of_axes(text: str) -> None:
    asked = read("shape", text, Wanted(PLANE))
    assert isinstance(asked, Ask)
    assert asked.message == "This asks for height × width: two numbers, like 28 × 14."


@pytest.mark.parametrize("text", ["1x28x14", "N,28,14", "(None, 28, 14)"])
def test_a_leading_batch_entry_is_left_out_and_said_so(text: str) -> None:
    expected = Understood((28, 14), "28 × 14 (height × width), without the batch entry")
    assert read("shape", text, Wanted(PLANE)) == expected


def test_a_batch_axis_keeps_its_batch_entry() -> None:
    reading = read("shape", "N,3", Wanted(("batch", "channels")))
    assert reading == Understood((None, 3), "N × 3 (batch × channels)")


def test_one_number_is_a_square_where_the_box_says_so() -> None:
    expected = Understood((28, 28), "28 × 28 (height × width)")
    assert read("shape", "28", Wanted(PLANE, square=True)) == expected


def test_a_square_box_still_reads_two_numbers() -> None:
    assert read("shape", "28x14", Wanted(PLANE, square=True)) == Understood((28, 14), "28 × 14 (height × width)")


def test_maps_named_first_are_put_where_the_axes_have_them() -> None:
    reading = read("shape", "6@28x28", Wanted(("channels", "height", "width")))
    assert isinstance(reading, Refused)
    assert reading.suggestion == "6x28x28"


def test_what_is_listed_is_said_back_with_commas() -> None:
    reading = read("shape", "3 × 2 × 1", Wanted(("kernel", "stride", "padding")))
    assert reading == Understood((3, 2, 1), "3, 2, 1 (kernel, stride, padding)")
