"""The lint's rules as they are kept in the package, read without anything else: what a copywriter's check starts with."""

from functools import lru_cache
from importlib.resources import files

from msgspec import Struct

from softsell.voice.ruleset import RuleSet, decode

LANGUAGES = ("en", "is")


class Rulebook(Struct, frozen=True):
    """The rules by language: all that `lint` needs of a voice."""

    rules: dict[str, RuleSet]


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rules of every language."""
    return Rulebook({lang: decode(_octets(lang)) for lang in LANGUAGES})


def _octets(lang: str) -> bytes:
    return (files("softsell") / "voice" / lang / "rules.msgpack").read_bytes()
