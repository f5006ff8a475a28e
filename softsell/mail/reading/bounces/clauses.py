"""Clauses of mail servers, by what they speak of: an addressee or a domain, and what is wrong with it.

Rules
1. A clause is a noun and a fault, a few words apart and in either order: servers vary the words, seldom the two.
2. What is said of the sender, of the client or of a check made of them is not said of the addressee.
3. The words are lower case and without accents (as `folded` leaves them); a clause ends at a stop, a semicolon or a bar.
"""

import re

_WHO = (
    r"user ?(?:name|id|account)?s?|recipients?|rcpt|mail ?-?box|in-?box|accounts?|address(?:ee)?(?:es)?|customer|subscriber"
    r"|local ?part|alias|person|employee|e-?mail (?:address|account|box)|destination|login|o/r name"
    r"|empfanger\w*|benutzer\w*|nutzer\w*|postfach|adresse\w*|konto|utilisateur|destinatai?re|compte|boite"
    r"|usuari[oa]|destinatari[oa]|direccion|cuenta|buzon|casilla|indirizzo|utente|casella|endereco|conta|caixa postal"
    r"|gebruiker|ontvanger|postbus|bruger|modtager|mottagare\w*|mottaker\w*|anvandare\w*|netfang\w*|notandi\w*"
    r"|vidtakandi\w*|vithtakandi\w*|postholf\w*|uzytkownik\w*|odbiorc\w*|adres\w*|skrzynk\w*"
    r"|пользовател\w*|получател\w*|адрес\w*|ящик\w*|аккаунт\w*|абонент\w*"
)
_WHERE = (
    r"(?:mail |e-?mail |destination |recipient )?"
    r"(?:domains?|domane|domaine|dominio|domeinn?|len(?:i|ith)|host(?:name)?s?|домен\w*)(?: (?:of"
    r"|for) the (?:recipient|addressee)(?:'s address)?)?"
)
_FAULT = (
    r"unknown|not? (?:longer )?(?:exists?|found|known|valid|listed|recogni[sz]ed|registered|hosted|defined|present|in use)"
    r"|(?:\w{1,6}n't|not) (?:a (?:valid|known|local|current)|exist|found|find|locate|correct|have an? (?:account|mailbox))"
    r"|unable to (?:find|locate)|no longer (?:here|available|with|works?|belongs|used|accepted|on this)|never existed"
    r"|(?:not|\w{1,6}n't|never) be(?:en)? (?:found|located|resolved|recogni[sz]ed|identified)|non-?existent|inexistent|invalid"
    r"|unrecogni[sz]ed|unregistered|undefined|unrout\w+|deleted|removed|terminated|is closed|been closed|is wrong"
    r"|unbekannt|existiert nicht|nicht (?:gefunden|bekannt|vorhanden|gultig|mehr gultig|existent)|ungultig"
    r"|inconnue?|n'existe (?:pas|plus)|introuvable|invalide|no existe|desconocid[oa]|inexistente|no (?:se )?encontrad[oa]"
    r"|no valid[oa]|sconosciut[oa]|non (?:esiste|trovat[oa]|valid[oa])|nao (?:existe|encontrad[oa])|desconhecid[oa]"
    r"|onbekend|bestaat niet|niet gevonden|ukendt|ukjent|okand|findes ikke|finnes ikke|finns (?:inte|ej)"
    r"|othekk\w+|fannst ekki|ekki (?:lengur )?til|finnst ekki|ekki skra\w+|ogil\w+|nie istnieje|nieznan\w+"
    r"|не (?:существует|наиден\w*|зарегистрирован\w*|известен)|неизвест\w+|несуществующ\w+|удален\w*|недеиствител\w+"
)
_BEFORE = (
    r"no such|unknown|invalid|non-?existent|unrecogni[sz]ed|undefined|unrout\w+|not an? (?:valid|known"
    r"|existing|registered|current|recogni[sz]ed)|bad|illegal"
    r"|there is no|can(?:not|'t) find|could(?: not|n't) find|(?:not|n't) (?:have|know|recogni[sz]e)(?: an?y?)?"
    r"|unbekannter?|ungultiger?|kein(?:en?)?|inconnue?|aucune?|ningun\w*|unresolvable|wrong|incorrect|expunged"
    r"|neznam\w*|othekkt\w*|ogilt|ekkert|нет такого|нет такои|неизвестн\w+|несуществующ\w+|okand|ukendt|ukjent|onbekende?"
)
_MARK = r"[^\w\s.;|!?]"
_LINK = rf"(?:{_MARK}{{0,3}}(?: [^\s;|!?]{{0,60}}[^\s.;|!?]){{0,5}} {_MARK}{{0,3}}|{_MARK}{{1,3}})"
_JAPANESE = re.compile(
    r"(?:宛先|ユーサ|アトレス|メールホックス|受信者|アカウント)[^。]{0,24}?(?:存在し(?:ま|な)|見つか(?:りま|ら)|不明|ありません|無効|間違)"
)


def _either(noun: str, gap: str) -> re.Pattern[str]:
    after = rf"\b(?:{noun}){gap}(?:{_FAULT})"
    none = rf"\bno(?: active| valid| local| known)? (?:{noun})(?: \w+)? (?:by|with|of|under|named|called|here|at|on)\b"
    has = rf"\b(?:has|have|had) no(?: [\w.-]+){{0,2}} (?:{noun})\b"
    before = rf"\b(?:{_BEFORE}){_MARK}{{0,3}}(?: [^\s;|!?]{{0,60}}[^\s.;|!?]){{0,2}} {_MARK}{{0,3}}(?:{noun})\b"
    return re.compile(f"{after}|{none}|{has}|{before}")


_USER = _either(_WHO, _LINK)
_DOMAIN = _either(
    _WHERE,
    rf"{_MARK}{{0,3}}(?<!:)(?: (?!(?:{_WHO}|said|[45]\d\d)\b)[^\s:;|!?]{{0,60}}[^\s.:;|!?]){{0,4}} {_MARK}{{0,3}}",
)
_OF_OTHERS = re.compile(
    r"(?:\bfrom:|\b(?:sender|sending|mail from|from address|header from|from domain|envelope[- ]from|from header"
    r"|return[- ]path|reverse[- ]?(?:path|dns)"
    r"|client|helo|ehlo|ptr|rdns|your (?:ip|domain|host\w*|server|e?mail address)|originat\w+|callback|callout|reply-to"
    r"|absender\w*|expediteur|remitente|mittente|sendandi\w*|отправител\w*)\b)"
)
_FULL = re.compile(
    r"\b(?:mail ?-?box|in-?box|mail ?folder|maildir|account|quota|storage|disk|space|user|recipient)(?:'s)?"
    + _LINK
    + r"(?:full|exceed\w*|over (?:its |the |his |their )?(?:quota|limit|allocation)|overdrawn"
    r"|reached (?:its|the) (?:limit|maximum)"
    r"|used up|exhausted|out of (?:disk |storage )?space)\b"
    r"|\b(?:exceed\w*|over|out of|insufficient|not enough|no more|no free|exhausted|lacks?)"
    + _LINK
    + r"(?:quota|mail ?-?box|storage|disk space|space)\b"
    r"|postfach\w*(?: \w+){0,5} (?:voll|uberfullt)|boite\w*(?: \w+){0,6} (?:pleine|saturee)|buzon(?: \w+){0,5} (?:lleno|saturado)"
    r"|casella(?: \w+){0,5} piena|caixa(?: \w+){0,5} (?:cheia|lotada)|postholf\w*(?: \w+){0,3} full\w*"
    r"|ящик(?: \w+){0,3} переполнен\w*|переполнен\w*(?: \w+){0,2} ящик|(?:превышен\w*|лимит)(?: \w+){0,3} (?:квот\w+|ящик\w+)"
    r"|(?:メールホックス|受信箱)[^。]{0,12}(?:一杯|いっはい|容量)"
)
_ASLEEP = re.compile(
    r"\b(?:user|recipient|mail ?-?box|in-?box|account|address|postfach|konto|compte|cuenta|adgang\w*|netfang\w*"
    r"|ящик|аккаунт|пользователь)(?:'s)?"
    + _LINK
    + r"(?:disabled|suspended|locked|inactive|deactivated|frozen|not active|not activated|not enabled|on hold|dormant|expired"
    r"|gesperrt|deaktiviert|desactivee?|suspendue?|bloqueada|suspendida|desactivada"
    r"|lok[au](?:d|th)\w*|ovirk\w*|заблокирован\w*|отключен\w*)\b"
    r"|\b(?:disabled|suspended|locked|inactive|deactivated|frozen|dormant) (?:user|recipient|mail ?-?box|account|address)\b"
)
_FROM_YOU = re.compile(
    r"(?:not|n't|no longer|unwilling to|refus\w+ to|declin\w+ to) (?:accept\w*|receiv\w*|want\w*|permit\w*|allow\w*)"
    r"(?: \w+){0,4} (?:from|by|sent)\b(?! any\b)"
)
_CLOSED_HOST = re.compile(
    r"\b(?:domain|host|server|system)(?: \w+){0,3} (?:does not|doesn't|do not|will not|never) (?:accept|receive|take|handle)"
    r" (?:any |incoming |inbound )?(?:e?-?mails?|messages)\b(?! (?:from|sent|of|over|larger|with))"
)


def full(words: str) -> bool:
    """Whether a mailbox, its quota or its disk is said to be full."""
    return _FULL.search(words) is not None


def asleep(words: str) -> bool:
    """Whether an account is said to be there, but out of use for now."""
    return _ASLEEP.search(words) is not None


def from_you(words: str) -> bool:
    """Whether mail is refused because of who wrote it."""
    return _FROM_YOU.search(words) is not None


def of_others(words: str, start: int, end: int) -> bool:
    """Whether the clause around a span speaks of the sender or the client."""
    before = re.split(r"[.;|!?]\s", words[max(0, start - 60) : start])[-1]
    after = re.split(r"[.;|!?](?:\s|$)", words[end : end + 30])[0]
    return _OF_OTHERS.search(f"{before}{words[start:end]}{after}") is not None


def gone(words: str) -> str:
    """ "no-user", "no-domain" or "": what of the addressee is said not to be there."""
    if _CLOSED_HOST.search(words) or any(not of_others(words, *hit.span()) for hit in _DOMAIN.finditer(words)):
        return "no-domain"
    heard = any(not of_others(words, *hit.span()) for hit in _USER.finditer(words)) or _JAPANESE.search(words)
    return "no-user" if heard else ""
