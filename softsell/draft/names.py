"""Common given names of both languages, folded, that are hidden also in small letters; and words that may open a sentence.

Names that are ordinary words too ("björn", "sól", "mark", "will") are left out of the list: with a capital letter they are
hidden all the same.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NAMES = _words("""
    adam aaron abigail adalbjorg adalheidur agnar agnes agust agusta albert alda alex alexander alexandra alfred alice alma
    amanda amelia andrea andres andrew andri anita anna onnu anthony anton arna arnar arnor aron arthur asdis asgeir asta astu
    asthor atli audur axel baldur baldvin barbara benedikt benjamin berglind bergthora birgir birgitta birkir birna birnu
    bjarki bjarni bjarna bjorg bjorgvin bogi bradley bragi brandon brian brynja brynjar bryndis carol caroline catherine
    charles charlotte chloe chris christian christine christopher claire dagny daniel david deborah dennis diana donald
    dorothy dylan edda edward egill einar eirikur elin elinborg elisabet elizabeth ella ellen emil emilia emily emma erla erlu
    erlendur erna ernu ester ethan evan eva evu eyglo eythor finnbogi finnur frank fridrik fjola gabriel gary gauti geir george
    gerald gisli grace greg gregory greta gudbjorg gudjon gudlaug gudmundur gudny gudrun gunnar gunnhildur gunnlaugur gylfi
    hafdis hafthor hakon halla halldor halldora hallgrimur hannah hanna hannes harald haraldur harold harpa harry haukur hedinn
    heida heidrun heimir helen helena helga helgu helgi helga henry herdis hermann hildur hilmar hinrik hjalti hjordis hlynur
    hrafnhildur hrefna hronn hulda huldu inga ingibjorg ingimar ingolfur ingunn ingvar isabella isak ivar jack jacob jakob
    james janet jason jeffrey jennifer jennu jenny jessica joanna jodis johann johanna johannes john jon jona jonas jonathan
    jones jordan jorunn joseph joshua julia julie julius justin karen karitas karl kathryn katla katrin kelly kenneth ketill
    kevin kimberly kjartan klara kolbrun konrad kristbjorg kristin kristinn kristjan kristjana kristofer larry larus laufey
    laura lauren leifur leonard lilja lilju linda lindu lisa logan louise lovisa lucas lucy ludvik magnea magnus margaret
    margret maria mariu marteinn martha martin mary matthew matthias megan melissa melkorka michael michelle nancy nanna
    natalie nathan nicholas nicole nikulas njall noah oddny oddur olafur olafia olga oliver olivia omar orri oskar ottar
    palina pall pamela patricia patrick paul paula petur philip rachel ragna ragnar ragnheidur rakel rebecca rebekka richard
    robert robin ronald roger runar russell ryan saemundur salome samantha samuel sandra sara sarah saevar scott sean sebastian
    selma sharon sigfus sigmar sigmundur signy sigridur sigrun sigtryggur sigurbjorg sigurdur sigurjon sigurlaug sigurros
    sigvaldi silja simon skuli smith snaebjorn snorri soffia solveig sonja sophia sophie stefan stefania stefano steingrimur
    steinunn stella stephanie stephen steven sturla susan svanhildur svandis svava svavar sveinbjorn sveinn sverrir sylvia
    teitur theodor thomas thora thorarinn thorbjorg thordis thordur thorgeir thorgerdur thorhallur thorir thorkell thorlakur
    thormodur thorsteinn thorunn thorvaldur thurida thuridur timothy tinna tomas tryggvi tumi tyler unnur unnar ursula valdimar
    valgeir valgerdur valur vera victoria vidir vigdis viktor viktoria vilborg vilhjalmur vilma vincent virginia walter wendy
    william yngvi yrsa zachary
    """)

ORDINARY = _words("""
    a about actually after all also an and any anything are as at can could did do does for from good got had has have hello
    hey hi how i i'm i'd i'll i've if in is it it's its just maybe me my need needs no not nothing of oh ok okay on one or
    please really so some something sorry sure thank thanks that the their then there these they thing this those to too
    very want wanted was we well were what what's when where which who why with would yeah yes you your english icelandic
    iceland reykjavik m d ll ve s t re
    af að aftur allt annað átti bara ef eða ef eitthvað eigum eigið eigum ekkert ekki en enginn er ert eru eruð ég fyrir
    fékk fá get getið getum getur góðan daginn góða gæti gætuð gætum gott ha hafið halló ha hann hæ hef hefur hey hér hún hvað
    hvaða hvar hve hvenær hver hverju hvernig hversu hvort í já jæja kannski kæra kæri komið má mér mig mín minn mitt mun nei
    nú og okkur á sem sæl sæll sko svo takk til var vantar var vel verð verður við vil vildi viljið vill væri það þá þakka
    þarf þau þeir þessi þetta þið þú þær þó um úr íslensku ensku íslandi kvöld
    """)
