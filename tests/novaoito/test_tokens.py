import pytest


@pytest.mark.fact("novaoito", 1)
def test_the_token_of_an_installed_app_works(shop):
    assert shop.app().get("/products").status_code == 200


@pytest.mark.fact("novaoito", 1)
def test_after_the_uninstallation_the_token_is_invalid(shop, app, refused):
    shop.act("desinstalar")

    refused(app.get("/products"), 401, "invalid_token")
    assert shop.world.journal.find(newest=True, limit=1)[0].hint


@pytest.mark.fact("novaoito", 1)
@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("products:write", "GET", "/products"),
        ("products:read", "POST", "/products"),
        ("products:read", "GET", "/erp/jobs"),
        ("erp:manage", "GET", "/webhooks"),
    ],
)
def test_a_token_without_the_scope_is_refused(shop, refused, scope, method, path):
    refused(shop.app(scope).request(method, path), 403, "insufficient_scope")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/erp/jobs/x/claim"),
        ("POST", "/erp/jobs/x/items"),
        ("POST", "/erp/jobs/x/finish"),
        ("PUT", "/erp/links/tiny/1"),
        ("GET", "/webhooks"),
    ],
)
def test_what_is_the_apps_is_not_for_the_administration(shop, refused, method, path):
    refused(shop.admin.request(method, path), 403, "insufficient_scope")


def test_the_app_neither_installs_nor_uninstalls(shop, app, refused):
    refused(app.post("/apps/tiny-erp/install"), 403, "insufficient_scope")
    refused(app.delete("/apps/tiny-erp/install"), 403, "insufficient_scope")


@pytest.mark.parametrize("header", ["Bearer nobody", "Basic abc", ""])
def test_an_unknown_token_belongs_to_no_store(shop, worlds, refused, header):
    refused(shop.admin.get("/products", headers={"Authorization": header}), 401, "invalid_token")

    (unauthenticated,) = worlds[0].unrouted_journal.find()
    assert unauthenticated.hint


def test_a_disabled_app_is_refused_and_the_administration_is_not(shop, app, refused):
    shop.act("desativar")

    refused(app.get("/products"), 403, "app_disabled")
    assert shop.admin.get("/apps/tiny-erp").json()["status"] == "disabled"
    shop.act("ativar")
    assert app.get("/products").status_code == 200


def test_another_store_is_not_found(shop, app, refused):
    refused(app.get("/products", headers={"X-Store-Id": "outra"}), 404, "not_found")
    refused(app.get("https://outra.novaoito.example/api/v1/products"), 404, "not_found")
    assert app.get("/products", headers={"X-Store-Id": shop.view("credenciais")["store_id"]}).status_code == 200
