"""What stands in the address of the figure."""

from dataclasses import dataclass
from urllib.parse import urlencode

from app.practice.lab.images import Image
from app.practice.lab.kernels import Preset

ADDRESS = "/lab/convolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvolutionState:
    """The address: every box as it was typed. `at` counts the windows row by row, from 0."""

    input: str = "7"
    preset: Preset = Preset.EDGE
    kernel: str = "3"
    weights: str = "1 0 -1; 2 0 -2; 1 0 -1"
    stride: str = "2"
    padding: str = "1"
    dilation: str = "1"
    channels: str = "1"
    flip: str = ""
    seed: str = "1"
    at: str = "0"
    picture: Image = Image.LETTER
    pixels: str = ""

    @property
    def query(self) -> str:
        """What stands behind the question mark; what is as at first is left out."""
        first = ConvolutionState()
        boxes = {name: getattr(self, name) for name in self.__slots__}
        return urlencode({name: value for name, value in boxes.items() if value != getattr(first, name)})

    @property
    def address(self) -> str:
        """Where this state lives."""
        return f"{ADDRESS}?{self.query}"
