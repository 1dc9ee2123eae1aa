"""What a screen changes of an app's settings is handed on to the connector."""

import pytest

from homologa.features.kit.driver import Capabilities, State
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.steps import novaoito


class Driver:
    """A connector that has nothing to do, and keeps what it was told."""

    def __init__(self):
        self.settings = {}
        self.changes = []

    def setup(self, document):
        self.settings = document["settings"]
        return Capabilities()

    def change(self, document):
        self.changes.append(document)

    def state(self, wait):
        return State("idle", None)

    def give_up(self, *_):
        pass


@pytest.fixture
def driver():
    return Driver()


@pytest.fixture
def stage(homologa_control, homologa_world, driver):
    made = Stage(homologa_control, driver, homologa_world)
    novaoito.loja_integrada(made)
    return made


def test_every_setting_but_the_token_is_handed_over(stage, driver):
    shown = stage.world.view("novaoito", "credenciais")["configuracao"]

    assert driver.settings == {name: value for name, value in shown.items() if name != "tiny_token"}
    assert driver.settings["create_categories"] is True


def test_only_what_an_action_changes_is_handed_on(stage, driver):
    stage.act("novaoito", "configurar", criar_categorias="não", lista_de_precos=7)
    stage.act("novaoito", "troca_automatica", estoque="não")
    stage.act("novaoito", "novo_produto", sku="CAN-01", nome="Caneca")
    stage.act("novaoito", "configurar", criar_categorias="não")

    automatic = {**dict.fromkeys(("products", "stock", "prices", "orders_in", "order_updates", "tickets"), True)}
    assert driver.changes == [
        {"settings": {"create_categories": False, "price_list": 7}},
        {"settings": {"automatic": {**automatic, "stock": False}}},
    ]


def test_a_token_is_no_setting(stage, driver):
    stage.act("novaoito", "configurar", token="outro")

    assert driver.changes == []


def test_nothing_is_handed_on_before_the_connector_is_set_up(homologa_control, homologa_world, driver):
    stage = Stage(homologa_control, driver, homologa_world)
    novaoito.prepare(stage)

    stage.act("novaoito", "configurar", criar_categorias="não")
    with pytest.raises(ScenarioMistake):
        stage.act("novaoito", "configurar", cor="azul")

    assert driver.changes == []
