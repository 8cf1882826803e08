"""The paths of a gradient through a few residual blocks: a row for each, with a box for every block that it passes."""

from collections.abc import Iterator

from markupsafe import Markup

from app.practice.lab.gradients.paths import Path, Paths, name_of
from app.practice.lab.numerals import written
from app.web.figures.svg import number, path, picture, rectangle, segment, text

WIDTH = 640.0
LEFT, BLOCK, BOX = 16.0, 58.0, 38.0
ROW, BETWEEN, TOP = 28.0, 12.0, 44.0
VALUES = 86.0  # room for the products at the right
AROUND, BASELINE = 9.0, 5.0  # how high above its row a path goes around a block
BAR = 15.0


def draw_gradient_paths(paths: Paths, name: str) -> Markup:
    """The shortest first, with a gap where the next length begins; a bar and a number say what each contributes."""
    rows = tuple(_rows(paths))
    height = rows[-1][1] + ROW
    parts = [*_head(paths)]
    for each, y in rows:
        parts += [*_path(each, y, paths), *_bar(each, y, paths)]
    return picture(
        name,
        width=WIDTH,
        height=height,
        title=f"The {len(paths.every)} paths through {len(paths.slopes)} blocks",
        description=paths_words(paths),
        parts=parts,
    )


def paths_words(paths: Paths) -> str:
    """Path by path, and their sum."""
    said = "; ".join(f"{each.name}: {each.brings}" for each in paths.every)
    return f"{said}. Together {written(paths.total)}."


def _rows(paths: Paths) -> Iterator[tuple[Path, float]]:
    """Each with the height of its middle."""
    for place, each in enumerate(paths.every):
        yield each, TOP + ROW * (place + 0.5) + BETWEEN * len(each.through)


def _head(paths: Paths) -> Iterator[Markup]:
    """The derivative of each block above its column."""
    for place, slope in enumerate(paths.slopes):
        yield text(_middle(place), 22, written(slope), "label middle")
    yield text(WIDTH - 12, 22, "brings", "label end")


def _middle(place: int) -> float:
    return LEFT + BLOCK * (place + 0.5)


def _path(each: Path, y: float, paths: Paths) -> Iterator[Markup]:
    """From left to right, through a box or around it."""
    strokes = [f"M{number(LEFT)} {number(y)}"]
    for place in range(len(paths.slopes)):
        x = _middle(place)
        if place + 1 in each.through:
            strokes.append(f"H{number(x - BOX / 2)}M{number(x + BOX / 2)} {number(y)}")
        else:
            strokes.append(f"H{number(x - BOX / 2)}q{BOX / 2:g} {-2 * AROUND:g} {BOX:g} 0")
        strokes.append(f"H{number(LEFT + BLOCK * (place + 1))}")
    yield path(strokes, "arrow")
    for block in each.through:
        x = _middle(block - 1)
        yield rectangle(x - BOX / 2, y - ROW / 2 + 2, BOX, ROW - 4, "layer")
        yield text(x, y + BASELINE, name_of(block), "layer-title middle")


def _bar(each: Path, y: float, paths: Paths) -> Iterator[Markup]:
    """From the line of 0 to the right, or to the left where the product is below it."""
    left, right = LEFT + BLOCK * len(paths.slopes) + 24, WIDTH - VALUES - 12
    products = [float(path.product) for path in paths.every]
    least, most = min(0.0, *products), max(0.0, *products)
    zero = left + (right - left) * -least / (most - least)
    length = (right - left) * float(each.product) / (most - least)
    if length:
        sign = "macs" if length > 0 else "params"
        yield rectangle(min(zero, zero + length), y - BAR / 2, abs(length), BAR, f"{sign}-bar")
    yield path([segment(zero, y - ROW / 2, zero, y + ROW / 2)], "fine")
    yield text(WIDTH - 12, y + BASELINE, each.brings, "size end")
