"""Whatever happens to orders, stock, reservation and totals are those of a small model."""

import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.tiny.registros import REGISTROS
from homologa.simulators.tiny.rules.pedidos.situacoes import CANCELADO, CODIGOS, INCOMPLETO, SITUACOES

LAW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
STOCK = 100
SKUS = ("A", "B", "NOVO")
"""The last one is not in the catalogue."""
LINES = st.lists(
    st.tuples(st.sampled_from(SKUS), st.integers(1, 9), st.decimals("0.01", 999, places=2)), min_size=1, max_size=3
)
MONEY = st.decimals(0, 50, places=2)
STEPS = st.lists(
    st.tuples(
        st.integers(0, 1),
        st.sampled_from(
            [
                "lancar.estoque",
                "estornar.estoque",
                "lancar.contas",
                "estornar.contas",
                "aprovado",
                "enviado",
                "cancelado",
            ]
        ),
    ),
    max_size=12,
)


class Model:
    """One order: what it holds, and whether its stock and its accounts are launched."""

    def __init__(self, lines):
        self.lines, self.situation, self.launched, self.billed = lines, "aberto", False, False

    def step(self, name):
        """Whether the step is taken."""
        if name in ("aprovado", "enviado", "cancelado"):
            self.situation = name
            if name == "cancelado":
                self.launched = self.billed = False
            return True
        verb, _, what = name.partition(".")
        flag, wanted = "launched" if what == "estoque" else "billed", verb == "lancar"
        allowed = getattr(self, flag) is not wanted and not (name == "lancar.estoque" and self.situation == "cancelado")
        if allowed:
            setattr(self, flag, wanted)
        return allowed

    def quantities(self):
        counted = Counter()
        for sku, quantity, _ in self.lines:
            counted[sku] += quantity
        return counted


def item(sku, quantity, price):
    fields = {"codigo": sku, "descricao": sku, "unidade": "UN", "quantidade": quantity, "valor_unitario": str(price)}
    return {"item": fields}


@pytest.fixture
def ready(account):
    for sku in SKUS[:2]:
        account.include(codigo=sku, estoque_atual=STOCK)
    account.world.snapshot("pronto")


def test_stock_reservation_and_accounts_follow_the_model(account, ready):
    @LAW
    @given(st.tuples(LINES, LINES), STEPS)
    def law(carts, steps):
        models = [Model(lines) for lines in carts]
        ids = [account.order(itens=[item(*line) for line in lines]) for lines in carts]
        registered = [False, False]
        for which, name in steps:
            taken = models[which].step(name)
            assert send(account, ids[which], name) is taken
            registered[which] |= taken and name == "lancar.estoque"
        shown = {row["codigo"]: (row["saldo"], row["reservado"]) for row in account.view("estoque")}
        assert shown == expected(models, registered)
        billed = [sum(row["valor"] for row in account.view("pedido", pedido=4711 + i)["contas"]) for i in range(2)]
        for order, model, total in zip(account.view("lista_de_pedidos"), models, billed, strict=True):
            assert total == (order["total_pedido"] if model.billed else 0)
        account.world.restore("pronto")

    law()


def send(account, order, name):
    if "." in name:
        return account.answer(f"pedido.{name}", id=order)["status"] == "OK"
    return account.answer("pedido.alterar.situacao", id=order, situacao=name)["status"] == "OK"


def expected(models, registered):
    """Balance and reservation by SKU; an order knows the new product once its stock was launched."""
    found = {sku: [STOCK, 0] for sku in SKUS[:2]}
    for model, knows in zip(models, registered, strict=True):
        for sku, quantity in model.quantities().items():
            if sku == "NOVO" and not knows:
                continue
            row = found.setdefault(sku, [0, 0])
            if model.launched:
                row[0] -= quantity
            elif model.situation != "cancelado":
                row[1] += quantity
    return {sku: tuple(row) for sku, row in found.items()}


@pytest.mark.fact("tiny-api2", 35)
def test_totals_are_sums_of_what_is_shown(account):
    account.world.snapshot("vazio")

    @LAW
    @given(LINES, MONEY, MONEY, MONEY)
    def law(lines, freight, expenses, discount):
        products = sum(Decimal(quantity) * price for _, quantity, price in lines)
        discount = min(discount, products + freight + expenses)
        values = {"valor_frete": freight, "outras_despesas": expenses, "valor_desconto": discount}

        id_pedido = account.order(
            itens=[item(*line) for line in lines], **{name: str(value) for name, value in values.items()}
        )

        shown = account.read_order(id_pedido)
        assert Decimal(shown["total_produtos"]) == products
        assert Decimal(shown["total_pedido"]) == products + freight + expenses - discount
        (row,) = account.answer("pedidos.pesquisa", numero="4711")["pedidos"]
        assert Decimal(str(row["pedido"]["valor"])) == Decimal(shown["total_pedido"])
        account.world.restore("vazio")

    law()


DESCRIPTIONS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


def test_texts_of_items_come_back_as_they_were_sent(account):
    @LAW
    @given(st.lists(DESCRIPTIONS, min_size=1, max_size=3))
    def law(texts):
        sent = [item("X", 1, 1)["item"] | {"descricao": text, "info_adicional": text} for text in texts]
        answer = account.answer(
            "pedido.incluir",
            pedido=json.dumps({"pedido": {"cliente": {"nome": "Ana"}, "itens": [{"item": row} for row in sent]}}),
        )

        shown = account.read_order(answer["registros"]["registro"]["id"])["itens"]
        assert [row["item"]["descricao"] for row in shown] == texts
        assert [row["item"]["info_adicional"] for row in shown] == texts

    law()


def test_the_declared_way_of_an_order_is_that_of_the_rules():
    aside = (CANCELADO, "nao_entregue")
    way = [SITUACOES[code] for code in (INCOMPLETO, *CODIGOS) if code not in aside]

    assert (list(REGISTROS.orders.situations.forward), REGISTROS.orders.situations.ends) == (
        way,
        (SITUACOES[CANCELADO],),
    )
