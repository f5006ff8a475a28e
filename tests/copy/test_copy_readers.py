"""Every format becomes pieces: what people read, of the right kind, with its place, and nothing else."""

from copy_samples import doc, linted, rules, sample, source, texts

from softsell.copy.document import Document
from softsell.copy.markdown import markdown

SCARCE = "scarcity"


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text.strip()) for piece in document.pieces]


# -- plain text -----------------------------------------------------------------------------------------------------------


def test_a_text_is_one_piece() -> None:
    assert texts(doc("One.\n\nTwo.\n", "text")) == ["One.\n\nTwo."]


def test_a_very_long_text_is_cut_at_the_end_of_a_paragraph() -> None:
    pieces = doc("A calm line of words.\n\n" * 20_000, "text").pieces
    assert len(pieces) > 2
    assert all(piece.text.startswith("A calm") and piece.text.endswith("\n\n") for piece in pieces)


def test_a_letter_has_a_subject_and_headers_that_are_not_read() -> None:
    report = sample("letter.txt", "letter")
    assert [(one.kind, one.where, one.text) for one in report.findings] == [
        ("subject", "Subject", "Hurry"),
        ("letter", "", "Only 2 left"),
    ]


def test_only_a_letter_has_a_subject_line() -> None:
    assert {one.kind for one in sample("letter.txt").findings} == {"body"}


# -- Markdown -------------------------------------------------------------------------------------------------------------


def test_markdown_is_read_where_it_is_prose() -> None:
    report, text = sample("page.md"), source("page.md")
    lines = [one.line for one in report.findings if one.rule == SCARCE]
    assert lines == [6, 6, 7, 9, 16, 24, 28, 33, 34, 36]
    assert [one.where for one in report.findings if one.where] == ["title", "alt", "alt"]
    assert all(text[one.start : one.end] == one.text for one in report.findings if "*" not in text[one.start : one.end])


def test_a_list_item_a_heading_and_a_cell_are_pieces_of_their_own() -> None:
    found = texts(doc("# Head #\n- one\n- two\n  goes on\n\n|a|b|\n|-|-|\n|c|d|\n\nHead\n====\n1. three\n", "md"))
    assert found == ["Head", "one", "two\n  goes on", "a", "b", "c", "d", "Head", "three"]


def test_code_addresses_and_front_matter_of_markdown_are_not_read() -> None:
    text = "+++\na = 'only 2 left'\n+++\n``only ` 2 left`` <https://only.2/left>\n\n~~~\nonly 2 left\n~~~\n\n\tonly 2 left\n"
    assert [each.strip("`\n ") for each in texts(doc(text, "md"))] in ([], [""])


def test_a_fence_in_a_list_or_a_quotation_ends_where_it_ends() -> None:
    found = texts(doc("- a\n  ```\n  code\n  ```\n  b\n> ```\n> code\n> ```\n> c\n", "md"))
    assert found == ["a", "b", "c"]


def test_emphasis_does_not_hide_words_and_underscores_in_names_stay() -> None:
    (piece,) = markdown("x", "*On*ly __2__ ~~left~~ in a_b_c \\*now\\*\n").pieces
    assert piece.text == "Only 2 left in a_b_c *now*\n"


def test_placeholders_survive_markdown() -> None:
    (piece,) = markdown("x", "Hello *|FNAME|*, [[first_name]] and {{ a_b *x* }}\n").pieces
    assert piece.text == "Hello *|FNAME|*, [[first_name]] and {{ a_b *x* }}\n"


def test_a_link_with_brackets_in_its_address_leaves_its_words() -> None:
    (piece,) = markdown("x", "See [the (old) page](https://x.is/a_(b)) and [that][ref][^1].\n").pieces
    assert piece.text == "See the (old) page and that.\n"


def test_scripts_in_markdown_are_not_read_to_their_end() -> None:
    assert texts(doc("<script>\nlet a = 1\n\nonly 2 left\n</script>\n\nCalm.\n", "md")) == ["Calm."]


# -- HTML and MJML ----------------------------------------------------------------------------------------------------------


def test_html_is_read_block_by_block_with_kinds() -> None:
    found = kinds(doc((source("page.html")), "html"))
    assert found == [
        ("subject", "Hurry, last chance!"),
        ("", "Only 2  left & your cart expires today."),
        ("button", "Buy now!"),
        ("button", "Buy now"),
        ("", "Only 3 left!"),
        ("button", "Buy now"),
    ]


def test_mjml_is_read_like_html() -> None:
    report = sample("mail.mjml")
    assert [(one.kind, one.text) for one in report.findings if one.rule in (SCARCE, "insistence")] == [
        ("subject", "Only 2 left"),
        ("body", "Only\xa02 left"),
        ("body", "Only 3 left"),
        ("button", "Buy now"),
    ]


def test_tags_inside_a_line_split_neither_sentences_nor_words() -> None:
    assert texts(doc("<p><b>O</b>nly <a href=x>2</a> l<i>ef</i>t<br>now</p>", "html")) == ["Only 2 left\nnow"]


def test_scripts_styles_and_comments_are_not_read() -> None:
    text = "<style>p{}</style><script>'only 2 left'</script><!-- only 2 left --><!--[if mso]>only 2 left<![endif]--><p>a</p>"
    assert texts(doc(text, "html")) == ["a"]


def test_what_looks_like_a_button_is_one_and_a_row_of_buttons_is_none() -> None:
    text = (
        "<a class='x btn-primary'>a</a><div class='button-row'>b</div><a class='btn-group'>c</a>"
        "<td class='button'><a>d</a></td><span role=button>e</span><button><span>f</span></button>"
        "<input type=text value=g placeholder=h><input type=submit value=i>"
    )
    assert kinds(doc(text, "html")) == [
        ("button", "a"), ("", "b"), ("", "c"), ("button", "d"), ("button", "e"), ("button", "f"), ("", "h"), ("button", "i"),
    ]  # fmt: skip


def test_a_preheader_and_the_title_of_a_page_are_subjects_but_the_title_of_a_drawing_is_not() -> None:
    text = "<div class='preheader' style='display:none'>a</div><svg><title>b</title></svg><meta property='og:title' content='c'>"
    assert kinds(doc(text, "html")) == [("subject", "a"), ("", "b"), ("subject", "c")]


def test_attributes_are_found_where_they_stand() -> None:
    text = "<p>x</p><img data-alt='no' src=\"alt='no'\" alt = 'Only&nbsp;2 &lt;left'>"
    (one,) = (found for found in linted(text, "html").findings if found.rule == SCARCE)
    assert (one.where, text[one.start : one.end]) == ("alt", "Only&nbsp;2 &lt;left")


# -- letters --------------------------------------------------------------------------------------------------------------


def test_the_parts_of_a_letter_are_decoded_and_point_into_the_file() -> None:
    report, text = sample("letter.eml"), source("letter.eml")
    assert [(one.where, one.text, text[one.start : one.end]) for one in report.findings] == [
        ("text/plain", "only 2 left", "only 2 left"),
        ("text/html", "Síðasti séns", "S=C3=AD=C3=B0asti s=C3=A9ns"),
        ("text/html", "Aðeins 2 eftir", "A=C3=B0eins <b>2</b=\r\n> eftir"),
        ("text/plain", "Hurry", ""),
        ("text/plain", "last chance", ""),
    ]
    assert text[report.findings[-1].start :].startswith("SHVyc")
    assert [one.allowed for one in report.allowed] == ["talið í höndunum"]


def test_an_answer_is_honest_only_in_a_letter_that_answers() -> None:
    head = "Subject: Re: your question\n{}\n\nA calm line.\n"
    assert rules(linted(head.format("X-A: b"), "eml").findings) == [("false-reply", "Re:")]
    assert rules(linted(head.format("References: <1@x.is>"), "eml").findings) == []
    assert rules(linted(head.format("In-Reply-To: <1@x.is>"), kind="letter").findings) == []
    assert rules(linted(head.format("Date: today"), kind="letter").findings) == [("false-reply", "Re:")]


def test_an_encoded_subject_is_pointed_at_from_its_start() -> None:
    report = sample("encoded.eml")
    assert {(one.rule, one.where, one.line, one.column, one.start == one.end) for one in report.findings} == {
        ("false-reply", "Subject", 2, 10, True),
        ("urgency", "Subject", 2, 10, True),
    }


def test_a_letter_in_latin_1_keeps_its_places() -> None:
    report, text = sample("latin.eml"), source("latin.eml")
    assert [text[one.start : one.end] for one in report.findings] == ["Síðasti séns", "Aðeins 2 eftir"]


def test_a_charset_that_nobody_knows_is_told() -> None:
    text = "Subject: a\nContent-Type: text/plain; charset=klingon\n\nOnly 2 left.\n"
    report = linted(text, "eml")
    assert report.warnings == ("nobody knows the charset 'klingon'; UTF-8 was taken",)
    assert rules(report.findings) == [(SCARCE, "Only 2 left")]


def test_what_is_attached_is_not_read() -> None:
    text = "Subject: a\nContent-Type: text/plain\nContent-Disposition: attachment\n\nOnly 2 left.\n"
    assert linted(text, "eml").findings == ()


# -- catalogues -----------------------------------------------------------------------------------------------------------


def test_json_values_are_found_at_their_pointers_with_kinds_and_languages() -> None:
    report, text = sample("messages.json"), source("messages.json")
    found = [(one.where, one.kind, one.lang, one.severity) for one in report.findings if one.rule == SCARCE]
    assert found == [
        ("/cart/left", "body", "en", "warn"),
        ("/cart/plural", "body", "en", "warn"),
        ("/cart/plural", "body", "en", "warn"),
        ("/hello/en", "body", "en", "block"),
        ("/hello/is", "body", "is", "block"),
    ]
    assert [(one.where, one.kind) for one in report.findings if one.kind != "body"] == [
        ("/cart/title", "subject"),
        ("/cart/buttonLabel", "button"),
        ("/cart/buttonLabel", "button"),
    ]
    assert "last</b> chance" in [text[one.start : one.end] for one in report.findings]


def test_json_values_that_are_no_words_are_left_out() -> None:
    text = (
        '{"@e": {"description": "Only 2 left"}, "a": "https://x.is/a b", "b": "cart_title", "c": "#ff0000", "d": "42",'
        ' "e": "Hurry", "f": "/only/2", "g~/h": "Ó é"}'
    )
    document = doc(text, "json")
    assert [(piece.text, piece.where) for piece in document.pieces] == [("Hurry", "/e"), ("Ó é", "/g~0~1h")]


def test_escapes_in_json_are_mapped() -> None:
    text = '["\\u004fnly \\"2\\" left \\ud83d\\ude00 \\ud83d."]'
    (one,) = (found for found in linted(text, "json").findings if found.rule == SCARCE)
    assert text[one.start : one.end] == '\\u004fnly \\"2\\" left'
    assert doc(text, "json").pieces[0].text == 'Only "2" left 😀 \ufffd.'


def test_the_name_of_a_file_says_its_language() -> None:
    for name, lang in [
        ("is.json", "is"), ("en-GB.json", "en"), ("messages.is.json", "is"), ("locales/is/shop.json", "is"),
        ("is/LC_MESSAGES/shop.json", "is"), ("this.json", ""), ("island.json", ""), ("x/y.json", ""),
    ]:  # fmt: skip
        assert doc("{}", "json", name).lang == lang, name


def test_po_entries_are_read_as_they_are_shown() -> None:
    report, text = sample("is.po"), source("is.po")
    assert [(one.rule, one.lang, one.kind, text[one.start : one.end]) for one in report.findings] == [
        ("scarcity", "is", "body", "Aðeins %(n)s eftir"),
        ("urgency", "en", "body", "Hurry"),
        ("urgency", "en", "body", 'last\\" chance'),
        ("insistence", "is", "button", "Kauptu núna"),
    ]
    assert report.findings[0].severity == "warn"
    assert [(one.where, one.text, one.allowed) for one in report.allowed] == [
        ("one", "Aðeins eitt eftir", "talið"),
        ("one", "Aðeins 2 eftir", "talið"),
    ]


def test_fluent_patterns_variants_and_attributes_are_read() -> None:
    report, text = sample("shop.en.ftl"), source("shop.en.ftl")
    assert [(one.where, one.kind, one.severity, text[one.start : one.end]) for one in report.findings] == [
        ("left", "body", "warn", "Only { $count } left"),
        ("stock", "body", "block", "Only one left"),
        ("stock", "body", "warn", "{ NUMBER($n) } left"),
        ("cart.title", "subject", "block", "Hurry"),
        ("cart.title", "subject", "block", "last chance"),
        ("cart.button", "button", "block", "Buy now"),
        ("cart.button", "button", "warn", "now"),
        ("said", "body", "block", "hurry up"),
    ]
    assert [text[one.start : one.end] for one in report.allowed] == ["Only <b>2</b> left"]


def test_fluent_with_other_line_ends_keeps_its_places() -> None:
    text = source("shop.en.ftl").replace("\n", "\r\n")
    assert [text[one.start : one.end] for one in linted(text, "ftl").findings][:2] == [
        "Only { $count } left",
        "Only one left",
    ]
