"""One case by the engine and by PyTorch: outputs, gradients, refusals."""

from importlib import import_module
from typing import Any

import numpy as np
from numpy.random import Generator

from app.conv import grads, ops
from app.errors import AppError
from tests.bench.against_torch.cases import Array, Case

CLOSE = 1e-9  # both compute in float64
OURS_ON_PURPOSE = "at most half of kernel size", "smaller than or equal to half of kernel size"  # ours: if dilated
STATISTICS = ("running_mean", "running_var")  # no argument of a derivative, but written to

torch: Any = import_module("torch")
functional: Any = import_module("torch.nn.functional")
engine: Any = ops


def differences(case: Case, dice: Generator) -> str | None:
    """What differs, or None; that both refuse is no difference."""
    arrays = {name: _copy(array) for name, array in case.arrays.items()}
    tensors: dict[str, Any] = {
        name: None if array is None else torch.from_numpy(array.copy()) for name, array in case.arrays.items()
    }
    asked = [name for name, array in arrays.items() if array is not None and name not in STATISTICS]
    for name in asked:
        tensors[name].requires_grad_()
    ours, theirs = _ours(case, arrays), _theirs(case, tensors)
    if isinstance(ours, str) or isinstance(theirs, str):
        return _refused_apart(ours, theirs)
    pairs = [("the output", ours, theirs)]
    pairs += [(name, array, tensors[name]) for name in STATISTICS if (array := arrays.get(name)) is not None]
    if found := _first_apart(pairs):
        return found
    if not np.isfinite(ours).all():
        return None  # PyTorch's max pool writes outside its arrays, backwards from a window in padding alone
    back = dice.standard_normal(ours.shape)
    wanted = torch.autograd.grad(theirs, [tensors[name] for name in asked], torch.from_numpy(back))
    return _first_apart(zip(asked, _gradients(case, back), wanted, strict=True))


def _refused_apart(ours: Any, theirs: Any) -> str | None:
    both = isinstance(ours, str) and isinstance(theirs, str)
    wider = isinstance(theirs, str) and any(reason in theirs for reason in OURS_ON_PURPOSE)
    return None if both or wider else f"ours: {_short(ours)}; theirs: {_short(theirs)}"


def _gradients(case: Case, back: Array) -> list[Array]:
    vjp: Any = grads.VJPS[case.op]
    return [each for each in vjp(back, **case.arrays, **case.arguments) if each is not None]


def _ours(case: Case, arrays: dict[str, Array | None]) -> Array | str:
    try:
        return getattr(engine, case.op)(**arrays, **case.arguments)
    except AppError as error:
        return f"refused: {error}"


def _theirs(case: Case, tensors: dict[str, Any]) -> Any:
    try:
        if case.op == "upsample_nearest":
            return functional.interpolate(**tensors, **case.arguments, mode="nearest")
        return getattr(functional, case.op)(**tensors, **case.arguments)
    except (RuntimeError, ValueError, IndexError) as error:
        return f"refused: {error}"


def _first_apart(pairs: Any) -> str | None:
    return next((found for what, ours, theirs in pairs if (found := _apart(what, ours, theirs))), None)


def _apart(what: str, ours: Array, theirs: Any) -> str | None:
    wanted: Array = theirs.detach().numpy()
    if ours.shape != wanted.shape:
        return f"{what}: shape {ours.shape}, theirs {wanted.shape}"
    if not np.allclose(ours, wanted, rtol=CLOSE, atol=CLOSE, equal_nan=True):
        return f"{what}: up to {np.nanmax(np.abs(ours - wanted)):.3g} apart"
    return None


def _copy(array: Array | None) -> Array | None:
    return None if array is None else array.copy()


def _short(result: Any) -> str:
    return result.splitlines()[0] if isinstance(result, str) else f"shape {tuple(result.shape)}"
