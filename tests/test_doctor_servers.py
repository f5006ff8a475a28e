"""The doctor speaks to real servers: mail with TLS, the unsubscribe address from outside, clocks; and judges a signed sample."""

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from dns_server import answering
from doctor_world import (
    OURS,
    SELECTOR,
    Said,
    asked,
    by_check,
    certificates,
    good,
    later,
    private_key,
    public_text,
    serving,
    settings_of,
    signing,
    states,
    web,
)  # fmt: skip
from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from top_world import POLICY, SECRET, SHOP, START, run, settings_file

from softsell import config as configs
from softsell import doctor, serve
from softsell.config import Config
from softsell.core.shop import Policy
from softsell.doctor.letter import _form
from softsell.doctor.servers import check_clock
from softsell.mail.catcher import Catcher
from softsell.web import app
from softsell.worker import Runtime

FORM = '<form method="post"><button>Stop</button></form>'


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusting(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine trusts the authority of the tests, and no proxy is in the way."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    made = socket.create_server(("127.0.0.1", 0))
    yield made
    made.close()


def port_of(listening: socket.socket) -> int:
    return int(listening.getsockname()[1])


def smtp_of(port: int, security: Any = "starttls", **more: Any) -> configs.Smtp:
    return configs.Smtp(host="localhost", port=port, security=security, **more)


def said_of(config: Config, *only: str) -> Said:
    return by_check(doctor.examine(config, START, only=only))


# -- everything together ----------------------------------------------------------------------------------------------------


def test_a_whole_shop_in_order_is_ok_in_every_check(
    tmp_path: Path, authority: trustme.CA, listening: socket.socket
) -> None:
    pem = certificates(tmp_path, authority, "localhost")
    with Catcher(keep=lambda raw: None, security="starttls", context=serving(pem), login=("garn", "word")) as catcher:
        config = settings_of(
            tmp_path,
            smtp=smtp_of(catcher.port, user="garn", password="word"),
            server=configs.Server(public_url=f"https://localhost:{port_of(listening)}"),
        )
        db = serve.create(config.database.url)
        rt = Runtime(config, db, lambda: START)
        with web(app.build(rt), pem, listening), answering(good()) as names:
            said = by_check(
                doctor.examine(config, START, sending=[OURS], nameserver=names.address, sign=signing(private_key()))
            )
        db.close()
    assert [one for found in said.values() for one in found if one[0] != "ok"] == []
    assert list(said) == [
        "secret", "address", "database", "catalogue", "knowledge", "policy", "letter", "tls", "smtp", "unsubscribe", "clock",
        "replies", "sending", "spf", "dkim", "dmarc", "alignment", "mx", "ptr",
    ]  # fmt: skip
    assert len(said["dkim"]) == 2 and "a sample signed by garn.is verifies" in said["dkim"][1][1]


def test_the_command_chooses_checks_and_asks_the_nameserver_that_it_is_told(tmp_path: Path) -> None:
    from softsell.store import settings

    url = f"sqlite:{tmp_path / 'shop.db'}"
    inbound = {"reply_address": "svar@garn.is", "bounce_address": "bounce@garn.is"}
    path = settings_file(
        tmp_path, url, smtp={"host": "127.0.0.1"}, inbound=inbound,
        dkim={"domain": "garn.is", "selector": "s1", "key": private_key()},
    )  # fmt: skip
    db = serve.create(url)
    settings.save_policy(db, SHOP, POLICY, "test", START)
    db.close()
    with answering(good()) as names:
        done = run("-c", path, "doctor", "--only", "dns", "--nameserver", names.address, "--from-ip", OURS, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        said = json.loads(done.stdout)["findings"]
        assert [one["check"] for one in said] == ["sending", "spf", "dkim", "dkim", "dmarc", "alignment", "mx", "ptr"]
        assert "a sample" in said[3]["what"], "what is signed is verified, too"
        bad = run("-c", path, "doctor", "--only", "spf,ptr", "--nameserver", names.address, "--from-ip", "203.0.113.9")
        assert bad.returncode == 1
        assert [line[:9] for line in bad.stdout.splitlines()] == ["STOP  spf", "STOP  ptr"]
    for wrong, words in (
        (("--only", "dmrac"), "did you mean dmarc?"),
        (("--from-ip", "mail.garn.is"), "does not appear to be an IPv4 or IPv6 address"),
        (("--nameserver", "one.one.one.one"), "IP or IP:PORT is expected"),
    ):
        done = run("-c", path, "doctor", *wrong)
        assert done.returncode == 2 and words in done.stderr, done.stderr
        assert SECRET not in done.stderr and "PRIVATE" not in done.stderr


# -- the mail server --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_holds_is_fine_and_one_that_ends_soon_is_told(
    security: str, tmp_path: Path, authority: trustme.CA
) -> None:
    for days, state, words in ((365, "ok", "holds for 36"), (6, "warn", "ends in 5 days; see that it is renewed")):
        pem = certificates(tmp_path, authority, "localhost", until=later(days))
        with Catcher(keep=lambda raw: None, security=security, context=serving(pem)) as catcher:
            said = said_of(settings_of(tmp_path, smtp=smtp_of(catcher.port, security)), "smtp")
        assert states(said) == {"tls": [state], "smtp": ["ok"]} and words in said["tls"][0][1], said


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_does_not_hold_stops(security: str, tmp_path: Path, authority: trustme.CA) -> None:
    other = certificates(tmp_path, authority, "mail.garn.is")
    stranger = certificates(tmp_path, trustme.CA(), "localhost")
    past = certificates(tmp_path / "..", authority, "localhost", until=later(-1))
    for pem, words in ((other, "mismatch"), (stranger, "unable to get local issuer certificate"), (past, "expired")):
        with Catcher(keep=lambda raw: None, security=security, context=serving(pem)) as catcher:
            said = said_of(settings_of(tmp_path, smtp=smtp_of(catcher.port, security)), "smtp")
        assert states(said) == {"tls": ["stop"]} and words in said["tls"][0][1], said
        assert "smtp.host must be the name in the certificate" in said["tls"][0][1]


def test_a_server_without_starttls_stops_and_says_what_else_there_is(tmp_path: Path) -> None:
    with Catcher(keep=lambda raw: None) as catcher:
        said = said_of(settings_of(tmp_path, smtp=smtp_of(catcher.port)), "smtp")
    assert states(said) == {"tls": ["stop"]} and "does not offer STARTTLS" in said["tls"][0][1]


def test_a_login_that_is_refused_stops_and_no_password_is_told(tmp_path: Path, authority: trustme.CA) -> None:
    context = serving(certificates(tmp_path, authority, "localhost"))
    with Catcher(keep=lambda raw: None, security="starttls", context=context, login=("garn", "right")) as catcher:
        said = said_of(settings_of(tmp_path, smtp=smtp_of(catcher.port, user="garn", password="wrong")), "smtp")
    assert states(said) == {"tls": ["ok"], "smtp": ["stop"]}
    assert "refuses the login (535)" in said["smtp"][0][1] and "wrong" not in str(said)


@pytest.mark.parametrize("greeting", ["554 go away", "drop", "nonsense"])
def test_a_server_that_does_not_take_us_is_a_finding(greeting: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection:
                if greeting != "drop":
                    connection.sendall(greeting.encode() + b"\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        said = said_of(settings_of(tmp_path, smtp=smtp_of(port_of(server), "none")), "smtp")
        thread.join()
    assert states(said) == {"smtp": ["stop"]}


def test_a_host_that_is_not_known_is_a_finding_in_words(tmp_path: Path) -> None:
    said = said_of(settings_of(tmp_path, smtp=configs.Smtp(host="no-such-host.invalid")), "smtp")
    assert said == {"smtp": [("stop", "no-such-host.invalid: no host of this name is known here; see smtp.host")]}


# -- the clock --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "state", "words"),
    [(0, "ok", "within"), (5, "warn", "behind that of"), (-5, "warn", "ahead of that of"), (60, "stop", "set by NTP"),
     (-60, "stop", "60 min")],
)  # fmt: skip
def test_a_clock_that_goes_wrong_is_found(minutes: int, state: str, words: str) -> None:
    there = datetime.now(UTC) + timedelta(minutes=minutes, seconds=1 if minutes >= 0 else -1)
    (found,) = check_clock(format_datetime(there, usegmt=True), "garn.is")
    assert found.state == state and words in found.what


def test_a_time_that_cannot_be_read_is_no_finding() -> None:
    for odd in ("", "soon", "Fri, 99 Nov 2026 11:00:00 GMT", "Fri, 27 Nov 99999 11:00:00 GMT", "\x00"):
        assert list(check_clock(odd, "garn.is")) == []


def test_a_mail_server_that_greets_with_the_time_is_a_clock_too(tmp_path: Path) -> None:
    greeting = f"220 mail ESMTP ready; {format_datetime(datetime.now(UTC) - timedelta(hours=2))}"
    said = by_check(_greeted(greeting, tmp_path))
    assert states(said) == {"smtp": ["ok"], "clock": ["stop"]}, said
    assert "120 min" in said["clock"][0][1]


def _greeted(greeting: str, folder: Path) -> tuple[doctor.Finding, ...]:
    """What is found at a mail server with this greeting."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as lines:
                connection.sendall(greeting.encode() + b"\r\n")
                for _ in lines:
                    connection.sendall(b"250 ok\r\n")

        thread = threading.Thread(target=talk)
        thread.start()
        config = settings_of(folder, smtp=smtp_of(port_of(server), "none"))
        found = doctor.examine(config, START, only=("smtp",))
        thread.join()
    return found


# -- the unsubscribe address, from outside ------------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    return await request.body()


def outside(
    folder: Path, listening: socket.socket, answer: Any, pem: Path | None = None, host: str = "localhost"
) -> Said:
    """What is found where a web server answers so: `answer(method, headers, body)`."""
    seen: list[tuple[str, str, bytes, dict[str, str]]] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        seen.append((request.method, request.url.path, await _body(request), dict(request.headers)))
        await answer(request.method)(scope, receive, send)

    scheme = "https" if pem else "http"
    config = settings_of(folder, server=configs.Server(public_url=f"{scheme}://{host}:{port_of(listening)}"))
    with web(application, pem, listening):
        said = said_of(config, "unsubscribe")
    for method, path, body, headers in seen:
        assert path.startswith("/u/") and "cookie" not in headers and "authorization" not in headers
        assert (method, body) in (("GET", b""), ("POST", b"List-Unsubscribe=One-Click"))
    assert [one[0] for one in seen] == (["GET", "POST"] if seen else [])
    return said


def page(method: str) -> Response:
    return HTMLResponse(FORM)


def test_a_page_that_asks_and_a_post_that_acts_are_fine(tmp_path: Path, listening: socket.socket) -> None:
    assert states(outside(tmp_path, listening, page)) == {"unsubscribe": ["ok"], "clock": ["ok"]}


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        (lambda method: RedirectResponse("https://www.garn.is/u/x", 301), "stop", "with a redirect to https://www.garn.is/u/x"),
        (lambda method: RedirectResponse("/login", 303) if method == "POST" else page(method), "stop", "RFC 8058 forbids it"),
        (lambda method: RedirectResponse("/x", 302) if method == "GET" else page(method), "warn", "GET redirects to /x"),
        (lambda method: PlainTextResponse("no", 403), "stop", "a login or firewall stands before it"),
        (lambda method: PlainTextResponse("no", 404), "stop", "with 404, not 200; does /u/ lead to softsell?"),
        (lambda method: PlainTextResponse("no", 405) if method == "POST" else page(method), "stop", "with 405"),
        (lambda method: PlainTextResponse("You are unsubscribed."), "stop", "must show a page with a button"),
        (lambda method: PlainTextResponse("\x1b[2Jx", 500, {"Location": "x" * 5000}), "stop", "with 500"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_of_one_press_is_found(
    answer: Any, state: str, words: str, tmp_path: Path, listening: socket.socket
) -> None:
    said = outside(tmp_path, listening, answer)["unsubscribe"]
    assert [one for one, _ in said] == [state] and words in said[0][1], said


def test_a_page_whose_certificate_does_not_hold_stops(tmp_path: Path, listening: socket.socket) -> None:
    pem = certificates(tmp_path, trustme.CA(), "localhost")
    said = outside(tmp_path, listening, page, pem)
    assert states(said) == {"unsubscribe": ["stop"]} and "its certificate does not hold" in said["unsubscribe"][0][1]


def test_a_server_whose_clock_is_wrong_is_seen_by_its_date(tmp_path: Path, listening: socket.socket) -> None:
    there = format_datetime(datetime.now(UTC) + timedelta(minutes=30), usegmt=True)
    config = settings_of(tmp_path, server=configs.Server(public_url=f"http://localhost:{port_of(listening)}"))

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await HTMLResponse(FORM, headers={"Date": there})(scope, receive, send)

    with web(application, None, listening, date_header=False):
        said = said_of(config, "unsubscribe")
    assert states(said) == {"unsubscribe": ["ok"], "clock": ["stop"]}


def test_nobody_at_the_public_address_is_found_with_what_to_do(tmp_path: Path, listening: socket.socket) -> None:
    port = port_of(listening)
    listening.close()
    config = settings_of(tmp_path, server=configs.Server(public_url=f"https://localhost:{port}"))
    said = said_of(config, "unsubscribe")
    assert states(said) == {"unsubscribe": ["stop"]} and "is `softsell serve` running" in said["unsubscribe"][0][1]
    assert said_of(replace(config, server=configs.Server()), "unsubscribe") == {}


def test_the_look_from_outside_touches_nobody(tmp_path: Path, listening: socket.socket) -> None:
    config = settings_of(tmp_path, server=configs.Server(public_url=f"http://localhost:{port_of(listening)}"))
    db = serve.create(config.database.url)
    rt = Runtime(config, db, lambda: START)

    def kept() -> list[tuple[Any, ...]]:
        with db.read() as tx:
            return [
                tuple(tx._cursor.execute(f"SELECT count(*) FROM {table}").fetchone())
                for table in ("events", "shoppers", "effects", "suppressions")
            ]

    before = kept()
    with web(app.build(rt), None, listening):
        assert states(said_of(config, "unsubscribe")) == {"unsubscribe": ["ok"], "clock": ["ok"]}
    assert kept() == before == [(0,)] * 4
    db.close()


# -- the sample letter and its signature --------------------------------------------------------------------------------------


def test_a_letter_is_judged_by_its_form() -> None:
    def form(message: EmailMessage, size: int = 5000) -> list[tuple[str, str]]:
        return [(one.state, one.what) for one in _form("is", message, size)]

    message = EmailMessage()
    message["From"], message["Message-ID"] = "Garn <bref@garn.is>", "<1.2@post.garn.is>"
    message.set_content("Sæl!")
    assert form(message) == []
    assert form(message, 100_001) == [("stop", "is: 100 KB, and beyond 100 KB mail programs cut it off; shorten it")]
    message.set_content("<p>Sæl!</p>", subtype="html")
    assert form(message)[0][0] == "stop" and "no plain text" in form(message)[0][1]
    message.replace_header("Message-ID", "<1.2@post.test>")
    assert form(message)[1] == ("warn", "is: its Message-ID is of post.test, and it comes from garn.is")


def test_without_https_a_sample_promises_no_one_press(tmp_path: Path) -> None:
    plain = settings_of(tmp_path, server=configs.Server(public_url="http://garn.is"))
    assert {state for state, _ in said_of(plain, "letter")["letter"]} == {"ok"}


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        (lambda raw: raw, "leaves without DKIM-Signature"),
        (signing(private_key(name="other")), "cannot be verified|does not verify"),
        (signing(private_key(), include_headers=[b"from", b"subject", b"date"]), "leaves out list-unsubscribe"),
        (lambda raw: signing(private_key())(raw).replace(b"List-Unsubscribe: <", b"List-Unsubscribe: <x"),
         "cannot be verified|does not verify"),
        (lambda raw: b"DKIM-Signature: nonsense\r\n" + raw, "cannot be verified"),
    ],
)  # fmt: skip
def test_a_signature_that_receivers_would_not_take_stops(sign: Any, words: str, tmp_path: Path) -> None:
    said = asked(settings_of(tmp_path), good(), "dkim", sign=sign)["dkim"]
    assert [state for state, _ in said] == ["ok", "stop"], said
    assert any(word in said[1][1] for word in words.split("|")), said


def test_an_ed25519_key_is_compared_but_its_signature_is_not_said_to_verify(tmp_path: Path) -> None:
    pem = private_key(0)
    config = settings_of(tmp_path, dkim=configs.Dkim("garn.is", "s1", pem))

    def sign(raw: bytes) -> bytes:
        return b"DKIM-Signature: v=1; a=ed25519-sha256; d=garn.is; s=s1; h=from; bh=x; b=y\r\n" + raw

    said = asked(config, good() | {SELECTOR: {"TXT": [public_text(pem)]}}, "dkim", sign=sign)["dkim"]
    assert [state for state, _ in said] == ["warn", "ok", "ok"] and "which was not tried" in said[2][1]


def test_a_policy_that_was_never_saved_stops_only_where_it_must(tmp_path: Path) -> None:
    config = settings_of(tmp_path, None)
    said = said_of(config, "installation", "letter")
    assert states(said)["policy"] == ["stop"] and set(states(said)["letter"]) == {"ok"}
    assert Policy().sender.endswith("@example.com")
