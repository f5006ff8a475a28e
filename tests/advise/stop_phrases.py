"""Phrases that mean a no to letters, and phrases that only hold such words; written by us, both languages."""

STOP_EN = """stop
STOP
Stop!
please stop
Please stop emailing me.
stop sending me these emails
stop it
can you stop this?
STOPP
s t o p
unsubscribe
Unsubscribe me please
unsubscirbe
unsuscribe
I want to unsubscribe from this
un-subscribe
remove me
remove me from your list
please remove my email
take me off your list
Take my name off this list
get me off this mailing list
delete my email address
delete my data
opt out
opt me out
I'd like to opt-out
don't email me again
do not contact me
Don't write to me any more
don’t send me anything
please do not send any more letters
never write to me again
no more emails
no more emails please
no more of these
no further messages please
quit emailing me
cease and desist
leave me alone
go away
fuck off
get lost
this is spam
I never signed up for this
I didn't ask for this
I do not want these emails
I don't want to hear from you
not interested, stop
I don't wish to be contacted
cancel my subscription
turn off these reminders
enough already
I'm sick of these emails
lose my number
you don't have my permission, withdraw my consent
I object to marketing
never contact me
would you please stop
stop. I bought it elsewhere
No thanks, stop writing
I've had enough of your mails, cut it out
Hi, could you take me off? Thanks
Thanks but no more mails
erase my details please
end my subscription
let me be
I did not sign up, remove me
your mails are junk mail
halt all communication
stop messaging me, it is too expensive anyway
please unsub
kindly stop these notes
dont mail me
dont ever contact me again""".splitlines()

STOP_IS = """stopp
Stopp!
STOPP TAKK
stoppið þetta
stoppaðu þetta
hætta
hættið
hættu
Hættið þessu
hættið að senda mér póst
haettid ad senda mer post
hættu að skrifa mér
hætta að senda
vinsamlegast hættið að senda mér þetta
viljið þið hætta þessu
getið þið hætt að senda mér bréf?
ég vil hætta á póstlistanum
afskrá
afskrá mig
afskráið mig
afskráning
afskra
ég vil afskrá mig
Vinsamlega afskráið mig af þessum lista
skrá mig af listanum
skráið mig úr
skráðu mig af póstlista
taka mig af lista
takið mig af lista
taktu mig af póstlistanum
takið mig út
takið netfangið mitt út
takid mig af lista
fjarlægið mig
fjarlægja netfangið mitt
eyðið netfanginu mínu
strokið mig út
ekki senda mér meira
ekki senda
ekki senda mér fleiri pósta
ekki skrifa mér aftur
ekki hafa samband
ekki trufla mig
sendið mér ekki meira
sendið mér aldrei aftur póst
ég vil ekki fleiri pósta
ég vil ekki fá svona póst
vil ekki heyra meira frá ykkur
ég vil enga pósta
engan póst takk
enga fleiri pósta
engin fleiri skilaboð takk
ekki meira takk
látið mig í friði
láttu mig vera
látið mig alveg í friði
þetta er ruslpóstur
þetta er spam
ég bað ekki um þetta
bað aldrei um þennan póst
nóg komið
burt með þetta
segja upp áskrift
ég vil segja upp áskriftinni
losna við þessa pósta
ég nenni ekki þessum póstum
ég kæri mig ekki um svona bréf
Afþakka frekari póst
ég dreg samþykki mitt til baka
hvernig kemst ég af póstlistanum?
Nei takk, hættið þessu
Takk en ekki fleiri pósta
hætta áskrift
unsubscribe takk
stop takk
hættið!!!
plís stopp
ég andmæli þessu""".splitlines()

KEEP_EN = """Where is the nearest bus stop?
Is there a bus stop by the shop?
I wear it non-stop
The nonstop rain is a problem
I'll stop by the shop tomorrow
Can I stop in and try it on?
Does it stop the wind?
It has to stop the rain
Will it stop leaking?
The price stopped me
What stopped me was the shipping
I can't stop knitting
Please don't stop making these
Cancel my order please
I want to cancel the order
How do I cancel an order?
Remove it from my cart
Can I remove the blue one?
Take the hat off the order
Do you not deliver to the islands?
You don't ship to Norway?
I don't want black
I don't want it too warm
No thanks, not now
Not interested in wool
The pit stop was short
It is a one-stop shop
The zip stops halfway
I did not get the parcel
You sent me the wrong size
The code did not work
I have not received my order
Is it too expensive to send it back?
Can you send it to 600?
How long does the delivery take?
I'm not sure about the size
Could you email me the invoice?
I did not get a confirmation email
It went into my spam folder
When do you stop selling the grey one?
Does the dye stop bleeding after a wash?
Let me think about it
The last stop on the trail is a hut
I will write again next week""".splitlines()

KEEP_IS = """Hvar er næsta strætóstoppistöð?
Er stoppistöð nálægt búðinni?
Má ég stoppa við hjá ykkur á morgun?
Ég stoppa í sokkana mína sjálf
Stoppar hún vindinn?
Verðið stoppaði mig
Það sem stoppaði mig var sendingarkostnaðurinn
hætta við pöntun
Ég vil hætta við pöntunina
Ég þarf að hætta við kaupin
get ég hætt við pöntunina mína?
Ég hætti við
Er hætta á að hún hlaupi í þvotti?
Er einhver hætta á að ullin hnökri?
Er þetta hættulegt fyrir börn?
Þetta er hættulaust
Eruð þið hætt að selja gráu peysuna?
Ég get ekki hætt að prjóna
Sendið þið ekki til Vestmannaeyja?
Sendið þið til Akureyrar?
Er hægt að senda í póstbox?
Ég vil ekki svarta
Ég vil ekki of hlýja peysu
ekki úr ull
Nei takk, ekki núna
Kannski seinna
Það er of dýrt
Ég fékk ekki pakkann
Ég fékk ekki staðfestingarpóst
Ég vil ekki stofna aðgang
Pósturinn lenti í ruslpósti
Þetta er nóg til að byrja með
Takið þið við netgíró?
Get ég skilað henni ef hún passar ekki?
Hvað tekur langan tíma að senda?
Taktu frá eina fyrir mig
Takið þið mál af húfum?
Kortinu var hafnað
Hún var ekki til í minni stærð
Ég þarf að hugsa málið
Ég sendi ykkur línu seinna
Þarf ekki að senda, ég sæki
Ég er hætt að vinna svo tíminn er nægur
Hvernig skrái ég mig inn?""".splitlines()
# Written later, blind to the tables, which missed about a quarter of the first of these before they were widened.
STOP_MORE = (
    "Kindly remove my address from your database",
    "please cease all contact",
    "I don't want to get these anymore",
    "could you stop with the mails",
    "this needs to stop",
    "make it stop",
    "stop pestering me",
    "pls stop",
    "Stop!!!!",
    "how do I unsubscribe?",
    "Where is the unsubscribe link",
    "un subscribe",
    "take me off of this",
    "take me out of your list",
    "remove this email address",
    "no more mail",
    "I don't want any more reminders",
    "don't bother me",
    "Do not send me letters",
    "please don't message again",
    "I'd rather not receive these",
    "I do not consent to this",
    "Please forget my details",
    "stop contacting my wife",
    "You can stop now",
    "I asked you to stop",
    "do me a favour and stop",
    "I want out",
    "get off my back",
    "not another mail please",
    "don't ever write again",
    "delete my account and my email",
    "I opted out already",
    "Stop stalking me",
    "I hate these mails, end it",
    "stop bugging me",
    "I want to be removed",
    "remove pls",
    "Please discontinue",
    "ekki meiri póst",
    "ekki fleiri skeyti",
    "ekki senda svona",
    "vinsamlega fjarlægðu mig",
    "fjarlægið netfang mitt",
    "má ég fá að vera í friði",
    "getið þið tekið mig af listanum?",
    "getið þið tekið mig út af póstlistanum",
    "ég óska eftir að vera tekin af póstlista",
    "Ég vil ekki fá fleiri tölvupósta frá ykkur",
    "Ég vil ekki að þið hafið samband",
    "hættiði",
    "hættið nú",
    "hættu núna",
    "hættið strax",
    "viltu hætta að senda mér þetta",
    "viljiði hætta",
    "gerið það fyrir mig að hætta þessu",
    "nenniði að hætta þessu",
    "eyða netfangi",
    "eyðið mér úr kerfinu",
    "þurrkið mig út",
    "hvernig afskrái ég mig",
    "hvar get ég afskráð mig",
    "ég vil skrá mig af listanum",
    "ég vil skrá mig úr",
    "stoppa",
    "stopp stopp",
    "stoppiði",
    "ekki ónáða mig",
    "ekki pósta á mig",
    "ekki maila mig",
    "hættið að maila",
    "ég vil vera laus við þetta",
    "ég vil losna við þetta",
    "sendið mér ekki svona pósta",
    "sendið ekki fleiri bréf",
    "vil ekki meira svona",
    "engar auglýsingar takk",
    "ég vil ekki auglýsingar",
    "ekki fleiri auglýsingar",
    "Enough. Do not write to me.",
    "please stop reaching out",
    "I would like you to stop",
    "Not interested in your newsletters, remove",
    "I never agreed to get mail from you",
    "You have no right to mail me",
    "I'm asking you politely to leave me be",
    "stop the mails",
    "stop with this",
    "I do not want any further communication",
    "unsubscribe this address now",
    "Please be so kind as to stop",
    "how can I stop these?",
    "quit sending me stuff",
    "erase me",
    "Can you please delete me from your system",
    "this is harassment",
    "mark me as do not contact",
    "I keep getting these, make it end",
    "strike me from your records",
    "hættið vinsamlega að senda á mig",
    "ég bið ykkur að hætta",
    "getið þið plís hætt",
    "ekki fleiri svona",
    "engin bréf takk",
    "vil ekki fá meira frá ykkur",
    "ekki hafa samband við mig aftur",
    "vinsamlega eyðið netfanginu",
    "vinsamlegast taka mig út af listanum",
    "ég er búin að biðja ykkur að hætta",
    "ég hef ekki beðið um þetta",
    "afskráning takk",
    "viljið þið vinsamlega fjarlægja mig af póstlistanum",
    "látið mig bara í friði",
    "sleppið því að skrifa mér",
    "ég vil hætta að fá þetta",
    "ég vil ekki vera á þessum lista",
    "hættið þið",
    "þið megið hætta að senda þetta",
    "skráið netfangið mitt af lista",
    "I don't appreciate being mailed",
    "you are bothering me with these letters",
    "No newsletters please",
    "I am not interested in being contacted",
    "why are you still writing to me, stop this nonsense",
    "this is the third time I ask, stop",
    "get rid of my email",
    "Please get me off",
    "I have no wish to be on your list",
    "Leave my inbox alone",
    "just stop ok",
    "kill this subscription",
    "please don't keep me on your list",
    "no more, thanks",
    "I am unsubscribing",
    "I withdraw from this",
    "keep my address out of this",
    "would you mind not writing to me?",
    "don't need your emails",
    "Go bother someone else",
    "plís ekki senda meira",
    "ekki senda mér neitt",
    "æ hættið þessu nú",
    "ég nenni ekki fleiri bréfum",
    "ég er orðin þreytt á þessum póstum",
    "hvernig losna ég við þetta?",
    "er hægt að afskrá sig?",
    "vil ekki vera í sambandi við ykkur",
    "eyðið öllu um mig",
    "gleymið mér",
    "taktu mig út",
    "haettu thessu rugli",
    "ekki meira svona rusl",
    "þetta er orðið gott, hættið",
    "vinsamlega hafið ekki samband aftur",
    "póstinn burt takk",
    "ég vil ekki fá áminningar",
    "slökkvið á þessum póstum",
    "af listanum takk",
    "má ég biðja um frið",
)
KEEP_MORE = (
    "Does this have a stopper?",
    "I stopped at the payment page",
    "My computer stopped working",
    "My card stopped working at the checkout",
    "The checkout stopped halfway",
    "Do you send it in a box?",
    "I do not want to pay that much for shipping",
    "I don't want to make an account",
    "I do not need a hat",
    "please remove the hat and leave the mittens",
    "Could you delete one pair from my order?",
    "I have enough sweaters already",
    "I'm sick of cold feet",
    "I never got an answer",
    "Can I get off the waiting list for the blue one?",
    "Is the list of sizes somewhere?",
    "Do not know yet",
    "no more questions, thanks",
    "I signed in but could not pay",
    "Do you have no more in grey?",
    "No more than 20.000 please",
    "Is it delivered to the door?",
    "I did not get a mail with the code",
    "what's the email of the shop?",
    "I'd like to talk to a human",
    "stop me if this is a silly question, but is it warm?",
    "ég hætti við af því að það var dýrt",
    "hætti við út af sendingarkostnaði",
    "Ég hætti í miðju kafi af því síðan fraus",
    "ekki til í minni stærð",
    "Ég fékk póst en enga kvittun",
    "ég fékk enga kvittun",
    "Er nóg til af þeim bláu?",
    "Takið þið af tollinn?",
    "má ég skila",
    "Eruð þið ekki með fleiri liti?",
    "Hef ekki áhuga á bláum",
    "ekki meira en 15 þúsund",
    "aldrei aftur kaldar tær!",
    "Ég er með ofnæmi svo ekki ull",
    "get ég tekið eina af pöntuninni?",
    "sendið þið heim?",
    "ekki senda hana strax, ég verð í fríi",
    "það kom villa og ég hætti",
    "get ekki skráð mig inn",
    "Is it possible to remove the pompom?",
    "The bus stops outside the shop",
    "Is there free shipping?",
    "Could the sweater be sent before Friday?",
    "I do not like the colour",
    "no, the price was fine",
    "I need it by Christmas",
    "never mind, I found the size",
    "My kids never stop growing",
    "does wool stop smell?",
    "I'd like to return it",
    "I forgot my password",
    "I'm done, thank you",
    "what do you mean by machine wash?",
    "Can I get a receipt by email?",
    "ég á nóg af peysum",
    "það er of langt að sækja",
    "er hægt að fá hana í bláu?",
    "ég er bara að skoða",
    "ég finn ekki stærðina mína",
    "get ég breytt pöntuninni?",
    "Er hún ekki of þykk?",
    "ég komst ekki lengra",
    "ég ætla að bíða aðeins",
    "hún er ekki nógu hlý",
    "takið þið við kortum?",
    "ekki alveg viss",
    "þarf ég að skrá mig?",
    "má senda hana til Noregs?",
    "ég er hætt við",
)
