"""Every client reads the catalogue as the documents have it, whichever way it sends its parameters."""

import pytest

WAYS = {
    "by_curl.py": ["form", "untyped", "multipart", "files", "chunked", "waiting", "compressed", "old", "query", "get"],
    "by_requests.py": ["form", "untyped", "multipart", "files", "chunked", "query", "get"],
    "by_urllib.py": ["form", "escaped", "chunked", "query", "get"],
    "stream.php": ["form", "old", "query", "get"],
    "extension.php": ["form", "untyped", "multipart", "chunked", "waiting", "old", "query", "get"],
    "fetch.mjs": ["form", "untyped", "multipart", "files", "chunked", "query", "get"],
}
CASES = [(client, way) for client, ways in WAYS.items() for way in ways]


def reads(ids, name):
    """Services, parameters, and what the documents say of the answer."""
    product, text = {"id": ids["product"]}, ids["product"]
    head = {"id": text, "nome": name, "codigo": "AGUA-1"}
    exception = {"id_lista_preco": int(ids["list"]), "id_produto": int(text), "preco": 8.5}
    return [
        ("info.php", {}, {"status_processamento": 3, "conta": {}}),
        (
            "produtos.pesquisa.php",
            {"pesquisa": name[5:]},
            {"status_processamento": 3, "produtos": [{"produto": head}]},
        ),
        ("produto.obter", product, {"status_processamento": "3", "produto": head}),
        ("produto.obter.estoque.php", product, {"status_processamento": "3", "produto": {**head, "saldo": 7}}),
        ("produto.obter.estrutura.php", product, {"status_processamento": "3", "produto": {**head, "estrutura": []}}),
        ("produto.obter.tags", product, {"produto": {"tags": [{"tag": {"nome_tag": "Promoção"}}]}}),
        ("tag.pesquisa.php", {"pesquisa": "moçã"}, {"registros": [{"registro": {"grupo": "Campanhas"}}]}),
        ("grupo.tag.pesquisa", {}, {"registros": [{"registro": {"nome": "Campanhas"}}]}),
        ("listas.precos.pesquisa", {}, {"registros": [{"registro": {"acrescimo_desconto": -10}}]}),
        ("listas.precos.excecoes.php", {"idListaPreco": ids["list"]}, {"registros": [{"registro": exception}]}),
        ("produtos.categorias.arvore.php", {}, [{"descricao": "Bebidas", "nodes": [{"descricao": "Águas"}]}]),
    ]


def holds(said, seen):
    """Whether an answer has at least what is said of it, in the very types."""
    if isinstance(said, dict):
        return isinstance(seen, dict) and all(name in seen and holds(said[name], seen[name]) for name in said)
    if isinstance(said, list):
        return isinstance(seen, list) and len(said) == len(seen) and all(map(holds, said, seen))
    return type(said) is type(seen) and said == seen


@pytest.mark.fact("tiny-api2", 1, 2)
@pytest.mark.parametrize(("client", "way"), CASES)
def test_the_catalogue_reads_as_documented(judge, shop, name, client, way):
    asked = reads(shop.ids, name)

    seen = judge(client).retornos(*((way, service, fields) for service, fields, _ in asked))

    wrong = [
        (service, answer)
        for (service, _, said), answer in zip(asked, seen, strict=True)
        if not holds(said, answer) or (isinstance(answer, dict) and answer["status"] != "OK")
    ]
    assert wrong == []


@pytest.mark.fact("tiny-api2", 1, 27)
@pytest.mark.parametrize("client", WAYS)
@pytest.mark.parametrize("service", ["lista.atualizacoes.produtos", "lista.atualizacoes.estoque.php"])
def test_a_queue_is_drained_by_whoever_reads_it(judge, shop, client, service):
    today = {"dataAlteracao": shop.world.now().strftime("%d/%m/%Y")}

    first, second = judge(client).retornos(("form", service, today), ("get", service, today))

    assert [row["produto"]["codigo"] for row in first["produtos"]] == ["AGUA-1"]
    assert second["codigo_erro"] == 20


@pytest.mark.fact("tiny-api2", 5)
@pytest.mark.parametrize("client", WAYS)
def test_json_is_asked_for_in_any_case(judge, client):
    calls = [("form", "info.php", {"formato": formato}) for formato in ("JSON", "json", "Json")]

    assert [retorno["status"] for retorno in judge(client).retornos(*calls)] == ["OK"] * 3


@pytest.mark.fact("tiny-api2", 6)
@pytest.mark.parametrize("client", WAYS)
def test_the_limit_comes_with_refusals_too(judge, client):
    answers = judge(client)(("form", "info.php"), ("get", "produto.obter", {"id": "9"}), ("query", "produto.incluir"))

    assert [(answer["status"], answer["headers"]["x-limit-api"]) for answer in answers] == [(200, "60")] * 3
    assert [answer["data"]["retorno"].get("codigo_erro") for answer in answers] == [None, "32", 10]


@pytest.mark.fact("tiny-api2", 4)
@pytest.mark.parametrize("client", WAYS)
def test_an_unknown_service_is_text(judge, client):
    (answer,) = judge(client)(("form", "produtos.nada.php"))

    assert (answer["status"], answer["text"]) == (404, "File not found.\n")
    assert answer["headers"]["content-type"].startswith("text/plain")
