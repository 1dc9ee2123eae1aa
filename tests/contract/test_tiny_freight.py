import pytest
import schemathesis

from homologa.simulators.site import build

CONTRACT = "tiny-frete"
REFUSED = ("400", "404")


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture(scope="module")
def world(site):
    made = site.worlds.create(id="um", limits="off")
    number = made.act("tiny", "incluir_integracao", {"plataforma": "Ideris", "nome": "Loja"})["identificador"]
    made.act(
        "tiny", "salvar_integracao", {"identificador": number, "url_rastreio": "https://api.tiny.com.br/api2/info"}
    )
    return made


@pytest.fixture(scope="module")
def schema(site, world, pinned):
    credentials = world.view("tiny", "credenciais", {})
    config = {
        "auth": {"openapi": {"token": {"api_key": credentials["token"]}}},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", *REFUSED]}},
    }
    pins = {"{idEcommerce}": credentials["integracoes"]["Ideris"]}
    made = schemathesis.openapi.from_dict(pinned(CONTRACT, pins), config=schemathesis.Config.from_dict(config))
    made.app = site.apps["tiny"]
    return made


def test_every_request_is_answered_as_the_contract_says(fuzz, schema, world, operation_id, mode):
    before = world.journal.last

    fuzz(schema, operation_id, mode, lambda: None)

    assert world.journal.last > before, "no request reached the account"
    assert world.journal.breaches(before) == []
