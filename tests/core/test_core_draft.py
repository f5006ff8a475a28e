"""The laws with a language model that says anything, or nothing, at any time."""

from datetime import timedelta

import core_shops
from core_stories import TALK, Play, anything, short_stories
from core_tale import kinds, say, talk, with_cart
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from softsell.core import effects as ef
from softsell.core import events as ev
from softsell.core.check import check
from softsell.core.draft import INTENTS, asked
from softsell.core.hearing import TROUBLES
from softsell.core.shop import Shop
from softsell.core.shopper import decode, encode
from softsell.core.step import due, step

NONSENSE = "flurgh the blimp of zork"
SECOND = timedelta(seconds=1)


def model_shop() -> Shop:
    return core_shops.shop(model_understand=True, model_seconds=5)


listed = st.builds(
    lambda intents, trouble, needs: {"intents": tuple(intents), "trouble": trouble, "needs": tuple(needs)},
    st.lists(st.sampled_from((*INTENTS, "satisfied", "stop", "suits", "close")), max_size=3),
    st.sampled_from(("", *TROUBLES, "nothing")),
    st.lists(
        st.sampled_from((("use", "town"), ("rain", "yes"), ("warmth", "cold"), ("use", "moon"), ("x", "y"))), max_size=3
    ),
)
answers = st.one_of(listed, st.just(None), st.just({"why": "endpoint-late"}))


def drafts(p: Play) -> list[tuple[str, ef.Draft]]:
    return [(name, e) for entry in p.log for name, e in entry.effects if isinstance(e, ef.Draft)]


@given(short_stories, st.lists(st.tuples(answers, st.integers(0, 9)), min_size=1, max_size=8))
def test_every_law_holds_whatever_a_model_says(story: bytes, told: list[tuple[dict[str, object] | None, int]]) -> None:
    p = with_cart(model_shop())
    for n, (answer, wait) in enumerate(told):
        for at in range(2 + 4 * n, min(len(story) - 3, 6 + 4 * n), 4):
            TALK[story[at] % len(TALK)](p, story[at + 1], story[at + 2])
        say(p, NONSENSE, "mail" if wait % 2 else "page")
        before = drafts(p)
        if before and answer is not None:
            p.now += SECOND * wait
            p.do(ev.Drafted, effect=before[-1][0], **answer)
        pending = asked(p.shopper)
        if pending is not None:
            at_last = due(p.shop, p.shopper)
            assert at_last is not None and at_last <= pending.until, "a dated next move"
            p.now = max(p.now, pending.until)
            p.wake()
            assert asked(p.shopper) is None
        assert decode(encode(p.shopper)) == p.shopper
        again = due(p.shop, p.shopper)
        assert again is None or again > p.now or not isinstance(p.log[-1].event, ev.Woke)
    assert check(p.shop, p.log) == ()


@given(anything(ev.Drafted))
def test_any_answer_at_all_is_taken_or_ignored_and_never_closes(event: ev.Drafted) -> None:
    p = with_cart(model_shop())
    say(p, NONSENSE)
    (name, _), *_ = drafts(p)
    for one in (event, replace(event, effect=name)):
        after, effects = step(p.shop, p.shopper, one, p.now)
        assert (after, effects) == step(p.shop, p.shopper, one, p.now)
        for effect in effects:
            assert not (isinstance(effect, ef.Say) and effect.close)
        if after.conversation is not None:
            assert after.conversation.state not in ("satisfied", "closed", "stopped")
            assert after.stopped_at is None


def test_a_draft_that_never_comes_back_takes_the_usual_way_at_its_deadline() -> None:
    with_model, without = with_cart(model_shop()), with_cart(core_shops.shop())
    say(with_model, NONSENSE)
    say(without, NONSENSE)
    assert with_model.says == [] and len(without.says) == 1
    assert due(with_model.shop, with_model.shopper) == with_model.now + 5 * SECOND
    with_model.sleep(with_model.now + 5 * SECOND)
    assert kinds(with_model) == kinds(without)
    assert talk(with_model).turn == talk(without).turn and talk(with_model).misses == talk(without).misses


def test_a_stop_that_the_rules_find_wins_over_a_question_that_is_out() -> None:
    p = with_cart(model_shop())
    say(p, NONSENSE)
    ((name, _),) = drafts(p)
    say(p, "stop")
    assert p.shopper.stopped_at is not None
    before = p.shopper
    p.do(ev.Drafted, effect=name, intents=("need",), needs=(("use", "town"),))
    assert p.shopper == before and len(drafts(p)) == 1


def test_a_new_word_of_the_buyers_takes_the_place_of_the_question_that_is_out() -> None:
    p = with_cart(model_shop())
    say(p, NONSENSE)
    say(p, "zork flurgh")
    assert len(drafts(p)) == 1 and kinds(p)[-1] == "ask-which", "asked once, then the usual way"
    before = p.shopper
    p.do(ev.Drafted, effect=drafts(p)[0][0], intents=("no",))
    assert p.shopper == before


def test_nobody_is_asked_about_what_a_person_has_or_a_stranger_wrote_or_where_it_is_off() -> None:
    p = with_cart(model_shop())
    say(p, NONSENSE, "mail", trusted=False)
    p.do(ev.TookOver, by="anna")
    say(p, NONSENSE)
    off = with_cart(core_shops.shop())
    say(off, NONSENSE)
    assert drafts(p) == drafts(off) == []
