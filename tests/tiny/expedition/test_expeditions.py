import json
from xml.sax.saxutils import escape

import pytest

SAME_DAY = "02/03/2026"


def test_an_order_is_released_with_what_it_says(account, expedition):
    number = expedition.released(codigo_rastreamento="")

    read = expedition.read(idExpedicao=number)

    order = account.view("lista_de_expedicoes")[0]
    assert order["expedicao"] == read["identificacao"] == "Pedido 4711"
    assert (read["tipoObjeto"], read["formaEnvio"], read["idAgrupamento"]) == ("venda", "C", "0")
    assert read["formaFrete"]["descricao"] == "SEDEX"
    assert read["formaFrete"]["id"] != "0"
    assert read["destinatario"] == {
        "nome": "Maria Silva",
        "endereco": "Rua das Flores",
        "numero": "10",
        "complemento": "apto 2",
        "bairro": "Centro",
        "cep": "20040-002",
        "cidade": "Rio de Janeiro",
        "uf": "RJ",
    }


def test_the_delivery_address_is_that_of_the_label(expedition):
    address = {"nome_destinatario": "João", "endereco": "Rua B", "numero": "2", "cidade": "Santos", "uf": "SP"}

    number = expedition.released(endereco_entrega=address)

    shown = expedition.read(idExpedicao=number)["destinatario"]
    assert (shown["nome"], shown["endereco"], shown["cidade"]) == ("João", "Rua B", "Santos")


@pytest.mark.parametrize(
    ("carrier", "code"), [("Correios", "C"), ("correios ", "C"), ("Expresso Mineiro", "T"), ("", "")]
)
def test_a_carrier_alone_tells_the_shipping_method(expedition, carrier, code):
    number = expedition.released(forma_envio="", nome_transportador=carrier)

    assert expedition.read(idExpedicao=number)["formaEnvio"] == code


def test_an_order_is_released_once(account, expedition):
    number = expedition.released()
    order = expedition.read(idExpedicao=number)["idObjeto"]

    expedition.done("expedicao.liberar.objetos", idObjetos=f"{order},{order}", tipoObjetos="venda")

    assert expedition.found() == [number]


def test_an_invoice_is_released_with_its_order(account, expedition):
    order = account.order(forma_envio="C")
    made = account.answer("gerar.nota.fiscal.pedido", id=order)["registros"]["registro"]
    invoice = str(made["idNotaFiscal"])

    expedition.done("expedicao.liberar.objetos", idObjetos=invoice, tipoObjetos="notafiscal")

    read = expedition.read(idObjeto=invoice, tipoObjeto="notafiscal")
    assert (read["idObjeto"], read["formaEnvio"]) == (invoice, "C")
    assert read["identificacao"] == f"Nota fiscal {int(made['numero']):06}"


def test_what_was_cancelled_is_not_released(account, refused):
    order = account.order()
    account.answer("pedido.alterar.situacao", id=order, situacao="cancelado")

    answer = account.call("expedicao.liberar.objetos", idObjetos=order, tipoObjetos="venda")

    assert refused(answer, 31, 2) == ["Pedido 4711: o que foi cancelado não vai para a expedição"]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"idObjetos": "1", "tipoObjetos": "venda"}, 32),
        ({"idObjetos": "1", "tipoObjetos": "notafiscal"}, 32),
        ({"idObjetos": "1", "tipoObjetos": "caixa"}, 31),
        ({"idObjetos": "1;2", "tipoObjetos": "venda"}, 31),
        ({"tipoObjetos": "venda"}, 10),
        ({"idObjetos": "1"}, 10),
    ],
)
def test_a_bad_release_is_refused(account, refused, sent, code):
    refused(account.call("expedicao.liberar.objetos", **sent), code, 2)


def test_a_release_with_a_bad_object_releases_none(account, expedition, refused):
    order = account.order()

    refused(account.call("expedicao.liberar.objetos", idObjetos=f"{order},1", tipoObjetos="venda"), 32, 2)

    assert account.view("lista_de_expedicoes") == []


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 17)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_ids_are_numbers_in_a_search_and_text_in_a_reading(account, expedition, method):
    number = expedition.released()

    found = expedition.answer("expedicao.pesquisa", method=method, formaEnvio="c")
    read = expedition.answer("expedicao.obter", method=method, idExpedicao=number)

    row = found["expedicoes"][0]["expedicao"]
    assert (found["status_processamento"], read["status_processamento"]) == (3, "3")
    assert (row["id"], row["idAgrupamento"]) == (int(number), 0)
    assert read["expedicao"]["id"] == number
    assert row | {name: str(row[name]) for name in ("id", "idObjeto", "idAgrupamento")} == read["expedicao"]


def test_a_search_is_of_one_shipping_method(account, expedition, refused):
    posted, carried = expedition.released(), expedition.released(forma_envio="T", nome_transportador="Expresso")

    assert expedition.found() == [posted]
    assert expedition.found(formaEnvio="t") == [carried]
    refused(account.call("expedicao.pesquisa", formaEnvio="M"), 20, 2)


@pytest.mark.parametrize(("sent", "code"), [({}, 10), ({"formaEnvio": "Z"}, 31)])
def test_a_search_needs_a_shipping_method(account, refused, sent, code):
    refused(account.call("expedicao.pesquisa", **sent), code, 2)


def test_those_without_a_shipping_method_come_when_asked_for(expedition):
    posted, undefined = expedition.released(), expedition.released(forma_envio="")

    assert expedition.found() == [posted]
    assert expedition.found(incluirNaoDefinidas="S") == [posted, undefined]
    assert expedition.found(incluirNaoDefinidas="N") == [posted]


def test_those_in_a_grouping_come_when_asked_for(expedition):
    grouped, free = expedition.released(), expedition.released()
    expedition.grouped(grouped)

    assert expedition.found() == [free]
    assert expedition.found(incluirAgrupadas="s") == [grouped, free]


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        ({"dataInicial": "02/03/2026", "dataFinal": "02/03/2026"}, True),
        ({"dataInicial": "03/03/2026"}, False),
        ({"dataFinal": "01/03/2026"}, False),
        ({"dataFinal": "02/03/2026"}, True),
    ],
)
def test_days_are_those_of_issue(account, expedition, refused, dates, found):
    number = expedition.released(data_pedido=SAME_DAY)

    if found:
        assert expedition.found(**dates) == [number]
    else:
        refused(account.call("expedicao.pesquisa", formaEnvio="C", **dates), 20, 2)


def test_a_bad_day_is_refused(account, refused):
    refused(account.call("expedicao.pesquisa", formaEnvio="C", dataInicial="2026-03-02"), 31, 2)


@pytest.mark.fact("tiny-api2", 16)
def test_a_page_past_the_end_does_not_exist(account, expedition, refused):
    expedition.released()

    refused(account.call("expedicao.pesquisa", formaEnvio="C", pagina="2"), 23, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    ("which", "code"),
    [
        ({}, 10),
        ({"idExpedicao": "1"}, 32),
        ({"idExpedicao": "x"}, 32),
        ({"idObjeto": "1"}, 10),
        ({"idObjeto": "1", "tipoObjeto": "venda"}, 32),
    ],
)
def test_an_unknown_expedition_is_not_found(account, refused, which, code):
    refused(account.call("expedicao.obter", **which), code, "2")


def test_what_an_alteration_leaves_out_stays(expedition):
    number = expedition.released()
    expedition.alter(number, qtdVolumes=2, pesoBruto="1.5", embalagem={"tipo": 2, "altura": 10})

    expedition.alter(number, codigoRastreamento="PN438172058BR", embalagem={"largura": "7.5"})

    read = expedition.read(idExpedicao=number)
    assert (read["qtdVolumes"], read["pesoBruto"], read["codigoRastreamento"]) == (2, "1.500", "PN438172058BR")
    assert read["embalagem"] == {"tipo": "2", "altura": "10", "largura": "7.5", "comprimento": "0", "diametro": "0"}


@pytest.mark.fact("tiny-api2", 3)
def test_an_alteration_may_come_as_xml(expedition):
    number = expedition.released()
    document = f"<expedicao><id>{number}</id><urlRastreamento>{escape('https://r.example/?a=1&b=2')}</urlRastreamento>"

    expedition.done("expedicao.alterar", expedicao=f"{document}</expedicao>")

    assert expedition.read(idExpedicao=number)["urlRastreamento"] == "https://r.example/?a=1&b=2"


def test_a_freight_form_is_named_by_id_or_by_description(account, expedition):
    number = expedition.released()
    pac = next(form for form in account.view("formas_de_envio") if form["nome"] == "Correios")
    read = account.answer("formas.envio.obter", idFormaEnvio=str(pac["id"]))["forma_envio"]["formas_frete"][0]

    expedition.alter(number, formaFrete={"id": read["id"]})
    assert expedition.read(idExpedicao=number)["formaFrete"] == {"id": read["id"], "descricao": "PAC"}

    expedition.alter(number, formaFrete={"descricao": "Malote"})
    assert expedition.read(idExpedicao=number)["formaFrete"] == {"id": "0", "descricao": "Malote"}


def test_another_shipping_method_forgets_the_freight_form(expedition):
    number = expedition.released()

    expedition.alter(number, formaEnvio="t", transportadora={"nome": "Expresso"})

    read = expedition.read(idExpedicao=number)
    assert (read["formaEnvio"], read["formaFrete"]["descricao"]) == ("T", "")
    assert read["transportadora"] == {"id": "0", "nome": "Expresso"}


def test_the_shipping_method_does_not_change_in_a_grouping(account, expedition, refused):
    number = expedition.released()
    grouping = expedition.grouped(number)
    document = json.dumps({"expedicao": {"id": number, "formaEnvio": "T"}})

    texts = refused(account.call("expedicao.alterar", expedicao=document), 31, 2)

    assert texts == [f"A forma de envio não muda no agrupamento {grouping}"]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"formaEnvio": "Z"}, "A forma de envio é inválida"),
        ({"qtdVolumes": "dois"}, "O valor do campo qtdVolumes é inválido"),
        ({"pesoBruto": -1}, "O valor do campo pesoBruto não pode ser negativo"),
        ({"possuiAR": "talvez"}, "O valor do campo possuiAR é inválido"),
        ({"embalagem": {"tipo": "9"}}, "O valor do campo tipo da embalagem é inválido"),
        ({"embalagem": {"altura": "-2"}}, "O valor do campo altura não pode ser negativo"),
        ({"embalagem": "caixa"}, "O valor do campo embalagem é inválido"),
        ({"formaFrete": {"id": 1}}, "Forma de frete não localizada"),
        ({"transportadora": {"id": 1}}, "Transportadora não localizada"),
    ],
)
def test_a_bad_alteration_changes_nothing(account, expedition, refused, fields, text):
    number = expedition.released()
    before = expedition.read(idExpedicao=number)
    document = json.dumps({"expedicao": {"id": number, "urlRastreamento": "https://r.example", **fields}})

    assert refused(account.call("expedicao.alterar", expedicao=document), 31, 2) == [text]
    assert expedition.read(idExpedicao=number) == before


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    ("document", "code"),
    [
        (None, 10),
        ("{", 3),
        ('{"objeto": {"id": 1}}', 3),
        ('{"expedicao": {}}', 31),
        ('{"expedicao": {"id": 1}}', 32),
        ('{"expedicao": {"id": "x"}}', 32),
    ],
)
def test_a_document_that_names_no_expedition_is_refused(account, refused, document, code):
    answer = account.call("expedicao.alterar", expedicao=document)

    refused(answer, code, 1 if code == 3 else 2)
