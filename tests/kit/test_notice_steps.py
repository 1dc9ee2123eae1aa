"""The steps about what platforms told, and how it was answered, on either platform."""

import pytest

from homologa.features.kit.driver import Capabilities
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.steps import avisos, entregas, tiny

HEADER, PAID = ["idPedidoEcommerce", "situacao"], ["IDE-1", "aprovado"]


@pytest.fixture
def stage(homologa_control, homologa_world) -> Stage:
    return Stage(homologa_control, None, homologa_world, Capabilities())


@pytest.fixture
def paid(stage) -> Stage:
    """An order of Ideris whose approval was told to it."""
    tiny.recebe_todos_os_avisos(stage, "Ideris")
    order = {"cliente": "Ana", "itens": [{"codigo": "CAN-01", "valor": 10}], "numero_ecommerce": "IDE-1"}
    stage.act("tiny", "incluir_pedido", identificador=21407, **order)
    stage.act("tiny", "mudar_situacao_do_pedido", pedido=4711, situacao="Aprovado")
    return stage


@pytest.fixture
def subscribe(stage):
    """Has the store tell of an event to an address, which takes everything unless another is given."""
    stage.act("novaoito", "instalar")
    platforms = stage.world.data["platforms"]
    token = stage.world.view("novaoito", "credenciais")["app_token"]

    def begin(event, path="/api2/info.php"):
        body = {"event": event, "url": f"{platforms['tiny']['url']}{path}"}
        with stage.client() as client:
            headers = {"Authorization": f"Bearer {token}"}
            client.post(f"{platforms['novaoito']['url']}/api/v1/webhooks", json=body, headers=headers)

    return begin


def new_products(stage, *skus):
    for sku in skus:
        stage.act("novaoito", "novo_produto", sku=sku, nome=sku)


def test_what_a_notice_of_tiny_says_is_compared(paid):
    avisos.aviso_diz(paid, "último", "situacao_pedido", "do Tiny", [HEADER, PAID])

    with pytest.raises(Divergence, match="diz outra coisa"):
        avisos.aviso_diz(paid, "último", "situacao_pedido", "do Tiny", [HEADER, ["IDE-1", "enviado"]])
    with pytest.raises(Divergence, match="0 avisos “rastreio” saíram"):
        avisos.aviso_diz(paid, "último", "rastreio", "do Tiny", [HEADER, PAID])


def test_what_each_notice_of_the_store_says_is_compared(stage, subscribe):
    subscribe("product.created")
    new_products(stage, "CAN-01", "CAN-02")
    first, last = (str(row["id"]) for row in stage.world.view("novaoito", "produtos"))
    names = ["event", "resource.type", "resource.id"]

    for which, product in (("1º", first), ("2º", last), ("último", last)):
        told = [names, ["product.created", "product", product]]
        avisos.aviso_diz(stage, which, "product.created", "da Novaoito", told)

    with pytest.raises(Divergence, match=r"2 avisos “product.created” saíram"):
        avisos.aviso_diz(stage, "3º", "product.created", "da Novaoito", [names, names])
    for which in ("0º", "penúltimo"):
        with pytest.raises(ScenarioMistake, match=f"não entendi “{which}”"):
            avisos.aviso_diz(stage, which, "product.created", "da Novaoito", [names, names])


def test_notices_are_counted_on_either_platform(paid, subscribe):
    subscribe("product.created")
    new_products(paid, "CAN-01", "CAN-02")

    avisos.enviou_avisos(paid, "a Novaoito", 2, "product.created")
    avisos.enviou_avisos(paid, "o Tiny", 1, "situacao_pedido")
    avisos.nenhum_aviso(paid, "a Novaoito", "order.created")
    with pytest.raises(Divergence, match=r"a Novaoito enviou 2 avisos “product.created”"):
        avisos.nenhum_aviso(paid, "a Novaoito", "product.created")


def test_more_notices_than_a_page_are_counted(stage, subscribe, monkeypatch):
    monkeypatch.setattr(avisos, "PAGE", 2)
    subscribe("product.created")
    new_products(stage, *(f"CAN-{number}" for number in range(5)))

    avisos.enviou_avisos(stage, "a Novaoito", 5, "product.created")


def test_attempts_are_counted(stage, subscribe):
    subscribe("product.created", "/nada")
    new_products(stage, "CAN-01")
    tiny.passam_minutos_so_no_tiny(stage, 1)

    avisos.foi_tentado(stage, "último", "product.created", "da Novaoito", 2)
    with pytest.raises(Divergence, match="tentado outras vezes"):
        avisos.foi_tentado(stage, "1º", "product.created", "da Novaoito", 1)


@pytest.mark.parametrize(("path", "status", "is_taken"), [("/api2/info.php", 200, True), ("/nada", 404, False)])
def test_the_answer_to_a_notice_is_told(stage, subscribe, path, status, is_taken):
    subscribe("product.created", path)
    new_products(stage, "CAN-01")
    right, wrong = (avisos.aceita, avisos.recusada) if is_taken else (avisos.recusada, avisos.aceita)

    avisos.respondida_com(stage, "product.created", "da Novaoito", status)
    right(stage, "product.created", "da Novaoito")
    with pytest.raises(Divergence, match="resposta à notificação é outra"):
        wrong(stage, "product.created", "da Novaoito")
    with pytest.raises(Divergence, match="resposta à notificação é outra"):
        avisos.respondida_com(stage, "product.created", "da Novaoito", 503)


def test_a_notice_that_has_not_left_has_no_answer(stage, subscribe):
    subscribe("product.created")
    entregas.atrasa(stage, "a próxima notificação", "product.created", "da Novaoito", 10)
    new_products(stage, "CAN-01")

    with pytest.raises(Divergence, match="ainda não saiu"):
        avisos.aceita(stage, "product.created", "da Novaoito")


def test_the_order_of_two_notices_is_told(stage, subscribe):
    for event in ("product.created", "product.updated"):
        subscribe(event)
    entregas.atrasa(stage, "a próxima notificação", "product.created", "da Novaoito", 10)
    new_products(stage, "CAN-01", "CAN-02")
    stage.act("novaoito", "alterar_produto", sku="CAN-02", nome="Outro")
    created, updated = ("product.created", "da Novaoito"), ("product.updated", "da Novaoito")

    avisos.sai_antes(stage, "2º", *created, "1º", *updated)
    with pytest.raises(Divergence, match=r"não saiu antes do aviso “product.updated”"):
        avisos.sai_antes(stage, "1º", *created, "1º", *updated)
