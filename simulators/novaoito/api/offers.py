"""Stock and prices by SKU (novaoito §2.3 Catalogue, stock, prices)."""

from homologa.simulators.kernel.operations import Call
from homologa.simulators.novaoito.api.registry import batch_rows, operation
from homologa.simulators.novaoito.rules import offers
from homologa.simulators.novaoito.wire import Answer

SOURCE = "§2.3 Catalogue, stock, prices"
STOCK, PRICES = "stock:write", "products:write"


@operation("stock.get", "GET", "/stock/<path:sku>", source=SOURCE, scope="products:read")
def get_stock(call: Call) -> Answer:
    """The stock of a SKU."""
    return Answer(200, offers.stock(call.work, _sku(call)))


@operation("stock.put", "PUT", "/stock/<path:sku>", source=SOURCE, scope=STOCK, body="required")
def put_stock(call: Call) -> Answer:
    """Write the stock of a SKU."""
    return Answer(200, offers.set_stock(call.work, _sku(call), call.data.body))


@operation("stock.bulk", "POST", "/stock/bulk", source=SOURCE, scope=STOCK, body="required", batch=batch_rows)
def put_stocks(call: Call) -> Answer:
    """Write the stock of up to 200 SKUs."""
    return _in_bulk(call, offers.set_stock)


@operation("prices.put", "PUT", "/prices/<path:sku>", source=SOURCE, scope=PRICES, body="required")
def put_price(call: Call) -> Answer:
    """Write the prices of a SKU."""
    return Answer(200, offers.set_prices(call.work, _sku(call), call.data.body))


@operation("prices.bulk", "POST", "/prices/bulk", source=SOURCE, scope=PRICES, body="required", batch=batch_rows)
def put_prices(call: Call) -> Answer:
    """Write the prices of up to 200 SKUs."""
    return _in_bulk(call, offers.set_prices)


def _in_bulk(call: Call, write: offers.Write) -> Answer:
    verdicts, hints = offers.in_bulk(call.work, call.data.body, write)
    call.findings += hints
    return Answer(207, {"data": verdicts})


def _sku(call: Call) -> str:
    call.subject = call.request.arguments["sku"]
    return call.subject
