"""Octets become a message, within bounds: what the standard library does slowly is cut off before it sees it.

Rules
1. No letter that a mail program makes comes near the bounds; of one that does, the beginning counts.
2. Parameters of a content field cost the standard library the square of their length, parts their number.
"""

import re
from email import message_from_bytes
from email.message import Message

LONGEST_FIELD = 4_000  # octets of a content field
MOST_BOUNDARIES = 5_000  # lines that begin with "--"

_CONTENT = re.compile(rb"^content-(?:type|disposition):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.I | re.M)
_BOUNDARY = re.compile(rb"^--", re.M)


def parse(raw: bytes) -> Message:
    """The message of a raw letter. Raises what the standard library raises, RecursionError for parts within parts."""
    return message_from_bytes(_CONTENT.sub(_cut, _few(raw)))


def _few(raw: bytes) -> bytes:
    if raw.count(b"\n--") <= MOST_BOUNDARIES:
        return raw
    places = _BOUNDARY.finditer(raw)
    for _ in range(MOST_BOUNDARIES):
        last = next(places)
    return raw[: last.start()]


def _cut(field: re.Match[bytes]) -> bytes:
    return field[0] if len(field[0]) <= LONGEST_FIELD else field[0][:LONGEST_FIELD].split(b"\n")[0][:LONGEST_FIELD]
