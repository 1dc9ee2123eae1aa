"""Tiny's "Enviar para o e-commerce" (N3)."""

import pytest
from shop import STORE
from wire import NOVAOITO, problem

MAPPED = [{"idMapeamento": "55001", "skuMapeamento": "T-1"}]
CREATION = "POST /api/v1/products "
GRADE = {"Tamanho": "M"}


def product_of(shop, sku):
    """The one product of the store with this SKU, as its API shows it."""
    (row,) = shop.world.view("novaoito", "produtos", sku=sku)
    return row["registro"]


def link_of(shop, product_id):
    link = shop.link_of(product_id)
    return {name: link[name] for name in ("external_id", "mapping_id", "external_sku")}


def without_link(product):
    return {**product, "erp": None}


@pytest.mark.fact("novaoito", 33)
def test_a_new_product_is_created_linked_and_mapped(bench, shop, dados):
    answer = bench.notify(dados("T-1"))
    product = product_of(shop, "T-1")
    assert (answer.status_code, answer.json) == (200, MAPPED)
    assert (product["visibility"], product["status"], product["price"]) == ("catalog", "active", 15.5)
    assert link_of(shop, product["id"]) == {"external_id": "901", "mapping_id": "55001", "external_sku": "T-1"}


@pytest.mark.fact("novaoito", 33, 34, 35)
def test_what_tiny_itself_sends_is_mapped_there_also_when_it_is_sent_again(bench, shop):
    shop.sells("A")
    shop.have_in_erp(["A", "N"], categoria="Casa >> Copos")
    url = f"https://conector.example{bench.receiver('product')}"
    shop.world.act("tiny", "salvar_integracao", identificador=shop.id_ecommerce, url_produtos=url)
    for _ in range(2):
        shop.world.act("tiny", "enviar_para_o_ecommerce", plataforma=STORE, produtos=["A", "N"])
        sent = {row["codigo"]: row["situacao"] for row in shop.world.view("tiny", "resultado_do_envio")}
        assert sent == {"A": "mapeado", "N": "mapeado"}
    shown = {row["sku"]: row["visibility"] for row in shop.products().values()}
    assert shown == {"A": "catalog_search", "N": "catalog"}
    assert [row["mapeamento"]["skuMapeamento"] for row in shop.in_erp("N")["mapeamentos"]] == ["N"]


@pytest.mark.fact("novaoito", 33)
def test_an_inactive_product_arrives_inactive(bench, shop, dados):
    bench.notify(dados("T-1", situacao="I"))
    assert product_of(shop, "T-1")["status"] == "inactive"


@pytest.mark.fact("novaoito", 34)
@pytest.mark.parametrize("situacao", ["Ativo", "Inativo"])
def test_a_product_that_exists_is_linked_only(bench, shop, dados, situacao):
    product = shop.sells("T-1", situacao=situacao, visibilidade="Disponível apenas na busca")
    before = shop.product(product)
    assert bench.notify(dados("T-1")).json == MAPPED
    assert without_link(shop.product(product)) == without_link(before)
    assert shop.linked() == {product: "901"}


@pytest.mark.fact("novaoito", 35)
def test_sent_again_it_changes_nothing_also_after_an_edit(bench, shop, dados):
    bench.notify(dados("T-1"))
    edited = {"visibilidade": "Catálogo e busca", "novo_sku": "RENOMEADO"}
    shop.world.act("novaoito", "alterar_produto", sku="T-1", **edited)
    before = shop.products()
    answer = bench.notify(dados("T-1", skuMapeamento="T-1", nome="Outro nome"))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "RENOMEADO"}]
    assert shop.products() == before


def test_a_mapped_product_is_known_by_its_mapping_without_a_memory(bench, shop, dados):
    product = shop.sells("LOJA-1")
    shop.links(product, "901")
    answer = bench.notify(dados("T-1", skuMapeamento="LOJA-1"))
    assert answer.json == [{"idMapeamento": "55001", "skuMapeamento": "LOJA-1"}]
    assert list(shop.products()) == [product]


@pytest.mark.fact("novaoito", 36)
@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"codigo": " "}, "SKU obrigatório"),
        ({"nome": ""}, "validation: O nome do produto é obrigatório."),
        ({"preco": "abc"}, "validation: O preço do produto não é um número."),
    ],
)
def test_an_incomplete_product_is_refused_with_its_reason(bench, shop, dados, changes, error):
    answer = bench.notify(dados(**{"codigo": "T-1", **changes}))
    assert (answer.status_code, answer.json) == (200, [{"idMapeamento": "55001", "error": error}])
    assert shop.products() == {}


@pytest.mark.fact("novaoito", 37)
def test_a_sku_that_is_not_one_product_is_refused(bench, shop, dados):
    linked, *_ = shop.sell(["L", "D", "D"])
    shop.links(linked, "outro")
    shop.have_in_erp(["Z", "Z"])
    errors = [bench.notify(dados(sku)).json[0]["error"].partition(":")[0] for sku in ("D", "L", "Z")]
    assert errors == ["duplicate_sku_store", "already_linked", "duplicate_sku_erp"]
    assert len(shop.products()) == 3


@pytest.mark.fact("novaoito", 38)
def test_products_of_one_notification_are_independent(bench, dados):
    answer = bench.notify(dados("A", id="1", idMapeamento=1), dados("", idMapeamento=2), dados("B", id="3"))
    assert [("error" in row, row["idMapeamento"]) for row in answer.json] == [
        (False, "1"), (True, "2"), (False, "55001"),
    ]  # fmt: skip


@pytest.mark.fact("novaoito", 39)
@pytest.mark.parametrize("fragment", [CREATION, "/links", "/by-sku"])
def test_an_answer_of_the_store_that_is_lost_asks_tiny_to_send_again(bench, shop, dados, fragment):
    shop.wire.lose(fragment)
    assert bench.notify(dados("T-1")).status_code == 503
    assert bench.notify(dados("T-1")).status_code == 200
    assert shop.linked() == {product_of(shop, "T-1")["id"]: "901"}


@pytest.mark.parametrize("status", [429, 423, 500])
def test_the_receiver_never_waits(bench, shop, dados, status):
    shop.wire.refuse(NOVAOITO, problem(status, "x"))
    assert bench.notify(dados("T-1")).status_code == 503
    assert bench.state()["state"] == "idle"


@pytest.mark.fact("novaoito", 40)
def test_images_that_are_no_urls_are_left_out(bench, shop, dados):
    bench.notify(dados("T-1", anexos=[{"url": "lixo"}, {"url": "https://img.example/1.jpg"}]))
    assert product_of(shop, "T-1")["images"] == [{"url": "https://img.example/1.jpg"}]


@pytest.mark.fact("novaoito", 41)
def test_a_product_created_meanwhile_is_linked_not_doubled(bench, shop, dados):
    shop.wire.meanwhile(CREATION, lambda: shop.sells("T-1"))
    assert bench.notify(dados("T-1")).json == MAPPED
    assert shop.linked() == {product_of(shop, "T-1")["id"]: "901"}


def test_what_the_store_refuses_is_told_to_whoever_sent_it(bench, shop, dados):
    shop.wire.refuse(CREATION, problem(422, "validation_failed"))
    assert bench.notify(dados("T-1")).json[0]["error"].startswith("validation_failed: ")


@pytest.mark.fact("novaoito", 42)
def test_key_account_and_empty_body_are_told_apart(bench, shop, dados):
    path = bench.receiver("product")
    cnpj = shop.setup["platforms"]["tiny"]["credentials"]["cnpj"]
    masked = f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"
    assert bench.http.post(path).status_code == 200
    assert bench.http.post("/hooks/tiny/errada/product").status_code == 404
    assert bench.http.post(path.replace("product", "invoice")).status_code == 404
    assert bench.notify(dados(), cnpj="98765432000100").status_code == 403
    assert bench.notify(dados(), idEcommerce=1).status_code == 403
    assert bench.notify(dados(), idEcommerce=str(shop.id_ecommerce), cnpj=masked).status_code == 200


def test_an_account_with_letters_in_its_cnpj_is_known_however_it_is_written(bench, shop, dados):
    shop.setup["platforms"]["tiny"]["credentials"]["cnpj"] = "12ABC34501DE35"
    bench.set_up()
    for written in ("12ABC34501DE35", "12.abc.345/01de-35"):
        assert bench.notify(dados(), cnpj=written).status_code == 200
    assert bench.notify(dados(), cnpj="12345345010035").status_code == 403


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"tipo": "estoque", "dados": {}}', b'{"tipo": "produto"}'])
def test_what_is_no_product_is_answered_with_an_error(bench, body):
    answer = bench.http.post(bench.receiver("product"), data=body)
    assert (answer.status_code, list(answer.json)) == (200, ["error"])


def test_a_sku_that_the_store_gave_to_a_variant_is_refused(bench, shop, dados):
    shop.sells("PAI", variacoes=[{"sku": "T-1", "opcoes": GRADE}])
    assert bench.notify(dados("T-1")).json[0]["error"].startswith("unsupported_type")
    assert shop.linked() == {}


def test_after_the_uninstallation_there_is_no_receiver(bench, shop, dados):
    shop.world.plans.add("drop", always=True)
    shop.world.act("novaoito", "desinstalar")
    assert bench.notify(dados("T-1")).status_code == 404


def variation(codigo="T-1-M", **changes):
    grade = [{"chave": name, "valor": value} for name, value in GRADE.items()]
    values = {"preco": "16", "estoqueAtual": 5, "grade": grade}
    return {"id": "902", "idMapeamento": "2", "codigo": codigo, **values, **changes}


@pytest.mark.fact("novaoito", 33)
def test_a_product_with_variations_is_created_whole_and_mapped_entry_by_entry(bench, shop, dados):
    answer = bench.notify(dados("T-1", variacoes=[variation()]))
    assert answer.json == [*MAPPED, {"idMapeamento": "2", "skuMapeamento": "T-1-M"}]
    product = product_of(shop, "T-1")
    (variant,) = product["variants"]
    assert (product["type"], variant["options"]) == ("configurable", [{"name": "Tamanho", "value": "M"}])
    assert (variant["price"], variant["stock_quantity"]) == (16.0, 5.0)
    (linked,) = shop.link_of(product["id"])["variants"]
    assert (linked["variant_id"], linked["external_id"], linked["mapping_id"]) == (variant["id"], "902", "2")


def test_a_variation_that_the_store_lacks_is_an_error_of_its_own(bench, shop, dados):
    shop.sells("T-1", variacoes=[{"sku": "T-1-M", "opcoes": GRADE}])
    answer = bench.notify(dados("T-1", variacoes=[variation(), variation("T-1-G", idMapeamento="3")]))
    assert [row.get("skuMapeamento") for row in answer.json] == ["T-1", "T-1-M", None]
    assert answer.json[2] == {"idMapeamento": "3", "error": "a variação T-1-G não existe no produto da loja"}


def test_variations_on_one_side_only_are_refused_entry_by_entry(bench, shop, dados):
    shop.sells("T-1")
    answer = bench.notify(dados("T-1", variacoes=[variation()]))
    assert [row["error"].partition(":")[0] for row in answer.json] == ["type_mismatch"] * 2
    assert shop.linked() == {}


def test_a_variation_without_a_sku_leaves_nothing_half_created(bench, shop, dados):
    answer = bench.notify(dados("T-1", variacoes=[variation(" ")]))
    assert [row["error"] for row in answer.json] == ["validation: Uma variação do produto não tem SKU."] * 2
    assert shop.products() == {}


@pytest.mark.fact("novaoito", 47)
@pytest.mark.parametrize("preco", ["0", "0.00", 0])
def test_a_product_without_a_price_arrives_inactive_and_the_log_says_why(bench, shop, dados, preco):
    assert bench.notify(dados("T-1", preco=preco)).json == MAPPED
    product = product_of(shop, "T-1")
    assert (product["status"], product["price"]) == ("inactive", 0)
    assert any("inativo na loja: no Tiny o preço é 0" in message for message in bench.messages())


@pytest.mark.fact("novaoito", 47)
def test_a_product_arrives_with_its_negative_balance(bench, shop, dados):
    bench.notify(dados("T-1", estoqueAtual=-3))
    assert product_of(shop, "T-1")["stock_quantity"] == -3


@pytest.mark.parametrize("sent", ["texto", 7, {"codigo": "A"}, {"id": None, "codigo": "A"}])
def test_what_is_no_product_is_refused_in_words_and_creates_nothing(bench, shop, dados, sent):
    for answer in (bench.notify(sent), bench.notify(dados("B"), sent)):
        assert (answer.status_code, "dados de um produto" in answer.json["error"]) == (200, True)
    assert shop.world.view("novaoito", "produtos") == []


def test_a_receiver_that_breaks_tells_where_and_not_its_own_path(bench, dados, monkeypatch, caplog):
    def break_down(_, products):
        raise ValueError(products[0]["nome"])

    monkeypatch.setattr("homologa.sync.flows.receiving.ProductReceiving.answer", break_down)
    answer = bench.notify(dados("A", nome="João Batista"))
    assert (answer.status_code, answer.json["detail"]) == (500, "Erro inesperado no conector.")
    assert ("in break_down" in caplog.text, "João" in caplog.text) == (True, False)
    assert bench.receiver("product").split("/")[3] not in caplog.text
