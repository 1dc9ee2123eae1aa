from datetime import timedelta

import pytest

from homologa.simulators.control.client import ControlError, Parameter, ScreenRefused
from homologa.simulators.kernel.platform import installed_platforms


@pytest.mark.parametrize("kind", ["actions", "views"])
def test_every_screen_of_every_platform_is_listed(world, kind):
    declared = {
        (platform.name, screen.name) for platform in installed_platforms() for screen in getattr(platform.rooms, kind)
    }

    assert {(screen.platform, screen.name) for screen in getattr(world, kind)()} == declared


@pytest.mark.parametrize("kind", ["actions", "views"])
def test_every_screen_says_in_portuguese_what_it_is(world, kind):
    for screen in getattr(world, kind)():
        assert screen.menu
        assert screen.label
        assert screen.description.endswith(".")


def test_a_screen_says_what_it_asks(world):
    (screen,) = [found for found in world.actions() if (found.platform, found.name) == ("tiny", "incluir_integracao")]

    assert (screen.menu, screen.label) == ("Configurações > E-commerce > Integrações", "Incluir integração")
    assert screen.parameters == (
        Parameter("plataforma", "Plataforma", "texto", required=True),
        Parameter("nome", "Nome", "texto", required=True),
    )


def test_who_acts_is_told_whether_it_has_all_happened_and_what_another_screen_shows(world):
    done = world.perform("tiny", "incluir_produto", {"nome": "Caneca", "codigo": "A", "preco": 1}, "lista_de_produtos")

    assert done.quiet == world.quiet()
    assert done.view == world.view("tiny", "lista_de_produtos")
    assert [product["id"] for product in done.view] == [done.result["id"]]


@pytest.mark.parametrize(("view", "reason"), [("nada", "view tem de ser um de: "), ("pedido", "exige o campo")])
def test_an_action_with_a_view_that_cannot_be_read_is_not_done(world, view, reason):
    with pytest.raises(ControlError, match=reason) as refused:
        world.perform("tiny", "incluir_produto", {"nome": "Caneca", "codigo": "A", "preco": 1}, view)

    assert refused.value.status == 422
    assert world.view("tiny", "lista_de_produtos") == []


def test_an_action_is_told_with_what_is_still_due(world):
    url = "http://receptor.example/"
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    world.plans.add("delay", seconds=60)

    done = world.perform("tiny", "salvar_integracao", {"identificador": number, "url_produtos": url})

    assert done.quiet.quiet
    assert done.quiet.next_due == done.quiet.now + timedelta(seconds=60)


def test_what_is_done_on_a_screen_is_seen_on_another(world):
    result = world.act("tiny", "incluir_produto", nome="Caneca", codigo="A", preco="1.234,50")

    (product,) = world.view("tiny", "lista_de_produtos", codigo="A")
    assert (product["id"], product["preco"]) == (result["id"], 1234.5)
    assert world.view("tiny", "lista_de_produtos", codigo="B") == []


def test_fields_are_named_as_people_name_them(api, world):
    answer = api.post("/worlds/um/actions/tiny/incluir_produto", json={"Nome": "Caneca", "PREÇO CUSTO": "1,5"})

    assert answer.status_code == 200
    (product,) = world.view("tiny", "lista_de_produtos")
    assert product["preco_custo"] == 1.5


def test_a_screen_that_asks_nothing_needs_no_body(api, world):
    assert api.post("/worlds/um/actions/tiny/suspender_conta").json()["result"] is None


def test_what_a_screen_refuses_is_told_in_its_own_words(world, api, refused):
    body = {"plataforma": "Marte", "nome": "Loja"}

    assert "Não há plataforma “Marte”" in refused(
        api.post("/worlds/um/actions/tiny/incluir_integracao", json=body), 409
    )

    with pytest.raises(ScreenRefused, match="Não há plataforma “Marte”") as caught:
        world.act("tiny", "incluir_integracao", **body)
    assert caught.value.status == 409
    assert world.view("tiny", "lista_de_integracoes") == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("actions/marte/incluir_produto", "não há plataforma marte; há: tiny, novaoito"),
        ("actions/tiny/voar", "não há “voar”; há: "),
        ("actions/tiny/credenciais", "não há “credenciais”"),
    ],
)
def test_an_action_that_is_not_there(api, world, refused, path, reason):
    assert reason in refused(api.post(f"/worlds/um/{path}", json={}), 404)


@pytest.mark.parametrize("path", ["views/marte/credenciais", "views/tiny/voar", "views/tiny/incluir_produto"])
def test_a_view_that_is_not_there(api, world, refused, path):
    refused(api.get(f"/worlds/um/{path}"), 404)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({}, "exige o campo nome"),
        ({"nome": None}, "exige o campo nome"),
        ({"nome": "a", "cor": "azul"}, "não tem o campo cor"),
        ({"nome": "a", "preco": "caro"}, "o campo “preco” espera número"),
        ({"nome": ["a"]}, "o campo “nome” espera texto"),
        ([], "objeto JSON"),
        ("nome", "objeto JSON"),
    ],
)
def test_fields_that_make_no_sense(api, world, refused, body, reason):
    assert reason in refused(api.post("/worlds/um/actions/tiny/incluir_produto", json=body), 422)

    assert world.view("tiny", "lista_de_produtos") == []


@pytest.mark.parametrize(
    ("query", "reason"), [({"cor": "x"}, "não tem o campo cor"), ({"excluidos": "x"}, "sim ou não")]
)
def test_fields_of_a_view_that_make_no_sense(api, world, refused, query, reason):
    assert reason in refused(api.get("/worlds/um/views/tiny/lista_de_produtos", params=query), 422)


def test_an_error_that_is_no_refusal_is_told_apart(world):
    with pytest.raises(ControlError, match="não tem o campo") as caught:
        world.act("tiny", "incluir_produto", cor="azul")

    assert not isinstance(caught.value, ScreenRefused)
    assert (caught.value.status, caught.value.detail) == (422, str(caught.value))


def test_looking_leaves_no_trace(world):
    world.view("tiny", "credenciais")
    world.view("novaoito", "produtos")

    assert world.journal() == []
