import httpx
import pytest

from homologa.simulators.site import build

CONTRACT = "novaoito-storefront"
NEEDED = {"storefront.search": {"q": "caneca"}, "storefront.search.prefixed": {"q": "caneca"}}


@pytest.fixture(scope="module")
def ask():
    """Sends a request of a shopper."""
    site = build()
    credentials = site.worlds.create(limits="off").view("novaoito", "credenciais", {})

    def send(limit, value):
        path = limit.path.replace("{store_id}", credentials["store_id"])
        return client.get(path, params=NEEDED.get(limit.operation, {}) | {limit.place[0]: value})

    with httpx.Client(transport=site.transport, base_url=f"https://{credentials['host']}") as client:
        yield send
    site.worlds.close()


def test_a_value_is_refused_from_the_limit_on_and_not_before(ask, description, limit):
    probes = list(description.probes(limit))
    answers = [ask(limit, value) for value, _ in probes]

    unknown = limit.place == ("category",)
    expected = [404 if unknown else 200 if admitted else 422 for _, admitted in probes]
    assert [answer.status_code for answer in answers] == expected
    assert all({*answer.json()["errors"]} == {limit.place[0]} for answer in answers if answer.status_code == 422)
