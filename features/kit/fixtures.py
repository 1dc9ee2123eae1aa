"""Pytest fixtures: a world of one's own, and the stage of a scenario."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from features.kit.place import Place
    from features.kit.stage import Stage
    from simulators.control.client import Control, WorldClient

OPTIONS = {
    "connector": "URL do conector sob teste, já em execução",
    "command": "comando que inicia o conector sob teste",
    "simulators": "URL do controle dos simuladores, já em execução",
    "embedded": "conector em Python, MODULO:FUNCAO, posto de pé neste processo",
    "patience": "segundos sem nenhuma troca depois dos quais um conector ocupado é abandonado",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say where simulators and connector are."""
    group = parser.getgroup("homologa", "Homologa")
    for name, text in OPTIONS.items():
        group.addoption(f"--homologa-{name}", metavar=name.upper(), help=text)


@pytest.fixture(scope="session")
def homologa_control() -> Iterator[Control]:
    """The control API of simulators in this process, with no sockets."""
    from simulators.control.client import Control
    from simulators.site import CONTROL_URL, build

    site = build()
    yield Control(CONTROL_URL, site.transport)
    site.worlds.close()


@pytest.fixture
def homologa_world(homologa_control: Control) -> Iterator[WorldClient]:
    """A fresh world, forgotten after the test."""
    world = homologa_control.create_world()
    yield world
    world.delete()


@pytest.fixture(scope="session")
def homologa_place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Simulators and connector of the whole run, as the options say."""
    from features.kit import embedded
    from features.kit.place import over_sockets, started

    chosen = {name: request.config.getoption(f"homologa_{name}", None) for name in OPTIONS}
    if chosen["simulators"] and not (chosen["connector"] or chosen["command"]):
        raise pytest.UsageError("--homologa-simulators pede também --homologa-connector ou --homologa-command")
    with ExitStack() as stack:
        if not chosen["connector"] and not chosen["command"]:
            place = embedded.in_process(chosen["embedded"] or embedded.REFERENCE)
        else:
            simulators = chosen["simulators"]
            if simulators is None:
                simulators, stop = embedded.served(_host(chosen["connector"]))
                stack.callback(stop)
            connector = chosen["connector"]
            if chosen["command"]:
                connector = stack.enter_context(started(chosen["command"], connector))
            place = over_sockets(simulators, connector, lambda: None)
        yield place
        place.driver.close()
        place.close()


@pytest.fixture
def stage(request: pytest.FixtureRequest, homologa_place: Place) -> Iterator[Stage]:
    """The stage of one scenario: a fresh world and the connector under test.

    Request limits are off at first: while time stands still, counting requests by the minute says nothing.
    """
    from features.kit.stage import PATIENCE, Stage

    world = homologa_place.control.create_world(limits="off")
    patience = float(request.config.getoption("homologa_patience", None) or PATIENCE)
    yield Stage(homologa_place.control, homologa_place.driver, world, patience=patience)
    world.delete()


def _host(url: str | None) -> frozenset[str]:
    import httpx

    return frozenset({httpx.URL(url).host} if url else ())
