from xml.etree import ElementTree

import pytest

from homologa.simulators.control.client import ScreenRefused

TREE = "produtos.categorias.arvore"


@pytest.mark.fact("tiny-api2", 28)
def test_the_tree_is_a_bare_list(account):
    account.include(categoria="Roupas >> Infantil")
    account.include(categoria="Louça")
    account.include(categoria="Roupas >> Adulto")

    roots = account.call(TREE).json()["retorno"]

    assert [root["descricao"] for root in roots] == ["Roupas", "Louça"]
    assert [node["descricao"] for node in roots[0]["nodes"]] == ["Infantil", "Adulto"]
    assert roots[1] == {"id": roots[1]["id"], "descricao": "Louça", "nodes": []}
    assert all(isinstance(root["id"], str) for root in roots)


@pytest.mark.fact("tiny-api2", 28)
def test_an_account_without_categories_has_an_empty_list(account):
    assert account.call(TREE).json() == {"retorno": []}


@pytest.mark.fact("tiny-api2", 28)
def test_a_refusal_of_the_tree_has_the_envelope(account, refused):
    assert refused(account.call(TREE, token="x"), 2, 1) == ["token invalido"]


@pytest.mark.fact("tiny-api2", 5)
def test_the_tree_in_xml_wraps_each_category(account):
    account.act("incluir_categoria", caminho="Roupas >> Infantil")

    root = ElementTree.fromstring(account.call(TREE, formato=None).text)

    assert root.tag == "retorno"
    assert [node.findtext("descricao") for node in root.findall("categoria")] == ["Roupas"]
    assert root.findtext("categoria/nodes/categoria/descricao") == "Infantil"


def test_the_screen_includes_what_is_missing_of_a_path(account):
    account.act("incluir_categoria", caminho="Roupas >> Infantil")
    account.act("incluir_categoria", caminho="Roupas >> Adulto")

    (root,) = account.view("arvore_de_categorias")
    assert [node["descricao"] for node in root["nodes"]] == ["Infantil", "Adulto"]


def test_a_path_without_end_is_refused(account):
    with pytest.raises(ScreenRefused, match="mais de 50 níveis"):
        account.act("incluir_categoria", caminho=" >> ".join(["X"] * 51))
    assert account.try_include(categoria=" >> ".join(["X"] * 51))["codigo_erro"] == "31"
    assert account.view("arvore_de_categorias") == []
