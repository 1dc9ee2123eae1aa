import re

import httpx
import pytest

from homologa.simulators.site import build

CONTRACT = "tiny-frete"
NOT_MAPPED = 404


@pytest.fixture(scope="module")
def ask():
    """Asks for a quote of what no product is mapped to, which is looked at after the fields."""
    site = build()
    world = site.worlds.create(id="um", limits="off")
    number = world.act("tiny", "incluir_integracao", {"plataforma": "Ideris", "nome": "Loja"})["identificador"]
    url = "https://api.tiny.com.br/api2/info"
    world.act("tiny", "salvar_integracao", {"identificador": number, "url_rastreio": url})
    key = {"Token": world.view("tiny", "credenciais", {})["token"]}

    def send(limit, value):
        path = re.sub(r"\{.*?\}", str(number), limit.path)
        return client.request(limit.method, path, headers=key, json=limit.wrap(value))

    with httpx.Client(transport=site.transport, base_url="https://api.tiny.com.br") as client:
        yield send
    site.worlds.close()


def test_a_value_is_refused_from_the_limit_on_and_not_before(ask, description, limit):
    probes = list(description.probes(limit))
    answers = [ask(limit, value) for value, _ in probes]

    assert [answer.status_code for answer in answers] == [NOT_MAPPED if admitted else 400 for _, admitted in probes]
