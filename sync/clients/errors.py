"""What can come out of a call to a platform, told apart by what the caller must do next."""

from collections.abc import Sequence
from datetime import datetime


class WaitUntil(Exception):
    """The work stops here and is entered again, from memory, when `moment` has come."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"aguardar até {moment.isoformat()}")
        self.moment = moment


class PlatformError(Exception):
    """A call that did not do what was asked."""


class RateLimited(WaitUntil, PlatformError):
    """The platform refused the call for now; nothing was done."""


class Unavailable(PlatformError):
    """The platform is out of service for now."""


class Lost(PlatformError):
    """No usable answer came: it is not known whether the platform did what was asked."""


class AccessRefused(PlatformError):
    """The platform does not accept the credential; nothing else will work with it.

    `platform` is `tiny` or `novaoito`, `code` the platform's own.
    """

    def __init__(self, platform: str, code: str, message: str) -> None:
        super().__init__(message)
        self.platform = platform
        self.code = code


class NotFound(PlatformError):
    """The platform searched and there is no such record."""


class Rejected(PlatformError):
    """The platform understood the call and refused it for good.

    `code` is the platform's own: a number of Tiny's table as text, a word of Novaoito's.
    """

    def __init__(self, code: str, messages: Sequence[str]) -> None:
        super().__init__("; ".join(messages) or f"recusado com o código {code}")
        self.code = code
        self.messages = tuple(messages)
