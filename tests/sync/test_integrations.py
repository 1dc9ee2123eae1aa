"""An integration is a class and a line in the dictionary; the rest of the connector names none."""

import re
from pathlib import Path

import pytest

from homologa import sync
from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.core.engine import Engine, Flow
from homologa.sync.core.errors import AccessRefused
from homologa.sync.core.hooks import Reply
from homologa.sync.core.lane import Lane
from homologa.sync.core.queue import Kind, Priority, Queue
from homologa.sync.integrations import INTEGRATIONS
from homologa.sync.integrations.base import POLL, TEXT, Operation

SETUP = {
    "integration": "feira",
    "platforms": {"barraca": {"url": "https://barraca.example", "credentials": {"senha": "s"}}},
    "settings": {"cor": "azul"},
}


NUMBER = {"type": "integer"}


class Look(Flow):
    def run(self, key):
        raise AccessRefused("barraca", "7", "senha trocada")


class Fair:
    """A platform, a credential, a setting, an operation, a receiver."""

    credentials = {"barraca": {"senha": TEXT}}
    settings = {"type": "object", "properties": {"cor": {"enum": ["azul", "verde"]}}}
    operations = {POLL: Operation("Olhar a barraca"), "count": Operation("Contar", {"what": TEXT, "most": NUMBER})}
    registrar = "barraca"

    def __init__(self, setup, context):
        self.url = context.base_url
        lane = Lane("barraca", "A barraca")
        kinds = dict.fromkeys(self.operations, Kind((lane.name,), Priority.ANSWER))
        flows = dict.fromkeys(self.operations, Look())
        self.engine = Engine(flows, {lane.name: lane}, Queue(context.store, kinds), context.clock, context.log)

    @property
    def receivers(self):
        return {"price": f"{self.url}/hooks/barraca/price"}

    def register(self):
        return {"registered": True}

    def receive(self, delivery):
        return Reply(201, [delivery.method, delivery.path, delivery.query["code"]])

    def close(self):
        pass


@pytest.fixture
def http(store):
    integrations = {**INTEGRATIONS, "feira": Fair}
    connector = Connector(integrations=integrations, store=store, base_url="https://c.example", inline=True)
    return create_app(connector).test_client()


def test_its_set_up_is_taken_by_its_own_schema(http, memory):
    assert http.put("/setup", json=SETUP).json["receivers"] == {"price": "https://c.example/hooks/barraca/price"}
    assert memory.get("registered") is True
    assert http.patch("/setup", json={"settings": {"cor": "verde"}}).status_code == 200
    assert http.patch("/setup", json={"settings": {"cor": "roxo"}}).status_code == 422
    assert http.put("/setup", json={**SETUP, "platforms": {}}).status_code == 422


def test_a_set_up_of_another_integration_takes_its_place(http, shop):
    http.put("/setup", json=SETUP)
    assert http.put("/setup", json={**shop.setup, "integration": "feira"}).status_code == 422
    assert http.patch("/setup", json={"platforms": {"tiny": shop.setup["platforms"]["tiny"]}}).status_code == 422


@pytest.mark.parametrize("name", [None, 1, [], {}, "outra"])
def test_an_integration_that_there_is_not_is_refused(http, name):
    answer = http.put("/setup", json={**SETUP, "integration": name})
    assert (answer.status_code, "integration" in answer.json["detail"]) == (422, True)


def test_its_operations_and_its_receivers_are_served(http):
    http.put("/setup", json=SETUP)
    count = {"operation": "count", "arguments": {"what": "peras", "most": 3}}
    assert http.post("/run", json=count).status_code == 202
    assert http.post("/run", json={"operation": "send"}).status_code == 409
    answer = http.get("/hooks/barraca/volta?code=42")
    assert (answer.status_code, answer.json) == (201, ["GET", "barraca/volta", "42"])


@pytest.mark.parametrize("arguments", [{}, {"what": "peras"}, {"what": 1, "most": 3}, {"what": "", "most": 3, "x": 1}])
def test_an_operation_takes_its_own_arguments_alone(http, arguments):
    http.put("/setup", json=SETUP)
    answer = http.post("/run", json={"operation": "count", "arguments": arguments})
    assert (answer.status_code, "arguments" in answer.json["detail"]) == (422, True)


def test_work_is_known_by_its_arguments(http):
    http.put("/setup", json=SETUP)
    for arguments in ({"what": "peras", "most": 3}, {"most": 3, "what": "peras"}, {"what": "uvas", "most": 3}):
        http.post("/run", json={"operation": "count", "arguments": arguments})
    keys = [task["key"] for task in http.get("/work").json["tasks"] if task["kind"] == "count"]
    assert keys == ['{"most": 3, "what": "peras"}', '{"most": 3, "what": "uvas"}']


def test_its_platforms_are_named_as_it_names_them(http):
    http.put("/setup", json=SETUP)
    assert http.get("/state").json["state"] == "idle"
    messages = [entry["message"] for entry in http.get("/log").json["entries"]]
    assert messages == ["A barraca recusou o acesso: senha trocada."]


def test_the_rest_of_the_connector_names_no_integration():
    folder = Path(sync.__file__).parent
    for path in (*folder.glob("*.py"), *folder.rglob("core/*.py"), *folder.rglob("flows/**/*.py")):
        assert not [name for name in INTEGRATIONS if name in path.read_text().lower()], path.name


OF_PLATFORMS = {"tiny", "novaoito", "codigo", "situacao", "idmapeamento", "skumapeamento", "ecommerce"}


@pytest.mark.parametrize("room", ["core", "flows"])
def test_the_core_and_the_flows_name_no_platform(room):
    paths = [*(Path(sync.__file__).parent / room).rglob("*.py")]
    assert paths
    for path in paths:
        assert not OF_PLATFORMS.intersection(re.findall(r"[a-z]+", path.read_text().lower())), path.name
