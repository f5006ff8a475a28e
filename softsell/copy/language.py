"""Which language a short text of a shop is in: "en", "is", or "" when nobody can tell or both are there.

Rules
1. Icelandic is known by its letters and by frequent words, with their accents or typed without them ("thu", "thetta").
2. Words that both languages have ("her", "get", "of", "man") count for neither.
3. A doubt is "", because then the rules of both languages are read; so are long texts whose paragraphs differ.
"""

import re

from softsell.voice.normalise import bag, fold

LONG, LEAST = 600, 40  # characters of a text that is looked at by paragraphs, and of a paragraph that is asked
FACTOR = 2  # how many times the one language must outweigh the other

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OWN = frozenset("þð")
_ACCENTS = frozenset("áéíóúýöæ")

_EN = bag(
    "the and you your yours to is are with this that these those we our us they their it its it's for on or from by not be "
    "been have has was were will would can could should if when what which who how why than then as at all any more most "
    "only just now here there out up about before after into over don't you'll you're we'll we're can't won't isn't that's "
    "do does did no yes please thanks thank hello dear buy shop cart basket order orders shipping delivery free left hurry "
    "today tomorrow tonight price prices off sale last chance stock offer offers checkout item items my me i'm want need "
    "back new gift store return returns everyone never miss limited time ends soon while keep keeps size "
    "answer answers question questions add learn find view continue read choose"
)
_IS = bag(
    "og ad er ekki fyrir thu ther thig thin thinn thitt thina thinni thinum thetta thessi thessa thessar sem vid til med um en "
    "eru var thad their thaer thau hefur hefurdu verdur verda thegar eda fra ef bara nu nuna kaupa kauptu karfa karfan korfu "
    "korfuna karfa vara varan vorur voruna vorurnar adeins einungis eftir okkar ykkar hja svo lika allt alla allar allir "
    "haegt takk pontun pontunin panta pantadu verslun fritt sending dag daga manud ad eg mer mig minn min hann hun vinir "
    "okkur ykkur hvad hver hvernig hvar hvenaer hvers sidasti sidasta sens taekifaeri drifdu flyttu missa misstu eigum eiga "
    "geymist spurning spurningar svara svar kaer kaeri kaera saell sael tilbod tilbodid verd verdid krona kronur afslattur "
    "lagmark stk komid komin kemur koma faer faerdu fa fae skoda skodadu velja veldu baeta halda afram nei ja vil viltu langar "
    "vantar thurfa tharf thurftum enn alltaf aldrei adrir adur strax gildir lykur lokast heim "
    "heimsending afhending skila skilarettur stadfesta greida greidsla"
)  # fmt: skip


def detect(text: str) -> str:
    """The language of a text. Linear; never raises."""
    if len(text) <= LONG:
        return _judged(*_weights(text))
    paragraphs = [part for part in re.split(r"\n\s*\n", text) if len(part) >= LEAST] or [text]
    weights = [_weights(part) for part in paragraphs]
    told = {_judged(*each) for each in weights} - {""}
    if len(told) > 1:
        return ""
    return _judged(sum(en for en, _ in weights), sum(icelandic for _, icelandic in weights))


def _weights(text: str) -> tuple[int, int]:
    """What speaks for English and what for Icelandic."""
    english = icelandic = accents = 0
    for word in _WORD.findall(text.lower().replace("’", "'")):
        if word in _EN:
            english += 2
        elif fold(word) in _IS:
            icelandic += 2
        if not word.isascii():
            icelandic += 2 * any(letter in _OWN for letter in word)
            accents += any(letter in _ACCENTS for letter in word)
    return english, icelandic + accents if icelandic or accents > 2 * english + 2 else icelandic


def _judged(english: int, icelandic: int) -> str:
    if icelandic >= 2 and icelandic >= FACTOR * english:
        return "is"
    return "en" if english >= 2 and english >= FACTOR * icelandic else ""
