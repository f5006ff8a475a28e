"""Whether a letter is what it says: its subject, its one question, and the way out of a list.

Rules
1. A letter is marketing when it is told to be, or when it belongs to a list; it looks like marketing when it offers and
   nothing in it was ordered, paid, booked or asked for. Of what is unknown little is said.
2. The way out is a link or a header; it is one step: no sign-in, no reasons, no waiting, no small print.
3. A question of few words, one about the mails themselves and one in a quoted line is not the letter's question.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from msgspec import Struct

from softsell.voice.measures import answering
from softsell.voice.normalise import bag
from softsell.voice.structure_checks import Checks, Spot
from softsell.voice.structure_tree import Control, Tree, grow, parts, ratio, words_of

_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u2060-\u2064\u2066-\u2069\u202a-\u202e\ufeff\u00ad\u034f\u115f\u1160\u180e]+"
)
_JOINER = re.compile(r"(?<=[^\W\d_])\u200d|\u200d(?=[^\W\d_])")
_DISGUISED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]+")
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MIXED = re.compile("[A-Za-zÀ-ÿ][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-zÀ-ÿ]")
_TICKET = re.compile(
    r"[\[(]?\b(?:ticket|case|order|invoice|claim|ref|reference|mál|pöntun|reikningur|beiðni)\s{0,2}"
    r"(?:no\.?|nr\.?|id|númer)?\s{0,2}[#:]{0,2}\s{0,2}#?[A-Z]{0,4}-?\d{3,12}\b[\])]?|[\[(]#\d{3,12}[\])]",
    re.IGNORECASE,
)
_MARK = re.compile(r"\?+(?=[\s»”“\"')\]<]|$)")
_STOPS = re.compile(r"[.!?](?=\s)|\n")
_QUOTED = re.compile(r"\s{0,3}[>|]")
_SIGN_IN = bag("login signin logon auth authenticate innskraning innskráning")
MOST_QUESTION = 300  # characters
MOST_QUESTION_WORDS = 3  # a question of so few words is a heading
SHORT, FAINT = 10.0, 3.0  # pixels, contrast
RTL = ("R", "AL", "AN")


class Letter(Struct, frozen=True):
    """A letter as given; its places are those in `whole`: the subject, a line's end, the text, a line's end, the HTML."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]  # the names in lower case
    tree: Tree

    def in_text(self, at: int) -> int:
        """The place in the whole of a place in the text."""
        return len(self.subject) + 1 + at

    def in_html(self, at: int) -> int:
        """The place in the whole of a place in the HTML."""
        return len(self.subject) + len(self.text) + 2 + at

    def words(self) -> str:
        """What the reader reads."""
        return self.text if self.text.strip() else "\n".join(_lines(self.tree))


def whole(subject: str, text: str, html: str) -> str:
    """What the places of a letter's findings are places in."""
    return f"{subject}\n{text}\n{html}"


def read(subject: str, text: str, html: str, headers: Mapping[str, str]) -> Letter:
    """The letter, ready to look at."""
    return Letter(subject, text, html, {name.lower(): value for name, value in headers.items()}, grow(html))


def _lines(tree: Tree) -> Iterator[str]:
    return (words.text for _, words in words_of(tree))


# -- the subject --------------------------------------------------------------------------------------------------------------


def subjects(letter: Letter, is_marketing: str) -> Iterator[Spot]:
    """What a subject pretends, and what it hides."""
    subject = letter.subject
    answers = answering(subject, ())
    if answers and not (letter.headers.get("in-reply-to") or letter.headers.get("references")):
        yield Spot("false-reply", *answers[0])
    if is_marketing in ("told", "list", "looks") and (found := _TICKET.search(subject)):
        yield Spot("false-number", found.start(), found.end(), "" if is_marketing == "told" else "warn")
    east = _EAST.search(subject) is not None
    leftward = any(unicodedata.bidirectional(letter) in RTL for letter in subject)
    for found in _INVISIBLE.finditer(subject):
        if not leftward or any(mark in found[0] for mark in "\u202d\u202e\u200b\ufeff\u2060"):
            yield Spot("disguised-subject", found.start(), found.end())
    for pattern, excused in ((_JOINER, leftward), (_DISGUISED, east), (_MIXED, False)):
        for found in () if excused else pattern.finditer(subject):
            yield Spot("disguised-subject", found.start(), found.end())


# -- one question -------------------------------------------------------------------------------------------------------------


def questions(letter: Letter, checks: Checks) -> Iterator[Spot]:
    """Every question to the reader after the first."""
    if letter.text.strip():
        asked = list(_asked(letter.text, checks))
        yield from (Spot("one-question", letter.in_text(start), letter.in_text(end)) for start, end in asked[1:])
        return
    places = [
        (words.at[start], words.at[end - 1] + 1)
        for _, words in words_of(letter.tree)
        for start, end in _asked(words.text, checks)
    ]
    yield from (Spot("one-question", letter.in_html(start), letter.in_html(end)) for start, end in places[1:])


def _asked(text: str, checks: Checks) -> Iterator[tuple[int, int]]:
    """The spans of the sentences that ask."""
    stops = [0, *(stop.end() for stop in _STOPS.finditer(text))]
    for mark in _MARK.finditer(text):
        start = max(stops[bisect_right(stops, mark.start()) - 1], mark.start() - MOST_QUESTION)
        said = text[start : mark.start()].strip()
        few = len(said.split()) <= MOST_QUESTION_WORDS
        line = text.rfind("\n", max(0, mark.start() - MOST_QUESTION), mark.start()) + 1
        if not few and not _QUOTED.match(text, line) and not checks.has("aside", said):
            yield text.index(said, start), mark.end()


# -- the way out --------------------------------------------------------------------------------------------------------------


def marketing_of(letter: Letter, checks: Checks, told: bool | None) -> str:
    """Whether it is marketing: "told", "list", "looks", "unknown" or "no"."""
    if told is not None:
        return "told" if told else "no"
    words = f"{letter.subject}\n{letter.words()}"
    bulk = letter.headers.get("precedence", "").strip().lower() in ("bulk", "list")
    if bulk or "list-unsubscribe" in letter.headers or "list-id" in letter.headers:
        return "list"
    if checks.has("dealing", words):
        return "no"
    offers = sum(1 for _, _ in zip(range(2), checks.words["offers"].finditer(words), strict=False))
    return "looks" if offers == 2 else "unknown"


_MISSING = {"told": "block", "list": "warn", "looks": "warn", "unknown": "note"}


def ways_out(letter: Letter, checks: Checks, is_marketing: str) -> Iterator[Spot]:
    """Whether one can leave, and in one step."""
    header = letter.headers.get("list-unsubscribe", "")
    links = [c for c in letter.tree.controls if _is_way_out(checks, c)]
    said = checks.words["unsubscribe"].search(letter.text) or checks.words["unsubscribe"].search(letter.words())
    here = (0, len(letter.subject))
    if is_marketing != "no":
        if not (header or links or said):
            yield Spot("unsubscribe-missing", *here, _MISSING[is_marketing])
        by_link = "http" in header.lower() or any(not _is_mail(c) for c in links) or "http" in letter.text.lower()
        if (header or links) and not by_link:
            yield Spot("unsubscribe-by-mail", *here)
    if header and "list-unsubscribe-post" not in letter.headers:
        yield Spot("unsubscribe-without-post", *here)
    for link in links:
        yield from _link(letter, link)
    for name, id in (("barred", "unsubscribe-barred"), ("slow", "unsubscribe-slow")):
        if letter.text.strip():
            for found in checks.words[name].finditer(letter.text):
                yield Spot(id, letter.in_text(found.start()), letter.in_text(found.end()))


def _is_way_out(checks: Checks, control: Control) -> bool:
    href = parts(control.tag.attrs.get("href", "").partition("?")[0])
    leads = control.tag.name == "a" and bool(href & {"unsubscribe", "optout", "afskraning"})
    return leads or checks.has("unsubscribe", control.label)


def _is_mail(control: Control) -> bool:
    return control.tag.attrs.get("href", "").lower().startswith("mailto:")


def _link(letter: Letter, link: Control) -> Iterator[Spot]:
    tree, tag = letter.tree, link.tag
    start, end = letter.in_html(tag.start), letter.in_html(tree.nodes[tree.last[link.place]].end)
    path, _, query = tag.attrs.get("href", "").partition("?")
    steps = parts(path.partition("://")[2] or path)
    if (
        steps & _SIGN_IN
        or {"sign", "in"} <= steps
        or {"log", "in"} <= steps
        or query.startswith(("next=", "returnUrl="))
    ):
        yield Spot("unsubscribe-barred", start, end)
    told = ratio(link.look)
    hidden = tree.looks[link.place].hidden or link.look.hidden
    if hidden or link.look.size < SHORT or (told is not None and told < FAINT):
        yield Spot("unsubscribe-hidden", start, end)


def barred(tree: Tree, checks: Checks) -> Iterator[Spot]:
    """On a page or in a letter's HTML: leaving that asks for a password, a reason or patience."""
    is_about = False
    for _, words in words_of(tree):
        is_about = is_about or checks.has("unsubscribe", words.text)
        for name, id in (("barred", "unsubscribe-barred"), ("slow", "unsubscribe-slow")):
            for found in checks.words[name].finditer(words.text):
                yield Spot(id, words.at[found.start()], words.at[found.end() - 1] + 1)
    if not is_about:
        return
    for place, tag in tree.tags("input", "select", "textarea"):
        kind = tag.attrs.get("type", "").lower()
        demands = kind == "password" or ("required" in tag.attrs and (tag.name != "input" or kind in ("radio", "text")))
        form = next((up for up in tree.above(place) if tree.tag(up).name == "form"), -1)
        if (
            demands
            and form >= 0
            and any(c.tag.name != "a" and checks.has("unsubscribe", c.label) for c in tree.inside(form))
        ):
            yield Spot("unsubscribe-barred", tag.start, tag.end)
