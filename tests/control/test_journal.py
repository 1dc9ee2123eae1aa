import json

import httpx
import pytest

from homologa.simulators.kernel.clock import DEFAULT_INSTANT
from homologa.simulators.kernel.exchanges.exchange import Exchange

TINY = "https://api.tiny.com.br/api2"


@pytest.fixture
def token(world):
    return world.data["platforms"]["tiny"]["credentials"]["token"]


@pytest.fixture
def tiny(site, token):
    client = httpx.Client(transport=site.transport, base_url=TINY)

    def post(service, **fields):
        return client.post(f"/{service}", data={"token": token, "formato": "json", **fields}).json()["retorno"]

    return post


def test_calls_actions_and_deliveries_are_told(world, tiny, notified):
    notified("avisos")
    tiny("info")

    told = [(found["direction"], found["protocol"], found["operation"], found["status"]) for found in world.journal()]
    assert told == [
        ("in", "tela", "incluir_integracao", None),
        ("in", "tela", "salvar_integracao", None),
        ("out", "http", "sonda", 200),
        ("in", "http", "info", 200),
    ]
    assert world.refresh()["last_exchange"] == 4


def test_an_action_is_told_with_its_place_its_fields_and_its_result(world):
    world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")

    (told,) = world.journal()
    assert (told["url"], told["method"]) == ("Configurações > E-commerce > Integrações > Incluir integração", "AÇÃO")
    assert '"plataforma": "Tray"' in told["request"]["body"]
    assert '"identificador"' in told["response"]["body"]


def test_a_summary_is_the_journal_without_what_was_said(world, tiny, notified):
    notified("avisos")
    tiny("contatos.pesquisa", cpf_cnpj="529.982.247-25")

    told = world.exchanges.summary(direction="in", protocol="http", newest=True)

    (whole,) = world.journal(direction="in", protocol="http")
    names = ("seq", "at", "direction", "protocol", "platform", "operation", "method", "status", "cause", "state")
    assert told == [{name: whole[name] for name in names} | {"to": None}]
    assert world.exchanges.summary(after=told[0]["seq"]) == []


def test_a_call_may_name_what_is_done(world, tiny):
    world.control.run = "Quando São 2 caixas"
    world.act("tiny", "incluir_produto", nome="Caneca", codigo="A", preco=1)
    tiny("info")

    assert {exchange["run"] for exchange in world.journal()} == {"Quando São 2 caixas"}


def test_a_name_that_is_none_is_refused_before_anything_is_done(world, api, refused):
    path, product = "/worlds/um/actions/tiny/incluir_produto", {"nome": "Caneca", "codigo": "A", "preco": 1}

    assert "Homologa-Run" in refused(api.post(path, json=product, headers={"Homologa-Run": "a%0Ab"}), 422)
    assert world.view("tiny", "lista_de_produtos") == []


def test_a_summary_tells_to_which_platform_a_delivery_went(world, site):
    kept, urls = (
        site.worlds.get("um").journal,
        [f"{world.data['platforms']['tiny']['url']}/x", "http://receptor.example/"],
    )
    for url in urls:
        kept.close(kept.open(Exchange(0, DEFAULT_INSTANT, "out", "novaoito", "POST", url)))

    assert [told["to"] for told in world.exchanges.summary(direction="out")] == ["tiny", None]


@pytest.mark.parametrize("place", ["", "/1"])
def test_the_name_of_a_run_and_a_subject_are_masked_too(world, api, site, token, place):
    world.set_run(f"de maria@exemplo.com.br com {token}")
    kept, about = site.worlds.get("um").journal, f"529.982.247-25 {token}"
    kept.close(kept.open(Exchange(0, DEFAULT_INSTANT, "out", "tiny", "POST", "http://x/", subject=about)))

    told = api.get(f"/worlds/um/journal{place}").text

    assert [value for value in (token, "maria", "529.982") if value in told] == []


@pytest.mark.parametrize("place", ["", "/1", "/har", "/curl"])
@pytest.mark.parametrize("address", ["contatos.pesquisa.php?pesquisa=Zuleide", "pedidos.pesquisa.php?cliente=Zuleide"])
def test_whom_an_address_looks_for_is_masked(site, world, api, token, address, place):
    httpx.Client(transport=site.transport).get(f"{TINY}/{address}&token={token}")

    assert "Zuleide" not in api.get(f"/worlds/um/journal{place}").text


def test_nothing_secret_or_personal_is_told(world, tiny, token):
    cpf, email = "529.982.247-25", "maria@exemplo.com.br"
    tiny("produto.incluir", produto=f'{{"produto": {{"nome": "{cpf} {email}"}}}}')
    tiny("info", token="outro-token-qualquer")

    told = str(world.journal())
    assert not any(secret in told for secret in (cpf, email, token, "maria%40", "529.982"))
    assert all(mask in told for mask in ("‹segredo:", "‹cpf:", "‹email:"))


@pytest.mark.parametrize(
    ("filters", "operations"),
    [
        ({"platform": "novaoito"}, ["novo_produto"]),
        ({"operation": "info"}, ["info"]),
        ({"direction": "out"}, []),
        ({"method": "AÇÃO"}, ["incluir_produto", "novo_produto"]),
        ({"status": 200}, ["info"]),
        ({"run": "passo 2"}, ["novo_produto", "info"]),
        ({"run": "passo 2", "platform": "tiny"}, ["info"]),
        ({"state": "fechada", "after": 2}, ["info"]),
        ({"limit": 1}, ["incluir_produto"]),
        ({"limit": 2, "newest": True}, ["novo_produto", "info"]),
        ({"platform": ""}, ["incluir_produto", "novo_produto", "info"]),
    ],
)
def test_exchanges_are_found_by_their_fields_and_in_pages(world, tiny, filters, operations):
    world.act("tiny", "incluir_produto", nome="Caneca")
    world.set_run("passo 2")
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca")
    tiny("info")

    assert [found["operation"] for found in world.journal(**filters)] == operations


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"plataforma": "tiny"}, "parâmetro desconhecido: plataforma; há: after, cause"),
        ({"direction": "para dentro"}, "direction tem de ser um de: in, out"),
        ({"state": "x"}, "state tem de ser um de: aberta, fechada, interrompida"),
        ({"newest": "sim"}, "newest tem de ser um de: true, false"),
        ({"status": "ok"}, "status tem de ser um número inteiro de 100 a 599"),
        ({"status": "6xx"}, "status tem de ser um número inteiro de 100 a 599, ou 1xx"),
        ({"status": "99"}, "status tem de ser um número inteiro"),
        ({"status": "0404"}, "status tem de ser um número inteiro"),
        ({"protocol": "gopher"}, "protocol tem de ser um de: http, ftp, tela, tarefa"),
        ({"since": "ontem"}, "não é data e hora ISO 8601"),
        ({"until": "2101-01-01"}, "entre 2000 e 2100"),
        ({"text": "x" * 601}, "text tem de ser um texto de até 600"),
        ({"only": "erros"}, "only tem de ser um de: findings, hint, refused, breach"),
        ({"wait": "-1"}, "o número de segundos não pode ser"),
        ({"after": -1}, "after tem de ser um número inteiro de 0"),
        ({"after": "²"}, "after tem de ser um número inteiro de 0"),
        ({"limit": 0}, "limit tem de ser um número inteiro de 1 a 1000"),
        ({"limit": 1001}, "limit tem de ser um número inteiro de 1 a 1000"),
        ({"limit": "1.5"}, "limit tem de ser um número inteiro de 1 a 1000"),
    ],
)
def test_a_look_that_makes_no_sense(api, world, refused, query, reason):
    assert reason in refused(api.get("/worlds/um/journal", params=query), 422)


@pytest.mark.parametrize("body", [{}, {"label": None}, {"label": 1}, {"label": "x" * 601}, {"label": "x", "cor": 1}])
def test_a_label_that_makes_no_sense(api, world, refused, body):
    refused(api.put("/worlds/um/run", json=body), 422)


def test_people_are_masked_in_fields_and_products_are_not(world, tiny):
    order = '{"pedido": {"cliente": {"nome": "Maria Jos\\u00e9", "cep": "88010-000"}, "itens": [{"nome": "Caneca"}]}}'
    tiny("info", pedido=order, fone="48999991234")

    body = world.journal()[0]["request"]["body"]
    assert "Maria" not in body
    assert "88010" not in body
    assert "99999" not in body
    assert "Caneca" in body
    assert body.count("‹pessoal:") == 3


def test_findings_and_hints_are_told(world, tiny):
    tiny("produtos.pesquisa", situacao="Z")
    tiny("produto.obter")

    first, second = world.journal()
    assert [finding.partition(":")[0] for finding in first["findings"]] == ["situacao"]
    assert second["hint"]


def test_what_a_simulator_did_wrong_is_told(world, tiny, monkeypatch):
    assert world.breaches() == []
    monkeypatch.setattr("homologa.simulators.tiny.rules.settings.conta", lambda _: {"cor": "azul"})

    tiny("info")

    (breach,) = world.breaches()
    assert breach["breach"].startswith("a resposta 200 foge do contrato")
    assert world.breaches(after=breach["seq"]) == []


@pytest.mark.parametrize("query", [{"limit": 0}, {"platform": "tiny"}])
def test_a_look_for_breaches_that_makes_no_sense(api, world, refused, query):
    refused(api.get("/worlds/um/breaches", params=query), 422)


def test_requests_of_no_world_are_told_without_what_could_be_secret(control, tiny):
    assert tiny("info", token="segredo-de-alguem")["codigo_erro"] == 2

    (stranger,) = control.strangers()
    assert (stranger["platform"], stranger["operation"], stranger["path"]) == ("tiny", "info", "/api2/info")
    assert stranger["hint"].startswith("nenhuma conta tem este token")
    assert "segredo-de-alguem" not in str(stranger)
    assert control.strangers(after=stranger["seq"]) == []


def test_the_address_of_a_request_of_no_world_is_masked(control, world, site, token):
    with httpx.Client(transport=site.transport) as client:
        client.get(f"{TINY}/produto/{token}/ana@exemplo.com.br")

    (stranger,) = control.strangers()
    assert stranger["path"].startswith("/api2/produto/‹segredo:")
    assert token not in str(stranger)
    assert "ana@" not in str(stranger)


@pytest.mark.parametrize("query", [{"limit": "x"}, {"platform": "tiny"}])
def test_a_look_for_strangers_that_makes_no_sense(api, refused, query):
    refused(api.get("/strangers", params=query), 422)


def test_texts_are_masked_as_the_journals_are(world):
    token = world.data["platforms"]["tiny"]["credentials"]["token"]

    masked = world.mask([f"o token {token}", "", "nada"])

    assert masked[1:] == ["", "nada"]
    assert masked[0].startswith("o token ‹segredo:")
    assert token not in masked[0]


@pytest.mark.parametrize("body", [{}, {"texts": "a"}, {"texts": [1]}, {"texts": [], "mais": 1}])
def test_texts_that_are_none(api, world, refused, body):
    refused(api.post("/worlds/um/mask", json=body), 422)


def test_what_a_platform_declares_secret_is_masked(site, world, token, tiny):
    secret = "nao-e-a-chave-de-ninguem"
    headers = {"Developer-Id": secret}
    url = f"{TINY}/info"

    httpx.Client(transport=site.transport).post(url, data={"token": token, "developer_id": secret}, headers=headers)

    (exchange,) = world.journal(operation="info")
    assert secret not in str(exchange["request"])


def test_the_number_of_an_order_is_shown_and_that_of_a_house_is_not(world):
    world.act("novaoito", "novo_produto", sku="CAN-01", nome="Caneca", preco=9.9, estoque=5)
    number = world.act("novaoito", "finalizar_compra", itens=["CAN-01"], numero="1709")["numero"]

    (exchange,) = world.journal(operation="finalizar_compra")

    assert json.loads(exchange["response"]["body"])["numero"] == number
    assert json.loads(exchange["request"]["body"])["numero"].startswith("‹pessoal:")


def test_the_number_of_an_order_is_shown_among_many(world, tiny):
    mug = {"descricao": "Caneca", "quantidade": 1, "valor": 10}
    number = world.act("tiny", "incluir_pedido", cliente="Zuleide Reis", itens=[mug], numero="1709")["numero"]
    tiny("pedidos.pesquisa", cliente="Zuleide Reis")

    (typed,), (found,) = world.journal(operation="incluir_pedido"), world.journal(operation="pedidos.pesquisa")

    (order,) = json.loads(found["response"]["body"])["retorno"]["pedidos"]
    assert (str(order["pedido"]["numero"]), "Zuleide" in order["pedido"]["nome"]) == (str(number), False)
    assert json.loads(typed["request"]["body"])["numero"].startswith("‹pessoal:")
