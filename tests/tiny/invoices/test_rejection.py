"""The authority rejects with 225 what the schema of the NF-e refuses, until the data are mended (statement 63)."""

import json

import pytest

from homologa.simulators.control.client import ScreenRefused

ITEM = {"codigo": "CAN", "descricao": "Caneca", "unidade": "UN", "quantidade": 1, "valor_unitario": 10}
CUSTOMER = {
    "nome": "Maria",
    "tipo_pessoa": "F",
    "cpf_cnpj": "529.982.247-25",
    "endereco": "Rua A",
    "numero": "10",
    "bairro": "Centro",
    "cep": "01310-100",
    "cidade": "São Paulo",
    "uf": "SP",
}
DELIVERY = {"endereco": "Av. Central", "numero": "7", "cidade": "Campinas", "uf": "SP"}
CARRIER = {"nome": "Rápido", "cpf_cnpj": "11.222.333/0001-82"}

pytestmark = pytest.mark.fact("tiny-api2", 63)


def of_item(**fields):
    return {"itens": [{"item": {**ITEM, **fields}}]}


def of_customer(**fields):
    return {"cliente": {**CUSTOMER, **fields}}


REFUSED = {
    "emoji": (of_item(descricao="Bolo 😀 — ™"), "det[1]/prod/xProd", "fora do conjunto"),
    "beyond U+00FF": (of_item(descricao="Bolo Ā"), "det[1]/prod/xProd", "fora do conjunto"),
    "tab": (of_customer(endereco="Rua\tA"), "dest/enderDest/xLgr", "controle"),
    "line feed": ({"obs": "um\ndois"}, "infAdic/infCpl", "controle"),
    "blank before": (of_customer(nome=" Maria"), "dest/xNome", "espaço"),
    "blank after": (of_item(codigo="CAN "), "det[1]/prod/cProd", "espaço"),
    "short name": (of_customer(nome="M"), "dest/xNome", "de 2 a 60"),
    "short CEP": (of_customer(cep="0131010"), "dest/enderDest/CEP", "forma"),
    "long CEP": (of_customer(cep="013101000"), "dest/enderDest/CEP", "forma"),
    "CEP with letters": (of_customer(cep="01310-10A"), "dest/enderDest/CEP", "forma"),
    "CPF": (of_customer(cpf_cnpj="529.982.247-26"), "dest/CPF", "dígito"),
    "CNPJ": (of_customer(cpf_cnpj="11.222.333/0001-82", tipo_pessoa="J"), "dest/CNPJ", "dígito"),
    "CNPJ with letters": (of_customer(cpf_cnpj="12.ABC.345/01DE-36", tipo_pessoa="J"), "dest/CNPJ", "dígito"),
    "CPF cut": (of_customer(cpf_cnpj="529982247"), "dest/CPF", "forma"),
    "delivery": ({"endereco_entrega": {**DELIVERY, "cpf_cnpj": "52998224726"}}, "entrega/CPF", "dígito"),
    "carrier": ({"transportador": CARRIER}, "transp/transporta/CNPJ", "dígito"),
    "NCM": (of_item(ncm="6912"), "det[1]/prod/NCM", "forma"),
    "plate": ({"placa": "AB"}, "transp/veicTransp/placa", "forma"),
    "state": (of_customer(uf="XX"), "dest/enderDest/UF", "forma"),
    "the second item": (
        {"itens": [{"item": ITEM}, {"item": {**ITEM, "descricao": "A\x07"}}]},
        "det[2]/prod/xProd",
        "controle",
    ),
}
TAKEN = {
    "latin": of_item(descricao="Pão de ló º ª ÿ £"),
    "no document": of_customer(cpf_cnpj=""),
    "no CEP": of_customer(cep=""),
    "a foreigner": of_customer(cpf_cnpj="AB12345", tipo_pessoa="E", uf="EX"),
    "a telephone of few digits": of_customer(fone="190"),
    "a registration of one digit": of_customer(ie="1"),
    "small letters of a state": of_customer(uf="sp"),
    "a plate with its hyphen": {"placa": "abc-1d23"},
    "NCM with points": of_item(ncm="6912.00.00"),
}


@pytest.fixture
def rejected(account, invoices):
    """Issues an invoice that is rejected; gives its id and the reason that the screen shows."""

    def issue(invoice):
        answer = invoices.issue(invoice)
        assert (answer["situacao"], answer["descricao_situacao"]) == (5, "Rejeitada")
        assert (answer["link_acesso"], answer["xml"]) == ("", "")
        return account.view("nota", nota=int(invoice))["motivo"]

    return issue


@pytest.mark.parametrize("case", REFUSED)
def test_what_leaves_the_schema_is_rejected_with_the_field_named(account, invoices, rejected, refused, case):
    fields, field, why = REFUSED[case]
    invoice = invoices.include(**{"cliente": CUSTOMER, **fields})

    reason = rejected(invoice)

    assert reason.startswith("Rejeição 225: Falha no schema XML: ")
    assert f"{field} " in reason
    assert why in reason
    refused(account.call("nota.fiscal.obter.xml", id=invoice), 34, "2")


@pytest.mark.parametrize("case", TAKEN)
def test_the_rest_is_authorised(invoices, case):
    invoice = invoices.include(**{"cliente": CUSTOMER, **TAKEN[case]})

    assert invoices.issue(invoice)["situacao"] == 6


def test_the_reason_names_no_values_and_at_most_five_fields(invoices, rejected):
    bad = {name: f"{name}\t1" for name in ("nome", "endereco", "complemento", "bairro", "cidade", "email")}

    reason = rejected(invoices.include(**of_customer(**bad)))

    assert reason.count(";") == 5
    assert reason.endswith("; e mais 1")
    assert not [value for value in bad.values() if value in reason]


def test_the_reason_is_told_to_whoever_reads_the_journal(account, invoices, rejected):
    reason = rejected(invoices.include(**of_item(descricao="😀")))

    (found,) = account.world.journal(operation="nota.fiscal.emitir")
    assert reason in str(found["findings"])


@pytest.mark.parametrize("gtin", ["4006381333931", "73513537", "036000291452", "10614141000415"])
def test_a_gtin_with_its_right_digit_goes_out(account, invoices, nfe, gtin):
    account.include(codigo="CAN", gtin=gtin)

    root = invoices.xml(invoices.issued(itens=[{"item": ITEM}]))

    assert {nfe(root, "det/prod/cEAN"), nfe(root, "det/prod/cEANTrib")} == {gtin}


@pytest.mark.parametrize(
    ("gtin", "why"),
    [("4006381333932", "dígito"), ("73513538", "dígito"), ("789123", "forma"), ("789123456789X", "forma")],
)
def test_a_gtin_that_is_none_is_rejected(account, invoices, rejected, gtin, why):
    account.include(codigo="CAN", gtin=gtin)

    reason = rejected(invoices.make(itens=[{"item": ITEM}]))

    assert "det[1]/prod/cEAN " in reason
    assert why in reason


def test_without_gtin_and_ncm_the_words_of_the_layout_go_out(account, invoices, nfe):
    account.include(codigo="CAN", gtin="", ncm="")

    root = invoices.xml(invoices.issued(itens=[{"item": ITEM}]))

    assert (nfe(root, "det/prod/cEAN"), nfe(root, "det/prod/cEANTrib")) == ("SEM GTIN", "SEM GTIN")
    assert nfe(root, "det/prod/NCM") == "00000000"


def test_a_rejection_leaves_order_and_notices_alone(account, invoices, rejected, receiver, url):
    account.act("salvar_webhooks_da_conta", url_notas=url)
    order = account.order(cliente={**CUSTOMER, "endereco": "Rua\tA"})
    receiver.requests.clear()

    rejected(invoices.made_of(order))

    assert account.read_order(order)["situacao"] == "Em aberto"
    assert receiver.products == []


MENDS = {
    "customer": (of_customer(endereco="Rua\tA"), "editar_cliente_da_nota", {"endereco": "Rua A"}),
    "document": (of_customer(cpf_cnpj="52998224726"), "editar_cliente_da_nota", {"cpf_cnpj": "529.982.247-25"}),
    "item": (of_item(descricao="Bolo 😀 — ™"), "editar_item_da_nota", {"item": 1, "descricao": "Bolo"}),
    "gtin": (of_item(ncm="1"), "editar_item_da_nota", {"item": 1, "ncm": "", "gtin": "4006381333932"}),
    "delivery": ({"endereco_entrega": {**DELIVERY, "cep": "1"}}, "editar_entrega_da_nota", {"cep": "13015-000"}),
    "remarks": ({"obs": "um\ndois"}, "editar_nota", {"obs": "um dois"}),
    "carrier": ({"transportador": {"nome": "X"}}, "editar_nota", {"transportador": "Xis"}),
    "plate": ({"placa": "AB"}, "editar_nota", {"placa": "", "quantidade_volumes": 2}),
}


@pytest.mark.parametrize("case", [case for case in MENDS if case != "gtin"])
def test_after_the_data_are_mended_it_is_issued_with_the_same_key(account, invoices, rejected, case):
    fields, action, mend = MENDS[case]
    invoice = invoices.include(**{"cliente": CUSTOMER, **fields})
    rejected(invoice)
    key = invoices.read(invoice)["chave_acesso"]
    assert rejected(invoice)

    assert invoices.act(action, invoice, **mend)["situacao"] == "Rejeitada"
    shown = invoices.act("emitir_nota", invoice)

    assert (shown["situacao"], shown["motivo"]) == ("Autorizada", "")
    assert invoices.read(invoice)["chave_acesso"] == key


def test_a_mend_that_brings_another_fault_is_rejected_for_that_one(invoices, rejected):
    fields, action, mend = MENDS["gtin"]
    invoice = invoices.include(**{"cliente": CUSTOMER, **fields})
    assert "NCM" in rejected(invoice)

    invoices.act(action, invoice, **mend)

    reason = rejected(invoice)
    assert "cEAN" in reason
    assert "NCM" not in reason


def test_the_screen_that_issues_shows_the_reason_and_so_does_the_list(account, invoices):
    invoice = invoices.include(**of_item(descricao="😀"))

    shown = invoices.act("emitir_nota", invoice)

    (row,) = account.view("lista_de_notas")
    assert shown["situacao"] == row["situacao"] == "Rejeitada"
    assert "xProd" in shown["motivo"] == row["motivo"]


def test_the_account_itself_can_be_mended(account, invoices, rejected):
    account.act("salvar_dados_da_empresa", endereco="Rua — A")
    invoice = invoices.make()
    assert "emit/enderEmit/xLgr" in rejected(invoice)

    account.act("salvar_dados_da_empresa", endereco="Rua A", cnpj_cpf="12.ABC.345/01DE-35")

    answer = invoices.issue(invoice)
    assert (answer["situacao"], answer["chave_acesso"][6:20]) == (6, "12ABC34501DE35")


def test_the_cfop_follows_the_customer(account, invoices):
    account.act("salvar_dados_da_empresa", cidade="São Paulo", estado="SP")
    invoice = invoices.include(**of_customer())
    before = invoices.read(invoice)["itens"][0]["item"]["cfop"]

    invoices.act("editar_cliente_da_nota", invoice, cidade="Niterói", uf="RJ")

    assert (before, invoices.read(invoice)["itens"][0]["item"]["cfop"]) == ("5102", "6102")
    assert invoices.read(invoice)["cliente"]["cidade"] == "Niterói"


@pytest.mark.parametrize(
    ("action", "fields", "reason"),
    [
        ("editar_cliente_da_nota", {"nome": ""}, "nome"),
        ("editar_cliente_da_nota", {"uf": "x" * 31}, "30"),
        ("editar_entrega_da_nota", {"cep": "1" * 11}, "10"),
        ("editar_item_da_nota", {"item": 3, "codigo": "A"}, "não tem o item 3"),
        ("editar_item_da_nota", {"item": 0, "codigo": "A"}, "não tem o item 0"),
        ("editar_item_da_nota", {"item": 1, "descricao": ""}, "descrição"),
        ("editar_item_da_nota", {"item": 1, "unidade": "METRO"}, "3"),
        ("editar_nota", {"placa": "x" * 9}, "8"),
    ],
)
def test_a_mend_that_cannot_be_is_refused_and_changes_nothing(account, invoices, action, fields, reason):
    invoice = invoices.make()
    before = account.view("nota", nota=int(invoice))

    with pytest.raises(ScreenRefused, match=reason):
        invoices.act(action, invoice, **fields)

    assert account.view("nota", nota=int(invoice)) == before


def test_what_was_authorised_is_not_edited(invoices):
    invoice = invoices.issued()

    with pytest.raises(ScreenRefused, match="Autorizada e não pode ser alterada"):
        invoices.act("editar_nota", invoice, obs="x")


def test_the_contact_and_the_product_stay_as_they_are(account, invoices):
    account.include(codigo="CAN", nome="Caneca")
    invoice = invoices.make(cliente=CUSTOMER, itens=[{"item": ITEM}])

    invoices.act("editar_cliente_da_nota", invoice, endereco="Rua B")
    invoices.act("editar_item_da_nota", invoice, item=1, descricao="Xícara")

    assert account.view("contatos")[0]["endereco"] == "Rua A"
    assert account.screen("CAN")["nome"] == "Caneca"


def test_an_authority_that_takes_everything_authorises_it(account, invoices, nfe):
    account.act("conferir_notas_na_sefaz", conferir="não")
    assert account.view("chaves")["sefaz"] == "aceita"

    root = invoices.xml(invoices.issued(**of_item(descricao="Bolo\t😀 ")))

    assert nfe(root, "det/prod/xProd") == "Bolo 😀"
    account.act("conferir_notas_na_sefaz", conferir="sim")
    assert account.view("chaves")["sefaz"] == "confere"
    assert invoices.issue(invoices.include(**of_item(descricao="😀")))["situacao"] == 5


@pytest.mark.parametrize(("answer", "situation"), [("rejeitar", 5), ("denegar", 10)])
def test_what_the_simulator_is_told_to_answer_goes_first(account, invoices, answer, situation):
    invoice = invoices.include(**of_item(descricao="😀"))
    account.act("mudar_resposta_da_sefaz", resposta=answer)

    assert invoices.issue(invoice)["situacao"] == situation
    assert "xProd" not in account.view("nota", nota=int(invoice))["motivo"]


def test_every_pack_is_authorised(homologa_control, nfe_problems):
    for seed in range(1, 6):
        world = homologa_control.create_world(seed=seed, pack="demonstracao")
        notes = world.view("tiny", "lista_de_notas")
        assert {note["situacao"] for note in notes} == {"Autorizada", "Pendente"}
        assert {note["motivo"] for note in notes} == {""}
        world.delete()


def test_a_document_of_json_keeps_its_tab(account, invoices, rejected):
    document = json.dumps({"pedido": {"cliente": {**CUSTOMER, "endereco": "Rua\tA"}, "itens": [{"item": ITEM}]}})
    order = account.answer("pedido.incluir.php", pedido=document)["registros"]["registro"]["id"]

    assert "xLgr" in rejected(invoices.made_of(order))
