"""Made-up catalogues of any size for the benchmarks: lines of JSON by a seed, sixty facets of every kind, tenths unknown."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

KINDS = tuple(f"kind{n}" for n in range(40))
COLOURS, USES = 8, 12
PIECE = 10_000


def head(facets: int = 60) -> dict[str, object]:
    """The first line: of ten facets five are single values, two flags, two numbers, one several values."""
    return {
        "as_of": "2026-11-01T00:00:00Z", "currency": "ISK",
        "categories": [{"id": one, "label": {"en": one}} for one in KINDS],
        "facets": [_facet(n) for n in range(facets)],
    }  # fmt: skip


def _facet(n: int) -> dict[str, object]:
    found: dict[str, object] = {"id": f"f{n}", "label": {"en": f"facet {n}"}, "question": {"en": f"Question {n}?"}}
    match n % 10:
        case 0 | 1 | 2 | 3 | 4:
            return found | {"kind": "choice", "values": {f"v{m}": {"en": f"value {m}"} for m in range(3 + n % 10)}}
        case 5 | 6:
            return found | {"kind": "flag"}
        case 7 | 8:
            limits = (None, 100, 250, 500, None)
            choices = [{"id": f"c{m}", "min": limits[m], "max": limits[m + 1]} for m in range(4)]
            return found | {"kind": "number", "unit": "g", "choices": choices}
    return found | {"kind": "many", "values": {f"v{m}": {"en": f"use {m}"} for m in range(USES)}}


def lines(size: int, facets: int = 60, seed: int = 7) -> Iterator[bytes]:
    """That many products, one a line."""
    dice = np.random.default_rng(seed)
    parts = [_parts(n) for n in range(facets)]
    kinds = [f'"category":"{one}"' for one in KINDS]
    for start in range(0, size, PIECE):
        many = min(PIECE, size - start)
        picks = np.stack([(dice.random(many) ** 1.5 * len(one)).astype(int) for one in parts], axis=1).tolist()
        prices, kind = (dice.lognormal(9.5, 1, many).astype(int) + 500).tolist(), dice.integers(0, len(kinds), many)
        stock = dice.integers(0, 12, many).tolist()
        for n, row in enumerate(picks):
            known = ",".join(filter(None, [part[pick] for part, pick in zip(parts, row, strict=True)]))
            id = start + n
            yield (
                f'{{"id":"p{id}","sku":"S-{id}",{kinds[kind[n]]},"price":{prices[n]},"stock":{stock[n]},'
                f'"title":{{"en":"Thing number {id} of the shop","is":"Hlutur númer {id} í búðinni"}},'
                f'"summary":{{"en":"A plain thing that does what it says, made to last."}},'
                f'"drawback":{{"en":"It creaks a little at first."}},"url":"https://shop.example/p/{id}",'
                f'"attributes":{{{known}}}}}'
            ).encode()


def _parts(n: int) -> list[str]:
    """What a product may say of a facet; the last tenth nothing."""
    values: list[str]
    match n % 10:
        case 0 | 1 | 2 | 3 | 4:
            values = [f'"v{m}"' for m in range(3 + n % 10)]
        case 5 | 6:
            values = ["true", "false"]
        case 7 | 8:
            values = [f"{5 + 7.5 * m:g}" for m in range(100)]
        case _:
            dice = np.random.default_rng(n)
            sets = ({f"v{m}" for m in dice.integers(0, USES, dice.integers(1, 4))} for _ in range(200))
            values = ["[" + ",".join(f'"{one}"' for one in sorted(some)) + "]" for some in sets]
    whole = values * max(1, 10 // len(values))
    return [f'"f{n}":{value}' for value in whole] + [""] * max(1, len(whole) // 9)


def first(size: int, facets: int = 60) -> list[bytes]:
    """The lines as a list, for what is small."""
    return list(islice(lines(size, facets), size))
