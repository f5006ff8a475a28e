# Svör við vanda: einföld, nákvæm og án gríns. Tölurnar eru reitir með heimild.

fix-cost_total = Alls kostar þetta { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin kostar ekkert.
       *[other] Þar af kostar sendingin { $delivery }.
    } Afhending: { $place }. { $pickup_given ->
        [yes] Það kostar ekkert að sækja: { $pickup }.
       *[no] {""}
    }
    .b = Heildarverðið er { $total } { $total_includes }. { $delivery_n ->
        [0] Ekkert er greitt fyrir sendinguna.
       *[other] Sendingin er { $delivery } af því.
    } Þetta á við þennan stað: { $place }. { $pickup_given ->
        [yes] Ekkert kostar að sækja: { $pickup }.
       *[no] {""}
    }
    .c = Þegar allt er talið kostar þetta { $total } { $total_includes }. { $delivery_n ->
        [0] Ekkert bætist við fyrir sendingu.
       *[other] Af því er sendingin { $delivery }.
    } Ég miðaði við þennan stað: { $place }. { $pickup_given ->
        [yes] Hægt er að sækja án kostnaðar: { $pickup }.
       *[no] {""}
    }
    .d = Verðið með öllu inniföldu er { $total } { $total_includes }. { $delivery_n ->
        [0] Ekkert sendingargjald er í því.
       *[other] Sendingargjaldið í því er { $delivery }.
    } Afhendingarstaður: { $place }. { $pickup_given ->
        [yes] Það er ekkert gjald fyrir að sækja: { $pickup }.
       *[no] {""}
    }
fix-delivery_time = { $method }: oftast { $min } til { $days }. Áfangastaður: { $place }.
    .b = Það tekur oftast { $min } til { $days_acc }. Sendingarmáti: { $method }. Sendingin færi hingað: { $place }.
    .c = Yfirleitt tekur þetta { $min } til { $days_acc }. Sendingarleið: { $method }. Viðtökustaður: { $place }.
    .d = Afhendingin tekur að jafnaði { $min } til { $days_acc }. Leiðin er þessi: { $method }. Póstnúmerið er { $place }.
fix-delivery_time-exact = { $method }: oftast { $days }. Áfangastaður: { $place }.
    .b = Það tekur oftast { $days_acc }. Sendingarmáti: { $method }. Sendingin færi hingað: { $place }.
    .c = Yfirleitt tekur þetta { $days_acc }. Sendingarleið: { $method }. Viðtökustaður: { $place }.
    .d = Afhendingin tekur að jafnaði { $days_acc }. Leiðin er þessi: { $method }. Póstnúmerið er { $place }.
fix-payment_methods = Greiðsluleiðir hjá okkur: { $methods }.
    .b = Allar þessar greiðsluleiðir virka: { $methods }.
    .c = Þú getur greitt með hverju sem er af þessu: { $methods }.
    .d = Svona er hægt að borga hjá okkur: { $methods }.
fix-payment_declined = Bankinn hafnaði greiðslunni og ekkert var því skuldfært. Aðrar leiðir: { $methods }.
    .b = Bankinn samþykkti ekki greiðsluna, svo að ekkert var skuldfært. Einnig er hægt að greiða svona: { $methods }.
    .c = Bankinn neitaði greiðslunni, svo að engin greiðsla var tekin. Þú getur líka greitt svona: { $methods }.
    .d = Ekkert var skuldfært, því að greiðslan fékkst ekki samþykkt í bankanum. Hér eru aðrar leiðir til að greiða: { $methods }.
fix-returns = Þú hefur { $days_acc } til að skila. Endursendinguna greiðir { $payer }.
    .b = Hægt er að skila innan { $days_gen }, og { $payer } greiðir endursendinguna.
    .c = Skilafresturinn er { $days }. Kostnaðinn við að senda vöruna til baka ber { $payer }.
    .d = Ef varan hentar ekki má skila henni innan { $days_gen }. Sendingargjaldið til baka greiðir { $payer }.
fix-technical = Okkur þykir þetta leitt, þetta var okkur að kenna. Karfan er geymd eins og hún var. { $staff } getur tekið við pöntuninni í svari.
    .b = Þetta voru mistök hjá okkur og við biðjumst afsökunar. Ekkert hefur breyst í körfunni. { $staff } tekur við pöntuninni ef þú svarar.
    .c = Eitthvað bilaði hjá okkur og okkur þykir það leitt. Karfan er óbreytt. Ef þú svarar getur { $staff } tekið við pöntuninni.
    .d = Villan var okkar megin og við biðjumst velvirðingar. Karfan stendur eins og þú skildir við hana. { $staff } tekur við pöntun í svari frá þér.
fix-stock_variant = Þetta er ekki til á lager núna: { $item }. Von er á nýrri sendingu { $day }.
    .b = Þessi vara er ekki til í augnablikinu: { $item }. Næsta sending er væntanleg { $day }.
    .c = Þessi vara er ekki til í dag: { $item }. Við eigum von á henni { $day }.
    .d = Sem stendur er þessi vara ekki til: { $item }. Hún ætti að koma aftur { $day }.
fix-stock_in = Til á lager núna: { $stock }. Varan: { $item }.
    .b = Við eigum { $stock_acc } á lager af þessari vöru: { $item }.
    .c = Þessi vara er til: { $item }. Fjöldinn á lager er { $stock }.
    .d = Samkvæmt birgðatalningu eigum við { $stock_acc }, og varan er þessi: { $item }.
