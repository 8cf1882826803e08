"""How large a layer's output is along one axis: integers in, integers out, exact at any size.

n input size, k kernel, s stride, p padding, d dilation. Conventions are PyTorch's unless a docstring says otherwise.
"""

from fractions import Fraction
from math import ceil, floor
from typing import Literal, TypeAlias

from app.errors import BadInput, FieldComplaint, Impossible

Padding: TypeAlias = int | tuple[int, int]  # zeros on each side, or (before, after)
PaddingMode: TypeAlias = Literal["valid", "same", "full", "causal"]


def effective_kernel(kernel: int, *, dilation: int = 1) -> int:
    """d(k − 1) + 1: the cells from the first tap of a dilated kernel to its last.

    Source: arXiv:1603.07285, section 5.1.
    """
    require("kernel", kernel, least=1)
    require("dilation", dilation, least=1)
    return dilation * (kernel - 1) + 1


def output_size(
    size: int, kernel: int, *, stride: int = 1, padding: Padding = 0, dilation: int = 1, ceil_mode: bool = False
) -> int:
    """⌊(n + p_before + p_after − d(k − 1) − 1) / s⌋ + 1: the positions of a sliding kernel.

    `ceil_mode` rounds up instead, which lets the last window hang over the end, and then keeps only the windows that
    start inside the input or the padding before it.
    Source: arXiv:1603.07285, relationship 15; for ceil_mode, the shape notes of torch.nn.MaxPool2d.
    """
    before, after = sides(padding)
    room = _room(size, kernel, padding=padding, dilation=dilation)
    require("stride", stride, least=1)
    overhang = stride - 1 if ceil_mode else 0
    if room + overhang < 0:
        hint = f"; ceil_mode lets it hang over by {stride} - 1 = {overhang} at most" if ceil_mode else ""
        raise Impossible(f"{_span_text(kernel, dilation)} does not fit in {_padded_text(size, before, after)}{hint}.")
    positions = (room + overhang) // stride + 1
    return min(positions, -(-(size + before) // stride)) if ceil_mode else positions


def divides_exactly(size: int, kernel: int, *, stride: int = 1, padding: Padding = 0, dilation: int = 1) -> bool:
    """Whether the kernel's last position ends on the last cell, so that the floor changes nothing."""
    require("stride", stride, least=1)
    return _room(size, kernel, padding=padding, dilation=dilation) % stride == 0


def output_size_steps(
    size: int, kernel: int, *, stride: int = 1, padding: Padding = 0, dilation: int = 1, ceil_mode: bool = False
) -> tuple[str, ...]:
    """The working behind `output_size`: "(224 - 7 + 2*3) / 2 = 111.5", "floor(111.5) + 1 = 112"."""
    output = output_size(size, kernel, stride=stride, padding=padding, dilation=dilation, ceil_mode=ceil_mode)
    before, after = sides(padding)
    steps = Fraction(_room(size, kernel, padding=padding, dilation=dilation), stride)
    span = effective_kernel(kernel, dilation=dilation)
    rounding, positions = ("ceil", ceil(steps) + 1) if ceil_mode else ("floor", floor(steps) + 1)
    working = (
        *_span_steps(kernel, dilation),
        f"({size} - {span} + {_sides_text(before, after)}) / {stride} = {exact_text(steps)}",
        f"{rounding}({exact_text(steps)}) + 1 = {positions}",
    )
    if output == positions:
        return working
    limit = f"({size} + {before})" if before else f"{size}"
    reason = f"since every window must start before {size + before}"
    return (*working, f"min({positions}, ceil({limit} / {stride})) = {output}, {reason}")


def transposed_output_size(
    size: int, kernel: int, *, stride: int = 1, padding: Padding = 0, output_padding: int = 0, dilation: int = 1
) -> int:
    """(n − 1)s − p_before − p_after + d(k − 1) + 1 + output_padding: the convolution's size formula, solved for n.

    The output padding chooses among the sizes that the floor sends to the same n, so it is smaller than the stride (or
    the dilation, which PyTorch allows too). Source: arXiv:1603.07285, relationship 14; torch.nn.ConvTranspose2d.
    """
    require("input size", size, least=1)
    require("stride", stride, least=1)
    require("output padding", output_padding, least=0)
    span = effective_kernel(kernel, dilation=dilation)
    if output_padding >= max(stride, dilation):
        raise Impossible(
            f"An output padding of {output_padding} is not smaller than"
            f" max({stride}, {dilation}) = {max(stride, dilation)}, the larger of stride and dilation."
        )
    output = (size - 1) * stride - sum(sides(padding)) + span + output_padding
    if output < 1:
        terms = _transposed_text(size, span, stride=stride, padding=padding, output_padding=output_padding)
        raise Impossible(f"The output would have {terms} = {output} cells; it needs at least 1.")
    return output


def transposed_output_size_steps(
    size: int, kernel: int, *, stride: int = 1, padding: Padding = 0, output_padding: int = 0, dilation: int = 1
) -> tuple[str, ...]:
    """The working behind `transposed_output_size`: "(7 - 1)*2 - 2*1 + 3 + 1 = 14"."""
    output = transposed_output_size(
        size, kernel, stride=stride, padding=padding, output_padding=output_padding, dilation=dilation
    )
    span = effective_kernel(kernel, dilation=dilation)
    terms = _transposed_text(size, span, stride=stride, padding=padding, output_padding=output_padding)
    return (*_span_steps(kernel, dilation), f"{terms} = {output}")


def resolve_padding(
    mode: PaddingMode, size: int, kernel: int, *, stride: int = 1, dilation: int = 1
) -> tuple[int, int]:
    """The zeros (before, after) that a named padding stands for.

    valid: none. full: d(k − 1) on both sides. causal: d(k − 1) before, so that no output sees what comes after it.
    same: as many as give ⌈n / s⌉ outputs, an odd one at the end; PyTorch has it for stride 1 only, and agrees there.
    Source: arXiv:1603.07285, section 2; for same at a stride, the notes on padding in tf.nn.
    """
    reach = effective_kernel(kernel, dilation=dilation) - 1
    match mode:
        case "valid":
            return 0, 0
        case "full":
            return reach, reach
        case "causal":
            return reach, 0
        case "same":
            return _same(size, reach, stride=stride)


def sides(padding: Padding) -> tuple[int, int]:
    """Padding as (before, after)."""
    before, after = (padding, padding) if isinstance(padding, int) else padding
    require("padding", before, least=0)
    require("padding", after, least=0)
    return before, after


def require(what: str, value: int, *, least: int, pointer: str = "") -> None:
    """Refuse a number that no layer has: "The stride is 0; it must be at least 1."."""
    if value < least:
        sentence = f"The {what} is {value}; it must be at least {least}."
        raise BadInput(sentence, (FieldComplaint(pointer, sentence),))


def exact_text(value: Fraction) -> str:
    """An exact number as text: "111.5" where the decimal ends, else the fraction in lowest terms, "223/3"."""
    denominator = value.denominator
    places = next((n for n in range(denominator.bit_length()) if 10**n % denominator == 0), None)
    if not places:
        return str(value)
    whole, rest = divmod(abs(value) * 10**places, 10**places)
    return f"{'-' if value < 0 else ''}{whole}.{int(rest):0{places}}"


def _room(size: int, kernel: int, *, padding: Padding, dilation: int) -> int:
    """The cells the kernel can move along its padded axis; negative when it does not fit."""
    require("input size", size, least=1)
    return size - effective_kernel(kernel, dilation=dilation) + sum(sides(padding))


def _same(size: int, reach: int, *, stride: int) -> tuple[int, int]:
    """max((⌈n / s⌉ − 1)s + d(k − 1) + 1 − n, 0) zeros in all."""
    require("input size", size, least=1)
    require("stride", stride, least=1)
    last_start = (size - 1) // stride * stride
    total = max(last_start + reach + 1 - size, 0)
    return total // 2, total - total // 2


def _span_steps(kernel: int, dilation: int) -> tuple[str, ...]:
    """The effective kernel, where it is not the kernel itself."""
    if dilation == 1:
        return ()
    return (f"{dilation}*({kernel} - 1) + 1 = {effective_kernel(kernel, dilation=dilation)}",)


def _span_text(kernel: int, dilation: int) -> str:
    if dilation == 1:
        return f"A kernel of {kernel}"
    (span,) = _span_steps(kernel, dilation)
    return f"A kernel of {kernel} with dilation {dilation} spans {span}, which"


def _sides_text(before: int, after: int) -> str:
    return f"2*{before}" if before == after else f"{before} + {after}"


def _padded_text(size: int, before: int, after: int) -> str:
    if before == after == 0:
        return f"{size}"
    return f"{size} + {_sides_text(before, after)} = {size + before + after}"


def _transposed_text(size: int, span: int, *, stride: int, padding: Padding, output_padding: int) -> str:
    before, after = sides(padding)
    removed = f"2*{before}" if before == after else f"{before} - {after}"
    return f"({size} - 1)*{stride} - {removed} + {span} + {output_padding}"
