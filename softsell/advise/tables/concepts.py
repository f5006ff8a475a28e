"""Ideas that buyers' replies are made of, and the words for each in both languages. Data, folded; `*` ends a word freely.

A reply is seen as its ideas in a row: "my inbox is full enough without you" is mailbox, full, enough, without, you. So what
was met in one wording, or in one language, is known in others.
"""

IDEAS: dict[str, str] = {
    "no": (
        "no not never none nope nah nei ekki aldrei engin enginn enga engan engar engum engu ekkert neibb neits "
        "hvorki without an can do wont did does is cant could would nothing neither nor"
    ),
    "enough": "enough nog plenty fill fullsaddur saddur",
    "full": "full fullt overflow* stutfull* trodfull* bursting springa burst* drown* flood* kaffaer*",
    "fed_up": (
        "sick tired fed threytt* leid* daudleid* pirr* weary bored othola* otholandi annoy* irritat* hate* hata* "
        "thol* gremj* uppgefin* nennir nenni"
    ),
    "letter": (
        "mail* email* letter* message* post* tolvupost* bref* skilabod* skeyti* newsletter* reminder* aminning* "
        "note notes missive* correspondence spam* ruslpost* frettabref* markpost* fjolpost* junk notification* "
        "tilkynning* sms text* aminn* writing skrif* utsending* e-mail*"
    ),
    "mailbox": "inbox* mailbox* posthol* innhol* letterbox letterplate postkass* innboks*",
    "list": (
        "list* lista* postlist* skra skranni records register database gagnagrunn* mailing kerfi* system books rolls"
    ),
    "address": "address* netfang* adress* adressu* postfang*",
    "data": (
        "data details information info gogn* upplysing* personuupplysing* gdpr personuvernd* privacy kennital* "
        "cookies kok* birth fodingardag* rakning* tracking"
    ),
    "stop_verb": (
        "stop stopp* stop* haett* cease* quit quitting end ends enda* halt* desist* unsubscri* unsub* afskra* "
        "slokk* loka* lykur lokid block* blokk* discontinue refrain sleppid hlif* spare* switch* silence thegi* "
        "shut stodv*"
    ),
    "remove": (
        "remov* delet* eras* wipe* strik* fjarlaeg* eyd* hreinsa* thurrk* strok* takid taktu taka take drop scrub* "
        "cross forget gleym* purge* get off out ut burt af brott"
    ),
    "send": (
        "send* sent sendid sendu contact* samband hafid write* skrifa* writing chase* chasing elta pester* trufla* "
        "bother* onad* areit* harass* nag* nudd* hound* bug* bogga* disturb* follow* hear heyra heyrum approach* "
        "hnippa* ping* reach* minna minnid"
    ),
    "again": (
        "again aftur more meira meir framar further frekar* anymore fleiri lengur longer another annan ever "
        "framvegis repeat* henceforth future"
    ),
    "last": "last sidast* final* hinst* loka lokaord ending",
    "peace": "alone frid* peace vera quiet ro fridi let latid lattu leave leyf*",
    "permission": (
        "permission* consent* agree* samthykk* leyfi* signed sign skradi subscribe* gerdist bad badum asked ask "
        "opt right rett* authoris*"
    ),
    "rude": (
        "fuck* piss* bugger* sod crap shit bloody damn andsk* helvit* fjand* rassgat* drull* skit* hell bollocks "
        "hunsk* hypj* sodding wtf djof* fokk*"
    ),
    "buy": "buy* kaup* versla* purchase* order* pant* get fa fae take tek pick",
    "bought": (
        "bought keypt* keypti* ordered panta* pantad* pantadi purchased got fekk fengid fengum paid borgadi "
        "versladi sorted reddad* own owns eigum owned have already thegar nuna nu buin* buid* bunir borgad* picked "
        "sotti placed"
    ),
    "elsewhere": (
        "elsewhere annars stad stadar somewhere amazon ikea ebay tesco argos costco facebook bland brask* "
        "nagranna* neighbour* kolaport* second hand notad* charity flea lidl bonus kronan byko elko husasmidj* "
        "competitor* samkeppn* other locally baenum highstreet rival*"
    ),
    "shop": "shop* store* bud* verslun* branch counter outlet seller* vefverslun* website",
    "person": (
        "human* person* people manneskj* mann* folk* starfsm* starfsfolk* staff* someone somebody einhver* "
        "manager* stjor* owner* eigand* agent* colleague* expert* serfraeding* afgreidslu* thjonustu* "
        "representative* employee* salesm* solumann* real alvoru living lifandi soul sal anyone yfirm* boss clerk "
        "forman* florist* assistant*"
    ),
    "talk": (
        "talk* speak* spok* tala* talad* raeda* raett* spjalla* chat* discuss* heyra ring* call* hring* phone* "
        "sima* simtal* telephone* conversation* samtal* voice rodd call"
    ),
    "robot": (
        "robot* bot bots machine* vel velmenni* botti* computer* tolva tolvu* ai gervigreind* automat* sjalfvirk* "
        "algorithm* spjallmenni*"
    ),
    "thanks": (
        "thank* thanks thx ty takk* thakk* cheers ta appreciat* grateful* obliged kaerar bless* kind* fallegt "
        "hugulsamt saet* lovely vingjarnleg* thokk tkk tx tysm met kind"
    ),
    "greet": (
        "hello hi hae hallo dear kaeri kaera saell sael god* morning dag* regards kvedja kvedju best bestu "
        "sincerely yours wishes"
    ),
    "good": (
        "perfect* fullkom* great* frabaer* lovely brilliant* super excellent* snilld* aedi* aedisleg* fint fin "
        "flott* gott wonderful* yndisleg* dasamleg* ideal* tilvali* gladur glod happy* anaegd* satt sattur sattir "
        "pleased satisf* delight* splendid* geggjad* glaesileg* marvellous* stunning* love* elska* like* lika* "
        "fits hentar passar smellpass* suits nice fine convinced sannfaerd* sold spot content* bingo"
    ),
    "answer": (
        "answer* svar* settles clear* skyr* hreinu ljost cleared covers explains question* spurning* understood "
        "skil* utskyr*"
    ),
    "that_one": "one it that thessi thennan hana hann tha thad thetta choice val",
    "money": (
        "price* verd* cost* kost* expensive dyr* pricey dear total* heildar* fee* gjald* charge* money pening* "
        "aur* afford* efni budget* worth bargain pound* quid euro* kr kron* thusund* dollar* tax* vsk vask* skatt* "
        "customs toll* sum upphaed* overpriced randyr* okur* rip penny pension laun* cash bill hundred half double "
        "tvofal*"
    ),
    "less": (
        "cheaper odyrar* less lower minna laegra lighter lettar* smaller minni under undir max* most mest hamark* "
        "below lesser reduce*"
    ),
    "bigger": "bigger staerr* larger stor* more warmer hlyrr* longer lengr* wider",
    "ship": (
        "ship* deliver* sending* send* post* postage freight* heimsend* afhend* courier* dispatch* parcel* pakk* "
        "package* flutning* burdargjald* sendil* transport* collect* pickup saekja sott*"
    ),
    "slow": (
        "slow* haeg* lengi lang* long late sein* weeks vik* days dag* wait* bid* bid bida* forever ages eilifd* "
        "time tima* tima arrive* kom* kem* reach* naer naest* before fyrir friday fostud* saturday laugard* monday "
        "manud* tuesday thridjud* wednesday midvikud* thursday fimmtud* sunday sunnud* christmas jol* afmael* "
        "birthday* wedding* brudkaup* party* veisl*"
    ),
    "account": (
        "account* adgang* login log innskra* skra* regist* password* lykilord* username notandanafn* signup guest* "
        "gest* profile* nyskra* member* audkenn* skilriki* captcha*"
    ),
    "card": "card* kort* visa mastercard amex debit* kredit* credit",
    "pay": (
        "pay* borga* greid* greidsl* faersl* transaction* bank* payment* instal* radgreid* afborg* paypal klarna "
        "netgiro pei kass aur apple google invoice* reikning* krof* giro* millifaer* transfer* cheque* ach ideal "
        "cod cash settle*"
    ),
    "refused": (
        "declin* refus* reject* hafna* synja* fail* mistok* mistekst blocked bounced heimild turned denied neitad* "
        "neita* villa error* timed"
    ),
    "trust": (
        "trust* treyst* safe* orugg* secure* scam* svindl* fraud* fake* gervi* legit* dodgy shady suspicious "
        "grunsam* genuine ekta alvoru real review* umsagn* umsogn* known thekk* reliable areidanleg* traust* heard "
        "heyrt reputation* ordspor* believe* grun* svik* kennital* organised certificat* padlock"
    ),
    "return": (
        "return* skil* refund* endurgreid* exchange* skipt* back baka warranty* abyrgd* guarantee* endursend* "
        "restocking"
    ),
    "fit": (
        "size* staerd* fit* pass* suit* hent* colour* color* lit* shape* snid* width* length* measure* mael* "
        "medium large small numer* number which hvor* hvada hver* choose velja valid valdi choice* decide* akved* "
        "akvad* option* between milli different mun* model* gerd* compatible type tegund* right rett*"
    ),
    "unsure": (
        "unsure sure viss* oviss* viss efins doubt* vafa confus* rugl* know veit vissi idea hugmynd tell guess "
        "wonder* torn tvisti*"
    ),
    "stock": (
        "stock* lager* sold uppsel* unavailable available* faanleg* til gone buin* klarud klarad* left eftir ran "
        "run restock* discontinued haett missing vantadi vantar"
    ),
    "broken_site": (
        "crash* hrund* froze* fraus* frosi* load* hlad* hled* error* vill* bug* glitch* stuck fest* spin* snyst "
        "snerist blank hvit* hang* page* sid* sidan site* website* vef* checkout* button* takk* hnapp* app* "
        "browser* vafr* basket* korf* korfu* cart* form* field* reit* click* smell* screen* skja* internet* netid "
        "connection* computer tolva phone simi work* virka* logged kicked empties tomd* taemd* tablet* spjaldtolv* "
        "link*"
    ),
    "coupon": (
        "coupon* voucher* code* kod* discount* afslat* promo* gift gjafabref* inneign* offer* tilbod* points "
        "punkt* sale utsal* gjafakort* loyalty"
    ),
    "compare": (
        "compar* saman samanburd* other* annad adrar* another shop* looking skoda* around kringum test* profan* "
        "review* umsagn* shortlist* weigh* vega brand* merki* between versus vs tabs flip*"
    ),
    "later": (
        "later seinna sidar tomorrow morgun weekend* helgi* week* viku vikum month* manud* manad* spring vor vori "
        "summer sumar sumri autumn haust* winter vetur vetri soon bradum payday* utborg* laun* manadamot* holiday* "
        "fri friinu back aftur yet enn strax think* hugsa* hugs sleep sofa mull* melta ponder* ihuga wait* bida "
        "bidum time tima tomma tuesday monday january februar* march mars april mai may june juni juli july august "
        "agust september oktober october november december desember januar after eftir when thegar until thangad "
        "year ar areamot* aramot* easter paska* meanwhile eventually"
    ),
    "browse": (
        "brows* looking kikja skoda* curious* forvit* window glugga* idle dream* dreym* wander* flakka* vafra* "
        "nosing nose play* leika* fun gaman* gamni kill* drepa pass* bored just bara only adeins remember muna* "
        "wish oskalist* bookmark*"
    ),
    "family": (
        "wife husband partner* mum mom mother father dad sister* brother* son daughter* family* flatmate* boss* "
        "board* stjorn* colleague* kona* konan* konu* mann* mannin* maki* maka* makann mamma* mommu pabb* systir* "
        "systur* brod* dottir* dottur* sonur syni fjolsky* yfirm* vinnufelag* friend* vin* kaerast* other half "
        "helming* committee* nefnd* amma* ommu afi afa school* skol* grandma* gran karl* kerling* kids krakk*"
    ),
    "ask_them": (
        "ask* spyrja* check* bera undir approv* samthykk* agree* sign decide* akvedur permission sja see consult* "
        "radfaer* discuss* raeda vote budget surprise* gift* present* gjof* gjaf*"
    ),
    "order_no": (
        "order* pontun* pantan* parcel* pakk* package* tracking raknin* shipment* sending* delivery* delivered "
        "afhent* arrived kom kominn komin komid receipt* kvittun* invoice* reikning* refund* endurgreid* warranty* "
        "abyrgd* claim* krafa"
    ),
    "broken": (
        "broke* brot* damag* skemm* torn rif* leak* lek* faulty galli gall* gollud* snap* slitn* crack* sprung* "
        "wrong rong rang* rangt vitlaus* missing vantar vantadi vantad* defect* bilad* bila* bilun* split hole* "
        "gat* stopped scratch* rispa* stain* blett* mouldy myglad* dead hurt* mismatched chipped"
    ),
    "mine": "my mine minn min mitt minir minar minum minni mina our okkar i eg we vid me mig mer",
    "you": "you your yours ykkur ykkar thid thu ther thig thin* yourselves",
    "job": (
        "job* hiring vacanc* starf* storf* cv ferilskra* journalist* bladam* sponsor* styrk* seo wholesale "
        "heildsol* supplier* birgi* stockist* advertis* auglys* collaborat* samstarf* influencer* ahrifavald* "
        "marketing markads* partnership* selj* raedning* radning* student* essay* ritgerd* thesis* intern* "
        "fundrais* sofnun* exhibition*"
    ),
    "recommend": (
        "recommend* maelid maela maeli suggest* sting* uppastung* tillog* tillag* advice advise* rad radlegg* "
        "radgjof* tip tips abending* bend* help* hjalp* adstod* idea* hugmynd* pick velja choose* best bestu* "
        "guidance leidsogn* alternative* valkost* similar svipad* else annad instead stadinn show syn* which hvor* "
        "hvada would mynd* myndi* got eigid attu opinion* mat alit* favourite uppahald* expert*"
    ),
    "question": (
        "how what when where which who why whose is are do does can could will would may have has hvad hver "
        "hvernig hvenaer hvar hvers hvort hvada hve hversu er eru get getid getur ma mega kostar virkar fylgir "
        "fylgja thola tholir kemst eigid takid sendid bjodid vita know wondering spa forvitnast hvaladi"
    ),
    "want_spec": (
        "need* tharf thurf* thyrft* vantar want* vil vildi vilja must verd verdur verda has prefer* helst looking "
        "leita* should aetti require* krefst allergic ofnaemi* only bara fyrir for size staerd cm mm kg kilo* "
        "gram* litr* litre* volt* watt* inch* tomm* meter* metr* budget under undir around kringum between bilinu "
        "least minnst most mest something eitthvad waterproof vatnsheld* black svart* white hvit* blue blatt bla "
        "red raud* green graen* grey gra* cotton bomull* wool ull* leather ledur* wood* vid* metal* plast* vegan"
    ),
    "not_want": (
        "interest* ahug* pass* slepp* changed skipt* snerist mind skodun* hug* decided akvad* against moti keep* "
        "halda* without an need thorf tharf thurfum taste* smekk* forget* gleym* nevermind cancel* haett* instead "
        "gone missti want langar vil use not* after all close* loka* empty* taem* regret* cold kolnad*"
    ),
    "technical_life": (
        "baby barn* kid* krakk* dog* hund* cat* kott* boss* fundur meeting* dinner mat* kvoldmat* asleep sofna* "
        "door dyr* phone simi* battery rafhl* distracted* interrupt* truflu* forgot* gleymd* hospital* spital* "
        "power rafmagn* bell hringdi train straeto straeto* bus neighbour* happened gerdist upp uppa"
    ),
    "place": (
        "norway noreg* denmark danmork* germany thyskal* iceland islan* jersey abroad utland* erlendis akureyri "
        "reykjavik* country land* island* eyj* highlands inverness postcode* postnumer* village sveit* town baer "
        "baen* baenum"
    ),
    "joy": (
        "haha hehe lol lmao ha heh joy gledi wow va oh o bravo congrat* hamingju clever snidug* fyndid funny sure "
        "audvitad einmitt exactly yeah right ja jaja jamm"
    ),
    "come_back": (
        "back return* come kem koma kiki look* lit* check* drop* visit* heimsaek* try reyn* finish klara* "
        "complete* ganga geng* order* panta*"
    ),
    "do_now": (
        "order* panta* buy kaupi take tek checkout klara* gengur geng gong proceed* go ahead till kassa* place "
        "finish* complete* now nuna tonight kvold today dag done"
    ),
    "dont_like": (
        "ugly ljot* disappoint* vonbrig* bad slaem* worse verr* poor lelegt stingy smanarleg* nisk* ridiculous "
        "faranleg* silly fast* dislike* lika* worth* borgar* confusing* flok* complicated difficult erfitt hassle "
        "vesen* martrod* nightmare shame synd scared hraedd* afraid nervous* stress* worried ahyggj* creepy krip* "
        "unfair osanngj*"
    ),
}
