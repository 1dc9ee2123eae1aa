import json

import pytest

SERVICES = (
    "info", "produtos.pesquisa", "produto.obter", "produto.incluir", "produto.alterar", "produtos.categorias.arvore",
    "lista.atualizacoes.produtos", "lista.atualizacoes.estoque",
)  # fmt: skip
BOTH = [f"{service}{suffix}" for service in SERVICES for suffix in (".php", "")]
BOUNDARY = "----fronteira"
CUP = '{"nome": "Copo", "codigo": "COP-1", "unidade": "UN", "preco": 5, "origem": "0", "situacao": "A", "tipo": "P"}'


@pytest.fixture
def product(account):
    return account.include(codigo="CAN-1")


@pytest.fixture
def document():
    record = {"sequencia": 1, "nome": "X", "unidade": "UN", "preco": 1, "origem": 0, "situacao": "A", "tipo": "P"}
    return json.dumps({"produto": record})


@pytest.mark.fact("tiny-api2", 1)
@pytest.mark.parametrize("service", ["info", "produtos.pesquisa", "produto.obter", "produtos.categorias.arvore"])
def test_reads_answer_alike_by_get_and_post_with_and_without_php(account, product, service):
    answers = [
        account.call(f"{service}{suffix}", method, id=product).content
        for suffix in (".php", "")
        for method in ("GET", "POST")
    ]

    assert len(set(answers)) == 1
    assert b'"status": "Erro"' not in answers[0]


@pytest.mark.fact("tiny-api2", 1)
@pytest.mark.parametrize("suffix", [".php", ""])
@pytest.mark.parametrize("service", ["produto.incluir", "produto.alterar"])
def test_writes_work_with_and_without_php(account, product, service, suffix):
    answer = account.write(f"{service}{suffix}", {"sequencia": 1, "id": product, **json.loads(CUP)})

    assert answer["status"] == "OK"


def test_a_write_by_get_writes_too(account, document):
    assert account.call("produto.incluir", "GET", produto=document).json()["retorno"]["status"] == "OK"
    assert len(account.rows()) == 1


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_contract_judges_a_document_wherever_it_stands(account, method):
    account.call("produto.incluir", method, produto=json.dumps({"produto": {"sequencia": 1, "preco": "dez"}}))

    (exchange,) = account.world.journal(operation="produto.incluir")
    assert any("preco" in finding for finding in exchange["findings"])


@pytest.mark.fact("tiny-api2", 2)
def test_parameters_of_query_and_urlencoded_form_are_merged(account):
    account.include(codigo="AZUL-1")
    account.include(codigo="VERDE-1")

    answer = account.http.post("produtos.pesquisa", params={"token": account.token}, data={"pesquisa": "AZUL"})
    both = account.http.post(
        "produtos.pesquisa",
        params={"formato": "json", "pesquisa": "AZUL"},
        data={"token": account.token, "pesquisa": "VERDE"},
    )

    assert b"AZUL-1" in answer.content
    assert b"VERDE-1" not in answer.content
    assert [row["produto"]["codigo"] for row in both.json()["retorno"]["produtos"]] == ["VERDE-1"]


@pytest.mark.fact("tiny-api2", 2)
def test_parameters_of_a_multipart_form_are_merged(account):
    account.include(codigo="AZUL-1")

    answer = account.http.post(
        "produtos.pesquisa",
        params={"formato": "json"},
        files={"token": (None, account.token), "pesquisa": (None, "azul")},
    )

    assert answer.json()["retorno"]["produtos"][0]["produto"]["codigo"] == "AZUL-1"


@pytest.mark.fact("tiny-api2", 2)
def test_an_empty_multipart_leaves_the_query_alone(account):
    answer = account.http.post(
        "info.php",
        params={"token": account.token, "formato": "json"},
        content=f"--{BOUNDARY}--\r\n".encode(),
        headers={"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"},
    )

    assert answer.json()["retorno"]["status"] == "OK"


@pytest.mark.fact("tiny-api2", 2)
@pytest.mark.parametrize("body", [None, b""])
def test_everything_in_the_query_and_an_empty_body_work(account, document, body):
    query = {"token": account.token, "formato": "json", "produto": document}

    answer = account.http.post("produto.incluir.php", params=query, content=body)

    assert answer.json()["retorno"]["status"] == "OK"


@pytest.mark.fact("tiny-api2", 2)
def test_a_body_without_content_type_is_a_form(account):
    body = f"token={account.token}&formato=json&pesquisa=%C3%A1gua"
    account.include(nome="Garrafa de água")

    answer = account.http.post("produtos.pesquisa.php", content=body.encode())

    assert "content-type" not in answer.request.headers
    assert answer.json()["retorno"]["produtos"][0]["produto"]["nome"] == "Garrafa de água"


@pytest.mark.parametrize("media", ["application/json", "text/plain"])
def test_a_body_of_another_type_is_no_form(account, refused, media):
    body = f"token={account.token}&formato=json".encode()

    answer = account.http.post("info.php?formato=json", content=body, headers={"Content-Type": media})

    refused(answer, 1, 1)


def test_the_last_of_a_repeated_parameter_counts(account):
    query = [("token", "x"), ("token", account.token), ("formato", "xml"), ("formato", "json")]

    assert account.http.get("info", params=query).json()["retorno"]["status"] == "OK"
    assert account.http.post("info", content="&".join("=".join(pair) for pair in query)).json()


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "application/x-www-form-urlencoded"}])
def test_a_form_that_is_not_utf8_is_still_read(account, headers):
    body = b"formato=json&pesquisa=caf\xe9&token=" + account.token.encode()

    answer = account.http.post("produtos.pesquisa", content=body, headers=headers)

    assert answer.json()["retorno"]["codigo_erro"] == 20


def test_a_type_of_form_may_name_its_charset(account):
    headers = {"Content-Type": "Application/X-WWW-Form-urlencoded; charset=UTF-8"}
    body = f"formato=json&token={account.token}".encode()

    assert account.http.post("info", content=body, headers=headers).json()["retorno"]["status"] == "OK"


def test_a_nul_in_a_parameter_is_dropped(account):
    account.include(codigo="AZUL-1")

    assert account.codes(pesquisa="AZ\0UL") == ["AZUL-1"]


@pytest.mark.fact("tiny-api2", 4)
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("service", ["produtos.pesquisar", "info.obter.php", "nada", "INFO.php", "../api2.php"])
def test_an_unknown_service_is_a_404_in_plain_text(account, method, service):
    answer = account.call(service, method)

    assert answer.status_code == 404
    assert answer.text == "File not found.\n"
    assert answer.headers["Content-Type"].startswith("text/plain")


@pytest.mark.fact("tiny-api2", 4)
def test_the_service_is_looked_for_before_the_token(account):
    assert account.http.get("nada.php").status_code == 404


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("service", BOTH)
def test_other_methods_are_not_allowed(account, method, service):
    answer = account.http.request(method, service, params={"token": account.token})

    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_head_answers_a_read_without_its_body(account):
    answer = account.http.head("info.php", params={"token": account.token})

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["x-limit-api"] == "60"


@pytest.mark.fact("tiny-api2", 6)
@pytest.mark.parametrize(("plan", "limit"), [("Construa", "30"), ("Impulsione", "60"), ("Domine", "120")])
@pytest.mark.parametrize("service", BOTH)
def test_every_answer_of_a_known_service_tells_the_limit(account, service, plan, limit):
    account.act("trocar_de_plano", plano=plan)

    for parameters in ({}, {"formato": "xml"}, {"id": "1", "produto": "{"}, {"token": account.token}):
        answer = account.call(service, **parameters)
        assert (answer.status_code, answer.headers["x-limit-api"]) == (200, limit)


@pytest.mark.fact("tiny-api2", 6)
def test_a_refusal_of_the_account_is_http_200_and_tells_the_limit(account):
    old = account.token
    account.act("trocar_de_plano", plano="Avance")
    without_api = account.call("info")
    account.act("gerar_novo_token")

    replaced = account.call("info", token=old)

    assert [answer.json()["retorno"]["codigo_erro"] for answer in (without_api, replaced)] == [5, 2]
    assert [answer.headers["x-limit-api"] for answer in (without_api, replaced)] == ["0", "0"]
    assert {without_api.status_code, replaced.status_code} == {200}


def test_answers_carry_the_time_of_the_world(account):
    account.world.advance(seconds=3600)

    assert account.call("info").headers["Date"] == "Tue, 03 Nov 2026 13:00:00 GMT"
