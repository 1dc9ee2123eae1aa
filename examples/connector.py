"""A small connector between Novaoito and Tiny, for simple products: an example for partners."""

import json
import logging
import secrets
from datetime import UTC, datetime, timedelta
from threading import Condition, Lock, Thread
from typing import Any

import click
import flask
import httpx
from waitress.server import create_server

Json = dict[str, Any]
# Fields of one meaning: the store's, Tiny's in `produto.incluir`, Tiny's in the `produto` webhook.
TEXTS = """description descricao_complementar descricaoComplementar, brand marca marca, unit unidade unidade,
    gtin gtin gtin, ncm ncm ncm, cest cest cest"""
NUMBERS = """special_price preco_promocional precoPromocional, cost preco_custo precoCusto,
    stock_quantity estoque_atual estoqueAtual, weight peso_bruto pesoBruto,
    height altura_embalagem alturaEmbalagem, width largura_embalagem larguraEmbalagem,
    length comprimento_embalagem comprimentoEmbalagem, origin origem origem"""
PACKAGING = ("tipo", "altura", "largura", "comprimento", "diametro")
SEO = ("seo_title", "seo_keywords", "link_video", "seo_description", "slug")
LISTS = ("variacoes", "anexos", "imagens_externas", "kit")
CODE_LIMIT = 30
LOOPBACK = ("all://127.0.0.1", "all://localhost", "all://[::1]")
DIRECT = dict.fromkeys(("all://127.0.0.1", "all://localhost", "all://[::1]"))  # no proxy stands before this machine


class RefusedError(Exception):
    """`args` are a code (a word, an HTTP status or Tiny's codigo_erro), a text, and the item's result."""


def check(holds: object, code: int | str, text: str, result: str = "failed") -> None:
    """Refuse, unless it holds."""
    if not holds:
        raise RefusedError(code, text, result)


def trim(text: object) -> str:
    """Read a text, which may be absent."""
    return "" if text is None else str(text).strip()


def as_list(value: Any) -> list[Any]:
    """Read a list of Tiny, which may come as its bare element, or as "" when empty."""
    return value if isinstance(value, list) else [value] if value else []


def messages(answer: Json) -> str:
    """Join what Tiny says went wrong."""
    return "; ".join(str(entry["erro"]) for entry in as_list(answer.get("erros")))


def bearers(products: list[Json], sku: str) -> list[Json]:
    """Find the products and variants that bear the SKU, blanks around it aside."""
    found = (each for product in products for each in (product, *product["variants"]))
    return [each for each in found if trim(each["sku"]) == sku]


def holders(products: list[Json], tiny_id: object) -> list[Json]:
    """Find the product that is linked to Tiny's; the link of an app that was uninstalled is none."""
    links = [(each, each["erp"]["tiny"]) for each in products]
    return [each for each, link in links if link["external_id"] == str(tiny_id) and link["active"]]


class Connector:
    """The set-up under test, both platforms' APIs under it, and what its workers are doing, one at a time."""

    def __init__(self) -> None:
        self.http, self.changed, self.turn = httpx.Client(timeout=30, mounts=DIRECT), Condition(), Lock()
        self.setup: Json = {}
        self.key, self.busy = "", 0
        self.waiting: datetime | None = None

    def take(self, old: Json, body: Json, host: str) -> Json:
        """Take a set-up, or a change of the old one, and register the receiver; what went on before ends soon."""
        if not old:
            with self.changed:
                self.setup, self.key = {}, secrets.token_urlsafe(16)
                self.changed.notify_all()
                self.changed.wait_for(lambda: not self.busy)
        self.setup = {**old, **body, "platforms": {**old.get("platforms", {}), **body.get("platforms", {})}}
        urls = {"product": f"http://{host}/hooks/tiny/{self.key}/product"}
        self.store("PUT", "/apps/tiny-erp/receivers", json={"receivers": urls})
        return {"receivers": urls, "capabilities": ["poll"]}

    def state(self, seconds: float) -> Json:
        """Say what goes on, as soon as it is not `busy`."""
        with self.changed:
            self.changed.wait_for(lambda: self.waiting or not self.busy, seconds)
            state = "waiting" if self.waiting else "busy" if self.busy else "idle"
            return {"state": state, "waiting_until": self.waiting and self.waiting.isoformat()}

    def queue(self, run: Json) -> Json:
        """Look at the store's jobs in the background."""
        check(self.setup, 409, "Não há integração configurada.")
        check(run["operation"] == "poll", 409, "Este conector só sabe verificar os pedidos de integração.")
        with self.changed:
            self.busy += 1
        Thread(target=self.work, daemon=True).start()
        return {"run_id": secrets.token_hex(8)}

    def work(self) -> None:
        """Do the store's jobs, those left half done first, and be counted out."""
        try:
            with self.turn:
                for job in self.rows("/erp/jobs", status="running") + self.rows("/erp/jobs", status="queued"):
                    Job(self, job).run()
        finally:
            with self.changed:
                self.busy -= 1
                self.changed.notify_all()

    def pause(self, seconds: str | None) -> None:
        """Wait as a limit asks for: some seconds, or until the next minute."""
        delay = float(seconds or 60 - datetime.now(UTC).second)
        with self.changed:
            self.waiting = datetime.now(UTC) + timedelta(seconds=delay)
            self.changed.notify_all()
            self.changed.wait_for(lambda: not self.setup, delay)
            self.waiting = None

    def call(self, platform: str, method: str, path: str, **options: Any) -> Any:
        """Call a platform, waiting where it limits; Tiny's "no records" is an answer too."""
        while self.setup:
            url = self.setup["platforms"][platform]["url"].rstrip("/") + path
            try:
                response = self.http.request(method, url, **options)
                answer = {} if response.status_code == 429 else response.json()
            except (httpx.RequestError, ValueError) as error:
                raise RefusedError(503, f"Sem resposta de {platform}: {error}", "failed") from error
            answer = answer.get("retorno", answer)
            code = int(answer.get("codigo_erro", response.status_code))
            if code not in (6, 11, 429):
                text = f"{answer.get('code')}: {answer['detail']}" if "detail" in answer else messages(answer)
                check(response.is_success and code in (response.status_code, 20, 23), code, text)
                return answer
            self.pause(response.headers.get("Retry-After"))
        raise RefusedError(503, "A integração foi trocada.", "failed")

    def store(self, method: str, path: str, **options: Any) -> Any:
        """Call the store's API v1."""
        access = self.setup["platforms"]["novaoito"]["credentials"]
        headers = {"Authorization": f"Bearer {access['app_token']}", "X-Store-Id": access["store_id"]}
        return self.call("novaoito", method, "/api/v1" + path, headers=headers, **options)

    def tiny(self, service: str, **form: str) -> Any:
        """Call Tiny's API v2."""
        access = self.setup["platforms"]["tiny"]["credentials"]
        headers, form = {"Developer-Id": access["developer_id"]}, {**form, "token": access["token"], "formato": "json"}
        return self.call("tiny", "POST", f"/api2/{service}.php", headers=headers, data=form)

    def rows(self, path: str, page: int = 1, **query: str) -> list[Json]:
        """Read a list of the store, all its pages."""
        answer = self.store("GET", path, params={**query, "page": page, "per_page": 100})
        more = self.rows(path, page + 1, **query) if page < answer["meta"]["last_page"] else []
        return [*answer["data"], *more]

    def search(self, sku: str, page: int = 1) -> list[Json]:
        """Read Tiny's products whose name or code contains the SKU; equality is the caller's job."""
        answer = self.tiny("produtos.pesquisa", pesquisa=sku, pagina=str(page))
        more = self.search(sku, page + 1) if page < int(answer.get("numero_paginas", 0)) else []
        return [row["produto"] for row in as_list(answer.get("produtos"))] + more

    def category(self, path: list[str], sku: str) -> list[int]:
        """Find the store's category of a path, level by level; what it lacks is created, or said to be missing."""
        known = {(row["parent_id"], row["name"]): row["id"] for row in self.rows("/categories")}
        found = None
        for name in path:
            if (found, name) not in known and not self.setup["settings"].get("create_categories", True):
                logging.warning("Produto %s sem categoria: a loja não tem %s.", sku, " >> ".join(path))
                return []
            body = {"name": name, "parent_id": found}
            found = known.get((found, name)) or self.store("POST", "/categories", json=body)["id"]
        return [found] if found else []


class Job:
    """One integration job of the store: send (N1) or map (N2)."""

    def __init__(self, api: Connector, job: Json) -> None:
        self.api, self.path, self.sends = api, f"/erp/jobs/{job['id']}", job["operation"] == "send"
        self.ecommerce = str(api.setup["platforms"]["tiny"]["credentials"]["id_ecommerce"])
        self.products = api.rows("/products")

    def run(self) -> None:
        """Claim, work and finish; a job cut by a lost answer stays running, and the next poll takes it up."""
        self.api.store("POST", self.path + "/claim")
        try:
            self.work()
            failure = {}
        except RefusedError as error:
            check(error.args[0] < 500, *error.args)
            failure = {"failed": f"{error.args[1]} ({error.args[0]})"[:1000]}
        self.api.store("POST", self.path + "/finish", json=failure)

    def work(self) -> None:
        """Settle the items, twenty at a time; those missing in Tiny are created in one batch."""
        items = self.api.rows(self.path + "/items", result="none")
        for start in range(0, len(items), 20):
            batch = [self.api.store("GET", f"/products/{item['product_id']}") for item in items[start : start + 20]]
            new = [product for product in batch if not self.settle(product)]
            records = self.write("produto.incluir", [self.record(product) for product in new]) if new else []
            for product, record in zip(new, records, strict=True):
                self.settle(product, record)

    def settle(self, product: Json, record: Json | None = None) -> bool:
        """Report what becomes of a product, unless it has to be created in Tiny first."""
        try:
            check(not record or record["status"] == "OK", "erp_validation", messages(record or {}))
            entry = self.link(product, record["id"], "created", None) if record else self.match(product)
        except RefusedError as error:
            check(isinstance(error.args[0], str) or error.args[0] == 409, *error.args)
            code = error.args[0] if isinstance(error.args[0], str) else "already_linked"
            entry = {"result": error.args[2], "code": code, "message": error.args[1]}
        if entry:
            self.api.store("POST", self.path + "/items", json={"results": [{"product_id": product["id"], **entry}]})
        return bool(entry)

    def match(self, product: Json) -> Json:
        """Link a product by its SKU; the entry to report, empty when it has to be created in Tiny."""
        sku, status = trim(product["sku"]), product["erp"]["tiny"]["status"]
        check(status != "linked", "already_linked", "Já está vinculado.", "skipped")
        check(product["status"] == "active", "not_active", "Não está ativo na loja.", "skipped")
        check(sku, "missing_sku", "Não tem SKU.")
        check(len(sku) <= CODE_LIMIT, "sku_too_long", f"O SKU passa de {CODE_LIMIT} caracteres.")
        check(len(bearers(self.products, sku)) < 2, "duplicate_sku_store", "O SKU se repete na loja.")
        check(product["type"] == "simple", "unsupported_type", "Só produtos simples são atendidos.")
        rows = self.api.search(sku)
        same = [row for row in rows if trim(row["codigo"]) == sku and row["situacao"] != "E"]
        check(len(same) < 2, "duplicate_sku_erp", "O SKU se repete no Tiny.")
        near = any(trim(row["codigo"]).lower() == sku.lower() for row in rows)
        check(same or self.sends or not near, "sku_case_mismatch", "No Tiny o SKU tem outras maiúsculas.", "skipped")
        check(same or self.sends, "not_found_in_erp", "O SKU não existe no Tiny.", "skipped")
        return self.adopt(product, sku, same[0]) if same else {}

    def adopt(self, product: Json, sku: str, row: Json) -> Json:
        """Link both sides and change nothing else: what `produto.alterar` is not told, it resets."""
        check(row["tipoVariacao"] != "P", "type_mismatch", "No Tiny, o produto tem variações.")
        shown = self.api.tiny("produto.obter", id=str(row["id"]))["produto"]
        mappings = [entry["mapeamento"] for entry in as_list(shown.get("mapeamentos"))]
        ours = [trim(m["skuMapeamento"]) for m in mappings if str(m["idEcommerce"]) == self.ecommerce]
        is_free = ours in ([], [sku]) and not holders(self.products, row["id"])
        check(is_free, "erp_product_already_linked", "No Tiny, está vinculado a outro produto.")
        if not ours:
            whole = {name: value for name, value in shown.items() if value != ""} | self.mapping(sku)
            whole |= {f"{kind}_embalagem": shown[f"{kind}Embalagem"] for kind in PACKAGING}
            whole |= {name: as_list(shown[name]) for name in LISTS}
            (record,) = self.write("produto.alterar", [whole | {"seo": {name: shown[name] for name in SEO}}])
            check(record["status"] == "OK", "erp_validation", messages(record))
        code = "erp_product_inactive" if row["situacao"] == "I" else "linked_existing" if self.sends else None
        return self.link(product, row["id"], "linked", code)

    def link(self, product: Json, tiny_id: object, result: str, code: str | None) -> Json:
        """Write the store's link; the entry to report."""
        body = {"external_id": str(tiny_id), "external_sku": trim(product["sku"])}
        self.api.store("PUT", f"/erp/links/tiny/{product['id']}", json=body)
        return {"result": result, "code": code, "external_id": str(tiny_id)}

    def mapping(self, sku: str) -> Json:
        """Name the store's SKU, as Tiny's products carry it."""
        return {"mapeamentos": [{"mapeamento": {"idEcommerce": self.ecommerce, "skuMapeamento": sku}}]}

    def write(self, service: str, products: list[Json]) -> list[Json]:
        """Write a batch in Tiny; its records in the order of the batch, matched by `sequencia`."""
        batch = [{"produto": {**product, "sequencia": n}} for n, product in enumerate(products)]
        answer = self.api.tiny(service, produto=json.dumps({"produtos": batch}))
        records = [entry["registro"] for entry in as_list(answer["registros"])]
        return sorted(records, key=lambda record: int(record["sequencia"]))

    def record(self, product: Json) -> Json:
        """Write the full record of N1; what the store does not know stays out."""
        names = [name.split() for name in f"{TEXTS}, {NUMBERS}".split(",")]
        fields = {theirs: product[ours] for ours, theirs, _ in names if product[ours] is not None}
        fields |= {"nome": product["name"], "codigo": trim(product["sku"]), "preco": product["price"] or 0, "tipo": "P"}
        fields |= {"unidade": product["unit"] or "UN", "origem": str(product["origin"] or 0), "situacao": "A"}
        fields["imagens_externas"] = [{"imagem_externa": {"url": each["url"]}} for each in product["images"]]
        ahead = product["availability"]
        fields |= {"seo": {"slug": product["slug"]}, "dias_preparacao": ahead["lead_days"] or ""}
        fields["sob_encomenda"] = "S" if ahead["type"] == "made_to_order" else "N"
        for category in product["category_ids"][:1]:
            fields["categoria"] = self.api.store("GET", f"/categories/{category}")["path"]
        return fields | self.mapping(fields["codigo"])


def place(api: Connector, sent: Json) -> str:
    """Link the one product that bears the SKU, or create it (N3); the SKU, as the mapping."""
    sku, products = trim(sent["codigo"]), api.rows("/products")
    check(sku, 422, "SKU obrigatório")
    if known := holders(products, sent["id"]):
        return trim(sent["skuMapeamento"]) or trim(known[0]["sku"])
    same = bearers(products, sku)
    check(len(same) < 2, 422, "duplicate_sku_store: o SKU se repete na loja")
    alike = [row for row in api.search(sku) if trim(row["codigo"]) == sku and row["situacao"] != "E"]
    check(len(alike) < 2, 422, "duplicate_sku_erp: o SKU se repete no Tiny")
    simple = not sent["variacoes"] and all(each.get("type") == "simple" for each in same)
    check(simple, 422, "type_mismatch: só produtos simples são atendidos")
    product = same[0] if same else api.store("POST", "/products", json=new_product(api, sent, sku))
    link = {"external_id": str(sent["id"]), "mapping_id": str(sent["idMapeamento"]), "external_sku": sku}
    api.store("PUT", f"/erp/links/tiny/{product['id']}", json=link)
    return sku


def new_product(api: Connector, sent: Json, sku: str) -> Json:
    """Read a product of Tiny as one of the store."""
    name, price = trim(sent["nome"]), trim(sent["preco"])
    check(name and price.replace(".", "", 1).isdecimal(), 422, "validation_failed: nome em branco ou preço inválido")
    status = "inactive" if sent["situacao"] == "I" or not float(price) else "active"
    product: Json = {"sku": sku, "name": name, "price": float(price), "status": status}
    product["visibility"] = api.setup["settings"].get("default_visibility", "catalog")
    path = trim(sent["descricaoArvoreCategoria"]).replace(">>", ">").split(">")
    product["category_ids"] = api.category([name.strip() for name in path if name.strip()], sku)
    urls = [trim(image["url"]) for image in as_list(sent["anexos"])]
    product["images"] = [{"url": url} for url in urls if url.startswith("http")]
    product |= {ours: sent[theirs] or None for ours, _, theirs in map(str.split, TEXTS.split(","))}
    numbers = {ours: json.loads(trim(sent[theirs]) or "0") for ours, _, theirs in map(str.split, NUMBERS.split(","))}
    return product | {ours: number for ours, number in numbers.items() if number}


def receive(api: Connector, notice: Json) -> list[Json]:
    """Answer what Tiny sent, product by product."""
    access = api.setup["platforms"]["tiny"]["credentials"]
    ours = notice["cnpj"] == access["cnpj"] and str(notice["idEcommerce"]) == str(access["id_ecommerce"])
    check(ours, 403, "Notificação de outra conta.")
    return [entry(api, sent) for sent in as_list(notice["dados"])]


def entry(api: Connector, sent: Json) -> Json:
    """Answer one product: its mapping, or what is wrong with it."""
    try:
        return {"idMapeamento": sent["idMapeamento"], "skuMapeamento": place(api, sent)}
    except RefusedError as error:
        check(error.args[0] != 401, 404, "O aplicativo não está mais instalado.")
        check(error.args[0] in (409, 422), *error.args)
        return {"idMapeamento": sent["idMapeamento"], "error": error.args[1]}


def problem(error: Exception) -> tuple[Json, int, Json]:
    """Answer what went wrong; what could not be read is 422."""
    status, detail = error.args[:2] if isinstance(error, RefusedError) else (422, repr(error))
    body = {"title": "Recusado", "status": status, "detail": detail}
    return body, status, {"Content-Type": "application/problem+json"}


def create_app(api: Connector) -> flask.Flask:
    """Serve the driver protocol and the receiver."""
    app = flask.Flask(__name__)
    for kind in (RefusedError, ValueError, KeyError, TypeError, AttributeError):
        app.register_error_handler(kind, problem)

    @app.route("/setup", methods=["PUT", "PATCH"])
    def setup() -> Json:
        changes = flask.request.method == "PATCH"
        check(api.setup or not changes, 409, "Não há integração configurada.")
        return api.take(api.setup if changes else {}, flask.request.get_json(), flask.request.host)

    app.add_url_rule("/state", "state", lambda: api.state(float(flask.request.args.get("wait", 0))))
    app.add_url_rule("/run", "run", lambda: (api.queue(flask.request.get_json()), 202), methods=["POST"])

    @app.post("/hooks/tiny/<key>/product")
    def product(key: str) -> list[Json]:
        check(api.setup and key == api.key, 404, "Não existe.")
        return receive(api, flask.request.get_json(force=True)) if flask.request.get_data().strip() else []

    return app


@click.command()
@click.option("--port", default=8011)
def main(port: int) -> None:
    """Serve until the process is ended."""
    server = create_server(create_app(Connector()), host="127.0.0.1", port=port)
    click.echo(json.dumps({"url": f"http://127.0.0.1:{server.effective_port}"}))
    server.run()


if __name__ == "__main__":
    main()
