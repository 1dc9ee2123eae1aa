import pytest
import schemathesis

from homologa.simulators.site import build

CONTRACT = "novaoito-storefront"


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture(scope="module")
def world(site):
    made = site.worlds.create(id="um", limits="off")
    product = {"sku": "A", "nome": "Caneca", "preco": 10, "variacoes": [{"sku": "A-P", "opcoes": {"Tamanho": "P"}}]}
    made.act("novaoito", "novo_produto", product)
    return made


@pytest.fixture(scope="module")
def schema(site, world, pinned):
    credentials = world.view("novaoito", "credenciais", {})
    (product,) = world.view("novaoito", "produtos", {})
    config = {
        "headers": {"Host": credentials["host"]},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404"]}},
    }
    pins = {"{store_id}": credentials["store_id"], "p/{id}": product["id"]}
    made = schemathesis.openapi.from_dict(pinned(CONTRACT, pins), config=schemathesis.Config.from_dict(config))
    made.app = site.apps["novaoito"]
    return made


def test_every_request_is_answered_as_the_contract_says(fuzz, schema, world, operation_id, mode):
    before = world.journal.last

    fuzz(schema, operation_id, mode, lambda: None)

    assert mode.is_negative or world.journal.last > before, "no request reached the store"
    assert world.journal.breaches(before) == []
