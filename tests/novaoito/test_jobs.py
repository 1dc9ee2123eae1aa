import pytest

from homologa.simulators.kernel.errors import ScreenRefusal


@pytest.fixture
def running(shop, app):
    """A claimed job over A, B and C."""
    for sku in "ABC":
        shop.new(sku)
    job = shop.integrate()
    app.post(f"/erp/jobs/{job}/claim")
    return job


def report(app, job, *results):
    return app.post(f"/erp/jobs/{job}/items", json={"results": list(results)})


def verdicts(answer):
    assert answer.status_code == 207
    return [(verdict["status"], verdict["code"]) for verdict in answer.json()["data"]]


def ids(app, job):
    return [item["product_id"] for item in app.get(f"/erp/jobs/{job}/items").json()["data"]]


def test_a_job_is_asked_for_claimed_worked_and_finished(shop, app, running):
    first, second, third = ids(app, running)
    app.put(f"/erp/links/tiny/{first}", json={"external_id": "900"})
    app.put(f"/erp/links/tiny/{second}", json={"external_id": "901"})

    answer = report(
        app,
        running,
        {"product_id": first, "result": "created", "external_id": "900"},
        {"product_id": second, "result": "linked", "code": "linked_existing", "external_id": "901"},
        {"product_id": third, "result": "skipped", "code": "not_active"},
    )
    finished = app.post(f"/erp/jobs/{running}/finish").json()

    assert verdicts(answer) == [(200, None)] * 3
    counts = ("total", "processed", "created", "linked", "skipped", "failed")
    assert [finished[name] for name in counts] == [3, 3, 1, 1, 1, 0]
    assert (finished["status"], finished["error"]) == ("completed", None)
    assert app.get(f"/erp/jobs/{running}").json() == finished
    assert [(row["sku"], row["resultado"], row["id_tiny"]) for row in shop.view("resultados")] == [
        ("A", "Criado", "900"),
        ("B", "Vinculado", "901"),
        ("C", "Ignorado", None),
    ]
    assert shop.view("integracao")["situacao"] == "Concluída"


@pytest.mark.fact("novaoito", 14)
def test_with_nothing_pending_the_job_is_over_at_once(shop, app):
    app.post("/webhooks", json={"event": "erp.job.requested", "url": "http://conector.test/hooks"})
    shop.new("A", situacao="Inativo")

    answer = app.post("/erp/jobs", json={"system": "tiny", "operation": "map", "scope": "pending"})

    assert answer.status_code == 202
    assert {**answer.json(), "id": ""} == {"id": "", "status": "completed", "total": 0}
    assert app.get(f"/erp/jobs/{answer.json()['id']}").json()["finished_at"]
    assert shop.receiver.events == []


@pytest.mark.fact("novaoito", 14)
def test_a_second_job_waits_for_the_first(shop, app, running, refused):
    job = {"system": "tiny", "operation": "send", "scope": "pending"}

    refused(app.post("/erp/jobs", json=job), 409, "job_already_running")
    with pytest.raises(ScreenRefusal, match="em andamento"):
        shop.integrate()
    app.post(f"/erp/jobs/{running}/cancel")
    assert app.post("/erp/jobs", json=job).json()["total"] == 3


@pytest.mark.fact("novaoito", 14)
def test_a_queued_job_counts_as_running(shop, app):
    shop.new("A")
    shop.integrate()

    with pytest.raises(ScreenRefusal, match="na fila"):
        shop.integrate()


@pytest.mark.fact("novaoito", 15)
def test_the_products_are_fixed_at_the_request(shop, app):
    shop.new("A")
    shop.new("B", situacao="Inativo")
    job = shop.integrate()

    shop.act("ativar_produto", sku="B")
    shop.act("desativar_produto", sku="A")

    assert [item["sku"] for item in app.get(f"/erp/jobs/{job}/items").json()["data"]] == ["A"]
    assert shop.pending() == ["B"]


def test_a_selection_takes_the_named_ones_that_are_pending(shop, app, refused):
    first, _, third = shop.new("A"), shop.new("B"), shop.new("C", situacao="Inativo")
    wanted = {"system": "tiny", "operation": "send", "scope": "selection"}

    unknown = app.post("/erp/jobs", json={**wanted, "product_ids": [first, 99]})
    taken = app.post("/erp/jobs", json={**wanted, "product_ids": [first, third]})

    assert set(refused(unknown, 422, "validation_failed")["errors"]) == {"product_ids.1"}
    assert taken.json()["total"] == 1
    assert ids(app, taken.json()["id"]) == [first]


def test_the_screen_selects_by_sku(shop, app):
    for sku in "ABC":
        shop.new(sku)

    job = shop.integrate("Mapear produtos da loja com o ERP", produtos=["C", "A"])

    assert [row["sku"] for row in shop.view("resultados", job=job)] == ["A", "C"]
    assert shop.view("integracao")["operacao"] == "Mapear produtos da loja com o ERP"
    with pytest.raises(ScreenRefusal, match="SKU Z"):
        shop.integrate(produtos=["Z"])


@pytest.mark.parametrize(
    "change",
    [{"system": "sap"}, {"operation": "erase"}, {"scope": "selection"}, {"product_ids": [1]}, {"extra": 1}],
)
def test_a_request_has_its_shape(app, refused, change):
    job = {"system": "tiny", "operation": "send", "scope": "pending"}

    refused(app.post("/erp/jobs", json={**job, **change}), 422, "validation_failed")


def test_a_claim_may_be_repeated_by_the_same_app(shop, app, running):
    shop.world.advance_by(60)

    again = app.post(f"/erp/jobs/{running}/claim")

    assert again.status_code == 200
    assert again.json()["started_at"] == "2026-11-03T09:00:00-03:00"


def test_what_is_over_is_not_changed(app, running, refused):
    app.post(f"/erp/jobs/{running}/finish", json={"failed": "Token inválido", "code": "erp_token"})

    for change in ("claim", "finish", "cancel"):
        refused(app.post(f"/erp/jobs/{running}/{change}"), 409, "invalid_transition")
    results = {"results": [{"product_id": 1, "result": "failed"}]}
    refused(app.post(f"/erp/jobs/{running}/items", json=results), 409, "invalid_transition")


def test_results_ask_for_a_claim(shop, app, refused):
    product = shop.new("A")
    job = shop.integrate()

    refused(report(app, job, {"product_id": product, "result": "skipped"}), 409, "invalid_transition")
    refused(app.post(f"/erp/jobs/{job}/finish"), 409, "invalid_transition")


def test_only_a_written_link_makes_a_linking_result(app, running):
    first, second, third = ids(app, running)
    app.put(f"/erp/links/tiny/{first}", json={"external_id": "900"})

    answer = report(
        app,
        running,
        {"product_id": first, "result": "created", "external_id": "901"},
        {"product_id": second, "result": "linked", "external_id": "900"},
        {"product_id": third, "result": "created"},
        {"product_id": 1, "result": "skipped"},
    )

    assert verdicts(answer) == [
        (409, "invalid_transition"),
        (409, "invalid_transition"),
        (422, "validation_failed"),
        (404, "not_found"),
    ]
    assert app.get(f"/erp/jobs/{running}").json()["processed"] == 0


def test_a_result_stands_once_it_is_taken(shop, app, running):
    first = ids(app, running)[0]
    failed = {"product_id": first, "result": "failed", "code": "missing_sku"}

    answer = report(app, running, failed, failed, {**failed, "code": "erp_validation"})

    assert verdicts(answer) == [(200, None), (200, None), (409, "invalid_transition")]
    assert app.get(f"/erp/jobs/{running}").json()["failed"] == 1
    (call,) = shop.world.journal.find(operation="erp.jobs.report")
    assert call.findings == [f"produto {first}: Já há outro resultado."]
    assert app.get("/erp/products?status=error").json()["data"][0]["erp"]["attempts"] == 1


def test_a_job_with_open_items_is_not_finished(app, running, refused):
    refused(app.post(f"/erp/jobs/{running}/finish"), 409, "invalid_transition")
    refused(app.post(f"/erp/jobs/{running}/finish", json={"code": "x"}), 422, "validation_failed")

    assert app.get(f"/erp/jobs/{running}").json()["status"] == "running"


def test_a_job_fails_as_a_whole_and_the_rest_is_pending_again(shop, app, running):
    first = ids(app, running)[0]
    report(app, running, {"product_id": first, "result": "failed", "code": "erp_validation"})

    ended = app.post(f"/erp/jobs/{running}/finish", json={"failed": "Token inválido", "code": "erp_token"})

    assert (ended.json()["status"], ended.json()["error"]) == ("failed", "Token inválido")
    assert (shop.view("integracao")["motivo"], shop.view("integracao")["falhas"]) == ("Token inválido", 1)
    assert shop.pending() == ["A", "B", "C"]
    assert [row["resultado"] for row in shop.view("resultados")] == [
        "Falhou",
        "Sem resultado",
        "Sem resultado",
    ]


@pytest.mark.fact("novaoito", 26)
def test_a_rerun_has_what_is_pending_and_remembers_the_errors(shop, app, running):
    first, second, third = ids(app, running)
    app.put(f"/erp/links/tiny/{first}", json={"external_id": "900"})
    report(
        app,
        running,
        {"product_id": first, "result": "created", "external_id": "900"},
        {"product_id": second, "result": "failed", "code": "erp_validation", "message": "NCM inválido"},
        {"product_id": third, "result": "skipped", "code": "not_found_in_erp"},
    )
    assert app.post(f"/erp/jobs/{running}/finish").json()["status"] == "completed_with_errors"
    shop.world.advance_by(60)

    again = shop.integrate()

    assert ids(app, again) == [second, third]
    failed, skipped = app.get("/erp/products?status=pending").json()["data"]
    assert failed["erp"]["attempts"] == skipped["erp"]["attempts"] == 1
    assert failed["erp"]["last_error"] == {
        "code": "erp_validation",
        "message": "NCM inválido",
        "at": "2026-11-03T09:00:00-03:00",
    }
    assert skipped["erp"]["last_error"] is None
    assert [row["sku"] for row in app.get("/erp/products?status=error").json()["data"]] == ["B"]


def test_a_dry_run_leaves_no_trace(shop, app):
    product = shop.new("A")
    wanted = {"system": "tiny", "operation": "send", "scope": "pending", "dry_run": True}
    job = app.post("/erp/jobs", json=wanted).json()["id"]
    app.post(f"/erp/jobs/{job}/claim")

    answer = report(app, job, {"product_id": product, "result": "created"})

    assert verdicts(answer) == [(200, None)]
    assert app.post(f"/erp/jobs/{job}/finish").json()["created"] == 1
    assert shop.row("A")["tentativas"] == 0
    assert shop.pending() == ["A"]


def test_items_are_found_by_their_result(app, running, refused):
    first = ids(app, running)[0]
    report(app, running, {"product_id": first, "result": "skipped"})

    def count(result):
        return app.get(f"/erp/jobs/{running}/items?result={result}").json()["meta"]["total"]

    assert [count(result) for result in ("skipped", "failed", "none")] == [1, 0, 2]
    refused(app.get(f"/erp/jobs/{running}/items?result=lost"), 422, "validation_failed")


def test_jobs_are_listed_newest_first(shop, app, running, refused):
    app.post(f"/erp/jobs/{running}/cancel")
    newer = shop.integrate()

    assert [job["id"] for job in app.get("/erp/jobs").json()["data"]] == [newer, running]
    assert [job["id"] for job in app.get("/erp/jobs?status=queued").json()["data"]] == [newer]
    refused(app.get("/erp/jobs?status=lost"), 422, "validation_failed")
    refused(app.get("/erp/jobs/nothing"), 404, "not_found")


def test_the_screen_cancels_what_runs(shop, app, running):
    assert shop.act("cancelar_integracao")["situacao"] == "Cancelada"

    assert app.get(f"/erp/jobs/{running}").json()["status"] == "cancelled"
    with pytest.raises(ScreenRefusal, match="Não há integração"):
        shop.act("cancelar_integracao")


def test_the_uninstallation_ends_what_runs(shop, running):
    shop.act("desinstalar")

    ended = shop.admin.get(f"/erp/jobs/{running}").json()

    assert (ended["status"], ended["code"]) == ("failed", "app_uninstalled")


def test_a_deleted_product_can_still_be_reported(shop, app, running):
    first = ids(app, running)[0]
    shop.act("excluir_produto", id=first)

    assert verdicts(report(app, running, {"product_id": first, "result": "skipped"})) == [(200, None)]
