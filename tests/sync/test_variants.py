"""Products with variants: the parent and each variant go by their own SKU (N1.5, N2)."""

import pytest


def variant(sku, cor):
    return {"sku": sku, "opcoes": {"Cor": cor}, "preco": 10, "estoque": 3}


def in_erp(*codes):
    return [{"variacao": {"codigo": code, "preco": 10, "grade": {"Cor": code}}} for code in codes]


@pytest.fixture
def shirt(shop):
    return shop.sells("CAM", variacoes=[variant("CAM-P", "azul"), variant("CAM-M ", "verde")])


def variations(shop, codigo):
    """The variations of a product of Tiny by their code."""
    return {row["variacao"]["codigo"]: row["variacao"] for row in shop.in_erp(codigo)["variacoes"]}


def mapped(variation):
    return [row["mapeamento"]["skuMapeamento"] for row in variation["mapeamentos"]]


def linked(shop, product_id):
    """The ids in Tiny of the variants of a product, by the SKU of each."""
    skus = {row["id"]: row["sku"] for row in shop.product(product_id)["variants"]}
    return {skus[row["variant_id"]]: row["external_id"] for row in shop.link_of(product_id)["variants"]}


@pytest.mark.fact("novaoito", 16)
def test_a_product_with_variants_is_created_whole_and_every_variant_linked(bench, shop, shirt):
    job = bench.integrate("send", shirt)
    assert shop.results(job["id"]) == {shirt: ("created", None)}
    made = variations(shop, "CAM")
    assert (shop.in_erp("CAM")["classe_produto"], list(made)) == ("V", ["CAM-P", "CAM-M"])
    assert (made["CAM-M"]["grade"], mapped(made["CAM-M"])) == ({"Cor": "verde"}, ["CAM-M"])
    assert {row["codigo"]: row["estoque"] for row in shop.erp()}["CAM-M"] == 3
    assert linked(shop, shirt) == {"CAM-P": made["CAM-P"]["id"], "CAM-M ": made["CAM-M"]["id"]}


@pytest.mark.fact("novaoito", 23)
@pytest.mark.parametrize(
    ("bad", "code"), [(None, "missing_sku"), (" ", "missing_sku"), ("CAM", "duplicate_sku_store"),
                      ("CAM-P", "duplicate_sku_store"), ("OUTRO", "duplicate_sku_store"),
                      ("s" * 31, "sku_too_long"), ("NO-TINY", "duplicate_sku_erp")]
)  # fmt: skip
def test_one_bad_variant_fails_the_whole_product_alone(bench, shop, bad, code):
    shop.sells("OUTRO")
    shop.has_in_erp("NO-TINY")
    product = shop.sells("CAM", variacoes=[variant("CAM-P", "azul"), variant(bad, "verde")])
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", code)}
    assert (shop.codes(), shop.linked()) == (["NO-TINY"], {})


@pytest.mark.fact("novaoito", 31)
def test_what_tiny_has_of_the_variants_is_mapped_and_the_missing_are_listed(bench, shop, shirt):
    shop.has_in_erp("CAM", variacoes=in_erp("CAM-P", "CAM-G"))
    job = bench.integrate("map", shirt)
    item = shop.items(job["id"])[shirt]
    assert (item["result"], item["code"]) == ("linked", "partially_linked")
    assert item["message"] == "Faltam no Tiny as variações: CAM-M."
    shown = variations(shop, "CAM")
    assert {codigo: mapped(row) for codigo, row in shown.items()} == {"CAM-P": ["CAM-P"], "CAM-G": []}
    assert linked(shop, shirt) == {"CAM-P": shown["CAM-P"]["id"], "CAM-M ": None}


@pytest.mark.fact("novaoito", 31)
def test_variants_on_one_side_only_are_a_mismatch(bench, shop, shirt):
    shop.has_in_erp("CAM")
    job = bench.integrate("map", shirt)
    assert shop.results(job["id"]) == {shirt: ("failed", "type_mismatch")}
    assert shop.linked() == {}


def test_a_variation_sold_alone_is_mapped_by_its_own_code(bench, shop):
    alone = shop.sells("CAM-P")
    shop.has_in_erp("CAM", variacoes=in_erp("CAM-P"))
    job = bench.integrate("map", alone)
    assert shop.results(job["id"]) == {alone: ("linked", "linked_existing")}
    assert shop.linked() == {alone: variations(shop, "CAM")["CAM-P"]["id"]}
