"""What a text means: intents, trouble, needs and a no, sentence by sentence, in English and Icelandic, mixed or not.

Rules
1. A no is never missed: when in doubt it is one. What only holds the word ("bus stop", "hætta við pöntun") is set aside first.
2. Satisfied means said outright and not taken back: no "but", question or complaint after it, no "if" in it.
3. In a question nothing is a complaint: "what does delivery cost?" asks. Advice asked for is `recommend`, not `question`.
4. A negated complaint ("not too expensive") is none.
5. Where a model is given, what the rules found are features of it and its chances decide, at limits chosen on texts it had
   not seen; but a no of the rules stands, and satisfied needs rule 2 as well.
"""

import re
from functools import lru_cache

from msgspec import Struct

from softsell.advise import words_en, words_is
from softsell.advise.catalogue import Catalogue
from softsell.advise.classify import Weighed, chances
from softsell.advise.judged import Span, flags, judge, mix, one_each
from softsell.advise.mention import needs_in, negated, postcode
from softsell.advise.refusing import says_stop
from softsell.advise.text import any_of, fold, sentences, where
from softsell.advise.wishes import Need

MOST_TEXT = 4000  # letters looked at; a longer text is a person's to read
_ICELANDIC = re.compile(r"[þðæö]|[áíúýó]")
_IS_WORDS = re.compile(
    r"\b(eg|er|ad|og|ekki|en|thad|thetta|vid|thid|ykkur|mer|mig|thu|fyrir|hvad|hvar|hvernig|hvenær|vil|takk|ja|nei|um|hae|kostar|haetta|haettid)\b"
)
_EN_WORDS = re.compile(
    r"\b(the|is|it|you|to|and|not|but|of|that|this|what|how|when|please|thanks|yes|no|my|me|do|are|for|have|was|stop)\b"
)
# In capitals by habit, not by temper.
_LOUD = frozenset(
    {"GDPR", "STOP", "STOPP", "VISA", "IBAN", "HDMI", "WIFI", "UNSUBSCRIBE", "IKEA", "EKKI", "NETGÍRÓ", "AFSKRÁ"}
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


class _Clause(Struct, frozen=True):
    """One clause: the sentence it is of, as written; its own words folded; whether it asks, and whether "but" opens it."""

    sentence: str
    folded: str
    asks: bool
    but: bool


class _Read(Struct, frozen=True):
    """What the rules found: intents in order, troubles (and whether each is a complaint), needs, comparing clauses, question."""

    intents: tuple[str, ...]
    troubles: tuple[tuple[str, bool], ...]
    needs: tuple[Need, ...]
    critiques: tuple[str, ...]
    question: str
    satisfied: bool
    content: int
    clauses: int

    @property
    def trouble(self) -> str | None:
        sure = [one for one, is_sure in self.troubles if is_sure]
        return next(iter(sure or [one for one, _ in self.troubles]), None)


def understand(text: str, lang: str, catalogue: Catalogue, turn: int = 0, model: Weighed | None = None) -> Understood:
    """The meaning of what a buyer wrote at `turn`; `lang` is the language assumed when the words do not tell. Never raises."""
    text = text[:MOST_TEXT]
    whole = rules(text, catalogue, turn)
    parts = where(text) if len(where(text)) > 1 else [(0, len(text))]
    reads = [rules(text[a:b], catalogue, turn) for a, b in parts] if len(parts) > 1 else [whole]
    said, trouble = list(whole.intents), whole.trouble
    found = [
        Span(name, a, b, _confidence(one)) for (a, b), one in zip(parts, reads, strict=True) for name in one.intents
    ]
    if model is not None:
        ends = [(a, b, _chances(model, text[a:b], one)) for (a, b), one in zip(parts, reads, strict=True)]
        mixed = mix(_chances(model, text, whole) if len(parts) > 1 else ends[0][2], [end[2] for end in ends])
        found, trouble = judge(model, mixed, ends, whole.intents, whole.satisfied)
        said = [span.intent for span in found]
    said = said or ["unclear"]
    satisfied = "satisfied" in said
    return Understood(
        lang=language(text) or lang,
        intents=tuple(said),
        trouble=trouble,
        stop="stop" in said,
        satisfied=satisfied,
        wants_person="person" in said,
        annoyed=bool(_hit("ANNOYED", fold(text))) or _shouts(text),
        needs=whole.needs,
        critiques=whole.critiques,
        postcode=postcode(text),
        question=whole.question or (_asked(text, found) if "question" in said else ""),
        confidence=_confidence(whole) if model is None else min((one.confidence for one in found), default=0.1),
        spans=one_each(said, found, len(text)),
    )


def rules(text: str, catalogue: Catalogue, turn: int) -> _Read:
    """What the rules alone make of a text."""
    clauses = _clauses(text)
    intents: list[str] = []
    troubles: list[tuple[str, bool]] = []
    needs: list[Need] = []
    critiques: list[str] = []
    content, question = 0, ""
    for clause in clauses:
        found, trouble, stated = _read(clause, catalogue, turn)
        if _hit("COMPARE", clause.folded):
            critiques.append(clause.folded)
            found.append("need")
        content += bool(found)
        question = question or (clause.sentence if "question" in found else "")
        intents += found
        needs += stated
        troubles += [trouble] if trouble else []
    if "stop" not in intents and says_stop(text):
        intents.insert(0, "stop")
    satisfied = _satisfied(clauses)
    kept = dict.fromkeys(one for one in intents if satisfied or one != "satisfied")
    return _Read(
        tuple(kept), tuple(troubles), _newest(needs), tuple(critiques), question, satisfied, content, len(clauses)
    )


def _chances(model: Weighed, text: str, read: _Read) -> dict[str, float]:
    return chances(model, text, flags(text, read.intents, read.troubles))


def _asked(text: str, found: list[Span]) -> str:
    return next((text[one.start : one.end] for one in found if one.intent == "question"), "")


def language(text: str) -> str:
    """ "is", "en", or "" when the words do not tell."""
    folded = fold(text)
    icelandic = len(_IS_WORDS.findall(folded)) + 2 * len(_ICELANDIC.findall(text.lower()))
    english = len(_EN_WORDS.findall(folded))
    return "" if icelandic == english else "is" if icelandic > english else "en"


def _clauses(text: str) -> list[_Clause]:
    found = []
    for sentence in sentences(text):
        parts = _split_but(fold(sentence))
        asking = sentence.rstrip(" )\"'»“”").endswith("?")
        for n, (part, but) in enumerate(parts):
            pieces = [piece.strip() for piece in re.split(r"[,;:]\s+|\s[-–—]\s", part) if piece.strip()] or [part]
            last = n == len(parts) - 1
            asks = (
                [bool(_hit("QUESTION", piece)) for piece in pieces]
                if asking or len(pieces) == 1
                else [False] * len(pieces)
            )
            if not asking:
                asks = [bool(_hit("QUESTION", piece)) and len(piece.split()) > 2 for piece in pieces]
            elif last and not any(asks):
                asks[-1] = True
            found += [
                _Clause(sentence=sentence, folded=one, asks=ask, but=but) for one, ask in zip(pieces, asks, strict=True)
            ]
    return found


def _split_but(folded: str) -> list[tuple[str, bool]]:
    """The parts of a sentence between words that turn it round; "en" after a comparative is "than" and turns nothing."""
    parts, start, but = [], 0, False
    for match in _table_but().finditer(folded):
        before = folded[start : match.start()].rstrip(" ,")
        if match[0] == "en" and re.search(
            r"(?:[aiu]r[aiu]?|betr[ai]|meir[ai]?|minn[ai]|frekar|heldur|adur|fyrr|annad)$", before
        ):
            continue
        if before:
            parts.append((before, but))
        start, but = match.end(), True
    rest = folded[start:].strip(" ,")
    if rest or not parts:
        parts.append((rest, but))
    elif but:
        parts.append(("but", True))
    return parts


def _read(clause: _Clause, catalogue: Catalogue, turn: int) -> tuple[list[str], tuple[str, bool] | None, list[Need]]:
    """The intents, the trouble (and whether it is a complaint) and the needs of one clause."""
    folded = clause.folded
    found = [name for name in _DECIDED if name != "stop" and _hit(name.upper(), folded)]
    if says_stop(clause.sentence if clause.folded in fold(clause.sentence) and not clause.but else folded):
        found.insert(0, "stop")
        found = [name for name in found if name not in ("not_interested", "support", "later")]
    if "support" in found:
        found = [name for name in found if name not in ("not_interested", "bought")]
    trouble = None if clause.asks else _trouble(folded)
    if trouble and not {"stop", "support", "person"} & set(found):
        found.append("trouble")
    else:
        trouble = None
    needs: list[Need] = []
    asks = clause.asks or bool(_hit("UNANSWERED", folded))
    if asks and not {"recommend", "stop", "person"} & set(found):
        found.append("question")
    elif not {"stop", "support"} & set(found):
        # A question about a trait ("is it waterproof?") is not yet a wish for it.
        needs = list(needs_in(folded, catalogue, turn, _short(clause.sentence)))
        found += ["need"] if needs else []
    if _content(folded):
        found.append("satisfied")
    return found, trouble, needs


def _trouble(folded: str) -> tuple[str, bool] | None:
    for sure, table in ((True, "TROUBLE"), (False, "TOPIC")):
        for name in words_en.TROUBLE if sure else words_en.TOPIC:
            for match in _compiled(table, name).finditer(folded):
                if not negated(folded, match.start()):
                    return name, sure
    return None


def _satisfied(clauses: list[_Clause]) -> bool:
    """Rule 2, over the whole text."""
    glad = [n for n, clause in enumerate(clauses) if _content(clause.folded)]
    if not glad or any(_hit("IRONY", clause.folded) for clause in clauses):
        return False
    for clause in clauses[glad[-1] :]:
        ready = bool(_hit("READY", clause.folded))
        content = _content(clause.folded)
        if clause.asks and not ready:
            return False
        if not content and (clause.but or _trouble(clause.folded) is not None or _hit("LATER", clause.folded)):
            return False
    return not any(says_stop(clause.sentence) for clause in clauses)


def _content(folded: str) -> bool:
    """Whether one clause says outright that the buyer is satisfied or ready."""
    if _hit("READY", folded):
        return True
    for match in _compiled("SATISFIED", "").finditer(folded):
        after = folded[match.end() :].split()[:2]
        doubt = "ekki" in after or "not" in after or _hit("IF", folded)
        inside = re.search(r"\b(?:ekki|not|never|aldrei)\b", match[0]) and not re.search(r"spurn|question", match[0])
        if not (doubt or inside or negated(folded, match.start())):
            return True
    return False


def _newest(needs: list[Need]) -> tuple[Need, ...]:
    return tuple({(need.facet, need.value): need for need in needs}.values())


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= 120 else sentence[:120].rsplit(" ", 1)[0] + " …"


def _shouts(text: str) -> bool:
    """Whether temper shows in how it is written: "!!!", "?!", one word of several in capitals, the same word thrice."""
    if re.search(r"!!!|[?!]\?!|\?![?!]?|\?\?\?|!\?", text):
        return True
    many = re.findall(r"\b[^\W\d_]{2,}\b", text)
    loud = [one for one in many if one.isupper() and len(one) > 3 and one not in _LOUD]
    if len(many) > 4 and 0 < len(loud) <= max(2, len(many) // 5):
        return True
    return any(len(one) > 3 and one == two == three for one, two, three in zip(many, many[1:], many[2:], strict=False))


def _confidence(read: _Read) -> float:
    if not read.intents:
        return 0.1
    sure = any(one in ("stop", "satisfied", "person", "bought", "support", "need", "recommend") for one in read.intents)
    sure = sure or any(strong for _, strong in read.troubles)
    best = 0.9 if sure else 0.75
    return round(best * (0.6 + 0.4 * read.content / max(1, read.clauses)), 3)


def _hit(table: str, folded: str) -> re.Match[str] | None:
    return _compiled(table, "").search(folded)


@lru_cache(maxsize=100)
def _compiled(table: str, name: str) -> re.Pattern[str]:
    """Both languages' patterns of a table as one."""
    found: list[str] = []
    for module in (words_en, words_is):
        one = getattr(module, table, ())
        found += one[name] if name and one else one
    return any_of(tuple(found))


@lru_cache(maxsize=1)
def _table_but() -> re.Pattern[str]:
    turning = "|".join(
        re.escape(fold(one)) for one in ("but", "however", "although", "though", "except", "en", "samt", "hins vegar")
    )
    return re.compile(rf"(?<!anything )(?<!nothing )(?<!all )\b(?:{turning})\b")
