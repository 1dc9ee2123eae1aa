import json
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from xml.etree import ElementTree

import flask
import httpx
import jsonschema_rs
import pytest

API = "https://api.tiny.com.br/api2/"
RECEIVER = "https://receptor.example/tiny?apiKey=segredo"
PLATFORM = "Novaoito e-commerce"
ITEM = {"codigo": "A", "descricao": "Caneca", "unidade": "UN", "quantidade": 2, "valor_unitario": 10.5}
ORDER = {"cliente": {"nome": "Maria Silva", "cpf_cnpj": "123.456.789-09"}, "itens": [{"item": ITEM}]}
MANDATORY = {"nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}


class Account:
    """An account on Tiny: its API as a client calls it, and its screens as a person uses them."""

    def __init__(self, world: Any, transport: httpx.BaseTransport) -> None:
        self.world = world
        self.credentials = world.view("tiny", "credenciais")
        self.token = self.credentials["token"]
        self.partner = {"Developer-Id": self.credentials["developer_id"]}
        self.http = httpx.Client(transport=transport, base_url=API)

    def call(self, service: str, method: str = "POST", *, partner: bool = False, **parameters: Any) -> httpx.Response:
        sent = {"token": self.token, "formato": "json", **parameters}
        where = "params" if method == "GET" else "data"
        given = {name: value for name, value in sent.items() if value is not None}
        headers = self.partner if partner else {}
        return self.http.request(method, service, headers=headers, **{where: given})

    def answer(self, service: str, **options: Any) -> dict[str, Any]:
        return self.call(service, **options).json()["retorno"]

    def write(self, service: str, *records: dict[str, Any], partner: bool = True) -> dict[str, Any]:
        document = {"produtos": [{"produto": record} for record in records]}
        return self.answer(service, produto=json.dumps(document), partner=partner)

    def try_include(self, partner: bool = True, **fields: Any) -> dict[str, Any]:
        """The `registro` that answers a batch of one."""
        answer = self.write("produto.incluir.php", {"sequencia": 1, **MANDATORY, **fields}, partner=partner)
        return answer["registros"][0]["registro"]

    def try_alter(self, partner: bool = True, **fields: Any) -> dict[str, Any]:
        answer = self.write("produto.alterar.php", {"sequencia": 1, **fields}, partner=partner)
        return answer["registros"][0]["registro"]

    def include(self, **fields: Any) -> str:
        """Creates a product and gives its id."""
        written = self.try_include(**fields)
        assert written["status"] == "OK", written
        return written["id"]

    def alter(self, **fields: Any) -> None:
        written = self.try_alter(**fields)
        assert written["status"] == "OK", written

    def read(self, id_produto: str, *, partner: bool = True) -> dict[str, Any]:
        answer = self.answer("produto.obter.php", id=id_produto, partner=partner)
        assert answer["status"] == "OK", answer
        return answer["produto"]

    def rows(self, **filters: Any) -> list[dict[str, Any]]:
        answer = self.answer("produtos.pesquisa.php", **filters)
        assert answer["status"] == "OK", answer
        return [row["produto"] for row in answer["produtos"]]

    def codes(self, **filters: Any) -> list[str]:
        return [row["codigo"] for row in self.rows(**filters)]

    def try_order(self, **fields: Any) -> dict[str, Any]:
        """The `retorno` that answers a `pedido.incluir` of one item, but for what the fields say."""
        return self.answer("pedido.incluir.php", pedido=json.dumps({"pedido": {**ORDER, **fields}}))

    def order(self, **fields: Any) -> str:
        """Creates an order and gives its id."""
        answer = self.try_order(**fields)
        assert answer["status"] == "OK", answer
        return answer["registros"]["registro"]["id"]

    def read_order(self, id_pedido: str) -> dict[str, Any]:
        answer = self.answer("pedido.obter.php", id=id_pedido)
        assert answer["status"] == "OK", answer
        return answer["pedido"]

    def act(self, action: str, **fields: Any) -> Any:
        return self.world.act("tiny", action, **fields)

    def view(self, view: str, **fields: Any) -> Any:
        return self.world.view("tiny", view, **fields)

    def screen(self, codigo: str) -> dict[str, Any]:
        """The product of this code, as the screen shows it."""
        (found,) = self.view("lista_de_produtos", codigo=codigo)
        return found

    def integrate(self, **urls: str) -> int:
        """Adds an integration and saves its notification URLs; gives the identificador."""
        number = self.act("incluir_integracao", plataforma=PLATFORM, nome="Loja")["identificador"]
        if urls:
            self.act("salvar_integracao", identificador=number, **urls)
        return number

    def send(self, *codes: str) -> Any:
        return self.act("enviar_para_o_ecommerce", plataforma=PLATFORM, produtos=list(codes))

    def sent(self, codigo: str) -> dict[str, Any]:
        """How the sending of a product stands on the screen."""
        (found,) = self.view("resultado_do_envio", codigo=codigo)
        return found


def map_all(envelope: dict[str, Any]) -> tuple[int, Any]:
    """The usual answer: every item is mapped to its own code, and what is no question is taken."""
    if envelope["tipo"] != "produto":
        return 200, ""
    product = envelope["dados"]
    items = [product, *product["variacoes"]]
    return 200, [{"idMapeamento": item["idMapeamento"], "skuMapeamento": item["codigo"]} for item in items]


@dataclass
class Receiver:
    """The platform at the other end of the notifications; `reply` answers a `produto`, `probe` an empty body."""

    reply: Callable[[dict[str, Any]], tuple[int, Any]] = map_all
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    probe: int = 200

    @property
    def products(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.requests if body]

    def always(self, status: int, body: Any) -> None:
        self.reply = lambda _: (status, body)

    def application(self) -> flask.Flask:
        app = flask.Flask("receptor")

        @app.post("/tiny")
        def hook() -> tuple[Any, int]:
            body = flask.request.get_data()
            self.requests.append((dict(flask.request.headers), body))
            status, answer = self.reply(json.loads(body)) if body else (self.probe, "")
            return answer if isinstance(answer, bytes | str) else json.dumps(answer), status

        return app


@pytest.fixture(autouse=True)
def no_breach(homologa_world):
    """Whatever a test does, no answer may break the simulator's own contract."""
    yield
    assert [(found["operation"], found["breach"]) for found in homologa_world.breaches()] == []


@pytest.fixture
def account(homologa_control, homologa_world):
    made = Account(homologa_world, homologa_control.transport)
    yield made
    made.http.close()


@pytest.fixture
def another_account(homologa_control):
    world = homologa_control.create_world()
    made = Account(world, homologa_control.transport)
    yield made
    made.http.close()
    world.delete()


@pytest.fixture
def receiver(homologa_control):
    made = Receiver()
    homologa_control.transport.mount("receptor.example", made.application())
    return made


@pytest.fixture
def url():
    """Where the receiver is."""
    return RECEIVER


@pytest.fixture
def refused():
    """Checks a refusal in JSON: HTTP 200, code and status_processamento; gives the texts.

    The code of a service that reads one record is text (fact 12).
    """

    def check(response: httpx.Response, code: int, processed: int | str) -> list[str]:
        answer = response.json()["retorno"]
        is_text = response.request.url.path.removesuffix(".php").endswith(".obter")
        assert response.status_code == 200
        assert (answer["codigo_erro"], answer["status_processamento"]) == (str(code) if is_text else code, processed)
        assert answer["status"] == "Erro"
        return [row["erro"] for row in answer["erros"]]

    return check


@pytest.fixture
def xml_twin():
    """Checks that an XML element says what a JSON value says."""

    def check(element: ElementTree.Element, value: Any) -> None:
        if isinstance(value, dict):
            assert [child.tag for child in element] == list(value)
            for child, inner in zip(element, value.values(), strict=True):
                check(child, inner)
        elif isinstance(value, list):
            assert [{child.tag} for child in element] == [set(item) for item in value]
            for child, item in zip(element, value, strict=True):
                check(child, item[child.tag])
        elif isinstance(value, int | float):
            assert float(element.text) == value
        else:
            assert (element.text or "") == value

    return check


@pytest.fixture(scope="session")
def notification_judge():
    """The contract's own judge of a `produto` notification."""
    text = files("homologa.simulators").joinpath("_openapi", "tiny-api2.json").read_text("utf-8")
    components = json.loads(text)["components"]
    schema = {"$ref": "#/components/schemas/ProdutoNotificacao", "components": components}
    return jsonschema_rs.Draft202012Validator(schema)
