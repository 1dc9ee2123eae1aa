"""The operation "Mapear produtos da loja com o ERP" (N2)."""

import copy

import httpx
import pytest


@pytest.mark.fact("novaoito", 27)
def test_map_never_creates(bench, stub):
    product = stub.sells("A")
    job = bench.integrate("map", product)
    assert stub.results(job["id"]) == {product: ("skipped", "not_found_in_erp")}
    assert (stub.erp, stub.links) == ({}, {})


@pytest.mark.fact("novaoito", 28)
def test_map_links_and_changes_nothing_on_either_side(bench, stub):
    erp_id = stub.has_in_erp("A", categoria="Casa >> Copos", obs="x", anexos=[{"anexo": "https://img.example/1"}])
    product = stub.sells("A", description="da loja")
    ours, theirs = copy.deepcopy(stub.products[product]), copy.deepcopy(stub.erp[erp_id])
    job = bench.integrate("map", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert stub.products[product] == ours
    after = stub.erp[erp_id]
    kept = {name: value for name, value in theirs.items() if name in after and name != "mapeamentos"}
    assert kept == {name: after[name] for name in kept}
    assert (after["altura_embalagem"], after["seo"]["seo_title"]) == ("12.0", "título")


@pytest.mark.fact("novaoito", 28)
def test_what_changes_in_tiny_while_it_does_not_answer_is_not_written_over(bench, stub):
    erp_id = stub.has_in_erp("A")
    product = stub.sells("A")
    refusals = []

    def refuse(request):
        if "produto.alterar" not in str(request.url) or len(refusals) == 3:
            return None
        refusals.append(request)
        stub.erp[erp_id]["nome"] = f"Mudado {len(refusals)}"
        return httpx.Response(503)

    stub.before = refuse
    job = bench.integrate("map", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert stub.erp[erp_id]["nome"] == "Mudado 3"


@pytest.mark.fact("novaoito", 30)
def test_a_sku_in_another_case_is_not_linked_and_blanks_do_not_matter(bench, stub):
    case, blanks = stub.sells("AB-1"), stub.sells(" X ")
    stub.has_in_erp("ab-1")
    stub.has_in_erp("X")
    job = bench.integrate("map", case, blanks)
    assert stub.results(job["id"]) == {
        case: ("skipped", "sku_case_mismatch"), blanks: ("linked", "linked_existing"),
    }  # fmt: skip
    assert job["items"][case]["message"] == "No Tiny o SKU está escrito ab-1."


@pytest.mark.fact("novaoito", 31)
def test_a_simple_product_links_to_a_variation_not_to_a_parent(bench, stub):
    parent, variation = stub.sells("P"), stub.sells("V")
    stub.has_in_erp("P", tipoVariacao="P")
    stub.has_in_erp("V", tipoVariacao="V", grade={"Cor": "azul"}, idProdutoPai="1")
    job = bench.integrate("map", parent, variation)
    assert stub.results(job["id"]) == {parent: ("failed", "type_mismatch"), variation: ("linked", "linked_existing")}
    assert next(row for row in stub.erp.values() if row["codigo"] == "V")["grade"] == {"Cor": "azul"}


def test_send_after_map_creates_only_what_map_did_not_find(bench, stub):
    known, new = stub.sells("A"), stub.sells("B")
    stub.has_in_erp("A")
    bench.integrate("map", known, new)
    job = bench.integrate("send", known, new)
    assert stub.results(job["id"]) == {known: ("skipped", "already_linked"), new: ("created", None)}
    assert sorted(row["codigo"] for row in stub.erp.values()) == ["A", "B"]


def test_a_product_excluded_between_search_and_reading_fails_alone(bench, stub, answers):
    gone, fine = stub.sells("A"), stub.sells("B")
    gone_id = stub.has_in_erp("A")
    stub.has_in_erp("B")
    stub.before = lambda request: answers.tiny(32, "não") if f"id={gone_id}".encode() in request.content else None
    job = bench.integrate("map", gone, fine)
    assert stub.results(job["id"]) == {gone: ("failed", "erp_error"), fine: ("linked", "linked_existing")}


@pytest.mark.parametrize(("code", "expected"), [(31, "erp_validation"), (33, "duplicate_sku_erp")])
def test_a_refusal_of_tiny_to_map_is_told(bench, stub, answers, code, expected):
    product = stub.sells("A")
    stub.has_in_erp("A")
    stub.before = lambda request: answers.tiny(code, "não") if "produto.alterar" in str(request.url) else None
    job = bench.integrate("map", product)
    assert stub.results(job["id"]) == {product: ("failed", expected)}
