"""Every client writes the catalogue with the documents that its own language makes."""

import pytest

CASES = [
    *(("by_curl.py", way) for way in ("form", "untyped", "multipart", "files", "chunked", "waiting", "query", "old")),
    *(("by_requests.py", way) for way in ("form", "untyped", "multipart", "files", "chunked", "query")),
    *(("by_urllib.py", way) for way in ("form", "escaped", "chunked", "query")),
    *(("stream.php", way) for way in ("form", "old", "query")),
    *(("extension.php", way) for way in ("form", "untyped", "multipart", "chunked", "waiting", "query")),
    *(("fetch.mjs", way) for way in ("form", "untyped", "multipart", "files", "chunked", "query")),
]
CLIENTS = list(dict.fromkeys(client for client, _ in CASES))
LARGE = [
    *(("by_curl.py", way) for way in ("waiting", "chunked", "multipart")),
    *(("by_requests.py", way) for way in ("form", "chunked", "multipart")),
    *(("extension.php", way) for way in ("waiting", "chunked", "multipart")),
    *(("fetch.mjs", way) for way in ("form", "chunked", "multipart")),
    ("by_urllib.py", "chunked"),
    ("stream.php", "form"),
]


def product(**fields):
    common = {"sequencia": 1, "unidade": "UN", "preco": "1.5", "origem": "0", "situacao": "A", "tipo": "P"}
    return {"produto": {"produtos": [{"produto": common | fields}]}}


def registro(retorno):
    (only,) = retorno["registros"]
    return only["registro"]


@pytest.mark.fact("tiny-api2", 2, 22)
@pytest.mark.parametrize(("client", "way"), CASES)
def test_what_is_written_reads_back(judge, shop, name, client, way):
    send = judge(client)
    html = f"<p class='a'>{name}</p>\r\n\t<br/>\\ \"%41\" a=b&c;d"

    (made,) = send.retornos(
        (way, "produto.incluir.php", product(codigo="NOVO", nome=name, descricao_complementar=html))
    )
    (read,) = send.retornos((way, "produto.obter.php", {"id": registro(made)["id"]}))

    assert (made["status_processamento"], registro(made)["sequencia"], registro(made)["status"]) == (3, "1", "OK")
    assert (read["produto"]["nome"], read["produto"]["descricao_complementar"]) == (name, html)


@pytest.mark.parametrize(("client", "way"), CASES)
def test_every_kind_of_writing_is_taken(judge, shop, name, client, way):
    send, number = judge(client), shop.ids["product"]

    changed, moved, tagged, grouped, read = send.retornos(
        (way, "produto.alterar", product(id=number, nome=f"{name}!", codigo="AGUA-1")),
        (way, "produto.atualizar.estoque.php", {"estoque": {"estoque": {"idProduto": number, "quantidade": "5.5"}}}),
        (way, "tag.incluir.php", {"tag": {"tags": [{"tag": {"sequencia": 1, "nome": name}}]}}),
        (way, "grupo.tag.incluir", {"grupo": {"grupos": [{"grupo": {"sequencia": 1, "nome": name}}]}}),
        (way, "produto.obter", {"id": number}),
    )

    assert [registro(retorno)["status"] for retorno in (changed, tagged, grouped)] == ["OK"] * 3
    assert moved["registros"]["registro"]["saldoEstoque"] == 5.5
    assert read["produto"]["nome"] == f"{name}!"


@pytest.mark.fact("tiny-api2", 2, 26)
@pytest.mark.parametrize("client", CLIENTS)
def test_prices_are_a_body_of_json(judge, shop, client):
    number = int(shop.ids["product"])
    good, bad = {"id": number, "preco": "9.95", "preco_promocional": "8.90"}, {"id": 9, "preco": "1.00"}

    some, none, read = judge(client).retornos(
        ("json", "produto.atualizar.precos.php", {}, {"precos": [good, bad]}),
        ("json", "produto.atualizar.precos", {}, {"precos": [bad]}),
        ("get", "produto.obter.php", {"id": str(number)}),
    )

    assert [row["registro"]["status"] for row in some["registros"]] == ["OK", "Erro"]
    assert (some["status"], none["status"]) == ("Parcial", "Erro")
    assert [float(read["produto"][field]) for field in ("preco", "preco_promocional")] == [9.95, 8.9]


@pytest.mark.fact("tiny-api2", 14)
@pytest.mark.parametrize("client", CLIENTS)
def test_a_batch_of_a_good_and_a_bad_record(judge, shop, client):
    rows = [product(nome="Copo", sequencia=2), product(nome="", sequencia=1)]
    batch = {"produto": {"produtos": [row["produto"]["produtos"][0] for row in rows]}}

    (answer,) = judge(client).retornos(("form", "produto.incluir.php", batch))

    records = {row["registro"]["sequencia"]: row["registro"] for row in answer["registros"]}
    assert answer["status_processamento"] == 4
    assert (records["2"]["status"], records["1"]["codigo_erro"]) == ("OK", "31")


@pytest.mark.parametrize(("client", "way"), LARGE)
def test_a_product_of_two_megabytes(judge, shop, client, way):
    text = "descrição " * 200_000

    (answer,) = judge(client).retornos((way, "produto.incluir", product(nome="Longa", descricao_complementar=text)))

    assert registro(answer)["status"] == "OK"


def test_a_form_that_escapes_nothing(judge, shop):
    document = product(nome="Caneca de ágata", codigo="RAW-1")

    (answer,) = judge("stream.php").retornos(("raw", "produto.incluir.php", document))

    assert registro(answer)["status"] == "OK"
