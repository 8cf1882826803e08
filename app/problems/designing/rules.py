"""What the rules of designs find, with the numbers in it."""

from app.conv.network.shape import Shape
from app.problems.designing.appraisal import Misfit
from app.problems.findings import Finding

KIBI = 1024


def fits(misfit: Misfit | None) -> Finding:
    """Whether every layer can be laid onto what comes before it."""
    if misfit is None:
        return Finding(rule="fits", holds=True, achieved="every layer fits", wanted="each layer fits what it is given")
    return Finding(
        rule="fits",
        holds=False,
        achieved=misfit.sentence.rstrip("."),
        wanted="each layer fits what it is given",
        row=misfit.row,
    )


def at_most(rule: str, found: int, bound: int, unit: str) -> Finding:
    """Whether a budget is kept."""
    margin = f"{abs(bound - found):,} {'to spare' if found <= bound else 'too many'}" if found != bound else "just"
    return Finding(
        rule=rule,
        holds=found <= bound,
        achieved=f"{found:,} {unit}",
        wanted=f"at most {bound:,}",
        margin=margin,
    )


def at_least(rule: str, found: int | None, bound: int, unit: str) -> Finding:
    """Whether enough is reached; None is the whole input."""
    if found is None:
        return Finding(rule=rule, holds=True, achieved="the whole input", wanted=f"at least {bound:,} {unit}")
    margin = f"{abs(bound - found):,} {'more' if found >= bound else 'too few'}" if found != bound else "just"
    return Finding(
        rule=rule,
        holds=found >= bound,
        achieved=f"{found:,} {unit}",
        wanted=f"at least {bound:,}",
        margin=margin,
    )


def memory(rule: str, found: int, bound: int) -> Finding:
    """Whether a budget in bytes is kept, said in KiB."""
    held = at_most(rule, -(-found // KIBI), bound // KIBI, "KiB")
    return Finding(
        rule=rule, holds=found <= bound, achieved=held.achieved, wanted=f"{held.wanted} KiB", margin=held.margin
    )


def size_is(rule: str, shape: Shape, wanted: tuple[int, int]) -> Finding:
    """Whether the last map has the height and width that are asked for."""
    found = shape[1:] if len(shape) == 3 else (1, 1)
    return Finding(
        rule=rule,
        holds=found == wanted,
        achieved=" × ".join(map(str, found)),
        wanted=f"exactly {wanted[0]} × {wanted[1]}",
        margin="" if found == wanted else _apart(found, wanted),
    )


def channels_are(rule: str, shape: Shape, wanted: int) -> Finding:
    """Whether it has the channels that are asked for."""
    off = shape[0] - wanted
    return Finding(
        rule=rule,
        holds=off == 0,
        achieved=f"{shape[0]:,} channels",
        wanted=f"exactly {wanted:,}",
        margin=f"{abs(off):,} {'too many' if off > 0 else 'too few'}" if off else "",
    )


def _apart(found: tuple[int, ...], wanted: tuple[int, int]) -> str:
    """`4 too high, 4 too wide`."""
    words = (("high", "low"), ("wide", "narrow"))
    pairs = zip(found, wanted, words, strict=True)
    return ", ".join(f"{abs(a - b)} too {more if a > b else less}" for a, b, (more, less) in pairs if a != b)
