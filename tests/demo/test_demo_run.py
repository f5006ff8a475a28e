"""The demonstration starts, lives, is moved, and is gone on with where it was left."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from demo_visitor import Browser, Page

from softsell import serve, store
from softsell.core.check import check
from softsell.demo import month, run
from softsell.demo.clock import Clock
from softsell.demo.stage import Stage
from softsell.store import history, settings
from softsell.web.session import is_password

START = """
import sys
from pathlib import Path
from softsell.demo import run
run.start("127.0.0.1", int(sys.argv[1]), Path(sys.argv[2]), shoppers=6, days=3)
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A street of people, whose past was lived."""
    port = serve.free_port("127.0.0.1", 0)
    folder = tmp_path_factory.mktemp("demo")
    with run.staged("127.0.0.1", port, folder, 60, 3, 10, "a password") as made, run.serving(made, "127.0.0.1", port):
        yield made


@pytest.fixture
def browser(stage: Stage) -> Iterator[Browser]:
    made = Browser(stage.door, "en")
    yield made
    made.client.close()


def test_the_past_was_lived_by_people_and_broke_no_law(stage: Stage) -> None:
    db, shop = stage.rt.db, stage.rt.shop()
    told = list(history.events(db, shop.id))
    assert len({one.key for one in told}) > 20 and stage.mailbox.letters()
    with stage.lock:
        replayed = month.Replayed(db, shop)
        assert [f"law {v.law}: {v.what}" for v in check(shop, replayed.entries())] == [] == replayed.differences


def test_the_clock_and_the_world_agree_and_only_go_forward(stage: Stage, browser: Browser) -> None:
    before = stage.clock()
    browser.post("/demo/clock", by="day", back="/shop")
    after = stage.clock()
    assert timedelta(days=1) <= after - before < timedelta(days=1, minutes=2)
    assert timedelta(0) <= after - stage.world.now < timedelta(seconds=30)
    stage.move(timedelta(days=-5))
    assert stage.clock() >= after
    assert browser.client.post("/demo/clock", data={"by": "century"}).status_code == 200
    assert stage.clock() - after < timedelta(minutes=2)


def test_a_page_answers_while_time_is_moved(stage: Stage, browser: Browser) -> None:
    moving = threading.Thread(target=stage.move, args=(timedelta(days=10),))
    moving.start()
    slowest = 0.0
    while moving.is_alive():
        begun = time.monotonic()
        browser.get("/shop/c/socks")
        slowest = max(slowest, time.monotonic() - begun)
    moving.join()
    assert slowest < 5


def test_a_redirect_never_leaves_the_demonstration(stage: Stage, browser: Browser) -> None:
    for back in ("https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"):
        answer = browser.client.post("/demo/clock", data={"by": "", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/"


def test_every_page_of_the_shop_answers_in_both_languages(stage: Stage, browser: Browser) -> None:
    shop = stage.rt.shop()
    pages = ["/", "/shop", "/shop/cart", "/shop/help", "/mailbox", "/mailbox?all=1", "/shop?q=ull"]
    pages += [f"/shop/c/{name}" for name in shop.catalogue.categories]
    pages += [passage.url for passage in shop.knowledge.passages[::5]]
    pages += [product.url for product in shop.catalogue.products[::25]]
    pages += [way.url for way in shop.knowledge.deliveries]
    for lang in ("is", "en"):
        browser.get(f"/?lang={lang}")
        for page in pages:
            answer = browser.client.get(page)
            assert answer.status_code == 200 and f'<html lang="{lang}">' in answer.text, page
            assert len(answer.content) < 50_000, page
    for missing in ("/shop/p/none", "/shop/c/none", "/shop/help/none", "/mailbox/none", "/shop/thanks/none"):
        browser.get(missing, status=404)
    for name in (*shop.catalogue.categories, *(p.id for p in shop.catalogue.products[::9])):
        drawn = browser.client.get(f"/shop/art/{name}.svg")
        assert drawn.headers["content-type"] == "image/svg+xml" and drawn.text.startswith("<svg")


def test_a_passage_that_is_cited_has_its_page(stage: Stage, browser: Browser) -> None:
    for passage in stage.rt.shop().knowledge.passages[::11]:
        assert passage.text["en"] in browser.get(passage.url).text.replace(" ,", ",")


def test_a_letter_is_shown_in_a_frame_that_runs_nothing(stage: Stage, browser: Browser) -> None:
    letter = next(m for m in stage.mailbox.letters() if not m.mine)
    answer = browser.client.get(f"/mailbox/{letter.name}/body")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "allow-scripts" not in policy
    for view in ("page", "text", "headers"):
        page = browser.get(f"/mailbox/{letter.name}?view={view}")
        assert letter.subject in page.text
    assert "List-Unsubscribe" in page.text


def test_the_address_at_the_checkout_is_asked_for_again_when_it_is_none(stage: Stage, browser: Browser) -> None:
    browser.post("/shop/cart", product="heidi-gongusokkar")
    page = browser.post("/shop/checkout", status=422, name="Anna", email="anna at home", consent="yes")
    assert "e-mail address" in page.text
    assert "consent" not in page.form(action="/shop/checkout").fields, "consent is never ticked beforehand"
    page = browser.post("/shop/checkout/place", postcode="600", status=200)  # no address yet: back to the first step
    assert page.form(action="/shop/checkout").fields["email"] == ""


def test_what_leaves_the_cart_leaves_softsells_cart(stage: Stage, browser: Browser) -> None:
    for product in ("heidi-gongusokkar", "hlyja-lopapeysa"):
        browser.post("/shop/cart", product=product)
    browser.post("/shop/cart", product="heidi-gongusokkar", do="remove")
    visitor = stage.visitors.get(browser.client.cookies["lopi_device"])
    assert visitor is not None and list(visitor.lines) == ["hlyja-lopapeysa"]
    word, _ = stage.outlook(visitor)
    assert word == "no_address"
    browser.post("/shop/cart", product="hlyja-lopapeysa", do="remove")
    assert stage.outlook(visitor)[0] == "nothing"


def test_a_forged_cookie_is_somebody_new(stage: Stage) -> None:
    answer = httpx.get(f"{stage.door}/shop", cookies={"lopi_device": "../../etc/passwd"})
    assert answer.status_code == 200 and answer.cookies["lopi_device"].startswith("v-")


def test_the_demonstration_is_gone_on_with_where_it_was_left(tmp_path: Path) -> None:
    port = serve.free_port("127.0.0.1", 0)
    with run.staged("127.0.0.1", port, tmp_path, 12, 5, 4, "first password") as stage:
        stage.move(timedelta(days=2))
        left, letters = stage.clock(), len(stage.mailbox.letters())
        events = len(list(history.events(stage.rt.db, month.SHOP)))
        secret = stage.rt.secret
    with run.staged("127.0.0.1", port + 1, tmp_path, 99, 9, 9, "second password") as stage:
        assert left <= stage.clock() < left + timedelta(minutes=2) and stage.rt.secret == secret
        assert len(stage.mailbox.letters()) >= letters
        assert len(list(history.events(stage.rt.db, month.SHOP))) >= events
        assert stage.rt.shop().policy.checkout_url.startswith(stage.door)
        user = settings.user(stage.rt.db, month.SHOP, run.USER)
        assert user is not None and is_password(user.password_hash, "second password")
        stage.move(timedelta(days=1))
        assert store.pending(stage.rt.db) == []


def test_a_held_clock_stands_still_and_then_goes_on() -> None:
    clock = Clock()
    there = datetime(2031, 5, 1, 9, tzinfo=UTC)
    clock.hold(there)
    assert clock() == there == clock()
    clock.release()
    assert there <= clock() < there + timedelta(seconds=5)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a signal")
def test_it_says_where_it_is_takes_the_next_port_and_ends_cleanly(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", serve.free_port("127.0.0.1", 18400))) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-W", "error", "-c", START, str(port), str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None and process.stderr is not None
            try:
                first, second = process.stdout.readline(), process.stdout.readline()
                found = re.fullmatch(r"softsell demo: (http://127\.0\.0\.1:(\d+)/)\n", first)
                assert found and int(found[2]) != port
                assert re.search(r"name: demo  password: \S{10,}", second)
                assert "softsell" in Page(httpx.get(found[1], timeout=20).text).text
                process.send_signal(signal.SIGINT)
                rest, errors = process.communicate(timeout=30)
            finally:
                process.kill()
    assert process.returncode == 0 and rest == "" and "Traceback" not in errors
