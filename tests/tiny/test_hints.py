import pytest

from homologa.simulators.tiny.errors import TinyError


@pytest.mark.parametrize("erro", TinyError.__subclasses__(), ids=lambda erro: erro.__name__)
def test_every_refusal_says_what_to_do(erro):
    feito = erro("mensagem do Tiny")

    assert feito.hint
    assert feito.hint not in (feito.message, erro.texto)


def test_what_a_refusal_says_of_its_own_comes_first(account):
    account.call("produto.incluir.php", produto="{")

    (exchange,) = account.world.journal(operation="produto.incluir")
    assert "o parâmetro produto não é JSON nem XML válido" in exchange["hint"]


def test_a_refusal_leaves_its_hint_in_the_journal_and_not_on_the_wire(account):
    answer = account.call("produto.obter.php")

    (exchange,) = account.world.journal(operation="produto.obter")
    assert exchange["hint"]
    assert exchange["hint"] not in answer.text
