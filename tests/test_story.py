"""From the first event to the repeat sale: over HTTP, SMTP and LMTP, on a clock that the story moves, without a browser."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from demo_visitor import Browser, Page

from softsell import serve, store
from softsell.core.shopper import Shopper
from softsell.demo import run
from softsell.demo.mailbox import Mail
from softsell.store import history

PRODUCT, OTHER = "heidi-gongusokkar", "hlyja-lopapeysa"


class Scene(SimpleNamespace):
    """A running demonstration without simulated people, and one visitor."""

    def letters(self) -> list[Mail]:
        return [m for m in self.stage.mailbox.letters(self.address) if not m.mine]

    def shopper(self) -> Shopper:
        found = self.stage.shopper(self.visitor())
        assert found is not None
        return found

    def visitor(self):
        return self.stage.visitors.get(self.browser.client.cookies["lopi_device"])

    def history(self) -> list[object]:
        return [(one.seq, one.event) for one in history.events(self.stage.rt.db, self.stage.rt.config.shop.id)]

    def leaves_a_cart(self, consent: bool = True) -> None:
        """Puts socks in the cart, says who they are, and goes away."""
        self.browser.get(f"/shop/p/{PRODUCT}")
        self.browser.post("/shop/cart", product=PRODUCT)
        ticked = {"consent": "yes"} if consent else {}
        self.browser.post("/shop/checkout", name="Jón", email=self.address, language=self.lang, **ticked)

    def passes(self, **time: int) -> None:
        self.stage.move(timedelta(**time))

    def buys(self, postcode: str = "600") -> Page:
        self.browser.post("/shop/checkout/place", postcode=postcode)
        self.browser.press_first_way()
        return self.browser.post("/shop/checkout/pay", card="works")


class Buyer(Browser):
    def press_first_way(self) -> Page:
        form = self.page.form(action="/place")
        radio = next(f for f in self.page.forms if "way" in f.fields)
        assert form.action == radio.action
        return self.post(radio.action, **radio.fields)


@pytest.fixture(params=["en", "is"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    port = serve.free_port("127.0.0.1", 0)
    with (
        run.staged("127.0.0.1", port, tmp_path, shoppers=0, seed=1, days=2, password="story") as stage,
        run.serving(stage, "127.0.0.1", port) as base,
    ):
        browser = Buyer(base, request.param)
        yield Scene(stage=stage, browser=browser, lang=request.param, address="jon@mail.example")
        browser.client.close()


def test_from_the_first_event_to_the_repeat_sale(scene: Scene) -> None:
    browser, stage = scene.browser, scene.stage
    scene.leaves_a_cart()
    assert scene.shopper().address == scene.address
    scene.passes(hours=20)
    assert scene.letters() == [], "nobody is asked before a day has passed"
    word, until = stage.outlook(scene.visitor())
    assert word == "wait" and until is not None
    scene.passes(days=3)
    (letter,) = scene.letters()
    assert until <= letter.date < until + timedelta(hours=1), "the letter comes on the morning it was planned for"
    assert 9 <= letter.date.hour < 20 and letter.date.weekday() != 6

    links = {link for link in Page(letter.html).links if link.startswith(stage.door)}
    assert len(links) >= 6
    before = scene.history(), store.digest(stage.rt.db, stage.rt.config.shop.id)
    for link in sorted(links):
        browser.get(link)
    stage.settle()
    after = scene.history(), store.digest(stage.rt.db, stage.rt.config.shop.id)
    assert before == after, "following every link of a letter changes nothing"

    browser.get(next(link for link in links if link.endswith("a=cost_total")))
    browser.press("cost_total")
    assert "4.180" not in browser.page.text and "4,180" not in browser.page.text, "the total needs a place"
    page = browser.say("600")
    assert any(total in page.text for total in ("4,180", "4.180")), page.text
    assert "/shop/checkout" not in " ".join(page.links), "no checkout before the buyer is satisfied"
    page = browser.press("yes")
    assert any(total in page.text for total in ("4,180", "4.180"))
    checkout = next(link for link in page.links if link.endswith("/shop/checkout"))
    browser.get(checkout)
    scene.buys()
    assert not scene.visitor().lines and len(scene.shopper().orders) == 1
    assert scene.shopper().orders[0].total == 3490 + 690

    scene.passes(days=14)
    assert len(scene.letters()) == 1, "a bought cart is never asked about"
    browser.post("/shop/cart", product=OTHER)
    browser.post("/shop/checkout", name="Jón", email=scene.address, language=scene.lang)
    scene.buys("101")
    scene.passes(days=7)
    shopper = scene.shopper()
    assert [order.total for order in shopper.orders] == [4180, 26900] and len(scene.letters()) == 1
    orders = list(history.orders(stage.rt.db, stage.rt.config.shop.id, stage.world.start))
    assert len(orders) == 2 and len({order.key for order in orders}) == 1, "one person came back"


def test_a_reply_by_mail_is_answered_in_the_same_thread_until_it_suits(scene: Scene) -> None:
    browser, stage = scene.browser, scene.stage
    scene.leaves_a_cart()
    scene.passes(days=4)
    (first,) = scene.letters()
    said = {"en": "The shipping cost was more than I thought.", "is": "Sendingarkostnaðurinn var hærri en ég hélt."}
    browser.post(f"/mailbox/{first.name}", text=said[scene.lang], do="reply")
    second = scene.letters()[0]
    assert second.name != first.name, "the reply is answered by a letter"
    (reply,) = [m for m in stage.mailbox.letters(scene.address) if m.mine]
    assert ("In-Reply-To", reply.message_id) in second.headers
    assert first.message_id in second.references and second.subject == f"Re: {first.subject}"
    browser.post(f"/mailbox/{second.name}", text="600", do="reply")
    third = scene.letters()[0]
    assert any(total in third.text for total in ("4,180", "4.180")), third.text
    assert "/shop/checkout" not in third.text, "no checkout before the buyer is satisfied"
    yes = {"en": "Yes, that answers it, thank you.", "is": "Já, það svarar því, takk."}
    browser.post(f"/mailbox/{third.name}", text=yes[scene.lang], do="reply")
    fourth = scene.letters()[0]
    assert "/shop/checkout" in fourth.text and any(total in fourth.text for total in ("4,180", "4.180")), fourth.text
    assert len({m.message_id for m in scene.letters()}) == 4


def test_one_click_in_the_header_stops_everything(scene: Scene) -> None:
    browser = scene.browser
    scene.leaves_a_cart()
    scene.passes(days=4)
    (letter,) = scene.letters()
    answer = httpx.post(letter.stop_url, data={"List-Unsubscribe": "One-Click"}, follow_redirects=False)
    assert answer.status_code == 200 and "set-cookie" not in answer.headers
    assert scene.shopper().stopped_at is not None
    browser.post("/shop/cart", product=OTHER)
    scene.passes(days=20)
    assert len(scene.letters()) == 1
    assert scene.stage.outlook(scene.visitor())[0] == "stopped"


def test_without_consent_nobody_is_written_to_and_a_refused_card_is_service(scene: Scene) -> None:
    browser = scene.browser
    scene.leaves_a_cart(consent=False)
    scene.passes(days=4)
    assert scene.letters() == [] and scene.stage.outlook(scene.visitor())[0] == "no_basis"
    browser.get("/shop/checkout/place")
    browser.post("/shop/checkout/place", postcode="101")
    browser.press_first_way()
    page = browser.post("/shop/checkout/pay", card="refused")
    assert page.forms, "the checkout stands, so that another card can be tried"
    scene.passes(days=2)
    (letter,) = scene.letters()
    assert scene.shopper().letters[-1].basis == "service_error"
    assert not scene.shopper().orders and letter.stop_url
