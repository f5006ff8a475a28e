"""The time of the demonstration: the real time and an offset; while time is being moved it stands where the world stands."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Call it for the time, UTC. `hold` fixes it at a moment until `release`, which goes on from that moment."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self.offset = offset
        self._held: datetime | None = None

    def __call__(self) -> datetime:
        held = self._held
        return held if held is not None else datetime.now(UTC) + self.offset

    def hold(self, at: datetime) -> None:
        self._held = at

    def release(self) -> None:
        """Go on from the held moment."""
        if self._held is not None:
            self.offset = self._held - datetime.now(UTC)
            self._held = None
