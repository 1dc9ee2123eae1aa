"""Whatever happens to notifications on their way, both platforms show in the end what they would have shown."""

import itertools

import pytest

FLOWS = ("send", "map", "receive", "stock", "price", "test")
PLANS = {
    "each twice": ("duplicate", {"always": True, "times": 2}),
    "each three times, a minute apart": ("duplicate", {"always": True, "times": 3, "spacing": 60}),
    "late": ("delay", {"always": True, "seconds": 900}),
    "the first one late": ("delay", {"seconds": 900}),
    "reversed": ("reorder", {"count": 2}),
    "all at once": ("burst", {"count": 2}),
    "received, and the answer cut": ("cut", {"always": True}),
}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("flow", FLOWS)
def test_a_plan_changes_nothing_of_the_end(ground, undisturbed, flow, plan):
    expected, _ = undisturbed(flow)
    ground.begin(flow)
    effect, settings = PLANS[plan]
    ground.world.plans.add(effect, **settings)
    ground.run(flow)
    let_go(ground)
    assert ground.shown() == expected


@pytest.mark.parametrize("flow", FLOWS)
def test_what_is_lost_comes_by_a_replay(ground, undisturbed, flow):
    expected, _ = undisturbed(flow)
    ground.begin(flow)
    lost = ground.world.plans.add("drop", always=True)["id"]
    ground.run(flow)
    assert ground.shown() != expected
    ground.world.plans.clear()
    assert ground.world.deliveries.replay_all(plan=lost)
    ground.settle()
    assert ground.shown() == expected


@pytest.mark.parametrize("flow", FLOWS)
def test_everything_once_more_changes_nothing(ground, undisturbed, flow):
    expected, _ = undisturbed(flow)
    ground.begin(flow)
    ground.run(flow)
    assert ground.world.deliveries.replay_all()
    ground.settle()
    assert ground.shown() == expected


@pytest.mark.parametrize("kind", ["estoque", "precos"])
def test_a_notice_after_any_call_leaves_the_present_value(ground, undisturbed, kind):
    flow = {"estoque": "stock", "precos": "price"}[kind]
    expected, calls = undisturbed(flow)
    for call in range(1, calls + 1):
        ground.begin(flow)
        ground.world.plans.add("interleave", platform="tiny", kind=kind, call=call)
        ground.run(flow)
        let_go(ground)
        assert ground.shown() == expected, f"call {call}"


@pytest.mark.fact("novaoito", 41)
def test_a_product_that_comes_after_any_call_of_a_job_is_linked_once(ground):
    ground.begin("send")
    ground.sends("CONHECIDO")
    ground.integrate("send")
    ground.settle()
    expected = without_results(ground.shown())
    for call in itertools.count(1):
        ground.begin("send")
        plan = ground.world.plans.add("interleave", platform="tiny", kind="produto", call=call)["id"]
        ground.sends("CONHECIDO")
        ground.integrate("send")
        ground.settle()
        was_made = ground.world.plans.get(plan)["calls"] >= call
        let_go(ground)
        assert without_results(ground.shown()) == expected, f"call {call}"
        if not was_made:
            break
    assert call > 15


def let_go(ground):
    """Have everything delivered that a plan still holds."""
    ground.world.plans.clear()
    ground.world.pump()
    ground.settle()


def without_results(shown):
    """What does not depend on whether the product came before the job or during it."""
    store = [{**row, "attempts": None} for row in shown["store"]]
    return {**shown, "store": store, "results": None}
