"""Where a run of the suite finds its simulators and its connector, and what the connector says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from homologa.features.kit import integrations, onboarding
from homologa.features.kit.driver import Capabilities, Driver
from homologa.features.kit.errors import Blocked, IntegrationUnknown
from homologa.features.kit.results import Connector
from homologa.features.kit.settling import STEP_WAIT
from homologa.features.kit.stage import Stage
from homologa.features.kit.transport import SuiteTransport
from homologa.simulators.control.client import Control, WorldClient


@dataclass
class Environment:
    """Simulators and connector for a whole run.

    By integration, `announced` has the capabilities, as the first set-up of the run was answered, `refusals` why there
    was no such answer, and `unserved` the same where it is not asked for: the connector has other integrations.
    """

    control: Control
    driver: Driver
    connector: str
    """The URL or the command of the connector, or the factory of one in this process."""
    transport: SuiteTransport = field(default_factory=SuiteTransport)
    """The way to both, which has the real time as well."""
    close: Callable[[], None] = lambda: None
    announced: dict[str, Capabilities] = field(default_factory=dict)
    refusals: dict[str, str] = field(default_factory=dict)
    unserved: dict[str, str] = field(default_factory=dict)

    @property
    def has_clock(self) -> bool:
        """Whether the connector takes the suite's time for its own."""
        return not self.announced or self.has("clock")

    def has(self, capability: str) -> bool:
        """Whether the connector announced this capability for any integration."""
        return any(capability in found for found in self.announced.values())

    def meet(self) -> None:
        """Set the connector up once for each integration, on a world that is thrown away; raises NotThere."""
        self.driver.probe()
        unknown: dict[str, str] = {}
        for integration in integrations.TABLE.values():
            try:
                self.announced[integration.name] = self._first_answer(integration)
            except IntegrationUnknown as refused:
                unknown[integration.name] = refused.reason
            except Blocked as refused:
                self.refusals[integration.name] = refused.reason
        (self.unserved if self.announced else self.refusals).update(unknown)

    def create_world(self) -> WorldClient:
        """Make the world of one scenario.

        Time stands still until the connector is put to work, and request limits are off: counting requests by the
        minute would say nothing. For a connector with a clock of its own it stands at the real present.
        """
        if self.has_clock:
            return self.control.create_world(limits="off")
        return self.control.create_world(limits="off", now=self.transport.present().isoformat())

    def described(self) -> Connector:
        """The connector, as reports name it."""
        names = sorted({name for found in self.announced.values() for name in found.names})
        title = next((found.title for found in self.announced.values() if found.title), None)
        return Connector(title, self.connector, tuple(self.announced), tuple(names))

    def _first_answer(self, integration: integrations.Integration) -> Capabilities:
        world = self.control.create_world(limits="off", now=self.transport.present().isoformat())
        stage = Stage(self.control, self.driver, world, transport=self.transport)
        try:
            onboarding.prepare(stage, integration)
            stage.setup(integration)
            self.driver.state(STEP_WAIT)
            return stage.capabilities
        finally:
            world.delete()
