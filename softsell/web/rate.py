"""How fast one conversation may post: a small bucket in memory that fills again by itself."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Buckets:
    """`burst` posts at once, then one every `seconds`; the `most` names that were used last are remembered."""

    def __init__(
        self, clock: Callable[[], float], *, burst: int = 12, seconds: float = 2.0, most: int = 20_000
    ) -> None:
        self._clock, self._burst, self._seconds, self._most = clock, burst, seconds, most
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, name: str) -> int:
        """0 when it may go, else in how many whole seconds to come again."""
        now = self._clock()
        with self._lock:
            left, at = self._kept.pop(name, (float(self._burst), now))
            left = min(self._burst, left + max(0.0, now - at) / self._seconds)
            wait = 0 if left >= 1 else int((1 - left) * self._seconds) + 1
            self._kept[name] = (left - (wait == 0), now)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return wait
