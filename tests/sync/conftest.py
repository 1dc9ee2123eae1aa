"""Two small stubs of the platforms behind one transport, and a connector set up on them."""

import copy
import hashlib
import hmac
import itertools
import json
import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs, unquote

import httpx
import pytest
from shop import NOW, Crash, Shop, problem, tiny_error

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
BRASILIA = timezone(timedelta(hours=-3))
CONNECTOR = "https://conector.example"
TIPOS = {"product": "produto", "stock": "estoque", "price": "precos"}
ID_ECOMMERCE = 7421
CNPJ = "12345678000195"
SETUP = {
    "integration": "novaoito",
    "platforms": {
        "tiny": {
            "url": "https://tiny.example",
            "credentials": {
                "token": "t" * 40,
                "developer_id": "dev",
                "id_ecommerce": ID_ECOMMERCE,
                "cnpj": CNPJ,
            },
        },
        "novaoito": {
            "url": "https://loja.example",
            "credentials": {"app_token": "app", "store_id": "loja"},
        },
    },
    "settings": {"default_visibility": "catalog"},
}


class Stub:
    """A store and a Tiny account; `before` and `after` are called with each request, and may answer or raise."""

    def __init__(self):
        self.products = {}
        self.links = {}
        self.categories = {}
        self.jobs = {}
        self.tests = {}
        self.webhooks = {}
        self.receivers = {}
        self.erp = {}
        self.page_size = 100
        self.price_lists = []
        self.exceptions = []
        self.error30 = False
        self.refused = set()
        self.calls = []
        self.now = lambda: NOW
        self.before = lambda request: None
        self.after = lambda request: None
        self._ids = itertools.count(1)
        self.transport = httpx.MockTransport(self._handle)

    @property
    def subscriptions(self):
        """The secrets of the subscriptions, by event."""
        return {row["event"]: row["secret"] for row in self.webhooks.values()}

    # What people do

    def sells(self, sku, **fields):
        product = {
            "id": 1000 + next(self._ids), "sku": sku, "type": "simple", "name": f"Produto {sku}",
            "slug": "produto", "description": None, "status": "active", "visibility": "catalog_search",
            "price": 10.0, "special_price": None, "cost": None, "weight": None, "width": None, "height": None,
            "length": None, "gtin": None, "ncm": None, "cest": None, "origin": None, "unit": None, "brand": None,
            "category_ids": [], "stock_quantity": 0, "images": [], "variants": [],
            "availability": {"type": "immediate", "lead_days": None, "release_date": None}, **fields,
        }  # fmt: skip
        product["variants"] = [{"id": 100 + next(self._ids), **variant} for variant in product["variants"]]
        self.products[product["id"]] = product
        return product["id"]

    def has_in_erp(self, codigo, **fields):
        product = {
            "id": str(500 + next(self._ids)), "nome": f"No Tiny {codigo}", "codigo": codigo, "unidade": "UN",
            "preco": 5, "origem": "0", "situacao": "A", "tipo": "P", "tipoVariacao": "N",
            "descricao_complementar": "<p>texto</p>", "peso_bruto": 1.5, "alturaEmbalagem": "12.0",
            "seo_title": "título", "slug": "s", "anexos": [], "mapeamentos": [], **fields,
            "data_criacao": self.now().astimezone(BRASILIA).strftime("%d/%m/%Y %H:%M:%S"),
        }  # fmt: skip
        if product.get("variacoes"):
            product["tipoVariacao"] = "P"
            product["variacoes"] = [self._variation(row["variacao"]) for row in product["variacoes"]]
        self.erp[product["id"]] = product
        return product["id"]

    def _variation(self, row):
        number = row.get("id") or str(500 + next(self._ids))
        return {"variacao": {**row, "id": number, "mapeamentos": self._mapped(row)}}

    def requests(self, operation, *product_ids, dry_run=False):
        job = {
            "id": f"job-{next(self._ids)}", "operation": operation, "dry_run": dry_run, "status": "queued",
            "items": dict.fromkeys(product_ids),
        }  # fmt: skip
        self.jobs[job["id"]] = job
        return job["id"]

    def event(self, name, resource_id, delivery_id="d-1", secret=None, at=NOW):
        body = json.dumps({"event": name, "resource": {"id": resource_id}, "delivery_id": delivery_id}).encode()
        moment = str(int(at.timestamp()))
        key = (secret or self.subscriptions[name]).encode()
        digest = hmac.new(key, moment.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"data": body, "headers": {"X-Novaoito-Signature": f"t={moment},v1={digest}"}}

    def results(self, job_id):
        return {key: (row["result"], row["code"]) for key, row in self.jobs[job_id]["items"].items() if row}

    def count(self, fragment):
        return sum(fragment in call for call in self.calls)

    # What the platforms answer

    def _handle(self, request):
        self.calls.append(f"{request.method} {request.url.raw_path.decode()}")
        forced = self.before(request)
        if forced is not None:
            return forced
        answer = self._tiny(request) if request.url.host == "tiny.example" else self._store(request)
        forced = self.after(request)
        return answer if forced is None else forced

    def _tiny(self, request):
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        service = request.url.path.removeprefix("/api2/").removesuffix(".php")
        if form.get("token") != SETUP["platforms"]["tiny"]["credentials"]["token"]:
            return tiny_error(2, "token invalido")
        return getattr(self, "_" + service.replace(".", "_"))(form)

    def _info(self, form):
        return tiny_ok(conta={"fantasia": "Loja Modelo", "razao_social": "Modelo Ltda"})

    def _produtos_pesquisa(self, form):
        text = form.get("pesquisa", "").lower()
        variations = [
            {**parent, **row["variacao"], "situacao": "A", "tipoVariacao": "V"}
            for parent in self.erp.values()
            for row in parent.get("variacoes", [])
        ]
        rows = [*self.erp.values(), *variations]
        since = _instant(form.get("dataCriacao", "01/01/2000 00:00:00"))
        found = [row for row in rows if text in f"{row['codigo']} {row['nome']}".lower()]
        found = [row for row in found if _instant(row["data_criacao"]) >= since]
        page = int(form["pagina"])
        rows = found[(page - 1) * self.page_size : page * self.page_size]
        if not rows:
            return tiny_error(20 if not found else 23, "A Consulta não retornou registros")
        names = ("data_criacao", "codigo", "nome", "situacao", "tipoVariacao")
        listed = [{"produto": {"id": int(row["id"]), **{name: row[name] for name in names}}} for row in rows]
        return tiny_ok(pagina=page, numero_paginas=-(-len(found) // self.page_size), produtos=listed)

    def _produto_obter(self, form):
        return tiny_ok(produto=self.erp[form["id"]]) if form["id"] in self.erp else tiny_error(32, "não localizado")

    def _produto_incluir(self, form):
        registros = []
        for row in json.loads(form["produto"])["produtos"]:
            sent = dict(row["produto"])
            number = sent.pop("sequencia")
            taken = any(known["codigo"] == sent["codigo"] for known in self.erp.values())
            if sent["nome"] == "inválido":
                registros.append(record_error(number, 31, "O nome é inválido"))
            elif taken and self.error30:
                registros.append(record_error(number, 30, "Registro em duplicidade"))
            else:
                new = self.has_in_erp(**{**sent, "mapeamentos": self._mapped(sent)})
                registros.append({"registro": {"sequencia": number, "status": "OK", "id": new}})
        return tiny_ok(registros=registros[::-1])

    def _produto_alterar(self, form):
        registros = []
        for row in json.loads(form["produto"])["produtos"]:
            sent = row["produto"]
            known = self.erp[sent["id"]]
            kept = {name: known[name] for name in ("id", "tipoVariacao", "data_criacao")}
            self.erp[sent["id"]] = {**kept, **sent, "mapeamentos": self._mapped(sent)}
            if "variacoes" in sent:
                self.erp[sent["id"]]["variacoes"] = [self._variation(row["variacao"]) for row in sent["variacoes"]]
            registros.append({"registro": {"sequencia": sent["sequencia"], "status": "OK", "id": sent["id"]}})
        return tiny_ok(registros=registros[::-1])

    def _produto_obter_estoque(self, form):
        row = self.erp.get(form["id"])
        return tiny_ok(produto={"id": row["id"], **row["saldos"]}) if row else tiny_error(32, "não localizado")

    def _listas_precos_pesquisa(self, form):
        return tiny_ok(pagina=1, numero_paginas=1, registros=[{"registro": row} for row in self.price_lists])

    def _listas_precos_excecoes(self, form):
        found = [row for row in self.exceptions if str(row["id_produto"]) == form["idProduto"]]
        return tiny_ok(registros=[{"registro": row} for row in found]) if found else tiny_error(20, "sem registros")

    def _mapped(self, sent):
        return [
            {"mapeamento": {**row["mapeamento"], "idMapeamento": 55000 + next(self._ids)}}
            for row in sent.get("mapeamentos", [])
        ]

    def _store(self, request):
        path = unquote(request.url.raw_path.decode().partition("?")[0].removeprefix("/api/v1"))
        parts = path.strip("/").split("/")
        body = json.loads(request.content) if request.content else None
        answer = getattr(self, "_on_" + parts[0])(request, parts[1:], body)
        return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)

    def _shown(self, product):
        link = self.links.get(product["id"])
        active = link and link.get("active", True)
        state = {"status": "linked" if active else "pending", "external_id": link and link["external_id"]}
        return {**product, "erp": {"tiny": {**state, "active": active}}}

    def _on_products(self, request, parts, body):
        if request.method == "POST" and not parts:
            if any(row["sku"] == body["sku"] for row in self.products.values()):
                return problem(409, "sku_already_exists")
            new = self.sells(**body)
            return httpx.Response(201, json=self._shown(self.products[new]))
        if not parts:
            rows = [self._shown(product) for product in self.products.values()]
            sku = request.url.params.get("filter[sku]")
            rows = [row for row in rows if sku is None or sku in [each["sku"] for each in (row, *row["variants"])]]
            wanted = request.url.params.get("filter[erp_status][tiny]")
            rows = [row for row in rows if wanted in (None, row["erp"]["tiny"]["status"])]
            return page_of(rows, int(request.url.params["page"]), self.page_size)
        if parts[0] == "by-sku":
            sku = "/".join(parts[1:])
            found = [row for row in self.products.values() if sku in [each["sku"] for each in (row, *row["variants"])]]
            if len(found) > 1:
                return problem(409, "sku_not_unique")
            return self._shown(found[0]) if found else problem(404, "not_found")
        product = self.products.get(int(parts[0]))
        return self._shown(product) if product else problem(404, "not_found")

    def _on_stock(self, request, parts, body):
        verdicts = [self._written(row, stock_quantity="quantity") for row in body["items"]]
        return httpx.Response(207, json={"data": verdicts})

    def _on_prices(self, request, parts, body):
        names = {"price": "price", "special_price": "special_price"}
        return httpx.Response(207, json={"data": [self._written(row, **names) for row in body["items"]]})

    def _written(self, row, **names):
        if row["sku"] in self.refused:
            return {"sku": row["sku"], "status": 422, "code": "validation_failed", "detail": "não"}
        for product in self.products.values():
            for bearer in (product, *product["variants"]):
                if bearer["sku"] == row["sku"]:
                    bearer |= {name: row[given] for name, given in names.items()}
        return {"sku": row["sku"], "status": 200}

    def _on_categories(self, request, parts, body):
        if request.method == "POST":
            parent = self.categories.get(body["parent_id"])
            if body["name"] == "recusada" or (body["parent_id"] and parent is None):
                return problem(422, "validation_failed")
            path = f"{parent['path']} >> {body['name']}" if parent else body["name"]
            new = {"id": next(self._ids), **body, "path": path}
            self.categories[new["id"]] = new
            return httpx.Response(201, json=new)
        if parts:
            return self.categories[int(parts[0])]
        return page_of(list(self.categories.values()), int(request.url.params["page"]), self.page_size)

    def _on_apps(self, request, parts, body):
        if parts[1] == "receivers":
            self.receivers = body["receivers"]
        elif len(parts) == 3:
            self.tests[parts[2]] = body
        else:
            return page_of([{"test_id": key} for key, value in self.tests.items() if value is None])
        return body

    def _on_webhooks(self, request, parts, body):
        if request.method == "GET":
            shown = [{name: row[name] for name in ("id", "event", "url")} for row in self.webhooks.values()]
            return page_of(shown, int(request.url.params["page"]), self.page_size)
        if request.method == "DELETE":
            del self.webhooks[int(parts[0])]
            return httpx.Response(204)
        new = next(self._ids)
        self.webhooks[new] = {"id": new, **body, "secret": f"segredo {new}"}
        return httpx.Response(201, json=self.webhooks[new])

    def _on_erp(self, request, parts, body):
        if parts[0] == "links":
            return self._link(int(parts[2]), request.method, body)
        if len(parts) == 1:
            return page_of([self._job(job) for job in self.jobs.values() if job["status"] == "queued"])
        job = self.jobs.get(parts[1])
        if job is None:
            return problem(404, "not_found")
        return getattr(self, "_job_" + parts[2])(request, job, body)

    def _link(self, product_id, method, body):
        known = self.links.get(product_id)
        if method == "GET":
            return {"active": True, **known} if known else problem(404, "not_found")
        active = {key: link for key, link in self.links.items() if link.get("active", True)}
        known = active.get(product_id)
        others = [key for key, link in active.items() if link["external_id"] == body["external_id"]]
        if (known and known["external_id"] != body["external_id"]) or set(others) - {product_id}:
            return problem(409, "already_linked")
        self.links[product_id] = body
        return body

    def _job(self, job):
        rows = [row["result"] for row in job["items"].values() if row]
        counts = {name: rows.count(name) for name in ("created", "linked", "skipped", "failed")}
        return {
            **{key: job[key] for key in ("id", "operation", "dry_run", "status")},
            "total": len(job["items"]),
            **counts,
        }

    def _job_claim(self, request, job, body):
        if job["status"] not in ("queued", "running"):
            return problem(409, "invalid_transition")
        job["status"] = "running"
        return self._job(job)

    def _job_items(self, request, job, body):
        if request.method == "GET":
            skus = {key: self.products[key]["sku"] if key in self.products else "?" for key in job["items"]}
            rows = [
                {"product_id": key, "sku": skus[key], "result": row and row["result"]}
                for key, row in job["items"].items()
            ]
            return page_of(rows, int(request.url.params["page"]), self.page_size)
        if job["status"] != "running":
            return problem(409, "invalid_transition")
        verdicts = [self._judged(job, row) for row in body["results"]]
        return httpx.Response(207, json={"data": verdicts})

    def _judged(self, job, row):
        link = self.links.get(row["product_id"])
        claims = row["result"] in ("created", "linked") and not job["dry_run"]
        if claims and (link is None or link["external_id"] != row["external_id"]):
            return {"product_id": row["product_id"], "status": 409, "detail": "não há vínculo"}
        job["items"][row["product_id"]] = row
        return {"product_id": row["product_id"], "status": 200, "detail": None}

    def _job_finish(self, request, job, body):
        if job["status"] != "running" or (not body and None in job["items"].values()):
            return problem(409, "invalid_transition")
        job["failure"] = body or None
        failed = any(row and row["result"] == "failed" for row in job["items"].values())
        job["status"] = "failed" if body else "completed_with_errors" if failed else "completed"
        return self._job(job)


def _instant(written):
    return datetime.strptime(written, "%d/%m/%Y %H:%M:%S")


def tiny_ok(**answer):
    return httpx.Response(200, json={"retorno": {"status_processamento": 3, "status": "OK", **answer}})


def record_error(number, code, text):
    row = {"sequencia": number, "status": "Erro", "codigo_erro": str(code), "erros": [{"erro": text}]}
    return {"registro": row}


def page_of(rows, page=1, size=100):
    last = max(1, -(-len(rows) // size))
    return {"data": rows[(page - 1) * size : page * size], "meta": {"last_page": last}}


class StubBench:
    """A connector set up on the stub; everything is done over its HTTP."""

    def __init__(self, stub, store, rules=None):
        self.stub = stub
        stub.now = lambda: self.now
        self.store = store
        self.memory = Memory(store)
        self.rules = rules
        self.rebuild()

    def rebuild(self):
        """As after a crash: a new process on the same memory."""
        ruled = type("Ruled", (NovaoitoIntegration,), {"rules": self.rules})
        self.connector = Connector(
            integrations=INTEGRATIONS if self.rules is None else {"novaoito": ruled},
            store=self.store,
            base_url="https://conector.example",
            clock=Clock(lambda: self.now),
            transport=self.stub.transport,
            inline=True,
        )
        self.http = create_app(self.connector).test_client()

    @property
    def queue(self):
        return self.connector.integration.engine.queue

    now = NOW

    def set_up(self):
        answer = self.http.put("/setup", json=SETUP)
        assert answer.status_code == 200, answer.text
        return answer.json

    def integrate(self, operation, *product_ids, dry_run=False):
        """Ask for a job and let the connector work until it is idle, whatever it must wait for."""
        job_id = self.stub.requests(operation, *product_ids, dry_run=dry_run)
        self.hear("erp.job.requested", job_id)
        self.settle()
        return self.stub.jobs[job_id]

    def hear(self, name, resource_id):
        event = self.stub.event(name, resource_id, f"d-{resource_id}", at=self.now)
        answer = self.http.post("/hooks/novaoito", **event)
        assert answer.status_code == 204

    def settle(self):
        for _ in range(200):
            state = self.http.get("/state").json
            if state["state"] == "idle":
                return
            self.now = max(self.now + timedelta(seconds=1), datetime.fromisoformat(state["waiting_until"]))
        raise AssertionError("o conector não chega ao fim")

    def tell(self, kind, tipo, **dados):
        """Tiny's notification of another kind; returns its status."""
        envelope = {"versao": "1.0.1", "cnpj": CNPJ, "idEcommerce": ID_ECOMMERCE, "tipo": tipo, "dados": dados}
        path = self.stub.receivers[kind].removeprefix("https://conector.example")
        return self.http.post(path, json=envelope).status_code

    def notify(self, *dados, **changes):
        """Tiny's `produto` notification."""
        envelope = {"versao": "1.0.1", "cnpj": CNPJ, "idEcommerce": ID_ECOMMERCE, "tipo": "produto", **changes}
        path = self.stub.receivers["product"].removeprefix("https://conector.example")
        return self.http.post(path, json={**envelope, "dados": dados[0] if len(dados) == 1 else list(dados)})


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
def stub():
    return Stub()


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
    assert not made.wire.unmet


@pytest.fixture
def bench(request, store):
    if {"stub", "setup"}.intersection(request.fixturenames):
        bench = StubBench(request.getfixturevalue("stub"), store)
    else:
        bench = Bench(request.getfixturevalue("site"), request.getfixturevalue("shop"), store)
    bench.set_up()
    bench.settle()
    return bench


@pytest.fixture
def bench_with(stub, store):
    """A connector set up with other rules."""

    def build(rules):
        bench = StubBench(stub, store, rules)
        bench.set_up()
        bench.settle()
        return bench

    return build


@pytest.fixture
def setup():
    """What the driver hands over."""
    return copy.deepcopy(SETUP)


@pytest.fixture
def crash():
    return Crash


@pytest.fixture
def answers():
    """The shapes of the platforms' refusals."""
    return type("Answers", (), {"tiny": staticmethod(tiny_error), "problem": staticmethod(problem)})


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
