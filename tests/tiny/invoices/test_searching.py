import pytest

from homologa.simulators.tiny.rules.notas.situacoes import SITUACOES


@pytest.mark.fact("tiny-api2", 43)
@pytest.mark.parametrize("alone", [{}, {"idVendedor": "1"}, {"pagina": "1"}, {"serie": "1"}, {"nomeVendedor": "João"}])
def test_without_a_filter_it_fails(account, invoices, refused, alone):
    invoices.make()

    refused(account.call("notas.fiscais.pesquisa.php", **alone), 10, "2")


SOLD = {"valor_frete": 10, "numero_pedido_ecommerce": "EC-1", "forma_envio": "C", "forma_frete": "PAC"}


@pytest.mark.fact("tiny-api2", 11, 17, 43, 58)
def test_a_row_has_the_recorded_types(account, invoices):
    seller = account.act("incluir_vendedor", nome="João")["id"]
    invoice = invoices.issued(**SOLD, id_vendedor=seller)

    (row,) = invoices.rows(numero="1")

    assert (row["id"], row["id_vendedor"], row["situacao"]) == (invoice, str(seller), "6")
    assert (row["valor"], row["valor_produtos"], row["valor_frete"]) == ("46.50", "36.50", "10.00")
    assert row["numero_ecommerce"] == "EC-1"
    assert int(row["id_forma_envio"]) > 0 < int(row["id_forma_frete"])
    answer = account.answer("notas.fiscais.pesquisa", numero="1")
    assert (answer["status_processamento"], answer["pagina"], answer["numero_paginas"]) == ("3", 1, 1)


@pytest.mark.fact("tiny-api2", 17, 58)
def test_what_an_invoice_does_not_have_is_empty_or_null(invoices):
    invoices.make()

    (row,) = invoices.rows(numero="1")

    assert (row["id_vendedor"], row["id_forma_envio"], row["id_forma_frete"]) == ("0", "", "")
    assert row["numero_ecommerce"] is None


@pytest.mark.fact("tiny-api2", 11, 43, 58)
def test_with_the_documented_types_a_row_has_numbers(account, invoices, refused):
    account.act("usar_tipos_documentados", usar=True)
    invoice = invoices.issued(**SOLD)

    (row,) = invoices.rows(numero="1")

    assert (row["id"], row["tipo"], row["serie"], row["numero"]) == (int(invoice), "S", "1", "000001")
    assert (row["situacao"], row["descricao_situacao"]) == (6, "Autorizada")
    assert (row["valor"], row["valor_produtos"], row["valor_frete"]) == (46.5, 36.5, 10)
    assert (row["nome"], row["cliente"]["cpf_cnpj"]) == ("Maria & Filhos", "529.982.247-25")
    assert (row["numero_ecommerce"], row["data_emissao"], len(row["chave_acesso"])) == ("EC-1", "03/11/2026", 44)
    assert row["id_forma_envio"] > 0 < row["id_forma_frete"]
    assert account.answer("notas.fiscais.pesquisa", numero="1")["status_processamento"] == 3
    refused(account.call("notas.fiscais.pesquisa"), 10, 2)


@pytest.fixture
def several(account, invoices):
    """Three invoices, by a name: an old entry, one of the order EC-1, an issued one of another customer."""
    seller = account.act("incluir_vendedor", nome="João")["id"]
    other = {"nome": "Padaria Sol", "cpf_cnpj": "11.222.333/0001-81"}
    made = {
        "entry": invoices.include(tipo="E", data_emissao="01/10/2026"),
        "order": invoices.make(numero_pedido_ecommerce="EC-1", nome_vendedor="João", forma_envio="T"),
        "issued": invoices.issued(cliente=other),
    }
    forms = account.answer("formas.envio.pesquisa.php", tipoLogistica="2")["registros"]
    return {**made, "seller": str(seller), "form": str(forms[0]["id"])}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"tipoNota": "E"}, ["entry"]),
        ({"tipoNota": "s"}, ["order", "issued"]),
        ({"numero": "2"}, ["order"]),
        ({"numero": "000002"}, ["order"]),
        ({"cliente": "padaria"}, ["issued"]),
        ({"cpf_cnpj": "11222333000181"}, ["issued"]),
        ({"cpf_cnpj": "11.222.333/0001-81"}, ["issued"]),
        ({"dataFinal": "31/10/2026"}, ["entry"]),
        ({"dataInicial": "03/11/2026", "dataFinal": "03/11/2026"}, ["order", "issued"]),
        ({"situacao": "6"}, ["issued"]),
        ({"numeroEcommerce": "EC-1"}, ["order"]),
        ({"situacao": "1", "idVendedor": "{seller}"}, ["order"]),
        ({"situacao": "1", "nomeVendedor": "joao"}, ["order"]),
        ({"situacao": "1", "idFormaEnvio": "{form}"}, ["order"]),
        ({"situacao": "1", "serie": "1"}, ["entry", "order"]),
    ],
)
def test_each_filter_narrows(invoices, several, filters, names):
    asked = {name: value.format_map(several) for name, value in filters.items()}

    assert invoices.ids(**asked) == [several[name] for name in names]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ({"numero": "99"}, 20),
        ({"numero": "1", "pagina": "2"}, 23),
        ({"numero": "1", "idFormaEnvio": "1"}, 20),
        ({"situacao": "11"}, 31),
        ({"situacao": "Pendente"}, 31),
        ({"tipoNota": "X"}, 31),
        ({"dataInicial": "2026-11-03"}, 31),
    ],
)
def test_what_finds_nothing_or_asks_badly_is_refused(account, several, refused, filters, code):
    refused(account.call("notas.fiscais.pesquisa.php", **filters), code, "2")


def test_the_page_names_ten_situations():
    assert list(SITUACOES) == list(range(1, 11))


@pytest.mark.fact("tiny-api2", 1)
@pytest.mark.parametrize("service", ["notas.fiscais.pesquisa", "nota.fiscal.obter", "nota.fiscal.obter.link"])
def test_a_reading_answers_alike_however_it_is_asked(account, invoices, service):
    parameters = {"id": invoices.issued(), "numero": "1"}

    answers = {
        account.call(f"{service}{suffix}", method, **parameters).text
        for suffix in ("", ".php")
        for method in ("GET", "POST")
    }

    assert len(answers) == 1
