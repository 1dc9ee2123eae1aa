import json
from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

LAW = settings(max_examples=60, deadline=None, derandomize=True, database=None)
DEPOSITS = ("Geral", "Loja", "Avarias")
MOVES = st.lists(
    st.tuples(
        st.sampled_from("ESB"),
        st.decimals(0, 10**6, places=4) | st.sampled_from([Decimal("0.1"), Decimal("0.2"), Decimal("0.7")]),
        st.sampled_from(DEPOSITS),
    ),
    max_size=8,
)


def test_movements_add_up_to_the_balance(account):
    for name in DEPOSITS[1:]:
        account.act("incluir_deposito", nome=name, desconsiderar=name == "Avarias")
    account.world.snapshot("depositos")

    @LAW
    @given(MOVES)
    def law(moves):
        id_produto = account.include(codigo="A")
        expected = defaultdict(Decimal)
        for kind, quantity, deposit in moves:
            move = {"idProduto": id_produto, "tipo": kind, "quantidade": str(quantity), "deposito": deposit}
            account.answer("produto.atualizar.estoque", estoque=json.dumps({"estoque": move}))
            before = Decimal(0) if kind == "B" else expected[deposit]
            expected[deposit] = before - quantity if kind == "S" else before + quantity

        (shown,) = account.view("estoque", codigo="A")
        kept = account.view("lancamentos_de_estoque", codigo="A")
        summed = defaultdict(Decimal)
        for row in kept:
            summed[row["deposito"]] += Decimal(str(row["saldo_depois"])) - Decimal(str(row["saldo_antes"]))
        assert len(kept) == len(moves)
        for name in DEPOSITS:
            assert shown["depositos"][name] == float(expected[name]) == float(summed[name])
        assert shown["saldo"] == float(expected["Geral"] + expected["Loja"])
        account.world.restore("depositos")

    law()
