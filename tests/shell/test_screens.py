"""Fields typed on a command line reach the screens as what they are."""

import pytest

from homologa.simulators.shell.fields import as_query, read
from homologa.simulators.shell.formatting import document


def test_fields_are_read_by_name_and_value():
    assert read(["Preço=19,90", "nome=Caneca = azul", "vazio="]) == {
        "preco": "19,90",
        "nome": "Caneca = azul",
        "vazio": "",
    }


def test_a_name_that_stands_again_is_a_list_however_it_is_written():
    assert read(["Código=1", "codigo=2", "CODIGO:=3"]) == {"codigo": ["1", "2", 3]}


def test_json_says_the_very_value():
    assert read(['a:={"b": [1, true]}', "c:=null"]) == {"a": {"b": [1, True]}, "c": None}


def test_in_a_query_everything_is_text():
    given = {"a": "x", "b": 1.5, "c": True, "d": ["x", 2], "e": None}
    assert as_query(given) == {"a": "x", "b": "1.5", "c": "true", "d": "x, 2", "e": "(vazio)"}


@pytest.mark.parametrize("word", ["sku", "=x", ":=1", "a:={", " =1"])
def test_what_is_no_field_is_told(world, call, word):
    ended = call("action", "run", "novaoito", "novo_produto", word)

    assert (ended.exit_code, ended.stderr.startswith("homologa: ")) == (2, True)


def test_a_button_is_pressed_as_a_person_would(world, homologa):
    homologa("action", "run", "Novaoito", "Novo produto", "SKU=CAN-1", "nome=Caneca", "preço=1.219,90")

    shown = world.view("novaoito", "produtos")
    assert [(row["sku"], row["nome"], row["preco"]) for row in shown] == [("CAN-1", "Caneca", 1219.9)]


@pytest.fixture
def two_products(world):
    for sku, price in (("CAN-1", 1219.9), ("CAN-20", 5.0)):
        world.act("novaoito", "novo_produto", sku=sku, nome="Caneca", preco=price)


def test_columns_that_fit_are_a_table_with_money(two_products, homologa):
    head, first, second = homologa("view", "show", "novaoito", "Produtos", "--columns", "SKU, preço,nome").splitlines()

    assert head.split() == ["sku", "preco", "nome"]
    assert "R$ 1.219,90" in first
    assert first.index(",90") == second.index(",00")


def test_what_is_wider_than_the_terminal_has_a_field_a_line(two_products, homologa):
    shown = homologa("view", "show", "novaoito", "produtos")

    first, second = shown.split("\n\n")
    assert "\nsku: CAN-1\n" in first
    assert "\npreco: R$ 1.219,90\n" in first
    assert "\nsku: CAN-20\n" in second


@pytest.mark.parametrize(("width", "is_table"), [("16", True), ("15", False)])
def test_a_table_is_as_wide_as_the_terminal_at_most(two_products, homologa, monkeypatch, width, is_table):
    monkeypatch.setenv("COLUMNS", width)

    shown = homologa("view", "show", "novaoito", "produtos", "--columns", "sku,situacao")

    assert ("sku: CAN-1" not in shown) is is_table


def test_one_record_has_a_field_a_line_with_what_is_inside_it_below(two_products, homologa):
    shown = homologa("view", "show", "novaoito", "produtos", "sku=CAN-1", "--columns", "sku,nome")
    assert shown == "sku: CAN-1\nnome: Caneca\n"
    assert document({"a": 1, "b": [{"c": "x"}, {"c": "y"}]}, 80) == "a: 1\nb:\n  c: x\n\n  c: y"


def test_a_column_that_is_not_there_is_told_with_those_that_are(two_products, call):
    ended = call("view", "show", "novaoito", "produtos", "--columns", "sku,cor")

    assert ended.exit_code == 2
    assert ended.stderr.startswith("homologa: a tela não tem cor; tem id, ")


def test_a_screen_is_filtered_by_fields(world, homologa):
    for sku in ("CAN-1", "CAN-2"):
        world.act("novaoito", "novo_produto", sku=sku, nome="Caneca", preco=5.0)

    assert "CAN-2" not in homologa("view", "show", "novaoito", "produtos", "SKU=CAN-1")


def test_a_screen_that_refuses_is_no_wrong_usage(world, call):
    for name in ("novo_produto", "novo_produto"):
        ended = call("action", "run", "novaoito", name, "sku=A", "nome=A", "preco=1")

    assert (ended.exit_code, ended.stdout, ended.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    "words",
    [("novaoito", "voar"), ("nenhuma", "instalar"), ("novaoito", "novo_produto"), ("novaoito", "instalar", "cor=azul")],
)
def test_a_button_or_field_that_is_not_there_is_wrong_usage(world, call, words):
    ended = call("action", "run", *words)

    assert (ended.exit_code, ended.stderr.startswith("homologa: ")) == (2, True)


def test_buttons_and_screens_are_listed(world, homologa):
    shown = homologa("action", "list", "novo", "produto")
    assert "novaoito novo_produto" in shown
    assert "sku (texto, obrigatório)" in shown
    assert "instalar" not in shown
    assert "Credenciais" in homologa("view", "list")
    assert homologa("view", "list", "nadaaver") == "0 telas.\n"
