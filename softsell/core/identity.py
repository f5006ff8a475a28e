"""Who did it: aliases resolve to one key per person and shop, and two keys become one only on good evidence.

Rules (domain B10)
1. An alias is "user:42", "anon:abc" or "mail:<lower-case address>". A key is "u", "a" or "m" (which kind of alias it was
   made from) and a short hash of shop and alias, so the same log gives the same keys on every runtime.
2. Precedence: user, then anonymous id, then address. An address counts only when it is verified (by an order or a
   verified login): a merely typed address neither resolves nor joins.
3. An anonymous or address key joins a user's key at login, unless that anonymous id is another user's already (a shared
   device): then nothing is joined, the alias just moves to the new user for the future. The same goes for an address.
4. Two users are never joined. Without a user id, where device and verified address belong to different users, the
   address is believed and the device moves.
5. A join goes to the better kind (user, anonymous, address); of one kind the lexicographically smaller key stays.
   Every join therefore goes strictly downwards in one order, and joins cannot form a cycle.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b

from msgspec import Struct

from softsell.core.events import Event

KINDS = "uam"  # the first letter of a key, best kind first


class Who(Struct, frozen=True):
    """What the sender said about who did it. `verified`: the address was proved by an order or a verified login."""

    user_id: str = ""
    anonymous_id: str = ""
    address: str = ""
    verified: bool = False


class Arrival(Struct, frozen=True):
    """An event with who did it and when it was received (UTC, aware)."""

    who: Who
    event: Event
    received: datetime


class Resolution(Struct, frozen=True):
    """The key an arrival goes to; `claims` are aliases to be pointed at a key, `joins` are (old key, into key).

    A join also repoints every other alias of the old key. `key` is "" when nothing says who it was.
    """

    key: str
    claims: tuple[tuple[str, str], ...] = ()
    joins: tuple[tuple[str, str], ...] = ()


def aliases(who: Who) -> tuple[str, ...]:
    """The aliases that may resolve, best first; an unverified address is not among them."""
    found = []
    if user := _clean(who.user_id):
        found.append(f"user:{user}")
    if anonymous := _clean(who.anonymous_id):
        found.append(f"anon:{anonymous}")
    if who.verified and (address := _clean(who.address).lower()):
        found.append(f"mail:{address}")
    return tuple(found)


def key_of(shop: str, alias: str) -> str:
    """The key an alias makes when it is the first to be seen: kind letter and 80 bits of BLAKE2b in hex (21 letters)."""
    digest = blake2b(f"{shop}\0{alias}".encode(), digest_size=10, person=b"softsell-key").hexdigest()
    return alias[0] + digest


def resolve(known: Mapping[str, str], who: Who, shop: str) -> Resolution:
    """Where an arrival goes, given the keys its aliases point at now (`known`: alias -> key; others may be absent)."""
    names = aliases(who)
    if not names:
        return Resolution("")
    held = {known[name] for name in names if name in known}
    key = _stays(names, known, held, shop)
    joins = tuple((old, key) for old in sorted(held - {key}) if old[0] != "u")
    claims = tuple((name, key) for name in names if known.get(name) != key)
    return Resolution(key, claims, joins)


def _stays(names: tuple[str, ...], known: Mapping[str, str], held: set[str], shop: str) -> str:
    """The key that stays: the user named; else the one user there is, or the address's user before the device's."""
    first = names[0]
    if first.startswith("user:") or not held:
        return known.get(first) or key_of(shop, first)
    users = [key for key in held if key[0] == "u"]
    return known[names[-1]] if len(users) > 1 else min(held, key=_rank)


def _rank(key: str) -> tuple[int, str]:
    return KINDS.index(key[0]), key


def _clean(name: str) -> str:
    return name.replace("\0", "").strip()
