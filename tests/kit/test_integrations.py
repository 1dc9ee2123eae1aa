"""An integration is a row of a table: what stands there is all that neutral steps need to put a connector under it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from homologa.features.kit import catalog, integrations
from homologa.features.kit.driver import Driver
from homologa.features.kit.environment import Environment
from homologa.features.kit.errors import Blocked, Divergence, NotApplicable, ScenarioMistake
from homologa.features.kit.integrations.model import (
    Argument,
    Integration,
    Noted,
    Operation,
    Pasting,
    ScreenUse,
    Shown,
)
from homologa.features.kit.stage import Stage
from homologa.features.steps.integracoes import acessos_outra_vez, loja_integrada, novo_token
from homologa.features.steps.operacoes import executo, recusa_com, tento

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text("utf-8"))
FAIR = Integration(
    name="feira",
    store="Feira",
    erp="Tiny",
    listed_as="Ideris",
    installation=(
        ScreenUse("tiny", "incluir_integracao", {"plataforma": "Ideris", "nome": "Banca"}),
        ScreenUse("feira", "montar", {"nome": "Frutas"}, notes={"banca": "numero"}),
    ),
    configuration=ScreenUse("feira", "ajustar", {"banca": Noted("banca"), "senha": Shown("tiny", ("token",))}),
    credentials={
        "tiny": {"token": Shown("feira", ("ajustes", "senha"))},
        "feira": {"chave": Shown("feira", ("chave",))},
    },
    settings=Shown("feira", ("ajustes",)),
    secrets=frozenset({"senha"}),
    receivers=(
        Pasting(ScreenUse("feira", "colar", {"banca": Noted("banca")}), {"price": "preco", "stock": "estoque"}),
    ),
    operations={
        "poll": Operation("Olhar a feira"),
        "count": Operation("Contar", {"what": Argument("O quê"), "most": Argument("No máximo", int)}),
        "send": Operation("Mandar o caminhão"),
    },
    capabilities=frozenset({"poll"}),
)


class Connector:
    """One of the fair: it polls, and has no truck; `heard` is what it was asked, but for its state."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Any]] = []
        self.state: dict[str, Any] = {"state": "idle"}
        self.capabilities = ["poll"]
        self.refuses = ""
        self.receivers = {"price": "http://c/p"}

    def driver(self) -> Driver:
        return Driver("http://c", httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/state":
            return httpx.Response(200, json=self.state)
        body = json.loads(request.content)
        self.heard.append((f"{request.method} {request.url.path}", body))
        if body.get("integration") == self.refuses:
            return httpx.Response(422, json={"detail": "Não conheço essa integração."})
        if body.get("operation") == "send":
            return httpx.Response(409, json={"detail": "Não há caminhão nesta modalidade."})
        return httpx.Response(200, json={"receivers": self.receivers, "capabilities": self.capabilities})


@pytest.fixture(autouse=True)
def listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrations, "TABLE", {**integrations.TABLE, FAIR.name: FAIR})


@pytest.fixture
def connector() -> Connector:
    return Connector()


@pytest.fixture
def stage(fair: Any, connector: Connector) -> Stage:
    world = fair()
    return Stage(world.control, connector.driver(), world, patience=0.2)


def test_neutral_steps_install_it_hand_it_over_and_paste_its_receivers(stage: Stage, connector: Connector) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    urls = {name: shown["url"] for name, shown in stage.world.data["platforms"].items()}
    token = stage.world.view("tiny", "credenciais")["token"]
    setup = {
        "integration": "feira",
        "platforms": {
            "tiny": {"url": urls["tiny"], "credentials": {"token": token}},
            "feira": {"url": urls["feira"], "credentials": {"chave": "k"}},
        },
        "settings": {"cor": "azul"},
    }
    polled = ("POST /run", {"operation": "poll"})
    assert connector.heard == [("PUT /setup", setup), polled, polled]
    assert stage.world.view("feira", "enderecos") == {"banca": 7, "preco": "http://c/p", "estoque": ""}
    assert stage.integrations == ["feira"]


def test_what_its_screens_change_is_handed_on_and_polled_after(stage: Stage, connector: Connector) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    connector.heard.clear()
    stage.act("feira", "ajustar", banca=7, senha="outra", cor="verde")
    change, polled = connector.heard
    assert change[0] == "PATCH /setup"
    assert change[1]["platforms"]["tiny"]["credentials"] == {"token": "outra"}
    assert (change[1]["settings"], "feira" in change[1]["platforms"]) == ({"cor": "verde"}, False)
    assert polled == ("POST /run", {"operation": "poll"})


def test_receivers_that_a_change_moves_are_pasted_again(stage: Stage, connector: Connector) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    connector.receivers = {"stock": "http://c/novo"}
    stage.act("feira", "ajustar", banca=7, senha="outra", cor="verde")
    assert stage.world.view("feira", "enderecos") == {"banca": 7, "preco": "", "estoque": "http://c/novo"}


def test_its_credentials_are_filled_in_again_and_handed_over_again(stage: Stage, connector: Connector) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    stage.act("tiny", "gerar_novo_token")
    connector.heard.clear()
    novo_token(stage)
    acessos_outra_vez(stage)
    token = stage.world.view("tiny", "credenciais")["token"]
    changes = [body["platforms"] for call, body in connector.heard if call == "PATCH /setup"]
    assert [each["tiny"]["credentials"]["token"] for each in changes] == [token, token]
    assert [sorted(each) for each in changes] == [["tiny"], ["feira", "tiny"]]


def test_its_operations_are_started_by_their_labels(stage: Stage, connector: Connector) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    executo(stage, "Contar", [["no máximo", "o quê"], ["3", "peras"]])
    executo(stage, "Olhar a feira")
    runs = [body for call, body in connector.heard[-2:]]
    assert runs == [{"operation": "count", "arguments": {"what": "peras", "most": 3}}, {"operation": "poll"}]


@pytest.mark.parametrize(
    ("label", "table", "told"),
    [
        ("Voar", None, "não tem a operação “Voar”; tem: Olhar a feira; Contar; Mandar o caminhão"),
        ("Contar", None, "argumentos: O quê, No máximo"),
        ("Contar", [["o quê", "no máximo"], ["peras", "muitas"]], "não se lê"),
        ("Contar", [["o quê", "no máximo"], ["peras", "1"], ["uvas", "1"]], "uma linha"),
        ("Olhar a feira", [["o quê"], ["peras"]], "argumentos: nenhum"),
    ],
)
def test_an_operation_that_is_written_wrong_is_the_scenarios_mistake(stage, label, table, told) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    with pytest.raises(ScenarioMistake, match=told):
        executo(stage, label, table)


def test_a_refusal_can_be_expected(stage: Stage) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    with pytest.raises(ScenarioMistake, match="nenhuma operação foi tentada"):
        recusa_com(stage, "caminhão")
    tento(stage, "Mandar o caminhão")
    recusa_com(stage, "não há CAMINHÃO")
    with pytest.raises(Divergence, match="o motivo da recusa é outro"):
        recusa_com(stage, "cavalo")


def test_a_refusal_that_is_not_expected_fails_and_so_does_one_that_does_not_come(stage: Stage) -> None:
    loja_integrada(stage, "Feira", "Tiny")
    with pytest.raises(Divergence, match="recusou a operação “send” com 409"):
        executo(stage, "Mandar o caminhão")
    with pytest.raises(Divergence, match="que devia recusar"):
        tento(stage, "Olhar a feira")


def test_a_capability_of_another_integration_is_none_of_its_own(stage: Stage, connector: Connector) -> None:
    connector.capabilities = ["variants"]
    with pytest.raises(Blocked, match="capacidades que não existem: variants"):
        loja_integrada(stage, "Feira", "Tiny")


def test_a_connector_that_refuses_one_integration_is_put_under_another(stage: Stage, connector: Connector) -> None:
    connector.refuses = "novaoito"
    environment = Environment(stage.control, stage.driver, "http://c")
    environment.meet()
    assert (list(environment.announced), environment.refusals) == (["feira"], {})
    stage.announced, stage.unserved = environment.announced, environment.unserved
    loja_integrada(stage, "Feira", "Tiny")
    with pytest.raises(NotApplicable, match=r"respondeu 422 a PUT /setup.*ele atende a outras integrações"):
        loja_integrada(stage, "Novaoito", "Tiny")


def test_an_integration_that_there_is_not_is_the_scenarios_mistake(stage: Stage) -> None:
    with pytest.raises(ScenarioMistake, match="entre Praça e Tiny; há: Novaoito e Tiny; Feira e Tiny"):
        loja_integrada(stage, "Praça", "Tiny")


@pytest.mark.parametrize(("store", "name"), [("Novaoito", "novaoito"), ("Feira", "feira"), ("Praça", None)])
def test_a_sentence_tells_which_integration_it_sets_up(store: str, name: str | None) -> None:
    (step,) = (each for each in catalog.definitions() if each.pattern == "a loja {loja} integrada ao {erp}")
    assert step.integration_of(f"a loja {store} integrada ao Tiny") == name


@pytest.mark.parametrize("row", integrations.TABLE.values(), ids=lambda row: row.name)
def test_every_row_is_what_the_protocol_says(row: Integration) -> None:
    schemas, name = DRIVER["components"]["schemas"], row.name.capitalize()
    setup = schemas[f"{name}Setup"]["properties"]
    assert setup["integration"] == {"const": row.name}
    platforms = schemas[f"{name}Platforms"]
    assert setup["platforms"] == {"$ref": f"#/components/schemas/{name}Platforms"}
    assert list(platforms["required"]) == list(row.credentials)
    for platform, fields in row.credentials.items():
        access = schemas[platforms["properties"][platform]["$ref"].rpartition("/")[2]]
        assert set(access["properties"]["credentials"]["properties"]) == set(fields)
    listed = {each["properties"]["operation"]["const"]: each for each in schemas[f"{name}Operation"]["oneOf"]}
    labels = {operation: each["title"] for operation, each in listed.items()}
    assert labels == {operation: each.label for operation, each in row.operations.items()}
    assert frozenset(schemas[f"{name}Capability"]["enum"]) == row.capabilities
    pasted = {kind for pasting in row.receivers for kind in pasting.fields}
    assert pasted == set(schemas[f"{name}Receivers"]["properties"])
