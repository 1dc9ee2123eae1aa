import json

import pytest

VARIATIONS = [
    {"variacao": {"codigo": "CAM-P", "preco": 20, "estoque_atual": 2, "grade": {"Tamanho": "P", "Cor": "Azul"}}},
    {"variacao": {"codigo": "CAM-M", "preco": "21.5", "grade": {"Tamanho": "M"}}},
]
PICTURE = [{"imagem_externa": {"url": "https://img.example/fotos/1.jpg"}}]


@pytest.mark.fact("tiny-api2", 47)
def test_a_produto_notification_carries_the_envelope(account, receiver, url, notification_judge):
    number = account.integrate(url_produtos=url)
    account.include(codigo="A-1")

    account.send("A-1")

    (told,) = receiver.products
    notification_judge.validate(told)
    assert {name: value for name, value in told.items() if name != "dados"} == {
        "versao": "1.0.1",
        "cnpj": account.credentials["cnpj"],
        "idEcommerce": number,
        "tipo": "produto",
    }
    assert told["cnpj"].isdigit()


@pytest.mark.fact("tiny-api2", 47)
def test_a_produto_notification_is_not_signed(account, receiver, url):
    account.integrate(url_produtos=url)
    account.include(codigo="A-1")

    account.send("A-1")

    usual = {"Host", "Accept", "Accept-Encoding", "Connection", "User-Agent", "Content-Type", "Content-Length"}
    assert [set(headers) - usual for headers, _ in receiver.requests] == [set(), set()]
    assert receiver.requests[1][0]["Content-Type"] == "application/json"


def test_a_product_is_told_in_the_shape_of_the_notification(account, receiver, url, notification_judge):
    account.integrate(url_produtos=url)
    id_produto = account.include(
        codigo="CAM",
        nome="Camiseta",
        preco=49.9,
        peso_bruto="0.25",
        altura_embalagem=10,
        categoria="Roupas >> Infantil",
        estoque_atual=7,
        descricao_complementar="<p>Ótima</p>",
        imagens_externas=PICTURE,
        anexos=[{"anexo": "https://img.example/manual.pdf"}],
        kit=[{"item": {"id_produto": 9, "quantidade": "2"}}],
        seo={"seo_title": "T", "slug": "camiseta"},
        variacoes=VARIATIONS,
    )

    account.send("CAM")

    (told,) = receiver.products
    notification_judge.validate(told)
    dados = told["dados"]
    assert (dados["id"], dados["skuMapeamento"], dados["codigo"]) == (id_produto, "", "CAM")
    assert (dados["preco"], dados["pesoBruto"], dados["alturaEmbalagem"]) == ("49.9", "0.25", "10.00")
    assert (dados["estoqueAtual"], dados["situacao"], dados["descricaoComplementar"]) == (2, "A", "<p>Ótima</p>")
    assert dados["descricaoArvoreCategoria"] == "Roupas > Infantil"
    assert dados["kit"] == [{"id": "9", "quantidade": "2"}]
    assert [picture["url"] for picture in dados["anexos"]] == [
        "https://img.example/manual.pdf",
        "https://img.example/fotos/1.jpg",
    ]
    assert dados["seo"]["slug"] == "camiseta"
    first, second = dados["variacoes"]
    assert (first["codigo"], first["preco"], first["estoqueAtual"]) == ("CAM-P", "20", 2)
    assert first["grade"] == [{"chave": "Tamanho", "valor": "P"}, {"chave": "Cor", "valor": "Azul"}]
    assert len({dados["idMapeamento"], first["idMapeamento"], second["idMapeamento"]}) == 3


@pytest.mark.fact("tiny-api2", 65)
def test_a_root_category_has_no_parent_and_paths_have_one_sign(account, receiver, url, notification_judge):
    account.integrate(url_produtos=url)
    account.include(codigo="A", categoria="Casa >> Cozinha >> Mesa")

    account.send("A")

    (told,) = receiver.products
    notification_judge.validate(told)
    root, kitchen, table = told["dados"]["arvoreCategoria"]
    assert root["idPai"] == 0
    assert isinstance(root["idPai"], int)
    assert (kitchen["idPai"], table["idPai"]) == (root["id"], kitchen["id"])
    assert [row["descricaoCompleta"] for row in (root, table)] == ["Casa", "Casa > Cozinha > Mesa"]
    assert told["dados"]["descricaoArvoreCategoria"] == "Casa > Cozinha > Mesa"
    assert (told["dados"]["descricaoCategoria"], told["dados"]["idCategoria"]) == ("Mesa", table["id"])


def test_a_product_without_category_tells_of_none(account, receiver, url, notification_judge):
    account.integrate(url_produtos=url)
    account.include(codigo="A")

    account.send("A")

    notification_judge.validate(receiver.products[0])
    dados = receiver.products[0]["dados"]
    assert [dados[name] for name in ("idCategoria", "descricaoArvoreCategoria", "arvoreCategoria")] == ["", "", []]


@pytest.mark.fact("tiny-api2", 65)
@pytest.mark.parametrize(
    ("address", "name", "kind"),
    [
        ("https://img.example/f/um.jpeg", "um.jpeg", "jpeg"),
        ("https://img.example/f/um.jpg", "um.jpg", "jpeg"),
        ("https://img.example/UM.PNG?v=1.2#x", "UM.PNG", "png"),
        ("https://img.example/manual.pdf", "manual.pdf", "pdf"),
        ("https://img.example/foto", "foto", ""),
        ("https://img.example/", "", ""),
        ("http://[x", "[x", ""),
    ],
)
def test_an_attachment_has_the_kind_of_its_file(account, receiver, url, address, name, kind):
    account.integrate(url_produtos=url)
    account.include(codigo="A", anexos=[{"anexo": address}])

    account.send("A")

    assert receiver.products[0]["dados"]["anexos"] == [{"url": address, "nome": name, "tipo": kind}]


@pytest.mark.fact("tiny-api2", 48)
def test_saving_a_url_sends_an_empty_post(account, receiver, url):
    account.integrate(url_produtos=url)

    assert [body for _, body in receiver.requests] == [b""]
    (exchange,) = account.world.journal(direction="out")
    assert (exchange["method"], exchange["request"]["body"]) == ("POST", "")


@pytest.mark.fact("tiny-api2", 48)
@pytest.mark.parametrize("field", ["produtos", "estoque", "precos", "situacao", "rastreio", "nota_fiscal"])
def test_every_url_of_the_screen_is_probed(account, receiver, url, field):
    account.integrate(**{f"url_{field}": url})

    assert [body for _, body in receiver.requests] == [b""]


def test_a_url_saved_again_as_it_is_is_not_probed(account, receiver, url):
    number = account.integrate(url_produtos=url)
    account.act("salvar_integracao", identificador=number, url_produtos=url)

    assert len(receiver.requests) == 1


def test_a_probe_is_made_once(account):
    account.integrate(url_produtos="https://ninguem.example/x")
    account.world.advance(seconds=86_400)

    assert len(account.world.journal(direction="out")) == 1


@pytest.mark.fact("tiny-api2", 51)
@pytest.mark.parametrize("status", [500, 404, 302, 201, 204, 429])
def test_a_produto_not_answered_by_200_has_two_attempts_of_the_same_bytes(account, receiver, url, status):
    account.integrate(url_produtos=url)
    account.include(codigo="A-1")
    receiver.always(status, "" if status == 204 else "[]")

    account.send("A-1")
    at_once = len(receiver.products)
    account.act("alterar_produto", codigo="A-1", nome="Outro nome")
    account.world.advance(seconds=86_400)

    bodies = [body for _, body in receiver.requests if body]
    assert (at_once, len(bodies), len(set(bodies))) == (1, 2, 1)
    (delivery,) = account.world.deliveries(kind="produto")
    assert (delivery["state"], delivery["attempts"]) == ("failed", 2)
    assert account.sent("A-1")["situacao"] == "não mapeado"
    assert account.sent("A-1")["mensagem"] == f"o e-commerce respondeu {status}"


@pytest.mark.fact("tiny-api2", 51)
def test_a_produto_that_reaches_nobody_has_two_attempts(account, receiver, url):
    number = account.integrate(url_produtos=url)
    account.act("salvar_integracao", identificador=number, url_produtos="https://ninguem.example/x")
    account.include(codigo="A-1")

    account.send("A-1")
    account.world.advance(seconds=86_400)

    (delivery,) = account.world.deliveries(kind="produto")
    assert (delivery["state"], delivery["attempts"]) == ("failed", 2)
    assert "ninguem.example" in account.sent("A-1")["mensagem"]


@pytest.mark.fact("tiny-api2", 51)
def test_the_second_attempt_may_map(account, receiver, url):
    account.integrate(url_produtos=url)
    account.include(codigo="A-1")
    usual = receiver.reply
    receiver.always(503, "")

    account.send("A-1")
    between = account.sent("A-1")["situacao"]
    receiver.reply = usual
    account.world.advance(seconds=300)

    assert (between, account.sent("A-1")["situacao"]) == ("enviando", "mapeado")
    assert len(receiver.products) == 2


def test_a_delivered_produto_is_not_sent_again(account, receiver, url):
    account.integrate(url_produtos=url)
    account.include(codigo="A-1")
    receiver.always(200, json.dumps([]))

    account.send("A-1")
    account.world.advance(seconds=86_400)

    assert len(receiver.products) == 1
