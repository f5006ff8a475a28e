"""English words and what they mean to a shop. Data; the pattern language is that of `text` (rule 3)."""

SUPPORT = (
    "cancel* ~ (order|purchase|payment)", "stop ~ order",
        "(my|the) order ~ (not|late|missing|wrong|broken|number|status)",
    "order number", "where is my (order|parcel|package|delivery)", "track* ~ (order|parcel|package)",
        "tracking (number|code)",
    "(parcel|package|order|delivery) ~ (not arrived|not come|missing|late|damaged|broken|lost)",
    "(have|has|did) not ~ (arrived|received|come) ~ (order|parcel|yet)", "refund", "money back",
        "wrong (item|size|product)",
    "change (the|my) (order|address|delivery)", "(arrived|came) (broken|damaged|torn|late|wrong)", "invoice",
        "receipt",
    "complaint", "warranty claim", "double charged", "charged twice", "gift card ~ (work|lost)",
)  # fmt: skip
BOUGHT = (
    "(already|just|have) (bought|ordered|purchased)",
        "i (bought|ordered|purchased) (it|this|that|them|one|some|mine)",
    "have (it|one) already", "got (it|one) (elsewhere|somewhere|from another|already)",
    "(bought|got|ordered) ~ (elsewhere|somewhere else|another (shop|store|place)|in the (shop|store))",
    "found (one|mine|some) (elsewhere|somewhere else|(in|at) another *)",
        "order (has been|is) placed", "already (own|have) (it|one)", "placed (the|an|my) order",
)  # fmt: skip
SATISFIED = (
    "that (answers|answered|settles|solves|covers|clears) (it|that|everything|my question|all)",
        "answers my question",
    "(that|this|it) (is|s|sounds|looks|seems|would be) (just )?(perfect|great|ideal|exactly what|good|fine|lovely|wonderful)",
    "^perfect", "^(great|lovely|wonderful|excellent|brilliant|super|ideal|splendid)", "^(very )?good then",
        "sounds good",
    "just what i (need*|want*|was looking for|had in mind)", "exactly (what i|right|it)",
        "that (works|will work|will do|suits)",
    "(suits|fits) me", "(works|fine|good) (for|with|by) me", "i am (happy|satisfied|content|pleased|convinced|sold)",
    "happy with (that|this|it)", "no (more|further|other) questions", "all (clear|good|set|settled)",
        "that is all i need*",
    "(i|we) (will|would like to|want to|d like to) (take|buy|order|have|get) (it|this|that|the|them|one)",
        "(ill|i will) take (it|this|that|the|one|two|both|them|mine)", "i take it$",
    "^got it( thanks| thank you)?$", "that helps", "(that|this) helped", "(you have|youve) answered", "this one suits",
    "love it",
        "i like (it|this one)",
    "(thats|that is|its|it is|this is|yes) (exactly |precisely |just )?(the one|perfect|great|ideal|lovely|"
    "wonderful|spot on|just right|the ticket|a deal|a yes|me (happy|sorted|convinced|sold)|"
    "what (i|we) (need*|want*|hoped|was after|had in mind)|"
    "my (size|thing)|all i (need*|want*|wished))",
    "(im|i am|we are|were) (very |so |quite |really |perfectly |completely |entirely |fully |well |now )?"
    "(happy|satisfied|content|contented|pleased|"
    "convinced|persuaded|sold|delighted|relieved|thrilled|having it|going ahead|buying it|ordering)",
    "(is|are|its|it is|both) just right", "^just right",
    "(completely|entirely|fully|very|really|quite|perfectly) (satisfied|pleased|content|convinced)",
    "(suits|suit) (me|us)", "^(sold|convinced|delighted|settled|deal)( then)?$",
    "we have a deal", "take my money", "(spot|bang) on", "(cleared|clears) (it|that|everything) up",
    "my (mind|worries) (is|s|are)? ?at rest", "minds at rest",
    "(thatll|that will|they will|will) do (me |us )?(nicely|perfectly|fine|very well)", "ticks (the lot|all|every)",
    "hits the nail", "just my thing", "mine please",
    "(pressing|clicking|hitting) (pay|buy|order)",
    "(off|going|over) to (check out|checkout|the till|pay|get my (card|purse|wallet))", "(putting|placing) the order",
    "(ordering|buying|taking) (it|this|that|them|one)",
    "(ill|i will|we will|i shall|we shall) "
    "(have|take|buy|order|go with|go for|be ordering|be placing) (it|this|that|the|them|one)",
    "im in$", "(could not|can not|cannot) be better", "can not fault", "nothing left to ask",
    "the right (one|choice|size)", "exactly (what|the) (i|one|size)", "did the trick",
    "(is|was) (exactly |just )?what i (need*|want*|was looking for|asked for)", "(say no more|enough said)$",
    "count me in$", "(it|that|this) is (right|mine)$", "lets (do it|go)$",
)  # fmt: skip
# What is said with a curled lip; beside it nothing is satisfied.
IRONY = (
    "^(just|simply|absolutely|oh) (great|perfect|lovely|wonderful|brilliant|marvellous)",
    "another (e )?(mail|email|letter|message|reminder)",
    "^oh (sure|great|brilliant|wonderful|lovely)", "thanks for nothing", "as (ever|always|usual)", "still no$",
    "just what i needed today", "timing",
)  # fmt: skip
READY = (
    "where (do|can) i (check out|checkout|finish|complete|pay|buy|order)",
        "(take|send|show) me (to )?(the )?(checkout|total)",
    "(how|where) do i (finish|complete|place|order|buy)",
        "(can|could|may) i (order|buy|pay|finish) (it|now|here|this)",
    "ready to (buy|order|pay|check out|finish)", "go ahead and order", "link to (pay|the checkout|checkout)",
)  # fmt: skip
BUT = (
    "but",
    "however",
    "although",
    "though",
    "except",
    "only thing",
    "just wonder*",
    "still (not|unsure|worried)",
    "yet",
)
IF = (
    "if",
    "unless",
    "apart from",
    "except",
    "would be",
    "as long as",
    "provided",
    "wish",
    "almost",
    "nearly",
    "not quite",
    "until",
)
NOT = (
    "not",
    "no",
    "never",
    "without",
    "hardly",
    "isnt",
    "nothing",
    "none",
    "neither",
    "nor",
    "hate",
    "dislike",
    "avoid",
)
QUESTION = (
    "^(and |but |so |hi |hello |ok |also )?(how|what|when|where|which|who|why|whose)",
    "^(and |but |so |hi |hello |ok |also )?(do|does|did|can|could|is|are|will|would|should|may|has|have|was|were) "
    "(you|i|we|it|they|this|that|there|the|these|those|my|your|a|one|shipping|delivery|returns|someone|anyone)",
    "(i|we) (wonder|was wondering|would like to know|want to know|need to know)",
        "wondering (if|whether|how|what|when)",
    "(could|can) you tell me", "question about", "any idea", "tell me (how|what|when|if|whether|about)",
        "do you know",
)  # fmt: skip
# An answer that missed: it is a question still.
UNANSWERED = (
    "not ~ (answer*|what i (asked|meant))", "(asked|meant) something else",
    "still ~ (not know|unanswered|unclear|no answer)",
    "misunderst*", "you did not answer",
)  # fmt: skip
RECOMMEND = (
    "recommend*", "suggest*", "(do you|have you|you) (have|got|sell|carry) ~ (any|anything|something|other|others)",
    "what would you (choose|pick|take|buy|get)",
        "which (one|of|do you|would|should|is (the )?best)",
    "(help|assist) me (choose|pick|decide|find)", "(not|un) ?sure (which|what)", "(can|could) not decide",
        "any (tips|advice|ideas)",
    "advice", "advise", "what (suits|fits|is best)", "best (one )?for", "(looking|searching) for",
        "something (else|similar|like)",
    "alternative*", "show me", "what else",
)  # fmt: skip
PERSON = (
    "(talk|speak|chat) (to|with) (a|some|an|the|your|someone|somebody|staff|real|human|person)",
        "(real|actual|living) (person|human)",
    "human", "(call|phone|ring) me", "phone number", "(someone|somebody|a person) (call|phone|contact|from)",
        "customer service",
    "(are|is) (you|this) (a )?(bot|robot|machine|computer|ai)", "(staff|employee|manager|agent|representative)",
    "can (i|we) (call|phone|ring)", "(from|with) a person",
)  # fmt: skip
LATER = (
    "later", "not (right )?now", "not yet",
        "(next|in a few|in a couple of|in some|after) (week*|month*|payday|day*|year|time)",
    "when i (get|have|am|come)", "(another|some other) time", "payday", "(wait|waiting) (until|till|for|a)",
        "not ready",
    "(think|sleep) (about|on|over) (it|this)", "(need|want) (more |some )?time",
        "(maybe|perhaps) (in|after|next|some)",
    "get back to you", "remind me", "thinking about it", "on holiday",
        "in the (spring|summer|autumn|winter|new year)$",
)  # fmt: skip
NOT_INTERESTED = (
    "not interested", "no (thanks|thank you|thank)", "(changed|change) my mind",
        "(do|did) not (need|want) (it|this|that|them|any)",
    "(no longer|not) (need*|want*|interested|looking)", "^no$", "^nope", "^nah", "never ?mind", "not for me",
        "forget it",
    "decided (against|not)", "lost interest", "will pass", "i am good",
)  # fmt: skip
THANKS = ("thank*", "thx", "cheers", "much appreciated", "appreciate it", "ta")
ANNOYED = (
    "annoy*", "irritat*", "ridiculous", "harass*", "stupid", "terrible", "awful", "useless", "(fed|pissed) (up|off)",
    "sick (of|and tired)", "spammers", "leave me alone", "(fuck|piss|sod|bugger|naff|jog) (off|on)", "rude", "angry",
    "furious",
    "unacceptable", "enough already", "(how|where) (on earth )?did you (even )?get (my|this)", "stop bothering",
    "^go away",
    "please go away", "get lost", "(the|is the|for the) (last|third|second|fourth|fifth|umpteenth|hundredth) time",
    "waste of",
    "pushy", "already (told|said|answered)", "(told|asked|said to) you (already|before|twice|three)",
    "i have (asked|told|said) ~ (twice|again)",
    "disgust*", "shame on", "worst", "on earth", "bloody", "damn*", "crap", "(what|such) a joke", "is a joke",
    "having (me on|a laugh)", "good grief", "for (god|heaven|pity|christ|crying|goodness|fuck)* (s )?sake",
    "^(jesus|christ|oh for)",
    "(thanks|thank you) for nothing", "slow clap", "no means no", "lose my (rag|patience|temper)",
    "(are|do) you people", "wtf",
    "ffs", "(do|can) you (even )?(hear|listen|read)", "(is|are) (there )?any ?(one|body) (alive|even|there at)",
    "pull the other",
    "pack it in", "give it a rest", "shut up", "knock it off", "reporting you", "report you",
    "none of your (business|beeswax)",
    "sort (your|yourselves) ~ out", "great another", "another one ?$", "took you long enough",
    "(third|fourth|fifth|tenth|umpteenth) time", "every single time", "how many (more )?times", "what part of",
    "(fuck*|shit*|arse*|bollock*)",
    "clowns", "idiot*", "rubbish", "(nobody|no one) ever (answers|replies|reads)", "beyond (a joke|me)", "fuming",
    "appalling", "joke of a",
)  # fmt: skip
# What was in the way; of a clause the first that fits counts. `TROUBLE` are complaints; `TOPIC` are bare mentions,
# which count only outside a question.
TROUBLE = {
    "stock_variant": (
        "(out of|not in|no|back in|in) stock", "sold out", "(not|un) ?available",
            "(my|the|that) (size|colour|color) ~ (missing|gone|sold|not)",
        "(no|not) ~ (in|have) (my|the|a) (size|colour|color)",
            "(have|come) (it )?in (my size|another|a different|other)", "restock*",
    ),
    "coupon": (
        "(coupon*|voucher*|discount|promo*|gift card) ~ (not|code|work*|invalid|expired|fail*|deni*)",
            "(coupon|voucher|discount code|promo code)",
        "code (did|does|would|is) not", "waiting for a (sale|discount)",
    ),
    "payment_declined": (
        "(card|payment|bank|visa|mastercard|transaction) ~ (declin*|refus*|reject*|fail*|not (go|work|accepted|went|going))",
        "(declin*|reject*|refus*) ~ (card|payment)", "payment (error|failed|problem)", "could not pay", "3d secure",
        "(did|would|does|will|can) not (let me|accept my|take my) (pay|card|payment)", "insufficient funds",
    ),
    "account_wall": (
        "(do|did|does|would) not ~ (create|make|open|register|want) ~ account",
            "(had|have|has|need|needed|forced|asked) ~ (register|account)",
        "(create|make|open) an account", "(log|sign) ?in", "login", "(forgot|forgotten|lost|reset) ~ password",
            "password", "registration",
        "sign up to (buy|order|pay)", "as a guest", "guest checkout", "without (an account|registering)",
    ),
    "cost_total": (
        "(wanted|want) to see (the )?(total|price|shipping)",
        "(too|so|quite|very|bit|rather|really|little) (expensive|pricey|dear|costly|high|much)",
            "(too much|more) (money|than i)",
        "(can|could) not afford", "(over|above|beyond|outside) (my|our|the) (budget|limit|means)", "expensive",
            "pricey", "overpriced",
        "(shipping|delivery|postage) ~ (cost*|price*|fee*|too|expensive|high|more|add*|surprise*)",
            "(hidden|extra|added|unexpected) ~ (cost*|fee*|charge*)",
        "(cost*|fee*|charge*|price*) (of|for) (shipping|delivery|postage)",
            "(price|total) (went|was|is|jumped) ~ (up|high|higher|more|much)",
        "(cheaper|less) (elsewhere|somewhere)", "customs", "import (duty|tax*)", "costs (too|so) much",
            "a lot of money", "price put me off",
    ),
    "delivery_time": (
        "(takes|took|take|taking) ~ (long|weeks|forever|ages)", "(delivery|shipping) ~ (slow|long|late|time*)",
            "too (slow|late|long)",
        "(need|want|must have|have to have) (it|them|this) ~ (by|before|tomorrow|soon|today|this week|for|in time)",
            "arrive* ~ (late|in time|too|before|by)",
        "(not|never) ~ (arrive|come|here) ~ (in time|before|until)", "(in|on) time for",
            "(by|before) (friday|monday|tuesday|wednesday|thursday|saturday|sunday|christmas|easter)",
    ),
    "payment_methods": (
        "(no|not|only|wanted|want|prefer|without|missing) ~ (paypal|klarna|apple pay|google pay|invoice|bank transfer|"
        "netgiro|pei|aur|amex|debit|credit card|cash)",
        "(pay|paying) (by|with|via|through|using|in|on) (\\w+ )?(invoice|paypal|klarna|card|transfer|apple|google|instal*|"
        "cash|netgiro|pei|aur)",
        "(way|method|option)s? (of|to|for) (pay|paying|payment)", "payment (method*|option*|way*)",
            "instalment*", "installment*",
    ),
    "returns": (
        "(return*|send (it|them) back|exchange) ~ (policy|possible|difficult|cost*|free|how|if|not|it|them|fit)",
            "(can|could) (i|it|they) ~ (return|exchange)",
        "(if|in case) ~ (not|does not|wrong|change) ~ (fit|like|right|size|mind)", "(get|give) ~ money back if",
            "(worried|unsure|afraid|nervous) ~ return*",
    ),
    "trust": (
        "(do|did|does|could|can) not ~ (trust|know (you|your|the|this|who))",
            "(not|never) ~ (trust*|safe|secure|legit*|reliable)",
            "(scam|fraud|fake|legit|legitimate|dodgy|suspicious|shady)",
        "(is|are) (this|you|it|your (shop|site)) (safe|secure|real|genuine|trustworthy|reliable)",
            "(trust|trustworthy|reliable)", "never heard of",
        "(safe|secure) to (pay|buy|order|use)", "who (are you|runs|owns|is behind)", "reviews",
    ),
    "fit_or_choice": (
        "(not|un) ?sure (about|of|on|if|which|what|whether) ~ (size*|fit*|colour*|color*|right|which|one|choose|suit*|one)",
            "(which|what|wrong|right|my) size",
        "(will|would|does|do|did) (it|this|they|not) ~ fit",
            "(too|bit) (big|small|large|tight|loose|short|heavy|thick|thin|warm|wide|narrow)",
        "(hard|difficult|could not|can not|cannot) ~ (choose|decide|pick)", "size (chart|guide|table)",
            "between (two|sizes|sized)", "not sure (which|what)",
        "(it )?itch*", "right one", "warm enough", "waterproof enough", "too many (options|choices)",
    ),
    "technical": (
        "(site|website|page|checkout|cart|button|form|link|app|browser) ~ (crash*|broke*|error|froze|frozen|not (work*|"
        "load*|open*|respond*)|stuck|hang*|slow|fail*|blank|bug*|down)",
        "error (message|code|page)", "(an|got|get|some|kept getting) error",
            "(does|did|would|could|do) not (work|load|open|go through|let me)", "crash*", "glitch*", "bug",
        "technical", "(kept|keeps) (loading|failing|spinning|crashing)",
            "could not (finish|complete|check ?out|click|continue|proceed)", "timed out",
            "internet ~ (down|dropped|died)",
    ),
    "comparing": ("compar*", "(looking|shopping) around",
        "(other|another|different) (shop*|store*|site*|place*|brand*)", "check* (other|elsewhere)",
        "cheaper (elsewhere|at|in)"),
    "gift_or_approval": (
        "(ask|check with|talk to|speak to|show|discuss ~ with|consult) ~ (wife|husband|partner|spouse|boss|mother|mom|mum|"
        "father|dad|friend|girlfriend|boyfriend|family)",
        "(wife|husband|partner|spouse|boss) (has|needs|wants|must|should) ~",
            "(need|needs) ~ (approval|permission|ok)", "is (it|this) a surprise",
    ),
    "just_browsing": (
        "just (looking|browsing|curious|checking|having a look|wanted to (see|look|check))",
            "only (looking|browsing|checking)", "window shopping", "(was|am) (just )?browsing",
        "wish ?list", "saving it for",
    ),
    "privacy": (
        "privacy", "gdpr", "(my|personal) (data|information|info|details)",
            "(how|where) did you (get|find|have) (my|this|the) ~ (address|email|e mail|mail|name|details)",
        "(track*|spy*|follow*) (me|people)", "cookie*", "what (do )?you (store|know|keep|have) (about|on) me",
    ),
}  # fmt: skip
TOPIC = {
    "cost_total": ("price*", "shipping", "postage", "delivery (cost*|fee*|charge*)", "cost*", "total", "(the )?fees"),
    "delivery_time": ("delivery (time*|date*|day*)", "delivery", "slow"),
    "returns": ("return*", "exchange*"),
    "payment_methods": ("payment", "paying", "paypal", "klarna", "card"),
    "fit_or_choice": ("size*", "sizing", "colour*", "color*", "fit", "fitting", "choice*"),
    "technical": ("error", "website", "the site"),
    "stock_variant": ("stock",),
    "trust": ("secure", "security"),
}  # fmt: skip
COMPARE = {
    "cheaper": ("price", "<"), "less expensive": ("price", "<"), "lower price": ("price", "<"),
        "not so expensive": ("price", "<"),
    "not as expensive": ("price", "<"), "lighter": ("weight", "<"), "less heavy": ("weight", "<"),
        "not so heavy": ("weight", "<"),
    "heavier": ("weight", ">"), "warmer": ("warmth", ">"), "more warm": ("warmth", ">"), "less warm": ("warmth",
        "<"), "cooler": ("warmth", "<"),
    "not so warm": ("warmth", "<"), "smaller": ("size", "<"), "bigger": ("size", ">"), "larger": ("size", ">"),
        "softer": ("soft", ">"),
    "less itchy": ("soft", ">"), "not so itchy": ("soft", ">"), "roomier": ("volume", ">"),
        "thinner": ("warmth", "<"), "thicker": ("warmth", ">"),
}  # fmt: skip
# A quality named alone, and the side of the scale it asks for.
QUALITY = {
    "warm": ("warmth", ">"), "cosy": ("warmth", ">"), "cozy": ("warmth", ">"),
        "(very|really|extra) warm": ("warmth", ">"), "light": ("weight", "<"),
    "lightweight": ("weight", "<"), "(cold|freezing) (all|often|easily|always|weather)": ("warmth", ">"),
        "(feel*|get*|always) cold": ("warmth", ">"),
}  # fmt: skip
# Other words for common values, by the value's id or a word of its English label.
FORMS: dict[str, tuple[str, ...]] = {
    "black": ("black", ), "white": ("white", "ivory", "cream"), "grey": ("gr(e|a)y", ), "gray": ("gr(e|a)y", ),
        "blue": ("blue", "navy"), "red": ("red", ), "green": ("green", ),
    "adults": ("mother", "mum", "mom", "father", "dad", "husband", "wife", "grand(ma|pa|mother|father)", "granny",
        "(my|a) (partner|boyfriend|girlfriend)"),
    "hiking": ("hik(e|es|ing|er)", "trek*", "mountain*", "trail*"), "camping": ("camp*", "tent*"),
        "swimming": ("swim*", "pool", "hot ?(pot|tub)*"), "gift": ("gift*", "(a|birthday|christmas) present"),
    "city": ("city", "commut*", "(in|around) town", "to work", "office"), "children": ("child*", "kid*",
        "(my|our) (son|daughter)", "baby", "toddler"), "wool": ("wool*", ),
    "waterproof": ("water ?proof*", "(in|for) (the )?rain", "rainy"), "windproof": ("wind ?proof*",),
}  # fmt: skip
