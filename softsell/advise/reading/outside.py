"""What is none of the shop's business, and what means the opposite of its words: both are for a person or a plain question.

Rules
1. Outside is a text in a language that is neither of ours, code, or what asks for weather, poems and the world's affairs:
   the last only without a word of shopping in it ("a jacket for cold weather", "the poem book I ordered").
2. Praise beside "another letter", "thanks for nothing" or something that went wrong is irony, never satisfaction.
"""

import re

from softsell.advise.reading.mention import negated
from softsell.advise.text import fold

# Function words of other languages that are no words of ours, even with the accents off.
_OTHER = re.compile(
    r"\b(?:jeg|ikke|hvad|hvordan|hvornar|ogsa|noget|gerne|vejret|koster|sender i|godt|venlig|hilsen|kan i|hvilken|"
    r"ich|nicht|wie|das|und|wo|wann|mir|ein|eine|einen|bitte|danke|mit|auf|heute|haben|sie|wetter|ist|konnen|"
    r"jest|nie|czy|jak|ile|kiedy|prosze|dziekuje|chce|moge|gdzie|sie|dla|dzien|dobry|dzisiaj|pogoda|wysylka|kosztuje|"
    r"je|ne|pas|est|les|combien|bonjour|merci|une|vous|livraison|el|los|cuanto|cuesta|gracias|hola|envio|por favor|"
    r"jag|inte|vad|hur|varfor|mycket|tack|det ar|och)\b"
)
_OURS = re.compile(
    r"\b(?:the|is|it|you|to|and|not|but|of|that|this|what|how|my|me|do|are|for|have|can|in|a|i|"
    r"eg|er|ad|og|ekki|thad|thetta|mer|mig|thu|fyrir|hver\w*|vil|min\w*|takk|ja|nei|um|med|ykkur|thid|sem|til)\b"
)
_CODE = re.compile(
    r"</(?:html|body|div|script|span|p|a)>|^\s*(?:def|class|function) \w+\s*[({:]|\b(?:const|var|let|int) \w+\s*=|"
    r"\b(?:printf?|console\.log)\(|^import \w+$|\b\w+\(\)|#include|^\s*select [\w*, ]+ from \w+;?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_WORLD = re.compile(
    r"\b(?:(?:how|what)\W+(?:\w+\W+){0,3}weather|weather (?:forecast|today|tomorrow|like)|(?:will|does"
    r"|is) it (?:rain|snow)(?:ing)?\b"
    r"|(?:hvernig|hvad|er)\W+(?:\w+\W+){0,3}vedri[dnu]\w*|vedurspa\w*|vedrid (?:i dag|a morgun)|rignir (?:i dag|a morgun)"
    r"|(?:write|tell|sing|make|compose|give)\W+(?:\w+\W+){0,4}(?:poem|song|joke|story|limerick|essay|haiku)"
    r"|(?:skrif(?:adu|id)|semdu|yrktu|yrkja|segdu|syngdu)\W+(?:\w+\W+){0,3}(?:ljod\w*|visu\w*|brandara\w*"
    r"|sogu\w*|ritgerd\w*|lag)"
    r"|roses are red|capital of|hofudborg\w* (?:a |i )?\w+|prime minister of|president of|meaning of life|tilgang\w* lifsins"
    r"|(?:translate|thyddu|thyda) (?:this|that|thetta|the|fyrir mig)|recipe for|who won|hver vann"
    r"|help \w* ?with (?:my )?homework)\b"
)
_SHOPPING = re.compile(
    r"\b(?:order\w*|buy|deliver\w*|ship\w*|price\w*|cost\w*|size\w*|jacket\w*|warm\w*|waterproof|return\w*|cart"
    r"|pay\w*|wear|kaupa\w*|"
    r"panta\w*|pontun\w*|send\w*|verd|kosta\w*|staerd\w*|jakk\w*|ulp\w*|hly\w*|vatnshel\w*|skila\w*|karf\w*"
    r"|borga\w*|vernda\w*|"
    r"need|want|vantar|email\w*|mail\w*|letter\w*|post\w*|stop\w*|haett\w*)\b"
)
_IRONY = re.compile(
    r"\b(?:(?:yet )?(?:another|one more) (?:\w+ )?(?:e ?mail|mail|letter|message|reminder|note)s?|enn (?:eitt"
    r"|einn|ein)\w* (?:\w+ )?"
    r"(?:\w*post\w*|bref\w*|skilabod\w*|aminning\w*|skeyti\w*)|thanks? (?:you )?for nothing|takk fyrir ekki\w*"
    r"|great\W+just great|oh joy|how (?:very )?(?:considerate|thoughtful)|my (?:life|day) is (?:now )?complete"
    r"|dagurinn (?:minn )?fullkomn\w*"
    r"|(?:just )?what i (?:always )?(?:needed|wanted)\W+(?:another|more|again)|(?:einmitt"
    r"|akkurat) (?:thad )?sem mig vantadi\W*$"
    r"|(?:great|wonderful|brilliant|lovely|perfect|fantastic|nice)\W+(?:\w+\W+){0,4}(?:broken|declined|crash\w*"
    r"|fail\w*|again|late|wrong|lost)"
    r"|(?:frabaert|flott|glaesilegt|aedislegt|snilld|dasamlegt)\W+(?:\w+\W+){0,4}(?:bilad\w*|hafnad\w*|hrundi"
    r"|seint|rang\w*|tynd\w*|enn og aftur))\b"
)


_MILD = re.compile(
    r"\b(?:(?:not|never) (?:\w+ )?(?:bad|terrible|awful)|can not (?:really )?complain|no complaints|nothing to complain"
    r"|ekki (?:\w+ )?(?:slaem\w*|galin\w*|alslaem\w*)|(?:get|hef|er) ekki (?:undan neinu )?(?:ad )?kvart\w*|ekkert ad kvarta)\b"
)
_FINE = re.compile(
    r"\w*\W+(?:is|was|seems|looks|er|var|virdist)\W+(?:\w+\W+)?(?:fine|ok|okay|good|great|fair|reasonable|right|alright|lovely|"
    r"fint?|gott|god|i lagi|sanngj\w+|flott\w*|frabaer\w*|agaet\w*)\b"
)


def outside(text: str) -> bool:
    """Rule 1."""
    folded = fold(text)
    others = {match[0] for match in _OTHER.finditer(folded)}
    if len(others) >= 2 and len(others) > len({match[0] for match in _OURS.finditer(folded)} - others):
        return True
    if _CODE.search(text):
        return True
    return _WORLD.search(folded) is not None and _SHOPPING.search(folded) is None


def ironic(text: str) -> bool:
    """Rule 2."""
    folded = fold(text)
    return any(not negated(folded, match.start()) for match in _IRONY.finditer(folded))


def mild(text: str) -> bool:
    """Whether a text praises by denying the worse: "not bad at all"."""
    return _MILD.search(fold(text)) is not None


def praised(folded: str, at: int) -> bool:
    """Whether what stands before `at` is called fine: "the price is fine" complains of nothing."""
    return _FINE.match(folded, at) is not None
