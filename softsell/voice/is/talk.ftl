# Samtalið: það hlustar, segir hvað það heyrði, spyr áður en það ráðleggur og lýkur aðeins þegar það er velkomið.

welcome = Gaman að sjá þig. { $shop } hér, og svona er karfan þín eins og þú skildir við hana:
welcome-back = Gaman að sjá þig aftur. Við höldum áfram þar sem frá var horfið.
    .b = Gaman að fá þig aftur. Við getum haldið áfram héðan.
    .c = Það er gott að þú komst aftur. Hingað náðum við síðast.
    .d = Það er ánægjulegt að sjá þig aftur. Hér tökum við upp þráðinn.
welcome-empty = Gaman að sjá þig. { $shop } hér, og þér er frjálst að spyrja um hvað sem er.

ask-which = Hvað kom upp á?
    .b = Hvað af þessu kemst næst því?
    .c = Hvað hefði mátt vera þægilegra?
    .d = Hvar strandaði þetta?
reflect = Þú sagðir: «{ $said }».
    .b = Með þínum orðum: «{ $said }».
    .c = Ég skil: «{ $said }».
    .d = Ég skrifaði þetta hjá mér: «{ $said }».

ask-postcode = Í hvaða póstnúmer færi sendingin?
    .b = Hvert er póstnúmerið, svo að ég geti flett sendingunni upp?
    .c = Hvaða póstnúmer á ég að miða við?
    .d = Má ég fá póstnúmerið fyrir sendinguna?
ask-receive = Viltu fá þetta sent, og þá í hvaða póstnúmer, eða viltu frekar sækja?
    .b = Á að senda þetta, og þá í hvaða póstnúmer, eða er þægilegra að sækja?
    .c = Hvort hentar betur að fá þetta sent, og þá í hvaða póstnúmer, eða að sækja það?
    .d = Hvernig viltu fá þetta afhent: sent, og þá í hvaða póstnúmer, eða sótt?
ask-permission = Á ég að stinga upp á einhverju?
    .b = Kæmi sér vel að fá ábendingu?
    .c = Má ég benda á eitthvað?
    .d = Viltu að ég mæli með einhverju?
    .e = Viltu sjá hvað kæmi til greina?
    .f = Á ég að leita að einhverju sem passar?
ask-open-need = Hvernig yrði þetta notað og hvað skiptir mestu máli?
    .b = Hvað á þetta að gera vel fyrir þig?
    .c = Hvernig sérðu fyrir þér að nota þetta?
    .d = Hvað þyrfti til að þetta hentaði þér?
ask-need = { $question }

summarise = Þetta hef ég heyrt hingað til: { $needs }. Leiðréttu mig ef eitthvað er rangt.
    .b = Þetta skiptir þá máli: { $needs }. Segðu til ef það er ekki alveg rétt.
    .c = Svona skil ég þetta: { $needs }. Láttu mig vita ef ég misskildi eitthvað.
    .d = Ég miða við þetta: { $needs }. Það má breyta hverju sem er.
    .e = Þá er þetta komið á blað: { $needs }. Ef eitthvað er ekki rétt laga ég það.
    .f = Í stuttu máli leitar þú að þessu: { $needs }. Það er velkomið að leiðrétta mig.
assumed = Ég gerði ráð fyrir þessu: { $what }. Leiðréttu mig ef það er rangt.
    .b = Þú nefndir þetta ekki en ég reiknaði með því: { $what }. Segðu mér ef svo er ekki.
    .c = Þetta er ágiskun mín: { $what }. Láttu vita ef hún er röng.
    .d = Ég gaf mér þetta: { $what }. Þessu er hægt að breyta.

offer = Þetta gæti hentað þér og ástæðan stendur við hverja vöru:
    .b = Þetta kemst næst því sem þú lýstir, og hér eru ástæðurnar:
    .c = Ég myndi skoða þetta fyrst, og hér er ástæðan:
    .d = Miðað við það sem þú sagðir kemur þetta til greina, og ástæðurnar fylgja:
    .e = Þetta er það sem ég fann, og við hverja vöru stendur hvers vegna:
    .f = Kannski gæti eitthvað af þessu hentað þér, og ástæðurnar fylgja með:
offer-one = Þessi vara gæti hentað þér, og hér er ástæðan:
    .b = Ein vara kemst næst því sem þú lýstir, af þessum ástæðum:
    .c = Miðað við lýsinguna virðist þessi vara passa, og þetta er ástæðan:
    .d = Ég myndi byrja á þessari vöru, og undir henni stendur hvers vegna:
offer-none = Ekkert hjá okkur uppfyllir þetta allt í einu: { $conflict }. Ef eitthvað af því skiptir minna máli leita ég gjarnan aftur.
    .b = Ég leitaði og við eigum ekkert sem er þetta allt: { $conflict }. Ef eitt af þessu má víkja skal ég leita betur.
    .c = Í hillunum okkar er ekkert sem er þetta allt saman: { $conflict }. Ef eitt af því er minna mikilvægt leita ég gjarnan án þess.
    .d = Því miður finn ég enga vöru sem er allt þetta: { $conflict }. Ef þú getur sleppt einu atriði leita ég að hinu.
offer-relaxed = Ekkert passaði alveg, svo að ég leit fram hjá þessu: { $what }.
    .b = Engin vara passaði að öllu leyti, svo að þetta varð að víkja: { $what }.
    .c = Ég sleppti þessu til að finna eitthvað: { $what }.
    .d = Ekki var hægt að uppfylla allt, og því lagði ég þetta til hliðar: { $what }.
offer-same = Það sem er í körfunni hentar því sem þú lýstir, svo að ég mæli ekki með neinu öðru.
    .b = Ég leitaði og fann ekkert sem passar betur við lýsinguna en það sem er í körfunni.
    .c = Karfan þín kemst næst því sem þú lýstir, og ég legg ekkert annað til.
    .d = Ég myndi engu breyta, því að það sem þú valdir passar við það sem þú sagðir mér.

ask-fits = Hentar eitthvað af þessu, eða er eitthvað sem þú ert að velta fyrir þér?
    .b = Hvernig líst þér á þetta?
    .c = Er eitthvað af þessu nálægt því sem þú hafðir í huga?
    .d = Gæti eitthvað af þessu gengið, eða vantar enn eitthvað?
    .e = Hvað finnst þér um þetta?
    .f = Er eitthvað hér sem þér líst á, eða viltu spyrja um eitthvað?
ask-fits-one = Hentar þetta þér, eða er eitthvað sem þú ert að velta fyrir þér?
    .b = Hvernig líst þér á?
    .c = Er þetta nálægt því sem þú hafðir í huga?
    .d = Gæti þessi vara gengið, eða vantar enn eitthvað upp á?
    .e = Hvað finnst þér um þessa vöru?
    .f = Er þetta eitthvað fyrir þig, eða er einhverju ósvarað?

answer = Þetta segjum við um það:
    .b = Þetta fann ég:
    .c = Svona orðar verslunin það:
    .d = Ég fletti þessu upp og þetta er svarið:
    .e = Verslunin svarar þessu svona:
    .f = Hér er það sem við höfum um þetta:
answer-total = Þetta kostar { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin er án kostnaðar.
       *[other] Þar af er sendingin { $delivery }.
    } Sent er hingað: { $place }.
    .b = Samtals { $total } { $total_includes }. { $delivery_n ->
        [0] Það kostar ekkert að senda þetta.
       *[other] Af því kostar sendingin { $delivery }.
    } Sendingin fer hingað: { $place }.
    .c = Allt saman kostar { $total } { $total_includes }. { $delivery_n ->
        [0] Sendingin bætir engu við.
       *[other] Hluti sendingarinnar er { $delivery }.
    } Þetta yrði sent hingað: { $place }.
    .d = Summan er { $total } { $total_includes }. { $delivery_n ->
        [0] Ekkert er tekið fyrir að senda.
       *[other] Fyrir sendinguna eru teknar { $delivery }.
    } Varan yrði send hingað: { $place }.
ask-answered = Svarar þetta spurningunni?
    .b = Er þetta það sem þú vildir vita?
    .c = Hjálpar þetta?
    .d = Er þetta þá ljóst?
    .e = Dugar þetta svar?
    .f = Er þetta nóg, eða er eitthvað enn óljóst?

ask-question = Hvað viltu vita?
    .b = Hver er spurningin?
    .c = Hverju get ég flett upp fyrir þig?
    .d = Hverju ertu að velta fyrir þér?
ask-tell = Hvað liggur þér á hjarta?
    .b = Viltu segja mér aðeins nánar frá því?
    .c = Hvað viltu segja mér?
    .d = Geturðu lýst þessu með þínum orðum?
# Orð starfsmannsins standa fyrir ofan þessa línu eins og þau voru skrifuð.
person-said = { $by }

unknown = Ég veit það satt að segja ekki og vil síður giska.
    .b = Þetta veit ég ekki og ágiskun myndi ekki hjálpa þér.
    .c = Ég fann ekki svarið og vil ekki búa það til.
    .d = Svo langt nær þekking mín ekki, og best er að segja eins og er.
handing-over = Ég sendi spurninguna áfram. { $staff } svarar þér í síðasta lagi { $by_full } klukkan { $by_clock }.
    .b = { $staff } tekur við þessu og svarar þér í síðasta lagi { $by_full } klukkan { $by_clock }.
    .c = Nú fær { $staff } þetta til sín, og svarið kemur í síðasta lagi { $by_full } klukkan { $by_clock }.
    .d = Héðan í frá sér { $staff } um þetta, og þú færð svar í síðasta lagi { $by_full } klukkan { $by_clock }.
already-with-person = { $staff } er með málið, svo að ég held mig til hlés.
    .b = { $staff } er með málið og svarar þér.
    .c = Þetta er hjá starfsmanni núna: { $staff } svarar þér.
    .d = { $staff } hefur tekið við málinu og skrifar þér.

glad = Gott að heyra.
    .b = Gott að vita það.
    .c = Það er gaman að heyra.
    .d = Það er gott.
    .e = Ljómandi gott.
    .f = Þetta hljómar vel.
ask-ready = Viltu sjá heildarverðið og hvar gengið er frá kaupum?
    .b = Á ég að sýna þér heildarverðið og hvar gengið er frá kaupum?
    .c = Langar þig að sjá heildarverðið og leiðina að kassanum?
    .d = Má ég sýna þér heildarverðið og leiðina að kassanum?
close = Hér er allt saman með heildarverði og leiðin að kassanum, hvenær sem þér hentar:
    .b = Svona lítur þetta út með heildarverði, og leiðin að kassanum er hér ef þú vilt:
    .c = Þetta er það sem þú valdir með heildarverði, og kassinn er hér þegar þér hentar:
    .d = Hér sérðu vörurnar, heildarverðið og leiðina að kassanum, ef og þegar þú vilt:
close-note = Ef þú vilt hugsa málið stendur karfan óbreytt.
    .b = Það er allt í lagi að bíða, karfan helst eins og hún er.
    .c = Ekkert breytist í körfunni þótt þú hugsir málið.
    .d = Þú getur líka látið þetta liggja og karfan verður óbreytt.

rest-just-looking = Það er alltaf gaman að skoða. Karfan geymist í { $days_acc } og við skrifum ekki aftur um hana.
    .b = Það er velkomið að skoða. Karfan geymist í { $days_acc } og þú færð ekki fleiri bréf um hana.
    .c = Hér má skoða eins lengi og hver vill. Við geymum körfuna í { $days_acc } og skrifum ekki meira um hana.
    .d = Enginn þarf að kaupa til að fá að skoða. Það sem er í körfunni geymist í { $days_acc } og ekkert bréf kemur um það.
    .e = Meira er ekki að gera. Í { $days_acc } verður karfan hér og við sendum ekkert um hana.
    .f = Þetta má allt bíða. Karfan þín er geymd í { $days_acc } og við látum þig í friði með hana.
rest-later = Það er allt í góðu. Karfan geymist og við skrifum ekkert um hana fyrir { $day }.
    .b = Gott og vel. Við geymum körfuna og látum þig í friði til { $day }.
    .c = Það má vel vera seinna. Til { $day } geymum við körfuna og skrifum ekkert um hana.
    .d = Eins og þér hentar. Karfan er geymd og þú heyrir ekkert frá okkur um hana fyrir { $day }.
rest-no = Ekkert mál, við skrifum ekki aftur um þessa körfu.
    .b = Það er alveg sjálfsagt. Þú færð ekki fleiri bréf um þessa körfu.
    .c = Ég skil. Um þessa körfu skrifum við ekki meira.
    .d = Takk fyrir að láta vita. Við sendum þér ekki meira um þessa körfu.
rest-satisfied = Gott að þetta gekk upp. Þú veist hvar við erum.
    .b = Gaman að heyra það. Við erum hér ef eitthvað kemur upp á.
    .c = Þá er allt eins og það á að vera. Spurningar eru alltaf velkomnar.
    .d = Það er ánægjulegt að þetta leystist. Þú mátt alltaf leita til okkar.
stopped = Það er gert. { $shop } skrifar þér ekki aftur.
thanks = Það var ekkert.
    .b = Ekkert að þakka.
    .c = Það var sjálfsagt.
    .d = Til þess er ég hér.
unclear = Ég skildi þetta ekki alveg. Önnur orð myndu hjálpa mér.
    .b = Ég er ekki viss um að ég hafi skilið þetta rétt. Kannski er hægt að orða það öðruvísi.
    .c = Ég átta mig ekki alveg á þessu. Það væri gott að fá það með öðrum orðum.
    .d = Hér missti ég þráðinn. Sökin er líklega mín og annað orðalag gæti dugað.
repeat = Hér er þetta aftur:
    .b = Hér kemur það sama og áðan:
    .c = Ég segi þetta þá aftur:
    .d = Það var þetta sem ég sagði:
bought = { $shop } hefur fengið pöntunina þína. Kærar þakkir. Við skrifum ekki aftur um þessa körfu.
    .b = Pöntunin er komin. { $shop } þakkar kærlega fyrir. Fleiri bréf koma ekki um þessa körfu.
    .c = { $shop } er með pöntunina þína. Takk fyrir viðskiptin. Við sendum ekki meira um þessa körfu.
    .d = Nú hefur { $shop } fengið pöntunina. Bestu þakkir. Um þessa körfu koma engin fleiri bréf.
changed = Komið, ég breytti þessu.
    .b = Takk, ég breytti þessu.
    .c = Nú er þetta breytt.
    .d = Allt í lagi, ég miða þá við það.
cancelled = Þá er hætt við þetta.
    .b = Það er í góðu lagi, við látum þetta vera.
    .c = Við sleppum þessu þá.
    .d = Ekki meira um það.
back = Þá aftur að spurningunni minni:
    .b = Ég kem þá aftur að því sem ég spurði um:
    .c = Þessari spurningu er enn ósvarað:
    .d = Áðan spurði ég um þetta:
support = Þetta varðar pöntun. { $staff } skoðar málið og skrifar þér.
    .b = Af því að þetta er um pöntun skoðar { $staff } það og skrifar þér.
    .c = Hér er spurt um pöntun. { $staff } lítur á hana og skrifar þér.
    .d = { $staff } sér um pantanir, skoðar þessa og skrifar þér.
