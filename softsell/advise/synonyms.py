"""Words that buyers use for the same thing, in both languages: each group stands for its members when passages are searched."""

GROUPS: tuple[tuple[str, ...], ...] = (
    ("shipping", "delivery", "postage", "deliver", "ship", "send", "heimsending", "sending", "senda", "póstur", "afhending"),
    ("sendingarkostnaður", "sendingargjald", "burðargjald", "postage", "shipping cost", "fee"),
    ("cost", "price", "fee", "kostar", "kostnaður", "verð", "gjald"),
    ("return", "refund", "skila", "skil", "skilaréttur", "skilafrestur", "endurgreiðsla", "endursenda"),
    ("exchange", "swap", "change", "skipta", "skipti"),
    ("pay", "paid", "payment", "paying", "borga", "greiða", "greiðsla", "borgun", "greiðsluleiðir"),
    ("card", "visa", "mastercard", "kort", "kreditkort", "debetkort"),
    ("transfer", "millifærsla", "millifæra", "netbanki"),
    ("safe", "secure", "security", "örugg", "öruggt", "öryggi", "dulkóðun"),
    ("warranty", "guarantee", "ábyrgð"),
    ("defect", "fault", "faulty", "broken", "damaged", "galli", "gölluð", "gallað", "bilun", "biluð", "skemmd"),
    ("repair", "mend", "fix", "viðgerð", "laga", "gera við"),
    ("wash", "washing", "clean", "laundry", "machine", "þvo", "þvottur", "þvottavél", "þvegin", "hreinsa"),
    ("size", "sizing", "fit", "measure", "stærð", "stærðir", "mál", "mæla", "stærðartafla", "passar"),
    ("itch", "itchy", "scratchy", "rough", "klæja", "kláði", "stingur", "stinga", "gróf"),
    ("gift", "present", "gjöf", "gjafir"),
    ("wrap", "wrapping", "innpökkun", "pakka", "gjafapappír"),
    ("gift card", "voucher", "gjafabréf", "gjafakort", "inneignarnóta"),
    ("account", "register", "login", "password", "guest", "aðgangur", "innskráning", "nýskráning", "lykilorð", "gestur"),
    ("privacy", "data", "gdpr", "persónuvernd", "persónuupplýsingar", "gögn", "vafrakökur", "cookie"),
    ("open", "opening", "hours", "closed", "opið", "opnunartími", "afgreiðslutími", "lokað", "opna"),
    ("phone", "call", "contact", "sími", "símanúmer", "hringja", "samband"),
    ("address", "located", "location", "where", "heimilisfang", "staðsetning", "staðsett"),
    ("pickup", "collect", "sækja", "sótt", "sæki", "afhent"),
    ("abroad", "international", "overseas", "foreign", "europe", "erlendis", "útlönd", "útlanda", "evrópa", "norway",
    "denmark", "germany",
     "noregur", "danmörk", "þýskaland", "svíþjóð", "sweden"),
    ("customs", "duty", "tax", "vat", "tollur", "skattur", "vsk", "virðisaukaskattur"),
    ("stock", "available", "lager", "fáanleg", "lagerstaða"),
    ("sold out", "restock", "uppselt", "uppseld", "væntanleg"),
    ("vegan", "animal free", "dýraefni", "vegan"),
    ("wool", "ull", "lopi"),
    ("down", "dúnn"),
    ("boots", "shoes", "skór", "gönguskór", "stígvél"),
    ("moth", "moths", "mölur", "möl"),
    ("pilling", "bobbles", "hnökrar", "hnökrast"),
    ("shrink", "shrunk", "hleypur", "þófnar", "minnkar"),
    ("dry", "tumble", "þurrka", "þurrkari", "þurrkara"),
    ("lost", "late", "delay", "missing", "týnd", "týndur", "seinkun", "tafir", "töf", "seint"),
    ("track", "tracking", "rekja", "sendingarnúmer", "fylgjast"),
    ("discount", "coupon", "sale", "promo", "afsláttur", "afsláttarkóði", "útsala", "tilboð"),
    ("christmas", "jól", "jólin", "aðfangadagur"),
    ("origin", "made", "produced", "framleitt", "framleidd", "uppruni", "búin til"),
    ("long", "days", "time", "when", "lengi", "langan", "dagar", "daga", "hvenær", "tími"),
    ("shop", "store", "búð", "verslun"),
    ("zip", "zipper", "rennilás"),
    ("address", "shop", "store", "where", "búð", "verslun", "hvar", "heimilisfang"),
    ("company", "who", "behind", "fyrirtæki", "félag", "kennitala", "verslun"),
)  # fmt: skip
# Words of questions that say nothing of what is asked.
EMPTY = (
    "a an the i you we it is are am be been do does did can could will would should may might must have has had my your "
    "yours our me us of in on to for with and or if at from by as so but this that these those there here how what which "
    "who please thanks hello hi any some not no yes just about get got want need like know tell one also soon many much "
    "doing going still really right through over "
    "ég þú við þið það þau þær þeir hún hann er eru var að á í og eða en ef um til frá með af fyrir sem ekki já nei mér mig "
    "mín mitt minn þinn þín ykkur ykkar okkar hjá get getið getur má hægt hef hefur hafa hvað hvernig hvaða hvort hver "
    "hvert verið vera takk hæ halló bara þá svo líka þetta þessi þessa þess vil vill viljið þarf mikið einhver eitthvað "
    "eruð erum hár há hátt hve marga mörg bráðum eigið eiga áttu gerið gera gerir hafið yfir alveg nokkuð annars kannski "
    "klukkan",
)
