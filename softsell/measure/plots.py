"""Small SVG pictures for pages and for letters to the merchant: a line with its band, labelled bars, a funnel, an interval.

Rules
1. Every picture has role="img" with a title and a description that holds its numbers, so nothing is told by sight alone.
2. No colour is fixed: shapes are currentColor at some opacity, and classes let a page's CSS override:
   plot (the svg) · plot-text · plot-muted · plot-mark (line, bar, dot) · plot-band · plot-rule (axes, zero) · plot-other
3. No words of our own: labels arrive in the reader's language, numbers go through the `number` that is handed in.
4. No script, no style attribute; under 3 kB each, so long series are thinned and long labels are shortened.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from softsell.measure.lift import Lift
from softsell.measure.svg import LETTER, Number, Scale, escape, frame, path, rule, short_number, shorten, text, ticks

# For a style sheet that wants the accent colour and even figures.
STYLE = (
    ".plot{max-width:100%;height:auto}.plot-mark,.plot-band{color:var(--accent,currentColor)}"
    ".plot-text{font-variant-numeric:tabular-nums}"
)
WIDTH = 360  # drawn at the size of a phone, so text stays readable there; a page may show it larger
MOST_POINTS = 28
MOST_ROWS = 10
MOST_WORDS = 160


class Point(Struct, frozen=True):
    """One point of a line: x, y and the ends of its band (equal to y where there is none)."""

    x: float
    y: float
    low: float
    high: float


def _plain(value: float) -> str:
    return f"{value:g}"


# -- a line with its band -------------------------------------------------------------------------------------------------


def line_with_band(
    points: Sequence[Point],
    *,
    title: str,
    desc: str = "",
    number: Number = _plain,
    when: Number = _plain,
    beside: Sequence[Point] = (),
    names: tuple[str, str] = ("", ""),
    empty: str = "–",
    width: int = WIDTH,
    height: int = 200,
) -> str:
    """A line with its interval as a band; `beside` is a second line, dashed and without a band, such as the holdout's.

    `number` writes values, `when` the x axis, `names` are of the two lines, `empty` stands where there are no points.
    """
    title, desc = shorten(title, MOST_WORDS), shorten(desc, MOST_WORDS)
    points, beside = _thin(points), _thin(beside)
    every = [*points, *beside]
    if not every:
        return frame(width, 60, title, desc or empty, text(width / 2, 34, empty, anchor="middle", muted=True))
    values = [value for p in every for value in (p.low, p.y, p.high) if math.isfinite(value)] or [0.0]
    marks = ticks(min(0.0, *values), max(0.0, *values))
    left, right = 10 + LETTER * max(len(number(mark)) for mark in marks), width - 8.0
    top, bottom = 34.0 if any(names) else 12.0, height - 26.0
    first, last = min(p.x for p in every), max(p.x for p in every)

    def across(x: float) -> float:
        return left + (right - left) * ((x - first) / (last - first) if last > first else 0.5)

    def up(y: float) -> float:
        y = min(max(y, marks[0]), marks[-1])  # an infinite band reaches the edge
        return bottom - (bottom - top) * (y - marks[0]) / (marks[-1] - marks[0])

    body = _guides(marks, left, right, up, number)
    body += text(left, height - 6, when(first), muted=True)
    body += text(right, height - 6, when(last), anchor="end", muted=True) if last > first else ""
    body += _curve(points, across, up, other=False) + _curve(beside, across, up, other=True)
    body += _legend(names, left, bool(beside))
    told = "; ".join(
        f"{name} {when(p[-1].x)}: {number(p[-1].y)} ({number(p[-1].low)} – {number(p[-1].high)})".strip()
        for name, p in zip(names, (points, beside), strict=True)
        if p
    )
    return frame(width, height, title, f"{desc} {told}".strip(), body)


def _guides(marks: Sequence[float], left: float, right: float, up: Scale, number: Number) -> str:
    """Faint level lines, a strong one at zero, and their figures in one group (to keep the picture small)."""
    lines = "".join(f"M{short_number(left)} {short_number(up(mark))}H{short_number(right)}" for mark in marks if mark)
    figures = "".join(f'<text y="{short_number(up(mark) + 4)}">{escape(number(mark))}</text>' for mark in marks)
    return (
        f'<path class="plot-rule" d="{lines}" stroke="currentColor" opacity=".16"/>'
        + (rule(left, right, up(0.0), strong=True) if 0 in marks else "")
        + f'<g class="plot-text plot-muted" opacity=".75" text-anchor="end" transform="translate({short_number(left - 6)})">'
        + f"{figures}</g>"
    )


def _thin(points: Sequence[Point]) -> list[Point]:
    """At most MOST_POINTS in order of x, evenly chosen, the first and the last among them; those without a finite y left out."""
    kept = sorted((p for p in points if math.isfinite(p.y) and math.isfinite(p.x)), key=lambda p: p.x)
    if len(kept) <= MOST_POINTS:
        return kept
    step = (len(kept) - 1) / (MOST_POINTS - 1)
    return [kept[round(index * step)] for index in range(MOST_POINTS)]


def _curve(points: Sequence[Point], across: Scale, up: Scale, *, other: bool) -> str:
    if not points:
        return ""
    line = [(across(p.x), up(p.y)) for p in points]
    stroke = 'fill="none" stroke="currentColor" stroke-linejoin="round"'
    if other:
        return f'<path class="plot-other" d="{path(line)}" {stroke} stroke-width="1.5" stroke-dasharray="4 3" opacity=".75"/>'
    x, y = line[-1]
    drawn = f'<path class="plot-mark" d="{path(line)}" {stroke} stroke-width="2"/>'
    drawn += f'<circle class="plot-mark" cx="{short_number(x)}" cy="{short_number(y)}" r="3.5"/>'
    if all(p.low == p.y == p.high for p in points):
        return drawn
    edge = [(across(p.x), up(p.high)) for p in points] + [(across(p.x), up(p.low)) for p in reversed(points)]
    return f'<path class="plot-band" d="{path(edge)}Z" opacity=".18"/>{drawn}'


def _legend(names: tuple[str, str], left: float, both: bool) -> str:
    if not any(names):
        return ""
    one, two = (shorten(name, 20) for name in names)
    drawn = f'<path class="plot-mark" d="M{short_number(left)} 12h18" stroke="currentColor" stroke-width="2"/>'
    drawn += text(left + 24, 16, one)
    if both:
        x = left + 42 + LETTER * len(one)
        drawn += f'<path class="plot-other" d="M{short_number(x)} 12h18" stroke="currentColor" stroke-width="1.5" '
        drawn += 'stroke-dasharray="4 3" opacity=".75"/>' + text(x + 24, 16, two)
    return drawn


# -- bars and the funnel --------------------------------------------------------------------------------------------------


def bars(
    rows: Sequence[tuple[str, float]], *, title: str, desc: str = "", number: Number = _plain, width: int = WIDTH
) -> str:
    """Labelled counts, one bar each, in the order given; at most ten (hand in the rest as one row of its own)."""
    return _bars([(label, count, number(count)) for label, count in rows], title, desc, width)


def funnel(
    steps: Sequence[tuple[str, float]],
    *,
    title: str,
    desc: str = "",
    number: Number = _plain,
    share: Number | None = None,
    width: int = WIDTH,
) -> str:
    """Steps that people pass, first one first; `share` writes what part of the step before came so far (0 to 1)."""
    rows = []
    for index, (label, count) in enumerate(steps):
        before = steps[index - 1][1] if index else 0
        part = f" · {share(count / before)}" if share is not None and before > 0 else ""
        rows.append((label, count, number(count) + part))
    return _bars(rows, title, desc, width)


def _bars(rows: Sequence[tuple[str, float, str]], title: str, desc: str, width: int) -> str:
    title, desc, rows = shorten(title, MOST_WORDS), shorten(desc, MOST_WORDS), rows[:MOST_ROWS]
    most = max((count for _, count, _ in rows if math.isfinite(count)), default=0.0)
    names, counts, drawn, told = "", "", "", []
    for index, (label, count, words) in enumerate(rows):
        y = 14 + index * 38
        name = shorten(label, int((width - LETTER * len(words) - 12) / LETTER))
        names += f'<text y="{y}">{escape(name)}</text>'
        counts += f'<text x="{width}" y="{y}">{escape(words)}</text>'
        size = width * min(max(count, 0.0) / most, 1.0) if most > 0 and math.isfinite(count) else 0.0
        if size > 0:
            drawn += f'<rect y="{y + 6}" width="{short_number(max(size, 3))}" height="9" rx="3"/>'
        told.append(f"{shorten(label, 40)}: {words}")
    tracks = "".join(f"M0 {24.5 + index * 38:g}H{width}" for index in range(len(rows)))
    body = (
        f'<path class="plot-rule" d="{tracks}" stroke="currentColor" stroke-width="9" opacity=".08"/>' if rows else ""
    )
    body += f'<g class="plot-mark" opacity=".8">{drawn}</g><g class="plot-text">{names}</g>'
    body += f'<g class="plot-text" text-anchor="end" font-weight="600">{counts}</g>'
    return frame(width, max(38 * len(rows), 20), title, f"{desc} {'; '.join(told)}".strip(), body)


# -- a difference with its interval -----------------------------------------------------------------------------------------


def interval_row(
    lift: Lift,
    label: str,
    *,
    title: str,
    unknown: str,
    desc: str = "",
    number: Number = _plain,
    reach: float = 0.0,
    width: int = WIDTH,
) -> str:
    """A difference with its interval about a zero line; zero is always in the middle.

    While it is not known: the words `unknown`, a hollow dot and a dashed interval; with the arms out of ratio, the words
    alone. `reach` is the largest difference shown, for rows that share a scale (0: this row's own).
    """
    title, desc, unknown = shorten(title, MOST_WORDS), shorten(desc, MOST_WORDS), shorten(unknown, 40)
    hidden = lift.why == "ratio"
    finite = math.isfinite(lift.low) and math.isfinite(lift.high)
    span = f"{number(lift.low)} – {number(lift.high)}" if finite and not hidden else ""
    value = number(lift.diff) if lift.known else unknown
    body = text(0, 14, shorten(label, int(width / LETTER))) + text(0, 35, value, strong=lift.known)
    body += text(width, 35, span, anchor="end", muted=True) if span else ""
    body += rule(0, width, 56)
    middle = short_number(width / 2)
    if not hidden:
        body += _interval(lift, reach, width)
        body += f'<path class="plot-rule" d="M{middle} 45V67" stroke="currentColor" stroke-width="1.5" opacity=".6"/>'
        body += text(width / 2, 82, number(0), anchor="middle", muted=True)
    told = f"{label}: {value}" + (f" ({span})" if span else "")
    return frame(width, 88, title, f"{desc} {told}".strip(), body)


def _interval(lift: Lift, reach: float, width: int) -> str:
    if not (math.isfinite(lift.low) and math.isfinite(lift.high)):
        return ""
    ends = [abs(lift.low), abs(lift.high)]
    reach = reach or 1.1 * max(ends) or 1.0

    def across(value: float) -> float:
        return width / 2 + (width / 2 - 6) * min(max(value / reach, -1.0), 1.0)

    left, right = across(lift.low), across(lift.high)
    box = f'x="{short_number(left)}" y="50" width="{short_number(max(right - left, 2))}" height="12" rx="4"'
    dot = f'cx="{short_number(across(lift.diff))}" cy="56" r="5"'
    if lift.known:
        return f'<rect class="plot-band" {box} opacity=".25"/><circle class="plot-mark" {dot}/>'
    dashed = 'fill="none" stroke="currentColor" stroke-dasharray="4 3" opacity=".6"'
    hollow = f'<circle class="plot-muted" {dot} fill="none" stroke="currentColor" stroke-width="1.5" opacity=".75"/>'
    return f'<rect class="plot-muted" {box} {dashed}/>' + (hollow if lift.why != "few" else "")
