import json

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL, build


def busy(world):
    """A world with products, an installed app, a subscription and a delivery that waits."""
    world.act("tiny", "incluir_produto", nome="Caneca", codigo="A", preco=10)
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    world.act("tiny", "salvar_integracao", identificador=number, url_produtos="http://receptor.example/x")
    world.act("novaoito", "instalar")
    world.act("novaoito", "novo_produto", sku="A", nome="Caneca", variacoes=[{"sku": "A-1", "opcoes": {"Cor": "Azul"}}])
    return world


def test_two_runs_of_one_seed_export_the_same(control, api):
    other_site = build()
    other = Control(CONTROL_URL, other_site.transport)

    one, two = (busy(made.create_world(id=name, seed=7)) for made, name in ((control, "um"), (other, "dois")))

    assert api.get("/worlds/um/export").text == json.dumps(two.export(), ensure_ascii=False, indent=2) + "\n"
    assert one.export() == two.export()
    other.close()
    other_site.worlds.close()


def test_a_changed_field_is_a_changed_line(api, world):
    busy(world)
    before = api.get("/worlds/um/export").text.splitlines()

    world.act("novaoito", "alterar_produto", sku="A", descricao_curta="De ágata")

    changed = set(api.get("/worlds/um/export").text.splitlines()) - set(before)
    assert {line.strip() for line in changed} == {'"short_description": "De ágata",'}


def test_no_credential_leaves(world):
    text = json.dumps(busy(world).export(), ensure_ascii=False)
    shown = [world.refresh()["platforms"][name]["credentials"] for name in ("tiny", "novaoito")]

    secrets = [shown[0]["token"], shown[0]["developer_id"], shown[1]["admin_token"], shown[1]["app_token"]]
    assert [secret for secret in secrets if secret in text] == []
