"""Aliases and keys: one key per person, joined only on good evidence, whatever the order."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from softsell.core.identity import Who, aliases, key_of, resolve

SHOP = "garn"


class Book:
    """What a runtime keeps: alias -> key, repointed on joins; and the joins themselves."""

    def __init__(self) -> None:
        self.keys: dict[str, str] = {}
        self.joins: list[tuple[str, str]] = []

    def take(self, who: Who) -> str:
        found = resolve(self.keys, who, SHOP)
        for old, into in found.joins:
            self.keys = {alias: into if key == old else key for alias, key in self.keys.items()}
        self.keys.update(found.claims)
        self.joins.extend(found.joins)
        return found.key

    def partition(self) -> set[frozenset[str]]:
        groups: dict[str, set[str]] = {}
        for alias, key in self.keys.items():
            groups.setdefault(key, set()).add(alias)
        return {frozenset(group) for group in groups.values()}


def read(log: Sequence[Who]) -> Book:
    book = Book()
    for who in log:
        book.take(who)
    return book


names = st.sampled_from(["1", "2", "3"])
anyone = st.builds(
    Who,
    user_id=st.sampled_from(["", "", "1", "2", "3"]),
    anonymous_id=st.sampled_from(["", "a", "b", "c", "d"]),
    address=st.sampled_from(["", "x@example.is", "Y@example.is", "z@example.is"]),
    verified=st.booleans(),
)
# One person each: user p, devices p1 p2 and addresses p1 p2 that nobody else uses.
alone = st.builds(
    lambda person, user, device, address, verified: Who(
        user_id=person if user else "",
        anonymous_id=person + device if device else "",
        address=f"{person}{address}@example.is" if address else "",
        verified=verified,
    ),
    names,
    st.booleans(),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from(["", "1", "2"]),
    st.booleans(),
)


def components(log: Sequence[Who]) -> set[frozenset[str]]:
    """The oracle: aliases seen together belong together."""
    groups: list[set[str]] = []
    for who in log:
        together = set(aliases(who))
        if together:
            touching = [group for group in groups if group & together]
            groups = [group for group in groups if not group & together]
            groups.append(together.union(*touching))
    return {frozenset(group) for group in groups}


@given(st.lists(alone, max_size=14), st.randoms(use_true_random=False))
def test_where_nothing_is_shared_the_partition_does_not_depend_on_order_or_duplicates(
    log: list[Who], dice: random.Random
) -> None:
    shuffled = log + dice.choices(log, k=5) if log else []
    dice.shuffle(shuffled)
    assert read(log).partition() == read(shuffled).partition() == components(log)


@given(st.lists(anyone, max_size=20))
def test_joins_have_no_cycle_and_always_go_to_the_better_key(log: list[Who]) -> None:
    for old, into in read(log).joins:
        assert ("uam".index(into[0]), into) < ("uam".index(old[0]), old)


@given(st.lists(anyone, max_size=20))
def test_two_users_are_never_joined_and_a_user_keeps_the_key_for_ever(log: list[Who]) -> None:
    book = read(log)
    assert all(old[0] != "u" for old, _ in book.joins)
    for who in log:
        if who.user_id:
            assert book.take(who) == key_of(SHOP, f"user:{who.user_id}")


@given(st.lists(anyone, max_size=20), anyone)
def test_resolving_twice_changes_nothing_the_second_time(log: list[Who], who: Who) -> None:
    book = read([*log, who])
    again = resolve(book.keys, who, SHOP)
    assert (again.claims, again.joins) == ((), ())


@given(st.lists(anyone, max_size=20))
def test_an_unverified_address_leaves_no_trace(log: list[Who]) -> None:
    bare = [who if who.verified else Who(user_id=who.user_id, anonymous_id=who.anonymous_id) for who in log]
    assert read(log).keys == read(bare).keys


def test_an_anonymous_key_joins_the_user_at_login() -> None:
    book = read([Who(anonymous_id="a"), Who(user_id="1", anonymous_id="a")])
    assert book.joins == [(key_of(SHOP, "anon:a"), key_of(SHOP, "user:1"))]
    assert book.take(Who(anonymous_id="a")) == key_of(SHOP, "user:1")


def test_a_shared_device_moves_and_joins_nobody() -> None:
    book = read([Who(user_id="1", anonymous_id="a"), Who(user_id="2", anonymous_id="a")])
    assert book.joins == []
    assert book.take(Who(anonymous_id="a")) == key_of(SHOP, "user:2")
    assert book.take(Who(user_id="1")) == key_of(SHOP, "user:1")


def test_a_guest_order_on_another_persons_device_goes_to_the_owner_of_the_verified_address() -> None:
    log = [Who(user_id="1", address="x@example.is", verified=True), Who(user_id="2", anonymous_id="a")]
    book = read(log)
    assert book.take(Who(anonymous_id="a", address="X@example.is", verified=True)) == key_of(SHOP, "user:1")
    assert book.joins == []


def test_two_devices_become_one_when_both_order_with_one_address() -> None:
    log = [Who(anonymous_id=name, address="x@example.is", verified=True) for name in "ab"]
    book = read([Who(anonymous_id="b"), *log])
    assert book.partition() == {frozenset({"anon:a", "anon:b", "mail:x@example.is"})}
    assert len(book.joins) == 1


def test_nobody_in_particular_has_no_key() -> None:
    assert resolve({}, Who(address="x@example.is"), SHOP).key == ""


def test_keys_are_the_same_everywhere_and_differ_between_shops() -> None:
    assert key_of(SHOP, "user:42") == key_of(SHOP, "user:42") != key_of("other", "user:42")
    assert len(key_of(SHOP, "user:42")) == 21
