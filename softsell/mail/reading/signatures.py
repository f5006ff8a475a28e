"""What stands below a person's words in a letter: signature, lines that devices add, legal notices.

Rules
1. A signature is cut where a mark announces it ("-- "), or where what is below the name can be nothing else: telephone,
   address, title, company. A closing and a name alone are the writer's own words and stay.
2. A line of a device is the whole line; "Sent from my desk, where it is cold." is a sentence.
3. In doubt it stays: a question or a sentence among the lines is no signature.
"""

import re

from softsell.mail.reading.words import compiled, pieces

_MOST, _WIDEST = 14, 100  # lines of a signature, characters of one of its lines

_MARK = re.compile(r"[\s*]*--\s*")
_RULE = re.compile(r"[\s*]*(?:[_\-=*~#·•‐‑–—⸻]\s?){1,}[\s*]*")
_LINK = re.compile(
    r"\[([^\]\n]{1,80})\]\([^)\s]{1,200}\)|<[^>\s]{1,300}>|\(\s*https?:[^)\s]{1,300}\)|\[[^\]\s]{1,300}\]"
)
_DEVICE = compiled(rf"{pieces('device')}(?:\s|$)(?P<what>.*)")
_PROGRAM = compiled(
    r"\b(?:outlook|yahoo|proton|iphon\w*|ipad\w*|ipod|app|application|unterwegs|android|ios|blackberry|galaxy|samsung|huawei|xiaomi|nokia|windows|gmail"
    r"|k-9|typeapp|bluemail|blue mail|spark|airmail|thunderbird|fastmail|gmx|web\.de|mailbox|mail\.ru|e-?post|courrier"
    r"|mobile?|mobil\w*|smartphone|telefon\w*|t[ée]l[ée]phone|phone|handy|tablet\w*|s[íi]m(?:i|a|anum)|farsíma\w*|móvil)(?![a-z])"
)
_MINE = compiled(
    r"(?:my|mine|min|mitt|mit|meine[mrn]?|meinem/meiner|mon|ma|mi|meu|minha|mio|mia|m[óo]j|mojego|mojej|mínum|minni|mijn)\b"
)
_EXCUSE = compiled(
    r", an? [\w& ]{1,30}(?:smartphone|device)|"
    r"\W{1,3}(?:so |and )?(?:please )?(?:excuse|pardon|forgive|sorry for|apologies for)\b.{0,80}"
)
_ADVERT = compiled(
    r"(?:virus[- ]?(?:free|fri|frei|vrij)|libre de virus|sans virus|veirulaus|wolny od wirus[óo]w)\b.{0,60}"
    r"|(?=[^?]*(?:v[ií]r[uú]s|viren|wirus))[^?]{0,160}\b(?:avast|avg|mcafee|kaspersky)\b[^?]{0,120}|https?://(?:www\.)?(?:avast|avg)\.\S+|cid:\S{1,200}|#dab4fad8\S{0,40}"
)
_DASHED_NAME = re.compile(r"-{1,2}[A-ZÀ-ÞŁŚŻ][\w.]*(?: [A-ZÀ-ÞŁŚŻ][\w.]*){0,2}")
_CLOSING = compiled(rf"[*_\s]*{pieces('closing')}(?:\s*/\s*{pieces('closing')})?\s*[,.!:–-]*[*_\s]*")
_CLOSING_NAME = compiled(rf"[*_\s]*{pieces('closing')}\s*[,.!]*\s+(?P<name>[^\d\s].{{1,40}})")
_NAME = re.compile(
    r"[*_~\s]*(?:[A-ZÀ-ÞŁŚŻČŠŽ][\w.'’-]*,?|[a-z]{1,3}\.?|\([^)]{1,20}\))(?:\s+(?:[A-ZÀ-ÞŁŚŻČŠŽ][\w.'’-]*,?|[a-z]{1,3}\.?)){0,5}[*_~\s]*"
)
_PHONE = re.compile(r"(?:\+|\b00)?\(?\d{1,4}\)?(?:[\s./-]{0,2}\(?\d{2,4}\)?){2,5}(?!\d)")
_ONLINE = re.compile(
    r"[\w.+'-]@[\w-]+\.\w|(?:https?://|www\.)\S|^[\w-]+\.(?:is|com|org|net|dk|no|se|de|fr|es|pl|example)\b"
)
_TRADE = compiled(rf"(?<![\w@]){pieces('trade')}(?!\w)")
_ASKS = re.compile(r"[?¿]")
_SENTENCE = re.compile(r"\S+(?:\s+\S+){4,}[.!]$|^(?:p\.?\s?s\b|ps[.:])", re.IGNORECASE)
_NOTICE = compiled(rf"(?<!\w){pieces('notice')}(?!\w)")
_SECRET = compiled(
    r"(?<!\w)(?:confiden|intended|privileged|addressee|vertrau|fyrirvari|trúnað|fortrolig|konfiden|sekretess|taushet"
    r"|poufn|przeznaczon|riservat|vertrouwelijk|destinat)"
)
_ALARM = compiled(rf"[\W_]*{pieces('alarm')}[^\w]")
_OUTSIDE = compiled(rf"(?<!\w){pieces('outside')}(?!\w)")
_LETTER = compiled(
    r"e-?mail|mail|messag|nachricht|courriel|correo|meddel|melding|bericht|wiadomo|póst|besked|mensaje|mensagem|viesti"
)
_RISK = compiled(
    r"link|l[äe]nk|\bliens?\b|enlace|attach|anh[äa]ng|bijlage|adjunt|allegat|bilag|vedh|vedleg|bifog|za[łl][ąa]cz|jointe|anexo|viðheng"
    r"|hlekk|tengl|liitte|click|kli[ck]|cliqu|originat|stammt|sender|afsend|avs[eä]nd|afzend|exp[ée]dit|remitente|mittente|nadawc|sendand"
)
_NOTICE_BEGINS = compiled(
    r"\W*(?:confidentiality notice|disclaimer|fyrirvari|antes de imprimir|please consider the environment"
    r"|pensez (?:à|a) l['’]environnement|before you print|bitte (?:prüfen|denken) sie|think before you print"
    r"|reply to this e-?mail directly|you (?:are receiving|received) this (?:(?:e-?mail|message) )?because"
    r" you (?:are|were|have|commented|authored)\b.{0,20}(?:subscri|member|mention|assigned|comment|author|signed|thread|list))\w*"
)


def own(lines: list[str], alone: bool) -> list[str]:
    """The lines without what is below the writer's words. `alone`: nothing of the writer's stands above them."""
    lines = _ends(lines)
    for _ in range(4):
        before = len(lines)
        lines = _above_notice(lines, alone)
        lines = _above_mark(lines, alone)
        lines = _above_block(lines)
        lines = _ends(lines)
        if len(lines) == before:
            break
    kept: list[str] = []
    for place, line in enumerate(lines):
        if _stands_alone(lines, place) and is_device(line):
            continue
        # Of the empty lines around what is left out, one remains.
        if line.strip() or not (kept and not kept[-1].strip() and place and is_device(lines[place - 1])):
            kept.append(line)
    return kept


def below_warning(lines: list[str]) -> list[str]:
    """The lines without a first paragraph in which a mail server warns that the letter is from outside."""
    start = next((place for place, line in enumerate(lines) if line.strip()), len(lines))
    end = next((place for place in range(start, len(lines)) if not lines[place].strip()), len(lines))
    words = " ".join(lines[start:end])[:1_000]
    warns = _ALARM.match(words) and _OUTSIDE.search(words) and _LETTER.search(words) and _RISK.search(words)
    return lines[end:] if warns and not _ASKS.search(words) else lines


def is_device(line: str) -> bool:
    """Whether a device or a program wrote the line: it names one, or the writer's own ("my ..."), and says no more."""
    if len(line) > 300:
        return False
    words = _LINK.sub(r"\1", line).strip(" *_<>[]()\t-—–")
    if any(_ADVERT.fullmatch(one) for one in (words, line.strip(" *<>[]"))):
        return True
    words = _EXCUSE.sub("", words).rstrip(" .")
    match = _DEVICE.fullmatch(words)
    if match is None:
        return False
    what = match["what"].rstrip(" .")
    if re.search(r"[,;!?]", what) or len(what.split()) > 8:
        return False
    if words[:4].lower() == "get ":
        return "outlook" in what.lower()
    if _PROGRAM.search(words) or _MINE.match(what):
        return True
    english = words[:9].lower() in ("sent from", "sent via ", "sent with", "sent usin")
    return english and len(what.split()) <= 6 and (words[5:9].lower() == "from" or what[:1].isupper())


def _stands_alone(lines: list[str], place: int) -> bool:
    above = place == 0 or not lines[place - 1].strip()
    return above and (place + 1 == len(lines) or not lines[place + 1].strip())


def _ends(lines: list[str]) -> list[str]:
    """Without empty lines at both ends and the device's lines, and bare dashes above them, at the lower."""
    end, cut = len(lines), False
    while end and (not lines[end - 1].strip() or is_device(lines[end - 1])):
        cut = cut or bool(lines[end - 1].strip())
        end -= 1
        if cut and end and _RULE.fullmatch(lines[end - 1][:200]):
            end -= 1
    if end and _DASHED_NAME.fullmatch(lines[end - 1]) and (end == 1 or not lines[end - 2].strip()) and end > 1:
        end -= 1
    start = 0
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return lines[start:end]


def _above_mark(lines: list[str], alone: bool) -> list[str]:
    written = sum(1 for line in lines if line.strip())
    seen = 0
    for place, line in enumerate(lines):
        seen += bool(line.strip())
        # Only what has few lines below it can announce a signature; so this stays linear in whatever is received.
        if written - seen > 2 * _MOST or len(line) > 200 or not _RULE.fullmatch(line):
            continue
        below, above = lines[place + 1 :], seen > 1 or not alone
        announced = _MARK.fullmatch(line) is not None
        if (above and announced and _could_sign(below)) or ((above or announced) and _signs(below)):
            return lines[:place]
    return lines


def _could_sign(lines: list[str]) -> bool:
    """What stands below "--" signs by its mark alone, unless it goes on for long or asks."""
    words = [line for line in lines if line.strip()]
    return len(words) <= 2 * _MOST and not any(_ASKS.search(line[:_WIDEST]) for line in words[:3])


def _signs(lines: list[str]) -> bool:
    """Whether the lines below a bare rule are a signature: short, no sentence, a contact or a name first."""
    words = [line.strip() for line in _before_notice(lines) if line.strip()]
    if not words or len(words) > _MOST or not _plain(words):
        return False
    contacts = sum(map(_is_contact, words))
    return contacts > 0 or (len(words) <= 3 and _NAME.fullmatch(words[0]) is not None and len(words[0].split()) > 1)


def _plain(words: list[str]) -> bool:
    """No line is a sentence or a question, none is long, none is a list's or announces one."""
    return not any(
        len(line) > _WIDEST + 60 * bool(_is_contact(line))
        or _ASKS.search(line)
        or (_SENTENCE.search(line) and not _PHONE.search(line))
        or line.startswith(("- ", "* ", "• "))
        or line.endswith((":", "："))
        or re.match(r"\d{1,2}[.)] ", line)
        for line in words
    )


def _is_contact(line: str) -> bool:
    """A telephone, an address, or a title or company, which begins with a capital and is no sentence."""
    if _PHONE.search(line) or _ONLINE.search(line.strip()):
        return True
    return len(line) <= 80 and line.strip(" *_|")[:1].isupper() and _TRADE.search(line) is not None


def _above_block(lines: list[str]) -> list[str]:
    """Cut a signature that nothing announces: below a closing, or a name with two lines of contact under it."""
    start = max(0, len(lines) - 2 * _MOST)
    for place in range(start, len(lines)):
        line = lines[place].strip()
        if not line or len(line) > 80:
            continue
        below = [one.strip() for one in lines[place + 1 :] if one.strip()]
        if not _could_be_block(below):
            continue
        if _closes(line, below):
            return lines[: _typed(lines, place)] if place else lines
        together = place + 1 < len(lines) and lines[place + 1].strip() != ""
        first = together and place > 0 and not lines[place - 1].strip() and not _announces(lines[:place])
        if first and _NAME.fullmatch(line) and len(line.split()) <= 5 and _reaches(below):
            return lines[:place]
    return _above_one_line(lines)


def _announces(lines: list[str]) -> bool:
    """Whether the last words above say that what follows is meant: "Deliver it to:"."""
    return next((line for line in reversed(lines) if line.strip()), "").rstrip().endswith((":", "："))


def _closes(line: str, below: list[str]) -> bool:
    """Whether a closing stands here with a contact below it, or below the name that is below it."""
    if _CLOSING.fullmatch(line):
        return bool(_PHONE.search(below[0]) or _ONLINE.search(below[0]) or any(map(_is_contact, below[1:])))
    named = _CLOSING_NAME.fullmatch(line)
    return named is not None and _NAME.fullmatch(named["name"]) is not None and any(map(_is_contact, below))


def _typed(lines: list[str], place: int) -> int:
    """Where the signature below a closing begins: at it, or below a name typed right under it, set apart from the rest."""
    apart = lines[place + 1 : place + 3]
    typed = len(apart) == 2 and apart[0].strip() and not apart[1].strip() and _NAME.fullmatch(apart[0].strip())
    return place + 2 if typed else place


def _reaches(below: list[str]) -> bool:
    """Whether two lines are contacts, one of them a telephone or an address."""
    sure = any(_PHONE.search(line) or _ONLINE.search(line) for line in below)
    return sure and sum(map(_is_contact, below)) >= 2


def _could_be_block(below: list[str]) -> bool:
    return 0 < len(below) <= _MOST and _plain(below)


def _above_one_line(lines: list[str]) -> list[str]:
    """A signature on one line of its own: "Anna Berg, Berg AB, 12345 Lund, tel. 046-123456"."""
    if len(lines) < 3 or lines[-2].strip() or _announces(lines[:-1]):
        return lines
    line = lines[-1].strip()
    separated = len(re.findall(r"[,|·•/]", line))
    if len(line) <= 200 and separated >= 2 and _PHONE.search(line) and _TRADE.search(line) and not _ASKS.search(line):
        first = re.split(r"[,|·•/]", line, maxsplit=1)[0]
        return lines[:-2] if _NAME.fullmatch(first) else lines
    return lines


def _above_notice(lines: list[str], alone: bool) -> list[str]:
    kept = _before_notice(lines)
    return kept if any(line.strip() for line in kept) or not alone else lines


def _before_notice(lines: list[str]) -> list[str]:
    """The lines above a legal notice, which begins a paragraph and goes on to the end."""
    for place, line in enumerate(lines):
        if line.strip() and (place == 0 or not lines[place - 1].strip()):
            end = place
            while end < len(lines) and lines[end].strip():
                end += 1
            words = " ".join(lines[place:end])[:3_000]
            hits = {match.group().lower() for match in _NOTICE.finditer(words)}
            if len(words) >= 40 and (_NOTICE_BEGINS.match(words) or (len(hits) >= 3 and _SECRET.search(words))):
                return lines[:place]
    return lines
