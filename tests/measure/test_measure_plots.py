"""Pictures: valid, small, accessible, in the reader's own numbers, and honest about what is not known."""

import math
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softsell.measure.lift import Lift
from softsell.measure.plots import STYLE, Point, bars, funnel, interval_row, line_with_band
from softsell.measure.svg import ticks

SVG = "{http://www.w3.org/2000/svg}"


def icelandic(value: float) -> str:
    return f"{value:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".").replace("-", "−")


def check(picture: str) -> ET.Element:
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None and desc is not None and title.text and desc.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert len(picture.encode()) < 3000
    assert "<script" not in picture and "style=" not in picture and "nan" not in picture and "inf" not in picture
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(", picture)
    return root


def words(root: ET.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def lift(diff: float, low: float, high: float, why: str = "") -> Lift:
    return Lift(900, 100, 0.1 + diff, 0.1, diff, low, high, not why, "betting", why)  # type: ignore[arg-type]


def test_numbers_are_written_as_the_reader_writes_them():
    root = check(bars([("Sendingarkostnaður", 1234.5), ("Annað", 3)], title="Hvað stóð í vegi?", number=icelandic))
    assert words(root) == ["Sendingarkostnaður", "Annað", "1.234,5", "3,0"]
    desc = root.find(f"{SVG}desc")
    assert desc is not None and desc.text == "Sendingarkostnaður: 1.234,5; Annað: 3,0"


def test_bars_are_as_long_as_their_counts():
    root = check(bars([("a", 100), ("b", 50), ("c", 0), ("d", 0.001)], title="t"))
    assert [float(bar.get("width", 0)) for bar in root.iter(f"{SVG}rect")] == [360, 180, 3]


def test_a_funnel_says_what_part_went_on():
    root = check(
        funnel([("Asked", 200), ("Answered", 50), ("Bought", 0), ("x", 0)], title="t", share=lambda v: f"{v:.0%}")
    )
    assert words(root)[4:] == ["200", "50 · 25%", "0 · 0%", "0"]


def test_what_is_known_shows_its_figure_and_a_full_dot():
    root = check(interval_row(lift(0.04, 0.01, 0.07), "Keyptu", title="t", unknown="ekki vitað enn", number=icelandic))
    assert "ekki vitað enn" not in words(root)
    assert [dot.get("fill") for dot in root.iter(f"{SVG}circle")] == [None]


def test_what_is_not_known_says_so_and_shows_no_figure_of_its_own():
    root = check(interval_row(lift(0.04, -0.01, 0.09, "zero"), "Bought", title="t", unknown="not known yet"))
    assert words(root) == ["Bought", "not known yet", "-0.01 – 0.09", "0"]
    assert [dot.get("fill") for dot in root.iter(f"{SVG}circle")] == ["none"]


def test_arms_out_of_ratio_show_no_number_at_all():
    picture = interval_row(lift(0.04, 0.01, 0.07, "ratio"), "Bought", title="t", unknown="not known yet")
    root = check(picture)
    assert words(root) == ["Bought", "not known yet"]
    assert "0.0" not in picture and not list(root.iter(f"{SVG}circle"))


def test_an_endless_interval_is_not_drawn():
    root = check(interval_row(lift(5, -math.inf, math.inf, "few"), "Revenue", title="t", unknown="not known yet"))
    assert not list(root.iter(f"{SVG}rect"))


def test_a_line_with_a_second_one_beside_it_stays_small_and_tells_both_ends():
    points = [Point(day, day / 400, day / 400 - 0.02, day / 400 + 0.02) for day in range(365)]
    beside = [Point(day, day / 500, 0, 1) for day in range(365)]
    root = check(
        line_with_band(
            points, beside=beside, title="Keyptu aftur", names=("Fengu bréf", "Fengu ekki bréf"), number=icelandic
        )
    )
    desc = root.find(f"{SVG}desc")
    assert (
        desc is not None
        and desc.text
        and "Fengu bréf 364: 0,9" in desc.text
        and "Fengu ekki bréf 364: 0,7" in desc.text
    )
    assert len([path for path in root.iter(f"{SVG}path") if "plot-other" in path.get("class", "")]) == 2


def test_a_line_without_points_says_so():
    assert words(check(line_with_band([], title="t", empty="Ekkert enn"))) == ["Ekkert enn"]


def test_two_pictures_on_a_page_have_different_ids():
    one, two = (check(bars([("a", n)], title="t")).get("aria-labelledby") for n in (1, 2))
    assert one != two


def test_the_style_offers_the_accent_and_falls_back_to_the_text_colour():
    assert "var(--accent,currentColor)" in STYLE and "#" not in STYLE


numbers = st.floats(-1e9, 1e9, allow_nan=False)
ends = st.one_of(numbers, st.just(math.inf), st.just(-math.inf))
points = st.lists(st.builds(Point, numbers, numbers, ends, ends), max_size=80)
labels = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=80)


@given(points, points, labels.filter(str.strip))
def test_any_line_is_a_valid_picture(some, others, title):
    root = ET.fromstring(line_with_band(some, beside=others, title=title, number=lambda v: f"{v:.3g}"))
    for path in root.iter(f"{SVG}path"):
        assert "nan" not in path.get("d", "") and "inf" not in path.get("d", "")


@given(st.lists(st.tuples(labels, st.floats(0, 1e9)), max_size=14), labels)
def test_any_bars_are_a_valid_picture_and_stay_inside(rows, title):
    root = ET.fromstring(bars(rows, title=title))
    assert all(0 < float(bar.get("width", 0)) <= 360 for bar in root.iter(f"{SVG}rect"))


@given(numbers, ends, ends, st.sampled_from(["", "few", "zero", "ratio"]), labels)
def test_any_interval_is_a_valid_picture_and_stays_inside(diff, one, other, why, label):
    found = lift(diff, min(one, other, diff), max(one, other, diff), why)
    root = ET.fromstring(interval_row(found, label, title="t", unknown="not known yet"))
    for box in root.iter(f"{SVG}rect"):
        assert float(box.get("x", 0)) >= 0 and float(box.get("x", 0)) + float(box.get("width", 0)) <= 360


plain = numbers.map(lambda value: round(value, 9))


@given(plain, plain)
def test_ticks_are_few_round_and_cover_everything(one, other):
    low, high = min(one, other, 0.0), max(one, other, 0.0)
    found = ticks(low, high)
    assert 2 <= len(found) <= 7 and 0 in found
    slack = 1e-8 * (high - low)
    assert found[0] <= low + slack and found[-1] >= high - slack
    assert found == pytest.approx(sorted(found))
