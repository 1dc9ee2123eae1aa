import pytest

from homologa.simulators.novaoito import errors
from homologa.simulators.novaoito.errors import NovaoitoError

NEEDING = {"validation_failed", "rate_limited"}
"""Those whose hint is made of what was sent, or of the moment."""


@pytest.mark.parametrize("error", NovaoitoError.__subclasses__(), ids=lambda error: error.__name__)
def test_every_refusal_says_what_to_do(error):
    if error.code not in NEEDING:
        made = error()

        assert made.hint
        assert made.hint != made.message


def test_what_is_invalid_is_told_with_what_was_expected_and_found(shop):
    shop.admin.post("/products", json={"sku": 7, "cor": "azul"})

    (call,) = shop.world.journal.find(operation="products.create")
    assert call.hint.startswith("corrija no corpo: ")
    assert "sku: esperado texto" in call.hint
    assert "veio 7" in call.hint
    assert 'cor: campo que o contrato não prevê; veio "azul"' in call.hint


def test_the_place_at_which_json_breaks_is_told(shop):
    shop.admin.post("/products", content=b'{"sku": }', headers={"Content-Type": "application/json"})

    (call,) = shop.world.journal.find(operation="products.create")
    assert "line 1 column 9" in call.hint


def test_the_type_that_came_is_told(shop):
    shop.admin.post("/products", content=b"sku=A", headers={"Content-Type": "text/csv"})

    (call,) = shop.world.journal.find(operation="products.create")
    assert "veio text/csv" in call.hint


def test_too_many_requests_are_told_how_long_to_wait():
    assert errors.RateLimited(3).hint == "espere 3 s (Retry-After) antes de repetir"
