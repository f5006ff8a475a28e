"""The merchant's settings: versioned, and the people of the desk."""

from datetime import date, time
from threading import Thread

import pytest
from msgspec.structs import replace
from store_world import HOUR, SHOP, START

from softsell import store
from softsell.core.shop import Policy
from softsell.store import settings


def test_a_policy_comes_back_as_it_was_saved_with_its_version(db: store.Database) -> None:
    assert settings.load_policy(db, SHOP.id) is None
    policy = Policy(name="Garn og gleði", opens=time(10, 30), holidays={"IS": (date(2026, 6, 17),)}, installed_at=START)
    first = settings.save_policy(db, SHOP.id, policy, "Sigga", START)
    second = settings.save_policy(db, SHOP.id, replace(first, wait_hours=30), "Jón", START + HOUR)
    assert (first.version, second.version) == (1, 2)
    assert settings.load_policy(db, SHOP.id) == second
    assert settings.load_policy(db, SHOP.id, 1) == replace(policy, version=1)
    assert settings.load_policy(db, SHOP.id, 9) is None and settings.load_policy(db, "other") is None
    assert [(one.by, one.at) for one in settings.policies(db, SHOP.id)] == [("Jón", START + HOUR), ("Sigga", START)]


def test_two_people_who_save_at_once_both_keep_a_version(db: store.Database) -> None:
    def save(name: str) -> None:
        settings.save_policy(db, SHOP.id, Policy(name=name), name, START)

    threads = [Thread(target=save, args=(f"p{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.policy.version for one in settings.policies(db, SHOP.id)) == [1, 2, 3, 4, 5, 6]


def test_users_are_added_changed_and_removed(db: store.Database) -> None:
    assert settings.add_user(db, SHOP.id, "sigga", "hash-1", "is", START)
    assert not settings.add_user(db, SHOP.id, "sigga", "hash-2", "en", START)
    assert settings.user(db, SHOP.id, "sigga") == settings.User("sigga", "hash-1", "is", START)
    assert settings.change_user(db, SHOP.id, "sigga", language="en")
    assert settings.change_user(db, SHOP.id, "sigga", password_hash="hash-3")
    assert settings.users(db, SHOP.id) == [settings.User("sigga", "hash-3", "en", START)]
    assert not settings.change_user(db, SHOP.id, "nobody", language="en")
    assert settings.remove_user(db, SHOP.id, "sigga") and not settings.remove_user(db, SHOP.id, "sigga")
    assert settings.user(db, SHOP.id, "sigga") is None


def test_notes_are_kept_by_name_and_the_salt_is_not_one_to_write(db: store.Database) -> None:
    assert settings.get_meta(db, "greeting") is None
    settings.set_meta(db, "greeting", "hæ")
    settings.set_meta(db, "greeting", "halló")
    assert settings.get_meta(db, "greeting") == "halló"
    with pytest.raises(ValueError, match="salt"):
        settings.set_meta(db, "salt", "x")
