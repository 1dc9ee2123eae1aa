"""Where a server listens, and how its ports are announced."""

import errno
import re
import socket
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

from homologa.simulators.kernel.deliveries.sockets import is_allowed
from homologa.simulators.kernel.errors import UsageError

BACKLOG = 1024
REASONS: Mapping[int | None, str] = {
    errno.EADDRINUSE: "outro programa a usa; encerre-o, ou escolha outra com --port",
    errno.EACCES: "o sistema não deixa; escolha outra com --port",
    errno.EADDRNOTAVAIL: "este computador não tem este endereço; escolha outro com --host",
}
"""Why nobody can listen at a port, and what to do."""
PUBLIC_URL = re.compile(r"https?://(\[[0-9A-Fa-f:.]+\]|[^\s/:@?#\[\]]+)")
ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Addresses that stand for every interface, and the one by which this machine reaches itself."""


@dataclass(frozen=True)
class Address:
    """Where to listen: port 0 takes any free ports, else the control API gets `port` and the platforms follow.

    `public_url` is how other machines begin the addresses of all ports, such as `http://192.168.0.10`: scheme and host.
    Raises UsageError for another form.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None

    def __post_init__(self) -> None:
        if self.public_url and not PUBLIC_URL.fullmatch(self.public_url):
            raise UsageError(
                f"«{self.public_url}» não serve de URL pública: diga só o esquema e o host, como http://192.168.0.10; "
                "a porta de cada plataforma vem a seguir"
            )

    def sockets(self, offsets: Iterable[int]) -> list[socket.socket]:
        """Sockets that listen, one per offset from the first port; raises UsageError when one of them cannot."""
        with ExitStack() as opened:
            ports = [self.port + offset if self.port else 0 for offset in offsets]
            made = [opened.enter_context(_listening(self.host, port)) for port in ports]
            opened.pop_all()
        return made

    @property
    def is_local(self) -> bool:
        """Whether only this machine reaches it."""
        return is_allowed(self.host, ())

    def url(self, port: int, scheme: str = "http") -> str:
        """The URL that is announced for a port: of `public_url`, or one under which this machine reaches it."""
        if self.public_url and scheme == "http":
            return f"{self.public_url}:{port}"
        host = self.public_host if self.public_url else ANY.get(self.host, self.host)
        return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"

    @property
    def public_host(self) -> str:
        """The host of `public_url`; that which is listened to when there is none."""
        return urlsplit(self.public_url or "").hostname or self.host


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; raises UsageError, which says in Portuguese why there is none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        family, _, _, _, address = min(found, key=lambda one: one[0] != socket.AF_INET)
        return socket.create_server((str(address[0]), port), family=family, backlog=BACKLOG)
    except socket.gaierror:
        raise UsageError(f"não foi possível escutar em {host}: o nome não leva a nenhum endereço") from None
    except (OSError, OverflowError) as error:
        reason = REASONS.get(getattr(error, "errno", None), str(error))
        raise UsageError(f"não foi possível escutar em {host}, porta {port}: {reason}") from None
