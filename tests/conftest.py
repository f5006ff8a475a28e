"""How many examples the laws are tried on: a thousand, or as many as SOFTSELL_EXAMPLES says (then without a time limit)."""

import os

import pytest
from hypothesis import HealthCheck, settings

EXAMPLES = int(os.environ.get("SOFTSELL_EXAMPLES", "1000"))
settings.register_profile("default", max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# A continuous integration judges a change, so it tries the same examples each time; everywhere else they are new ones.
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A long run may take as long as it takes."""
    if EXAMPLES > 1000:
        for item in items:
            item.add_marker(pytest.mark.timeout(0))
