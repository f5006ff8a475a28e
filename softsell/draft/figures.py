"""Words that say a figure, a date, an amount, a claim or a no: what a rewording may not bring in, in both languages.

Word by word and as beginnings of words, in small letters. A rewording may hold such a word only when the sentence it rewords
holds it as well.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = _words("""
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
    twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion dozen
    dozens couple half halves third thirds quarter quarters double triple twice thrice once percent per cent pair single several
    first second
    einn eina eitt eins einum einni einu einnar tveir tvær tvö tvo tveim tveimur tveggja þrír þrjár þrjú þrjá þrem þremur
    þriggja fjórir fjórar fjögur fjóra fjórum fjögurra fimm sex sjö átta níu tíu ellefu tólf þrettán fjórtán fimmtán sextán
    sautján átján nítján tuttugu þrjátíu fjörutíu fimmtíu sextíu sjötíu áttatíu níutíu hundrað hundruð hundraða þúsund þúsundir
    milljón milljónir tylft hálfur hálf hálft hálfan hálfa hálfu helmingur helming helmings þriðjungur fjórðungur tvöfalt
    tvöfaldur tvisvar þrisvar prósent prósentum par fyrsti fyrsta annar
    """)
DATES = _words("""
    today tomorrow tonight yesterday now soon week weeks weekend month months year years day days hour hours minute minutes
    monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december midnight noon morning evening deadline
    dag daginn dagur degi dags dagar daga dögum morgun morgni morgni kvöld gær nú núna strax bráðum vika viku vikur vikum
    helgi helgina mánuður mánuð mánuði mánaðar mánuðir ár ári árs klukkustund klukkustundir klukkutími klukkutíma mínúta mínútur
    mánudagur mánudaginn þriðjudagur þriðjudaginn miðvikudagur miðvikudaginn fimmtudagur fimmtudaginn föstudagur föstudaginn
    laugardagur laugardaginn sunnudagur sunnudaginn janúar febrúar mars apríl maí júní júlí ágúst október nóvember desember
    miðnætti hádegi frestur frest
    """)
# "may" and "march" are ordinary words in small letters; with a capital they are names, which are not let in either.
# Beginnings of words that claim something about the goods, the price, the way they come, or other people.
CLAIMS = (
    "free", "discount", "sale", "offer", "deal", "sav", "cheap", "cost", "pric", "pay", "paid", "charg", "refund", "return",
    "guarant", "warrant", "promis", "deliver", "ship", "post", "stock", "availab", "sold", "sell", "left", "last", "only",
    "limit", "exclus", "special", "bonus", "gift", "reward", "voucher", "coupon", "code", "best", "better", "great", "perfect",
    "popular", "everyone", "everybody", "people", "other", "customers", "review", "rated", "new", "award", "certif", "proven",
    "krona", "kronur", "isk", "euro", "dollar", "pound", "eur", "usd", "gbp", "order", "buy", "bought", "purchas", "checkout",
    "reserv", "hold", "held", "always", "must", "safe", "secur", "natural", "organic", "handmade", "original", "quality",
    "ókeypis", "frí", "frít", "afslát", "útsal", "útsöl", "tilboð", "spar", "ódýr", "kosta", "kostnað", "verð ", "verði ",
    "verðs ", "verðið", "verðinu", "verðlaun", "greið", "borga", "endurgreið", "skila", "skil ", "ábyrg", "loforð", "lofa",
    "heimsend", "sending", "póst", "lager", "birgð", "fáanleg", "til sölu", "seld", "selja", "eftir ", "síðast", "aðeins", "bara",
    "takmark", "einstak", "sérstak", "gjöf", "gjafa", "bónus", "kóð", "best", "betr", "frábær", "fullkom", "vinsæl", "allir",
    "flestir", "aðrir", "fólk", "viðskiptavin", "umsagn", "nýtt", "nýr", "ný ", "nýj", "krón", "kr ", "evr", "pant", "kaup",
    "keypt", "kass", "taka frá", "alltaf", "verður að", "örugg", "náttúru", "lífræn", "handger", "handunn", "ekta", "gæð",
)  # fmt: skip
NEGATIONS = _words("""
    no not never none nothing nobody neither nor without cannot can't don't doesn't didn't won't wouldn't isn't aren't wasn't
    haven't hasn't hadn't couldn't shouldn't
    ekki ekkert enginn engin engan enga engum engu aldrei án hvorki né nei neitt neinn neina óþarfi
    """)
