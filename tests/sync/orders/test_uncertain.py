"""Creations that got no answer, and customers that are no more: what is done once is never done twice."""

import pytest
from toys.calls import Crash

from homologa.sync.core.errors import Lost, Rejected


def lose_creation(bench, error):
    """The next creation of an order is done, and its answer does not come."""
    create = bench.erp.create_order

    def lost(record):
        bench.erp.create_order = create
        create(record)
        raise error

    bench.erp.create_order = lost


def states(bench):
    return [task["state"] for task in bench.queue.describe()]


@pytest.mark.parametrize("error", [Crash(), Lost("sem resposta")], ids=["death", "lost answer"])
@pytest.mark.parametrize("is_gone", [False, True], ids=["unwanted", "gone"])
def test_an_order_whose_creation_got_no_answer_is_found_whatever_the_shop_says_meanwhile(bench, error, is_gone):
    order_id, number, document = bench.sells()
    lose_creation(bench, error)
    bench.queue.add("order", order_id)
    try:
        bench.engine.drain()
    except Crash:
        bench.rebuild()
    if is_gone:
        del bench.shop.records[order_id]
    else:
        bench.shop.change(order_id, status="new")
    bench.settle()
    assert len(bench.erp.shown(number, document)[0]) == 1
    assert (bench.theirs(order_id) is not None, states(bench)) == (True, [])


def test_a_creation_that_never_reached_the_erp_is_forgotten_when_the_order_is_not_wanted_any_more(trader):
    order_id, number, document = trader.sells()
    trader.calls.at, trader.calls.moment = 5, "before"
    trader.queue.add("order", order_id)
    with pytest.raises(Crash):
        trader.engine.drain()
    assert trader.memory.count("order", order_id, "sending") == 1
    trader.rebuild()
    trader.shop.change(order_id, status="new")
    trader.settle()
    assert trader.erp.shown(number, document)[0] == []
    assert (trader.memory.count("order", order_id, "sending"), states(trader)) == (0, [])


def test_an_order_that_was_refused_is_not_searched_when_it_is_not_wanted_any_more(trader):
    order_id, _, _ = trader.sells()
    trader.erp.create_order = refused
    trader.pull()
    trader.shop.change(order_id, status="new")
    number = trader.calls.number
    trader.do("order", order_id)
    assert (trader.calls.number - number, states(trader)) == (1, [])


def refused(record):
    raise Rejected("31", ["sem nome"])


def test_an_order_that_is_refused_as_repeated_and_not_found_is_held_and_tried_again(trader):
    order_id, _, _ = trader.sells()
    create = trader.erp.create_order
    trader.erp.create_order = repeated
    trader.pull()
    (task,) = trader.queue.describe()
    assert (task["state"], "é recusado como repetido" in task["cause"]) == ("held", True)
    trader.erp.create_order = create
    trader.clock.set(trader.queue.backlog(trader.clock.now()).wakes_at)
    trader.settle()
    assert (trader.theirs(order_id) is not None, states(trader)) == (True, [])


def test_a_customer_who_is_refused_as_repeated_and_not_found_holds_the_order(trader):
    order_id, _, _ = trader.sells()
    trader.erp.create_customer = repeated
    trader.pull()
    (task,) = trader.queue.describe()
    assert (task["state"], task["cause"].startswith("Em dúvida: o cliente do pedido")) == ("held", True)
    assert trader.theirs(order_id) is None


def repeated(record):
    raise Rejected("30", ["em duplicidade"])


def test_a_customer_who_was_deleted_in_the_erp_is_made_anew(bench):
    _, _, document = bench.sells()
    bench.pull()
    bench.erp.deletes_customer(document)
    order_id, number, _ = bench.sells(document=document)
    bench.pull()
    orders, customers = bench.erp.shown(number, document)
    assert (len(orders), customers, states(bench)) == (1, 1, [])
    assert bench.theirs(order_id) is not None


def test_a_customer_whom_people_made_anew_is_adopted(make):
    bench = make("toy", "error30")
    _, _, document = bench.sells()
    bench.pull()
    bench.erp.deletes_customer(document)
    bench.erp.customers["anew"] = {"document": document}
    order_id, _, _ = bench.sells(document=document)
    bench.pull()
    assert bench.erp.records[bench.theirs(order_id)]["customer"] == "anew"
    _, number, _ = bench.sells(document=document)
    calls = bench.calls.number
    bench.pull()
    assert (len(bench.erp.shown(number, document)[0]), bench.calls.number - calls) == (1, 6)


def test_a_refusal_that_is_not_about_the_customer_stays_one(make):
    bench = make("toy", "error30")
    _, _, document = bench.sells()
    bench.pull()
    bench.sells(document=document)
    refusals = []

    def refuse(record):
        refusals.append(record)
        raise Rejected("31", ["sem itens"])

    bench.erp.create_order = refuse
    bench.pull()
    assert (len(refusals), len(bench.erp.customers), states(bench)) == (1, 1, ["dead"])


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_death_at_any_call_of_it_makes_one_customer_anew(fresh, moment):
    def again(bench, at=None):
        _, _, document = bench.sells()
        bench.pull()
        bench.erp.deletes_customer(document)
        _, number, _ = bench.sells(document=document)
        first = bench.calls.number
        bench.calls.at, bench.calls.moment = at and first + at, moment
        bench.pull()
        return bench.calls.number - first, bench.erp.shown(number, document), states(bench)

    calls, *expected = again(fresh())
    for at in range(1, calls + 1):
        number, *found = again(fresh(), at)
        assert (found, number >= at) == (expected, True), at
