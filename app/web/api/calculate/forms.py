"""What the calculators' bodies are made of, and how results of one or two axes are written."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from app.conv.shapes import PaddingMode
from app.practice.exploring.layers import LayerRequest

Axis = TypeVar("Axis")
Value = TypeVar("Value")


def or_else(sentence: str) -> WrapValidator:
    """One complaint for a value that is none of the forms a field takes, instead of one for each form."""

    def validate(value: Any, matched: ValidatorFunctionWrapHandler) -> Any:
        try:
            return matched(value)
        except ValidationError:
            raise ValueError(sentence) from None

    return WrapValidator(validate)


Pair: TypeAlias = tuple[StrictInt, StrictInt]
PerAxis: TypeAlias = Annotated[StrictInt | Pair, or_else("This must be an integer or [height, width].")]
LayerPadding: TypeAlias = Annotated[
    StrictInt | Pair | tuple[Pair, Pair] | PaddingMode,
    or_else(
        'This must be an integer, [height, width], [[top, bottom], [left, right]], "valid", "same", "full" or "causal".'
    ),
]


class LayerIn(BaseModel):
    """The geometry of a convolution or a pool."""

    model_config = ConfigDict(extra="forbid")

    kernel: PerAxis
    stride: PerAxis = 1
    padding: LayerPadding = 0
    dilation: PerAxis = 1

    def request(self) -> LayerRequest:
        """As the use case takes it."""
        return LayerRequest(self.kernel, self.stride, self.padding, self.dilation)


def each_axis(axes: Sequence[Axis], of: Callable[[Axis], Value]) -> Value | list[Value]:
    """One value if there is one axis, else [height, width]."""
    values = [of(axis) for axis in axes]
    return values[0] if len(values) == 1 else values
