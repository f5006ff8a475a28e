"""A real Dovecot and a real Postfix for the tests, each with its own folder, on loopback, ended by their own process ids.

Rules
1. Nothing of the machine's own mail is read or changed: configuration, queue, sockets and mailboxes lie in a folder of ours.
2. Both start as root only (they change users themselves); where that cannot be, or they are not installed, the test is
   skipped and says so.
"""

import os
import re
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import pytest
import trustme

T = TypeVar("T")

PASSWORD = "leyndarmál og fleira"
SHOP, SHOPPER = "garn.is", "mail.is"  # domains whose mailboxes are Dovecot's
DOOR = "dyr.garn.is"  # the domain with one address, svar@, which is handed to softsell by LMTP
USERS = (f"svar@{SHOP}", f"endursent@{SHOP}", f"anna@{SHOPPER}", f"jon@{SHOPPER}")


def free() -> int:
    """A port on loopback that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def until(look: Callable[[], T], seconds: float = 25, what: str = "it") -> T:
    """What `look` gives as soon as it gives something; an assertion when it never does."""
    end = time.monotonic() + seconds
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.1)
    assert found, f"{what} did not come within {seconds} s"
    return found


def needs(*programs: str) -> None:
    """Skip the test where these servers cannot run."""
    missing = [name for name in programs if not shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")]
    if missing:
        pytest.skip(f"not installed here (make mailservers): {', '.join(missing)}")
    if os.geteuid() != 0:
        pytest.skip("mail servers start as root only, and these tests do not run as root")


@contextmanager
def folder(name: str) -> Iterator[Path]:
    """A folder with a short name that the servers' own users may pass through: sockets lie in it."""
    path = Path(tempfile.mkdtemp(prefix=f"{name}-"))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(path.parent.name))
    return found


def name_of(pid: int) -> str:
    """What a process is called, "" when it is gone."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip()
    return ""


class Dovecot:
    """IMAP (plain and TLS) and LMTP over Maildirs. `with dovecot() as box`."""

    def __init__(self, base: Path, authority: trustme.CA, more: str = "") -> None:
        self.base, self.imap, self.imaps, self.lmtp, self._more = base, free(), free(), free(), more
        self._running: subprocess.Popen[bytes] | None = None
        certificate = authority.issue_cert("127.0.0.1", "localhost")
        (base / "key.pem").write_bytes(certificate.private_key_pem.bytes())
        (base / "cert.pem").write_bytes(b"".join(one.bytes() for one in certificate.cert_chain_pems))
        (base / "users").write_text("".join(f"{user}:{{PLAIN}}{PASSWORD}\n" for user in USERS), encoding="utf-8")
        (base / "homes").mkdir()
        shutil.chown(base / "homes", "nobody", "nogroup")
        (base / "dovecot.conf").write_text(self._settings(), encoding="utf-8")

    def _settings(self) -> str:
        base = self.base
        return f"""
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
disable_plaintext_auth = no
recipient_delimiter = +
mail_location = maildir:~/Maildir
mail_fsync = never
postmaster_address = postmaster@{SHOP}
passdb {{
  driver = passwd-file
  args = username_format=%u {base}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={base}/homes/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = {self.imaps}
    ssl = yes
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    port = {self.lmtp}
  }}
}}
{self._more}
"""

    def start(self) -> None:
        """Start it, or start it again on the same ports and mailboxes."""
        command = ["dovecot", "-F", "-c", str(self.base / "dovecot.conf")]
        (self.base / "run" / "master.pid").unlink(missing_ok=True)
        self._running = subprocess.Popen(command, env=_path(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(lambda: answers(self.imap) and answers(self.lmtp), what=f"Dovecot ({self.log()[-400:]})")

    def stop(self) -> None:
        """End it in good order."""
        if self._running is not None:
            self._running.terminate()
            self._running.wait(20)
            self._running = None

    def kill(self) -> None:
        """End the master and all that it started at once, as a loss of power would."""
        assert self._running is not None
        family = [self._running.pid, *children(self._running.pid)]
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._running.wait(20)
        self._running = None
        until(lambda: not any(name_of(pid) for pid in family[1:]), what="the end of its processes")

    def doveadm(self, *words: str) -> str:
        """A command of its administrator."""
        done = subprocess.run(
            ["doveadm", "-c", str(self.base / "dovecot.conf"), *words],
            env=_path(), capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def deliver(self, to: str, raw: bytes, sender: str = f"anna@{SHOPPER}") -> None:
        """A letter into a mailbox, as a mail server hands it over."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as door:
            door.sendmail(sender, [to], raw)

    def maildir(self, user: str, name: str = "") -> Path:
        """Where the letters of a mailbox lie ("" is INBOX)."""
        root = self.base / "homes" / user / "Maildir"
        return root / f".{name}" if name else root

    def letters(self, user: str, name: str = "") -> list[bytes]:
        """Every letter in a mailbox, oldest first."""
        paths = [path for part in ("new", "cur") for path in (self.maildir(user, name) / part).glob("*")]
        # A name begins with seconds and microseconds, and the latter have no zeros in front.
        order = re.compile(r"(\d+)\.M(\d+)P")
        return [
            path.read_bytes() for path in sorted(paths, key=lambda path: [*map(int, order.match(path.name).groups())])
        ]

    def log(self) -> str:
        with suppress(OSError):
            return (self.base / "log").read_text("utf-8", "replace")
        return ""

    def process(self, name: str) -> list[int]:
        """The ids of its own processes of that name, such as imap."""
        return [pid for pid in children(self._running.pid) if name_of(pid) == name] if self._running else []


class Postfix:
    """SMTP in; out by LMTP, to Dovecot for its domains and to `door` for ours. `with postfix(...) as mta`."""

    def __init__(self, base: Path, mailboxes: int, door: int, authority: trustme.CA) -> None:
        self.base, self.smtp, self.door, self._up = base, free(), door, False
        certificate = authority.issue_cert("127.0.0.1", "localhost")
        (base / "key.pem").write_bytes(certificate.private_key_pem.bytes())
        (base / "cert.pem").write_bytes(b"".join(one.bytes() for one in certificate.cert_chain_pems))
        for name in ("etc", "spool", "data"):
            (base / name).mkdir()
        shutil.chown(base / "data", "postfix", "postfix")
        (base / "etc" / "main.cf").write_text(self._settings(mailboxes))
        (base / "etc" / "master.cf").write_text(self._services())

    def _settings(self, mailboxes: int) -> str:
        base = self.base
        return f"""compatibility_level = 3.6
queue_directory = {base}/spool
data_directory = {base}/data
maillog_file = {base}/log
maillog_file_prefixes = {base}
myhostname = mx.{SHOP}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
alias_database =
local_recipient_maps =
virtual_mailbox_domains = {SHOP} {SHOPPER} {DOOR}
virtual_transport = lmtp:inet:127.0.0.1:{mailboxes}
transport_maps = inline:{{ {{ svar@{DOOR} = lmtp:inet:127.0.0.1:{self.door} }} }}
recipient_delimiter = +
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_tls_security_level = may
smtpd_tls_cert_file = {base}/cert.pem
smtpd_tls_key_file = {base}/key.pem
smtp_dns_support_level = disabled
smtp_tls_security_level = none
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
transport_retry_time = 1s
default_destination_concurrency_failed_cohort_limit = 0
"""

    def _services(self) -> str:
        return f"""127.0.0.1:{self.smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

    def start(self) -> None:
        """Start it on its own queue."""
        self._command("start")
        self._up = True
        until(lambda: answers(self.smtp), what=f"Postfix ({self.log()[-400:]})")

    def stop(self) -> None:
        """End it by its own command; `stop` waits for what it started."""
        if self._up:
            self._command("stop")
        self._up = False

    def _command(self, word: str) -> None:
        done = subprocess.run(
            ["postfix", "-c", str(self.base / "etc"), word],
            env=_path(), capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{done.stdout}{done.stderr}{self.log()[-800:]}"

    def processes(self, name: str) -> list[int]:
        """The ids of its own processes of that name, such as smtpd."""
        master = int((self.base / "spool" / "pid" / "master.pid").read_text())
        return [pid for pid in children(master) if name_of(pid) == name]

    def kill(self, name: str) -> None:
        """End its own processes of that name at once."""
        found = self.processes(name)
        assert found, f"no {name} is at work"
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def waiting(self) -> int:
        """How many letters are in its queue."""
        queues = ("incoming", "active", "deferred", "maildrop")
        return sum(path.is_file() for name in queues for path in (self.base / "spool" / name).rglob("*"))

    def log(self) -> str:
        with suppress(OSError):
            return (self.base / "log").read_text("utf-8", "replace")
        return ""


def answers(port: int) -> bool:
    """Whether a server speaks on a port of loopback."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 5) as line:
        line.settimeout(5)
        return bool(line.recv(1))
    return False


def _path() -> dict[str, str]:
    return os.environ | {"PATH": f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin", "LC_ALL": "C"}


@contextmanager
def dovecot(authority: trustme.CA, more: str = "") -> Iterator[Dovecot]:
    """A running Dovecot with empty mailboxes for USERS; `more` are further lines of its configuration."""
    needs("dovecot", "doveadm")
    version = subprocess.run(["dovecot", "--version"], env=_path(), capture_output=True, text=True, check=True).stdout
    if not version.startswith("2.3."):
        pytest.skip(f"these tests are written for the settings of Dovecot 2.3; here is {version.strip()}")
    with folder("dovecot") as base:
        box = Dovecot(base, authority, more)
        try:
            box.start()
            yield box
        finally:
            box.stop()


@contextmanager
def postfix(mailboxes: int, door: int, authority: trustme.CA) -> Iterator[Postfix]:
    """A running Postfix; `mailboxes` and `door` are LMTP ports."""
    needs("postfix")
    with folder("postfix") as base:
        mta = Postfix(base, mailboxes, door, authority)
        try:
            mta.start()
            yield mta
        finally:
            mta.stop()
