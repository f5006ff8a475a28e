"""What a text asks of the talk itself: to hear it again, to call it off; and its questions, each by itself."""

import re

from softsell.advise.text import fold, sentences

MOST_QUESTIONS = 3  # of one message that are answered, each by itself
MOST_WORDS = 9  # of a text that only asks to hear it again, or calls it off

_AGAIN = re.compile(
    r"\b(?:(?:say|tell me|write|send|show me) (?:that|it|this) again|repeat (?:that|it|this|please)|(?:can|could) you repeat|"
    r"come again|what (?:did|was it that) you (?:say|said|asked?|wrote)|what was (?:the|your) question|"
    r"i lost (?:your|the) (?:last )?(?:message|question)|once more please|"
    r"(?:segdu|sagdi|skrifadu|sendu) (?:thetta|thad|mer thetta) aftur|endurtaktu|"
    r"(?:geturdu|gaetirdu|getid thid|gaetud thid) endurtekid|"
    r"hvad (?:sagdir|sogdud|spurdir|spurdud|skrifadir) (?:thu|thid)|hver var spurningin|aftur takk|einu sinni enn)\b"
)
_OPENS = (
    r"(?:what|how|when|where|which|who|can|could|may|do|does|is|are|will|hvað|hvenær|hvernig|hvar|hvort|hver|hve|get|getið|"
    r"má|er|eru|kostar|sendið|takið|bjóðið|eigið|áttu|fæst|kemur)\b"
)
_AND_ASKS = re.compile(rf",?\s+(?:and|og|plus|also|auk þess)\s+(?={_OPENS})", re.IGNORECASE)
_THEN_ASKS = re.compile(rf"(?:,|\s[-–—])\s+(?:(?:but|so|en|svo)\s+)?(?={_OPENS})", re.IGNORECASE)
_ASKS = re.compile(rf"\W*(?:(?:and|og|but|en|so|svo|hi|hæ)\W+)?(?={_OPENS})", re.IGNORECASE)
_CALL_OFF = re.compile(
    r"\b(?:never ?mind|forget (?:it|that|about it|i asked)|leave it|cancel (?:that|this|it)|scrap that|"
    r"let s (?:leave|drop) it|drop it|skip it|(?:gleymdu|gleymum|gleymid) (?:thessu|thvi)|sleppum (?:thessu|thvi)|"
    r"haettum vid (?:thetta|thad)|"
    r"skiptir (?:ekki|engu) mali|skiptir engu|latum (?:thetta|thad) vera|eg haetti vid(?: thetta)?)\b"
)

_WHO = re.compile(
    r"\b(?:(?:are|r) (?:you|u) (?:\w+ ){0,3}(?:bot|chatbot|robot|machine|human|person|real|ai|computer|automat\w*)|"
    r"(?:am i|i am|is this) (?:\w+ ){0,4}(?:bot|chatbot|robot|machine|human|real person|person|ai|computer|automat\w*)\b(?=.*\?)|"
    r"who (?:is this|are you|am i (?:talking|writing|speaking))|who (?:wrote|writes) this|"
    r"(?:ert (?:thu|thetta)|ertu|erud thid|er thetta) (?:\w+ ){0,3}(?:botti|bot|vel|velmenni|tolva|gervigreind|ai|manneskja|"
    r"madur|alvoru|sjalfvirkt?)|er eg (?:\w+ ){0,3}(?:vid|til) (?:vel|velmenni|botta?|tolvu|manneskju|mann|gervigreind)|"
    r"hver ert(?:u| thu)|hver er (?:thetta|thad)(?: sem skrifar)?|hver skrifa(?:r|di) thetta|vid hvern er eg)\b"
)
_DONE = re.compile(
    r"^\W*(?:(?:no|nei|ok|okay|thanks|thank you|takk)\W+)*(?:nothing (?:else|more)|that is all|that s all|thats all|"
    r"i m (?:good|fine)|ekkert (?:fleira|meira|annad)|ekki fleira|thad var allt|thetta var allt|thetta er allt|"
    r"thad er allt|komid gott)"
    r"(?:\W+(?:for (?:now|me|today)|thanks|thank you|thanks a lot|takk|takk fyrir|i bili|kaerar thakkir))*\W*$"
)
_NONE = re.compile(
    r"\b(?:none (?:of (?:these|those|them)|suits?|fits?)|not any of (?:these|those|them)|neither(?: of them| one)?|"
    r"no(?:t one)? of (?:these|those)|ekkert (?:af thess\w+|thessara|theirra|hentar)|hvorug\w*|engin[nt]? "
    r"(?:af thess\w+|thessara|theirra|hentar|passar)|enga? (?:af thess\w+|thessara|theirra))\b"
)
_DEAR = re.compile(
    r"\b(?:expensive|pricey|too dear|rather dear|costs? (?:too|so) much|too much money|more than i (?:want|wanted|planned|can)|"
    r"over my budget|dyr|dyrt|dyrar|dyrir|dyra|dyran|dyrari|kosta\w* (?:of|svo|fullmikid|ansi) ?\w*)\b"
)
_OTHER = re.compile(
    r"^\W*(?:(?:ok|okay|hmm|and|but|so|og|en|ja|jaja|then)\W+)*(?:(?:what|how) about|hvad (?:med|um)|maybe|kannski)\b|"
    r"\b(?:anything|something|eitthvad|einhver\w*|einhverja)\b"
)
_SENDING = re.compile(r"\b(?:ship\w*|deliver\w*|postage|post|send\w*|heimsend\w*|flutning\w*|burdargj\w*)\b")


def asks_again(text: str) -> bool:
    """Whether a text only asks to hear the last message again."""
    folded = fold(text)
    return len(folded.split()) <= MOST_WORDS and _AGAIN.search(folded) is not None


def calls_off(text: str) -> bool:
    """Whether a text only calls off what was going on, without a no to letters or to the shop."""
    folded = fold(text)
    return len(folded.split()) <= MOST_WORDS and _CALL_OFF.search(folded) is not None and "?" not in text


def asks_who(text: str) -> bool:
    """Whether a text asks who, or what, writes here: "are you a bot?"."""
    folded = fold(text)
    return len(folded.split()) <= MOST_WORDS and _WHO.search(folded) is not None


def done(text: str) -> bool:
    """Whether a text only says that there is nothing more: "nothing else, thanks", "ekkert fleira"."""
    folded = fold(text)
    return len(folded.split()) <= MOST_WORDS and _DONE.search(folded) is not None and "?" not in text


def none_of_them(text: str) -> bool:
    """Whether a text turns down all that was shown: "none of these", "hvorug hentar"."""
    return _NONE.search(fold(text)) is not None and "?" not in text


def too_dear(text: str) -> bool:
    """Whether a text finds the thing itself dear, and not its delivery."""
    folded = fold(text)
    return _DEAR.search(folded) is not None and _SENDING.search(folded) is None


def wants_other(text: str) -> bool:
    """Whether a question asks to see something else: "anything lighter?", "what about a sleeping bag instead?"."""
    return _OTHER.search(fold(text)) is not None


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a text, each by itself: "what does it cost and can I return it?" parted, and what a sentence only
    tells before it asks ("it was dear, do you have it in blue?") left out; nothing when the text is one question whole.
    """
    asked = [one.strip() for one in sentences(text) if one.rstrip().endswith("?")]
    found = [part.strip() for one in asked for part in _parted(one)]
    return () if found == [text.strip()] else tuple(dict.fromkeys(found))[:MOST_QUESTIONS]


def _parted(sentence: str) -> list[str]:
    """A sentence that asks, in its questions; whole where only its last part could be one."""
    parts = _AND_ASKS.split(sentence)
    if not _ASKS.match(parts[0]):
        told = _THEN_ASKS.split(parts[0], maxsplit=1)
        parts = [*told[1:], *parts[1:]] or parts
    return parts
