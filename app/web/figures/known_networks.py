"""The known networks in time, and their parameters against their MACs, both axes in powers of ten."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, log10

from markupsafe import Markup

from app.practice.lab.architectures import Known
from app.web.figures.svg import element, path, picture, segment, text

WIDTH = 640.0
LEFT, RIGHT, TOP, BOTTOM = 76.0, 30.0, 42.0, 52.0
HEIGHT = 420.0
DOT = 11.0
UNITS = {3: "1 k", 4: "10 k", 5: "100 k", 6: "1 M", 7: "10 M", 8: "100 M", 9: "1 G", 10: "10 G", 11: "100 G"}


def draw_timeline(known: Sequence[Known], name: str) -> Markup:
    """A column of numbers for each year, the first network below; on a phone every other year of a run is named."""
    there = {each.year for each in known}
    years = range(min(each.year for each in known), max(each.year for each in known) + 1)
    step = (WIDTH - 60) / max(len(years) - 1, 1)
    tallest = max(sum(each.year == year for each in known) for year in years)
    base = TOP + tallest * (2 * DOT + 3)
    parts = [path([segment(20, base + 4, WIDTH - 20, base + 4)], "flow")]
    for year in years:
        x = 30 + (year - years[0]) * step
        these = [each for each in known if each.year == year]
        for place, each in enumerate(these):
            parts += _dot(x, base - DOT - place * (2 * DOT + 3), each)
        if these:
            crowded = year % 2 and year - 1 in there
            parts.append(text(x, base + 24, f"’{year % 100:02}", f"label middle{' spare' if crowded else ''}"))
    return picture(
        name,
        width=WIDTH,
        height=base + 36,
        title="The networks by year",
        description=timeline_words(known),
        parts=parts,
    )


def timeline_words(known: Sequence[Known]) -> str:
    """Year by year."""
    return "; ".join(f"{each.year}: {each.number}, {each.name}" for each in known)


def draw_plane(known: Sequence[Known], name: str) -> Markup:
    """Parameters across, MACs up."""
    across = _powers([each.params for each in known])
    up = _powers([each.macs for each in known])
    return picture(
        name,
        width=WIDTH,
        height=HEIGHT,
        title="Parameters against MACs",
        description=plane_words(known),
        parts=[*_axes(across, up), *_points(known, across, up)],
    )


def plane_words(known: Sequence[Known]) -> str:
    """Point by point."""
    return "; ".join(f"{each.number}, {each.name}: {each.params:,} parameters, {each.macs:,} MACs" for each in known)


def _powers(values: Sequence[int]) -> range:
    return range(floor(log10(min(values))), ceil(log10(max(values))) + 1)


def _x(params: float, across: range) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (log10(params) - across[0]) / (across[-1] - across[0])


def _y(macs: float, up: range) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (log10(macs) - up[0]) / (up[-1] - up[0])


def _axes(across: range, up: range) -> Iterator[Markup]:
    upright = [segment(_x(10**at, across), TOP, _x(10**at, across), HEIGHT - BOTTOM) for at in across]
    level = [segment(LEFT, _y(10**at, up), WIDTH - RIGHT, _y(10**at, up)) for at in up]
    yield path(upright + level, "grid")
    for at in across:
        yield text(_x(10**at, across), HEIGHT - BOTTOM + 20, UNITS.get(at, f"10^{at}"), "label middle")
    for at in up:
        yield text(LEFT - 8, _y(10**at, up) + 5, UNITS.get(at, f"10^{at}"), "label end")
    yield text(WIDTH - RIGHT, HEIGHT - 6, "parameters", "label end")
    yield text(8, 14, "MACs", "label")


def _points(known: Sequence[Known], across: range, up: range) -> Iterator[Markup]:
    """Those that are compared last, so that they lie on top."""
    for each in sorted(known, key=lambda each: each.chosen):
        yield from _dot(_x(each.params, across), _y(each.macs, up), each)


def _dot(x: float, y: float, each: Known) -> Iterator[Markup]:
    yield element("circle", cx=x, cy=y, r=DOT, class_="point" if each.chosen else "point is-quiet")
    yield text(x, y + 4.5, str(each.number), f"in-point{' is-chosen' if each.chosen else ''} middle")
