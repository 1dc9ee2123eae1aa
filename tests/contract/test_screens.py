"""Every screen of every platform, filled in well and badly: it answers or refuses, and never breaks."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.platform import installed_platforms
from homologa.simulators.site import build

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=4), inner, max_size=3)),
    max_leaves=6,
)
ROWS = st.fixed_dictionaries(
    {}, optional={name: st.one_of(st.text(max_size=8), JSON) for name in ("nome", "sku", "codigo", "preco", "estoque")}
)
WORDS = st.sampled_from(["A", "Tray", "Novaoito e-commerce", "Tiny", "Ativo", "Inativo", "http://receptor.example/"])
FILLED = {
    "texto": st.one_of(WORDS, st.text(max_size=20)),
    "número": st.one_of(st.floats(-10, 1e6, allow_nan=False), st.sampled_from(["1.234,50", "0", "-1"])),
    "inteiro": st.one_of(st.integers(-5, 5), st.integers(), st.sampled_from([21407, 1001])),
    "sim ou não": st.sampled_from([True, False, "sim", "Não"]),
    "lista": st.one_of(WORDS, st.lists(WORDS, max_size=3), st.lists(ROWS, max_size=2)),
    "objeto": st.dictionaries(st.text(max_size=4), JSON, max_size=3),
}
SCREENS = [
    (kind, platform.name, screen)
    for platform in installed_platforms()
    for kind in ("actions", "views")
    for screen in getattr(platform.rooms, kind)
]


def fields(screen):
    filled = {one.name: st.one_of(FILLED[one.kind], JSON) for one in screen.parameters}
    well = {one.name: FILLED[one.kind] for one in screen.parameters}
    needed = {one.name for one in screen.parameters if one.required}
    return st.one_of(
        st.fixed_dictionaries(
            {name: well[name] for name in needed}, optional={name: well[name] for name in well.keys() - needed}
        ),
        st.fixed_dictionaries({}, optional=filled),
    )


@pytest.fixture(scope="module")
def site():
    made = build()
    world = made.worlds.create(id="um")
    world.act("tiny", "incluir_produto", {"nome": "Caneca", "codigo": "A"})
    world.act("tiny", "incluir_integracao", {"plataforma": "Tray", "nome": "Loja"})
    world.act("novaoito", "novo_produto", {"sku": "A", "nome": "Caneca"})
    world.act("novaoito", "instalar", {})
    world.snapshot("pronto")
    yield made
    made.worlds.close()


@pytest.mark.parametrize(
    ("kind", "platform", "screen"), SCREENS, ids=[f"{kind}-{name}-{screen.name}" for kind, name, screen in SCREENS]
)
def test_it_answers_or_refuses(site, small, kind, platform, screen):
    world, client = site.worlds.get("um"), site.control.test_client()
    before = world.journal.last

    @small
    @given(fields(screen))
    def filled_in(given):
        world.restore("pronto")
        path = f"/_homologa/v1/worlds/um/{kind}/{platform}/{screen.name}"
        if kind == "actions":
            answer = client.post(path, data=json.dumps(given))
        else:
            answer = client.get(path, query_string={name: str(value) for name, value in given.items()})
        assert answer.status_code in (200, 409, 422), answer.text
        assert answer.status_code == 200 or answer.json["detail"]

    filled_in()
    assert world.journal.breaches(before) == []
