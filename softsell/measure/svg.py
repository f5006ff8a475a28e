"""The strokes that the pictures in `plots` are made of: the frame with its title and description, texts, rules, scales."""

import math
from collections.abc import Callable
from hashlib import blake2s

Number = Callable[[float], str]
Scale = Callable[[float], float]

LETTER = 7.2  # a generous width of one letter at 13 px, to keep texts apart without measuring them


def escape(words: str) -> str:
    """Words as XML text."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def frame(width: int, height: int, title: str, desc: str, body: str) -> str:
    """The whole picture. Its ids come from its content, so several pictures fit on one page."""
    name = "p" + blake2s(f"{title}|{desc}|{body}".encode(), digest_size=4).hexdigest()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" aria-labelledby="{name}-t {name}-d" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" fill="currentColor" '
        f'font-family="system-ui,sans-serif" font-size="13">'
        f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(desc)}</desc>{body}</svg>'
    )


def text(x: float, y: float, words: str, *, anchor: str = "", muted: bool = False, strong: bool = False) -> str:
    """A text at its baseline; `anchor` is "", "middle" or "end"."""
    place = f' text-anchor="{anchor}"' if anchor else ""
    look = 'class="plot-text plot-muted" opacity=".75"' if muted else 'class="plot-text"'
    weight = ' font-weight="600"' if strong else ""
    return f'<text x="{short_number(x)}" y="{short_number(y)}"{place}{weight} {look}>{escape(words)}</text>'


def short_number(value: float) -> str:
    """A coordinate with one digit after the point at most."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")  # + 0.0: never "-0"


def shorten(words: str, most: int) -> str:
    """At most `most` letters, an ellipsis last."""
    return words if len(words) <= most else words[: max(most, 2) - 1].rstrip() + "…"


def rule(left: float, right: float, y: float, *, strong: bool = False) -> str:
    """A level line: an axis when strong, else a faint guide."""
    look = ".6" if strong else ".16"
    return (
        f'<path class="plot-rule" d="M{short_number(left)} {short_number(y)}H{short_number(right)}" '
        f'stroke="currentColor" opacity="{look}"/>'
    )


def ticks(low: float, high: float) -> list[float]:
    """Round values in even steps that cover low to high, three to six of them; zero is one when it lies within."""
    if not high - low > 1e-200:
        high = low + (abs(low) or 1.0)
    raw = (high - low) / 4
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{index * step:.10g}") for index in range(first, last + 1)]


def path(points: list[tuple[float, float]]) -> str:
    """Path data through the points, in tenths."""
    return "M" + "L".join(f"{short_number(x)} {short_number(y)}" for x, y in points)
