import httpx
import pytest

from homologa.simulators.kernel.errors import ScreenRefusal

VISIBILITIES = [
    ("Não visível individualmente", False, False, False),
    ("Disponível apenas nos catálogos", True, False, True),
    ("Disponível apenas na busca", False, True, True),
    ("Catálogo e busca", True, True, True),
]


@pytest.fixture
def shopper(shop, worlds):
    """A client without a token, at the store's own host."""
    return httpx.Client(transport=worlds[1], base_url=f"https://{shop.host}")


def ids(answer):
    return [product["id"] for product in answer.json()["data"]]


@pytest.mark.fact("novaoito", 8)
@pytest.mark.parametrize(("visibility", "listed", "searched", "reached"), VISIBILITIES)
def test_a_product_shows_where_its_visibility_says(shop, shopper, visibility, listed, searched, reached):
    product = shop.new("CAN-01", nome="Caneca de Ágata", categoria="Casa > Cozinha", visibilidade=visibility)
    (category,) = shop.row("CAN-01")["registro"]["category_ids"]

    assert (product in ids(shopper.get("/catalog"))) is listed
    assert (product in ids(shopper.get(f"/catalog?category={category}"))) is listed
    assert (product in ids(shopper.get("/search?q=caneca"))) is searched
    assert (shopper.get(f"/p/{product}").status_code == 200) is reached
    (row,) = shop.view("vitrine", sku="CAN-01")
    assert (row["na_listagem"], row["na_busca"], row["endereco_direto"]) == (listed, searched, reached)


@pytest.mark.fact("novaoito", 8)
def test_what_is_made_on_the_screen_shows_everywhere(shop, shopper):
    product = shop.new("CAN-01", nome="Caneca")

    assert shop.row("CAN-01")["visibilidade"] == "Catálogo e busca"
    assert ids(shopper.get("/catalog")) == ids(shopper.get("/search?q=caneca")) == [product]


def test_an_inactive_product_shows_nowhere(shop, shopper, refused):
    product = shop.new("CAN-01", nome="Caneca", situacao="Inativo")

    assert ids(shopper.get("/catalog")) == ids(shopper.get("/search?q=caneca")) == []
    refused(shopper.get(f"/p/{product}"), 404, "not_found")
    (call,) = shop.world.journal.find(operation="storefront.product")
    assert "Inativo" in call.hint


def test_a_category_lists_what_is_below_it_too(shop, shopper, refused):
    top, inner = shop.new("A", categoria="Casa"), shop.new("B", categoria="Casa > Cozinha")
    shop.new("C", categoria="Roupas")
    casa, cozinha, _ = (row["id"] for row in shop.admin.get("/categories").json()["data"])

    assert ids(shopper.get(f"/catalog?category={casa}")) == [top, inner]
    assert ids(shopper.get(f"/catalog?category={cozinha}")) == [inner]
    refused(shopper.get("/catalog?category=99"), 404, "not_found")
    refused(shopper.get("/catalog?category=casa"), 404, "not_found")


@pytest.mark.parametrize("words", ["agata caneca", "ÁGATA", "can-01", " caneca "])
def test_the_search_minds_words_alone(shop, shopper, words):
    product = shop.new("CAN-01", nome="Caneca de Ágata")
    shop.new("PRA-01", nome="Prato")

    assert ids(shopper.get("/search", params={"q": words})) == [product]


@pytest.mark.parametrize("query", ["", "q=", f"q={'x' * 201}", "q=a&per_page=0"])
def test_the_search_needs_something_to_look_for(shopper, refused, query):
    refused(shopper.get(f"/search?{query}"), 422, "validation_failed")


def test_on_a_shared_port_the_path_names_the_store(shop, worlds, refused):
    client = httpx.Client(transport=worlds[1], base_url="https://x.novaoito.example")
    product = shop.new("CAN-01")
    store = shop.view("credenciais")["store_id"]

    assert ids(client.get(f"/loja/{store}/catalog")) == [product]
    assert client.get(f"/loja/{store}/p/{product}").json()["sku"] == "CAN-01"
    refused(client.get("/loja/outra/catalog"), 404, "not_found")
    refused(client.get("/catalog"), 404, "not_found")
    refused(client.get(f"/loja/{store}/nada"), 404, "not_found")
    assert [found.hint for found in worlds[0].unrouted_journal.find() if "credenciais" in found.hint]


def test_a_suspended_store_shows_nothing(shop, shopper, refused):
    shop.act("suspender_loja")

    refused(shopper.get("/catalog"), 423, "store_suspended")


def test_pages_of_the_storefront_part_the_whole(shop, shopper):
    made = [shop.new(f"P-{number}") for number in range(5)]

    pages = [shopper.get(f"/catalog?per_page=2&page={page}") for page in (1, 2, 3)]

    assert [product for page in pages for product in ids(page)] == made
    assert shopper.get(pages[0].json()["links"]["next"]).json() == pages[1].json()


def test_a_special_price_holds_in_its_days_alone(shop, app, shopper):
    product = shop.new("A", preco=20, preco_promocional=15)
    period = {"special_from": "2026-11-04T00:00:00-03:00", "special_to": "2026-11-05T00:00:00-03:00"}
    app.put("/prices/A", json={"price": 20, "special_price": 15, **period})
    shown = []
    for _ in range(3):
        shown.append(shopper.get(f"/p/{product}").json()["special_price"])
        shop.world.advance_by(86_400)

    assert shown == [None, 15, None]


def test_a_variant_has_its_own_price_and_stock(shop, shopper):
    small = {"sku": "A-P", "opcoes": {"T": "P"}, "preco": 12, "estoque": 1}
    large = {"sku": "A-G", "opcoes": {"T": "G"}}
    hidden = {"sku": "A-X", "opcoes": {"T": "X"}, "situacao": "Inativo"}
    product = shop.new("A", preco=10, variacoes=[small, large, hidden])

    shown = shopper.get(f"/p/{product}").json()

    assert [(row["sku"], row["price"], row["in_stock"]) for row in shown["variants"]] == [
        ("A-P", 12, True),
        ("A-G", 10, False),
    ]
    assert shown["in_stock"] is True


@pytest.mark.fact("novaoito", 47)
def test_a_product_at_no_price_is_shown_and_not_for_sale(shop, app, shopper):
    free = app.post("/products", json={"sku": "ZERO", "name": "Zero", "price": 0, "stock_quantity": 5}).json()["id"]
    sizes = [{"sku": "CAM-P", "opcoes": {"T": "P"}, "preco": 0}, {"sku": "CAM-G", "opcoes": {"T": "G"}, "preco": 9}]
    shirt = shop.new("CAM", preco=0, estoque=5, variacoes=sizes)

    assert (shop.row("ZERO")["preco"], shopper.get(f"/p/{free}").json()["for_sale"]) == (0, False)
    shown = shopper.get(f"/p/{shirt}").json()
    assert (shown["for_sale"], [variant["for_sale"] for variant in shown["variants"]]) == (True, [False, True])
    assert [(row["sku"], row["a_venda"]) for row in shop.view("vitrine")] == [("ZERO", False), ("CAM", True)]


def test_where_a_product_shows_says_whether_it_can_be_bought(shop):
    shop.new("A", preco=10, estoque=1)
    shop.new("B", preco=10)
    shop.new("C", preco=10, estoque=1, situacao="Inativo")
    shop.new("D", preco=10, estoque=1, variacoes=[{"sku": "D-P", "opcoes": {"T": "P"}, "situacao": "Inativo"}])

    rows = [(row["sku"], row["a_venda"], row["em_estoque"]) for row in shop.view("vitrine")]

    assert rows == [("A", True, True), ("B", True, False), ("C", False, True), ("D", False, False)]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"situacao": "Inativo", "preco": 10}, "Inativo"),
        ({"visibilidade": "Não visível individualmente", "preco": 10}, "Não visível"),
        ({}, "sem preço"),
        ({"preco": 0, "estoque": 9}, "sem preço"),
        ({"preco": 10, "preco_promocional": 0, "estoque": 9}, "sem preço"),
        ({"preco": 10}, "há 0 em estoque"),
        ({"preco": 10, "variacoes": [{"sku": "A-P", "opcoes": {"T": "P"}}]}, "variações"),
    ],
)
def test_what_shoppers_cannot_have_is_not_sold(shop, fields, reason):
    shop.new("A", **fields)

    with pytest.raises(ScreenRefusal, match=reason):
        shop.act("finalizar_compra", itens=["A"])
    assert shop.view("pedidos") == []
