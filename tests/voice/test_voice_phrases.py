"""Both languages say the same things, with the same slots, in figures of their own."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from voice_samples import COUNTS, LANGS, WHEN, joined, meanings

from softsell.values import (
    Count,
    Day,
    Fact,
    Item,
    Items,
    Link,
    Meaning,
    Moment,
    Money,
    Number,
    Reason,
    Suggestion,
    Suggestions,
    Text,
)
from softsell.voice import figures
from softsell.voice.kinds import CHOICES, MEANINGS, OPTIONAL, QUESTIONS, WAYS
from softsell.voice.lint import lint
from softsell.voice.phrases import load, say, slots_of, text, wordings

CLAIMS = {Money, Count, Number, Day, Moment, Fact}


def said(voice, kind, lang, wording=0, **slots):
    return say(voice, (Meaning(kind, slots),), lang, wording=wording)[0].text


def test_both_languages_have_the_same_keys(voice):
    assert set(voice.words["en"].phrases) == set(voice.words["is"].phrases)


@pytest.mark.parametrize("lang", LANGS)
def test_every_meaning_and_every_choice_has_words(voice, lang):
    wanted = set(MEANINGS) | {f"choice-{choice}" for choice in CHOICES}
    assert not wanted - set(voice.words[lang].phrases)


def test_both_languages_name_the_same_slots(voice):
    for key in voice.words["en"].phrases:
        assert slots_of(voice, key, "en") == slots_of(voice, key, "is"), key


@pytest.mark.parametrize("lang", LANGS)
def test_a_phrase_names_only_slots_of_its_meaning_and_all_that_are_not_laid_out(voice, lang):
    for kind, slots in MEANINGS.items():
        woven = {
            name for name, type_ in slots.items() if name != "text" and type_ not in (Items, Suggestions, Fact, Link)
        }
        named = slots_of(voice, kind, lang)
        assert named <= set(slots), kind
        assert kind == "close" or woven <= named, kind


@pytest.mark.parametrize("lang", LANGS)
def test_what_may_be_said_again_has_other_words(voice, lang):
    told = {kind: wordings(voice, kind, lang) for kind in WAYS}
    assert {kind: n for kind, n in told.items() if n < WAYS[kind]} == {}
    for kind in WAYS:
        for slots in list(meanings(kind, lang))[:1]:
            texts = {say(voice, (slots,), lang, wording=n)[0].text for n in range(wordings(voice, kind, lang))}
            assert len(texts) == wordings(voice, kind, lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_wording_renders_with_every_value_and_lints_clean(voice, lang):
    seen = 0
    for kind in MEANINGS:
        place = "subject" if kind.startswith("subject-") else "letter"
        for meaning in meanings(kind, lang):
            for wording in range(wordings(voice, kind, lang)):
                for block in say(voice, (meaning,), lang, wording=wording):
                    found = lint(voice, block.text, lang, kind=place, claims=block.claims)
                    assert not [f for f in found if f.severity in ("block", "warn")], (block.text, found)
                    assert block.text == block.text.strip() and "{" not in block.text and ".." not in block.text
                    seen += 1
    assert seen > 400


@pytest.mark.parametrize("lang", LANGS)
def test_labels_lint_clean(voice, lang):
    slots = {
        "shop": Text("Ullbúðin"), "staff": Text("Anna"), "day": Day(date(2026, 6, 8), "shop"),
        "by": Moment(WHEN, "policy", WHEN), "days": Count(365, "day", "policy", WHEN),
    }  # fmt: skip
    for key in voice.words[lang].phrases:
        if key.startswith(("choice-", "page-")):
            place = "button" if key.startswith("choice-") or key.endswith("-button") else "body"
            label = text(voice, key, lang, slots)
            assert label and not lint(voice, label, lang, kind=place), (key, label)


@pytest.mark.parametrize("lang", LANGS)
def test_only_questions_end_with_a_question(voice, lang):
    for kind in MEANINGS:
        for meaning in list(meanings(kind, lang))[:1]:
            for wording in range(wordings(voice, kind, lang)):
                block = say(voice, (meaning,), lang, wording=wording)[0]
                if kind == "ask-need" or kind.startswith("subject-"):
                    continue
                assert (block.kind == "question") == (kind in QUESTIONS)
                assert block.text.count("?") == (kind in QUESTIONS), (kind, block.text)


@pytest.mark.parametrize(
    ("lang", "n", "words"),
    [
        ("is", 1, "1 dag"), ("is", 2, "2 daga"), ("is", 11, "11 daga"), ("is", 14, "14 daga"), ("is", 21, "21 dag"),
        ("is", 30, "30 daga"), ("is", 31, "31 dag"), ("is", 111, "111 daga"), ("is", 101, "101 dag"),
        ("en", 1, "1 day"), ("en", 2, "2 days"), ("en", 11, "11 days"), ("en", 21, "21 days"), ("en", 30, "30 days"),
    ],
)  # fmt: skip
def test_the_noun_agrees_with_its_number(voice, lang, n, words):
    for wording in (0, 1):
        sentence = said(voice, "freedom-last", lang, wording, days=Count(n, "day", "shop", WHEN))
        assert f" {words}" in sentence and not any(letter.isalpha() for letter in sentence.split(words)[1][:1])


@pytest.mark.parametrize(
    ("n", "noun", "cases"),
    [
        (1, "workday", ("1 virkur dagur", "1 virkan dag", "1 virkum degi", "1 virks dags")),
        (4, "workday", ("4 virkir dagar", "4 virka daga", "4 virkum dögum", "4 virkra daga")),
        (21, "hour", ("21 klukkustund", "21 klukkustund", "21 klukkustund", "21 klukkustundar")),
        (2, "product", ("2 vörur", "2 vörur", "2 vörum", "2 vara")),
        (1200, "review", ("1.200 umsagnir", "1.200 umsagnir", "1.200 umsögnum", "1.200 umsagna")),
    ],
)
def test_an_icelandic_noun_is_declined(n, noun, cases):
    probe = "\n".join(f"p-{case} = {{ $count_{case} }}" for case in ("acc", "dat", "gen")) + "\np-nom = { $count }"
    other = load({"is": joined("is") + "\n" + probe}, {})
    got = tuple(text(other, f"p-{case}", "is", {"count": Count(n, noun, "x")}) for case in ("nom", "acc", "dat", "gen"))
    assert got == cases


@pytest.mark.parametrize(
    ("amount", "currency", "english", "icelandic"),
    [
        (18990, "ISK", "ISK 18,990", "18.990 kr."), (0, "ISK", "ISK 0", "0 kr."),
        (1234567, "ISK", "ISK 1,234,567", "1.234.567 kr."),
        (12990, "EUR", "€129.90", "129,90 EUR"), (500, "USD", "$5.00", "5,00 USD"), (12345, "DKK", "DKK 123.45", "123,45 DKK"),
    ],
)  # fmt: skip
def test_money_is_written_as_the_language_writes_it(amount, currency, english, icelandic):
    assert figures.money(amount, currency, "en") == english
    assert figures.money(amount, currency, "is") == icelandic


@given(st.integers(0, 10**9))
def test_the_digits_of_a_price_are_its_amount(amount):
    for lang in LANGS:
        assert int("".join(filter(str.isdigit, figures.money(amount, "ISK", lang)))) == amount


def test_days_are_written_as_the_language_writes_them():
    monday = date(2026, 6, 8)
    assert figures.day(monday, "is") == "8. júní" and figures.day(monday, "en") == "8 June"
    assert figures.weekday(monday, "is") == "mánudaginn 8. júní" and figures.weekday(monday, "en") == "Monday 8 June"
    names = {figures.weekday(date(2026, 6, 8 + n), "is").split()[0] for n in range(7)}
    assert names == {
        "mánudaginn",
        "þriðjudaginn",
        "miðvikudaginn",
        "fimmtudaginn",
        "föstudaginn",
        "laugardaginn",
        "sunnudaginn",
    }


def test_a_figure_that_ends_with_a_full_stop_ends_the_sentence(voice):
    slots = {
        "total": Money(19980, "ISK", "s", WHEN, "tax+delivery"),
        "delivery": Money(990, "ISK", "s", WHEN),
        "place": Text("101"),
    }
    sentence = said(voice, "fix-cost_total", "is", **slots)
    assert (
        sentence == "Alls kostar þetta 19.980 kr. með vsk. og sendingu. Þar af kostar sendingin 990 kr. Afhending: 101."
    )


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", [kind for kind, slots in MEANINGS.items() if CLAIMS - {Fact} & set(slots.values())])
def test_a_claim_without_a_source_is_refused(voice, lang, kind):
    whole = next(iter(meanings(kind, lang)))
    for name, slot in whole.slots.items():
        if not isinstance(slot, Money | Count | Number | Day | Moment):
            continue
        bare = type(slot)(**{field: getattr(slot, field) for field in slot.__struct_fields__ if field != "source"})
        with pytest.raises(ValueError, match=rf"{kind}.*'{name}'.*source"):
            say(voice, (Meaning(kind, {**whole.slots, name: bare}),), lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", [kind for kind, slots in MEANINGS.items() if CLAIMS & set(slots.values())])
def test_a_claim_is_said_only_while_its_evidence_holds(voice, lang, kind):
    until, before, a_day = WHEN + timedelta(days=2), WHEN - timedelta(seconds=1), timedelta(days=1)
    whole = next(iter(meanings(kind, lang)))
    for name, slot in whole.slots.items():
        if type(slot) not in CLAIMS:
            continue
        for given_, at, fault in (
            ({"as_of": None}, WHEN, "a time"),
            ({"as_of": WHEN}, before, "known only from"),
            ({"as_of": WHEN, "valid_until": until}, until, "held until"),
        ):
            stale = Meaning(kind, {**whole.slots, name: replace(slot, **given_)})
            with pytest.raises(ValueError, match=rf"{kind}: .*{fault}"):
                say(voice, (stale,), lang, at=at)
        held = Meaning(kind, {**whole.slots, name: replace(slot, as_of=WHEN, valid_until=until)})
        assert say(voice, (held,), lang, at=WHEN + a_day)[0].text == say(voice, (held,), lang)[0].text


def test_a_price_in_an_offer_is_said_only_while_it_holds(voice):
    price = Money(18990, "ISK", "shop", WHEN, valid_until=WHEN + timedelta(days=1))
    offered = Meaning("offer-one", {"suggestions": Suggestions((Suggestion(Item("p", "Peysa", price=price)),))})
    assert "18.990" in say(voice, (offered,), "is", at=WHEN)[1].text
    with pytest.raises(ValueError, match=r"'suggestions' claims what held until"):
        say(voice, (offered,), "is", at=WHEN + timedelta(days=1))


def test_a_price_in_a_list_without_a_source_is_refused(voice):
    item = Item("p", "Peysa", price=Money(1, "ISK"))
    with pytest.raises(ValueError, match="'suggestions'"):
        say(voice, (Meaning("offer", {"suggestions": Suggestions((Suggestion(item),))}),), "is")
    with pytest.raises(ValueError, match="'items'"):
        say(voice, (Meaning("welcome", {"shop": Text("X"), "items": Items((item,))}),), "is")


def test_a_missing_or_wrong_slot_names_its_kind_and_itself(voice):
    with pytest.raises(ValueError, match=r"freedom-last.*'days'.*missing"):
        say(voice, (Meaning("freedom-last"),), "is")
    with pytest.raises(ValueError, match=r"freedom-last.*'days'.*Text, not Count"):
        say(voice, (Meaning("freedom-last", {"days": Text("30")}),), "is")
    with pytest.raises(ValueError, match="no such meaning"):
        say(voice, (Meaning("buy-now"),), "is")
    with pytest.raises(ValueError, match="no such phrase"):
        text(voice, "page-nothing", "is", {})
    with pytest.raises(ValueError, match="no such noun"):
        say(voice, (Meaning("freedom-last", {"days": Count(3, "fortnight", "shop", WHEN)}),), "is")


def test_a_slot_that_may_be_left_out_leaves_no_trace(voice):
    assert (
        said(voice, "greeting", "is") == "Góðan dag," and said(voice, "greeting", "is", name=Text("Jón")) == "Hæ Jón,"
    )
    assert said(voice, "greeting", "en") == "Hi," and said(voice, "greeting", "en", name=Text("")) == "Hi,"
    assert OPTIONAL["fix-cost_total"] == {"pickup"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("n", COUNTS)
def test_claims_are_exactly_the_words_from_evidence(voice, lang, n):
    block = say(voice, (Meaning("freedom-last", {"days": Count(n, "day", "shop", WHEN)}),), lang)[0]
    (span,) = block.claims
    words = block.text[slice(*span)]
    assert words.startswith(f"{n:,}".replace(",", "." if lang == "is" else ",")) and words.split()[1] in (
        "day",
        "days",
        "dag",
        "daga",
    )


def test_names_from_outside_cannot_forge_a_claim_or_a_line(voice):
    block = say(voice, (Meaning("greeting", {"name": Text("\ue000Jón\ue001\r\nBcc: x\u202e")}),), "is")[0]
    assert block.text == "Hæ Jón Bcc: x," and block.claims == ()


def test_the_wording_is_chosen_by_its_index_modulo_how_many_there_are(voice):
    count = wordings(voice, "ask-trouble", "is")
    assert count == 3
    assert said(voice, "ask-trouble", "is", 1) == said(voice, "ask-trouble", "is", 1 + count)
    assert said(voice, "glad", "en", 0) != said(voice, "glad", "en", 1)


def test_a_window_from_n_to_n_days_is_said_as_n_days(voice):
    slots = {
        "place": Text("600"),
        "method": Text("Pósturinn"),
        "min": Number(2, "", "s", WHEN),
        "days": Count(2, "workday", "s", WHEN),
    }
    assert said(voice, "fix-delivery_time", "is", **slots) == "Pósturinn: oftast 2 virkir dagar. Áfangastaður: 600."
    slots["days"] = Count(4, "workday", "s", WHEN)
    assert (
        said(voice, "fix-delivery_time", "is", **slots) == "Pósturinn: oftast 2 til 4 virkir dagar. Áfangastaður: 600."
    )


def test_close_lays_out_the_cart_then_the_total_then_the_way(voice):
    item = Item("p", "Peysa", 2, Money(18990, "ISK", "shop", WHEN))
    slots = {
        "items": Items((item,)),
        "total": Money(38970, "ISK", "shop", WHEN, "tax+delivery"),
        "link": Link("https://s.example/c"),
    }
    blocks = say(voice, (Meaning("close", slots),), "is")
    assert [block.kind for block in blocks] == ["para", "items", "total", "link"]
    assert blocks[1].text == "– Peysa, 2 stk. á 18.990 kr. með vsk."
    assert blocks[2].text == "Samtals: 38.970 kr. með vsk. og sendingu" and blocks[2].total == slots["total"]
    assert blocks[3].text == "Ganga frá kaupum: https://s.example/c" and blocks[3].link == slots["link"]


def test_a_suggestion_says_what_it_gives_why_and_what_it_gives_up(voice):
    item = Item("p", "Peysa", price=Money(18990, "ISK", "shop", WHEN))
    reasons = (Reason(2, "hlýtt", "material", "efni", "ull"),)
    offered = Suggestions((Suggestion(item, reasons, "þolir ekki þvottavél", "Heldur hita í vindi."),))
    block = say(voice, (Meaning("offer-one", {"suggestions": offered}),), "is")[1]
    assert block.text.splitlines() == [
        "Peysa, 18.990 kr. með vsk.", "Heldur hita í vindi.",
        "Af því að þú nefndir „hlýtt“ (efni: ull).", "Á móti kemur: þolir ekki þvottavél",
    ]  # fmt: skip
    assert block.suggestion == offered.suggestions[0]


def test_an_answer_keeps_the_words_of_the_shop_and_names_its_source(voice):
    fact = Fact(
        "Skilafrestur er 30 dagar.\nKaupandi greiðir.",
        "help/returns",
        datetime(2026, 6, 8, tzinfo=UTC),
        "Vöruskil",
        "/shop/help/returns",
    )
    block = say(voice, (Meaning("answer", {"fact": fact}),), "is")[1]
    assert block.text == "Skilafrestur er 30 dagar.\nKaupandi greiðir.\nHeimild: Vöruskil, 8. júní"
    assert block.claims[0] == (0, block.text.index("\nHeimild"))


def test_the_words_of_a_person_stand_as_they_were_written(voice):
    told = Text("Hæ Jón.\n\nHún er þvegin í höndum. " + "Gott að vita. " * 300)
    block = say(voice, (Meaning("person-said", {"text": told, "by": Text("Anna")}),), "is")[0]
    assert block.text.startswith("Hæ Jón.\n\nHún er þvegin") and block.text.endswith("Gott að vita.\n\nAnna")


def test_a_long_quotation_is_cut_and_still_said(voice):
    assert said(voice, "reflect", "is", said=Text("hlýtt " * 5000)).endswith("…“.")


def test_a_phrase_that_does_not_parse_or_is_there_twice_is_refused():
    for broken in ("greeting = { $name", "glad = A\nglad = B", "glad =\n    .b = Only a variant"):
        with pytest.raises(ValueError):
            load({"en": broken}, {})
