import json
from xml.etree import ElementTree

import pytest

PROLOG = '<?xml version="1.0" encoding="UTF-8"?>'


@pytest.mark.fact("tiny-api2", 5)
@pytest.mark.parametrize("formato", [None, "", "xml", "XML"])
def test_without_formato_the_answer_is_xml(account, formato):
    answer = account.call("info.php", formato=formato)

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.text.startswith(f"{PROLOG}<retorno><status_processamento>3</status_processamento>")
    assert answer.text.endswith("</retorno>")


@pytest.mark.fact("tiny-api2", 5)
@pytest.mark.parametrize("formato", ["json", "JSON", "Json"])
def test_with_formato_json_the_answer_is_json(account, formato):
    answer = account.call("info.php", formato=formato)

    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.json()["retorno"]["status"] == "OK"


@pytest.mark.fact("tiny-api2", 5)
def test_lists_are_repeated_wrapped_elements(account):
    account.include(codigo="A-1")
    account.include(codigo="A-2")

    root = ElementTree.fromstring(account.call("produtos.pesquisa", formato=None).content)

    assert [child.tag for child in root.find("produtos")] == ["produto", "produto"]
    assert [found.text for found in root.iterfind("produtos/produto/codigo")] == ["A-1", "A-2"]


@pytest.mark.fact("tiny-api2", 5)
def test_a_refusal_in_xml_is_as_recorded(account):
    account.world.set_limits("enforce")
    for _ in range(60):
        account.call("info")

    assert account.call("info", formato=None).text == (
        f"{PROLOG}<retorno><status_processamento>1</status_processamento><status>Erro</status>"
        "<codigo_erro>6</codigo_erro><erros><erro>API Bloqueada - Excedido o número de acessos a API, "
        "aguarde alguns minutos e tente novamente</erro></erros></retorno>"
    )


@pytest.mark.parametrize("parameters", [{"token": ""}, {"token": "x"}, {"id": "9"}, {}])
def test_a_refusal_says_the_same_in_both_forms(account, xml_twin, parameters):
    answers = [account.call("produto.obter", **{"formato": form, **parameters}) for form in ("json", "xml")]

    xml_twin(ElementTree.fromstring(answers[1].content), answers[0].json()["retorno"])


def test_text_is_escaped(account, xml_twin):
    name = 'Copo <b>"&amp;"</b> ]]> \r\n\t \x01 fim'
    id_produto = account.include(nome=name, variacoes=[{"variacao": {"codigo": "&", "grade": {"Cor": "<>"}}}])

    shown = ElementTree.fromstring(account.call("produto.obter", id=id_produto, formato=None).content)

    assert shown.findtext("produto/nome") == name.replace("\x01", "")
    assert shown.findtext("produto/variacoes/variacao/grade/Cor") == "<>"


@pytest.mark.parametrize(
    ("attribute", "element"),
    [("Cor da peça", "Cor_da_peça"), ("110V", "_110V"), ("a:b", "a_b"), ("<x>", "__x_"), ("", "_"), ("²", "__")],
)
def test_an_attribute_of_any_name_keeps_the_answer_well_formed(account, attribute, element):
    id_produto = account.include(variacoes=[{"variacao": {"codigo": "V", "grade": {attribute: "Azul"}}}])

    shown = ElementTree.fromstring(account.call("produto.obter", id=id_produto, formato=None).content)

    assert shown.findtext(f"produto/variacoes/variacao/grade/{element}") == "Azul"


@pytest.mark.parametrize(("price", "text"), [(0.0000001, "0.0000001"), (1e12, "1000000000000"), (49.9, "49.9")])
def test_numbers_are_written_without_exponent(account, price, text):
    id_produto = account.include(preco=price)

    shown = ElementTree.fromstring(account.call("produto.obter", id=id_produto, formato=None).content)

    assert shown.findtext("produto/preco") == text


def test_json_escapes_what_is_not_ascii(account):
    id_produto = account.include(nome="Água")

    answer = account.call("produto.obter", id=id_produto)

    assert rb"\u00c1gua" in answer.content
    assert json.loads(answer.content)["retorno"]["produto"]["nome"] == "Água"
