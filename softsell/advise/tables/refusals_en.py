"""English ways of saying no to letters, and what only sounds like it. Data; the shapes' language is that of `refusing` (rule 1).

A missed no is worse than a false one: when in doubt a shape belongs here. What must be told apart goes to KEEPS.
"""

KINDS = {
    "NO": "no not never none nope neither nor nothing without nae dinnae dinna nowt nobody hardly",
    "WANT": (
        "want wants wanted wanting wish wishes wished like care cares need needs needed needing fancy appreciate "
        "welcome desire require interested interest keen"
    ),
    "LETTER": (
        "mail mails emails email mailing mailings letter letters message messages msg msgs messaging reminder "
        "reminders newsletter newsletters notification notifications text texts sms pings correspondence "
        "communication communications contact spam junkmail advert adverts ads advertising advertisement* marketing "
        "promo promos promotion promotions promotional circular* nudge nudges alerts notif notifs flyer* followup* "
        "missive* emailing writing solicitation* notes mailshot* postcards blurb* chasers"
    ),
    "CONTACT": (
        "write writing written contact contacting contacted mail mailing mailed email emailing emailed message "
        "messaging messaged text texting texted txt ping pinging pinged remind reminding reminded bother bothering "
        "bothered disturb* pester* chase chasing chased harass* nag nagging nagged spam spamming spammed hound* "
        "stalk* bug bugging badger* solicit* approach approaching approached annoying hassle hassling nudge nudging "
        "nudged follow following advertise targeting targeted target reach reaching prod prodding poke poking "
        "persecut* molest* emial* emailling"
    ),
    "GET": (
        "get getting gets receive receiving received recieve* hear hearing have having see seeing read reading find"
    ),
    "SEND": "send sending sends sned sendin",
    "ME": "me us i my our mine myself ours",
    "MY": "my our this me us his her their",
    "THESE": "this these those such thing things stuff kind sort rubbish crap nonsense tripe them",
    "MORE": "more further again anymore longer another ever else mair mor moar agen",
    "STOP": (
        "stop stopp stopping stp stpo srop sotp stahp stap stob tsop cease ceased ceasing desist quit quitting halt "
        "refrain"
    ),
    "END": (
        "end finish cut kill drop discontinue terminate cancel suspend suppress pull close pause mute disable "
        "deactivate stop cease halt quit axe scrap shut ditch lay"
    ),
    "ENDED": "end ends ended stop stops stopped cease ceased finish finished suppressed discontinued",
    "OFFV": "turn turned turning switch switched switching shut toggle",
    "UNSUB": (
        "unsub* unsusc* unsusb* unsuscr* unsbs* unsubcs* unsibs* optout unscubs* unscrib* usubscr* unsunbs* unusbs*"
    ),
    "REMOVE": (
        "remove removed removing rmv remov delete deleted deleting erase erased erasing forget forgotten scrub strike "
        "struck cross crossed wipe wiped wiping purge purged unlist bin chuck expunge blot destroy unregister "
        "deregister rub shred"
    ),
    "TAKE": "take taken taking leaving keeping get getting strike cross count leave left sign keep knock",
    "RECORD": (
        "me us him her them address addresses adress adresses addy email emails mail name names number numbers data "
        "details account accounts record records file files profile information info contact contacts everything "
        "everthing"
    ),
    "LIST": "list lists mailing database databases books register records system rolls registry mailinglist",
    "LEGAL": (
        "lawyer* solicitor* attorney* ombudsman* ico regulator* authority authorities complaint* complain complaining "
        "court sue suing police legal watchdog ftc"
    ),
    "BLOCK": "block blocked blocking blacklist* report reported reporting flag flagged flagging",
    "ORDER": (
        "order orders delivery deliveries shipment shipping payment payments invoice parcel package parcels basket "
        "cart item items product products instalment debit dispatch transaction charge production making selling "
        "courier alarm"
    ),
    "FILLER": (
        "please pls plz plis kindly now thanks thank thx ta cheers ok okay just you it this that already hi hello "
        "dear hey sorry well oh ugh yes yeah team all everyone sir madam altogether completely immediately at once "
        "today good forever then would could can will mate lads folks guys lol really seriously im we simply entirely "
        "regards ahh here and for ever away"
    ),
    "GLAD": "thanks thank pls please plz thx ta cheers of for im because",
}  # fmt: skip
JOINED = (  # a whole sentence without its spaces
    "stop stopp stopit unsubscribe unsubscribeme optout nomore nomoremail remove rmv cease cancel end endit off out "
    "quit nomoreplease donot pleasedonot spareme"
)
ENDS = (
    # Stop, by itself, and what is to stop.
    "< STOP >", "STOP CONTACT", "STOP SEND", "STOP LETTER", "stop|quit|cease THESE >", "STOP +these|this",
    "STOP +it|that >", "< STOP +with", "< STOP +please|pls|plz|takk|now", "wish you STOP",
    "they|them|these|LETTER STOP +coming|arriving|appearing", "have|get +them|these|LETTER +ENDED", "< STOP +all|any",
    "stop|quit|cease|stopp ME >", "< STOP +STOP", "please STOP >", "asked|ask|beg|told|want|like STOP >",
    "get THESE|LETTER|them +to STOP", "make|made it|THESE|LETTER STOP|end|disappear|vanish",
    "must|should|needs|has +to STOP >", "must|should STOP >", "needs|has|have|ought|you|all +to +STOP >",
    "can|may|might|could|would|will +you +STOP >", "you can|may|might|could +STOP >",
    "if you +stopped|ceased|quit|stop", "end|stop LETTER", "END +your|the|all|any|these|this|those|my LETTER",
    "END all LETTER", "cancel LETTER", "LETTER can|must|should|may|to|could|need +STOP|end|ENDED", "cease|desist",
    "refrain", "make|made|get LETTER|THESE go|going +away", "they|THESE|LETTER made go +away",
    "discontinue +THESE|LETTER|it", "< discontinue >", "kind|good +as +to STOP", "kill|end|ditch +this +subscription",
    "bothering|annoying|pestering +me|us +with", "interest in GET LETTER", "no +longer CONTACT", "no +longer LETTER",
    "no +longer hear|receive|SEND", "if LETTER ENDED", "ENDED|cease CONTACT", "pull|kill LETTER",
    # Off.
    "OFFV LETTER +off", "OFFV +off LETTER", "LETTER OFFV +off", "OFFV +them|THESE +off", "OFFV off my|this RECORD",
    "OFFV +it +off my|RECORD|for", "UNSUB", "opt|opts|opted|opting +me +out", "opt|opts|opted|opting +out",
    "opt|opted +ME +out", "un +subscribe", "REMOVE +RECORD", "REMOVE MY|that RECORD", "REMOVE +all MY|RECORD",
    "REMOVE +any|every RECORD", "REMOVE from LIST", "RECORD be|is|are|get +REMOVE", "be +REMOVE >",
    "be +unsubscribed|forgotten|erased", "to +be +REMOVE", "get +rid +of MY|LETTER RECORD|LETTER",
    "rid +of MY|THESE LETTER|RECORD", "rid +of LETTER|THESE >", "lose MY RECORD", "lose +interest +in +ME",
    "< remove|delete|erase|unlist >", "remove|delete +please|pls|plz|thanks >", "REMOVE +us|me|mine",
    "consider|count +me|us +gone|out|removed|done|off >", "account|it closed|deleted +please|pls",
    "want|like|have MY account closed|deleted", "close MY account", "LETTER +off >",
    "finito|finished|over|basta|done +with LETTER", "as +a +no", "LETTER i +do +not +want|need",
    "inbox|mailbox without +you|your|yours", "TAKE +me|us|her|him|them +off|out >",
    "TAKE +me|us +off|out +of? +it|this|here|that|your",
    "TAKE +me|us|her|him|them|it|this +off +of|it|this|that|your|the|whatever|any|MY|LIST|me",
    "TAKE +me|us|her|him|them off|from|out LIST", "TAKE MY RECORD off|out",
    "TAKE me|us out +of THESE|LIST|LETTER|your|yours", "off|from +your|any|this|all|whatever LIST",
    "off|from +the LIST", "mailing +list|lists", "mailinglist", "keep|leave MY RECORD +out|off|alone",
    "keep|leave|leaving|keeping +ME +out", "left +out +of +your|yours|THESE|LETTER|it|this",
    "not +on +your|this|any|the? LIST", "NO on +your|this|any LIST", "no +wish LIST",
    # No letters, not to write.
    "no +LETTER", "not +a +LETTER", "no +MORE +LETTER", "NO +any|further|such|more LETTER", "NO +another|one LETTER",
    "not|no +another +word|one|peep", "nothing|none MORE +from", "not +one +more",
    "RECORD +be|is|were|being +taken|struck|crossed off|out|from",
    "insist|trust|hope|demand|request|ask this|these|it|they +stops|ends|stop|end",
    "this|these|it +must|has|have|needs|need +to? +end|stop >", "nothing +from +you",
    "not +to +write|mail|email|message", "not +be GET THESE|LETTER", "please +do +not +use +it|this|that",
    "< bin|delete|erase|undo|remove +it|them|this|these >", "untick* me|it|this|LETTER", "unticked LETTER",
    "off +switch THESE|LETTER", "take +me|us +of >", "dnt|dont +CONTACT|SEND", "ever +STOP >", "leave +off",
    "not +after +any MORE LETTER", "not +after LETTER", "get +tae", "sling +your|yer +hook", "on +your|yer +bike >",
    "never WANT +to +see|hear your|you|this|ur", "no +part +of|in", "not WANT be part", "like|want +out >",
    "let|get +me|us +out|off +of? +this|it|here|LIST", "get +off +this|these|it >",
    "get|got|have|is +enough|plenty LETTER|junk|rubbish", "not +tempt",
    "asked|asking|ask|begged +to +be REMOVE|taken|left|unsubscribed|forgotten", "illegal|unlawful CONTACT|LETTER",
    "CONTACT|LETTER illegal|unlawful", "breaking|against +the +law", "erasure", "formal +request +to|that",
    "request you|that STOP", "block +list", "bin|trash +with LETTER", "LETTER +go|goes|going|went bin|trash|junk",
    "waste|wasting your|yer +time|breath|stamps|paper|money", "make +it|this|that +your|the +last",
    "last +one +please|pls|thanks", "no +cold", "at +an +end", "have +no +business", "no +SEND|sendin",
    "NO WANT LETTER", "NO WANT +in|to? GET LETTER|THESE|anything|from", "NO WANT GET LETTER|THESE|anything|from",
    "NO WANT be CONTACT", "NO WANT +being CONTACT|LETTER", "NO WANT you|anyone|anybody|shops CONTACT|SEND|LETTER",
    "NO wish +to +GET", "NO hear|hearing +from +you|u|ye|yous|yiz|shops|them|any|this|your|anyone",
    "NO hear +about|of +it|this|that|THESE", "NO hear again|anymore|more", "not +hear|hearing +from|of|about",
    "never +hear", "NO +getting|receiving THESE|LETTER|any|anything", "not +getting|receiving THESE|LETTER",
    "NO do +LETTER", "< not|never +CONTACT", "do|please|pls|plz|never|to|kindly|better|dont +not +CONTACT",
    "please|pls +not +be CONTACT",
    "do|would|could|can|please|might|must|may|to|you|should +not +CONTACT|bother ME|again|anymore|here|"
    "anyone|anybody|this|any|anything|MORE|>", "you +not +CONTACT|SEND",
    "do +not +ever|please|dare|you|even|keep|go|be CONTACT|SEND", "do +not +bother +writing|emailing|mailing",
    "never +ever CONTACT|SEND", "never +CONTACT ME|again|here", "never write|contact|mail|email again",
    "do|never|please|to|not +not SEND me|us|LETTER|THESE|any|anything|MORE",
    "not|never|dinnae|dinna|nae SEND me|us|LETTER|any|anything", "NO follow +up|ups", "NO WANT +any follow",
    "< do +not +SEND >", "< never +SEND", "NO sent +to +ME|this|MY", "NO be SEND|sent ME|LETTER",
    "not +being CONTACT|sent", "no +need|reason|point|use|call +to|in|for|of CONTACT|LETTER|follow|SEND",
    "no +need +for|of +LETTER|you|this", "need +not CONTACT|LETTER|SEND|be|have",
    "NO need +your|any|the|these|more LETTER", "NO have +to +CONTACT|keep", "by +not +CONTACT",
    "rather|prefer|sooner|better|grateful|help|appreciate|kind NO|without|did|not GET|CONTACT|LETTER|SEND|be",
    "rather|prefer|prefers NO|did +not|to|you GET|CONTACT|LETTER|SEND|be", "rather|prefer you +did +not|nt",
    "prefer +not|no +to|be LETTER|GET|CONTACT|be", "mind NO|not +CONTACT|SEND", "do +without LETTER",
    "fine|better|happier +without LETTER", "cancel|drop|close MY subscription >",
    "end|cancel|stop|terminate +my|the|this|our +subscription >", "end +my|the +subscription",
    "end|stop|cancel +my +subscription +to +this|your", "mute +me|us|this", "put +me|us down +as +a? +no|not",
    "stay +out", "keep|stay|step +away +from", "decline|declining further|any|all|LETTER",
    "respect +my +privacy|wishes", "correspondence|conversation|contact +is|ends|end +over|here|closed|now",
    "gonnae +no", "yer +wheesht|heid", "wheesht", "forget +i +exist|existed", "pretend +i", "for +the +last +time",
    "last|final +warning", "never +gave +you +my RECORD", "nae +mair", "rather|prefer|like +not? +to +be +left",
    "bother +me +again|further", "do +without +your|these|them",
    # Enough, the last.
    "be|makes +the|your|my|our last|final LETTER|one|time|i|contact|thing|word",
    "let|like|want|should|must|hope|trust|make be +the +last|final|end", "trust|hope end +of|to", "final LETTER +to|i",
    "no +to|thank|thanks LETTER", "no +to +THESE", "NO future|all|such LETTER", "not happen +again", "address not LETTER",
    "address +only for", "NO +being CONTACT", "less|fewer +LETTER", "do +not +call|ring|phone +us|me", "enough LETTER",
    "enough +already|now", "had +enough +of|with", "enough +of +you|this|it|LETTER >",
    "enough +of +these|your|the LETTER", "enough +is +enough", "sick|tired|weary|fed +of|up THESE|LETTER|your LETTER|>",
    "sick|tired|weary|fed +up LETTER|with", "sick|tired|weary|fed of|up being|CONTACT|LETTER",
    "hate|loathe|despise|detest GET|THESE", "MY|this RECORD +REMOVE", "end|cancel|stop MY subscription LIST|LETTER",
    "last LETTER +i +want|need|ever|get|receive", "the +last +i +hear|see|get",
    "fed +up +with|of LETTER|THESE|you|being", "done +with +LETTER|your|you",
    "hate|loathe|despise|detest|dislike LETTER", "too +many LETTER",
    # Leave us, and rude.
    "leave|let ME +alone|be >", "leave ME +alone|be|peace", "leave ME in peace", "leave MY alone >",
    "left +alone|in +peace", "left +alone", "be|leave|live|let|get +in +peace",
    "ask|want|like|need|request|some|for +silence|peace", "lose +my|this RECORD", "give +it|me|us|that +a +rest|break",
    "pack +it|that +in", "cut +it|that +out", "knock +it|that +off", "leave|get +off +my|our +back|case",
    "get +off +it", "give +over", "wind +it +in", "spare +me|us|yourself|yourselves|your",
    "save +yourself|yourselves +the", "save +it +for +someone|somebody", "take +the +hint", "get +lost", "jog +on",
    "fuck|piss|bugger|sod|naff|bore|buzz|eff|f|clear|feck|fk|back|rack|eff +off", "stfu", "shut +up|it", "do +one >",
    "gtfo", "foxtrot +oscar", "cross|strike|count +me|us +out >", "bother +someone|somebody", "pull +the +plug",
    "out +of +my +inbox|life", "my|our +inbox LETTER|NO|without",
    # Rights and threats.
    "withdraw +from",
    "withdraw|revoke|retract|rescind|withdrawing|revoking|withdrawn consent|permission|agreement|"
    "authorisation|authorization", "object|objection|objecting marketing|LETTER|processing|direct|this|these|being",
    "no|without|not|never permission|consent|authorisation|authorization|right +to|for|you|>", "no +right +to",
    "NO +consent*|consent|consented", "against my +will|wishes|consent",
    "right +to +be|erasure +forgotten|erasure|removed", "right +to +erasure", "against +gdpr|law", "do +not +contact",
    "do +not +reply +or|and|again|>", "not +reply +to +this",
    "ask|asked|asking|beg|tell|told|instruct you not to CONTACT|SEND", "< ever CONTACT|SEND ME|again",
    "no +contact|mail|marketing|call +list", "article +21|17", "tps|robinson +registered|list",
    "BLOCK +you|this|these|sender|your|u", "< BLOCK >", "BLOCK +as +spam|junk", "BLOCK if|next",
    "mark|marked|marking +you|this|these|it|your as|spam|junk", "as +junk|spam",
)  # fmt: skip
TOLD = (  # not in a question
    "< not +another +one|LETTER >", "last +straw >", "< BLOCK >", "LETTER ENDED >", "if|glad|like|would LETTER ENDED",
    "< OFFV THESE|it +off >", "< OFFV +off THESE|it >", "OFFV +off THESE >", "< THESE off >",
    "shut +it|this|them +off|down", "< enough|enuf|plenty|basta >", "said|say +STOP >",
    "never come|appear|show|pop +back|up|again", "< end|quit|desist|halt >", "off +off", "< silence|shush|hush|peace >",
    "silence", "shush", "< no +more|nomore >", "no +more >", "no +more +GLAD", "nothing +further|more >",
    "nothing +further", "never +again >", "NO happen again", "not|never do +this|that +again",
    "not|never +ever do THESE|it again", "< forever >", "< go +away", "please|just|pls +go +away", "spam", "spammers",
    "spamming", "junk +mail", "junkmail", "unsolicited", "unwanted LETTER", "harassment", "harassing", "intrusive",
    "NO +sign|signed +up|for", "not|never|be +sign|signed +up|on|for +THESE|this|it|that|your|LETTER|you|any",
    "NO subscribed|subscribe", "nobody|NO +asked|ask +for|you|to|me THESE|it|be|>",
    "NO asked|ask +for +THESE|it|LETTER|that", "not|never +agree|agreed|consented|opted +to|for",
    "who said you could|can CONTACT", "< do +not +want +these|those|them >", "i +want +out", "lose +us",
    "none +of +THESE +LETTER|again|anymore|ever",
    "< wrong +person|number|bloke|woman|man >", "< return +to +sender >", "link|button +at +the +bottom|foot|end",
    "< gdpr >", "NO tolerate LETTER",
    "LETTER intrusive|annoying|unwelcome|unwanted|pointless|upsetting|distressing|confuse|upset|upsets|confusing",
    "< would|could|can|will you not >", "< please +do +not >", "< do +not >", "automatically +do +not",
    "< i +said +no >", "take|TAKE +the +hint", "not +use MY|this RECORD", "not +use +it +again", "NO +follow +up",
    "NO LETTER again|anymore|ever", "be|being +CONTACT NO", "forbid*|forbids|forbidden LETTER|CONTACT", "lay +off",
    "let +me +be", "off +my|our +phone|back|inbox",
    "LETTER NO|unwelcome welcome|wanted|needed|required|necessary|appreciated|invited", "LETTER are|is +not",
    "bye +forever|then", "never +darken", "NO remind +me|us", "NO reminding", "i +opted +out", "be +NO +LETTER",
    "wish +NO +LETTER", "NO +MORE +of", "not +up +for +LETTER", "leave +it +there +now", "that +is|s +plenty|enough >",
)  # fmt: skip
FAR = (  # over a whole sentence; a name with ~ stands anywhere later
    "dreg ~baka ~samþykki*", "dreg ~samþykki*", "never ~again ~inbox*|LETTER", "one|again ~MORE ~BLOCK|LEGAL",
    "another|again|anymore ~BLOCK|LEGAL", "BLOCK|LEGAL ~again|more|another", "gdpr|protection ~REMOVE|RECORD",
    "more ~BLOCK|LEGAL", "next ~LEGAL|blocked", "LEGAL ~next", "enough ~inbox", "inbox ~enough|without",
    "wrong ~REMOVE|LETTER|TAKE",
)  # fmt: skip
KEEPS = (
    # The other way round: letters are wanted.
    "do|does +not|never +STOP|UNSUB|REMOVE|quit", "never +STOP|quit", "do +not TAKE|REMOVE me|us|my off|from|out",
    "not +saying|mean|meaning +STOP", "keep +the +news|LETTER", "say|said +no +more", "enough +said",
    "rather|instead +than +LETTER", "not +only +LETTER", "email|mail|message|text|write +me|us the|a|when|if|your",
    "drop|shoot +me|us +a|an", "not +LETTER NO but",
    # Other things that stop, and other things to stop.
    "bus|train|tram|coach|pit|full|door|truck|rest|f|whistle|non|none|next|last|first|depth|end|stage|"
    "automatic|proper|auto|one +stop",
    "stop +by|in|over|at|near|motion|light|sign|watch|press|loss|gap|cock|off|there|right|somewhere|for", "nonstop",
    "stop +short", "stop +me|us +if", "STOP|END|cancel|REMOVE|TAKE ORDER", "ORDER STOP|ended",
    "can|could|should|may|shall|must|cannot +i|we +STOP +and|at|it|by|the|here|halfway|in|over",
    "stop|ended|end +of +the|term|year|month|week",
    "will|would|does|did|do|can|could +it|this|that|they|the +STOP|ever",
    "not|never|cannot +STOP|quit +CONTACT|thinking|looking|smiling|using|working|talking|knitting|"
    "wearing|laughing|loving|eating",
    "STOP +wearing|using|working|knitting|selling|making|leaking|itching|smelling|shrinking|pilling|"
    "bleeding|fading|slipping|boiling|growing|running|playing|looking|thinking|persuading|showing|suggesting|offering|giving|recommending|charging|holding|keeping|buying|shopping",
    "STOP +it|them|him|her|water|wind|rain|sweat|snow +from|to|falling|getting|leaking|rusting|slipping|barking",
    "STOP +and|to +think|look|rest|shop",
    "stop +smell*|water|wind|rain|sweat|leaks|heat|cold|draughts|rust|barking|snoring", "to|i|can +stop +and",
    "the|my|that|what|which|this|thing|price|bank +stopped", "i +quit +smoking|my", "how|to|can +STOP +the ORDER|blade",
    "cancel MY|the ORDER", "coffee|magazine|paper|blade|blades|razor|box|tea|meal|phone|gym|app|direct subscription",
    "subscription +box|from|until", "subscription +for|to +the|my|a ORDER|coffee|tea|box",
    # Lists, mailboxes, signing and spam of other kinds.
    "waiting|wait|wish|shopping|price|size|packing|gift|guest|wedding|reserve list|lists", "not +LIST +on",
    "UNSUB box|popup|window|banner|checkbox", "UNSUB daughter*|son|sons|child", "sign|signed +in",
    "NO sign|signed ORDER", "sign|signed +for", "spam +filter|folder",
    "in|into|to +my|the|your|spam|junk spam|junk|folder", "junk +mail +sticker", "into|in +spam|junk",
    "NO junk +mail +sticker", "contact +details|info*|information|form|page|number|person|lens|lenses",
    "confirmation|code|codes|receipt|tracking|verification|activation|welcome|order LETTER",
    "LETTER +confirmation|with|about|code|receipt|saying",
    "no|not +LETTER +came|come|arrived|yet|since|received|about|from|with",
    "not +get +LETTER +with|about|confirming|from|yet", "NO +got|received|had|seen LETTER",
    "did|have|has +not|never +GET|got|had LETTER|answer|reply", "by|via|through|per +LETTER",
    "text +on|is|size|book*|books", "not +get +my|the|a|an|any +order|parcel|size",
    "not +hear|hearing +the|any|it|well|a|aid", "post +office|box|code|codes", "mail +box|order",
    "not SEND|deliver|ship ORDER", "not SEND to|abroad|overseas|outside",
    "not +SEND +wrong|damaged|used|broken|that|the|a|it", "write +with|on|left", "UNSUB +by|accidentally",
    "writing +desk|paper|set|pad", "LETTER +box|plate|opener|rack", "note +book*|pad", "follow +the|your|us|up +on +my",
    "reach +the|top|it|shelf|checkout", "approach +shoes", "mail|email|text|message|write +me|us +instead",
    "leave +the +LETTER",
    # The shop's wares and the page.
    "leave|let +me +be +the", "leave +it +be", "count +me +in", "TAKE +me +out +for|to|on",
    "take|leave +me +off|out +guard", "off +guard", "not +one +more +day", "in +peace +and|time", "take +the +hint +of",
    "not +a +note", "without +LETTER +service",
    "more|fleiri +suggestions|ideas|options|hugmynd*|tillög*|pakk*|gadgets|græjur", "no +bother|hassle|trouble",
    "chase +the|it|him", "no +more +than|questions|concerns|doubts|worries|in|sizes|stock|left", "no +more +left",
    "nothing +more +to", "nothing +else +to|in|like", "enough +time|money|room|space|pockets|for|to",
    "block +payment|payments|the|heel|colour|color|of|it", "bank|card|provider BLOCK",
    "BLOCK +the|by|my payment|bank|card|transaction", "report +back|a", "never +again cold|wet|be|have",
    "kids|it|dog|wool|child never", "another +colour|color|size|shop|option|way|card|pair", "my|own +will",
    "marketing +job|student|team|department|manager|agency", "no +contact +person|number", "advert* +said|showed|for",
    "promo* +code|codes|price", "text +message +code", "no +promo|promotional +code", "NO use +LETTER", "reminder +for",
    "alarm|alert|alerts +function", "cut|finish +the|of",
)  # fmt: skip
