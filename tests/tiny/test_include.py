import json

import pytest

GOOD = {"nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}


@pytest.mark.fact("tiny-api2", 22)
@pytest.mark.parametrize(
    "document",
    [
        {"produtos": [{"produto": {"sequencia": 1, "codigo": "A", **GOOD}}]},
        {"produto": {"sequencia": 1, "codigo": "A", **GOOD}},
        {"produtos": {"produto": {"sequencia": 1, "codigo": "A", **GOOD}}},
    ],
    ids=["batch", "single", "batch of one without its list"],
)
def test_the_batch_wrapper_and_the_single_form_are_accepted(account, document):
    answer = account.answer("produto.incluir", produto=json.dumps(document))

    assert answer["status_processamento"] == 3
    assert account.read(answer["registros"][0]["registro"]["id"])["codigo"] == "A"


@pytest.mark.fact("tiny-api2", 22)
@pytest.mark.parametrize("stock", [7, "7", 7.0, "7.0000"])
def test_estoque_atual_is_the_initial_stock(account, stock):
    row = {"codigo": "A-P", "estoque_atual": stock}
    account.include(codigo="A", estoque_atual=stock, variacoes=[{"variacao": row}])

    assert [account.screen(code)["estoque"] for code in ("A", "A-P")] == [7, 7]


def test_without_estoque_atual_there_is_none(account):
    account.include(codigo="A")

    assert account.screen("A")["estoque"] == 0


@pytest.mark.fact("tiny-api2", 22)
def test_a_missing_category_is_created_and_a_known_one_is_used(account, receiver, url):
    account.integrate(url_produtos=url)
    account.include(codigo="1", categoria="Roupas >> Infantil")
    account.include(codigo="2", categoria="Louça")
    account.include(codigo="3", categoria=" Roupas>>Adulto ")

    account.send("2", "3", "1")

    glass, adult, child = (told["dados"]["arvoreCategoria"] for told in receiver.products)
    assert [node["descricao"] for node in child] == ["Roupas", "Infantil"]
    assert child[1]["idPai"] == child[0]["id"] == adult[0]["id"]
    assert child[1]["descricaoCompleta"] == "Roupas > Infantil"
    # The inclusion made them, not the sending: their ids are in the order of the inclusions.
    assert int(child[0]["id"]) < int(child[1]["id"]) < int(glass[0]["id"]) < int(adult[1]["id"])


@pytest.mark.fact("tiny-api2", 60)
@pytest.mark.parametrize("sequence", [{}, {"sequencia": 7}])
def test_a_single_form_needs_no_sequencia(account, sequence):
    answer = account.answer("produto.incluir.php", produto=json.dumps({"produto": {**GOOD, "codigo": "A", **sequence}}))

    assert answer["status"] == "OK"
    assert answer["registros"][0]["registro"]["sequencia"] == str(sequence.get("sequencia", 1))
    assert account.codes() == ["A"]


@pytest.mark.fact("tiny-api2", 60)
def test_a_single_form_that_changes_needs_no_sequencia_either(account):
    id_produto = account.include(codigo="A")

    account.answer("produto.alterar.php", produto=json.dumps({"produto": {"id": id_produto, "nome": "Outra"}}))

    assert account.read(id_produto)["nome"] == "Outra"


def test_a_batch_of_one_needs_its_sequencia(account):
    answer = account.write("produto.incluir.php", GOOD)

    assert answer["registros"][0]["registro"]["codigo_erro"] == "31"


@pytest.mark.fact("tiny-api2", 22)
def test_the_ids_of_created_variations_are_returned(account):
    variations = [{"variacao": {"codigo": f"A-{size}", "grade": {"Tamanho": size}}} for size in "PMG"]

    written = account.try_include(codigo="A", variacoes=variations)

    shown = account.read(written["id"])["variacoes"]
    assert [row["variacao"]["id"] for row in written["variacoes"]] == [row["variacao"]["id"] for row in shown]
    assert [row["variacao"]["codigo"] for row in shown] == ["A-P", "A-M", "A-G"]


@pytest.mark.fact("tiny-api2", 22)
def test_a_product_without_variations_returns_none(account):
    assert "variacoes" not in account.try_include()
    assert "variacoes" not in account.try_include(variacoes=[])


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("nome", "O nome do produto deve ser informado"),
        ("unidade", "A unidade deve ser informada"),
        ("preco", "O preço deve ser informado"),
        ("origem", "A origem deve ser informada"),
        ("situacao", "A situação do produto deve ser informada"),
        ("tipo", "O tipo do produto deve ser informado"),
    ],
)
@pytest.mark.parametrize("value", ["", None])
def test_a_missing_mandatory_field_is_a_validation_error(account, field, text, value):
    refused = account.try_include(**{field: value})

    assert (refused["codigo_erro"], refused["erros"]) == ("31", [{"erro": text}])
    assert account.view("lista_de_produtos") == []


def test_every_missing_field_is_named(account):
    answer = account.write("produto.incluir", {"sequencia": 1})

    assert len(answer["registros"][0]["registro"]["erros"]) == 6


def test_zero_is_a_price(account):
    assert account.read(account.include(preco=0))["preco"] == 0


BAD = [
    *[("preco", value) for value in ("abc", "1,50", "1.234,50", "NaN", "inf", "1e999", 10**400, 1e13, True, [1], {})],
    *[("preco", value) for value in ("1_0", "１０", "0x10", "1e3", "1E3", "1e-3", "1e")],
    *[(name, "1e3") for name in ("preco_custo", "peso_bruto", "altura_embalagem", "estoque_minimo", "estoque_atual")],
    *[("estoque_atual", value) for value in ("NaN", 10**400, "dez", [1])],
    *[("origem", value) for value in ("9", "x", -1, 1.5)],
    *[("situacao", value) for value in ("E", "X", "ativo")],
    *[("tipo", value) for value in ("K", 1)],
    *[("tipo_embalagem", value) for value in ("4", "caixa")],
    *[("classe_produto", "X"), ("sob_encomenda", "sim"), ("id_fornecedor", "abc"), ("id_fornecedor", "9" * 19)],
    *[("nome", value) for value in ("x" * 121, True, ["x"], {"a": 1})],
    *[("codigo", "x" * 31), ("unidade", "UNID"), ("gtin", "1" * 15), ("localizacao", "x" * 51), ("ncm", "1" * 11)],
    *[("anexos", value) for value in ("x", ["x"], [{"anexo": {"url": "x"}}], [{"url": "x"}])],
    *[("imagens_externas", value) for value in ([{"imagem_externa": "x"}], [{"imagem_externa": {"url": []}}])],
    *[("kit", value) for value in ([{"item": {}}], [{"item": {"id_produto": "x", "quantidade": 1}}])],
    *[("seo", value) for value in ("x", ["x"], {"slug": {"a": 1}})],
    *[("variacoes", value) for value in ("x", [{}], [{"variacao": "x"}], [{"variacao": {"preco": "x"}}])],
    *[("variacoes", [{"variacao": row}]) for row in ({"grade": "x"}, {"grade": {"a": [1]}}, {"codigo": "x" * 31})],
    *[("mapeamentos", value) for value in ("x", [{}], [{"mapeamento": "x"}], [{"mapeamento": {}}])],
    *[
        ("mapeamentos", [{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}])
        for number in (1, "x", 10**30, None, True)
    ],
]


@pytest.mark.parametrize(("field", "value"), BAD, ids=[f"{field}={str(value)[:24]}" for field, value in BAD])
def test_a_bad_value_is_a_validation_error(account, field, value):
    refused = account.try_include(**{field: value})

    assert (refused["codigo_erro"], len(refused["erros"])) == ("31", 1)
    assert account.view("lista_de_produtos") == []


@pytest.mark.parametrize("field", ["nome", "preco", "codigo", "estoque_atual", "sequencia"])
def test_a_number_beyond_all_bounds_is_a_validation_error(account, field):
    document = json.dumps({"produto": {"sequencia": 1, **GOOD, field: "@"}}).replace('"@"', "1e400")

    answer = account.answer("produto.incluir", produto=document)

    assert answer["registros"][0]["registro"]["codigo_erro"] == "31"


def test_a_mapping_needs_a_sku(account):
    number = account.integrate()
    empty = [{"mapeamento": {"idEcommerce": number, "skuMapeamento": " "}}]

    assert account.try_include(mapeamentos=empty)["erros"] == [{"erro": "O skuMapeamento deve ser informado"}]


def test_mappings_link_the_product_at_once(account):
    number = account.integrate()

    account.include(codigo="A", mapeamentos=[{"mapeamento": {"idEcommerce": str(number), "skuMapeamento": "77"}}])

    (mapping,) = account.screen("A")["mapeamentos"]
    assert (mapping["identificador"], mapping["sku"], mapping["situacao"]) == (number, "77", "mapeado")


def test_without_developer_id_mappings_are_not_accepted(account):
    number = account.integrate()
    own = [{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}]

    account.include(
        codigo="A", mapeamentos=own, variacoes=[{"variacao": {"codigo": "V", "mapeamentos": own}}], partner=False
    )

    assert [account.screen(code)["mapeamentos"] for code in ("A", "V")] == [[], []]
    (exchange,) = account.world.journal(operation="produto.incluir")
    assert "Developer-Id" in exchange["findings"][-1]


def test_a_repeated_code_is_allowed(account):
    assert len({account.include(codigo="A") for _ in range(2)}) == 2


def test_switched_so_a_repeated_code_is_code_30(account):
    account.act("recusar_codigo_repetido", recusar=True)
    account.include(codigo="A")
    account.include(codigo="")
    account.include(codigo="")

    refused = account.try_include(codigo="A")
    variation = account.try_include(codigo="B", variacoes=[{"variacao": {"codigo": "A"}}])

    assert (refused["codigo_erro"], refused["erros"]) == ("30", [{"erro": "Registro em duplicidade"}])
    assert variation["codigo_erro"] == "30"
    assert account.codes() == ["A", "", ""]


def test_the_code_of_an_excluded_product_is_free(account):
    account.act("recusar_codigo_repetido", recusar=True)
    account.include(codigo="A")
    account.act("excluir_produto", codigo="A")

    account.include(codigo="A")


def test_unknown_fields_are_ignored(account):
    id_produto = account.include(codigo="A", inventado="x", id="5")

    assert "inventado" not in account.read(id_produto)


def test_a_list_of_one_may_come_without_the_list_and_an_empty_one_as_text(account):
    shown = account.read(
        account.include(anexos={"anexo": "https://img.example/1.jpg"}, kit="", imagens_externas=None, seo="")
    )

    assert (shown["anexos"], shown["kit"]) == ([{"anexo": "https://img.example/1.jpg"}], [])
