import pytest

from homologa.simulators.kernel.errors import ScreenRefusal, UsageError

FORM = {
    "SKU": "CAM-01",
    "Nome": "Camiseta",
    "Preço": "1.059,90",
    "Preço promocional": "49,90",
    "Custo": 20,
    "Situação": "Inativo",
    "Visibilidade": "Disponível apenas nos catálogos",
    "Descrição": "<p>Longa</p>",
    "Descrição curta": "Curta",
    "Peso": "0,25",
    "Altura": 2,
    "Largura": 20,
    "Comprimento": 30,
    "GTIN": "7891000100103",
    "NCM": "6109.10.00",
    "CEST": "28.038.00",
    "Origem": 0,
    "Unidade": "UN",
    "Marca": "Marca",
    "Categoria": "Roupas > Infantil",
    "Estoque": 7,
    "Imagens": "https://img.example.com/1.jpg, https://img.example.com/2.jpg",
    "Disponibilidade": "Sob encomenda",
    "Dias de preparação": 5,
}


def test_a_product_is_filled_in_and_seen_in_portuguese(shop):
    shop.act("novo_produto", **FORM)

    row = shop.row("CAM-01")

    assert (row["preco"], row["preco_promocional"], row["peso"], row["estoque"]) == (1059.9, 49.9, 0.25, 7)
    assert (row["situacao"], row["visibilidade"]) == ("Inativo", "Disponível apenas nos catálogos")
    assert (row["categoria"], row["integracao"], row["criado_por"]) == (
        "Roupas >> Infantil",
        "Não elegível",
        "tela",
    )
    assert len(row["imagens"]) == 2
    assert row["registro"]["availability"] == {"type": "made_to_order", "lead_days": 5, "release_date": None}


def test_a_category_is_made_once(shop):
    shop.new("A", categoria="Roupas > Infantil")
    shop.new("B", categoria="roupas")
    shop.new("C", categoria="Roupas >> Infantil")

    paths = [category["path"] for category in shop.admin.get("/categories").json()["data"]]

    assert paths == ["Roupas", "Roupas >> Infantil", "roupas"]


def test_only_the_given_fields_are_altered(shop):
    product = shop.act("novo_produto", **FORM)["id"]
    before = shop.row("CAM-01")["registro"]

    shop.act("alterar_produto", **{"SKU": "CAM-01", "Preço": "10", "Marca": "(vazio)", "Dias de preparação": 9})

    after = shop.row("CAM-01")["registro"]
    assert (after["price"], after["brand"], after["availability"]["lead_days"]) == (10, None, 9)
    assert after["availability"]["type"] == "made_to_order"
    untouched = set(before) - {"price", "brand", "availability", "updated_at"}
    assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
    shop.act("alterar_produto", id=product, novo_sku="CAM-02")
    assert shop.row("CAM-02")["id"] == product


def test_the_screen_keeps_skus_unique(shop):
    shop.new("A")

    with pytest.raises(ScreenRefusal, match="Já existe um produto com o SKU A"):
        shop.new("A")
    with pytest.raises(ScreenRefusal, match="sku: deve ser texto"):
        shop.act("novo_produto", sku="(vazio)", nome="X")
    assert len(shop.view("produtos")) == 1


def test_a_refusal_names_the_fields_of_the_screen(shop):
    with pytest.raises(ScreenRefusal, match="preco_promocional: deve ser no mínimo 0"):
        shop.new("A", preco_promocional=-1)
    with pytest.raises(ScreenRefusal, match="Situação: “Vendido” não é uma das opções: Ativo, Inativo"):
        shop.new("A", situacao="Vendido")
    with pytest.raises(UsageError, match="cor"):
        shop.new("A", cor="azul")
    assert shop.view("produtos") == []


def test_a_product_has_to_be_named_without_doubt(shop):
    first, _ = shop.load({"sku": "D"}, {"sku": "D"})

    with pytest.raises(ScreenRefusal, match="informe o id"):
        shop.act("desativar_produto", sku="D")
    with pytest.raises(ScreenRefusal, match="Não há produto com o SKU Z"):
        shop.act("excluir_produto", sku="Z")
    with pytest.raises(ScreenRefusal, match="Informe o SKU ou o id"):
        shop.act("ativar_produto")
    with pytest.raises(ScreenRefusal, match="Não há este produto"):
        shop.act("ativar_produto", id=9)

    shop.act("desativar_produto", id=first)
    assert [row["situacao"] for row in shop.view("produtos", sku="D")] == ["Inativo", "Ativo"]


def test_variants_are_filled_in(shop):
    variants = [
        {"SKU": "A-P", "Opções": {"Tamanho": "P"}, "Estoque": 3},
        {"sku": "A-G", "opcoes": {"Tamanho": "G"}},
    ]

    shop.new("A", variacoes=variants)

    shown = shop.row("A-G")["registro"]
    assert shown["type"] == "configurable"
    assert [(variant["sku"], variant["options"][0]["value"]) for variant in shown["variants"]] == [
        ("A-P", "P"),
        ("A-G", "G"),
    ]


def test_imported_records_have_the_fields_of_the_screen(shop):
    shop.load(
        {
            "SKU": "A",
            "Preço": "10,50",
            "Situação": "Inativo",
            "variacoes": [{"sku": None, "opcoes": {"T": "P"}}],
        }
    )

    assert (shop.row("A")["preco"], shop.row("A")["situacao"]) == (10.5, "Inativo")
    with pytest.raises(UsageError, match="não tem o campo cor"):
        shop.load({"cor": "azul"})
    with pytest.raises(ScreenRefusal, match="preco"):
        shop.load({"preco": -1})


def test_who_made_a_product_is_seen(shop, app):
    shop.new("TELA")
    shop.load({"sku": "CARGA"})
    app.post("/products", json={"sku": "API", "name": "X"})

    assert [row["criado_por"] for row in shop.view("produtos")] == ["tela", "carga", "api"]
    assert "created_by" not in shop.row("API")["registro"]


def test_settings_are_changed_one_by_one(shop, app):
    shop.act("configurar", token="outro-token")

    kept = shop.view("credenciais")["configuracao"]

    assert (kept["cnpj"], kept["integrator_id"], kept["tiny_token"]) == ("12345678000195", 77, "outro-token")
    assert shop.view("aplicativo")["configurado"] is True


def test_settings_need_the_app(shop):
    with pytest.raises(ScreenRefusal, match="não está instalado"):
        shop.act("configurar", token="x")
    with pytest.raises(ScreenRefusal, match="não está instalado"):
        shop.act("desinstalar")


def test_subscriptions_are_seen(shop, app):
    app.post("/webhooks", json={"event": "product.created", "url": "http://conector.test/hooks"})
    shop.new("A")

    (seen,) = shop.view("webhooks")

    assert (seen["evento"], seen["ativa"], seen["entregas"][0]["status"]) == (
        "product.created",
        True,
        "delivered",
    )


def test_every_action_and_view_is_explained(shop):
    platform = shop.world.platform("novaoito")

    for screen in (*platform.rooms.actions, *platform.rooms.views):
        assert screen.description.endswith(".")
        assert screen.menu
