"""One process is a whole installation: pages, events, the worker, the way out for letters and the way back for answers."""

import json
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import time as clock_time
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import httpx
import pytest
from msgspec.structs import replace
from top_world import DAY, HOUR, POLICY, SHOP, environment, new_url, settings_file

from softsell import config, load, serve, store
from softsell.core.identity import key_of
from softsell.errors import ConfigError
from softsell.mail.catcher import Catcher
from softsell.store import settings

KEY = "wk_serve"
T = TypeVar("T")


def free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def shop(folder: Path, url: str, smtp_port: int, lmtp_port: int) -> Path:
    """A shop that writes at any hour of any day."""
    sample, now = load.sample_folder(), datetime.now(UTC)
    files = {"catalogue": str(sample / "catalogue.json"), "knowledge": str(sample / "knowledge.json")}
    path = settings_file(
        folder, url,
        server={"public_url": "https://garn.is"},
        shop={"write_key": KEY} | files,
        smtp={"host": "127.0.0.1", "port": smtp_port, "security": "none"},
        inbound={"reply_address": "svar@garn.is", "lmtp_port": lmtp_port},
        worker={"interval_seconds": 0.2},
    )  # fmt: skip
    db = serve.create(url)
    always = replace(POLICY, installed_at=now - 60 * DAY, closes=clock_time.max, holidays={"IS": ()}, drop_hours=720)
    settings.save_policy(db, SHOP, always, "test", now)
    db.close()
    return path


@contextmanager
def process(path: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process of softsell and its first line."""
    command = [sys.executable, "-m", "softsell.cli", "-c", str(path), *words]
    running = subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert running.stdout is not None
        line = running.stdout.readline()
        assert line, running.stderr.read() if running.stderr else ""
        yield running, line
    finally:
        running.kill()
        running.communicate(timeout=20)


def until(look: Callable[[], T], seconds: float = 40) -> T:
    """What `look` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.05)
    assert found
    return found


def ended(running: subprocess.Popen[str]) -> tuple[int, str]:
    running.send_signal(signal.SIGTERM)
    _, errors = running.communicate(timeout=30)
    return running.returncode, errors


def call(kind: str, at: datetime, **fields: object) -> dict[str, object]:
    return {"type": kind, "userId": "7", "timestamp": at.isoformat(), "messageId": f"{kind}-{at.isoformat()}", **fields}


def left(client: httpx.Client, at: datetime) -> None:
    """Somebody who agreed to letters leaves a cart, as a shop tells it over HTTP."""
    traits = {"email": "anna@mail.is", "name": "Anna", "language": "en", "marketing_consent": True}
    cart = {"cart_id": "c1", "product_id": "hlyja-lopapeysa", "quantity": 1}
    batch = [call("identify", at, traits=traits), call("track", at, event="Product Added", properties=cart)]
    said = client.post("/v1/batch", json={"batch": batch}, auth=(KEY, ""))
    assert said.status_code == 200, said.text


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_from_an_event_over_http_to_an_answer_over_lmtp(kind: str, tmp_path: Path) -> None:
    caught: list[bytes] = []
    url, lmtp, port = new_url(kind, tmp_path), free(), free()
    with Catcher(keep=caught.append) as catcher:
        path = shop(tmp_path, url, catcher.port, lmtp)
        with process(path, "serve", "--port", str(port)) as (running, line):
            base = line.split()[1].removesuffix("/desk")
            assert line.startswith(f"softsell: {base}/desk  (first visit: the set-up code is ")
            with httpx.Client(base_url=base, timeout=20, trust_env=False) as client:
                until(lambda: reachable(client))
                left(client, datetime.now(UTC) - 27 * HOUR)
                (raw,) = until(lambda: list(caught))
                letter = message_from_bytes(raw)
                assert letter["To"] == "anna@mail.is"
                body = letter.get_payload(0).get_payload(decode=True).decode()
                link = next(w for w in body.split() if w.startswith("https://garn.is/t/"))
                page = client.get(link.removeprefix("https://garn.is"))
                assert page.status_code == 200
                with smtplib.LMTP("127.0.0.1", lmtp) as mta:
                    mta.sendmail(
                        "anna@mail.is", [str(letter["Reply-To"])], reply(letter["Message-ID"], letter["Reply-To"])
                    )
                until(lambda: len(caught) == 2)
            second = message_from_bytes(caught[1])
            assert second["In-Reply-To"] == "<a1@mail.is>"
            code, errors = ended(running)
            assert code in (0, -signal.SIGTERM), errors
            assert "Traceback" not in errors


def reachable(client: httpx.Client) -> bool:
    try:
        return client.get("/desk").status_code < 500
    except httpx.TransportError:
        return False


def reply(ours: str, to: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Message-ID"] = "anna@mail.is", str(to), "<a1@mail.is>"
    letter["Subject"], letter["In-Reply-To"] = "Re: cart", ours
    letter.set_content("Can I return it if it does not fit?\n")
    return letter.as_bytes()


def test_pages_alone_and_a_worker_of_its_own_do_the_same(tmp_path: Path) -> None:
    caught: list[bytes] = []
    url = new_url("sqlite", tmp_path)
    with Catcher(keep=caught.append) as catcher:
        path = shop(tmp_path, url, catcher.port, 0)
        with process(path, "serve", "--no-worker", "--port", str(free())) as (_, line):
            with httpx.Client(base_url=line.split()[1].removesuffix("/desk"), timeout=20, trust_env=False) as client:
                until(lambda: reachable(client))
                left(client, datetime.now(UTC) - 27 * HOUR)
            time.sleep(1)
            assert caught == [], "without a worker nothing goes out"
            with process(path, "work") as (working, first):
                assert first.startswith("softsell worker-")
                assert first.endswith(": at work\n")
                until(lambda: status(url) == ["sent"])
                code, errors = ended(working)
                assert (code, "Traceback" in errors) == (0, False), errors
    assert len(caught) == 1


def status(url: str) -> list[str]:
    db = store.open_ready(url)
    found = store.desk.shopper(db, SHOP, key_of(SHOP, "user:7"))
    db.close()
    return [letter.status for letter in found.letters] if found else []


def test_one_round_settles_what_a_lost_worker_left(tmp_path: Path) -> None:
    with Catcher(keep=lambda raw: None) as catcher:
        path = shop(tmp_path, f"sqlite:{tmp_path / 'shop.db'}", catcher.port, 0)
        done = subprocess.run(
            [sys.executable, "-m", "softsell.cli", "-c", str(path), "work", "--once"],
            env=environment(), capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    assert json.loads(done.stdout)["sent"] == 0


def test_a_taken_port_gives_the_next_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        found = serve.free_port("127.0.0.1", port)
        assert port < found < port + 50
        with pytest.raises(ConfigError, match=r"server\.port: none of"):
            serve.free_port("127.0.0.1", port, tries=1)
    assert serve.free_port("127.0.0.1", port) == port
    assert serve.free_port("127.0.0.1", 0) > 0, "the port that is printed is the one that is served"


@pytest.mark.skipif(not socket.has_ipv6 or not Path("/proc/net/if_inet6").exists(), reason="no IPv6 here")
def test_a_port_is_sought_on_the_address_that_is_served() -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as taken:
            port = int(taken.getsockname()[1])
            assert serve.free_port("::1", port) > port
    except OSError:
        pytest.skip("no IPv6 loopback here")


def test_an_installation_without_a_mail_server_has_no_way_out(tmp_path: Path) -> None:
    url = f"sqlite:{tmp_path / 'shop.db'}"
    serve.create(url).close()
    made = config.Config(secret="x" * 32, database=config.DatabaseSettings(url=url))
    with serve.runtime(made) as rt, serve.inbox(rt) as door:
        assert rt.mail is None
        assert door is None
        assert rt.shop().policy.paused
