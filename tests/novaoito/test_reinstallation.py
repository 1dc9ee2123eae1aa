"""What an uninstallation makes of links, and how a new installation links anew."""

import pytest

LINK = {"external_id": "900", "mapping_id": "1", "external_sku": "A"}


def reinstall(shop):
    shop.act("desinstalar")
    shop.act("instalar")
    return shop.ready_app()


@pytest.fixture
def linked(shop, app):
    product = shop.new("A")
    app.put(f"/erp/links/tiny/{product}", json=LINK).raise_for_status()
    return product


@pytest.mark.fact("novaoito", 46)
def test_what_was_linked_is_pending_again_with_its_former_link(shop, app, linked):
    before = app.get(f"/erp/links/tiny/{linked}").json()

    again = reinstall(shop)

    assert shop.pending() == ["A"]
    assert again.get(f"/erp/links/tiny/{linked}").json() == {**before, "active": False}
    (row,) = again.get("/erp/products?status=pending").json()["data"]
    assert {name: row["erp"][name] for name in ("status", "external_id", "linked_at", "active")} == {
        "status": "pending",
        "external_id": "900",
        "linked_at": before["linked_at"],
        "active": False,
    }
    assert again.get(f"/products/{linked}").json()["erp"]["tiny"] == {
        "status": "pending",
        "external_id": "900",
        "mapping_id": "1",
        "linked_at": before["linked_at"],
        "active": False,
    }
    (pending,) = shop.view("pendentes")
    seen = shop.row("A")
    assert (pending["id_tiny_anterior"], seen["integracao"], seen["id_tiny"]) == ("900", "Pendente", "900")
    assert seen["vinculo_ativo"] is False


@pytest.mark.fact("novaoito", 46)
def test_an_inactive_product_is_not_eligible_and_pending_once_activated(shop, app, linked):
    shop.act("desativar_produto", sku="A")

    reinstall(shop)
    assert (shop.pending(), shop.row("A")["integracao"]) == ([], "Não elegível")

    shop.act("ativar_produto", sku="A")
    assert (shop.pending(), shop.row("A")["id_tiny"]) == (["A"], "900")


@pytest.mark.fact("novaoito", 46)
@pytest.mark.parametrize("external_id", ["900", "901"])
def test_it_is_linked_anew_to_whatever_it_is_there(shop, linked, external_id):
    again = reinstall(shop)
    shop.world.advance_by(60)

    link = again.put(f"/erp/links/tiny/{linked}", json={**LINK, "external_id": external_id}).json()

    assert (link["external_id"], link["active"], shop.pending()) == (external_id, True, [])
    assert link["linked_at"] == shop.world.clock.now().isoformat(timespec="seconds")
    assert shop.row("A")["integracao"] == "Integrado"


@pytest.mark.fact("novaoito", 46)
@pytest.mark.parametrize("operation", ["Enviar produtos da loja para o ERP", "Mapear produtos da loja com o ERP"])
def test_a_job_takes_it_and_its_result_needs_the_new_link(shop, linked, operation):
    again = reinstall(shop)
    job = shop.integrate(operation)
    again.post(f"/erp/jobs/{job}/claim").raise_for_status()
    told = {"results": [{"product_id": linked, "result": "linked", "external_id": "900"}]}

    assert again.post(f"/erp/jobs/{job}/items", json=told).json()["data"][0]["status"] == 409
    again.put(f"/erp/links/tiny/{linked}", json=LINK).raise_for_status()

    assert again.post(f"/erp/jobs/{job}/items", json=told).json()["data"][0]["status"] == 200


def test_another_product_may_take_what_a_former_link_held(shop, linked, refused):
    again = reinstall(shop)
    other = shop.new("B")

    again.put(f"/erp/links/tiny/{other}", json=LINK).raise_for_status()

    assert again.get(f"/erp/links/tiny/{linked}").status_code == 404
    assert (shop.pending(), shop.view("pendentes")[0]["id_tiny_anterior"]) == (["A"], None)
    refused(again.put(f"/erp/links/tiny/{linked}", json=LINK), 409, "already_linked")


def test_another_product_may_take_what_a_variant_held(shop, app, refused):
    shirt = shop.new("CAM", variacoes=[{"sku": "CAM-P", "opcoes": {"T": "P"}}])
    variant = shop.view("variacoes")[0]["id"]
    whole = {"external_id": "1", "variants": [{"variant_id": variant, "external_id": "2"}]}
    app.put(f"/erp/links/tiny/{shirt}", json=whole).raise_for_status()
    other = shop.new("CAM-X")
    refused(app.put(f"/erp/links/tiny/{other}", json={"external_id": "2"}), 409, "already_linked")

    again = reinstall(shop)
    again.put(f"/erp/links/tiny/{other}", json={"external_id": "2"}).raise_for_status()

    assert again.get(f"/erp/links/tiny/{shirt}").status_code == 404
    whole["variants"] = []
    assert again.put(f"/erp/links/tiny/{shirt}", json=whole).json()["variants"][0]["external_id"] is None


def test_variants_keep_their_former_links_too(shop, app):
    shirt = shop.new("CAM", variacoes=[{"sku": "CAM-P", "opcoes": {"T": "P"}}])
    variant = shop.view("variacoes")[0]["id"]
    whole = {"external_id": "1", "variants": [{"variant_id": variant, "external_id": "2"}]}
    app.put(f"/erp/links/tiny/{shirt}", json=whole).raise_for_status()

    again = reinstall(shop)

    assert again.get(f"/erp/links/tiny/{shirt}").json()["variants"][0]["external_id"] == "2"
    assert shop.view("variacoes")[0]["id_tiny"] == "2"


def test_a_former_link_can_be_given_up(shop, linked):
    again = reinstall(shop)

    assert again.delete(f"/erp/links/tiny/{linked}").status_code == 204
    assert (shop.pending(), again.get(f"/erp/links/tiny/{linked}").status_code) == (["A"], 404)
