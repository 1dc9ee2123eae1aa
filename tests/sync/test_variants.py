"""Products with variants: the parent and each variant go by their own SKU (N1.5, N2)."""

import pytest


def variant(number, sku, **fields):
    return {
        "id": number, "sku": sku, "options": [{"name": "Cor", "value": f"cor {number}"}], "price": 10.0,
        "special_price": None, "stock_quantity": 3, "gtin": None, "status": "active", **fields,
    }  # fmt: skip


def in_erp(*codes):
    return [{"variacao": {"codigo": code, "preco": "10", "grade": {"Cor": code}}} for code in codes]


@pytest.fixture
def shirt(stub):
    variants = [variant(1, "CAM-P"), variant(2, "CAM-M ")]
    return stub.sells("CAM", type="configurable", variants=variants)


def mapped(variation):
    return [row["mapeamento"]["skuMapeamento"] for row in variation["mapeamentos"]]


@pytest.mark.fact("novaoito", 16)
def test_a_product_with_variants_is_created_whole_and_every_variant_linked(bench, stub, shirt):
    job = bench.integrate("send", shirt)
    assert stub.results(job["id"]) == {shirt: ("created", None)}
    (created,) = stub.erp.values()
    variations = {row["variacao"]["codigo"]: row["variacao"] for row in created["variacoes"]}
    assert (created["classe_produto"], list(variations)) == ("V", ["CAM-P", "CAM-M"])
    assert (variations["CAM-M"]["grade"], variations["CAM-M"]["estoque_atual"]) == ({"Cor": "cor 2"}, 3)
    assert mapped(variations["CAM-M"]) == ["CAM-M"]
    linked = {row["variant_id"]: row["external_id"] for row in stub.links[shirt]["variants"]}
    assert linked == {1: variations["CAM-P"]["id"], 2: variations["CAM-M"]["id"]}


@pytest.mark.fact("novaoito", 23)
@pytest.mark.parametrize(
    ("bad", "code"), [(None, "missing_sku"), (" ", "missing_sku"), ("CAM", "duplicate_sku_store"),
                      ("CAM-P", "duplicate_sku_store"), ("OUTRO", "duplicate_sku_store"),
                      ("s" * 31, "sku_too_long"), ("NO-TINY", "duplicate_sku_erp")]
)  # fmt: skip
def test_one_bad_variant_fails_the_whole_product_alone(bench, stub, bad, code):
    other = stub.sells("OUTRO")
    stub.has_in_erp("NO-TINY")
    product = stub.sells("CAM", type="configurable", variants=[variant(1, "CAM-P"), variant(2, bad)])
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", code)}
    assert not any(row["codigo"] == "CAM" for row in stub.erp.values())
    assert other not in stub.links


@pytest.mark.fact("novaoito", 31)
def test_what_tiny_has_of_the_variants_is_mapped_and_the_missing_are_listed(bench, stub, shirt):
    erp_id = stub.has_in_erp("CAM", variacoes=in_erp("CAM-P", "CAM-G"))
    job = bench.integrate("map", shirt)
    item = job["items"][shirt]
    assert (item["result"], item["code"]) == ("linked", "partially_linked")
    assert item["message"] == "Faltam no Tiny as variações: CAM-M."
    shown = {row["variacao"]["codigo"]: mapped(row["variacao"]) for row in stub.erp[erp_id]["variacoes"]}
    assert shown == {"CAM-P": ["CAM-P"], "CAM-G": []}
    assert [row["variant_id"] for row in stub.links[shirt]["variants"]] == [1]


@pytest.mark.fact("novaoito", 31)
def test_variants_on_one_side_only_are_a_mismatch(bench, stub, shirt):
    stub.has_in_erp("CAM")
    job = bench.integrate("map", shirt)
    assert stub.results(job["id"]) == {shirt: ("failed", "type_mismatch")}
    assert stub.links == {}


def test_a_variation_sold_alone_is_mapped_by_its_own_code(bench, stub):
    alone = stub.sells("CAM-P")
    stub.has_in_erp("CAM-P", tipoVariacao="V", idProdutoPai="9", grade={"Cor": "azul"})
    job = bench.integrate("map", alone)
    assert stub.results(job["id"]) == {alone: ("linked", "linked_existing")}
