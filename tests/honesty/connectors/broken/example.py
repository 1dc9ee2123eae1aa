"""The connector of `examples/`, written by another hand, with bugs of its own."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

EXAMPLE = Path(__file__).parents[4] / "examples" / "connector.py"
GRAMS = 1000
Record = dict[str, Any]


@dataclass(frozen=True)
class ExampleFault:
    """What `change` makes wrong in the module of the example, which is loaded anew each time."""

    change: Callable[[ModuleType], None]

    def __call__(self, transport: httpx.BaseTransport, base_url: str) -> "WSGIApplication":
        """The example with this fault, in the same process."""
        spec = importlib.util.spec_from_file_location("example_connector", EXAMPLE)
        if spec is None or spec.loader is None:
            raise ImportError(EXAMPLE)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        self.change(module)
        connector = module.Connector()
        connector.http.close()
        connector.http = httpx.Client(transport=transport)
        return module.create_app(connector)


def first_page_of_the_erp(module: ModuleType) -> None:
    """Searches of Tiny end with their first page."""

    def search(self: Any, sku: str) -> list[Record]:
        answer = self.tiny("produtos.pesquisa", pesquisa=sku, pagina="1")
        return [row["produto"] for row in module.as_list(answer.get("produtos"))]

    module.Connector.search = search


def first_page_of_the_store(module: ModuleType) -> None:
    """Lists of the store end with their first page."""

    def rows(self: Any, path: str, **query: str) -> list[Record]:
        return list(self.store("GET", path, params={**query, "page": 1, "per_page": 100})["data"])

    module.Connector.rows = rows


def raw_form(module: ModuleType) -> None:
    """Forms are sent with ampersands and plus signs as they are."""

    def tiny(self: Any, service: str, **form: str) -> Any:
        access = self.setup["platforms"]["tiny"]["credentials"]
        fields = {**form, "token": access["token"], "formato": "json"}
        body = "&".join(f"{name}={quote(value, safe='&+ ')}" for name, value in fields.items())
        headers = {"Developer-Id": access["developer_id"], "Content-Type": "application/x-www-form-urlencoded"}
        return self.call("tiny", "POST", f"/api2/{service}.php", headers=headers, content=body)

    module.Connector.tiny = tiny


def order_of_the_answer(module: ModuleType) -> None:
    """Results of a batch are taken in the order in which they come."""

    def write(self: Any, service: str, products: list[Record]) -> list[Record]:
        batch = [{"produto": {**product, "sequencia": number}} for number, product in enumerate(products)]
        answer = self.api.tiny(service, produto=module.json.dumps({"produtos": batch}))
        return [entry["registro"] for entry in module.as_list(answer["registros"])]

    module.Job.write = write


def always_a_promotion(module: ModuleType) -> None:
    """A received product without a promotional price gets one of 0."""
    whole = module.new_product
    module.new_product = lambda *given: {"special_price": 0, **whole(*given)}


def only_active_of_the_store(module: ModuleType) -> None:
    """Duplicates among inactive products do not count."""
    every = module.bearers
    module.bearers = lambda products, sku: [each for each in every(products, sku) if each["status"] == "active"]


def sends_grams(module: ModuleType) -> None:
    """Kilograms are sent as grams."""
    whole = module.Job.record

    def record(self: Any, product: Record) -> Record:
        weight = product["weight"]
        return whole(self, {**product, "weight": weight and weight * GRAMS})

    module.Job.record = record


def prefix_match(module: ModuleType) -> None:
    """What a search finds is what was searched."""
    every = module.Connector.search

    def search(self: Any, sku: str, page: int = 1) -> list[Record]:
        return [{**row, "codigo": sku} for row in every(self, sku, page)[:1]]

    module.Connector.search = search


FAULTS = {
    "example_always_a_promotion": ExampleFault(always_a_promotion),
    "example_first_page_of_the_erp": ExampleFault(first_page_of_the_erp),
    "example_first_page_of_the_store": ExampleFault(first_page_of_the_store),
    "example_only_active_of_the_store": ExampleFault(only_active_of_the_store),
    "example_order_of_the_answer": ExampleFault(order_of_the_answer),
    "example_prefix_match": ExampleFault(prefix_match),
    "example_raw_form": ExampleFault(raw_form),
    "example_sends_grams": ExampleFault(sends_grams),
}
