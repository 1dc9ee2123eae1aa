from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.columns import read_shape
from homologa.simulators.kernel.errors import NotFound, UsageError
from homologa.simulators.kernel.field_names import fold
from homologa.simulators.kernel.kinds import KINDS
from homologa.simulators.kernel.screens import Parameter, Screens

NUMBERS = st.floats(-1e6, 1e6).map(lambda number: round(number, 2))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=5,
)


@pytest.fixture
def screens():
    made = Screens()

    @made.screen("Cadastros > Produtos", "Salvar")
    def salvar(
        work: Any,
        *,
        nome: str,
        preco_de_custo: float = 0.0,
        estoque: int | None = None,
        ativo: bool = True,
        tags: list[str] | None = None,
        linhas: list[dict[str, Any]] | None = None,
        extra: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Salva o produto."""
        return {name: value for name, value in locals().items() if name not in ("work", "made")}

    return made


@pytest.fixture
def perform(screens):
    return lambda **given: screens.find("salvar").perform(None, given)


@pytest.mark.parametrize(
    ("kind", "given", "taken"),
    [
        ("texto", 12, "12"),
        ("número", "10,50", 10.5),
        ("número", "1.234,5", 1234.5),
        ("número", "10.5", 10.5),
        ("número", 3, 3.0),
        ("inteiro", "12", 12),
        ("inteiro", 12.0, 12),
        ("sim ou não", "Sim", True),
        ("sim ou não", "não", False),
        ("sim ou não", "nao", False),
        ("sim ou não", True, True),
        ("lista", "a, b ,,c", ["a", "b", "c"]),
        ("lista", [1, "b"], [1, "b"]),
        ("objeto", {"a": 1}, {"a": 1}),
    ],
)
def test_fields_are_taken_as_a_person_types_them(kind, given, taken):
    assert Parameter("campo", kind, True).convert(given) == taken


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("texto", ["a"]),
        ("texto", {}),
        ("número", "dez"),
        ("número", "nan"),
        ("número", "1e999"),
        ("número", 10**400),
        ("número", True),
        ("inteiro", "1.5"),
        ("inteiro", 1.5),
        ("inteiro", float("inf")),
        ("inteiro", 2**63),
        ("inteiro", True),
        ("sim ou não", "talvez"),
        ("sim ou não", 1),
        ("lista", 3),
        ("lista", {"a": 1}),
        ("objeto", "a"),
        ("objeto", [["a", 1]]),
    ],
)
def test_a_value_of_another_kind_is_refused(kind, given):
    with pytest.raises(UsageError, match=f"o campo “campo” espera {kind}, e veio"):
        Parameter("campo", kind, True).convert(given)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1.299", "escreva 1299 ou 1,299"),
        ("-12.500", "escreva -12500 ou -12,500"),
        ("1,299.90", "escreva 1299,90 ou 1,29990"),
        ("1,299,000.5", "escreva 1299000,5 ou 1,299,0005"),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_is_refused_with_both(typed, readings):
    with pytest.raises(UsageError, match=f"o campo “preco”: “{typed}” pode ser lido de dois jeitos: {readings}"):
        Parameter("preco", "número", True).convert(typed)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0.500", 0.5), ("1234.567", 1234.567), ("1.5", 1.5), ("1.299.000", 1299000.0), ("1.299,000", 1299.0)],
)
def test_a_dot_that_can_mean_one_thing_only_is_read(typed, number):
    assert Parameter("preco", "número", True).convert(typed) == number


def test_what_is_within_a_field_is_taken_as_a_person_types_it():
    places = read_shape({"codigo": str, "quantidade": float, "medidas": {"altura": int}, "grade": dict}, {})
    itens = Parameter("itens", "lista", True, items="objeto", columns=places)

    taken = itens.convert([{"Código": 12, "QUANTIDADE": "1,5", "medidas": {"altura": "3"}, "grade": {"Cor": "Azul"}}])

    assert taken == [{"codigo": "12", "quantidade": 1.5, "medidas": {"altura": 3}, "grade": {"Cor": "Azul"}}]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"cor": "azul"}, "“itens.2.” não tem o campo cor; tem: codigo, quantidade"),
        ({"quantidade": "1.299"}, "o campo “itens.2..quantidade”: “1.299” pode ser lido de dois jeitos"),
        ({"quantidade": "dois"}, "o campo “itens.2..quantidade” espera número, e veio 'dois'"),
    ],
)
def test_what_cannot_stand_within_a_field_is_refused_with_its_place(item, reason):
    places = read_shape({"codigo": str, "quantidade": float}, {})

    with pytest.raises(UsageError, match=reason):
        Parameter("itens", "lista", True, items="objeto", columns=places).convert([{"codigo": "A"}, item])


def test_a_field_answers_to_its_label_too():
    made = Screens({"cpf_cnpj": "CPF ou CNPJ"})

    @made.screen("Cadastros", "Procurar", {"tipo_pessoa": str})
    def procurar(work: Any, *, cpf_cnpj: str) -> str:
        return cpf_cnpj

    screen = made.find("procurar")
    assert [field.label for field in (*screen.parameters, *screen.columns)] == ["CPF ou CNPJ", "Tipo pessoa"]
    assert screen.read({"Cpf ou cnpj": "1"}) == {"cpf_cnpj": "1"}


@given(st.sampled_from(sorted(KINDS.values())), JSON)
def test_whatever_comes_is_taken_or_refused(kind, value):
    try:
        taken = Parameter("campo", kind, True).convert(value)
    except UsageError:
        return
    expected = next(type_ for type_, name in KINDS.items() if name == kind)
    assert taken is None or isinstance(taken, expected)


@given(NUMBERS)
def test_a_number_reads_the_same_in_portuguese(number):
    written = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))

    assert Parameter("campo", "número", True).convert(written) == number


def test_fields_left_out_have_their_defaults(perform):
    assert perform(nome="Caneca") == {
        "nome": "Caneca",
        "preco_de_custo": 0.0,
        "estoque": None,
        "ativo": True,
        "tags": None,
        "linhas": None,
        "extra": None,
    }


def test_fields_are_known_without_case_accents_or_blanks(perform):
    assert perform(**{"Nome": "Caneca", "Preço de custo": "1,5"})["preco_de_custo"] == 1.5


@pytest.mark.parametrize("empty", [None, "(vazio)"])
def test_a_field_left_empty_is_none_where_that_can_be_and_the_default_elsewhere(perform, empty):
    taken = perform(nome="Caneca", estoque=empty, tags=empty, preco_de_custo=empty, ativo=empty)

    assert (taken["estoque"], taken["tags"]) == (None, None)
    assert (taken["preco_de_custo"], taken["ativo"]) == (0.0, True)


@pytest.mark.parametrize("given", [{}, {"nome": None}, {"nome": "(vazio)"}])
def test_a_missing_field_is_named(perform, given):
    with pytest.raises(UsageError, match="“Salvar” exige o campo nome"):
        perform(**given)


def test_an_unknown_field_is_named_with_those_that_there_are(perform):
    with pytest.raises(UsageError, match="“Salvar” não tem o campo cor; tem: nome, preco_de_custo"):
        perform(nome="Caneca", cor="azul")


def test_the_items_of_a_list_have_their_kind(perform):
    assert perform(nome="a", tags=[1, "b"])["tags"] == ["1", "b"]
    assert perform(nome="a", linhas=[{"a": 1}])["linhas"] == [{"a": 1}]
    with pytest.raises(UsageError, match="“linhas” espera lista"):
        perform(nome="a", linhas=["texto"])
    with pytest.raises(UsageError, match="“tags” espera lista"):
        perform(nome="a", tags=[["a"]])


def test_a_screen_tells_of_itself(screens):
    (screen,) = screens

    assert (screen.name, screen.menu, screen.label) == ("salvar", "Cadastros > Produtos", "Salvar")
    assert screen.description == "Salva o produto."
    assert [(one.name, one.kind, one.required) for one in screen.parameters] == [
        ("nome", "texto", True),
        ("preco_de_custo", "número", False),
        ("estoque", "inteiro", False),
        ("ativo", "sim ou não", False),
        ("tags", "lista", False),
        ("linhas", "lista", False),
        ("extra", "objeto", False),
    ]


def test_a_screen_that_is_not_there_is_named_with_those_that_are(screens):
    with pytest.raises(NotFound, match="não há “apagar”; há: salvar"):
        screens.find("apagar")


def test_a_screen_is_declared_once(screens):
    with pytest.raises(ValueError, match="declared twice"):
        screens.screen("x", "y")(screens.find("salvar").run)


@pytest.mark.parametrize(
    ("text", "name"),
    [("Preço de custo", "preco_de_custo"), ("  CÓDIGO ", "codigo"), ("nota-fiscal", "nota_fiscal"), ("a_b", "a_b")],
)
def test_names_are_folded(text, name):
    assert fold(text) == name


@given(st.text(max_size=12))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
