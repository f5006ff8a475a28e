"""What a short text means as an answer to the open question: one of its quick answers, in the buyer's own words.

Rules
1. A text that is one of the answers, or holds nothing but words of one of them, is that answer; of two it is neither.
2. Yes and no mean what the question's own yes and no mean. "I do not mind" answers every question about a need.
3. A longer text is no answer of this kind: it is understood as any other text.
"""

import re

from softsell.advise.text import fold, stem, words
from softsell.core.shopper import Conversation

MOST_WORDS = 6
_POLITE = re.compile(
    r"\b(?:thanks?(?: you)?(?: very much| a lot)?|please|hi|hello|hey|takk(?: fyrir)?|kaerar thakkir|hae|hallo|goda?n? dag\w*|"
    r"i think|i guess|i suppose|held eg|aetli thad|bara|just|well|jaeja|sko)\b"
)
_YES = re.compile(
    r"^(?:(?:yes|yeah|yep|yup|ya|aye|sure|ok|okay|of course|go ahead|go on|do|ja|ju|jam+|jubb|endilega|gjarnan|ad sjalfsogdu|"
    r"audvitad|ok|oki|okei|allt i lagi|alveg|hiklaust|absolutely|definitely|certainly|gladly|(?:yes |yeah )?(?:it|that|this) "
    r"(?:does|is|did|would)|(?:ja )?(?:thad|thetta) (?:gerir thad|er thad|dugar|svarar thvi)|i would|i do|eg vil thad)\W*)+$"
)
_NO = re.compile(
    r"^(?:(?:no|nope|nah|not (?:really|quite|exactly|yet|fully|entirely)|nei|neibb|ekki (?:alveg|beint|enn|endilega|"
    r"svo mikid)|(?:it|that|this) (?:does|is|did) not|(?:thad|thetta) (?:gerir thad ekki|er ekki))\W*)+$"
)
_ANY = re.compile(
    r"\b(?:(?:do|does|did) not (?:really )?(?:matter|mind|care)|not important|no preference|no matter|either(?: one| way)?|"
    r"any(?: of them)?|anything|whatever|all the same|up to you|skiptir (?:ekki|engu|litlu)(?: mali)?|alveg sama|er sama|sama um|"
    r"hvad sem er|hvort sem er|hvorugt frekar|engin skodun|raedur thu|thid radid|thu raedur)\b"
)
_UNSURE = re.compile(
    r"\b(?:do not know|no idea|not sure|not certain|unsure|dunno|idk|hard to say|veit (?:thad )?ekki|ekki viss|engin hugmynd|"
    r"hef ekki hugmynd|ovist|ekki hugmynd|erfitt ad segja)\b"
)
_WAYS: dict[str, re.Pattern[str]] = {
    "show": re.compile(
        r"^(?:show (?:me|them|us)|let me see(?: them)?|(?:ja )?synd?u? mer|syndu|fa ad sja|lattu sja|latum sja)$"
    ),
    "recommend": re.compile(r"^(?:suggest something|(?:a )?suggestions?|(?:fa )?abending\w*|ja syndu mer adr\w+)$"),
    "none": re.compile(r"^(?:none|neither|no(?:ne)? of (?:these|them)|ekkert|hvorugt?|engin[nt]?)$"),
    "cheaper": re.compile(r"^(?:(?:something |anything )?cheaper|(?:eitthvad )?odyrar[aie]?)$"),
    "just_looking": re.compile(
        r"^(?:(?:i (?:was |am )?|m )?(?:only |just )?looking|(?:eg (?:var|er) )?(?:ad )?skoda)$"
    ),
}


def choice(talk: Conversation, text: str) -> str:
    """The id of the quick answer that a text means, of those under the open question; "" for none of them."""
    folded = re.sub(r"\s+", " ", _POLITE.sub(" ", re.sub(r"[^\w\s']", " ", fold(text)))).strip()
    if not folded or len(folded.split()) > MOST_WORDS or "?" in text:
        return ""
    ids = {one.id for one in talk.choices}
    labels = {one.id: fold(one.label) for one in talk.choices if one.label and not one.id.startswith("suits:")}
    needs = talk.question.startswith("need:") and talk.question != "need:open"
    for id, label in labels.items():
        if folded == re.sub(r"\s+", " ", re.sub(r"[^\w\s']", " ", label)).strip():
            return id
    if needs and (sign := _ANY.search(folded) or _UNSURE.search(folded)):
        return "dont_mind" if _ANY.match(sign[0]) else "dont_know"
    said = {stem(word) for word in words(folded)}
    meant = [id for id, label in labels.items() if said <= {stem(word) for word in words(label)}]
    if len(meant) == 1:
        return meant[0]
    if _YES.match(folded) and "yes" in ids:
        return "yes"
    if _NO.match(folded):
        return next((one for one in ("not_quite", "no") if one in ids), "")
    return next((id for id, way in _WAYS.items() if id in ids and way.match(folded)), "")
