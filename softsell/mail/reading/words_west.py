"""English, German and Dutch words of mail programs."""

from softsell.mail.reading.wording import Wording

ENGLISH = Wording(
    wrote=("wrote", "writes", "has written"),
    begins=("on", "at"),
    sender=("from",),
    sent=("sent", "date", "sent on", "received"),
    to=("to",),
    copy=("cc", "bcc"),
    subject=("subject", "re"),
    answer=("reply-to", "reply to", "importance", "priority", "attachments"),
    original=("original message", "original appointment", "forwarded message", "forwarded by .{1,60}", "reply message",
              "replied message", "original e?-?mail", "forwarded e?-?mail"),
    forwarded=("begin forwarded message", "start of forwarded message", "forwarded message"),
    months=("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
    days=("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    device=("sent from", "sent via", "sent with", "sent using", "sent by", "sent on", "get", "composed on", "via mobile",
            "written on my", "typed on my", "please excuse (?:my brevity|any typos|typos|the brevity)"),
    closing=("(?:kind|best|warm|warmest|kindest|many) (?:regards|wishes)", "regards", "with (?:kind|best|warm) regards",
             "best", "yours (?:sincerely|faithfully|truly)", "sincerely(?: yours)?", "all the best", "cheers", "br", "kr"),
    trade=("ceo", "cto", "cfo", "coo", "manager", "director", "president", "engineer", "developer", "designer", "officer",
           "head of", "consultant", "assistant", "secretary", "founder", "owner", "accountant", "partner", "ph\\.d",
           "ltd", "llc", "inc", "plc", "corp", "tel", "phone", "mobile", "mob", "cell", "fax", "direct", "office", "skype"),
    notice=("confidential", "confidentiality", "intended", "recipient", "addressee", "privileged", "in error", "notify",
            "delete", "sender", "attachments", "disclos\\w+", "unauthori[sz]ed", "disseminat\\w+", "legally"),
)  # fmt: skip

GERMAN = Wording(
    wrote=("schrieb", "geschrieben", "schreibt"),
    begins=("am",),
    sender=("von", "absender"),
    sent=("gesendet", "datum", "gesendet am", "verschickt"),
    to=("an", "empf[äa]nger"),
    copy=("kopie", "cc"),
    subject=("betreff", "betrifft"),
    answer=("antwort an", "antworten an", "priorit[äa]t", "anlagen"),
    original=("urspr(?:ü|ue)ngliche (?:nachricht|e-?mail|mail)", "original-?nachricht", "weitergeleitete (?:nachricht|mail)",
              "originalnachricht", "original-?termin"),
    forwarded=("anfang der weitergeleiteten (?:nachricht|e-?mail)", "beginn der weitergeleiteten nachricht"),
    months=("m[äa]r", "mrz", "mai", "okt", "dez", "j[äa]n"),
    days=("mo\\.", "di\\.", "mi\\.", "do\\.", "fr\\.", "sa\\.", "so\\.", "mon", "die", "mit", "don", "fre", "sam", "son"),
    device=("gesendet (?:von|mit|über|aus)", "von (?:meine[mr]|unterwegs|mein)\\S* .{1,40}(?:gesendet|gesendet\\.)$",
            "von .{1,40} gesendet", "von unterwegs gesendet",
            "diese nachricht wurde von .{1,60} gesendet", "holen sie sich", "laden sie outlook",
            "(?:versendet|verschickt|geschickt) (?:von|mit|aus)", "outlook für (?:ios|android) (?:beziehen|herunterladen)"),
    closing=("(?:mit )?(?:freundlichen|besten|herzlichen|vielen|lieben) gr(?:ü|ue)(?:ß|ss)en?",
             "(?:freundliche|beste|herzliche|viele|liebe|sch(?:ö|oe)ne) gr(?:ü|ue)(?:ß|ss)e", "gru(?:ß|ss)", "mfg", "lg", "vg",
             "hochachtungsvoll", "gr(?:ü|ue)(?:ß|ss)e"),
    trade=("gmbh", "ag", "kg", "ohg", "gesch(?:ä|ae)ftsf(?:ü|ue)hr\\w+", "leiter(?:in)?", "vertrieb", "einkauf", "telefon",
           "mobil", "handy", "amtsgericht", "hrb", "ust-?id\\S*", "durchwahl", "sachbearbeiter(?:in)?", "dipl\\S*", "e\\.k\\."),
    notice=("vertraulich\\w*", "gesch(?:ü|ue)tzt\\w*", "adressat\\w*", "empf[äa]nger\\w*", "absender\\w*", "vernichten",
            "l(?:ö|oe)schen", "irrt(?:ü|ue)mlich", "unbefugt\\w*", "rechtlich", "anh[äa]ng\\w*"),
)  # fmt: skip

DUTCH = Wording(
    wrote=("schreef", "schrijft", "heeft .{0,60}geschreven"),
    begins=("op",),
    sender=("van", "afzender"),
    sent=("verzonden", "datum"),
    to=("aan",),
    copy=("kopie",),
    subject=("onderwerp",),
    original=("oorspronkelijk bericht", "originele bericht", "doorgestuurd bericht"),
    forwarded=("begin doorgestuurd bericht",),
    months=("mrt", "maart", "mei", "okt"),
    days=("ma", "di", "wo", "do", "vr", "za", "zo"),
    device=(
        "verzonden (?:vanaf|met|via|vanuit)",
        "verstuurd (?:vanaf|met|via)",
        "outlook voor (?:ios|android) downloaden",
    ),
    closing=("met vriendelijke groet(?:en)?", "vriendelijke groet(?:en)?", "groet(?:en|jes)?", "mvg"),
    trade=("b\\.v\\.", "telefoon", "directeur", "kvk"),
    notice=("vertrouwelijk\\w*", "geadresseerde", "bestemd", "afzender", "verwijderen", "bijlagen?"),
)

TABLES = (ENGLISH, GERMAN, DUTCH)
