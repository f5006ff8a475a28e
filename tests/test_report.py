"""The report says what the letters caused only when that is known."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from top_world import (
    DAY,
    POLICY,
    SHOP,
    START,
    Clock,
    deliver,
    due,
    installation,
    leave_a_cart,
    new_url,
    run,
    settings_file,
)

from softsell import report, serve, store
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.mail.catcher import Catcher
from softsell.mail.smtp import Outbox
from softsell.worker import Runtime

PEOPLE = 240


def test_an_empty_shop_does_not_know_yet(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path / 'shop.db'}"
    serve.create(url).close()
    path = settings_file(tmp_path, url)
    words = run("-c", path, "report")
    assert words.returncode == 0, words.stderr
    first, *lines = words.stdout.splitlines()
    assert first.endswith("0 people asked, 0 held out")
    assert len(lines) >= 4
    assert all(line.endswith("not known yet") for line in lines)
    told = run("-c", path, "report", "--days", "7", "--json")
    value = json.loads(told.stdout)
    assert (value["treated"], value["holdout"], value["repeat"]) == (0, 0, [])
    assert not any(lift["known"] for lift in value["lifts"].values())


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """A shop where half of the people are held out; everybody who was written to buys, of the others nobody does."""
    url = new_url(request.param, tmp_path_factory.mktemp("report"))
    policy = replace(POLICY, holdout=0.5)
    with (
        Catcher(keep=lambda raw: None) as catcher,
        Outbox("127.0.0.1", catcher.port, helo="test") as mail,
        installation(url, mail, policy, Clock()) as rt,
    ):
        for n in range(PEOPLE):
            leave_a_cart(rt, str(n))
        failed = ev.PaymentFailed(id="p", at=START, cart_id="c1", reason="declined")
        leave_a_cart(rt, "service")
        store.append(rt.db, SHOP, [Arrival(Who(user_id="service"), failed, START)])
        store.drain(rt.db, rt.shop(), START)
        deliver(rt, START + DAY)
        later = START + 2 * DAY
        for one in store.history.exposures(rt.db, SHOP, START):
            if one.arm == "treated":
                order = ev.Ordered(id=f"o{one.key}", at=later, order_id=f"o{one.key}", total=2990, currency="ISK")
                store.append_to(rt.db, SHOP, one.key, order, later)
        deliver(rt, later)
        yield rt


def test_a_filled_shop_knows_by_how_much_and_how_surely(filled: Runtime) -> None:
    found = report.result(filled.db, SHOP, 0.5, START, START + 70 * DAY)
    assert found.treated + found.holdout == PEOPLE, "a letter about a fault is service and stands outside"
    assert 80 < found.treated < 160
    week = found.lifts["bought-7"]
    assert (week.rate_treated, week.rate_holdout, week.diff) == (1.0, 0.0, 1.0)
    assert week.known
    assert 0 < week.low < 1.0 <= week.high
    assert found.lifts["revenue-30"].diff == pytest.approx(2990)


def test_what_has_not_had_its_time_is_not_counted(filled: Runtime) -> None:
    early = report.result(filled.db, SHOP, 0.5, START, START + 5 * DAY)
    assert early.lifts["bought-7"].n_treated == 0
    assert not early.lifts["bought-7"].known


def test_the_words_say_it_plainly(filled: Runtime) -> None:
    value = report.holdout_report(filled.db, SHOP, 0.5, START, START + 70 * DAY)
    words = report.in_words(value).splitlines()
    assert words[0] == f"since 2026-06-01: {value['treated']} people asked, {value['holdout']} held out"
    assert words[1].startswith("bought-7: 1 against 0, difference 1 [0.")
    assert "not known yet" not in words[1]
    assert report.in_words(value | {"lifts": {}}).endswith("cannot be known")


def test_a_shop_that_holds_nobody_out_is_told_so(tmp_path: Path) -> None:
    with installation(f"sqlite:{tmp_path / 'shop.db'}", clock=Clock()) as rt:
        deliver(rt, due(rt))
        found = report.holdout_report(rt.db, SHOP, 0.0, START, START + timedelta(days=60))
    assert found["lifts"] == {}
    assert "cannot be known" in report.in_words(found)
