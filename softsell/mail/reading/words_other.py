"""Polish, Czech, Russian, Ukrainian, Hungarian, Turkish, Greek and Asian words of mail programs, and some of other tongues."""

from softsell.mail.reading.wording import Wording

POLISH = Wording(
    wrote=("napisa[łl](?:a|\\(a\\)|/a)?", "pisze", "napisana przez", "napisano"),
    begins=("w dniu", "dnia", "dn\\.", "wiadomo[śs][ćc] napisana przez", "u[żz]ytkownik"),
    sender=("od", "nadawca"),
    sent=("wys[łl]an[oey]", "data", "wys[łl]ano dnia"),
    to=("do", "adresat"),
    copy=("dw", "do wiadomo[śs]ci", "kopia"),
    subject=("temat",),
    above=("(?:powy[żz]ej|nad) (?:tej|t[ąa]) lini[ąai]*",),
    alarm=("uwaga", "ostrze[żz]enie"),
    outside=("zewn[ęe]trzn\\w+", "spoza"),
    answer=("odpowiedz do", "za[łl][ąa]czniki"),
    original=("oryginalna wiadomo[śs][ćc]", "wiadomo[śs][ćc] (?:oryginalna|przekazana|pierwotna)", "pierwotna wiadomo[śs][ćc]",
              "przekazana wiadomo[śs][ćc]", "wiadomo[śs][ćc] oryginalna"),
    forwarded=("pocz[ąa]tek przekazywanej wiadomo[śs]ci", "pocz[ąa]tek przekazanej wiadomo[śs]ci", "przekazana wiadomo[śs][ćc]"),
    months=("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "pa[źz]", "lis", "gru"),
    days=("pon", "wt", "[śs]r", "czw", "pt", "sob", "niedz", "pi[ąa]"),
    device=("wys[łl]an[oey] (?:z|za|przy|przez|ze)", "wys[łl]ano bezpieczn\\w+", "pobierz (?:aplikacj[ęe] )?outlook",
            "wiadomo[śs][ćc] wys[łl]ana z"),
    closing=("(?:z g[óo]ry )?dzi[ęe]kuj[ęe],", "dzi[ęe]ki,",
             "pozdrawiam(?: serdecznie)?", "z powa[żz]aniem", "(?:z )?pozdrowieniami?", "serdecznie pozdrawiam", "pozdr", "pzdr",
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
    above=("выше этой (?:строки|линии)",),
    alarm=("внимание", "осторожно"),
    outside=("внешн\\w+", "извне"),
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

CHINESE = Wording(
    wrote=("写道", "寫道"),
    wrote_joined=("写道", "寫道"),
    begins=("在", "于", "於"),
    sender=("发件人", "寄件者", "寄件人"),
    sent=("发送时间", "日期", "寄件日期", "发送日期", "傳送時間"),
    to=("收件人", "收件者"),
    copy=("抄送", "副本"),
    subject=("主题", "主旨"),
    original=("原始邮件", "原始郵件", "转发的邮件", "轉寄郵件", "原邮件信息"),
    device=("从我的.{1,30}发送", "发自我的", "從我的", "寄件自"),
)

JAPANESE = Wording(
    wrote_joined=("のメール", "のメッセージ", "さんは書きました", "は書きました"),
    sender=("差出人", "送信者"),
    sent=("送信日時", "日付", "日時"),
    to=("宛先",),
    subject=("件名",),
    original=("元のメッセージ", "転送されたメッセージ", "オリジナルメッセージ"),
    device=("\\w*iphoneから送信", "\\w*ipadから送信"),
)

KOREAN = Wording(
    wrote_joined=("님이 작성", "작성"),
    sender=("보낸 ?사람", "보낸이"),
    sent=("보낸 ?날짜", "날짜"),
    to=("받는 ?사람", "받는이"),
    subject=("제목",),
    original=("원본 메시지", "원본 메일"),
    device=("나의 iphone에서 보냄",),
)

OTHERS = Wording(
    wrote=("je napisao(?:/la)?", "je napisala", "je napisal(?:/a)?", "napisao", "написа", "kirjutas", "rakst[īi]ja",
           "ra[šs][ėe]", "đã viết", "כתב", "כתבה", "كتب", "menulis", "נכתב על ידי"),
    begins=("dana", "na", "vào", "pada", "בתאריך", "ב-"),
    sender=("šalje", "pošiljatelj"),
    device=("poslano (?:z|s|iz|sa)",),
)  # fmt: skip

TABLES = (CHINESE, JAPANESE, KOREAN, OTHERS, POLISH, CZECH, RUSSIAN, UKRAINIAN, HUNGARIAN, TURKISH, GREEK)
