"""Fuzzing of a simulator in this process by its own OpenAPI file: the same requests at every run."""

import copy
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import httpx
import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks

EXAMPLES = 10
SEND = "Enviar produtos da loja para o ERP"
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def compiled(name: str) -> dict[str, Any]:
    return json.loads(files("homologa.simulators").joinpath("_openapi", f"{name}.json").read_text(encoding="utf-8"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for an operation each one of the module's CONTRACT, with good and with bad requests."""
    if "operation_id" not in metafunc.fixturenames:
        return
    contract, written = metafunc.module.CONTRACT, getattr(metafunc.module, "WRITTEN", frozenset())
    reads = [path["get"] for path in compiled(contract)["paths"].values() if "get" in path]
    spared = {told["operationId"] for told in reads if told.get("x-homologa", {}).get("operation") in written}
    asked = [one for one in _asked(contract) if one[0] not in spared]
    metafunc.parametrize(("operation_id", "mode"), asked, ids=lambda part: getattr(part, "value", part))


def _asked(contract: str) -> list[tuple[str, GenerationMode]]:
    asked = []
    for path in compiled(contract)["paths"].values():
        for described in (path[method] for method in path if method != "parameters"):
            asked.append((described["operationId"], GenerationMode.POSITIVE))
            if "requestBody" in described or [*path.get("parameters", ()), *described.get("parameters", ())]:
                asked.append((described["operationId"], GenerationMode.NEGATIVE))
    return asked


@pytest.fixture(scope="session")
def asked():
    """The operations of a contract that are called, each with the mode of its requests."""
    return _asked


@pytest.fixture(scope="session")
def small():
    return SETTINGS


@pytest.fixture(scope="session")
def pinned():
    return _pinned


def _pinned(name: str, pins: dict[str, Any]) -> dict[str, Any]:
    """The contract with one value for each path parameter; `pins` are by a part of the path, such as `jobs/{id}`."""
    description = copy.deepcopy(compiled(name))
    for path, methods in description["paths"].items():
        shared = [_resolved(parameter, description) for parameter in methods.get("parameters", [])]
        for pin, value in pins.items():
            wanted = pin.partition("{")[2].rstrip("}") if pin in path else ""
            for parameter in shared:
                if parameter["name"] == wanted:
                    parameter["schema"] = {"enum": [value]}
        methods["parameters"] = shared
    return description


def _resolved(parameter: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    name = parameter.get("$ref", "").rpartition("/")[2]
    return dict(description["components"]["parameters"][name] if name else parameter)


@pytest.fixture
def fuzz():
    """Sends requests of one operation, good or bad ones, and has every check of the answers made."""
    load_all_checks()

    def run(
        schema: Any,
        operation_id: str,
        mode: GenerationMode,
        prepare: Callable[[], object],
        *judges: Callable[[Any, Any], None],
        spared: Callable[[Any], list[Any]] = lambda answer: [],
        settings: hypothesis.settings = SETTINGS,
    ) -> None:
        operation = schema.find_operation_by_id(operation_id)

        @settings
        @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
        def requests(case: Any) -> None:
            # The client of the tests takes a question mark for the beginning of a query, wherever it stands.
            hypothesis.assume("?" not in case.formatted_path)
            prepare()
            answer = case.call()
            case.validate_response(answer, excluded_checks=spared(answer))
            for judge in judges:
                judge(case, answer)

        requests()

    return run


class Shop:
    """A store with one of everything, and the values that lead to it."""

    def __init__(self, site):
        self.world = site.worlds.create(id="um", limits="off")
        credentials = self.world.view("novaoito", "credenciais", {})
        self.tokens = {"admin": credentials["admin_token"]}
        self.host = credentials["host"]
        self._client = httpx.Client(transport=site.transport, base_url=f"https://{self.host}/api/v1")
        self.tokens["app"] = self.call("admin", "POST", "/apps/tiny-erp/install")["access_token"]
        self.pins = self._stock()
        self.world.snapshot("pronto")

    def call(self, who, method, path, body=None):
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        answer = self._client.request(method, path, json=body, headers=headers)
        return answer.raise_for_status().json() if answer.content else None

    def _stock(self):
        act = self.world.act
        act("novaoito", "configurar", {"cnpj": "11.222.333/0001-81", "identificador": 1, "token": "x" * 40})
        act("novaoito", "testar", {})
        mug = {"sku": "A", "nome": "Caneca", "categoria": "Casa >> Cozinha", "marca": "Ágata", "preco": 10}
        variants = [{"sku": "A-P", "opcoes": {"Tamanho": "P"}, "estoque": 9}]
        linked = act("novaoito", "novo_produto", {**mug, "variacoes": variants})["id"]
        order = act("novaoito", "finalizar_compra", {"itens": ["A-P"]})["id"]
        act("novaoito", "novo_produto", {"sku": "B", "nome": "Prato"})
        job = act("novaoito", "integrar_produtos_pendentes", {"sistema": "Tiny", "operacao": SEND})["job"]
        self.call("app", "POST", f"/erp/jobs/{job}/claim")
        self.call(
            "app", "PUT", f"/erp/links/tiny/{linked}", {"external_id": "7", "mapping_id": "8", "external_sku": "A"}
        )
        subscription = self.call("app", "POST", "/webhooks", {"event": "product.created", "url": "http://r.example/"})
        (test,) = self.call("app", "GET", "/apps/tiny-erp/tests")["data"]
        category = self.call("app", "GET", "/categories")["data"][0]["id"]
        return {
            "{slug}": "tiny-erp",
            "{test_id}": test["test_id"],
            "{sku}": "A",
            "{system}": "tiny",
            "{product_id}": linked,
            "jobs/{id}": job,
            "products/{id}": linked,
            "{vid}": self.call("app", "GET", f"/products/{linked}/variants")["data"][0]["id"],
            "orders/{id}": order,
            "customers/{id}": self.call("app", "GET", "/customers")["data"][0]["id"],
            "categories/{id}": category,
            "webhooks/{id}": subscription["id"],
        }


@pytest.fixture(scope="module")
def shop(site):
    return Shop(site)
