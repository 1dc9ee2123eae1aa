"""Nothing of who a client is, how he is reached or where he lives leaves in the journal."""

import json

import pytest

CLIENT = {
    "nome": "Marilda Quintanilha",
    "nome_fantasia": "Empório Quintanilha",
    "cpf_cnpj": "123.456.789-09",
    "endereco": "Rua das Palmeiras",
    "cep": "01310100",
    "fone": "11988887777",
    "email": "marilda@cliente.example",
}
DELIVERY = {"nome_destinatario": "Joelma Prado", "endereco": "Travessa do Sossego", "fone": "1133334444"}
CONTACT = {
    "sequencia": 1,
    "nome": "Astolfo Brites",
    "situacao": "A",
    "nome_mae": "Benedita Brites",
    "pessoas_contato": [{"pessoa_contato": {"nome": "Pedrina Alves", "telefone": "1144445555"}}],
}
TELLING = [
    *("Marilda", "Quintanilha", "123.456.789-09", "12345678909", "Palmeiras", "88887777", "marilda@"),
    *("Joelma", "Sossego", "33334444", "Astolfo", "Benedita", "Pedrina", "44445555"),
]


@pytest.fixture
def busy(account, receiver, url):
    """An account that wrote, read, searched and told of people."""
    account.act("salvar_webhooks_da_conta", url_vendas=url)
    order = account.order(cliente=CLIENT, endereco_entrega=DELIVERY)
    account.read_order(order)
    account.answer("pedido.lancar.contas", id=order)
    account.answer("contato.incluir", contato=json.dumps({"contatos": [{"contato": CONTACT}]}))
    account.act("incluir_pedido", cliente="Marilda Quintanilha", itens=[{"codigo": "A", "valor": 1}])
    for service, filters in (
        ("pedidos.pesquisa", {"cliente": "Marilda"}),
        ("pedidos.pesquisa", {"cpf_cnpj": "12345678909"}),
        ("contatos.pesquisa", {"pesquisa": "Astolfo"}),
        ("contas.receber.pesquisa", {}),
    ):
        assert account.answer(service, **filters)["status"] == "OK"
        account.call(service, formato="xml", **filters)
    return account


@pytest.mark.parametrize("telling", TELLING)
def test_the_journal_tells_of_nobody(busy, telling):
    assert telling not in json.dumps([str(exchange) for exchange in busy.world.journal()], ensure_ascii=False)
