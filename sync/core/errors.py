"""What can come out of a call to a platform, one class per thing that the caller must do next."""

from collections.abc import Sequence
from datetime import datetime


class WaitUntil(Exception):
    """The work stops here and is entered again, from memory, when `moment` has come."""

    lane: str | None = None
    """The account that asks for the wait: whatever else uses it waits as well."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(f"aguardar até {moment.isoformat()}")
        self.moment = moment


class PlatformError(Exception):
    """A call that did not do what was asked."""

    lane: str | None = None
    """The account that was called; the client sets it."""


class RateLimited(WaitUntil, PlatformError):
    """The platform refuses the call for now; nothing was done."""


class Unavailable(PlatformError):
    """The platform is out of service for now; nothing was done."""


class Lost(PlatformError):
    """No usable answer came: it is not known whether the platform did what was asked."""


class Refused(PlatformError):
    """The platform serves nobody with this account, whatever is asked; `code` is the platform's own."""

    lane: str

    def __init__(self, lane: str, code: str, message: str) -> None:
        super().__init__(message)
        self.lane = lane
        self.code = code


class AccessRefused(Refused):
    """The platform does not accept the credential; nothing else works with it."""


class Suspended(Refused):
    """The account is suspended, blocked, without a plan or under maintenance, until somebody ends that."""


class NotFound(PlatformError):
    """The platform searched and there is no such record."""


class Unsettled(PlatformError):
    """People have to settle something first, and nobody announces it; `title` begins the cause, in Portuguese."""

    title: str


class Doubtful(Unsettled):
    """What the platform shows leaves it open which record is meant."""

    title = "Em dúvida"


class Incomplete(Unsettled):
    """The record, or the set-up, lacks something without which the record cannot go to the other side."""

    title = "Incompleto"


class Rejected(PlatformError):
    """The platform understood the call and refused it for good.

    `code` is the platform's own: a number as text, or a word.
    """

    def __init__(self, code: str, messages: Sequence[str]) -> None:
        super().__init__("; ".join(messages) or f"recusado com o código {code}")
        self.code = code
        self.messages = tuple(messages)
