import pytest

WHOLE = {
    "nome": "Camiseta básica",
    "codigo": "CAM-01",
    "unidade": "PC",
    "preco": "49.90",
    "preco_promocional": 39.9,
    "ncm": "6109.10.00",
    "origem": 2,
    "gtin": "7891234567895",
    "peso_bruto": "0.250",
    "marca": "Marca Boa",
    "categoria": "Roupas >> Infantil",
    "tipo_embalagem": 2,
    "altura_embalagem": "10.5",
    "largura_embalagem": 20,
    "comprimento_embalagem": 30.125,
    "diametro_embalagem": "",
    "anexos": [{"anexo": "https://img.example/0.jpg"}],
    "imagens_externas": [{"imagem_externa": {"url": "https://img.example/1.jpg"}}],
    "seo": {"seo_title": "Camiseta", "slug": "camiseta"},
}
VARIATIONS = [
    {"variacao": {"codigo": "CAM-01-P", "preco": 36.32, "estoque_atual": 2, "grade": {"Tamanho": "P"}}},
    {"variacao": {"codigo": "CAM-01-M", "preco": "37", "preco_promocional": "35.5", "grade": {"Tamanho": "M"}}},
]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("number", ["9", "0", "abc", "-1", "1.0", "9" * 30, "812345001x"])
def test_an_unknown_id_is_code_32(account, refused, number):
    account.include()

    assert refused(account.call("produto.obter", id=number), 32, "2") == ["Produto não localizado"]


@pytest.mark.parametrize("number", [None, ""])
def test_no_id_is_code_10(account, refused, number):
    assert refused(account.call("produto.obter", id=number), 10, "2") == ["O parâmetro id deve ser informado"]


@pytest.mark.fact("tiny-api2", 17)
def test_a_product_has_its_ids_as_strings_and_brazilian_dates(account):
    id_produto = account.include(codigo="P", variacoes=VARIATIONS, kit=[{"item": {"id_produto": 7, "quantidade": 1}}])

    shown = account.read(id_produto)
    child = account.read(shown["variacoes"][0]["variacao"]["id"])

    assert shown["data_criacao"] == "03/11/2026 09:00:00"
    assert (shown["id"], shown["idProdutoPai"], child["idProdutoPai"]) == (id_produto, "", id_produto)
    assert shown["kit"][0]["item"]["id_produto"] == "7"
    assert all(isinstance(row["variacao"]["id"], str) for row in shown["variacoes"])


@pytest.mark.fact("tiny-api2", 17)
def test_prices_of_a_product_are_numbers_and_those_of_variations_text_of_ten_places(account):
    shown = account.read(account.include(**WHOLE, variacoes=VARIATIONS))

    prices = [(row["variacao"]["preco"], row["variacao"]["preco_promocional"]) for row in shown["variacoes"]]
    assert (shown["preco"], shown["preco_promocional"], shown["preco_custo"]) == (49.9, 39.9, 0)
    assert prices == [("36.3200000000", "0.0000000000"), ("37.0000000000", "35.5000000000")]


@pytest.mark.parametrize(
    ("price", "shown"), [("-0", "0.0000000000"), (-1.5, "-1.5000000000"), (1e12, f"{10**12}.{0:010}")]
)
def test_any_price_of_a_variation_keeps_its_ten_places(account, price, shown):
    id_produto = account.include(variacoes=[{"variacao": {"codigo": "V", "preco": price}}])

    assert account.read(id_produto)["variacoes"][0]["variacao"]["preco"] == shown


@pytest.mark.fact("tiny-api2", 23, 57)
def test_packaging_goes_in_as_snake_case_and_comes_out_as_camel_case(account):
    shown = account.read(account.include(**WHOLE))

    packaging = {name: value for name, value in shown.items() if "mbalagem" in name and name != "gtin_embalagem"}
    assert packaging == {
        "tipoEmbalagem": "2",
        "alturaEmbalagem": "10.50",
        "larguraEmbalagem": "20.00",
        "comprimentoEmbalagem": "30.125",
        "diametroEmbalagem": "0.00",
    }


@pytest.mark.fact("tiny-api2", 23)
def test_packaging_in_camel_case_is_not_taken(account):
    shown = account.read(account.include(alturaEmbalagem="10"))

    assert shown["alturaEmbalagem"] == "0.00"


MEASURES = {
    "peso_liquido": "peso_liquido",
    "peso_bruto": "peso_bruto",
    "estoque_minimo": "estoque_minimo",
    "estoque_maximo": "estoque_maximo",
    "valor_ipi_fixo": "valor_ipi_fixo",
    "altura_embalagem": "alturaEmbalagem",
    "largura_embalagem": "larguraEmbalagem",
    "comprimento_embalagem": "comprimentoEmbalagem",
    "diametro_embalagem": "diametroEmbalagem",
}
SCALES = [
    ("26.50", "26.50"), ("150.0000", "150.0000"), ("1.500", "1.500"), ("0.30", "0.30"), (" 7 ", "7.00"), (".5", "0.50"),
    ("3.", "3.00"), ("-0.0", "0.00"), ("1.23456789012", "1.2345678901"), (26.5, "26.50"), (3, "3.00"), (0.125, "0.125"),
    (1e-7, "0.0000001"), ("", "0.00"), (None, "0.00"),
]  # fmt: skip


@pytest.mark.fact("tiny-api2", 57)
@pytest.mark.parametrize(("written", "shown"), SCALES)
def test_a_measure_keeps_the_scale_as_written(account, written, shown):
    product = account.read(account.include(**dict.fromkeys(MEASURES, written)))

    assert {name: product[name] for name in MEASURES.values()} == dict.fromkeys(MEASURES.values(), shown)


@pytest.mark.fact("tiny-api2", 57)
def test_a_measure_that_is_not_set_or_was_reset_is_two_noughts(account):
    unset = account.include()
    emptied = account.include(codigo="A", **dict.fromkeys(MEASURES, "1.5"))
    account.alter(id=emptied, nome="Caneca")

    for product in (account.read(unset), account.read(emptied)):
        assert {name: product[name] for name in MEASURES.values()} == dict.fromkeys(MEASURES.values(), "0.00")


@pytest.mark.fact("tiny-api2", 57)
def test_prices_that_are_not_set_are_the_number_zero(account):
    text = account.call("produto.obter.php", id=account.include()).text

    assert all(f'"{name}":0,' in text for name in ("preco_promocional", "preco_custo", "preco_custo_medio"))
    assert '"preco_promocional":0,' in account.call("produtos.pesquisa.php").text


def test_a_product_is_shown_as_it_was_written(account):
    shown = account.read(account.include(**WHOLE))

    expected = {name: value for name, value in WHOLE.items() if "_embalagem" not in name and name != "seo"}
    expected |= {"preco": 49.9, "origem": "2", "peso_bruto": "0.250", "seo_title": "Camiseta", "slug": "camiseta"}
    assert {name: shown[name] for name in expected} == expected


def test_what_was_left_out_is_empty(account):
    shown = account.read(account.include())

    empty = {name for name, value in shown.items() if value in ("", 0, [], "0", "0.00")}
    assert empty >= {"codigo", "gtin", "peso_bruto", "descricao_complementar", "id_fornecedor", "anexos", "slug"}
    assert (shown["classe_produto"], shown["sob_encomenda"]) == ("S", "N")


def test_a_variation_is_a_product_with_grade_and_parent(account):
    parent = account.read(account.include(codigo="P", variacoes=VARIATIONS))

    child = account.read(parent["variacoes"][0]["variacao"]["id"])

    assert (parent["tipoVariacao"], parent["classe_produto"], "grade" in parent) == ("P", "V", False)
    assert (child["tipoVariacao"], child["codigo"], child["grade"]) == ("V", "CAM-01-P", {"Tamanho": "P"})
    assert (child["preco"], child["variacoes"]) == (36.32, [])


@pytest.fixture
def mapped(account):
    """A parent whose variation P is mapped, and so is it."""
    number = account.integrate()
    own = [{"mapeamento": {"idEcommerce": number, "skuMapeamento": "PAI"}}]
    row = {**VARIATIONS[0]["variacao"]}
    row["mapeamentos"] = [{"mapeamento": {"idEcommerce": str(number), "skuMapeamento": "FILHA"}}]
    return account.include(mapeamentos=own, variacoes=[{"variacao": row}]), str(number)


@pytest.mark.fact("tiny-api2", 20)
def test_with_developer_id_mappings_are_shown_of_product_and_variation(account, mapped):
    id_produto, number = mapped

    shown = account.read(id_produto)

    (own,) = shown["mapeamentos"]
    (row,) = shown["variacoes"][0]["variacao"]["mapeamentos"]
    assert own["mapeamento"] | {"idMapeamento": ""} == {
        "idEcommerce": number,
        "skuMapeamento": "PAI",
        "idMapeamento": "",
    }
    assert row["mapeamento"] | {"idMapeamento": ""} == {
        "idEcommerce": number,
        "skuMapeamento": "FILHA",
        "skuMapeamentoPai": "PAI",
        "idMapeamento": "",
        "idMapeamentoPai": own["mapeamento"]["idMapeamento"],
    }


@pytest.mark.fact("tiny-api2", 20)
@pytest.mark.parametrize("headers", [{}, {"Developer-Id": "outro"}, {"Developer-Id": ""}])
def test_without_the_right_developer_id_no_mappings_are_shown(account, mapped, headers):
    query = {"token": account.token, "formato": "json", "id": mapped[0]}

    shown = account.http.get("produto.obter", params=query, headers=headers).json()["retorno"]["produto"]

    assert "mapeamentos" not in shown
    assert "mapeamentos" not in shown["variacoes"][0]["variacao"]


@pytest.mark.fact("tiny-api2", 20)
def test_a_product_without_mappings_shows_an_empty_list_with_developer_id(account):
    id_produto = account.include(codigo="P", variacoes=VARIATIONS)

    shown = account.read(id_produto)

    assert shown["mapeamentos"] == []
    assert [row["variacao"]["mapeamentos"] for row in shown["variacoes"]] == [[], []]


def test_switched_so_developer_id_is_not_needed(account, mapped):
    account.act("exigir_developer_id", exigir=False)

    assert account.read(mapped[0], partner=False)["mapeamentos"]


def test_an_excluded_product_is_still_shown(account):
    id_produto = account.include(codigo="A-1")
    account.act("excluir_produto", codigo="A-1")

    assert account.read(id_produto)["situacao"] == "E"


def test_a_variation_mapped_alone_has_no_mapping_of_its_parent(account):
    number = account.integrate()
    row = {"codigo": "V", "mapeamentos": [{"mapeamento": {"idEcommerce": number, "skuMapeamento": "S"}}]}

    shown = account.read(account.include(variacoes=[{"variacao": row}]))

    own = shown["variacoes"][0]["variacao"]["mapeamentos"][0]["mapeamento"]
    assert (own["skuMapeamentoPai"], own["idMapeamentoPai"]) == ("", "0")
