"""A real nameserver on the loopback for tests: UDP, and TCP for what was cut off, with the zones of a dict.

`zone` is {"name": {"TYPE": [text, ...]}}; the texts are as in a zone file, a TXT without its quotes. A name with "*" in front
holds for every name below it. In place of the records of a name a word says how it misbehaves: "SERVFAIL", "REFUSED",
"SILENT" (no answer), "NONSENSE" (octets that are no answer), "CUT" (the answer ends in the middle), "OTHER" (the answer to
another question), or "BARE" (an answer without a question).
"""

import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

Zone = Mapping[str, Any]
LARGEST = 1232  # octets by UDP, as nameservers answer today


class Nameserver:
    """Answers until it is closed; `asked` are the questions that came, as (name, type, "udp" or "tcp")."""

    def __init__(self, zone: Zone) -> None:
        self.zone = {name.lower(): records for name, records in zone.items()}
        self.asked: list[tuple[str, str, str]] = []
        self._udp, self._tcp = _sockets()
        self.address = f"127.0.0.1:{self._udp.getsockname()[1]}"
        self._threads = [threading.Thread(target=run, daemon=True) for run in (self._by_udp, self._by_tcp)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop answering."""
        with suppress(OSError):
            self._udp.sendto(b"", self._udp.getsockname())  # wakes the thread, which ends at an empty packet
        with suppress(OSError):
            self._tcp.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(10)
        self._udp.close()
        self._tcp.close()

    def _by_udp(self) -> None:
        while True:
            try:
                wire, who = self._udp.recvfrom(4096)
            except OSError:
                return
            if not wire:
                return
            answer = self._answer(wire, "udp")
            if answer is not None:
                self._udp.sendto(answer, who)

    def _by_tcp(self) -> None:
        while True:
            try:
                connection, _ = self._tcp.accept()
            except OSError:
                return
            with suppress(OSError), connection:
                connection.settimeout(5)
                (size,) = struct.unpack("!H", connection.recv(2, socket.MSG_WAITALL))
                answer = self._answer(connection.recv(size, socket.MSG_WAITALL), "tcp")
                if answer is not None:
                    connection.sendall(struct.pack("!H", len(answer)) + answer)

    def _answer(self, wire: bytes, how: str) -> bytes | None:
        query = dns.message.from_wire(wire)
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(question.rdtype)
        self.asked.append((name, kind, how))
        found = self._found(name)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        match found:
            case "SILENT":
                return None
            case "NONSENSE":
                return wire[:2] + b"\xff" * 40
            case "SERVFAIL" | "REFUSED":
                reply.set_rcode(dns.rcode.from_text(found))
            case "OTHER":
                reply.question = [dns.rrset.from_text("other.test.", 60, "IN", "A").copy()]
            case "BARE":
                reply.question = []
            case "CUT":
                reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", "TXT", '"v=spf1 -all"'))
                return reply.to_wire()[:-7]
            case None:
                reply.set_rcode(dns.rcode.NXDOMAIN)
            case _:
                self._fill(reply, name, kind)
        try:
            whole = reply.to_wire(max_size=65535)
        except dns.exception.TooBig:
            return None
        if how == "udp" and len(whole) > LARGEST:
            reply.answer = []
            reply.flags |= dns.flags.TC
            return reply.to_wire()
        return whole

    def _found(self, name: str) -> Any:
        if name in self.zone:
            return self.zone[name]
        parts = name.split(".")
        for at in range(1, len(parts)):
            if (wild := ".".join(["*", *parts[at:]])) in self.zone:
                return self.zone[wild]
        below = any(known.endswith(f".{name}") for known in self.zone)
        return {} if below else None

    def _fill(self, reply: dns.message.Message, name: str, kind: str) -> None:
        """The records, and those of what a CNAME leads to, as a resolver gives them; a loop goes round eight times."""
        for _ in range(20):
            found = self._found(name)
            if not isinstance(found, dict):
                return
            if kind in found:
                texts = [_quoted(text) if kind == "TXT" else text for text in found[kind]]
                reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *texts))
                return
            if "CNAME" not in found:
                return
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", *found["CNAME"]))
            name = found["CNAME"][0].rstrip(".").lower()


def _sockets() -> tuple[socket.socket, socket.socket]:
    """Both on one port that is free for both."""
    while True:
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        try:
            return udp, socket.create_server(udp.getsockname())
        except OSError:
            udp.close()


def _quoted(text: str) -> str:
    octets = text.encode()
    parts = [octets[at : at + 255] for at in range(0, len(octets), 255)] or [b""]
    return " ".join('"' + "".join(_escaped(octet) for octet in part) + '"' for part in parts)


def _escaped(octet: int) -> str:
    sign = chr(octet)
    return sign if " " <= sign <= "~" and sign not in '"\\' else f"\\{octet:03d}"


@contextmanager
def answering(zone: Zone) -> Iterator[Nameserver]:
    """A nameserver for these zones."""
    server = Nameserver(zone)
    try:
        yield server
    finally:
        server.close()
