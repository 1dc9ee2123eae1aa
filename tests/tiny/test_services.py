import json
from xml.etree import ElementTree

import pytest

READS = (
    "produto.obter.estoque",
    "produto.obter.estrutura",
    "produto.obter.tags",
    "listas.precos.pesquisa",
    "listas.precos.excecoes",
    "tag.pesquisa",
    "grupo.tag.pesquisa",
)


@pytest.fixture
def parameters(account):
    """An account with something to be found by every reading service."""
    id_produto = account.include(codigo="A")
    account.act("incluir_grupo_de_tags", nome="Estações")
    account.act("incluir_tag", nome="Verão", grupo="Estações")
    id_lista = account.act("incluir_lista_de_precos", descricao="Atacado", acrescimo_desconto=-10)["id"]
    account.act("incluir_excecao_de_preco", lista="Atacado", codigo="A", preco=8)
    return {"id": id_produto, "idListaPreco": str(id_lista)}


@pytest.mark.fact("tiny-api2", 1)
@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.parametrize("service", READS)
def test_a_reading_answers_alike_however_it_is_asked(account, parameters, service):
    answers = {
        account.call(f"{service}{suffix}", method, **parameters).text
        for suffix in ("", ".php")
        for method in ("GET", "POST")
    }

    (text,) = answers
    processed = json.loads(text)["retorno"]["status_processamento"]
    assert processed == ("3" if service.startswith("produto.obter") else 3)


@pytest.mark.fact("tiny-api2", 5)
@pytest.mark.parametrize("service", READS)
def test_a_reading_says_the_same_in_xml(account, parameters, service, xml_twin):
    twin = account.call(service, formato=None, **parameters)

    xml_twin(ElementTree.fromstring(twin.content), account.answer(service, **parameters))
