"""An SMTP server that takes every letter and forgets it, as fast as a plain event loop can: the benchmark's other end.

It answers what our client asks (EHLO, MAIL, RCPT, DATA, RSET, NOOP, QUIT), reads a letter to its lone dot, and keeps a
count. Nothing is stored, so that what is measured is the sender. Prints its port as its one line. With a number as its
argument it answers each letter so many milliseconds late, as a server does that is far away or looks at what it takes.
"""

import asyncio
import sys

LATE = float(sys.argv[1]) / 1000 if len(sys.argv) > 1 else 0.0  # seconds
GREETING = b"220 sink ESMTP\r\n"
EHLO = b"250-sink\r\n250-SIZE 30000000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"
END = b"\r\n.\r\n"


class Session(asyncio.Protocol):
    """One connection: command lines, or a letter until its end."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.seen = b""
        self.letter = False
        transport.write(GREETING)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self.seen += data
        while True:
            mark = END if self.letter else b"\r\n"
            head, found, rest = self.seen.partition(mark)
            if not found:
                return
            self.seen = rest
            late, answer = LATE if self.letter else 0.0, self.answer(head)
            if late:
                asyncio.get_running_loop().call_later(late, self.transport.write, answer)  # type: ignore[attr-defined]
            else:
                self.transport.write(answer)  # type: ignore[attr-defined]

    def answer(self, line: bytes) -> bytes:
        """What is said to a command, or to a whole letter."""
        if self.letter:
            self.letter = False
            return b"250 2.0.0 taken\r\n"
        match line[:4].upper():
            case b"EHLO":
                return EHLO
            case b"DATA":
                self.letter = True
                return b"354 go on\r\n"
            case b"QUIT":
                return b"221 2.0.0 bye\r\n"
            case b"HELO" | b"MAIL" | b"RCPT" | b"RSET" | b"NOOP":
                return b"250 2.0.0 ok\r\n"
        return b"502 5.5.1 not here\r\n"


async def serve() -> None:
    """Listen on a free port until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Session, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        import uvloop

        uvloop.run(serve())
    except ImportError:
        asyncio.run(serve())
