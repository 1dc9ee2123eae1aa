import pytest

RICH = {
    "codigo": "CAN-1",
    "preco_promocional": 8,
    "descricao_complementar": "<p>Boa</p>",
    "peso_bruto": 0.3,
    "peso_liquido": "0.25",
    "categoria": "Louça >> Canecas",
    "marca": "Marca",
    "gtin": "789",
    "altura_embalagem": 10,
    "sob_encomenda": "S",
    "seo": {"slug": "caneca"},
    "estoque_atual": 5,
}
MINIMUM = {"codigo": "CAN-1", "nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0"}


@pytest.fixture
def rich(account):
    return account.include(**RICH)


@pytest.mark.fact("tiny-api2", 21)
def test_what_is_left_out_is_reset(account, rich):
    account.alter(id=rich, **MINIMUM, situacao="A", tipo="P")

    shown = account.read(rich)
    reset = ("descricao_complementar", "marca", "gtin", "categoria", "slug")
    assert [shown[name] for name in reset] == [""] * len(reset)
    assert [shown[name] for name in ("peso_bruto", "peso_liquido", "alturaEmbalagem")] == ["0.00"] * 3
    assert shown["preco_promocional"] == 0
    assert shown["sob_encomenda"] == "N"


@pytest.mark.parametrize("left_out", [*MINIMUM, "situacao", "tipo"])
def test_with_id_mandatory_fields_left_out_are_kept(account, rich, left_out):
    before = account.read(rich)
    given = {**MINIMUM, "situacao": "A", "tipo": "P"}

    account.alter(id=rich, **{name: value for name, value in given.items() if name != left_out})

    assert account.read(rich)[left_out] == before[left_out]


@pytest.mark.parametrize("left_out", ["nome", "unidade", "preco", "origem"])
def test_without_id_a_missing_mandatory_field_is_code_31(account, rich, left_out):
    refused = account.try_alter(**{name: value for name, value in MINIMUM.items() if name != left_out})

    assert (refused["codigo_erro"], len(refused["erros"])) == ("31", 1)
    assert account.read(rich)["marca"] == "Marca"


def test_without_id_situacao_and_tipo_are_kept(account):
    id_produto = account.include(codigo="CAN-1", situacao="I", tipo="S")

    account.alter(**MINIMUM)

    shown = account.read(id_produto)
    assert (shown["situacao"], shown["tipo"]) == ("I", "S")


def test_what_obter_does_not_show_is_kept(account):
    hidden = {"codigo_anvisa": "123", "valor_max": "9.90", "motivo_isencao": "isento"}
    id_produto = account.include(codigo="CAN-1", **hidden)

    account.alter(id=id_produto, **MINIMUM)

    registro = account.screen("CAN-1")["registro"]
    assert {name: registro[name] for name in hidden} == hidden


@pytest.mark.fact("tiny-api2", 21)
@pytest.mark.parametrize("stock", [0, 99, "99"])
def test_estoque_atual_is_ignored(account, rich, stock):
    account.alter(id=rich, **MINIMUM, estoque_atual=stock)

    assert account.screen("CAN-1")["estoque"] == 5


def test_lists_left_out_are_kept_and_lists_given_replace(account):
    pictures = [{"imagem_externa": {"url": "https://img.example/1.jpg"}}]
    id_produto = account.include(codigo="CAN-1", imagens_externas=pictures, anexos=[{"anexo": "a.jpg"}])

    account.alter(id=id_produto, **MINIMUM, anexos=[])

    shown = account.read(id_produto)
    assert (shown["imagens_externas"], shown["anexos"]) == (pictures, [])


@pytest.fixture
def mapped(account):
    """A product mapped with two integrations."""
    numbers = [account.integrate(), account.integrate()]
    rows = [{"mapeamento": {"idEcommerce": number, "skuMapeamento": f"S-{number}"}} for number in numbers]
    return account.include(codigo="CAN-1", mapeamentos=rows), numbers


def skus(account):
    return {row["identificador"]: row["sku"] for row in account.screen("CAN-1")["mapeamentos"]}


@pytest.mark.fact("tiny-api2", 21)
def test_an_empty_list_erases_the_mappings(account, mapped):
    account.alter(id=mapped[0], **MINIMUM, mapeamentos=[])

    assert skus(account) == {}
    assert account.read(mapped[0])["mapeamentos"] == []


def test_mappings_left_out_are_kept(account, mapped):
    account.alter(id=mapped[0], **MINIMUM)

    assert len(skus(account)) == 2


def test_mappings_given_replace_only_the_integrations_named(account, mapped):
    id_produto, (first, second) = mapped

    account.alter(id=id_produto, **MINIMUM, mapeamentos=[{"mapeamento": {"idEcommerce": first, "skuMapeamento": "N"}}])

    assert skus(account) == {first: "N", second: f"S-{second}"}


def test_without_developer_id_an_empty_list_erases_nothing(account, mapped):
    account.alter(id=mapped[0], **MINIMUM, mapeamentos=[], partner=False)

    assert len(skus(account)) == 2


@pytest.mark.parametrize("key", [{"id": "9"}, {"id": 10**30}, {"id": "x"}, {"id": True}, {"codigo": "NÃO"}, {}])
def test_an_unknown_product_is_code_32(account, rich, key):
    refused = account.try_alter(**key)

    assert (refused["codigo_erro"], refused["erros"]) == ("32", [{"erro": "Produto não localizado"}])


def test_an_excluded_product_is_code_32(account, rich):
    account.act("excluir_produto", codigo="CAN-1")

    assert account.try_alter(id=rich, **MINIMUM)["codigo_erro"] == "32"
    assert account.try_alter(**MINIMUM)["codigo_erro"] == "32"


@pytest.mark.fact("tiny-api2", 16)
def test_a_code_of_two_products_is_code_33(account):
    ids = [account.include(codigo="CAN-1") for _ in range(2)]

    assert account.try_alter(**{**MINIMUM, "nome": "Outra"})["codigo_erro"] == "33"
    assert {account.read(id_produto)["nome"] for id_produto in ids} == {"Caneca"}


@pytest.mark.fact("tiny-api2", 16)
def test_a_name_of_two_products_is_code_33(account):
    for code in ("CAN-1", "CAN-2"):
        account.include(codigo=code)

    assert account.try_alter(nome="Caneca", marca="M")["codigo_erro"] == "33"


def test_the_id_locates_before_the_code_and_the_code_before_the_name(account):
    first = account.include(codigo="A", nome="Um")
    second = account.include(codigo="B", nome="Dois")

    account.alter(**{**MINIMUM, "id": first, "codigo": "B", "nome": "Dois"})
    assert account.read(first)["codigo"] == "B"
    account.alter(**{**MINIMUM, "id": first, "codigo": "A", "nome": "Dois"})
    account.alter(**{**MINIMUM, "codigo": "B", "nome": "Um"})

    assert (account.read(first)["nome"], account.read(second)["nome"]) == ("Dois", "Um")


def test_an_empty_id_does_not_locate(account, rich):
    account.alter(**{**MINIMUM, "id": "", "nome": "Nova"})

    assert account.read(rich)["nome"] == "Nova"


def test_a_refused_record_changes_nothing(account, rich):
    before = account.screen("CAN-1")

    refused = account.try_alter(id=rich, **{**MINIMUM, "nome": "Outro", "unidade": "UNIDADE"})

    assert refused["codigo_erro"] == "31"
    assert account.screen("CAN-1") == before


@pytest.fixture
def parent(account):
    rows = [
        {"variacao": {"codigo": f"C-{size}", "preco": 20, "estoque_atual": 3, "grade": {"Tamanho": size}}}
        for size in "PM"
    ]
    return account.include(codigo="C", variacoes=rows)


@pytest.mark.fact("tiny-api2", 21)
def test_a_variation_given_is_changed_and_one_left_out_of_the_list_is_excluded(account, parent):
    account.alter(id=parent, variacoes=[{"variacao": {"codigo": "C-P", "preco": "25.5", "estoque_atual": 99}}])

    shown = {row["variacao"]["codigo"]: row["variacao"]["preco"] for row in account.read(parent)["variacoes"]}
    assert shown == {"C-P": "25.5000000000"}
    assert account.screen("C-P")["estoque"] == 3
    assert account.codes(situacao="E") == ["C-M"]


def test_without_the_list_every_variation_is_kept(account, parent):
    account.alter(id=parent, **{**MINIMUM, "codigo": "C"})

    assert [row["variacao"]["codigo"] for row in account.read(parent)["variacoes"]] == ["C-P", "C-M"]


@pytest.mark.parametrize("none", [[], ""])
def test_an_empty_list_leaves_a_normal_product(account, parent, none):
    account.alter(id=parent, **{**MINIMUM, "codigo": "C"}, variacoes=none)

    shown = account.read(parent)
    assert (shown["tipoVariacao"], shown["classe_produto"], shown["variacoes"]) == ("N", "S", [])


def test_a_variation_given_with_its_id_may_change_its_code(account, parent):
    row = account.read(parent)["variacoes"][0]["variacao"]

    account.alter(id=parent, variacoes=[{"variacao": {**row, "codigo": "C-PP"}}])

    (shown,) = account.read(parent)["variacoes"]
    assert (shown["variacao"]["codigo"], shown["variacao"]["id"]) == ("C-PP", row["id"])


def test_a_new_variation_is_added_and_its_id_returned(account, parent):
    written = account.try_alter(id=parent, variacoes=[{"variacao": {"codigo": "C-G", "estoque_atual": 4}}])

    new = account.read(parent)["variacoes"][-1]["variacao"]
    assert (new["codigo"], written["variacoes"]) == ("C-G", [{"variacao": {"id": new["id"]}}])
    assert account.screen("C-G")["estoque"] == 4


def test_a_variation_makes_a_normal_product_a_parent(account, rich):
    account.alter(id=rich, variacoes=[{"variacao": {"codigo": "CAN-1-A"}}])

    shown = account.read(rich)
    assert (shown["tipoVariacao"], shown["classe_produto"]) == ("P", "V")


def test_a_variation_is_changed_by_its_own_code_and_grade(account, parent):
    account.alter(**{**MINIMUM, "codigo": "C-P", "grade": {"Tamanho": "PP"}})

    child = account.read(account.read(parent)["variacoes"][0]["variacao"]["id"])
    assert (child["codigo"], child["grade"], child["preco"]) == ("C-P", {"Tamanho": "PP"}, 10)


def test_a_variation_has_no_variations(account, parent):
    refused = account.try_alter(**{**MINIMUM, "codigo": "C-P", "variacoes": [{"variacao": {"codigo": "X"}}]})

    assert refused["codigo_erro"] == "31"
