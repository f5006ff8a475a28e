# Samtalið: það hlustar, segir hvað það heyrði, spyr áður en það ráðleggur og lýkur aðeins þegar það er velkomið.

welcome = Gaman að sjá þig. { $shop } hér, og svona er karfan þín eins og þú skildir við hana:
welcome-back = Gaman að sjá þig aftur. Við höldum áfram þar sem frá var horfið.
    .b = Gaman að fá þig aftur. Allt er eins og þú skildir við það.
welcome-empty = Gaman að sjá þig. { $shop } hér, og þér er frjálst að spyrja um hvað sem er.

ask-which = Hvað kom upp á?
    .b = Hvað af þessu kemst næst því?
    .c = Hvað hefði mátt vera þægilegra?
reflect = Þú sagðir: «{ $said }».
    .b = Með þínum orðum: «{ $said }».
    .c = Ég skil: «{ $said }».

ask-postcode = Í hvaða póstnúmer færi sendingin?
    .b = Hvert er póstnúmerið, svo að ég geti flett sendingunni upp?
ask-receive = Viltu fá þetta sent, og þá í hvaða póstnúmer, eða viltu frekar sækja?
ask-permission = Á ég að stinga upp á einhverju?
    .b = Kæmi sér vel að fá ábendingu?
    .c = Má ég benda á eitthvað?
ask-open-need = Hvernig yrði þetta notað og hvað skiptir mestu máli?
    .b = Hvað á þetta að gera vel fyrir þig?
    .c = Hvernig sérðu fyrir þér að nota þetta?
ask-need = { $question }

summarise = Þetta hef ég heyrt hingað til: { $needs }. Leiðréttu mig ef eitthvað er rangt.
    .b = Þetta skiptir þá máli: { $needs }. Segðu til ef það er ekki alveg rétt.
assumed = Ég gerði ráð fyrir þessu: { $what }. Leiðréttu mig ef það er rangt.

offer = Þetta gæti hentað þér og ástæðan stendur við hverja vöru:
    .b = Þetta kemst næst því sem þú lýstir, og hér eru ástæðurnar:
    .c = Ég myndi skoða þetta fyrst, og hér er ástæðan:
offer-one = Þessi vara gæti hentað þér, og hér er ástæðan:
    .b = Ein vara kemst næst því sem þú lýstir:
offer-none = Ekkert hjá okkur uppfyllir þetta allt í einu: { $conflict }. Ef eitthvað af því skiptir minna máli leita ég gjarnan aftur.
    .b = Ég leitaði og við eigum ekkert sem er þetta allt: { $conflict }. Ef eitt af þessu mætti víkja væri úrvalið meira.
offer-relaxed = Ekkert passaði alveg, svo að ég leit fram hjá þessu: { $what }.
offer-same = Það sem er í körfunni hentar því sem þú lýstir, svo að ég mæli ekki með neinu öðru.

ask-fits = Hentar eitthvað af þessu, eða er eitthvað sem þú ert að velta fyrir þér?
    .b = Hvernig líst þér á þetta?
    .c = Er eitthvað af þessu nálægt því sem þú hafðir í huga?
ask-fits-one = Hentar þetta þér, eða er eitthvað sem þú ert að velta fyrir þér?
    .b = Hvernig líst þér á?
    .c = Er þetta nálægt því sem þú hafðir í huga?

answer = Þetta segjum við um það:
    .b = Þetta fann ég:
answer-total = Þetta kostar { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin kostar ekkert.
       *[other] Þar af kostar sendingin { $delivery }.
    } Áfangastaður: { $place }.
    .b = Samtals { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin kostar ekkert.
       *[other] Sendingin er { $delivery } af því.
    } Áfangastaður: { $place }.
ask-answered = Svarar þetta spurningunni?
    .b = Er þetta það sem þú vildir vita?
    .c = Hjálpar þetta?

ask-question = Hvað viltu vita?
    .b = Hver er spurningin?
ask-tell = Hvað liggur þér á hjarta?
    .b = Viltu segja mér aðeins nánar frá því?
# Orð starfsmannsins standa fyrir ofan þessa línu eins og þau voru skrifuð.
person-said = { $by }

unknown = Ég veit það satt að segja ekki og vil síður giska.
    .b = Þetta veit ég ekki og ágiskun myndi ekki hjálpa þér.
handing-over = Ég sendi spurninguna áfram. { $staff } svarar þér í síðasta lagi { $by_full } klukkan { $by_clock }.
    .b = { $staff } tekur við þessu og svarar þér í síðasta lagi { $by_full } klukkan { $by_clock }.
already-with-person = { $staff } er með málið, svo að ég held mig til hlés.
    .b = { $staff } er með málið og svarar þér.

glad = Gott að heyra.
    .b = Gott að vita það.
    .c = Það er gaman að heyra.
ask-ready = Viltu sjá heildarverðið og hvar gengið er frá kaupum?
    .b = Á ég að sýna þér heildarverðið og hvar gengið er frá kaupum?
close = Hér er allt saman með heildarverði og leiðin að kassanum, hvenær sem þér hentar:
close-note = Ef þú vilt hugsa málið stendur karfan óbreytt.
    .b = Það er allt í lagi að bíða. Karfan stendur óbreytt.

rest-just-looking = Það er alltaf gaman að skoða. Karfan geymist í { $days_acc } og við skrifum ekki aftur um hana.
    .b = Það er allt í góðu. Karfan geymist í { $days_acc } og þú færð ekki fleiri bréf um hana.
rest-later = Það er allt í góðu. Karfan geymist og við skrifum ekkert um hana fyrir { $day }.
    .b = Gott og vel. Við geymum körfuna og látum þig í friði til { $day }.
rest-no = Ekkert mál, við skrifum ekki aftur um þessa körfu.
    .b = Það er alveg sjálfsagt. Við látum þetta gott heita.
rest-satisfied = Gott að þetta gekk upp. Þú veist hvar við erum.
    .b = Gaman að heyra það. Við erum hér ef eitthvað kemur upp á.
stopped = Það er gert. { $shop } skrifar þér ekki aftur.
thanks = Það var ekkert.
    .b = Ekkert að þakka.
unclear = Ég skildi þetta ekki alveg. Önnur orð myndu hjálpa mér.
    .b = Ég er ekki viss um að ég hafi skilið þetta rétt. Önnur orð myndu hjálpa mér.
repeat = Hér er þetta aftur:
    .b = Hér kemur það sama og áðan:
bought = { $shop } hefur fengið pöntunina þína. Kærar þakkir. Við skrifum ekki aftur um þessa körfu.
changed = Komið, ég breytti þessu.
    .b = Takk, ég breytti þessu.
cancelled = Þá er hætt við þetta.
support = Þetta varðar pöntun. { $staff } skoðar málið og skrifar þér.
