"""Calls as Python writes them: arguments that differ from their defaults, a line each where one line is too short."""

from textwrap import indent

from app.conv.network.layers import Pair

LONGEST_LINE = 100


def given(**arguments: tuple[int | Pair, int | Pair]) -> tuple[str, ...]:
    """`stride=2` for whatever is not at its default."""
    return tuple(
        f"{name}={short(value) if isinstance(value, tuple) else value}"
        for name, (value, default) in arguments.items()
        if value != default
    )


def short(pair: Pair) -> str:
    """One number where both axes agree."""
    return str(pair[0]) if len(set(pair)) == 1 else str(pair)


def call(name: str, *arguments: str) -> str:
    """On one line if it is short and holds no other calls' lines."""
    line = f"{name}({', '.join(arguments)})"
    if "\n" not in line and "#" not in line and len(line) <= LONGEST_LINE:
        return line
    return f"{name}(\n" + indent("".join(f"{each},\n" for each in arguments), "    ") + ")"
