"""The shopper's page over HTTP without scripts: what it shows, from the letter to the close."""

import httpx
import pytest
from web_world import CHECKOUT, ORDINARY, SHOP, Page, ask, dump, last_said, look, press, say, unsubscribe_token, write

from softsell import store
from softsell.core import events as ev
from softsell.values import Fact, Text
from softsell.voice import phrases
from softsell.web.parts import web_url
from softsell.worker import Runtime

LANGS = ("en", "is")


@pytest.mark.parametrize("lang", LANGS)
def test_the_first_page_shows_the_cart_the_letters_question_and_its_answers(
    rt: Runtime, web: httpx.Client, lang: str
) -> None:
    _, token = ask(rt, lang=lang, products=("hlyja-lopapeysa", "mosi-peysa"))
    seen = look(web, token)
    assert f'<html lang="{lang}">' in seen.html
    product = rt.shop().catalogue.get("hlyja-lopapeysa")
    assert product is not None and product.title[lang] in seen.text
    assert ("26.900 kr." if lang == "is" else "ISK 26,900") in seen.text
    assert ("Vörurnar með vsk." if lang == "is" else "The goods, with tax") in seen.text
    assert seen.choices() == ["cost_total", "delivery_time", "recommend", "question", "something_else", "just_looking"]
    assert ("Eða með þínum orðum" if lang == "is" else "Or in your own words") in seen.text
    assert ("Sjálfvirkur" if lang == "is" else "a machine") in seen.text
    assert any(link.startswith("/u/") for link in seen.links)
    assert "Anna" not in seen.text and "example.is" not in seen.text


def test_following_any_link_changes_nothing_in_the_store(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    first = look(web, token)
    seen = press(web, first, "cost_total")
    before = dump(rt)
    ours = {link for link in (*first.links, *seen.links) if link.startswith("/")}
    ours |= {f"/t/{token}?a={choice}" for choice in (*first.choices(), "stop", "yes", "suits:hlyja-lopapeysa", "<b>")}
    ours |= {f"/t/{token}", f"/u/{unsubscribe_token(rt, key)}", "/health", "/", "/t/", "/u/"}
    for link in sorted(ours):
        for method in ("GET", "HEAD", "OPTIONS"):
            assert web.request(method, link).status_code < 500
    assert web.get(f"/t/{token}/answer").status_code == 405
    assert dump(rt) == before


@pytest.mark.parametrize("lang", LANGS)
def test_an_answer_chosen_by_a_link_waits_for_one_press(rt: Runtime, web: httpx.Client, lang: str) -> None:
    key, token = ask(rt, lang=lang)
    seen = look(web, token, "?a=delivery_time")
    assert ("Er þetta svarið þitt?" if lang == "is" else "Is this your answer?") in seen.text
    assert seen.choices()[0] == "delivery_time" and seen.choices().count("delivery_time") == 1
    assert store.desk.shopper(rt.db, SHOP, key).conversation is None  # type: ignore[union-attr]
    press(web, seen, "delivery_time")
    talk_now = store.desk.shopper(rt.db, SHOP, key).conversation  # type: ignore[union-attr]
    assert talk_now is not None and talk_now.question == "postcode:delivery_time"


def test_a_choice_that_was_never_offered_is_not_shown_as_chosen(rt: Runtime, web: httpx.Client) -> None:
    _, token = ask(rt)
    for choice in ("yes", "suits:hlyja-lopapeysa", "<script>alert(1)</script>", "x" * 900):
        seen = web.get(f"/t/{token}", params={"a": choice})
        assert "Is this your answer?" not in seen.text and "<script>alert" not in seen.text


def test_another_answer_of_the_letter_can_be_given_after_the_talk_went_on(rt: Runtime, web: httpx.Client) -> None:
    _, token = ask(rt)
    press(web, look(web, token), "cost_total")
    seen = look(web, token, "?a=delivery_time")
    assert seen.press("delivery_time")[1]["question"] == "trouble"
    assert "postcode" in press(web, seen, "delivery_time").text


@pytest.mark.parametrize(("lang", "postcode"), [("en", "600"), ("is", "600 Akureyri")])
def test_a_talk_without_scripts_goes_from_the_letter_to_the_close(
    rt: Runtime, web: httpx.Client, lang: str, postcode: str
) -> None:
    key, token = ask(rt, lang=lang)
    seen = press(web, look(web, token), "cost_total")
    assert CHECKOUT not in seen.html
    seen = write(web, seen, postcode)
    assert CHECKOUT not in seen.html and "yes" in seen.choices()
    assert ("með vsk. og sendingu" if lang == "is" else "with tax and delivery") in seen.text
    seen = press(web, seen, "yes")
    assert CHECKOUT in seen.links and last_said(rt, key).close
    assert ("Ganga frá kaupum" if lang == "is" else "Go to checkout") in seen.text


def test_the_way_to_the_checkout_is_there_only_while_the_last_word_closes(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = look(web, token)
    for choice in ("cost_total", "pickup"):
        seen = press(web, seen, choice)
        assert CHECKOUT not in seen.html
    seen = press(web, seen, "yes")
    assert last_said(rt, key).close is (CHECKOUT in seen.html)
    assert CHECKOUT in seen.html
    seen = write(web, seen, "How long does delivery take?")
    assert not last_said(rt, key).close and CHECKOUT not in seen.html
    assert "In total" in seen.text  # what was said stays readable, the way on does not stand under it


def test_after_an_order_the_close_is_gone(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = press(web, press(web, press(web, look(web, token), "cost_total"), "pickup"), "yes")
    assert CHECKOUT in seen.html
    say(rt, key, ev.Ordered(id="o1", at=rt.clock(), order_id="1", total=26900, currency="ISK", lines=()))
    assert CHECKOUT not in look(web, token).html


def test_a_cart_that_was_bought_meanwhile_is_not_asked_about(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    say(rt, key, ev.Ordered(id="o1", at=rt.clock(), order_id="1", total=26900, currency="ISK", lines=()))
    seen = look(web, token)
    told = {phrases.text(rt.desk.voice, "bought", "en", {"shop": Text("Lopi og lækur")}, wording=n) for n in range(4)}
    assert any(" ".join(words.split()) in seen.text for words in told) and seen.choices() == []


def advised(web: httpx.Client, token: str) -> Page:
    seen = press(web, look(web, token), "recommend")
    for _ in range(6):
        offered = seen.choices()
        if any(choice.startswith("suits:") for choice in offered):
            return seen
        seen = press(web, seen, "show" if "show" in offered else offered[0])
    raise AssertionError(seen.text)


@pytest.mark.parametrize("lang", LANGS)
def test_suggestions_have_a_price_reasons_a_drawback_and_a_button_each(
    rt: Runtime, web: httpx.Client, lang: str
) -> None:
    key, token = ask(rt, lang=lang)
    seen = write(
        web, look(web, token), "Eitthvað hlýtt undir 30.000 kr." if lang == "is" else "Something warm below 30000 ISK"
    )
    for _ in range(6):
        if any(m.kind in ("offer", "offer-one") for m in last_said(rt, key).meanings):
            break
        seen = press(web, seen, next(c for c in ("show", "none", "yes") if c in seen.choices()))
    offered = [m for m in last_said(rt, key).meanings if m.kind in ("offer", "offer-one")]
    assert offered, seen.text
    suggestions = offered[0].slots["suggestions"].suggestions  # type: ignore[union-attr]
    for one in suggestions:
        assert one.item.title in seen.text and one.benefit in seen.text and one.drawback in seen.text
        assert seen.choices().count(f"suits:{one.item.product_id}") == 1
        assert any(link.endswith(f"/p/{one.item.product_id}") for link in seen.links)
    assert ("með vsk." if lang == "is" else "with tax") in seen.text
    if any(one.reasons for one in suggestions):
        assert ("Af því að þú nefndir" if lang == "is" else "Because you said") in seen.text
    assert CHECKOUT not in seen.html


def test_this_suits_me_leads_to_the_total_of_that_product(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = advised(web, token)
    choice = next(c for c in seen.choices() if c.startswith("suits:"))
    seen = press(web, seen, choice)
    if "pickup" in seen.choices():
        assert CHECKOUT not in seen.html
        seen = press(web, seen, "pickup")
    assert last_said(rt, key).close and CHECKOUT in seen.links
    assert "This one suits me" in seen.text  # the buyer's own word, in the notes


def test_an_answer_names_its_source_with_a_link_and_its_day(rt: Runtime, web: httpx.Client) -> None:
    key, token = ask(rt)
    seen = write(web, look(web, token), "Can I return it if it does not fit?")
    fact = next(m.slots["fact"] for m in last_said(rt, key).meanings if m.kind == "answer")
    assert isinstance(fact, Fact)
    assert fact.text.split("\n")[0] in seen.text and "From" in seen.text and "4 May" in seen.text
    assert web_url(ORDINARY, fact.url) in seen.links
