import pytest

GOOD = {"nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}
WRITES = ("produto.incluir.php", "produto.alterar.php")


def batch(size):
    return [{"sequencia": number, "codigo": f"L-{number}", **GOOD} for number in range(1, size + 1)]


@pytest.mark.fact("tiny-api2", 10)
@pytest.mark.parametrize("service", WRITES)
def test_twenty_one_records_are_too_many(account, service):
    for record in batch(20):
        account.include(**record)

    answer = account.write(service, *[{**record, "nome": "Outro"} for record in batch(21)])

    assert (answer["codigo_erro"], answer["status_processamento"]) == (22, 2)
    assert [row["nome"] for row in account.rows()] == ["Caneca"] * 20


def test_twenty_records_are_taken(account):
    answer = account.write("produto.incluir", *batch(20))

    assert [row["registro"]["sequencia"] for row in answer["registros"]] == [str(n) for n in range(1, 21)]
    assert len(account.rows()) == 20


@pytest.mark.fact("tiny-api2", 10)
@pytest.mark.parametrize("service", WRITES)
@pytest.mark.parametrize("sequences", [(1, 1), (1, "1"), (2, 1, "2"), (0, 0)])
def test_a_repeated_sequencia_is_refused(account, service, sequences):
    answer = account.write(service, *[{**GOOD, "sequencia": number} for number in sequences])

    assert (answer["codigo_erro"], answer["status_processamento"]) == (9, 2)
    assert account.view("lista_de_produtos") == []


def test_a_large_batch_is_refused_before_its_repeated_numbers(account):
    assert account.write("produto.incluir", *[{**GOOD, "sequencia": 1}] * 21)["codigo_erro"] == 22


@pytest.mark.parametrize("number", [None, "", " ", True, [1], {"a": 1}])
def test_a_missing_sequencia_refuses_its_record_alone(account, number):
    answer = account.write("produto.incluir", {**GOOD, "sequencia": number}, {**GOOD, "sequencia": 2})

    first, second = (row["registro"] for row in answer["registros"])
    assert first["codigo_erro"] == "31"
    assert first["erros"] == [{"erro": "O número de sequência deve ser informado"}]
    assert (second["sequencia"], second["status"]) == ("2", "OK")


def test_two_records_without_sequencia_are_not_a_repetition(account):
    answer = account.write("produto.incluir", GOOD, GOOD)

    assert [row["registro"]["codigo_erro"] for row in answer["registros"]] == ["31", "31"]


@pytest.mark.parametrize("number", [0, 7, "7", "0"])
def test_the_answer_names_the_record_by_its_own_number(account, number):
    assert account.try_include(sequencia=number)["sequencia"] == str(number)


@pytest.mark.fact("tiny-api2", 14)
def test_a_good_and_a_bad_record_are_told_apart_by_sequencia(account):
    answer = account.write("produto.incluir", {"sequencia": 8}, {"sequencia": 3, "codigo": "BOM", **GOOD})

    by_number = {row["registro"]["sequencia"]: row["registro"] for row in answer["registros"]}
    assert answer["status_processamento"] == 4
    assert (by_number["8"]["status"], by_number["8"]["codigo_erro"]) == ("Erro", "31")
    assert by_number["3"]["status"] == "OK"
    assert account.read(by_number["3"]["id"])["codigo"] == "BOM"
    assert account.codes() == ["BOM"]


@pytest.mark.fact("tiny-api2", 14)
def test_a_batch_of_changes_may_succeed_in_part(account):
    id_produto = account.include(codigo="A-1")

    answer = account.write(
        "produto.alterar", {"sequencia": 1, "id": id_produto, "nome": "Novo"}, {"sequencia": 2, "id": "9"}
    )

    statuses = {row["registro"]["sequencia"]: row["registro"]["status"] for row in answer["registros"]}
    assert (answer["status_processamento"], statuses) == (4, {"1": "OK", "2": "Erro"})
    assert account.screen("A-1")["nome"] == "Novo"


def test_a_refused_record_leaves_nothing_behind(account):
    """Its variations and category come before the mapping that is refused."""
    bad = {
        "codigo": "RUIM",
        "categoria": "Nova",
        "variacoes": [{"variacao": {"codigo": "RUIM-1"}}],
        "mapeamentos": [{"mapeamento": {"idEcommerce": 1, "skuMapeamento": "S"}}],
    }

    refused = account.try_include(**bad)
    id_produto = account.include(codigo="BOM")

    assert refused["erros"] == [{"erro": "A integração 1 do mapeamento não foi localizada"}]
    assert account.codes() == ["BOM"]
    assert [id_produto] == [row["id"] for row in account.rows()]


def test_records_of_one_batch_see_each_other(account):
    account.act("recusar_codigo_repetido", recusar=True)

    answer = account.write(
        "produto.incluir", {"sequencia": 1, "codigo": "A", **GOOD}, {"sequencia": 2, "codigo": "A", **GOOD}
    )

    assert [row["registro"]["status"] for row in answer["registros"]] == ["OK", "Erro"]
    assert answer["registros"][1]["registro"]["codigo_erro"] == "30"
