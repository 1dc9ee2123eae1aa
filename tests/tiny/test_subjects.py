import pytest

from homologa.simulators.site import build


@pytest.fixture
def site(receiver):
    made = build()
    made.mount("receptor.example", receiver.application())
    yield made
    made.worlds.close()


@pytest.fixture
def world(site, url):
    """A world whose Tiny has one product, which was sent to an integration that hears of everything."""
    made = site.worlds.create()
    made.act("tiny", "incluir_produto", {"nome": "Caneca", "codigo": "CAN", "preco": 10})
    integration = {"plataforma": "Uplaces", "nome": "Loja"}
    number = made.act("tiny", "incluir_integracao", integration)["identificador"]
    urls = {"url_produtos": url, "url_estoque": url, "url_precos": url}
    made.act("tiny", "salvar_integracao", {"identificador": number, **urls})
    made.act("tiny", "enviar_para_o_ecommerce", {"plataforma": "Uplaces", "produtos": ["CAN"]})
    return made


@pytest.mark.parametrize("kind", ["produto", "precos"])
def test_what_is_told_of_a_product_is_about_its_sku(world, kind):
    world.act("tiny", "alterar_produto", {"codigo": "CAN", "preco": 12})

    deliveries = world.outbox.find(kind=kind)
    assert {delivery.draft.subject for delivery in deliveries} == {"CAN"}


def test_a_probe_is_about_nothing(world):
    assert {delivery.draft.subject for delivery in world.outbox.find(kind="sonda")} == {""}
