"""What is posted to the conversation: each once, within bounds, and only by whom the token was made for."""

from datetime import timedelta

import httpx
from starlette.applications import Starlette
from web_world import CHECKOUT, SHOP, Clock, ask, dump, events, look, press, say, served, unsubscribe_token, write

from softsell import store, tokens, writing
from softsell.core import events as ev
from softsell.core.effects import Ask
from softsell.core.identity import Arrival, Who, key_of
from softsell.web import talk
from softsell.web.rate import Buckets
from softsell.worker import Runtime


def test_the_same_post_twice_is_one_event_and_another_answer_is_another(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = look(web, token)
    for _ in range(3):
        press(web, seen, "cost_total")
    assert len(events(rt, key)) == 1
    press(web, seen, "delivery_time")  # from the same page, after going back
    assert [e.choice for e in events(rt, key) if isinstance(e, ev.Answered)] == ["cost_total", "delivery_time"]
    for _ in range(2):
        write(web, seen, "101")
    assert len(events(rt, key)) == 3


def test_a_nonce_of_one_shopper_does_not_swallow_the_post_of_another(rt: Runtime, web: httpx.Client) -> None:
    key1, token1 = ask(rt, "1")
    key2, token2 = ask(rt, "2")
    for token in (token1, token2):
        web.post(f"/t/{token}/answer", data={"question": "trouble", "choice": "cost_total", "nonce": "same-for-both"})
    assert len(events(rt, key1)) == len(events(rt, key2)) == 1


def test_text_is_taken_whole_up_to_its_limit_and_refused_beyond(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = look(web, token)
    whole = ("á" * 99 + "\r\n") * 49 + "end\0\x07"
    write(web, seen, whole)
    kept = events(rt, key)[-1]
    assert isinstance(kept, ev.Said) and kept.text == ("á" * 99 + "\n") * 49 + "end"
    action, fields = seen.write("x" * 5001)
    answer = web.post(action, data=fields)
    assert answer.status_code == 413 and len(events(rt, key)) == 1
    assert web.post(action, data={"text": "x" * 200_000}).status_code == 413
    assert web.post(action, data={"text": "  \n ", "nonce": "n"}).status_code == 200 and len(events(rt, key)) == 1
    assert web.post(action, json={"text": "hello"}).status_code == 400
    assert web.post(f"/t/{token}/answer", data={"choice": ""}).status_code == 400


def test_what_the_buyer_writes_is_shown_as_text(rt: Runtime, web: httpx.Client) -> None:
    _, token = ask(rt)
    seen = write(web, look(web, token), '<img src=x onerror="alert(1)"> & "hi"')
    assert "<img" not in seen.html and '<img src=x onerror="alert(1)"> & "hi"' in seen.text


def test_a_post_from_another_site_is_refused(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    data = {"question": "trouble", "choice": "cost_total", "nonce": "n"}
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
    ):
        assert web.post(f"/t/{token}/answer", data=data, headers=headers).status_code == 403
    assert events(rt, key) == []
    host = str(web.base_url).rstrip("/")
    for headers in ({"sec-fetch-site": "same-origin", "origin": "null"}, {"origin": host}, {"origin": "null"}):
        assert web.post(f"/t/{token}/answer", data=data, headers=headers).status_code == 200
    assert len(events(rt, key)) == 1


def test_too_many_posts_in_a_row_are_asked_to_wait(rt: Runtime) -> None:
    now = [0.0]
    key, token = ask(rt)
    app_of = Starlette(routes=talk.routes(rt, lambda: now[0]))
    with served(app_of) as url, httpx.Client(base_url=url, follow_redirects=False, timeout=30) as web:
        data = {"question": "trouble", "choice": "cost_total"}
        found = [web.post(f"/t/{token}/answer", data={**data, "nonce": str(i)}).status_code for i in range(14)]
        assert found.count(303) == 12 and found[-1] == 429
        refused = web.post(f"/t/{token}/answer", data={**data, "nonce": "x"})
        assert 1 <= int(refused.headers["retry-after"]) <= 3
        now[0] += 10
        assert web.post(f"/t/{token}/answer", data={**data, "nonce": "y"}).status_code == 303
        _, other = ask(rt, "2")
        assert web.post(f"/t/{other}/answer", data={**data, "nonce": "z"}).status_code == 303
    assert len(events(rt, key)) == 13


def test_buckets_forget_those_who_were_quiet_longest() -> None:
    buckets = Buckets(lambda: 0.0, burst=1, most=2)
    assert [buckets.take(name) for name in "aab"] == [0, 3, 0]
    assert buckets.take("c") == 0
    assert buckets.take("a") == 0 and buckets.take("c") > 0


def test_every_token_that_opens_nothing_looks_the_same(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    now = rt.clock()
    effect_id = tokens.unseal(rt.secret, "talk", token, now)
    assert effect_id
    flipped = [token[:i] + ("A" if token[i] != "A" else "B") + token[i + 1 :] for i in range(0, len(token), 5)]
    other_shop = effect_id.replace(SHOP, "other", 1)
    nobody = f"{SHOP}/u0000/1/0"
    bad = [
        *flipped,
        token[:-1],
        token + "A",
        "x",
        unsubscribe_token(rt, key),
        tokens.seal(rt.secret, "talk", effect_id, now - timedelta(seconds=5)),
        tokens.seal(b"another secret", "talk", effect_id, now + timedelta(days=1)),
        tokens.seal(rt.secret, "talk", other_shop, now + timedelta(days=1)),
        tokens.seal(rt.secret, "talk", nobody, now + timedelta(days=1)),
    ]
    before, pages_seen = dump(rt), set()
    for one in bad:
        answer = web.get(f"/t/{one}")
        assert answer.status_code == 404
        pages_seen.add(answer.text)
        for where, data in (("answer", {"question": "trouble", "choice": "cost_total"}), ("say", {"text": "hello"})):
            answer = web.post(f"/t/{one}/{where}", data={**data, "nonce": "n"})
            assert answer.status_code == 404
            pages_seen.add(answer.text)
    assert len(pages_seen) == 1 and dump(rt) == before


def test_a_talk_token_grows_old_after_thirty_days(rt: Runtime, web: httpx.Client) -> None:
    _, token = ask(rt)
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(days=29)
    assert web.get(f"/t/{token}").status_code == 200
    rt.clock.now += timedelta(days=2)
    assert web.get(f"/t/{token}").status_code == 404


def test_two_shoppers_never_see_each_other(rt: Runtime, web: httpx.Client) -> None:
    _, token1 = ask(rt, "1")
    _, token2 = ask(rt, "2")
    write(web, look(web, token1), "My secret wish is a red hat")
    assert "secret wish" in look(web, token1).text and "secret wish" not in look(web, token2).text


def test_a_token_follows_its_person_to_the_key_they_were_joined_into(rt: Runtime, web: httpx.Client) -> None:
    at = rt.clock()
    shop = rt.shop()
    device = Who(anonymous_id="d1")
    consent = ev.Consent(basis="consent", at=at, text="Yes", source="checkout")
    line = ev.Line(product_id="hlyja-lopapeysa", price=26900, currency="ISK", name="Hlýja")
    told = ev.Identified(
        id="t", at=at, name="Anna", address="a@example.is", language="en", country="IS", consent=consent
    )
    store.append(
        rt.db, SHOP, [Arrival(device, e, at) for e in (told, ev.Added(id="a", at=at, line=line, cart_id="c1"))]
    )
    store.drain(rt.db, shop, at)
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(days=1)
    store.drain(rt.db, shop, rt.clock())
    key = key_of(SHOP, "anon:d1")
    asked = next(e.id for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.effect, Ask))
    token = writing.talk_token(rt.desk, asked, rt.clock.now)
    seen = press(web, look(web, token), "cost_total")
    login = Arrival(Who(user_id="7", anonymous_id="d1"), ev.Seen(id="s", at=rt.clock()), rt.clock())
    store.append(rt.db, SHOP, [login])  # joined, but no worker has looked yet
    root = store.root(rt.db, SHOP, key)
    assert root != key
    seen = write(web, seen, "101")
    assert "with tax and delivery" in seen.text and "yes" in seen.choices()
    assert CHECKOUT in press(web, seen, "yes").html
    joined = store.desk.shopper(rt.db, SHOP, root)
    assert joined is not None and joined.conversation is not None and joined.conversation.state == "closed"


def test_a_forgotten_person_has_no_page(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    say(rt, key, ev.Erased(id="gone", at=rt.clock()))
    assert web.get(f"/t/{token}").status_code == 404
    before = dump(rt)
    assert web.post(f"/u/{unsubscribe_token(rt, key)}", data={"stop": "all"}).status_code == 200
    assert dump(rt) == before  # nothing is kept of them anew


def test_a_new_letter_opens_with_its_own_question_and_not_with_the_old_talk(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    press(web, look(web, token), "just_looking")
    assert isinstance(rt.clock, Clock)
    rt.clock.now += timedelta(days=100)
    found = rt.shop().catalogue.products[5]
    line = ev.Line(product_id=found.id, price=found.price, currency="ISK", name=found.title["en"])
    say(rt, key, ev.Added(id="later", at=rt.clock(), line=line, cart_id="c2"))
    rt.clock.now += timedelta(days=1)
    store.drain(rt.db, rt.shop(), rt.clock())
    asked = [e.id for e in store.person.transcript(rt.db, SHOP, key) if isinstance(e.effect, Ask)]
    assert len(asked) == 2
    seen = look(web, writing.talk_token(rt.desk, asked[-1], rt.clock.now))
    assert found.title["en"] in seen.text and "cost_total" in seen.choices()
    assert "only looking" not in seen.text.split("Quick answers")[0]
