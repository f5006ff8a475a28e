"""How machines begin a subject or a letter, in twelve languages; all of it in lower case and without accents (`folded`)."""

import re

# The subject of somebody who is away, or of a program that answers for them. It stands at the beginning.
AWAY = re.compile(
    r"\[?(?:"
    # English
    r"auto(?:matic(?:ally generated)?|mated)?[ -]?(?:reply|response|responder|answer|message)\b(?= ?(?:$|[]:(!.-]"
    r"|re\b|from\b|to\b))|auto ?:|out[ -]of[ -](?:the )?office\b(?! chair)"
    r"|i am out of (?:the )?office|i'm out of (?:the )?office|ooo\b(?= ?(?::|re\b|-|until|till|$))|on (?:annual"
    r"|parental|maternity|paternity|sick|study) leave\b"
    r"|vacation (?:reply|notice|message|response|auto)|away from (?:my|the) (?:mail|e-mail|email|office|desk)\b"
    r"|delivery status notification|undeliver(?:able|ed)\b|mail delivery failed|returned mail\b|failure notice"
    r"|yahoo! auto response|[^:]{2,60}\bis out of (?:the )?office\b|(?:maternity|parental|annual|paternity) leave\b"
    r"|(?:christmas|holiday|summer|annual|office|easter) closure"
    # Icelandic
    r"|sjalfvirkt? svar\b|sjalfvirk svorun|sjalfvirkur postur|fjarverandi\b|fjarvera\b|fjarvist|er i (?:sumar"
    r"|vetrar|jola)?frii?\b"
    r"|i (?:sumar|vetrar|jola)?frii\b|i (?:sumar|faedingar|veikinda)\w*(?:leyfi|orlofi)\b|er ekki vid\b|ekki vid\b"
    r"|utan skrifstofu|lokad vegna\b"
    # Danish and Norwegian
    r"|auto(?:matisk(?:t|e)? ?)?svar\b|fravaers?(?:besked|melding|assistent|meddelelse)?\b|ikke til ?stede\b"
    r"|ikke pa kontoret|barsel\b"
    # Swedish
    r"|franvaro(?:meddelande|besked)?\b|franvarande\b|(?:ej|inte) pa kontoret"
    # German
    r"|automatische (?:antwort|ruckmeldung|nachricht|ruckantwort)|abwesenheit(?:snotiz|smeldung|snachricht"
    r"|sassistent)?\b|abwesend\b"
    r"|nicht im buro\b|out of buro|betriebs(?:ferien|urlaub)\b"
    # French
    r"|reponse auto(?:matique)?\b|(?:message|notification|avis) d'absence|absence (?:du|de) bureau|absent(?:e)? du bureau"
    r"|fermeture (?:annuelle|estivale)"
    # Spanish
    r"|respuesta automatica|auto ?respuesta|contestacion automatica|fuera de (?:la )?oficina\b|ausente de la oficina"
    # Polish
    r"|automatyczna odpowiedz|auto ?odpowiedz|odpowiedz automatyczna|nieobecnosc\b|poza biurem\b"
    # Dutch, Finnish, Italian
    r"|automatisch (?:antwoord|bericht)|afwezig(?:heid(?:sbericht|smelding)?)?\b|automaattinen (?:vastaus|viesti)"
    r"|poissa toimistolta"
    r"|poissaolo\w*|risposta automatica|fuori (?:sede|ufficio)\b|assente\b"
    r")"
)

# A letter that says of itself, at the beginning of one of its first lines, that nobody wrote it.
ITSELF = re.compile(
    r"(?m)^[\W_]{0,12}(?:"
    r"this (?:is|was) an? (?:auto(?:mated|matic|matically)?[ -]?(?:generated|sent|created)?)[ -](?:e-?mail|mail"
    r"|message|reply|response|letter|notification|answer)\b(?!\?)"
    r"|this (?:e-?mail|message|reply|response|letter) (?:is|was|has been) (?:automatically|auto-?) ?(?:generated|sent"
    r"|created)"
    r"|(?:thetta er|petta er) (?:sjalfvirkt (?:svar|skeyti)|sjalfvirk (?:svorun|tilkynning)|sjalfvirkur (?:postur"
    r"|tolvupostur))(?!\?)"
    r"|(?:dette er|detta ar|det har ar) (?:et|en|ett|eit) auto(?:matisk|matiskt)? ?(?:generert|genereret|genererat"
    r"|sendt|skickat)? ?(?:svar|e-?post|mejl|mail|e-?mail|meddelelse|meddelande|melding|besked)"
    r"|(?:dies|das) ist eine? auto(?:matisch(?:e|es|er)?)? ?(?:generierte?|erstellte?|erzeugte?"
    r"|versandte?)?s? ?(?:antwort|e-?mail|mail|nachricht|mitteilung|bestatigung)"
    r"|diese (?:e-?mail|mail|nachricht) wurde automatisch"
    r"|ceci est (?:une reponse|un (?:message|e-?mail|courriel|mail)) automatique|ce (?:message|courriel"
    r"|mail) (?:est|a ete) (?:genere|envoye) automatiquement"
    r"|est[ea] es (?:un (?:mensaje|correo)|una respuesta) (?:generad[oa] )?automatic[oa]|(?:este"
    r"|el presente) (?:mensaje|correo) (?:ha sido|fue|se ha) (?:generado|enviado) automaticamente"
    r"|(?:to jest|jest to) (?:automatyczna|wygenerowana automatycznie) (?:odpowiedz|wiadomosc)"
    r"|(?:ta )?wiadomosc (?:zostala )?(?:wygenerowana|wyslana) automatycznie"
    r")"
)

# A gate that asks the sender to prove something before it lets the letter in: what it asks, and why.
CHALLENGE = re.compile(
    r"confirm (?:that )?you are (?:an? )?(?:human|person|real)|make sure (?:that )?you are (?:an? )?human"
    r"|confirm (?:request|your message)|sender verification"
    r"|please (?:confirm|verify) your (?:message|e-?mail|address)|please verify|\(verification\)|waitlisted"
    r"|guest list|approved senders"
    r"|to release your (?:pending )?(?:message|mail)|prove (?:that )?you are (?:an? )?(?:human|person)|confirm that you sent"
    r"|stadfestu (?:ad thu|postinn|netfang)|are not (?:a robot|spam)"
)
CHALLENGE_WHY = re.compile(
    r"(?:your|this) (?:pending )?(?:e-?mail|message|mail)(?: is| was| has| will| for| about|, | by"
    r"|\b).{0,80}?(?:waiting|waitlisted|deliver|release|held|on hold|quarantine|replying|reply|blocked)"
    r"|before your (?:message|mail|e-?mail) is delivered|future messages delivered|messages will be delivered|to release your"
    r"|to have (?:this|your) (?:and|message|mail)|so (?:that )?i can receive your"
    r"|skeyti thitt bidur|bidur afhendingar|click (?:here|the link|on the link) to confirm|by replying to this"
)

# What a mail program writes of a letter that was opened or thrown away, or that came through.
RECEIPT = re.compile(
    r"(?:not )?read:|lesid:|laest:|lest:|last:|gelesen:|ungelesen geloscht:|lu ?:|leido:|przeczytano:|gelezen:|luettu:|letto:"
    r"|delivered:|relayed:"
)
RECEIPT_TEXT = re.compile(
    r"(?:your|this) message\b[\s\S]{0,400}\b(?:was|has been) (?:read|opened|displayed|delivered|deleted without being read)"
    r"|(?:was|wurde|blev|ble|a ete|foi|fue|zostala|is) (?:\S+ ){0,7}(?:gelesen|lest|laest|lasts?|lue?|leido|przeczytana"
    r"|gelezen)"
    r"|\blastes den|skeyti\w* [\s\S]{0,300}var lesid|delivery to these recipients"
)

# A help desk that has put a letter on its pile.
TICKET = re.compile(
    r"(?:your|a) (?:new )?(?:support )?(?:request|ticket|case|inquiry"
    r"|enquiry)(?: ?[#(\[]?[\w-]{1,20}[)\]]?)? (?:has been|was|is) (?:successfully )?(?:received|created|opened"
    r"|logged|registered|submitted)"
    r"|your ticket (?:id|number)|your (?:message|ticket|request|case) (?:has|was given) the (?:\w+ )?number"
    r"|ihre ticketnummer|ihre anfrage (?:wurde|ist) .{0,30}(?:eingegangen|erfasst)"
    r"|wir haben ihre anfrage erhalten"
    r"|vid hofum (?:mottekid|fengid) (?:erindi|beidni|fyrirspurn) (?:thitt|thina)"
    r"|nous avons bien recu votre (?:demande|message)"
    r"|hemos recibido su (?:solicitud|consulta)|otrzymalismy (?:twoje|panstwa) zgloszenie|(?:vi har"
    r"|vi har nu) (?:modtaget|mottatt|mottagit) din (?:henvendelse|forespørsel|foresporsel|forfragan|arende)"
    r"|din (?:sag|sak|henvendelse) (?:er|har) (?:oprettet|opprettet|registrert|registreret|mottatt|modtaget)"
)
TICKET_SUBJECT = re.compile(
    r"(?:\[?(?:ticket|case|request|issue|incident)[ #:\d\w-]{0,20}\]?[: -]*)?(?:(?:we have"
    r"|we've) received your (?:request|message|inquiry|enquiry|e-?mail)"
    r"|(?:support )?(?:ticket|case|request|inquiry)(?: #?[\w-]{1,20})? (?:has been |was )?(?:received|created"
    r"|opened|registered)(?= ?(?:$|[]:(#.!-]))"
    r"|your (?:ticket|request|case)(?: #?[\w-]{1,20})? (?:has been|was) (?:received|created|opened|registered)"
    r"|eingangsbestatigung|accuse de reception|beidni mottekin|erindi mottekid|fyrirspurn mottekin|acuse de recibo"
    r"|potwierdzenie (?:otrzymania|zgloszenia)"
    r"|vi har (?:modtaget|mottatt|mottagit) din)"
)
