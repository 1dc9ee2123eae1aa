"""What a step may raise, and the verdict each gives to its scenario."""

from __future__ import annotations


class Divergence(AssertionError):
    """A platform shows something else than the scenario expects: the scenario failed.

    `platform` is the short name of the platform looked at (`tiny`, `novaoito`…) or None when there
    is none. `expected` and `found` are shown as they are, so they must arrive masked.
    """

    def __init__(self, message: str, *, platform: str | None, expected: object, found: object) -> None:
        super().__init__(message)
        self.message = message
        self.platform = platform
        self.expected = expected
        self.found = found


class InvariantBroken(Divergence):
    """A law that holds after every scenario was broken by what the connector caused."""

    def __init__(self, name: str, *, platform: str | None, detail: str) -> None:
        super().__init__(f"Invariante violada: {name}: {detail}", platform=platform, expected=name, found=detail)
        self.name = name


class _Reasoned(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Blocked(_Reasoned):
    """Something that the scenario needs failed before its subject was reached: blocked."""


class NotThere(Blocked):
    """Nobody answers where the connector should be, or somebody who does not speak its protocol."""


class IntegrationUnknown(Blocked):
    """The connector refuses a set-up as one of an integration that it does not know."""


class OperationRefused(Blocked):
    """The connector does not start an operation: with which status, and why in its own words."""

    def __init__(self, reason: str, status: int, detail: str) -> None:
        super().__init__(reason)
        self.status = status
        self.detail = detail


class Unsupported(_Reasoned):
    """The connector or the set-up has no such capability (`sem tempo virtual`): skipped, with the reason."""


class NotApplicable(_Reasoned):
    """The scenario says nothing about this connector: left out of every roll-up, with the reason."""


class ScenarioMistake(_Reasoned):
    """The scenario asks for what is not there, such as a screen or a field: an error of the one who wrote it."""


class ContractBreach(_Reasoned):
    """A simulator broke its own contract during the scenario: an error of ours, never the partner's fault."""
