import httpx
import pytest


def test_a_kept_state_is_put_back(world):
    world.act("tiny", "incluir_produto", nome="antes")
    world.snapshot("foto-1")
    world.act("tiny", "incluir_produto", nome="depois")
    world.set_limits("enforce")
    world.advance(seconds=60)

    world.restore("foto-1")

    assert [product["nome"] for product in world.view("tiny", "lista_de_produtos")] == ["antes"]
    assert (world.refresh()["limits"], world.data["clock"]["now"]) == ("observe", "2026-11-03T09:00:00-03:00")
    assert world.data["snapshots"] == world.snapshots() == ["inicial", "foto-1"]


def test_a_world_goes_back_to_how_it_was_made(control):
    world = control.create_world(limits="enforce", now="2025-01-01T00:00:00Z")
    made = world.data
    world.act("tiny", "gerar_novo_token")
    world.set_limits("off")
    world.advance(seconds=60)

    world.reset()

    assert {**world.refresh(), "last_exchange": 0} == {**made, "last_exchange": 0}


def test_credentials_are_those_of_the_state(site, world):
    def info(token):
        query = {"token": token, "formato": "json"}
        return httpx.Client(transport=site.transport).get("https://api.tiny.com.br/api2/info", params=query).json()

    token = world.data["platforms"]["tiny"]["credentials"]["token"]
    world.act("tiny", "gerar_novo_token")
    assert info(token)["retorno"]["codigo_erro"] == 2

    world.reset()

    assert info(token)["retorno"]["status"] == "OK"


def test_the_journal_stays_with_a_marker(world):
    world.act("tiny", "incluir_produto", nome="antes")

    world.reset()

    assert [found["operation"] for found in world.journal()] == ["incluir_produto", "restaurado: inicial"]


def test_a_state_that_was_not_kept(api, world, refused):
    assert "não há fotografia “foto”; há: inicial" in refused(api.post("/worlds/um/snapshots/foto/restore"), 404)


@pytest.mark.parametrize("name", ["com espaço", "ação", "a.b", "a" * 61])
def test_a_name_that_cannot_be(api, world, refused, name):
    reason = "o nome da fotografia tem letras sem acento, algarismos, - e _, até 60"

    assert refused(api.put(f"/worlds/um/snapshots/{name}"), 422) == reason
    assert refused(api.post(f"/worlds/um/snapshots/{name}/restore"), 422) == reason


def test_how_a_world_was_made_cannot_be_overwritten(api, world, refused):
    world.act("tiny", "incluir_produto", nome="antes")

    assert "use outro nome" in refused(api.put("/worlds/um/snapshots/inicial"), 422)

    world.reset()
    assert world.view("tiny", "lista_de_produtos") == []


def test_a_snapshot_can_be_deleted(api, world, refused):
    world.snapshot("foto")

    world.delete_snapshot("foto")

    assert world.snapshots() == ["inicial"]
    assert "não há fotografia “foto”" in refused(api.delete("/worlds/um/snapshots/foto"), 404)
    assert "não pode ser apagado" in refused(api.delete("/worlds/um/snapshots/inicial"), 422)
    refused(api.delete("/worlds/um/snapshots/a.b"), 422)
