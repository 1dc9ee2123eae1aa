import pytest

from homologa.sync.flows.decisions import DuplicateInErp
from homologa.sync.integrations.novaoito.rules import ProductRules

PRODUCT = {
    "id": 1, "sku": " AB-1 ", "type": "simple", "name": "Caneca", "slug": "caneca", "description": "<p>boa</p>",
    "status": "active", "price": 15.5, "special_price": 12.0, "cost": 7.0, "weight": 0.3, "width": 8.0,
    "height": 10.0, "length": 9.0, "gtin": "7891234567895", "ncm": "6912.00.00", "cest": "1", "origin": 0,
    "unit": None, "brand": "Marca", "category_ids": [7, 8], "stock_quantity": 4,
    "images": [{"url": "https://img.example/1.jpg"}], "variants": [],
    "availability": {"type": "made_to_order", "lead_days": 5, "release_date": None},
}  # fmt: skip


def row(codigo, **fields):
    return {"id": 1, "codigo": codigo, "situacao": "A", **fields}


@pytest.mark.fact("novaoito", 18)
@pytest.mark.parametrize(
    ("sku", "codigo", "is_match"),
    [
        ("AB-1", "AB-1", True),
        ("AB-1", "AB-10", False),
        ("AB-1", "ab-1", False),
        (" AB-1 ", "AB-1", True),
        ("AB-1", "AB-1 ", True),
        ("10", 10, True),
        ("AB-1", None, False),
    ],
)
def test_a_match_is_exact_but_for_blanks_around(rules, sku, codigo, is_match):
    assert bool(rules.matches(sku, [row(codigo)])) is is_match


@pytest.mark.fact("novaoito", 20)
def test_an_excluded_product_is_no_match_and_an_inactive_one_is(rules):
    rows = [row("A", situacao="E"), row("A", situacao="I")]
    assert rules.matches("A", rows) == rows[1:]


@pytest.mark.fact("novaoito", 30)
def test_a_near_miss_differs_only_in_case(rules):
    rows = [row("AB-1"), row("ab-1"), row("AB-10")]
    assert rules.near_misses("AB-1", rows) == [rows[1]]


def test_one_match_is_chosen_and_none_of_several(rules):
    assert rules.choose([]) is None
    assert rules.choose([row("A")]) == row("A")
    with pytest.raises(DuplicateInErp):
        rules.choose([row("A"), row("A")])


@pytest.mark.fact("novaoito", 31)
def test_a_simple_product_does_not_match_a_parent_but_a_variation(rules):
    assert rules.type_mismatch(PRODUCT, row("A", tipoVariacao="P"))
    assert not rules.type_mismatch(PRODUCT, row("A", tipoVariacao="V"))
    assert not rules.type_mismatch(PRODUCT, row("A", tipoVariacao="N"))


def test_the_full_record_has_every_field_that_tiny_knows(rules):
    assert rules.full_record(PRODUCT, {7: "Casa >> Cozinha", 8: "Outra"}) == {
        "nome": "Caneca", "codigo": "AB-1", "unidade": "UN", "preco": 15.5, "preco_promocional": 12.0,
        "preco_custo": 7.0, "origem": "0", "situacao": "A", "tipo": "P", "classe_produto": "S",
        "descricao_complementar": "<p>boa</p>", "marca": "Marca", "categoria": "Casa >> Cozinha",
        "gtin": "7891234567895", "ncm": "6912.00.00", "cest": "1", "peso_bruto": 0.3, "peso_liquido": 0.3,
        "altura_embalagem": 10.0, "largura_embalagem": 8.0, "comprimento_embalagem": 9.0, "sob_encomenda": "S",
        "dias_preparacao": 5, "imagens_externas": [{"imagem_externa": {"url": "https://img.example/1.jpg"}}],
        "seo": {"slug": "caneca"}, "estoque_atual": 4,
    }  # fmt: skip


def test_the_full_record_leaves_out_what_the_store_does_not_know(rules):
    bare = {**PRODUCT, "special_price": None, "brand": None, "category_ids": [], "weight": None}
    record = rules.full_record(bare, {})
    assert not {"preco_promocional", "marca", "categoria", "peso_bruto"} & set(record)


@pytest.mark.fact("novaoito", 22)
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": "n" * 120}, None),
        ({"name": "n" * 121}, "name_too_long"),
        ({"sku": "s" * 30}, None),
        ({"sku": "s" * 31}, "sku_too_long"),
    ],
)
def test_what_tiny_cannot_hold_is_refused(rules, fields, code):
    refused = rules.sending_problem({**PRODUCT, **fields})
    assert (refused and refused.code) == code


def test_an_echo_sends_everything_back_spelled_as_the_service_wants_it(rules):
    record = {
        "id": "812", "data_criacao": "01/01/2026", "nome": "Caneca", "codigo": "A", "peso_bruto": 1.5,
        "alturaEmbalagem": "12.0", "tipoEmbalagem": "2", "seo_title": "t", "slug": "s", "tipoVariacao": "N",
        "idProdutoPai": "", "preco_custo_medio": 2, "anexos": "", "imagens_externas": {"imagem_externa": {"url": "u"}},
        "grade": {"Cor": "azul"}, "campo_novo": "x", "mapeamentos": [{"mapeamento": {"idMapeamento": 1}}],
        "variacoes": [{"variacao": {"id": "9", "codigo": "A-1", "mapeamentos": {"mapeamento": {
            "idMapeamento": 2, "idMapeamentoPai": 1, "idEcommerce": 3, "skuMapeamento": "A-1"}}}}],
    }  # fmt: skip
    assert rules.echo(record) == {
        "id": "812", "nome": "Caneca", "codigo": "A", "peso_bruto": 1.5, "altura_embalagem": "12.0",
        "tipo_embalagem": "2", "seo": {"seo_title": "t", "slug": "s"}, "anexos": [],
        "imagens_externas": [{"imagem_externa": {"url": "u"}}], "grade": {"Cor": "azul"}, "campo_novo": "x",
        "variacoes": [{"variacao": {"id": "9", "codigo": "A-1", "mapeamentos": [
            {"mapeamento": {"idEcommerce": 3, "skuMapeamento": "A-1"}}]}}],
    }  # fmt: skip


def test_an_echo_leaves_the_record_itself_alone(rules):
    record = {"id": "1", "variacoes": [{"variacao": {"mapeamentos": [{"mapeamento": {"idMapeamento": 2}}]}}]}
    rules.echo(record)
    assert record["variacoes"][0]["variacao"]["mapeamentos"] == [{"mapeamento": {"idMapeamento": 2}}]


@pytest.mark.fact("novaoito", 33)
def test_a_product_from_tiny_takes_the_visibility_of_the_settings(rules, dados):
    assert rules.store_record(dados())["visibility"] == "catalog"
    assert rules.with_settings({}).visibility_for_new() == "catalog"
    assert rules.with_settings({"default_visibility": "search"}).visibility_for_new() == "search"


def test_rules_with_settings_stay_of_their_class():
    class Other(ProductRules):
        pass

    assert isinstance(Other().with_settings({}), Other)


def test_the_store_record_translates_the_notification(rules, dados):
    sent = dados(situacao="I", precoPromocional="12.00", gtin=" 789 ", sobEncomenda="S", diasPreparacao="5")
    assert rules.store_record(sent) == {
        "sku": "T-1", "name": "Caneca", "status": "inactive", "visibility": "catalog", "price": 15.5,
        "special_price": 12.0, "stock_quantity": 3.0, "description": "<p>boa</p>", "weight": 0.3, "height": 10.0,
        "gtin": "789", "origin": 0, "unit": "UN", "availability": {"type": "made_to_order", "lead_days": 5},
        "images": [{"url": "https://img.example/1.jpg"}],
    }  # fmt: skip


@pytest.mark.fact("novaoito", 36)
@pytest.mark.parametrize("changes", [{"nome": " "}, {"preco": "abc"}, {"preco": ""}, {"preco": None}, {"preco": "nan"}])
def test_a_product_without_name_or_price_is_incomplete(rules, dados, changes):
    assert rules.incomplete(dados(**changes)).code == "validation"
    assert rules.incomplete(dados()) is None


TREE = [
    {"id": "9", "idPai": "8", "descricao": "Copos > altos"},
    {"id": "8", "idPai": 0, "descricao": "Casa"},
]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"descricaoArvoreCategoria": "Casa >> Copos"}, ["Casa", "Copos"]),
        ({"descricaoArvoreCategoria": "Casa > Copos"}, ["Casa", "Copos"]),
        ({"descricaoCategoria": "Copos"}, ["Copos"]),
        ({"idCategoria": "9", "arvoreCategoria": TREE, "descricaoArvoreCategoria": "outra"}, ["Casa", "Copos > altos"]),
        ({"idCategoria": "8", "arvoreCategoria": TREE}, ["Casa"]),
        ({"idCategoria": "7", "arvoreCategoria": TREE, "descricaoCategoria": "Copos"}, ["Copos"]),
        ({"idCategoria": "1", "arvoreCategoria": [{"id": "1", "idPai": "1", "descricao": "Laço"}]}, ["Laço"]),
        ({"idCategoria": "", "descricaoCategoria": "", "arvoreCategoria": ""}, []),
        ({}, []),
    ],
)
def test_a_category_is_told_by_its_tree_or_by_its_path(rules, told, names):
    assert rules.category_path(told) == names


@pytest.mark.fact("novaoito", 47)
@pytest.mark.parametrize(
    ("price", "status"), [("0", "inactive"), ("0.00", "inactive"), (0, "inactive"), ("0.01", "active")]
)
def test_a_product_without_a_price_is_not_for_sale(rules, dados, price, status):
    assert rules.store_record(dados(preco=price))["status"] == status
