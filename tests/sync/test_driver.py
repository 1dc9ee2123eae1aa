"""The driver protocol (openapi/driver.yaml)."""

import copy
from datetime import timedelta
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from werkzeug.test import Client
from wire import TINY, tiny_error

from homologa.sync.connector import CAPABILITIES, OWN_OPERATIONS
from homologa.sync.embedded import create
from homologa.sync.integrations.novaoito import NovaoitoIntegration

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())


SCHEMAS = DRIVER["components"]["schemas"]


def conforms(name, document):
    root = {"$ref": f"#/components/schemas/{name}", "components": DRIVER["components"]}
    return jsonschema_rs.validator_for(root).is_valid(document)


@pytest.fixture
def setup(shop):
    """What the driver hands over."""
    return copy.deepcopy(shop.setup)


def receivers(shop):
    return {kind: url for kind, url in shop.world.view("novaoito", "receptores").items() if url}


def test_a_set_up_registers_receivers_and_subscriptions(bench, shop):
    answer = bench.set_up()
    assert conforms("SetupAnswer", answer)
    assert answer["receivers"] == receivers(shop)
    events = sorted(row["evento"] for row in shop.world.view("novaoito", "webhooks"))
    assert events == ["app.test.requested", "app.uninstalled", "erp.job.requested"]
    assert "poll" not in answer["capabilities"]


BREAKS = {
    "platforms.tiny": lambda document: document["platforms"].pop("tiny"),
    "integration": lambda document: document.update(integration="outra"),
    "cnpj": lambda document: document["platforms"]["tiny"]["credentials"].update(cnpj="12.345"),
    "twelve_digits": lambda document: document["platforms"]["tiny"]["credentials"].update(cnpj="123456789012"),
    "small_letters": lambda document: document["platforms"]["tiny"]["credentials"].update(cnpj="12abc34501de35"),
    "id_ecommerce": lambda document: document["platforms"]["tiny"]["credentials"].update(id_ecommerce="1"),
    "url": lambda document: document["platforms"]["novaoito"].update(url="loja"),
    "default_visibility": lambda document: document["settings"].update(default_visibility="x"),
    "automatic": lambda document: document["settings"].update(automatic={"products": "sim"}),
    "extra": lambda document: document.update(outro=1),
}


@pytest.mark.parametrize("cnpj", ["12ABC34501DE35", "12345678000195", "12345678909"])
def test_a_set_up_takes_every_kind_of_document(bench, setup, cnpj):
    setup["platforms"]["tiny"]["credentials"]["cnpj"] = cnpj
    assert conforms("Setup", setup)
    assert bench.http.put("/setup", json=setup).status_code == 200


@pytest.mark.parametrize("name", BREAKS)
def test_a_set_up_against_the_protocol_changes_nothing(bench, setup, name):
    before = bench.memory.get("setup")
    BREAKS[name](setup)
    answer = bench.http.put("/setup", json=setup)
    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert name == "url" or not conforms("Setup", setup)
    assert bench.memory.get("setup") == before


def test_a_set_up_that_is_not_json_is_refused(bench):
    assert bench.http.put("/setup", data=b"{").status_code == 422


def test_a_set_up_forgets_everything_before(bench, shop):
    bench.integrate("send", shop.sells("A"))
    assert bench.messages() != []
    bench.set_up()
    bench.settle()
    assert bench.http.get("/log").json == {"entries": []}


def hear(bench, name, resource_id):
    """An event comes, as the store sends it; then the connector is idle again."""
    assert bench.http.post("/hooks/novaoito", **bench.event(name, resource_id)).status_code == 204
    bench.settle()


def test_a_delivery_that_was_taken_before_a_set_up_is_taken_again(bench, shop):
    test_id = shop.world.act("novaoito", "testar")["teste"]
    for _ in range(2):
        hear(bench, "app.test.requested", test_id)
    before = shop.wire.count(f"PUT /api/v1/apps/tiny-erp/tests/{test_id}")
    bench.set_up()
    bench.settle()
    hear(bench, "app.test.requested", test_id)
    assert shop.wire.count(f"PUT /api/v1/apps/tiny-erp/tests/{test_id}") == before + 1


def test_a_change_keeps_the_rest_and_forgets_nothing(bench, shop, dados):
    job_id = shop.asks("send", shop.sells("A"))
    answer = bench.http.patch("/setup", json={"settings": {"default_visibility": "search"}})
    assert (answer.status_code, conforms("SetupAnswer", answer.json)) == (200, True)
    bench.settle()
    bench.notify(dados("T-1"))
    assert shop.job(job_id)["status"] == "completed"
    assert [row["visibility"] for row in shop.products().values()] == ["catalog_search", "search"]


def test_only_a_change_of_the_store_registers_again(bench, shop):
    calls = len(shop.wire.calls)
    bench.change(default_visibility="search")
    assert len(shop.wire.calls) == calls
    before = receivers(shop)
    shop.reinstall()
    store = shop.setup["platforms"]["novaoito"]
    assert bench.http.patch("/setup", json={"platforms": {"novaoito": store}}).status_code == 200
    assert receivers(shop).keys() == before.keys()
    assert receivers(shop) != before


def test_a_changed_platform_is_replaced_whole(bench, setup):
    tiny = setup["platforms"]["tiny"]
    tiny["credentials"]["token"] = "n" * 40
    assert bench.http.patch("/setup", json={"platforms": {"tiny": tiny}}).status_code == 200
    assert bench.memory.get("setup")["platforms"]["tiny"] == tiny
    assert bench.memory.get("setup")["platforms"]["novaoito"] == setup["platforms"]["novaoito"]


@pytest.mark.parametrize("change", [{}, {"integration": "novaoito"}, {"platforms": {"tray": {}}}])
def test_a_change_against_the_protocol_is_refused(bench, change):
    assert bench.http.patch("/setup", json=change).status_code == 422


def test_before_a_set_up_there_is_nothing_to_do(new_bench):
    http = new_bench.http
    assert new_bench.state()["state"] == "idle"
    assert http.patch("/setup", json={"settings": {}}).status_code == 409
    assert http.post("/run", json={"operation": "poll"}).status_code == 409
    assert http.post("/hooks/novaoito", data=b"{}").status_code == 404
    assert http.post("/hooks/tiny/x/product").status_code == 404


def test_polling_finds_jobs_and_tests(bench, shop):
    shop.world.plans.add("drop", always=True)
    job_id = shop.asks("send", shop.sells("A"))
    shop.world.act("novaoito", "testar")
    answer = bench.http.post("/run", json={"operation": "poll"})
    assert (answer.status_code, list(answer.json)) == (202, ["run_id"])
    bench.settle()
    assert shop.job(job_id)["status"] == "completed"
    assert [test["ok"] for test in shop.tests()] == [True]


@pytest.mark.parametrize(
    "body",
    [
        {},
        [],
        {"operation": 1},
        {"operation": []},
        {"operation": "poll", "arguments": []},
        {"operation": "poll", "arguments": {"n": 1}},
        {"operation": "requeue", "arguments": {"n": 1}},
        {"operation": "poll", "outro": 1},
    ],
)
def test_what_is_no_run_of_an_operation_is_refused(bench, body):
    assert not conforms("RunRequest", body)
    assert bench.http.post("/run", json=body).status_code == 422


def test_an_operation_that_is_not_offered_is_refused_with_a_reason(bench):
    answer = bench.http.post("/run", json={"operation": "send"})
    assert (answer.status_code, "não oferece a operação “send”" in answer.json["detail"]) == (409, True)


def test_the_protocol_lists_the_operations_of_the_connector(bench):
    listed = (each for kind in ("Program", "Novaoito") for each in SCHEMAS[f"{kind}Operation"]["oneOf"])
    labels = {each["properties"]["operation"]["const"]: each["title"] for each in listed}
    own = {**OWN_OPERATIONS, **NovaoitoIntegration.operations}
    assert labels == {name: operation.label for name, operation in own.items()}
    for name in labels:
        run = {"operation": name, "arguments": {}}
        assert conforms("RunRequest", run)
        assert bench.http.post("/run", json=run).status_code == 202


def test_the_protocol_knows_the_capabilities_of_the_connector(bench):
    known = {name for kind in ("Program", "Novaoito") for name in SCHEMAS[f"{kind}Capability"]["enum"]}
    assert set(CAPABILITIES) <= known


def test_the_state_says_until_when_it_waits_and_the_clock_ends_it(bench, shop):
    shop.wire.interfere(TINY, tiny_error(6, "API Bloqueada"))
    product = shop.sells("A")
    shop.asks("send", product)
    state = bench.http.get("/state?wait=1").json
    assert conforms("State", state)
    night = "2026-03-03T03:00:00-03:00"
    assert state == {"state": "waiting", "waiting_until": "2026-03-02T10:16:00+00:00", "wakes_at": night}
    assert bench.http.put("/clock", json={"now": "2026-03-02T07:16:00-03:00"}).status_code == 204
    assert bench.state()["state"] == "idle"
    assert list(shop.linked()) == [product]


@pytest.mark.parametrize("body", [{}, {"now": "ontem"}, {"now": "2026-03-02T07:16:00"}, []])
def test_a_clock_needs_a_moment_with_offset(bench, body):
    assert bench.http.put("/clock", json=body).status_code == 422


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00+00:00", "1999-12-31T23:59:59-03:00", "9999-12-31T23:59:59+00:00"])
def test_a_clock_takes_no_moment_beyond_those_of_the_simulators(bench, now):
    refused = bench.http.put("/clock", json={"now": now})

    assert (refused.status_code, refused.json["detail"]) == (422, "O campo now vai de 2000 a 2100.")


def test_a_wait_that_is_no_number_is_refused(bench):
    assert bench.http.get("/state?wait=x").status_code == 422


def test_the_log_is_for_people_and_tells_no_secret(bench, shop):
    bench.integrate("send", shop.sells("A"))
    log = bench.http.get("/log").json
    assert all(conforms("LogEntry", entry) for entry in log["entries"])
    assert "Enviar produtos da loja para o ERP" in log["entries"][0]["message"]
    token = shop.setup["platforms"]["tiny"]["credentials"]["token"]
    assert not any(token in message for message in bench.messages())


def test_an_unknown_path_is_a_problem_document(bench):
    answer = bench.http.get("/nada")
    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


@pytest.mark.parametrize(
    ("tiny", "ok", "message"),
    [
        (None, True, "Conexão com o Tiny estabelecida."),
        (2, False, "O Tiny recusou o acesso: não."),
        (99, False, "O Tiny não atende esta conta: não."),
        (35, False, "O Tiny não respondeu; tente de novo em alguns minutos."),
    ],
)
def test_a_test_of_the_connection_is_answered(bench, shop, tiny, ok, message):
    name = shop.tiny("info")["conta"]["fantasia"]
    if tiny is not None:
        shop.wire.refuse(TINY, tiny_error(tiny, "não"))
    shop.world.act("novaoito", "testar")
    bench.settle()
    (test,) = shop.tests()
    assert (test["ok"], test["message"], test["account_name"]) == (ok, message, name if ok else None)


def test_a_test_under_a_limit_is_answered_later(bench, shop):
    shop.wire.interfere(TINY, tiny_error(6, "API Bloqueada"))
    shop.world.act("novaoito", "testar")
    bench.settle()
    assert [test["ok"] for test in shop.tests()] == [True]


def test_what_is_sent_to_no_receiver_is_not_found(bench):
    answers = [bench.http.get("/hooks/novaoito"), bench.http.post("/hooks/outra"), bench.http.post("/hooks/novaoito/x")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_the_same_delivery_twice_is_one_job(bench, shop):
    bench.integrate("send", shop.sells("A"))
    calls = len(shop.wire.calls)
    assert shop.world.deliveries.replay_all()
    bench.settle()
    assert len(shop.wire.calls) == calls


@pytest.mark.fact("novaoito", 10)
@pytest.mark.parametrize(("seconds", "status"), [(0, 204), (-300, 204), (-301, 401), (300, 204), (301, 401)])
def test_an_old_signature_is_refused(bench, seconds, status):
    event = bench.event("erp.job.requested", "j-1", at=bench.now + timedelta(seconds=seconds))
    assert bench.http.post("/hooks/novaoito", **event).status_code == status


@pytest.mark.parametrize("url", ["http://", "http:///x", "https://:80/x", "http://?x", "http://u@/x", "ftp://a", "a"])
def test_a_platform_without_host_is_refused(bench, setup, url):
    setup["platforms"]["tiny"]["url"] = url
    assert bench.http.put("/setup", json=setup).status_code == 422


@pytest.mark.fact("novaoito", 10)
def test_a_wrong_signature_is_refused(bench):
    forged = bench.event("erp.job.requested", "j-1", secret="outro")
    assert bench.http.post("/hooks/novaoito", **forged).status_code == 401
    assert bench.http.post("/hooks/novaoito", data=forged["data"]).status_code == 401
    event = bench.event("erp.job.requested", "j-1")
    assert bench.http.post("/hooks/novaoito", data=event["data"] + b" ", headers=event["headers"]).status_code == 401


def test_an_event_that_nobody_asked_for_is_taken_and_ignored(bench, shop):
    calls = len(shop.wire.calls)
    hear(bench, "order.paid", 1)
    assert len(shop.wire.calls) == calls


def test_the_embedded_connector_is_a_wsgi_application(shop):
    connector = create(shop.wire, "https://c.example")
    answer = Client(connector).put("/setup", json=shop.setup)
    connector.close()
    assert answer.json["receivers"]["product"].startswith("https://c.example/hooks/tiny/")
