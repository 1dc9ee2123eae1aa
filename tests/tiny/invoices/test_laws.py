import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homologa.simulators.tiny.rules.notas.chave import Chave, agrupada, digito
from homologa.simulators.tiny.rules.notas.totais import ratear

LAW = settings(max_examples=40, deadline=None, derandomize=True, database=None)
PURE = settings(max_examples=300, deadline=None, derandomize=True, database=None)
KEYS = st.builds(
    Chave,
    uf=st.sampled_from(["11", "35", "43", "53"]),
    ano_mes=st.sampled_from(["2601", "2612"]),
    documento=st.text("0123456789", min_size=14, max_size=14),
    modelo=st.sampled_from(["55", "65"]),
    serie=st.integers(0, 999),
    numero=st.integers(1, 999_999_999),
    codigo=st.integers(0, 99_999_999),
)
CENTS = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)
ITEMS = st.lists(
    st.fixed_dictionaries(
        {
            "descricao": st.just("Copo"),
            "unidade": st.just("UN"),
            "quantidade": st.decimals("0.0001", 1000, places=4).map("{:f}".format),
            "valor_unitario": st.decimals(0, 10000, places=8).map("{:f}".format),
        }
    ),
    min_size=1,
    max_size=4,
)
SHARED = {name: st.integers(0, 99_999).map(lambda cents: cents / 100) for name in ("valor_frete", "outras_despesas")}


@pytest.mark.parametrize(
    ("body", "digit"),
    [
        ("5206043300991100250655012000000780026730161", "5"),
        ("0" * 43, "0"),
        ("1" + "0" * 42, "7"),
    ],
)
def test_the_check_digit_of_known_keys(body, digit):
    assert digito(body) == digit


@PURE
@given(KEYS)
def test_a_key_says_what_it_was_made_of(key):
    text = str(key)

    assert (len(text), Chave.ler(text)) == (44, key)
    assert agrupada(text).split(" ") == [text[place : place + 4] for place in range(0, 44, 4)]


@PURE
@given(KEYS, st.integers(0, 42), st.integers(1, 9))
def test_one_changed_digit_is_noticed_unless_the_rest_hides_it(key, place, more):
    text = str(key)
    changed = text[:place] + str((int(text[place]) + more) % 10) + text[place + 1 :]

    if digito(changed[:-1]) != text[-1]:
        with pytest.raises(ValueError, match="inválida"):
            Chave.ler(changed)


@PURE
@given(CENTS, st.lists(CENTS, min_size=1, max_size=6))
def test_shares_add_up_and_none_is_below_zero(whole, weights):
    shares = ratear(whole, weights)

    assert sum(shares) == whole
    assert (len(shares), min(shares) >= 0) == (len(weights), True)


def test_an_invoice_agrees_with_its_order_and_with_itself(account, invoices):
    account.world.snapshot("nada")

    @LAW
    @given(st.fixed_dictionaries({"itens": ITEMS, **SHARED}), st.integers(0, 100))
    def law(order, percent):
        account.world.restore("nada")
        products = sum(Decimal(item["quantidade"]) * Decimal(item["valor_unitario"]) for item in order["itens"])
        discount = float((products * percent / 100).quantize(Decimal("0.01"), "ROUND_DOWN"))
        items = [{"item": item} for item in order["itens"]]
        made = account.order(**{**order, "itens": items, "valor_desconto": discount})

        read, asked = invoices.read(invoices.made_of(made)), account.read_order(made)

        assert Decimal(read["valor_nota"]) == Decimal(asked["total_pedido"])
        rows = [row["item"] for row in read["itens"]]
        assert sum(Decimal(row["valor_total"]) for row in rows) == Decimal(read["valor_produtos"])
        for row in rows:
            exact = Decimal(row["quantidade"]) * Decimal(row["valor_unitario"])
            assert abs(Decimal(row["valor_total"]) - exact) < Decimal("0.01")

    law()


def test_numbers_have_neither_gaps_nor_repeats(account, invoices):
    account.world.snapshot("nada")
    steps = st.lists(st.tuples(st.sampled_from(["NFe", "NFCe"]), st.booleans(), st.sampled_from([1, 2])), max_size=8)

    @LAW
    @given(steps)
    def law(taken):
        account.world.restore("nada")
        series = {"NFe": 1, "NFCe": 1}
        for model, good, one in taken:
            if one != series[model]:
                numbers = [row["numero"] for row in kept(account, model, one)]
                account.act(
                    "salvar_numeracao_das_notas", serie=one, modelo=model, proximo_numero=max(numbers, default=0) + 1
                )
                series[model] = one
            service = "nota.fiscal.incluir" if model == "NFe" else "nota.fiscal.consumidor.incluir"
            item = {"descricao": "Copo", "unidade": "UN", "quantidade": 1, "valor_unitario": 2}
            document = {"cliente": {"nome": "Ana"}, "itens": [{"item": item}], "valor_desconto": 0 if good else 9}
            account.answer(service, nota=json.dumps({"nota_fiscal": document}))

        for model in series:
            for one in (1, 2):
                numbers = [row["numero"] for row in kept(account, model, one)]
                assert numbers == list(range(1, len(numbers) + 1))

    law()


def kept(account, model, series):
    return [row for row in account.view("lista_de_notas") if (row["modelo"], row["serie"]) == (model, series)]
