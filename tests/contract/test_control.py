from datetime import datetime

import pytest
import schemathesis
from hypothesis import strategies as st

from homologa.simulators.control import event_stream, parsing
from homologa.simulators.kernel.clock import BRASILIA, FIRST, LAST
from homologa.simulators.site import build

CONTRACT = "control"
PINS = {"{world}": "um", "{platform}": "novaoito", "{action}": "novo_produto", "{view}": "produtos"}
NAIVE = {"min_value": datetime(FIRST.year, 1, 2), "max_value": datetime(LAST.year - 1, 12, 31)}
CONFIG = {
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx"]}},
    "operations": [
        {
            "include-operation-id": [
                "delivery",
                "exchange",
                "restore",
                "delete_snapshot",
                "replay_delivery",
                "release_delivery",
                "get_plan",
                "remove_plan",
            ],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404"]}},
        },
        {
            "include-operation-id": ["get_fault", "remove_fault"],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404"]}},
        },
        {
            # What the names of platforms, packs and operations are, the contract does not say.
            "include-operation-id": ["add_fault", "add_plan", "create_world"],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}},
        },
        {
            # What the time is in the world, the contract does not say.
            "include-operation-id": ["advance_clock"],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "422"]}},
        },
        {
            # What a screen's own fields may be, the contract does not say.
            "include-operation-id": ["act", "view"],
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "409", "422"]}},
        },
    ],
}


@pytest.fixture(scope="module")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture(scope="module")
def schema(pinned, site):
    moments = st.datetimes(**NAIVE, timezones=st.just(BRASILIA)).map(datetime.isoformat)
    schemathesis.openapi.format("date-time", moments)
    made = schemathesis.openapi.from_dict(pinned(CONTRACT, PINS), config=schemathesis.Config.from_dict(CONFIG))
    made.app = site.control
    return made


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Lets no request wait long for what does not come."""
    monkeypatch.setattr(parsing, "MAX_WAIT", 0.01)
    monkeypatch.setattr(event_stream, "LONGEST", 0.01)


@pytest.fixture
def fresh(site):
    """Has nothing but one world, as it was made."""

    def prepare():
        for world in site.worlds.all():
            if world.id != "um":
                site.worlds.delete(world.id)
        if not site.worlds.all():
            site.worlds.create(id="um")
        site.worlds.get("um").restore("inicial")

    return prepare


def test_every_request_is_answered_as_the_contract_says(fuzz, schema, fresh, operation_id, mode):
    fuzz(schema, operation_id, mode, fresh)
