"""Control characters that a person cannot type, on the screens of both platforms and in names; APIs keep them."""

import httpx
import pytest

from homologa.simulators.control.client import ControlError

SIGNS = ["\x00", "\x1b", "\n", "\r", "\t", "\x7f", "\x9b", "\u2028"]
IN_LINES = ["\x00", "\x1b", "\x9b"]


@pytest.fixture
def refused_act(world):
    def begin(platform, action, **fields):
        with pytest.raises(ControlError) as refused:
            world.act(platform, action, **fields)
        assert refused.value.status == 422
        return refused.value.detail

    return begin


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("platform", "action", "fields", "names"),
    [
        ("novaoito", "novo_produto", {"sku": "A{}", "nome": "A"}, "sku"),
        ("novaoito", "novo_produto", {"sku": "A", "nome": "A{}"}, "nome"),
        ("novaoito", "novo_produto", {"sku": "A", "nome": "A", "variacoes": [{"sku": "B{}"}]}, "variacoes"),
        ("novaoito", "importar_produtos", {"produtos": [{"sku": "A{}", "nome": "A"}]}, "sku|produtos"),
        ("novaoito", "finalizar_compra", {"itens": ["A{}"]}, "itens"),
        ("tiny", "incluir_produto", {"codigo": "A{}", "nome": "A", "preco": 1}, "codigo"),
        ("tiny", "incluir_produto", {"codigo": "A", "nome": "A{}", "preco": 1}, "nome"),
        ("tiny", "importar_produtos", {"produtos": [{"codigo": "A{}", "nome": "A"}]}, "codigo|produtos"),
    ],
)
def test_a_field_takes_one_line_that_can_be_typed(world, refused_act, sign, platform, action, fields, names):
    filled = _with(fields, sign)

    detail = refused_act(platform, action, **filled)

    assert any(detail.startswith(f"o campo “{name}” não aceita ") for name in names.split("|"))
    assert detail.endswith("caractere de controle")
    assert world.view(platform, {"tiny": "lista_de_produtos", "novaoito": "produtos"}[platform]) == []


def _with(value, sign):
    if isinstance(value, dict):
        return {name: _with(inner, sign) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with(inner, sign) for inner in value]
    return value.replace("{}", sign) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("platform", "action", "key"), [("novaoito", "novo_produto", "sku"), ("tiny", "incluir_produto", "codigo")]
)
def test_a_description_has_lines_and_no_other_control_character(world, refused_act, platform, action, key):
    world.act(platform, action, **{key: "A", "nome": "A", "preco": 1, "descricao": "um\n\tdois"})

    for sign in IN_LINES:
        detail = refused_act(platform, action, **{key: "B", "nome": "B", "preco": 1, "descricao": f"um{sign}"})
        assert detail == "o campo “descricao” não aceita caractere de controle"


def test_other_scripts_and_signs_are_typed(world):
    world.act("novaoito", "novo_produto", sku="ÇÃ-é", nome="כד 😀 <b>“x”</b> \u200f")

    assert world.view("novaoito", "produtos")[0]["nome"] == "כד 😀 <b>“x”</b> \u200f"


@pytest.mark.parametrize("sign", SIGNS)
def test_the_name_of_a_rule_or_of_a_run_is_one_line(world, sign):
    for name in (
        lambda: world.faults.add("reset", label=f"a{sign}"),
        lambda: world.plans.add("drop", label=f"a{sign}"),
        lambda: world.set_run(f"a{sign}"),
    ):
        with pytest.raises(ControlError, match="label não aceita quebra de linha"):
            name()
    assert (world.faults.all(), world.plans.all()) == ([], [])


@pytest.mark.parametrize("sign", SIGNS)
def test_the_stores_api_keeps_what_it_is_sent(site, world, sign):
    store = world.data["platforms"]["novaoito"]
    headers = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    with httpx.Client(transport=site.transport, base_url=f"{store['url']}/api/v1", headers=headers) as client:
        made = client.post("/products", json={"sku": f"A{sign}B", "name": f"C{sign}D"}).json()

        read = client.get(f"/products/{made['id']}").json()
    assert (read["sku"], read["name"]) == (f"A{sign}B", f"C{sign}D")
