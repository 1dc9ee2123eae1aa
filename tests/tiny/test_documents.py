import json
from xml.sax.saxutils import escape

import pytest

RECORD = {
    "sequencia": 1,
    "nome": "Copo & <taça>",
    "codigo": "COP-1",
    "unidade": "UN",
    "preco": 49.9,
    "origem": "0",
    "situacao": "A",
    "tipo": "P",
    "descricao_complementar": "<p>Até 300 °C</p>",
}
XML_RECORD = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in RECORD.items())


@pytest.fixture
def include(account):
    """Sends the text of a document to produto.incluir."""
    return lambda text: account.call("produto.incluir.php", produto=text)


@pytest.mark.fact("tiny-api2", 3)
@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"produtos": [{"produto": RECORD}]}),
        f"<produtos><produto>{XML_RECORD}</produto></produtos>",
        f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<produtos>\n<produto>{XML_RECORD}</produto>\n</produtos>\n',
        f"  \n<produto>{XML_RECORD}</produto>",
    ],
    ids=["json", "xml", "xml with prolog", "xml of a single record"],
)
def test_a_document_is_read_as_json_or_xml_by_its_text(account, include, text):
    answer = include(text).json()["retorno"]

    shown = account.read(answer["registros"][0]["registro"]["id"])
    assert {name: shown[name] for name in RECORD if name != "sequencia"} == {
        name: value for name, value in RECORD.items() if name != "sequencia"
    }


@pytest.mark.fact("tiny-api2", 3)
def test_lists_and_groups_of_xml_are_those_of_json(account, include):
    number = account.integrate()
    parts = (
        "<seo><slug>copo</slug></seo>"
        "<imagens_externas><imagem_externa><url>https://img.example/1.jpg</url></imagem_externa></imagens_externas>"
        "<kit><item><id_produto>7</id_produto><quantidade>2</quantidade></item></kit>"
        "<variacoes><variacao><codigo>COP-P</codigo><preco>5.5</preco><grade><Tamanho>P</Tamanho></grade>"
        f"<mapeamentos><mapeamento><idEcommerce>{number}</idEcommerce><skuMapeamento>S-P</skuMapeamento></mapeamento>"
        "</mapeamentos></variacao></variacoes>"
    )
    text = f"<produtos><produto>{XML_RECORD}{parts}</produto></produtos>"

    answer = account.call("produto.incluir", produto=text, partner=True).json()["retorno"]

    shown = account.read(answer["registros"][0]["registro"]["id"])
    (row,) = shown["variacoes"]
    assert shown["slug"] == "copo"
    assert shown["imagens_externas"] == [{"imagem_externa": {"url": "https://img.example/1.jpg"}}]
    assert shown["kit"] == [{"item": {"id_produto": "7", "quantidade": 2}}]
    assert (row["variacao"]["codigo"], row["variacao"]["grade"]) == ("COP-P", {"Tamanho": "P"})
    assert row["variacao"]["mapeamentos"][0]["mapeamento"]["skuMapeamento"] == "S-P"


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        "null",
        "texto",
        '"texto"',
        '{"produtos": [{"produto": {"nome": "x",}}]}',
        "{'produtos': []}",
        '{"produto": {"preco": NaN}}',
        '{"produto": {"preco": -Infinity}}',
        '{"produto": {"nome": "\\ud800"}}',
        '{"produto": {"nome": "a\\u0000b"}}',
        '{"produto": {"preco": ' + "9" * 5000 + "}}",
        "[" * 100_000,
        '{"produto": {"x": ' + "[" * 300 + "]" * 300 + "}}",
        "<produtos><produto>",
        "<produto>" * 5000 + "</produto>" * 5000,
        "<produto><nome>&nada;</nome></produto>",
        "<produto><nome>a</nome></produto><produto/>",
    ],
    ids=lambda text: text[:24],
)
def test_a_malformed_document_is_refused(account, include, refused, text):
    assert refused(include(text), 3, 1) == ["ERRO JSON mal formado ou inválido"]
    assert account.view("lista_de_produtos") == []


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize("service", ["produto.incluir.php", "produto.alterar.php"])
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{"produtos": []}',
        '{"produtos": {}}',
        '{"produtos": "x"}',
        '{"produtos": [{"nome": "x"}]}',
        '{"produtos": [{"produto": []}]}',
        '{"produtos": [{"produto": {}}, {"product": {}}]}',
        '{"product": {"nome": "x"}}',
        '{"contatos": [{"contato": {}}]}',
        "<contatos><contato/></contatos>",
        "<produtos/>",
    ],
)
def test_a_wrong_wrapper_is_refused(account, refused, service, text):
    assert refused(account.call(service, produto=text), 3, 1) == ["ERRO JSON mal formado ou inválido"]


DTDS = {
    "entities that grow": "<!DOCTYPE p ["
    + "".join(f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "x"}{"x" * 9}">' for n in range(9))
    + "]><produto><nome>&e8;</nome></produto>",
    "a file of the server": '<!DOCTYPE p [<!ENTITY f SYSTEM "file:///etc/passwd">]><produto><nome>&f;</nome></produto>',
    "nothing but its name": '<?xml version="1.0"?><!-- x --><!DOCTYPE produto><produto/>',
}


@pytest.mark.parametrize("text", DTDS.values(), ids=DTDS)
def test_a_document_type_declaration_is_refused(account, include, refused, text):
    refused(include(text), 3, 1)
    (exchange,) = account.world.journal(operation="produto.incluir")
    assert exchange["hint"].endswith("DTD recusada")


def test_text_that_speaks_of_a_document_type_is_text(account, include):
    text = f"<produto>{XML_RECORD}<obs><![CDATA[<!DOCTYPE html>]]></obs></produto>"

    (written,) = include(text).json()["retorno"]["registros"]

    assert account.read(written["registro"]["id"])["obs"] == "<!DOCTYPE html>"


@pytest.mark.parametrize("service", ["produto.incluir", "produto.alterar"])
@pytest.mark.parametrize("text", [None, "", "  "])
def test_a_missing_document_is_a_parameter_not_informed(account, refused, service, text):
    assert refused(account.call(service, produto=text), 10, 2) == ["O parâmetro produto deve ser informado"]


def test_the_journal_tells_what_to_mend(account, include):
    include('{"product": {}}')

    (exchange,) = account.world.journal(operation="produto.incluir")
    assert exchange["hint"] == 'o parâmetro produto deve ser {"produtos":[{"produto":{…}}]}'


def test_a_document_of_a_megabyte_is_read(account):
    text = "x" * 1_000_000

    id_produto = account.include(descricao_complementar=text)

    assert account.read(id_produto)["descricao_complementar"] == text
