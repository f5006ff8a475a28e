"""The structure lint sees what words do not show, says where, leaves honest pages alone and never fails."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from softsell.voice.lint import lint
from softsell.voice.structure import compile_checks, letter, page, whole

ROOT = Path(__file__).resolve().parents[2]
LANGS = ("en", "is")
SOURCES = tuple((ROOT / f"softsell/voice/{lang}/checks/structure.toml").read_text(encoding="utf-8") for lang in LANGS)
CHECKS = compile_checks(SOURCES)
MAILS = Path(os.environ.get("SOFTSELL_DATA", ROOT.parent / "shared" / "data")) / "normal-transactional-mail"
SIZE = 200_000


def letter_of(example, lang):
    """The findings in an example of a letter: header lines, a blank line, its text or HTML."""
    head, _, body = example.partition("\n\n")
    headers = {name: value.strip() for name, _, value in (line.partition(":") for line in head.split("\n"))}
    marketing = {"yes": True, "no": False}.get(headers.pop("Marketing", ""))
    text, html = ("", body) if body.startswith("<") else (body, "")
    return letter(CHECKS, headers.pop("Subject"), text, html, headers, lang, marketing=marketing)


def found(check, example, lang):
    return {f.rule: f for f in (page(CHECKS, example, lang) if check.on == "page" else letter_of(example, lang))}


def examples(kind):
    return [
        pytest.param(lang, check, each, id=f"{lang}-{check.id}-{number}")
        for lang in LANGS
        for check in CHECKS.checks[lang].values()
        for number, each in enumerate(getattr(check, kind))
    ]


def rules(findings):
    return {(f.rule, f.severity) for f in findings}


# -- the data -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "check", "bad"), examples("bad"))
def test_every_bad_example_is_found_by_its_check_where_it_stands(lang, check, bad):
    finding = found(check, bad, lang)[check.id]
    assert (finding.why, finding.source, finding.suggestion) == (check.why, check.source, check.suggestion)
    assert check.on == "letter" or bad[finding.start : finding.end] == finding.text != ""


@pytest.mark.parametrize(("lang", "check", "good"), examples("good"))
def test_no_good_example_is_found_by_its_check_or_forbidden_by_another(lang, check, good):
    findings = found(check, good, lang)
    assert check.id not in findings
    assert [f.rule for f in findings.values() if f.severity == "block"] == []


def test_every_check_has_enough_examples_and_they_differ():
    for lang in LANGS:
        for check in CHECKS.checks[lang].values():
            assert len(set(check.bad)) >= 3 and len(set(check.good)) >= 3, (lang, check.id)


def test_both_languages_have_the_same_checks_with_the_same_weight():
    english, icelandic = (CHECKS.checks[lang] for lang in LANGS)
    assert list(english) == list(icelandic)
    for one, other in zip(english.values(), icelandic.values(), strict=True):
        assert (one.category, one.severity, one.on) == (other.category, other.severity, other.on)


def test_every_suggestion_passes_the_lint_of_words(voice):
    for lang in LANGS:
        for check in CHECKS.checks[lang].values():
            wrong = [f.rule for f in lint(voice, check.suggestion, lang, kind="body") if f.severity == "block"]
            assert not wrong, (lang, check.id, wrong)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (('category = "C13"', 'category = "C99"'), "C99"),
        (('severity = "block"', 'severity = "loud"'), "loud"),
        (('id = "no-way-out"', 'id = "consent-without-reject"'), "twice"),
        (('why = "', 'because = "'), "because"),
        (("\n[words]\n", "\n[word\n"), "do not read"),
        (('id = "shouting"', 'id = "yelling"'), "yelling"),
        (("cookies = [", "biscuits = ["), "biscuits"),
    ],
)
def test_data_that_is_wrong_says_what(change, told):
    with pytest.raises(ValueError, match=told):
        compile_checks((SOURCES[0].replace(*change, 1), SOURCES[1]))


# -- no and yes -----------------------------------------------------------------------------------------------------------


def test_a_no_that_is_plainer_is_a_warning_and_one_that_is_tiny_is_forbidden():
    plain = '<div class="modal"><button>Subscribe</button><a href="#">No, thanks</a></div>'
    tiny = '<div class="modal"><button>Subscribe</button><button style="font-size:9px">No, thanks</button></div>'
    assert rules(page(CHECKS, plain)) == {("decline-plain", "warn")}
    assert rules(page(CHECKS, tiny)) == {("decline-small", "block")}


def test_a_page_in_icelandic_is_told_in_icelandic_whatever_its_words():
    html = (
        '<html lang="is-IS"><body><div class="cookie-banner">We use cookies <button>Accept</button></div></body></html>'
    )
    (finding,) = page(CHECKS, html)
    assert finding.why == CHECKS.checks["is"]["consent-without-reject"].why
    assert page(CHECKS, html, "en")[0].why == CHECKS.checks["en"]["consent-without-reject"].why


@pytest.mark.parametrize(
    "html",
    [
        '<footer><form><input type="email"><button class="btn">Subscribe</button></form><a href="/c">Cookie policy</a></footer>',
        '<div class="modal fade" aria-hidden="true"><button class="close" aria-label="Close"><span aria-hidden="true">&times;'
        '</span></button><h5>Your cart</h5><button class="btn">Close</button>'
        '<button class="btn btn-primary">Checkout</button></div>',
        "<form><p>Shall we keep your details?</p><button>Yes</button><button>No</button></form>",
        '<nav><a href="/no">No</a><a href="/se">Svenska</a></nav><main><button>Subscribe</button></main>',
        '<label>Quantity <input type="number" value="1"></label><label><input type="radio" checked> Card</label>',
        "<label><input type=checkbox {% if news %}checked{% endif %} name=newsletter> News</label>",
        '<table><tr><td>Wool jumper</td><td>€89</td></tr><tr><td>Delivery</td><td>€5</td></tr></table><a href="/o">The order</a>',
        '<p title="Jumper">€89 incl. VAT</p><button>Add to cart</button>',
        '<script>window.dataLayer = []; function gtag(){dataLayer.push(arguments)} gtag("js", new Date());</script>',
        "<script>setInterval(function(){ fetch('/cart/count') }, 60000); var opened = Date.now();</script>",
        "<script>let left = 300; setInterval(() => { left--; warn('Your session ends in', left); deadline = new Date() }, 1000);"
        "</script>",
        '<style>.x{animation:pulse 2s}@keyframes pulse{50%{opacity:.5}}</style><div class="skeleton x"></div>',
        '<ul><li class="product kitchen-timer"><a href="/t">Kitchen timer</a> €12 with tax</li></ul>',
        '<td style="font-size:0;line-height:0">&nbsp;</td><div style="display:none">Your order is on its way</div>',
        '<th style="text-transform:uppercase">Product</th><h1 style="font-size:44px">Winter coats for a long walk</h1>',
        '<p>Only what you order is charged. There is no fee.</p><a style="display:none" href="/n">No, thanks</a>',
        '<ul class="filters"><li><label><input type="checkbox" name="f" checked> Special offers</label></li></ul>',
        '<div class="modal"><button>Subscribe</button><button>{{ t("no-thanks") }}</button></div>',
        '<div class="modal"><button class="btn">Accept</button>'
        '<button class="btn rounded-sm sm:px-4 text-dark">Reject</button></div>',
        '<form class="consent-form"><p>I have read how my data is kept.</p><button>I agree</button></form>',
        '<form action="/account"><h1>Log in</h1><input type="password" required><a href="/u">Unsubscribe</a></form>',
    ],
)
def test_ordinary_pages_are_left_alone(html):
    assert page(CHECKS, html) == ()


def our_templates():
    yield ROOT / "softsell/mail/letter.html"
    yield from sorted((ROOT / "softsell/web/templates").rglob("*.html"))
    yield from sorted((ROOT / "softsell/demo/templates").rglob("*.html"))


@pytest.mark.parametrize("path", list(our_templates()), ids=lambda path: path.name)
def test_our_own_templates_pass(path):
    assert [f for f in page(CHECKS, path.read_text(encoding="utf-8")) if f.severity != "note"] == []


# -- letters --------------------------------------------------------------------------------------------------------------


def test_a_letters_places_are_those_in_its_whole():
    subject, text = "Re: news", "Hello.\nTo unsubscribe, please allow up to 10 days."
    html = '<p>Hello.</p><a href="https://shop.example/login?next=/u" style="font-size:6px">Unsubscribe</a>'
    findings = letter(CHECKS, subject, text, html, {}, "en", marketing=True)
    assert {"false-reply", "unsubscribe-slow", "unsubscribe-hidden", "unsubscribe-barred"} == {f.rule for f in findings}
    assert all(whole(subject, text, html)[f.start : f.end] == f.text for f in findings)
    assert [f.start for f in findings] == sorted(f.start for f in findings)


@pytest.mark.parametrize(
    ("marketing", "text", "severity"),
    [
        (True, "Hello.", "block"),
        (None, "The sale has begun, and the new collection is here.", "warn"),
        (None, "Hello.", "note"),
        (None, "Thank you, your order was shipped. Sale items: 20% off.", ""),
        (False, "The sale has begun, and the new collection is here.", ""),
    ],
)
def test_how_grave_a_missing_way_out_is_depends_on_what_the_letter_is(marketing, text, severity):
    findings = letter(CHECKS, "Hello", text, "", {}, "en", marketing=marketing)
    assert [f.severity for f in findings if f.rule == "unsubscribe-missing"] == ([severity] if severity else [])


def test_the_way_out_of_our_own_letters_is_one_step():
    headers = {
        "LIST-UNSUBSCRIBE": "<https://shop.example/u/7>, <mailto:stop@shop.example>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    text = "Hello Anna,\n\nYou left a cart with us. Did something get in the way?\n\nWe will not write about it again."
    assert letter(CHECKS, "A question about your cart", text, "", headers, "en", marketing=True) == ()


@pytest.mark.skipif(not MAILS.is_dir(), reason="the transactional mails are not here")
def test_transactional_mails_are_hardly_ever_forbidden():
    mails = [path for path in sorted(MAILS.glob("*.txt")) if path.name != "SOURCE.txt"]
    assert mails
    blocked = [
        (path.name, f.rule, f.text)
        for path in mails
        for f in letter(CHECKS, path.stem.replace("-", " "), path.read_text(encoding="utf-8"), "", {}, "en")
        if f.severity == "block"
    ]
    assert len(blocked) <= len(mails) * 0.01, blocked


# -- it never fails -------------------------------------------------------------------------------------------------------

PIECES = [each for lang in LANGS for c in CHECKS.checks[lang].values() for each in (*c.bad, *c.good)]
ODD = [
    "<",
    ">",
    "</div>",
    "<a ",
    "&",
    "<!--",
    '"',
    "'",
    "\0",
    "\ud800",
    "<td>",
    "<p",
    "İ",
    "ß",
    "€9*",
    "?",
    "=",
    "<html lang=>",
]
HTML = st.lists(st.sampled_from(PIECES) | st.sampled_from(ODD) | st.text(max_size=5), max_size=8).map("".join)


def cut(text):
    return st.integers(0, len(text)).map(lambda at: text[at:] + text[:at])


@settings(deadline=None)
@given(HTML.flatmap(cut), st.sampled_from(("", "en", "is", "xx")))
@example("<input type=hidden name=tip value=²>", "")
@example("<p style='font-size:" + "9" * 400 + "px;color:#12345'>fee €9", "")
@example("<a href='//[x'>unsubscribe<dialog open>", "")
def test_a_page_never_fails_and_its_spans_lie_in_it(source, lang):
    findings = page(CHECKS, source, lang)
    assert all(0 <= f.start <= f.end <= len(source) and source[f.start : f.end] == f.text for f in findings)
    assert list(findings) == sorted(findings, key=lambda f: f.start)
    assert findings == page(CHECKS, source, lang)


@settings(deadline=None)
@given(st.text(max_size=30), HTML, HTML, st.sampled_from((None, True, False)))
def test_a_letter_never_fails_and_its_spans_lie_in_it(subject, text, html, marketing):
    source = whole(subject, text, html)
    headers = {"List-Unsubscribe": subject, "References": ""}
    for f in letter(CHECKS, subject, text, html, headers, marketing=marketing):
        assert 0 <= f.start <= f.end <= len(source) and source[f.start : f.end] == f.text


HOSTILE = [
    "<",
    "<a ",
    "&",
    "<!--",
    "<div>",
    "<div onclick=x>no",
    "<div class=modal><button>subscribe</button>",
    "<button>no</button><button>yes</button>",
    "<label><input type=checkbox checked> not ",
    "<div style='font-size:40px'>buy",
    "<div title='fee'>€9",
    "<div hidden>fee",
    "<p>€9*</p><small>* fee and some more",
    "from €9 ",
    "a b c d? ",
    "unsubscribe ",
    "<script>setInterval ",
    "<style>@keyframes ",
    "\u200b",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_its_time_grows_as_the_source_does(piece):
    source = piece * (SIZE // len(piece))
    begun = time.process_time()
    page(CHECKS, source)
    letter(CHECKS, source[:2000], source, "", {})
    assert time.process_time() - begun < 8
