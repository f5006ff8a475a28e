"""Whether a letter consists of the set phrases of a notice: somebody is away, has left, a mailbox that nobody reads.

Rules
1. A person in a hurry may say any one of these things; a notice says several. What a person says too (thanks, away, until
   when) is worth at most two together, and four are needed.
2. A notice opens with one of its phrases; a person begins with what is to be said.
3. Who asks something, or asks for something, is a person.
"""

import re

from softsell.mail.reading.subject import folded

ENOUGH = 4
COMMON = 2  # at most, of what people say too
LOOKED_AT = 1_500  # characters


def _any(*shapes: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{shape})" for shape in shapes))


_MAIL = r"(?:e-?mails?|mails?|messages?|enquiry|inquiry|note)"
_POST = r"(?:e-?mail|mail|nachricht|anfrage|mitteilung)"
# Each in lower case and without accents (`folded`): English, Icelandic, Danish and Norwegian, Swedish, German, French,
# Spanish, Polish, Dutch, Finnish, Italian.
THANKS = _any(
    rf"\b(?:thank you|thanks|thankyou) for (?:your|the|this) {_MAIL}",
    r"\b(?:thank you|thanks) for (?:contacting|reaching out|getting in touch|writing|e-?mailing)",
    r"\btakk (?:kaerlega )?fyrir (?:skilabodin|postinn|tolvupostinn|ad hafa samband|skeytid|erindid|bref|skilabod"
    r"|fyrirspurn)",
    r"\btakk for (?:din|di|melding\w*|e-?post|henvendelse|mail)|\btak for (?:din|mail|henvendelse)|\btack for (?:ditt|din"
    r"|mejl)",
    rf"\b(?:vielen dank|danke|besten dank) (?:fur|fuer) (?:ihre|deine|die) {_POST}",
    r"\b(?:merci|remercions?) (?:pour|de) (?:votre|ton|vos)",
    r"\bdziekujemy za (?:wiadomosc|kontakt)|\bgracias por (?:su|tu|contactar|escribir)|\bdziekuj\w+ za (?:wiadomosc|kontakt"
    r"|e-?mail|mail)",
    r"\b(?:bedankt|dank) voor (?:uw|je|het)|\bkiitos (?:viesti\w+|sahkoposti\w+|yhteydenoto\w+)",
    r"\bgrazie per (?:il|la|aver\w+|averci)",
)
AWAY = _any(
    r"\b(?:out of|away from|not in|not at) (?:the |my |our )?(?:office|desk)\b|\bon (?:\w+ )?(?:leave|vacation|holidays?)\b",
    r"\b(?:is|are|be|will be|am) (?:now |currently )?(?:closed|away|off)\b",
    r"\b(?:i|verd\w* i) (?:\w*)(?:orlofi|frii?|leyfi)\b|\b(?:fjarverandi|ekki vid|lokud|lokad|lokadur)\b",
    r"\b(?:pa|har|holder) (?:ferie|sommerferie|barsel|orlov|permisjon|semester)|\b(?:ute av|ude af|ikke pa"
    r"|inte pa) (?:kontor|huset)",
    r"\b(?:ledig|tjanstledig|foraldraledig|franvarande|sommarstangt|stangt|lukket|stengt)\b",
    r"\bim (?:\w*urlaub|mutterschutz)|\b(?:nicht im|ausser haus|wieder im|nicht am|nicht) ?(?:buro|erreichbar"
    r"|arbeitsplatz)?\b|\b(?:betriebsferien|elternzeit|abwesend)",
    r"\babsente?s?\b|\ben (?:conges?|vacances)|\bcerrad[oa]s?\b|\bnieczynne\b|\b(?:bortreist|bortrejst|bortrest"
    r"|geschlossen)\b|\bferme(?:e|s)? (?:du|pour|jusqu|annuel)|\bfuera de la oficina|\bde vacaciones|\bausente\b",
    r"\b(?:nieobecn\w+|poza biurem)|\bna (?:urlopie|zwolnieniu)|\b(?:afwezig|niet op kantoor|met vakantie|op vakantie"
    r"|gesloten|verlof)\b",
    r"\b(?:poissa|lomalla|toimistolta|vapaalla|suljettu|perhevapaalla)\b|\b(?:fuori ufficio|in ferie|chius[oaie] per"
    r"|assente|in maternita)\b",
)
UNTIL = _any(
    r"\bzuruck (?:am|ab)\b|\bwieder erreichbar",
    r"\b(?:until|till|from) (?:\w+ ){0,3}?\w*\d|\b(?:until|till) \w+|\b(?:return|returning|reopen|back"
    r"|available again)\w* (?:to \w+ \w+ )?(?:on|in|the|monday|\d)",
    r"\b(?:til|fram [ai]|fra) (?:og med |midj\w+ )?(?:\d|\w+dag|\w+uar)|\b(?:till|tillbaka|ater|tilbake|tilbage"
    r"|for) (?:och med |og med |den )*\d|\bfrem til\b",
    r"\b(?:bis|ab|vom) (?:\w+ ){0,3}?\d|\b(?:jusqu'?a?u?|de retour|du) (?:au |le )?\d|\bhasta (?:el|la)|\bod? \d|\bdo \d",
    r"\b(?:tot|tot en met|terug op|vanaf) (?:\w+ ){0,2}?\d|\b\d[\d.]* ?(?:saakka|asti)|\b(?:fino al?|dal|al) \d",
)
LEFT = _any(
    r"\bno longer (?:with|at|working (?:for|at)|work(?:s|ing)? (?:at|for|here)|employed|part of)|\bhas left (?:the|our"
    r"|us)\b|\bchanged my e-?mail address|\be-?mail address has changed",
    r"\b(?:hef\w* latid af storfum|haett\w* storfum|starfa\w* ekki lengur|vinn\w* ekki lengur)",
    r"\b(?:arbejder|jobber|arbeider|arbetar|jobbar|er|ar) (?:ikke|inte) (?:laengere|lenger|langre)|\bhar (?:slutat|sluttet"
    r"|fratradt)",
    r"\b(?:nicht mehr (?:bei|fur|im unternehmen)|ausgeschieden|verlassen)|\b(?:ne (?:fais|fait) plus partie|a quitte (?:la"
    r"|l'|notre))",
    r"\bya no (?:trabaj\w+|form\w+)|\bnie pracuj\w+ juz|\bjuz nie pracuj\w+|\bniet meer werkzaam|\bwerk\w* niet (?:meer"
    r"|langer)",
    r"\ben tyoskentele enaa|\bei ole enaa|\bnon (?:lavor\w+|facci\w+|fa) piu",
)
ELSEWHERE = _any(
    r"\b(?:for|in|with) (?:an |any |all )?(?:urgent|emergency|immediate) (?:matters?|quer\w+|requests?|cases?|enquir\w+"
    r"|inquir\w+|issues?|attention|assistance|help|questions?)\b|\b(?:if|should) (?:\w+ ){1,5}(?:urgent|emergency)"
    r"|\bin my (?:absence|place)\b|\byou have reached the (?:inbox|mailbox) of\b",
    r"\bplease (?:direct|address|forward|send|redirect) (?:all |any |your |future )+\w+|\bfor (?:any "
    r"|all )?(?:\w+ )?(?:queries|enquiries|inquiries|assistance|questions)\b",
    r"\b(?:update your (?:records|address book))|\bplease use (?:the|our) (?:\w+ )?form",
    r"\bbrynt|\baridandi (?:erindi|mal)|\bi minn stad|\b(?:vinsamlegast|vinsamlega|vinsaml\w*) (?:send\w+|haf\w+"
    r"|bein\w+) (?:\w+ ){0,2}(?:a|vid|til|samband|post)",
    r"\b(?:hastesa[gk]\w*|haster(?! ikke)|akutte?|akuta|bradskande|hastende|presserende)\b|\bved behov for rask"
    r"|\bi mit(?:t)? (?:fravaer|sted)|\bi min franvaro",
    r"\b(?:dringend\w*|eilig\w*) (?:fall|falle|fallen|angelegenheit\w*|anfrag\w*)|\bin (?:meiner abwesenheit|notfall\w*)"
    r"|\bwenden sie sich|\bverwenden sie kunftig",
    r"\ben cas d'urgence|\bpour toute (?:urgence|demande)|\bmerci d'adresser|\bpour toute urgence|\basuntos? urgentes?"
    r"|\ben mi ausencia|\burgencias?",
    r"\bw pilnych|\bpilnych spraw|\bprosze o kontakt z|\bdringende|\bspoed\w*|\bkiireellis\w+|\bper (?:urgenze|le urgenze)"
    r"|\bin caso di urgenz\w+",
)
LATER = _any(
    r"\b(?:reply|respond|replied|answer|answered|attend)\w* (?:\w+ ){0,6}?(?:on|upon|after) (?:my|our) return|\b(?:we"
    r"|i)(?: will|'ll| aim to) (?:reply|respond|answer|get back)\b(?: \w+){0,6}? (?:as soon as|within|once|then)",
    r"\b(?:get back to you|respond|reply|answer\w*) (?:\w+ ){0,3}?(?:as soon as possible|within \d+ \w+)|\bhigh (?:volume"
    r"|number) of (?:e-?mails?|messages|mail)|\b(?:respond|reply) to your \w+ then\b|\bcheck my (?:inbox|e-?mail|mail)\b",
    r"\b(?:verdur|verda|mun\w*) (?:\w+ )?(?:svarad|svara)\b|\bsv[ao]r\w* (?:\w+ ){0,3}?(?:eins fljott|thegar eg kem|innan)",
    r"\b(?:svarer|besvares|besvarer|svarar|besvaras|aterkommer|vender tilbage),? (?:\w+ ){0,5}?(?:nar|sa snart|snarest"
    r"|hurtigst|efter|innen)",
    r"\b(?:wird|werde\w*) (?:\w+ ){0,6}?(?:danach|nach meiner ruckkehr|schnellstmoglich|baldmoglichst)"
    r"|\bnach meiner ruckkehr (?:\w+ ){0,4}(?:beantwort|bearbeit)",
    r"\b(?:repondr\w+|traites?|lus) (?:\w+ ){0,5}?(?:retour|reouverture|plus vite)|\b(?:responder\w+"
    r"|contestar\w+) (?:\w+ ){0,5}?(?:regreso|vuelta|antes posible|posible|brevedad)",
    r"\bodpowi\w+ (?:\w+ ){0,4}?(?:powrocie|najszybciej)|\b(?:beantwoord\w*|reage\w*) (?:\w+ ){0,6}?(?:terugkomst|terug ben"
    r"|mogelijk)",
    r"\bvasta\w+ (?:\w+ ){0,4}?(?:palattuani|mahdollisimman|loman)|\brisponder\w+ (?:\w+ ){0,4}?(?:rientro|riapertura"
    r"|ritorno|possibile)",
)
UNREAD = _any(
    r"\b(?:limited|no|without|intermittent) access to (?:my |our )?(?:work )?(?:e-?mails?|mail|messages)|\b(?:not"
    r"|rarely) (?:be )?(?:checking|reading|monitoring) (?:my |this )?(?:e-?mails?|mail|inbox)",
    r"\b(?:les|lesa|skoda|fylgist) (?:ekki|litid) (?:med )?(?:tolvu)?post|\btakmarkad\w* adgang",
    r"\b(?:laeser|leser|laser|ser) (?:ikke|inte|ej)(?: \w+){0,2} (?:mails?|e-?mails?|e-?post\w*|mejl\w*)|\b(?:mejlen|mailen"
    r"|mails?|e-?posten) (?:lases|leses|laeses) (?:inte|ej|ikke)",
    r"\bkeinen? zugriff auf (?:meine )?(?:e-?mails?|mails?|nachrichten)|\b(?:e-?mails?|mails) (?:werden )?nicht (?:gelesen"
    r"|abgerufen)|\bsin acceso al? (?:mi )?correo"
    r"|\bacces limite|\bsans acces",
    r"\bbez dostepu do|\bniet (?:gelezen|bereikbaar)|\ben (?:lue|seuraa) sahkoposti|\bnon (?:leggo|avro accesso|ho accesso)",
    r"\b(?:forwarded|weitergeleitet|doorgestuurd|vidarebefordras|videresendes|przekazywan\w+|inoltrat\w+)\b",
)
RECEIVED = _any(
    r"\b(?:enquiry|inquiry|request|message|e-?mail), which has been received",
    rf"\bwe(?: have|'ve)? (?:received|got) (?:your|the) (?:{_MAIL}|request|query|ticket)|\byour (?:{_MAIL}|request"
    rf"|query) (?:has been|was|is) (?:safely |successfully )?received",
    r"\b(?:mottekid|mottekin|borist okkur)\b|\b(?:mottatt|modtaget|mottagit) (?:din|ditt|dit)\b|\b(?:ist"
    r"|sind) (?:bei uns )?eingegangen|\bbien recu votre",
    r"\bhemos recibido (?:su|tu)|\botrzymalismy|\bhebben (?:uw|je) (?:bericht|mail|e-?mail) ontvangen"
    r"|\bviestisi on vastaanotettu|\babbiamo ricevuto",
)
NOBODY = _any(
    r"\bthis (?:\w+[ -]){0,2}?(?:mailbox|inbox|address|account) (?:is|has been) (?:not (?:being )?(?:monitored|checked|read"
    r"|attended|in use)|unmonitored|unattended|no longer \w+|disabled|deactivated)",
    r"\b(?:do not|don't|cannot) (?:\w+ )?reply (?:directly )?to this (?:e-?mail|message)\b(?! if)"
    r"|\breplies to this (?:\w+ )?are not|\bno longer (?:use|using|check|checking|monitor) this (?:\w+ )?(?:address|account"
    r"|mailbox|inbox)",
    r"\b(?:thetta netfang|thetta postholf|netfangid) er (?:ekki|ekki lengur) (?:vaktad|i notkun|virkt|lesid)"
    r"|\b(?:ekki er haegt|ekki haegt) ad svara thess",
    r"\b(?:gar inte|kan ikke|kan inte|kan ej) (?:att )?svara\w*? pa (?:detta|denne|dette|det har)|\bden(?:na"
    r"|ne) \w+ (?:overvakas|overvages|overvakes|bevakas|lases|laeses|leses|anvands|brukes) (?:inte|ikke|ej)",
    r"\bdiese (?:e-?mail-?)?adresse (?:ist|wird) nicht|\bdieses postfach (?:wird|ist) nicht"
    r"|\bantworten sie (?:bitte )?nicht|\bcette (?:adresse|boite) (?:\S+ ){0,4}n'est (?:plus|pas)|\bne pas repondre a ce",
    r"\besta (?:direccion|cuenta|bandeja) (?:\w+ ){0,3}(?:ya )?no (?:esta|es|se)|\bno respond\w+ a este|\b(?:ten adres"
    r"|ta skrzynka) (?:\w+ ){0,2}nie jest|\bprosimy nie odpowiadac",
    r"\bdit (?:e-?mailadres|postvak) (?:wordt|is) niet|\btahan (?:viestiin|osoitteeseen) ei|\bquest[ao] (?:casella"
    r"|indirizzo) (?:\w+ ){0,3}non e|\bnon rispondere a quest",
)
ITSELF = _any(
    r"\b(?:this|the above) (?:is|was) an? auto(?:mated|matic|matically)?[ -]?(?:generated )?(?:e-?mail|message|reply"
    r"|response|notice|confirmation|notification)",
    r"\b(?:sjalfvirkt (?:svar|skeyti)|sjalfvirkur (?:tolvu)?postur|(?:postur|skeyti) er sjalfvirkt?u?r?)\b"
    r"|\bautomatisk(?:t)? (?:svar|besked|melding|meddelande|mejl|mail)\b",
    r"\bautomatisch (?:generiert|erstellt|erzeugt|versandt|gegenereerd|verzonden|bericht)|\b(?:message|courriel"
    r"|reponse) (?:\w+ ){0,2}automatique(?:ment)?\b|\benvoye automatiquement",
    r"\b(?:mensaje|respuesta|correo) automatic[oa]|\b(?:wygenerowan|wyslan)\w+ automatycznie|\bautomaattinen (?:viesti"
    r"|vastaus)|\b(?:messaggio|risposta) automatic[oa]",
)

_GREETING = re.compile(
    r"^(?:hi|hello|hey|dear|good|greetings|hej|hei|moi|hallo|hola|buen\w+|bonjour|madame|monsieur|buongiorno|gentile|ciao"
    r"|sael\w*|godan|gott|kaer\w+|komdu|komid|guten|sehr|lieber?|estimad\w+|dzien|szanown\w+|beste|geachte"
    r"|hyva)\b[^.!?,]{0,45}[,.!:]?$"
)
# A question at the end of a word (not of an address of the web, and not of a subject that is named in quotation marks), or
# what is asked of a shop without one.
ASKS = re.compile(
    r"\?(?=\s|$)|\b(?:can|could|would|will|did|do) (?:you|u|ye)\b|\bplease (?:deliver|ship|hold|keep|post|reserve|cancel"
    r"|order)\b"
    r"|\b(?:getid|eigid|attu|geturdu|gaetud|gaetir|eigidi|haegt ad fa|(?<!ekki )er haegt)\b|\bkan (?:i|du|dere|ni|jullie"
    r"|je)\b(?! (?:kontakt\w*|ring\w*|skriv\w*|na|alltid|altid|contact))"
    r"|\b(?:konnen|konnten) sie\b(?! (?:sich|mich|uns|gerne?|dringende))|\b(?:pouvez|pourriez|avez)[- ]vous|\b(?:pueden?"
    r"|podrian?) \w+rme?|\bczy \w|\bprosze wysla"
    r"|\bi (?:still )?(?:want|need|would like|will take)\b|\bi'(?:d like|ll take)\b|\bmig (?:vantar|langar)\b|\beg (?:vil"
    r"|tek|kaupi)\b"
    r"|\b(?:jeg|jag) (?:vil|vill|tager|tar|kober|kjoper|koper)\b|\bich (?:brauche|nehme|mochte|bestelle|kaufe)\b"
    r"|\bje (?:voudrais|prends|prendrai|veux)\b|\b(?:quiero|quisiera|chce|poprosze|haluan|haluaisin|vorrei|voglio)\b"
    r"|\bik (?:wil|neem|bestel)\b"
    # What is said of the goods: no notice speaks of a price or a size.
    r"|\b(?:price|size|colou?r|too (?:dear|heavy|small|big|expensive)|verdid?|staerd\w*|prisen?|preis|prix|taille|precio"
    r"|cena|prijs)\b"
    r"|\bkunt u\b(?! (?:contact|terecht|zich|mailen|bellen))|\b(?:voiko|voitko|voitteko|voisitteko|onko|saako)\b"
    r"|\bpo(?:tete|treste)\b"
)


def asks(text: str) -> bool:
    """Whether a text asks something of whom it was sent to."""
    return bool(ASKS.search(folded(re.sub(r"[\"“”„«»'’][^\"“”„«»\n]{0,200}\?[\"“”„«»'’]", " ", text[:LOOKED_AT]))))


def notice(text: str, hint: int = 0) -> bool:
    """Whether a text (without its quotes) is a notice that a program sends for somebody; `hint` is known already."""
    pieces = [one for one in re.split(r"(?<=[.!?])\s+|\n+", folded(text[:LOOKED_AT])) if re.search(r"\w", one)]
    while len(pieces) > 1 and _GREETING.match(pieces[0].strip()):
        pieces = pieces[1:]
    said = " ".join(pieces)
    common, plain, sure = (THANKS, AWAY, UNTIL), (LEFT, ELSEWHERE, LATER, UNREAD, RECEIVED), (NOBODY, ITSELF)
    if not pieces or asks(text) or not any(kind.search(pieces[0]) for kind in (*common, *plain, *sure)):
        return False
    worth = min(COMMON, sum(bool(kind.search(said)) for kind in common))
    return (
        hint + worth + 2 * sum(bool(kind.search(said)) for kind in plain) + ENOUGH * any(k.search(said) for k in sure)
        >= ENOUGH
    )
