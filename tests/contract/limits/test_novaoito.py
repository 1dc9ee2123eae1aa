import re

import httpx
import pytest

from homologa.simulators.site import build

CONTRACT = "novaoito"
WHOLE = {"sku": "N", "name": "Novo", "type": "configurable"}
BASES = {
    "products.create": WHOLE,
    "products.replace": WHOLE,
    "erp.jobs.request": {"system": "tiny", "operation": "send", "scope": "selection", "product_ids": [1]},
    "erp.jobs.finish": {"failed": "Sem acesso ao Tiny"},
}
REFERRED = {"não há esta categoria", "não há esta variação no produto", "não há este produto"}


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture(scope="module")
def ask(site, shop):
    """Sends a request of an operation, on an untouched store, by whoever is admitted to it."""
    client = httpx.Client(transport=site.transport, base_url=f"https://{shop.host}/api/v1")

    def send(limit, value):
        path = re.sub(r"\{[^}]*\}", lambda name: pin(shop.pins, limit.path, name[0]), limit.path)
        made = limit.wrap(value)
        sent = {"params": {limit.place[0]: made}} if limit.where == "query" else {"json": made}
        for token in shop.tokens.values():
            shop.world.restore("pronto")
            answer = client.request(limit.method, path, headers={"Authorization": f"Bearer {token}"}, **sent)
            if answer.status_code != 403:
                return answer
        raise AssertionError(answer.text)

    yield send
    client.close()


def pin(pins, path, name):
    """The value of a path parameter: that of the part of the path, such as `jobs/{id}`, or that of its name."""
    return str(next(value for key, value in pins.items() if key.endswith(name) and key in path))


def complaints(answer):
    """The messages of a refusal by field, but for those about what a value refers to."""
    errors = answer.json()["errors"] if answer.status_code == 422 else {}
    return {field: messages for field, messages in errors.items() if not REFERRED & {*messages}}


def test_a_value_is_refused_from_the_limit_on_and_not_before(ask, description, limit):
    name = ".".join(map(str, limit.place))
    probes = list(description.probes(limit))
    errors = [complaints(ask(limit, value)) for value, _ in probes]

    verdicts = [not any(key == name or key.startswith(f"{name}.") for key in found) for found in errors]
    assert verdicts == [admitted for _, admitted in probes], errors
