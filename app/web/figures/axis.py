"""How much of one axis of a feature map is drawn, counted in cells from the padded edge."""

from dataclasses import dataclass

from app.problems.figures import FeatureMap

WHOLE_UP_TO_CELLS = 14


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis in cells. The real cells lie from `padding` to `real_end`, what is drawn ends at `shown`."""

    size: int
    kernel: int
    stride: int
    padding: int
    dilation: int

    @property
    def extent(self) -> int:
        """The cells a kernel spans, `dilation * (kernel - 1) + 1`. Source: arXiv:1603.07285, section 5.1."""
        return self.dilation * (self.kernel - 1) + 1

    @property
    def padded(self) -> int:
        """All the cells there are."""
        return self.size + 2 * self.padding

    @property
    def shown(self) -> int:
        """All of a small map; of a large one the corner with the kernel, its next position and a little more."""
        corner = max(self.extent + self.stride, self.padding + 4) + 1
        is_small = self.padded <= WHOLE_UP_TO_CELLS or corner >= self.padding + self.size
        return self.padded if is_small else corner

    @property
    def goes_on(self) -> bool:
        """The map is larger than what is drawn."""
        return self.shown < self.padded

    @property
    def real_end(self) -> int:
        """Where the real cells that are drawn end."""
        return min(self.shown, self.padding + self.size)

    @property
    def can_move(self) -> bool:
        """The kernel has a second position."""
        return self.extent + self.stride <= self.padded

    @property
    def touched(self) -> range:
        """The cells under the kernel's own entries at its first position."""
        return range(0, self.extent, self.dilation)


def axes(figure: FeatureMap) -> tuple[Axis, Axis]:
    """Height, then width."""
    rows, columns = (
        Axis(*numbers)
        for numbers in zip(figure.size, figure.kernel, figure.stride, figure.padding, figure.dilation, strict=True)
    )
    return rows, columns
