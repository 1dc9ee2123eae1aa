"""The operation "Mapear produtos da loja com o ERP" (N2)."""

import httpx
import pytest
from wire import tiny_error


@pytest.mark.fact("novaoito", 27)
def test_map_never_creates(bench, shop):
    product = shop.sells("A")
    job = bench.integrate("map", product)
    assert shop.results(job["id"]) == {product: ("skipped", "not_found_in_erp")}
    assert (shop.erp(), shop.linked()) == ([], {})


@pytest.mark.fact("novaoito", 28)
def test_map_links_and_changes_nothing_on_either_side(bench, shop):
    shop.has_in_erp("A", categoria="Casa >> Copos", obs="x", anexos=[{"anexo": "https://img.example/1"}])
    product = shop.sells("A", descricao="da loja")
    ours, theirs = shop.product(product), shop.in_erp("A")
    job = bench.integrate("map", product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert shop.product(product) | {"erp": None} == ours | {"erp": None}
    assert shop.in_erp("A") | {"mapeamentos": []} == theirs


@pytest.mark.fact("novaoito", 28)
def test_what_changes_in_tiny_while_it_does_not_answer_is_not_written_over(bench, shop):
    shop.has_in_erp("A")
    product = shop.sells("A")
    refusals = []

    def change_and_refuse(call):
        if "produto.alterar" not in call or len(refusals) == 3:
            return None
        refusals.append(call)
        shop.world.act("tiny", "alterar_produto", codigo="A", nome=f"Mudado {len(refusals)}")
        return httpx.Response(503)

    shop.wire.hook(change_and_refuse)
    job = bench.integrate("map", product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert shop.in_erp("A")["nome"] == "Mudado 3"


@pytest.mark.fact("novaoito", 30)
def test_a_sku_in_another_case_is_not_linked_and_blanks_do_not_matter(bench, shop):
    case, blanks = shop.sell(["AB-1", " X "])
    shop.have_in_erp(["ab-1", "X"])
    job = bench.integrate("map", case, blanks)
    assert shop.results(job["id"]) == {
        case: ("skipped", "sku_case_mismatch"), blanks: ("linked", "linked_existing"),
    }  # fmt: skip
    assert shop.items(job["id"])[case]["message"] == "No Tiny o SKU está escrito ab-1."


@pytest.mark.fact("novaoito", 31)
def test_a_simple_product_links_to_a_variation_not_to_a_parent(bench, shop):
    parent, variation = shop.sell(["P", "V"])
    grade = {"Cor": "azul"}
    shop.has_in_erp("P", variacoes=[{"variacao": {"codigo": "V", "preco": 5, "grade": grade}}])
    job = bench.integrate("map", parent, variation)
    assert shop.results(job["id"]) == {parent: ("failed", "type_mismatch"), variation: ("linked", "linked_existing")}
    assert shop.in_erp("V")["grade"] == grade


def test_send_after_map_creates_only_what_map_did_not_find(bench, shop):
    known, new = shop.sell(["A", "B"])
    shop.has_in_erp("A")
    bench.integrate("map", known, new)
    job = bench.integrate("send", known, new)
    assert shop.results(job["id"]) == {new: ("created", None)}
    assert shop.codes() == ["A", "B"]


def test_a_product_excluded_between_search_and_reading_fails_alone(bench, shop):
    gone, fine = shop.sell(["A", "B"])
    gone_id, _ = shop.have_in_erp(["A", "B"])
    shop.wire.refuse(f"id={gone_id}", tiny_error(32, "não"))
    job = bench.integrate("map", gone, fine)
    assert shop.results(job["id"]) == {gone: ("failed", "erp_error"), fine: ("linked", "linked_existing")}


@pytest.mark.parametrize(("code", "expected"), [(31, "erp_validation"), (33, "duplicate_sku_erp")])
def test_a_refusal_of_tiny_to_map_is_told(bench, shop, code, expected):
    product = shop.sells("A")
    shop.has_in_erp("A")
    shop.wire.refuse("produto.alterar", tiny_error(code, "não"))
    job = bench.integrate("map", product)
    assert shop.results(job["id"]) == {product: ("failed", expected)}
