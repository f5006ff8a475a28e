"""The head of a quoted letter: From:, Sent:, To:, Subject: in any language, and the dividers that stand above it.

Rules
1. One such line proves nothing ("From: 20 to 30 kr"). A head names its sender and bears out what it is by an address, by
   a date with its year or hour, or by a subject beside a date.
2. A divider whose words are known ("-----Original Message-----") is enough. One whose words are not known needs a head or
   an attribution below it.
"""

import re
from collections.abc import Container

from softsell.mail.reading.words import compiled, pieces

_KINDS = ("sender", "sent", "to", "copy", "subject", "answer")
_LABEL = compiled(
    r"[\s>*_|]{0,40}(?:" + "|".join(f"(?P<{kind}>{pieces(kind)})" for kind in _KINDS) + r")"
    r"[*_]{0,2}(?:\s{0,3}[:：][*_]{0,2}|\t|\s{3,})(?P<value>.*)"
)
_LABELS = compiled(r"(?:^|(?<=\s))(?:" + "|".join(f"(?P<{kind}>{pieces(kind)})" for kind in _KINDS) + r")\s?:")
_DASHES = r"[-‐‑–—_=*~]"
_DIVIDER = compiled(
    rf"[\s>*]{{0,20}}{_DASHES}{{2,}}\s*[*_]*{pieces('original')}[*_]*\s*{_DASHES}{{2,}}(?:[\s*].*)?"
    rf"|[\s>*]{{0,20}}{pieces('forwarded')}\s?[:：][*\s]*"
    r"|\W{0,20}(?:please )?(?:reply|respond|type your (?:reply|response)|write)(?: \w+){0,3} above this line\W{0,20}"
    rf"|[\s>]*[#*=_~‐‑–—-]{{2,}}[^\n?]{{0,60}}(?<!\w){pieces('above')}(?!\w)[^\n?]{{0,30}}"
    rf"|[\s>]*{_DASHES}{{4,}}\s*[*_]*{pieces('original')}[*_]*\s*:?\s*"
)
_WORD = r"[^\s_=*~<>@‐‑–—-]{1,24}"
_ANY_DIVIDER = compiled(rf"[\s>]*{_DASHES}{{2,40}}\s*{_WORD}(?: {_WORD}){{0,5}}\s*{_DASHES}{{2,40}}\s*")
_WHEN = compiled(r"(?:19|20)\d\d|\d{1,2}[:.h]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_ADDRESS = compiled(r"[\w.+'-]@[\w-]|mailto:")
_LINES, _WRAPPED = 16, 3


def ends_here(lines: list[str], place: int, attributions: Container[int]) -> bool:
    """Whether the quoted letter begins at this line, with its divider or with its head."""
    line = lines[place][:400]
    if not line.strip():
        return False
    rule = is_rule(line)
    if not rule and _DIVIDER.fullmatch(line):
        return True
    if rule or _ANY_DIVIDER.fullmatch(line):
        below = _next(lines, place + 1)
        return below in attributions or is_head(lines, below, announced=True)
    return is_head(lines, place) or _on_one_line(line)


def _on_one_line(line: str) -> bool:
    """Whether the whole head was run together: "From: Anna <anna@example.is> Sent: 3 March 2026 To: ... Subject: ..."."""
    if line.count(":") < 3 or not is_label(line):
        return False
    kinds = {_kind(match) for match in _LABELS.finditer(line)}
    return (
        {"sender", "subject"} <= kinds and len(kinds) >= 3 and (_WHEN.search(line) or _ADDRESS.search(line)) is not None
    )


def is_rule(line: str, least: int = 5) -> bool:
    """Whether a line is drawn across the page: of at least so many dashes or the like."""
    signs = line.strip("> \t").replace(" ", "")
    return least <= len(signs) and len(line) <= 400 and not signs.strip("_-=*~‐–—⸻")


def is_label(line: str) -> bool:
    """Whether a line begins with the name of a header field and a colon."""
    return _LABEL.fullmatch(line[:400]) is not None


def is_head(lines: list[str], place: int, announced: bool = False) -> bool:
    """Whether a head begins here. Its lines may be wrapped, and empty lines may stand between them."""
    found = _read(lines, place)
    if "sender" not in found:
        return False
    address = any(_ADDRESS.search(found[kind]) for kind in ("sender", "to", "copy") if kind in found)
    dated = "sent" in found and _WHEN.search(found["sent"]) is not None
    shown = [kind for kind in found if kind != "answer"]
    if len(shown) >= 3:
        return bool(address or dated or ("subject" in found and ("sent" in found or announced)))
    if len(shown) == 2:
        return bool((address and dated) or (announced and (address or dated)) or (dated and "subject" in found))
    return False


def _read(lines: list[str], place: int) -> dict[str, str]:
    """The fields of the head that begins here: kind -> value, what is wrapped joined; empty when none begins."""
    found: dict[str, str] = {}
    last, loose, empty = "", 0, 0
    for line in lines[place : place + _LINES]:
        match = _LABEL.fullmatch(line[:400])
        if match is not None:
            last, loose, empty = _kind(match), 0, 0
            if last in found and last in ("sender", "subject"):
                break  # the next letter's
            found[last] = found.get(last, "") + match["value"]
        elif not found:
            break
        elif not line.strip():
            empty += 1
            if empty > 1 and loose:
                break
        else:
            loose += 1
            if loose > _WRAPPED or (empty and loose > 1):
                break
            found[last] += line[:400] if not empty else ""
    return found


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _KINDS if match[kind] is not None)


def _next(lines: list[str], place: int) -> int:
    end = min(len(lines), place + 4)
    while place < end and not lines[place].strip():
        place += 1
    return place
