"""Icelandic words and what they mean to a shop. Data; accents are folded when compiled (`text`, rules 1 and 3)."""

SUPPORT = (
    "hætt* við (pöntun*|pöntunina|kaup*|að kaupa|pantan*|þetta|hana|hann|það)", "hætt* við$",
        "(afpant*|aftur ?kall*) ~", "(afpanta|afpöntun*)", "hvar er (pöntun*|pakk*|send*|varan)",
    "pöntun(in|ina|inni|arinnar)? ~ (ekki|seint|týnd*|röng|vantar|númer*|stað*)", "pöntunarnúmer*",
        "(pakk*|send*|var*|pöntun*) ~ (ekki (kom*|borist|skilað)|týnd*|skemmd*|bilað*|brotn*|gölluð*|rang*)",
    "endurgreið*", "fá ~ (peninginn|peningana) ~ (baka|aftur)",
        "(röng|vitlaus|gölluð|skemmd|rifin|biluð) (vara|stærð|sending|peysa)",
        "breyta (pöntun*|heimilisfang*|afhending*)", "kvittun*",
    "kvörtun", "kvarta", "ábyrgðarmál", "rukk* (tvisvar|tvöfalt)", "tvírukk*", "rakning* ?númer*",
        "sendingarnúmer*", "(galli|gallað*|gölluð)",
)  # fmt: skip
BOUGHT = (
    "(búin*|búinn|búið|búnir|búnar) að (kaupa|panta|fá|versla|ganga frá)", "(er|var) búin* að (kaupa|panta|fá)",
        "(keypti|pantaði|verslaði|fékk) ~ (hana|hann|það|þær|þá|þau|þetta|svona|annars staðar|í búð*|hjá|mér)",
    "(á|fékk) (þegar|nú þegar) ~", "á (þetta|hana|hann|svona) (þegar|nú þegar|fyrir)",
        "(þegar|nú þegar) (keypt|pantað)", "hef (keypt|pantað)", "gekk frá (kaupunum|pöntun*)",
)  # fmt: skip
SATISFIED = (
    "(þetta|það) (svarar|svaraði|dugar|hjálpar|hjálpaði|nægir|leysir|hentar|passar|smellpassar|skýrir|skýrði) ~",
        "(þetta|það) (svarar|dugar|hentar|passar|smellpassar|nægir|hjálpar)$",
    "svarar (þessu|spurning*|því|öllu)",
        "(þetta|það|þessi|hún|hann) (er|hljómar|lítur|væri|virðist) (bara |alveg |mjög |svo )?(frábær*|fullkomi*|flott*|"
        "gott|góð*|fínt|fín|fínn|æðisleg*|æði|snilld|tilvali*|vel|nákvæmlega|akkúrat|rétt*)",
    "^(já )?(frábært|fullkomið|flott|æði|æðislegt|snilld|geggjað|dásamlegt|glæsilegt|fínt|gott mál|allt í góðu þá|perfekt)",
        "hljómar (vel|mjög vel|frábærlega)", "líst (mér )?(mjög |rosalega |svo )?vel á", "lýst ~ vel á",
    "(nákvæmlega|akkúrat|einmitt) (það|þetta|sem)", "(er|var) (mjög |alveg |rosa )?(ánægð*|sátt*|ánægður)",
        "(sátt|sáttur|ánægð|ánægður) (við|með)", "(hef|með|er) (engar|ekki fleiri) (fleiri )?spurning*",
        "ekki fleiri spurningar",
    "(ég )?(tek|kaupi|panta) (hana|hann|það|þetta|þessa|þennan|þessi|eina|einn|eitt)",
        "(ætla|ætlum|langar|vil|vildi|mundi vilja) ~ (að )?(fá|kaupa|taka|panta) (hana|hann|það|þetta|þessa|þennan|eina|"
        "einn|þær)",
    "allt (komið|skýrt|ljóst|á hreinu)", "(þá er )?(þetta|það) (komið|á hreinu|skýrt|ljóst)",
        "þetta er það sem", "hentar (mér )?(mjög |fullkomlega |alveg )?(vel|fullkomlega)",
        "(hún|hann|það|þessi|þetta) ~ (hentar|passar|dugar)$",
    "hæst ánægð*", "hæstánægð*", "(alsæl*|sannfærð*|himinlifandi|hæstánægð*)",
    "(er|erum|er ég|þá er ég) (nú |bæði |alveg |mjög |virkilega |fullkomlega |bara )?(ánægð*|sátt*|seld*|glöð|glaður|ákveðin*)",
    "^(seldur|seld|sátt|sáttur|sannfærð|sannfærður|díll|smellpassar|steinliggur|perfekt|fullkomið|ánægð|ánægður)$",
    "(virkilega|fullkomlega|mjög|afar) (ánægð*|sátt*)", "í skýjunum",
    "þetta er (málið|mitt|sú rétta|sá rétti|það rétta|hún|hann)$",
    "(er|sé) (sá rétti|sú rétta|það rétta|akkúrat rétt*)", "skal (það|hún|hann) vera",
    "(þá er )?(það|þetta) (er )?(ákveðið|klappað og klárt|afgreitt)", "(geng|göngum) frá (pöntun*|kaup*|greiðsl*)",
    "klára (pöntun*|kaup*)",
    "(panta|kaupi|klára) (þetta |hana |hann )?(núna|strax)", "látum slag standa",
    "(dugar|duga|passar|hentar) (mér|okkur) (vel|fullkomlega|fínt)", "smellpassar", "steinliggur",
    "hittir (í mark|naglann)",
    "ýti á (borga|kaupa|panta)", "(fer|fer beint|beint) á kassann", "sæki (veskið|kortið)", "já frá mér",
    "uppfyllir (allt|öll)", "(ég )?(fæ|tek|kaupi|panta) (mér )?(hana|hann|þann|þá|það|þau|þær|þennan|þessa)( takk)?$",
    "(hann|hana|þann|þá) vil ég$",
    "réð úrslitum", "meira (þurfti|bað) ég ekki", "hún er rétt$", "(einmitt|akkúrat|nákvæmlega) (það )?(sem|rétt*)",
    "eins og sniðið fyrir", "allt í góðu núna", "svarið (ykkar )?(var gott|dugði|dugar)", "er til í slaginn",
    "samþykki tilboðið",
    "(búin*|búinn|búið) að sannfæra",
)  # fmt: skip
IRONY = (
    "^(alveg|bara|einmitt|jú|já) (frábært|æðislegt|yndislegt|dásamlegt|snilld)", "enn (einn|eitt|ein) ",
    "enn (einn|eitt) ", "takk fyrir ekki neitt", "eins og (alltaf|venjulega)", "rosa fyndið", "klapp klapp",
    "það sem mig vantaði í dag",
)  # fmt: skip
READY = (
    "hvar (geng|get|klára|borga|kaupi|panta) ~ (frá|kaup*|klár*|borg*|þetta|þessu|pant*)",
        "(tilbúin*|klár*|reiðubúin*) (til )?(að )?(kaupa|panta|borga|klára)",
        "(get|má) ég (keypt|pantað|klárað|gengið frá|borgað) (hana|þetta|núna|hér|það|þessu|kaup*)",
    "(sýn*|send*) mér (heildarverð*|körfuna|greiðslu*|hlekk*)",
        "hvernig (geng ég frá|klára ég|panta ég|kaupi ég)", "ganga frá (kaupum|kaupunum|þessu|pöntun*)",
)  # fmt: skip
BUT = (
    "en",
    "samt",
    "hins vegar",
    "nema",
    "þó",
    "þótt",
    "eina er",
    "er bara að spá",
    "var samt",
    "enn (þá )?(óviss|ekki)",
    "spurning hvort",
)
IF = ("ef", "nema", "væri", "svo framarlega", "þegar", "næstum", "varla", "ekki alveg", "vantar bara", "þangað til")
NOT = (
    "ekki",
    "engin",
    "enginn",
    "enga",
    "engan",
    "ekkert",
    "aldrei",
    "án",
    "nema",
    "hvorki",
    "né",
    "varla",
    "hata",
    "forðast",
    "laus",
    "engar",
    "engum",
    "öðru",
)
QUESTION = (
    "^(og |en |jæja |hæ |halló |já |takk |ok |svo )?(hvað|hver|hvert|hverju|hvers|hvenær|hvar|hvernig|hvort|hve|hversu|"
    "hvaða|hvaðan|af hverju|hvers vegna|í hvaða)",
    "^(og |en |jæja |hæ |halló |já |takk |ok |svo )?(er|eru|má|mega|get|getið|getur|geta|kostar|takið|tekur|sendið|sendir|"
    "eigið|áttu|eruð|bjóðið|hafið|kemur|koma|verður|passar|fæ|"
    "fáið|virkar|hentar|mynduð|myndi|þolir|dugar|ertu|fylgir|gilda|gildir|skilar|býður|viltu|þú|eigum) "
    "(ég|þið|þú|það|þetta|hún|hann|við|hægt|peysan|þessi|þær|þeir|þau|einhver|til|nokkuð|mér|alltaf|frítt|ókeypis|send*|"
    "hæg*|hlý*|mikið|langt|ábyrgð|skila*)",
    "(er|var) að (spá|velta|pæla|spyrja|forvitnast)",
        "(langar|vildi|vil) ~ (að )?(vita|spyrja|forvitnast)", "spurning um",
        "(geturðu|getið þið|getur þú|gætirðu|gætuð þið) (sagt|svarað|upplýst)", "veistu", "vitið þið", "segið mér",
        "segðu mér",
)  # fmt: skip
UNANSWERED = (
    "(svarar|svaraði|svarið|svar|svör) ~ ekki", "ekki ~ (svar|svarar|svaraði|svarað|svör|það sem ég (spurði|átti))",
    "spurði (ekki|um annað)", "misskil*", "átti við annað",
)  # fmt: skip
RECOMMEND = (
    "mæl* (með|þið með|þú með)",
    "(eigið þið|áttu|eruð þið með|er til|eru til) ~ (eitthvað|einhver*|annað|aðra*|aðrar|annan|fleiri)", "mælið þið",
    "ráðlegg*", "ráð$", "(uppástung*|tillög*|tillaga)",
        "stung* upp á", "stingið upp á", "hvað (myndi*|mynduð|mundir|er best|hentar|passar|velja|ætti)",
    "hvor* (er|á|myndi|hentar|ætti)", "(hvaða|hver|hvern|hverja) ~ (best*|hentar|velja|taka|mæl*)",
        "(hjálp*|aðstoð*) ~ (velja|valið|val|finna|ákveða)", "(veit|vissi|viss|óviss*) ekki (hver*|hvað*|hvor*)",
        "get ekki (valið|ákveðið)",
    "(er að )?leita* (að|eftir)",
        "(vantar|langar í|langar að fá) (eitthvað|einhver*|nýja|nýjan|góð*|hlý*|létt*)",
        "eitthvað (annað|sambærilegt|svipað)", "(annað|aðrir|aðrar) (í boði|valkost*)", "valkost*", "sýn* mér",
)  # fmt: skip
PERSON = (
    "(tala|ræða|spjalla|talað|rætt|spjallað) ~ við (einhver*|manneskju|starfs*|mann|fólk|ykkur|alvöru|sölumann*|þjónustu*)",
        "(manneskj*|starfsmann*|starfsfólk*|starfsmað*|þjónustufulltrú*|sölumann*|afgreiðslu(fólk|mann)*|yfirmann*)",
    "(hringja|hringið|hringdu|hringt|hringi) ~", "símanúmer*",
        "(er|ert|ertu|eruð) ~ (vélmenni|róbóti|gervigreind|tölva|bot|vél|botti)",
        "(ertu|er þetta) ~ (vélmenni|róbóti|gervigreind|tölva|bot|vél)", "lifandi (manneskj*|mann*)",
    "heyra í (ykkur|einhver*|manneskju)", "þjónustuver*", "fá símtal",
)  # fmt: skip
LATER = (
    "seinna", "síðar", "ekki (alveg )?(núna|strax|ennþá|enn|tilbúin*|í bili)",
        "(í|eftir) (næst*|nokkr*|mánað*|vik*|helgi*|útborg*|mánuð*|sumar|haust|vetur|vor|áramót*|jól*)",
        "um (næst*|mánaðamót*|helgi*)", "mánaðamót*", "útborg*",
    "þegar ég (fæ|kem|er|hef|get)", "(hugsa|hugsað|sofa|melta|íhuga|hugsi|pæla) ~ (málið|þetta|um|á|aðeins)",
        "(þarf|vil|þurfum) ~ tíma", "hef samband (seinna|síðar|aftur)", "bíð* (með|eftir|aðeins)",
        "(bíða|bíðum|bíð) (með|eftir|aðeins)", "minn* mig á", "er að hugsa",
    "(kannski|ef til vill) (í|um|eftir|á|seinna)", "kem aftur",
)  # fmt: skip
NOT_INTERESTED = (
    "(hef|með|er) ~ (ekki|engan|enga) ~ áhug*", "(ekki|engan) áhug*", "nei takk", "^nei$", "^neibb",
        "^nei ~ (takk|þakka)", "(skipti|skipt|breytti) ~ um skoðun", "(hætti|hætt*) við$",
        "(þarf|vil|vantar|langar) ~ (þetta |hana |hann |það )?ekki (lengur|þetta|á|í)",
        "(þarf|vil) (þetta|hana|hann|það) ekki",
    "(þarf|vantar) (ekki|enga|engan)", "ekki fyrir mig", "gleym* þessu", "skiptir (ekki|engu) ~ (lengur|máli)",
        "ákvað (að sleppa|ekki)", "sleppi þessu", "ætla að sleppa", "missti áhug*",
)  # fmt: skip
THANKS = ("takk*", "þakk*", "kærar þakkir", "þúsund þakkir", "kunna að meta", "met það")
ANNOYED = (
    "pirr*", "óþolandi", "fáránleg*", "áreit*", "ömurleg*", "glatað*", "hörmung*", "svik*", "dónaskap*", "dónaleg*",
    "reið*ur",
    "bálreið*", "óásættanleg*", "ágeng*", "frek(ja|t|ir|ur)", "leiðinleg*", "nóg komið", "(hvar*|hvaðan) fenguð þið",
    "hvernig (í ~ )?(fenguð|náðuð)", "(búin*|búinn|margbúin*) að (segja|svara|biðja)",
    "í (annað|þriðja|fjórða|fimmta|hundraðasta|ótalasta) (sinn|skipti*)",
    "drullað*", "drullið*", "éttu", "étið", "fjandans", "andskot*", "helvít*", "djöful*", "skammist", "tímasóun",
    "vitleysa", "bull",
    "rugl", "drasl*", "í ósköpunum", "jesús (minn|kristur)", "guð minn (góður|almáttugur)", "í alvöru talað",
    "er (þetta|ykkur) (grín|alvara)",
    "takk fyrir ekki (neitt|nitt)", "klapp klapp", "rosa fyndið", "(þetta|það) er ekki hægt", "hvað við nei",
    "kann enginn", "haldið kjafti",
    "þegiðu", "heyrið þið í sjálfum", "kemur ykkur (ekki|hreint ekki)", "frábært (enn|annar|ein)",
    "enn (einn|eitt|ein|einu sinni)",
    "(hversu|hvað) (erfitt|oft|mörgum sinnum)", "ég sagði nei", "kæri ykkur", "kvarta (til|við)", "kvörtun",
    "skítakompaní", "fyrir neðan allar hellur",
    "ófyrirgefanleg*", "óskiljanleg*", "skandall", "brandari", "trúðar", "fávit*", "hálfvit*", "asni*",
    "ertu ekki að grínast",
    "eruð þið ekki að grínast", "góð* með ykkur", "lagið þessa", "nei bless", "yfir höfuð einhver",
    "á ekki til (eitt )?(aukatekið )?orð",
)  # fmt: skip
TROUBLE = {
    "payment_declined": (
        "(kort*|greiðsl*|banki*|bankinn|færsl*) ~ (hafna*|synja*|mistókst|misheppn*|gekk ekki|fór ekki|virka* ekki|ekki "
        "(gekk|í gegn|virka*|samþykkt*))",
            "(hafna*|synja*) ~ (kort*|greiðsl*)", "(gat|get|náði|tókst) ~ ekki ~ (borga|borgað|greiða|greitt)",
            "ekki heimild",
        "greiðsl* (mistókst|gekk ekki|fór ekki)", "kort* (virka* ekki|var hafnað|hafnað|gekk ekki)", "heimild vantar",
    ),
    "account_wall": (
        "(stofna|búa til|gera|stofnað|búið til) ~ (aðgang*|reikning*|account)", "ekki ~ (stofna*|búa til|skrá mig)",
        "(nýskr*|nýskrán*)",
            "skrá (mig )?inn", "innskrán*", "(gleymdi|gleymt|týndi|man ekki|endurstilla) ~ (lykilorð*|aðgangsorð*)",
            "lykilorð*", "án (þess að )?(aðgang*|skrá|stofna|innskr*)", "sem gestur",
        "(aðgang|aðganginn)",
    ),
    "cost_total": (
        "(of|svo|frekar|mjög|aðeins|heldur|soldið|svolítið|alltof|rosa|rosalega) (dýr*|hátt|mikið|há)",
            "(dýr|dýrt|dýrar|dýra|dýrir|dýrara) ~", "dýrt*", "dýr$", "(hef|á|höfum) ~ ekki ~ efni ~ (á|þessu)",
            "ekki efni á", "(yfir|umfram|utan) (fjárhag*|budget*|kostnaðar*|það sem ég)",
        "sendingarkostnað* ~ (of|há*|dýr*|mik*|kom*|bætt*|óvænt*)", "sendingargjald* ~",
            "(falinn|óvænt*|auka|viðbótar) ?(kostnað*|gjald*|kostnaður)", "kost* ~ (of|svo|alltof) ~ mik*",
            "(ódýrar*|minna) ~ (annars staðar|hjá|úti)", "verð* ~ (of|hátt|hækk*|háa)", "toll*", "blankur|blönk",
    ),
    "delivery_time": (
        "(tek*|tók*|taki) ~ (of|svo|mjög|allt of|alltof) (lang*|mikinn tíma)",
            "(afhending*|send*) ~ (hæg*|lang*|sein*|lengi)", "of (lengi|langur|langan|langt|seint|hægt|sein)",
            "(þarf|vantar|verð|þyrfti) ~ (fyrir|á morgun|strax|í síðasta|í dag|sem fyrst|fljótt)",
        "(kem*|næ*|berst|skilar) ~ (ekki|of seint|nógu snemma|í tíma|í tæka tíð|fyrir (jól*|helg*|páska|afmæli*))",
            "(of )?langur (afhendingar|biðtím|sendingar)*",
            "fyrir (jól|jólin|helgi|helgina|afmælið|páska|brúðkaup*)",
    ),
    "payment_methods": (
        "(vantar|ekki|bara|aðeins|engin|vildi|vil|gat|get) ~ (paypal|netgíró|netgiro|pei|aur|kass|millifær*|apple pay|"
        "google pay|raðgreið*|reikning*|kröfu|debetkort*|kreditkort*|klarna|siminn pay)",
            "(borga|borgað|greiða|greitt) ~ (með|gegnum|á) ~ (netgíró|netgiro|pei|aur|millifær*|kröfu|paypal|kort*|"
            "reikning*|raðgreið*|reiðufé|apple|google)",
        "greiðsluleið*", "greiðslumát*", "greiðslumögul*", "raðgreið*", "greiðsludreif*", "millifær*",
    ),
    "returns": (
        "(skil*|skip*|endursend*) ~ (ef|hvernig|hægt|ekki|peys*|vör*|henni|honum|þessu|regl*|rétt*|vesen|erfitt|kost*)",
            "(ef|hvað ef) ~ ekki ~ (passa*|henta*|líka*)", "(get|má) ~ (skilað|skila|skipt|skipta)", "skilarétt*",
            "skilafrest*", "skilaregl*",
    ),
    "trust": (
        "(treysti|treysta|þori|þekki|þekkti) ~ ekki ~", "(svindl*|svik*|skam|fals*|gervi)",
            "(er|eru) ~ (örugg*|öruggt|traust*|áreiðanleg*|alvöru)", "(öruggt|traust*|áreiðanleg*)",
            "ekki ~ (treyst*|örugg*|traust*)", "aldrei heyrt",
            "hver* (eruð þið|eru þið|stendur|standa|rekur|ert þú|er á bak)", "umsagn*", "umsögn*",
    ),
    "fit_or_choice": (
        "(óviss*|ekki (alveg )?viss*|veit ekki|vissi ekki|efins) ~ (stærð*|lit*|snið*|hver*|hvað*|hvor*|hvort|pass*|hent*|"
        "með)",
            "(hvaða|rétt*|röng|rang*|mín*) stærð*", "(pass*|mátar) ~ (ekki|á mig|mér|hvort)",
            "(of|frekar|aðeins) (stór*|lítil*|lítið|þröng*|víð*|stutt*|síð*|þung*|þykk*|þunn*|heit*|stór)",
        "(erfitt|get ekki|gat ekki|á erfitt) ~ (velja|valið|ákveða|ákveðið)", "stærðartafl*", "stærðatafl*",
            "milli stærða", "á milli (tveggja|stærð*)", "klæj*", "kláði", "sting*", "nógu (hlý*|heit*|vatns*)",
            "rétta (val*|stærð*)",
    ),
    "stock_variant": (
        "(ekki|er|var|eru|aftur|hvenær) ~ (til á lager|á lager|uppsel*|til í)", "uppsel*",
            "ekki (lengur )?(til|fáanleg*|í boði)", "(stærð*|lit*|litur*) ~ (ekki til|vantar|búin*|uppsel*|kláruð)",
            "(mín|minni|rétt*) (stærð|lit*) ~ (ekki|vantar)", "á lager", "kemur ~ aftur", "fáanleg*",
    ),
    "technical": (
        "(síð*|vefsíð*|vefur*|vefinn|karf*|körf*|takk(inn|a)|hnapp*|hlekk*|form*|greiðslusíð*|tölva*|sím(inn|ann)|netið|"
        "app*) ~ (villa|villu*|bila*|hrundi|hrun*|fraus|frosi*|virka* ekki|virkaði ekki|opna* ekki|hlóð*|datt*|festist|"
        "föst|lok*|hæg*)",
            "(kom|fékk|fæ|kemur|upp) ~ vill*",
        "villuskilaboð*", "villumelding*", "(gekk|virkaði|virkar|tókst|náði) ~ ekki ~ (að|í gegn|klára)",
            "virka* (bara )?ekki", "tæknileg*", "(komst|kemst) ~ ekki ~ (lengra|áfram|inn|í gegn|á)", "hrundi",
            "fraus", "gat ekki klárað", "bilun", "netið datt*",
    ),
    "coupon": ("(afsláttar*|inneignar*|gjafa)(kóð*|kort*|mið*|nóta*|nótu*|bréf*)?",
        "(kóð*|kóðinn) ~ (virka* ekki|ekki|gild*|útrunn*)", "afsláttarkóð*", "bíð* eftir (útsöl*|afsl*|tilboð*)"),
    "comparing": ("(bera|ber|beri|berum|borið) ~ saman", "samanburð*",
        "(skoða|athuga|kanna|kíkja) ~ (annars staðar|aðrar|aðra|hjá öðrum|fleiri|önnur)",
        "(aðrar|aðra|önnur|annarri) (versl*|búð*|síð*|verslun)", "ódýrara annars staðar"),
    "gift_or_approval": (
        "(spyrja|tala við|ræða ~ við|sýna|bera ~ undir|ráðfæra* ~ við|heyra í|athuga með|samþykki) ~ (mann|manninn|"
        "manninum|konu*|maka*|eiginmann*|eiginkonu*|kærast*|yfirmann*|mömm*|pabb*|vin*|fjölskyld*|makann|betri helming*)",
            "(maki|makinn|konan|maðurinn|kærast*) ~ (þarf|vill|verður|á eftir)", "þarf ~ samþykki",
    ),
    "just_browsing": ("(bara|aðeins|einungis) ~ (skoða|kíkja|forvitn*|vafra|rölta|að athuga|að sjá)",
        "(var|er) ~ (bara )?að (skoða|kíkja|vafra|forvitnast)$", "(forvitni|gluggakaup*)", "óskalist*",
        "(vildi|ætlaði) ~ sjá ~ (verð*|heildar*|sendingar*)"),
    "privacy": ("persónuvernd*", "gdpr", "persónuupplýsing*",
        "(hvar*|hvernig) (fenguð|fékkst|fenguði) ~ (netfang*|póst*|nafn*|upplýs*|mig)",
        "(gögn|gögnin|upplýsingar|upplýsingarnar) (um mig|mín*)", "vafrakök*",
        "(fylgj*|njósn*) ~ (með|um) ~ (mér|mig)", "hvað (vitið|geymið) ~"),
}  # fmt: skip
TOPIC = {
    "cost_total": ("verð*", "sendingarkostn*", "kostnað*", "sendingargjald*", "heildarverð*", "póstburðar*", "dýr*"),
    "delivery_time": ("afhending*", "afhendingartím*", "sendingartím*", "biðtím*"),
    "returns": ("skil", "skilum", "skila*", "skipti*", "endursend*"),
    "payment_methods": ("greiðsl*", "borgun*", "netgíró", "paypal"),
    "fit_or_choice": ("stærð*", "litur*", "lit", "liturinn", "snið*", "val", "valið"),
    "technical": ("villa", "villu*", "vefsíð*", "síðan"),
    "stock_variant": ("lager*",),
    "trust": ("öryggi*", "traust*"),
}  # fmt: skip
COMPARE = {
    "ódýrar*": ("price", "<"), "ekki (eins|svona|jafn) dýr*": ("price", "<"), "lægra verð*": ("price", "<"),
        "minna dýr*": ("price", "<"), "hagstæðar*": ("price", "<"),
    "léttar*": ("weight", "<"), "ekki (eins|svona|jafn) þung*": ("weight", "<"), "þyngr*": ("weight", ">"),
        "hlýr(ra|ri|ri)": ("warmth", ">"), "hlýrr*": ("warmth", ">"), "heitar*": ("warmth", ">"),
    "ekki (eins|svona|jafn) (hlý*|heit*)": ("warmth", "<"), "svalar*": ("warmth", "<"), "þynnr*": ("warmth",
        "<"), "þykkar*": ("warmth", ">"), "(eitthvað|aðeins|örlítið|ögn|mun) minn(a|i)": ("size", "<"),
        "^minn(a|i)$": ("size", "<"), "stærr*": ("size",
        ">"),
    "mýkr*": ("soft", ">"), "rýmr*": ("volume", ">"), "ekki (eins|svona|jafn) gróf*": ("soft", ">"),
}  # fmt: skip
QUALITY = {
    "hlý(r|tt|ja|jan|jum|jar|jir)?": ("warmth", ">"), "heit(t|an|a)": ("warmth", ">"),
        "létt(ur|an|a|um)?": ("weight", "<"), "(alltaf|oft|mjög) kalt": ("warmth", ">"), "kuldaskræf*": ("warmth",
        ">"),
}  # fmt: skip
FORMS: dict[str, tuple[str, ...]] = {
    "black": ("svart*", "svört*"), "white": ("hvít*", ), "grey": ("grá(r|tt|an|a|um|u|ir|ar)?", ),
        "gray": ("grá(r|tt|an|a|um|u|ir|ar)?", ), "blue": ("blá(r|tt|an|a|um|u|ir|ar)?", "dökkblá*", "ljósblá*"),
    "adults": ("mamma", "mömmu", "pabbi", "pabba", "móðir", "móður", "faðir", "föður", "amma", "ömmu", "afi", "afa",
        "eiginmann*", "eiginkon*", "kærast(a|i|an|inn|anum|unni)", "tengda(mömmu|mamma|pabba|pabbi)"),
    "red": ("rauð*", "rautt"), "green": ("græn*", ), "brown": ("brún*", ),
        "yellow": ("gul(ur|t|an|a|um|ir|ar)?", ), "pink": ("bleik*", ), "purple": ("fjólublá*", ),
        "orange": ("appelsínugul*", ),
    "hiking": ("göng(u|ur|um)", "ganga", "gönguferð*", "fjallgöng*", "fjall*", "fjöll*"), "camping": ("útileg*",
        "tjald*"), "swimming": ("sund*", "heit* pott*", "pottinn"), "gift": ("gjöf*", "gjaf*"),
    "city": ("bæ(inn|num|jarferð*)", "(í|til) vinnu*", "innanbæjar"), "children": ("barn*", "börn*", "krakk*",
        "(son|dóttur|sonar|syni)", "ungbarn*"), "wool": ("ull*", ),
    "waterproof": ("vatnshel*", "vatnsþétt*", "rigning*"), "windproof": ("vindheld*", "vindþétt*"),
        "cotton": ("bómull*", ), "down": ("dún*", ), "leather": ("leður*", ), "synthetic": ("gerviefni*", ),
}  # fmt: skip
