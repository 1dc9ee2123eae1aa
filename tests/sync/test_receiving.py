"""Tiny's "Enviar para o e-commerce" (N3)."""

import copy

import httpx
import pytest


def product_of(stub, sku):
    found = [row for row in stub.products.values() if row["sku"] == sku]
    assert len(found) == 1
    return found[0]


@pytest.mark.fact("novaoito", 33)
def test_a_new_product_is_created_linked_and_mapped(bench, stub, dados):
    answer = bench.notify(dados("T-1"))
    product = product_of(stub, "T-1")
    assert (answer.status_code, answer.json) == (200, [{"idMapeamento": "55001", "skuMapeamento": "T-1"}])
    assert (product["visibility"], product["status"], product["price"]) == ("catalog", "active", 15.5)
    assert stub.links[product["id"]] == {"external_id": "901", "mapping_id": "55001", "external_sku": "T-1"}


@pytest.mark.fact("novaoito", 33)
def test_an_inactive_product_arrives_inactive(bench, stub, dados):
    bench.notify(dados("T-1", situacao="I"))
    assert product_of(stub, "T-1")["status"] == "inactive"


@pytest.mark.fact("novaoito", 34)
@pytest.mark.parametrize("status", ["active", "inactive"])
def test_a_product_that_exists_is_linked_only(bench, stub, dados, status):
    product = stub.sells("T-1", status=status, visibility="search")
    before = copy.deepcopy(stub.products[product])
    assert bench.notify(dados("T-1")).json == [{"idMapeamento": "55001", "skuMapeamento": "T-1"}]
    assert stub.products[product] == before
    assert stub.links[product]["external_id"] == "901"


@pytest.mark.fact("novaoito", 35)
def test_sent_again_it_changes_nothing_also_after_an_edit(bench, stub, dados):
    bench.notify(dados("T-1"))
    product = product_of(stub, "T-1")
    product |= {"visibility": "catalog_search", "sku": "RENOMEADO"}
    before = copy.deepcopy(product)
    answer = bench.notify(dados("T-1", skuMapeamento="T-1", nome="Outro nome"))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "RENOMEADO"}]
    assert list(stub.products.values()) == [before]


def test_a_mapped_product_is_known_by_its_mapping_without_a_memory(bench, stub, dados):
    product = stub.sells("LOJA-1")
    stub.links[product] = {"external_id": "901"}
    answer = bench.notify(dados("T-1", skuMapeamento="LOJA-1"))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "LOJA-1"}]
    assert len(stub.products) == 1


@pytest.mark.fact("novaoito", 36)
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"codigo": " "}, "SKU obrigatório"),
        ({"nome": ""}, "validation: O nome do produto é obrigatório."),
        ({"preco": "abc"}, "validation: O preço do produto não é um número."),
    ],
)
def test_an_incomplete_product_is_refused_with_its_reason(bench, stub, dados, changes, error):
    answer = bench.notify(dados(**{"codigo": "T-1", **changes}))
    assert (answer.status_code, answer.json) == (200, [{"idMapeamento": "55001", "error": error}])
    assert stub.products == {}


@pytest.mark.fact("novaoito", 37)
def test_a_sku_that_is_not_one_product_is_refused(bench, stub, dados):
    stub.sells("D"), stub.sells("D")
    linked = stub.sells("L")
    stub.links[linked] = {"external_id": "outro"}
    stub.has_in_erp("Z"), stub.has_in_erp("Z")
    errors = [bench.notify(dados(sku)).json[0]["error"].partition(":")[0] for sku in ("D", "L", "Z")]
    assert errors == ["duplicate_sku_store", "already_linked", "duplicate_sku_erp"]
    assert len(stub.products) == 3


@pytest.mark.fact("novaoito", 38)
def test_products_of_one_notification_are_independent(bench, stub, dados):
    answer = bench.notify(dados("A", id="1", idMapeamento=1), dados("", idMapeamento=2), dados("B", id="3"))
    assert [("error" in row, row["idMapeamento"]) for row in answer.json] == [
        (False, "1"), (True, "2"), (False, "55001"),
    ]  # fmt: skip


@pytest.mark.fact("novaoito", 39)
@pytest.mark.parametrize("fragment", ["/products", "/links", "/by-sku"])
def test_an_answer_of_the_store_that_is_lost_asks_tiny_to_send_again(bench, stub, dados, fragment):
    faults = iter([httpx.ReadTimeout("perdida")])

    def lose(request):
        if fragment in str(request.url) and (fault := next(faults, None)):
            raise fault

    stub.after = lose
    assert bench.notify(dados("T-1")).status_code == 503
    assert bench.notify(dados("T-1")).status_code == 200
    assert product_of(stub, "T-1")["id"] in stub.links


@pytest.mark.parametrize("status", [429, 423, 500])
def test_the_receiver_never_waits(bench, stub, dados, answers, status):
    stub.before = lambda request: answers.problem(status, "x")
    assert bench.notify(dados("T-1")).status_code == 503
    assert bench.http.get("/state").json["state"] == "idle"


@pytest.mark.fact("novaoito", 40)
def test_images_that_are_no_urls_are_left_out(bench, stub, dados):
    bench.notify(dados("T-1", anexos=[{"url": "lixo"}, {"url": "https://img.example/1.jpg"}]))
    assert product_of(stub, "T-1")["images"] == [{"url": "https://img.example/1.jpg"}]


@pytest.mark.fact("novaoito", 41)
def test_a_product_created_meanwhile_is_linked_not_doubled(bench, stub, dados):
    def created_meanwhile(request):
        if request.method == "POST" and request.url.path.endswith("/products") and not stub.products:
            stub.sells("T-1")

    stub.before = created_meanwhile
    assert bench.notify(dados("T-1")).json == [{"idMapeamento": "55001", "skuMapeamento": "T-1"}]
    assert product_of(stub, "T-1")["id"] in stub.links


def test_what_the_store_refuses_is_told_to_whoever_sent_it(bench, stub, dados, answers):
    stub.before = lambda request: answers.problem(422, "validation_failed") if request.method == "POST" and (
        request.url.path.endswith("/products")) else None  # fmt: skip
    assert bench.notify(dados("T-1")).json[0]["error"].startswith("validation_failed: ")


@pytest.mark.fact("novaoito", 42)
def test_key_account_and_empty_body_are_told_apart(bench, stub, dados):
    path = stub.receivers["product"].removeprefix("https://conector.example")
    assert bench.http.post(path).status_code == 200
    assert bench.http.post("/hooks/tiny/errada/product").status_code == 404
    assert bench.http.post(path.replace("product", "invoice")).status_code == 404
    assert bench.notify(dados(), cnpj="98765432000100").status_code == 403
    assert bench.notify(dados(), idEcommerce=1).status_code == 403
    assert bench.notify(dados(), idEcommerce="7421", cnpj="12.345.678/0001-95").status_code == 200


def test_an_account_with_letters_in_its_cnpj_is_known_however_it_is_written(bench, setup, dados):
    setup["platforms"]["tiny"]["credentials"]["cnpj"] = "12ABC34501DE35"
    assert bench.http.put("/setup", json=setup).status_code == 200
    for written in ("12ABC34501DE35", "12.abc.345/01de-35"):
        assert bench.notify(dados(), cnpj=written).status_code == 200
    assert bench.notify(dados(), cnpj="12345345010035").status_code == 403


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"tipo": "estoque", "dados": {}}', b'{"tipo": "produto"}'])
def test_what_is_no_product_is_answered_with_an_error(bench, stub, body):
    path = stub.receivers["product"].removeprefix("https://conector.example")
    answer = bench.http.post(path, data=body)
    assert (answer.status_code, list(answer.json)) == (200, ["error"])


def test_a_sku_that_the_store_gave_to_a_variant_is_refused(bench, stub, dados):
    parent = stub.sells("PAI", type="configurable")
    shown = stub._shown(stub.products[parent])
    stub.before = lambda request: httpx.Response(200, json=shown) if "/by-sku/T-1" in str(request.url) else None
    assert bench.notify(dados("T-1")).json[0]["error"].startswith("unsupported_type")
    assert stub.links == {}


def test_after_the_uninstallation_there_is_no_receiver(bench, stub, dados, answers):
    stub.before = lambda request: answers.problem(401, "invalid_token")
    assert bench.notify(dados("T-1")).status_code == 404


def variation(codigo="T-1-M", **changes):
    grade = [{"chave": "Tamanho", "valor": "M"}]
    values = {"preco": "16", "estoqueAtual": 5, "grade": grade}
    return {"id": "902", "idMapeamento": "2", "codigo": codigo, **values, **changes}


@pytest.mark.fact("novaoito", 33)
def test_a_product_with_variations_is_created_whole_and_mapped_entry_by_entry(bench, stub, dados):
    answer = bench.notify(dados("T-1", variacoes=[variation()]))
    assert answer.json == [
        {"idMapeamento": "55001", "skuMapeamento": "T-1"}, {"idMapeamento": "2", "skuMapeamento": "T-1-M"},
    ]  # fmt: skip
    product = product_of(stub, "T-1")
    (variant,) = product["variants"]
    assert (product["type"], variant["options"]) == ("configurable", [{"name": "Tamanho", "value": "M"}])
    assert (variant["price"], variant["stock_quantity"]) == (16.0, 5.0)
    (linked,) = stub.links[product["id"]]["variants"]
    assert (linked["variant_id"], linked["external_id"], linked["mapping_id"]) == (variant["id"], "902", "2")


def test_a_variation_that_the_store_lacks_is_an_error_of_its_own(bench, stub, dados):
    stub.sells("T-1", type="configurable", variants=[{"id": 7, "sku": "T-1-M"}])
    answer = bench.notify(dados("T-1", variacoes=[variation(), variation("T-1-G", idMapeamento="3")]))
    assert [row.get("skuMapeamento") for row in answer.json] == ["T-1", "T-1-M", None]
    assert answer.json[2] == {"idMapeamento": "3", "error": "a variação T-1-G não existe no produto da loja"}


def test_variations_on_one_side_only_are_refused_entry_by_entry(bench, stub, dados):
    stub.sells("T-1")
    answer = bench.notify(dados("T-1", variacoes=[variation()]))
    assert [row["error"].partition(":")[0] for row in answer.json] == ["type_mismatch"] * 2
    assert stub.links == {}


def test_a_variation_without_a_sku_leaves_nothing_half_created(bench, stub, dados):
    answer = bench.notify(dados("T-1", variacoes=[variation(" ")]))
    assert [row["error"] for row in answer.json] == ["validation: Uma variação do produto não tem SKU."] * 2
    assert stub.products == {}


@pytest.mark.fact("novaoito", 47)
@pytest.mark.parametrize("price", ["0", "0.00", 0])
def test_a_product_without_a_price_arrives_inactive_and_the_log_says_why(bench, stub, dados, price):
    answer = bench.notify(dados("T-1", preco=price))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "T-1"}]
    assert (product_of(stub, "T-1")["status"], product_of(stub, "T-1")["price"]) == ("inactive", 0)
    messages = [entry["message"] for entry in bench.http.get("/log").json["entries"]]
    assert any("inativo na loja: no Tiny o preço é 0" in message for message in messages)


@pytest.mark.fact("novaoito", 47)
def test_a_product_arrives_with_its_negative_balance(bench, stub, dados):
    bench.notify(dados("T-1", estoqueAtual=-3))
    assert product_of(stub, "T-1")["stock_quantity"] == -3
