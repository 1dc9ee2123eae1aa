"""The connector may die at any call of any flow: what both platforms show in the end is what it would have been."""

import pytest

FLOWS = {
    "send": 14,
    "map": 12,
    "receive": 8,
    "stock": 6,
    "price": 6,
    "stock twice": 9,
    "stock of a suspended store": 7,
    "stock under maintenance": 9,
    "price with a new token": 8,
    "send what somebody registers": 30,
    "reconcile stock": 6,
    "reconcile prices": 6,
    "stock at night": 12,
    "poll": 16,
    "test": 2,
    "registration": 8,
}
"""The least calls that each flow is known to take: fewer would mean that nothing was done."""


@pytest.mark.parametrize(("moment", "way"), [("before", "rebuild"), ("after", "rebuild"), ("after", "restart")])
@pytest.mark.parametrize("flow", FLOWS)
def test_a_death_at_any_call_loses_and_doubles_nothing(ground, undisturbed, flow, moment, way):
    expected, calls = undisturbed(flow)
    assert calls >= FLOWS[flow]
    for number in range(1, calls + 1):
        ground.begin(flow)
        ground.wire.die(number, moment)
        ground.revive = getattr(ground, way)
        ground.run(flow)
        assert ground.wire.unmet == set()
        assert ground.shown() == expected, f"call {number}"
