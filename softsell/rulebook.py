"""The lint's rules, checks and models as they are kept in the package, read without anything else."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from softsell.voice import LANGUAGES, model
from softsell.voice.ruleset import RuleSet, decode

if TYPE_CHECKING:
    from softsell.voice.structure import Checks

_VOICE = Path(__file__).parent / "voice"


class Rulebook(Struct, frozen=True):
    """The rules by language: all that `lint` needs of a voice."""

    rules: Mapping[str, RuleSet]


class _Shelf(Mapping[str, RuleSet]):
    """The rules by language, each read when it is first asked for."""

    def __getitem__(self, lang: str) -> RuleSet:
        if lang not in LANGUAGES:
            raise KeyError(lang)
        return _rules(lang)

    def __iter__(self) -> Iterator[str]:
        return iter(LANGUAGES)

    def __len__(self) -> int:
        return len(LANGUAGES)


def rulebook() -> Rulebook:
    """The rules of every language."""
    return Rulebook(_Shelf())


@lru_cache(maxsize=len(LANGUAGES))
def _rules(lang: str) -> RuleSet:
    folder = _VOICE / lang
    weights = folder / "model.msgpack"
    beside = model.decode(weights.read_bytes()) if weights.is_file() else None
    return decode((folder / "rules.msgpack").read_bytes(), beside)


@lru_cache(maxsize=1)
def checks() -> "Checks":
    """The checks of structure."""
    from softsell.voice.structure import compile_checks

    return compile_checks(tuple((_VOICE / lang / "checks" / "structure.toml").read_text("utf-8") for lang in LANGUAGES))
