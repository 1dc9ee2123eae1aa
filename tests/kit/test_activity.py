"""Whether a connector did anything is told from what the suite and the platforms do by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask
import pytest

from homologa.features.kit.driver import Capabilities
from homologa.features.kit.stage import Stage
from homologa.features.steps import avisos


@pytest.fixture
def stage(homologa_control: Any, homologa_world: Any) -> Stage:
    return Stage(homologa_control, None, homologa_world, Capabilities(), integrations=["novaoito"])  # type: ignore[arg-type]


@pytest.fixture
def receiver(homologa_mount: Callable[..., str]) -> Callable[[int], str]:
    """A receiver that answers with a status; gives its URL."""

    def mount(status: int) -> str:
        app = flask.Flask("receptor")
        app.add_url_rule("/", "take", lambda: ("", status), methods=["POST"])
        return homologa_mount(f"r{status}.example", app)

    return mount


def info(stage: Stage, **headers: str) -> None:
    """Call an operation of Tiny with the client of the suite."""
    form = {"token": stage.world.view("tiny", "credenciais")["token"]}
    with stage.client() as client:
        client.post(f"{stage.world.data['platforms']['tiny']['url']}/api2/info.php", data=form, headers=headers)


def notify(stage: Stage, url: str) -> None:
    stage.world.act("tiny", "salvar_webhooks_da_conta", url_vendas=url)
    stage.world.quiet(1)


def test_a_receiver_that_refuses_is_named(stage: Stage, receiver: Callable[[int], str]) -> None:
    notify(stage, receiver(200))
    notify(stage, receiver(404))
    assert stage.refused_notifications() == [
        "o receptor https://r404.example respondeu 404 ao aviso “sonda_da_conta”",
    ]


def test_nothing_is_no_activity(stage: Stage) -> None:
    assert not stage.connector_acted()


def test_calls_of_the_suite_and_screens_are_not_the_connectors(stage: Stage) -> None:
    stage.world.act("tiny", "incluir_produto", nome="Caneca", codigo="C", preco=1)
    info(stage)
    assert not stage.connector_acted()


def test_a_call_by_another_client_is_the_connectors(stage: Stage) -> None:
    info(stage, **{"User-Agent": "ponte/1"})
    assert stage.connector_acted()


@pytest.mark.parametrize("status", [200, 404])
def test_to_answer_a_delivery_is_not_to_do_something(stage: Stage, receiver: Callable[[int], str], status: int) -> None:
    notify(stage, receiver(status))
    assert not stage.connector_acted()


def test_an_answer_counts_where_the_scenario_is_about_it(stage: Stage, receiver: Callable[[int], str]) -> None:
    notify(stage, receiver(200))
    avisos.respondida_com(stage, "sonda_da_conta", "do Tiny", 200)
    assert stage.connector_acted()


def test_a_delivery_to_a_platform_is_nobodys(stage: Stage) -> None:
    notify(stage, f"{stage.world.data['platforms']['tiny']['url']}/api2/info.php")
    assert len(stage.world.journal(protocol="http", direction="out")) == 1
    assert not stage.connector_acted()


def test_what_a_connector_calls_while_it_is_prepared_does_not_count(stage: Stage) -> None:
    info(stage, **{"User-Agent": "ponte/1"})
    stage.begin_work()
    assert not stage.connector_acted()
    info(stage, **{"User-Agent": "ponte/1"})
    assert stage.connector_acted()
