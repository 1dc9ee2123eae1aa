import json

import pytest


@pytest.fixture
def product(account):
    return account.include(codigo="CAN-1", preco=10, preco_promocional=9)


@pytest.fixture
def send(account):
    """Sends records as the JSON body, with the token in the query; gives the `retorno`."""

    def post(*records):
        query = {"token": account.token, "formato": "json"}
        return account.http.post("produto.atualizar.precos", params=query, json={"precos": records}).json()["retorno"]

    return post


def prices(account, id_produto):
    shown = account.read(id_produto)
    return shown["preco"], shown["preco_promocional"]


@pytest.mark.fact("tiny-api2", 2)
@pytest.mark.fact("tiny-api2", 26)
def test_prices_come_in_the_json_body_and_the_answer_is_ok(account, product, send):
    answer = send({"id": int(product), "preco": "12.90", "preco_promocional": "11.50"})

    assert (answer["status_processamento"], answer["status"]) == (3, "OK")
    assert answer["registros"] == [{"registro": {"sequencia": "1", "status": "OK"}}]
    assert prices(account, product) == (12.9, 11.5)


@pytest.mark.fact("tiny-api2", 12)
@pytest.mark.fact("tiny-api2", 26)
def test_good_and_bad_records_are_parcial(account, product, send):
    answer = send({"id": product, "preco": 12}, {"id": 9, "preco": 1}, {"id": product, "preco": "caro"})

    rows = [row["registro"] for row in answer["registros"]]
    assert (answer["status_processamento"], answer["status"]) == (4, "Parcial")
    assert [(row["sequencia"], row["status"], row.get("codigo_erro")) for row in rows] == [
        ("1", "OK", None),
        ("2", "Erro", "32"),
        ("3", "Erro", "31"),
    ]
    assert rows[1]["erros"] == [{"erro": "Produto não localizado"}]
    assert prices(account, product) == (12, 9)


@pytest.mark.fact("tiny-api2", 26)
def test_bad_records_alone_are_erro(send):
    answer = send({"id": 9, "preco": 1})

    assert (answer["status_processamento"], answer["status"], "codigo_erro" in answer) == (2, "Erro", False)


@pytest.mark.parametrize(
    ("record", "texts"),
    [
        ({"preco": 1}, ["O id do produto deve ser informado"]),
        ({"id": ""}, ["O id do produto deve ser informado", "O preço deve ser informado"]),
        ({"id": 1}, ["O preço deve ser informado"]),
        ({"id": 1, "preco": ""}, ["O preço deve ser informado"]),
        ({"id": 1, "preco": "12,90"}, ["O valor do campo preço é inválido"]),
        ({"id": 1, "preco": None, "preco_promocional": 1}, ["O preço deve ser informado"]),
        ({"id": 1, "preco_promocional": []}, ["O valor do campo preço promocional é inválido"]),
    ],
)
def test_a_bad_record_is_code_31(send, record, texts):
    (row,) = send(record)["registros"]

    assert row["registro"]["codigo_erro"] == "31"
    assert [error["erro"] for error in row["registro"]["erros"]] == texts


def test_a_price_left_out_is_kept(account, product, send):
    send({"id": product, "preco": 12})
    send({"id": product, "preco_promocional": 11})

    assert prices(account, product) == (12, 11)


@pytest.mark.parametrize("none", [0, "0", "", None])
def test_an_empty_promotional_price_is_none(account, product, send, none):
    send({"id": product, "preco": 12, "preco_promocional": none})

    assert prices(account, product) == (12, 0)


def test_nothing_but_prices_changes(account, send):
    id_produto = account.include(codigo="CAN-1", marca="Marca", descricao_complementar="<p>Boa</p>")
    before = account.read(id_produto)

    send({"id": id_produto, "preco": 12})

    assert account.read(id_produto) == {**before, "preco": 12}


def test_a_variation_has_its_own_price_changed(account, send):
    parent = account.include(codigo="P", variacoes=[{"variacao": {"codigo": "P-1", "preco": 5}}])
    child = account.read(parent)["variacoes"][0]["variacao"]["id"]

    send({"id": child, "preco": "6.5"})

    assert account.read(parent)["variacoes"][0]["variacao"]["preco"] == "6.5000000000"
    assert account.read(parent)["preco"] == 10


@pytest.mark.fact("tiny-api2", 10)
def test_more_than_twenty_records_are_code_22(account, product, send):
    answer = send(*[{"id": product, "preco": 12}] * 21)

    assert (answer["codigo_erro"], answer["status_processamento"]) == (22, 2)
    assert prices(account, product) == (10, 9)


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize(
    "body", ["{", "texto", "[]", "null", "{}", '{"precos": []}', '{"precos": {}}', '{"precos": [1]}', '{"preco": []}']
)
def test_a_wrong_body_is_code_3(account, refused, body):
    query, kind = {"token": account.token, "formato": "json"}, {"Content-Type": "application/json"}

    answer = account.http.post("produto.atualizar.precos", params=query, headers=kind, content=body)

    assert refused(answer, 3, 1) == ["ERRO JSON mal formado ou inválido"]


def test_no_body_is_code_10(account, refused):
    assert refused(account.call("produto.atualizar.precos"), 10, 2) == ["O parâmetro precos deve ser informado"]


@pytest.mark.fact("tiny-api2", 2)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_document_is_taken_as_a_parameter_too(account, product, method):
    text = json.dumps({"precos": [{"id": product, "preco": "12.90"}]})

    account.call("produto.atualizar.precos.php", method, precos=text)

    assert prices(account, product) == (12.9, 9)


@pytest.mark.parametrize("kind", [None, "application/x-www-form-urlencoded", "text/plain"])
def test_a_body_of_another_type_is_told_by_its_text(account, product, kind):
    query, headers = {"token": account.token, "formato": "json"}, {"Content-Type": kind} if kind else {}
    body = json.dumps({"precos": [{"id": product, "preco": 12}]})

    account.http.post("produto.atualizar.precos", params=query, headers=headers, content=body.encode())

    assert prices(account, product) == (12, 9)


def test_a_change_of_price_puts_the_product_in_the_queue(account, product, send):
    account.answer("lista.atualizacoes.produtos", dataAlteracao="03/11/2026")

    send({"id": product, "preco": 10})
    same = account.answer("lista.atualizacoes.produtos", dataAlteracao="03/11/2026")
    send({"id": product, "preco": 12})
    changed = account.answer("lista.atualizacoes.produtos", dataAlteracao="03/11/2026")

    assert same["codigo_erro"] == 20
    assert [row["produto"]["preco"] for row in changed["produtos"]] == [12]


@pytest.fixture
def without_extension(account, product):
    account.act("desinstalar_extensao", extensao="Preço promocional")
    return product


PROMOTIONAL = "O preço promocional exige a extensão Preço promocional"


def test_without_its_extension_no_promotional_price_is_taken(account, without_extension, send):
    (row,) = send({"id": without_extension, "preco": 12, "preco_promocional": 11})["registros"]
    included = account.try_include(preco_promocional=5)
    altered = account.try_alter(id=without_extension, preco_promocional=5)

    for refused in (row["registro"], included, altered):
        assert (refused["codigo_erro"], refused["erros"]) == ("31", [{"erro": PROMOTIONAL}])


def test_without_its_extension_no_promotional_price_is_shown(account, without_extension, send):
    send({"id": without_extension, "preco": 12, "preco_promocional": 0})

    assert prices(account, without_extension) == (12, 0)
    assert [row["preco_promocional"] for row in account.rows()] == [0]
