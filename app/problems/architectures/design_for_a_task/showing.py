"""The task as it is put, and one design worked through."""

from collections.abc import Mapping

from app.problems.architectures.design_for_a_task.choices import FORMS
from app.problems.architectures.design_for_a_task.numbers import halvings, solution, solve
from app.problems.architectures.design_for_a_task.scenes import Task
from app.problems.architectures.design_for_a_task.staged import TABLE, judged
from app.problems.designing.appraisal import Appraisal
from app.problems.designing.building import value_of
from app.problems.designing.staging import HEADS, stride_of, times_of
from app.problems.figures import Stack, StackLayer
from app.problems.kind import Field, Step
from app.problems.options_said import say
from app.problems.reading import Record

MILLION = 10**6


def fields(_: Task) -> tuple[Field, ...]:
    """The stages, then the reasons."""
    return (Field("stages", TABLE, "stages"), *(Field(name, form, name) for name, form in FORMS.items()))


def steps(task: Task) -> Mapping[str, tuple[Step, ...]]:
    """One design: a line for each row, the sums, and a line for each reason."""
    chosen = {name: (Step(name, say(str(value))),) for name, value in solve(task).items() if name in FORMS}
    return {"stages": _stage_lines(task), **chosen}


def _stage_lines(task: Task) -> tuple[Step, ...]:
    design = solution(task)
    found = judged(task, design)
    if not isinstance(found, Appraisal):
        return ()
    lines = [
        Step("stages", f"{number}. {_said(record)}", " × ".join(map(str, (*each.shape[1:], each.shape[0]))))
        for number, (record, each) in enumerate(zip(design.rows, found.stages, strict=True), start=1)
    ]
    return (
        *lines,
        Step("field", "of a cell of the last map", f"{found.field} px"),
        Step("params", " + ".join(f"{each.params:,}" for each in found.stages), f"{found.params:,}"),
        Step("macs", " + ".join(f"{each.macs:,}" for each in found.stages), f"{found.macs:,}"),
    )


def _said(record: Record) -> str:
    """`2 residual blocks of 3 × 3, 64 channels, stride 2`."""
    block, channels = str(record["block"]).replace("_", " "), value_of(record, "channels")
    if record["block"] in HEADS:
        return f"{block}, {channels} outputs"
    kernel, stride = value_of(record, "kernel"), stride_of(record)
    return f"{times_of(record)} × {block} {kernel} × {kernel}, {channels} channels, stride {stride}"


def facts(task: Task) -> Mapping[str, str]:
    """What the words may name."""
    channels, height, width = task.input
    scene = task.about
    return {
        "what": scene.what,
        "input": f"{height} × {width} × {channels}",
        "goal": scene.goal.format(classes=task.classes),
        "thing": scene.thing,
        "opening": scene.thing.capitalize(),
        "object": str(task.object),
        "classes": str(task.classes),
        "batch": str(task.batch),
        "params": f"{task.params:,}",
        "macs": f"{task.macs / MILLION:,.3g} million" if task.macs < MILLION * 1_000 else f"{task.macs:,}",
        "halvings": str(halvings(task)),
        "jump": str(2 ** halvings(task)),
        "context": str(task.object * 3 // 2),
    }


def figure(task: Task) -> Stack:
    """An open network between the input and its answers."""
    channels, height, width = task.input
    answers = f"{task.classes} maps" if task.about.asks == "where" else f"{task.classes} answers"
    mine = StackLayer("stem", "yours to choose")
    stages = StackLayer("stages", "yours to choose")
    return Stack(input=f"{height} × {width} × {channels}", layers=(mine, stages, StackLayer("head", "yours", answers)))
