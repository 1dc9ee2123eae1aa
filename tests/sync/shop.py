"""Both platforms as they are installed, in this process: what people do there, and what both have."""

from datetime import UTC, datetime
from json import dumps

import httpx
from wire import Wire

from homologa.simulators.control.client import Control
from homologa.simulators.site import CONTROL_URL

NOW = datetime(2026, 3, 2, 10, 15, 20, tzinfo=UTC)
STORE = "Novaoito e-commerce"
BATCH, PAGE = 20, 100

FILLED = {
    "unidade": "UN", "preco": 5, "origem": "0", "situacao": "A", "tipo": "P", "peso_bruto": 1.5, "altura_embalagem": 12,
    "descricao_complementar": "<p>texto</p>", "seo": {"seo_title": "título", "slug": "s"},
}  # fmt: skip


def install(world):
    """Set both platforms of a world up for each other; gives what a connector is set up with."""
    world.act("novaoito", "instalar")
    number = world.act("tiny", "incluir_integracao", plataforma=STORE, nome="Loja")["identificador"]
    tiny, store = world.view("tiny", "credenciais"), world.view("novaoito", "credenciais")
    world.act("novaoito", "configurar", cnpj=tiny["cnpj"], identificador=number, token=tiny["token"])
    credentials = {
        "tiny": {name: tiny[name] for name in ("token", "developer_id", "cnpj")} | {"id_ecommerce": number},
        "novaoito": {name: store[name] for name in ("app_token", "store_id")},
    }
    platforms = {
        name: {"url": world.data["platforms"][name]["url"], "credentials": access}
        for name, access in credentials.items()
    }
    return {"integration": "novaoito", "platforms": platforms, "settings": {}}


class Shop:
    """A store and a Tiny account set up for each other: what people do there, and what both have.

    Tiny does not know the connector's receivers: what it would tell, a test tells in its place.
    """

    def __init__(self, site):
        self.world = Control(CONTROL_URL, site.transport).create_world(limits="off", now=NOW.isoformat())
        self.clock = site.worlds.get(self.world.id).clock
        self.wire = Wire(site.transport)
        self.setup = install(self.world)
        self.refused = set()
        """The operations in which a platform is to find fault with something."""
        self._access = {name: platform["credentials"] for name, platform in self.setup["platforms"].items()}
        self.id_ecommerce = self._access["tiny"]["id_ecommerce"]
        self._admin_token = self.world.view("novaoito", "credenciais")["admin_token"]
        self._http = httpx.Client(transport=site.transport)

    def close(self):
        """End the world; what was to go wrong did, and nobody broke a contract nor was refused for another reason."""
        breaches, findings = self.world.breaches(), self.world.findings()
        self._http.close()
        self.world.delete()
        assert (self.wire.unmet, breaches) == (set(), [])
        assert {row["operation"] for row in findings} == self.refused, findings

    # What people do

    def sells(self, sku, **fields):
        """A product of the store, old data that no screen refuses; gives its id."""
        return self.sell([sku], **fields)[0]

    def sell(self, skus, **fields):
        rows = [{"sku": sku, "nome": f"Produto {sku}", "preco": 10, **fields} for sku in skus]
        return [row["id"] for row in self.world.act("novaoito", "importar_produtos", produtos=rows)["produtos"]]

    def has_in_erp(self, codigo, **fields):
        """A product of Tiny, with the fields of its API; gives its id."""
        return self.have_in_erp([codigo], **fields)[0]

    def have_in_erp(self, codes, **fields):
        return self.fill_erp([{"codigo": codigo, **fields} for codigo in codes])

    def fill_erp(self, products):
        """Products of Tiny, as many as there are of them."""
        rows = [{"nome": f"No Tiny {product['codigo']}", **FILLED, **product} for product in products]
        return [number for first in range(0, len(rows), BATCH) for number in self._add(rows[first : first + BATCH])]

    def _add(self, rows):
        batch = [{"produto": {"sequencia": place, **row}} for place, row in enumerate(rows)]
        registros = self.tiny("produto.incluir", json={"produtos": batch})["registros"]
        assert all(row["registro"]["status"] == "OK" for row in registros), registros
        return [row["registro"]["id"] for row in sorted(registros, key=lambda row: int(row["registro"]["sequencia"]))]

    def share(self, *products, **fields):
        """Products of Tiny, as its API takes them, that the store sells too, linked; gives their ids in the store."""
        sold = self.sell([product["codigo"] for product in products], **fields)
        for product_id, erp_id in zip(sold, self.fill_erp(products), strict=True):
            self.links(product_id, erp_id)
        return sold

    def mapping(self, sku, id_ecommerce=None):
        """A mapping as Tiny's API takes it, to this store if no other integration is named."""
        return {"mapeamento": {"idEcommerce": id_ecommerce or self.id_ecommerce, "skuMapeamento": sku}}

    def links(self, product_id, erp_id, **fields):
        """Link a product of the store, as an app does."""
        link = {"external_id": erp_id, **fields}
        self.store("PUT", f"/erp/links/tiny/{product_id}", self._access["novaoito"]["app_token"], json=link)

    def asks(self, operation, *product_ids, dry_run=False):
        """Ask for a job of these products, of which the store tells the app; gives its id."""
        wanted = {"system": "tiny", "scope": "selection", "product_ids": product_ids}
        return self.store("POST", "/erp/jobs", json={**wanted, "operation": operation, "dry_run": dry_run})["id"]

    def reinstall(self):
        """Uninstall the app and install it again: the store gives it another token."""
        tiny = self._access["tiny"]
        self.world.act("novaoito", "desinstalar")
        self.world.act("novaoito", "instalar")
        self.world.act(
            "novaoito", "configurar", cnpj=tiny["cnpj"], identificador=self.id_ecommerce, token=tiny["token"]
        )
        self._access["novaoito"]["app_token"] = self.world.view("novaoito", "credenciais")["app_token"]

    # What both have

    def product(self, product_id):
        return self.store("GET", f"/products/{product_id}")

    def products(self):
        """Every product of the store by its id, as the API shows it."""
        return {row["id"]: row["registro"] for row in self.world.view("novaoito", "produtos")}

    def linked(self):
        """The id in Tiny of every product of the store that is linked, by its own."""
        return {row["id"]: row["id_tiny"] for row in self.world.view("novaoito", "produtos") if row["vinculo_ativo"]}

    def link_of(self, product_id):
        return self.store("GET", f"/erp/links/tiny/{product_id}")

    def categories(self):
        return self.store_rows("/categories")

    def tests(self):
        """The tests of the connection, newest first."""
        return self.store_rows("/apps/tiny-erp/tests")

    def erp(self):
        """Every product of Tiny, variations too, as the screen shows it."""
        return self.world.view("tiny", "lista_de_produtos")

    def in_erp(self, codigo):
        """The one product of Tiny with this code, as its API shows it to the partner."""
        (row,) = [row for row in self.erp() if row["codigo"] == codigo]
        return self.tiny("produto.obter", id=row["id"])["produto"]

    def codes(self):
        return sorted(row["codigo"] for row in self.erp())

    def job(self, job_id):
        return self.store("GET", f"/erp/jobs/{job_id}")

    def items(self, job_id):
        """What became of each product of a job, by its id."""
        return {row["product_id"]: row for row in self.store_rows(f"/erp/jobs/{job_id}/items")}

    def results(self, job_id):
        return {key: (row["result"], row["code"]) for key, row in self.items(job_id).items() if row["result"]}

    # The platforms' APIs, called beside the connector

    def store_rows(self, path):
        rows, page, last = [], 0, 1
        while page < last:
            page += 1
            answer = self.store("GET", path, params={"page": page, "per_page": PAGE})
            rows += answer["data"]
            last = answer["meta"]["last_page"]
        return rows

    def store(self, method, path, token=None, **content):
        headers = {"Authorization": f"Bearer {token or self._admin_token}"}
        url = f"{self.setup['platforms']['novaoito']['url']}/api/v1{path}"
        return self._http.request(method, url, headers=headers, **content).raise_for_status().json()

    def tiny(self, service, *, json=None, **fields):
        access = self._access["tiny"]
        form = {"token": access["token"], "formato": "json", **fields}
        if json is not None:
            form[service.partition(".")[0]] = dumps(json)
        url = f"{self.setup['platforms']['tiny']['url']}/api2/{service}.php"
        headers = {"Developer-Id": access["developer_id"]}
        return self._http.post(url, data=form, headers=headers).raise_for_status().json()["retorno"]
