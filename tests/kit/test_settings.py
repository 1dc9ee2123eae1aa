"""What a screen changes of credentials and settings is handed on to the connector."""

import pytest

from homologa.features.kit import onboarding
from homologa.features.kit.driver import Capabilities, State
from homologa.features.kit.errors import ScenarioMistake
from homologa.features.kit.integrations.novaoito import NOVAOITO
from homologa.features.kit.stage import Stage
from homologa.features.steps.integracoes import acessos_outra_vez, loja_integrada, novo_token


class Driver:
    """A connector that has nothing to do, and keeps what it was told."""

    def __init__(self):
        self.setups = []
        self.changes = []

    def setup(self, document):
        self.setups.append(document)
        return Capabilities()

    def change(self, document):
        self.changes.append(document)
        return Capabilities({"product": f"https://c.example/{len(self.changes)}"})

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
    loja_integrada(made, "Novaoito", "Tiny")
    return made


def shown(stage, platform):
    return stage.world.view(platform, "credenciais")


def test_the_whole_set_up_is_handed_over(stage, driver):
    tiny, store = shown(stage, "tiny"), shown(stage, "novaoito")
    (handed,) = driver.setups

    assert handed["integration"] == "novaoito"
    assert {name: access["credentials"] for name, access in handed["platforms"].items()} == {
        "tiny": {
            "token": tiny["token"],
            "developer_id": tiny["developer_id"],
            "cnpj": tiny["cnpj"],
            "id_ecommerce": stage.notes["identificador"],
        },
        "novaoito": {"app_token": store["app_token"], "store_id": store["store_id"]},
    }
    assert handed["settings"] == {name: value for name, value in store["configuracao"].items() if name != "tiny_token"}
    assert handed["settings"]["create_categories"] is True


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


def test_a_credential_that_is_typed_is_handed_on_with_its_platform(stage, driver):
    stage.act("novaoito", "configurar", token="outro")

    tiny = driver.setups[0]["platforms"]["tiny"]
    changed = {**tiny, "credentials": {**tiny["credentials"], "token": "outro"}}
    assert driver.changes == [{"platforms": {"tiny": changed}}]


def test_a_credential_counts_from_where_the_connector_has_it(stage, driver):
    stage.act("tiny", "gerar_novo_token")
    assert driver.changes == []

    novo_token(stage)
    (change,) = driver.changes
    assert change["platforms"]["tiny"]["credentials"]["token"] == shown(stage, "tiny")["token"]


def test_what_an_uninstalled_app_no_longer_has_is_not_handed_on(stage, driver):
    before = driver.setups[0]["platforms"]["novaoito"]["credentials"]["app_token"]
    stage.act("novaoito", "desinstalar")
    assert driver.changes == []

    stage.act("novaoito", "instalar")
    (change,) = driver.changes
    now = change["platforms"]["novaoito"]["credentials"]["app_token"]
    assert now == shown(stage, "novaoito")["app_token"] != before


def test_receivers_that_change_with_what_is_handed_on_are_known(stage, driver):
    stage.act("novaoito", "configurar", token="outro")

    assert stage.capabilities.receivers == {"product": "https://c.example/1"}


def test_every_access_can_be_handed_over_again(stage, driver):
    acessos_outra_vez(stage)

    assert driver.changes == [{"platforms": driver.setups[0]["platforms"]}]


def test_nothing_is_handed_on_before_the_connector_is_set_up(homologa_control, homologa_world, driver):
    stage = Stage(homologa_control, driver, homologa_world)
    onboarding.prepare(stage, NOVAOITO)

    stage.act("novaoito", "configurar", criar_categorias="não")
    with pytest.raises(ScenarioMistake, match="ainda não entrou em operação"):
        acessos_outra_vez(stage)
    with pytest.raises(ScenarioMistake):
        stage.act("novaoito", "configurar", cor="azul")

    assert driver.changes == []
