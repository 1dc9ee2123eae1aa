import pytest

LINK = {"external_id": "900", "mapping_id": "55", "external_sku": "A"}


def test_a_link_is_written_and_read(shop, app):
    product = shop.new("A")

    made = app.put(f"/erp/links/tiny/{product}", json=LINK)

    assert made.json() == {
        "system": "tiny",
        "product_id": product,
        **LINK,
        "active": True,
        "linked_at": "2026-11-03T09:00:00-03:00",
        "variants": [],
    }
    assert app.get(f"/erp/links/tiny/{product}").json() == made.json()
    assert shop.row("A")["id_tiny"] == "900"


def test_a_link_changes_nothing_else_of_the_product(shop, app):
    product = shop.new("A", preco=10)
    before = app.get(f"/products/{product}").json()
    shop.world.advance_by(60)

    app.put(f"/erp/links/tiny/{product}", json=LINK)

    after = app.get(f"/products/{product}").json()
    assert {**after, "erp": before["erp"]} == before
    assert after["erp"]["tiny"]["status"] == "linked"


def test_the_same_link_again_keeps_its_moment(shop, app):
    product = shop.new("A")
    first = app.put(f"/erp/links/tiny/{product}", json=LINK).json()
    shop.world.advance_by(60)

    again = app.put(f"/erp/links/tiny/{product}", json={**LINK, "mapping_id": "56"}).json()

    assert again == {**first, "mapping_id": "56"}


def test_links_are_one_to_one(shop, app, refused):
    first, second = shop.new("A"), shop.new("B")
    app.put(f"/erp/links/tiny/{first}", json=LINK)

    refused(app.put(f"/erp/links/tiny/{first}", json={"external_id": "901"}), 409, "already_linked")
    refused(app.put(f"/erp/links/tiny/{second}", json=LINK), 409, "already_linked")

    assert app.get(f"/erp/links/tiny/{first}").json()["external_id"] == "900"
    refused(app.get(f"/erp/links/tiny/{second}"), 404, "not_found")


@pytest.mark.fact("novaoito", 9)
def test_unlinked_an_active_product_is_pending_again(shop, app):
    product = shop.new("A")
    app.put(f"/erp/links/tiny/{product}", json=LINK)
    assert shop.pending() == []

    assert app.delete(f"/erp/links/tiny/{product}").status_code == 204

    assert shop.pending() == ["A"]


@pytest.mark.fact("novaoito", 9)
def test_unlinked_on_the_screen_an_inactive_product_is_not_eligible(shop, app):
    product = shop.new("A", situacao="Inativo")
    app.put(f"/erp/links/tiny/{product}", json=LINK)

    shop.act("desvincular_produto", sku="A", sistema="Tiny")

    assert shop.row("A")["integracao"] == "Não elegível"
    assert shop.pending() == []


@pytest.mark.fact("novaoito", 9)
def test_a_deleted_product_frees_its_link(shop, app, refused):
    first, second = shop.new("A"), shop.new("B")
    app.put(f"/erp/links/tiny/{first}", json=LINK)

    shop.act("excluir_produto", sku="A")

    refused(app.get(f"/erp/links/tiny/{first}"), 404, "not_found")
    assert app.put(f"/erp/links/tiny/{second}", json=LINK).status_code == 200


def test_a_link_needs_a_product_and_an_id(shop, app, refused):
    product = shop.new("A")

    refused(app.put("/erp/links/tiny/9", json=LINK), 404, "not_found")
    refused(app.put(f"/erp/links/tiny/{product}", json={}), 422, "validation_failed")
    refused(app.put(f"/erp/links/tiny/{product}", json={"external_id": 900}), 422, "validation_failed")
    refused(app.delete(f"/erp/links/tiny/{product}"), 404, "not_found")


def test_after_a_new_installation_a_link_is_active_again(shop, app):
    product = shop.new("A")
    app.put(f"/erp/links/tiny/{product}", json=LINK)
    shop.act("desinstalar")
    shop.act("instalar")
    anew = shop.client(shop.view("credenciais")["app_token"])
    assert anew.get(f"/erp/links/tiny/{product}").json()["active"] is False

    assert anew.put(f"/erp/links/tiny/{product}", json=LINK).json()["active"] is True


@pytest.fixture
def shirt(shop, app):
    """A product with three variants: its path among the links, and the ids of the variants."""
    variants = [{"sku": f"CAM-{size}", "opcoes": {"T": size}} for size in "PMG"]
    product = shop.new("CAM", variacoes=variants)
    return f"/erp/links/tiny/{product}", [row["id"] for row in app.get(f"/products/{product}/variants").json()["data"]]


def variant_link(variant_id, external_id, **more):
    return {"variant_id": variant_id, "external_id": external_id, "mapping_id": None, "external_sku": None, **more}


def pending_variants(app):
    return [row["variants_pending"] for row in app.get("/erp/products").json()["data"]]


@pytest.mark.fact("novaoito", 31)
def test_variants_are_linked_and_the_others_are_listed_as_pending(app, shirt):
    path, (small, medium, large) = shirt
    assert pending_variants(app) == [[]]
    sent = [{"variant_id": small, "external_id": "901", "mapping_id": "7"}, {"variant_id": medium}]

    shown = app.put(path, json={**LINK, "variants": sent}).json()

    assert shown["variants"] == [
        variant_link(small, "901", mapping_id="7"),
        variant_link(medium, None),
        variant_link(large, None),
    ]
    assert app.get(path).json() == shown
    assert pending_variants(app) == [["CAM-M", "CAM-G"]]


def test_the_whole_link_is_written_each_time(shop, app, shirt):
    path, (small, medium, _) = shirt
    both = [variant_link(small, "901"), variant_link(medium, "902")]
    app.put(path, json={**LINK, "variants": both})

    swapped = [variant_link(small, "902"), variant_link(medium, "901")]
    assert app.put(path, json={**LINK, "variants": swapped}).json()["variants"][:2] == swapped
    assert shop.row("CAM")["variacoes_pendentes"] == ["CAM-G"]
    app.put(path, json=LINK)

    assert pending_variants(app) == [["CAM-P", "CAM-M", "CAM-G"]]


@pytest.mark.parametrize("taken", ["900", "901", "950", "951"])
def test_ids_are_unique_among_products_and_variants(shop, app, shirt, refused, taken):
    path, (small, medium, _) = shirt
    other = shop.new("OUT", variacoes=[{"sku": "OUT-P", "opcoes": {"T": "P"}}])
    (variant,) = app.get(f"/products/{other}/variants").json()["data"]
    app.put(f"/erp/links/tiny/{other}", json={"external_id": "950", "variants": [variant_link(variant["id"], "951")]})

    wanted = {**LINK, "variants": [variant_link(small, "901"), variant_link(medium, taken)]}
    refused(app.put(path, json=wanted), 409, "already_linked")

    assert app.get(path).status_code == 404


def test_a_variant_holds_its_id_against_products_too(shop, app, shirt, refused):
    path, (small, *_) = shirt
    app.put(path, json={**LINK, "variants": [variant_link(small, "901")]})

    refused(app.put(f"/erp/links/tiny/{shop.new('B')}", json={"external_id": "901"}), 409, "already_linked")


def test_only_variants_of_the_product_can_be_named_and_each_once(shop, app, shirt, refused):
    path, (small, *_) = shirt
    simple = f"/erp/links/tiny/{shop.new('B')}"

    for variants in ([variant_link(99, "901")], [variant_link(small, "901"), variant_link(small, None)]):
        refused(app.put(path, json={**LINK, "variants": variants}), 422, "validation_failed")
    refused(
        app.put(simple, json={"external_id": "1", "variants": [variant_link(small, "2")]}), 422, "validation_failed"
    )


@pytest.mark.parametrize("end", ["unlink", "delete", "without"])
def test_what_ends_a_link_frees_the_ids_of_its_variants(shop, app, shirt, end):
    path, (small, *_) = shirt
    product = path.rpartition("/")[2]
    app.put(path, json={**LINK, "variants": [variant_link(small, "901")]})

    match end:
        case "unlink":
            app.delete(path)
        case "delete":
            app.delete(f"/products/{product}")
        case "without":
            app.delete(f"/products/{product}/variants/{small}")

    assert app.put(f"/erp/links/tiny/{shop.new('B')}", json={"external_id": "901"}).status_code == 200
