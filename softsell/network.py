"""What speaking to another program shares: one deadline for all of it, and whether that program is on this machine."""

import contextlib
import ipaddress
import socket
import threading
from types import TracebackType
from typing import Self


class Deadline:
    """Shuts the socket in hand when the time is over, whatever it is doing. Open it with `with`."""

    def __init__(self, seconds: float) -> None:
        self._socket: socket.socket | None = None
        self._over = False
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def watch(self, new: socket.socket) -> None:
        """The socket that is in hand from now on. Raises TimeoutError when the time is over already."""
        self._socket = new
        if self._over:
            raise TimeoutError("the time is over")

    def _shut(self) -> None:
        self._over = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # the connection had ended already
                self._socket.shutdown(socket.SHUT_RDWR)


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
