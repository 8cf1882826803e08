"""One axis with every window on it, and the cells at the end that no window reaches."""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from app.practice.lab.rows import WindowRow
from app.web.figures.svg import element, path, picture, rectangle, segment, text

WIDTH = 640.0
SIDE = 20.0
TOP = 34.0
TALLEST_CELL = 30.0
LANE, MOST_LANES = 12.0, 6
SHOWN = 48  # cells that are drawn; of a longer axis both ends
GAP = 46.0


@dataclass(frozen=True, slots=True)
class Ruler:
    """Where cells lie: all of them, or `head` at the start and as many at the end with a gap between."""

    row: WindowRow

    @property
    def is_whole(self) -> bool:
        """Whether every cell is drawn."""
        return self.row.cells <= SHOWN

    @property
    def head(self) -> int:
        """How many cells stand before the gap."""
        return self.row.cells if self.is_whole else SHOWN // 2

    @property
    def cell(self) -> float:
        """A cell's side."""
        room = WIDTH - 2 * SIDE - (0 if self.is_whole else GAP)
        return min(TALLEST_CELL, room / min(self.row.cells, SHOWN))

    @property
    def left(self) -> float:
        """Short rows stand in the middle."""
        drawn = self.cell * min(self.row.cells, SHOWN) + (0 if self.is_whole else GAP)
        return (WIDTH - drawn) / 2

    @property
    def tail(self) -> int:
        """The first cell behind the gap."""
        return self.row.cells if self.is_whole else self.row.cells - SHOWN // 2

    def x(self, cell: float) -> float:
        """The left edge of a cell that is drawn."""
        if cell <= self.head:
            return self.left + cell * self.cell
        return self.left + self.head * self.cell + GAP + (cell - self.tail) * self.cell

    def draws(self, first: int, last: int) -> bool:
        """Whether a stretch of cells lies wholly on one side of the gap."""
        return last < self.head or first >= self.tail


def draw_window_row(row: WindowRow, name: str) -> Markup:
    """Cells on top, a bracket for each window below; what is left over is hatched."""
    ruler = Ruler(row)
    lanes = min(-(-row.span // row.stride), MOST_LANES)
    height = TOP + ruler.cell + 18 + lanes * LANE + 34
    parts = [*_cells(ruler), *_windows(ruler, lanes), *_labels(ruler, height)]
    return picture(name, width=WIDTH, height=height, title=title(row), description=words(row), parts=parts)


def title(row: WindowRow) -> str:
    """What is drawn."""
    return "What each input cell writes to" if row.is_transposed else "Every position of the kernel on one axis"


def words(row: WindowRow) -> str:
    """The same in words."""
    padded = f"{row.size} cells, {row.before} of padding before and {row.after} after"
    if row.is_transposed:
        written = f"{row.windows} input cells each write to {row.span} of {row.cells} cells, {row.stride} apart"
        return f"{written}; {row.before} at the start and {row.after} at the end are cut off, {row.size} stay."
    left = f"; the last {row.unused} are never read" if row.unused else "; the last window ends on the last cell"
    return f"{padded}. A window of {row.span} starts at every {row.stride}. cell, {row.windows} times{left}."


def _cells(ruler: Ruler) -> Iterator[Markup]:
    """Padding dashed, real cells in ink, leftovers washed."""
    row = ruler.row
    drawn = [*range(ruler.head), *range(ruler.tail, row.cells)]
    for cell in drawn:
        if not row.is_transposed and cell >= row.cells - row.unused:
            yield rectangle(ruler.x(cell), TOP, ruler.cell, ruler.cell, "leftover")
    real = [cell for cell in drawn if row.before <= cell < row.before + row.size]
    outside = [cell for cell in drawn if cell not in set(real)]
    fine = " fine" if ruler.cell < 12 else ""
    for cells, class_ in ((outside, "padding"), (real, f"cells{fine}")):
        if cells:
            yield path([_square(ruler, cell) for cell in cells], class_)
    if not ruler.is_whole:
        middle = ruler.x(ruler.head) + GAP / 2
        for step in (-8, 0, 8):
            yield element("circle", cx=middle + step, cy=TOP + ruler.cell / 2, r=1.8, class_="dot")


def _square(ruler: Ruler, cell: int) -> str:
    left, right, bottom = ruler.x(cell), ruler.x(cell) + ruler.cell, TOP + ruler.cell
    edges = ((left, TOP, right, TOP), (right, TOP, right, bottom), (right, bottom, left, bottom))
    return "".join(segment(*edge) for edge in (*edges, (left, bottom, left, TOP)))


def _windows(ruler: Ruler, lanes: int) -> Iterator[Markup]:
    """A bracket with a tick for each tap. The first is the kernel, the rest are where it goes."""
    row = ruler.row
    candidates = dict.fromkeys((*range(min(row.windows, SHOWN)), *range(max(row.windows - SHOWN, 0), row.windows)))
    for window in candidates:
        start = window * row.stride
        if not ruler.draws(start, start + row.span - 1):
            continue
        y = TOP + ruler.cell + 14 + (window % lanes) * LANE
        taps = [ruler.x(start + tap * row.dilation) + ruler.cell / 2 for tap in range(row.kernel)]
        ticks = [segment(x, y - 4, x, y) for x in taps] if ruler.cell >= 4 else []
        left, right = ruler.x(start) + 1, ruler.x(start + row.span - 1) + ruler.cell - 1
        yield path([segment(left, y, right, y), *ticks], "kernel" if window == 0 else "taps")


def _labels(ruler: Ruler, height: float) -> Iterator[Markup]:
    row = ruler.row
    yield text(ruler.x(row.before) if row.before < ruler.head else SIDE, TOP - 12, f"{row.size} cells", "label")
    count = _counted(row.windows, "input cell" if row.is_transposed else "window")
    note = f", {_counted(row.unused, 'cell')} left over" if row.unused and not row.is_transposed else ""
    yield text(WIDTH / 2, height - 8, count + note, "label middle acts")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
