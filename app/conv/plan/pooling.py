"""Max pools of a plan, channels last."""

from dataclasses import dataclass

import numpy as np

from app.conv.network.running.passed import Found, Passed
from app.conv.ops import Array
from app.conv.ops.geometry import Geometry, tap
from app.conv.plan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class LargestOf:
    """A max pool without holes or overhang: along the columns first, then along the rows."""

    name: str
    where: Geometry
    workspace: Workspace

    def forward(self, array: Array) -> Array:
        """(N, H, W, C) -> (N, H', W', C)."""
        out = self.workspace.lend((len(array), *self.where.output, array.shape[3]))
        for image, largest in zip(array, out, strict=True):
            (top, bottom), (left, _) = self.where.padding
            rows = self.workspace.scratch(
                "rows", top + self.where.size[0] + bottom, self.where.output[1], array.shape[3]
            )
            rows[:top] = rows[len(rows) - bottom :] = -np.inf
            self._along(1, left, image, rows[top : len(rows) - bottom])
            self._along(0, 0, rows, largest)
        return out

    def traced(self, array: Array, _found: Found | None = None) -> Passed:
        """The gradient goes to the first of the largest, as in `app.conv.grads`."""
        output = self.forward(array)

        def back(gradient: Array) -> Array:
            to_input = np.empty_like(array)
            for image, largest, each, to_image in zip(array, output, gradient, to_input, strict=True):
                self._to_largest(image, largest, each, to_image)
            return to_input

        return Passed(output, back)

    def _to_largest(self, image: Array, largest: Array, gradient: Array, to_image: Array) -> None:
        """Tap by tap, what is equal to the largest and comes first; what padding is given is left there."""
        (top, bottom), (left, right) = self.where.padding
        height, width, channels = image.shape
        inside = slice(top, top + height), slice(left, left + width)
        shape = top + height + bottom, left + width + right, channels
        wide, back = np.full(shape, -np.inf, np.float32), np.zeros(shape, np.float32)
        wide[inside] = image
        open_yet = np.ones(largest.shape, np.bool_)
        for i, j in np.ndindex(self.where.kernel):
            cells, place = (tap(each.transpose(2, 0, 1), self.where, i, j).transpose(1, 2, 0) for each in (wide, back))
            found = (cells == largest) & open_yet
            open_yet ^= found
            place += gradient * found
        to_image[...] = back[inside]

    def _along(self, axis: int, before: int, image: Array, out: Array) -> None:
        """The largest of each window along one axis, of which `before` cells lie in padding."""
        image, out = image.swapaxes(0, axis), out.swapaxes(0, axis)
        out[...] = -np.inf
        step = self.where.stride[axis]
        for place in range(self.where.kernel[axis]):
            first = max(0, -(-(before - place) // step))  # the first window whose tap is on the map
            cells = image[first * step + place - before :: step][: len(out) - first]
            part = out[first : first + len(cells)]
            np.maximum(part, cells, out=part)
