"""What each flow comes to when nothing goes wrong: the yardstick of the tests beside this one is right itself."""

import pytest


@pytest.mark.fact("novaoito", 16, 17, 19, 20, 24)
@pytest.mark.parametrize("flow", ["send", "poll"])
def test_send(undisturbed, flow):
    shown, _ = undisturbed(flow)
    assert shown["results"] == [
        ("CAM", "Criado", None),
        ("CONHECIDO", "Vinculado", "linked_existing"),
        ("DUPLO", "Falhou", "duplicate_sku_erp"),
        ("GRANDE", "Falhou", "erp_validation"),
        ("NOVO", "Criado", None),
        ("None", "Falhou", "missing_sku"),
        ("PARADO", "Vinculado", "erp_product_inactive"),
    ]
    assert shown["job"] == "Concluída com erros"
    assert mapped(shown) == {"CAM": "CAM", "CONHECIDO": "CONHECIDO", "NOVO": "NOVO", "PARADO": "PARADO"}
    assert codes(shown) == ["CAM", "CAM-M", "CAM-P", "CONHECIDO", "DUPLO", "DUPLO", "NOVO", "PARADO"]


@pytest.mark.fact("novaoito", 27, 31)
def test_map(undisturbed):
    shown, _ = undisturbed("map")
    assert mapped(shown) == {"BON": "BON", "CONHECIDO": "CONHECIDO", "PARADO": "PARADO"}
    assert codes(shown) == ["BON", "BON-P", "CONHECIDO", "DUPLO", "DUPLO", "PARADO"]


@pytest.mark.fact("novaoito", 33, 34, 36)
def test_receive(undisturbed):
    shown, _ = undisturbed("receive")
    assert {code: state for code, state, _ in shown["sent"]} == {
        "": "não mapeado", "CAM": "mapeado", "CAM-M": "mapeado", "CAM-P": "mapeado", "CONHECIDO": "mapeado",
        "NOVO": "mapeado",
    }  # fmt: skip
    assert mapped(shown) == {"CAM": "CAM", "CONHECIDO": "CONHECIDO", "NOVO": "NOVO"}


@pytest.mark.fact("novaoito", 43)
@pytest.mark.parametrize(
    "flow", ["stock", "reconcile stock", "stock at night", "stock of a suspended store", "stock under maintenance"]
)
def test_stock(undisturbed, flow):
    shown, _ = undisturbed(flow)
    assert stored(shown, "A")["stock_quantity"] == 9
    assert {variant["sku"]: variant["stock_quantity"] for variant in stored(shown, "CAM")["variants"]}["CAM-P"] == 9


@pytest.mark.fact("novaoito", 43)
@pytest.mark.parametrize("flow", ["price", "reconcile prices", "price with a new token"])
def test_prices(undisturbed, flow):
    shown, _ = undisturbed(flow)
    assert (stored(shown, "A")["price"], stored(shown, "B")["price"]) == (33, 44)


def test_stock_that_changes_while_a_change_is_worked_on(undisturbed):
    shown, _ = undisturbed("stock twice")
    assert stored(shown, "A")["stock_quantity"] == 12


@pytest.mark.fact("novaoito", 48)
def test_a_product_that_somebody_registers_meanwhile(undisturbed):
    shown, _ = undisturbed("send what somebody registers")
    assert codes(shown) == [f"P-{n:02}" for n in range(22)]
    assert len(mapped(shown)) == 22
    assert ("P-21", "Vinculado", "linked_existing") in shown["results"]


def test_the_connection(undisturbed):
    assert undisturbed("test")[0]["tests"] == [True]


def test_registration(undisturbed):
    shown, _ = undisturbed("registration")
    assert shown["subscriptions"] == ["app.test.requested", "app.uninstalled", "erp.job.requested"]
    assert mapped(shown) == {"CONHECIDO": "CONHECIDO", "PARADO": "PARADO"}


def mapped(shown):
    """The SKUs of the linked products and the codes in Tiny that they lead to."""
    return {row["registro"]["sku"]: row["linked"] for row in shown["store"] if row["integracao"] == "Integrado"}


def codes(shown):
    return [row["registro"]["codigo"] for row in sorted(shown["erp"], key=lambda row: row["registro"]["codigo"])]


def stored(shown, sku):
    return next(row["registro"] for row in shown["store"] if row["registro"]["sku"] == sku)
