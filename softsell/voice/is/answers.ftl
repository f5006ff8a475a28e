# Svör við vanda: einföld, nákvæm og án gríns. Tölurnar eru reitir með heimild.

fix-cost_total = Með öllu kostar þetta { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin kostar ekkert.
       *[other] Þar af kostar sendingin { $delivery }.
    } Staðurinn er { $place }. { $pickup_given ->
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
    .c = Yfirleitt tekur þetta { $min } til { $days_acc }. Svona er sent: { $method }. Viðtökustaður: { $place }.
    .d = Biðin er að jafnaði { $min } til { $days }. Leiðin er þessi: { $method }. Þangað færi varan: { $place }.
fix-delivery_time-exact = { $method }: oftast { $days }. Áfangastaður: { $place }.
    .b = Það tekur oftast { $days_acc }. Sendingarmáti: { $method }. Sendingin færi hingað: { $place }.
    .c = Yfirleitt tekur þetta { $days_acc }. Svona er sent: { $method }. Viðtökustaður: { $place }.
    .d = Biðin er að jafnaði { $days }. Leiðin er þessi: { $method }. Þangað færi varan: { $place }.
fix-payment_methods = Greiðsluleiðir hjá okkur: { $methods }.
    .b = Allar þessar greiðsluleiðir virka: { $methods }.
    .c = Þú getur greitt með hverju sem er af þessu: { $methods }.
    .d = Svona er hægt að borga hjá okkur: { $methods }.
fix-payment_declined = Bankinn hafnaði greiðslunni og ekkert var því skuldfært. Aðrar leiðir: { $methods }.
    .b = Bankinn samþykkti ekki greiðsluna, svo að ekkert var skuldfært. Einnig er hægt að greiða svona: { $methods }.
fix-returns = Þú hefur { $days_acc } til að skila. Endursendinguna greiðir { $payer }.
    .b = Hægt er að skila innan { $days_gen }, og { $payer } greiðir endursendinguna.
    .c = Skilafresturinn er { $days }. Kostnaðinn við að senda vöruna til baka ber { $payer }.
    .d = Ef varan hentar ekki má skila henni innan { $days_gen }. Sendingargjaldið til baka greiðir { $payer }.
fix-account_wall = Það er óþarfi að stofna aðgang. Svaraðu með því sem þú vilt og starfsmaður tekur við pöntuninni.
    .b = Þetta er hægt án aðgangs: svaraðu með því sem þú vilt og starfsmaður sér um afganginn.
    .c = Þú getur pantað án þess að stofna aðgang. Segðu okkur í svari hvað þú vilt og starfsmaður tekur við því.
    .d = Aðgangur er ekki nauðsynlegur. Nóg er að svara með því sem þú vilt, og starfsmaður sér um framhaldið.
fix-trust = Það er eðlilegt að spyrja. Þetta erum við:
    .b = Það er rétt að kanna málið. Hér sérðu hver stendur á bak við verslunina:
fix-technical = Okkur þykir þetta leitt, þetta var okkur að kenna. Karfan er geymd eins og hún var. { $staff } getur tekið við pöntuninni í svari.
    .b = Þetta voru mistök hjá okkur og við biðjumst afsökunar. Ekkert hefur breyst í körfunni. { $staff } tekur við pöntuninni ef þú svarar.
fix-stock_variant = Þetta er ekki til á lager núna: { $item }. Von er á nýrri sendingu { $day }.
    .b = Þessi vara er ekki til í augnablikinu: { $item }. Næsta sending er væntanleg { $day }.
fix-stock_in = Til á lager núna: { $stock }. Varan: { $item }.
    .b = Við eigum { $stock_acc } á lager af þessari vöru: { $item }.
    .c = Þessi vara er til: { $item }. Fjöldinn á lager er { $stock }.
    .d = Samkvæmt birgðatalningu eigum við { $stock_acc }, og varan er þessi: { $item }.
fix-coupon = Kóða getur verið hafnað vegna dagsetningar eða vegna þess að hann nær ekki til allra vara. Svaraðu með kóðanum og starfsmaður kannar ástæðuna.
    .b = Kóðar gilda á tilteknum tíma og fyrir tilteknar vörur, og það gæti verið ástæðan. Ef þú sendir okkur kóðann í svari athugar starfsmaður málið.
fix-comparing = Það er skynsamlegt að bera saman. Segðu mér við hvað þú berð þetta saman og ég stilli hvoru tveggja upp hlið við hlið.
    .b = Gefðu þér tíma til að bera saman. Ef þú nefnir hina vöruna get ég tekið saman muninn.
    .c = Samanburður er góð hugmynd. Láttu mig vita hver hin varan er og ég sýni þér hvað er ólíkt.
    .d = Það er gott að skoða fleira en eitt. Þegar ég veit hvað þú berð þetta saman við get ég sýnt þér muninn.
fix-privacy = Þetta geymum við um þig og svona er hægt að láta eyða því:
    .b = Hér er það sem við geymum um þig og hvernig því er eytt:
fix-gift = Það er gott að spyrja þann sem á að njóta. Karfan stendur óbreytt á meðan þið ræðið málin og það má áframsenda þetta.
    .b = Það er skynsamlegt að spyrja fyrst. Ekkert breytist í körfunni á meðan þið talið saman og þú mátt senda þetta áfram.
