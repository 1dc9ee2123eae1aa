"""The control API in this process; whatever it answers is judged by openapi/control.yaml."""

import json
import re
from importlib.resources import files
from typing import Any

import httpx
import pytest

from homologa.simulators.control.client import Control
from homologa.simulators.kernel.contracts import contract
from homologa.simulators.site import CONTROL_URL, build

RECEIVER = "http://receptor.example/"


class Judged(httpx.BaseTransport):
    """Passes requests on and holds each answer against the contract."""

    def __init__(self, site: Any) -> None:
        self._site = site
        self._routes = site.control.url_map.bind("localhost")
        self._contract = contract.load("control")
        self._operations = {
            (method.upper(), shape(path)): described["operationId"]
            for path, methods in described_paths()
            for method, described in methods.items()
            if method != "parameters"
        }

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        answer = self._site.transport.handle_request(request)
        answer.read()
        if answer.status_code not in (404, 405) or self._matches(request):
            operation = self._operation(request)
            logical = read(answer)
            assert self._contract.answer_findings(operation, request.method, answer.status_code, logical) == []
        return answer

    def _matches(self, request: httpx.Request) -> bool:
        return self._routes.test(request.url.path, request.method)

    def _operation(self, request: httpx.Request) -> str:
        rule, _ = self._routes.match(request.url.path, request.method, return_rule=True)
        return self._operations[request.method, shape(rule.rule.removeprefix("/_homologa/v1"))]


def read(answer: httpx.Response) -> Any:
    kind = answer.headers.get("Content-Type", "")
    if "json" in kind:
        return json.loads(answer.content)
    return answer.text if kind.startswith("text/plain") else None


def shape(path: str) -> str:
    return re.sub(r"<[^>]*>|\{[^}]*\}", "*", path)


def described_paths() -> list[tuple[str, dict[str, Any]]]:
    text = files("homologa.simulators").joinpath("_openapi", "control.json").read_text(encoding="utf-8")
    return list(json.loads(text)["paths"].items())


class Receiver:
    """The other end of Tiny's notifications, and the status that it answers."""

    def __init__(self) -> None:
        self.status = "200 OK"
        self.bodies: list[bytes] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        self.bodies.append(environ["wsgi.input"].read())
        start_response(self.status, [])
        return [b""]


@pytest.fixture
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def receiver(site):
    made = Receiver()
    site.mount("receptor.example", made)
    return made


@pytest.fixture
def transport(site):
    return Judged(site)


@pytest.fixture
def control(transport):
    made = Control(CONTROL_URL, transport)
    yield made
    made.close()


@pytest.fixture
def world(control):
    return control.create_world(id="um")


@pytest.fixture
def api(transport):
    """The API without its client, for what the client would not say."""
    with httpx.Client(base_url=CONTROL_URL, transport=transport) as client:
        yield client


@pytest.fixture
def refused():
    """Checks that an answer is a problem of this status, and gives its detail."""

    def check(answer: httpx.Response, status: int) -> str:
        problem = answer.json()
        assert answer.status_code == problem["status"] == status
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert problem["type"] == "about:blank"
        assert problem["title"]
        return problem["detail"]

    return check


@pytest.fixture
def subscribed(site, world, receiver):
    """Has Novaoito tell the receiver of new products, with retries after 30 s, 2 min and more."""
    store = world.data["platforms"]["novaoito"]
    client = httpx.Client(transport=site.transport, base_url=f"{store['url']}/api/v1")
    admin = {"Authorization": f"Bearer {store['credentials']['admin_token']}"}
    app = {"Authorization": f"Bearer {client.post('/apps/tiny-erp/install', headers=admin).json()['access_token']}"}
    client.post("/webhooks", json={"event": "product.created", "url": RECEIVER}, headers=app).raise_for_status()


@pytest.fixture
def notified(world, receiver):
    """Has Tiny send the probe of a saved URL to the receiver; gives the action."""
    number = world.act("tiny", "incluir_integracao", plataforma="Tray", nome="Loja")["identificador"]
    return lambda path="": world.act(
        "tiny", "salvar_integracao", identificador=number, url_produtos=f"{RECEIVER}{path}"
    )
