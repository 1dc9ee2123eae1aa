"""A SKU is any text: it reaches the platforms as it is, or is refused in words."""

import httpx
import pytest

SKUS = [
    ".", "..", "/", "//", "a/..", "../b", "a//b", "/a", "a/", "a/./b", "%2E", "a%2Fb", "a?b=c", "a#b", "a&b=c", "a+b",
    "a b", "\\", "a;b", "a:b", "@", "*", "'", '"', "<b>", "{}", "[0]", "~", "çãé", "日本語", "🧉", "١٢٣",
    "bulk", "a\tb", "0", "007", "null",
]  # fmt: skip


@pytest.fixture
def linked(shop):
    """A product of this SKU on both sides, linked, with other stock and price in Tiny than in the store."""

    def make(sku):
        product = shop.store("POST", "/products", json={"sku": sku, "name": "Caneca", "price": 10})["id"]
        shop.links(product, shop.has_in_erp(sku, preco=19.9, estoque_atual=7))
        return product

    return make


def tell(bench, kind, sku):
    assert bench.tell(kind, {"tipoEstoque": "F", "saldo": 7, "sku": sku, "skuMapeamento": sku}).status_code == 200
    bench.settle()


@pytest.mark.parametrize("sku", SKUS)
def test_a_notice_of_it_is_followed(bench, shop, linked, sku):
    shop.sells("b", estoque=5)
    product = linked(sku)
    for kind in ("stock", "price"):
        tell(bench, kind, sku)
    shown = shop.product(product)
    assert (shown["stock_quantity"], shown["price"]) == (7, 19.9)
    assert bench.tasks() == []


@pytest.mark.parametrize("sku", SKUS)
def test_it_comes_from_tiny_and_goes_there(bench, shop, dados, sku):
    assert bench.notify(dados(sku)).json == [{"idMapeamento": "55001", "skuMapeamento": sku}]
    ((came, shown),) = shop.products().items()
    assert shown["sku"] == sku
    shop.world.act("novaoito", "excluir_produto", id=came)
    product = shop.store("POST", "/products", json={"sku": sku, "name": "Caneca", "price": 10})["id"]
    assert shop.results(bench.integrate("send", product)["id"]) == {product: ("created", None)}
    assert shop.codes() == [sku]


@pytest.mark.parametrize("sku", ["A", ".."])
def test_one_that_two_products_of_the_store_bear_is_refused_and_visible(bench, shop, linked, sku):
    linked(sku)
    shop.sells(sku)
    tell(bench, "stock", sku)
    (task,) = bench.tasks()
    assert (task["state"], task["key"]) == ("dead", sku)


@pytest.mark.parametrize("kind", ["stock", "product"])
def test_half_a_character_is_refused_in_words(bench, kind):
    half = "\ud83e"
    answer = bench.tell(kind, {"sku": half, "codigo": half, "saldo": 1, "id": 1})
    assert (answer.status_code, "Unicode" in answer.json["error"]) == ({"stock": 400, "product": 200}[kind], True)


def test_a_call_to_a_sku_is_a_call_of_that_path(bench, shop, linked):
    linked("a/b c")
    tell(bench, "stock", "a/b c")
    assert shop.wire.count("/products/by-sku/a%2Fb%20c") == 1
    assert httpx.URL("https://x/by-sku/a%2Fb%20c").raw_path == b"/by-sku/a%2Fb%20c"
