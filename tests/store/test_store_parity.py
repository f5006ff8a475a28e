"""The same log gives the same digest on both databases, and however it is cut into batches (law 13)."""

import pytest
from store_world import HOUR, SHOP, play, rows, story

from softsell import store
from softsell.core.identity import Arrival


@pytest.mark.parametrize("seed", [1, 2])
def test_a_random_story_comes_to_the_same_digest_on_both_databases(both: tuple[str, str], seed: int) -> None:
    log = story(seed)
    digests, decided = set(), set()
    for url in both:
        db = store.open(url)
        store.schema(db)
        play(db, log)
        digests.add(store.digest(db, SHOP.id))
        decided |= {row[0] for row in rows(db, "SELECT DISTINCT kind FROM effects")}
        db.close()
    assert len(digests) == 1
    assert {"Ask", "Say", "Forward", "Assigned"} <= decided  # the story says something


def test_the_cut_of_the_batches_changes_nothing(db: store.Database, tmp_path: object) -> None:
    log = [one for batch in story(5, length=60) for one in batch]
    once = store.open(f"sqlite:{tmp_path}/other.db")
    store.schema(once)
    for target, size in ((db, 1), (once, 13)):
        for place in range(0, len(log), size):
            store.append(target, SHOP.id, log[place : place + size])
        store.drain(target, SHOP, log[-1].received + HOUR)
    assert store.digest(db, SHOP.id) == store.digest(once, SHOP.id)
    once.close()


def test_delivery_does_not_change_the_digest_but_a_decision_does(db: store.Database) -> None:
    play(db, story(1, length=60))
    before = store.digest(db, SHOP.id)
    assert before == store.digest(db, SHOP.id) != store.digest(db, "another shop")
    log: list[list[Arrival]] = story(2, length=10)
    store.append(db, "garn", [Arrival(one.who, one.event, one.received) for one in log[0]])
    store.drain(db, SHOP, log[-1][-1].received)
    assert store.digest(db, SHOP.id) != before
