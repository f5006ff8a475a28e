"""What the buyer may want: a belief over products, and which question would help most.

Rules (sources: naive Bayes with answer noise, and the expected value of sample information, Raiffa and Schlaifer 1961)
1. Belief is prior x likelihood of every wish. A wish met counts 1 - EPS, failed EPS; an attribute the catalogue does
   not know counts as the spread of the products that have it, so nothing is excluded for want of data. A stated price
   ceiling and a stated category restrict.
2. Every facet is looked at by the bits its answers would tell (`belief`, rule 2): of all products up to EXACT of them, of
   a draw beyond. The best few are counted exactly, and asked is the one that most raises the chance that what would then
   be shown holds something the buyer accepts (`outcome`), less the cost of asking.
3. No question when the best net gain is under 0.3 bit, the three likeliest hold 0.8, three or fewer are left, or three
   were asked. Never one whose answer the needs, the cart or an earlier question gave.
4. Of many quick answers those are offered that what is still in question can meet: sizes of shoes for shoes.
"""

import numpy as np
from msgspec import Struct

from softsell.advise.catalogue import Attribute, Catalogue, Column, Facet, Floats, Mask, Words, choices_of
from softsell.advise.choosing.belief import DONT, EPS, Rows, certainty, draw, information, sampling_error
from softsell.advise.choosing.outcome import BUYERS, Asked, lifts
from softsell.advise.shelves.index import ELSEWHERE, Codes
from softsell.advise.wishes import FREE, Need, Wish, ceiling, fit, table_of, wishes

LEAST_GAIN = 0.3  # bits
ENOUGH_MASS = 0.8  # of the three likeliest
FEW = 3  # candidates
STILL_IN = 0.1  # of the likeliest one's belief: who still counts as a candidate
IN_CART, LOOKED, LOOKED_KIND, GONE = 2.0, 2.0, 3.0, 0.1  # prior weights
SAME_KIND = 0.95  # the belief in the kinds of the cart together, however many others the shop has
FOR_WHOM = frozenset({"fit_for", "age_group", "gender"})  # facets that say whom a thing is for
OTHERS = 0.15  # what is for other people than the thing in the cart is taken to be meant so much less
FIRM = ("budget", "category")  # wishes that never give way
TINY = 1e-9
MANY_CHOICES = 4  # more to read than this costs a little each
SELDOM = 0.01  # an answer that fewer of those in question would give is not offered among many
EXACT, DRAWN = 16_384, 8_192  # products that are all counted at first sight; how many are drawn of more
FINALISTS = 4  # facets that are counted exactly and judged by outcome
A_BIT = 0.1  # of trouble in asking weighs as much as this chance to show something that suits

CATEGORY_QUESTION: Words = {"en": "What kind of thing would help you?", "is": "Hvers konar vara myndi nýtast þér?"}


class Question(Struct, frozen=True):
    """The one question worth asking: `id` is "need:<facet>", `choices` are (id, label by language) quick answers.

    `gain` is the expected information in bits, `cost` the trouble of answering in bits, `lift` the expected rise in the
    chance that what would be shown holds something that is accepted. `alternatives`: the other facets that could have
    been asked with their gains, best first; those beyond the first few may be off by `within` bits.
    """

    id: str
    facet: str
    text: Words
    choices: tuple[tuple[str, Words], ...]
    gain: float
    cost: float
    alternatives: tuple[tuple[str, float], ...] = ()
    lift: float = 0.0
    within: float = 0.0


class _Candidate(Struct, frozen=True, eq=False):
    """A facet that can be asked about: the quick answers worth offering (their places), what it tells, and its trouble."""

    facet: Facet
    column: Column
    answers: Codes
    says: Floats
    bits: float

    @property
    def cost(self) -> float:
        return self.facet.cost + 0.02 * max(0, len(self.answers) - MANY_CHOICES)

    @property
    def net(self) -> float:
        return self.bits - self.cost


def posterior(
    catalogue: Catalogue,
    needs: tuple[Need, ...],
    cart: tuple[str, ...] = (),
    looked: tuple[str, ...] = (),
    *,
    eps: float = EPS,
) -> Floats:
    """P(this is the product that fits) for every product, in catalogue order; sums to 1 (empty for an empty shop)."""
    stand = wishes(catalogue, needs)
    belief = prior(catalogue, stand, cart, looked)
    for wish in stand:
        belief *= likelihood(catalogue, wish, eps)
    if stand:
        belief /= belief.sum()  # no likelihood is nought
    return belief


def prior(catalogue: Catalogue, stand: tuple[Wish, ...], cart: tuple[str, ...], looked: tuple[str, ...]) -> Floats:
    """The belief before anything was said: what is in stock, what lies in the cart, what was looked at, and their kinds."""
    if len(catalogue.products) == 0:
        return np.zeros(0)
    weight = np.where(catalogue.stocked, 1.0, GONE)
    for ids, own in ((cart, IN_CART), (looked, LOOKED)):
        weight[[catalogue.rows[one] for one in dict.fromkeys(ids) if one in catalogue.rows]] *= own
    if looked and not any(wish.facet == "category" and wish.wanted for wish in stand):
        kinds = np.ones(len(catalogue.kind_names))
        kinds[[catalogue.kinds[catalogue.rows[one]] for one in looked if one in catalogue.rows]] = LOOKED_KIND
        weight *= kinds[catalogue.kinds]
    if assumed := cart_kinds(catalogue, stand, cart):
        same = np.array([name in assumed for name in catalogue.kind_names])[catalogue.kinds]
        weight[same] *= (
            SAME_KIND / (1 - SAME_KIND) * weight[~same].sum() / weight[same].sum() if not same.all() else 1.0
        )
    weight[for_others(catalogue, stand, cart)] *= OTHERS
    return np.asarray(weight / weight.sum())


def for_others(catalogue: Catalogue, stand: tuple[Wish, ...], cart: tuple[str, ...]) -> Mask:
    """Who is known to be for other people than what lies in the cart, where nothing was said of that."""
    found, said = np.zeros(len(catalogue.products), np.bool_), {wish.facet for wish in stand}
    held = [one for one in map(catalogue.get, cart) if one is not None]
    for facet in catalogue.facets.values() if held else ():
        if facet.id in said or not {facet.id, facet.attribute} & FOR_WHOM or facet.kind not in ("choice", "many"):
            continue
        column = catalogue.columns[facet.id]
        theirs = [value for one in held for value in _values(one.attributes.get(facet.id))]
        if theirs:
            same = np.logical_or.reduce([column.held(value) for value in theirs])
            same[0] = True  # unknown
            found |= ~np.repeat(same, 2)[column.codes]
    return found


def _values(attribute: Attribute | None) -> tuple[str, ...]:
    return attribute if isinstance(attribute, tuple) else (attribute,) if isinstance(attribute, str) else ()


def cart_kinds(catalogue: Catalogue, stand: tuple[Wish, ...], cart: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds in the cart to which everything said applies; none when a kind was named or the words point away."""
    if any(wish.facet == "category" and wish.wanted for wish in stand):
        return ()
    kinds = dict.fromkeys(catalogue.kind(catalogue.rows[one]) for one in cart if one in catalogue.rows)
    facets = [catalogue.facets[wish.facet] for wish in stand if wish.facet not in FIRM]
    return tuple(kind for kind in kinds if all(not facet.categories or kind in facet.categories for facet in facets))


def likelihood(catalogue: Catalogue, wish: Wish, eps: float = EPS) -> Floats:
    """P(the buyer says this | this product is the one), up to a factor, for every product."""
    if wish.facet in FIRM:
        return np.where(fit(catalogue, wish)[0], 1.0, TINY)
    column = catalogue.columns[wish.facet]
    table = table_of(catalogue, wish)
    if table is None:
        meets, known = fit(catalogue, wish)
        unknown = _unknown(int(meets.sum()), int(known.sum()), eps)
        return np.where(known, np.where(meets, 1 - eps, eps), unknown[column.codes & 1])
    counts = column.counts.reshape(-1, 2).sum(axis=1)
    by_code = np.repeat(np.where(table, 1 - eps, eps), 2)
    by_code[:2] = _unknown(int(counts[table].sum()), int(counts[1:].sum()), eps)
    return np.asarray(by_code[column.codes])


def _unknown(meets: int, known: int, eps: float) -> Floats:
    """The likelihood where the attribute is unknown: (of a kind that cannot have it, of one that can)."""
    share = meets / known if known else 0.5
    spread = share * (1 - eps) + (1 - share) * eps
    # Whoever names a trait that a kind of product cannot have is hardly looking for that kind.
    return np.array([max(eps, ELSEWHERE * spread), spread])


def next_question(
    catalogue: Catalogue,
    needs: tuple[Need, ...],
    *,
    asked: tuple[str, ...] = (),
    cart: tuple[str, ...] = (),
    looked: tuple[str, ...] = (),
    most: int = 3,
) -> Question | None:
    """The question that helps most, or None when asking would not help enough (rule 3).

    `asked` are question ids or facets, answered or not.
    """
    if len(asked) >= most or not len(catalogue.products):
        return None
    belief = posterior(catalogue, needs, cart, looked)
    if settled(belief):
        return None
    known = {need.facet for need in needs} | {one.removeprefix("need:") for one in asked}
    drawn = draw(belief, DRAWN if len(belief) > EXACT else BUYERS)
    ranked = _ranked(catalogue, belief, cart, known, drawn)
    finalists = [one for one in ranked[:FINALISTS] if one.net >= LEAST_GAIN]
    if not finalists:
        return None
    raised = lifts(drawn, [Asked(one.column.codes, one.column.accepts[:, one.answers], one.says) for one in finalists])
    best = max(range(len(finalists)), key=lambda n: (raised[n] - A_BIT * finalists[n].cost, -n))
    one = finalists[best]
    choices = choices_of(one.facet)
    return Question(
        id=f"need:{one.facet.id}", facet=one.facet.id, text=one.facet.question, gain=round(one.bits, 4),
        cost=round(one.cost, 4), choices=tuple((choices[n].id, choices[n].label) for n in one.answers),
        alternatives=tuple((other.facet.id, round(other.bits, 4)) for other in ranked if other is not one),
        lift=round(raised[best], 4), within=round(sampling_error(DRAWN), 4) if len(belief) > EXACT else 0.0,
    )  # fmt: skip


def _ranked(
    catalogue: Catalogue, belief: Floats, cart: tuple[str, ...], known: set[str], drawn: Rows
) -> list[_Candidate]:
    """What can be asked, by bits less cost; the first FINALISTS exact, of many products the others from the draw."""
    some = drawn if len(belief) > EXACT else None
    found: list[_Candidate] = []
    for facet, column in _askable(catalogue, cart):
        if facet.id in known or not facet.question or not column.accepts.shape[1]:
            continue
        weights = _weights(belief, column, None if facet.id == "category" else some)  # the bound is not for kinds
        if weights[1::2].sum() >= 0.5:
            found.append(_candidate(facet, column, weights))
    found.sort(key=lambda one: (-one.net, one.facet.id))
    if some is None:
        return found
    exact = [_candidate(one.facet, one.column, _weights(belief, one.column, None)) for one in found[:FINALISTS]]
    exact.sort(key=lambda one: (-one.net, one.facet.id))
    return exact + found[FINALISTS:]


def _candidate(facet: Facet, column: Column, weights: Floats) -> _Candidate:
    """The question with the answers that somebody may still give: of many only those (rule 4)."""
    many = column.accepts.shape[1]
    answers, says, tells = np.arange(many), column.says, column.tells
    if many > MANY_CHOICES:
        held = weights[3::2] @ column.accepts[1:]
        answers = np.flatnonzero(held >= SELDOM * weights[3::2].sum())
        if len(answers) < many:
            says = says[:, answers]
            says = says * (column.says.sum(axis=1) / says.sum(axis=1))[:, None]
            tells = certainty(says)
    bits = float(information(weights, says, tells)) if len(answers) > 1 else 0.0
    return _Candidate(facet, column, answers, says, bits)


def _weights(belief: Floats, column: Column, rows: Rows | None) -> Floats:
    """The belief in every code of a column; of a draw where there is one."""
    size = len(column.counts)
    if rows is not None:
        return np.asarray(np.bincount(column.codes.take(rows), minlength=size) / len(rows))
    return np.asarray(np.bincount(column.codes, weights=belief, minlength=size), np.float64)


def settled(belief: Floats) -> bool:
    """Whether the belief is sharp enough to show something: three hold 0.8 of it, or three or fewer are left."""
    top = float(belief.max())
    if np.count_nonzero(belief >= STILL_IN * top) <= FEW:
        return True
    if FEW * top < ENOUGH_MASS:
        return False
    return float(np.partition(belief, -FEW)[-FEW:].sum()) >= ENOUGH_MASS


def _askable(catalogue: Catalogue, cart: tuple[str, ...]) -> list[tuple[Facet, Column]]:
    found = [(facet, catalogue.columns[name]) for name, facet in catalogue.facets.items()]
    kind = catalogue.kind_column
    if "category" in catalogue.facets or len(kind.choice) < 2 or any(one in catalogue.rows for one in cart):
        return found
    facet = Facet(
        id="category", kind="choice", label={}, question=CATEGORY_QUESTION, choices=tuple(kind.choice.values())
    )
    return [*found, (facet, kind)]


def gain(belief: Floats, column: Column) -> float:
    """What asking about a facet would tell, in bits, exactly. Never below nought."""
    return float(information(_weights(belief, column, None), column.says))


__all__ = [
    "DONT", "EPS", "FREE", "Need", "Question", "ceiling", "gain", "likelihood", "next_question", "posterior", "prior",
    "settled",
]  # fmt: skip
