import pytest

from homologa.simulators.control.client import ScreenRefused

VARIATIONS = [{"variacao": {"codigo": f"CAM-{size}", "grade": {"Tamanho": size}}} for size in "PM"]


@pytest.fixture
def ready(account, receiver, url):
    """An account with an Ativa integration and two products, one of them with variations."""
    account.integrate(url_produtos=url)
    account.include(codigo="CAN")
    account.include(codigo="CAM", variacoes=VARIATIONS)
    return account


def mappings(told):
    """The mapping ids of a notification by the code of their item."""
    items = [told["dados"], *told["dados"]["variacoes"]]
    return {item["codigo"]: item["idMapeamento"] for item in items}


def situations(account):
    return {row["codigo"]: row["situacao"] for row in account.view("resultado_do_envio")}


@pytest.mark.fact("tiny-api2", 50)
def test_each_product_sent_is_one_post(ready, receiver):
    assert ready.send("CAN", "CAM")["enviados"] == 2

    assert [told["tipo"] for told in receiver.products] == ["produto", "produto"]
    assert [list(mappings(told)) for told in receiver.products] == [["CAN"], ["CAM", "CAM-P", "CAM-M"]]


@pytest.mark.fact("tiny-api2", 50)
def test_the_bare_array_maps_product_and_variations(ready, receiver):
    ready.send("CAM")

    assert situations(ready) == {"CAM": "mapeado", "CAM-P": "mapeado", "CAM-M": "mapeado"}
    shown = ready.read(str(ready.sent("CAM")["id"]))
    assert shown["mapeamentos"][0]["mapeamento"]["skuMapeamento"] == "CAM"
    assert [row["variacao"]["mapeamentos"][0]["mapeamento"]["skuMapeamento"] for row in shown["variacoes"]] == [
        "CAM-P",
        "CAM-M",
    ]


@pytest.mark.fact("tiny-api2", 50)
def test_the_mapeamentos_object_maps_product_and_variations(ready, receiver):
    receiver.reply = lambda told: (
        200,
        {
            "mapeamentos": [
                {"mapeamento": {"idMapeamento": int(number), "skuMapeamento": f"S-{code}", "urlProduto": "https://x"}}
                for code, number in reversed(mappings(told).items())
            ]
        },
    )

    ready.send("CAM")

    assert {row["codigo"]: row["sku"] for row in ready.view("resultado_do_envio")} == {
        "CAM": "S-CAM",
        "CAM-P": "S-CAM-P",
        "CAM-M": "S-CAM-M",
    }


@pytest.mark.fact("tiny-api2", 50)
def test_an_error_leaves_its_item_unmapped_with_the_message_visible(ready, receiver):
    def reply(told):
        ids = mappings(told)
        return 200, [
            {"idMapeamento": ids["CAM"], "skuMapeamento": "S"},
            {"idMapeamento": ids["CAM-P"], "skuMapeamento": "S-P", "error": "SKU obrigatório"},
            {"idMapeamento": ids["CAM-M"], "skuMapeamento": "S-M", "error": ""},
        ]

    receiver.reply = reply

    ready.send("CAM")

    assert situations(ready) == {"CAM": "mapeado", "CAM-P": "não mapeado", "CAM-M": "mapeado"}
    assert ready.sent("CAM-P")["mensagem"] == "SKU obrigatório"
    assert ready.screen("CAM-P")["mapeamentos"] == []


@pytest.mark.fact("tiny-api2", 50)
def test_a_missing_entry_leaves_its_item_unmapped_with_the_message_visible(ready, receiver):
    receiver.reply = lambda told: (200, [{"idMapeamento": mappings(told)["CAM-P"], "skuMapeamento": "S-P"}])

    ready.send("CAM")

    assert situations(ready) == {"CAM": "não mapeado", "CAM-P": "mapeado", "CAM-M": "não mapeado"}
    assert ready.sent("CAM")["mensagem"] == "não mapeado pelo integrador"


PLAIN = [
    b"", b"OK", b"{}", b"[]", b"null", b"42", b'"ok"', b'{"error": "nada lido"}', b'{"mapeamentos": null}',
    b'{"mapeamentos": 7}', b'{"mapeamentos": {"mapeamento": {}}}', b'{"mapeamentos": [null, {"mapeamento": 1}]}',
    b'[null, 1, "x", {}]', b'[{"idMapeamento": "x", "skuMapeamento": "S"}]', b"[" * 100_000, b"\xff\xfe",
]  # fmt: skip


@pytest.mark.fact("tiny-api2", 50)
@pytest.mark.parametrize("body", PLAIN, ids=lambda body: body[:24])
def test_a_plain_200_leaves_the_product_unmapped(ready, receiver, body):
    receiver.always(200, body)

    ready.send("CAN", "CAM")

    assert set(situations(ready).values()) == {"não mapeado"}
    assert {row["state"] for row in ready.world.deliveries(kind="produto")} == {"delivered"}


@pytest.mark.parametrize(
    ("sku", "kept"), [(123, "123"), ("  S ", "S"), ("", None), (True, None), (["S"], None), ("\ud800", "?")]
)
def test_a_sku_is_kept_as_text(ready, receiver, sku, kept):
    receiver.reply = lambda told: (200, [{"idMapeamento": told["dados"]["idMapeamento"], "skuMapeamento": sku}])

    ready.send("CAN")

    sent = ready.sent("CAN")
    assert (sent["sku"] or None, sent["situacao"]) == (kept, "mapeado" if kept else "não mapeado")


def test_a_later_send_carries_the_sku_that_was_answered(ready, receiver):
    ready.send("CAM")
    ready.send("CAM")

    first, second = (told["dados"] for told in receiver.products)
    assert (first["skuMapeamento"], second["skuMapeamento"]) == ("", "CAM")
    assert [row["skuMapeamento"] for row in second["variacoes"]] == ["CAM-P", "CAM-M"]
    assert first["idMapeamento"] == second["idMapeamento"]


def test_a_failed_send_of_a_mapped_product_keeps_the_mapping(ready, receiver):
    ready.send("CAN")
    receiver.always(200, '{"error": "nada lido"}')

    ready.send("CAN")

    assert (ready.sent("CAN")["situacao"], ready.sent("CAN")["sku"]) == ("mapeado", "CAN")
    assert ready.sent("CAN")["mensagem"] == "nada lido"


def test_an_error_of_the_whole_answer_is_the_message_of_every_item(ready, receiver):
    receiver.always(200, '{"error": "nada lido"}')

    ready.send("CAM")

    assert {row["mensagem"] for row in ready.view("resultado_do_envio")} == {"nada lido"}
    assert set(situations(ready).values()) == {"não mapeado"}


def test_one_receiver_of_two_integrations_hears_of_the_chosen_one(ready, receiver, url):
    number = ready.act("incluir_integracao", plataforma="Uplaces", nome="Outra")["identificador"]
    ready.act("salvar_integracao", identificador=number, url_produtos=url)

    ready.act("enviar_para_o_ecommerce", plataforma="Uplaces", produtos=["CAN"])

    assert [told["idEcommerce"] for told in receiver.products] == [number]


def test_two_products_of_one_code_are_both_sent(ready, receiver):
    ready.include(codigo="CAN")

    assert ready.send("CAN")["enviados"] == 2
    assert len({told["dados"]["id"] for told in receiver.products}) == 2


@pytest.mark.parametrize("code", ["NADA", "CAM-P"])
def test_what_is_not_on_the_list_cannot_be_sent(ready, receiver, code):
    with pytest.raises(ScreenRefused, match=f"Não há produto com o código “{code}”"):
        ready.send("CAN", code)

    assert receiver.products == []
    assert ready.view("resultado_do_envio") == []


def test_an_excluded_product_cannot_be_sent_and_loses_its_mappings(ready, receiver):
    ready.send("CAN")
    ready.act("excluir_produto", codigo="CAN")

    assert ready.view("resultado_do_envio", codigo="CAN") == []
    with pytest.raises(ScreenRefused):
        ready.send("CAN")


def test_a_product_excluded_before_its_answer_stays_excluded(ready, receiver):
    receiver.always(503, "")
    ready.send("CAN")
    ready.act("excluir_produto", codigo="CAN")
    receiver.always(200, "[]")

    ready.world.advance(seconds=300)

    assert ready.view("resultado_do_envio") == []
