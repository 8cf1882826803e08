"""One axis of a map, as the figures of the lab draw it."""

from dataclasses import dataclass

from app.conv.shapes import effective_kernel


@dataclass(frozen=True, slots=True)
class WindowRow:
    """One axis with every window on it: real cells, padding on either side, and where each window starts.

    Of a transposed convolution it is the output, and a window is what one input cell writes to.
    """

    size: int
    before: int
    after: int
    kernel: int
    stride: int
    dilation: int
    windows: int
    is_transposed: bool = False

    @property
    def cells(self) -> int:
        """Padding included."""
        return self.before + self.size + self.after

    @property
    def span(self) -> int:
        """From a window's first tap to its last."""
        return effective_kernel(self.kernel, dilation=self.dilation)

    @property
    def unused(self) -> int:
        """Cells at the end that no window reaches."""
        return max(self.cells - ((self.windows - 1) * self.stride + self.span), 0)

    @property
    def dropped(self) -> int:
        """Those among them that are no padding."""
        return 0 if self.is_transposed else min(max(self.unused - self.after, 0), self.size)
