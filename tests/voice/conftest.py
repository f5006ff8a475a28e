"""The voice of the tests: the phrases and rules that ship, read once; with the models beside them, and without."""

import pytest
from msgspec.structs import replace
from voice_samples import LANGS, joined

from softsell.rulebook import rulebook
from softsell.voice.phrases import Voice, load


@pytest.fixture(scope="session")
def voice() -> Voice:
    """Phrases and rules alone: what a rule finds is told apart from what the model thinks."""
    rules = {lang: replace(found, model=None) for lang, found in rulebook().rules.items()}
    return load({lang: joined(lang) for lang in LANGS}, rules)


@pytest.fixture(scope="session")
def shipped() -> Voice:
    """The voice as it ships."""
    return load({lang: joined(lang) for lang in LANGS}, rulebook().rules)
