"""Every client takes an order through its life: client, order, invoice, expedition."""

from xml.sax.saxutils import escape

import pytest

WAYS = {
    "by_curl.py": ["form", "query", "untyped", "multipart", "chunked"],
    "by_requests.py": ["form", "query", "untyped", "multipart", "chunked"],
    "by_urllib.py": ["form", "query", "escaped", "chunked"],
    "stream.php": ["form", "query", "old"],
    "extension.php": ["form", "query", "untyped", "multipart", "chunked"],
    "fetch.mjs": ["form", "query", "untyped", "multipart", "chunked"],
}
PARSERS = ["by_urllib.py", "stream.php"]
ITEM = {"codigo": "AGUA-1", "descricao": "Água", "unidade": "UN", "quantidade": "2", "valor_unitario": "10.50"}
ADDRESS = {"endereco": "Rua das Flores", "numero": "10", "bairro": "Centro", "cep": "01310-100"}
CITY = {"cidade": "São Paulo", "uf": "SP"}


def client_of(name):
    return {"codigo": "C-1", "nome": name, "tipo_pessoa": "F", "cpf_cnpj": "529.982.247-25", **ADDRESS, **CITY}


def order(name):
    """The order as a document of JSON."""
    return {"pedido": {"cliente": client_of(name), "itens": [{"item": ITEM}], "forma_envio": "C"}}


def tags(value):
    """The same in XML."""
    if isinstance(value, list):
        return "".join(map(tags, value))
    if isinstance(value, dict):
        return "".join(f"<{inner}>{tags(held)}</{inner}>" for inner, held in value.items())
    return escape(value)


def included(send, name):
    """Includes an order and gives its id."""
    (made,) = send.retornos(("form", "pedido.incluir.php", {"pedido": order(name)}))
    return made["registros"]["registro"]["id"]


def texts(tree, wanted):
    """What stands in the elements of a name, whatever their namespace."""
    name, held = tree
    inner = [text for child in held for text in texts(child, wanted)] if isinstance(held, list) else []
    return [held] if name.rpartition("}")[2] == wanted else inner


@pytest.mark.fact("tiny-api2", 2, 3, 13)
@pytest.mark.parametrize("client", WAYS)
def test_an_order_is_taken_every_way(judge, shop, name, client):
    send, documents = judge(client), (order(name), tags(order(name)))
    calls = [(way, "pedido.incluir.php", {"pedido": document}) for way in WAYS[client] for document in documents]

    records = [made["registros"]["registro"] for made in send.retornos(*calls)]
    found, *read = send.retornos(
        ("query", "pedidos.pesquisa.php", {"cliente": name}),
        *(("form", "pedido.obter", {"id": record["id"]}) for record in records),
    )

    assert [record["status"] for record in records] == ["OK"] * len(calls)
    assert sorted(str(row["pedido"]["id"]) for row in found["pedidos"]) == sorted(record["id"] for record in records)
    assert [answer["pedido"]["cliente"]["nome"] for answer in read] == [name] * len(calls)
    assert [answer["pedido"]["itens"][0]["item"]["descricao"] for answer in read] == ["Água"] * len(calls)


@pytest.mark.parametrize("client", PARSERS)
def test_an_order_reads_the_same_in_xml(parser, shop, name, client):
    send = parser(client)
    number = included(send, name)

    (answer,) = send(("get", "pedido.obter.php", {"id": number}), formato="xml")

    assert texts(answer["data"], "status") == ["OK"]
    assert texts(answer["data"], "descricao") == ["Água"]
    assert name in texts(answer["data"], "nome")


@pytest.mark.parametrize("client", WAYS)
def test_an_order_of_a_known_client_goes_out(judge, shop, name, client):
    send = judge(client)
    document = {"contatos": [{"contato": {"sequencia": 1, "situacao": "A", **client_of(name)}}]}
    (known,) = send.retornos(("form", "contato.incluir.php", {"contato": document}))
    number = included(send, name)

    changed, approved, released, found, clients, read = send.retornos(
        ("json", "pedido.alterar.php", {"id": number}, {"dados_pedido": {"obs": name}}),
        ("query", "pedido.alterar.situacao", {"id": number, "situacao": "aprovado"}),
        ("form", "expedicao.liberar.objetos", {"idObjetos": number, "tipoObjetos": "venda"}),
        ("get", "expedicao.pesquisa.php", {"formaEnvio": "C"}),
        ("get", "contatos.pesquisa.php", {"pesquisa": name}),
        ("get", "pedido.obter.php", {"id": number}),
    )

    (contact,) = known["registros"]
    assert [str(row["contato"]["id"]) for row in clients["contatos"]] == [contact["registro"]["id"]]
    assert [answer["status"] for answer in (changed, approved, released)] == ["OK"] * 3
    assert [str(row["expedicao"]["idObjeto"]) for row in found["expedicoes"]] == [number]
    assert (read["pedido"]["obs"], read["pedido"]["situacao"]) == (name, "Aprovado")


@pytest.mark.parametrize("client", WAYS)
def test_an_order_is_invoiced(judge, shop, name, client):
    shop.world.act("tiny", "conferir_notas_na_sefaz", conferir="não")
    send = judge(client)
    (made,) = send.retornos(("form", "gerar.nota.fiscal.pedido.php", {"id": included(send, name), "modelo": "NFe"}))
    number = {"id": made["registros"]["registro"]["idNotaFiscal"]}

    issued, answer = send(("query", "nota.fiscal.emitir", number), ("get", "nota.fiscal.obter.xml.php", number))

    key = issued["data"]["retorno"]["nota_fiscal"]["chave_acesso"]
    assert (len(key), key.isdigit()) == (44, True)
    assert answer["headers"]["content-type"].startswith("text/xml")
    assert f"<chNFe>{key}</chNFe>" in answer["text"]


@pytest.mark.parametrize("client", PARSERS)
def test_an_invoice_is_a_tree_with_its_key(parser, shop, name, client):
    shop.world.act("tiny", "conferir_notas_na_sefaz", conferir="não")
    send = parser(client)
    (made,) = send.retornos(("form", "gerar.nota.fiscal.pedido", {"id": included(send, name)}))
    number = {"id": made["registros"]["registro"]["idNotaFiscal"]}

    issued, answer = send(("form", "nota.fiscal.emitir.php", number), ("form", "nota.fiscal.obter.xml", number))

    assert texts(answer["data"], "chNFe") == [issued["data"]["retorno"]["nota_fiscal"]["chave_acesso"]]
