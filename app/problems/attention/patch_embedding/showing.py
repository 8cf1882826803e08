"""An image in patches as it is worked, drawn and run."""

from collections.abc import Mapping

from app.problems.attention.patch_embedding.numbers import Embedding, cut, sides, solve, step, tokens
from app.problems.attention.running import MACS, Ran, convolved
from app.problems.figures import FeatureMap, Terms
from app.problems.kind import Step
from app.problems.refuting import Row


def steps(asked: Embedding) -> Mapping[str, tuple[Step, ...]]:
    """The grid, the filters, and the filters at every place of the grid."""
    high, wide = cut(asked)
    taps, count, right = asked.channels * asked.patch**2, tokens(asked), solve(asked)
    along = f"{_along(asked, 0)} = {high}, {_along(asked, 1)} = {wide}"
    patch = Step("patch", f"{asked.channels} · {asked.patch}²", f"{taps:,}", marked="channels · patch²")
    learned = f"{asked.width} · {taps:,} + {asked.width}"
    return {
        "tokens": (
            Step("grid", along, marked="patches down, patches across"),
            Step("tokens", f"{high} · {wide}", f"{high * wide:,}", marked="down · across"),
        ),
        "params": (patch, Step("filters", learned, f"{right['params']:,}", marked="D · patch + D")),
        "macs": (
            patch,
            Step("times", f"{asked.width} · {taps:,} · {count:,}", f"{right['macs']:,}", marked="D · patch · tokens"),
        ),
    }


def _along(asked: Embedding, axis: int) -> str:
    side = sides(asked)[axis]
    if step(asked) == asked.patch and not asked.padding:
        return f"⌊{side} / {asked.patch}⌋"
    padded = f"{side} + {2 * asked.padding} − {asked.patch}" if asked.padding else f"{side} − {asked.patch}"
    return f"⌊({padded}) / {step(asked)}⌋ + 1"


def facts(asked: Embedding) -> Mapping[str, str]:
    """What the words may name."""
    high, wide = sides(asked)
    overlap = f" and lie **{step(asked)}** pixels apart" if step(asked) != asked.patch else " and lie side by side"
    around = f", with **{asked.padding}** pixels of zeros around the image" if asked.padding else ""
    return {
        "image": f"{high} × {wide}",
        "channels": "1 channel" if asked.channels == 1 else f"{asked.channels} channels",
        "patch": f"{asked.patch} × {asked.patch}",
        "side": str(asked.patch),
        "stride": str(step(asked)),
        "width": str(asked.width),
        "laid": f"{overlap}{around}".strip(),
        "padding": str(asked.padding),
        "taps": f"{asked.channels * asked.patch**2:,}",
    }


def figure(asked: Embedding) -> FeatureMap:
    """The first patch on the image, and the next one."""
    patch, stride, padding = asked.patch, step(asked), asked.padding
    return FeatureMap(
        size=sides(asked),
        kernel=(patch, patch),
        stride=(stride, stride),
        padding=(padding, padding),
        terms=Terms(slides="patch", gives="tokens", asked="How many tokens come out is asked."),
    )


def few(asked: Embedding) -> tuple[Embedding, ...]:
    """Patches of 2 × 2 side by side on 4 × 6 pixels; of 3 × 3 at stride 2 on 5 × 7 where they overlap."""
    if step(asked) == asked.patch:
        return (Embedding(image=(4, 6), channels=2, patch=2, width=3),)
    padding = 1 if asked.padding else 0
    return (Embedding(image=(5, 7), channels=2, patch=3, width=4, stride=2, padding=padding),)


def run(small: Embedding, field: str) -> Ran:
    """The layer on ones, the padding ones as well, so that every multiply-add counts."""
    high, wide = (side + 2 * small.padding for side in sides(small))
    made = convolved(high, wide, channels=small.channels, kernel=small.patch, filters=small.width, stride=step(small))
    filters, down, across = made.shape
    placed = Row("patches", f"{down} × {across} = {down * across}")
    taps = small.channels * small.patch**2
    on = f"{high} × {wide} ones, {small.channels} channels, patches of {small.patch}, {filters} filters"
    match field:
        case "tokens":
            return Ran(on, (placed,), down * across, " tokens")
        case "params":
            learned = Row("each filter", f"{taps} weights and a bias")
            return Ran(on, (learned,), filters * (taps + 1), " parameters")
        case _:
            each = Row("each output is", f"{made[0, 0, 0]}, its multiply-adds")
            total = Row("all of them add up to", f"{made.size} · {made[0, 0, 0]} = {made.sum()}")
            return Ran(on, (placed, each, total), int(made.sum()), MACS)
