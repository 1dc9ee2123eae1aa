"""Faults as a client in this process meets them, on both platforms."""

import json
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

THREADS, CALLS = 8, 40
PRODUCT = {
    "sequencia": 1, "codigo": "CAN-01", "nome": "Caneca de ágata", "unidade": "UN", "preco": 10, "origem": "0",
    "situacao": "A", "tipo": "P",
}  # fmt: skip

NOTHING = {"headers": [], "body": "", "size": 0, "omitted": 0}


class Client:
    """A client of both platforms."""

    def __init__(self, site, world):
        self.http = httpx.Client(transport=site.transport)
        self.tiny = world.data["platforms"]["tiny"]["credentials"]
        self.store = world.data["platforms"]["novaoito"]

    def info(self, **options):
        query = {"token": self.tiny["token"], "formato": "json"}
        return self.http.get("https://api.tiny.com.br/api2/info.php", params=query, **options)

    def include(self, **options):
        document = json.dumps({"produtos": [{"produto": PRODUCT}]})
        sent = {"token": self.tiny["token"], "formato": "json", "produto": document}
        return self.http.post("https://api.tiny.com.br/api2/produto.incluir.php", data=sent, **options)

    def products(self, **options):
        headers = {"Authorization": f"Bearer {self.store['credentials']['admin_token']}"}
        return self.http.get(f"{self.store['url']}/api/v1/products", headers=headers, **options)

    def create(self, **options):
        headers = {"Authorization": f"Bearer {self.store['credentials']['admin_token']}"}
        product = {"sku": "CAN-01", "name": "Caneca"}
        return self.http.post(f"{self.store['url']}/api/v1/products", headers=headers, json=product, **options)


@pytest.fixture
def client(site, world):
    made = Client(site, world)
    world.set_limits("off")
    yield made
    made.http.close()


@pytest.fixture
def last(world):
    """The newest exchange of a world."""
    return lambda: world.journal(newest=True, limit=1)[-1]


def tiny_codes(world):
    return [row["codigo"] for row in world.view("tiny", "lista_de_produtos")]


def test_a_status_of_the_edge_comes_before_the_platform(world, client, last):
    world.faults.add("status", platform="tiny", operation="produto.incluir", status=503, body="volte já")

    answer = client.include()

    assert (answer.status_code, answer.text) == (503, "volte já")
    assert tiny_codes(world) == []
    assert last()["status"] == 503
    assert last()["hint"] == "falha programada “erro da borda”: respondido 503 antes de chegar à plataforma"
    assert world.breaches() == []


def test_the_platforms_refuse_in_their_own_way(world, client, last):
    world.faults.add("blocked", next=2, label="aperto")

    tiny, store = client.include(), client.create()

    assert tiny.json()["retorno"]["codigo_erro"] == 6
    assert (store.status_code, store.json()["code"], store.headers["Retry-After"]) == (429, "rate_limited", "1")
    assert last()["hint"].startswith("falha programada “aperto”: recusado como se houvesse chamadas demais; ")
    assert tiny_codes(world) == []
    assert client.include().json()["retorno"]["status"] == "OK"


def test_a_reset_leaves_nothing_done(world, client, last):
    world.faults.add("reset", operation="produto.incluir")

    with pytest.raises(httpx.ReadError, match="Connection reset by peer"):
        client.include()

    assert tiny_codes(world) == []
    assert (last()["status"], last()["response"], last()["state"]) == (None, NOTHING, "fechada")
    assert last()["hint"] == "falha programada “conexão derrubada”: a conexão foi derrubada antes de algo ser feito"


def test_a_lost_answer_leaves_the_work_done(world, client, last):
    world.faults.add("lost_answer", operation="produto.incluir", label="a rede caiu")

    with pytest.raises(httpx.ReadError):
        client.include()

    assert tiny_codes(world) == ["CAN-01"]
    assert last()["status"] is None
    assert last()["hint"] == "falha programada “a rede caiu”: a resposta foi perdida depois de gravada"


def test_a_cut_answer_promises_more_than_it_brings(world, client, last):
    whole = client.products()
    world.faults.add("cut", platform="novaoito", length=5)

    with client.http.stream("GET", whole.url, headers=whole.request.headers) as answer:
        assert int(answer.headers["Content-Length"]) == len(whole.content)
        received = answer.iter_raw()
        assert next(received) == whole.content[:5]
        with pytest.raises(httpx.RemoteProtocolError, match=f"received 5 bytes, expected {len(whole.content)}"):
            next(received)

    assert (last()["status"], last()["response"]["body"]) == (200, whole.text[:5])
    assert f"saíram só 5 dos {len(whole.content)} bytes da resposta" in last()["hint"]


def test_something_always_misses_of_a_cut_answer(world, client):
    world.faults.add("cut", length=1_000_000)

    with pytest.raises(httpx.RemoteProtocolError):
        client.info()


@pytest.mark.parametrize(("given", "status"), [({}, 200), ({"status": 203}, 203)])
def test_a_malformed_answer_is_of_another_kind(world, client, last, given, status):
    world.faults.add("malformed", operation="produto.incluir", **given)

    answer = client.include()

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert answer.text.startswith("<html>")
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert tiny_codes(world) == ["CAN-01"]
    assert "trocada" in last()["hint"]
    assert world.breaches() == []


def test_a_latency_moves_a_frozen_clock(world, client, last):
    before = world.now()
    world.faults.add("latency", seconds=4)

    assert client.info(timeout=5).status_code == 200

    assert (world.now() - before).total_seconds() == 4
    assert last()["hint"] == "falha programada “demora”: a resposta saiu 4 s depois"


@pytest.mark.parametrize(("commit", "made"), [("after", ["CAN-01"]), ("before", [])])
def test_a_latency_beyond_the_clients_patience_is_a_timeout(world, client, last, commit, made):
    world.faults.add("latency", operation="produto.incluir", seconds=6, commit=commit)

    with pytest.raises(httpx.ReadTimeout):
        client.include(timeout=5)

    assert tiny_codes(world) == made
    assert "o cliente desistiu antes" in last()["hint"]


def test_a_latency_really_waits_on_a_real_clock(site, world, client):
    waited = []
    inner = site.worlds.get("um")
    inner.faults.sleep = waited.append
    world.set_clock("real")
    world.faults.add("latency", seconds=2, commit="before")
    world.faults.add("latency", seconds=30)

    with pytest.raises(httpx.ReadTimeout):
        client.info(timeout=5)

    assert waited == [2, 5]


def test_a_latency_comes_with_another_fault(world, client):
    before = world.now()
    world.faults.add("latency", seconds=2)
    world.faults.add("status", status=502)
    world.faults.add("status", status=503)

    assert [client.info().status_code for _ in range(3)] == [502, 503, 200]
    assert (world.now() - before).total_seconds() == 2


@pytest.mark.parametrize(
    ("turn", "struck"),
    [
        ({}, "X....."),
        ({"nth": 3}, "..X..."),
        ({"next": 2}, "XX...."),
        ({"next": 2, "after": 1}, ".XX..."),
        ({"nth": 2, "after": 2}, "...X.."),
        ({"always": True, "after": 4}, "....XX"),
    ],
)
def test_the_turns_of_a_rule(world, client, turn, struck):
    rule = world.faults.add("status", status=502, **turn)

    statuses = [client.info().status_code for _ in range(6)]

    assert "".join("X" if status == 502 else "." for status in statuses) == struck
    counters = world.faults.get(rule["id"])
    assert (counters["matched"], counters["fired"]) == (6, struck.count("X"))


@pytest.mark.parametrize(
    "target",
    [{"platform": "tiny"}, {"operation": "produto.incluir"}, {"method": "POST"}, {"contains": "Caneca de ágata"}],
)
def test_a_rule_means_some_calls_and_not_others(world, client, target):
    rule = world.faults.add("status", status=502, always=True, **target)

    statuses = [client.include().status_code, client.products().status_code]

    assert statuses == [502, 200]
    assert world.faults.get(rule["id"])["matched"] == 1


def test_a_call_that_is_not_admitted_meets_no_rule(world, client):
    rule = world.faults.add("status", status=502)
    client.tiny["token"] = "x"

    client.info()

    assert world.faults.get(rule["id"])["matched"] == 0


def test_limits_come_before_faults(world, client):
    world.set_limits("enforce")
    world.faults.add("status", status=502, always=True)
    statuses = [client.info().status_code for _ in range(61)]

    assert statuses == [502] * 60 + [200]


def test_counters_are_exact_with_threads(world, client):
    rule = world.faults.add("status", status=502, next=50)
    other = world.faults.add("latency", seconds=0, nth=100)

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = list(pool.map(lambda _: client.info().status_code, range(THREADS * CALLS)))

    assert statuses.count(502) == 50
    assert statuses.count(200) == THREADS * CALLS - 50
    assert (world.faults.get(rule["id"])["matched"], world.faults.get(rule["id"])["fired"]) == (THREADS * CALLS, 50)
    assert (world.faults.get(other["id"])["matched"], world.faults.get(other["id"])["fired"]) == (THREADS * CALLS, 1)
    assert world.limits()["accounts"]["tiny"]["in_flight"] == 0


def test_rules_and_counters_are_put_back_with_the_state(world, client):
    rule = world.faults.add("status", status=502, next=2)
    client.info()
    world.snapshot("meio")
    client.info()
    world.faults.clear()
    assert client.info().status_code == 200

    world.restore("meio")

    assert world.faults.all() == [{**rule, "matched": 1, "fired": 1}]
    assert [client.info().status_code for _ in range(2)] == [502, 200]
    world.reset()
    assert world.faults.all() == []
    assert client.info().status_code == 200


def test_rules_are_listed_and_removed(world, client, refused, api):
    first = world.faults.add("reset", label="um", contains="CAN-01")
    second = world.faults.add("status", status=502, body="x", content_type="text/plain", always=True)

    assert world.faults.all() == [first, second]
    assert (first["platform"], first["next"], first["while"], first["fault"]) == (None, 1, False, {"kind": "reset"})
    assert (second["next"], second["while"]) == (None, True)
    world.faults.remove(first["id"])
    assert world.faults.all() == [second]
    assert refused(api.get(f"/worlds/um/faults/{first['id']}"), 404) == f"não há falha {first['id']}"
    refused(api.delete(f"/worlds/um/faults/{first['id']}"), 404)
    refused(api.get("/worlds/um/faults/x"), 422)


def test_a_rule_that_was_shown_can_be_added_again(world, api):
    shown = world.faults.add("latency", platform="tiny", seconds=1.5, commit="before", nth=3)
    again = {name: value for name, value in shown.items() if name not in ("id", "matched", "fired")}

    assert api.post("/worlds/um/faults", json=again).json() == {**shown, "id": shown["id"] + 1}


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({}, "fault tem de ser um objeto"),
        ({"fault": {"kind": "fogo"}}, "fault.kind tem de ser um de: latency, status"),
        ({"fault": {"kind": "latency"}}, "fault de kind latency precisa de: seconds"),
        ({"fault": {"kind": "latency", "seconds": 301}}, "fault.seconds tem de ser um número de 0 a 300"),
        ({"fault": {"kind": "latency", "seconds": "1"}}, "fault.seconds tem de ser um número"),
        ({"fault": {"kind": "status", "status": 199}}, "fault.status tem de ser um número inteiro de 200 a 599"),
        ({"fault": {"kind": "reset", "status": 500}}, "fault de kind reset não tem o campo status; há: nenhum"),
        ({"fault": {"kind": "malformed", "content_type": "a\r\nb: c"}}, "fault.content_type tem de ser um tipo"),
        ({"fault": {"kind": "malformed", "body": 1}}, "fault.body tem de ser um texto"),
        ({"fault": {"kind": "reset"}, "platform": "tinny"}, "platform tem de ser um de: tiny, novaoito"),
        ({"fault": {"kind": "reset"}, "method": "BREW"}, "method tem de ser um de"),
        ({"fault": {"kind": "reset"}, "nth": 1, "next": 2}, "informe só um de nth, next e while; vieram nth e next"),
        ({"fault": {"kind": "reset"}, "nth": 0}, "nth tem de ser um número inteiro de 1"),
        ({"fault": {"kind": "reset"}, "while": "sempre"}, "while tem de ser true"),
        ({"fault": {"kind": "reset"}, "after": -1}, "after tem de ser um número inteiro de 0"),
        ({"fault": {"kind": "reset"}, "cor": 1}, "campo desconhecido: cor"),
        ({"fault": {"kind": "reset"}, "operation": "produto.inclui"}, "você quis dizer produto.incluir"),
        (
            {"fault": {"kind": "reset"}, "platform": "novaoito", "operation": "produto.incluir"},
            "não há a operação 'produto.incluir' em novaoito",
        ),
        ({"fault": {"kind": "reset"}, "operation": "!"}, "não há a operação '!'; GET /operations diz quais há"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(api, world, refused, body, part):
    assert part in refused(api.post("/worlds/um/faults", json=body), 422)
    assert world.faults.all() == []


def test_operations_are_listed_for_naming(control, world):
    listed = {(found["platform"], found["name"]): found for found in control.operations()}

    include = listed["tiny", "produto.incluir"]
    assert include["methods"] == ["GET", "POST"]
    assert "/api2/produto.incluir.php" in include["paths"]
    assert (include["writes"], include["fidelity"]) == (True, "doc")
    assert ("novaoito", "products.list") in listed


def test_a_world_without_rules_looks_for_none(site, world, client):
    statements = []
    client.info()
    site.worlds.get("um").store.connection.set_trace_callback(statements.append)

    client.info()
    assert [text for text in statements if "fault" in text] == []

    world.faults.add("status", status=502)
    client.info()
    assert [text for text in statements if "fault" in text]


def test_a_receiver_may_be_late_within_a_delivery(site, world, client, receiver, notified):
    world.faults.add("latency", seconds=3)
    before = world.now()

    def call_back(environ, start_response):
        client.info()
        return receiver(environ, start_response)

    site.mount("receptor.example", call_back)
    notified()

    assert (world.now() - before).total_seconds() == 3
    assert len(receiver.bodies) == 1
