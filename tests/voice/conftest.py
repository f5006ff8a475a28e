"""The voice of the tests: the phrases, rules and models that ship, read once."""

import pytest
from voice_samples import LANGS, joined

from softsell.rulebook import rulebook
from softsell.voice.phrases import Voice, load


@pytest.fixture(scope="session")
def voice() -> Voice:
    return load({lang: joined(lang) for lang in LANGS}, rulebook().rules)
