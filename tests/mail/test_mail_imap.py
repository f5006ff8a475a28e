"""The IMAP reader against a real Dovecot: nothing is lost, nothing is looped, nobody's marks are changed."""

import base64
import hmac
import imaplib
import json
import logging
import os
import signal
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import postmaster
import pytest
import trustme
from postmaster import PASSWORD, USERS, Dovecot, until

from softsell import config, load
from softsell.errors import ConfigError
from softsell.mail import imap_line
from softsell.mail.imap import TRIES, Account, Mailbox, Place

SVAR = USERS[0]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def box(authority: trustme.CA) -> Iterator[Dovecot]:
    with postmaster.dovecot(authority) as box:
        yield box


def raw(number: int, words: str = "Hæ.") -> bytes:
    head = f"From: anna@mail.is\r\nTo: {SVAR}\r\nMessage-ID: <{number}@mail.is>\r\nSubject: {number}\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()


def number(letter: bytes) -> int:
    return int(letter.partition(b"Message-ID: <")[2].partition(b"@")[0])


def fill(box: Dovecot, start: int, stop: int, to: str = SVAR) -> None:
    for one in range(start, stop):
        box.deliver(to, raw(one))


@dataclass
class Kept:
    """What a reader handed over and noted; `fails` names the letters that cannot be kept."""

    letters: list[bytes] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    aside: list[tuple[str, int, str]] = field(default_factory=list)
    fails: Callable[[int], bool] = lambda number: False
    lock: Any = field(default_factory=threading.Lock)
    noting: bool = True

    def keep(self, letter: bytes) -> None:
        if self.fails(number(letter)):
            raise RuntimeError("this one cannot be kept")
        self.letters.append(letter)

    def done(self, folder: str, place: Place) -> None:
        if not self.noting:
            raise OSError("no room on the disk")
        self.places[folder] = place

    def numbers(self) -> list[int]:
        return [number(one) for one in self.letters]


def account(box: Dovecot, **more: Any) -> Account:
    given = {"host": "127.0.0.1", "port": box.imap, "security": "none", "user": SVAR, "secret": lambda: PASSWORD}
    return Account(**given | {"timeout": 10.0} | more)


@contextmanager
def reading(box: Dovecot, kept: Kept, *folders: str, who: Account | None = None, **more: Any) -> Iterator[Mailbox]:
    """The reader at work; polls and renewals are ten minutes apart, so what comes soon comes because it was told."""
    given = {"poll_seconds": 600.0, "idle_minutes": 10.0, "wait": 0.05} | more
    place = lambda folder: kept.places.get(folder, Place())  # noqa: E731
    with Mailbox(
        who or account(box), folders or ("INBOX",), kept.keep, seen=place, done=kept.done,
        aside=lambda *told: kept.aside.append(told), **given,
    ) as mailbox:  # fmt: skip
        yield mailbox


def idling(box: Dovecot) -> None:
    """Wait until a line is at rest in IDLE."""
    until(lambda: "IDLE" in box.doveadm("who", SVAR) or box.process("imap"), what="a line")
    time.sleep(0.5)


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_letters_come_octet_for_octet_and_stay_unread(box: Dovecot, security: str, trusting: ssl.SSLContext) -> None:
    kept = Kept()
    fill(box, 1, 3)
    port = box.imaps if security == "tls" else box.imap
    with reading(box, kept, who=account(box, security=security, port=port, context=trusting)):
        until(lambda: len(kept.letters) == 2)
    stored = [letter.replace(b"\n", b"\r\n") for letter in box.letters(SVAR)]
    assert kept.letters == stored
    flags = box.doveadm("fetch", "-u", SVAR, "flags", "mailbox", "INBOX")
    assert "\\Seen" not in flags


def test_a_letter_is_taken_as_it_is_delivered_without_asking(box: Dovecot) -> None:
    kept = Kept()
    with reading(box, kept):
        idling(box)
        for one in range(1, 4):
            box.deliver(SVAR, raw(one))
            until(lambda: len(kept.letters) == one, 10)  # noqa: B023
    assert kept.numbers() == [1, 2, 3]


def test_no_letter_of_a_burst_waits_for_the_next_look(box: Dovecot) -> None:
    """A letter may come at any moment between the look and the wait; all must be there long before the next look."""
    kept = Kept()
    with reading(box, kept):
        for start in range(0, 60, 3):
            fill(box, start, start + 3)
            until(lambda: len(kept.letters) == start + 3, 10)  # noqa: B023
    assert kept.numbers() == list(range(60))


def test_the_line_is_renewed_while_nothing_comes(box: Dovecot) -> None:
    kept = Kept()
    with reading(box, kept, idle_minutes=0.2 / 60):
        time.sleep(1.5)
        box.deliver(SVAR, raw(1))
        until(lambda: kept.letters)
    assert kept.numbers() == [1]


def test_a_restart_goes_on_where_it_was(box: Dovecot) -> None:
    kept = Kept()
    fill(box, 1, 4)
    with reading(box, kept):
        until(lambda: len(kept.letters) == 3)
    fill(box, 4, 6)
    with reading(box, kept):
        until(lambda: len(kept.letters) == 5)
        time.sleep(0.3)
    assert kept.numbers() == [1, 2, 3, 4, 5]


def test_a_crash_between_keeping_and_noting_brings_the_letter_again_and_loses_none(box: Dovecot) -> None:
    kept = Kept(noting=False)
    fill(box, 1, 3)
    with reading(box, kept):
        until(lambda: kept.numbers()[:2] == [1, 1], what="the same letter again")
        kept.noting = True
        until(lambda: 2 in kept.numbers())
    assert set(kept.numbers()) == {1, 2}
    assert kept.numbers().count(2) == 1
    assert kept.aside == [], "our own store failed, so nothing is passed over"


def test_a_new_uidvalidity_reads_everything_again(box: Dovecot) -> None:
    kept = Kept()
    box.doveadm("mailbox", "create", "-u", SVAR, "Svör")
    for one in (1, 2):
        _append(box, "Svör", raw(one))
    with reading(box, kept, "Svör"):
        until(lambda: len(kept.letters) == 2)
        before = kept.places["Svör"]
        box.doveadm("mailbox", "delete", "-u", SVAR, "Svör")
        time.sleep(1.1)  # Dovecot makes it of the second
        box.doveadm("mailbox", "create", "-u", SVAR, "Svör")
        for one in (1, 2, 3):
            _append(box, "Svör", raw(one))
        until(lambda: len(kept.letters) >= 5, what="the letters of the new folder")
    after = kept.places["Svör"]
    assert before.validity != after.validity
    assert kept.numbers() == [1, 2, 1, 2, 3]


def test_several_folders_are_followed_at_once(box: Dovecot) -> None:
    kept = Kept()
    box.doveadm("mailbox", "create", "-u", SVAR, 'Ruslpóstur & "annað"')
    with reading(box, kept, "INBOX", 'Ruslpóstur & "annað"'):
        until(lambda: len(kept.places) == 0 and len(box.process("imap")) >= 2)
        time.sleep(0.5)
        box.deliver(SVAR, raw(1))
        until(lambda: len(kept.letters) == 1, 10)
        _append(box, 'Ruslpóstur & "annað"', raw(2))
        until(lambda: len(kept.letters) == 2, 10)
    assert sorted(kept.places) == ["INBOX", 'Ruslpóstur & "annað"']


def test_a_letter_that_cannot_be_kept_holds_up_no_other_and_is_told_at_the_end(box: Dovecot) -> None:
    kept = Kept(fails=lambda number: number == 2)
    fill(box, 1, 5)
    with reading(box, kept, wait=0.0005):
        until(lambda: kept.numbers() == [1, 3, 4])
        until(lambda: kept.aside, what="word of the letter")
        box.deliver(SVAR, raw(5))
        until(lambda: 5 in kept.numbers())
    (told,) = kept.aside
    assert told[0] == "INBOX"
    assert f"after {TRIES} tries: RuntimeError" in told[2]
    assert kept.places["INBOX"].later == ()
    assert len(box.letters(SVAR)) == 5, "it stays in the mailbox"


def test_a_letter_that_failed_once_is_kept_later_also_after_a_restart(box: Dovecot) -> None:
    kept = Kept(fails=lambda number: number == 1)
    fill(box, 1, 3)
    with reading(box, kept, wait=60):
        until(lambda: kept.numbers() == [2])
        until(lambda: kept.places["INBOX"].uid == 2)
    assert [tries for _, tries in kept.places["INBOX"].later] == [1]
    kept.fails = lambda number: False
    with reading(box, kept):
        until(lambda: kept.numbers() == [2, 1])
        until(lambda: kept.places["INBOX"].later == ())
    assert kept.aside == []


def test_a_huge_letter_is_told_and_passed_over_once(box: Dovecot) -> None:
    kept = Kept()
    box.deliver(SVAR, raw(1, "x" * 60 + "\r\n" + ("y" * 70 + "\r\n") * 3000))
    fill(box, 2, 3)
    with reading(box, kept, largest=100_000, idle_minutes=0.1 / 60):
        until(lambda: kept.numbers() == [2])
        time.sleep(1)
    (told,) = kept.aside
    assert "100000 is the most" in told[2]
    assert len(box.letters(SVAR)) == 2


@pytest.mark.parametrize("offer", [True, False])
def test_a_taken_letter_is_moved_and_nothing_else_is_expunged(
    offer: bool, box: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`offer` False: the server has no MOVE, so the letter is copied and only its own UID is expunged."""
    if not offer:
        monkeypatch.setattr(imap_line, "log_in", _without(imap_line.log_in, "MOVE"))
    kept = Kept(fails=lambda number: number == 2)
    fill(box, 1, 4)
    box.doveadm("flags", "add", "-u", SVAR, "\\Deleted", "mailbox", "INBOX", "uid", "2")
    with reading(box, kept, move_to="Lesið", wait=60):
        until(lambda: kept.numbers() == [1, 3])
        until(lambda: kept.places["INBOX"].uid == 3)
    assert [number(one) for one in box.letters(SVAR)] == [2], "the one that a person marked is there still"
    assert sorted(number(one) for one in box.letters(SVAR, "Lesi&APA-")) == [1, 3]


def test_letters_from_before_a_day_are_left_alone(box: Dovecot) -> None:
    kept = Kept()
    with reading(box, kept, since=date.today() + timedelta(days=2)):
        idling(box)
        box.deliver(SVAR, raw(1))
        time.sleep(1)
    assert kept.letters == []
    with reading(box, kept, since=date.today() - timedelta(days=2)):
        until(lambda: kept.numbers() == [1])


def test_a_server_without_idle_is_asked_now_and_then(authority: trustme.CA) -> None:
    kept = Kept()
    plain = "imap_capability = IMAP4rev1 SASL-IR LITERAL+ UIDPLUS"
    with postmaster.dovecot(authority, plain) as box, reading(box, kept, poll_seconds=0.2):
        until(lambda: box.process("imap"))
        for one in (1, 2):
            box.deliver(SVAR, raw(one))
            until(lambda: len(kept.letters) == one)  # noqa: B023
    assert kept.numbers() == [1, 2]


def test_an_ended_line_is_made_again(box: Dovecot) -> None:
    kept = Kept()
    with reading(box, kept):
        for one in range(1, 4):
            idling(box)
            for pid in box.process("imap"):
                os.kill(pid, signal.SIGKILL)
            box.deliver(SVAR, raw(one))
            until(lambda: len(kept.letters) == one)  # noqa: B023
    assert kept.numbers() == [1, 2, 3]


def test_a_line_that_died_without_a_word_is_made_again_at_the_renewal(box: Dovecot) -> None:
    kept = Kept()
    with reading(box, kept, who=account(box, timeout=1.0), idle_minutes=1 / 60):
        idling(box)
        frozen = box.process("imap")
        for pid in frozen:
            os.kill(pid, signal.SIGSTOP)
        try:
            box.deliver(SVAR, raw(1))
            until(lambda: kept.numbers() == [1])
            assert set(box.process("imap")) - set(frozen), "it came over another line"
        finally:
            for pid in frozen:
                os.kill(pid, signal.SIGCONT)


def test_a_look_beforehand_says_whether_the_mailbox_opens(box: Dovecot) -> None:
    assert imap_line.probe(account(box), ["INBOX"]) is True
    with pytest.raises(imap_line.Refused, match=f"the login of {SVAR} is refused"):
        imap_line.probe(account(box, secret=lambda: "x"), ["INBOX"])
    with pytest.raises(imaplib.IMAP4.error, match="folder 'Svör'"):
        imap_line.probe(account(box), ["INBOX", "Svör"])


def test_a_password_and_a_token_are_not_both_taken() -> None:
    with pytest.raises(ConfigError, match="not both"):
        load.mailbox(config.Imap(host="127.0.0.1", password="x", token_file="y"))


def test_closing_ends_the_wait_and_no_letter_is_left_in_hand(box: Dovecot) -> None:
    kept, within = Kept(), threading.Event()
    fill(box, 1, 30)

    def slow(number: int) -> bool:
        within.set()
        time.sleep(0.05)
        return False

    kept.fails = slow
    with reading(box, kept):
        within.wait(20)
    done = len(kept.letters)
    assert 0 < done < 29
    assert kept.places["INBOX"].uid == done, "what was kept is noted"
    assert not [one for one in threading.enumerate() if one.name.startswith("softsell-imap")]


def test_a_refused_login_says_who_and_where_and_no_password(box: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    wrong = "rangt lykilorð"
    with caplog.at_level(logging.INFO), reading(box, Kept(), who=account(box, secret=lambda: wrong)):
        until(lambda: "refused" in caplog.text)
    assert f"127.0.0.1:{box.imap}, folder INBOX: the login of {SVAR} is refused" in caplog.text
    assert wrong not in caplog.text


OAUTH = """
auth_mechanisms = plain xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {base}/oauth.conf
}}
"""
KEY = b"the key that signs access tokens"


def access_token(until_when: float, key: bytes = KEY) -> str:
    """A token as a provider gives them (RFC 7519), for the shop's mailbox."""
    claims = {"email": SVAR, "sub": SVAR, "iat": int(time.time()) - 60, "exp": int(until_when)}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    body = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    seal = base64.urlsafe_b64encode(hmac.digest(key, body, "sha256")).rstrip(b"=")
    return f"{body.decode()}.{seal.decode()}"


def test_a_token_opens_the_mailbox_and_a_renewed_one_is_read_at_the_next_login(
    authority: trustme.CA, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with postmaster.folder("oauth") as base, postmaster.dovecot(authority, OAUTH.format(base=base)) as box:
        (base / "default" / "HS256").mkdir(parents=True)
        (base / "default" / "HS256" / "default").write_bytes(base64.b64encode(KEY))
        (base / "oauth.conf").write_text(
            f"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={base}/\n"
        )
        file, old = tmp_path / "token", access_token(time.time() + 600, b"another key")
        file.write_text(old)
        kept = Kept()
        fill(box, 1, 2)
        who = load.mailbox(
            config.Imap(host="127.0.0.1", port=box.imap, security="none", user=SVAR, token_file=str(file))
        )
        with reading(box, kept, who=who, wait=0.02):
            until(lambda: "refused" in caplog.text)
            file.write_text(access_token(time.time() + 600) + "\n")
            until(lambda: kept.numbers() == [1], what=f"the letter ({box.log()[-800:]})")
    assert old not in caplog.text and base64.b64encode(old.encode()).decode() not in caplog.text


def test_a_certificate_of_nobody_is_not_taken(box: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    kept = Kept()
    fill(box, 1, 2)
    with reading(box, kept, who=account(box, security="starttls")):
        until(lambda: "certificate verify failed" in caplog.text)
    assert kept.letters == []


def test_a_folder_that_is_not_there_is_named(box: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    with reading(box, Kept(), "Svor"):
        until(lambda: "folder 'Svor'" in caplog.text)


@pytest.mark.parametrize(
    ("more", "words"),
    [({"folders": ()}, "folders"), ({"move_to": "INBOX"}, "move_to"), ({"idle_minutes": 29.0}, "idle_minutes")],
)
def test_settings_that_cannot_be_are_refused(more: dict[str, Any], words: str) -> None:
    given = {"folders": ("INBOX",), "keep": lambda raw: None, "seen": lambda name: Place(), "done": lambda *a: None}
    who = Account(host="127.0.0.1", user="a", secret=lambda: "")
    with pytest.raises(ConfigError, match=words):
        Mailbox(who, **given | more)


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("INBOX", '"INBOX"'),
        ("Ruslpóstur", '"Ruslp&APM-stur"'),
        ("A & B", '"A &- B"'),
        ("台北", '"&U,BTFw-"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("a\r\nb", '"a&AA0ACg-b"'),
    ],
)
def test_folder_names_go_over_the_line_in_modified_utf_7(name: str, wire: str) -> None:
    assert imap_line.encoded(name) == wire


def _append(box: Dovecot, folder: str, letter: bytes) -> None:
    with imaplib.IMAP4("127.0.0.1", box.imap, timeout=10) as client:
        client.authenticate("PLAIN", lambda _: f"\0{SVAR}\0{PASSWORD}".encode())
        kind, words = client.append(imap_line.encoded(folder), None, None, letter)  # type: ignore[arg-type]
        assert kind == "OK", words


def _without(log_in: Callable[[Account], imaplib.IMAP4], word: str) -> Callable[[Account], imaplib.IMAP4]:
    def without(account: Account) -> imaplib.IMAP4:
        client = log_in(account)
        client.capabilities = tuple(one for one in client.capabilities if one != word)
        return client

    return without
