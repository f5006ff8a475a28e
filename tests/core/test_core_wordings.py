"""Nobody reads the same sentence twice: whole conversations in both languages, in the words in which they are said."""

import re
from collections import defaultdict
from functools import cache

import core_shops
from core_stories import TALK, TEXTS, Play, play, stories
from core_tale import say, with_cart
from hypothesis import given
from hypothesis import strategies as st

from softsell import load
from softsell.core import events as ev
from softsell.core.effects import Say
from softsell.core.mending import MOST_TOLD
from softsell.voice.phrases import Voice
from softsell.voice.phrases import say as words
from softsell.writing import wordings

OWN = (
    "person-said",
    "ask-need",
)  # a person's words, and the catalogue's question: asked again only with words that say so
LAID_OUT = ("fact", "items", "suggestion", "total", "link")  # what the shop knows stands as it is


@cache
def voice() -> Voice:
    return load.voice()


def sentences(p: Play, effect: Say, lang: str) -> list[str]:
    """The sentences of one turn as this shopper reads them."""
    found = []
    counts = effect.told or (0,) * len(effect.meanings)
    for meaning, wording, told in zip(effect.meanings, wordings(p.shopper, effect), counts, strict=True):
        promise = meaning.kind == "handing-over" and told >= MOST_TOLD  # that a person comes, and when, is always said
        if meaning.kind not in OWN and not promise:
            blocks = words(voice(), (meaning,), lang, wording=wording)
            said = "\n".join(block.text for block in blocks if block.kind not in LAID_OUT)
            found += re.split(r"(?<=[.?])\s+(?=[A-ZÁÐÉÍÓÚÝÞÆÖ])|\n", said.replace("vsk. ", "vsk "))
    return [one for one in found if one]


def twice(p: Play, lang: str) -> list[str]:
    """Every sentence that somebody read a second time in one conversation."""
    read: dict[str, set[str]] = defaultdict(set)
    again = []
    for effect in p.says:
        for sentence in sentences(p, effect, lang):
            if sentence in read[effect.conversation]:
                again.append(sentence)
            read[effect.conversation].add(sentence)
    return again


@given(stories)
def test_no_sentence_is_said_twice_in_a_conversation_whatever_is_chosen_and_written(story: bytes) -> None:
    p = play(story, TALK)
    assert {lang: twice(p, lang) for lang in ("en", "is")} == {"en": [], "is": []}


@given(st.lists(st.sampled_from(TEXTS), min_size=8, max_size=30), st.sampled_from(("page", "mail")))
def test_no_sentence_is_said_twice_to_somebody_who_writes_on_and_on(texts: list[str], channel: str) -> None:
    p = with_cart(core_shops.shop())
    for text in texts:
        say(p, text, channel)
        if p.shopper.conversation is not None and p.shopper.conversation.state == "handed_over":
            p.do(ev.HandedBack, by="anna")
    assert {lang: twice(p, lang) for lang in ("en", "is")} == {"en": [], "is": []}
