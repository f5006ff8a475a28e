"""Brings a shop's product data in: opens what it is given, spools it on disk, and writes the catalogue that comes of it.

The readers are pure and live in `shops`; which attributes become facets is decided in `advise`. Here are the files.

Rules
1. Memory does not grow with the file: rows wait in a temporary database, the catalogue is written row by row.
2. The old catalogue stays until the new one is whole. What the shop wrote by hand in it goes into the new one.
3. Everything that was left out, and everything that was guessed, is in the summary with its place.
"""

from softsell.intake.run import Options, Summary, bring_in
from softsell.intake.sources import recognise
from softsell.intake.unknown import unpacked, why_not

__all__ = ["Options", "Summary", "bring_in", "recognise", "unpacked", "why_not"]
