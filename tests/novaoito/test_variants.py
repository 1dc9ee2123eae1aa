"""Variants one by one."""

import pytest

SMALL = {"sku": "CAM-P", "options": [{"name": "Tamanho", "value": "P"}], "price": 61, "stock_quantity": 3}
BLUE = {"sku": "CAM-A", "opcoes": {"T": "P", "Cor": "Azul"}}
LARGE = {"sku": "CAM-G", "options": [{"name": "Tamanho", "value": "G"}]}


@pytest.fixture
def shirt(app):
    product = {"sku": "CAM", "name": "Camiseta", "type": "configurable", "variants": [SMALL]}
    return app.post("/products", json=product).json()


@pytest.fixture
def path(shirt):
    return f"/products/{shirt['id']}/variants"


def test_a_variant_is_added_read_and_removed(app, shirt, path):
    made = app.post(path, json=LARGE)
    variant = made.json()

    assert made.status_code == 201
    assert variant == {
        **LARGE,
        "id": variant["id"],
        "price": None,
        "special_price": None,
        "stock_quantity": 0,
        "gtin": None,
        "status": "active",
    }
    assert app.get(f"{path}/{variant['id']}").json() == variant
    assert app.get(path).json()["data"] == [*shirt["variants"], variant]
    assert app.delete(f"{path}/{variant['id']}").status_code == 204
    assert app.get(path).json()["data"] == shirt["variants"]


def test_a_replaced_variant_keeps_its_id_also_with_another_sku(app, shirt, path):
    (before,) = shirt["variants"]

    after = app.put(f"{path}/{before['id']}", json={**LARGE, "sku": "CAM-GG"}).json()

    assert (after["id"], after["sku"], after["price"]) == (before["id"], "CAM-GG", None)
    assert app.get("/products/by-sku/CAM-GG").json()["id"] == shirt["id"]
    assert app.get("/products/by-sku/CAM-P").status_code == 404


def test_what_was_read_can_be_sent_back(app, shirt, path):
    (variant,) = shirt["variants"]

    assert app.put(f"{path}/{variant['id']}", json=variant).json() == variant
    assert app.get(f"/products/{shirt['id']}").json() == shirt


def test_skus_are_unique_among_products_and_variants(shop, app, shirt, path, refused):
    shop.new("B")
    (variant,) = shirt["variants"]

    for taken in ("B", "CAM", "CAM-P"):
        refused(app.post(path, json={**LARGE, "sku": taken}), 409, "sku_already_exists")
    refused(app.put(f"{path}/{variant['id']}", json={**LARGE, "sku": "B"}), 409, "sku_already_exists")


def test_a_simple_product_has_no_variants(shop, app, refused):
    product = shop.new("B")

    assert app.get(f"/products/{product}/variants").json()["data"] == []
    problem = refused(app.post(f"/products/{product}/variants", json=LARGE), 422, "validation_failed")
    assert set(problem["errors"]) == {"variants"}


def test_a_product_has_so_many_variants_at_most(shop, app, refused):
    variants = [{"sku": f"V-{number}", "opcoes": {"N": number}} for number in range(500)]
    product = shop.new("A", variacoes=variants)

    refused(app.post(f"/products/{product}/variants", json=LARGE), 422, "validation_failed")


def test_what_is_not_there_is_not_found(shop, app, shirt, path, refused):
    other, (variant,) = shop.new("B"), shirt["variants"]

    refused(app.get(f"{path}/9"), 404, "not_found")
    refused(app.get(f"/products/{other}/variants/{variant['id']}"), 404, "not_found")
    refused(app.put(f"{path}/9", json=LARGE), 404, "not_found")
    refused(app.delete(f"{path}/9"), 404, "not_found")
    refused(app.post("/products/9/variants", json=LARGE), 404, "not_found")
    refused(app.post(path, json={"sku": "X"}), 422, "validation_failed")


def test_the_screen_shows_what_each_variant_has_in_stock_and_costs(shop):
    variants = [
        {"sku": "CAM-P", "opcoes": {"Tamanho": "P", "Cor": "Azul"}, "preco": 61, "preco_promocional": 59, "estoque": 3},
        {"sku": "CAM-G", "opcoes": {"Tamanho": "G"}, "gtin": "7891000100103", "situacao": "Inativo"},
    ]
    shop.new("CAM", preco=50, preco_promocional=45, estoque=9, variacoes=variants)
    shop.new("OUTRO", variacoes=[{"sku": "OUTRO-P", "opcoes": {"Tamanho": "P"}}])

    small, large = shop.view("variacoes", produto="CAM")

    assert (small["produto"], small["sku"], small["opcoes"]) == ("CAM", "CAM-P", ["Tamanho: P", "Cor: Azul"])
    assert (small["preco"], small["preco_promocional"], small["preco_do_produto"]) == (61, 59, False)
    assert (large["preco"], large["preco_promocional"], large["preco_do_produto"]) == (50, 45, True)
    assert [(row["estoque"], row["situacao"], row["gtin"]) for row in (small, large)] == [
        (3, "Ativo", None),
        (0, "Inativo", "7891000100103"),
    ]
    assert shop.view("variacoes", sku="CAM-G") == [large]
    assert [row["sku"] for row in shop.view("variacoes")] == ["CAM-P", "CAM-G", "OUTRO-P"]
    assert shop.view("variacoes", produto="NADA") == []


def test_the_screen_shows_how_each_variant_is_linked(shop, app, shirt):
    shop.act("alterar_produto", sku="CAM", variacoes=[{"sku": "CAM-P", "opcoes": {"T": "P"}}, BLUE])
    _, blue = shop.view("variacoes", produto="CAM")
    link = {"external_id": "7", "variants": [{"variant_id": blue["id"], "external_id": "8"}]}
    app.put(f"/erp/links/tiny/{shirt['id']}", json=link).raise_for_status()

    assert [row["id_tiny"] for row in shop.view("variacoes", produto="CAM")] == [None, "8"]


def test_variants_of_old_data_without_sku_are_told_apart(shop, app):
    nameless = [{"sku": None, "opcoes": {"T": size}} for size in "PG"]
    (product,) = shop.load({"sku": "A", "variacoes": nameless})

    changed = app.patch(f"/products/{product}", json={"price": 10}).json()

    assert len({variant["id"] for variant in changed["variants"]}) == 2
    assert [variant["options"][0]["value"] for variant in changed["variants"]] == ["P", "G"]


def test_variants_of_old_data_with_one_sku_keep_their_ids_when_sent_back(shop, app):
    twins = [{"sku": "A-P", "opcoes": {"T": size}} for size in "PG"]
    (product,) = shop.load({"sku": "A", "variacoes": twins})
    before = app.get(f"/products/{product}").json()

    assert app.put(f"/products/{product}", json=before).json() == before


def test_images_are_replaced_alone(app, shirt):
    images = [{"url": "https://nada.invalid/1.jpg"}, {"url": "https://img.example.com/2.jpg"}]

    changed = app.put(f"/products/{shirt['id']}/images", json={"images": images}).json()

    assert (changed["images"], len(changed["warnings"])) == (images[1:], 1)
    assert {**changed, "images": [], "warnings": []} == {**shirt, "images": [], "warnings": []}


@pytest.mark.parametrize("body", [{}, {"images": None}, {"images": [{"url": "x"}]}, {"images": [], "name": "X"}])
def test_images_have_their_shape(app, shirt, refused, body):
    refused(app.put(f"/products/{shirt['id']}/images", json=body), 422, "validation_failed")


def test_brands_and_attributes_are_those_that_products_have(shop, app):
    sizes = [{"sku": f"A-{size}", "opcoes": {"Tamanho": size}} for size in "PG"]
    shop.new("A", marca="Ágata", variacoes=sizes)
    shop.new("B", marca="Ágata")
    shop.new("C", marca="Barro")
    app.post("/products", json={"sku": "D", "name": "D", "attributes": [{"name": "Material", "value": "Louça"}]})

    brands = app.get("/brands").json()["data"]
    attributes = app.get("/attributes?sort=name").json()["data"]

    assert [brand["name"] for brand in brands] == ["Ágata", "Barro"]
    assert app.get("/brands", params={"filter[name]": "Barro"}).json()["data"] == brands[1:]
    assert [(each["name"], each["values"]) for each in attributes] == [("Material", ["Louça"]), ("Tamanho", ["P", "G"])]
