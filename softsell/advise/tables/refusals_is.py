"""Icelandic ways of saying no to letters, and what only sounds like it. Data; the language of shapes is in `refusing` (rule 1).

A missed no is worse than a false one: when in doubt a shape belongs here. What must be told apart goes to KEEPS.
"""

KINDS = {
    "NO": (
        "nei ekki aldrei engin enginn enga engan engar engum engu engri ekkert engra hvorki neibb neits eigi hvergi"
    ),
    "WANT": (
        "vil vill viljum vildi vildum kæri kærum langar nenni nennum nennir óska óskum þarf þurfum þarfnast þörf "
        "áhuga áhugi hirði kýs kjósum óski bið báðum bað beðið kærir þigg þiggjum"
    ),
    "LETTER": (
        "póst póstur pósti pósts póstar pósta póstum póstana póstarnir póstunum póstinn póstinum tölvupóst* fjölpóst* "
        "ruslpóst* markpóst* auglýsingapóst* sölupóst* póstsending* netpóst* rafpóst* netbréf* póstflóð* bréfaflóð* "
        "kvabb* ónæði* skeytasending* bréf bréfin bréfið bréfum bréfunum bréfi bréfinu bréfs bréfa bréfanna bréfkorn* "
        "skilaboð* skeyti skeytin skeytum skeytið skeytunum áminning* ámynning* tilkynning* fréttabréf* samskipt* "
        "auglýsing* markaðs* kynningar* eftirfylgni* pling* meil meilum meila imeil* ímeil* bréfaskrift* bréfaskipt* "
        "skrif skrifum notification* orðsending* smáskilaboð* tilboðspóst* búðabréf* áróður* sendingar póstlistapóst* "
        "ítrekan* ítrekun* hnipp* mailum maila emailum emaila smsum"
    ),
    "OFFER": "tilboð tilboðum auglýsingar auglýsingum",
    "CONTACT": (
        "skrifa skrifið skrifaðu skrifi skrifuðuð skrifað skrifiði skrifist skrifum maila mailið meila meilið meilað "
        "mailað pósta póstið póstaðu trufla* truflið ónáða* ónáðið ónáði áreita* áreitið spamma* spammið bögga* "
        "böggið pesta elta eltið elti ómaka ómakið nudda nuddið suða suðið naga herja plaga plagið pinga pingið ping "
        "samband áminna hnippa hnippið emaila emailið smsa djöflast"
    ),
    "GET": "fá fái fáum fengið fengi fæ berast berist sjá lesa heyra heyri móttaka þiggja fær",
    "SEND": "senda sendið sendu sendi sendir send sent sendiði sendum sendast sendist",
    "BID": (
        "sendið sendu sendiði skrifið skrifaðu skrifiði truflið hafið hafðu ónáðið minnið mailið meilið póstið "
        "hringið"
    ),
    "ME": "mig mér okkur ég mín mínu mitt mínum minn mína okkar meg",
    "MINE": "mitt mínu minn mína mínum mín okkar þetta um öll öllum",
    "THESE": (
        "þetta þessu þessa þessi þessum þessir þessar þess þessari þessara svona slíkt slíkan slíkar slíku þau þeim "
        "rusl ruslið rusli rugl rugli vitleysu þvælu kjaftæði þvílíkt þannig"
    ),
    "MORE": (
        "meira meir framar fleiri fleirum frekari frekar lengur meiru fleira fleirri fleyri oftar aftur annað annan "
        "meiri framvegis"
    ),
    "IMP": "hættið hættu hættiði stoppið stoppaðu stoppiði stöðvið stöðvaðu hættiðið stoppidi hættiþið hættumst",
    "STOP": (
        "hættið hættu hættiði hætta hættum stoppið stoppaðu stoppa stoppiði stöðvið stöðva stöðvaðu hætt hættuð "
        "stansið stansa hætið hætiði hæta hættid hættitð hættð"
    ),
    "CEASE": "hætt hætta hættuð hættið linni linnir linna hættum hættu stoppa stoppað",
    "END": (
        "slökkva slökkvið slökktu slekk slökkt slökkvi loka lokið lokaðu lokum ljúka ljúkið lúkið enda endið drepið "
        "drepa leggið leggja afpanta stöðva stöðvið stoppa stoppið fella fellið blokka blokkið blokkera aftengja "
        "aftengið takmarka skrúfa skrúfið hunsa binda klippa klippið"
    ),
    "ENDED": "enda endi enduðu endað hætta hættu hættir linni linnti linnir stoppa stoppuðu",
    "UNSUB": "afskr* útskráning* afská afksrá* afsrká* afsrá* askrá* afskár* úrskrá*",
    "REMOVE": (
        "fjarlægja fjarlægið fjarlægðu fjarlægi fjarlægt fjarlægð fjarlægður eyða eyðið eyddu eyðist eytt eyðiði "
        "strika strikið strikaðu strikað stroka strokið strokaðu þurrka þurrkið þurrkaðu hreinsa hreinsið hreinsaðu "
        "máið gleyma gleymið gleymdu gleymast krossa krossið henda hendið hentu afmá afmáið eyðileggið tortíma "
        "fjarlægiði gleymiði"
    ),
    "TAKE": (
        "taka takið taktu tekið tekin tekinn tekur takiði tökum tæki tækjuð skrá skráið skráðu skráður setja haldið "
        "kippið kippa strika strikið"
    ),
    "RECORD": (
        "mig mér okkur hana hann henni honum mömmu pabba netfang* nafn nafnið nafni nafninu póstfang* númer númerið "
        "númeri símanúmer* upplýsing* persónuupplýsing* gögn gögnin gögnum gögnunum gagna skráning* öllu adressu* "
        "imeil* ímeil* mail* email*"
    ),
    "LIST": (
        "lista listanum listann listum listi póstlist* póslist* skrá skránni skránum skrám kerfi kerfinu grunninum "
        "gagnagrunn* netfangalist* viðskiptamannaskrá* netfangaskrá* sendingarlist* útsendingarlist* skrárnar"
    ),
    "LEGAL": (
        "lögfræðing* lögmann* lögmaður neytendastof* neytendasamt* persónuvernd* fjarskiptastof* kvörtun* kvarta "
        "kvarti kæri kæra kæru lögregl* umboðsmann* löggu* löggan málsókn* dómstól*"
    ),
    "BLOCK": "blokka* blokk* útiloka* bannlist* tilkynna tilkynnt tilkynni blokkera blocka*",
    "ORDER": (
        "pöntun* sendingu sendinguna sendingunni greiðsl* reikning* pakk* körf* afhending* hlut vöru vörur vörunni "
        "kort kortinu bíl* bifreið* síma færslu* kaup kaupin kaupunum kaupum"
    ),
    "FILLER": (
        "takk plís plis pls please vinsamlega vinsamlegast vinsamlegst nú núna strax þið þú þessu þetta bara alveg "
        "gott hæ jæja æ ó já gerið svo vel þá kv kveðja viljið viltu getið getiði gætuð megið má mættuð mættirðu "
        "elskurnar elsku bless samt algjörlega kæru sæl sælir góðan daginn dag fyrir fullt allt og eitt skipti öll "
        "hér með að hérna endanlega alfarið tafarlaust hreinlega einfaldlega vil vill ég jú bæ við samstundis"
    ),
    "LETITBE": "lát* latid látið láttu látiði láta",
}  # fmt: skip
JOINED = (  # a whole sentence without its spaces
    "ekkimeir ekkimeira búið þögn út burt enda hættið hætta hættu hættiði stopp stoppið afskrá afskráið nóg ekkifleiri"
)
ENDS = (
    # Hættið: by itself, and with what.
    "< IMP|hætta|stopp|stoppa|stöðva >", "IMP THESE >", "IMP +THESE", "hætta|stoppa|hætt|hættuð +THESE >",
    "hættum +þessu", "stopp|stoppa +THESE", "stöðva|stöðvið|stöðvaðu THESE",
    "STOP +að CONTACT|SEND|elta|áreita|hafa|tala|fá|spyrja|minna|láta|angra|hringja|trufla|pósta|bjóða",
    "STOP SEND|CONTACT +mér|mig|okkur|á", "IMP CONTACT|SEND", "STOP +með THESE|LETTER", "STOP LETTER",
    "STOP á|við LIST|LETTER", "hætta +á LIST", "stopp +stopp|nú", "hætta +áskrift*",
    "mega|mættu|eiga|geta LETTER ENDED|CEASE", "að LETTER|THESE hætti|linni|hverfi", "THESE +til +að +hætta",
    "ykkur +um? +að +hætta|stoppa|linna", "hafa +ekki +samband", "síður +láta", "síður +að +þið",
    "getið|getiði|gætuð|viljið|viljiði|viltu|geturðu|bið|beðið|bað|megið|mættuð|vinsamlega|vinsamlegast|"
    "biðja|máttu|gætirðu|gætir hætt|hætta|hættið|stoppað|linna >", "< IMP +sem|sjálfvirkt|undir|að +öllu|einn",
    "getið|gætuð|geturðu|viljið|megið|viljiði|viltu|mættuð +þið hætt|hætta", "ef|að +þið +hættuð|hættið|hættið",
    "< þið +hættið >", "lát*|læt THESE hverfa|hætta|enda", "lát* +LETTER hverfa|hætta", "lát* stoppa THESE|þá",
    "lát* +af THESE|LETTER", "lát* +því +af|lokið", "lát* +THESE +af|lokið", "lát* þessu lokið|linna",
    "látið +staðar +numið", "staðar +numið", "mál +að +linni", "þessu|LETTER linni|linna", "þeim +linni",
    "LETTER +lokið", "LETTER hér +lokið", "bréfaskiptum lokið",
    # Slökkva á, loka á, segja upp.
    "END LETTER", "LETTER END", "slekk|slökkt|slökkva|slökkvið|loka|lokið +á|fyrir LETTER",
    "segja|segi|segið|sagði|sagt +upp LETTER|áskrift*|póstáskrift*", "segja|segi|segið|sagði|sagt +þessu|þessum +upp",
    "upp póstáskrift|áskriftinni", "legg* LETTER niður", "niður LETTER", "kipp* THESE úr", "slepp* CONTACT|LETTER|SEND",
    "slepp* +mér|okkur", "slepp* +því +að", "losna +við|ég|undan|af|út THESE|LETTER|ykkur|LIST|>",
    "vil|vill|vildi losna >", "laus* +við|undan|af THESE|LETTER|ykkur|LIST", "komast|kemst af|út LIST|THESE",
    "afpanta LETTER|THESE", "taka|takið úr sambandi",
    # Afskrá, taka af lista, eyða.
    "UNSUB", "af +skrá|skráið|skráðu", "REMOVE +RECORD", "REMOVE +MINE RECORD",
    "RECORD eytt|eyðist|gleymast|fjarlægt|fjarlægð|afmáð|fjarlægðar|gleymsku", "LETTER|netfang* +MINE? +út|burt",
    "REMOVE +þið RECORD", "REMOVE út|burt >", "remove +ið|RECORD", "TAKE RECORD +af|út|úr|burt|off",
    "TAKE RECORD burt|út|úr|af LIST|THESE|öllu", "TAKE +út|af|úr RECORD", "TAKE MINE|RECORD RECORD +út|af|úr|burt",
    "TAKE +RECORD +MINE +út|af|úr|burt", "TAKE +þetta RECORD út|af|burt", "TAKE mig|mér|netfang* +af|út|úr|burt",
    "skrá* +mig|okkur|RECORD af|út|úr", "TAKE af LIST", "tekinn|tekin +af|út", "haldið RECORD utan|úr|frá",
    "af|úr +LIST", "út|burt +af +LIST", "af +þessum|ykkar|öllum LIST", "setjið mig bannlist*", "bannlist*",
    "afskrá* +mig", "krossa +yfir", "út +af +honum|henni|þeim|listanum", "fellið|fella +það|þetta|þessa|LETTER niður",
    "hættir +að? SEND|CONTACT mér|mig", "orðið|komið gott +af? LETTER|ykkur|>", "leið* +á +þess*",
    "REMOVE +THESE RECORD", "CONTACT +mér|mig|okkur +aldrei|ekki", "slökk* +á fyrir", "sem +nei",
    "telj* +mig|okkur +farna|farinn|farin|út|hætt*", "NO birtast|birtist|birtir ME|aftur", "notið +það +ekki",
    "eltir|elt með LETTER", "NO á +LIST", "NO á +þess*|ykkar|neinum|neinn LIST", "< LIST +af|burt",
    "< út +með +mig|mér",
    # Ekki fleiri bréf, ekki skrifa.
    "NO +CONTACT", "þetta|þessu verður|skal|þarf|verði +að +hætta|linna|enda|ljúka", "fá THESE +ekki",
    "ekki +að +fá THESE|LETTER", "takið +það|þetta +til +baka", "afhak*", "slepp* RECORD", "TAKE +mig +aff",
    "bögg*|ónáð*|trufl* +einhvern", "étið +það", "NO +vera +með +í", "af +með +þær|þau|þá|það|þessa|þetta",
    "nóg +af? +rusl", "nóg +rusl", "freist* ME", "brjót* lög", "ólögleg* LETTER|SEND", "LETTER ólögleg*", "eyðingu",
    "beiðni +um +að +hætta", "ruslið +með LETTER", "LETTER fara|fer|fóru|fór +beint? +í +ruslið", "ekki +hafa +fyrir",
    "kýs +þögn*", "hafið|hafa +það|þetta +ykkar? +síðast*", "< síðast* LETTER >", "fyllti mælinn",
    "eyða|eyðið +ekki +tíma", "sóið|sóa +ekki +tíma", "loka* +á +ykkur", "NO einn|eitt|orð LETTER|viðbót",
    "< NO +af +THESE +LETTER|aftur|framar|lengur|meir",
    "þreytt*|leið*|hundleið* +á +að vera|fá elt|eltur|CONTACT|LETTER|THESE", "nenni +ekki +MORE",
    "frábið* mér|okkur", "frábiðja", "biðst|biðjumst|biðjast +undan", "undanþig*", "hafið +mig +afsak*",
    "mælirinn fullur", "látið kyrrt liggja", "linnið +látum", "steinhald*", "basta",
    "verið|vertu|vera +ekki +að SEND|CONTACT|THESE", "óskast afskr*|fjarlæg*|ekki|eytt", "LETTER +afþakk*|afþökk*",
    "gef* mér|okkur +frí|frið|grið|hvíld|pásu", "slak* +á +með", "slakið +á", "lát* duga|nægja|kyrrt",
    "látið gott heita >", "los* ykkur RECORD", "farið +nú|þið|bara +burt", "loka*|slökk*|lokað +á LETTER",
    "afpant* LETTER", "síðast* +sem +ég +heyri|fæ|sé|vil|les", "afþakk* LETTER|frekari|MORE|allan|alla|öll",
    "rétt* eyðing*|gleymd*|gleym*", "eyðið|eyddu|fjarlægið|strikið|þurrkið +því|þessu|öllu",
    "virðið ósk*|frið*|einkalíf*", "NO +að? CONTACT mig|mér|okkur|á|aftur|framar|meira",
    "NO ME|framar|aftur|vera|að|lengur CONTACT", "NO +hafa +samband", "NO vera|að +hafa|í +samband|sambandi",
    "NO +hafa|hafið ME samband", "NO +MORE|neina|neitt|frá|neinn LETTER", "NO +MORE OFFER", "NO +LETTER", "NO +OFFER",
    "NO +þess*|þessa|svona LETTER", "NO SEND mér|okkur|LETTER|MORE|neitt|svona|neina", "WANT NO samband",
    "NO WANT samband", "NO +SEND >", "NO +SEND +neitt|þetta|svona|meira|fleiri|aftur|mér|á|okkur",
    "BID +NO LETTER|neitt|svona|MORE|á|mér|samband|>", "BID +ME +NO", "BID NO LETTER|MORE|svona|neitt|samband",
    "SEND +NO LETTER|meira|framar", "SEND|skrifið +NO á", "skrifið|skrifaðu|truflið|ónáðið +ME? NO",
    "sendið|sendiði +ekkert|engan|engin|engar|enga", "hafið NO samband", "hafðu NO samband",
    "WANT NO LETTER|CONTACT|heyra|OFFER", "NO WANT LETTER|OFFER|CONTACT", "WANT NO GET THESE|LETTER|MORE|neitt|frá",
    "WANT NO THESE LETTER", "WANT NO MORE|neitt|neina LETTER|frá|THESE", "WANT NO SEND|hafið",
    "WANT NO +að +þið|búð*|neinn|þú|verslan* CONTACT|hafið|SEND|sendið", "WANT +NO +MORE >",
    "LETTER +vil|vill|viljum|nenni|þarf|kæri NO", "OFFER +vil|viljum +ég NO", "LETTER +WANT +ég NO", "LETTER WANT NO",
    "WANT NO láta CONTACT|minna|elta", "síður +GET|LETTER|CONTACT|LIST", "helst|heldur +ekki GET|LETTER|CONTACT|SEND",
    "NO eftir LETTER", "færri +LETTER", "netfang*|pósthólf* ekki|bara +fyrir", "fylgið ekki eftir",
    "vil|vill THESE|LETTER +ekki +í", "síður|heldur að þið CONTACT|SEND|skrifuðuð|sendið", "heldur að NO|skrifuðuð",
    "þið CONTACT ME NO", "þið CONTACT NO", "NO CONTACT|skrifuðuð +oftar|meir|aftur|framar|meira",
    "þurfið|þarft|þarf|þurfa +ekki|engin|engar|enga|eigi +að? CONTACT|minna|LETTER|LETTER|SEND",
    "þurfið +ekki að CONTACT|minna|senda ME|LETTER|á|meira|aftur|>", "þarf|þurfum +NO LETTER",
    "óþarfi|óþarft|óþarfa|óþörf|óþörfu CONTACT|LETTER|minna|SEND|skrifa", "engin|enga|engar +þörf LETTER|CONTACT|minna",
    "án +bréfa|pósts|skilaboða|áminninga|ykkar", "megið|mátt +ekki SEND|CONTACT", "NO láta minna|elta|CONTACT|trufla",
    "NO minna +á|mig|okkur", "NO komi|berist|koma|kæmi|sent|send +á|til|frá +mig|mér|okkur|ykkur",
    "NO +að? +fá +LETTER|MORE", "NO +svona|þessu >", "NO +meira|meir|fleiri +svona|takk|plís|frá|af",
    "NO sent|senda +LETTER|kynning*", "NO SEND|sent kynning*|LETTER", "NO +heyra|sjá ykkur|frá|aftur|MORE",
    "þoli|hata|fyrirlít +ekki? THESE|LETTER|ykkur|svona", "hata THESE|LETTER|ykkur",
    "þoli +ekki LETTER|THESE|svona|ykkur", "NO +áhug* LETTER|THESE|heyra", "áhug* +á +NO LETTER", "NO frá +ykkur",
    "NO LETTER|GET frá +ykkur",
    # Síðasta bréfið, nóg, í friði.
    "síðast* +skipti*|bréf*|póst*|skilaboð*|sinn vera|verði|verður|frá|sem|til",
    "vera|verði|verður|yrði|verða|höfum|hafa|sé þetta|þess* síðast*|SIDAST",
    "vera|verði|verður|yrði|verða|höfum|hafið|hafa|sé|þetta|eigi +síðast*|lokabréf*", "verði síðast*",
    "nóg +af THESE|LETTER|ykkur", "fengið|fékk|fæ|með +nóg +af LETTER|THESE|ykkur", "þreytt* á LETTER|THESE|ykkur",
    "leið* +á LETTER|ykkur", "uppgefi* á LETTER", "hundleið* á", "dauðleið* á", "þreytt* +á +þessu|ykkur",
    "nóg +komið >", "nóg +komið +af LETTER|THESE", "komið +nóg|gott +af? LETTER|þess*|>",
    "lát* ME +vera|friði|ró|eiga|alveg|í", "lát* ME friði|ró|næði|vera", "í +friði", "í +ró +og|>",
    "WANT|um|fá|biðja|óska|til +frið|ró|þögn|næði", "frið +fyrir|frá|takk|>", "þagna|þegiðu|þegja|þegiði", "< þegið >",
    "til +fjandans|andskotans|helvítis", "haldið +kjafti|kj|ykkur", "éttu|étið +skít", "skít", "drull*", "hunsk*",
    "hypj*", "snaut*", "farið|farðu +burt|í|til|þið|að|veg", "rassgat", "hlíf* ME", "hlífið +mér|okkur", "hlíf* LETTER",
    "sparið +ykkur|mér|okkur", "spara* ykkur|mér +ómak*|sporin|LETTER", "nenni +ekki +ykkur|LETTER|THESE",
    "nenni +ykkur +ekki", "nenni +ekki +að +láta|fá", "missa áhug* mér",
    # Réttur og hótun.
    "andmæl*", "bannmerkt*", "bannmerking*", "x +merkt*|merking",
    "samþykki* draga|dreg|dregið|afturkalla*|baka|aldrei|ekki",
    "dreg|draga|afturkalla*|dregið samþykki*|leyfi*|heimild*", "afturkalla*", "NO +samþykk*|leyfi",
    "NO +gefið +leyfi|samþykki", "NO gaf|gef|gefið|veitti +leyfi|samþykki|heimild",
    "gef|gaf|gefum|veiti +ekki|aldrei +leyfi|samþykki|heimild", "rétt* +til að? gleymast|eyðingar", "að +gleymast",
    "gleymast", "kæri +ykkur +ef|fyrir|til", "skil* sneið*", "NO vel +þegi*", "NO +þegi*", "NO +velkom*",
    "NO +gera +þetta|það +aftur", "NO endurta*", "NO fylgið|fylgja +þessu? eftir", "falla gleymsku",
)  # fmt: skip
TOLD = (  # not in a question
    "< ekki +enn +einn|eitt|ein >", "< ekki +enn +einn|eitt|ein +LETTER >", "< stopp|stoppa|STOP|hætta >",
    "stopp +takk|plís|þetta|strax|þið|að", "< nóg|búið|enda|út|burt|þögn|fjarlæg*|eyða|strika|blokk|blokka|blokkað >",
    "END +á? þessu|þetta|því|þessi >", "slökk* +á +þessu|því|þeim", "LETTER mega|mættu|eiga|skulu ENDED",
    "LETTER +ENDED", "LETTER|því linni", "ykkar má vanta", "< ekki|aldrei|nei +aftur|framar|meir|meira|fleiri >",
    "NO +meira +svona", "< NO +svona", "< NO +takk +svona", "NO +gera +það|þetta >", "óþægilegt +að +fá LETTER",
    "burt +með", "að +þetta +hætti >", "hendið +þessu|því", "pósthólf*|innhólf* +mitt|er|okkar NO|fullt|fyrir",
    "inbox|pósthólf* fullt|full", "að +eilífu >", "< að +eilífu", "ruslpóst*", "spam*", "áreiti", "áreitni", "óumbeð*",
    "uppáþreng*", "er +rusl", "sem +rusl", "fjölpóst*", "BLOCK +ykkur|þetta|ef|sendand*|á", "blokka* ykkur",
    "block ykkur", "bað|báðum|beðið|bað|baðst +NO|ekki|aldrei um", "NO +beðið|bað +um +THESE|LETTER|það|ykkur",
    "enginn +bað", "NO +skráð|samþykk*|gerst",
    "skráði|gaf|samþykkti|veitti|gerðist|skráðum +ekki|aldrei +að|mig|okkur|leyfi|samþykki|fyrir|þetta|á|áskrifandi|>",
    "skráði +mig +ekki|aldrei", "samþykki +þetta|þessu +ekki", "LETTER tilgangslaus*|óvelkom*|óþolandi|óþarf*",
    "endursend* sendand*", "rangt|vitlaust|skakkt +númer|manneskja >", "hlekkur*|takki*|linkur* neðst",
    "nei +við|takk öllum|LETTER LETTER", "nei +takk? við LETTER|öllum", "hver sagði mættuð", "OFFER +vil NO",
    "samþykki +ekki", "NO nota|notið +það|netfang*|RECORD", "elta +mig|okkur um", "NO +mig|mér +á|í LIST",
    "svara* þögn", "kem* +mér|því +út|af", "sem skrifa mér ekki", "GET|fæ LETTER á dag",
    "kæri +mig +ekki +um THESE|LETTER", "kæri +mig +NO +um", "gleym* +mér|RECORD", "sem +heitir +þögn", "hypja", "svei",
    "skammist +ykkar",
)  # fmt: skip
FAR = (
    "eitt|einn|ein|einu|eina ~enn|viðbót|sinni ~LEGAL|BLOCK", "annan|annað|aftur|fleiri|önnur ~LEGAL|BLOCK",
    "persónuvernd*|gdpr ~REMOVE|andmæl*", "bréfaskiptum|samskiptum ~lokið", "einu|eitt|einn ~enn ~hringi",
    "ekkert|ekki ~vel ~þegi*", "rangt|vitlaust ~REMOVE|LETTER|TAKE", "kæri ~skrifið|sendið|aftur", "næst* ~LEGAL|BLOCK",
    "LEGAL ~næst*",
)  # fmt: skip
KEEPS = (
    # Öfugt: bréfin eru velkomin.
    "ekki|aldrei +hætta|stoppa|afskrá*|hættið", "endilega ekki hætta", "ekki TAKE|REMOVE mig|mér|netfang* +af|út|úr",
    "segja|segi|meina +stopp|hættið", "haldið áfram", "NO +út +af LIST",
    "skrifið|sendið|minnið +mér|mig|okkur +þegar|ef|eftir|á", "afskrif*", "afskráðist", "UNSUB óvart",
    "segið|segja +ekki +meira",
    # Annað sem hættir og hætta er á.
    "hætt*|stopp*|STOP +við +ORDER|kaup*|pöntun*|það|þetta|að >", "ég|og|svo|þá|hún|hann|það|síðan +hætti|hættir|hætt",
    "hætti +ég|í|út|af|vegna|þegar|við", "hætta|hætti|hætt|hættið +við +pöntun*|kaup*", "hætt* +við >",
    "STOP|END|REMOVE|TAKE|stopp +ORDER", "ORDER STOP",
    "í|úr|án|engin|einhver|nokkur|mikil|er +hætta +á|af|fyrir|stafar|með|er", "hætta +stafar|er|skapast", "í +hættu",
    "er +hætta", "ég|er|eruð|er hætt* +með", "hætt* +hjá|í|hér",
    "hætt|hættir|hætta|hættur|hættu|STOP +að +selja|framleiða|vinna|prjóna|hlaðast|uppfærast|nota|hugsa|"
    "nenna|reykja|sýna|bjóða|gefa|virka|drekka|borða|leka|þvo|mæla", "get|getum|gat|geta +ekki? hætt|stoppað|lokað",
    "stoppar|stopp*|stoppa +við|í|stutt|hjá|vatn|vind|vindinn|regn|kuld*|sokk*|lekann|blæðing*|hnífinn|"
    "vélina|sendingu*", "hvað|það|sem|verðið|sem stoppaði|stoppar", "er +allt|bara|síðan +stopp",
    "sjálfvirkt|neyðar|strætó|bíla|rútu +stopp", "verður|á|þarf +að +stoppa", "lát* +ekki",
    "takkinn|síðan|glugginn hverfa",
    # Annað sem ekki er sent.
    "SEND +þið? +ekki til|út|erlendis|utan|heim|í|á|hingað", "NO +senda +hana|hann|það|þær|þá|vör*|ORDER",
    "NO senda|sent til|út|erlendis|heim|rangt|kvittun*", "NO senda +hana|hann|það",
    "hægt|má|hvort|geta|getið|gætuð +ekki senda|sent ORDER|til|heim|í",
    "fékk|fengið|fæ|fengum|barst|kom|komið|bárust +NO|ekki", "NO|ekki +fékk|fengið|borist|komið",
    "fékk|fæ|fengið NO LETTER", "NO kvittun*|staðfesting*|svar* LETTER|í|með",
    "LETTER +með|um kóð*|staðfest*|rakning*|pöntun*", "með|í +tölvupósti|pósti|sms|bréfi",
    "CONTACT|SEND|skrifa +umsögn*|línu|reikning*|undir", "gjafabréf*", "póstnúmer*|pósthús*|póstbox*|póstkort*",
    "samband +við +konu*|mann*|bank*|vin*", "ekki CONTACT +í +þessari|þessum|dag", "hakið|boxið +af",
    "enginn|engin +póstur|tölvupóstur|bréf +kom|síðan|barst", "enginn +póstur", "internetsamband|netsamband|bluetooth",
    "NO +spurning*|svar*|vesen", "skráði|stofnaði ekki aðgang|inn|reikning", "NO +stofna|búa",
    "komið +nóg|gott +til|efni|pláss|veður|úrval|bómull", "nóg +komið? +af +bómull|peys*|plássi|efni|ull|plasti|litum",
    "nóg +til|pláss|af +þeim|plássi|efni|peysum", "NO +aftur|meir +fyrr|kalt|blautt|í|til|kaldar",
    "auglýsing* +um +starf", "auglýsing* sagði|stóð|segir", "auglýst*",
    "bið|óska|verð|stærðar|innkaupa +lista|listi|listanum",
    "biðlist*|óskalist*|verðlist*|stærðarlist*|innkaupalist*|gestalist*|brúðkaupslist*",
    "lenti|fór|fer|er|lendir +í +ruslpóst*|spam*|rusl*|fjölpóst*", "af|á +listanum +strax",
    "gleymdi +mér|mig|lykilorð*", "gaf +mér|upp", "ekki +gaf", "taka +af +pöntun*|körfu*",
    "tek|tekur|taka +af +ORDER|toll*", "TAKE +ORDER", "TAKE af +ORDER|tollinn", "skráði|skráir|skrá* +mig +inn",
    "skráir +mig +út", "skrá* mig +út +um", "afskrá* +ORDER|síma|bíl*|dóttur|son|ökutæki", "UNSUB +ég? +ORDER",
    "afskráningar*|afskráningarglugg* +poppaði|yfir|kom", "hettan|kraginn +af", "mál* +af", "leið* +í|til|út|minni",
    "skila* sneið", "NO +meira|meiri|minna +þúsund|krónur", "meira +en",
    "ekki +fleiri +liti|litum|stærðir|spurningar|gerðir", "NO +fleiri +lit*|stærð*|spurning*",
    "NO +frekari|fleiri +spurning*", "burt +af", "í +friði +og +ró +á", "síðast* +pakk*|eintak*|stykki|parið|hlutinn",
    "loka|lokað +aðgang*|kort*|glugg*|búð*", "sendið +mér +svar|póst|bréf|línu", "frá +ykkur +ekki +komin|kom",
    "helst|heldur +að|í|með|fá +að|bláa", "lát* +frekar", "ekki +senda +tillög*",
    "kæri +mig +ekki +um +lit*|ull|plast|svart*", "þarf +ekki +að +senda >", "þarf +ekki +að +senda +hana|hann|það",
    "NO +SEND +frekar|á", "þarf +NO LETTER +með", "BLOCK kort*|greiðsl*|bank*|færsl*", "bank* BLOCK",
    "áminning +um|þegar", "vildi +ekki +taka|samþykk*",
)  # fmt: skip
