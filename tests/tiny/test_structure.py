import pytest

from homologa.simulators.control.client import ScreenRefused

MINIMUM = {"nome": "Mesa", "unidade": "UN", "preco": 10, "origem": "0"}


@pytest.fixture
def parts(account):
    """A board and a leg; gives their ids."""
    return [account.include(codigo=code, nome=name) for code, name in (("TAM", "Tampo"), ("PE", "Pé"))]


@pytest.fixture
def table(account, parts):
    structure = [
        {"item": {"id_produto": parts[0], "quantidade": 1}},
        {"item": {"codigo": "PE", "quantidade": "4"}},
        {"item": {"codigo": "COLA", "descricao": "Cola", "quantidade": 0.25}},
    ]
    steps = [{"etapa": {"nome": "Montar"}}, {"etapa": {"nome": "Lixar"}}]
    return account.include(codigo="MESA", nome="Mesa", estrutura=structure, etapas=steps)


def items(account, id_produto):
    answer = account.answer("produto.obter.estrutura", id=id_produto)
    assert answer["status"] == "OK", answer
    return [row["item"] for row in answer["produto"]["estrutura"]]


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 17)
def test_a_structure_is_shown_with_its_components(account, parts, table):
    answer = account.answer("produto.obter.estrutura", id=table)

    assert answer["status_processamento"] == "3"
    assert {name: answer["produto"][name] for name in ("id", "nome", "codigo")} == {
        "id": table,
        "nome": "Mesa",
        "codigo": "MESA",
    }
    assert items(account, table) == [
        {"id_componente": parts[0], "codigo": "TAM", "nome": "Tampo", "quantidade": 1},
        {"id_componente": parts[1], "codigo": "PE", "nome": "Pé", "quantidade": 4},
        {"id_componente": "0", "codigo": "COLA", "nome": "Cola", "quantidade": 0.25},
    ]


def test_a_product_without_structure_has_an_empty_one(account, parts):
    assert items(account, parts[0]) == []


@pytest.mark.fact("tiny-api2", 16)
def test_the_structure_of_an_unknown_product_is_code_32(account, refused):
    refused(account.call("produto.obter.estrutura", id="9"), 32, "2")
    refused(account.call("produto.obter.estrutura.php", "GET"), 10, "2")


@pytest.mark.fact("tiny-api2", 21)
def test_structure_and_steps_left_out_are_kept_and_given_replace(account, table):
    account.alter(id=table, **MINIMUM)
    kept = account.screen("MESA")["registro"]
    account.alter(id=table, **MINIMUM, estrutura=[{"item": {"codigo": "TAM", "quantidade": 2}}], etapas=[])
    replaced = account.screen("MESA")["registro"]

    assert (len(kept["estrutura"]), kept["etapas"]) == (3, [{"nome": "Montar"}, {"nome": "Lixar"}])
    assert ([row["quantidade"] for row in items(account, table)], replaced["etapas"]) == ([2], [])


@pytest.mark.parametrize(
    ("field", "rows"),
    [
        ("estrutura", [{"item": {"id_produto": "x", "quantidade": 1}}]),
        ("estrutura", [{"item": {"codigo": "A", "quantidade": "muito"}}]),
        ("estrutura", [{"codigo": "A"}]),
        ("estrutura", [{"item": "A"}]),
        ("etapas", [{"etapa": "Montar"}]),
        ("etapas", [{"etapa": {"nome": []}}]),
    ],
)
def test_a_bad_structure_is_code_31(account, field, rows):
    assert account.try_include(**{field: rows})["codigo_erro"] == "31"


KIT = [{"item": {"id_produto": 7, "quantidade": 2}}]
STRUCTURE = [{"item": {"codigo": "TAM", "quantidade": 1}}]
VARIATIONS = [{"variacao": {"codigo": "V"}}]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "S"),
        ({"classe_produto": "M"}, "M"),
        ({"classe_produto": "K"}, "S"),
        ({"classe_produto": "F"}, "S"),
        ({"classe_produto": "V"}, "S"),
        ({"kit": KIT}, "K"),
        ({"kit": KIT, "classe_produto": "S"}, "K"),
        ({"estrutura": STRUCTURE}, "F"),
        ({"variacoes": VARIATIONS, "classe_produto": "S"}, "V"),
        ({"variacoes": VARIATIONS, "kit": KIT}, "V"),
    ],
)
def test_the_class_follows_what_the_product_has(account, fields, kind):
    assert account.read(account.include(codigo="A", **fields))["classe_produto"] == kind


def test_a_class_left_out_stays_what_the_product_is(account):
    id_produto = account.include(codigo="A", kit=KIT)

    account.alter(id=id_produto, **MINIMUM)
    kept = account.read(id_produto)["classe_produto"]
    account.alter(id=id_produto, **MINIMUM, kit=[])

    assert (kept, account.read(id_produto)["classe_produto"]) == ("K", "S")


def test_a_person_defines_kit_and_structure(account, parts):
    for code in ("MESA", "CONJ"):
        account.include(codigo=code)

    account.act("definir_estrutura", codigo="MESA", componentes=[{"codigo": "PE", "quantidade": 4}], etapas=["Montar"])
    account.act("definir_kit", codigo="CONJ", itens=[{"codigo": "MESA", "quantidade": 1}])

    assert account.view("estrutura_do_produto", codigo="MESA") == [
        {"id": int(parts[1]), "codigo": "PE", "nome": "Pé", "quantidade": 4}
    ]
    kit = account.screen("CONJ")["registro"]
    assert (kit["classe_produto"], kit["kit"][0]["quantidade"]) == ("K", 1)
    assert account.screen("MESA")["registro"]["etapas"] == [{"nome": "Montar"}]


def test_a_kit_of_unknown_products_is_refused(account, parts):
    with pytest.raises(ScreenRefused, match="Há 0 produtos"):
        account.act("definir_kit", codigo="PE", itens=[{"codigo": "X", "quantidade": 1}])


def test_a_person_gives_a_product_variations(account):
    parent = account.include(codigo="CAM")
    for size in "PM":
        account.act(
            "incluir_variacao", produto="CAM", codigo=f"CAM-{size}", preco=20, estoque=3, grade={"Tamanho": size}
        )
    account.act("incluir_variacao", produto="CAM", codigo="CAM-P", preco=25, grade={"Tamanho": "P"})

    shown = account.read(str(parent))
    assert (shown["tipoVariacao"], shown["classe_produto"]) == ("P", "V")
    assert [(row["variacao"]["codigo"], float(row["variacao"]["preco"])) for row in shown["variacoes"]] == [
        ("CAM-P", 25),
        ("CAM-M", 20),
    ]
    assert account.screen("CAM")["estoque"] == 6
