"""What a text means: intents, trouble, needs and a no, sentence by sentence, in English and Icelandic, mixed or not.

Rules
1. A no is never missed: when in doubt it is one. What only holds the word ("bus stop", "hætta við pöntun") is set aside first.
2. Satisfied means said outright and not taken back: no "but", question or complaint after it, no "if" in it.
3. In a question nothing is a complaint: "what does delivery cost?" asks. Advice asked for is `recommend`, not `question`.
4. A negated complaint ("not too expensive") is none.
5. A bare "no" before what is wanted instead ("no, not wool") corrects; "by" or "for" is no hurry unless a time follows.
6. Irony is never satisfaction; what is none of the shop's business is unclear (`outside`), but a no in it is heard.
7. Where a model is given, what the rules found are features of it and its chances decide, at limits chosen on texts it had
   not seen; but a no of the rules stands, and satisfied needs rule 2 as well.
"""

import re
from functools import lru_cache

from msgspec import Struct

from softsell.advise.catalogue import Catalogue
from softsell.advise.reading.address import postcode
from softsell.advise.reading.book import hit as _hit
from softsell.advise.reading.book import hits
from softsell.advise.reading.classify import Weighed, chances
from softsell.advise.reading.clauses import Clause, clauses_of, place
from softsell.advise.reading.judged import Span, flags, judge, mix, one_each
from softsell.advise.reading.lexicon import negations
from softsell.advise.reading.mention import leaves_open, names_a_size, needs_in, negated
from softsell.advise.reading.outside import ironic, mild, outside, praised
from softsell.advise.reading.refusing import says_stop
from softsell.advise.reading.temper import shouts
from softsell.advise.tables import words_en
from softsell.advise.text import fold, language, sentences, where
from softsell.advise.wishes import Need

MOST_TEXT = 4000  # letters looked at; a longer text is a person's to read
_CERTAIN = frozenset({"stop", "support", "person", "bought"})  # of the rules: such a text is to the shop
_NO = re.compile(r"\W*(?:no|nope|nah|nei|neibb|neinei)\W*")
_AGAIN = re.compile(
    r"\W*(?:no|nope|nei|wait|sorry|actually|i meant?|make (?:that|it)|or rather|reyndar|meinti|eg meinti|eda frekar|annars)\b"
)
_WISHING = re.compile(r"(?:tharf|vantar|verd|thyrfti|need|want|must|have)\b.*\b(?:fyrir|for)\W*")
_TIME = re.compile(
    r"\W*(?:\w+\W+){0,3}?(?:\d|jol|pask|helg|afmael|brudkaup|ferming|skirn|manud|thridjud|midvikud|fimmtud"
    r"|fostud|laugard|sunnud|morgun|kvold|"
    r"hadegi|viku|manada|mot|aramot|sumardag|ferd|veisl|utskrift|christmas|xmas|easter|birthday|wedding|party"
    r"|trip|holiday|weekend|"
    r"tomorrow|tonight|today|noon|next|this|the (?:end|week)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january"
    r"|february|march|april|"
    r"june|july|august|september|october|november|december|januar|febru|mars|mai|juni|juli|agust|oktober|novem|desem)"
)
_DECIDED = ("stop", "person", "support", "bought", "not_interested", "later", "recommend", "thanks")


class Understood(Struct, frozen=True, kw_only=True):
    """What was understood. `intents` in the order of the text; `question` is the sentence that asks; `confidence` 0 to 1.

    Intents: trouble question recommend need satisfied not_interested later stop bought person thanks support unclear.
    `critiques` are the clauses that compare ("something lighter"), for `offer.critique` with the product at hand.
    """

    lang: str
    intents: tuple[str, ...] = ()
    trouble: str | None = None
    stop: bool = False
    satisfied: bool = False
    wants_person: bool = False
    annoyed: bool = False
    needs: tuple[Need, ...] = ()
    critiques: tuple[str, ...] = ()
    postcode: str = ""
    question: str = ""
    confidence: float = 0.0
    spans: tuple[Span, ...] = ()


class _Heard(Struct, frozen=True):
    """What the rules found in one clause: its intents, its trouble (and whether it is a complaint), its needs."""

    clause: Clause
    found: tuple[str, ...]
    trouble: tuple[str, bool] | None
    needs: tuple[Need, ...]
    compares: bool
    content: bool


class _Read(Struct, frozen=True):
    """What the rules found: intents in order, troubles (and whether each is a complaint), needs, comparing clauses, question."""

    intents: tuple[str, ...]
    troubles: tuple[tuple[str, bool], ...]
    needs: tuple[Need, ...]
    critiques: tuple[str, ...]
    question: str
    satisfied: bool
    corrects: bool  # a "no" that only makes way for what is wanted instead
    content: int
    clauses: int

    @property
    def trouble(self) -> str | None:
        sure = [one for one, is_sure in self.troubles if is_sure]
        return next(iter(sure or [one for one, _ in self.troubles]), None)


def understand(text: str, lang: str, catalogue: Catalogue, turn: int = 0, model: Weighed | None = None) -> Understood:
    """The meaning of what a buyer wrote at `turn`; `lang` is the language assumed when the words do not tell. Never raises."""
    text = text[:MOST_TEXT]
    parts = where(text) or [(0, len(text))]
    heard = [_heard(text[a:b], catalogue, turn) for a, b in parts]
    whole = _summed([one for part in heard for one in part])
    reads = [_summed(part) for part in heard] if len(parts) > 1 else [whole]
    trouble = whole.trouble
    found = [
        Span(name, a, b, _confidence(one)) for (a, b), one in zip(parts, reads, strict=True) for name in one.intents
    ]
    said = list(whole.intents)
    if model is not None:
        ends = [(a, b, _chances(model, text[a:b], one)) for (a, b), one in zip(parts, reads, strict=True)]
        mixed = mix(_chances(model, text, whole) if len(parts) > 1 else ends[0][2], [end[2] for end in ends])
        found, trouble = judge(model, mixed, ends, whole.intents, whole.satisfied)
        found, trouble = _mended(text, found, trouble, whole, list(zip(parts, reads, strict=True)))
        said = [one.intent for one in found]
    certain = _CERTAIN & set(whole.intents) or any(sure for _, sure in whole.troubles)
    if not certain and outside(text):
        return Understood(
            lang=language(text) or lang,
            intents=("unclear",),
            confidence=0.1,
            spans=one_each(["unclear"], [], len(text)),
        )
    if "satisfied" in said and not whole.satisfied and ironic(text):
        said.remove("satisfied")
    said = said or ["unclear"]
    starts = dict(zip((a for a, _ in parts), heard, strict=True))
    found = [_closer(one, text, starts[one.start]) for one in found if one.intent in said]
    return Understood(
        lang=language(text) or lang,
        intents=tuple(said),
        trouble=trouble,
        stop="stop" in said,
        satisfied="satisfied" in said,
        wants_person="person" in said,
        annoyed=_hit("ANNOYED", fold(text)) or shouts(text),
        needs=whole.needs,
        critiques=whole.critiques,
        postcode=postcode(text),
        question=whole.question or (_asked(text, found) if "question" in said else ""),
        confidence=_confidence(whole) if model is None else min((one.confidence for one in found), default=0.1),
        spans=one_each(said, found, len(text)),
    )


def _mended(
    text: str, found: list[Span], trouble: str | None, whole: _Read, parts: list[tuple[tuple[int, int], _Read]]
) -> tuple[list[Span], str | None]:
    """What the model says, where the rules know better: of a catalogue's own words, of corrections, of denied complaints."""
    if not found and (whole.corrects or any(one.facet != "place" for one in whole.needs)):
        found = [Span("need", a, b, _confidence(read)) for (a, b), read in parts if read.needs][:1]
    if not whole.troubles and mild(text):
        found, trouble = [one for one in found if one.intent != "trouble"], None
    if whole.corrects:
        found = [one for one in found if one.intent != "not_interested"]
    return found, trouble


def _closer(span: Span, text: str, heard: list[_Heard]) -> Span:
    """A span of a sentence of several clauses narrowed to the first that says it."""
    said = [one.clause for one in heard if _says(one, span.intent)]
    if len(heard) < 2 or not said:
        return span
    start, end = place(said[0], text, span.start, span.end)
    return Span(span.intent, start, end, span.confidence)


def _says(one: _Heard, intent: str) -> bool:
    if intent == "stop":
        return _says_stop(one.clause.folded)
    return intent in one.found or (intent == "need" and one.compares)


def rules(text: str, catalogue: Catalogue, turn: int) -> _Read:
    """What the rules alone make of a text."""
    return _summed([one for sentence in sentences(text) for one in _heard(sentence, catalogue, turn)])


def _heard(sentence: str, catalogue: Catalogue, turn: int) -> list[_Heard]:
    return [_read(clause, catalogue, turn) for clause in clauses_of(sentence)]


def _summed(heard: list[_Heard]) -> _Read:
    """What the clauses of a text say together."""
    last = max((n for n, one in enumerate(heard) if one.needs or one.compares), default=-1)
    corrects = [n for n, one in enumerate(heard) if n < last and _NO.fullmatch(one.clause.folded)]
    intents = [
        name
        for n, one in enumerate(heard)
        for name in (*one.found, *(("need",) if one.compares else ()))
        if name != "not_interested" or n not in corrects
    ]
    written = dict.fromkeys(one.clause.sentence for one in heard)
    refused = any(_says_stop(sentence) for sentence in written)
    if "stop" not in intents and refused:
        intents.insert(0, "stop")
    satisfied = not refused and _satisfied(heard) and not ironic(" ".join(written))
    return _Read(
        intents=tuple(dict.fromkeys(one for one in intents if satisfied or one != "satisfied")),
        troubles=tuple(one.trouble for one in heard if one.trouble),
        needs=_newest(_corrected(heard)),
        critiques=tuple(one.clause.folded for one in heard if one.compares),
        question=next((one.clause.sentence for one in heard if "question" in one.found), ""),
        satisfied=satisfied,
        corrects=bool(corrects),
        content=sum(bool(one.found or one.compares) for one in heard),
        clauses=len(heard),
    )


def _chances(model: Weighed, text: str, read: _Read) -> dict[str, float]:
    return chances(model, text, flags(text, read.intents, read.troubles))


def _asked(text: str, found: list[Span]) -> str:
    return next((text[one.start : one.end] for one in found if one.intent == "question"), "")


def _read(clause: Clause, catalogue: Catalogue, turn: int) -> _Heard:
    """What one clause says."""
    folded = clause.folded
    found = [name for name in _DECIDED if name != "stop" and _hit(name.upper(), folded)]
    if _says_stop(clause.sentence if clause.folded in fold(clause.sentence) and not clause.but else folded):
        found.insert(0, "stop")
        found = [name for name in found if name not in ("not_interested", "support", "later")]
    if _NO.fullmatch(fold(clause.sentence)) and "not_interested" not in found:
        found.append("not_interested")
    if leaves_open(folded):
        found = [name for name in found if name != "not_interested"]
    if "support" in found:
        found = [name for name in found if name not in ("not_interested", "bought")]
    trouble = None if clause.asks else _trouble(folded)
    sized = trouble == ("fit_or_choice", False) and names_a_size(folded)
    if sized:  # no complaint about sizes, and where it denies nothing a wish, whether or not the shop knows sizes
        trouble = None
    if trouble and not {"stop", "support", "person"} & set(found):
        found.append("trouble")
    else:
        trouble = None
    needs: tuple[Need, ...] = ()
    asks = clause.asks or _hit("UNANSWERED", folded)
    if asks and not {"recommend", "stop", "person"} & set(found):
        found.append("question")
    elif not {"stop", "support"} & set(found):
        # A question about a trait ("is it waterproof?") is not yet a wish for it.
        needs = needs_in(folded, catalogue, turn, _short(clause.sentence))
        found += ["need"] if needs or (sized and not negations() & set(folded.split())) else []
    if trouble == ("fit_or_choice", False) and needs:  # "in a green colour" is a wish
        found.remove("trouble")
        trouble = None
    content = _content(folded)
    found += ["satisfied"] if content else []
    return _Heard(clause, tuple(found), trouble, needs, _hit("COMPARE", folded), content)


def _trouble(folded: str) -> tuple[str, bool] | None:
    for sure, table in ((True, "TROUBLE"), (False, "TOPIC")):
        for name in words_en.TROUBLE if sure else words_en.TOPIC:
            if any(
                not (negated(folded, match.start()) or _for_a_use(folded, match) or praised(folded, match.end()))
                for match in hits(table, folded, name)
            ):
                return name, sure
    return None


def _for_a_use(folded: str, match: re.Match[str]) -> bool:
    """Whether what is "needed for" something is needed for no time: "vantar húfu fyrir göngur" is in no hurry."""
    return _WISHING.fullmatch(match[0]) is not None and _TIME.match(folded, match.end()) is None


def _satisfied(heard: list[_Heard]) -> bool:
    """Rule 2, over the whole text."""
    glad = [n for n, one in enumerate(heard) if one.content]
    if not glad or any(_hit("IRONY", one.clause.folded) for one in heard):
        return False
    for one in heard[glad[-1] :]:
        folded = one.clause.folded
        if one.clause.asks and not _hit("READY", folded):
            return False
        if not one.content and (one.clause.but or _trouble(folded) is not None or _hit("LATER", folded)):
            return False
    return True


def _content(folded: str) -> bool:
    """Whether one clause says outright that the buyer is satisfied or ready."""
    if _hit("READY", folded):
        return True
    for match in hits("SATISFIED", folded):
        after = folded[match.end() :].split()[:2]
        doubt = "ekki" in after or "not" in after or _hit("IF", folded)
        inside = re.search(r"\b(?:ekki|not|never|aldrei)\b", match[0]) and not re.search(r"spurn|question", match[0])
        if not (doubt or inside or negated(folded, match.start())):
            return True
    return False


@lru_cache(maxsize=64)
def _says_stop(text: str) -> bool:
    return says_stop(text)


def _corrected(heard: list[_Heard]) -> list[Need]:
    """The needs in order; what is said after "no, ..." or "actually ..." takes the place of what was said of it before."""
    found: list[Need] = []
    again = False
    for one in heard:
        again = again or _AGAIN.match(one.clause.folded) is not None
        anew = {need.facet for need in one.needs if need.wanted} if again else set()
        found = [need for need in found if need.facet not in anew] + list(one.needs)
        again = again and not one.needs
    return found


def _newest(needs: list[Need]) -> tuple[Need, ...]:
    """The latest word on each value; of a kind that has two names ("mittens, not gloves") the one that is wanted."""
    kinds = {need.value for need in needs if need.facet == "category" and need.wanted}
    kept = [need for need in needs if need.wanted or need.facet != "category" or need.value not in kinds]
    return tuple({(need.facet, need.value): need for need in kept}.values())


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else sentence[:120].rsplit(" ", 1)[0] + " …"


def _confidence(read: _Read) -> float:
    if not read.intents:
        return 0.1
    sure = any(one in ("stop", "satisfied", "person", "bought", "support", "need", "recommend") for one in read.intents)
    sure = sure or any(strong for _, strong in read.troubles)
    best = 0.9 if sure else 0.75
    return round(best * (0.6 + 0.4 * read.content / max(1, read.clauses)), 3)
