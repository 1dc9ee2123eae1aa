"""What the suite has to know of an integration to put a connector under it, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

IDENTIFIER = "identificador"
"""The note of the Identificador do integrador that an ERP gave to the integration."""


@dataclass(frozen=True)
class Shown:
    """A value of the view `credenciais` of a platform, by the names that lead to it."""

    platform: str
    path: tuple[str, ...]


@dataclass(frozen=True)
class Noted:
    """A value that an action on a screen answered before, by the name of its note."""

    name: str


@dataclass(frozen=True)
class ScreenUse:
    """One action on a platform's screen: its fields are filled with plain values, or with what is Shown or Noted.

    `notes` tells which fields of its result are noted, by the name of the note.
    """

    platform: str
    action: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown_by(self) -> frozenset[str]:
        """The platforms whose view `credenciais` has a value of a field."""
        return frozenset(value.platform for value in self.fields.values() if isinstance(value, Shown))


@dataclass(frozen=True)
class Pasting:
    """Where the merchant pastes a connector's receivers: on which screen, and in which field of it, by kind."""

    screen: ScreenUse
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Argument:
    """One argument of an operation: its label in Portuguese; `convert` makes its value of a cell (ValueError)."""

    label: str
    convert: Callable[[str], Any] = str


@dataclass(frozen=True)
class Operation:
    """What can be started by hand: its label in Portuguese and its arguments by name, each of which has to be given."""

    label: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True)
class Integration:
    """One integration, as the driver protocol names it (openapi/driver.yaml).

    `store` and `erp` are what sentences call its platforms, and `listed_as` is its name in the ERP's list of
    integrations. `capabilities` are those of the integration; the program's own are the driver's.
    """

    name: str
    store: str
    erp: str
    listed_as: str
    installation: tuple[ScreenUse, ...]
    """What has to be installed on the platforms, in this order, before a connector can work."""
    configuration: ScreenUse
    """What the merchant then fills in; again when a credential has changed."""
    credentials: Mapping[str, Mapping[str, Shown]]
    """By platform, where each credential of the connector is read."""
    settings: Shown
    secrets: frozenset[str]
    """What stands among the settings and is a credential."""
    receivers: tuple[Pasting, ...]
    operations: Mapping[str, Operation]
    capabilities: frozenset[str]

    @property
    def read_from(self) -> frozenset[str]:
        """The platforms whose view `credenciais` has something of the set-up."""
        fields = (shown for access in self.credentials.values() for shown in access.values())
        return frozenset(shown.platform for shown in (*fields, self.settings))
