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
