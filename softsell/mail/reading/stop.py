"""Whether a letter asks for no more letters. A no is sought generously: one too many is better than one overlooked."""

import re

from softsell.mail.reading.subject import bare_subject, folded

STOP_LINES = 3

_STOP = re.compile(
    r"\bunsubscribe\b|\bun-subscribe\b|\bopt(?:ing)?[ -]?out\b|\bremove me\b|\btake me off\b"
    r"|(?<!bus )(?<!full )(?<!non )(?<!non-)\bstop\b(?! (?:by|in|over|at|making|selling|carrying|using)\b)"
    r"|\b(?:no|not) (?:any )?more (?:of these |of your )?(?:e-?mails?|letters?|messages?|mails?)\b"
    r"|\b(?:do not|don'?t|never|stop) (?:e-?mail|mail|write|contact|message|send)\b"
    r"|\bleave me alone\b"
    r"|\bhaett(?:a|id|idh|u|um)\b(?! (?:a|vegna|ef)\b)"
    r"|\bafskra\w*|\bafskradu\b|\bafthakka\w*|\bsegja upp askrift"
    r"|\b(?:taka|takid|taktu|takith) (?:mig|netfangid?( mitt)?|thetta netfang) (?:af|ut)\b"
    r"|\b(?:skra|skrid|skraid|skradu) mig (?:ur|af|ut)\b"
    r"|\bekki (?:vera ad )?(?:senda|skrifa|hafa samband)\b"
    r"|\bsend(?:id|du|a|ith)? (?:mer )?ekki\b|\bvil ekki (?:lengur )?(?:fa|vera) (?:fleiri|svona|thess\w+|meira|a lista)"
    r"|\b(?:engan?|engin|ekki fleiri|ekki meiri?) (?:\w+ )?(?:post|posta|bref|tolvupost\w*|skeyti|skilabod)\b"
    r"|\b(?:lattu|latid|latith) mig (?:i fridi|vera)\b"
)
_STOP_SUBJECTS = {
    "unsubscribe", "stop", "remove", "opt out", "opt-out", "afskra", "afskraning", "afskra mig", "haetta", "haettid",
    "afthakka",
}  # fmt: skip


def says_stop(text: str, subject: str = "") -> bool:
    """Whether the first three lines that the person wrote, or the whole subject, ask for no more letters."""
    if folded(bare_subject(subject)).strip(" .!") in _STOP_SUBJECTS:
        return True
    first = [line for line in text.split("\n") if line.strip()][:STOP_LINES]
    return any(_STOP.search(folded(line)[:2_000]) for line in first)
