"""What came of an import, in words: read, skipped, guessed, decided."""

from collections.abc import Iterator
from pathlib import Path

from softsell.advise.making.facets import Chosen
from softsell.intake.run import Summary, line

SHOWN = 12
DELIMITERS = {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars"}


def in_words(summary: Summary, path: Path, target: str, beside: Path, log: Path, dry_run: bool) -> str:
    """The whole summary, its first line the most important."""
    return "\n".join(_lines(summary, path, target, beside, log, dry_run))


def _lines(summary: Summary, path: Path, target: str, beside: Path, log: Path, dry_run: bool) -> Iterator[str]:
    source = summary.source
    form = ", ".join(word for word in (source.format, source.encoding, DELIMITERS.get(source.delimiter, "")) if word)
    yield (
        f"{path} ({form}): {summary.items:,} items read, {summary.products:,} products, {summary.left_out:,} left out, "
        f"{summary.troubles - summary.left_out:,} read in part -> {'nothing written (dry run)' if dry_run else target}"
    )
    yield (
        f"  {summary.added:,} added, {summary.changed:,} changed, {summary.same:,} the same, {summary.gone:,} gone"
        f"{_some(summary.gone_ids, summary.gone)}"
    )
    for why, count in summary.joined.most_common(SHOWN):
        yield f"  variants that {why}: {count:,} products"
    if summary.chosen:
        yield f"  facets: {'; '.join(_facet(one) for one in summary.chosen)}"
    if summary.no_facet:
        yield "  no facet:"
        yield from (f"    {name}: {why}" for name, why in summary.no_facet[:SHOWN])
        if len(summary.no_facet) > SHOWN:
            yield f"    and {len(summary.no_facet) - SHOWN} more"
    for name, count in (+summary.unfit).most_common(SHOWN):
        yield f"  {name}: {count:,} values do not fit the facet and stay unknown"
    if summary.kept:
        yield f"  written by the shop and kept: {', '.join(summary.kept[:SHOWN])}"
    for guess, (count, example) in list(summary.guesses.items())[:SHOWN]:
        yield f"  guessed: {guess} ({count:,}; {example})"
    for name, count in summary.mended.items():
        yield f"  mended: {name} ({count:,})"
    yield from (f"  found: {told}" for told in summary.found[:SHOWN])
    if summary.knowledge is not None:
        yield f"  delivery and returns: {'would be ' if dry_run else ''}written to {beside}, for you to look at"
    yield from (f"  {line(trouble)}" for trouble in summary.shown)
    if summary.troubles > len(summary.shown):
        yield f"  and {summary.troubles - len(summary.shown):,} more{'' if dry_run else f', all of them in {log}'}"


def _some(ids: list[str], count: int) -> str:
    return f" ({', '.join(ids[:5])}{' ...' if count > 5 else ''})" if ids else ""


def _facet(one: Chosen) -> str:
    facet = one.facet
    size = f", {len(facet.values)} values" if facet.values else f" in {facet.unit}" if facet.unit else ""
    return f"{facet.id} ({facet.kind}{size}, {'asked' if facet.question else 'not asked'})"
