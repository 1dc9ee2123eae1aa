"""Each service says the same in XML and in JSON, and in both the contract judges it."""

from xml.etree import ElementTree

import pytest

from homologa.simulators.tiny import PLATFORM
from homologa.simulators.tiny.wire.xml import SEM_EMBRULHO, embrulhada

SERVICES = [service for service in PLATFORM.rooms.surfaces[0].operations if not service.traits.get("apelido")]


@pytest.fixture
def filled(account):
    """Parameters by which many services find something."""
    account.include(codigo="A", nome="Caneca & Cia <1>", estoque_atual=3)
    found = account.include(codigo="B", nome="Prato", preco=9.99)
    shipped = _shipped(account, account.order(forma_envio="C"))
    return {**shipped, "id": found, "pesquisa": "a", "idProduto": found, "dataAlteracao": "01/01/2020 00:00:00"}


def _shipped(account, order):
    """Has an order picked, released and grouped; gives the parameters by which that is found."""
    picking = account.act("enviar_pedidos_para_separacao", pedidos=["4711"])["separacoes"][0]
    account.answer("expedicao.liberar.objetos", idObjetos=order, tipoObjetos="venda")
    expedition = account.answer("expedicao.obter", idObjeto=order, tipoObjeto="venda")["expedicao"]["id"]
    grouping = account.answer("expedicao.incluir.agrupamento", idsExpedicao=expedition)["idAgrupamento"]
    method = account.view("formas_de_envio")[0]["id"]
    numbers = {"idExpedicao": expedition, "idAgrupamento": grouping, "idSeparacao": picking, "idFormaEnvio": method}
    return {**numbers, "formaEnvio": "C", "incluirAgrupadas": "S"}


def same(element, name, value):
    """Whether an element says what a JSON value says."""
    if isinstance(value, dict):
        return [child.tag for child in element] == list(value) and all(
            same(child, key, inner) for child, (key, inner) in zip(element, value.items(), strict=True)
        )
    if isinstance(value, list):
        wrapped = embrulhada(name, value) if name in SEM_EMBRULHO else value
        flat = [pair for item in wrapped for pair in item.items()]
        return len(element) == len(flat) and all(
            child.tag == key and same(child, key, inner) for child, (key, inner) in zip(element, flat, strict=True)
        )
    if isinstance(value, int | float):
        return float(element.text) == value
    return (element.text or "") == (value or "")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("with_parameters", [False, True])
def test_xml_says_what_json_says(account, filled, service, with_parameters):
    path = service.paths[0].removeprefix("/api2/")
    parameters = filled if with_parameters else {}

    account.world.snapshot("before")
    told = account.answer(path, partner=True, **parameters)
    account.world.restore("before")
    written = account.call(path, partner=True, formato="xml", **parameters)

    assert written.headers["Content-Type"].startswith("text/xml")
    assert same(ElementTree.fromstring(written.content), "retorno", told)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_answer_against_the_contract_is_told_in_either_format(another_account, monkeypatch, form):
    monkeypatch.setattr("homologa.simulators.tiny.rules.settings.conta", lambda _: {"cor": "azul"})

    another_account.call("info.php", formato=form)

    (breach,) = another_account.world.breaches()
    assert "campo obrigatório que não veio" in breach["breach"]
