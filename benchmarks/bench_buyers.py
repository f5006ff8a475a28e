"""Simulated buyers with hidden needs: do they find, within three questions and three products, one that they would accept?

Protocol
1. Buyers (`hidden`): a kind of product, one to four quick answers that matter and a ceiling, drawn by a seed about products
   that are in stock; 45 % begin with another product of the kind in the cart, 40 % with words (English, in the sample shop
   Icelandic too) that `understand` has to read, 15 % with nothing; half of them say their ceiling at the beginning. They
   answer truthfully, one time in ten with "don't know", with "don't mind" where it does not matter; row `wrong`: 5 % of
   the answers are wrong; row `two_questions`: two are asked, as by mail. Found: one of the three shown is accepted.
2. Shops: `demo`, the sample shop; `tau`, the catalogue of tau-bench-retail (50 kinds, each variant a product of its own),
   written as a table, read by `softsell import`, with the questions and quick answers that the shop would write where the
   import has none; `tau_import` as the import leaves it. That data is not ours and lies outside the repository.
3. Peers, same buyers, same run, same offer: always the question of most bits, a fixed order, any.
4. `core`: the same buyers through `core.step`, from the first event to the offer, as on the page.
5. Of everything shown is counted: dearer than a stated ceiling; out of stock; reasons that do not hold, which is one about
   a facet that the buyer said nothing of, one that the product's own attribute does not meet, or one without which the
   first 64 products stand in the same order. All have to be nought.
   Nothing was chosen on these seeds.
"""

import csv
import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import common
import hidden
from hidden import ASKERS, Buyer, Picker

from softsell import load
from softsell.advise.catalogue import Catalogue, Product, choices_of
from softsell.advise.needs import Need, next_question
from softsell.advise.offer import offer, ranking
from softsell.advise.wishes import FREE
from softsell.core import events as ev
from softsell.core.effects import Say
from softsell.core.scene import product_needs
from softsell.core.shop import Policy, Shop
from softsell.core.shopper import new
from softsell.core.step import step
from softsell.intake.run import Options, bring_in
from softsell.values import Suggestion, Suggestions

TAU = Path(__file__).resolve().parents[2] / "shared" / "data" / "tau-bench-retail" / "products.json"
NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
SEED, HEADS = 20_260, 64
COUNTS = ("over_ceiling", "out_of_stock", "reasons", "reasons_untrue")


def table(path: Path) -> None:
    """The variants of tau-bench-retail as a shop's table: a row each, an option a column."""
    rows = [
        {
            "id": one["item_id"], "title": ", ".join((kind["name"], *one["options"].values())),
            "price": f"{one['price']:.2f} USD", "availability": "in stock" if one["available"] else "out of stock",
            "product_type": kind["name"], **one["options"],
        }
        for kind in json.loads(TAU.read_text()).values()
        for one in kind["variants"].values()
    ]  # fmt: skip
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)


def imported(home: Path) -> tuple[Catalogue, Catalogue]:
    """The catalogue as the import makes it, and with the questions that the shop writes into its head."""
    source, made, edited = home / "tau.csv", home / "tau.json", home / "edited.json"
    table(source)
    done = bring_in(source, made, load.question_bank(), Options(now=NOW, lang="en"))
    if done.left_out or done.troubles:
        raise RuntimeError(f"the import left out {done.left_out}, {done.troubles} troubles")
    whole = json.loads(made.read_text())
    for facet in whole["facets"]:
        facet.setdefault("question", {"en": f"Which {facet['label']['en']} would suit you?"})
        if any(one["id"] == "other_values" for one in facet.get("choices", ())):
            del facet["choices"]  # each value is an answer of its own
    edited.write_text(json.dumps(whole))
    return load.read_catalogue(made), load.read_catalogue(edited)


def talk(
    catalogue: Catalogue, buyer: Buyer, pick: Picker, dice: random.Random, most: int, wrong: float
) -> tuple[tuple[Suggestion, ...], tuple[Need, ...], int]:
    """One conversation in the room alone: what was shown, all that was said, and how many questions it took."""
    needs, asked = hidden.heard(catalogue, buyer), ()
    while len(asked) < most:
        question = next_question(catalogue, needs, asked=asked, cart=buyer.cart, most=most)
        if question is None:
            break
        facet = pick(catalogue, question, dice)
        asked = (*asked, facet)
        offered = tuple(id_ for id_, _ in question.choices) if facet == question.facet else _choices(catalogue, facet)
        said = hidden.reply(buyer, facet, offered, dice, wrong)
        needs = (*needs, Need(facet, said, len(asked) + 1, said))
    return offer(catalogue, needs, lang=buyer.lang, cart=buyer.cart).suggestions, needs, len(asked)


def _choices(catalogue: Catalogue, facet: str) -> tuple[str, ...]:
    own = catalogue.facets.get(facet)
    return tuple(one.id for one in choices_of(own)) if own else tuple(catalogue.kind_column.choice)


def through_core(shop: Shop, buyer: Buyer, dice: random.Random) -> tuple[tuple[Suggestion, ...], tuple[Need, ...], int]:
    """The same through the core: events in, effects out, until something is shown or twelve turns have passed."""
    shopper, asked, said = new(f"{shop.id}:{buyer.n}"), 0, None
    named = ev.Identified(id="0", at=NOW, language=buyer.lang)
    shopper, _ = step(shop, shopper, named, NOW)
    for product in buyer.cart:
        added = ev.Added(id="1", at=NOW, line=ev.Line(product), cart_id="c")
        shopper, _ = step(shop, shopper, added, NOW)
    event: ev.Event | None = ev.Said(id="2", at=NOW, text=_opening(shop.catalogue, buyer))
    for turn in range(12):
        if event is None:
            break
        shopper, effects = step(shop, shopper, event, NOW)
        said = next((one for one in effects if isinstance(one, Say)), None)
        if said is None or _shown(said):
            break
        asked += said.question.startswith("need:")
        event = _answer(shop.catalogue, buyer, said, dice, f"a{turn}")
    needs = product_needs(shopper.conversation.needs) if shopper.conversation else ()
    return _shown(said) if said else (), needs, asked


def _opening(catalogue: Catalogue, buyer: Buyer) -> str:
    if buyer.words:
        return buyer.words
    money = hidden.most_words(catalogue.products[0].currency, buyer.ceiling, buyer.lang) if buyer.told else ""
    ask = {"en": "Can you recommend something{}?", "is": "Geturðu mælt með einhverju{}?"}[buyer.lang]
    return ask.format(money)


def _answer(catalogue: Catalogue, buyer: Buyer, said: Say, dice: random.Random, id_: str) -> ev.Event | None:
    offered = tuple(one.id for one in said.choices)
    if said.question == "need:open":
        return ev.Said(id=id_, at=NOW, text=hidden.kind_words(catalogue, buyer))
    if said.question.startswith("need:"):
        facet = said.question.removeprefix("need:")
        choice = hidden.reply(buyer, facet, tuple(one for one in offered if one not in (*FREE, "show")), dice, 0.0)
        return ev.Answered(id=id_, at=NOW, question=said.question, choice=choice)
    if said.question == "permission":
        return ev.Answered(id=id_, at=NOW, question="permission", choice="yes")
    return None


def _shown(said: Say) -> tuple[Suggestion, ...]:
    slots = [slot for meaning in said.meanings for slot in meaning.slots.values()]
    return next((slot.suggestions for slot in slots if isinstance(slot, Suggestions)), ())


def untrue(
    catalogue: Catalogue, buyer: Buyer, needs: tuple[Need, ...], order: tuple[str, ...], product: Product, facet: str
) -> bool:
    """Whether a reason does not hold (protocol, 5)."""
    said = [need for need in needs if need.facet == facet and need.value not in FREE]
    if not said or not any(_true(catalogue, need, product) for need in said):
        return True
    rest = tuple(need for need in needs if need.facet != facet)
    return ranking(catalogue, rest, buyer.cart)[:HEADS] == order


def _true(catalogue: Catalogue, need: Need, product: Product) -> bool:
    if need.facet == "budget":
        return product.price <= float(need.value)
    if need.facet == "category":
        return product.category == need.value
    facet, value = catalogue.facets[need.facet], product.attributes.get(need.facet)
    held = value if isinstance(value, tuple) else ("yes" if value else "no",) if isinstance(value, bool) else (value,)
    own = need.value in held  # words name a value, the page a quick answer
    met = own or any(one.id == need.value and hidden.meets(facet, one, product) for one in choices_of(facet))
    return met == need.wanted and value is not None


def figures_of(catalogue: Catalogue, some: list[Buyer], told: list[tuple[Any, ...]]) -> dict[str, Any]:
    """The share that found something, with Wilson's interval, and what must not be."""
    found, asked, counts = 0, 0, dict.fromkeys(COUNTS, 0)
    for buyer, (shown, needs, questions) in zip(some, told, strict=True):
        products = [catalogue.products[catalogue.rows[one.item.product_id]] for one in shown]
        found += any(hidden.accepts(catalogue, buyer, one) for one in products[:3])
        asked += questions
        ceilings = [float(need.value) for need in needs if need.facet == "budget"]
        order = ranking(catalogue, needs, buyer.cart)[:HEADS]
        for one, product in zip(shown, products, strict=True):
            counts["over_ceiling"] += bool(ceilings) and product.price > min(ceilings)
            counts["out_of_stock"] += product.stock == 0
            counts["reasons"] += len(one.reasons)
            counts["reasons_untrue"] += sum(
                untrue(catalogue, buyer, needs, order, product, reason.facet) for reason in one.reasons
            )
    low, high = common.wilson(found, len(some))
    share = {"n": len(some), "found": round(found / len(some), 4), "low": round(low, 4), "high": round(high, 4)}
    return {**share, "questions": round(asked / len(some), 2), **counts}


def rows(name: str, catalogue: Catalogue, langs: tuple[str, ...], count: int, seed: int, **more: Any) -> dict[str, Any]:
    """Every row of one shop."""
    some, found = hidden.buyers(catalogue, count, seed, langs, **more), {}
    ways = [(asker, pick, 3, 0.0) for asker, pick in ASKERS.items()]
    ways += [("wrong", hidden.own, 3, 0.05), ("two_questions", hidden.own, 2, 0.0)]
    for row, pick, most, wrong in ways:
        told = [talk(catalogue, one, pick, random.Random(f"{seed}:{one.n}"), most, wrong) for one in some]
        found[row] = figures_of(catalogue, some, told)
        common.say(f"{name}, {row}: {found[row]}")
    knowledge = load.read_knowledge(load.sample_folder() / "knowledge.json")
    shop = Shop(name, Policy(currency=catalogue.products[0].currency), catalogue, knowledge)
    few = some[: max(1, count // 3)]
    found["core"] = figures_of(
        catalogue, few, [through_core(shop, one, random.Random(f"{seed}:{one.n}")) for one in few]
    )
    common.say(f"{name}, core: {found['core']}")
    return found


def main() -> None:
    given, before = common.arguments(__doc__ or "", repeats=1), common.machine()
    count = 12 if given.quick else 4_000 if given.full else 1_000
    demo = load.read_catalogue(load.sample_folder() / "catalogue.json")
    figures: dict[str, Any] = {"data": TAU.exists(), "demo": rows("demo", demo, ("en", "is"), count, SEED)}
    if TAU.exists():
        with common.folder() as home:
            bare, asked = imported(home)
            figures["tau"] = rows("tau", asked, ("en",), count, SEED)
            figures["tau_import"] = rows("tau_import", bare, ("en",), count, SEED, asked_only=False)
    common.report("buyers", given, figures, before)


if __name__ == "__main__":
    main()
