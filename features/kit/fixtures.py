"""Pytest fixtures: a world of one's own, in this process or served, and the stage of a scenario."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from homologa.features.kit.assembly import Choice
    from homologa.features.kit.environment import Environment
    from homologa.features.kit.stage import Stage
    from homologa.simulators.control.client import Control, WorldClient
    from homologa.simulators.site import Site

OPTIONS = {
    "connector": "URL do conector sob teste, já em execução",
    "command": "comando que inicia o conector sob teste",
    "started": "comando que já iniciou o conector sob teste, que está na URL dada",
    "simulators": "URL do controle dos simuladores, já em execução",
    "embedded": "conector em Python, MODULO:FUNCAO, posto de pé neste processo",
    "patience": "segundos sem nenhuma troca depois dos quais um conector ocupado é abandonado",
    "keep": "pasta em que ficam os mundos dos cenários que não passam",
}


WORLD_OPTIONS = {
    "seed": "semente dos mundos dos testes",
    "pack": "pacote de dados dos mundos dos testes",
    "clock": "relógio dos mundos dos testes: frozen (padrão) ou real",
    "now": "momento em que o relógio dos mundos dos testes começa",
    "limits": "limites de acesso nos mundos dos testes: observe (padrão), enforce ou off",
}
"""What a world can be made with, for all tests in the ini file or for one by the marker `homologa`."""
WORLD_FIXTURES = ("homologa_world", "homologa_served_world")
NEW_OBJECTS = 10_000
"""How many more objects there are before it is looked whether some are garbage."""
EVIDENCE = 20
"""How many exchanges of its world a failed test shows."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that say where simulators and connector are, and how worlds are made."""
    group = parser.getgroup("homologa", "Homologa")
    for name, text in OPTIONS.items():
        group.addoption(f"--homologa-{name}", metavar=name.upper(), help=text)
    for name, text in WORLD_OPTIONS.items():
        parser.addini(f"homologa_{name}", text, default="")
    parser.addini("homologa_allow_targets", "hosts que podem receber notificações, além deste computador", type="args")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that says how the world of a test is made."""
    config.addinivalue_line("markers", f"homologa({', '.join(WORLD_OPTIONS)}): como é feito o mundo do teste")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show with a failed test what was exchanged in its world, masked and with hints."""
    report = yield
    if report.when == "call" and report.failed:
        for name in WORLD_FIXTURES:
            world = getattr(item, "funcargs", {}).get(name)
            if world is not None:
                report.sections.append((f"homologa: últimas trocas do mundo {world.id}", _evidence(world)))
    return report


@pytest.fixture(scope="session")
def homologa_site() -> Iterator[Site]:
    """The simulators of this process, with no sockets."""
    from homologa.simulators.site import build

    site = build()
    yield site
    site.worlds.close()


@pytest.fixture(scope="session")
def homologa_control(homologa_site: Site) -> Control:
    """The control API of simulators in this process, with no sockets; its `transport` reaches the platforms too."""
    from homologa.simulators.control.client import Control
    from homologa.simulators.site import CONTROL_URL

    return Control(CONTROL_URL, homologa_site.transport)


@pytest.fixture
def homologa_mount(homologa_site: Site) -> Callable[[str, WSGIApplication], str]:
    """Make a WSGI application, such as a connector, reachable by the platforms of this process; gives its URL."""

    def mount(host: str, application: WSGIApplication) -> str:
        homologa_site.mount(host, application)
        return f"https://{host}"

    return mount


@pytest.fixture
def homologa_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    """How the world of this test is made: as the ini file says, then as the markers, the nearest last."""
    chosen = {name: request.config.getini(f"homologa_{name}") for name in WORLD_OPTIONS}
    options: dict[str, Any] = {name: value for name, value in chosen.items() if value}
    if "seed" in options:
        options["seed"] = int(options["seed"])
    for mark in reversed(list(request.node.iter_markers("homologa"))):
        options.update(mark.kwargs)
    return options


@pytest.fixture
def homologa_world(homologa_control: Control, homologa_options: dict[str, Any]) -> Iterator[WorldClient]:
    """A fresh world in this process, forgotten after the test."""
    world = homologa_control.create_world(**homologa_options)
    yield world
    world.delete()


@pytest.fixture(scope="session")
def homologa_served_control(request: pytest.FixtureRequest) -> Iterator[Control]:
    """The control API of served simulators: those of `--homologa-simulators`, else some on free ports of its own."""
    from homologa.simulators.control.client import Control
    from homologa.simulators.shell.session import base_url

    with ExitStack() as stack:
        url = request.config.getoption("homologa_simulators", None)
        if url is None:
            from homologa.features.kit import embedded

            url, stop = embedded.served(frozenset(request.config.getini("homologa_allow_targets")))
            stack.callback(stop)
        control = Control(base_url(url))
        stack.callback(control.close)
        yield control


@pytest.fixture
def homologa_served_world(homologa_served_control: Control, homologa_options: dict[str, Any]) -> Iterator[WorldClient]:
    """A fresh world at real URLs, forgotten after the test; any program with its credentials can call it."""
    world = homologa_served_control.create_world(**homologa_options)
    yield world
    world.delete()


@pytest.fixture(scope="session")
def homologa_environment(request: pytest.FixtureRequest) -> Iterator[Environment]:
    """Simulators and connector of the whole run, as the options say; what keeps them from beginning ends the run."""
    from homologa.features.kit import assembly
    from homologa.features.kit.errors import Blocked
    from homologa.simulators.kernel.errors import UsageError
    from homologa.simulators.shell.failures import Failure

    with ExitStack() as stack:
        try:
            environment = assembly.begin(_choice(request.config), stack)
        except Blocked as problem:
            _refuse(request.config, problem.reason)
        except (Failure, UsageError) as problem:
            _refuse(request.config, str(problem))
        _tell(request.config, environment.described())
        _spare_collections(stack)
        yield environment


@pytest.fixture
def stage(request: pytest.FixtureRequest, homologa_environment: Environment) -> Iterator[Stage]:
    """The stage of one scenario: a fresh world and the connector under test."""
    from homologa.features.kit.stage import Stage

    environment = homologa_environment
    world = environment.create_world()
    yield Stage(
        environment.control,
        environment.driver,
        world,
        transport=environment.transport,
        announced=environment.announced,
        refusals=environment.refusals,
        unserved=environment.unserved,
        patience=_patience(request.config),
    )
    if not (request.config.getoption("homologa_keep", None) and _keep(request.node, world)):
        world.delete()


def _spare_collections(stack: ExitStack) -> None:
    """What stands now stands to the end of the run: no collection has to look at it, and few are worth their time."""
    stack.callback(gc.set_threshold, *gc.get_threshold())
    stack.callback(gc.unfreeze)
    gc.set_threshold(NEW_OBJECTS)
    gc.freeze()


def _choice(config: pytest.Config) -> Choice:
    from homologa.features.kit.assembly import Choice

    chosen = {name: config.getoption(f"homologa_{name}", None) for name in OPTIONS}
    if chosen["simulators"] and not (chosen["connector"] or chosen["command"]):
        raise pytest.UsageError("--homologa-simulators pede também --homologa-connector ou --homologa-command")
    chosen |= {"patience": _patience(config), "keep": Path(chosen["keep"]) if chosen["keep"] else None}
    return Choice(**chosen, worker=str(getattr(config, "workerinput", {}).get("workerid", "")))


def _patience(config: pytest.Config) -> float:
    from homologa.features.kit.progress import PATIENCE

    return float(config.getoption("homologa_patience", None) or PATIENCE)


def _keep(item: pytest.Item, world: WorldClient) -> bool:
    """Whether a scenario ended so that its world is worth a look; its result then says which it is."""
    from homologa.features.kit.recorder import RESULT

    result = item.stash.get(RESULT, None)
    if result is None or not result.needs_a_look:
        return False
    result.world = world.id
    return True


def _tell(config: pytest.Config, record: Any) -> None:
    from homologa.features.kit.collection import WRITER

    writer = config.stash.get(WRITER, None)
    if writer is not None:
        writer.add(record)


def _refuse(config: pytest.Config, reason: str) -> NoReturn:
    from homologa.features.kit.results import Refusal

    _tell(config, Refusal(reason))
    pytest.exit(reason, returncode=pytest.ExitCode.USAGE_ERROR)


def _evidence(world: WorldClient) -> str:
    import httpx

    from homologa.simulators.control.client import ControlError
    from homologa.simulators.shell.exchanges import summary

    try:
        return "\n".join(map(summary, world.journal(newest=True, limit=EVIDENCE))) or "(nenhuma)"
    except (ControlError, httpx.HTTPError) as error:
        return f"(o diário não pôde ser lido: {error})"
