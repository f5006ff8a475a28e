"""The conversation's table as a picture and as a list, for the documentation: what is drawn is what runs.

Rules
1. Pure: a table goes in, text comes out; the same table gives the same text. `docs/draw.py` writes it down.
2. Rows that differ only in their signal are one card. Every state is a lane from top to bottom: a card's shade marks the
   lanes in which it holds, its dots the lanes in which it may end (full: always there; ring: one of several).
"""

from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

from softsell.core.conversation import Row

LEFT, CARD, FIRST, LANE = 24, 250, 330, 84  # where cards stand, how wide, the first lane, from lane to lane
LINE, PAD, GAP, HEAD = 18, 11, 12, 96
WRAP = 30  # characters of a card's line
MANY = 12  # more signals than this are named by those that are missing
INKS = ("#7a5c00", "#2f6f4f", "#1f5fa8", "#a0522d", "#6b4fa0", "#00727a", "#8a2f5b", "#5a6470", "#b03a2e", "#333333")
STYLE = (
    "text{font:13px ui-sans-serif,system-ui,sans-serif;fill:#2b2622}.h{font-weight:600;fill:#7a3e1d}"
    ".a{font-weight:600}.s{font:12px ui-monospace,monospace;fill:#4a423c}.m{font-size:12px;text-anchor:middle;font-weight:600}"
)


class Card(Struct, frozen=True):
    """Rows that agree in everything but the signal."""

    states: tuple[str, ...]
    signals: tuple[str, ...]
    act: str
    targets: tuple[str, ...]


class Lane(Struct, frozen=True):
    """One state: where its lane runs and in which ink."""

    x: int
    ink: str


def cards(table: Iterable[Row]) -> tuple[Card, ...]:
    """The rows of a table, those that differ only in the signal as one, in the order of the table."""
    found: dict[tuple[tuple[str, ...], str, tuple[str, ...]], list[str]] = {}
    for row in table:
        found.setdefault((row.states, row.act, row.targets), []).append(row.signal)
    return tuple(Card(states, tuple(signals), act, targets) for (states, act, targets), signals in found.items())


def markdown(table: Sequence[Row]) -> str:
    """The table as Markdown: one line for each card."""
    every, talk = _signals(table), _talk(table)
    lines = ["| In | On | Does | Ends in |", "|---|---|---|---|"]
    for card in cards(table):
        heard, ends = _heard(card, every, "`"), _names(card.targets, talk, "`")
        lines.append(f"| {_names(card.states, talk, '`')} | {heard} | `{card.act}` | {ends} |")
    return "\n".join(lines) + "\n"


def svg(table: Sequence[Row]) -> str:
    """The table as an SVG picture: cards on the left, a lane for every state on the right."""
    every, talk, lanes = _signals(table), _talk(table), _lanes(table)
    y, rows = HEAD, []
    for card in cards(table):
        lines = _wrapped(_heard(card, every, ""))
        tall = 2 * PAD + LINE * (len(lines) + 1) - 4
        rows.append(_card(card, lines, y, tall, lanes))
        y += tall + GAP
    width, title = FIRST + LANE * len(lanes), "The conversation: what is heard, what is done, and where it may end"
    body = "\n".join([_frame(talk, lanes, y), *(_lane(name, lane, y) for name, lane in lanes.items()), *rows, _key(y)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y + 44}" role="img" aria-label="{title}">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n"
        f'<rect width="{width}" height="{y + 44}" rx="10" fill="#fdfaf5"/>\n{body}\n</svg>\n'
    )


def _lanes(table: Sequence[Row]) -> dict[str, Lane]:
    """The states of the open talk first, then the others, in the order of the table."""
    talk = _talk(table)
    states = dict.fromkeys(s for row in table for s in (*row.states, *row.targets))
    order = [*talk, *(s for s in states if s not in talk)]
    return {name: Lane(FIRST + 20 + LANE * n, INKS[n % len(INKS)]) for n, name in enumerate(order)}


def _frame(talk: Sequence[str], lanes: dict[str, Lane], bottom: int) -> str:
    first, last = lanes[talk[0]].x - LANE // 2 + 2, lanes[talk[-1]].x + LANE // 2 - 2
    return (
        f'<rect x="{first}" y="40" width="{last - first}" height="{bottom - 40}" rx="14" fill="#f8f0e4"/>'
        f'<text class="h" x="{first + 12}" y="30">an open talk</text>'
        f'<text class="h" x="{LEFT}" y="30">what is heard, and what is done</text>'
    )


def _lane(name: str, lane: Lane, bottom: int) -> str:
    return (
        f'<text class="m" x="{lane.x}" y="66" style="fill:{lane.ink}">{escape(_plain(name))}</text>'
        f'<path d="M{lane.x} 78 V{bottom - 8}" stroke="{lane.ink}" stroke-width="1.5" opacity="0.35"/>'
    )


def _card(card: Card, lines: Sequence[str], y: int, tall: int, lanes: dict[str, Lane]) -> str:
    middle = y + tall // 2
    found = [
        f'<rect x="{LEFT}" y="{y}" width="{CARD}" height="{tall}" rx="8" fill="#ffffff" stroke="#e0d5c6"/>'
        f'<text class="a" x="{LEFT + PAD}" y="{y + PAD + 10}">{escape(_plain(card.act))}</text>'
    ]
    for n, words in enumerate(lines, 1):
        place = y + PAD + 10 + n * LINE
        found.append(f'<text class="s" x="{LEFT + PAD}" y="{place}">{escape(words)}</text>')
    for name in card.states:
        x = lanes[name].x - LANE // 2 + 6
        found.append(
            f'<rect x="{x}" y="{y + 4}" width="{LANE - 12}" height="{tall - 8}" rx="6" fill="#e7d8c2" opacity="0.75"/>'
        )
    end = max(lanes[name].x for name in card.targets)
    found.append(
        f'<path d="M{LEFT + CARD} {middle} H{end}" stroke="#8a7f74" stroke-width="1.2" stroke-dasharray="2 4"/>'
    )
    for name in card.targets:
        lane = lanes[name]
        fill = lane.ink if len(card.targets) == 1 else "#ffffff"
        found.append(
            f'<circle cx="{lane.x}" cy="{middle}" r="7" fill="{fill}" stroke="{lane.ink}" stroke-width="2.5"/>'
        )
    return "\n".join(found)


def _key(y: int) -> str:
    y += 24
    return (
        f'<rect x="{LEFT}" y="{y - 12}" width="26" height="16" rx="5" fill="#e7d8c2"/>'
        f'<text x="{LEFT + 36}" y="{y + 1}">in this state</text>'
        f'<circle cx="{LEFT + 166}" cy="{y - 4}" r="7" fill="#5a6470" stroke="#5a6470" stroke-width="2.5"/>'
        f'<text x="{LEFT + 184}" y="{y + 1}">ends here</text>'
        f'<circle cx="{LEFT + 296}" cy="{y - 4}" r="7" fill="#ffffff" stroke="#5a6470" stroke-width="2.5"/>'
        f'<text x="{LEFT + 314}" y="{y + 1}">ends in one of these</text>'
    )


def _heard(card: Card, every: Sequence[str], mark: str) -> str:
    """The signals of a card; where it takes nearly all of them, those it does not take."""
    missing = [s for s in every if s not in card.signals]
    if len(card.signals) > MANY:
        return "every signal" + (f" but {', '.join(mark + s + mark for s in missing)}" if missing else "")
    return ", ".join(_plain(s, mark) for s in card.signals)


def _wrapped(words: str) -> tuple[str, ...]:
    lines = [""]
    for word in words.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > WRAP:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def _signals(table: Iterable[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.signal for row in table))


def _talk(table: Iterable[Row]) -> tuple[str, ...]:
    """The states of an open talk: the set of states that most rows share."""
    counts: dict[tuple[str, ...], int] = {}
    for row in table:
        counts[row.states] = counts.get(row.states, 0) + len(row.states) ** 2
    return max(counts, key=lambda states: counts[states], default=())


def _names(names: Sequence[str], talk: Sequence[str], mark: str = "") -> str:
    """The names in a row; all states of the open talk are called that."""
    whole = bool(talk) and set(talk) <= set(names)
    shown = [_plain(name, mark) for name in names if not (whole and name in talk)]
    return ", ".join(["an open talk", *shown] if whole else shown)


def _plain(name: str, mark: str = "") -> str:
    return f"{mark}{name}{mark}" if mark else name.replace("_", " ")
