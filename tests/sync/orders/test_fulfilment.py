"""Invoice, tracking and status are told each on its own: what becomes of one does not stop the others."""

import pytest

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import Lost, RateLimited, Rejected, Suspended, Unavailable
from homologa.sync.core.log import Log
from homologa.sync.core.order_ports import Header
from homologa.sync.flows.orders.statuses import StatusWriter


def refuse(error):
    def call(*_):
        raise error

    return call


@pytest.fixture
def shipped(trader):
    """A bench, and an order that is invoiced and shipped in the ERP, of which the shop was told nothing."""
    order_id, _, _ = trader.sells()
    trader.pull()
    trader.erp.fulfils(trader.theirs(order_id))
    return trader, order_id


def told(bench, order_id):
    shop = bench.shop
    return order_id in shop.invoices, order_id in shop.trackings, shop.records[order_id]["status"]


def work(bench):
    return [(task["kind"], task["state"], task["cause"]) for task in bench.queue.describe()]


@pytest.mark.parametrize(
    ("method", "name", "expected"),
    [("add_invoice", "nota fiscal", (False, True, "shipped")), ("add_tracking", "rastreio", (True, False, "shipped")),
     ("set_status", "situação", (True, True, "paid"))],
)  # fmt: skip
def test_what_the_shop_refuses_is_dead_with_its_cause_and_the_others_arrive(shipped, method, name, expected):
    bench, order_id = shipped
    setattr(bench.shop, method, refuse(Rejected("422", ["número inválido"])))
    bench.do("fulfilment", bench.theirs(order_id))
    assert told(bench, order_id) == expected
    assert work(bench) == [("fulfilment", "dead", f"Pedido recusado: {name}: número inválido.")]


def test_an_invoice_that_the_erp_does_not_hand_out_stops_neither_tracking_nor_status(shipped):
    bench, order_id = shipped
    bench.erp.invoice = refuse(Rejected("34", ["nota não autorizada"]))
    bench.do("fulfilment", bench.theirs(order_id))
    assert told(bench, order_id) == (False, True, "shipped")
    assert work(bench) == [("fulfilment", "dead", "Pedido recusado: nota fiscal: nota não autorizada.")]


def test_all_that_was_refused_is_told(shipped):
    bench, order_id = shipped
    bench.shop.add_invoice = refuse(Rejected("422", ["número inválido"]))
    bench.shop.add_tracking = refuse(Rejected("422", ["sem transportadora"]))
    bench.do("fulfilment", bench.theirs(order_id))
    ((_, _, cause),) = work(bench)
    assert cause == "Pedido recusado: nota fiscal: número inválido; rastreio: sem transportadora."


def test_what_was_refused_is_told_when_it_is_queued_again_and_nothing_else_is(shipped):
    bench, order_id = shipped
    bench.shop.add_invoice = refuse(Rejected("422", ["número inválido"]))
    bench.do("fulfilment", bench.theirs(order_id))
    del bench.shop.add_invoice
    bench.shop.add_tracking = bench.shop.set_status = refuse(AssertionError("de novo"))
    bench.queue.revive()
    bench.settle()
    assert (told(bench, order_id), work(bench)) == ((True, True, "shipped"), [])


@pytest.mark.parametrize("error", [Lost("sem resposta"), Unavailable("HTTP 500")])
def test_an_invoice_that_never_gets_an_answer_is_held_and_the_others_arrive(shipped, error):
    bench, order_id = shipped
    bench.shop.add_invoice = refuse(error)
    bench.do("fulfilment", bench.theirs(order_id))
    assert told(bench, order_id) == (False, True, "shipped")
    assert work(bench) == [("fulfilment", "held", f"A plataforma não respondeu: {error}.")]
    del bench.shop.add_invoice
    bench.clock.set(bench.queue.backlog(bench.clock.now()).wakes_at)
    bench.settle()
    assert (told(bench, order_id), work(bench)) == ((True, True, "shipped"), [])


def test_a_refusal_does_not_hide_what_is_tried_again(shipped):
    bench, order_id = shipped
    bench.shop.add_invoice = refuse(Rejected("422", ["número inválido"]))
    answers = [Lost("sem resposta")]
    add = bench.shop.add_tracking
    bench.shop.add_tracking = lambda *call: refuse(answers.pop())() if answers else add(*call)
    bench.do("fulfilment", bench.theirs(order_id))
    assert told(bench, order_id) == (False, True, "shipped")
    assert work(bench) == [("fulfilment", "dead", "Pedido recusado: nota fiscal: número inválido.")]


@pytest.mark.parametrize("error", [RateLimited, lambda moment: Suspended("shop", "423", "suspensa")])
def test_an_account_that_serves_nobody_is_called_no_more(shipped, error):
    bench, order_id = shipped
    later = bench.clock.now().replace(minute=30)
    bench.shop.add_invoice = refuse(error(later))
    bench.shop.add_tracking = refuse(AssertionError("chamada a quem não atende"))
    bench.queue.add("fulfilment", bench.theirs(order_id))
    bench.engine.step()
    assert [task["state"] for task in bench.queue.describe()] in (["pending"], ["held"])


def test_a_status_reaches_the_order_whose_id_another_order_has_on_the_other_side(memory, store):
    written = []

    class Side:
        def set_status(self, *order):
            written.append(order)

        def status_for(self, order):
            return "entregue"

        def status_in(self, order):
            return "enviado"

        def is_forward(self, *_):
            return True

    def carry(ours, theirs):
        writer = StatusWriter(Side(), lambda _: None, Side(), memory, Log(store, Clock()))
        writer.carry(Header("order", ours, "P-1"), theirs)

    for pair in (("1", "7"), ("9", "7"), ("9", "7")):
        carry(*pair)
    assert written == [("7", "entregue")] * 2
