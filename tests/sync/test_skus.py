"""A SKU is any text: it reaches the platforms as it is, or is refused in words."""

import httpx
import pytest

SKUS = [
    ".", "..", "/", "//", "a/..", "../b", "a//b", "/a", "a/", "a/./b", "%2E", "a%2Fb", "a?b=c", "a#b", "a&b=c", "a+b",
    "a b", "\\", "a;b", "a:b", "@", "*", "'", '"', "<b>", "{}", "[0]", "~", "çãé", "日本語", "🧉", "١٢٣",
    "bulk", "a\tb", "0", "007", "null",
]  # fmt: skip


@pytest.fixture
def linked(stub):
    """A product of this SKU on both sides, linked, with other stock in Tiny than in the store."""

    def make(sku):
        erp_id = stub.has_in_erp(sku, preco="19.90", saldos={"saldo": 7, "saldoReservado": 0})
        product = stub.sells(sku, stock_quantity=1)
        stub.links[product] = {"external_id": erp_id}
        return stub.products[product]

    return make


@pytest.mark.parametrize("sku", SKUS)
def test_a_notice_of_it_is_followed(bench, stub, linked, sku):
    stub.sells("b", stock_quantity=5)
    product = linked(sku)
    assert bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku=sku, skuMapeamento=sku) == 200
    assert bench.tell("price", "precos", sku=sku, skuMapeamento=sku) == 200
    bench.settle()
    assert (product["stock_quantity"], product["price"]) == (7, 19.9)
    assert bench.http.get("/work").json["tasks"] == []


@pytest.mark.parametrize("sku", SKUS)
def test_it_comes_from_tiny_and_goes_there(bench, stub, dados, sku):
    assert bench.notify(dados(sku)).json == [{"idMapeamento": "55001", "skuMapeamento": sku}]
    assert [row["sku"] for row in stub.products.values()] == [sku]
    stub.products.clear()
    stub.links.clear()
    product = stub.sells(sku)
    assert stub.results(bench.integrate("send", product)["id"]) == {product: ("created", None)}
    assert [row["codigo"] for row in stub.erp.values()] == [sku]


@pytest.mark.parametrize("sku", ["A", ".."])
def test_one_that_two_products_of_the_store_bear_is_refused_and_visible(bench, stub, linked, sku):
    linked(sku)
    stub.sells(sku)
    assert bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku=sku, skuMapeamento=sku) == 200
    bench.settle()
    (task,) = bench.http.get("/work").json["tasks"]
    assert (task["state"], task["key"]) == ("dead", sku)


@pytest.mark.parametrize("kind", ["stock", "product"])
def test_half_a_character_is_refused_in_words(bench, stub, kind):
    path = stub.receivers[kind].removeprefix("https://conector.example")
    tipo = {"stock": "estoque", "product": "produto"}[kind]
    dados = '{"sku": "\\ud83e", "codigo": "\\ud83e", "saldo": 1, "id": 1}'
    body = f'{{"cnpj": "12345678000195", "idEcommerce": 7421, "tipo": "{tipo}", "dados": {dados}}}'
    answer = bench.http.post(path, data=body)
    assert (answer.status_code, "Unicode" in answer.json["error"]) == ({"stock": 400, "product": 200}[kind], True)


def test_a_call_to_a_sku_is_a_call_of_that_path(bench, stub, linked):
    linked("a/b c")
    bench.tell("stock", "estoque", tipoEstoque="F", saldo=7, sku="a/b c", skuMapeamento="a/b c")
    bench.settle()
    assert stub.count("/products/by-sku/a%2Fb%20c") == 1
    assert httpx.URL("https://x/by-sku/a%2Fb%20c").raw_path == b"/by-sku/a%2Fb%20c"
