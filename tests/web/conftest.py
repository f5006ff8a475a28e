"""A small shop, and a client that speaks to its pages over a real socket."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_world import runtime, served

from softsell.web import app
from softsell.worker import Runtime


@pytest.fixture
def rt(tmp_path: Path) -> Iterator[Runtime]:
    made = runtime(tmp_path)
    yield made
    made.db.close()


@pytest.fixture
def web(rt: Runtime) -> Iterator[httpx.Client]:
    with served(app.build(rt)) as url, httpx.Client(base_url=url, follow_redirects=True, timeout=30) as client:
        yield client
