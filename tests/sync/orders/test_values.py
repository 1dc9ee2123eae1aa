"""Stock and prices of a shop whose ids are words, from notices and from queues that empty on read."""

import pytest

from homologa.sync.core.errors import Lost, RateLimited, Rejected, Unavailable


def move(bench, pairs):
    """Change what the ERP says of every product; answers what the shop is to show by SKU."""
    for place, code in enumerate(pairs.values(), start=1):
        bench.erp.moves(code, place, place + 0.5)
    return {sku: (place, place + 0.5) for place, sku in enumerate(pairs, start=1)}


def drain_queues(bench):
    """Read both queues to their end."""
    for kind in ("stock", "price"):
        bench.do(f"{kind} queue")


def stocks(values):
    return {sku: stock for sku, (stock, _) in values.items()}


def left(bench):
    return bench.queue.describe()


@pytest.fixture
def quiet(trader):
    """A bench whose ERP has nothing in its queues."""
    drain_queues(trader)
    return trader


def test_notices_bring_stock_and_prices_by_the_sku_of_the_mapping(quiet):
    pairs = quiet.offers(3)
    expected = move(quiet, pairs)
    for sku in pairs:
        for kind, key in quiet.erp.notices(sku):
            quiet.do(kind, key)
    assert (quiet.values(), left(quiet)) == (expected, [])


@pytest.mark.fact("tiny-api2", 27)
def test_queues_bring_stock_and_prices_though_the_erp_has_other_codes(quiet):
    expected = move(quiet, quiet.offers(5))
    drain_queues(quiet)
    assert (quiet.values(), left(quiet)) == (expected, [])


def test_what_is_not_mapped_in_the_integration_is_left_alone(quiet):
    pairs = quiet.offers(1)
    quiet.erp.registers("SEM-MAPA", "")
    quiet.erp.moves("SEM-MAPA", 9, 9.5)
    expected = move(quiet, pairs)
    drain_queues(quiet)
    assert (quiet.values(), left(quiet)) == (expected, [])
    assert any("não está mapeado" in entry["message"] for entry in quiet.log.entries())


def test_a_product_that_is_gone_is_left_alone(tiny_bench):
    drain_queues(tiny_bench)
    (code,) = tiny_bench.offers(1).values()
    tiny_bench.do("stock product", "999999999")
    assert (left(tiny_bench), [*tiny_bench.values().values()], code.startswith("ERP-")) == ([], [(0.0, 1.0)], True)


def test_a_reconciliation_reaches_every_product(quiet):
    expected = move(quiet, quiet.offers(7))
    for kind in ("stock", "price"):
        quiet.do(f"{kind} reconciliation", "night")
    assert (quiet.values(), quiet.memory.cursor("reconciliation:night")) == (expected, None)


@pytest.mark.parametrize("gone", range(7))
@pytest.mark.parametrize("after", [1, 2, 4])
def test_a_reconciliation_misses_nothing_when_a_product_goes_while_it_runs(make, monkeypatch, gone, after):
    monkeypatch.setattr("homologa.sync.flows.values.reconciliation.PART", 2)
    bench = make("toy", "allow")
    expected = move(bench, bench.offers(7))
    bench.queue.add("stock reconciliation", "night")
    quantity, compared = bench.erp.quantity, []
    bench.erp.quantity = lambda code: (compared.append(code), quantity(code))[1]
    for _ in range(after):
        bench.engine.step()
    del bench.shop.products[[*bench.shop.products][gone]]
    bench.settle()
    assert stocks(bench.values()) == stocks({sku: expected[sku] for sku in bench.values()})
    assert len(compared) == len(set(compared))


def test_a_reconciliation_begins_anew_when_all_that_it_did_last_is_gone(make, monkeypatch):
    monkeypatch.setattr("homologa.sync.flows.values.reconciliation.PART", 2)
    bench = make("toy", "allow")
    move(bench, bench.offers(7))
    bench.queue.add("stock reconciliation", "night")
    bench.engine.step()
    bench.engine.step()
    for product_id in [*bench.shop.products][:3]:
        del bench.shop.products[product_id]
    bench.settle()
    assert [stock for stock, _ in bench.values().values()] == [4, 5, 6, 7]


def whole(bench, at=None, moment="after", error=None):
    """Queues are read while something happens at one call; answers the calls, whether all arrived, and what is left."""
    drain_queues(bench)
    expected = move(bench, bench.offers(5))
    first = bench.calls.number
    bench.calls.at, bench.calls.moment = at and first + at, moment
    bench.calls.error = error or bench.calls.error
    drain_queues(bench)
    return bench.calls.number - first, bench.values() == expected, left(bench)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("erp", ["toy", "tiny"])
def test_a_death_at_any_call_loses_no_change(make, erp, moment):
    calls, *expected = whole(make(erp, "error30"))
    assert expected == [True, []]
    for at in range(1, calls + 1):
        number, *found = whole(make(erp, "error30"), at, moment)
        assert (found, number >= at) == (expected, True), at


@pytest.mark.parametrize("error", [lambda: Lost("sem resposta"), lambda: Unavailable("fora do ar")])
def test_a_lost_answer_at_any_call_loses_no_change(make, error):
    calls, *expected = whole(make("toy", "error30"))
    for at in range(1, calls + 1):
        moment = "after" if isinstance(error(), Lost) else "before"
        assert whole(make("toy", "error30"), at, moment, error)[1:] == tuple(expected), at


def test_a_lost_read_ends_in_a_reconciliation(quiet):
    expected = move(quiet, quiet.offers(2))
    quiet.calls.at, quiet.calls.error = quiet.calls.number + 1, lambda: Lost("sem resposta")
    quiet.do("stock queue")
    assert stocks(quiet.values()) == stocks(expected)
    assert any("Reconciliação de estoque encerrada" in entry["message"] for entry in quiet.log.entries())


def test_a_limit_between_the_queue_and_the_mappings_loses_nothing(quiet):
    expected = move(quiet, quiet.offers(3))
    later = quiet.clock.now().replace(minute=1)
    quiet.calls.at, quiet.calls.moment, quiet.calls.error = quiet.calls.number + 3, "before", lambda: RateLimited(later)
    drain_queues(quiet)
    assert (quiet.values(), left(quiet)) == (expected, [])


def test_a_call_that_the_shop_refuses_whole_stops_no_other_of_a_reconciliation(make, monkeypatch):
    monkeypatch.setattr("homologa.sync.flows.values.reconciliation.PART", 2)
    bench = make("toy", "allow")
    move(bench, bench.offers(5))
    write, refusals = bench.shop.set_stock, [Rejected("422", ["pedido inválido"])]
    bench.shop.set_stock = lambda rows: raising(refusals.pop()) if refusals else write(rows)
    bench.do("stock reconciliation", "night")
    assert [stock for stock, _ in bench.values().values()] == [0, 0, 3, 4, 5]
    (refused,) = (entry["message"] for entry in bench.log.entries() if entry["level"] == "error")
    skus = ", ".join([*bench.values()][:2])
    assert (refused, left(bench)) == (f"Estoque dos SKUs {skus}: a loja recusou: pedido inválido.", [])


def raising(error):
    raise error
