"""Icelandic ways of saying no to letters, and what only sounds like it. Data; the pattern language is that of `text` (rule 3).

A missed no is worse than a false one: when in doubt a phrase belongs here. What must be told apart goes to NOT_STOP.
"""

STOP = (
    "(getið|gætuð|geturðu|viltu|viljið|má|megið|mættuð) ~ hætt", "(bað|beðið|báðum) ~ um (þetta|þess*|svona|ykkur)",
    "(vera|er|verið) ~ á (þess*|list*|póstlist*)",
    "ekki ~ frá ykkur", "aldrei ~ frá ykkur",
    "losna ég", "(póst*|bréf*|þetta|þessu) ~ burt", "(slökk*|loka|lokið) ~ (á|fyrir) ~ (póst*|þess*|þetta)", "um (frið|ró)",
    "(innhólf*|pósthólf*)", "í ró og næði",
    "(vil|vildi) ~ afþakka", "^stoppa$", "^stoppa (takk|plís|thanks|strax)", "lát* (mig|okkur) ~ (vera|í friði|í ró)",
    "í friði",
    "ekki ~ svona (póst*|bréf*|skilaboð*|meira|lengur|rusl*)", "ekki ~ svona$",
    "stoppa (þetta|þessa|þessu|að|póst*|send*)", "(maila|maili|mailið|meila|meilið|emaila)",
    "(ekki|engar|enga|engin|fleiri) ~ auglýsing*", "laus* ~ (við|undan) (þetta|þess*|ykkur|póst*|svona)",
    "(ekki|enga|engan|engar) ~ (markpóst*|fréttabréf*|tilkynning*|áreiti*|markaðs*)",
    "(þoli|hata) ekki ~ (póst*|bréf*|skilaboð*|svona)", "(hata|þoli ekki|leið* á) (þess*|þetta|ykkur|póst*)",
    "(gleym*|sleppið) ~ (netfang*|mér|upplýs*)", "(ekki|aldrei) ~ (heyra|sjá) ~ (ykkur|þetta|meira|aftur)",
    "(hreinsið|hreinsa) ~ (mig|netfang*)", "(út|burt) af (list*|póstlist*|skrá*)",
    "stopp", "stopp* (þetta|þessu|þið|takk|strax|núna|að)", "stoppið*", "stoppaðu", "stoppiði", "stöðvið", "stöðvaðu",
    "stöðva (þetta|þessar|póst*|send*)",
    "hætta", "hættu", "hættið", "hættiði", "hætti",
        "hætt* ~ (senda|skrifa|trufla|áreita|ónáða|spamma|bögga|pósta|hafa samband)", "hættum",
    "afskrá*", "afskra*", "af skrá*", "afþakka* ~ (póst*|bréf*|skilaboð*|fjölpóst*|send*|frekari)",
        "skrá* (mig|okkur|netfang*) (af|úr|út)",
    "(taka|taktu|takið|tekur|tekin*|tekinn|tekið) ~ (af|úr|út) ~ (list*|póstlist*|skrá*)",
        "(taka|taktu|takið|tekur|takiði) (mig|okkur|netfang*|nafn*) ~ (af|út|úr|burt)",
    "(fjarlæg*|eyð*|strok*|þurrk*|henda|hendið|hentu|máið) ~ (mig|mér|mitt|mínu|netfang*|póstfang*|nafn*|skráning*|"
    "upplýsing*|gögn*|gögnum)",
    "(af|úr|út af) ~ (póstlist*|listan*|lista|netfangalist*|mailing*)",
    "ekki ~ (senda|skrifa|sendið|skrifið|pósta|póstið|trufla|truflið|ónáða|ónáðið|áreita|áreitið|spamma|bögga|böggið|"
    "böggaðu|hafa samband)",
    "(sendið|sendu|skrifið|skrifaðu|sendiði|truflið|hafið samband|hafðu samband|ónáðið) ~ (ekki|aldrei)",
    "(vil|viljum|vildi|kæri|óska|langar|nenni|þarf|hef) ~ ekki ~ (póst*|bréf*|skilaboð*|tölvupóst*|skeyti*|heyra|áminn*|"
    "fjölpóst*|svona|samband|send*|mail*|email*)",
    "(vil|viljum|kæri|nenni) ~ (enga|engin|enga|engan|engar|aldrei) ~ (póst*|bréf*|skilaboð*|tölvupóst*|skeyti*|heyra|"
    "áminn*|fjölpóst*|samband)",
    "(enga|engin|engan|engar|ekki) (fleiri|frekari|meiri|meira af) ~ (póst*|bréf*|skilaboð*|tölvupóst*|skeyti*|áminn*|"
    "svon*|þess*)",
    "(enga|engan|engin) (pósta|póst|tölvupóst*|bréf|skilaboð|fjölpóst)",
        "ekki (meira|meir|fleiri|aftur) ~ (póst*|bréf*|takk|svona|skilaboð*|tölvupóst*)", "ekki meir*$",
    "lát* (mig|okkur) (vera|í friði|alveg|í ró|í fríi)", "(í|frið fyrir) friði?$", "burt með",
        "farðu (burt|til fjandans|í rass*)", "hunskast*", "éttu skít", "drullaðu*",
    "nóg (komið|er komið|af (þess*|svona|póst*))", "komið (gott|nóg)", "ruslpóst*", "spam*", "fjölpóst*",
        "áreiti", "þetta er rusl",
    "bað (ekki|aldrei) ~ (um|þetta|þenn*)", "(skráði|gaf|samþykkti|veitti|gerðist) ~ (ekki|aldrei) ~",
        "(segja|segi|sagði) upp ~ áskrift*", "(dreg|draga) ~ samþykki*",
    "(hætta|ljúka|enda) ~ áskrift*", "hætta við (að fá|póst*|áskrift*)",
        "(loka|lokið|lokaðu) (á|fyrir) (póst*|þess*|þetta|ykkur|send*)", "(blokka*|útiloka*)",
    "andmæl*", "(ekki|aldrei) (hafa|vera í) samband", "vil* ~ losna (við|undan|af)",
        "losna við (þess*|póst*|ykkur|svona)", "haldið ykkur", "hættum þessu",
        "ekki áhug* ~ (póst*|bréf*|svona|skilaboð*)",
    "(slepp* ~ (póst*|senda|skrifa|bréf*|svona))", "vinsamlega* ~ (hætt*|afskrá*|fjarlæg*)", "ekki ónáða*",
        "(aldrei|ekki) (aftur|framar|meir)$",
)  # fmt: skip
REFUSE = (
    "ekki", "enga", "engan", "engar", "engin", "engum", "aldrei", "nóg", "hata", "nenni", "þoli", "leið* á", "þreytt* á",
    "hætt*",
    "laus", "losna", "óumbeðin*",
)  # fmt: skip
LETTERS = (
    "(tölvu|fjöl|mark|rusl)?póst(ur|i|inn|inum|s|ar|a|um|ana|arnir|unum|send*)?", "bréf(in|ið|um|unum|i)?",
    "skilaboð(in|um|unum)?",
    "skeyti(n|ð|um)?", "áminning*", "fréttabréf*", "samband(i)?", "póstlist*", "frá ykkur",
    "skrif(a|ið|um|in)? (mér|okkur|til mín)",
)  # fmt: skip
NOT_REFUSED = (
    "(fékk|fengið|fæ|fengum|barst|borist|kom|komið|kemur|finn|fann|sé|sá)", "kvittun*", "staðfest*", "kóð*", "pöntun*",
    "(með|í) (tölvu)?pósti",
    "gjafabréf*", "póst(númer|box|hús)*", "samband við (konu|mann|bank*)", "spurning*", "svar*", "peys*", "pakk*", "vör*",
)  # fmt: skip
NOT_STOP = (
    "(bið|óska|verð|stærðar|innkaupa)list*", "ekki senda (hana|hann|það|þær|þá|vör*|pöntun*|pakk*|peys*) ~",
    "(ég|og|svo|þá) (ég )?hætti", "hætti (ég|í|út|af|vegna|þegar|við)",
    "stoppistöð*", "(strætó|vega|bíla|bið|rútu)stopp*",
        "stopp* (við|í|stutt|hjá|á|ekki|vatn*|vind*|regn*|kuld*|mig ekki|sokk*)", "(hvað|það) (sem )?stoppa*",
        "stoppa (í|á)",
    "hætt* við (?!að fa|post|askrift)", "hætt* við$", "hætta á (?!ad senda)(?!thessu)(?!post)(?!list)",
        "(í|úr|án|engin|einhver|nokkur|mikil|er) hætt* (?!að senda)(á|að|af|fyrir|stafar|með|er)", "í hættu",
        "hættuleg*", "hættulaus*", "hættumerki*",
    "hætta (stafar|er|skapast)", "er (nokkur|einhver|ekki|mikil|engin)? ?hætta",
        "hætt* (með|hjá|í) (?!askrift)(?!thess)(?!thetta)",
    "hætt* að (?!senda|skrifa|hafa|posta|trufla|areita|onada|spamma|bogga|pesta|tala|fa)",
    "hætt* (ekki|aldrei) (að )?(senda|selja|framleiða)", "^ekki hætta", "endilega ekki hætta",
    "(þarf|þarft|þurfið) ekki að senda(?! mer)(?! okkur)",
        "(get|getum|gat) ~ ekki (hætt|stoppað)*",
    "(senda|sendið|sendir|send|sent) (þið )?ekki ~ (til|út|erlendis|utan|heim|í|á)",
        "ekki ~ senda ~ (til|út|erlendis|heim|vör*|pakk*|rangt|rang*|heim*|í póst*|kvittun*)",
    "(hægt|má|er|hvort|get|geta|viljið|getið|gætuð) ~ ekki ~ (senda|sent) ~ (mér|til|heim|vör*|í|á|pakka*)",
        "(fékk|fengið|fæ|fengum|barst) ~ ekki ~ (póst*|kvittun*|staðfesting*)",
    "(fékk|fengið|fæ|barst) ~ (enga|engan|engin) ~", "ekki (aftur|meir) (fyrr|í boði|til)",
        "(lenti|fór|fer|er|lendir) ~ í (ruslpóst*|spam*|rusl*)",
        "(skráði|stofnaði) ~ ekki ~ (aðgang|mig inn|reikning)",
    "ekki ~ (stofna|búa til|skrá mig inn|búið til) ~", "(komið|er) nóg (til|af (efni|plássi))",
        "(senda|skrifa) ~ (umsögn|reikning*)", "komið (gott|nóg) (veður|úrval)",
    "(ekki|aldrei) (aftur|meir) ~ (kalt|blautt)", "afskráð* (ökutæki|bíl*)", "gaf ~ ekki ~ upp", "(gaf|veitti) ekki",
)  # fmt: skip
