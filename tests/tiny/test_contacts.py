import json

import pytest

CPF, CNPJ = "123.456.789-09", "12.345.678/0001-95"
WHOLE = {
    "nome": "Maria Silva",
    "situacao": "A",
    "cpf_cnpj": CPF,
    "codigo": "C-1",
    "endereco": "Rua A",
    "numero": "10",
    "cep": "01310100",
    "cidade": "SAO PAULO",
    "uf": "SP",
    "fone": "11988887777",
    "email": "maria@cliente.example",
    "contatos": "Maria e João",
    "limite_credito": "150.50",
}


@pytest.fixture
def write(account):
    """Sends contacts and gives their `registro`s."""

    def send(service, *contacts):
        document = {"contatos": [{"contato": contact} for contact in contacts]}
        answer = account.answer(f"contato.{service}.php", contato=json.dumps(document))
        return [row["registro"] for row in answer["registros"]]

    return send


@pytest.fixture
def include(write):
    def one(**fields):
        (written,) = write("incluir", {"sequencia": 1, **WHOLE, **fields})
        return written

    return one


@pytest.fixture
def alter(write):
    def one(**fields):
        (written,) = write("alterar", {"sequencia": 1, **fields})
        return written

    return one


@pytest.fixture
def read(account):
    return lambda id_contato: account.answer("contato.obter.php", id=id_contato)["contato"]


@pytest.mark.fact("tiny-api2", 17)
def test_what_was_written_is_read_back_with_its_masks(include, read):
    contact = read(include()["id"])

    expected = {**WHOLE, "cep": "01310-100", "fone": "(11) 98888-7777", "limite_credito": 150.5}
    assert contact == {**contact, **expected}
    assert (contact["situacao"], contact["tipo_pessoa"], type(contact["id"])) == ("A", "F", str)
    assert len(contact["data_criacao"]) == len("02/03/2026 10:00:00")


UNSET = {"limite_credito": 0, "im": None, "crt": "0", "estadoCivil": "0"}
SET = {"limite_credito": 12.5, "im": "123", "crt": "3", "estadoCivil": "2"}


@pytest.mark.fact("tiny-api2", 58)
@pytest.mark.parametrize(("sent", "shown"), [({"limite_credito": ""}, UNSET), (SET, SET)])
def test_what_is_not_set_has_the_values_of_the_sample(include, read, sent, shown):
    contact = read(include(**sent)["id"])

    assert {name: contact[name] for name in shown} == shown


@pytest.mark.fact("tiny-api2", 30)
@pytest.mark.parametrize(
    ("lacking", "text"),
    [
        ("sequencia", "O número de sequência deve ser informado"),
        ("nome", "O nome do contato deve ser informado"),
        ("situacao", "A situação do contato deve ser informada"),
    ],
)
def test_what_is_mandatory(write, lacking, text):
    sent = {"sequencia": 1, **WHOLE}
    del sent[lacking]

    (written,) = write("incluir", sent)

    assert (written["codigo_erro"], written["erros"]) == ("31", [{"erro": text}])


@pytest.mark.fact("tiny-api2", 30)
@pytest.mark.parametrize(
    "wrong",
    [
        {"cidade": "Xanadu"},
        {"cidade": "Campinas", "uf": "RJ"},
        {"cidade_cobranca": "Xanadu"},
        {"id_vendedor": 99},
        {"nome_vendedor": "Ninguém"},
        {"nome": "N" * 51},
        {"obs": "o" * 201},
        {"situacao": "X"},
        {"sexo": "outro"},
        {"data_nascimento": "31/02/2000"},
        {"limite_credito": "muito"},
        {"pessoas_contato": [{"pessoa_contato": {"nome": ""}}]},
        {"tipos_contato": "Cliente"},
    ],
)
def test_what_does_not_pass_is_told(include, account, wrong):
    assert include(**wrong)["codigo_erro"] == "31"
    assert account.view("contatos") == []


@pytest.mark.fact("tiny-api2", 30)
def test_a_repeated_document_is_a_duplicate_whatever_its_mask(include, account):
    include()

    again = include(codigo="C-2", cpf_cnpj="12345678909")

    assert (again["codigo_erro"], again["erros"][0]["erro"]) == ("30", "Registro em duplicidade")
    assert len(account.view("contatos")) == 1


def test_the_city_of_a_foreigner_is_any(include):
    assert include(tipo_pessoa="E", cpf_cnpj="", cidade="Xanadu")["status"] == "OK"


def test_a_contact_without_a_document_is_no_duplicate(include):
    assert [include(cpf_cnpj="", codigo=code)["status"] for code in ("a", "b")] == ["OK", "OK"]


@pytest.mark.fact("tiny-api2", 14)
def test_records_are_independent(write, account):
    good, bad = write("incluir", {"sequencia": 1, **WHOLE}, {"sequencia": 2})

    assert (good["status"], bad["status"], bad["sequencia"]) == ("OK", "Erro", "2")
    assert len(account.view("contatos")) == 1


def test_a_seller_is_taken_by_id_or_by_name(account, include, read):
    number = account.act("incluir_vendedor", nome="José Antônio")["id"]

    by_id = read(include(id_vendedor=number, nome_vendedor="Outro")["id"])
    by_name = read(include(nome_vendedor="jose antonio", cpf_cnpj=CNPJ)["id"])

    for contact in (by_id, by_name):
        assert (contact["id_vendedor"], contact["nome_vendedor"]) == (str(number), "José Antônio")


@pytest.mark.fact("tiny-api2", 31)
def test_a_contact_is_located_by_id_then_code_then_document(include, alter, read):
    first = include()["id"]
    second = include(codigo="C-2", cpf_cnpj=CNPJ)["id"]

    alter(id=first, codigo="C-9", obs="por id")
    alter(codigo="C-2", cpf_cnpj="", obs="por código")
    alter(cpf_cnpj="12345678909", fantasia="por documento")

    assert (read(first)["codigo"], read(first)["obs"], read(first)["fantasia"]) == ("C-9", "por id", "por documento")
    assert read(second)["obs"] == "por código"


@pytest.mark.fact("tiny-api2", 16)
def test_a_key_that_finds_none_or_two(include, alter):
    include()
    include(cpf_cnpj=CNPJ)

    assert alter(id=1)["codigo_erro"] == alter(codigo="nenhum")["codigo_erro"] == alter()["codigo_erro"] == "32"
    assert alter(codigo="C-1")["codigo_erro"] == "33"


@pytest.mark.fact("tiny-api2", 31)
def test_kinds_and_people_only_add(include, alter, read):
    ana, bia = ({"pessoa_contato": {"nome": name, "ramal": "1"}} for name in ("Ana", "Bia"))
    number = include(tipos_contato=[{"tipo": "Cliente"}], pessoas_contato=[ana])["id"]

    alter(id=number, tipos_contato=[{"tipo": "Fornecedor"}, {"tipo": "Cliente"}], pessoas_contato=[bia, ana])
    alter(id=number, tipos_contato=[], pessoas_contato=[])

    contact = read(number)
    assert contact["tipos_contato"] == [{"tipo": "Cliente"}, {"tipo": "Fornecedor"}]
    assert [row["pessoa_contato"]["nome"] for row in contact["pessoas_contato"]] == ["Ana", "Bia"]


def test_a_change_keeps_what_it_leaves_out_and_refuses_to_empty_what_is_mandatory(include, alter, read):
    number = include()["id"]
    before = read(number)

    assert alter(id=number, nome="", situacao="")["codigo_erro"] == "31"
    assert alter(id=number, cidade="Xanadu")["codigo_erro"] == "31"
    assert alter(id=number, fone="1133334444")["status"] == "OK"

    assert read(number) == {**before, "fone": "(11) 3333-4444"}


def test_a_change_does_not_take_the_document_of_another(include, alter):
    include()
    other = include(cpf_cnpj=CNPJ, codigo="C-2")["id"]

    assert alter(id=other, cpf_cnpj=CPF)["codigo_erro"] == "30"


@pytest.mark.fact("tiny-api2", 3)
def test_a_contact_may_come_as_xml_or_without_the_list(account, read):
    text = (
        "<contatos><contato><sequencia>1</sequencia><nome>Ana &amp; Cia</nome><situacao>A</situacao>"
        "<contatos>Ana, Bia</contatos><tipos_contato><tipo>Cliente</tipo></tipos_contato></contato></contatos>"
    )

    in_xml = account.answer("contato.incluir", contato=text)["registros"][0]["registro"]
    alone = account.answer("contato.incluir", contato=json.dumps({"contato": {"sequencia": 1, **WHOLE}}))

    contact = read(in_xml["id"])
    assert (contact["nome"], contact["contatos"]) == ("Ana & Cia", "Ana, Bia")
    assert contact["tipos_contato"] == [{"tipo": "Cliente"}]
    assert alone["status"] == "OK"


@pytest.mark.fact("tiny-api2", 15)
def test_another_wrapper_is_malformed(account, refused):
    assert refused(account.call("contato.incluir.php", contato='{"nome":"Ana"}'), 3, 1)


def rows(account, **filters):
    answer = account.answer("contatos.pesquisa.php", **filters)
    return [row["contato"] for row in answer.get("contatos", [])]


def names(account, **filters):
    return [row["nome"] for row in rows(account, **filters)]


@pytest.mark.fact("tiny-api2", 17)
def test_every_filter_of_the_search(account, include):
    seller = account.act("incluir_vendedor", nome="José")["id"]
    include(nome_vendedor="José")
    now = account.world.advance(seconds=86_400).strftime("%d/%m/%Y %H:%M:%S")
    include(nome="João Souza", codigo="C-2", cpf_cnpj=CNPJ)

    assert names(account) == ["Maria Silva", "João Souza"]
    assert names(account, pesquisa="souza") == names(account, pesquisa="C-2") == ["João Souza"]
    assert names(account, cpf_cnpj="12345678000195") == names(account, cpf_cnpj=CNPJ) == ["João Souza"]
    assert names(account, idVendedor=seller) == names(account, nomeVendedor="jose") == ["Maria Silva"]
    assert names(account, dataCriacao=now) == names(account, dataMinimaAtualizacao=now) == ["João Souza"]
    assert names(account, nomeVendedor="Ninguém") == []


def test_a_row_has_a_number_for_id_and_tells_the_situation_in_words(account, include):
    include()

    (row,) = rows(account)

    assert (type(row["id"]), row["situacao"], row["cpf_cnpj"]) == (int, "Ativo", CPF)


def test_an_excluded_contact_is_found_only_when_asked_for(account, include):
    include()
    account.act("excluir_contato", contato=CPF)

    assert names(account) == names(account, situacao="Ativo") == []
    assert [row["situacao"] for row in rows(account, situacao="Excluido")] == ["Excluido"]
    assert include()["status"] == "OK"


@pytest.mark.fact("tiny-api2", 16)
def test_refusals_of_search_and_reading(account, include, refused):
    refused(account.call("contatos.pesquisa.php"), 20, 2)
    include()
    refused(account.call("contatos.pesquisa.php", pagina="2"), 23, 2)
    refused(account.call("contatos.pesquisa.php", dataCriacao="ontem"), 31, 2)
    refused(account.call("contatos.pesquisa.php", situacao="Viva"), 31, 2)
    assert refused(account.call("contato.obter.php", id="1"), 32, "2") == ["Contato não localizado"]
    refused(account.call("contato.obter.php"), 10, "2")


def test_the_screen_changes_a_contact_found_by_document_code_or_name(account, include, read):
    number = include()["id"]

    account.act("alterar_contato", contato=CPF, fantasia="Um")
    account.act("alterar_contato", contato="C-1", tipo="Fornecedor")
    account.act("alterar_contato", contato="Maria Silva", situacao="Inativo")

    contact = read(number)
    assert (contact["fantasia"], contact["situacao"]) == ("Um", "I")
    assert contact["tipos_contato"] == [{"tipo": "Fornecedor"}]
