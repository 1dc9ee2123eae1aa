from xml.etree import ElementTree

import pytest

ALIASES = pytest.mark.parametrize("alias", ["info.obter", "produtos.pesquisar", "produto.atualizacoes.estoque"])

DEFAULTS = {
    "duplicate_product_code": "allow",
    "developer_id_needed": True,
    "php_single": False,
    "undocumented_aliases": False,
    "batch_rate": 0,
    "tipos": "gravados",
}


def test_every_switch_is_shown_as_it_stands(account):
    before = account.view("chaves")

    account.act("recolher_listas", recolher=True)
    account.act("limitar_lotes", limitar=True)

    assert before.items() >= DEFAULTS.items()
    assert {name for name, value in account.view("chaves").items() if value != before[name]} == {
        "php_single",
        "batch_rate",
    }


@pytest.fixture
def single(account):
    """A parent with one variation, one picture and one mapping, in an account that collapses lists."""
    number = account.integrate()
    made = account.include(
        codigo="CAM",
        imagens_externas=[{"imagem_externa": {"url": "https://img.example/1.jpg"}}],
        variacoes=[{"variacao": {"codigo": "CAM-P", "grade": {"Tamanho": "P"}}}],
        mapeamentos=[{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}],
    )
    account.act("recolher_listas", recolher=True)
    return made


@pytest.mark.fact("tiny-api2", 18)
def test_a_list_of_one_is_its_element_and_an_empty_one_is_text(account, single):
    shown = account.read(single)

    assert shown["variacoes"]["variacao"]["codigo"] == "CAM-P"
    assert shown["variacoes"]["variacao"]["mapeamentos"] == ""
    assert shown["imagens_externas"] == {"imagem_externa": {"url": "https://img.example/1.jpg"}}
    assert shown["mapeamentos"]["mapeamento"]["skuMapeamento"] == "S"
    assert (shown["kit"], shown["anexos"]) == ("", "")


@pytest.mark.fact("tiny-api2", 18)
def test_a_list_of_two_and_other_lists_stay_lists(account, single):
    account.include(codigo="DUAS", variacoes=[{"variacao": {"codigo": f"D-{size}"}} for size in "PM"])
    (row,) = account.answer("produtos.pesquisa", pesquisa="DUAS")["produtos"]

    shown = account.read(str(row["produto"]["id"]))

    assert [line["variacao"]["codigo"] for line in shown["variacoes"]] == ["D-P", "D-M"]


@pytest.mark.fact("tiny-api2", 18)
def test_in_xml_nothing_is_lost(account, single):
    root = ElementTree.fromstring(account.call("produto.obter", id=single, formato="xml").text)

    assert root.findtext("produto/variacoes/variacao/codigo") == "CAM-P"
    assert root.findtext("produto/imagens_externas/imagem_externa/url") == "https://img.example/1.jpg"


@pytest.mark.fact("tiny-api2", 18)
def test_without_the_switch_lists_are_lists(account, single):
    account.act("recolher_listas", recolher=False)

    shown = account.read(single)

    assert isinstance(shown["variacoes"], list)
    assert shown["anexos"] == []


@ALIASES
@pytest.mark.fact("tiny-api2", 4)
@pytest.mark.parametrize("suffix", ["", ".php"])
def test_a_name_that_no_document_has_is_404_in_text(account, alias, suffix):
    for answer in (account.call(f"{alias}{suffix}"), account.call(f"{alias}{suffix}", token="x")):
        assert (answer.status_code, answer.text) == (404, "File not found.\n")
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert "x-limit-api" not in answer.headers


def test_a_name_that_no_document_has_is_taken_by_the_switch(account, refused):
    account.include(codigo="A-1")
    account.act("aceitar_apelidos", aceitar=True)

    assert account.answer("info.obter.php")["conta"] == account.answer("info")["conta"]
    assert account.answer("produtos.pesquisar")["produtos"] == account.answer("produtos.pesquisa")["produtos"]
    refused(account.call("produto.atualizacoes.estoque"), 10, 2)


def test_a_write_by_a_name_that_is_not_taken_changes_nothing(account, world_day):
    account.include(codigo="A-1", estoque_atual=1)
    account.call("produto.atualizacoes.estoque", dataAlteracao=world_day)

    assert account.answer("lista.atualizacoes.estoque", dataAlteracao=world_day)["status"] == "OK"


@pytest.fixture
def world_day(account):
    return account.world.now().strftime("%d/%m/%Y")


def test_the_sixth_batch_of_a_minute_is_code_6_when_batches_are_limited(account, refused):
    account.world.set_limits("enforce")
    account.act("limitar_lotes", limitar=True)
    for number in range(5):
        account.include(codigo=f"A-{number}")

    refused(account.call("produto.incluir", produto="{}"), 6, 1)
    assert account.answer("info")["status"] == "OK"
    account.world.advance(seconds=60)
    account.include(codigo="A-6")


def test_batches_have_no_limit_of_their_own_by_default(account):
    account.world.set_limits("enforce")

    for number in range(6):
        account.include(codigo=f"A-{number}")
