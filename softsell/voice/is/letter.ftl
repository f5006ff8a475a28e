# Bréfið: það segir hver skrifar og hvers vegna, spyr eins og lætur lesandann ráða.

subject-ask = Spurning um körfuna þína
    .b = Getum við aðstoðað með körfuna?
    .c = Um það sem þú tókst frá
subject-ask-payment = Greiðslan fór ekki í gegn
subject-ask-technical = Eitthvað fór úrskeiðis hjá okkur
subject-follow-up = Aðeins meira um körfuna þína
    .b = Svolítið sem gæti komið að gagni
subject-talk = Kveðja frá versluninni: { $shop }

greeting = { $name_given ->
        [yes] Hæ { $name },
       *[no] Góðan dag,
    }

ask-open = { $shop } hér. Þú skildir þetta eftir í körfunni { $day_full } og við skrifum til að spyrja hvernig gekk.
    .b = { $shop } hér. Þetta er enn í körfunni þinni síðan { $day }. Við skrifum bara til að spyrja hvernig gekk.
    .c = { $shop } hér. Þú valdir þetta í körfuna { $day_full } og okkur þætti vænt um að vita hvernig gekk.
ask-open-payment = { $shop } hér. Greiðsla fór ekki í gegn { $day_full }. Karfan er geymd eins og hún var:
ask-open-technical = { $shop } hér. Eitthvað bilaði hjá okkur { $day_full } á meðan þú varst í versluninni. Okkur þykir það leitt. Karfan er geymd eins og hún var:
ask-follow-up = { $shop } hér. Við skrifuðum þér um þessa körfu og höfum síðan fundið svolítið sem gæti komið að gagni.
    .b = { $shop } hér. Þetta er ein kveðja enn um körfuna þína, því að við höfum nokkru við að bæta.

ask-trouble = Kom eitthvað upp á, eða kæmi sér vel að fá svar eða ábendingu?
    .b = Var eitthvað sem við hefðum getað gert þægilegra?
    .c = Er eitthvað sem við getum svarað eða hjálpað þér að velja?

how-to-answer = Veldu eitt af þessu eða svaraðu með þínum orðum. { $staff } les öll svör.
    .b = Eitt val eða stutt svar er meira en nóg. { $staff } les öll svör.

freedom-last = Það liggur ekkert á: karfan geymist í { $days_acc } og við skrifum ekki aftur um hana nema þú skrifir fyrst.
    .b = Karfan geymist í { $days_acc }. Við sendum ekki fleiri bréf um hana nema þú skrifir til okkar.
freedom-once = Það liggur ekkert á: karfan geymist í { $days_acc }. Við skrifum kannski einu sinni enn ef við höfum eitthvað gagnlegt að segja og ekki oftar.

sign = Hlýjar kveðjur,
    { $staff }
    { $shop }
    .b = Með kærri kveðju,
    { $staff }
    { $shop }

machine-writer = Sjálfvirkur aðstoðarmaður skrifaði þetta fyrir verslunina: { $shop }. { $staff } les svörin.

why-consent = Þú færð þennan póst því að { $shop } hefur leyfi þitt frá { $day }.
why-soft-optin = Þú færð þennan póst því að þú hefur áður keypt hér: { $shop }.
why-service = Þú færð þennan eina póst því að ekki tókst að ljúka pöntun hér: { $shop }. Í honum eru engin tilboð.
why-none = Þú færð þennan póst því að þú skildir eftir körfu og netfang hér: { $shop }.
you-wrote = Þú skrifaðir { $day }:
footer-address = { $shop }, { $address }
unsubscribe = Hætta að fá þessa pósta
preferences = Velja um hvað við skrifum
