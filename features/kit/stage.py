"""The stage of one scenario: a world of its own, the connector under test, and what a tester does with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import httpx

from homologa.features.kit import activity, evidence, invariants, screen_list, settling, shared_time
from homologa.features.kit.activity import TESTER
from homologa.features.kit.driver import OF_PROGRAM, Capabilities, Driver
from homologa.features.kit.errors import Blocked, NotApplicable, ScenarioMistake, Unsupported
from homologa.features.kit.handover import Handover
from homologa.features.kit.integrations.model import Integration
from homologa.features.kit.kept import KeptValues
from homologa.features.kit.progress import PATIENCE, ProgressWatch
from homologa.features.kit.screen_list import ScreenList
from homologa.features.kit.transport import SuiteTransport, client
from homologa.simulators.control.client import Control, ControlError, Done, Quiet, Screen, WorldClient, printable

LAST_EXCHANGES = 8
USAGE = (404, 422)
"""What the control API answers to an action that does not exist or is badly filled."""
MAX_LABEL = 200
NO_VIRTUAL_TIME = "sem tempo virtual"
POLL = "poll"
"""Capability, and operation, of a connector that looks for work instead of being told."""


@dataclass
class Stage:
    """One scenario's world and connector; everything is seen and done through public faces."""

    control: Control
    driver: Driver
    world: WorldClient
    capabilities: Capabilities = field(default_factory=Capabilities)
    announced: Mapping[str, Capabilities] = field(default_factory=dict)
    """What the connector answered to the first set-up of the run, by integration."""
    refusals: Mapping[str, str] = field(default_factory=dict)
    """Why the connector refused the first set-up of the run, by integration."""
    unserved: Mapping[str, str] = field(default_factory=dict)
    """The same of those that it does not have while it has others."""
    integrations: list[str] = field(default_factory=list)
    """The integrations that the connector was put under."""
    notes: dict[str, Any] = field(default_factory=dict)
    """What one step tells a later one, such as the refusal of a screen."""
    screen: str = ""
    """The name of the view that a step looked at last: what the scenario says after is about it."""
    kept: KeptValues = field(default_factory=KeptValues)
    patience: float = PATIENCE
    transport: SuiteTransport = field(default_factory=SuiteTransport)
    """What tells the real time, and carries the calls of control and driver where these are recorded."""
    _screens: ScreenList = field(init=False)
    _handover: Handover | None = None
    paste: Callable[[], None] = lambda: None
    """Pastes the connector's receivers on the screens where they belong."""
    answer_seen: bool = False
    """Whether a step looked at how the connector answered a delivery."""
    _has_client: bool = False
    """Whether the suite itself may have called a platform."""
    _put_to_work: int = 0
    """The last exchange before the connector was first put to work."""

    def __post_init__(self) -> None:
        self._screens = ScreenList(self.world)
        self.world.control.run = ""

    @property
    def connected(self) -> bool:
        """Whether the connector was given an integration."""
        return bool(self.integrations)

    @property
    def handover(self) -> Handover:
        """What the connector was told of its integration; raises ScenarioMistake before it is put to work."""
        if self._handover is None:
            raise ScenarioMistake("o conector ainda não entrou em operação")
        return self._handover

    @property
    def invariant_names(self) -> tuple[str, ...]:
        """The laws that are looked at in the end: none binds anybody before a connector is at work."""
        return tuple(invariants.LAWS) if self.connected else ()

    def platform(self, place: str) -> str:
        """The name of the platform that a sentence calls `no Tiny` or `na Novaoito`; raises ScenarioMistake."""
        return self._named(place, "{article} {title}")

    def owner(self, words: str) -> str:
        """The name of the platform that a sentence calls `o Tiny` or `a Novaoito`; raises ScenarioMistake."""
        return self._named(words, "{article[1]} {title}")

    def setup(self, integration: Integration) -> None:
        """Put the connector under an integration that is prepared on the screens.

        Raises NotApplicable when it has others and not this one, Blocked when it refuses for another reason, or is not
        what it said at first.
        """
        if integration.name in self.unserved:
            raise NotApplicable(f"{self.unserved[integration.name]}; ele atende a outras integrações")
        if integration.name in self.refusals:
            raise Blocked(self.refusals[integration.name])
        self._handover = Handover(self.world, integration)
        self.capabilities = self.driver.setup(self._handover.setup())
        self.capabilities.require(OF_PROGRAM | integration.capabilities, self.announced.get(integration.name))
        is_first = not self.integrations
        now = self.begin_work() if is_first else self.world.now()
        self.integrations.append(integration.name)
        if self.has_virtual_time:
            self.driver.clock(now)
        elif is_first:
            shared_time.let_run(self.world, self.transport.present())
        self.poll()

    def begin_work(self) -> datetime:
        """Take all that was exchanged so far for preparation, not for what the connector did; answers the moment."""
        quiet = self.world.quiet()
        self._put_to_work = quiet.last_exchange
        return quiet.now

    @property
    def has_virtual_time(self) -> bool:
        """Whether the connector takes the suite's time for its own."""
        return "clock" in self.capabilities

    def require_clock(self) -> None:
        """Raise Unsupported when the connector does not take the suite's time for its own."""
        if not self.has_virtual_time:
            raise Unsupported(NO_VIRTUAL_TIME)

    def poll(self) -> None:
        """Have a connector that is not told of things look for them."""
        if POLL in self.capabilities:
            self.driver.run(POLL)

    def act(self, platform: str, action: str, **fields: Any) -> Any:
        """Do what a person does on a screen and wait until everything that follows has happened."""
        done = self._begin(platform, action, fields)
        self.settle(look=done.quiet)
        return done.result

    def begin(self, platform: str, action: str, **fields: Any) -> Any:
        """Do what a person does on a screen, tell the connector what it has to be told, and wait for nothing more."""
        return self._begin(platform, action, fields).result

    def run(self, operation: str, arguments: Mapping[str, Any] | None = None) -> None:
        """Start one operation of the connector by hand; raises OperationRefused."""
        self._tell_run()
        self.driver.run(operation, arguments)

    def hand_over_again(self) -> None:
        """Hand the access to every platform over as the connector has it, and wait until that has had its effect."""
        self._tell_run()
        self._tell(self.handover.accesses())
        self.poll()
        self.settle()

    def find_action(self, platform: str, menu: str, label: str) -> Screen:
        """The action of this button on this screen; raises ScenarioMistake."""
        return screen_list.find(self._screens.actions, platform, menu, label)

    def find_view(self, platform: str, menu: str, label: str) -> Screen:
        """The view of this heading on this screen; raises ScenarioMistake."""
        return screen_list.find(self._screens.views, platform, menu, label)

    def recall(self, words: str) -> str:
        """The value of a name that the scenario has given, or the day of `(hoje)`; else the words as they are."""
        return self.kept.recall(words, self.world.now)

    def recall_all(self, arguments: dict[str, Any]) -> None:
        """Put values in the place of names."""
        self.kept.recall_all(arguments, self.world.now)

    def settle(self, look: Quiet | None = None) -> Quiet:
        """Wait until everything has happened that follows; answers the last look at the platforms.

        Where these were at rest already, `look` is the first one. Raises Blocked when nothing comes of it any more.
        """
        return settling.settle(self, look=look)

    def watch(self) -> ProgressWatch:
        """A watch over the connector, which is given up for the whole run when nothing more comes of it."""
        return ProgressWatch(self.patience, self.driver.give_up, self.transport.ticks)

    def advance(self, step: timedelta) -> None:
        """Let time pass for the world and the connector together, delivery by delivery; raises Unsupported."""
        self.require_clock()
        settling.advance(self, step)

    def restart_connector(self) -> None:
        """Have the connector start again from its durable memory; raises Unsupported when it cannot."""
        if "restart" not in self.capabilities:
            raise Unsupported("o conector não sabe recomeçar")
        self._tell_run()
        self.driver.restart()
        self.poll()
        self.settle()

    def enter(self, step: str) -> None:
        """Have the journal tell which step the next exchanges belong to: every look and action says it."""
        self.world.control.run = printable(" ".join(step.split()))[:MAX_LABEL]

    def evidence(self) -> list[dict[str, Any]]:
        """The last exchanges, masked, oldest first."""
        return [evidence.describe(exchange) for exchange in self.world.journal(limit=LAST_EXCHANGES, newest=True)]

    def observations(self) -> list[dict[str, Any]]:
        """What contracts and limits have against the calls of this world, each with an exchange of it."""
        return evidence.observations(self.world)

    def client(self) -> httpx.Client:
        """A client for calls to the platforms that are the tester's, not the connector's."""
        self._tell_run()
        self._has_client = True
        return client(self.control.transport, headers={"User-Agent": TESTER})

    def connector_acted(self) -> bool:
        """Whether the connector called a platform since it was put to work, or its very answers were looked at.

        To take deliveries is not enough: whoever answers 2xx to all of them has done nothing.
        """
        found = activity.calls(self.world, self._put_to_work, is_alone=not self._has_client)
        return self.answer_seen or any(found)

    def refused_notifications(self) -> list[str]:
        """What the connector's receivers refused, in Portuguese, the last ones first."""
        return activity.refused(self.world)

    def mask(self, texts: list[str]) -> list[str]:
        """The texts with everything secret or personal replaced."""
        return self.world.mask(texts, self.screen)

    def check_invariants(self) -> list[dict[str, Any]]:
        """Each law that the connector broke, as {name, platform, detail}."""
        if not self.connected:
            return []
        writes = activity.writes(self.world, self._put_to_work, self._writing()) if self._has_client else None
        return invariants.broken(self.world, writes)

    def breaches(self) -> list[str]:
        """What the simulators did against their own contract."""
        return [f"{found['operation']}: {found['breach']}" for found in self.world.breaches()]

    def _tell_run(self) -> None:
        """Name the step in the journal before somebody is called who cannot say it."""
        if self.world.control.run:
            self.world.set_run(self.world.control.run)

    def _begin(self, platform: str, action: str, fields: Mapping[str, Any]) -> Done:
        try:
            view = self._handover.view_of(platform) if self._handover else None
            done = self.world.perform(platform, action, fields, view)
        except ControlError as error:
            if error.status in USAGE:
                raise ScenarioMistake(error.detail) from error
            raise
        change = self._handover.change_to(platform, done.view) if self._handover else {}
        if change:
            self._tell(change)
        self.poll()
        return done

    def _tell(self, change: Mapping[str, Any]) -> None:
        """Tell the connector what the screens show now; receivers that are others then are pasted again."""
        known = self.capabilities.receivers
        self.capabilities = replace(self.capabilities, receivers=self.driver.change(change).receivers)
        if self.capabilities.receivers != known:
            self.paste()

    def _named(self, words: str, form: str) -> str:
        known = {form.format(**data): name for name, data in self.world.data["platforms"].items()}
        if words not in known:
            raise ScenarioMistake(f"não há plataforma “{words}”; há: {', '.join(known)}")
        return str(known[words])

    def has_written(self, after: int) -> bool:
        """Whether the connector wrote anything to a platform after this exchange."""
        return activity.has_written(self.world, after, self._writing(), is_alone=not self._has_client)

    def _writing(self) -> set[tuple[str, str]]:
        """The operations that write, each as platform and name."""
        return {(one["platform"], one["name"]) for one in self.control.operations() if one["writes"]}
