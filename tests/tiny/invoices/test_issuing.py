import pytest

from homologa.simulators.control.client import ScreenRefused

AUTHORISED = "Autorizada"


@pytest.mark.fact("tiny-api2", 42)
def test_it_is_authorised(account, invoices):
    invoice = invoices.make()

    issued = invoices.issue(invoice, enviarEmail="S")

    assert (issued["id"], issued["situacao"], issued["descricao_situacao"]) == (invoice, 6, AUTHORISED)
    assert issued["link_acesso"] == invoices.link(invoice)
    assert issued["chave_acesso"] == invoices.read(invoice)["chave_acesso"]
    assert issued["chave_acesso"] in issued["xml"]
    shown = account.view("nota", nota=int(invoice))
    assert (shown["email_enviado"], len(shown["protocolo"])) == (True, 15)


def test_it_is_found_by_series_and_number(account, invoices):
    invoices.make()
    second = invoices.make()

    answer = account.answer("nota.fiscal.emitir.php", serie="1", numero="000002")

    assert answer["nota_fiscal"]["id"] == second


@pytest.mark.fact("tiny-api2", 16)
def test_two_of_one_series_and_number_are_told_apart_by_id_only(account, invoices, refused):
    invoices.make("NFe")
    invoices.make("NFCe")

    refused(account.call("nota.fiscal.emitir.php", serie="1", numero="1"), 33, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    ("parameters", "code"),
    [({}, 10), ({"serie": "1"}, 10), ({"numero": "1"}, 10), ({"id": "9"}, 32), ({"serie": "1", "numero": "9"}, 32)],
)
def test_an_unknown_invoice_is_refused(account, refused, parameters, code):
    texts = refused(account.call("nota.fiscal.emitir.php", **parameters), code, 2)

    assert code == 10 or texts == ["Nota fiscal não localizada"]


def test_it_is_issued_once(account, invoices, refused):
    invoice = invoices.issued()
    key = invoices.read(invoice)["chave_acesso"]

    refused(account.call("nota.fiscal.emitir.php", id=invoice), 31, 2)

    assert invoices.read(invoice)["chave_acesso"] == key


@pytest.mark.parametrize(("answer", "situation"), [("rejeitar", "Rejeitada"), ("denegar", "Denegada")])
def test_what_the_authority_refuses_is_a_situation(account, invoices, answer, situation):
    invoice = invoices.make()
    account.act("mudar_resposta_da_sefaz", resposta=answer)

    issued = invoices.issue(invoice)

    assert (issued["descricao_situacao"], issued["link_acesso"], issued["xml"]) == (situation, "", "")
    assert account.view("nota", nota=int(invoice))["motivo"]


def test_a_rejected_one_is_issued_again_with_the_same_key(account, invoices):
    invoice = invoices.make()
    invoices.act("rejeitar_nota", invoice, motivo="Rejeição: NCM inexistente")
    key = invoices.read(invoice)["chave_acesso"]

    assert account.view("nota", nota=int(invoice))["motivo"] == "Rejeição: NCM inexistente"
    assert invoices.issue(invoice)["chave_acesso"] == key
    assert account.view("nota", nota=int(invoice))["motivo"] == ""


def test_a_denied_one_is_never_issued_and_its_order_may_have_another(account, invoices, refused):
    order = account.order()
    invoice = invoices.made_of(order)
    invoices.act("denegar_nota", invoice)

    refused(account.call("nota.fiscal.emitir.php", id=invoice), 31, 2)

    assert invoices.made_of(order) != invoice


def test_every_situation_is_reached(account, invoices):
    sending = ("gerar_xml_da_nota", "deixar_nota_sem_recibo", "deixar_nota_sem_protocolo", "emitir_nota")
    waiting = invoices.make()
    reached = [invoices.situation(waiting)]
    reached += [invoices.act(action, waiting)["situacao"] for action in (*sending, "imprimir_danfe", "cancelar_nota")]
    reached += [invoices.act(action, invoices.make())["situacao"] for action in ("rejeitar_nota", "denegar_nota")]

    assert reached == [
        "Pendente",
        "Emitida",
        "Enviada - aguardando recibo",
        "Enviada - aguardando protocolo",
        AUTHORISED,
        "Emitida DANFE",
        "Cancelada",
        "Rejeitada",
        "Denegada",
    ]


@pytest.mark.parametrize("action", ["cancelar_nota", "imprimir_danfe", "deixar_nota_sem_protocolo"])
def test_a_pending_one_cannot_skip(invoices, action):
    with pytest.raises(ScreenRefused, match="situação Pendente"):
        invoices.act(action, invoices.make())


@pytest.mark.parametrize("situation", ["aberto", "aprovado", "preparando_envio"])
def test_its_order_becomes_faturado(account, invoices, situation):
    order = account.order(situacao=situation)
    invoice = invoices.made_of(order)
    before = account.read_order(order)["situacao"]

    invoices.issue(invoice)

    after = account.read_order(order)
    assert (before != "Faturado", after["situacao"], after["data_faturamento"]) == (True, "Faturado", "03/11/2026")


@pytest.mark.parametrize(
    ("situation", "shown"), [("enviado", "Enviado"), ("entregue", "Entregue"), ("pronto_envio", "Pronto para envio")]
)
def test_an_order_that_is_further_on_stays_there(account, invoices, situation, shown):
    order = account.order(situacao=situation)

    invoices.issue(invoices.made_of(order))

    assert account.read_order(order)["situacao"] == shown


def test_a_rejection_leaves_the_order(account, invoices):
    order = account.order()

    invoices.act("rejeitar_nota", invoices.made_of(order))

    assert account.read_order(order)["situacao"] == "Em aberto"


def test_the_series_is_chosen_on_a_screen(account, invoices):
    account.act("salvar_numeracao_das_notas", serie=7, proximo_numero=40)

    first, second = (invoices.read(invoices.make()) for _ in range(2))

    assert [(read["serie"], read["numero"]) for read in (first, second)] == [("7", "000040"), ("7", "000041")]
    with pytest.raises(ScreenRefused, match="próximo número"):
        account.act("salvar_numeracao_das_notas", serie=7, proximo_numero=41)
