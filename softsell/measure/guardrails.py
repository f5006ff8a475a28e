"""The limits at which softsell stops writing by itself: complaints, unsubscribes, hard bounces, letters per person (domain G4).

Rules
1. "stop" when the lower bound (exact, one-sided 90 %) passes the limit: sure enough, also with few sends. Two complaints
   within any 500 sends in a row stop at once, whatever the share.
2. "warn" when the value itself passes the warning mark.
3. Pausing is automatic; going on is for a person, with the reason logged. The caller hands in the sends since then.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from softsell.measure.special import exact_bounds

State = Literal["ok", "warn", "stop"]
LEVEL = 0.90
RUN, RUN_COMPLAINTS = 500, 2
WINDOW = timedelta(days=30)


class Send(Struct, frozen=True):
    """One letter that went out, and what came back. `bounced` is a permanent (hard) bounce. UTC, aware."""

    key: str
    at: datetime
    complained: bool = False
    unsubscribed: bool = False
    bounced: bool = False


class Limits(Struct, frozen=True):
    """Warning mark and limit of each share, and the most letters to one person in any 30 days (domain D8, G4)."""

    complaints: tuple[float, float] = (0.001, 0.003)
    unsubscribes: tuple[float, float] = (0.005, 0.01)
    bounces: tuple[float, float] = (0.01, 0.02)
    messages: int = 4


class Guardrail(Struct, frozen=True):
    """One limit: the value with its 90 % bounds, the limit that stops, and where it stands.

    Shares are 0 to 1; "messages" is the most letters to one person in any 30 days, which is counted, so low = value = high.
    `n`: sends (for "messages": people written to). `why`: "", "mark", "bound", "run" or "count".
    """

    name: str
    value: float
    low: float
    high: float
    limit: float
    state: State
    n: int = 0
    why: str = ""


def guardrails(sends: Iterable[Send], limits: Limits = Limits()) -> tuple[Guardrail, ...]:  # noqa: B008 (frozen value)
    """The four guardrails over these sends, always in the same order: complaints, unsubscribes, bounces, messages."""
    rows = sorted(sends, key=lambda send: send.at)
    complaints = [send.complained for send in rows]
    return (
        _share("complaints", complaints, limits.complaints, run=has_run(complaints)),
        _share("unsubscribes", [send.unsubscribed for send in rows], limits.unsubscribes),
        _share("bounces", [send.bounced for send in rows], limits.bounces),
        _messages(rows, limits.messages),
    )


def has_run(complaints: Sequence[bool], most: int = RUN_COMPLAINTS, within: int = RUN) -> bool:
    """Whether `most` complaints fall within some `within` sends in a row."""
    at = [index for index, complained in enumerate(complaints) if complained]
    return any(last - first < within for first, last in zip(at, at[most - 1 :], strict=False))


def _share(name: str, flags: Sequence[bool], marks: tuple[float, float], *, run: bool = False) -> Guardrail:
    hits, n = sum(flags), len(flags)
    value = hits / n if n else 0.0
    low, high = exact_bounds(hits, n, LEVEL)
    mark, limit = marks
    state: State = "stop" if run or low > limit else "warn" if value > mark else "ok"
    why = "run" if run else "bound" if low > limit else "mark" if value > mark else ""
    return Guardrail(name, value, min(low, value), max(high, value), limit, state, n, why)


def _messages(rows: Sequence[Send], limit: int) -> Guardrail:
    """The cap was broken (stop) or is used up by somebody (warn)."""
    recent: dict[str, deque[datetime]] = defaultdict(deque)
    most: Counter[str] = Counter()
    for send in rows:
        window = recent[send.key]
        window.append(send.at)
        while send.at - window[0] >= WINDOW:
            window.popleft()
        most[send.key] = max(most[send.key], len(window))
    value = max(most.values(), default=0)
    state: State = "stop" if value > limit else "warn" if value == limit else "ok"
    return Guardrail("messages", value, value, value, limit, state, len(most), "count" if state != "ok" else "")


def worst(found: Iterable[Guardrail]) -> State:
    """The state of the whole: what decides whether letters may go out."""
    states = {guardrail.state for guardrail in found}
    return "stop" if "stop" in states else "warn" if "warn" in states else "ok"
