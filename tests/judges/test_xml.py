"""XML both ways, as the programs of the days of `formato=XML` send and read it."""

import pytest

CLIENTS = ["by_curl.py", "by_requests.py", "by_urllib.py", "stream.php", "extension.php", "fetch.mjs"]
PARSERS = ["by_urllib.py", "stream.php"]
SERVICES = [
    ("info.php", {}),
    ("produtos.pesquisa.php", {}),
    ("produto.obter.php", {"id": "product"}),
    ("produto.obter.estoque.php", {"id": "product"}),
    ("produto.obter.tags", {"id": "product"}),
    ("tag.pesquisa.php", {}),
    ("listas.precos.pesquisa.php", {}),
    ("produto.obter.php", {"id": "9"}),
    ("produto.incluir.php", {}),
]
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'
OF_OLD = '<?xml version="1.0" encoding="ISO-8859-1"?>'
"""What the program says of itself; the text of a parameter is UTF-8 all the same."""
RECORD = (
    "<produto><sequencia>5</sequencia><nome>Copo &amp; <![CDATA[taça <fina>]]></nome><codigo>XML-1</codigo>"
    "<unidade>UN</unidade><preco>1.5</preco><origem>0</origem><situacao>A</situacao><tipo>P</tipo></produto>"
)


def twin(name, value):
    """The tree that says what a JSON value says: names, and texts or further trees."""
    if isinstance(value, dict):
        return [name, [twin(inner, held) for inner, held in value.items()] or None]
    if isinstance(value, list):
        return [name, [twin(inner, held) for item in value for inner, held in item.items()] or None]
    return [name, None if value in ("", None) else plain(str(value))]


def plain(held):
    """Numbers by their value: each language has its own way to write 0.0."""
    if isinstance(held, list):
        return [plain(item) for item in held]
    try:
        return float(held)
    except (TypeError, ValueError):
        return held


@pytest.mark.fact("tiny-api2", 5)
@pytest.mark.parametrize(("service", "fields"), SERVICES)
@pytest.mark.parametrize("client", PARSERS)
def test_the_tree_says_what_the_json_says(parser, shop, client, service, fields):
    send = parser(client)
    sent = {name: shop.ids.get(value, value) for name, value in fields.items()}

    (said,), (answer,) = send(("get", service, sent)), send(("form", service, sent), formato=None)

    assert answer["headers"]["content-type"] == "text/xml; charset=utf-8"
    assert answer["text"].startswith(f"{PROLOG}<retorno>")
    assert plain(answer["data"]) == twin("retorno", said["data"]["retorno"])


@pytest.mark.fact("tiny-api2", 5)
@pytest.mark.parametrize("client", CLIENTS)
def test_without_formato_the_answer_is_xml(judge, shop, name, client):
    number = {"id": shop.ids["product"]}
    calls = [("query", "produto.obter", number | extra) for extra in ({}, {"formato": ""}, {"formato": "XML"})]

    for answer in judge(client)(*calls, formato=None):
        assert answer["headers"]["content-type"].startswith("text/xml")
        assert answer["text"].startswith(f"{PROLOG}<retorno><status_processamento>3</status_processamento>")
        assert f"<nome>{name.replace('&', '&amp;')}</nome>" in answer["text"]


@pytest.mark.fact("tiny-api2", 3)
@pytest.mark.parametrize("client", CLIENTS)
def test_a_document_may_be_xml(judge, client):
    documents = [f"{prolog}<produtos>{RECORD}</produtos>" for prolog in ("", PROLOG, f"\n{PROLOG}\n", OF_OLD)]

    *made, read = judge(client).retornos(
        *(("form", "produto.incluir.php", {"produto": document}) for document in documents),
        ("get", "produtos.pesquisa", {"pesquisa": "XML-1"}),
    )

    records = [answer["registros"][0]["registro"] for answer in made]
    assert [(record["sequencia"], record["status"]) for record in records] == [("5", "OK")] * len(documents)
    assert [row["produto"]["nome"] for row in read["produtos"]] == ["Copo & taça <fina>"] * len(documents)


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize("client", CLIENTS)
def test_a_spoilt_document_is_code_3(judge, client):
    spoilt = [RECORD[:-3], f"<!DOCTYPE a>{RECORD}", RECORD, "<", '{"produtos":', "produto", "[]"]

    answers = judge(client).retornos(*(("form", "produto.incluir.php", {"produto": text}) for text in spoilt))

    assert [(answer["codigo_erro"], answer["status_processamento"]) for answer in answers[:2]] == [(3, 1)] * 2
    assert [answer["codigo_erro"] for answer in answers[3:]] == [3] * 4
