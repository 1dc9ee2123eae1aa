"""Stands up, for a whole run of the suite, the simulators and the connector that are not there already."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from homologa.features.kit import embedded
from homologa.features.kit.driver import SEVERAL, Driver
from homologa.features.kit.environment import Environment
from homologa.features.kit.errors import Blocked
from homologa.features.kit.process import started
from homologa.features.kit.transport import SuiteTransport
from homologa.simulators.control.client import Control, ControlError
from homologa.simulators.shell.failures import Failure, not_simulators, translate_errors
from homologa.simulators.shell.session import Session, base_url

NOT_FOUND = 404
ONE_AT_A_TIME = "o conector atende a uma preparação por vez (sem a capacidade “several”): rode sem -j"


@dataclass(frozen=True)
class Choice:
    """What was chosen: where connector and simulators are, and how long a busy connector is waited for, in seconds.

    `started` is the command that already started the connector at its URL. `worker` names this process among several.
    """

    patience: float
    connector: str | None = None
    command: str | None = None
    started: str | None = None
    simulators: str | None = None
    embedded: str | None = None
    keep: Path | None = None
    worker: str = ""


def begin(choice: Choice, stack: ExitStack) -> Environment:
    """Stand up what is not there already, ask the connector what it can do, and have the stack undo it all.

    Raises Blocked or Failure.
    """
    if choice.connector or choice.command:
        environment = _over_sockets(choice, stack)
    else:
        factory = choice.embedded or embedded.REFERENCE
        environment = embedded.in_process(factory, patience=choice.patience, keep=choice.keep)
    stack.callback(environment.close)
    stack.callback(environment.driver.close)
    environment.meet()
    is_shared = choice.worker and choice.connector
    if is_shared and environment.announced and not environment.has(SEVERAL):
        raise Blocked(ONE_AT_A_TIME)
    return environment


def _over_sockets(choice: Choice, stack: ExitStack) -> Environment:
    if choice.simulators:
        simulators = _found(choice.simulators)
    else:
        simulators, stop = embedded.served(_host(choice.connector), choice.keep)
        stack.callback(stop)
    connector = choice.connector or ""
    if choice.command:
        connector = stack.enter_context(started(choice.command, choice.connector))
    transport = SuiteTransport()
    stack.callback(transport.shut)
    driver = Driver(connector, transport, patience=choice.patience, name=choice.worker)
    said = choice.command or choice.started or connector
    return Environment(Control(simulators, transport), driver, said, transport)


def _found(url: str) -> str:
    """The base URL of the control API of simulators that answer; raises Failure when none do."""
    with translate_errors(url), closing(Session(url)) as session:
        try:
            session.control.worlds()
        except ControlError as error:
            raise Failure(not_simulators(url)) if error.status == NOT_FOUND else error from None
        return base_url(url)


def _host(url: str | None) -> frozenset[str]:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return frozenset()
    return frozenset({host} if host else ())
