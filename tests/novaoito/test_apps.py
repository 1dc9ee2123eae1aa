import pytest

ANSWER = {"ok": True, "account_name": "Loja Modelo Ltda", "message": None}


def test_the_catalogue_has_the_tiny_app(shop):
    assert shop.admin.get("/apps").json()["data"] == [
        {"slug": "tiny-erp", "name": "Tiny ERP", "installed": False, "status": "not_installed"}
    ]
    assert shop.admin.get("/apps/other").status_code == 404


@pytest.mark.fact("novaoito", 5)
def test_a_second_installation_is_the_same(shop):
    first = shop.admin.post("/apps/tiny-erp/install")
    second = shop.admin.post("/apps/tiny-erp/install", json={"scopes": ["erp:manage"]})

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert len(first.json()["scopes"]) == 8


def test_installed_anew_it_is_the_same_installation_with_another_token(shop):
    first = shop.admin.post("/apps/tiny-erp/install").json()
    assert shop.admin.delete("/apps/tiny-erp/install").status_code == 204
    second = shop.admin.post("/apps/tiny-erp/install").json()

    assert first["installation_id"] == second["installation_id"]
    assert first["access_token"] != second["access_token"]
    assert shop.client(second["access_token"]).get("/products").status_code == 200


def test_what_is_not_installed_cannot_be_uninstalled(shop, refused):
    refused(shop.admin.delete("/apps/tiny-erp/install"), 409, "app_not_installed")


@pytest.mark.fact("novaoito", 5)
def test_the_uninstallation_keeps_links_as_inactive(shop, app):
    product = shop.new("A")
    app.put(f"/erp/links/tiny/{product}", json={"external_id": "900", "mapping_id": "1"})

    shop.act("desinstalar")

    link = shop.admin.get(f"/erp/links/tiny/{product}").json()
    assert (link["external_id"], link["active"]) == ("900", False)
    assert shop.row("A")["integracao"] == "Pendente"
    assert shop.row("A")["registro"]["erp"]["tiny"]["active"] is False


@pytest.mark.fact("novaoito", 5)
def test_settings_show_the_token_masked(shop, app):
    shown = app.get("/apps/tiny-erp/settings").json()

    assert shown["tiny_token"] == "************cdef"
    assert shown["cnpj"] == "12345678000195"
    assert shop.view("credenciais")["configuracao"]["tiny_token"] == "0123456789abcdef"
    assert shop.view("aplicativo")["token"] == "************cdef"


def test_settings_that_were_read_can_be_sent_back(shop, app):
    shown = app.get("/apps/tiny-erp/settings").json()

    assert app.put("/apps/tiny-erp/settings", json=shown).json() == shown
    assert shop.view("credenciais")["configuracao"]["tiny_token"] == "0123456789abcdef"


def test_settings_left_out_take_their_defaults(shop, app):
    app.put("/apps/tiny-erp/settings", json={"create_categories": False}).raise_for_status()
    changed = {"tiny_token": "abc", "automatic": {"stock": False}, "stock_source": "store"}

    shown = app.put("/apps/tiny-erp/settings", json=changed).json()

    assert (shown["tiny_token"], shown["cnpj"], shown["stock_source"]) == ("***", None, "store")
    assert shown["create_categories"] is True
    assert shown["automatic"] == {
        **dict.fromkeys(("products", "prices", "orders_in", "order_updates", "tickets"), True),
        "stock": False,
    }


@pytest.mark.parametrize("written", ["12.ABC.345/01DE-35", "12abc34501de35"])
def test_a_cnpj_may_have_letters(shop, app, written):
    shop.act("configurar", cnpj=written)

    shown = app.get("/apps/tiny-erp/settings").json()

    assert shown["cnpj"] == "12ABC34501DE35"
    assert app.put("/apps/tiny-erp/settings", json=shown).json() == shown


def test_settings_are_not_there_without_the_app(shop, refused):
    refused(shop.admin.get("/apps/tiny-erp/settings"), 409, "app_not_installed")
    refused(shop.admin.put("/apps/tiny-erp/settings", json={}), 409, "app_not_installed")


def test_receivers_are_registered_and_shown(shop, app, refused):
    url = "https://conector.test/hooks/tiny/key/product"

    shown = app.put("/apps/tiny-erp/receivers", json={"receivers": {"product": url}}).json()["receivers"]

    assert shown == {
        **dict.fromkeys(("stock", "price", "tracking", "invoice", "order-status")),
        "product": url,
    }
    assert app.get("/apps/tiny-erp/receivers").json()["receivers"] == shop.view("receptores") == shown
    bad = app.put("/apps/tiny-erp/receivers", json={"receivers": {"product": "ftp://x/y"}})
    assert set(refused(bad, 422, "validation_failed")["errors"]) == {"receivers.product"}


def test_a_test_of_the_connection_is_answered_by_the_app(shop, app, refused):
    test_id = shop.act("testar")["teste"]
    (waiting,) = app.get("/apps/tiny-erp/tests?status=pending").json()["data"]

    answered = app.put(f"/apps/tiny-erp/tests/{test_id}", json=ANSWER)

    assert waiting == {
        "test_id": test_id,
        "status": "pending",
        **dict.fromkeys(("ok", "account_name", "message")),
    }
    assert answered.json() == {"test_id": test_id, "status": "answered", **ANSWER}
    assert app.put(f"/apps/tiny-erp/tests/{test_id}", json=ANSWER).status_code == 200
    refused(app.put(f"/apps/tiny-erp/tests/{test_id}", json={"ok": False}), 409, "invalid_transition")
    assert app.get("/apps/tiny-erp/tests?status=pending").json()["data"] == []


def test_a_test_needs_the_settings(shop, refused):
    app = shop.app()

    refused(app.post("/apps/tiny-erp/test"), 409, "app_not_configured")
    refused(app.put("/apps/tiny-erp/tests/nothing", json=ANSWER), 404, "not_found")
    refused(app.get("/apps/tiny-erp/tests?status=lost"), 422, "validation_failed")


SEEN = {
    "cnpj": "12345678000195",
    "identificador": 77,
    "token": "************cdef",
    "visibilidade_padrao": "Catálogo e busca",
    "criar_categorias": False,
    "importar_a_partir_de": "Em separação",
    "enviar_pedidos": False,
    "fonte_do_estoque": "Loja",
    "lista_de_precos": 7,
}
"""What the app's screen shows of its settings, in Portuguese."""


def test_every_setting_is_on_the_screen(shop, app):
    shop.act(
        "configurar",
        **{
            "Visibilidade padrão": "Catálogo e busca",
            "Criar categorias": "não",
            "Importar a partir de": "Em separação",
            "Enviar pedidos": "não",
            "Fonte do estoque": "Loja",
            "Lista de preços": 7,
        },
    )
    shop.act("troca_automatica", estoque="não", chamados="não")
    shop.act("troca_automatica", chamados="sim")

    shown = app.get("/apps/tiny-erp/settings").json()

    assert shown == {
        "cnpj": "12345678000195",
        "integrator_id": 77,
        "tiny_token": "************cdef",
        "automatic": {
            **dict.fromkeys(("products", "prices", "orders_in", "order_updates", "tickets"), True),
            "stock": False,
        },
        "default_visibility": "catalog_search",
        "create_categories": False,
        "import_status": "processing",
        "auto_send_orders": False,
        "stock_source": "store",
        "price_list": 7,
    }
    screen = shop.view("aplicativo")
    assert screen["configuracao"] == shown
    assert {name: screen[name] for name in SEEN} == SEEN
    automatic = shop.view("troca_automatica")
    assert automatic == {
        **dict.fromkeys(("produtos", "precos", "pedidos", "situacoes", "chamados"), True),
        "estoque": False,
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cnpj": "12.345.678/0001-95"}, "cnpj"),
        ({"cnpj": "12abc34501de35"}, "cnpj"),
        ({"cnpj": "12ABC34501DEX5"}, "cnpj"),
        ({"integrator_id": 0}, "integrator_id"),
        ({"automatic": {"music": True}}, "automatic.music"),
        ({"default_visibility": "all"}, "default_visibility"),
        ({"create_categories": "sim"}, "create_categories"),
        ({"import_status": "open"}, "import_status"),
        ({"auto_send_orders": "yes"}, "auto_send_orders"),
        ({"stock_source": "tiny"}, "stock_source"),
        ({"price_list": "7"}, "price_list"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_settings_have_their_shape(app, refused, change, field):
    assert set(refused(app.put("/apps/tiny-erp/settings", json=change), 422, "validation_failed")["errors"]) == {field}


@pytest.mark.fact("novaoito", 5)
def test_settings_receivers_and_products_outlive_the_uninstallation(shop, app):
    url = "https://conector.test/hooks/tiny/key/product"
    app.put("/apps/tiny-erp/receivers", json={"receivers": {"product": url}})
    shop.new("A")
    kept = shop.view("aplicativo")["configuracao"]

    shop.act("desinstalar")
    shop.act("instalar")

    assert shop.view("aplicativo")["configuracao"] == kept
    assert shop.view("receptores")["product"] == url
    assert shop.row("A")["integracao"] == "Pendente"
