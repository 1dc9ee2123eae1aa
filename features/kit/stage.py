"""The stage of one scenario: a world of its own, the connector under test, and what a tester does with them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from features.kit.driver import Capabilities, Driver
from features.kit.errors import Blocked, ScenarioMistake, Unsupported
from features.kit.invariants import LAWS
from simulators.control.client import Control, ControlError, Screen, WorldClient

STEP_WAIT = 2.0
"""Seconds of one long look at the connector or the platforms."""
PATIENCE = 90.0
"""Seconds of real time after which a connector that is still busy is given up."""
LAST_EXCHANGES = 8
USAGE = (404, 422)
"""What the control API answers to an action that does not exist or is badly filled."""
MAX_LABEL = 200
NO_VIRTUAL_TIME = "sem tempo virtual"


@dataclass
class Stage:
    """One scenario's world and connector; everything is seen and done through public faces."""

    control: Control
    driver: Driver
    world: WorldClient
    capabilities: Capabilities = field(default_factory=Capabilities)
    connected: bool = False
    """Whether the connector was given an integration."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What one step tells a later one, such as the refusal of a screen."""
    patience: float = PATIENCE
    invariant_names: tuple[str, ...] = tuple(LAWS)

    def platform(self, place: str) -> str:
        """The name of the platform that a sentence calls `no Tiny` or `na Novaoito`; raises ScenarioMistake."""
        return self._named(place, "{article} {title}")

    def owner(self, words: str) -> str:
        """The name of the platform that a sentence calls `o Tiny` or `a Novaoito`; raises ScenarioMistake."""
        return self._named(words, "{article[1]} {title}")

    def setup(self, integration: str, credentials: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
        """Put the connector under an integration.

        Without virtual time the world's clock becomes real, and with it the count of request limits begins.
        """
        platforms = {
            name: {"url": self.world.data["platforms"][name]["url"], "credentials": given}
            for name, given in credentials.items()
        }
        self.capabilities = self.driver.setup(
            {"integration": integration, "platforms": platforms, "settings": settings}
        )
        self.connected = True
        if "clock" in self.capabilities:
            self.driver.clock(self.world.now())
        else:
            self.world.set_clock("real")
            self.world.set_limits("observe")

    def act(self, platform: str, action: str, **fields: Any) -> Any:
        """Do what a person does on a screen and wait until everything that follows has happened."""
        try:
            result = self.world.act(platform, action, **fields)
        except ControlError as error:
            if error.status in USAGE:
                raise ScenarioMistake(error.detail) from error
            raise
        if "poll" in self.capabilities:
            self.driver.run("poll")
        self.settle()
        return result

    def find_action(self, platform: str, menu: str, label: str) -> Screen:
        """The action of this button on this screen; raises ScenarioMistake."""
        return _find(self.world.actions(), platform, menu, label)

    def find_view(self, platform: str, menu: str, label: str) -> Screen:
        """The view of this heading on this screen; raises ScenarioMistake."""
        return _find(self.world.views(), platform, menu, label)

    def settle(self) -> None:
        """Return when nothing is due on the platforms and the connector has nothing left to do."""
        if not self.connected:
            self.world.quiet(STEP_WAIT)
            return
        deadline = time.monotonic() + self.patience
        seen = -1
        while time.monotonic() < deadline:
            quiet = self.world.quiet(STEP_WAIT)
            state = self.driver.state(STEP_WAIT)
            if state.name == "waiting" and state.waiting_until is not None:
                self._wait_with(state.waiting_until)
            elif state.name == "idle" and quiet.quiet and quiet.last_exchange == seen:
                return
            seen = quiet.last_exchange
        raise Blocked(f"o conector continua ocupado depois de {self.patience:.0f} s")

    def advance(self, step: timedelta) -> None:
        """Let time pass for the world and the connector together, delivery by delivery."""
        if "clock" not in self.capabilities:
            raise Unsupported(NO_VIRTUAL_TIME)
        target = self.world.now() + step
        while (due := self.world.quiet().next_due) is not None and due <= target:
            self._move(due)
        self._move(target)

    def restart_connector(self) -> None:
        """Have the connector start again from its durable memory; raises Unsupported when it cannot."""
        if "restart" not in self.capabilities:
            raise Unsupported("o conector não sabe recomeçar")
        self.driver.restart()
        self.settle()

    def enter(self, step: str) -> None:
        """Have the journal tell which step the next exchanges belong to."""
        self.world.set_run(step[:MAX_LABEL])

    def evidence(self) -> list[dict[str, Any]]:
        """The last exchanges, masked, oldest first."""
        return [_shown(exchange) for exchange in self.world.journal(limit=LAST_EXCHANGES, newest=True)]

    def check_invariants(self) -> list[dict[str, Any]]:
        """Each broken law as {name, platform, detail}."""
        return [violation for law in LAWS.values() for violation in law(self.world)]

    def breaches(self) -> list[str]:
        """What the simulators did against their own contract."""
        return [f"{found['operation']}: {found['breach']}" for found in self.world.breaches()]

    def _named(self, words: str, form: str) -> str:
        known = {form.format(**data): name for name, data in self.world.data["platforms"].items()}
        if words not in known:
            raise ScenarioMistake(f"não há plataforma “{words}”; há: {', '.join(known)}")
        return str(known[words])

    def _wait_with(self, until: datetime) -> None:
        if "clock" not in self.capabilities:
            raise Unsupported(NO_VIRTUAL_TIME)
        self._move(max(until, self.world.now()))

    def _move(self, moment: datetime) -> None:
        self.driver.clock(moment)
        self.world.advance(to=moment)
        self.settle()


def _find(screens: list[Screen], platform: str, menu: str, label: str) -> Screen:
    for screen in screens:
        if (screen.platform, screen.menu, screen.label) == (platform, menu, label):
            return screen
    here = [f"“{screen.label}”" for screen in screens if screen.platform == platform and screen.menu == menu]
    menus = sorted({f"“{screen.menu}”" for screen in screens if screen.platform == platform})
    hint = f"nesta tela há: {', '.join(here)}" if here else f"telas: {', '.join(menus)}"
    raise ScenarioMistake(f"não há “{label}” em “{menu}”; {hint}")


def _shown(exchange: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "seq": exchange["seq"],
        "at": exchange["at"],
        "direction": exchange["direction"],
        "platform": exchange["platform"],
        "operation": exchange["operation"],
        "method": exchange["method"],
        "url": exchange["url"],
        "status": exchange["status"],
        "request": exchange["request"]["body"],
        "answer": exchange["response"]["body"],
        "cause": exchange["cause"],
        "hint": "; ".join(filter(None, [exchange["hint"], *exchange["findings"]])),
    }
