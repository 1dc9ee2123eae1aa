import pytest

FULL = {
    "sku": "CAM-01",
    "name": "Camiseta Básica",
    "type": "configurable",
    "short_description": "Curta",
    "description": "<p>Longa</p>",
    "status": "inactive",
    "visibility": "catalog",
    "price": 59.9,
    "special_price": 49.9,
    "special_from": "2026-11-20T00:00:00-03:00",
    "special_to": None,
    "cost": 20,
    "weight": 0.25,
    "width": 20,
    "height": 2,
    "length": 30,
    "gtin": "7891000100103",
    "ncm": "6109.10.00",
    "cest": "28.038.00",
    "origin": 0,
    "unit": "UN",
    "brand": "Marca",
    "manage_stock": True,
    "stock_quantity": 7,
    "availability": {"type": "made_to_order", "lead_days": 5, "release_date": None},
    "images": [{"url": "https://img.example.com/1.jpg"}],
    "attributes": [{"name": "Tecido", "value": "Algodão"}],
}
VARIANT = {
    "sku": "CAM-01-P",
    "options": [{"name": "Tamanho", "value": "P"}],
    "price": 61,
    "stock_quantity": 3,
}


def test_a_product_keeps_all_that_was_written(app):
    category = app.post("/categories", json={"name": "Roupas"}).json()
    sent = {**FULL, "category_ids": [category["id"]], "variants": [VARIANT]}

    made = app.post("/products", json=sent)

    shown = app.get(f"/products/{made.json()['id']}").json()
    assert made.status_code == 201
    assert made.json() == shown
    assert {name: shown[name] for name in sent if name != "variants"} == {
        name: value for name, value in sent.items() if name != "variants"
    }
    (variant,) = shown["variants"]
    assert {name: variant[name] for name in VARIANT} == VARIANT
    assert (shown["slug"], shown["visibility_code"], shown["status_label"]) == (
        "camiseta-basica",
        2,
        "Inativo",
    )


@pytest.mark.fact("novaoito", 6)
def test_a_product_without_sku_is_refused(app, refused):
    problem = refused(app.post("/products", json={"name": "Sem SKU"}), 422, "validation_failed")

    assert set(problem["errors"]) == {"sku"}
    assert app.get("/products").json()["meta"]["total"] == 0


@pytest.mark.fact("novaoito", 6)
@pytest.mark.parametrize("taken", ["CAM-01", "CAM-01-P"])
def test_an_existing_sku_is_refused(shop, app, refused, taken):
    app.post("/products", json={**FULL, "variants": [VARIANT]})
    other = shop.new("B")
    as_variant = {"type": "configurable", "variants": [{**VARIANT, "sku": taken}]}

    refused(app.post("/products", json={"sku": taken, "name": "X"}), 409, "sku_already_exists")
    refused(app.post("/products", json={"sku": "N", "name": "X", **as_variant}), 409, "sku_already_exists")
    refused(app.patch(f"/products/{other}", json={"sku": taken}), 409, "sku_already_exists")
    refused(app.put(f"/products/{other}", json={"sku": taken, "name": "X"}), 409, "sku_already_exists")
    assert shop.row("B")["nome"] == "Produto B"


def test_a_sku_counts_as_sent(app):
    for sku in ("AB-1", "ab-1", " AB-1"):
        assert app.post("/products", json={"sku": sku, "name": "X"}).status_code == 201


@pytest.mark.fact("novaoito", 6)
def test_old_data_may_lack_or_repeat_skus(shop, app):
    ids = shop.load({"sku": None}, {"sku": "D"}, {"sku": "D"}, {"sku": ""}, {})

    shown = [app.get(f"/products/{product}").json()["sku"] for product in ids]

    assert shown == [None, "D", "D", "", None]
    assert shop.row("")["criado_por"] == "carga"


def test_a_product_of_old_data_can_be_changed_without_its_sku(shop, app):
    first, second = shop.load({"sku": "D"}, {"sku": "D"})

    assert app.patch(f"/products/{first}", json={"price": 10}).json()["price"] == 10
    assert app.put(f"/products/{second}", json={"sku": "D", "name": "Novo"}).json()["name"] == "Novo"


@pytest.mark.fact("novaoito", 7)
def test_a_product_is_found_by_its_sku(shop, app, refused):
    shop.new("A/B C")
    shop.new("A//B/")
    app.post("/products", json={**FULL, "variants": [VARIANT]})
    shop.load({"sku": "D"}, {"sku": "D", "situacao": "Inativo"})

    assert app.get("/products/by-sku/A%2FB%20C").json()["sku"] == "A/B C"
    assert app.get("/products/by-sku/A%2F%2FB%2F").json()["sku"] == "A//B/"
    assert app.get("/products/by-sku/CAM-01-P").json()["sku"] == "CAM-01"
    refused(app.get("/products/by-sku/cam-01"), 404, "not_found")
    refused(app.get("/products/by-sku/D"), 409, "sku_not_unique")


def test_patch_keeps_and_put_resets_what_is_left_out(app):
    product = app.post("/products", json=FULL).json()
    path = f"/products/{product['id']}"

    patched = app.patch(path, json={"name": "Outro nome"}).json()
    replaced = app.put(path, json={"sku": "CAM-01", "name": "Outro nome"}).json()

    assert {**patched, "name": product["name"]} == product
    assert (replaced["price"], replaced["visibility"], replaced["status"]) == (
        None,
        "catalog_search",
        "active",
    )
    assert (replaced["slug"], replaced["images"], replaced["brand"]) == ("outro-nome", [], None)


def test_what_was_read_can_be_sent_back(app):
    product = app.post("/products", json={**FULL, "variants": [VARIANT]}).json()

    assert app.put(f"/products/{product['id']}", json=product).json() == product


def test_variants_are_known_by_their_sku(app):
    small, large = VARIANT, {**VARIANT, "sku": "CAM-01-G"}
    product = app.post("/products", json={**FULL, "variants": [small, large]}).json()
    ids = {variant["sku"]: variant["id"] for variant in product["variants"]}

    changed = app.patch(f"/products/{product['id']}", json={"variants": [large, {**VARIANT, "sku": "X"}]}).json()

    kept, new = changed["variants"]
    assert kept["id"] == ids["CAM-01-G"]
    assert new["id"] not in ids.values()
    assert app.post("/products", json={"sku": "CAM-01-P", "name": "Livre"}).status_code == 201


def test_only_a_configurable_product_has_variants(app, refused):
    answer = app.post("/products", json={**FULL, "type": "simple", "variants": [VARIANT]})

    assert set(refused(answer, 422, "validation_failed")["errors"]) == {"variants"}


def test_a_category_has_to_exist(app, refused):
    answer = app.post("/products", json={**FULL, "category_ids": [99]})

    assert set(refused(answer, 422, "validation_failed")["errors"]) == {"category_ids.0"}


def test_an_image_that_cannot_be_downloaded_leaves_a_warning(app):
    images = [{"url": "https://nada.invalid/1.jpg"}, {"url": "https://img.example.com/2.jpg"}]

    made = app.post("/products", json={**FULL, "images": images})

    assert made.status_code == 201
    assert made.json()["images"] == images[1:]
    assert made.json()["warnings"] == ["A imagem https://nada.invalid/1.jpg não pôde ser baixada."]


@pytest.mark.parametrize(
    ("visibility", "code", "label"),
    [
        ("not_visible", 1, "Não visível individualmente"),
        ("catalog", 2, "Disponível apenas nos catálogos"),
        ("search", 3, "Disponível apenas na busca"),
        ("catalog_search", 4, "Catálogo e busca"),
    ],
)
def test_the_four_visibilities_have_code_and_label(shop, app, visibility, code, label):
    product = app.post("/products", json={"sku": "A", "name": "A", "visibility": visibility}).json()

    assert (product["visibility_code"], product["visibility_label"]) == (code, label)
    assert shop.row("A")["visibilidade"] == label


def test_a_product_of_the_screen_is_in_catalogue_and_search(shop):
    shop.new("A")

    assert shop.row("A")["registro"]["visibility"] == "catalog_search"


def test_a_deleted_product_is_gone(shop, app, refused):
    product = shop.new("A")

    assert app.delete(f"/products/{product}").status_code == 204
    refused(app.get(f"/products/{product}"), 404, "not_found")
    refused(app.delete(f"/products/{product}"), 404, "not_found")
    assert shop.new("A") != product


def test_categories_are_a_tree(app, refused):
    root = app.post("/categories", json={"name": "Roupas"}).json()
    child = app.post("/categories", json={"name": "Infantil", "parent_id": root["id"]}).json()

    assert child["path"] == "Roupas >> Infantil"
    assert app.get(f"/categories/{child['id']}").json() == child
    assert app.get("/categories").json()["data"] == [root, child]
    refused(app.post("/categories", json={"name": "X", "parent_id": 99}), 422, "validation_failed")
    refused(app.get("/categories/99"), 404, "not_found")
