"""A real kill -9 of the served connector, with served simulators on the other side."""

import signal
import threading

import httpx
import pytest
from shop import STORE, install
from waitress.server import create_server

PATIENCE = 20.0
PASSED_ON = ("content-type", "retry-after")


class Way:
    """The way to the served platforms, at a URL of its own; a call can hang after the platform did its work."""

    def __init__(self, origin):
        self._client = httpx.Client(base_url=origin, timeout=PATIENCE, trust_env=False)
        self.fragment = "nothing"
        self.reached, self.gone = threading.Event(), threading.Event()
        self._server = create_server(self._answer, host="127.0.0.1", port=0, threads=4)
        self.url = f"http://127.0.0.1:{self._server.effective_port}"
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def _answer(self, environ, start_response):
        names = {"HTTP_AUTHORIZATION": "Authorization", "HTTP_DEVELOPER_ID": "Developer-Id",
                 "HTTP_X_STORE_ID": "X-Store-Id", "CONTENT_TYPE": "Content-Type"}  # fmt: skip
        headers = {name: environ[key] for key, name in names.items() if key in environ}
        path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
        body = environ["wsgi.input"].read()
        answer = self._client.request(environ["REQUEST_METHOD"], f"{path}?{query}", headers=headers, content=body)
        if self.fragment in f"{environ['REQUEST_METHOD']} {path}" and not self.reached.is_set():
            self.reached.set()
            self.gone.wait(PATIENCE)
        kept = [(name, answer.headers[name]) for name in PASSED_ON if name in answer.headers]
        start_response(f"{answer.status_code} X", kept)
        return [answer.content]

    def close(self):
        self.gone.set()
        self._server.close()
        self._server.task_dispatcher.shutdown()
        self._client.close()


class Shop:
    """A served world on which `homologa connector` works, in a process that can be killed."""

    def __init__(self, world, ways, start, folder):
        self.world, self.ways = world, ways
        self._start = lambda port: start("--data", str(folder), "--port", port)
        self.connector = self._start("0")
        self._set_up()

    def _set_up(self):
        world = self.world
        document = install(world)
        for name, platform in document["platforms"].items():
            platform["url"] = self.ways[name].url
        receivers = self.connector.http.put("/setup", json=document).raise_for_status().json()["receivers"]
        self._tell_the_time()
        number = document["platforms"]["tiny"]["credentials"]["id_ecommerce"]
        world.act("tiny", "salvar_integracao", identificador=number, url_produtos=receivers["product"])
        self.rest()

    def kill(self, platform):
        """Kill the connector in the call that hangs, and start the next in its place."""
        way = self.ways[platform]
        assert way.reached.wait(PATIENCE)
        assert self.connector.end(signal.SIGKILL)[0] == -signal.SIGKILL
        way.gone.set()
        self.connector = self._start(self.connector.port)
        self._tell_the_time()

    def _tell_the_time(self):
        self.connector.http.put("/clock", json={"now": self.world.now().isoformat()}).raise_for_status()

    def rest(self):
        """Wait until the connector has nothing to do and nothing is due on the platforms."""
        while self.connector.http.get("/state?wait=20").json()["state"] != "idle" or not self.world.quiet(5).quiet:
            pass


@pytest.fixture
def shop(homologa_served_world, started, tmp_path):
    platforms = homologa_served_world.data["platforms"]
    ways = {name: Way(platforms[name]["url"]) for name in ("tiny", "novaoito")}
    yield Shop(homologa_served_world, ways, started, tmp_path)
    for way in ways.values():
        way.close()


@pytest.mark.parametrize(
    ("operation", "platform", "fragment"),
    [
        ("Enviar produtos da loja para o ERP", "novaoito", "/claim"),
        ("Enviar produtos da loja para o ERP", "tiny", "/produto.incluir"),
        ("Enviar produtos da loja para o ERP", "novaoito", "PUT /api/v1/erp/links"),
        ("Mapear produtos da loja com o ERP", "tiny", "/produto.alterar"),
        ("Mapear produtos da loja com o ERP", "novaoito", "/finish"),
    ],
)
def test_a_killed_job_is_ended_by_the_next_process(shop, operation, platform, fragment):
    shop.world.act("novaoito", "novo_produto", sku="A", nome="Caneca", preco=10)
    if operation.startswith("Mapear"):
        shop.world.act("tiny", "incluir_produto", codigo="A", nome="Caneca do Tiny", preco=11, descricao="fica")
    shop.ways[platform].fragment = fragment
    shop.world.act("novaoito", "integrar_produtos_pendentes", sistema="Tiny", operacao=operation)
    shop.kill(platform)
    shop.rest()
    assert shop.world.view("novaoito", "integracao")["situacao"] == "Concluída"
    assert linked(shop.world) == [("A", ["A"])]


def test_a_product_that_was_coming_from_tiny_is_created_once(shop):
    shop.world.act("tiny", "incluir_produto", codigo="A", nome="Caneca", preco=11)
    shop.ways["novaoito"].fragment = "POST /api/v1/products"
    shop.world.act("tiny", "enviar_para_o_ecommerce", plataforma=STORE, produtos=["A"])
    shop.kill("novaoito")
    shop.world.quiet(PATIENCE)
    shop.world.advance(seconds=300)
    shop.rest()
    assert linked(shop.world) == [("A", ["A"])]
    assert [row["situacao"] for row in shop.world.view("tiny", "resultado_do_envio")] == ["mapeado"]


def linked(world):
    """The SKU of each linked product of the store, and the mappings of the one in Tiny that it leads to."""
    erp = {str(row["id"]): row for row in world.view("tiny", "lista_de_produtos")}
    products = world.view("novaoito", "produtos")
    assert len(erp) == len(products) == 1
    return [(row["sku"], [mapping["sku"] for mapping in erp[row["id_tiny"]]["mapeamentos"]]) for row in products]
