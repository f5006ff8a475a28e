"""Saved help pages become passages: by heading and question, with lines for what is left out, and again without doubles."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.advise import answer
from softsell.gather import import_knowledge
from softsell.shops.help_pages import MOST_WORDS, Piece, Unread, Way, address, read, sitemap

NOW = datetime(2026, 6, 1, tzinfo=UTC)
MARKDOWN = """# Help

Write to us at any time.

## Returns

You have **30 days**. The [form](https://shop.example/form) is in the parcel.

## Skil á útsöluvöru
- Sama regla gildir um útsöluvörur.
"""
HTML = """<html><head><title>Help</title><style>p{}</style></head><body><nav><h2>Menu</h2><p>Home</p></nav><main>
<h2>How long does delivery take?</h2><p>Two to four working days &amp; a little more in the north.</p>
<script>var x = "not this";</script><h2>Empty</h2>
<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Do you gift wrap?",
"acceptedAnswer":{"@type":"Answer","text":"<p>Yes, in paper.</p>"}},{"@type":"Question",
"name":"And ribbons?"}]}</script></main>"""
WAYS = "method;price;days;postcodes;free_from\nPost;1.290;2-4;101-116, 200;15.000\nHome;lots;1;;\nPick-up;free;;;\n"


def pieces(name: str, text: str) -> list[tuple[str, str]]:
    return [(one.title, one.text) for one in read(name, text) if isinstance(one, Piece)]


def test_markdown_is_parted_by_its_headings_without_its_signs() -> None:
    assert pieces("help.md", MARKDOWN) == [
        ("Help", "Write to us at any time."),
        ("Returns", "You have 30 days. The form is in the parcel."),
        ("Skil á útsöluvöru", "Sama regla gildir um útsöluvörur."),
    ]
    assert [one.line for one in read("help.md", MARKDOWN) if isinstance(one, Piece)] == [1, 5, 9]


def test_html_gives_its_questions_and_its_faq_data_and_nothing_of_its_menu_or_scripts() -> None:
    found = pieces("help.html", HTML)
    assert ("How long does delivery take?", "Two to four working days & a little more in the north.") in found
    assert ("Do you gift wrap?", "Yes, in paper.") in found
    assert not any("not this" in text or title in ("Menu", "Empty") for title, text in found)
    assert [one.why for one in read("help.html", HTML) if isinstance(one, Unread)] == [
        "a Question without an answer: 'And ribbons?'"
    ]


def test_a_table_of_deliveries_is_typed_and_a_bad_row_is_told_with_its_line() -> None:
    found = list(read("ways.csv", WAYS))
    post, pickup = (one for one in found if isinstance(one, Way))
    assert (post.price, post.free_from, post.days_min, post.days_max) == (1290, 15000, 2, 4)
    assert post.postcodes == (("101", "116"), ("200",)) and (pickup.label, pickup.price) == ("Pick-up", 0)
    assert [(one.line, "lots" in one.why) for one in found if isinstance(one, Unread)] == [(3, True)]


def test_a_long_passage_is_cut_between_sentences() -> None:
    text = "# Long\n" + " ".join(f"This is sentence number {n} of a long page." for n in range(60))
    found = pieces("long.md", text)
    assert len(found) > 3 and all(len(one.split()) <= MOST_WORDS and one.endswith(".") for _, one in found)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", "{"), ("a.json", "[]"), ("a.json", "[" * 99_999), ("a.csv", "a,b\n1,2\n"), ("a.pdf", "x")],
    ids=["torn", "empty", "deep", "columns", "ending"],
)
def test_what_cannot_be_read_is_said(name: str, text: str) -> None:
    assert [type(one) for one in read(name, text)] == [Unread]


@given(st.sampled_from(["a.md", "a.html", "a.csv", "a.json"]), st.text(max_size=300))
def test_any_text_is_read_without_an_error(name: str, text: str) -> None:
    for one in read(name, text):
        assert isinstance(one, Piece | Way | Unread)


def test_a_sitemap_gives_addresses_and_days() -> None:
    sites = sitemap(
        "<urlset><url><loc>https://s.example/help/returns</loc><lastmod>2026-05-04</lastmod></url>"
        "<url><loc>https://s.example/help/pay.html</loc></url></urlset>"
    )
    assert sites == {"https://s.example/help/returns": "2026-05-04", "https://s.example/help/pay.html": ""}
    assert address(sites, "returns.html") == "https://s.example/help/returns"
    assert address(sites, "pay.html") == "https://s.example/help/pay.html" and address(sites, "who.html") == ""


def test_an_import_answers_with_source_and_day_and_a_second_one_doubles_nothing(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "help.md").write_text(MARKDOWN, encoding="utf-8")
    (tmp_path / "pages" / "ways.csv").write_text(WAYS, encoding="utf-8")
    (tmp_path / "pages" / "bad.md").write_bytes(b"\xff\xfe# x")
    target = tmp_path / "knowledge.json"
    told = import_knowledge([tmp_path / "pages"], target, "en", "https://s.example", NOW, "ISK")
    assert any("bad.md" in line and "byte 0" in line for line in told) and any(":3:" in line for line in told)
    first = answer.decode(target.read_bytes())
    assert len(first.passages) == 3 and {one.url for one in first.passages} == {"https://s.example/help"}
    assert [way.price for way in answer.delivery(first, "101")] == [0, 1290]
    import_knowledge([tmp_path / "pages"], target, "en", "https://s.example", NOW.replace(month=7), "ISK")
    again = answer.decode(target.read_bytes())
    assert again.passages == first.passages, "what did not change keeps the day it was told"
    changed = MARKDOWN.replace("30 days", "45 days")
    (tmp_path / "pages" / "help.md").write_text(changed, encoding="utf-8")
    import_knowledge([tmp_path / "pages"], target, "en", "https://s.example", NOW.replace(month=8), "ISK")
    third = answer.decode(target.read_bytes())
    assert [one.as_of.month for one in third.passages if "45 days" in one.text["en"]] == [8] and len(
        third.passages
    ) == 3
