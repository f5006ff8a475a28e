# Svör við vanda: einföld, nákvæm og án gríns. Tölurnar eru reitir með heimild.

fix-cost_total = Með öllu kostar þetta { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin kostar ekkert.
       *[other] Þar af kostar sendingin { $delivery }.
    } Áfangastaður: { $place }. { $pickup_given ->
        [yes] Það kostar ekkert að sækja: { $pickup }.
       *[no] {""}
    }
    .b = Heildarverðið er { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin kostar ekkert.
       *[other] Sendingin er { $delivery } af því.
    } Áfangastaður: { $place }. { $pickup_given ->
        [yes] Ekkert kostar að sækja: { $pickup }.
       *[no] {""}
    }
fix-delivery_time = { $method }: oftast { $min } til { $days }. Áfangastaður: { $place }.
    .b = Það tekur oftast { $min } til { $days_acc }. Sendingarmáti: { $method }. Áfangastaður: { $place }.
fix-delivery_time-exact = { $method }: oftast { $days }. Áfangastaður: { $place }.
    .b = Það tekur oftast { $days_acc }. Sendingarmáti: { $method }. Áfangastaður: { $place }.
fix-payment_methods = Greiðsluleiðir hjá okkur: { $methods }.
    .b = Allar þessar greiðsluleiðir virka: { $methods }.
fix-payment_declined = Bankinn hafnaði greiðslunni og ekkert var því skuldfært. Aðrar leiðir: { $methods }.
fix-returns = Þú hefur { $days_acc } til að skila. Endursendinguna greiðir { $payer }.
    .b = Hægt er að skila innan { $days_gen }. Endursendinguna greiðir { $payer }.
fix-account_wall = Það er óþarfi að stofna aðgang. Svaraðu með því sem þú vilt og starfsmaður tekur við pöntuninni.
    .b = Þetta er hægt án aðgangs: svaraðu með því sem þú vilt og starfsmaður sér um afganginn.
fix-trust = Það er eðlilegt að spyrja. Þetta erum við:
fix-technical = Okkur þykir þetta leitt, þetta var okkur að kenna. Karfan er geymd eins og hún var. { $staff } getur tekið við pöntuninni í svari.
fix-stock_variant = Þetta er ekki til á lager núna: { $item }. Von er á nýrri sendingu { $day }.
fix-stock_in = Til á lager núna: { $stock }. Varan: { $item }.
    .b = Við eigum { $stock_acc } á lager. Varan: { $item }.
fix-coupon = Kóða getur verið hafnað vegna dagsetningar eða vegna þess að hann nær ekki til allra vara. Svaraðu með kóðanum og starfsmaður kannar ástæðuna.
fix-comparing = Það er skynsamlegt að bera saman. Segðu mér við hvað þú berð þetta saman og ég stilli hvoru tveggja upp hlið við hlið.
    .b = Gefðu þér tíma til að bera saman. Ef þú nefnir hina vöruna get ég tekið saman muninn.
fix-privacy = Þetta geymum við um þig og svona er hægt að láta eyða því:
fix-gift = Það er gott að spyrja þann sem á að njóta. Karfan stendur óbreytt á meðan þið ræðið málin og það má áframsenda þetta.
