"""What kind of answer a question asks for (a price, a time, a place ...), and whether a text can be one."""

import re
from functools import lru_cache

from softsell.advise.text import fold

Sign = re.Pattern[str]
# (signs in a folded question, signs in a folded answer): a question of the kind is answered only by a text with a sign.
KINDS: dict[str, tuple[str, str]] = {
    "price": (
        r"how much (?:is|are|does|do|for|to|will)|costs?|prices?|fees?|charges?|expensive|cheap|postage|deposit|kosta\w*|verd|"
        r"\w*gjald\w*|\w*kostnad\w*|dyrt?|odyrt?",
        r"\d[\d.,]*\s*(?:kr|isk|eur|usd|gbp|\$|€|£|per ?cent|%|pros)|(?:kr|isk|eur|\$|€|£)\.?\s*\d|free|nothing|paid|pays?|"
        r"gratis|fri(?:tt|r|)\b|okeypis|ekkert|greid\w*|borg\w*",
    ),
    "time": (
        r"when|how long|until when|how many (?:days|weeks|months|years|hours|minutes)|what time|how fast|how soon|which day|"
        r"hvenaer|hve lengi|hversu lengi|lengi|langan tima|marg(?:a|ir|ar) (?:dag\w*|vik\w*|manud\w*|ar\b|klukk\w*|minut\w*)|"
        r"klukkan hvad|a hvada degi",
        r"\d|\bone\b|\btwo\b|three|four|days?\b|weeks?|months?|years?|hours?|minutes?|evening|same|until|after|within|before|when|"
        r"dag\w*|daga|vik\w*|manud\w*|\bar\b|klst|klukk\w*|minut\w*|tima|samdaegurs|thangad|thar til|eftir|innan|adur|thegar",
    ),
    "place": (r"where|which (?:town|street|place|country)|hvar|hvadan|hvert", r"\b(?:at|in|on|from|beside|behind|by|inside|to)\b|"
        r"\b(?:a|i|vid|fra|hja|ur|bak|inni|inn)\b"),
    "origin": (r"where\b.{0,40}\b(?:come|comes|came|from|made|produced|grown)|hvadan",
        r"\b(?:from|made|produced|grown|spun|fra|ur)\b|"
        r"framleid\w*|uppruna\w*|\bbuin\w*"),
    "weight": (r"weigh\w*|weight|heavy|how light|thung\w*|thyngd\w*|veg(?:ur|a)", r"\d\s*(?:kg|g|gr|gromm|kilo|grams?)\b"),
    "colour": (r"colou?rs?|lit(?:ur|inn|ir|um|arins)?\b", r"colou?r|lit\w*|black|white|blue|green|red|grey|svart|hvit|bla|graen|raud|gra"),  # noqa: E501
    "how_many": (r"how many|hve marg\w*|hvad .{0,30}marg\w*|hversu marg\w*", r"\d|\b(?:one|two|three|four|five|six|seven|ten|a|an|"  # noqa: E501
        r"einn?|ein|eitt|tvo|tvaer|tveir|thrja\w*|thrir|thrju|fjor\w*|fimm|sex|sjo|atta|niu|tiu)\b"),
    "number": (r"phone number|telephone|simanumer\w*|kennital\w*|account number|reikningsnumer\w*", r"\d{3}|number|numer"),
}  # fmt: skip


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    return tuple((re.compile(rf"\b(?:{asks})\b"), re.compile(gives)) for asks, gives in KINDS.values())


@lru_cache(maxsize=1_000)
def asked(question: str) -> tuple[Sign, ...]:
    """The signs that an answer to the question must have."""
    folded = fold(question)
    return tuple(gives for asks, gives in _kinds() if asks.search(folded))


def fits(signs: tuple[Sign, ...], text: str) -> bool:
    """Whether a text has every sign."""
    folded = fold(text)
    return all(sign.search(folded) for sign in signs)
