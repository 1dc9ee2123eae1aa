from urllib.parse import urlencode

import hypothesis
import pytest
import schemathesis

from homologa.simulators.site import build

CONTRACT = "novaoito"
BEYOND_SCHEMAS = {
    "não há esta categoria",
    "só um produto do tipo configurable tem variações",
    "só é admitido com failed",
    "não há esta variação no produto",
    "a variação está repetida",
}
CHAINS = {
    "products": (
        {"products.create", "products.get", "products.change", "products.images", "products.delete"},
        {"products.get"},
    ),
    "links": ({"products.create", "erp.links.put", "erp.links.get"}, {"erp.links.put"}),
    "others": (
        {"categories.create", "categories.get", "webhooks.create", "webhooks.deliveries", "webhooks.delete"},
        {"categories.get", "webhooks.deliveries"},
    ),
}
"""Operations that lead to each other, and those of them that succeed only for what another has made."""


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture(scope="module", params=["admin", "app"])
def schema(request, site, shop, pinned):
    config = {
        "auth": {"openapi": {"bearer": {"bearer": shop.tokens[request.param]}}},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "403", "409", "422"]}},
    }
    made = schemathesis.openapi.from_dict(pinned(CONTRACT, shop.pins), config=schemathesis.Config.from_dict(config))
    made.app = site.apps["novaoito"]
    return made


@pytest.fixture
def fresh(site, shop):
    return lambda: shop.world.restore("pronto")


def only_what_no_schema_says(case, answer):
    """Check that a good request is refused only for what it refers to, or for how its fields go together."""
    if case.meta.generation.mode.is_positive and answer.status_code == 422:
        told = {message for messages in answer.json()["errors"].values() for message in messages}
        assert told <= BEYOND_SCHEMAS


def test_every_request_is_answered_as_the_contract_says(fuzz, schema, shop, fresh, operation_id, mode):
    before = shop.world.journal.last

    fuzz(schema, operation_id, mode, fresh, only_what_no_schema_says)

    assert shop.world.journal.breaches(before) == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"updated_at_min": "0001-01-01T00:00:00Z"}, 2),
        ({"updated_at_max": "0001-01-01T00:00:00Z"}, 0),
        ({"updated_at_min": "9999-12-31T23:59:59-12:00"}, 0),
        ({"updated_at_max": "9999-12-31T23:59:59-12:00"}, 2),
    ],
)
def test_the_ends_of_the_calendar_are_moments_too(shop, fresh, query, found):
    fresh()

    assert shop.call("admin", "GET", f"/products?{urlencode(query)}")["meta"]["total"] == found


@pytest.mark.parametrize(("linked", "followed"), CHAINS.values(), ids=CHAINS)
def test_what_one_operation_makes_the_others_find(site, shop, pinned, small, fresh, linked, followed):
    before = shop.world.journal.last
    config = {
        "auth": {"openapi": {"bearer": {"bearer": shop.tokens["app"]}}},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "422"]}},
    }
    made = schemathesis.openapi.from_dict(pinned(CONTRACT, {}), config=schemathesis.Config.from_dict(config))
    made.app = site.apps["novaoito"]

    class Machine(made.include(operation_id=sorted(linked)).as_state_machine()):
        def setup(self):
            fresh()

    Machine.run(settings=hypothesis.settings(small, max_examples=40, stateful_step_count=8))

    reached = {call.operation for call in shop.world.journal.find(after=before, status="2xx", limit=5000)}
    assert reached >= followed
    assert shop.world.journal.breaches(before) == []
