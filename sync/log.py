"""What the connector tells people, in Portuguese: no secrets, no personal data."""

from homologa.sync.clock import Clock
from homologa.sync.memory import Memory


class Log:
    """Writes lines into the durable memory, at the connector's time."""

    def __init__(self, memory: Memory, clock: Clock) -> None:
        self._memory = memory
        self._clock = clock

    def info(self, message: str) -> None:
        """Something went as it should."""
        self._memory.write(self._clock.now(), "info", message)

    def warning(self, message: str) -> None:
        """Something went otherwise than wished, and the work goes on."""
        self._memory.write(self._clock.now(), "warning", message)

    def error(self, message: str) -> None:
        """Something could not be done."""
        self._memory.write(self._clock.now(), "error", message)
