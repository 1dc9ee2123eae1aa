import re

import httpx
import pytest

from homologa.simulators.control.client import ScreenRefused
from homologa.simulators.tiny.rules.expedicoes.codigos import e_valido

HOST = "https://erp.tiny.com.br/doc.expedicao.php"


@pytest.fixture
def visitor(homologa_control):
    """Somebody who has a link and no token."""
    with httpx.Client(transport=homologa_control.transport) as client:
        yield client


@pytest.mark.fact("tiny-api2", 45)
@pytest.mark.parametrize(
    ("order", "kind"), [({}, "PLP"), ({"forma_envio": "T", "nome_transportador": "Expresso"}, "Coleta")]
)
def test_expeditions_are_released_grouped_and_concluded(account, expedition, order, kind):
    number = expedition.released(**order)

    grouping = expedition.concluded(number)

    (shown,) = account.view("lista_de_agrupamentos")
    assert (shown["agrupamento"], shown["tipo"], shown["situacao"]) == (grouping, kind, "Concluído")
    assert expedition.read(idExpedicao=number)["idAgrupamento"] == str(grouping)
    assert [row["expedicao"] for row in account.view("expedicoes_concluidas")] == ["Pedido 4711"]


@pytest.mark.parametrize(
    ("order", "text"),
    [
        ({"forma_envio": "", "nome_transportador": ""}, "Pedido 4711: o transportador não está informado"),
        ({"forma_envio": "T", "nome_transportador": ""}, "Pedido 4711: o transportador não está informado"),
        (
            {"forma_envio": "M"},
            "Pedido 4711: a forma de envio é Mercado Envios, e tem de ser Correios ou Transportadora",
        ),
    ],
)
def test_another_carrier_has_no_grouping(account, expedition, refused, order, text):
    number = expedition.released(**order)

    assert refused(account.call("expedicao.incluir.agrupamento", idsExpedicao=number), 31, 2) == [text]
    with pytest.raises(ScreenRefused, match=text):
        account.act("gerar_agrupamento", expedicoes=["Pedido 4711"])
    assert account.view("lista_de_agrupamentos") == []


def test_a_grouping_is_of_one_shipping_method(account, expedition, refused):
    posted, carried = expedition.released(), expedition.released(forma_envio="T", nome_transportador="Expresso")

    texts = refused(account.call("expedicao.incluir.agrupamento", idsExpedicao=f"{posted},{carried}"), 31, 2)

    assert texts == ["As expedições do agrupamento devem ter a mesma forma de envio"]
    assert expedition.found() == [posted]


def test_an_expedition_is_in_one_grouping(account, expedition, refused):
    number = expedition.released()
    grouping = expedition.grouped(number)

    texts = refused(account.call("expedicao.incluir.agrupamento", idsExpedicao=number), 31, 2)

    assert texts == [f"Pedido 4711: já está no agrupamento {grouping}"]


def test_an_expedition_that_is_named_twice_is_grouped_once(account, expedition):
    number = expedition.released()

    expedition.grouped(number, number)

    assert account.view("lista_de_agrupamentos")[0]["expedicoes"] == ["Pedido 4711"]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(("ids", "code"), [(None, 10), ("1", 32), ("a,b", 31), (",", 31)])
def test_bad_expeditions_are_not_grouped(account, refused, ids, code):
    refused(account.call("expedicao.incluir.agrupamento", idsExpedicao=ids), code, 2)


@pytest.mark.fact("tiny-api2", 17)
def test_groupings_are_found_by_shipping_method_and_day(account, expedition, refused):
    grouping = expedition.grouped(expedition.released(), expedition.released())

    answer = expedition.answer("expedicao.pesquisar.agrupamentos", formaEnvio="c")

    row = answer["agrupamentos"][0]["agrupamento"]
    assert (row["id"], row["formaEnvio"], row["situacao"], row["qtdExpedicoes"]) == (grouping, "C", "aberto", 2)
    assert (row["dataCriacao"][:10], row["dataConclusao"]) == (
        expedition.read(idObjeto=_order(account), tipoObjeto="venda")["dataEmissao"],
        "",
    )
    refused(account.call("expedicao.pesquisar.agrupamentos", formaEnvio="T"), 20, 2)
    refused(account.call("expedicao.pesquisar.agrupamentos", formaEnvio="C", dataInicial="01/01/2100"), 20, 2)
    refused(account.call("expedicao.pesquisar.agrupamentos", formaEnvio="C", dataFinal="01/01/2000"), 20, 2)
    refused(account.call("expedicao.pesquisar.agrupamentos"), 10, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    "service",
    ["expedicao.concluir.agrupamento", "expedicao.obter.agrupamento.impressao", "expedicao.obter.etiquetas.impressao"],
)
@pytest.mark.parametrize(("number", "code"), [("1", 32), (None, 10)])
def test_an_unknown_grouping_is_not_found(account, refused, service, number, code):
    processed = "2" if "obter" in service else 2

    refused(account.call(service, idAgrupamento=number), code, processed)


def test_a_grouping_is_concluded_once(account, expedition, refused):
    grouping = expedition.concluded(expedition.released())

    texts = refused(account.call("expedicao.concluir.agrupamento", idAgrupamento=str(grouping)), 31, 2)

    assert texts == [f"O agrupamento {grouping} já está concluído"]


def test_a_plp_gives_its_expeditions_tracking_codes(account, expedition):
    first, second = expedition.released(), expedition.released(forma_frete="PAC")
    expedition.grouped(first, second)

    codes = [expedition.read(idExpedicao=number)["codigoRastreamento"] for number in (first, second)]

    assert all(map(e_valido, codes))
    assert [code[:2] for code in codes] == ["OV", "PN"]
    assert codes[0][2:10] != codes[1][2:10]


def test_the_order_has_the_tracking_code_too(account, expedition):
    number = expedition.released()
    expedition.grouped(number)

    read = expedition.read(idExpedicao=number)

    order = account.read_order(read["idObjeto"])
    assert order["codigo_rastreamento"] == read["codigoRastreamento"]
    assert order["url_rastreamento"].endswith(read["codigoRastreamento"])


def test_a_tracking_code_that_is_there_stays(expedition):
    number = expedition.released()
    expedition.alter(number, codigoRastreamento="PN123456785BR")

    expedition.grouped(number)

    assert expedition.read(idExpedicao=number)["codigoRastreamento"] == "PN123456785BR"


def test_a_tracking_code_of_the_order_counts_too(account, expedition):
    number = expedition.released()
    order = expedition.read(idExpedicao=number)["idObjeto"]
    account.answer("cadastrar.codigo.rastreamento.pedido", id=order, codigoRastreamento="PN123456785BR", formaEnvio="C")

    expedition.grouped(number)

    assert expedition.read(idExpedicao=number)["codigoRastreamento"] == "PN123456785BR"


def test_a_coleta_gives_no_tracking_code(expedition):
    number = expedition.released(forma_envio="T", nome_transportador="Expresso")

    expedition.grouped(number)

    assert expedition.read(idExpedicao=number)["codigoRastreamento"] == ""


def test_a_wrong_check_digit_is_taken_and_noted(account, expedition, homologa_world):
    number = expedition.released()

    expedition.alter(number, codigoRastreamento="PN123456789BR")

    assert expedition.read(idExpedicao=number)["codigoRastreamento"] == "PN123456789BR"
    (found,) = homologa_world.findings()
    assert "dígito verificador" in str(found)


def test_the_list_of_a_grouping_is_readable_without_a_token(account, expedition, visitor):
    grouping = expedition.grouped(expedition.released(), expedition.released(cliente={"nome": "<b>Zé & Cia</b>"}))

    link = expedition.answer("expedicao.obter.agrupamento.impressao", idAgrupamento=str(grouping))["link"]

    page = visitor.get(link)
    assert re.fullmatch(re.escape(HOST) + r"\?id=[0-9a-f]{32}", link)
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert all(text in page.text for text in (f"PLP {grouping}", "Pedido 4711", "Pedido 4712", "20040-002"))
    assert "&lt;b&gt;Zé &amp; Cia&lt;/b&gt;" in page.text


def test_each_expedition_has_a_label(account, expedition, visitor):
    numbers = expedition.released(), expedition.released()
    grouping = expedition.grouped(*numbers)

    links = expedition.answer("expedicao.obter.etiquetas.impressao", idAgrupamento=str(grouping))["links"]

    assert len(set(links)) == 2
    for number, link in zip(numbers, links, strict=True):
        page = visitor.get(link).text
        read = expedition.read(idExpedicao=number)
        assert read["codigoRastreamento"] in page
        assert all(text in page for text in ("Maria Silva", "Rua das Flores", "20040-002", "Correios · SEDEX"))


def test_the_links_are_said_in_xml(account, expedition):
    grouping = expedition.grouped(expedition.released())

    told = account.call("expedicao.obter.etiquetas.impressao", formato="xml", idAgrupamento=str(grouping)).text

    assert re.search(r"<links><link>https://[^<]+</link></links>", told)


def test_an_unknown_page_is_not_found(visitor):
    missing = visitor.get(HOST, params={"id": "0" * 32})

    assert (missing.status_code, "não encontrado" in missing.text) == (404, True)
    assert visitor.post(HOST, params={"id": "0" * 32}).status_code == 405


def test_the_journal_hides_who_gets_what(account, expedition, visitor, homologa_world):
    grouping = expedition.grouped(expedition.released())
    links = expedition.answer("expedicao.obter.etiquetas.impressao", idAgrupamento=str(grouping))["links"]

    visitor.get(links[0])

    told = str(homologa_world.journal())
    assert "expedicao.impressao" in told
    assert not [text for text in ("Maria Silva", "Rua das Flores", "20040-002", "20040002") if text in told]


def _order(account):
    return str(account.answer("pedidos.pesquisa", numero="4711")["pedidos"][0]["pedido"]["id"])
