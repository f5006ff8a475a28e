"""Tables, sections and the furniture of saved pages: a row is a fact, a menu is nothing, and two pages of one name are two."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from softsell.advise import answer, catalogue
from softsell.gather import import_knowledge
from softsell.shops.help_pages import Piece, Unread, Way, read, sitemap
from softsell.shops.help_tables import place_of, ranges

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ROWS = (
    ("Capital area", "890 ISK", "1-2"), ("Akureyri", "1,190 ISK (free over 15,000 ISK)", "2-3"),
    ("Nordic countries", "3,900 ISK", "6-9"),
    ("Zone Z", "4,900 ISK", "9"), ("Pick up in the shop", "free", "0-1"),
)  # fmt: skip
MARKDOWN = "# Delivery\n\n## Prices\n\n| Zone | Cost | Days |\n|:--|--:|---|\n" + "".join(
    f"| {' | '.join(row)} |\n" for row in ROWS
)
HTML = (
    '<html lang="en"><body><main><h1>Delivery</h1><table><tr><th>Zone<th>Cost<th>Days</tr>\n'
    + "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    + "</table></main></body></html>"
)


def pieces(name: str, text: str) -> list[tuple[str, str]]:
    return [(one.title, one.text) for one in read(name, text) if isinstance(one, Piece)]


@pytest.mark.parametrize(("name", "text", "line"), [("a.md", MARKDOWN, 10), ("a.html", HTML, 5)], ids=["md", "html"])
def test_each_row_of_deliveries_is_a_way_and_a_place_nobody_knows_is_told_and_promised_to_nobody(
    name: str, text: str, line: int
) -> None:
    found = list(read(name, text))
    ways = {one.label: one for one in found if isinstance(one, Way)}
    assert list(ways) == ["Capital area", "Akureyri", "Nordic countries", "Pick up in the shop"]
    north = ways["Akureyri"]
    assert (north.price, north.free_from, north.days_min, north.days_max) == (1190, 15000, 2, 3)
    assert (north.postcodes, ways["Capital area"].postcodes[0]) == ((("600",),), ("101", "172"))
    assert "DK" in ways["Nordic countries"].countries and ways["Nordic countries"].postcodes == ()
    assert [(one.line, "'Zone Z'" in one.why) for one in found if isinstance(one, Unread)] == [(line, True)]
    assert any("Zone Z. Cost: 4,900 ISK." in said for _, said in pieces(name, text))


@pytest.mark.parametrize(
    ("text", "codes", "lands"),
    [
        ("Höfuðborgarsvæðið", (("101", "172"), ("200", "225"), ("270", "276")), ()),
        ("Akureyri og Húsavík", (("600",), ("640",)), ()),
        ("um allt land", (), ()), ("Denmark and Norway", (), ("DK", "NO")), ("til Færeyja", (), ("FO",)),
    ],
)  # fmt: skip
def test_a_place_is_its_postcodes_or_its_countries(
    text: str, codes: tuple[tuple[str, ...], ...], lands: tuple[str, ...]
) -> None:
    assert place_of(text) == (codes, lands)


def test_a_place_of_which_a_part_is_not_known_is_not_known() -> None:
    assert place_of("Akureyri and Zone Z") is None and place_of("") is None
    assert ranges("101-116, 200 and 220") == (("101", "116"), ("200",), ("220",))


def test_a_row_of_sizes_is_a_passage_of_its_own_with_the_names_of_its_columns() -> None:
    html = (
        "<body><h1>Sizes</h1><table><caption>Candles</caption><tr><th>Size</th><th>Height</th><th>Burns</th></tr>"
        "<tr><td>S</td><td>8 cm</td><td rowspan=2>12 hours</td></tr><tr><td>M</td><td>14 cm</td></tr></table>"
        "<p>In a draught it is less.</p></body>"
    )
    told = pieces("sizes.html", html)
    assert told[:2] == [
        ("Sizes: S", "Size: S. Height: 8 cm. Burns: 12 hours."),
        ("Sizes: M", "Size: M. Height: 14 cm. Burns: 12 hours."),
    ]
    assert len(told) == 3 and told[2][0] == "Sizes", "what stands below goes along with the whole table"
    assert told[2][1].startswith("Size: S.") and told[2][1].endswith("12 hours. In a draught it is less.")


@pytest.mark.parametrize(
    "part",
    [
        "<nav><h2>x</h2><p>no</p></nav>", "<footer><h2>x</h2><p>no</p></footer>",
        '<div id="cookie-banner"><h2>x</h2><p>no</p></div>',
        '<div class="site cookie-consent open"><h2>x</h2><p>no</p></div>', '<div role="dialog"><h2>x</h2>no</div>',
        "<div hidden><h2>x</h2>no</div>", '<ul class="breadcrumb"><li>no</ul>', "<aside><h3>x</h3>no</aside>",
        '<div style="display: none"><h2>x</h2>no</div>', "<form><label>no</label><input></form>", "<button>no</button>",
    ],
)  # fmt: skip
def test_what_stands_around_a_page_is_no_knowledge(part: str) -> None:
    page = f"<body>{part}<h2>Returns</h2><p>Within 20 days.</p>{part}</body>"
    assert pieces("a.html", page) == [("Returns", "Within 20 days.")]


def test_a_shop_that_sells_cookies_is_read_all_the_same() -> None:
    page = '<body><div class="cookies"><h2>Our cookies</h2><p>They keep for a week.</p></div></body>'
    assert pieces("a.html", page) == [("Our cookies", "They keep for a week.")]


def test_details_definitions_and_questions_in_bold_are_questions_and_what_follows_is_not_theirs() -> None:
    page = (
        "<body><h1>Help</h1><details><summary>Is it soy?</summary><p>Yes.</p></details><p>Write to us.</p>"
        "<dl><dt>Phone</dt><dd>555 0177</dd></dl><p><strong>Do you mend?</strong></p><p>We do, <b>here</b>.</p></body>"
    )
    assert pieces("a.html", page) == [
        ("Is it soy?", "Yes."), ("Help", "Write to us."), ("Phone", "555 0177"), ("Do you mend?", "We do, here."),
    ]  # fmt: skip
    text = "<details>\n<summary>Is it soy?</summary>\n\nYes.\n</details>\n\nPhone\n: 555 0177\n\nCards\n-----\nTwo years.\n"
    assert pieces("a.md", text) == [("Is it soy?", "Yes."), ("Phone", "555 0177"), ("Cards", "Two years.")]


def test_a_heading_deep_down_is_named_with_the_one_above_it() -> None:
    page = "<body><h1>Gifts</h1><h2>Cards</h2><h3>Price</h3><p>From 2,000.</p><h2>Paper</h2><h3>Price</h3><p>500.</p></body>"
    assert pieces("a.html", page) == [("Cards: Price", "From 2,000."), ("Paper: Price", "500.")]
    assert [one.section for one in read("a.html", page) if isinstance(one, Piece)] == [
        ("Gifts", "Cards"),
        ("Gifts", "Paper"),
    ]


def test_data_beside_a_page_is_not_told_twice() -> None:
    data = '{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Soy?","acceptedAnswer":{"text":"Yes."}}]}'
    page = f'<body><script type="application/ld+json">{data}</script><h2>Soy?</h2><p>Yes.</p></body>'
    assert pieces("a.html", page) == [("Soy?", "Yes.")]


def test_a_plain_list_of_addresses_is_a_sitemap() -> None:
    assert list(sitemap("https://s.example/a\nhttps://s.example/b\n")) == ["https://s.example/a", "https://s.example/b"]
    assert sitemap("a page of text") == {}


def test_pages_of_one_name_in_two_folders_are_two_each_in_its_language(tmp_path: Path) -> None:
    for lang, said in (("en", "Gift cards are valid for two years."), ("is", "Gjafabréf gilda í tvö ár.")):
        (tmp_path / "pages" / lang).mkdir(parents=True)
        (tmp_path / "pages" / lang / "cards.md").write_text(f"# {said[:10]}\n{said}\n", encoding="utf-8")
    (tmp_path / "pages" / "en" / "ways.md").write_text(MARKDOWN, encoding="utf-8")
    target = tmp_path / "knowledge.json"
    import_knowledge([tmp_path / "pages"], target, "is", "https://s.example", NOW, "ISK")
    first = answer.decode(target.read_bytes())
    texts = {one.id: one.text for one in first.passages if "cards" in one.id}
    assert sorted(next(iter(text)) for text in texts.values()) == ["en", "is"]
    (tmp_path / "pages" / "en" / "cards.md").unlink()
    told = import_knowledge([tmp_path / "pages"], target, "is", "https://s.example", NOW.replace(month=7), "ISK")
    assert any("pages-en-cards-md" in line and "still said" in line for line in told)
    again = answer.decode(target.read_bytes())
    assert again.passages == first.passages and again.deliveries == first.deliveries, "each keeps its day"
    found = answer.find(again, catalogue.empty(), "what does delivery to 600 cost?", "en")
    assert found is not None
    assert found.fact.text.startswith("600: Akureyri, ISK 1,190, free from ISK 15,000, 2–3 working days")
    assert (found.fact.source, found.fact.as_of) == ("https://s.example/en/ways", NOW)
    assert answer.find(again, catalogue.empty(), "what does delivery to 400 cost?", "en") is not None, "pick-up"
    assert answer.find(again, catalogue.empty(), "do you ship to Japan?", "en") is None
