"""What the merchant set: policy versions, the people of the desk, and small notes by name."""

from datetime import datetime

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from softsell.core.shop import Policy
from softsell.store.database import Database
from softsell.store.driver import Row, Tx
from softsell.store.times import ms, utc

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Policy)


class Saved(Struct, frozen=True):
    """One version of the settings: who saved it, and when."""

    policy: Policy
    at: datetime
    by: str


class User(Struct, frozen=True):
    """A person of the desk. `password_hash` is the caller's; the store never sees a password."""

    name: str
    password_hash: str
    language: str
    created: datetime


def save_policy(db: Database, shop_id: str, policy: Policy, by: str, at: datetime) -> Policy:
    """Save the settings as the next version; the policy with its version. Earlier versions stay."""

    def work(tx: Tx) -> Policy:
        tx.all("lock", f"policy:{shop_id}")
        last = tx.one("policies-last", shop_id)
        saved = replace(policy, version=(last[0] if last else 0) + 1)
        tx.run("policies-add", shop_id, saved.version, _encoder.encode(saved).decode(), ms(at), by)
        return saved

    return db.write(work)


def load_policy(db: Database, shop_id: str, version: int | None = None) -> Policy | None:
    """The settings as they stand, or as they stood in a version; None when there are none."""
    with db.read() as tx:
        if version is None:
            row = tx.one("policies-last", shop_id)
        else:
            row = tx.one("policies-version", shop_id, version)
    return _saved(row).policy if row else None


def policies(db: Database, shop_id: str) -> list[Saved]:
    """Every version, the newest first."""
    with db.read() as tx:
        return [_saved(row) for row in tx.all("policies-all", shop_id)]


def add_user(db: Database, shop_id: str, name: str, password_hash: str, language: str, created: datetime) -> bool:
    """Add a person of the desk. False: the name is taken."""
    return db.write(lambda tx: tx.run("users-add", shop_id, name, password_hash, language, ms(created))) == 1


def user(db: Database, shop_id: str, name: str) -> User | None:
    """The person of that name, or None."""
    with db.read() as tx:
        row = tx.one("users-get", shop_id, name)
    return _user(row) if row else None


def users(db: Database, shop_id: str) -> list[User]:
    """Everybody of the desk, by name."""
    with db.read() as tx:
        return [_user(row) for row in tx.all("users-all", shop_id)]


def change_user(db: Database, shop_id: str, name: str, *, password_hash: str = "", language: str = "") -> bool:
    """Change what is given, leave the rest. False: there is nobody of that name."""
    return db.write(lambda tx: tx.run("users-change", password_hash, language, shop_id, name)) == 1


def remove_user(db: Database, shop_id: str, name: str) -> bool:
    """Remove a person of the desk. False: there was nobody of that name."""
    return db.write(lambda tx: tx.run("users-remove", shop_id, name)) == 1


def get_meta(db: Database, key: str) -> str | None:
    """A small note by its name, or None."""
    with db.read() as tx:
        row = tx.one("meta-get", key)
    return str(row[0]) if row else None


def set_meta(db: Database, key: str, value: str) -> None:
    """Write a small note. "salt" is not to be written: every hash of an address rests on it."""
    if key == "salt":
        raise ValueError("the salt is made once and never changed")
    db.write(lambda tx: tx.run("meta-set", key, value))


def _saved(row: Row) -> Saved:
    version, body, at, by = row
    return Saved(replace(_decoder.decode(body), version=version), utc(at), by)


def _user(row: Row) -> User:
    name, password_hash, language, created = row
    return User(name, password_hash, language, utc(created))
