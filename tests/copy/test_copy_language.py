"""Sixty short lines of shops, and what language they are in."""

import pytest

from softsell.copy.language import detect

EN = """Your cart is still here
Buy now
Free shipping on all orders
Only 2 left in stock
Hurry, the offer ends today
Do you have a question about the size?
We keep it for thirty days
Add to cart
Thanks for your order
Back in stock
Café chairs are back
Guðrún answers your questions
Continue to checkout
Is there anything we can answer?
View the return policy
Last chance!
It will keep; come back when it suits you
Don't miss out
The scarf from Húsavík
Find your size
Please choose a colour
New in the store
Prices include VAT and delivery
Everyone is talking about it
What would you like to know?"""
IS = """Karfan þín bíður
Kauptu núna
Frí heimsending
Aðeins 2 eftir
Adeins 2 eftir
Síðasti séns!
Sidasti sens
Drífðu þig
Er eitthvað sem við getum svarað?
Er eitthvad sem vid getum svarad?
Thetta er ekki flokid
Vörurnar geymast í þrjátíu daga
Setja í körfu
Halda áfram að greiða
Takk fyrir pöntunina
Komið aftur
Viltu vita meira um stærðina?
Veldu lit
Spurning um körfuna þína
Nýjar vörur í verslun
Þú getur skilað vörunni innan 14 daga
thu getur skilad vorunni
Verð með vsk
Hvað vantar þig?
Flýttu þér, tilboðið gildir í dag
Fjórir eftir á lager
Skoða nánar
Ekki missa af þessu
Allir eru að tala um þetta
Enn til"""
NEITHER = """12 345 kr.
IKEA
XL

Nur noch drei Tage
Última oportunidad"""


@pytest.mark.parametrize(
    ("text", "lang"),
    [(t, "en") for t in EN.split("\n")] + [(t, "is") for t in IS.split("\n")] + [(t, "") for t in NEITHER.split("\n")],
)
def test_a_short_line_is_known_by_its_words_and_letters(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_capitals_and_line_ends_do_not_matter() -> None:
    assert detect("ONLY\nTWO\nLEFT") == "en"
    assert detect("AÐEINS\r\nTVÖ EFTIR") == "is"


def test_a_text_in_both_languages_is_in_neither() -> None:
    english, icelandic = (
        "The cart keeps for thirty days and we answer. ",
        "Karfan geymist í þrjátíu daga og við svörum. ",
    )
    assert detect(english + icelandic) == ""
    assert detect(f"{english * 40}\n\n{icelandic * 2}") == ""
    assert detect(english * 40) == "en"
    assert detect(icelandic * 40) == "is"
