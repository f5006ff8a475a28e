"""Polish, Czech, Russian, Ukrainian, Hungarian, Turkish and Greek words of mail programs."""

from softsell.mail.reading.wording import Wording

POLISH = Wording(
    wrote=("napisa[łl](?:a|\\(a\\)|/a)?", "pisze", "napisana przez", "napisano"),
    begins=("w dniu", "dnia", "dn\\.", "wiadomo[śs][ćc] napisana przez", "u[żz]ytkownik"),
    sender=("od", "nadawca"),
    sent=("wys[łl]an[oey]", "data", "wys[łl]ano dnia"),
    to=("do", "adresat"),
    copy=("dw", "do wiadomo[śs]ci", "kopia"),
    subject=("temat",),
    answer=("odpowiedz do", "za[łl][ąa]czniki"),
    original=("oryginalna wiadomo[śs][ćc]", "wiadomo[śs][ćc] (?:oryginalna|przekazana|pierwotna)", "pierwotna wiadomo[śs][ćc]",
              "przekazana wiadomo[śs][ćc]", "wiadomo[śs][ćc] oryginalna"),
    forwarded=("pocz[ąa]tek przekazywanej wiadomo[śs]ci", "pocz[ąa]tek przekazanej wiadomo[śs]ci", "przekazana wiadomo[śs][ćc]"),
    months=("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "pa[źz]", "lis", "gru"),
    days=("pon", "wt", "[śs]r", "czw", "pt", "sob", "niedz", "pi[ąa]"),
    device=("wys[łl]an[oey] (?:z|za|przy|przez|ze)", "pobierz (?:aplikacj[ęe] )?outlook", "wiadomo[śs][ćc] wys[łl]ana z"),
    closing=("pozdrawiam(?: serdecznie)?", "z powa[żz]aniem", "(?:z )?pozdrowieniami?", "serdecznie pozdrawiam", "pozdr", "pzdr",
             "pozdrawiamy", "[łl][ąa]cz[ęe] wyrazy szacunku"),
    trade=("tel", "kom", "kierownik", "dyrektor", "specjalista", "sp\\. z o\\.o", "s\\.a\\.", "nip", "regon", "prezes",
           "w[łl]a[śs]ciciel(?:ka)?", "ksi[ęe]gowa?"),
    notice=("poufn\\w+", "adresat\\w*", "odbiorc\\w+", "za[łl][ąa]cznik\\w*", "nadawc\\w+", "usuni\\w+", "omy[łl]k\\w+",
            "przeznaczon\\w+"),
)  # fmt: skip

CZECH = Wording(
    wrote=("napsal(?:a|\\(a\\))?", "p[íi][šs]e"),
    begins=("dne", "d[ňn]a"),
    sender=("od", "odes[íi]latel"),
    sent=("odesl[áa]no", "datum", "odoslan[ée]"),
    to=("komu", "pro"),
    copy=("kopie", "k[óo]pia"),
    subject=("p[řr]edm[ěe]t", "predmet"),
    original=("p[ůu]vodn[íi] (?:zpr[áa]va|e-?mail)", "p[ôo]vodn[áa] spr[áa]va"),
    device=("odesl[áa]no z", "odoslan[ée] z"),
    closing=("s pozdravem", "s pozdravom"),
)

RUSSIAN = Wording(
    wrote=("написал(?:а|\\(а\\))?", "пишет", "писал(?:а)?"),
    sender=("от", "от кого"),
    sent=("отправлено", "дата", "когда"),
    to=("кому",),
    copy=("копия",),
    subject=("тема",),
    original=("исходное сообщение", "пересылаемое сообщение", "пересланное сообщение", "оригинальное сообщение"),
    forwarded=("начало переадресованного сообщения",),
    months=("янв", "фев", "мар", "апр", "ма[йя]", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
    days=("пн", "вт", "ср", "чт", "пт", "сб", "вс", "пон", "вто", "сре", "чет", "пят", "суб", "вос"),
    device=("отправлено (?:с|из|от)",),
    closing=("с уважением", "всего доброго"),
)

UKRAINIAN = Wording(
    wrote=("написав", "написала", "пише"),
    sender=("від",),
    sent=("надіслано", "дата"),
    to=("кому",),
    subject=("тема",),
    months=("січ", "лют", "бер", "кві", "тра", "чер", "лип", "сер", "вер", "жов", "лис", "гру"),
    device=("надіслано (?:з|із)",),
)

HUNGARIAN = Wording(
    wrote=("[íi]rta", "ezt [íi]rta"),
    sender=("felad[óo]",),
    sent=("elk[üu]ldve", "d[áa]tum"),
    to=("c[íi]mzett",),
    subject=("t[áa]rgy",),
    original=("eredeti [üu]zenet", "tov[áa]bb[íi]tott [üu]zenet"),
    months=("jan", "febr", "m[áa]rc", "[áa]pr", "m[áa]j", "j[úu]n", "j[úu]l", "szept", "okt"),
    device=("elk[üu]ldve az?",),
)

TURKISH = Wording(
    wrote=("yazd[ıi]", "[şs]unu yazd[ıi]", "yazm[ıi][şs]"),
    sender=("kimden", "g[öo]nderen"),
    sent=("g[öo]nderildi", "tarih", "g[öo]nderme tarihi"),
    to=("kime", "al[ıi]c[ıi]"),
    subject=("konu",),
    original=("orijinal (?:mesaj|ileti)", "y[öo]nlendirilen ileti"),
    device=("iphone['’]umdan g[öo]nderildi",),
)

GREEK = Wording(
    wrote=("έγραψε", "έγραψαν"),
    begins=("στις",),
    sender=("από",),
    sent=("στάλθηκε", "ημερομηνία"),
    to=("προς",),
    subject=("θέμα",),
    original=("αρχικό μήνυμα", "προωθημένο μήνυμα"),
)

TABLES = (POLISH, CZECH, RUSSIAN, UKRAINIAN, HUNGARIAN, TURKISH, GREEK)
