"""A server that is killed while several clients write, and what the next one finds."""

import json
import random
import signal
import threading
from dataclasses import dataclass, field

import httpx
import pytest

SOON = 20.0
BATCH = 3
CONTENT = {"unidade": "UN", "preco": 1, "origem": "0", "situacao": "A", "tipo": "P"}


@dataclass
class Writers:
    """Clients of one world that write until nobody answers, and what they were answered: ids by code."""

    client: httpx.Client
    enough: int
    answered: dict[str, str] = field(default_factory=dict)
    reached: threading.Event = field(default_factory=threading.Event)

    def erp(self, told, name):
        """Add batches to Tiny."""
        tiny = told["platforms"]["tiny"]
        for number in range(10_000):
            codes = [f"{name}-{number}.{part}" for part in range(BATCH)]
            records = [{"produto": {"sequencia": str(place), "nome": code, "codigo": code, **CONTENT}}
                       for place, code in enumerate(codes)]  # fmt: skip
            fields = {
                "token": tiny["credentials"]["token"],
                "formato": "json",
                "produto": json.dumps({"produtos": records}),
            }
            answer = self.client.post(f"{tiny['url']}/api2/produto.incluir", data=fields).json()["retorno"]
            ids = [record["registro"]["id"] for record in answer["registros"]]
            self.note(dict(zip(codes, map(str, ids), strict=True)))

    def store(self, told, name):
        """Add products to the store, each of which tells a receiver."""
        url = f"{told['control']}/worlds/{told['world']}/actions/novaoito/novo_produto"
        for number in range(10_000):
            sku = f"{name}-{number}"
            answer = self.client.post(url, json={"sku": sku, "nome": sku})
            self.note({sku: str(answer.json()["result"]["id"])})

    def note(self, ids):
        self.answered.update(ids)
        if len(self.answered) >= self.enough:
            self.reached.set()

    def write_until_killed(self, served, run):
        """Have four clients write, and kill the server in the midst of it."""
        tasks = [(self.erp, f"e{run}a"), (self.erp, f"e{run}b"), (self.store, f"s{run}a"), (self.store, f"s{run}b")]
        threads = [threading.Thread(target=self._until_nobody_answers, args=(served.told, *task)) for task in tasks]
        for thread in threads:
            thread.start()
        assert self.reached.wait(SOON)
        served.end(signal.SIGKILL)
        for thread in threads:
            thread.join()

    def _until_nobody_answers(self, told, write, name):
        try:
            write(told, name)
        except httpx.TransportError:
            return


@pytest.fixture
def begun(serve, tmp_path):
    """Starts the server on the same folder, again and again."""
    return lambda: serve("--data", str(tmp_path / "dados"), "--clock", "frozen")


def test_what_was_answered_is_kept_and_the_rest_is_whole_or_not_there(begun, control_of, client, subscribe, receiver):
    receiver.status = 503
    chance, answered = random.Random(5), {}
    served = begun()
    tokens = own_tokens(served)
    control_of(served.told["control"]).world("padrao").set_limits("off")
    subscribe(served.told["platforms"]["novaoito"], receiver.url)

    for run in range(3):
        writers = Writers(client, enough=chance.randint(20, 80))
        writers.write_until_killed(served, run)
        assert not answered.keys() & writers.answered.keys()
        answered |= writers.answered
        served = begun()
        world = control_of(served.told["control"]).world("padrao")
        assert world.quiet(SOON).quiet
        products = kept(world)
        assert products.items() >= answered.items()
        assert len(set(products.values())) == len(products)
        assert batches(products) == {BATCH}
        assert exchanges(world) <= {"fechada", "interrompida"}

    assert own_tokens(served) == tokens
    receiver.status = 200
    deliver(world)
    assert {delivery["state"] for delivery in deliveries(world)} == {"delivered"}
    assert told_of(receiver) == {id_ for code, id_ in kept(world).items() if code.startswith("s")}


def own_tokens(served):
    """What finds the world again: the credentials of the accounts."""
    platforms = served.told["platforms"]
    return platforms["tiny"]["credentials"]["token"], platforms["novaoito"]["credentials"]["admin_token"]


def kept(world):
    """Every product of both platforms: ids by code."""
    erp = {product["codigo"]: f"{product['id']}" for product in world.view("tiny", "lista_de_produtos")}
    store = {product["sku"]: f"{product['id']}" for product in world.view("novaoito", "produtos")}
    return erp | store


def batches(products):
    """The numbers of products that the batches have."""
    names = [code.partition(".")[0] for code in products if "." in code]
    return {names.count(name) for name in names}


def pages(read):
    """Every row of a list that goes by `seq`."""
    found, after = [], 0
    while page := read(after=after, limit=1000):
        found += page
        after = page[-1]["seq"]
    return found


def exchanges(world):
    found = pages(world.journal)
    assert len({exchange["seq"] for exchange in found}) == len(found)
    return {exchange["state"] for exchange in found}


def deliveries(world):
    found = pages(world.deliveries)
    assert len({delivery["id"] for delivery in found}) == len(found)
    return found


def deliver(world):
    """Let the time of every retry come."""
    while world.quiet(SOON).next_due is not None:
        world.advance()


def told_of(receiver):
    return {str(json.loads(body)["resource"]["id"]) for _, body in receiver.requests}
