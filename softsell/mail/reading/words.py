"""The words that mail programs put around a quoted letter, in every language we know, joined from their tables."""

import re

from softsell.mail.reading import words_nordic, words_other, words_romance, words_west
from softsell.mail.reading.wording import Wording

TABLES: tuple[Wording, ...] = (
    *words_west.TABLES, *words_nordic.TABLES, *words_romance.TABLES, *words_other.TABLES,
)  # fmt: skip


def pieces(name: str) -> str:
    """All tables' words of that name as one alternation, the longest first; a space stands for any white space, an
    optional one for itself."""
    found = sorted({word for table in TABLES for word in getattr(table, name)}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.sub(r" (?!\?)", r"\\s+", word) for word in found) + ")"


def compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
