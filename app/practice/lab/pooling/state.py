"""What stands in the address of the figure."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

ADDRESS = "/lab/pooling"


class Design(StrEnum):
    """What makes the map smaller."""

    MAX = "max"
    AVERAGE = "average"
    GLOBAL = "global"
    CONVOLUTION = "convolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolingState:
    """The address: every box as it was typed. `at` counts the windows row by row, from 0."""

    design: Design = Design.MAX
    input: str = "8"
    kernel: str = "2"
    stride: str = "2"
    shift: str = "1"
    seed: str = "1"
    at: str = "0"

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        return urlencode({name: getattr(self, name) for name in self.__slots__})
