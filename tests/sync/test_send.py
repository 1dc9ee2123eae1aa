"""The operation "Enviar produtos da loja para o ERP" (N1)."""

import copy
from datetime import timedelta

import httpx
import pytest


def only(erp, codigo):
    found = [row for row in erp.values() if row["codigo"] == codigo]
    assert len(found) == 1
    return found[0]


@pytest.mark.fact("novaoito", 16)
def test_a_product_that_tiny_lacks_is_created_mapped_and_linked(bench, stub):
    stub.categories[7] = {"id": 7, "name": "Cozinha", "path": "Casa >> Cozinha"}
    product = stub.sells("AB-1", category_ids=[7], description="<p>boa</p>", stock_quantity=4)
    job = bench.integrate("send", product)
    created = only(stub.erp, "AB-1")
    assert (job["status"], stub.results(job["id"])) == ("completed", {product: ("created", None)})
    assert (created["categoria"], created["descricao_complementar"], created["estoque_atual"]) == (
        "Casa >> Cozinha", "<p>boa</p>", 4,
    )  # fmt: skip
    mapping = created["mapeamentos"][0]["mapeamento"]
    assert (mapping["idEcommerce"], mapping["skuMapeamento"]) == (7421, "AB-1")
    assert stub.links[product]["external_id"] == created["id"]


@pytest.mark.fact("novaoito", 17)
def test_a_product_that_tiny_has_is_linked_and_not_overwritten(bench, stub):
    erp_id = stub.has_in_erp("AB-1")
    before = copy.deepcopy(stub.erp[erp_id])
    product = stub.sells("AB-1", name="Outro nome")
    job = bench.integrate("send", product)
    after = only(stub.erp, "AB-1")
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert after["mapeamentos"][0]["mapeamento"]["skuMapeamento"] == "AB-1"
    assert {after[name] for name in ("nome", "descricao_complementar", "peso_bruto", "altura_embalagem")} == {
        before["nome"], before["descricao_complementar"], before["peso_bruto"], before["alturaEmbalagem"],
    }  # fmt: skip
    assert after["seo"] == {"seo_title": "título", "slug": "s"}


@pytest.mark.fact("novaoito", 18)
def test_a_sku_that_only_contains_the_other_is_another_product(bench, stub):
    stub.has_in_erp("AB-10")
    product = stub.sells("AB-1")
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("created", None)}


@pytest.mark.fact("novaoito", 19)
def test_blank_and_repeated_skus_fail_and_the_others_go_on(bench, stub):
    blank, null, twice, again, in_erp, fine = map(stub.sells, [" ", None, "D", "D", "Z", "OK"])
    spaced, plain = stub.sells(" E "), stub.sells("E")
    stub.has_in_erp("Z")
    stub.has_in_erp("Z")
    job = bench.integrate("send", blank, null, twice, again, in_erp, fine, spaced, plain)
    assert stub.results(job["id"]) == {
        blank: ("failed", "missing_sku"), null: ("failed", "missing_sku"),
        twice: ("failed", "duplicate_sku_store"), again: ("failed", "duplicate_sku_store"),
        spaced: ("failed", "duplicate_sku_store"), plain: ("failed", "duplicate_sku_store"),
        in_erp: ("failed", "duplicate_sku_erp"), fine: ("created", None),
    }  # fmt: skip
    assert job["status"] == "completed_with_errors"


@pytest.mark.fact("novaoito", 20)
def test_an_inactive_match_is_linked_and_an_excluded_one_does_not_count(bench, stub):
    inactive, excluded = stub.sells("I"), stub.sells("E")
    stub.has_in_erp("I", situacao="I")
    stub.has_in_erp("E", situacao="E")
    job = bench.integrate("send", inactive, excluded)
    assert stub.results(job["id"]) == {inactive: ("linked", "erp_product_inactive"), excluded: ("created", None)}


@pytest.mark.fact("novaoito", 21)
def test_a_match_mapped_to_another_sku_of_the_store_is_left_alone(bench, stub):
    mapping = {"mapeamento": {"idEcommerce": "7421", "skuMapeamento": "OUTRO", "idMapeamento": 1}}
    erp_id = stub.has_in_erp("A", mapeamentos=[mapping])
    before = copy.deepcopy(stub.erp[erp_id])
    product = stub.sells("A")
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "erp_product_already_linked")}
    assert stub.erp[erp_id] == before


def test_a_match_mapped_to_this_sku_needs_no_writing_in_tiny(bench, stub):
    mapping = {"mapeamento": {"idEcommerce": 7421, "skuMapeamento": "A", "idMapeamento": 77}}
    stub.has_in_erp("A", mapeamentos={"mapeamento": mapping["mapeamento"]})
    product = stub.sells("A")
    bench.integrate("send", product)
    assert stub.count("produto.alterar") == 0
    assert stub.links[product]["mapping_id"] == "77"


def test_a_mapping_of_another_integration_is_no_obstacle(bench, stub):
    stub.has_in_erp("A", mapeamentos=[{"mapeamento": {"idEcommerce": 1, "skuMapeamento": "B"}}])
    product = stub.sells("A")
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}


@pytest.mark.fact("novaoito", 22)
def test_what_does_not_fit_in_tiny_fails_without_a_call(bench, stub):
    long_name, long_sku = stub.sells("A", name="n" * 121), stub.sells("s" * 31)
    job = bench.integrate("send", long_name, long_sku)
    assert stub.results(job["id"]) == {long_name: ("failed", "name_too_long"), long_sku: ("failed", "sku_too_long")}
    assert stub.count("produto.incluir") == 0


@pytest.mark.fact("novaoito", 15)
def test_what_changed_since_the_request_is_skipped(bench, stub):
    inactive, linked, gone = stub.sells("A", status="inactive"), stub.sells("B"), stub.sells("C")
    stub.links[linked] = {"external_id": "9"}
    del stub.products[gone]
    job = bench.integrate("send", inactive, linked, gone)
    assert stub.results(job["id"]) == {
        inactive: ("skipped", "not_active"), linked: ("skipped", "already_linked"), gone: ("skipped", "not_active"),
    }  # fmt: skip


@pytest.mark.fact("novaoito", 24)
def test_a_batch_is_matched_by_sequencia_and_one_refusal_stops_nobody(bench, stub):
    products = [stub.sells(f"P-{n}", name="inválido" if n == 3 else f"nome {n}") for n in range(45)]
    job = bench.integrate("send", *products)
    results = stub.results(job["id"])
    assert results.pop(products[3]) == ("failed", "erp_validation")
    assert set(results.values()) == {("created", None)}
    assert job["items"][products[3]]["message"] == "O Tiny recusou o produto: O nome é inválido"
    assert stub.count("produto.incluir") == 3
    assert all(
        stub.erp[stub.links[key]["external_id"]]["codigo"] == stub.products[key]["sku"]
        for key in products
        if key != products[3]
    )


@pytest.mark.fact("novaoito", 25)
def test_a_record_refused_as_duplicate_is_searched_again_and_linked(bench, stub):
    product = stub.sells("A")
    stub.error30 = True

    def appears_meanwhile(request):
        if "produto.incluir" in str(request.url) and not stub.erp:
            stub.has_in_erp("A")

    stub.before = appears_meanwhile
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert len(stub.erp) == 1


def test_a_duplicate_that_no_search_finds_is_refused_not_tried_for_ever(bench, stub):
    product = stub.sells("A")
    stub.error30 = True

    def appears_and_goes(request):
        stub.erp.clear()
        if "produto.incluir" in str(request.url):
            stub.has_in_erp("A")

    stub.before = appears_and_goes
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "erp_validation")}


@pytest.mark.fact("novaoito", 25)
@pytest.mark.parametrize("service", ["produtos.pesquisa", "produto.incluir"])
@pytest.mark.parametrize("code", [6, 11])
def test_a_limit_of_tiny_in_mid_batch_is_waited_for(bench, stub, answers, service, code):
    products = [stub.sells(f"P-{n}") for n in range(25)]
    refusals = iter([None, answers.tiny(code, "API Bloqueada")])
    stub.before = lambda request: next(refusals, None) if service in str(request.url) else None
    job = bench.integrate("send", *products)
    assert job["status"] == "completed"
    assert len(stub.erp) == 25
    assert stub.count("produtos.pesquisa") <= 26


@pytest.mark.fact("novaoito", 25)
@pytest.mark.parametrize("code", [1, 2, 5, 8])
def test_refused_access_in_mid_batch_fails_the_job_and_leaves_the_rest_open(bench, stub, answers, code):
    products = [stub.sells(f"P-{n}") for n in range(30)]
    calls = iter([None])
    stub.before = lambda request: (
        next(calls, answers.tiny(code, "token invalido")) if "produto.incluir" in str(request.url) else None
    )
    job = bench.integrate("send", *products)
    assert job["status"] == "failed"
    assert job["failure"] == {"failed": "O Tiny recusou o acesso: token invalido.", "code": "access_refused"}
    assert len(stub.results(job["id"])) == len(stub.links) == len(stub.erp) == 20


@pytest.mark.fact("novaoito", 25)
@pytest.mark.parametrize("service", ["produto.incluir", "produtos.pesquisa", "links", "items", "finish", "claim"])
def test_a_lost_answer_leaves_exactly_one_product(bench, stub, service):
    product = stub.sells("A")
    faults = iter([httpx.ReadTimeout("perdida")])

    def lose(request):
        if service in str(request.url) and (fault := next(faults, None)):
            raise fault

    stub.after = lose
    job = bench.integrate("send", product)
    assert (job["status"], stub.results(job["id"])) == ("completed", {product: ("created", None)})
    assert len(stub.erp) == 1


def test_an_answer_without_the_record_counts_as_lost(bench, stub, answers):
    product = stub.sells("A")
    faults = iter([httpx.Response(200, json={"retorno": {"status": "OK", "registros": []}})])
    stub.after = lambda request: next(faults, None) if "produto.incluir" in str(request.url) else None
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("created", None)}
    assert len(stub.erp) == 1


def test_a_batch_that_tiny_refuses_whole_fails_its_products_only(bench, stub, answers):
    product = stub.sells("A")
    stub.before = lambda request: answers.tiny(3, "mal formado") if "produto.incluir" in str(request.url) else None
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "erp_error")}


def test_a_store_that_limits_is_waited_for(bench, stub, answers):
    products = [stub.sells(f"P-{n}") for n in range(12)]
    tokens = {"left": 10.0, "at": bench.now}

    def bucket(request):
        if request.url.host == "loja.example":
            passed = (bench.now - tokens["at"]).total_seconds()
            tokens.update(left=min(10.0, tokens["left"] + passed), at=bench.now)
            if tokens["left"] < 1:
                return answers.problem(429, "rate_limited", **{"Retry-After": "1"})
            tokens["left"] -= 1
        return None

    stub.before = bucket
    job = bench.integrate("send", *products)
    assert job["status"] == "completed"
    assert len(stub.erp) == len(stub.links) == 12


@pytest.mark.parametrize("away", ["maintenance", "outage"])
def test_a_job_outlasts_a_platform_that_stays_away(bench, stub, answers, away):
    product = stub.sells("A")
    answer = {"maintenance": answers.tiny(99, "Sistema em manutenção"), "outage": httpx.Response(503)}[away]
    stub.before = lambda request: answer if "produtos" in str(request.url) else None
    job = bench.integrate("send", product)
    assert (job["status"], bench.http.get("/state").json["state"]) == ("running", "idle")
    (task,) = bench.http.get("/work").json["tasks"]
    assert (task["kind"], task["state"]) == ("job", "held")
    stub.before = lambda request: None
    bench.now += timedelta(minutes=15)
    bench.settle()
    assert (job["status"], stub.results(job["id"])) == ("completed", {product: ("created", None)})


@pytest.mark.fact("novaoito", 26)
def test_a_rerun_touches_only_what_is_still_pending(bench, stub):
    fine, bad = stub.sells("A"), stub.sells("B", name="inválido")
    bench.integrate("send", fine, bad)
    stub.products[bad]["name"] = "válido"
    job = bench.integrate("send", bad)
    assert stub.results(job["id"]) == {bad: ("created", None)}
    assert sorted(row["codigo"] for row in stub.erp.values()) == ["A", "B"]


def test_a_dry_run_reports_and_writes_nothing(bench, stub):
    new, known = stub.sells("A"), stub.sells("B")
    stub.has_in_erp("B")
    job = bench.integrate("send", new, known, dry_run=True)
    assert stub.results(job["id"]) == {new: ("created", None), known: ("linked", "linked_existing")}
    assert (len(stub.erp), stub.links, stub.count("alterar")) == (1, {}, 0)


@pytest.mark.fact("novaoito", 41)
def test_the_loser_of_a_race_links_nothing_twice(bench, stub):
    product = stub.sells("A")

    def other_links_first(request):
        if request.url.path.endswith(f"/links/tiny/{product}") and request.method == "PUT":
            stub.links.setdefault(product, {"external_id": "outro"})

    stub.before = other_links_first
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("skipped", "already_linked")}


def test_a_product_of_tiny_linked_to_another_product_is_refused(bench, stub):
    erp_id = stub.has_in_erp("A")
    stub.links[1] = {"external_id": erp_id}
    product = stub.sells("A")
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "erp_product_already_linked")}


def test_a_job_cancelled_meanwhile_is_let_go(bench, stub):
    product = stub.sells("A")

    def cancel(request):
        if "produto.incluir" in str(request.url):
            next(iter(stub.jobs.values()))["status"] = "cancelled"

    stub.before = cancel
    job = bench.integrate("send", product)
    assert job["status"] == "cancelled"
    assert bench.http.get("/log").json["entries"][-1]["level"] == "warning"


def test_a_link_that_somebody_undid_is_reported_as_a_failure(bench, stub):
    product = stub.sells("A")

    def undo(request):
        if request.url.path.endswith("/items") and request.method == "POST":
            stub.links.clear()

    stub.before = undo
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "result_refused")}
    assert job["status"] == "completed_with_errors"


def test_many_items_are_read_and_reported_page_by_page(bench, stub):
    stub.page_size = 7
    products = [stub.sells(f"P-{n}", status="inactive") for n in range(120)]
    job = bench.integrate("send", *products)
    assert len(stub.results(job["id"])) == 120
    assert stub.count("GET /api/v1/erp/jobs/") == 18


def test_the_match_may_stand_on_a_later_page(bench, stub):
    stub.page_size = 2
    for number in range(5):
        stub.has_in_erp(f"AB-1{number}")
    stub.has_in_erp("AB-1")
    product = stub.sells("AB-1")
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("linked", "linked_existing")}


def test_a_product_created_but_switched_off_before_its_answer_came_is_linked(bench, stub):
    product = stub.sells("A")
    faults = iter([httpx.ReadTimeout("perdida")])

    def lose(request):
        if "produto.incluir" in str(request.url) and (fault := next(faults, None)):
            stub.products[product]["status"] = "inactive"
            raise fault

    stub.after = lose
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("created", None)}
    assert len(stub.erp) == len(stub.links) == 1


def test_a_record_that_is_never_answered_for_is_tried_twice_and_fails_alone(bench, stub):
    product = stub.sells("A")
    empty = httpx.Response(200, json={"retorno": {"status": "OK", "registros": ""}})
    stub.before = lambda request: empty if "produto.incluir" in str(request.url) else None
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "erp_error")}
    assert stub.count("produto.incluir") == 2


def test_blanks_do_not_hide_a_repeated_sku_outside_the_job(bench, stub):
    product = stub.sells(" E ")
    stub.sells("E", status="inactive")
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("failed", "duplicate_sku_store")}


@pytest.mark.parametrize("place", [0, 1])
def test_blanks_do_not_hide_a_repeated_sku_in_a_store_of_many_pages(bench, stub, place):
    products = [stub.sells("E", status="inactive") for _ in range(place)]
    products.append(stub.sells(" E "))
    products += [stub.sells("E", status="inactive") for _ in range(1 - place)]
    for n in range(110):
        stub.sells(f"P-{n}", status="inactive")
    job = bench.integrate("send", products[place])
    assert stub.results(job["id"]) == {products[place]: ("failed", "duplicate_sku_store")}


def test_what_was_not_in_tiny_long_ago_is_searched_again(bench, stub, answers):
    products = [stub.sells(f"P-{n}") for n in range(21)]
    job_id = stub.requests("send", *products)

    def out_of_service(request):
        return httpx.Response(503) if "produto.incluir" in str(request.url) and stub.count("incluir") == 2 else None

    stub.before = out_of_service
    bench.hear("erp.job.requested", job_id)
    assert bench.http.get("/state").json["state"] == "waiting"
    stub.has_in_erp("P-20")
    bench.now += timedelta(hours=1)
    bench.settle()
    assert stub.results(job_id)[products[20]] == ("linked", "linked_existing")
    assert len(stub.erp) == 21


def test_a_job_that_the_store_does_not_let_end_fails_rather_than_run_for_ever(bench, stub, answers):
    product = stub.sells("A")
    refusals = iter([answers.problem(409, "invalid_transition")])
    stub.before = lambda request: next(refusals, None) if str(request.url).endswith("/finish") else None
    job = bench.integrate("send", product)
    assert (job["status"], job["failure"]["code"]) == ("failed", "items_without_result")


def test_a_product_that_was_created_and_not_linked_is_found_by_the_next_job(bench, stub, answers):
    product, other = stub.sells("A"), stub.sells("B")
    stub.before = lambda request: answers.problem(409, "job_already_running") if "links" in str(request.url) else None
    first = bench.integrate("send", product)
    stub.before = lambda request: None
    second = bench.integrate("send", product, other)
    assert stub.results(first["id"]) == {product: ("failed", "link_refused")}
    assert stub.results(second["id"]) == {product: ("linked", "linked_existing"), other: ("created", None)}
    assert sorted(row["codigo"] for row in stub.erp.values()) == ["A", "B"]


@pytest.mark.fact("novaoito", 41)
def test_a_product_that_tiny_brings_while_its_batch_is_prepared_is_not_created_again(bench, stub, dados):
    product = stub.sells("A", category_ids=[7])
    stub.categories[7] = {"id": 7, "name": "Cozinha", "path": "Cozinha"}
    came = []

    def bring(request):
        if "categories" in str(request.url) and not came:
            came.append(stub.has_in_erp("A"))
            bench.notify(dados("A", id=came[0]))

    stub.before = bring
    job = bench.integrate("send", product)
    assert stub.results(job["id"]) == {product: ("skipped", "already_linked")}
    assert list(stub.erp) == came
