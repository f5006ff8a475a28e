"""A short text seen in six ways: its words, pairs, pairs with a gap, pieces, groups of like words, and ideas of a shop.

Rules
1. `IDEAS` was written by hand, of what any shop is asked, after reading the training part of HINT3 and nothing of its test.
2. A view has length one over everything in it, known or not: what is unknown makes the rest count less.
3. Rarity is of the texts trained on. A feature that they lack is as rare as can be.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from softsell.advise.tables import synonyms
from softsell.advise.text import fold, stem

VIEWS = 6
_WORD = re.compile(r"[a-z]+|[0-9]+|[^\w\s]")
IDEAS: dict[str, str] = {
    "finance": "emi emis instal* installment* financ* loan* bajaj finserv monthly down credit* interest zero",
    "cash": "cod cash",
    "price": "price* pricing cost* rate rates mrp charge* amount rs rupee* inr cheap* expensive budget worth quote* "
    "quotation lowest",
    "store": "store* shop shops showroom* outlet* branch* dealer* distributor* retail* franchise* office* offline visit* "
    "mall demo",
    "near": "near* nearby where location* located address area locality place city state around",
    "place": "delhi mumbai pune bangalore bengaluru chennai hyderabad kolkata ahmedabad jaipur lucknow kochi cochin kerala "
    "goa noida gurgaon gurugram ghaziabad faridabad chandigarh punjab haryana gujarat surat vadodara baroda rajkot indore "
    "bhopal nagpur nashik thane patna bihar ranchi jharkhand bhubaneswar odisha orissa cuttack guwahati assam dehradun "
    "uttarakhand kanpur varanasi agra meerut coimbatore madurai trichy tamilnadu karnataka mysore mangalore hubli vizag "
    "visakhapatnam vijayawada andhra telangana trivandrum calicut rajasthan jodhpur udaipur kota amritsar ludhiana "
    "jalandhar jammu kashmir shimla himachal raipur chhattisgarh siliguri bengal india maharashtra",
    "size": "size* sizing dimension* inch* feet ft foot cm mm length width breadth height thick* king queen single double "
    "twin measure* chart large* small*",
    "custom": "custom* bespoke tailor* alter* modif* resize* change*",
    "contact": "call* callback contact* phone mobile agent* representative* talk* speak* executive* touch human person "
    "someone salesperson helpline toll consult* number reach",
    "postcode": "pincode* pin zip postal postcode*",
    "deliver": "deliver* ship* dispatch* courier* transport* service*",
    "late": "delay* late yet still wait* receiv* month* week* days since long ago pending overdue",
    "warranty": "warrant* guarant*",
    "trial": "trial* try tried trying test* night nights",
    "return": "return* refund* replac* exchang* money back",
    "cancel": "cancel*",
    "pillow": "pillow* cushion*",
    "offer": "offer* discount* coupon* promo* sale deal deals cashback voucher* festival diwali",
    "status": "status track* where order* update* reach* arrive* expected when",
    "compare": "differen* compar* vs versus better between",
    "health": "pain* ache* back* spine spinal spondyl* slip* disc neck cervical lumbar lombard ortho* posture sciatica "
    "medical problem* issue* doctor",
    "about": "about company brand who why manufactur* owner history",
    "make": "foam memory latex coir spring* material* fabric layer* cotton rubber pocket soft firm hard feature* spec* "
    "detail* quality",
    "kind": "product* variant* type* model* range catalog* kind* variet* list option* collection",
    "bed": "mattres* matress* bed beds",
    "buy": "buy* purchas* order* book* place pay*",
    "greeting": "hi hello hey good morning evening afternoon dear sir madam",
    "assent": "ok okay yes no yeah fine thanks thank sure nope done cool great welcome",
}
_SHAPES = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\d+(\.\d+)?\s*(x|\*|by|×|into)\s*\d+", "area"),
        (r"(?<!\d)\d{6}(?!\d)", "six digits"),
        (r"\d{9,}", "phone number"),
        (r"\d+\s*('|\"|inch|ft|feet|cm)", "measure"),
        (r"how much", "price"),
        (r"on delivery", "cash"),
        (r"not received|have not|not (yet )?(deliver|receiv|reach)", "late"),
        (r"call back|get in touch|customer (care|support)", "contact"),
        (r"money back", "return"),
    )
)
_LIKE: dict[str, list[str]] = {}
for _number, _group in enumerate((*synonyms.GROUPS, *synonyms.EVERYDAY)):
    for _one in _group:
        if " " not in _one and f"group {_number}" not in _LIKE.setdefault(stem(fold(_one)), []):
            _LIKE[stem(fold(_one))].append(f"group {_number}")
_EXACT = [(word, name) for name, words in IDEAS.items() for word in words.split() if not word.endswith("*")]
_BEGINS = [(word[:-1], name) for name, words in IDEAS.items() for word in words.split() if word.endswith("*")]

Views = tuple[list[str], ...]


def views(text: str) -> Views:
    """The features of a text in each of the six ways; one that stands twice is there twice."""
    folded = fold(text)
    found = _WORD.findall(folded)
    roots = [_root(word) for word in found]
    edged = ["^", *roots, "$"]
    return (
        [f"word {word}" for word in found] + [f"root {root}" for root in roots],
        [f"pair {a} {b}" for a, b in pairwise(edged)],
        [f"gap {a} {b}" for a, b in zip(roots, roots[2:], strict=False)],
        [piece for word in found if word.isalpha() for piece in _pieces(f"<{word}>")],
        [group for root in roots for group in _LIKE.get(root, ())],
        _ideas(folded, found),
    )


def _root(word: str) -> str:
    """The stem of a word; of a number, how long it is."""
    return f"#{min(len(word), 7)}" if word.isdigit() else stem(word) if word.isalpha() else word


def _pieces(edged: str) -> list[str]:
    return [f"={edged[at : at + size]}" for size in range(2, 6) for at in range(len(edged) - size + 1)]


def _ideas(folded: str, found: Sequence[str]) -> list[str]:
    """The ideas of a text, and each two that are in it."""
    ideas = [name for word in found for one, name in _EXACT if one == word]
    ideas += [name for word in found for begin, name in _BEGINS if word.startswith(begin)]
    ideas += [name for pattern, name in _SHAPES if pattern.search(folded)]
    return ideas + [f"{a} with {b}" for a, b in combinations(sorted(set(ideas)), 2)]


class Rarity(Struct, frozen=True):
    """In how many of `texts` texts each feature is."""

    texts: int
    found: dict[str, int]

    def of(self, feature: str) -> float:
        return math.log((self.texts + 1) / (self.found.get(feature, 0) + 1)) + 1


def rarity(texts: Iterable[Views]) -> Rarity:
    """Counted over the texts that are trained on."""
    seen, count = Counter[str](), 0
    for text in texts:
        count += 1
        for view in text:
            seen.update(set(view))
    return Rarity(count, dict(seen))


def weigh(text: Views, rare: Rarity, weights: Sequence[float]) -> dict[str, float]:
    """Feature to value: each view brought to length one (rule 2), then to its weight; a weight of 0 leaves it out."""
    values: dict[str, float] = {}
    for view, weight in zip(text, weights, strict=True):
        if not weight or not view:
            continue
        raw = {feature: (1 + math.log(n)) * rare.of(feature) for feature, n in Counter(view).items()}
        length = math.sqrt(sum(value * value for value in raw.values()))
        values |= {feature: weight * value / length for feature, value in raw.items()}
    return values
