"""The meanings that voice can say, with the slots of each: the table both languages must fill.

Rules
1. A slot is written `name:type`; `name?:type` may be left out. The order of the layout slots (items, suggestions, total
   of `close`, fact, link) is the order of their blocks.
2. Only the kinds in `QUESTIONS` end with a question, so that a message holds one question when it holds one of them.
"""

from softsell.values import (
    Count,
    Day,
    Fact,
    Item,
    Items,
    Link,
    Moment,
    Money,
    Number,
    Slot,
    Suggestion,
    Suggestions,
    Text,
)

TYPES: dict[str, type[Slot]] = {
    "text": Text,
    "money": Money,
    "count": Count,
    "number": Number,
    "day": Day,
    "moment": Moment,
    "fact": Fact,
    "link": Link,
    "item": Item,
    "items": Items,
    "suggestion": Suggestion,
    "suggestions": Suggestions,
}

_TABLE = """
subject-ask
subject-ask-payment
subject-ask-technical
subject-follow-up
subject-talk shop:text

greeting name?:text
ask-open shop:text items:items day:day
ask-open-payment shop:text items:items day:day
ask-open-technical shop:text items:items day:day
ask-follow-up shop:text items:items
ask-trouble
how-to-answer staff:text
freedom-last days:count
freedom-once days:count
sign staff:text shop:text
machine-writer shop:text staff:text
why-consent shop:text day:day
you-wrote day:day
why-soft-optin shop:text
why-service shop:text
why-none shop:text
footer-address shop:text address:text
unsubscribe
preferences

welcome shop:text items:items
welcome-back
welcome-empty shop:text
ask-which
reflect said:text
ask-postcode
ask-receive
ask-permission
ask-open-need
ask-need question:text
summarise needs:text
assumed what:text
offer suggestions:suggestions
offer-one suggestions:suggestions
offer-none conflict:text
offer-relaxed what:text
offer-same
ask-fits
ask-fits-one
answer fact:fact
ask-answered
ask-question
ask-tell
person-said text:text by:text
unknown
handing-over staff:text by:moment
glad
close items:items total:money link:link
close-note
rest-just-looking days:count
rest-later day:day
rest-no
rest-satisfied
stopped shop:text
thanks
unclear
repeat
bought
who-writes shop:text staff:text
changed
cancelled
back
support staff:text

fix-cost_total total:money delivery:money place:text pickup?:text
fix-delivery_time place:text min:number days:count method:text
fix-payment_methods methods:text
fix-payment_declined methods:text
fix-returns days:count payer:text
fix-technical staff:text
fix-stock_variant item:text day:day
fix-stock_in item:text stock:count
"""


def _slots(line: str) -> dict[str, type[Slot]]:
    pairs = (word.replace("?", "").split(":") for word in line.split()[1:])
    return {name: TYPES[kind] for name, kind in pairs}


_LINES = [line for line in _TABLE.splitlines() if line]

# kind -> slot -> type; kind -> the slots that may be left out.
MEANINGS: dict[str, dict[str, type[Slot]]] = {line.split()[0]: _slots(line) for line in _LINES}
OPTIONAL: dict[str, frozenset[str]] = {
    line.split()[0]: frozenset(word.split("?")[0] for word in line.split() if "?" in word) for line in _LINES
}

QUESTIONS = frozenset({
    "ask-trouble", "ask-which", "ask-postcode", "ask-receive", "ask-permission", "ask-open-need", "ask-need",
    "ask-fits", "ask-fits-one", "ask-answered", "ask-question", "ask-tell",
})  # fmt: skip

# How many wordings a meaning has at least, in each language: as many as it may be said in one conversation (letters: two).
_WAYS = {
    6: """summarise ask-answered answer rest-just-looking ask-permission glad offer ask-fits ask-fits-one""",
    4: """
        welcome-back ask-which reflect ask-postcode ask-receive ask-open-need assumed offer-one offer-none offer-relaxed
        offer-same ask-question ask-tell unknown handing-over close close-note
        rest-later rest-no rest-satisfied thanks unclear repeat bought who-writes changed cancelled back support
        fix-cost_total fix-delivery_time fix-payment_methods fix-payment_declined fix-returns fix-technical
        fix-stock_variant fix-stock_in
    """,
    2: """
        subject-ask subject-follow-up ask-open ask-follow-up ask-trouble how-to-answer freedom-last sign
    """,
}
WAYS: dict[str, int] = {kind: least for least, kinds in _WAYS.items() for kind in kinds.split()}

CHOICES = (
    "cost_total", "account_wall", "payment_declined", "payment_methods", "delivery_time", "trust", "returns",
    "fit_or_choice", "stock_variant", "technical", "coupon", "comparing", "not_ready", "just_browsing",
    "gift_or_approval", "privacy", "something_else", "just_looking", "person", "recommend", "question", "yes",
    "not_quite", "no", "later", "stop", "suits", "none", "pickup", "dont_know", "dont_mind", "cheaper", "show", "edit",
    "concern", "finish",
)  # fmt: skip
