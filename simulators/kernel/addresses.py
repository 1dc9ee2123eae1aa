"""Where the platforms of a process are reached, here and now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass
class Addresses:
    """Base URLs by platform, those that are served on ports; the others are reached by their own hosts.

    `listeners` are the URLs of the listeners that are open, by platform and name; `open` opens another.
    """

    urls: Mapping[str, str] = field(default_factory=dict)
    listeners: dict[str, dict[str, str]] = field(default_factory=dict)
    open: Callable[[str, str], str] | None = None

    def listener(self, platform: str, name: str) -> str:
        """The URL of a listener, which is opened when it is first asked for; raises LookupError."""
        known = self.listeners.get(platform, {}).get(name)
        if known is None and self.open is not None:
            known = self.open(platform, name)
        if known is None:
            raise LookupError(f"nobody opens the listener {name} of {platform}")
        return known
