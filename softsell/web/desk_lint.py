"""The lint at the desk: under the words while one writes an answer, and a page of its own for any text.

Rules
1. Pressure and softness stand beside each other, each with its parts; they are never one number.
2. A softer wording is shown as the sentence it would be, once for all that was found in that sentence.
3. Positions go out in UTF-16, as browsers count. A text is read when it is posted, and not kept.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby

from msgspec import Struct
from starlette.responses import JSONResponse, Response

from softsell.copy.document import KINDS, Document
from softsell.copy.editing import Change, change_of, changes, utf16
from softsell.copy.examine import Found
from softsell.copy.read import read
from softsell.copy.report import short
from softsell.voice import LANGUAGES
from softsell.voice.score import Score
from softsell.web import pages
from softsell.web.desk_visit import Visit
from softsell.web.lint import weigh

MOST_TEXT = 10_000
MOST_FOUND = 20
_PAINT = ("", "note", "warn", "block")


class Shown(Struct, frozen=True):
    """A finding as it is shown. `was`, from `start` on, may become `new`; without them `softer` is only told."""

    severity: str
    title: str
    why: str
    softer: str = ""
    start: int = 0
    was: str = ""
    new: str = ""


class Gauge(Struct, frozen=True):
    """A score: its name, a whole percentage for the picture, its share in words, and its parts in words."""

    name: str
    percent: int
    share: str
    parts: str


class Look(Struct, frozen=True):
    """Everything that is shown of a text. `softer`: its pieces, each same, del or ins; none when nothing would change."""

    found: tuple[Shown, ...]
    marks: tuple[tuple[int, int, str], ...]
    gauges: tuple[Gauge, ...]
    softer: tuple[tuple[str, str], ...]
    blocked: bool


NOTHING = Look((), (), (), (), False)


def tidy(text: str, most: int = MOST_TEXT) -> str:
    """A text from a form, with the line ends that a browser counts."""
    return text.replace("\r\n", "\n").replace("\r", "\n")[:most]


def look(visit: Visit, text: str, lang: str, kind: str, said: str = "finding", *, notes: bool = False) -> Look:
    """What the lint says of a text. `said`: how the titles of the findings begin, finding or words."""
    if not text.strip():
        return NOTHING
    weighed = weigh(visit.rt.desk.voice, text, lang, kind)

    def again(text: str) -> Document:
        return read("", text, "text", kind)

    made = changes(weighed.document, again, visit.rt.desk.voice, lang, kind)
    found = [one for one in weighed.report.findings if notes or one.severity != "note"]
    return Look(
        found=tuple(_shown(visit, text, found[:MOST_FOUND], made, said)),
        marks=marks(text, found),
        gauges=(_gauge(visit, "pressure", weighed.pressure), _gauge(visit, "softness", weighed.softness)),
        softer=tuple(difference(text, made)) if made else (),
        blocked=any(one.severity == "block" for one in found),
    )


def _shown(visit: Visit, text: str, found: Sequence[Found], made: Sequence[Change], said: str) -> list[Shown]:
    shown: list[Shown] = []
    told: set[Change] = set()
    for one in found:
        title = visit.words(f"{said}-{one.severity}", words=short(one.text))
        change = change_of(made, one)
        if change is None:
            softer = visit.words("finding-softer", words=one.suggestion) if one.suggestion else ""
            shown.append(Shown(one.severity, title, one.why, softer))
        elif change in told:
            shown.append(Shown(one.severity, title, one.why))
        else:
            told.add(change)
            new = change.new.strip()
            softer = visit.words("finding-softer", words=new) if new else visit.words("finding-without")
            was, start = text[change.start : change.end], utf16(text, change.start)
            shown.append(Shown(one.severity, title, one.why, softer, start, was, change.new))
    return shown


def _gauge(visit: Visit, name: str, score: Score) -> Gauge:
    words = visit.words
    parts = (
        f"{words.either(f'part-{part}', 'part-other')} {words.share(share)}" for part, share in score.parts.items()
    )
    return Gauge(
        name, round(100 * score.total), words(f"score-{name}", share=words.share(score.total)), ", ".join(parts)
    )


def marks(text: str, found: Sequence[Found]) -> tuple[tuple[int, int, str], ...]:
    """What is underlined, in UTF-16 and in order: of findings over one another the gravest."""
    paint = bytearray(len(text))
    for one in sorted(found, key=lambda one: _PAINT.index(one.severity)):
        paint[one.start : one.end] = bytes([_PAINT.index(one.severity)]) * (one.end - one.start)
    runs, at = [], 0
    for colour, run in groupby(paint):
        size = sum(1 for _ in run)
        if colour:
            runs.append((utf16(text, at), utf16(text, at + size), _PAINT[colour]))
        at += size
    return tuple(runs)


def difference(text: str, made: Sequence[Change]) -> list[tuple[str, str]]:
    """The text with its changes as pieces: (same, words), (del, words), (ins, words)."""
    pieces: list[tuple[str, str]] = []
    done = 0
    for change in made:
        pieces.append(("same", text[done : change.start]))
        old, new = (re.findall(r"\s+|\S+", words) for words in (text[change.start : change.end], change.new))
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        alike = len(old) + len(new) < 400 and matcher.ratio() > 0.6
        for how, a, b, c, d in matcher.get_opcodes() if alike else [("replace", 0, len(old), 0, len(new))]:
            if how == "equal":
                pieces.append(("same", "".join(old[a:b])))
            else:
                pieces += [("del", "".join(old[a:b])), ("ins", "".join(new[c:d]))]
        done = change.end
    pieces.append(("same", text[done:]))
    return [(how, words) for how, words in pieces if words]


# -- pages -----------------------------------------------------------------------------------------------------------------


def page(visit: Visit) -> Response:
    """The page for any text, empty."""
    return _page(visit, "", NOTHING)


def post(visit: Visit) -> Response:
    """The same page with what was found. Nothing is changed by it, so it is answered at once."""
    text = tidy(visit.form.get("text", ""))
    return _page(visit, text, look(visit, text, _lang(visit), _kind(visit), "words", notes=True))


def _page(visit: Visit, text: str, seen: Look) -> Response:
    return visit.page(
        "words", "words", text=text, look=seen, kinds=KINDS, kind=_kind(visit), reading=_lang(visit), most=MOST_TEXT
    )


def _kind(visit: Visit) -> str:
    kind = visit.form.get("kind", "")
    return kind if kind in KINDS else "letter"


def _lang(visit: Visit) -> str:
    lang = visit.form.get("lang", "")
    return lang if lang in LANGUAGES else ""


def check(visit: Visit) -> Response:
    """What is found in a text, for the box while it is written in: what to underline, and what stands below as HTML."""
    text, words_page = tidy(visit.form.get("text", "")), visit.form.get("page") == "words"
    seen = look(visit, text, _lang(visit), _kind(visit), "words" if words_page else "finding", notes=words_page)
    part = pages.render(
        "desk/look.html", visit.lang, visit.shop.policy, w=visit.words, look=seen, page="words" if words_page else ""
    )
    return JSONResponse({"blocked": seen.blocked, "marks": seen.marks, "html": part})


PAGES = [
    ("/desk/words", page, post),
    ("/desk/lint", None, check),
]
