"""English ways of saying no to letters, and what only sounds like it. Data; the pattern language is that of `text` (rule 3).

A missed no is worse than a false one: when in doubt a phrase belongs here. What must be told apart goes to NOT_STOP.
"""

STOP = (
    "rid of (my|this) ~ (mail|email|e mail|address|inbox)", "inbox", "(kill|drop|close|terminate) ~ (subscription|list)",
    "(i|we|hereby) withdraw", "mind not ~ (writing|emailing|mailing|sending|contacting)",
    "(keep|leave) ~ (address|name|email|mail|me) ~ out", "bother someone", "(block|report) (you|this|sender)", "unwanted",
    "not reach out", "not ~ reach out", "(address|email|mail|name|data|details) (deleted|removed|erased)", "cease",
    "no right to", "(make|let) (it|this) end", "strike me", "stop (the|these|your|all|any|with|by all)", "harass*",
    "against gdpr",
 "discontinue", "(take|get|leave|count) me (off|out)", "i want out", "get off my back",
    "not another ~ (mail|email|letter|message|word)",
    "(hate|loathe|dislike|despise) (these|your|this|those|such|all) ~ (mail*|email*|letter*|message*|reminder*|spam)",
    "to be (removed|unsubscribed|deleted|left alone|forgotten)",
    "not ~ (want|wish|like|need|care) ~ (get|receive|have|see|read|for) (these|this|those|any of|anything|such)",
    "rather not ~ (receive|get|have|hear|be)",
    "not ~ (these|those) (any ?more|again|any longer)", "^remove( please| pls| plz)?$", "remove (pls|plz)",
    "no longer ~ (mail*|email*|receive|contact*|letter*|message*|hear)",
    "(do not|never|no longer) ~ (solicit|advertise|market) ~", "(no|not) ~ (advert*|ads|marketing|newsletter*|promotion*)",
    "against my (will|wishes)", "bug me",
    "stop", "stopp", "stoppp*", "stopping (this|these|it|now)", "stop (it|this|that|now|please|already)", "unsub*",
    "unsuscrib*", "un subscribe", "opt* ~ out",
    "remove me", "remove (my|this) (e mail|email|mail|address|name|details|contact)", "remove us",
    "(take|get|strike|cross|scratch) me off", "(take|get) my (name|address|e mail|email|mail) off",
    "(off|from) (your|the|this) ~ list", "mailing list",
    "(delete|erase|forget|scrub) (me|my (e mail|email|address|data|details|account|information|info|contact))",
    "(do|does|did|please|will|would) not ~ (e mail|email|mail|write|contact|message|text|bother|spam|disturb|pester|send)",
    "(not|never) (e mail|email|mail|write|contact|message|bother|spam|pester|send) (me|us|to me|any|anything|more|again)",
    "never ~ (e mail|email|mail|write|contact|message) ~ (me|again)",
    "not ~ (want|wish|like|care) ~ (mail*|email*|e mails|letter*|message*|hear from|contacted|newsletter*|reminders)",
    "no (more|further) ~ (mail*|email*|e mails|letter*|message*|reminder*|notes|contact|newsletter*|spam|of (this|these))",
    "no more$", "no more (please|of)", "no more thank*",
    "(quit|cease|end|cut|finish) ~ (emailing|mailing|writing|sending|messaging|contacting|spam*|email*|mail*|messag*|"
    "letter*)",
    "quit it", "cut it out", "knock it off", "cease and desist", "leave me (alone|be|in peace)", "let me be",
        "go away",
    "get lost", "(fuck|piss|sod|bugger|f) off", "buzz off", "back off", "spam", "junk mail", "reported you",
    "(never|did not) ~ (sign|signed|subscribe*|ask|asked|agree*) ~ (this|these|up|for|to)", "(not|never) consent*",
    "withdraw ~ consent", "(revoke|object) ~ (consent|marketing|to)",
        "cancel ~ (subscription|mails|emails|newsletter)",
    "end ~ subscription", "(enough|sick|tired) of (this|these|your|the) ~ (mail*|email*|letter*|message*|reminder*)",
    "enough (already|emails|mails|now)", "that is enough (emails|mails)", "lose my (address|number|email|e mail)",
    "(turn|switch) off ~ (mail*|email*|reminder*|message*|notification*)", "block* (you|this)", "not contact",
    "(halt|discontinue) ~ (mail*|email*|message*|contact|communication*|letter*)", "no contact", "no emails",
        "no mails",
    "hear from you (again|anymore|any more)", "wrong (person|address) ~ (remove|list|mail*|email*)", "desist",
)  # fmt: skip
# A refusal and a word for letters in one sentence is a no as well, unless it tells of a letter that did not come.
REFUSE = (
    "not", "no", "never", "without", "enough", "hate", "end", "tired", "sick", "annoy*", "quit", "fewer", "less", "rid",
    "bother*", "unwanted", "unsolicited",
)  # fmt: skip
LETTERS = (
    "(e )?mail(s|ing|ed|ings)?", "email(s|ing|ed)?", "letters?", "messages?", "messaging", "reminders?", "newsletters?",
    "communication", "contact(ed|ing)?", "writ(e|ing) (to )?(me|us)", "correspondence", "hear from you", "your list",
)  # fmt: skip
NOT_REFUSED = (
    "(get|got|gotten|receive*|arriv*|came|come|find|found|see|seen)", "confirm*", "code", "receipt*", "invoice*", "order*",
    "address", "(by|via|per|through|with) (e )?mail", "by email", "lens*", "question",
    "contact (details|info*|page|form|lens*)",
)  # fmt: skip
# These hold the word but do not mean it; they are taken out before STOP is looked for.
NOT_STOP = (
    "(kids|children|son|daughter|dog|wool|it) (will )?(never|not) stop", "stop (smell*|growing|sweat*)",
    "(waiting|wish|shopping|price|size|packing) list", "stop me if", "count me in", "(take|leave) me out ~ (walk|hike|trip)",
    "(bus|train|tram|coach|pit|full|door|truck|rest|one|f|whistle) stop", "(non|none) stop", "nonstop",
        "stop (by|in|over)",
    "stop (at|off|near|motion|light|sign|watch|press)", "(do|does|did|will|could|can|would|should) not stop",
    "(never|cannot|not|to|did|that) stop (knitting|wearing|thinking|looking|smiling|using|working|talking|me|him|her|them)",
    "(stop|stops|stopping) (the )?(water|wind|sweat|smell|rain|cold|draught|leaks|leaking|snow|heat|it from|them from|my "
    "feet|my hands)",
    "stop (wearing|using|working|knitting|selling|making|production|leaking|itching|smelling|shrinking|pilling|bleeding|"
    "fading|slipping|squeaking)",
    "(will|would|does|did) (it|this|they|that) (ever )?stop", "stop (and|to) (think|look|rest|shop)",
    "(next|last|first|my|a) stop", "stop (loss|gap|cock)",
        "(not|never) ~ send ~ (to|abroad|overseas|parcel*|outside)",
    "(do|does|did|will) not ~ (ship|deliver|send) ~ to", "(no|not) ~ junk mail sticker",
    "(do|did) not (sign|signed) ~ (parcel|package|delivery|it|that)", "spam filter", "(in|into) ~ (spam|junk)",
    "(do|did) not ~ (send|write|mail|email) ~ (confirmation|receipt|invoice|tracking|code)",
    "email me (the|a|when|if)",
    "(do|did) not ~ (get|receive|send) ~ (order|parcel|package|size|colour|color|confirmation|receipt|invoice|tracking|"
    "reply|answer)",
    "not send ~ (wrong|damaged|used|broken|that one|the (black|white|blue|red|grey|green))", "stop ~ order",
    "(do|does|did) you not (send|mail|write|email|deliver|ship)",
    "(do|does|did|will) not ~ (send|write) ~ (right|correct|address)", "sign up", "mailing list price",
)  # fmt: skip
