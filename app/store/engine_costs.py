"""What the engine's steps cost on this machine, kept in a file of the machine's own and in no database.

Whatever cannot be read there is told in a sentence and left aside: the estimates serve as well, only less exactly.
"""

import json
from dataclasses import asdict, dataclass, fields
from math import isfinite
from pathlib import Path
from typing import Any, Final, cast

import numpy as np

from app.conv.plan import Costs
from app.errors import BadInput

FORMAT: Final = 1  # of the file, and of what the five numbers mean
REMEDY: Final = "so estimates are used. `receptive tune` measures them anew."


@dataclass(frozen=True, slots=True)
class KnownCosts:
    """The costs to plan with, where they come from, and whether a file had to be left aside."""

    costs: Costs
    origin: str
    is_complaint: bool = False


def known_costs(path: Path) -> KnownCosts:
    """What is kept at `path`, or else the estimates."""
    try:
        found: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return KnownCosts(Costs(), "Nothing was measured on this machine yet: the costs are estimates.")
    except (OSError, ValueError):
        return _left_aside(f"{path} cannot be read")
    match found:
        case {"format": int(number)} if number != FORMAT:
            return _left_aside(f"{path} was written by another version of Receptive")
        case {"numpy": str(version)} if version != np.__version__:
            return _left_aside(f"The costs in {path} were measured with another NumPy than {np.__version__}")
        case {"format": int(), "numpy": str(), "nanoseconds": numbers}:
            costs = _costs(numbers)
            return KnownCosts(costs, _origin(costs, path)) if costs else _left_aside(_no_costs(path))
        case _:
            return _left_aside(_no_costs(path))


def keep_costs(path: Path, costs: Costs) -> None:
    """In place of what was there, all at once: whoever reads meanwhile finds the old costs or the new."""
    record = {"format": FORMAT, "numpy": np.__version__, "nanoseconds": asdict(costs)}
    beside = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        raise BadInput(f"{path} cannot hold what was measured: {error.strerror}.") from None


def _costs(numbers: object) -> Costs | None:
    """None unless there are exactly five, each a length of time."""
    if not isinstance(numbers, dict):
        return None
    named = cast("dict[str, object]", numbers)
    values = {
        name: float(value)
        for name, value in named.items()
        if isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and value >= 0
    }
    return Costs(**values) if named.keys() == values.keys() == {each.name for each in fields(Costs)} else None


def _origin(costs: Costs, path: Path) -> str:
    """Whoever tunes keeps the estimates where they choose better than what fits the times."""
    if costs == Costs():
        return f"Measured on this machine, where the estimates chose best and were kept: {path}."
    return f"Measured on this machine: {path}."


def _no_costs(path: Path) -> str:
    return f"{path} does not hold the five costs"


def _left_aside(why: str) -> KnownCosts:
    return KnownCosts(Costs(), f"{why}, {REMEDY}", is_complaint=True)
