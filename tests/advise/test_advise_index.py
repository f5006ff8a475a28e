"""The compact index answers as the plain catalogue does, comes back whole, and its mistakes name the line."""

import json

import numpy as np
import pytest
from conftest import SHOP
from hypothesis import given, settings
from hypothesis import strategies as st

from softsell.advise import catalogue
from softsell.advise.catalogue import Catalogue
from softsell.advise.choosing import belief
from softsell.advise.needs import Need, next_question, posterior
from softsell.advise.offer import offer
from softsell.advise.shelves import shelving
from softsell.advise.shelves.index import narrow
from softsell.advise.shelves.rows import head_of, is_head
from softsell.errors import BadRequest

NEEDS = (Need("colour", "blue", 1), Need("weight", "<=400", 1), Need("budget", "30000", 2))


def lines(change: dict[int, dict[str, object]] | None = None) -> tuple[bytes, list[bytes]]:
    told = json.loads((SHOP / "catalogue.json").read_text(encoding="utf-8"))
    rows = [{**row, **(change or {}).get(n, {})} for n, row in enumerate(told.pop("products"))]
    return json.dumps(told).encode(), [json.dumps(row).encode() for row in rows]


def shelved(
    change: dict[int, dict[str, object]] | None = None, old: shelving.Shelved | None = None
) -> shelving.Shelved:
    head, rows = lines(change)
    return shelving.shelve(head_of(head), rows, old)


def same(one: Catalogue, other: Catalogue) -> None:
    assert list(one.products) == list(other.products)
    assert all(one.rows[x.id] == other.rows[x.id] for x in one.products)
    for needs in ((), NEEDS[:1], NEEDS):
        assert np.allclose(posterior(one, needs), posterior(other, needs))
        assert next_question(one, needs) == next_question(other, needs)
        assert offer(one, needs, lang="is") == offer(other, needs, lang="is")


def test_lines_and_one_object_make_the_same_catalogue(shop: Catalogue) -> None:
    same(shop, shelved().catalogue)


def test_an_index_that_was_packed_comes_back_the_same(shop: Catalogue) -> None:
    head, arrays = shelving.pack(shelved(), "from here")
    left = iter(arrays)
    again, source = shelving.unpack(head, lambda kind, length: next(left))
    assert source == "from here"
    same(shop, again.catalogue)


def test_an_index_that_is_brought_up_to_date_is_as_one_made_anew() -> None:
    change = {3: {"price": 1}, 8: {"attributes": {}}}
    same(shelved(change, shelved()).catalogue, shelved(change).catalogue)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"price": -1}, "line 6: price"),
        ({"price": "much"}, "line 6: price"),
        ({"category": "moon"}, "line 6: category"),
        ({"attributes": {"nothing": 1}}, "line 6: attributes.nothing"),
        ({"attributes": {"weight": True}}, "line 6: attributes.weight"),
        ({"id": "hlyja-lopapeysa"}, "line 6: id"),
    ],
)
def test_a_mistake_in_a_line_is_named_by_its_line(row: dict[str, object], said: str) -> None:
    with pytest.raises(BadRequest) as caught:
        shelved({4: row})
    assert caught.value.field == said
    head, rows = lines({4: row})
    with pytest.raises(BadRequest) as caught:
        catalogue.decode(b"\n".join([head, *rows]))
    assert caught.value.field == said


def test_a_head_is_a_line_of_its_own_without_products() -> None:
    assert is_head(lines()[0])
    assert not is_head(b"{")
    assert not is_head(b'{"as_of": "2026-11-01T00:00:00Z", "products": []}')


@settings(max_examples=60, deadline=None)
@given(numbers=st.lists(st.floats(-1e9, 1e9) | st.integers(-999_999, 999_999).map(lambda n: n / 100), max_size=8))
def test_a_number_comes_back_as_the_shop_wrote_it(numbers: list[float]) -> None:
    short, decimals = narrow(np.array(numbers, dtype=np.float64))
    back = [float(one) if decimals < 0 else round(float(one), decimals) for one in short]
    assert back == numbers


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), values=st.integers(2, 12), size=st.sampled_from([256, 1024, 8192]))
def test_a_draw_tells_within_its_stated_bound(seed: int, values: int, size: int) -> None:
    dice = np.random.default_rng(seed)
    weights = dice.random(20_000) ** 3
    weights /= weights.sum()
    codes = dice.integers(0, values, 20_000)
    accepts = np.eye(values, dtype=np.bool_)
    says = belief.answers(accepts, np.full(values, 1 / values))
    exact = belief.information(np.bincount(codes, weights=weights, minlength=values), says)
    drawn = belief.draw(weights, size)
    near = belief.information(np.bincount(codes[drawn], minlength=values) / size, says)
    assert abs(float(exact - near)) <= belief.sampling_error(size)
