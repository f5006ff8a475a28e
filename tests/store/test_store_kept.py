"""Answers that were kept, and the questions nobody knew, on SQLite and PostgreSQL."""

from datetime import UTC, datetime, timedelta

from softsell.store import kept
from softsell.store.kept import Kept

AT = datetime(2026, 6, 1, 10, tzinfo=UTC)


def one(id: str = "k1", **more: object) -> Kept:
    told = {"question": {"en": "Do you mend hats?"}, "text": {"en": "Yes, in a week."}, "by": "Birna", "at": AT}
    return Kept(id=id, **{**told, **more})  # type: ignore[arg-type]


def test_what_is_kept_comes_back_as_it_was(db) -> None:
    until = one("k2", valid_until=AT + timedelta(days=9), text={"en": "Yes.", "is": "Já, „alltaf“."})
    kept.keep(db, "garn", one())
    kept.keep(db, "garn", until)
    assert kept.answers(db, "garn") == (one(), until)
    assert kept.answers(db, "another") == ()


def test_every_change_moves_the_mark_and_nothing_else_does(db) -> None:
    marks = [kept.mark(db, "garn")]
    for change in (
        lambda: kept.keep(db, "garn", one()),
        lambda: kept.keep(db, "garn", one(by="Anna")),
        lambda: kept.remove(db, "garn", "k1"),
        lambda: kept.keep(db, "garn", one()),
    ):
        change()
        marks.append(kept.mark(db, "garn"))
    assert marks == sorted(set(marks)) and kept.mark(db, "another") == 0
    kept.remove(db, "garn", "never")
    kept.answers(db, "garn")
    assert kept.mark(db, "garn") == marks[-1]


def test_what_was_removed_is_gone_and_is_removed_once(db) -> None:
    kept.keep(db, "garn", one())
    assert kept.remove(db, "garn", "k1") and not kept.remove(db, "garn", "k1")
    assert kept.answers(db, "garn") == ()
    kept.keep(db, "garn", one(by="Anna"))
    assert [answer.by for answer in kept.answers(db, "garn")] == ["Anna"]
