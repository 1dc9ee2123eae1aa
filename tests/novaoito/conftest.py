import json
from dataclasses import dataclass, field
from typing import Any

import flask
import httpx
import pytest

from homologa.simulators.kernel.web.host_transport import HostTransport
from homologa.simulators.kernel.web.http import create_app
from homologa.simulators.kernel.worlds import Worlds
from homologa.simulators.novaoito import PLATFORM

RECEIVER = "http://conector.test/hooks"
CONFIGURATION = {"cnpj": "12.345.678/0001-95", "identificador": 77, "token": "0123456789abcdef"}


@dataclass
class Receiver:
    """What the app at the other end of a webhook got, and the status it answers next."""

    statuses: list[int] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests]

    def application(self) -> flask.Flask:
        app = flask.Flask("receiver")

        @app.post("/hooks")
        def hook() -> tuple[str, int]:
            self.requests.append((dict(flask.request.headers), flask.request.get_data()))
            return "", self.statuses.pop(0) if self.statuses else 200

        return app


class Shop:
    """A world with its store, driven as a person, as the store's administration, and as the app."""

    def __init__(self, worlds: Worlds, transport: HostTransport, receiver: Receiver) -> None:
        self.world = worlds.create()
        self.receiver = receiver
        self._transport = transport
        self.admin = self.client(self.view("credenciais")["admin_token"])

    @property
    def host(self) -> str:
        return self.view("credenciais")["host"]

    def client(self, token: str, **headers: str) -> httpx.Client:
        return httpx.Client(
            transport=self._transport,
            base_url=f"https://{self.host}/api/v1",
            headers={"Authorization": f"Bearer {token}", **headers},
        )

    def app(self, *scopes: str) -> httpx.Client:
        """The app's client; with `scopes`, of an installation with these alone."""
        wishes = {"json": {"scopes": scopes}} if scopes else {}
        return self.client(self.admin.post("/apps/tiny-erp/install", **wishes).json()["access_token"])

    def ready_app(self) -> httpx.Client:
        app = self.app()
        self.act("configurar", **CONFIGURATION)
        return app

    def act(self, action: str, **fields: Any) -> Any:
        return self.world.act("novaoito", action, fields)

    def view(self, view: str, **fields: Any) -> Any:
        return self.world.view("novaoito", view, fields)

    def new(self, sku: str, **fields: Any) -> int:
        return self.act("novo_produto", **{"sku": sku, "nome": f"Produto {sku}", **fields})["id"]

    def load(self, *records: dict[str, Any]) -> list[int]:
        made = self.act("importar_produtos", produtos=[{"nome": "Produto antigo", **record} for record in records])
        return [product["id"] for product in made["produtos"]]

    def integrate(self, operation: str = "Enviar produtos da loja para o ERP", **fields: Any) -> str:
        return self.act("integrar_produtos_pendentes", sistema="Tiny", operacao=operation, **fields)["job"]

    def row(self, sku: str) -> dict[str, Any]:
        (found,) = self.view("produtos", sku=sku)
        return found

    def pending(self) -> list[str | None]:
        return [row["sku"] for row in self.view("pendentes")]


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def worlds(receiver):
    transport = HostTransport()
    made = Worlds((PLATFORM,), transport)
    transport.mount("*.novaoito.example", create_app(PLATFORM, made))
    transport.mount("conector.test", receiver.application())
    yield made, transport
    made.close()


@pytest.fixture
def shop(worlds, receiver):
    made = Shop(*worlds, receiver)
    yield made
    assert [(found.operation, found.breach) for found in made.world.journal.breaches()] == []
    refused = made.world.journal.find(status="4xx", direction="in", limit=1000)
    assert [found.operation for found in refused if not found.hint or found.hint in found.response_body.decode()] == []


@pytest.fixture
def app(shop):
    return shop.ready_app()


@pytest.fixture
def refused():
    """Checks a refusal: status, code and the shape of the problem (fact 2)."""

    def check(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (status, code)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert problem["status"] == status
        assert problem["trace_id"]
        return problem

    return check
