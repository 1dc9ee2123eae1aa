"""The journal of a world, through the control API: in pages, followed, and in forms that other tools know."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from homologa.simulators.control.client.api import Api


@dataclass(frozen=True)
class Page:
    """Some exchanges, and what the journal holds.

    `first` is the lowest number that can still be found, `dropped` how many before it were forgotten, `last` the
    highest that has ended, and `settled` the number after which to read on without missing any.
    """

    data: list[dict[str, Any]]
    first: int
    last: int
    dropped: int
    settled: int


@dataclass(frozen=True)
class StreamedExchange:
    """An exchange of the stream, and the number after which to begin again."""

    resume: int
    exchange: dict[str, Any]


@dataclass(frozen=True)
class JournalClient:
    """The journal of a world; filters are those of the API, such as platform, status (also `4xx`), text or only."""

    control: Api
    world: str
    """The id of the world."""

    def page(
        self, *, after: int = 0, limit: int = 100, newest: bool = False, wait: float = 0.0, **filters: Any
    ) -> Page:
        """A page of exchanges; when there is none it waits for so many seconds, up to 30."""
        params = {"after": after, "limit": limit, "newest": str(newest).lower(), "wait": wait, **filters}
        return Page(**self._call("", params=params))

    def summary(
        self, *, after: int = 0, limit: int = 100, newest: bool = False, **filters: Any
    ) -> list[dict[str, Any]]:
        """Exchanges without addresses, headers, bodies and texts: a look that costs little."""
        params = {"after": after, "limit": limit, "newest": str(newest).lower(), **filters}
        found: list[dict[str, Any]] = self._call("/summary", params=params)["data"]
        return found

    def one(self, number: int) -> dict[str, Any]:
        """One exchange, with the chains `caused_by` and `causes`; raises ControlError when it is not kept."""
        found: dict[str, Any] = self._call(f"/{number}")
        return found

    def follow(self, *, after: int = 0, **filters: Any) -> Iterator[StreamedExchange]:
        """Each exchange as it ends, until the world or the stream does; to be closed by whoever stops before."""
        params = {"after": after, **filters}
        with self.control.lines("GET", f"{self._path}/stream", params=params) as lines:
            yield from _streamed_exchanges(lines)

    def har(self, **filters: Any) -> dict[str, Any]:
        """Exchanges as a HAR 1.2 document."""
        found: dict[str, Any] = self._call("/har", params=filters)
        return found

    def curl(self, **filters: Any) -> list[str]:
        """Calls as lines of curl, with a variable wherever something is masked."""
        with self.control.lines("GET", f"{self._path}/curl", params=filters) as lines:
            return list(lines)

    @property
    def _path(self) -> str:
        return f"/worlds/{self.world}/journal"

    def _call(self, path: str, **options: Any) -> Any:
        return self.control.call("GET", f"{self._path}{path}", **options)


def _streamed_exchanges(lines: Iterable[str]) -> Iterator[StreamedExchange]:
    """The exchanges among Server-Sent Events; those of the API have one line of data."""
    event: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            event[name] = value
            continue
        if event.get("event") == "exchange":
            yield StreamedExchange(int(event["id"]), json.loads(event["data"]))
        event = {}
