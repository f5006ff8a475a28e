"""How fast letters may go to one domain: few at once, few a minute, and slower for a while when its servers ask for it.

Rules
1. A letter that must wait is given a time, never dropped, and letters to other domains pass it.
2. In no minute do more letters begin than `per_minute`; two or a sixth of them may go in one go, the rest evenly.
3. An answer that asks for patience (421, 4.7.x, "too many") closes the domain for a minute, then two, up to an hour. Then one
   letter goes alone; while letters are taken the wait halves, until it is gone.
4. The mail server that takes our letters is a domain of its own, "": when it cannot be reached, nothing is tried for a while.

Values and functions: the clock is handed in, and whoever delivers keeps a `Way` for each domain.
"""

import math
import re
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

FIRST, LONGEST = 60.0, 3600.0  # seconds of the first and of the longest wait
AFTER = 5.0  # letters a second that are let at a domain when its wait is over
MOMENT = timedelta(seconds=1)  # until somebody looks again whether a place is free
RELAY = ""

_SLOW = re.compile(
    r"(?:MAIL|RCPT|DATA|letter): (?:421\b|4\d\d 4\.7\.\d|4\d\d .*?(?:too many|too fast|rate|throttl|slow down|defer))",
    re.IGNORECASE | re.DOTALL,
)
_OURS = ("no connection", "MAIL: 4")
_NEARLY = 1 - 1e-6  # of a letter: what sums of fractions lose


class Limits(Struct, frozen=True):
    """How many letters may be in hand at once, and how many may begin in a minute; 0 is no limit."""

    connections: int = 0
    per_minute: int = 0


class Way(Struct, frozen=True):
    """The way to one domain at the time `at`.

    `flying`: letters in hand. `room`: letters that may begin now. `line`: letters that were given a time. `wait`: seconds of
    the wait that was asked for last, 0 for none; `until`: when it is over.
    """

    flying: int = 0
    room: float = math.inf
    line: float = 0.0
    wait: float = 0.0
    until: datetime | None = None
    at: datetime | None = None


def domain(address: str) -> str:
    """The part after the last @, in lower case."""
    return address.rpartition("@")[2].lower()


def ask(limits: Limits, way: Way, now: datetime) -> tuple[Way, datetime | None]:
    """Whether a letter may begin now: None, or the time that it is given."""
    way = _counted(limits, way, now)
    if way.until is not None and now < way.until:
        return _lined(way, way.until, AFTER)
    alone = way.wait > 0 and way.flying
    if alone or 0 < limits.connections <= way.flying:
        return way, now + MOMENT
    if limits.per_minute and way.room < _NEARLY:
        return _lined(way, now, _rate(limits))
    return way, None


def begun(limits: Limits, way: Way, now: datetime) -> Way:
    """A letter is in hand."""
    way = _counted(limits, way, now)
    return replace(way, flying=way.flying + 1, room=way.room - 1)


def ended(way: Way, now: datetime, *, slow: bool = False, taken: bool = False) -> Way:
    """A letter is in hand no more. `slow`: the answer asked for patience; `taken`: the letter was accepted."""
    way = replace(way, flying=max(0, way.flying - 1))
    if slow and (way.until is None or now >= way.until):  # letters that began before it say nothing new
        wait = min(LONGEST, max(FIRST, way.wait * 2))
        return replace(way, wait=wait, until=now + timedelta(seconds=wait))
    if taken and way.wait:
        wait = way.wait / 2 if way.wait / 2 >= FIRST else 0.0
        return replace(way, wait=wait)
    return way


def at_rest(limits: Limits, way: Way, now: datetime) -> bool:
    """Whether nothing about this domain need be remembered."""
    way = _counted(limits, way, now)
    return not (way.flying or way.wait or way.line) and way.room >= _burst(limits)


def asks_for_patience(answer: str) -> bool:
    """Whether the words of an `Undelivered` say "not so fast" (RFC 5321 section 4.2.2: 421; RFC 3463: 4.7.x)."""
    return bool(_SLOW.match(answer)) or answer.startswith("no connection")


def whose(answer: str, to: str) -> str:
    """The domain an answer speaks for: our own server's where the addressee was not named yet, else the addressee's."""
    return RELAY if answer.startswith(_OURS) else domain(to)


def _counted(limits: Limits, way: Way, now: datetime) -> Way:
    """The way at `now`: the line has moved up, and room has grown."""
    passed = max(0.0, (now - way.at).total_seconds()) if way.at else 0.0
    most, rate = _burst(limits), _rate(limits)
    room = most if way.at is None or not limits.per_minute else min(most, way.room + passed * rate)
    line = max(0.0, way.line - passed * (AFTER if way.wait else rate)) if passed else way.line
    return replace(way, room=room, line=line, at=max(now, way.at) if way.at else now)


def _lined(way: Way, start: datetime, rate: float) -> tuple[Way, datetime]:
    """At the end of the line, which moves by so many letters a second from `start`; whole seconds, rounded up."""
    line = way.line + 1
    return replace(way, line=line), start + timedelta(seconds=math.ceil(line / rate))


def _burst(limits: Limits) -> float:
    """Letters that may begin in one go: more than one, so that what looks a little late loses nothing."""
    return max(min(2, limits.per_minute), limits.per_minute // 6) if limits.per_minute else math.inf


def _rate(limits: Limits) -> float:
    """Letters a second: with what may go in one go never more than `per_minute` within sixty seconds."""
    return (limits.per_minute - _burst(limits) + 1) / 60 if limits.per_minute else math.inf
