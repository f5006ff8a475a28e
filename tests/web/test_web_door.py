"""The writer behind the door: nothing is acknowledged before its commit, many requests share one, and a full queue says so."""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from softsell import store
from softsell.core import events as ev
from softsell.core.identity import Arrival, Who
from softsell.errors import BadRequest
from softsell.web.door import Door
from softsell.web.ingest import Busy

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def arrival(name: str, user: str = "1") -> Arrival:
    return Arrival(Who(user_id=user), ev.Viewed(id=name, at=NOW, product_id="a"), NOW)


class Slow:
    """A real store whose commit waits until it is let go; it notes the size of every batch."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = store.open(f"sqlite:{path}")
        store.schema(self.db)
        self.sizes: list[int] = []
        self.began, self.go = threading.Event(), threading.Event()

    def append(self, arrivals: Sequence[Arrival]) -> object:
        self.began.set()
        self.go.wait(20)
        self.sizes.append(len(arrivals))
        return store.append(self.db, "main", arrivals)

    def ids(self) -> set[str]:
        """What another process would find in the file."""
        connection = sqlite3.connect(self.path)
        found = {row[0] for row in connection.execute("SELECT id FROM events")}
        connection.close()
        return found


def test_nothing_is_acknowledged_before_the_commit_and_everything_after_it_is_there(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    door = Door(slow.append)

    async def run() -> None:
        first = asyncio.create_task(door.take((arrival("m0"),)))
        await asyncio.to_thread(slow.began.wait, 20)
        rest = [asyncio.create_task(door.take((arrival(f"m{i}"),))) for i in range(1, 50)]
        await asyncio.sleep(0.05)
        assert not first.done() and not any(task.done() for task in rest)
        assert slow.ids() == set()
        slow.go.set()
        for number, task in enumerate((first, *rest)):
            await task
            assert f"m{number}" in slow.ids()

    asyncio.run(run())
    assert slow.sizes[0] <= 2 and len(slow.sizes) <= 4 and sum(slow.sizes) == 50  # the rest shared commits
    door.close()
    slow.db.close()


def test_a_full_queue_is_busy_at_once_and_takes_nothing_of_the_request(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    door = Door(slow.append, most=10)

    async def run() -> None:
        waiting = [asyncio.create_task(door.take(tuple(arrival(f"{i}-{n}") for n in range(3)))) for i in range(3)]
        await asyncio.sleep(0.02)
        with pytest.raises(Busy) as refused:
            await door.take((arrival("late-1"), arrival("late-2")))
        assert refused.value.retry_after >= 1
        fits = asyncio.create_task(door.take((arrival("fits"),)))
        slow.go.set()
        await asyncio.gather(*waiting, fits)
        await door.take((arrival("after"),))

    asyncio.run(run())
    assert slow.ids() == {"fits", "after"} | {f"{i}-{n}" for i in range(3) for n in range(3)}
    door.close()
    slow.db.close()


def test_one_bad_request_does_not_take_the_others_of_its_batch_with_it(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    door = Door(slow.append)
    nobody = Arrival(Who(), ev.Viewed(id="x", at=NOW, product_id="a"), NOW)

    async def run() -> list[object]:
        first = asyncio.create_task(door.take((arrival("m0"),)))
        await asyncio.to_thread(slow.began.wait, 20)
        rest = [door.take((arrival("m1"),)), door.take((nobody,)), door.take((arrival("m2"),))]
        gathered = asyncio.gather(first, *rest, return_exceptions=True)
        await asyncio.sleep(0.02)
        slow.go.set()
        return list(await gathered)

    found = asyncio.run(run())
    assert isinstance(found.pop(2), BadRequest) and found == [None, None, None]
    assert slow.ids() == {"m0", "m1", "m2"}
    door.close()
    slow.db.close()


def test_a_store_that_fails_is_told_to_every_request_and_the_door_goes_on(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    slow.go.set()
    door = Door(slow.append)

    async def run() -> None:
        with sqlite3.connect(slow.path) as other:
            other.execute("ALTER TABLE events RENAME TO away")
        found = await asyncio.gather(*(door.take((arrival(f"a{i}"),)) for i in range(5)), return_exceptions=True)
        assert all(isinstance(one, sqlite3.Error) for one in found)
        with sqlite3.connect(slow.path) as other:
            other.execute("ALTER TABLE away RENAME TO events")
        other.close()
        await door.take((arrival("again"),))

    asyncio.run(run())
    assert slow.ids() == {"again"}
    door.close()
    slow.db.close()


def test_a_client_that_goes_away_loses_nothing_and_harms_nobody(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    door = Door(slow.append)

    async def run() -> None:
        gone = asyncio.create_task(door.take((arrival("gone"),)))
        await asyncio.to_thread(slow.began.wait, 20)
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        slow.go.set()
        await door.take((arrival("here"),))

    asyncio.run(run())
    assert slow.ids() == {"gone", "here"}
    door.close()
    slow.db.close()


def test_closing_writes_what_waits_and_refuses_what_comes_later(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    after: list[int] = []
    door = Door(slow.append, lambda: after.append(len(slow.sizes)))

    async def run() -> None:
        tasks = [asyncio.create_task(door.take((arrival(f"m{i}"),))) for i in range(20)]
        await asyncio.to_thread(slow.began.wait, 20)
        slow.go.set()
        await asyncio.to_thread(door.close)
        await asyncio.gather(*tasks)
        with pytest.raises(Busy):
            await door.take((arrival("late"),))

    asyncio.run(run())
    assert len(slow.ids()) == 20 and after == list(range(1, len(slow.sizes) + 1))
    slow.db.close()


def test_requests_of_several_event_loops_are_all_answered(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    slow.go.set()
    door = Door(slow.append)

    def run(loop: int) -> None:
        async def many() -> None:
            await asyncio.gather(*(door.take((arrival(f"{loop}-{i}", user=str(loop)),)) for i in range(40)))

        asyncio.run(many())

    threads = [threading.Thread(target=run, args=(loop,)) for loop in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(slow.ids()) == 160
    door.close()
    slow.db.close()


def test_a_loop_that_ended_while_it_waited_does_not_stop_the_writer(tmp_path: Path) -> None:
    slow = Slow(tmp_path / "a.db")
    door = Door(slow.append)
    loop = asyncio.new_event_loop()
    task = loop.create_task(door.take((arrival("left"),)))
    while not slow.began.wait(0.001):
        loop.run_until_complete(asyncio.sleep(0.001))
    task.cancel()
    loop.run_until_complete(asyncio.gather(task, return_exceptions=True))
    loop.close()
    slow.go.set()
    asyncio.run(door.take((arrival("next"),)))
    assert slow.ids() == {"left", "next"}
    door.close()
    slow.db.close()
