"""Product data becomes items: each format, its mess, and what is hostile in it. The files are in `feeds/`."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.advise.making.quantities import Measure, Span, habit, plain, read
from softsell.errors import BadRequest
from softsell.intake.sources import open_source, recognise
from softsell.shops import amounts, feed_xml, jsonld, product_csv, shopify_products, tables
from softsell.shops.feed import Reading
from softsell.shops.feed_parts import split
from softsell.shops.item import Item, Returns, Trouble, Way
from softsell.shops.prose import opening, text_of

FEEDS = Path(__file__).parent / "feeds"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def items(name: str, **more: object) -> tuple[dict[str, Item], list[Trouble], dict[str, int]]:
    """The items of a file by their id, the troubles, and what was mended."""
    path, counts = FEEDS / name, {}
    mapped = product_csv.mapping((FEEDS / str(more["mapping"])).read_text("utf-8")) if "mapping" in more else None
    reading = Reading(now=NOW, currency=str(more.get("currency", "")))
    _, read_items = open_source(path, "csv" if mapped else recognise(path), reading, mapped, counts, lambda _: None)
    found = list(read_items)
    return (
        {one.id: one for one in found if isinstance(one, Item)},
        [one for one in found if isinstance(one, Trouble)],
        counts,
    )


# -- Google ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("google_tidy.tsv", "google"), ("google_messy.tsv", "google"), ("quotes.csv", "google"), ("utf16.txt", "google"),
        ("google.rss.xml", "google"), ("google.atom.xml", "google"), ("page_tent.html", "jsonld"),
        ("shopify_products.json", "shopify"), ("islenskt_latin1.csv", "csv"),
    ],
)  # fmt: skip
def test_the_format_is_seen_from_the_file(name: str, form: str) -> None:
    assert recognise(FEEDS / name) == form


def test_logs_and_our_own_catalogues_are_no_product_data(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("event,timestamp,user_id,product_id,price\nview,2026-01-01,1,2,3\n")
    ours = tmp_path / "c.json"
    ours.write_text(
        '{"as_of":"2026-01-01T00:00:00Z","products":[{"id":"1","variants":["a"],"attributes":{"options":"x"}}]}'
    )
    assert recognise(log) == recognise(ours) == ""


def test_every_attribute_of_a_tidy_feed_has_its_place() -> None:
    found, troubles, _ = items("google_tidy.tsv")
    assert troubles == []
    kettle = found["K1-S"]
    assert (kettle.price, kettle.currency, kettle.valid_until) == (6990, "ISK", datetime(2026, 12, 1, tzinfo=UTC))
    assert kettle.url == "https://shop.example/k1"
    assert kettle.category == "Kitchen > Kettles"
    assert kettle.highlights == ("Keeps warm for an hour", "Cord length 80 cm")
    assert kettle.traits["Capacity"] == ("1 l",)
    assert kettle.traits["contents"] == ("1 l",)
    assert kettle.description.startswith("A quiet kettle for a small kitchen.\nNoise")
    assert kettle.ways == (Way(country="IS", service="Parcel", price=990, currency="ISK", days_min=1, days_max=3),)
    assert not any("custom" in name or "label" in name for name in kettle.traits)
    assert found["K2"].traits["Capacity"] == ("1,7 l",)


def test_a_sale_to_come_keeps_the_price_until_it_begins_and_stock_says_when_it_is_back() -> None:
    found, _, _ = items("google_tidy.tsv")
    assert (found["K2"].price, found["K2"].valid_until) == (10990, datetime(2027, 1, 1, tzinfo=UTC))
    assert (found["P1-18"].stock, found["P1-18"].restock) == (0, date(2026, 12, 24))
    assert (found["P1-28"].stock, found["P1-28"].restock) == (0, None)
    assert found["K1-S"].stock is None  # "in_stock" says that it is there, not how many


def test_what_is_wrong_is_told_with_its_line_and_column_and_the_rest_is_read() -> None:
    found, troubles, _ = items("google_messy.tsv")
    assert set(found) == {"a", "g", "h", "i", "k", "m", "n"}  # the second "a" falls at the spool
    told = {(one.at, one.column): one.kept for one in troubles}
    assert told == {
        ("line 3", "id"): False, ("line 4", "title"): False, ("line 5", "price"): False, ("line 6", "price"): False,
        ("line 8", "availability"): True, ("line 9", "sale_price"): True, ("line 10", "sale_price_effective_date"): True,
        ("line 11", ""): False, ("line 12", "availability_date"): True, ("line 13", "price"): False,
        ("line 14", "sale_price"): True,
    }  # fmt: skip
    assert found["g"].stock is None  # an odd word is unknown, never sold out
    assert found["h"].price == 1000
    assert (found["n"].price, found["n"].currency) == (1990, "ISK")


def test_a_quote_that_is_never_closed_costs_no_other_line() -> None:
    found, troubles, _ = items("quotes.csv")
    assert set(found) == {"1", "2", "3", "4", "5", "6"}
    assert found["2"].price == 20000
    assert found["1"].title == "A, with a comma"
    assert found["3"].description == "two\nlines"
    assert found["4"].title == 'A 13" bag'
    assert found["5"].title == 'Fifth "quoted"'
    assert [(one.at, one.kept) for one in troubles] == [("line 3", True), ("line 8", True)]


def test_a_file_of_open_quotes_is_read_without_them() -> None:
    lines = ["id,title,price\n", *(f'{n},"Open {n},5 EUR\n' for n in range(200))]
    found = list(tables.rows(lines, ","))
    assert [one[1][0] for one in found if isinstance(one, tuple)] == ["id", *map(str, range(200))]
    assert any(isinstance(one, Trouble) and "without them" in one.why for one in found)


@settings(max_examples=150)
@given(st.lists(st.lists(st.text(max_size=12), min_size=3, max_size=3), max_size=20), st.sampled_from(",;\t|"))
def test_rows_that_are_written_well_come_back_as_they_were(rows: list[list[str]], sign: str) -> None:
    import csv
    import io

    file = io.StringIO()
    csv.writer(file, delimiter=sign).writerows([["a", "b", "c"], *rows])
    clean = [[c.replace("\r\n", "\n").replace("\r", "\n") for c in row] for row in rows]
    kept = [row for row in clean if any(cell and not cell.isspace() for cell in row)]
    lines = io.StringIO(file.getvalue().replace("\r\n", "\n").replace("\r", "\n"), newline="\n")
    got = [one[1] for one in tables.rows(lines, sign) if isinstance(one, tuple)]
    wanted = [["a", "b", "c"], *([c.replace("\0", "") for c in row] for row in kept)]
    assert [row for row in got if any(c and not c.isspace() for c in row)] == [
        row for row in wanted if any(c and not c.isspace() for c in row)
    ]


# -- encodings ------------------------------------------------------------------------------------------------------------


def test_encodings_and_delimiters_are_recognised() -> None:
    assert items("utf16.txt")[0]["1"].title == "Þykk peysa"
    assert items("bom_pipes.csv")[0]["1"].price == 1000
    found, _, mended = items("mixed_lines.tsv")
    assert [one.title for one in found.values()] == ["Úlpa", "Veðurjakki", "Húfa"]
    assert mended == {"lines that are not UTF-8, read as Latin-1": 1}


def test_an_icelandic_table_in_latin_1_with_decimal_commas_is_read_by_its_mapping() -> None:
    found, troubles, _ = items("islenskt_latin1.csv", mapping="islenskt.toml")
    assert troubles == []
    small = found["H-1"]
    assert (small.title, small.price, small.currency, small.stock) == ("Hitabrúsi lítill", 4990, "ISK", 12)
    assert small.traits["capacity"] == ("0,5 lítrar",)
    assert small.traits["Þyngd (kg)"] == ("0,3",)
    assert found["H-3"].stock == 0


def test_a_mapping_that_fits_nothing_names_what_is_near() -> None:
    with pytest.raises(BadRequest, match="'price' is"):
        product_csv.mapping('[columns]\nprise = "x"\n')
    with pytest.raises(BadRequest, match="it has 'Verð'"):
        product_csv.columns(["id", "title", "Verð"], product_csv.mapping('[columns]\nprice = "Verd"\n'))
    with pytest.raises(BadRequest, match="no column found for price"):
        product_csv.columns(["id", "title"], None)
    with pytest.raises(BadRequest, match="mapping"):
        product_csv.mapping("columns = 3")


# -- XML ------------------------------------------------------------------------------------------------------------------


def test_rss_and_atom_give_the_same_items_as_a_table_would() -> None:
    found, troubles, mended = items("google.rss.xml")
    tent = found["R1"]
    assert tent.highlights == ("Packs small", "Waterproof floor")
    assert tent.traits["Sleeps"] == ("2",)
    assert tent.description == "Sleeps 2. Weight: 2,4 kg & waterproof."
    assert tent.ways[0].service == "Parcel, home"
    assert (tent.ways[0].days_min, tent.ways[0].days_max) == (1, 2)
    assert found["R2"].title == "Tent for four é Salt & Pepper"
    assert mended == {"entities of HTML in XML": 2, "bare & in XML": 1}
    assert [(one.at, one.column) for one in troubles] == [("item 3", "price")]
    atom, _, _ = items("google.atom.xml")
    assert (atom["A1"].url, atom["A1"].description) == ("https://shop.example/a1", "For dry skin. SPF 30.")
    assert atom["A2"].price == 1990


def test_googles_own_id_goes_before_that_of_atom() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><id>tag:shop:1</id>'
        "<title>Plain</title><g:id>1</g:id><g:title>Own</g:title><g:price>1 EUR</g:price></entry></feed>"
    )
    (found,) = feed_xml.read([feed], Reading(now=NOW), {})
    assert isinstance(found, Item)
    assert (found.id, found.title) == ("1", "Own")


@pytest.mark.parametrize("name", ["bomb.xml", "outside.xml"])
def test_a_document_type_is_refused_so_nothing_is_expanded_or_fetched(name: str) -> None:
    with pytest.raises(BadRequest, match="DOCTYPE"):
        items(name)


def test_where_it_stops_being_xml_what_came_before_stays() -> None:
    found, troubles, _ = items("broken.xml")
    assert set(found) == {"1"}
    assert troubles[0].at == "line 2"


def test_nesting_and_length_are_bounded() -> None:
    deep = "<rss><item>" + "<a>" * 100
    with pytest.raises(BadRequest, match="deep"):
        list(feed_xml.read([deep], Reading(now=NOW), {}))
    counts: dict[str, int] = {}
    long = "<rss><item><id>1</id><title>T</title><price>1 EUR</price><description>" + "x" * 300_000
    found = list(feed_xml.read([long, "</description></item></rss>"], Reading(now=NOW), counts))
    assert isinstance(found[0], Item)
    assert len(found[0].description) <= 5_000
    assert counts["texts cut that were too long"] == 1


@settings(max_examples=150)
@given(st.text(max_size=300), st.integers(1, 40))
def test_whatever_stands_in_a_feed_the_reader_ends_with_items_or_a_named_trouble(body: str, size: int) -> None:
    text = f"<rss><item><id>1</id><title>{body}</title><price>1 EUR</price></item></rss>"
    pieces = [text[n : n + size] for n in range(0, len(text), size)]
    try:
        found = list(feed_xml.read(pieces, Reading(now=NOW), {}))
    except BadRequest:
        return
    assert all(isinstance(one, Item | Trouble) for one in found)


# -- hostile --------------------------------------------------------------------------------------------------------------


def test_formulas_control_characters_and_huge_cells_get_nothing() -> None:
    found, troubles, _ = items("hostile.csv")
    assert found["1"].title == 'HYPERLINK("http://evil.example","x")'
    assert found["2"].title == "SUM(A1)"
    assert found["3"].title == "Bell  and [31m red"
    assert found["5"].title == "+47 jumper"
    assert found["5"].description == "Kind words"
    assert found["7"].title == "Nulbyte"
    assert [one.at for one in troubles] == ["line 5"]
    assert set(found) == {"1", "2", "3", "5", "6", "7"}
    assert all(one.title.isprintable() for one in found.values())


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_any_bytes_as_a_shopify_product_end_in_a_trouble_or_an_item(body: bytes) -> None:
    found = list(shopify_products.read(body, "product 1", Reading(now=NOW, currency="EUR")))
    assert all(isinstance(one, Item | Trouble) for one in found)


@settings(max_examples=150)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["@type", "@id", "name", "sku", "offers", "price", "hasVariant", "value", "additionalProperty"]
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=25,
    )
)
def test_any_json_as_json_ld_ends_in_troubles_or_items(value: object) -> None:
    page = json.dumps([value, {"@type": "Product", "name": "x", "offers": value, "weight": value, "audience": value}])
    assert all(isinstance(one, Item | Trouble) for one in jsonld.read(page, "", Reading(now=NOW, currency="EUR")))


def test_json_that_nests_too_deep_is_a_trouble() -> None:
    (trouble,) = jsonld.read("[" * 50_000, "", Reading(now=NOW))
    assert isinstance(trouble, Trouble)
    (other,) = jsonld.read('{"a":' * 60 + "1" + "}" * 60, "", Reading(now=NOW))
    assert isinstance(other, Trouble)


# -- JSON-LD and Shopify ----------------------------------------------------------------------------------------------------


def test_a_page_gives_variants_delivery_and_returns_by_reference() -> None:
    found, troubles, _ = items("page_tent.html")
    assert set(found) == {"T-R", "T-G", "Y"}
    red = found["T-R"]
    assert (red.group, red.brand, red.category) == ("tent-1", "Storm", "Outdoor > Tents")
    assert red.traits == {"color": ("Red",), "weight": ("2.4 kg",), "Sleeps": ("2",), "Season": ("Summer", "Autumn")}
    assert red.valid_until == datetime(2027, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert red.ways == (Way(country="IS", price=1490, currency="ISK", days_min=1, days_max=4),)
    assert red.returns == Returns(days=30, payer="shop", url="https://shop.example/returns")
    assert found["T-G"].stock == 0
    assert found["Y"].price == 1250  # its commas before brackets were mended
    told = [(one.column, one.why.partition(":")[0]) for one in troubles]
    assert told == [("offers", "only a range of prices, no single one"), ("", "is no JSON")]


def test_shopify_variants_are_items_of_a_group() -> None:
    found, troubles, _ = items("shopify_products.json", currency="EUR")
    sock = found["111"]
    assert (sock.group, sock.price, sock.stock, sock.brand) == ("11", 2990, None, "Sokkur")
    assert sock.traits == {
        "material": ("wool",), "tags": ("winter",), "season": ("Winter",), "Size": ("36-40",), "Color": ("Grey",),
        "weight": ("90 g",),
    }  # fmt: skip
    assert sock.description == "Warm & soft.\nMachine washable at 30."
    assert found["112"].stock == 0
    assert "Title" not in found["131"].traits
    assert found["131"].stock == 4
    assert [one.column for one in troubles] == ["variants", ""]


def test_a_price_without_a_currency_is_never_guessed() -> None:
    found, troubles, _ = items("shopify_products.json")
    assert found == {}
    assert "currency" in troubles[0].why


# -- words and numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,2 kg", Measure(1200, "g", "kg")), ("5 lítrar", Measure(5000, "ml", "lítrar")), ("40 sm", Measure(400, "mm", "sm")),
        ("up to 12 kg", Measure(12000, "g", "kg")), ("allt að 12 klst.", Measure(720, "min", "klst")),
        ("1 h 30 min", Measure(90, "min", "h")), ("35-40", Span(35, 40)), ("30-50 sm", Span(300, 500, "mm", "sm")),
        ("3–6 ára", Span(36, 72, "months", "ára")), ('13"', Measure(330.2, "mm", '"')), ("0.500 kg", Measure(500, "g", "kg")),
        ("1½ l", Measure(1500, "ml", "l")), ("Já", True), ("no", False), ("-", None), ("n/a", None), ("M", "M"),
        ("2 x 3 cm", "2 x 3 cm"), ("45 dB", Measure(45, "dB", "db")),
    ],
)  # fmt: skip
def test_a_value_is_read_for_what_it_says(text: str, value: object) -> None:
    assert read(text) == value


def test_a_comma_is_read_as_the_file_writes() -> None:
    assert plain("1.250", comma=True) == (1250, True)
    assert plain("1.250", comma=False) == (1.25, True)
    assert plain("1,5") == (1.5, False)
    assert plain("1.299,50") == plain("1,299.50") == (1299.5, False)
    assert habit("0,3 kg; 1,5 kg; 2") and not habit("0.3 kg; 1.5 kg; 1,250")


@settings(max_examples=150)
@given(st.text(max_size=60), st.booleans())
def test_any_text_is_some_value(text: str, comma: bool) -> None:
    assert isinstance(read(text, comma), Measure | Span | bool | str | None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12990 ISK", (12990, "ISK")), ("12.990 kr.", (12990, "ISK")), ("kr. 5.990", (5990, "ISK")), ("€129,90", (12990, "EUR")),
        ("1,299.00 USD", (129900, "USD")), ("1.299 EUR", (129900, "EUR")), ("12.990,-", (12990, "ISK")),
        ("12990.00 ISK", (12990, "ISK")), ("1.299 KWD", (1299, "KWD")),
    ],
)  # fmt: skip
def test_a_price_is_read_in_its_currency(text: str, found: tuple[int, str]) -> None:
    assert amounts.price(text, "ISK")[:2] == found


@pytest.mark.parametrize("text", ["free", "-5 EUR", "", "1.2.3 EUR", "5 apples", "10 EUR USD", "9" * 25])
def test_what_is_no_price_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        amounts.price(text, "ISK")


def test_a_part_in_quotes_keeps_its_signs() -> None:
    assert split('a:b:"c:d",e:f', ",") == ['a:b:"c:d"', "e:f"]
    assert split('Size:Diagonal:"2.5"""', ":") == ["Size", "Diagonal", '"2.5"""']


def test_html_becomes_the_text_a_person_reads() -> None:
    assert text_of("<p>One &amp; two</p><ul><li>a</li></ul><script>x()</script>") == "One & two\na"
    assert text_of("5 < 6 and 7 > 3") == "5 < 6 and 7 > 3"
    assert opening("First one. Second one. " + "Long " * 80) == "First one. Second one."
