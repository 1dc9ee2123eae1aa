"""What can go wrong, told apart by whose doing it is."""

from enum import StrEnum
from typing import ClassVar


class Fidelity(StrEnum):
    """How sure a behaviour is: said by documents, seen in clients, or our own reconstruction."""

    DOC = "doc"
    CLIENT = "client"
    RECONSTRUCTED = "reconstructed"


class PlatformError(Exception):
    """A platform's own documented refusal; each platform derives one class per error.

    `hint` tells the caller, in Portuguese, what to change; it goes to the journal and never on the wire.
    """

    fidelity: ClassVar[Fidelity] = Fidelity.RECONSTRUCTED
    source: ClassVar[str] = ""

    def __init__(self, message: str = "", *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ScreenRefusal(Exception):
    """A screen refuses what a person asked; the text, in Portuguese, is what the person reads."""


class UsageError(Exception):
    """The control API was asked for something that is not there or is badly formed."""


class UnwritableFolder(UsageError):
    """The folder of the worlds cannot be written."""


class NotFound(UsageError):
    """A world, action, view, delivery or snapshot that does not exist."""


class ContractBreach(Exception):
    """An answer of a simulator that its own OpenAPI file does not allow."""
