"""Answers of batches in another order, on both platforms."""

import json
from importlib.resources import files

import httpx
import pytest

from homologa.simulators.novaoito.api import OPERATIONS as STORE_OPERATIONS
from homologa.simulators.tiny.api.registry import OPERATIONS as TINY_OPERATIONS

INCLUDE = "produto.incluir"


class Client:
    """A client of both platforms that writes batches."""

    def __init__(self, site, world):
        self._http = httpx.Client(transport=site.transport)
        self._token = world.data["platforms"]["tiny"]["credentials"]["token"]
        self._store = world.data["platforms"]["novaoito"]

    def include(self, *codes, sort="json", fields=()):
        records = [
            {"produto": {"sequencia": place, "codigo": code, "nome": code, "unidade": "UN", "preco": 10, "origem": "0",
                         "situacao": "A", "tipo": "P", **dict(fields)}}
            for place, code in enumerate(codes, start=1)
        ]  # fmt: skip
        sent = {"token": self._token, "formato": sort, "produto": json.dumps({"produtos": records})}
        return self._http.post("https://api.tiny.com.br/api2/produto.incluir.php", data=sent)

    def included(self, *codes, **options):
        """The sequence numbers in the answer, as they come."""
        found = self.include(*codes, **options).json()["retorno"]["registros"]
        return [row["registro"]["sequencia"] for row in found]

    def info(self):
        form = {"token": self._token, "formato": "json"}
        return self._http.post("https://api.tiny.com.br/api2/info.php", data=form)

    def stock(self, *skus):
        headers = {"Authorization": f"Bearer {self._store['credentials']['admin_token']}"}
        body = {"items": [{"sku": sku, "quantity": 3} for sku in skus]}
        return self._http.post(f"{self._store['url']}/api/v1/stock/bulk", headers=headers, json=body)

    def close(self):
        self._http.close()


@pytest.fixture
def client(site, world):
    made = Client(site, world)
    world.set_limits("off")
    yield made
    made.close()


def test_no_result_keeps_its_place_and_each_says_whose_it_is(world, client):
    world.faults.add("reordered", operation=INCLUDE, label="embaralhado")

    answer = client.include("CAN-01", "CAN-02", "CAN-03").json()["retorno"]

    rows = [row["registro"] for row in answer["registros"]]
    assert [row["sequencia"] for row in rows] == ["3", "1", "2"]
    made = {row["codigo"]: str(row["id"]) for row in world.view("tiny", "lista_de_produtos")}
    assert [row["id"] for row in rows] == [made["CAN-03"], made["CAN-01"], made["CAN-02"]]
    hint = world.journal(newest=True, limit=1)[-1]["hint"]
    assert hint == "falha programada “embaralhado”: feito, e os resultados saíram em outra ordem"
    assert world.breaches() == []
    assert client.included("CAN-04", "CAN-05") == ["1", "2"]


def test_the_xml_twin_comes_in_the_same_order(world, client):
    world.faults.add("reordered", operation=INCLUDE)

    text = client.include("CAN-01", "CAN-02", sort="xml").text

    assert text.index("<sequencia>2<") < text.index("<sequencia>1<")


def test_refused_records_move_with_the_others(world, client):
    world.faults.add("reordered", operation=INCLUDE)

    rows = client.include("CAN-01", "CAN-02", fields={"situacao": "X"}).json()["retorno"]["registros"]

    assert [(row["registro"]["sequencia"], row["registro"]["status"]) for row in rows] == [("2", "Erro"), ("1", "Erro")]


def test_the_store_answers_rows_in_another_order(world, client):
    for sku in ("CAN-01", "CAN-02", "CAN-03"):
        world.act("novaoito", "novo_produto", sku=sku, nome=sku)
    world.faults.add("reordered", platform="novaoito", operation="stock.bulk")

    answer = client.stock("CAN-01", "CAN-99", "CAN-02")

    assert answer.status_code == 207
    told = [(row["sku"], row["status"]) for row in answer.json()["data"]]
    assert told == [("CAN-02", 200), ("CAN-01", 200), ("CAN-99", 404)]
    assert world.breaches() == []


@pytest.mark.parametrize("fields", [{}, {"nome": ""}])
def test_a_single_result_leaves_the_rule_its_turn(world, client, fields):
    rule = world.faults.add("reordered", operation=INCLUDE)

    assert client.included("CAN-00", fields=fields) == ["1"]
    assert world.faults.get(rule["id"])["fired"] == 0
    assert "falha programada" not in world.journal(newest=True, limit=1)[-1]["hint"]
    assert client.included("CAN-01", "CAN-02") == ["2", "1"]

    counters = world.faults.get(rule["id"])
    assert (counters["matched"], counters["fired"]) == (2, 1)


def test_a_batch_refused_as_a_whole_leaves_the_rule_its_turn(world, client):
    rule = world.faults.add("reordered", operation=INCLUDE)

    refused = client.include(*(f"CAN-{number}" for number in range(21))).json()["retorno"]

    assert (refused["codigo_erro"], world.faults.get(rule["id"])["fired"]) == (22, 0)
    assert client.included("CAN-01", "CAN-02") == ["2", "1"]


def test_calls_without_a_batch_are_not_meant(world, client):
    rule = world.faults.add("reordered", platform="tiny", always=True)
    world.faults.add("status", status=502, operation="info")

    assert client.info().status_code == 502
    assert world.faults.get(rule["id"])["matched"] == 0
    assert client.included("CAN-01", "CAN-02") == ["2", "1"]


def test_a_slow_answer_may_come_in_another_order_too(world, client):
    world.faults.add("latency", seconds=2)
    world.faults.add("reordered")

    assert client.included("CAN-01", "CAN-02") == ["2", "1"]


@pytest.mark.parametrize(
    ("platform", "operation", "some"),
    [("tiny", "produto.obter", "contato.incluir"), ("novaoito", "products.create", "erp.jobs.report")],
)
def test_what_answers_no_batch_cannot_be_reordered(api, world, refused, platform, operation, some):
    body = {"fault": {"kind": "reordered"}, "platform": platform, "operation": operation}

    detail = refused(api.post("/worlds/um/faults", json=body), 422)

    assert detail.startswith(f"{operation} não pode ter a falha reordered; podem: ")
    assert some in detail


def test_every_batch_is_declared():
    assert _declared(STORE_OPERATIONS) == {name for name, codes in _answers("novaoito").items() if "207" in codes}
    assert _declared(TINY_OPERATIONS) == {
        *("produto.incluir", "produto.alterar", "produto.atualizar.precos", "contato.incluir", "contato.alterar"),
        *("tag.incluir", "tag.alterar", "grupo.tag.incluir", "grupo.tag.alterar"),
    }


def _declared(operations):
    return {operation.name for operation in operations if operation.batch is not None}


def _answers(contract):
    text = files("homologa.simulators").joinpath("_openapi", f"{contract}.json").read_text(encoding="utf-8")
    described = [
        operation for methods in json.loads(text)["paths"].values() for name, operation in methods.items()
        if name != "parameters"
    ]  # fmt: skip
    return {operation["x-homologa"]["operation"]: set(operation["responses"]) for operation in described}
