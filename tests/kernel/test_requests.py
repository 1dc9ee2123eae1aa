"""The way of a request, through real platforms with no sockets."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from homologa.simulators.kernel.operations import HttpAnswer, Registry
from homologa.simulators.kernel.rooms import Surface
from homologa.simulators.kernel.web.http import create_app
from homologa.simulators.kernel.web.request_reader import MAX_BODY
from homologa.simulators.site import build

TINY = "https://api.tiny.com.br/api2"


@pytest.fixture
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def world(site):
    return site.worlds.create(id="um")


@pytest.fixture
def client(site):
    return httpx.Client(transport=site.transport)


@pytest.fixture
def token(world):
    return world.view("tiny", "credenciais", {})["token"]


@pytest.fixture
def store(site, world):
    credentials = world.view("novaoito", "credenciais", {})
    return httpx.Client(
        transport=site.transport,
        base_url=f"https://{credentials['host']}/api/v1",
        headers={"Authorization": f"Bearer {credentials['admin_token']}"},
    )


def test_an_exchange_is_journalled_with_all_that_went_over_the_wire(world, store):
    answer = store.post("/categories", json={"name": "Canecas"})

    (exchange,) = world.journal.find()
    assert (exchange.platform, exchange.operation, exchange.method) == ("novaoito", "categories.create", "POST")
    assert (exchange.status, exchange.state, exchange.direction) == (201, "fechada", "in")
    assert exchange.url == str(answer.request.url)
    assert exchange.request_body == answer.request.content
    assert exchange.response_body == answer.content
    assert ("Authorization", answer.request.headers["Authorization"]) in exchange.request_headers


def test_the_date_of_an_answer_is_the_worlds(world, client, token):
    world.advance_by(86_400)

    answer = client.get(f"{TINY}/info", params={"token": token})

    assert parsedate_to_datetime(answer.headers["Date"]) == world.clock.now().astimezone(UTC)


def test_a_refusal_changes_nothing_and_leaves_a_hint(world, store):
    before = list(world.store.connection.iterdump())

    store.put("/apps/tiny-erp/receivers", json={"receivers": {}})

    (exchange,) = world.journal.find()
    changed = set(world.store.connection.iterdump()) ^ set(before)
    assert (exchange.status, bool(exchange.hint)) == (409, True)
    assert changed == set()


def test_a_finding_about_a_request_does_not_change_the_answer(world, client, token):
    answer = client.post(f"{TINY}/produtos.pesquisa", data={"token": token, "formato": "json", "situacao": "Z"})

    (exchange,) = world.journal.find()
    assert answer.json()["retorno"]["codigo_erro"] == 20
    assert [finding.partition(":")[0] for finding in exchange.findings] == ["situacao"]


def test_an_answer_that_breaks_the_contract_is_a_breach(world, client, token, monkeypatch):
    monkeypatch.setattr("homologa.simulators.tiny.rules.settings.conta", lambda _: {"cor": "azul"})

    client.get(f"{TINY}/info", params={"token": token, "formato": "json"})

    (exchange,) = world.journal.breaches()
    assert exchange.breach.startswith("a resposta 200 foge do contrato: ")


def test_a_platform_that_breaks_answers_500_keeps_nothing_and_says_so(world, store, monkeypatch, caplog):
    def broken(work, *_):
        work.set_setting("meio", "caminho")
        raise ZeroDivisionError("um defeito")

    monkeypatch.setattr("homologa.simulators.novaoito.rules.categories.create", broken)

    answer = store.post("/categories", json={"name": "Canecas"})

    (exchange,) = world.journal.breaches()
    assert (answer.status_code, exchange.state) == (500, "fechada")
    assert exchange.breach == "o simulador falhou: ZeroDivisionError: um defeito"
    assert "categories.create broke" in caplog.text
    with world.work("novaoito", write=False) as work:
        assert work.setting("meio", None) is None


@pytest.mark.parametrize("sent", [{}, {"token": "de-ninguem"}])
def test_a_request_of_no_world_goes_to_the_journal_of_strangers(site, world, client, sent):
    answer = client.get(f"{TINY}/info", params={**sent, "formato": "json"})

    (unauthenticated,) = site.worlds.unrouted_journal.find()
    assert answer.json()["retorno"]["status"] == "Erro"
    assert (unauthenticated.platform, unauthenticated.operation, unauthenticated.status) == ("tiny", "info", 200)
    assert unauthenticated.hint.startswith(("falta o parâmetro token", "nenhuma conta tem este token"))
    assert abs(unauthenticated.at - datetime.now(UTC)) < timedelta(minutes=1)
    assert world.journal.count() == 0


@pytest.mark.parametrize(
    ("method", "path", "status", "hint"),
    [
        ("GET", "/nada", 404, "não há operação em /api/v1/nada: confira o endereço na documentação da API"),
        ("DELETE", "/apps", 405, "este endereço não aceita DELETE: use GET ou HEAD"),
    ],
)
def test_an_address_that_is_not_there_leaves_a_hint(site, world, store, method, path, status, hint):
    of_nobody = {"Authorization": "Bearer de-ninguem"}

    answers = [store.request(method, path), store.request(method, path, headers=of_nobody)]

    assert [answer.status_code for answer in answers] == [status, status]
    for journal in (world.journal, site.worlds.unrouted_journal):
        (found,) = journal.find()
        assert (found.platform, found.operation, found.status, found.hint) == ("novaoito", "", status, hint)
        assert found.response_body == answers[0].content or journal is site.worlds.unrouted_journal


@pytest.mark.parametrize("how", ["data", "params"])
def test_an_address_that_is_not_there_is_told_to_the_world_whose_token_came(site, world, client, token, how):
    client.post(f"{TINY}/infos.php", **{how: {"token": token}})

    (found,) = world.journal.find()
    assert found.status == 404
    assert found.hint == "não há operação em /api2/infos.php; você quis dizer POST /api2/info.php?"
    assert ("Content-Type", "text/plain; charset=UTF-8") in found.response_headers
    assert site.worlds.unrouted_journal.count() == 0


def test_a_world_that_is_deleted_during_a_call_has_left_no_credential(site, world, client, token, monkeypatch):
    def delete(*_):
        site.worlds.delete("um")
        return 0.0

    monkeypatch.setattr(world.limits, "spend", delete)

    answer = client.post(f"{TINY}/info", data={"token": token, "formato": "json"})

    assert (answer.status_code, answer.json()["retorno"]["codigo_erro"]) == (200, 2)
    assert [found.operation for found in site.worlds.unrouted_journal.find()] == ["info"]


@pytest.mark.parametrize("path", ["info", "nada"])
def test_a_world_that_is_over_takes_no_calls(site, world, client, token, path):
    world.close()

    client.post(f"{TINY}/{path}", data={"token": token})

    assert site.worlds.unrouted_journal.count() == 1


def test_head_gets_everything_but_the_body(world, store):
    whole, head = store.get("/apps"), store.head("/apps")

    assert (head.status_code, head.content) == (200, b"")
    assert head.headers == whole.headers
    assert [found.method for found in world.journal.find()] == ["GET", "HEAD"]


def test_a_slash_at_the_end_of_an_address_makes_no_difference(world, client, token):
    answer = client.get(f"{TINY}/info/", params={"token": token, "formato": "json"})

    assert answer.json()["retorno"]["status"] == "OK"
    assert [found.operation for found in world.journal.find()] == ["info"]


def test_worlds_are_told_apart_by_their_credentials_alone(site, client):
    worlds = [site.worlds.create(seed=4) for _ in range(3)]
    for world in worlds:
        client.get(f"{TINY}/info", params={"token": world.view("tiny", "credenciais", {})["token"]})

    assert [world.journal.count() for world in worlds] == [1, 1, 1]


def test_a_body_that_is_too_large_is_refused_by_the_platform_and_journalled(site, world, client, store, token):
    body = b"x" * (MAX_BODY + 1)

    answers = [
        client.post(f"{TINY}/info", params={"token": token}, content=body),
        client.post(f"{TINY}/info", content=body),
        store.post("/categories", content=body),
    ]

    assert [answer.status_code for answer in answers] == [413, 413, 413]
    assert answers[2].json()["code"] == "payload_too_large"
    told = [*world.journal.find(), *site.worlds.unrouted_journal.find()]
    assert [(found.platform, found.status, found.hint) for found in told] == [
        (name, 413, "o corpo passa de 8 MB: mande menos de cada vez") for name in ("tiny", "novaoito", "tiny")
    ]


def test_a_delivery_that_a_call_causes_leads_to_the_call(site, world, client, store):
    app = store.post("/apps/tiny-erp/install").json()["access_token"]
    headers = {"Authorization": f"Bearer {app}"}
    store.post("/webhooks", json={"event": "product.created", "url": "http://receptor.example/"}, headers=headers)

    store.post("/products", json={"sku": "A", "name": "Caneca"}, headers=headers)

    (delivery,) = world.outbox.find()
    (call,) = world.journal.find(operation="products.create")
    assert delivery.cause == f"chamada:{call.seq}"


def test_a_platform_does_not_reach_the_control_api(site, world, client):
    number = world.act("tiny", "incluir_integracao", {"plataforma": "Tray", "nome": "Loja"})["identificador"]

    for host in ("localhost", "LOCALHOST", "localhost:80"):
        url = f"http://{host}/_homologa/v1/worlds/um/reset"
        world.act("tiny", "salvar_integracao", {"identificador": number, "url_produtos": url})

    hints = [attempt.hint for attempt in world.journal.find(direction="out")]
    assert hints == ["destino não permitido: localhost (tentativa 1 de 1)"] * 3


@pytest.fixture
def two_faced(site, rebuilt):
    """Novaoito's operations under a second prefix, too, with another wire."""
    (novaoito,) = (platform for platform in site.platforms if platform.name == "novaoito")
    first = novaoito.rooms.surfaces[0]

    class Wire:
        def locate(self, request, find):
            return None

        def unknown(self, request, allowed):
            return HttpAnswer(418, b"", "text/plain")

    second = Surface("/api/v2", first.contract, Wire(), Registry())
    platform = rebuilt(novaoito, surfaces=(first, second))
    return create_app(platform, site.worlds).test_client()


@pytest.mark.parametrize(("path", "status"), [("/api/v1/nada", 404), ("/api/v2/nada", 418), ("/nada", 404)])
def test_an_address_that_is_not_there_is_answered_by_the_surface_it_is_under(two_faced, path, status):
    assert two_faced.get(path).status_code == status


def test_a_large_form_is_not(world, client, token):
    text = "x" * 2_000_000

    answer = client.post(f"{TINY}/produtos.pesquisa", data={"token": token, "formato": "json", "pesquisa": text})

    assert answer.json()["retorno"]["codigo_erro"] == 20


def test_a_deliverys_receiver_may_call_the_platform_before_it_answers(site, world, client, token):
    statuses = []

    def receiver(environ, start_response):
        statuses.append(client.get(f"{TINY}/info", params={"token": token}).status_code)
        start_response("200 OK", [])
        return [b""]

    site.mount("receptor.example", receiver)
    world.act("tiny", "incluir_integracao", {"plataforma": "Tray", "nome": "Loja"})
    number = world.view("tiny", "credenciais", {})["integracoes"]["Tray"]
    world.act("tiny", "salvar_integracao", {"identificador": number, "url_produtos": "http://receptor.example/"})

    assert statuses == [200]
    assert [delivery.state for delivery in world.outbox.find()] == ["delivered"]
