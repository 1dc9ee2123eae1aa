"""The driver protocol (openapi/driver.yaml)."""

from datetime import timedelta
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from werkzeug.test import Client

from homologa.sync.app import create_app
from homologa.sync.connector import CAPABILITIES, OWN_OPERATIONS, Connector
from homologa.sync.embedded import create
from homologa.sync.integrations import INTEGRATIONS
from homologa.sync.integrations.novaoito import NovaoitoIntegration

DRIVER = yaml.safe_load((Path(__file__).parents[2] / "openapi" / "driver.yaml").read_text())


SCHEMAS = DRIVER["components"]["schemas"]


def conforms(name, document):
    root = {"$ref": f"#/components/schemas/{name}", "components": DRIVER["components"]}
    return jsonschema_rs.validator_for(root).is_valid(document)


def test_a_set_up_registers_receivers_and_subscriptions(bench, stub):
    answer = bench.set_up()
    assert conforms("SetupAnswer", answer)
    assert answer["receivers"] == stub.receivers
    assert set(stub.subscriptions) == {"erp.job.requested", "app.test.requested", "app.uninstalled"}
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


def test_a_set_up_forgets_everything_before(bench, stub):
    bench.hear("app.test.requested", "t-1")
    bench.integrate("send", stub.sells("A"))
    bench.set_up()
    bench.settle()
    assert bench.http.get("/log").json == {"entries": []}
    bench.hear("app.test.requested", "t-1")
    assert bench.http.get("/state").json["state"] == "idle"
    assert stub.tests["t-1"]["ok"] is True


def test_a_change_keeps_the_rest_and_forgets_nothing(bench, stub, dados):
    job_id = stub.requests("send", stub.sells("A"))
    bench.hear("erp.job.requested", job_id)
    answer = bench.http.patch("/setup", json={"settings": {"default_visibility": "search"}})
    assert (answer.status_code, conforms("SetupAnswer", answer.json)) == (200, True)
    bench.settle()
    bench.notify(dados("T-1"))
    assert stub.jobs[job_id]["status"] == "completed"
    assert stub.products[max(stub.products)]["visibility"] == "search"


def test_only_a_change_of_the_store_registers_again(bench, stub, setup):
    calls = len(stub.calls)
    assert bench.http.patch("/setup", json={"settings": {"default_visibility": "search"}}).status_code == 200
    assert len(stub.calls) == calls
    store = setup["platforms"]["novaoito"]
    store["credentials"]["app_token"] = "outro"
    before = stub.receivers
    assert bench.http.patch("/setup", json={"platforms": {"novaoito": store}}).status_code == 200
    assert stub.receivers != before


def test_a_changed_platform_is_replaced_whole(bench, setup):
    tiny = setup["platforms"]["tiny"]
    tiny["credentials"]["token"] = "n" * 40
    assert bench.http.patch("/setup", json={"platforms": {"tiny": tiny}}).status_code == 200
    assert bench.memory.get("setup")["platforms"]["tiny"] == tiny
    assert bench.memory.get("setup")["platforms"]["novaoito"] == setup["platforms"]["novaoito"]


@pytest.mark.parametrize("change", [{}, {"integration": "novaoito"}, {"platforms": {"tray": {}}}])
def test_a_change_against_the_protocol_is_refused(bench, change):
    assert bench.http.patch("/setup", json=change).status_code == 422


def test_before_a_set_up_there_is_nothing_to_do(store, stub):
    http = create_app(
        Connector(integrations=INTEGRATIONS, store=store, base_url="https://c.example", inline=True)
    ).test_client()
    assert http.get("/state").json["state"] == "idle"
    assert http.patch("/setup", json={"settings": {}}).status_code == 409
    assert http.post("/run", json={"operation": "poll"}).status_code == 409
    assert http.post("/hooks/novaoito", data=b"{}").status_code == 404
    assert http.post("/hooks/tiny/x/product").status_code == 404


def test_polling_finds_jobs_and_tests(bench, stub):
    job_id = stub.requests("send", stub.sells("A"))
    stub.tests["t-1"] = None
    answer = bench.http.post("/run", json={"operation": "poll"})
    assert (answer.status_code, list(answer.json)) == (202, ["run_id"])
    bench.settle()
    assert stub.jobs[job_id]["status"] == "completed"
    assert stub.tests["t-1"]["ok"] is True


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


def test_the_state_says_until_when_it_waits_and_the_clock_ends_it(bench, stub, answers):
    refusals = iter([answers.tiny(6, "API Bloqueada")])
    stub.before = lambda request: next(refusals, None) if "api2" in str(request.url) else None
    product = stub.sells("A")
    bench.hear("erp.job.requested", stub.requests("send", product))
    state = bench.http.get("/state?wait=1").json
    assert conforms("State", state)
    night = "2026-03-03T03:00:00-03:00"
    assert state == {"state": "waiting", "waiting_until": "2026-03-02T10:16:00+00:00", "wakes_at": night}
    assert bench.http.put("/clock", json={"now": "2026-03-02T07:16:00-03:00"}).status_code == 204
    assert bench.http.get("/state").json["state"] == "idle"
    assert product in stub.links


@pytest.mark.parametrize("body", [{}, {"now": "ontem"}, {"now": "2026-03-02T07:16:00"}, []])
def test_a_clock_needs_a_moment_with_offset(bench, body):
    assert bench.http.put("/clock", json=body).status_code == 422


def test_a_wait_that_is_no_number_is_refused(bench):
    assert bench.http.get("/state?wait=x").status_code == 422


def test_the_log_is_for_people_and_tells_no_secret(bench, stub):
    bench.integrate("send", stub.sells("A"))
    log = bench.http.get("/log").json
    assert all(conforms("LogEntry", entry) for entry in log["entries"])
    assert "Enviar produtos da loja para o ERP" in log["entries"][0]["message"]
    assert not any("t" * 40 in entry["message"] for entry in log["entries"])


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
def test_a_test_of_the_connection_is_answered(bench, stub, answers, tiny, ok, message):
    stub.before = lambda request: tiny and answers.tiny(tiny, "não") if "api2" in str(request.url) else None
    bench.hear("app.test.requested", "t-1")
    bench.settle()
    assert stub.tests["t-1"] == {"ok": ok, "message": message, "account_name": "Loja Modelo" if ok else None}


def test_a_test_under_a_limit_is_answered_later(bench, stub, answers):
    refusals = iter([answers.tiny(6, "API Bloqueada")])
    stub.before = lambda request: next(refusals, None) if "api2" in str(request.url) else None
    bench.hear("app.test.requested", "t-1")
    bench.settle()
    assert stub.tests["t-1"]["ok"] is True


def test_what_is_sent_to_no_receiver_is_not_found(bench):
    answers = [bench.http.get("/hooks/novaoito"), bench.http.post("/hooks/outra"), bench.http.post("/hooks/novaoito/x")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_the_same_delivery_twice_is_one_job(bench, stub):
    job_id = stub.requests("send", stub.sells("A"))
    bench.hear("erp.job.requested", job_id)
    bench.settle()
    calls = len(stub.calls)
    bench.hear("erp.job.requested", job_id)
    bench.settle()
    assert len(stub.calls) == calls


@pytest.mark.fact("novaoito", 10)
@pytest.mark.parametrize(("seconds", "status"), [(0, 204), (-300, 204), (-301, 401), (300, 204), (301, 401)])
def test_an_old_signature_is_refused(bench, stub, seconds, status):
    event = stub.event("erp.job.requested", "j-1", at=bench.now.replace(microsecond=0) + timedelta(seconds=seconds))
    assert bench.http.post("/hooks/novaoito", **event).status_code == status


@pytest.mark.parametrize("url", ["http://", "http:///x", "https://:80/x", "http://?x", "http://u@/x", "ftp://a", "a"])
def test_a_platform_without_host_is_refused(bench, setup, url):
    setup["platforms"]["tiny"]["url"] = url
    assert bench.http.put("/setup", json=setup).status_code == 422


@pytest.mark.fact("novaoito", 10)
def test_a_wrong_signature_is_refused(bench, stub):
    forged = stub.event("erp.job.requested", "j-1", secret="outro")
    assert bench.http.post("/hooks/novaoito", **forged).status_code == 401
    assert bench.http.post("/hooks/novaoito", data=forged["data"]).status_code == 401
    event = stub.event("erp.job.requested", "j-1")
    assert bench.http.post("/hooks/novaoito", data=event["data"] + b" ", headers=event["headers"]).status_code == 401


def test_an_event_that_nobody_asked_for_is_taken_and_ignored(bench, stub):
    event = stub.event("order.paid", 1, secret=stub.subscriptions["erp.job.requested"])
    assert bench.http.post("/hooks/novaoito", **event).status_code == 204
    assert bench.http.get("/state").json["state"] == "idle"


def test_the_embedded_connector_is_a_wsgi_application(stub, setup):
    connector = create(stub.transport, "https://c.example")
    answer = Client(connector).put("/setup", json=setup)
    connector.close()
    assert answer.json["receivers"]["product"].startswith("https://c.example/hooks/tiny/")
