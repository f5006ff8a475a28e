"""What a person wrote is found in the replies of many programs and tongues, and nothing of it is lost.

`replies/tuning` was before us while the rules were written. `replies/frozen` was written beforehand and was first read when
they stood: 150 of its 152 were exact; two kinds of fault were mended afterwards (a closing without an adjective, a link
under an advertisement). `replies/second` was written by a second hand that had read these tests and the documents, but not the
code: 69 of its 83 were exact at first look; nine were mended afterwards, by rules.
`replies/public.json` says which lines of the public fixtures are the writer's, as we read them.
"""

import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import softsell.mail
from softsell.mail.compose import frame, html, plain
from softsell.mail.letter import Letter, Part
from softsell.mail.reading.quotes import visible
from softsell.mail.reading.text import body, clean, from_html

HERE = Path(__file__).parent
REPLIES = HERE / "replies"
SHARED = HERE.parents[2] / "shared" / "data"
PUBLIC: dict[str, dict[str, Any]] = json.loads((REPLIES / "public.json").read_text("utf-8"))
FOLDERS = {
    "crisp": ("email-reply-crisp/test/fixtures", ".txt"),
    "zapier": ("email-reply-zapier", ".txt"),
    "talon": ("email-reply-talon/tests/fixtures", ""),
}


def expected(name: str) -> dict[str, str]:
    return json.loads((REPLIES / name / "expected.json").read_text("utf-8"))  # type: ignore[no-any-return]


def lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


def read(folder: str, name: str) -> str:
    return lines(visible(body(message_from_bytes((REPLIES / folder / f"{name}.eml").read_bytes()))))


@pytest.mark.parametrize("folder", ["tuning", "frozen", "second"])
def test_every_raw_reply_has_its_words_written_down(folder: str) -> None:
    assert {path.stem for path in (REPLIES / folder).glob("*.eml")} == set(expected(folder))


@pytest.mark.parametrize("name", sorted(expected("tuning")))
def test_the_words_of_a_reply_are_found(name: str) -> None:
    assert read("tuning", name) == lines(expected("tuning")[name])


def test_the_frozen_replies_are_read_exactly_nineteen_times_in_twenty() -> None:
    wanted = expected("frozen")
    wrong = sorted(name for name, words in wanted.items() if read("frozen", name) != lines(words))
    assert len(wanted) >= 120
    assert len(wrong) <= 0.05 * len(wanted), wrong


def test_the_replies_of_a_second_hand_are_read_nine_times_in_ten() -> None:
    wanted = expected("second")
    wrong = sorted(name for name, words in wanted.items() if read("second", name) != lines(words))
    assert len(wanted) >= 80
    assert len(wrong) <= 0.1 * len(wanted), wrong


def fixture(name: str, file: str, want: Any) -> tuple[str, str]:
    """The (text, expected words) of a public fixture: `want` gives ranges of lines, a mark before which they end, or words."""
    folder, suffix = FOLDERS[name]
    raw = (SHARED / folder / (file + suffix)).read_bytes()
    if file.endswith(".eml"):
        text = body(message_from_bytes(raw))
    elif file.endswith(".html"):
        text = from_html(raw.decode("utf-8"))
    else:
        text = clean(raw.decode("utf-8")).replace("#sig#", "")
    match want:
        case list():
            rows = text.split("\n")
            return text, "\n".join("\n".join(rows[first - 1 : last]) for first, last in want)
        case dict():
            return text, text.partition(want["before"])[0]
        case _:
            return text, str(want)


@pytest.mark.parametrize(("name", "least"), [("crisp", 0.95), ("zapier", 0.95), ("talon", 0.9)])
def test_the_public_replies_are_read(name: str, least: float) -> None:
    if not (SHARED / FOLDERS[name][0]).is_dir():
        pytest.skip(f"no {FOLDERS[name][0]} beside the repository")
    right = 0
    for file, want in PUBLIC[name].items():
        text, words = fixture(name, file, want)
        right += re.sub(r"\s*\n\s*", "\n", visible(text)).strip() == re.sub(r"\s*\n\s*", "\n", words).strip()
    assert right >= least * len(PUBLIC[name])


KEPT = (
    "My sister wrote:\nget the red one.", "From: 20 to 30 kr", "From: Akureyri\nTo: Reykjavík\nDate: 3 May",
    "Three things\n----------\n1. size\n2. colour", "Sent from my garden, where the sun is out.", "Sent by courier",
    "Systir mín skrifaði:\ntaktu þá rauðu.", "Frá: 20 upp í 30 kr.", "Sent með póstinum í gær", "Get the blue one",
    "Ég skrifaði ykkur 3. maí kl. 14:00 og fékk ekkert svar:\nhvar er pöntunin?", "On Monday I wrote to you:\nno answer yet.",
    "Deliver it to:\n\nAnna Berg\n12 Mill Lane\ntel. 07700 900 123\nanna@example.com", "To: Anna\nFrom: her sister",
    "Call me on 555 0102 after six.\nOr write to anna@example.com.", "Best regards from a rainy Leeds", "Takk!\nKv. Jón",
    "--\nHi, I begin all my letters so. What does it weigh?", "We are confident in the recipient of the prize.",
    "Von Hamburg nach Berlin gesendet", "Le 3 mars à 9h14 votre collègue m'a écrit :\n« tout est remboursé ».",
    "Anna\nit's Bob's jumper\nand that's mine", "Please delete my order, it was sent in error and the sender is my son.",
    "Kveðja\nAnna\nsem vann hjá ykkur", "Sa mère\nle voudrait\nen bleu", "Best,\nAnna\n(she who called about the office chair)",
    "This one?\n***\nI mean for rain.", "-- first point\n-- second point", "Subject: sizes\nI am 182 cm.",
    "```\n> an error\n--\n```\nis what it says.",
    "SQL> select 1\nSQL> select 2\nare what I typed", "| a | b |\n|---|---|\n| 1 | 2 |",
    "My sister wrote:\n| get the red one", "Attention: nobody outside the EU gets your messages!", "Is the avg size 42? Mine is.",
    "The avg delivery took a week.", "Notice: the link in your external message is dead.", "It is above this line, is it not?",
    "Bob> is what my screen says", "Thanks,\n\nCall me:\n555 0102", "Hi,\n\nyes.\n\nThanks,\n\nTom",
    "You are receiving this because you sent me the wrong size.", "Write to hello@bar.is:\nthe red one.",
)  # fmt: skip


@pytest.mark.parametrize("words", KEPT)
def test_a_sentence_that_looks_like_a_program_s_is_kept(words: str) -> None:
    assert visible(words) == words
    assert visible(f"Hæ\n\n{words}\n\nTakk fyrir") == f"Hæ\n\n{words}\n\nTakk fyrir"


CUT = (
    "--- On Fri, 8/7/26, Foo <foo@bar.is> wrote:", "Foo <foo@bar.is> writes:", "2026-08-18 10:12 GMT+02:00 Foo <foo@bar.is>:",
    "On Tuesday 18 August 2026 10:12:11 Foo Bar wrote:", "在 2026年8月18日，下午5:12，Foo <foo@bar.is> 写道：",
    "Em ter, 18 de ago de 2026 às 10:12, Foo <foo@bar.is>\nescreveu:", "Foo <foo@bar.is> schreef op di 18 aug. 2026 om 10:12:",
    "From: Foo [mailto:foo@bar.is] Sent: Tuesday, August 18, 2026 10:12 AM To: X Subject: Test", "*-----Original Message-----*",
    "##- Please type your reply above this line -##", "-----Nachricht im Original-----\nVon: x <x@y.de>\nDatum: 3.3.2026",
    "Date: Tue, 18 Aug 2026 10:12:11 +0000\nTo: x@y.is\nFrom: foo@bar.is\nSubject: y",
    "Sent from my iPhone, please excuse typos.", "----- Foo <foo@bar.is> wrote: -----",
    "##- Bitte über dieser Zeile antworten -##",
    "--- Svarið fyrir ofan þessa línu ---", "=== Skriv dit svar over denne linje ===",
)  # fmt: skip


@pytest.mark.parametrize("above", CUT)
def test_what_announces_a_quotation_ends_the_words(above: str) -> None:
    quoted = "" if above.startswith("Sent") else "\n\nSome words.\nOf the other letter?"
    assert visible(f"Er hún blá?\n\n{above}{quoted}") == "Er hún blá?"


@pytest.mark.parametrize("line", (REPLIES / "devices.txt").read_text("utf-8").splitlines())
def test_what_a_device_adds_is_left_out(line: str) -> None:
    assert visible(f"Er hún blá?\n\n{line}") == "Er hún blá?"
    assert visible(f"Er hún blá?\n\n{line}\n\nOg er hún þykk?") == "Er hún blá?\n\nOg er hún þykk?"


@pytest.mark.parametrize("above", [
    "Quoting Foo Bar <foo@bar.is>:", "In article <x@bar.is>, Foo Bar says:", "foo wrote:", '"Foo Bar" wrote:',
    "foo@bar.is wrote:", "Foo Bar (Bar, Inc.) wrote:", "Foo wrote in is.verslun:", "On 2026-08-18 10:12:11 +0000, Foo Bar said:",
    "田中太郎さんは書きました:",
])  # fmt: skip
def test_what_alone_would_be_a_sentence_announces_a_marked_quotation(above: str) -> None:
    assert visible(f"Hæ\n\n{above}\n> Some words.\n\nEr hún blá?") == "Hæ\n\nEr hún blá?"
    assert above in visible(f"Hæ\n\n{above}\nSome words.\n\nEr hún blá?")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("language", ["en", "is"])
def test_an_attribution_is_cut_whole_wherever_it_was_wrapped(language: str, gap: str) -> None:
    words = ABOVE[language].split(" ")
    for place in range(1, len(words)):
        above = " ".join(words[:place]) + "\n" + " ".join(words[place:])
        assert visible(f"Er hún blá?\n\nTakk\nJón{gap}{above}\n\n> Some words.") == "Er hún blá?\n\nTakk\nJón", above


@pytest.mark.parametrize("mark", ["Foo> ", "Foo>> ", "| "])
def test_a_quotation_is_known_by_a_name_or_a_bar_where_it_is_announced(mark: str) -> None:
    quoted = f"{mark}Some words.\n{mark}\n{mark}Of the other letter?"
    above = "On Tuesday 18 August 2026 10:12, Foo Bar wrote:"
    assert visible(f"Hæ\n\n{above}\n{quoted}\n\nEr hún blá?\n\n{mark}More.\n\nJá.") == "Hæ\n\nEr hún blá?\n\nJá."


@pytest.mark.parametrize("above", [
    "CAUTION: This email originated from outside of the organization. Do not click links unless you know the sender.",
    "ACHTUNG: Diese E-Mail stammt von einem externen Absender. Öffnen Sie keine Anhänge.",
    "VARÚÐ: Þessi póstur er utanaðkomandi. Smellið ekki á hlekki.",
    "ADVARSEL: Denne mail kommer udefra. Klik ikke på links.",
])  # fmt: skip
def test_a_warning_that_a_mail_server_puts_first_is_left_out(above: str) -> None:
    assert visible(f"{above}\n\nEr hún blá?") == "Er hún blá?"


def test_what_is_set_as_typed_keeps_its_indentation() -> None:
    assert visible(from_html("<p>It says</p><pre>if a:\n    b &gt; c</pre>")) == "It says\nif a:\n    b > c"


def test_markup_tells_what_is_quoted_where_the_text_form_does_not() -> None:
    text, page = (
        "Is it blue?\n\nXyz qwe asd\nSome quoted words",
        "<p>Is it blue?</p><blockquote>Some quoted words</blockquote>",
    )
    raw = "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + text
    raw += "\n--b\nContent-Type: text/html\n\n" + page + "\n--b--\n"
    assert visible(body(message_from_bytes(raw.encode()))) == "Is it blue?"


@pytest.mark.parametrize(
    ("charset", "raw", "words"),
    [
        ("iso-8859-1", b"It\x92s \x93blue\x94", "It’s “blue”"),
        ("iso-8859-1", "Er hún blá?".encode(), "Er hún blá?"),
        ("us-ascii", "Er hún blá?".encode("latin-1"), "Er hún blá?"),
        ("utf-8", "Er hún blá?".encode()[:-3] + b"\xc3", "Er hún bl"),
        ("gb2312", "價格?".encode("gb18030"), "價格?"),
        ("koi8-r", "цена?".encode("koi8-r"), "цена?"),
        ("x-unheard-of", "Verð?".encode(), "Verð?"),
    ],
)
def test_a_charset_is_read_as_it_is_meant(charset: str, raw: bytes, words: str) -> None:
    head = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert body(message_from_bytes(head + raw)) == words


# -- our own letter, quoted ---------------------------------------------------------------------------------------------

FRAME = frame((Path(softsell.mail.__path__[0]) / "letter.html").read_text("utf-8"))
WORDS = {
    "en": (
        "Hi Anna,",
        "You left this:",
        ("Jumper", "EUR 180"),
        "Did something get in the way?",
        "The price",
        "No more letters",
    ),
    "is": (
        "Hæ Anna,",
        "Þú skildir eftir:",
        ("Lopapeysa", "24.900 kr."),
        "Kom eitthvað upp á?",
        "Verðið",
        "Hætta að fá bréf",
    ),
}
ABOVE = {
    "en": "On Tue, Mar 3, 2026 at 9:14 AM Norðurljós <svar@nordurljos.is> wrote:",
    "is": "þri., 3. mar. 2026 kl. 09:14 skrifaði Norðurljós <svar@nordurljos.is>:",
}
HEAD = {
    "en": ("From:", "Sent: Tuesday, March 3, 2026 9:14 AM", "To: Anna", "Subject: A question"),
    "is": ("Frá:", "Sent: þriðjudagur, 3. mars 2026 09:14", "Til: Anna", "Efni: Spurning"),
}


def ours(language: str) -> Letter:
    greeting, left, row, question, answer, no_more = WORDS[language]
    return Letter(
        language=language, from_name="Norðurljós", from_address="svar@nordurljos.is", to_address="anna@example.is",
        reply_to="svar+x@nordurljos.is", subject="?", footer=("Norðurljós ehf., Laugavegi 1, 101 Reykjavík",),
        blocks=(Part("para", greeting), Part("items", left, (row,)), Part("question", question)),
        answers=((answer, "https://nordurljos.is/t/1"),), unsubscribe_url="https://nordurljos.is/stop/1",
        unsubscribe_label=no_more, message_id="<x@nordurljos.is>", date=datetime(2026, 3, 3, 9, 14, tzinfo=UTC),
    )  # fmt: skip


def marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def head(language: str, end: str = "\n", bold: str = "{}") -> str:
    sender, *rest = HEAD[language]
    return end.join([f"{bold.format(sender)} Norðurljós &lt;svar@nordurljos.is&gt;", *rest])


PLAIN: dict[str, Callable[[str, str], str]] = {
    "gmail": lambda way, text: f"{ABOVE[way]}\n\n{marked(text)}",
    "apple": lambda way, text: marked(f"{ABOVE[way]}\n\n{text}"),
    "iphone unmarked": lambda way, text: f"Sent from my iPhone\n\n{ABOVE[way]}\n\n{text}",
    "yahoo": lambda way, text: f"    {ABOVE[way]}  \n \n {text}",
    "outlook": lambda way, text: head(way).replace("&lt;", "<").replace("&gt;", ">") + f"\n\n{text}",
    "outlook mobile": lambda way, text: (
        "_" * 32 + "\n" + head(way).replace("&lt;", "<").replace("&gt;", ">") + f"\n\n{text}"
    ),
    "old outlook": lambda way, text: f"-----Original Message-----\n{head(way)}\n\n{text}",
    "unannounced": lambda way, text: marked(text),
}
MARKUP: dict[str, Callable[[str, str], str]] = {
    "gmail": lambda way, page: (
        f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{escape(ABOVE[way])}<br></div>'
        f'<blockquote class="gmail_quote" style="margin:0 0 0 .8ex">{page}</blockquote></div>'
    ),
    "outlook web": lambda way, page: (
        f'<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">{head(way, "<br>", "<b>{}</b>")}</div>{page}'
    ),
    "outlook desktop": lambda way, page: (
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
        f"<p class=MsoNormal>{head(way, '<br>', '<b>{}</b>')}</p></div>{page}"
    ),
    "apple": lambda way, page: (
        f'<div><br><blockquote type="cite"><div>{escape(ABOVE[way])}</div>{page}</blockquote></div>'
    ),
    "yahoo": lambda way, page: (
        f'<div id="yahoo_quoted_1" class="yahoo_quoted"><div>{escape(ABOVE[way])}</div>{page}</div>'
    ),
    "proton": lambda way, page: (
        f'<div class="protonmail_quote">{escape(ABOVE[way])}<br><blockquote>{page}</blockquote></div>'
    ),
    "thunderbird": lambda way, page: (
        f'<div class="moz-cite-prefix">{escape(ABOVE[way])}<br></div>'
        f'<blockquote type="cite" cite="mid:x@nordurljos.is">{page}</blockquote>'
    ),
    "no container": lambda way, page: f"<div>{escape(ABOVE[way])}</div>{page}",
}


@pytest.mark.parametrize("language", ["en", "is"])
@pytest.mark.parametrize("client", sorted(PLAIN))
def test_our_own_letter_is_cut_from_a_plain_reply(client: str, language: str) -> None:
    assert visible(f"Hún er of þung.\n\n{PLAIN[client](language, plain(ours(language)))}") == "Hún er of þung."


@pytest.mark.parametrize("language", ["en", "is"])
@pytest.mark.parametrize("client", sorted(MARKUP))
def test_our_own_letter_is_cut_from_an_html_reply(client: str, language: str) -> None:
    page = MARKUP[client](language, html(ours(language), FRAME))
    text = from_html(f"<html><body><div>Hún er of þung.</div>{page}</body></html>")
    assert WORDS[language][3] in text
    assert visible(text) == "Hún er of þung."


def test_words_below_a_quotation_are_read_in_html_too() -> None:
    text = from_html(
        '<blockquote type="cite">Is it blue?</blockquote><div>No.</div><blockquote>Red?</blockquote><p>Yes.</p>'
    )
    assert visible(text) == "No.\n\nYes."


def test_an_indented_paragraph_of_the_writer_s_is_no_quotation() -> None:
    page = '<div>Three of them:</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>blue</div></blockquote>'
    assert visible(from_html(page)) == "Three of them:\nblue"


def test_words_typed_into_a_signature_s_container_are_kept() -> None:
    assert "What does it weigh?" in visible(
        from_html('<div id="Signature"><div>Hello. What does it weigh?</div></div>')
    )


# -- nothing is lost, nothing is slow -----------------------------------------------------------------------------------

SENTENCES = st.lists(
    st.sampled_from(["Hæ!", "Er hún blá?", "The zip broke.", "On the whole I like it.", "It was 20 kr. cheaper", "Takk fyrir"]),
    min_size=1, max_size=5,
)  # fmt: skip


@given(SENTENCES, st.sampled_from(sorted(PLAIN)), st.sampled_from(["en", "is"]), st.sampled_from(["\n", "\n\n"]))
def test_words_above_any_quotation_are_kept_whole(said: list[str], client: str, language: str, gap: str) -> None:
    words = gap.join(said)
    assert visible(f"{words}\n\n{PLAIN[client](language, plain(ours(language)))}") == words


@given(SENTENCES, st.sampled_from(["en", "is"]))
def test_words_below_a_marked_quotation_are_kept_whole(said: list[str], language: str) -> None:
    words = "\n".join(said)
    assert visible(f"{ABOVE[language]}\n{marked(plain(ours(language)))}\n\n{words}") == words


PIECES = st.sampled_from([
    "> ", ">", "On Mon, Mar 3, 2026 at 9:14 AM ", "A <a@b.is> wrote:", "skrifaði", "From: ", "Sent: ", "Frá: ", "--", "_____",
    "\n", "\n\n", "Kveðja,", "Sent from my iPhone", "+354 555 1234", "-----Original Message-----", "words", "?", ":", "<",
])  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_is_received_only_its_own_lines_come_out(text: str) -> None:
    rows = {row.strip() for row in text.split("\n")}
    assert all(row.strip() in rows for row in visible(text).split("\n") if row.strip())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([
    "<div", " class=gmail_attr", " id=divRplyFwdMsg", ">", "</div>", "<blockquote>", "</blockquote>", "<p>", "words", "<pre>",
    "\n", "<div id=Signature>", "<br>", "<!--", "-->", "&nbsp;", "</", "<style>", '"', "<hr>", "</pre>", "<td>",
]), max_size=40).map("".join))  # fmt: skip
def test_whatever_markup_is_received_it_is_read(page: str) -> None:
    assert isinstance(visible(from_html(page)), str)


def steps(work: Callable[[str], object], text: str) -> int:
    """How many calls, of Python's and of C's functions, a piece of work makes."""
    count = 0

    def counted(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


HOSTILE = (
    ">", "> a\n", "> a\nb\n", "On Mon, Mar 3, 2026 at 9:14 AM\n", "a wrote:\n", "From: a\nTo: b\n", "--\n", "-- \nx\n", "_____\n",
    "<a@b>:\n", "Kveðja\n", "confidential intended recipient\n\n", "1 2 3 ", "Anna Berg\n", "\n", "Sent from my x\n", "a\n> ",
    "```\n", "Foo> a\n", "| a\n", "On 3.3.2026 9:14 a wrote:\n| a\n", "CAUTION: external ", "```\nOn 3.3.2026 9:14 a wrote:\n",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_hostile_text_is_at_most_some_three_times_the_work(piece: str) -> None:
    small, large = piece * 400, piece * 800
    assert steps(visible, large) <= 3 * steps(visible, small) + 500


@pytest.mark.parametrize(
    "piece", ["<div>", "<blockquote>", "<div class=gmail_attr>", "<", "<p>", "<pre>\n", "</div>", "<hr>", "<td>"]
)
def test_twice_the_hostile_markup_is_at_most_some_three_times_the_work(piece: str) -> None:
    small, large = piece * 3_000, piece * 6_000
    assert steps(from_html, large) <= 3 * steps(from_html, small) + 500


def test_of_a_letter_without_end_only_the_beginning_is_looked_at() -> None:
    assert steps(visible, "a wrote:\n" * 100_000) <= 1.1 * steps(visible, "a wrote:\n" * 3_000)
