"""Whether a letter asks, beyond a doubt, for no more letters.

Rules
1. The no that comes of it is final. What only may be a no is left to the reader of sentences: whoever understands the
   words (`advise.reading.refusing`) hears it as well, in every letter of a known shopper.
2. A word alone ("stop", "hætta") is a no only where it is the whole line; in a sentence it must say what is to end.
"""

import re

from softsell.mail.reading.subject import bare_subject, folded

STOP_LINES = 3

_LETTERS = r"(?:e-?mails?|mails?|mailings?|letters?|messages?|newsletters?|reminders?|notifications?|alerts?|spam)"
_POST = r"(?:post\w*|bref\w*|tolvupost\w*|skeyti\w*|skilabod\w*|auglysing\w*|aminning\w*|tilkynning\w*)"
_POLITE = r"(?:please|pls|plz|just|ok|thanks?|thank you|now|takk|vinsaml\w*|vinsamlega|nuna|strax|endilega)"
# The whole of a line.
_LINE = re.compile(
    rf"(?:{_POLITE}[ ,]+)*(?:stop|unsubscribe|remove(?: me)?|opt[- ]?out|no more|haettid?|haettu|haetta|afskra\w*|afthakka"
    rf"|stop (?:it|this|these|that|now)|haett(?:id|u) thess\w+|(?:stop ){{2,}}stop|(?:taktu|takid) mig (?:af|ut)"
    rf"|take me off(?: this)?)"
    rf"(?:[ ,]+{_POLITE})*"
)
# In a sentence.
_SAID = re.compile(
    r"(?<!not )(?<!n't )(?<!without )\b(?:un-?subscrib(?:e|ed)\b|opt(?:ing)?[ -]?out\b(?= of (?:these|this|your|all|the"
    r"|any)|[ .,!]*$))"
    r"|(?<!not )(?<!n't )\bremove (?:me|my (?:e-?mail )?address|my e-?mail) from\b|(?<!not )(?<!n't )\btake me off (?:this"
    r"|your|the|of|all|any)\b"
    rf"|(?<!not )(?<!n't )\b(?:stop|quit|cease) (?:all )?(?:e-?mailing|mailing|writing|messaging|contacting|spamming"
    rf"|contact\b"
    rf"|sending (?:me|us|these|this|your|any|out|{_LETTERS})|(?:these|the|your|this|all) {_LETTERS})"
    rf"|(?:^|\bwant |\bplease |\bwith |\band )(?:no|not) (?:any )?more (?:of (?:these"
    rf"|your) )?{_LETTERS}\b(?=(?:,? (?:from you|please|thanks?|ever))*[ .,!]*(?:thanks?|thank you)?[ .!]*$)"
    r"|\bno more of these\b[^?]*$"
    r"|(?:^|\bplease |, |\band )(?:do not|don'?t|never) (?:ever )?(?:e-?mail|mail|write(?: to)?|contact|message) (?:me|us"
    r"|this address)\b"
    r"(?! (?:before|until|after|if|unless|on|during|at|by|about)\b)"
    rf"|(?:^|\bplease |, |\band )(?:do not|don'?t|never) send (?:me )?(?:any ?more|any|anything|more|these|such) ?(?:else"
    rf"|{_LETTERS}|of these|again|more)?[ .!]*$"
    rf"|\b(?:do not|don'?t|no longer) (?:want|wish|care) (?:to (?:get|receive|have|see|be sent) )?(?:any ?(?:more)? |these "
    rf"|your |such |more |such )+{_LETTERS}"
    r"|\bleave me alone\b|\b(?:delete|erase) my (?:e-?mail(?: address)?|address from)\b"
    rf"|\bhaett(?:id|u|idh)\b (?:strax |vinsamlega\w* )?ad (?:senda|skrifa|hafa samband|pota|bogga|angra)(?! (?:hana|hann"
    rf"|hlut|vorur)\b)"
    r"|(?<!ekki )\bafskra(?:id|du|ning|ningu)?\b(?= (?:mig|netfang|ur|af|postlist|takk)|[ .,!]*$)|\b(?:afthakka) (?:thetta"
    r"|thess|fleiri|svona|frekari|allan|alla)"
    r"|\bsegja upp askrift|(?<!ekki )\b(?:taka|takid|taktu|takith) (?:mig|netfangid?(?: mitt)?|thetta netfang) (?:af|ut)\b"
    r"|(?<!ekki )\b(?:strikid|fjarlaegid|takid|taktu) (?:mig|okkur|netfangid? ?(?:mitt)?|nafnid? ?(?:mitt)?"
    r"|thetta netfang) (?:ut )?(?:af|ur) (?:\w+ )?(?:postlist|list|skra)"
    r"|(?<!not )(?<!n't )\b(?:get|cross|strike|drop|take) (?:me|us|my name) (?:off|from) (?:your|this|the) (?:mailing )?list"
    r"|\b(?:skra|skrid|skraid|skradu) mig (?:ur|af|ut)\b|\b(?:eydid|eyddu|eyda) netfang"
    r"|\bekki (?:vera ad )?(?:senda|skrifa) (?:mer|okkur)(?: (?:meira|fleiri|svona|thess\w+|aftur|lengur|neitt))"
    rf"|\bekki (?:vera ad )?(?:senda|skrifa) (?:mer|okkur) {_POST}|\bekki (?:vera ad )?(?:skrifa mer"
    rf"|hafa samband)\b(?! (?:fyrr|adur|a|i|nema)\b)"
    rf"|\bsend(?:id|du|ith) (?:mer )?ekki (?:mer )?(?:fleiri|meira|svona|thess|{_POST})"
    rf"|\bvil ekki (?:lengur )?(?:fa )?(?:fleiri|svona|thess\w+|meiri|meira af) ?(?:svona |thess\w+ )?{_POST}"
    rf"|\bvil ekki (?:lengur )?vera a (?:\w+ )?\w*list"
    rf"|^(?:vinsaml\w* )?(?:engan?|engin|ekki fleiri|ekki meiri?) (?:\w+ )?{_POST}(?:,? (?:takk|fra ykkur|meira"
    rf"|lengur))*[ .!]*$"
    r"|\b(?:lattu|latid|latith) mig (?:i fridi|vera)\b"
)
_STOP_SUBJECTS = {
    "unsubscribe", "stop", "remove", "opt out", "opt-out", "afskra", "afskraning", "afskra mig", "haetta", "haettid",
    "afthakka",
}  # fmt: skip


def says_stop(text: str, subject: str = "") -> bool:
    """Whether one of the first three lines that the person wrote, or the whole subject, asks for no more letters."""
    if folded(bare_subject(subject)).strip(" .!") in _STOP_SUBJECTS:
        return True
    first = [line for line in text.split("\n") if line.strip()][:STOP_LINES]
    return any(_in(folded(line)[:2_000]) for line in first)


def _in(line: str) -> bool:
    return any(
        _LINE.fullmatch(one.strip(" .!\"'")) or _SAID.search(one.strip())
        for one in re.split(r"(?<=[.!?;:])\s+", line)
        if one.strip()
    )
