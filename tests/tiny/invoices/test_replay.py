"""Sales of Brazilian marketplaces, entered as orders and invoiced: each invoice is authorised and valid."""

import sales

SALES = 24


def test_the_sales_of_a_marketplace_are_invoiced(account, invoices, nfe_problems):
    sold = [sale for sale in sales.made_up(SALES, seed=3) if sale.lines and sale.situation != "cancelado"]
    assert len(sold) > SALES // 2

    for sale in sold:
        invoice = invoices.make(**sales.record(sale))
        issued = invoices.issue(invoice)
        assert issued["descricao_situacao"] == "Autorizada", account.view("nota", nota=int(invoice))["motivo"]
        assert nfe_problems(issued["xml"]) == []
