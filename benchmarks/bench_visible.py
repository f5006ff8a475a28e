"""What a person wrote, found in replies: the exact share per set, replies a second, and what hostile letters cost.

Protocol
1. Sets: `frozen` (152 raw mails of our own hand, written before the rules were tried on them), `second` (83 of a second hand,
   that had not read the code) and `tuning` (52, before us while the rules were written), in tests/mail/replies;
   `crisp`, `zapier` and `talon` from the shared data, where they lie. The
   expected words of the public sets are ours, by reading (tests/mail/replies/public.json): their
   own test files are not in the data.
2. Own sets are exact by line, ends of lines aside. Public sets are exact but for empty lines, whose number the sets treat
   in different ways. Shares have their 95 % interval (Wilson).
3. `replies_a_second` parses the octets and reads them, frozen and tuning together, by our own processor time.
4. `hostile`: letters of one megabyte made of one piece over and over; the slowest by processor time, and the growth from
   half a megabyte to one (2 is linear).
No peer is installed beside it; the published figure to stand next to is 28 of 64 of a set that is not here.
"""

import json
import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import common
from texts import SHARED

from softsell.mail.reading.quotes import visible
from softsell.mail.reading.text import body, clean, from_html

REPLIES = Path(__file__).resolve().parents[1] / "tests" / "mail" / "replies"
FOLDERS = {
    "crisp": ("email-reply-crisp/test/fixtures", ".txt"),
    "zapier": ("email-reply-zapier", ".txt"),
    "talon": ("email-reply-talon/tests/fixtures", ""),
}
PLAIN = (
    ">", "> a\n", "> a\nb\n", "On Mon, Mar 3, 2026 at 9:14 AM\n", "a wrote:\n", "From: a\nTo: b\n", "--\n", "-- \nx\n", "_____\n",
    "<a@b>:\n", "Kveðja\n", "```\n", "Foo> a\n", "| a\n", "On 3.3.2026 9:14 a wrote:\n| a\n",
    "confidential intended recipient\n\n", "1 2 3 ", "Hi. " * 100 + ":\n", "le mar, a écrit " * 20 + ":\n",
)  # fmt: skip
MARKUP = (
    "<",
    "<div>",
    "<div class=gmail_attr>",
    "<blockquote>",
    "<pre>\n",
    "<hr>",
    "<!--",
    "<a ",
    "<div class=gmail_signature>a",
)


def own(name: str) -> Iterator[tuple[bytes, str]]:
    """The raw mails of a set of ours, with the words expected."""
    for file, words in json.loads((REPLIES / name / "expected.json").read_text("utf-8")).items():
        yield (REPLIES / name / f"{file}.eml").read_bytes(), "\n".join(line.rstrip() for line in words.split("\n"))


def public(name: str) -> Iterator[tuple[str, str]]:
    """The text of each fixture of a public set, with the words that are its writer's."""
    folder, suffix = FOLDERS[name]
    for file, want in json.loads((REPLIES / "public.json").read_text("utf-8"))[name].items():
        raw = (SHARED / folder / (file + suffix)).read_bytes()
        if file.endswith(".eml"):
            text = body(message_from_bytes(raw))
        else:
            text = raw.decode("utf-8")
            text = from_html(text) if file.endswith(".html") else clean(text).replace("#sig#", "")
        match want:
            case list():
                rows = text.split("\n")
                yield text, "\n".join("\n".join(rows[first - 1 : last]) for first, last in want)
            case dict():
                yield text, text.partition(want["before"])[0]
            case _:
                yield text, str(want)


def tight(text: str) -> str:
    """Without empty lines and spaces at the ends."""
    return re.sub(r"\s*\n\s*", "\n", text).strip()


def share(right: int, of: int) -> dict[str, Any]:
    low, high = common.wilson(right, of)
    return {"exact": right, "of": of, "share": round(right / of, 4), "interval": [round(low, 4), round(high, 4)]}


def shares() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("frozen", "second", "tuning"):
        pairs = list(own(name))
        right = sum(visible(body(message_from_bytes(raw))) == words.strip() for raw, words in pairs)
        found[name] = share(right, len(pairs))
    for name, (folder, _) in FOLDERS.items():
        if (SHARED / folder).is_dir():
            read = [tight(visible(text)) == tight(words) for text, words in public(name)]
            found[name] = share(sum(read), len(read))
        else:
            common.say(f"{folder} is not here: left out")
    return found


def took(text: str, markup: bool) -> float:
    """Seconds of processor time to read one text."""
    start = time.process_time()
    visible(from_html(text) if markup else text)
    return time.process_time() - start


def hostile(size: int) -> dict[str, Any]:
    rows = []
    for markup, pieces in ((False, PLAIN), (True, MARKUP)):
        for piece in pieces:
            half, whole = (took((piece * (n // len(piece) + 1))[:n], markup) for n in (size // 2, size))
            rows.append((round(whole, 4), round(whole / half, 2) if half > 0.005 else None, piece[:24]))
    slowest = max(rows)
    grown = [growth for _, growth, _ in rows if growth is not None]
    return {"characters": size, "shapes": len(rows), "slowest_seconds": slowest[0], "slowest_shape": slowest[2],
            "most_growth": max(grown, default=None)}  # fmt: skip


def main() -> None:
    given = common.arguments(__doc__ or "")
    before = common.machine()
    mails = [raw for name in ("frozen", "tuning") for raw, _ in own(name)]
    speeds = []
    for _ in range(given.repeats):
        start = time.process_time()
        for raw in mails:
            visible(body(message_from_bytes(raw)))
        speeds.append(len(mails) / (time.process_time() - start))
    figures = {
        "sets": shares(),
        "replies_a_second": common.spread(speeds, 0),
        "hostile": hostile(50_000 if given.quick else 1_000_000),
    }
    common.report("visible", given, figures, before)


if __name__ == "__main__":
    main()
