"""A connector set up on the platforms as they are installed, in this process, or one in a process of its own."""

import hashlib
import hmac
import json
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import httpx
import pytest
from shop import Shop

from homologa.simulators.site import build
from homologa.sync.app import create_app
from homologa.sync.connector import Connector
from homologa.sync.core.clock import Clock
from homologa.sync.core.memory import Memory
from homologa.sync.core.store import Store
from homologa.sync.integrations import INTEGRATIONS
from homologa.sync.integrations.novaoito import NovaoitoIntegration
from homologa.sync.integrations.novaoito.rules import ProductRules

COMMAND = [sys.executable, "-c", "from homologa.sync.commands import connector; connector()"]
PATIENCE = 20
CONNECTOR = "https://conector.example"
TIPOS = {"product": "produto", "stock": "estoque", "price": "precos"}


class Bench:
    """The connector, set up on the platforms of a shop; everything is done over its HTTP."""

    def __init__(self, site, shop, store, rules=None):
        self.shop = shop
        self.store = store
        self.memory = Memory(store)
        self.rules = rules
        self._site = site
        self.rebuild()

    def rebuild(self):
        """As after a crash: a new process on the same memory."""
        ruled = type("Ruled", (NovaoitoIntegration,), {"rules": self.rules})
        self.connector = Connector(
            integrations=INTEGRATIONS if self.rules is None else {"novaoito": ruled},
            store=self.store,
            base_url=CONNECTOR,
            clock=Clock(self.shop.clock.now),
            transport=self.shop.wire,
            inline=True,
        )
        app = create_app(self.connector)
        self._site.mount(httpx.URL(CONNECTOR).host, app)
        self.http = app.test_client()

    @property
    def queue(self):
        return self.connector.integration.engine.queue

    @property
    def now(self):
        return self.shop.world.now()

    def set_up(self):
        answer = self.http.put("/setup", json=self.shop.setup)
        assert answer.status_code == 200, answer.text
        return answer.json

    def change(self, **settings):
        assert self.http.patch("/setup", json={"settings": settings}).status_code == 200

    def run(self, operation):
        """Do an operation, and all that it leads to."""
        assert self.http.post("/run", json={"operation": operation}).status_code == 202
        self.settle()

    def integrate(self, operation, *product_ids, dry_run=False):
        """Ask for a job and let the connector work until it is idle; gives the job as it is then."""
        job_id = self.shop.asks(operation, *product_ids, dry_run=dry_run)
        self.settle()
        return self.shop.job(job_id)

    def state(self):
        return self.http.get("/state").json

    def settle(self):
        """Let the connector work until it is idle, whatever it must wait for."""
        for _ in range(200):
            state = self.state()
            if state["state"] == "idle":
                return
            wanted = datetime.fromisoformat(state["waiting_until"])
            self.shop.world.advance(to=max(self.now + timedelta(seconds=1), wanted))
        raise AssertionError("o conector não chega ao fim")

    def wait(self, **duration):
        """Let time pass, and do what is due then."""
        self.shop.world.advance(seconds=timedelta(**duration).total_seconds())
        self.settle()

    def tasks(self):
        return self.http.get("/work").json["tasks"]

    def messages(self, level=None):
        """What the log says, or what of it has this level."""
        entries = self.http.get("/log").json["entries"]
        return [entry["message"] for entry in entries if level in (None, entry["level"])]

    def receiver(self, kind):
        """The path of a receiver as the store shows it to the merchant."""
        return self.shop.world.view("novaoito", "receptores")[kind].removeprefix(CONNECTOR)

    def tell(self, kind, *dados, **changes):
        """Tiny's notification of a kind, with changes of its envelope; gives the answer."""
        access = self.shop.setup["platforms"]["tiny"]["credentials"]
        envelope = {"versao": "1.0.1", "cnpj": access["cnpj"], "idEcommerce": access["id_ecommerce"]}
        body = {**envelope, "tipo": TIPOS[kind], "dados": dados[0] if len(dados) == 1 else list(dados), **changes}
        return self.http.post(self.receiver(kind), json=body)

    def notify(self, *dados, **changes):
        return self.tell("product", *dados, **changes)

    def event(self, name, resource_id, *, secret=None, at=None):
        """What a request of the store with an event is made of, signed with the secret of its subscription."""
        body = json.dumps({"event": name, "resource": {"id": resource_id}, "delivery_id": f"d-{resource_id}"}).encode()
        moment = str(int((at or self.now).timestamp()))
        key = secret or self.memory.get("secrets")["erp.job.requested"]
        digest = hmac.new(key.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"data": body, "headers": {"X-Novaoito-Signature": f"t={moment},v1={digest}"}}


class Process:
    """`homologa connector` in a process of its own; the port is a free one unless it is among the options."""

    def __init__(self, *options, answers=True, command=None, environment=None):
        command = [*(command or COMMAND), "--port", "0", *options]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        self._process = subprocess.Popen(command, **streams, env={**os.environ, **(environment or {})})
        if answers:
            self.url = json.loads(self._process.stdout.readline())["url"]
            self.port = self.url.rpartition(":")[2]
            self.http = httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False)

    def wait(self):
        out, err = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, out, err

    def end(self, number):
        self.http.close()
        self._process.send_signal(number)
        return self.wait()

    def clean_up(self):
        if self._process.returncode is None:
            self.end(signal.SIGKILL)


@pytest.fixture
def started():
    """Starts the connector as a process; those that are still there in the end are killed."""
    processes = []

    def start(*options, **how):
        processes.append(Process(*options, **how))
        return processes[-1]

    yield start
    for process in processes:
        process.clean_up()


@pytest.fixture
def store():
    store = Store()
    yield store
    store.close()


@pytest.fixture
def memory(store):
    return Memory(store)


@pytest.fixture(scope="session")
def site():
    made = build()
    yield made
    made.worlds.close()


@pytest.fixture
def shop(site):
    made = Shop(site)
    yield made
    made.close()


@pytest.fixture
def mug(shop):
    """A product on both sides, linked, with another stock and price in Tiny; gives its id in the store."""
    return shop.share({"codigo": "CAN", "preco": 19.9, "estoque_atual": 7}, estoque=1)[0]


@pytest.fixture
def new_bench(site, shop, store):
    """A connector that is not set up yet."""
    return Bench(site, shop, store)


@pytest.fixture
def bench(new_bench):
    return ready(new_bench)


@pytest.fixture
def bench_with(site, shop, store):
    """A connector set up with other rules."""
    return lambda rules: ready(Bench(site, shop, store, rules))


def ready(bench):
    bench.set_up()
    bench.settle()
    return bench


@pytest.fixture
def dados():
    """The `dados` of a product that Tiny sends."""

    def build(codigo="T-1", **changes):
        return {
            "id": "901", "idMapeamento": "55001", "skuMapeamento": "", "nome": "Caneca", "codigo": codigo,
            "preco": "15.50", "precoPromocional": "0", "situacao": "A", "estoqueAtual": 3, "unidade": "UN",
            "pesoBruto": "0.3", "alturaEmbalagem": "10", "descricaoComplementar": "<p>boa</p>", "origem": "0",
            "variacoes": [], "anexos": [{"url": "https://img.example/1.jpg"}], **changes,
        }  # fmt: skip

    return build


@pytest.fixture
def rules():
    return ProductRules()
