"""What rules find in the stages: whether they fit, see enough, keep what is small, and stay within their budgets."""

from dataclasses import replace
from math import prod

from app.problems.architectures.design_for_a_task.scenes import Task
from app.problems.designing import rules
from app.problems.designing.appraisal import Appraisal, Judged, Misfit
from app.problems.designing.building import value_of
from app.problems.designing.stages import appraise_stages
from app.problems.designing.staging import body, stages_table, stride_of, times_of
from app.problems.findings import Finding, Findings
from app.problems.reading import Record, Records

ROWS = 8
TABLE = stages_table(ROWS)
CELLS_BEHIND_THE_STEM = 3
"""So many cells along what is looked for tell more than that something is there."""
DEEPEST_PLAIN = 20
"""Layers; 34 without skips trained worse than 18 (arXiv:1512.03385, figure 4)."""
FEWEST = 4
LARGE_KERNEL = 7


def judged(task: Task, design: Records) -> Judged:
    """The network on one input."""
    return appraise_stages(design, task.input)


def inspect_stages(task: Task, design: Records) -> Findings:
    """What each rule finds; where a row does not fit there is nothing else to look at."""
    found = judged(task, design)
    if isinstance(found, Misfit):
        return (rules.fits(found),)
    return (
        rules.fits(None),
        *_of_the_head(task, design),
        *_of_sight(task, design, found),
        widens(design),
        trainable(design),
        rules.at_most("params", found.params, task.params, "parameters"),
        rules.at_most("macs", found.macs, task.macs, "MACs"),
        *_advice(task, design, found),
    )


def _of_the_head(task: Task, design: Records) -> Findings:
    block, outputs = str(design.rows[-1]["block"]), value_of(design.rows[-1], "channels") or 0
    is_map, wants_map = block == "map_head", task.about.asks == "where"
    sort = Finding(
        rule="head",
        holds=is_map is wants_map,
        achieved="an answer for each place" if is_map else "one answer for the whole input",
        wanted="an answer for each place" if wants_map else "one answer for the whole input",
        row=len(design.rows),
    )
    off = outputs - task.classes
    count = Finding(
        rule="outputs",
        holds=off == 0,
        achieved=f"{outputs:,} outputs",
        wanted=f"exactly {task.classes:,}",
        margin=f"{abs(off):,} {'too many' if off > 0 else 'too few'}" if off else "",
        row=len(design.rows),
    )
    return (sort, count)


def _of_sight(task: Task, design: Records, found: Appraisal) -> Findings:
    rows = body(design)
    field = rules.at_least("field", seen(design, found), task.object, "px")
    survives = rules.at_most("survives", prod(map(stride_of, rows)), task.object, "px from cell to cell")
    return (field, survives, stem(task, rows))


def seen(design: Records, found: Appraisal) -> int | None:
    """What an answer can put together: the field of a cell; the whole input where a flat head joins all cells."""
    return None if design.rows[-1]["block"] == "flat_head" else found.field


def stem(task: Task, rows: tuple[Record, ...]) -> Finding:
    """The first row, and the pools right behind it: what they leave of the thing, and whether they skip pixels."""
    first, *others = rows or (None,)
    if first is None:
        return Finding(rule="stem", holds=False, achieved="no layer before the head", wanted="a first layer", row=1)
    kernel, jump = value_of(first, "kernel") or 1, stride_of(first)
    for record in others:
        if record["block"] != "max_pool":
            break
        jump *= stride_of(record)
    skips, covers = stride_of(first) > kernel, kernel <= task.object
    enough = task.object >= CELLS_BEHIND_THE_STEM * jump
    return Finding(
        rule="stem",
        holds=not skips and covers and enough,
        achieved=f"kernel {kernel}, stride {stride_of(first)}; {task.object} px become {_cells(task.object, jump)}",
        wanted=f"no pixel skipped, kernel at most {task.object}, {CELLS_BEHIND_THE_STEM} cells left",
        row=1,
    )


def _cells(pixels: int, jump: int) -> str:
    count = pixels / jump
    return f"{count:.3g} cell{'' if count == 1 else 's'}"


def widens(design: Records) -> Finding:
    """Whether channels never fall where the map shrinks."""
    before, at = 0, None
    for number, record in enumerate(body(design), start=1):
        channels = value_of(record, "channels") or before
        if stride_of(record) > 1 and channels < before:
            at = (number, f"{before:,} channels, then {channels:,} on a smaller map")
            break
        before = channels
    return Finding(
        rule="widens",
        holds=at is None,
        achieved=at[1] if at else "as the map shrinks, channels stay or grow",
        wanted="no fewer channels on a smaller map",
        row=at[0] if at else None,
    )


def trainable(design: Records) -> Finding:
    """Whether a deep network has skips."""
    plain = sum(times_of(each) for each in body(design) if each["block"] in {"conv", "separable"})
    found = rules.at_most("trainable", plain, DEEPEST_PLAIN, "blocks without a skip")
    return replace(found, margin="" if found.holds else found.margin)


def _advice(task: Task, design: Records, found: Appraisal) -> Findings:
    rows = body(design)
    skipping = next((n for n, each in enumerate(rows, 1) if stride_of(each) > (value_of(each, "kernel") or 1)), None)
    large = next((n for n, each in enumerate(rows, 1) if n > 1 and _is_large(each)), None)
    depth = sum(times_of(each) * (2 if each["block"] == "residual" else 1) for each in rows if each["channels"])
    context = rules.at_least("context", seen(design, found), task.object * 3 // 2, "px")
    findings = (
        context,
        rules.at_least("depth", depth, FEWEST, "convolutions"),
        _told("skips", skipping, "a stride past its kernel", "no stride longer than its kernel"),
        _told("small-kernels", large, "a large dense kernel", f"kernels below {LARGE_KERNEL} behind the first row"),
        _told(
            "pools",
            len(design.rows) if design.rows[-1]["block"] == "flat_head" else None,
            "a head for one size of input",
            "a head that takes any size",
        ),
    )
    return tuple(replace(each, binding=False) for each in findings)


def _is_large(record: Record) -> bool:
    return record["block"] in {"conv", "residual"} and (value_of(record, "kernel") or 1) >= LARGE_KERNEL


def _told(rule: str, row: int | None, wrong: str, wanted: str) -> Finding:
    return Finding(rule=rule, holds=row is None, achieved=wrong if row else "nowhere otherwise", wanted=wanted, row=row)
