import pytest

from homologa.simulators.kernel.errors import ScreenRefusal


@pytest.mark.fact("novaoito", 12)
def test_pending_is_active_and_not_linked(shop, app):
    linked = shop.new("LIGADO")
    shop.new("ATIVO")
    shop.new("INATIVO", situacao="Inativo")
    app.put(f"/erp/links/tiny/{linked}", json={"external_id": "900"})

    rows = app.get("/erp/products?status=pending").json()["data"]

    assert [row["sku"] for row in rows] == shop.pending() == ["ATIVO"]
    assert rows[0]["erp"] == {
        "status": "pending",
        **dict.fromkeys(("external_id", "linked_at", "active", "last_error")),
        "attempts": 0,
    }


@pytest.mark.fact("novaoito", 12)
def test_an_inactive_product_is_pending_once_activated(shop, app):
    shop.new("A", situacao="Inativo")
    assert shop.pending() == []

    shop.act("ativar_produto", sku="A")

    assert shop.pending() == ["A"]


@pytest.mark.fact("novaoito", 12)
def test_a_linked_product_stays_linked_when_deactivated(shop, app):
    product = shop.new("A")
    app.put(f"/erp/links/tiny/{product}", json={"external_id": "900"})

    shop.act("desativar_produto", sku="A")

    assert shop.row("A")["integracao"] == "Integrado"
    shop.act("ativar_produto", sku="A")
    assert shop.pending() == []


def test_the_list_is_parted_by_state(shop, app):
    linked = shop.new("LIGADO")
    shop.new("ATIVO")
    shop.new("INATIVO", situacao="Inativo")
    app.put(f"/erp/links/tiny/{linked}", json={"external_id": "900"})

    def skus(status):
        return [row["sku"] for row in app.get(f"/erp/products?system=tiny&status={status}").json()["data"]]

    assert [skus(status) for status in ("linked", "not_eligible", "error")] == [["LIGADO"], ["INATIVO"], []]
    assert app.get("/erp/products").json()["meta"]["total"] == 3


@pytest.mark.parametrize("query", ["system=sap", "status=lost"])
def test_the_list_knows_its_filters(app, refused, query):
    refused(app.get(f"/erp/products?{query}"), 422, "validation_failed")


@pytest.mark.fact("novaoito", 13)
def test_without_the_app_the_page_is_not_available(shop, refused):
    product = shop.new("A")
    job = {"system": "tiny", "operation": "send", "scope": "pending"}

    refused(shop.admin.get("/erp/products"), 409, "app_not_installed")
    refused(shop.admin.post("/erp/jobs", json=job), 409, "app_not_installed")
    with pytest.raises(ScreenRefusal, match="não está instalado"):
        shop.integrate()

    assert shop.view("integracao") is None
    assert shop.row("A")["registro"] == shop.admin.get(f"/products/{product}").json()
    assert shop.admin.get("/erp/systems").json()["data"][0]["installed"] is False


@pytest.mark.fact("novaoito", 13)
@pytest.mark.parametrize("missing", ["cnpj", "identificador", "token"])
def test_without_one_of_its_settings_the_app_is_not_configured(shop, refused, missing):
    app = shop.ready_app()
    shop.act("configurar", **{missing: "(vazio)"})
    job = {"system": "tiny", "operation": "send", "scope": "pending"}

    refused(app.post("/erp/jobs", json=job), 409, "app_not_configured")
    refused(app.get("/erp/products"), 409, "app_not_configured")
    with pytest.raises(ScreenRefusal, match="não está configurado"):
        shop.integrate()
    assert app.get("/erp/jobs").json()["meta"]["total"] == 0


def test_with_the_app_switched_off_nothing_can_be_asked_for(shop, app):
    shop.new("A")
    shop.act("desativar")

    with pytest.raises(ScreenRefusal, match="desativado"):
        shop.integrate()
