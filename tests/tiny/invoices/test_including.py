import json
from xml.etree import ElementTree

import pytest


@pytest.mark.fact("tiny-api2", 12)
def test_it_is_created_pendente(invoices):
    answer = invoices.try_include()

    assert answer["status_processamento"] == 3
    record = answer["registros"]["registro"]
    assert (record["sequencia"], record["status"], record["numero"], record["serie"]) == ("1", "OK", "000001", "1")
    read = invoices.read(record["id"])
    assert (read["situacao"], read["descricao_situacao"], read["id_venda"]) == (1, "Pendente", "0")
    assert (read["valor_nota"], read["chave_acesso"]) == ("36.50", "")


@pytest.mark.fact("tiny-api2", 3)
@pytest.mark.parametrize("service", ["nota.fiscal.incluir", "nota.fiscal.consumidor.incluir"])
def test_the_document_may_be_xml(account, invoices, service):
    text = (
        "<nota_fiscal><natureza_operacao>Venda</natureza_operacao><cliente><nome>Ana &amp; Cia</nome></cliente><itens>"
        "<item><descricao>Copo</descricao><unidade>UN</unidade><quantidade>2</quantidade>"
        "<valor_unitario>4.25</valor_unitario></item></itens><parcelas><parcela><dias>7</dias><valor>8.50</valor>"
        "</parcela></parcelas></nota_fiscal>"
    )

    root = ElementTree.fromstring(account.call(service, nota=text, formato="xml").content)

    read = invoices.read(root.findtext("registros/registro/id"))
    assert (read["cliente"]["nome"], read["valor_nota"], read["natureza_operacao"]) == ("Ana & Cia", "8.50", "Venda")
    assert read["parcelas"][0]["parcela"]["data"] == "10/11/2026"


def test_every_field_is_kept(invoices):
    fields = {
        "tipo": "E",
        "natureza_operacao": "Devolução de venda",
        "data_emissao": "02/11/2026",
        "data_entrada_saida": "03/11/2026",
        "hora_entrada_saida": "14:30",
        "finalidade": "4",
        "forma_pagamento": "pix",
        "meio_pagamento": "Banco",
        "transportador": {"nome": "Rápido", "cpf_cnpj": "11222333000181", "cidade": "Santos", "uf": "SP"},
        "placa": "ABC1D23",
        "uf_placa": "SP",
        "frete_por_conta": "D",
        "quantidade_volumes": 2,
        "especie_volumes": "caixa",
        "peso_bruto": "1.5",
        "valor_desconto": 1,
        "valor_frete": 2,
        "valor_seguro": 0.5,
        "valor_despesas": "3.25",
        "numero_pedido_ecommerce": "EC-9",
        "obs": "Cuidado",
    }

    read = invoices.read(invoices.include(**fields))

    assert (read["tipo_nota"], read["finalidade"], read["natureza_operacao"]) == ("E", "4", "Devolução de venda")
    assert (read["data_emissao"], read["data_saida"], read["hora_saida"]) == ("02/11/2026", "03/11/2026", "14:30:00")
    assert (read["forma_pagamento"], read["meio_pagamento"], read["obs"]) == ("pix", "Banco", "Cuidado")
    assert (read["transportador"]["nome"], read["transportador"]["cpf_cnpj"]) == ("Rápido", "11.222.333/0001-81")
    assert (read["placa"], read["quantidade_volumes"], read["especie_volumes"]) == ("ABC1D23", "2", "caixa")
    assert (read["peso_bruto"], read["frete_por_conta"], read["numero_ecommerce"]) == ("1.5", "D", "EC-9")
    assert (read["valor_outras"], read["valor_seguro"], read["valor_nota"]) == ("3.25", "0.50", "41.25")


def test_services_count_apart_and_in_the_whole(invoices, nfe):
    item = {"descricao": "Gravação", "unidade": "UN", "quantidade": 1, "valor_unitario": 30, "tipo": "S"}
    goods = {"descricao": "Copo", "unidade": "UN", "quantidade": 1, "valor_unitario": 12}
    invoice = invoices.include(itens=[{"item": item}, {"item": goods}])
    invoices.issue(invoice)

    read, root = invoices.read(invoice), invoices.xml(invoice)

    assert (read["valor_servicos"], read["valor_produtos"], read["valor_nota"]) == ("30.00", "12.00", "42.00")
    assert (nfe(root, "total/ICMSTot/vProd"), nfe(root, "total/ISSQNtot/vServ")) == ("12.00", "30.00")
    assert nfe(root, "total/ICMSTot/vNF") == "42.00"


def test_a_consumer_invoice_needs_no_customer(invoices, nfe):
    item = {"descricao": "Copo", "unidade": "UN", "quantidade": 1, "valor_unitario": 12}
    answer = invoices.try_include("nota.fiscal.consumidor.incluir", cliente="", itens=[{"item": item}])
    invoice = answer["registros"]["registro"]["id"]
    invoices.issue(invoice)

    root = invoices.xml(invoice)

    assert (nfe(root, "ide/mod"), nfe(root, "dest/xNome"), nfe(root, "total/ICMSTot/vNF")) == ("65", None, "12.00")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"cliente": {}}, "O nome do cliente deve ser informado"),
        ({"itens": []}, "Os itens da nota fiscal devem ser informados"),
        ({"tipo": "X"}, "O valor do campo tipo da nota fiscal é inválido"),
        ({"finalidade": "9"}, "O valor do campo finalidade é inválido"),
        ({"data_emissao": "2026-11-03"}, "A data do campo data_emissao é inválida"),
        ({"data_entrada_saida": "03/11/2026", "hora_entrada_saida": "25:00"}, "A hora de entrada ou saída é inválida"),
        ({"refNFe": "1" * 44}, "A chave de acesso é inválida"),
        ({"valor_desconto": 99}, "O desconto não pode ser maior que o valor da nota fiscal"),
        ({"valor_frete": -1}, "O valor do campo valor_frete não pode ser negativo"),
        ({"quantidade_volumes": "x"}, "O valor do campo quantidade_volumes é inválido"),
        ({"nome_vendedor": "Ninguém"}, "Vendedor não localizado"),
        ({"marcadores": [{"marcador": {"id": 9}}]}, "Marcador não localizado"),
    ],
)
def test_what_is_wrong_is_told_in_the_record(invoices, fields, text):
    answer = invoices.try_include(**fields)

    (row,) = answer["registros"]
    assert (answer["status"], answer["status_processamento"]) == ("Erro", 2)
    assert (row["registro"]["status"], row["registro"]["codigo_erro"]) == ("Erro", "31")
    assert {"erro": text} in row["registro"]["erros"]


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize(
    ("text", "code", "processed"),
    [("{", 3, 1), (json.dumps({"nota": {}}), 3, 1), (json.dumps({"nota_fiscal": 1}), 3, 1), ("<nota_fiscal>", 3, 1)],
)
def test_a_document_that_cannot_be_read_is_refused(account, refused, text, code, processed):
    refused(account.call("nota.fiscal.incluir", nota=text), code, processed)


def test_without_a_document_a_parameter_is_missing(account, refused):
    refused(account.call("nota.fiscal.incluir"), 10, 2)
