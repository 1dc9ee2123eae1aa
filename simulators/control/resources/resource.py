"""What every room of the control API has in hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from homologa.simulators.kernel.worlds import Worlds

WORLD = "/worlds/<world_id>"
Route = tuple[str, str, Callable[..., Any]]
"""Method, path and view of an operation."""


@dataclass(frozen=True)
class Resource:
    """Some operations of the control API; `urls` are the platforms' own addresses when they are served."""

    worlds: Worlds
    urls: Mapping[str, str]

    def routes(self) -> list[Route]:
        """Method, path and view of every operation."""
        raise NotImplementedError
