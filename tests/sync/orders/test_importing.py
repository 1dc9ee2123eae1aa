"""Orders of a shop in an ERP: once, whole, forward; and what becomes of them back in the shop."""

from decimal import Decimal

import pytest

from homologa.sync.core.errors import Incomplete, Lost, RateLimited, Unavailable


def whole_life(bench):
    """An order is sold, brought, invoiced and shipped; answers what both sides show then."""
    order_id, number, document = bench.sells()
    bench.pull()
    theirs = bench.theirs(order_id)
    bench.erp.fulfils(theirs)
    for _ in range(2):
        bench.queue.add("fulfilment", theirs)
        bench.settle()
    bench.pull()
    shop = bench.shop
    seen = (shop.records[order_id]["status"], shop.written, shop.invoices[order_id]["number"] != "")
    return bench.erp.shown(number, document), seen, shop.trackings[order_id]["code"], bench.queue.describe()


def test_an_order_and_its_customer_are_brought_once_and_what_becomes_of_them_comes_back(fresh):
    (orders, customers), seen, code, left = whole_life(fresh())
    assert ([total for total, _ in orders], customers) == ([Decimal("13.88")], 1)
    assert (seen, code, left) == (("shipped", ["shipped"], True), "BR1", [])


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_death_at_any_call_ends_in_the_same_state(fresh, moment):
    undisturbed = fresh()
    expected = whole_life(undisturbed)
    for at in range(1, undisturbed.calls.number + 1):
        bench = fresh()
        bench.calls.at, bench.calls.moment = at, moment
        assert whole_life(bench) == expected, at
        assert bench.calls.number >= at


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("error", [lambda: Lost("sem resposta"), lambda: Unavailable("fora do ar")])
def test_a_lost_answer_at_any_call_ends_in_the_same_state(fresh, error, moment):
    undisturbed = fresh()
    expected = whole_life(undisturbed)
    for at in range(1, undisturbed.calls.number + 1):
        bench = fresh()
        bench.calls.at, bench.calls.error, bench.calls.moment = at, error, moment
        assert whole_life(bench) == expected, at


def test_an_order_that_the_erp_has_already_is_adopted_and_its_past_is_read(bench):
    order_id, number, document = bench.sells()
    bench.pull()
    bench.erp.fulfils(bench.theirs(order_id))
    bench.store.run("DELETE FROM link")
    bench.queue.add("order", order_id)
    bench.settle()
    assert len(bench.erp.shown(number, document)[0]) == 1
    assert bench.shop.records[order_id]["status"] == "shipped"


def test_two_orders_of_one_number_are_held_with_the_reason_and_tried_again(make):
    bench = make("toy", "allow")
    order_id, number, _ = bench.sells()
    for _ in range(2):
        bench.erp.create_order({"n": number, "total": Decimal(1)})
    bench.pull()
    (task,) = bench.queue.describe()
    assert (task["state"], task["cause"]) == ("held", f"Em dúvida: há 2 pedidos com o número {number} no ERP.")
    del bench.erp.records["e1"]
    bench.clock.set(bench.queue.backlog(bench.clock.now()).wakes_at)
    bench.settle()
    assert (bench.theirs(order_id), bench.queue.describe()) == ("e0", [])


def test_an_order_of_a_customer_who_stands_twice_in_the_erp_is_held_until_one_is_left(make):
    bench = make("toy", "allow")
    order_id, number, document = bench.sells()
    twice = [bench.erp.create_customer({"document": document}) for _ in range(2)]
    bench.pull()
    (task,) = bench.queue.describe()
    assert (task["state"], task["cause"]) == ("held", f"Em dúvida: há 2 cadastros do cliente do pedido {number}.")
    del bench.erp.customers[twice[0]]
    bench.clock.set(bench.queue.backlog(bench.clock.now()).wakes_at)
    bench.settle()
    assert bench.erp.records[bench.theirs(order_id)]["customer"] == twice[1]


def test_doubt_is_logged_once(make):
    bench = make("toy", "allow")
    _, number, _ = bench.sells()
    for _ in range(2):
        bench.erp.create_order({"n": number, "total": Decimal(1)})
    bench.pull()
    for _ in range(3):
        bench.clock.set(bench.queue.backlog(bench.clock.now()).wakes_at)
        bench.settle()
    assert sum("Em dúvida" in entry["message"] for entry in bench.log.entries()) == 1


def test_an_order_that_cannot_go_is_held_with_its_reason_and_tried_at_once_when_it_changes(bench):
    order_id, number, document = bench.sells(lines=[], total=Decimal(0))
    bench.pull()
    (task,) = bench.queue.describe()
    assert (task["state"], task["cause"]) == ("held", "Incompleto: o pedido não tem itens.")
    assert bench.erp.shown(number, document)[0] == []
    bench.shop.change(order_id, lines=[(Decimal(1), Decimal(5))], total=Decimal(5))
    bench.pull()
    assert ([total for total, _ in bench.erp.shown(number, document)[0]], bench.queue.describe()) == ([5], [])


@pytest.mark.parametrize("how", ["probe", "set-up"])
def test_what_an_order_lacks_may_be_settled_where_no_event_tells_of_it(trader, how):
    order_id, _, _ = trader.sells()
    record = trader.rules.order_record
    trader.rules.order_record = lambda order, customer: lacks_a_seller()
    trader.pull()
    trader.rules.order_record = record
    if how == "probe":
        trader.clock.set(trader.queue.backlog(trader.clock.now()).wakes_at)
    else:
        trader.queue.release()
    trader.settle()
    assert (trader.theirs(order_id) is not None, trader.queue.describe()) == (True, [])


def lacks_a_seller():
    raise Incomplete("o vendedor do pedido não tem mapa")


def test_an_order_that_is_not_wanted_yet_is_left_alone_until_it_is(bench):
    order_id, number, document = bench.sells(status="new")
    bench.pull()
    assert bench.erp.shown(number, document) == ([], 0)
    bench.shop.change(order_id, status="paid")
    bench.pull()
    assert len(bench.erp.shown(number, document)[0]) == 1


def test_one_customer_of_many_orders_is_one_in_whichever_way_the_document_is_written(bench):
    _, _, document = bench.sells()
    masked = f"{document[:3]}.{document[3:6]}.{document[6:9]}-{document[9:]}"
    _, number, _ = bench.sells(document=masked)
    bench.pull()
    assert bench.erp.shown(number, document)[1] == 1


def test_only_the_newest_of_several_statuses_is_written_and_never_one_further_back(bench):
    order_id, number, document = bench.sells()
    bench.pull()
    theirs = bench.theirs(order_id)
    bench.erp.fulfils(theirs)
    bench.shop.change(order_id, status="new")
    bench.shop.change(order_id, status="paid")
    bench.store.run("DELETE FROM cursor WHERE stream LIKE 'status:%'")
    bench.pull()
    (shown,) = bench.erp.shown(number, document)[0]
    assert shown[1] in ("shipped", "enviado")


def test_a_cancellation_is_carried_and_ends_it(bench):
    order_id, number, document = bench.sells()
    bench.pull()
    bench.shop.change(order_id, status="cancelled")
    bench.pull()
    bench.shop.change(order_id, status="paid")
    bench.pull()
    (shown,) = bench.erp.shown(number, document)[0]
    assert shown[1] in ("cancelled", "cancelado")


def test_many_orders_come_part_by_part_and_each_once(bench):
    sold = [bench.sells() for _ in range(5)]
    bench.pull()
    bench.pull()
    assert [len(bench.erp.shown(number, document)[0]) for _, number, document in sold] == [1] * 5


def test_an_event_that_comes_twice_brings_its_order_once(bench):
    order_id, number, document = bench.sells()
    told = [bench.queue.receive("d-1", "{}", bench.clock.now(), "order", order_id) for _ in range(2)]
    bench.settle()
    assert (told, len(bench.erp.shown(number, document)[0]), bench.queue.describe()) == ([True, False], 1, [])


def from_a_queue(bench, at=None, moment="after", error=None):
    """Three orders come from a queue that empties on read; answers the calls, how often each is there, what is left."""
    sold, first = [bench.sells() for _ in range(3)], bench.calls.number
    bench.calls.at, bench.calls.moment, bench.calls.error = at and first + at, moment, error or bench.calls.error
    bench.do("order queue")
    calls = bench.calls.number - first
    return calls, [len(bench.erp.shown(number, document)[0]) for _, number, document in sold], bench.queue.describe()


@pytest.mark.parametrize("error", [None, lambda: Lost("sem resposta")], ids=["death", "lost answer"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_orders_of_a_queue_that_empties_on_read_come_whichever_answer_is_lost(fresh, moment, error):
    calls, *expected = from_a_queue(fresh())
    assert expected == [[1, 1, 1], []]
    for at in range(1, calls + 1):
        number, *found = from_a_queue(fresh(), at, moment, error)
        assert (found, number >= at) == (expected, True), at


def test_a_limit_is_waited_for(make):
    bench = make("toy", "error30")
    _, number, document = bench.sells()
    later = bench.clock.now().replace(minute=1)
    bench.calls.at, bench.calls.moment, bench.calls.error = 3, "before", lambda: RateLimited(later)
    bench.pull()
    assert (len(bench.erp.shown(number, document)[0]), bench.clock.now()) == (1, later)


def test_what_the_erp_says_of_orders_of_others_is_left_alone(make):
    bench = make("toy", "allow")
    bench.queue.add("fulfilment", "e-99")
    bench.settle()
    assert (bench.calls.number, bench.queue.describe()) == (0, [])


def test_an_order_that_is_gone_from_the_shop_is_over(bench):
    bench.queue.add("order", "nada")
    bench.settle()
    assert bench.queue.describe() == []
