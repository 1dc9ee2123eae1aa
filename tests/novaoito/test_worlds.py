import pytest

from homologa.simulators.kernel.contracts import contract
from homologa.simulators.novaoito import PLATFORM


def test_worlds_of_one_seed_have_credentials_of_their_own(worlds):
    made, _ = worlds
    first, second = made.create(id="um").view, made.create(id="dois").view

    one, two = first("novaoito", "credenciais", {}), second("novaoito", "credenciais", {})

    assert one["loja"] == two["loja"]
    assert one["store_id"] != two["store_id"]
    assert one["admin_token"] != two["admin_token"]


def test_a_new_store_is_empty(shop):
    assert shop.view("produtos") == []
    assert shop.view("aplicativo")["instalado"] is False
    assert shop.view("credenciais")["app_token"] is None
    assert shop.view("integracao") is None
    assert shop.view("resultados") == []


def test_a_restored_world_knows_the_tokens_of_its_moment(shop, app):
    shop.world.snapshot("pronto")
    shop.act("desinstalar")
    assert app.get("/products").status_code == 401

    shop.world.restore("pronto")
    assert app.get("/products").status_code == 200

    shop.world.restore("inicial")
    assert app.get("/products").status_code == 401
    assert shop.admin.get("/products").status_code == 200


def test_operations_are_those_of_the_contract():
    described = contract.load("novaoito").operation_names

    assert {operation.name for operation in PLATFORM.rooms.surfaces[0].operations} == described


@pytest.mark.parametrize("operation", list(PLATFORM.rooms.surfaces[0].operations), ids=lambda operation: operation.name)
def test_every_operation_names_its_source(operation):
    assert operation.source.startswith("novaoito §2")
