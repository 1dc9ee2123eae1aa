"""The operation "Enviar produtos da loja para o ERP" (N1)."""

import httpx
import pytest
from wire import problem, tiny_error, tiny_ok


@pytest.mark.fact("novaoito", 16)
def test_a_product_that_tiny_lacks_is_created_mapped_and_linked(bench, shop):
    product = shop.sells("AB-1", categoria="Casa > Cozinha", descricao="<p>boa</p>", estoque=4)
    job = bench.integrate("send", product)
    created = shop.in_erp("AB-1")
    assert (job["status"], shop.results(job["id"])) == ("completed", {product: ("created", None)})
    assert (created["categoria"], created["descricao_complementar"]) == ("Casa >> Cozinha", "<p>boa</p>")
    assert [row["estoque"] for row in shop.erp()] == [4]
    mapping = created["mapeamentos"][0]["mapeamento"]
    assert (mapping["idEcommerce"], mapping["skuMapeamento"]) == (str(shop.id_ecommerce), "AB-1")
    assert shop.linked() == {product: created["id"]}


@pytest.mark.fact("novaoito", 17)
def test_a_product_that_tiny_has_is_linked_and_not_overwritten(bench, shop):
    shop.has_in_erp("AB-1")
    before = shop.in_erp("AB-1")
    product = shop.sells("AB-1", nome="Outro nome")
    job = bench.integrate("send", product)
    after = shop.in_erp("AB-1")
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert [row["mapeamento"]["skuMapeamento"] for row in after.pop("mapeamentos")] == ["AB-1"]
    assert {**after, "mapeamentos": []} == before


@pytest.mark.fact("novaoito", 18)
def test_a_sku_that_only_contains_the_other_is_another_product(bench, shop):
    shop.has_in_erp("AB-10")
    product = shop.sells("AB-1")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("created", None)}


@pytest.mark.fact("novaoito", 19)
def test_blank_and_repeated_skus_fail_and_the_others_go_on(bench, shop):
    blank, null, twice, again, in_erp, fine = shop.sell([" ", None, "D", "D", "Z", "OK"])
    spaced, plain = shop.sell([" E ", "E"])
    shop.have_in_erp(["Z", "Z"])
    job = bench.integrate("send", blank, null, twice, again, in_erp, fine, spaced, plain)
    assert shop.results(job["id"]) == {
        blank: ("failed", "missing_sku"), null: ("failed", "missing_sku"),
        twice: ("failed", "duplicate_sku_store"), again: ("failed", "duplicate_sku_store"),
        spaced: ("failed", "duplicate_sku_store"), plain: ("failed", "duplicate_sku_store"),
        in_erp: ("failed", "duplicate_sku_erp"), fine: ("created", None),
    }  # fmt: skip
    assert job["status"] == "completed_with_errors"


@pytest.mark.fact("novaoito", 20)
def test_an_inactive_match_is_linked_and_an_excluded_one_does_not_count(bench, shop):
    inactive, excluded = shop.sell(["I", "E"])
    shop.has_in_erp("I", situacao="I")
    shop.has_in_erp("E")
    shop.world.act("tiny", "excluir_produto", codigo="E")
    job = bench.integrate("send", inactive, excluded)
    assert shop.results(job["id"]) == {inactive: ("linked", "erp_product_inactive"), excluded: ("created", None)}


@pytest.mark.fact("novaoito", 21)
def test_a_match_mapped_to_another_sku_of_the_store_is_left_alone(bench, shop):
    shop.has_in_erp("A", mapeamentos=[shop.mapping("OUTRO")])
    before = shop.in_erp("A")
    product = shop.sells("A")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "erp_product_already_linked")}
    assert shop.in_erp("A") == before


def test_a_match_mapped_to_this_sku_needs_no_writing_in_tiny(bench, shop):
    shop.world.act("tiny", "recolher_listas", recolher=True)
    shop.has_in_erp("A", mapeamentos=[shop.mapping("A")])
    product = shop.sells("A")
    bench.integrate("send", product)
    mapping = shop.in_erp("A")["mapeamentos"]["mapeamento"]
    assert shop.wire.count("produto.alterar") == 0
    assert shop.link_of(product)["mapping_id"] == mapping["idMapeamento"]


def test_a_mapping_of_another_integration_is_no_obstacle(bench, shop):
    other = shop.world.act("tiny", "incluir_integracao", plataforma="Novaoito e-commerce", nome="Outra loja")
    shop.has_in_erp("A", mapeamentos=[shop.mapping("B", other["identificador"])])
    product = shop.sells("A")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}


@pytest.mark.fact("novaoito", 22)
def test_what_does_not_fit_in_tiny_fails_without_a_call(bench, shop):
    long_name, long_sku = shop.sells("A", nome="n" * 121), shop.sells("s" * 31)
    job = bench.integrate("send", long_name, long_sku)
    assert shop.results(job["id"]) == {long_name: ("failed", "name_too_long"), long_sku: ("failed", "sku_too_long")}
    assert shop.wire.count("produto.incluir") == 0


@pytest.mark.fact("novaoito", 15)
def test_what_changed_since_the_request_is_skipped(bench, shop):
    inactive, linked, gone = shop.sell(["A", "B", "C"])
    job_id = shop.asks("send", inactive, linked, gone)
    shop.world.act("novaoito", "desativar_produto", sku="A")
    shop.links(linked, "9")
    shop.world.act("novaoito", "excluir_produto", sku="C")
    bench.settle()
    assert shop.results(job_id) == {
        inactive: ("skipped", "not_active"), linked: ("skipped", "already_linked"), gone: ("skipped", "not_active"),
    }  # fmt: skip


@pytest.mark.fact("novaoito", 24)
def test_a_batch_is_matched_by_sequencia_and_one_refusal_stops_nobody(bench, shop):
    shop.refused.add("produto.incluir")
    products = shop.sell([f"P-{n}" for n in range(45)])
    shop.world.act("novaoito", "alterar_produto", sku="P-3", unidade="UNIDADE")
    job = bench.integrate("send", *products)
    results = shop.results(job["id"])
    assert results.pop(products[3]) == ("failed", "erp_validation")
    assert set(results.values()) == {("created", None)}
    message = shop.items(job["id"])[products[3]]["message"]
    assert message.startswith("O Tiny recusou o produto: ")
    assert "unidade" in message
    assert shop.wire.count("produto.incluir") == 3
    codes = {str(row["id"]): row["codigo"] for row in shop.erp()}
    assert {key: codes[erp_id] for key, erp_id in shop.linked().items()} == {
        key: f"P-{n}" for n, key in enumerate(products) if n != 3
    }


@pytest.mark.fact("novaoito", 25)
def test_a_record_refused_as_duplicate_is_searched_again_and_linked(bench, shop):
    shop.refused.add("produto.incluir")
    product = shop.sells("A")
    shop.world.act("tiny", "recusar_codigo_repetido", recusar=True)
    shop.wire.meanwhile("produto.incluir", lambda: shop.has_in_erp("A"))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}
    assert shop.codes() == ["A"]


def test_a_duplicate_that_no_search_finds_is_refused_not_tried_for_ever(bench, shop):
    shop.refused.add("produto.incluir")
    product = shop.sells("A")
    shop.world.act("tiny", "recusar_codigo_repetido", recusar=True)

    def appear_and_go(call):
        for codigo in shop.codes():
            shop.world.act("tiny", "excluir_produto", codigo=codigo)
        if "produto.incluir" in call:
            shop.has_in_erp("A")

    shop.wire.hook(appear_and_go)
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "erp_validation")}


@pytest.mark.fact("novaoito", 25)
@pytest.mark.parametrize("service", ["produtos.pesquisa", "produto.incluir"])
@pytest.mark.parametrize("code", [6, 11])
def test_a_limit_of_tiny_in_mid_batch_is_waited_for(bench, shop, service, code):
    products = shop.sell([f"P-{n}" for n in range(25)])
    shop.wire.interfere(service, None, tiny_error(code, "API Bloqueada"))
    job = bench.integrate("send", *products)
    assert job["status"] == "completed"
    assert len(shop.erp()) == 25
    assert shop.wire.count("produtos.pesquisa") <= 26


@pytest.mark.fact("novaoito", 25)
@pytest.mark.parametrize("code", [1, 2, 5, 8])
def test_refused_access_in_mid_batch_fails_the_job_and_leaves_the_rest_open(bench, shop, code):
    products = shop.sell([f"P-{n}" for n in range(30)])
    shop.wire.interfere("produto.incluir", None, *[tiny_error(code, "token invalido")] * 9)
    job = bench.integrate("send", *products)
    assert job["status"] == "failed"
    assert (job["error"], job["code"]) == ("O Tiny recusou o acesso: token invalido.", "access_refused")
    assert len(shop.results(job["id"])) == len(shop.linked()) == len(shop.erp()) == 20


@pytest.mark.fact("novaoito", 25)
@pytest.mark.parametrize("service", ["produto.incluir", "produtos.pesquisa", "/links/", "/items", "/finish", "/claim"])
def test_a_lost_answer_leaves_exactly_one_product(bench, shop, service):
    product = shop.sells("A")
    shop.wire.lose(service)
    job = bench.integrate("send", product)
    assert (job["status"], shop.results(job["id"])) == ("completed", {product: ("created", None)})
    assert shop.codes() == ["A"]


def test_an_answer_without_the_record_counts_as_lost(bench, shop):
    product = shop.sells("A")
    shop.wire.interfere("produto.incluir", tiny_ok(registros=[]), moment="after")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("created", None)}
    assert shop.codes() == ["A"]


def test_a_batch_that_tiny_refuses_whole_fails_its_products_only(bench, shop):
    product = shop.sells("A")
    shop.wire.refuse("produto.incluir", tiny_error(3, "mal formado"))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "erp_error")}


def test_a_new_token_ends_the_job_and_leaves_its_products_pending(bench, shop):
    product = shop.sells("A")
    shop.world.act("tiny", "gerar_novo_token")
    job = bench.integrate("send", product)
    assert (job["status"], job["code"]) == ("failed", "access_refused")
    assert [row["id"] for row in shop.world.view("novaoito", "pendentes")] == [product]


def test_a_restart_goes_on_from_the_durable_memory(bench, shop):
    product = shop.sells("A")
    shop.wire.interfere("/produto", tiny_error(6, "API Bloqueada"))
    job_id = shop.asks("send", product)
    assert bench.state()["state"] == "waiting"
    assert bench.http.post("/restart").status_code == 204
    assert bench.state()["state"] == "waiting"
    bench.settle()
    assert shop.results(job_id) == {product: ("created", None)}


@pytest.mark.parametrize("away", ["maintenance", "outage"])
def test_a_job_outlasts_a_platform_that_stays_away(bench, shop, away):
    product = shop.sells("A")
    answer = {"maintenance": tiny_error(99, "Sistema em manutenção"), "outage": httpx.Response(503)}[away]
    shop.wire.refuse("/produtos.", answer)
    job = bench.integrate("send", product)
    assert (job["status"], bench.state()["state"]) == ("running", "idle")
    (task,) = bench.tasks()
    assert (task["kind"], task["state"]) == ("job", "held")
    shop.wire.heal()
    bench.wait(minutes=15)
    assert shop.job(job["id"])["status"] == "completed"
    assert shop.results(job["id"]) == {product: ("created", None)}


@pytest.mark.fact("novaoito", 26)
def test_a_rerun_touches_only_what_is_still_pending(bench, shop):
    shop.refused.add("produto.incluir")
    fine, bad = shop.sells("A"), shop.sells("B", unidade="UNIDADE")
    bench.integrate("send", fine, bad)
    shop.world.act("novaoito", "alterar_produto", sku="B", unidade="UN")
    job = bench.integrate("send", bad)
    assert shop.results(job["id"]) == {bad: ("created", None)}
    assert shop.codes() == ["A", "B"]


def test_a_dry_run_reports_and_writes_nothing(bench, shop):
    new, known = shop.sell(["A", "B"])
    shop.has_in_erp("B")
    job = bench.integrate("send", new, known, dry_run=True)
    assert shop.results(job["id"]) == {new: ("created", None), known: ("linked", "linked_existing")}
    assert (shop.codes(), shop.linked(), shop.wire.count("alterar")) == (["B"], {}, 0)


@pytest.mark.fact("novaoito", 41)
def test_the_loser_of_a_race_links_nothing_twice(bench, shop):
    product = shop.sells("A")
    shop.wire.meanwhile(f"PUT /api/v1/erp/links/tiny/{product} ", lambda: shop.links(product, "outro"))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("skipped", "already_linked")}
    assert shop.linked() == {product: "outro"}


def test_a_product_of_tiny_linked_to_another_product_is_refused(bench, shop):
    other, product = shop.sell(["OUTRO", "A"])
    shop.links(other, shop.has_in_erp("A"))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "erp_product_already_linked")}


def test_a_job_cancelled_meanwhile_is_let_go(bench, shop):
    product = shop.sells("A")
    shop.wire.meanwhile("produto.incluir", lambda: shop.world.act("novaoito", "cancelar_integracao"))
    job = bench.integrate("send", product)
    assert job["status"] == "cancelled"
    assert bench.messages("warning") == bench.messages()[-1:]


def test_a_link_that_somebody_undid_is_reported_as_a_failure(bench, shop):
    shop.refused.add("erp.jobs.report")
    product = shop.sells("A")
    shop.wire.meanwhile("/items {", lambda: shop.world.act("novaoito", "desvincular_produto", sku="A"))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "result_refused")}
    assert job["status"] == "completed_with_errors"


def test_many_items_are_read_and_reported_page_by_page(bench, shop):
    products = shop.sell([f"P-{n}" for n in range(120)])
    job_id = shop.asks("send", *products)
    for product in products:
        shop.world.act("novaoito", "desativar_produto", id=product)
    bench.settle()
    assert list(shop.results(job_id).values()) == [("skipped", "not_active")] * 120
    assert (shop.wire.count("/items?"), shop.wire.count("/items") - shop.wire.count("/items?")) == (2, 2)


def test_the_match_may_stand_on_a_later_page(bench, shop):
    shop.have_in_erp([*(f"AB-1{n}" for n in range(100)), "AB-1"])
    product = shop.sells("AB-1")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("linked", "linked_existing")}


def test_a_product_created_but_switched_off_before_its_answer_came_is_linked(bench, shop):
    product = shop.sells("A")
    shop.wire.meanwhile("produto.incluir", lambda: shop.world.act("novaoito", "desativar_produto", sku="A"))
    shop.wire.lose("produto.incluir")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("created", None)}
    assert len(shop.erp()) == len(shop.linked()) == 1


def test_a_record_that_is_never_answered_for_is_tried_twice_and_fails_alone(bench, shop):
    product = shop.sells("A")
    shop.wire.refuse("produto.incluir", tiny_ok(registros=""))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "erp_error")}
    assert shop.wire.count("produto.incluir") == 2


def test_blanks_do_not_hide_a_repeated_sku_outside_the_job(bench, shop):
    product = shop.sells(" E ")
    shop.sells("E", situacao="Inativo")
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("failed", "duplicate_sku_store")}


@pytest.mark.parametrize("place", [0, 1])
def test_blanks_do_not_hide_a_repeated_sku_in_a_store_of_many_pages(bench, shop, place):
    skus = ["E", "E"]
    skus[place] = " E "
    products = shop.sell([*skus, *(f"P-{n}" for n in range(110))])
    shop.world.act("novaoito", "desativar_produto", id=products[1 - place])
    job = bench.integrate("send", products[place])
    assert shop.results(job["id"]) == {products[place]: ("failed", "duplicate_sku_store")}


def test_what_was_not_in_tiny_long_ago_is_searched_again(bench, shop):
    products = shop.sell([f"P-{n}" for n in range(21)])
    shop.wire.interfere("produto.incluir", None, httpx.Response(503))
    job_id = shop.asks("send", *products)
    assert bench.state()["state"] == "waiting"
    shop.has_in_erp("P-20")
    bench.wait(hours=1)
    assert shop.results(job_id)[products[20]] == ("linked", "linked_existing")
    assert len(shop.erp()) == 21


def test_a_job_that_the_store_does_not_let_end_fails_rather_than_run_for_ever(bench, shop):
    product = shop.sells("A")
    shop.wire.interfere("/finish", problem(409, "invalid_transition"))
    job = bench.integrate("send", product)
    assert (job["status"], job["code"]) == ("failed", "items_without_result")


def test_a_product_that_was_created_and_not_linked_is_found_by_the_next_job(bench, shop):
    product, other = shop.sell(["A", "B"])
    shop.wire.refuse("/links/", problem(409, "job_already_running"))
    first = bench.integrate("send", product)
    shop.wire.heal()
    second = bench.integrate("send", product, other)
    assert shop.results(first["id"]) == {product: ("failed", "link_refused")}
    assert shop.results(second["id"]) == {product: ("linked", "linked_existing"), other: ("created", None)}
    assert shop.codes() == ["A", "B"]


@pytest.mark.fact("novaoito", 41)
def test_a_product_that_tiny_brings_while_its_batch_is_prepared_is_not_created_again(bench, shop, dados):
    product = shop.sells("A", categoria="Cozinha")
    shop.wire.meanwhile("/categories", lambda: bench.notify(dados("A", id=shop.has_in_erp("A"))))
    job = bench.integrate("send", product)
    assert shop.results(job["id"]) == {product: ("skipped", "already_linked")}
    assert shop.codes() == ["A"]
