"""Where a network's parameters and its MACs sit: a bar of each for every layer that has any."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from app.practice.lab.network.board import BoardRow
from app.web.figures.svg import picture, rectangle, text

WIDTH = 480.0
LABELS, SHARES = 140.0, 52.0
ROW, BAR, TOP = 44.0, 14.0, 34.0
LONGEST_NAME = 15
MOST = 24  # layers that are drawn; of more, the heaviest


def draw_network_bars(rows: Sequence[BoardRow], name: str) -> Markup:
    """In the order of the network."""
    drawn = weighty(rows)
    height = TOP + ROW * len(drawn) + 6
    return picture(
        name,
        width=WIDTH,
        height=height,
        title="Where the parameters and the MACs sit",
        description=bars_words(rows),
        parts=[*_key(), *_bars(drawn, rows)],
    )


def weighty(rows: Sequence[BoardRow]) -> list[BoardRow]:
    """Layers with parameters or MACs; of very many, those with the largest shares."""
    held = [row for row in rows if row.params or row.macs]
    if len(held) <= MOST:
        return held
    heaviest = sorted(held, key=lambda row: -max(_shares(row, rows)))[:MOST]
    kept = {row.name for row in heaviest}
    return [row for row in held if row.name in kept]


def bars_words(rows: Sequence[BoardRow]) -> str:
    """The shares as a list."""
    return "; ".join(
        f"{row.name}: {_percent(params)} of the parameters, {_percent(macs)} of the MACs"
        for row in weighty(rows)
        for params, macs in [_shares(row, rows)]
    )


def _shares(row: BoardRow, rows: Sequence[BoardRow]) -> tuple[float, float]:
    """Of the parameters and of the MACs, 0 to 1."""
    params, macs = sum(each.params for each in rows), sum(each.macs for each in rows)
    return (row.params / params if params else 0.0, row.macs / macs if macs else 0.0)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %" if 0 < share < 0.0995 else f"{100 * share:.0f} %"


def _key() -> Iterator[Markup]:
    yield rectangle(LABELS, 8, 18, BAR, "params-bar")
    yield text(LABELS + 24, 19, "parameters", "label")
    yield rectangle(LABELS + 160, 8, 18, BAR, "macs-bar")
    yield text(LABELS + 184, 19, "MACs", "label acts")


def _bars(drawn: Sequence[BoardRow], rows: Sequence[BoardRow]) -> Iterator[Markup]:
    shares = [_shares(row, rows) for row in drawn]
    most = max((share for pair in shares for share in pair), default=0.0) or 1.0
    room = WIDTH - LABELS - SHARES
    for number, (row, (params, macs)) in enumerate(zip(drawn, shares, strict=True)):
        y = TOP + ROW * number
        yield text(LABELS - 10, y + 23, _short(row.name), "end bar-name")
        for offset, share, class_ in ((4.0, params, "params"), (4.0 + BAR + 3, macs, "macs")):
            length = room * share / most
            yield rectangle(LABELS, y + offset, max(length, 0.5), BAR, f"{class_}-bar")
            yield text(LABELS + length + 6, y + offset + BAR - 2, _percent(share), f"tick {class_}-tick")


def _short(name: str) -> str:
    half = LONGEST_NAME // 2
    return name if len(name) <= LONGEST_NAME else f"{name[:half]}…{name[1 - half :]}"
