"""The steps that count the calls of a connector."""

import httpx
import pytest

from homologa.features.kit.driver import Capabilities
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.steps import chamadas


@pytest.fixture
def stage(homologa_control, homologa_world) -> Stage:
    return Stage(homologa_control, None, homologa_world, Capabilities())


@pytest.fixture
def connector(stage):
    """Calls a service of Tiny as a connector does."""
    token = stage.world.view("tiny", "credenciais")["token"]
    client = httpx.Client(transport=stage.control.transport, base_url=stage.world.data["platforms"]["tiny"]["url"])

    def call(service="info.php"):
        client.post(f"/api2/{service}", data={"token": token, "formato": "json"})

    yield call
    client.close()


def test_who_calls_nobody_made_no_call(stage):
    chamadas.nenhuma_chamada(stage)
    chamadas.nenhuma_chamada_a(stage, "ao Tiny")
    chamadas.fez_no_maximo(stage, 0, "à Novaoito")
    chamadas.nao_chamou(stage, "info", "do Tiny")


def test_calls_are_counted_by_platform(stage, connector):
    connector()
    connector("nada.php")

    chamadas.fez_chamadas(stage, 2, "ao Tiny")
    chamadas.fez_no_maximo(stage, 2, "ao Tiny")
    chamadas.nenhuma_chamada_a(stage, "à Novaoito")
    for step in (chamadas.fez_no_maximo, chamadas.fez_chamadas):
        with pytest.raises(Divergence, match="o conector fez 2 chamadas ao Tiny"):
            step(stage, 1, "ao Tiny")
    with pytest.raises(Divergence, match="o conector fez 2 chamadas"):
        chamadas.nenhuma_chamada(stage)
    with pytest.raises(Divergence, match="o conector fez 2 chamadas ao Tiny"):
        chamadas.nenhuma_chamada_a(stage, "ao Tiny")


def test_calls_are_counted_by_operation(stage, connector):
    connector()
    connector()
    connector("produtos.pesquisa.php")

    chamadas.chamou(stage, "info", "do Tiny", 2)
    chamadas.chamou(stage, "produtos.pesquisa", "do Tiny", 1)
    chamadas.nao_chamou(stage, "produto.incluir", "do Tiny")
    with pytest.raises(Divergence, match="o conector chamou “info” 2 vezes"):
        chamadas.nao_chamou(stage, "info", "do Tiny")
    with pytest.raises(ScenarioMistake, match="não há a operação “info” da Novaoito"):
        chamadas.nao_chamou(stage, "info", "da Novaoito")


def test_calls_are_counted_from_a_step_on(stage, connector):
    connector()
    chamadas.passo_a_contar(stage)
    chamadas.nenhuma_chamada(stage)
    connector()

    chamadas.fez_chamadas(stage, 1, "ao Tiny")


def test_what_the_tester_does_is_no_call_of_the_connector(stage):
    url = stage.world.data["platforms"]["tiny"]["url"]
    with stage.client() as client:
        client.post(f"{url}/api2/info.php", data={"token": stage.world.view("tiny", "credenciais")["token"]})
    stage.act("novaoito", "novo_produto", sku="CAN-01", nome="Caneca")

    chamadas.nenhuma_chamada(stage)


@pytest.mark.parametrize(
    ("gaps", "minutes", "most"),
    [([0, 0, 0], 1, 3), ([0, 30, 29], 1, 3), ([0, 30, 30], 1, 2), ([0, 60, 60], 1, 1), ([0, 60, 60], 2, 2)],
)
def test_calls_are_counted_within_a_time(stage, connector, gaps, minutes, most):
    for gap in gaps:
        stage.world.advance(seconds=gap)
        connector()

    chamadas.em_intervalo(stage, minutes, most, "ao Tiny")
    with pytest.raises(Divergence, match=f"o conector fez {most} chamadas ao Tiny em {minutes} min"):
        chamadas.em_intervalo(stage, minutes, most - 1, "ao Tiny")


def test_calls_are_counted_by_the_minute(stage, connector):
    connector()
    connector()

    chamadas.por_minuto(stage, 2, "ao Tiny")
    with pytest.raises(Divergence, match="o conector fez 2 chamadas"):
        chamadas.por_minuto(stage, 1, "ao Tiny")


def test_more_calls_than_a_page_are_counted(stage, connector, monkeypatch):
    monkeypatch.setattr("homologa.features.kit.activity.PAGE", 2)
    for _ in range(5):
        connector()

    chamadas.fez_chamadas(stage, 5, "ao Tiny")


def test_a_platform_has_to_be_known(stage):
    with pytest.raises(ScenarioMistake, match="não há plataforma “o Bling”"):
        chamadas.nenhuma_chamada_a(stage, "ao Bling")
