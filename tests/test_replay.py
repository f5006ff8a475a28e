"""A log on a virtual clock: what would have been asked, exactly when, and why not."""

import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from top_world import SHOP, installation, new_url

from softsell import load, store
from softsell.cli import main
from softsell.core import events as ev
from softsell.core.effects import Ask
from softsell.core.identity import Arrival
from softsell.core.outreach import last_look
from softsell.core.shop import Shop
from softsell.core.shopper import encode
from softsell.demo import month
from softsell.demo.buyers import buyer, life
from softsell.replay import Memory, replay
from softsell.store import history
from softsell.worker import Runtime

SHARED = Path(os.environ.get("SOFTSELL_SHARED") or Path(__file__).parents[1].parent / "shared")
OTTO = SHARED / "data" / "otto-sample" / "train.jsonl"
MONDAY = "2026-06-01T14:00:00Z"
MORNING = "2026-06-03T09:30:00Z"  # the local morning after a day has passed since Monday at two
Call = dict[str, Any]


def call(kind: str, at: str, user: str = "7", **fields: Any) -> Call:
    """A call that arrived when it happened."""
    who = {"anonymousId": user[1:]} if user.startswith("~") else {"userId": user}
    made = {"type": kind, **who, "timestamp": at, "receivedAt": at, **fields}
    return made | {"messageId": fields.get("messageId", sha256(json.dumps(made, sort_keys=True).encode()).hexdigest())}


def told(at: str = MONDAY, user: str = "7", consent: Any = True, **traits: Any) -> Call:
    known = {"email": f"{user.strip('~')}@mail.is"} | ({} if consent is None else {"marketing_consent": consent})
    return call("identify", at, user, traits=known | traits)


def track(event: str, at: str, user: str = "7", **properties: Any) -> Call:
    context = properties.pop("context", {})
    return call("track", at, user, event=event, properties=properties, context=context)


def added(product: str = "socks", at: str = MONDAY, user: str = "7", cart: str = "c1", **more: Any) -> Call:
    line = {"cart_id": cart, "product_id": product, "name": product, "price": 2990, "quantity": 1}
    return track("Product Added", at, user, **line, **more)


def ordered(*products: str, at: str, user: str = "7", number: str = "o1", **more: Any) -> Call:
    lines = [{"product_id": product, "price": 2990, "quantity": 1} for product in products]
    return track("Order Completed", at, user, order_id=number, total=2990, products=lines, **more)


def lines_of(folder: Path, calls: list[Call], *words: str, holdout: str = "0") -> list[Call]:
    """What `softsell replay --json` says: a line for each episode, and the summary."""
    log = folder / "log.jsonl"
    log.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in calls), "utf-8")
    done = CliRunner().invoke(main, ["replay", str(log), "--holdout", holdout, "--json", *words])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.output.splitlines()]


def became(folder: Path, *calls: Call, words: tuple[str, ...] = (), holdout: str = "0") -> list[tuple[Any, ...]]:
    """(shopper, cart, outcome, at, reason, products) of every episode, by shopper and cart."""
    *episodes, summary = lines_of(folder, list(calls), *words, holdout=holdout)
    assert summary["episodes"] == len(episodes)
    names = ("shopper", "cart_id", "outcome", "at", "reason", "products")
    assert all(tuple(one) == names for one in episodes)
    return sorted(tuple(one[name] for name in names) for one in episodes)


def test_a_cart_is_asked_about_in_the_local_morning_after_a_day(tmp_path: Path) -> None:
    assert became(tmp_path, told(), added()) == [("7", "c1", "asked", MORNING, "consent", ["socks"])]


def test_the_summary_counts_everything(tmp_path: Path) -> None:
    calls = [told(), added(), added(user="8"), {"type": "track"}, told(user="9", consent=False), added(user="9")]
    summary = lines_of(tmp_path, calls)[-1]
    assert summary == {
        "events": 5, "episodes": 3, "asked": 1, "held_out": 0, "not_asked": {"no_address": 1, "no_basis": 1}, "dropped": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("consent", "outcome", "reason"),
    [
        (True, "asked", "consent"),
        (False, "not_asked", "no_basis"),
        (None, "not_asked", "no_basis"),
        ({"basis": "consent", "text": "Ég vil fá bréf", "at": MONDAY, "source": "checkout"}, "asked", "consent"),
        ({"basis": "soft_optin", "at": MONDAY, "source": "sale"}, "asked", "soft_optin"),
        ({"basis": "withdrawn", "at": MONDAY}, "not_asked", "no_basis"),
    ],
)
def test_consent_decides(tmp_path: Path, consent: Any, outcome: str, reason: str) -> None:
    assert became(tmp_path, told(consent=consent), added()) == [("7", "c1", outcome, MORNING, reason, ["socks"])]


def test_a_customer_may_be_asked_softly_where_the_shop_lets_them_object(tmp_path: Path) -> None:
    softly = ("--soft-optin",)
    asked, left = ("asked", MORNING, "soft_optin"), ("not_asked", MORNING, "no_basis")
    customer = (told(consent=None, customer=True), added())
    assert became(tmp_path, *customer, words=softly)[0][2:5] == asked
    assert became(tmp_path, *customer)[0][2:5] == left, (
        "a sale alone is no ground: the shop must say that it lets them object"
    )
    assert became(tmp_path, told(consent=False, customer=True), added(), words=softly)[0][2:5] == left
    first = ordered("hat", at="2026-05-01T12:00:00Z")
    assert became(tmp_path, first, told(consent=None), added(), words=softly)[0][2:5] == asked


def test_the_later_consent_holds(tmp_path: Path) -> None:
    later = told("2026-06-02T08:00:00Z", consent=False)
    assert became(tmp_path, told(), added(), later)[0][2:5] == ("not_asked", MORNING, "no_basis")


def test_nobody_is_asked_without_an_address(tmp_path: Path) -> None:
    calls = (added(user="8"), added(user="~device"), call("identify", MONDAY, "8", traits={"marketing_consent": True}))
    assert became(tmp_path, *calls) == [
        ("8", "c1", "not_asked", MORNING, "no_address", ["socks"]),
        ("device", "c1", "not_asked", MORNING, "no_address", ["socks"]),
    ]


def test_machines_and_test_addresses_are_not_asked(tmp_path: Path) -> None:
    agent = {"userAgent": "Mozilla/5.0 HeadlessChrome/126.0"}
    calls = (told(), added(context=agent), told(user="8", email="eight@example.com"), added(user="8"))
    assert [one[2:5] for one in became(tmp_path, *calls)] == [
        ("not_asked", MORNING, "bot"),
        ("not_asked", MORNING, "test_address"),
    ]


def test_a_bought_cart_is_never_asked_about(tmp_path: Path) -> None:
    order = ordered("socks", at="2026-06-01T16:00:00Z")
    assert became(tmp_path, told(), added(), order) == [
        ("7", "c1", "not_asked", "2026-06-01T16:00:00Z", "bought", ["socks"])
    ]


def test_an_order_without_lines_buys_every_earlier_cart(tmp_path: Path) -> None:
    order = track("Order Completed", "2026-06-01T16:00:00Z", order_id="o1", total=2990)
    assert became(tmp_path, told(), added(), order)[0][2:5] == ("not_asked", "2026-06-01T16:00:00Z", "bought")


def test_a_cart_that_is_told_of_after_its_order_was_bought(tmp_path: Path) -> None:
    late = [added(p) | {"receivedAt": "2026-06-01T17:00:00Z"} for p in ("socks", "hat")]
    order = ordered("socks", "hat", at="2026-06-01T16:00:00Z")
    assert became(tmp_path, told(), order, *late) == [
        ("7", "c1", "not_asked", "2026-06-01T17:00:00Z", "bought", ["hat", "socks"])
    ]
    some = became(tmp_path, told(), added(), order, late[1])
    assert some == [("7", "c1", "not_asked", "2026-06-01T16:00:00Z", "bought", ["socks"])], "told of once"


def test_what_was_bought_before_is_a_new_cart_when_it_is_added_again(tmp_path: Path) -> None:
    order = ordered("socks", at="2026-06-01T10:00:00Z")
    assert became(tmp_path, told(), order, added())[0][2:5] == ("asked", MORNING, "consent")


def test_of_a_cart_bought_in_part_only_the_rest_is_named(tmp_path: Path) -> None:
    order = ordered("socks", at="2026-06-01T15:00:00Z")
    calls = (told(), added("socks"), added("hat"), order)
    assert became(tmp_path, *calls) == [("7", "c1", "asked", MORNING, "consent", ["hat"])]


def test_an_order_after_the_letter_leaves_it_asked(tmp_path: Path) -> None:
    order = ordered("socks", at="2026-06-04T10:00:00Z")
    assert became(tmp_path, told(), added(), order) == [("7", "c1", "asked", MORNING, "consent", ["socks"])]


@pytest.mark.parametrize("known", [True, False], ids=["a login", "an address that was merely typed"])
def test_an_order_by_another_device_with_the_same_address_counts(tmp_path: Path, known: bool) -> None:
    user = "7" if known else "~phone"
    calls = (
        told(user=user, email="anna@mail.is"),
        added(user=user),
        ordered("socks", at="2026-06-01T16:00:00Z", user="~desktop", email="Anna@mail.is"),
    )
    at = "2026-06-01T16:00:00Z" if known else MORNING  # typed: nothing is joined, and the last look finds the order
    assert became(tmp_path, *calls) == [(user.strip("~"), "c1", "not_asked", at, "bought", ["socks"])]


def test_two_keys_with_one_address_share_the_caps(tmp_path: Path) -> None:
    calls = [told(user=u, email="anna@mail.is") for u in ("~one", "~two")] + [
        added(user="~one", cart="a"),
        added(user="~two", cart="b", at="2026-06-01T15:00:00Z"),
    ]
    found = became(tmp_path, *calls)
    assert [(one[0], one[2]) for one in found] == [("one", "asked"), ("two", "asked")]
    assert sorted(one[3] for one in found) == [MORNING, "2026-06-04T09:30:00Z"]


def test_a_no_of_one_device_holds_for_the_address(tmp_path: Path) -> None:
    calls = [told(user=u, email="anna@mail.is") for u in ("~one", "~two")]
    calls += [added(user="~two"), track("Unsubscribed", "2026-06-01T18:00:00Z", "~one")]
    assert became(tmp_path, *calls)[0][:5] == ("two", "c1", "not_asked", MORNING, "suppressed")


def test_a_visitor_who_logs_in_has_one_episode_under_the_shops_own_name(tmp_path: Path) -> None:
    both = {"anonymousId": "device", "timestamp": "2026-06-01T14:10:00Z", "receivedAt": "2026-06-01T14:10:00Z"}
    login = told("2026-06-01T14:10:00Z") | both
    calls = (added(user="~device", cart=""), login, added("hat", "2026-06-01T14:20:00Z", cart=""))
    assert became(tmp_path, *calls) == [("7", "-", "asked", MORNING, "consent", ["hat", "socks"])]


def test_of_two_carts_the_newer_one_is_asked_about(tmp_path: Path) -> None:
    newer = added("hat", "2026-06-01T15:00:00Z", cart="c2")
    assert became(tmp_path, told(), added(), newer) == [
        ("7", "c1", "not_asked", "2026-06-01T15:00:00Z", "newer_cart", ["socks"]),
        ("7", "c2", "asked", MORNING, "consent", ["hat"]),
    ]


def test_a_cart_that_was_emptied_is_not_asked_about(tmp_path: Path) -> None:
    gone = track("Product Removed", "2026-06-01T15:00:00Z", cart_id="c1", product_id="socks", quantity=1)
    assert became(tmp_path, told(), added(), gone)[0][2:5] == ("not_asked", "2026-06-01T15:00:00Z", "empty")


def test_a_cancelled_order_bought_nothing(tmp_path: Path) -> None:
    order, back = (
        ordered("socks", at="2026-06-01T15:00:00Z"),
        track("Order Cancelled", "2026-06-01T16:00:00Z", order_id="o1"),
    )
    found = became(tmp_path, told(), added(), order, back)
    assert [one[2:5] for one in found] == [
        ("asked", MORNING, "consent"),
        ("not_asked", "2026-06-01T15:00:00Z", "bought"),
    ], "it was bought, and stands again"


def test_an_unsubscription_ends_it(tmp_path: Path) -> None:
    stop = track("Unsubscribed", "2026-06-02T09:00:00Z")
    assert became(tmp_path, told(), added(), stop)[0][2:5] == ("not_asked", MORNING, "stopped")


@pytest.mark.parametrize(
    ("failed", "at"),
    [
        ("2026-06-01T14:30:00Z", "2026-06-01T15:30:00Z"),  # an hour later
        ("2026-06-01T19:30:00Z", "2026-06-02T09:00:00Z"),  # at night: when letters may come again
    ],
)
def test_a_refused_payment_is_helped_with_sooner(tmp_path: Path, failed: str, at: str) -> None:
    refusal = track("Payment Failed", failed, cart_id="c1", reason="declined")
    assert became(tmp_path, told(), added(), refusal)[0][2:5] == ("asked", at, "consent")
    assert became(tmp_path, told(consent=None), added(), refusal)[0][2:5] == ("asked", at, "service_error")
    held = became(tmp_path, told(), added(), refusal, holdout="1")
    assert held[0][2] == "asked", "help with a fault is not held out"


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        ("2026-06-01T09:30:00Z", "2026-06-02T09:30:00Z"),
        ("2026-06-01T09:31:00Z", "2026-06-03T09:30:00Z"),
        ("2026-06-05T14:00:00Z", "2026-06-08T09:30:00Z"),  # Friday: not on Sunday
        ("2026-06-15T14:00:00Z", "2026-06-18T09:30:00Z"),  # not on the seventeenth of June
        ("2026-12-22T14:00:00Z", "2026-12-24T09:30:00Z"),
        ("2026-12-23T14:00:00Z", "2026-12-28T09:30:00Z"),  # not at Christmas, nor on the Sunday after it
    ],
)
def test_nobody_is_written_to_on_sundays_and_public_holidays(tmp_path: Path, left: str, asked: str) -> None:
    assert became(tmp_path, told(left), added(at=left))[0][2:4] == ("asked", asked)


@pytest.mark.parametrize(
    ("zone", "country", "left", "asked"),
    [
        ("America/New_York", "US", "2026-03-04T15:00:00Z", "2026-03-06T14:30:00Z"),
        ("America/New_York", "US", "2026-03-06T15:00:00Z", "2026-03-09T13:30:00Z"),  # the clocks went forward between
        ("Europe/London", "GB", "2026-10-23T12:00:00Z", "2026-10-26T09:30:00Z"),  # and back
        ("Asia/Kolkata", "IN", "2026-06-01T03:00:00Z", "2026-06-02T04:00:00Z"),
    ],
)
def test_the_morning_is_the_shops_own(tmp_path: Path, zone: str, country: str, left: str, asked: str) -> None:
    words = ("--timezone", zone, "--country", country)
    assert became(tmp_path, told(left), added(at=left), words=words)[0][2:4] == ("asked", asked)


def test_the_morning_is_the_shoppers_where_the_shop_told(tmp_path: Path) -> None:
    mine = told(timezone="America/New_York")
    assert became(tmp_path, mine, added())[0][2:4] == ("asked", "2026-06-03T13:30:00Z")
    early = "2026-06-01T13:00:00Z"  # nine in the morning there
    assert became(tmp_path, told(early, timezone="America/New_York"), added(at=early))[0][3] == "2026-06-02T13:30:00Z"


def test_no_more_than_two_letters_a_week(tmp_path: Path) -> None:
    stamps = (MONDAY, "2026-06-03T10:00:00Z", "2026-06-05T10:00:00Z")
    calls = [told()] + [added(f"p{n}", at, cart=f"c{n}") for n, at in enumerate(stamps)]
    for n, at in enumerate(stamps[1:]):  # each earlier cart is bought, so that only the newest stands
        calls.append(ordered(f"p{n}", at=at.replace("10:00", "09:59"), number=f"o{n}"))
    assert [one[2:4] for one in became(tmp_path, *calls)] == [
        ("asked", MORNING),
        ("asked", "2026-06-05T09:30:00Z"),
        ("asked", "2026-06-10T09:30:00Z"),
    ]


def test_everybody_may_be_held_out(tmp_path: Path) -> None:
    calls = [c for n in range(20) for c in (told(user=f"u{n}"), added(user=f"u{n}"))]
    assert {one[2:5] for one in became(tmp_path, *calls, holdout="1.0")} == {("held_out", MORNING, "consent")}
    some = [one[2] for one in became(tmp_path, *calls, holdout="0.5")]
    assert 0 < some.count("held_out") < 20


def test_repeated_and_shuffled_lines_change_nothing(tmp_path: Path) -> None:
    calls = [told(), added(), added("hat", "2026-06-01T14:05:00Z"), ordered("hat", at="2026-06-01T15:00:00Z")]
    whole = became(tmp_path, *calls)
    again = [one | {"receivedAt": "2026-06-01T18:00:00Z"} for one in calls]
    assert became(tmp_path, *calls, *again) == whole
    for seed in range(5):
        mixed = calls * 2
        random.Random(seed).shuffle(mixed)
        assert became(tmp_path, *mixed) == whole, "the order of the file is that of arrival"


def test_a_table_with_columns_of_its_own(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("what;ignored\n".replace(";", ",") + "x,y\n", "utf-8")
    assert CliRunner().invoke(main, ["replay", str(log)]).exit_code == 2
    log.write_text(
        "did,customer,when,article,amount,email,consent,basket\n"
        "add_to_cart,7,2026-06-01T14:00:00Z,socks,2990,7@mail.is,true,c1\n"
        "add_to_cart,8,2026-06-01T14:00:00Z,socks,2990,8@mail.is,false,c1\n"
        "purchase,8,2026-06-01T15:00:00Z,socks,2990,,,\n",
        "utf-8",
    )
    mapped = {"event": "did", "user_id": "customer", "timestamp": "when", "product_id": "article", "price": "amount",
              "cart_id": "basket"}  # fmt: skip
    words = [word for ours, theirs in mapped.items() for word in ("--map", f"{ours}={theirs}")]
    done = CliRunner().invoke(main, ["replay", str(log), "--holdout", "0", "--json", *words])
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in done.output.splitlines()]
    assert [(e["shopper"], e["outcome"], e["at"]) for e in found[:-1]] == [
        ("8", "not_asked", "2026-06-01T15:00:00Z"),
        ("7", "asked", MORNING),
    ]


def test_the_words_for_people_say_the_local_time(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text("\n".join(json.dumps(c) for c in (told(), added(), added(user="8"), {"type": "track"})), "utf-8")
    words = ["replay", "-", "--holdout", "0", "--timezone", "Europe/London", "--country", "GB"]
    done = CliRunner().invoke(main, words, input=log.read_text("utf-8"))
    assert done.exit_code == 0, done.output
    assert done.output.splitlines() == [
        "2026-06-03 09:30  asked  7  socks",
        "not asked: no_address: 1",
        "3 events, 2 carts: 1 asked, 0 held out",
        "dropped  line 4: line 4.receivedAt: is required in a log",
    ]


@pytest.mark.skipif(not OTTO.exists(), reason=f"no OTTO sample at {OTTO}")
def test_the_otto_sample_replays_the_same_twice() -> None:
    outputs = [CliRunner().invoke(main, ["replay", str(OTTO), "--json"]).output for _ in range(2)]
    assert outputs[0] == outputs[1]
    *episodes, summary = [json.loads(line) for line in outputs[0].splitlines()]
    assert (summary["events"], summary["dropped"]) == (857, 0)
    assert summary["episodes"] == len(episodes) > 0
    assert {one["outcome"] for one in episodes} == {"not_asked"}, "nobody in it has an address"


# -- against the store ---------------------------------------------------------------------------------------------------


def lived(people: range, days: int, willing: bool = False) -> list[Arrival]:
    """The lives of simulated buyers (or of those who agreed to letters), in whole seconds, which a database keeps."""
    catalogue = load.read_catalogue(load.sample_folder() / "catalogue.json")
    everybody = [buyer(5, n, catalogue) for n in people]
    chosen = [one for one in everybody if not willing or (one.consent == "yes" and one.user_id)]
    arrivals = [a for one in chosen for a in life(5, one, catalogue, month.START, days)]
    whole = [Arrival(a.who, replace(a.event, at=second(a.event.at)), second(a.received)) for a in arrivals]
    return sorted(whole, key=lambda a: (a.received, a.event.id))


def second(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def next_due(rt: Runtime) -> datetime | None:
    with rt.db.read() as tx:
        (least,) = tx._cursor.execute("SELECT MIN(due_at) FROM shoppers").fetchone()
    return None if least is None else datetime.fromtimestamp(int(least) / 1000, UTC)


def settle(rt: Runtime, shop: Shop, now: datetime) -> None:
    """Advance, and let every letter that passes the last look count as delivered, as the replay does."""
    store.drain(rt.db, shop, now)

    def look(shopper: Any, effect: Any, elsewhere: Any) -> str | None:
        letter = next(x for x in reversed(shopper.letters) if x.cart_id == effect.cart_id and x.touch == effect.touch)
        return last_look(shop, shopper, letter, elsewhere, now)

    while (found := store.claim(rt.db, shop, now, "w", look=look)) is not None:
        assert isinstance(found, store.Claimed)
        assert isinstance(found.effect, Ask)
        kind, status = (ev.Ghosted, "ghosted") if found.effect.arm == "holdout" else (ev.Sent, "sent")
        event = kind(id=f"sent:{found.effect_id}", at=now, effect=found.effect_id)
        assert store.finish(rt.db, found.effect_id, status, event, now)
    store.drain(rt.db, shop, now)


def moments(rt: Runtime, until: datetime) -> Iterator[datetime]:
    while (at := next_due(rt)) is not None and at <= until:
        yield at


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_memory_and_store_end_in_the_same_states(kind: str, tmp_path: Path) -> None:
    arrivals = lived(range(100, 112), 5) + lived(range(100), 5, willing=True)
    arrivals = sorted(
        (a for a in arrivals if not isinstance(a.event, ev.Viewed)), key=lambda a: (a.received, a.event.id)
    )
    end = arrivals[-1].received + timedelta(days=20)
    with installation(new_url(kind, tmp_path), policy=month.policy(month.START), sample=True) as rt:
        shop = rt.shop()
        memory = Memory(shop)
        for arrival in arrivals:
            list(memory.until(arrival.received))
            memory.arrive(arrival)
            for at in moments(rt, arrival.received):
                settle(rt, shop, at)
            store.append(rt.db, SHOP, [arrival])
            settle(rt, shop, arrival.received)
        list(memory.until(end))
        for at in moments(rt, end):
            settle(rt, shop, at)
        stored = {one.key: one for one in history.shoppers(rt.db, SHOP)}
    assert sorted(stored) == sorted(memory.states)
    assert sum(len(one.letters) for one in stored.values()) > 3
    differ = [key for key, one in stored.items() if encode(one) != encode(memory.states[key])]
    assert differ == []


def test_a_shops_month_replays_the_same_twice_and_tells_each_cart() -> None:
    arrivals = lived(range(160), 20)
    catalogue = load.read_catalogue(load.sample_folder() / "catalogue.json")
    knowledge = load.read_knowledge(load.sample_folder() / "knowledge.json")
    policy = replace(load.policy(month.policy(month.START), month.START.year), holdout=0.4)
    shop = Shop(SHOP, policy, catalogue, knowledge)
    first, second_time = list(replay(shop, arrivals)), list(replay(shop, arrivals))
    assert first == second_time
    outcomes = {one.outcome for one in first}
    assert outcomes == {"asked", "held_out", "not_asked"}
    carts = {a.event.cart_id for a in arrivals if isinstance(a.event, ev.Added)}
    assert {one.cart_id for one in first} == carts, "every cart that was told of has its line"
    asked: dict[str, list[datetime]] = {}
    for one in sorted(first, key=lambda e: e.at):
        if one.outcome != "not_asked":
            asked.setdefault(one.shopper, []).append(one.at)
    assert all(b - a >= timedelta(days=1) for times in asked.values() for a, b in pairwise(times))
