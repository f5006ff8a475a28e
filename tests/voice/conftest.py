"""The voice of the tests: the phrase and rule files that ship, read once."""

import pytest
from voice_samples import LANGS, joined

from softsell.voice.phrases import Voice, load


@pytest.fixture(scope="session")
def voice() -> Voice:
    return load({lang: joined(lang, "ftl") for lang in LANGS}, {lang: joined(lang, "toml") for lang in LANGS})
