"""What both ways of summing the taps give: what to do with each block of channels."""

from collections.abc import Callable
from typing import TypeAlias

from app.conv.ops.arrays import Array

Block: TypeAlias = tuple[int, int]  # images and channels at a time
Work: TypeAlias = Callable[[Array, slice, Array], None]  # (N, C, H, W), these channels -> into (N, C, m, H' · W')
