"""Icelandic forms of a no to letters, and what only sounds like one; written by us, by kind of utterance, blind to the tables."""

STOP = """Hættið að senda mér póst um úlpuna.
Vinsamlegast hættið öllum póstsendingum til mín.
Viljið þið hætta þessum áminningum?
Þið megið hætta að minna mig á þetta.
hættu að senda mér sms
Stöðvið þessar tilkynningar strax.
HÆTTA HÆTTA
stopp, bara stopp
Hættið þessu. Í alvöru.
ok hættið
Mega áminningarnar hætta að koma?
Ég vil að þessir póstar hætti.
Hvenær hætta þessi skilaboð að koma?
Hvernig fæ ég þetta til að hætta?
Ég er búinn að segja ykkur að hætta.
Ég grátbið ykkur að hætta.
Það væri yndislegt ef þið hættuð.
Hættið öllum samskiptum við mig.
hættið að skrifa á þetta netfang
Hættið að hafa samband við mig.
Hættið þessu bulli
hættið að bögga konuna mína
Stöðvið allar sendingar á þetta netfang.
Vinsamlegast látið af þessum skrifum.
Ekki skrifa.
Ekki senda póst.
ekki senda mer sms aftur
ekki senda mér neitt meira
Ekki voga ykkur að skrifa mér aftur
Vinsamlegast svarið þessu ekki og skrifið ekki aftur.
Ekki hafa samband við okkur, við höfum ekki áhuga.
Viljið þið vinsamlegast ekki skrifa mér meira
Ég verð að biðja ykkur um að hafa ekki samband.
Ég bið ykkur um að senda mér ekki fleiri skilaboð.
Aldrei senda neitt á þetta netfang.
Aldrei nokkurn tíma skrifa mér aftur.
Ég vildi helst að þið senduð mér ekki póst.
Ég vil helst ekki fá skilaboð.
Ég vil síður láta minna mig á, takk.
Ég vildi heldur að þið slepptuð mér.
Ég vil ekki fá tölvupóst.
Ég vil ekki áminningar frá búðum.
Ég vil ekkert af þessum fréttabréfum.
Við viljum ekki bréfin ykkar
vil ekki postana ykkar
Ég óska þess að heyra ekki frá ykkur aftur.
Ég kæri mig ekki um auglýsingapóst.
Ég hef engan áhuga á að fá skilaboð frá ykkur.
Ég hef ekki áhuga á að heyra frá ykkur
Ég þarf ekki að láta minna mig á.
Ég þarf ekki áminningu í hvert sinn sem ég loka glugga.
Það er óþarfi að hafa samband aftur.
Óþarfi að skrifa til baka.
Engin þörf á fleiri póstum, takk.
Þið þurfið ekki að senda fleiri áminningar.
Þið þurfið ekki að halda áfram að skrifa.
Ekki meira.
Ekki fleiri bréf, takk.
engin fleiri skilaboð
Engin frekari bréfaskipti, takk.
Enga pósta, engin sms, ekkert.
ekkert spam takk
Ekki fleiri pósta.
Ekki einn póst í viðbót.
Ekki orð í viðbót frá ykkur.
Ekkert af þessu aftur, takk.
Ekkert meira frá ykkur, takk.
nóg
NÓG!!
Nóg komið af áminningum.
Nú er nóg komið.
Ég er búin að fá nóg af skilaboðunum ykkar.
Ég hef fengið nóg af þessum bréfum.
Ég er þreyttur á þessum póstum.
Ég er orðin hundleið á póstunum ykkar.
Svo þreytt á að vera elt af búðum.
Ég nenni ekki meiru af þessu.
Ég þoli ekki þessa pósta.
Afskrá
AFSKRÁIÐ MIG STRAX
afskráið þetta netfang
afskra mig takk
Ég afskráði mig í síðustu viku, af hverju fæ ég enn póst?
Hvar afskrái ég mig?
Ég vil vera afskráð.
Skráið mig af þessu.
Ég óska eftir afskráningu af öllum markpósti.
Ég vil út af þessum lista.
ég vil afþakka allan póst
Fjarlægið mig.
Fjarlægið númerið mitt úr kerfinu.
vinsamlegast fjarlægið þetta netfang úr skrám ykkar
Ég vil að netfangið mitt sé fjarlægt.
Takið mig út.
Takið mig af listanum ykkar takk
takið konuna mína af póstlistanum
Vinsamlegast takið okkur úr skránni
Takið mig af þessum lista
Gætuð þið tekið nafnið mitt af listanum?
Strikið mig út af listanum.
Strikið mig út.
Þurrkið netfangið mitt af listanum
Hendið mér út af póstlistanum
Eyðið upplýsingunum mínum.
Eyðið öllu sem þið hafið um mig.
Eyðið öllum gögnum um mig takk
eyðið gögnunum mínum
Vinsamlegast gleymið mér.
Ég vil gleymast samkvæmt persónuverndarlögum.
Ég vil nýta rétt minn til eyðingar.
Vinsamlegast lokið aðganginum mínum og eyðið gögnunum.
losið ykkur við netfangið mitt
gleymið netfanginu mínu
Gleymið þessu númeri.
Ég vil ekki vera lengur á listanum ykkar.
Af hverju er ég á þessum lista? Takið mig af.
Látið mig í friði.
látið okkur í friði takk
Látið mig vera
Ég vil fá að vera í friði.
Leyfið mér að vera í friði.
Ég bið bara um smá frið.
Farið burt.
farið nú burt
snautið burt
Hypjið ykkur
drullið ykkur burt!!
farðu til andskotans
Þegið þið.
haldið kjafti með þessa pósta
Gefið mér frí frá þessum póstum
slakið á með póstana
Látið þetta duga.
Hættið þessu, plís.
Farið nú að láta mig vera.
Hlífið mér.
Hlífið mér við áminningum.
Sparið ykkur sporin, engin fleiri bréf.
Slökkvið á þessum póstum.
slökkva á tilkynningum
Slökkvið á áminningunum takk
Hvernig slekk ég á þessum skilaboðum?
Getið þið lokað á þessar tilkynningar?
Segið upp fréttabréfinu.
Afpantið alla frekari pósta
Segi upp áskriftinni að þessum lista.
endið þetta
Drepið þessa pósta
ENDA
hætta
Blokka.
Ég ætla að blokka ykkur.
Blokkað og tilkynnt.
Ég merkti ykkur sem ruslpóst.
Þetta er ruslpóstur.
Pósturinn fór beint í ruslið þar sem hann á heima. Hættið.
Ég tilkynni ykkur ef þið skrifið aftur.
Einn póstur enn og ég kvarta til Neytendastofu.
Önnur skilaboð og lögfræðingurinn minn hefur samband
Ég skráði mig ekki í þetta.
Ég bað aldrei um þessa pósta
Ég gerðist aldrei áskrifandi.
Ég samþykkti ekki að haft yrði samband.
Ég gaf ykkur ekki leyfi til að skrifa mér.
Þið hafið ekki samþykki mitt.
Ég dreg samþykki mitt til baka.
Ég afturkalla samþykki fyrir markpósti.
Ég andmæli beinni markaðssetningu.
Ég andmæli því að gögnin mín séu notuð í auglýsingar.
Þið hafið engan rétt á að skrifa mér
Hafið þetta síðasta póstinn.
Þetta er síðasta bréfið sem ég vil frá ykkur.
Ég vona að þetta sé það síðasta sem ég heyri af þessu.
Þetta á að vera síðasta áminningin, takk.
aldrei aftur
Látið þetta hætta.
látið þetta hverfa
Mamma er með heilabilun, vinsamlegast skrifið henni ekki.
Ég skrifa fyrir hönd föður míns: takið hann af listanum.
Röng manneskja. Vinsamlegast fjarlægið þetta netfang.
Hvernig fenguð þið netfangið mitt? Eyðið því.
Hvaðan fenguð þið þetta númer? Ekki nota það aftur.
Þetta er vinnunetfang, engan markpóst takk.
Póstarnir ykkar eru ekki velkomnir.
Þessi skilaboð eru óumbeðin.
Mér finnst þessar áminningar uppáþrengjandi.
Of margir póstar. Takið mig út.
Pósthólfið er fullt, ekki fleiri pósta.
Ef mig vantar þetta kem ég sjálf, þið þurfið ekki að minna mig á.
Takk, en ekki fleiri áminningar.
Takk fyrir að spyrja. Vinsamlegast ekki senda póst aftur.
Flott búð, en takið mig af listanum.
Of dýrt, og hættið að senda mér póst.
Keypti annars staðar svo þið megið hætta að minna mig á.
Hættið bara. Og hvar er endurgreiðslan mín?""".splitlines()

KEEP = """Er stoppistöð nálægt búðinni?
Hvaða strætóstoppistöð er næst?
Er stopp á endanum?
Stoppar þetta gustinn?
Stöðvar þetta rigninguna?
Hvernig stoppa ég lekann?
Get ég stöðvað tímastillinn?
Stöðvið sendinguna, rangt heimilisfang.
Vinsamlegast stöðvið pöntunina mína.
Getið þið stöðvað greiðsluna?
Síðan hætti að hlaðast.
Bankinn stoppaði kortið mitt.
Það sem stoppaði mig var burðargjaldið.
Ég hætti í greiðsluskrefinu.
Ég gat ekki hætt að hlæja að bréfinu, takk
Strákurinn hættir ekki að stækka.
Ég stoppa við á laugardaginn.
Ég hætti við kaupin.
Ekki hætta að skrifa, mér finnst það gaman
Ekki taka mig af biðlistanum.
Takið þá rauðu úr körfunni minni.
Er hægt að taka fóðrið úr?
Er hettan laus?
Takið sokkana af pöntuninni.
Gætuð þið tekið þúsund kall af?
Er hægt að taka kragann af?
Eyðið seinna parinu úr pöntuninni, takk.
Ég vil afpanta pöntunina.
Hvernig hætti ég við pöntun?
Ég hætti óvart við.
Ég fékk ekki staðfestingarpóst.
Enginn póstur kom með kóðanum.
Ég fékk aldrei kvittun.
Ég hef ekki fengið svar.
Ég hef ekki fengið bréfið um endurgreiðsluna.
Staðfestingin fór í ruslpóstinn.
Gætuð þið sent mér reikninginn í tölvupósti?
Sendið mér skilaboð þegar hún kemur aftur.
Skrifið mér þegar bláa kemur.
Minnið mig á þetta í næstu viku.
Sendið mér áminningu á föstudag.
Getið þið frekar hringt í mig?
Við hvern hef ég samband út af skilum?
Samskiptaformið ykkar virkar ekki.
Ég vil ekki svarta.
Ég vil ekki ull.
Ég vil ekki borga svona mikið.
Ég vil ekki búa til aðgang.
Ég þarf hana ekki í kassa.
Ég þarf ekki stærri stærð.
Mér líkar ekki liturinn.
Nei takk, ekki í dag.
Nei takk.
Hef ekki áhuga á húfunni en trefillinn er fínn.
Ekki núna.
Kannski seinna.
Ekki meira en fimm þúsund.
Engar fleiri spurningar, takk.
Eigið þið ekki fleiri græna?
Er nóg pláss fyrir tvo?
Ég á nóg af peysum.
Er þetta nógu stórt?
Ég er búin að hugsa nóg, ég tek hana
Skiptir engu.
Ég veit aldrei hvaða stærð ég á að taka.
Ég hef aldrei gengið í ull.
Hér hættir aldrei að rigna.
Skiljið hana eftir hjá nágrannanum.
Má skilja hana eftir við dyrnar?
Leyfið mér að hugsa málið.
Látið mig vita þegar hún lækkar.
Síminn hringdi og ég gleymdi þessu.
Ég þurfti að fara burt um helgina.
Hverfur lyktin?
Bletturinn hverfur ekki í þvotti.
Má slökkva á því á nóttunni?
Hvernig slekk ég á tækinu?
Glugginn lokaðist ekki.
Ég skráði mig en kóðinn kom ekki.
Þarf ég að skrá mig?
Ég kvittaði ekki fyrir pakkanum.
Pósturinn með nýja lykilorðinu kom aldrei.
Ég gleymdi lykilorðinu.
Stærðalistann vantar.
Má setja mig á lista fyrir næstu sendingu?
Hún er á óskalistanum mínum.
Ég missti vinnuna svo ég bíð.
Sú síðasta sem ég keypti var of lítil.
Er þetta síðasta eintakið?
Loksins ákveðin, ég tek hana.
Mánaðamótin henta mér betur.
Ég þarf að spyrja konuna fyrst, haha
Er hætta á að hún hlaupi?
Er þetta hættulegt börnum?
Ég vil ekki borga fyrir skil.
Ég þarf leyfi hjá leigusalanum.
Má ég velja gjafaumbúðir?
Ég les alltaf skilmálana fyrst.
Við viljum heldur minni.
Ég vil frekar þá grænu.
Gætuð þið sent hana án kassa?
Ég er örvhent, eigið þið svoleiðis penna?
Er póstkassinn læsanlegur?
Er bréfahnífurinn úr stáli?""".splitlines()
