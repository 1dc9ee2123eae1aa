"""A small connector between Novaoito and Tiny, simple products only: an example for partners."""

from __future__ import annotations

import argparse
import json
import re
import secrets
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

Json = dict[str, Any]
CREDENTIALS = {"tiny": {"token", "developer_id", "id_ecommerce", "cnpj"}, "novaoito": {"app_token", "store_id"}}
# Fields of equal meaning: the store's, then Tiny's in `produto.incluir`, then Tiny's in the `produto` webhook.
FIELDS = """
    special_price preco_promocional precoPromocional, brand marca marca, gtin gtin gtin, ncm ncm ncm, cest cest cest,
    description descricao_complementar descricaoComplementar, weight peso_bruto pesoBruto, unit unidade unidade,
    height altura_embalagem alturaEmbalagem, width largura_embalagem larguraEmbalagem, origin origem origem,
    length comprimento_embalagem comprimentoEmbalagem, stock_quantity estoque_atual estoqueAtual"""
TRIPLES = [triple.split() for triple in FIELDS.split(",")]
NUMBERS = {"special_price", "weight", "height", "width", "length", "origin", "stock_quantity"}


class LostError(Exception):
    """No usable answer; `args` are a text and the moment to go on at, None when it may have been done."""


class RefusedError(Exception):
    """An orderly refusal; `args` are the code (HTTP status, or Tiny's codigo_erro) and a text."""


def after(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def trim(text: object) -> str:
    return "" if text is None else str(text).strip()


def as_list(value: Any) -> list[Any]:
    """Read a list of Tiny, which may come as its bare element, or as "" when empty."""
    return value if isinstance(value, list) else [value] if value else []


def messages(answer: Json) -> str:
    return "; ".join(str(entry["erro"]) for entry in as_list(answer.get("erros"))) or "recusado pelo Tiny"


def read_store(response: httpx.Response) -> Any:
    answer = response.json()
    if response.is_error:
        raise RefusedError(response.status_code, f"Loja: {answer['detail']} {answer.get('errors', '')}".strip())
    return answer


def read_tiny(response: httpx.Response) -> Any:
    answer = response.json()["retorno"]
    code = int(answer.get("codigo_erro") or 0)
    if code in (6, 11):
        raise LostError("Tiny: excesso de acessos", after(60).replace(second=0, microsecond=0))
    if code:
        raise RefusedError(code, f"Tiny: {messages(answer)}")
    return answer


class Platforms:
    """Both APIs under one set-up; without patience a limit or a lost answer is an error at once."""

    def __init__(self, connector: Connector, setup: Json, patient: bool) -> None:
        self.connector, self.setup, self.patient = connector, setup, patient

    def credentials(self, platform: str) -> Json:
        return dict(self.setup["platforms"][platform]["credentials"])

    def exchange(self, send: Callable[[], httpx.Response], read: Callable[[httpx.Response], Any], tries: int) -> Any:
        while True:
            self.connector.check(self.setup)
            try:
                response = send()
                if response.status_code == 429:
                    raise LostError("excesso de acessos", after(int(response.headers.get("Retry-After", 60))))
                return read(response)
            except (httpx.RequestError, ValueError, KeyError, LostError) as error:
                lost = error if isinstance(error, LostError) else LostError(f"sem resposta útil ({error})", None)
                tries -= lost.args[1] is None
                if tries < 1 or not self.patient:
                    raise lost from error
                self.connector.pause(self.setup, lost.args[1] or after(1))

    def store(self, method: str, path: str, **options: Any) -> Any:
        def send() -> httpx.Response:
            access = self.credentials("novaoito")
            headers = {"Authorization": f"Bearer {access['app_token']}", "X-Store-Id": access["store_id"]}
            url = self.setup["platforms"]["novaoito"]["url"].rstrip("/") + "/api/v1" + path
            return self.connector.http.request(method, url, headers=headers, **options)

        return self.exchange(send, read_store, 3)

    def tiny(self, service: str, tries: int = 3, **form: str) -> Any:
        def send() -> httpx.Response:
            access = self.credentials("tiny")
            url = f"{self.setup['platforms']['tiny']['url'].rstrip('/')}/api2/{service}.php"
            fields = {**form, "token": access["token"], "formato": "json"}
            return self.connector.http.post(url, data=fields, headers={"Developer-Id": access["developer_id"]})

        return self.exchange(send, read_tiny, tries)

    def rows(self, path: str, **query: str) -> Iterator[Json]:
        page = last = 1
        while page <= last:
            answer = self.store("GET", path, params={**query, "page": page, "per_page": 100})
            yield from answer["data"]
            page, last = page + 1, answer["meta"]["last_page"]

    def search(self, sku: str) -> Iterator[Json]:
        """Rows of Tiny whose name or code contains the SKU; equality is the caller's job."""
        page = last = 1
        while page <= last:
            try:
                answer = self.tiny("produtos.pesquisa", pesquisa=sku, pagina=str(page))
            except RefusedError as error:
                if error.args[0] not in (20, 23):
                    raise
                return
            yield from (row["produto"] for row in as_list(answer["produtos"]) if row["produto"]["situacao"] != "E")
            page, last = page + 1, int(answer["numero_paginas"])


class Catalogue:
    """The store's products by trimmed SKU (variants too) and by the Tiny id that they are linked to."""

    def __init__(self, products: Iterable[Json]) -> None:
        self.bearers: defaultdict[str, list[Json]] = defaultdict(list)
        self.linked: dict[str, Json] = {}
        for product in products:
            for bearer in (product, *product["variants"]):
                self.bearers[trim(bearer["sku"])].append(bearer)
            self.linked[str(product["erp"]["tiny"]["external_id"])] = product


class Job:
    """One integration job of the store, send (N1) or map (N2)."""

    def __init__(self, api: Platforms, job: Json) -> None:
        self.api, self.job, self.path = api, job, f"/erp/jobs/{job['id']}"

    def run(self) -> None:
        self.api.store("POST", self.path + "/claim")
        failure: Json = {}
        try:
            self.work()
        except (RefusedError, LostError) as error:
            failure = {"failed": f"Interrompido: {error.args}"[:1000], "code": "interrupted"}
        self.api.store("POST", self.path + "/finish", json=failure)

    def work(self) -> None:
        if self.job["dry_run"]:
            raise RefusedError(0, "este conector não faz simulação")
        self.catalogue = Catalogue(self.api.rows("/products"))
        missing: list[Json] = []
        for item in list(self.api.rows(self.path + "/items", result="none")):
            missing += self.settle(item["product_id"])
            if len(missing) == 20:
                self.create(missing)
                missing = []
        self.create(missing)

    def report(self, product: Json, result: str, code: str | None, text: str | None, to: str | None = None) -> list[Json]:
        entry = {"product_id": product["id"], "result": result, "code": code, "message": text, "external_id": to}
        self.api.store("POST", self.path + "/items", json={"results": [entry]})
        return []

    def settle(self, product_id: int) -> list[Json]:
        """Decide one item and report it; a product that has to be created in Tiny is returned instead."""
        product = self.api.store("GET", f"/products/{product_id}")
        sku = trim(product["sku"])
        checks = (
            (product["erp"]["tiny"]["status"] == "linked", "skipped", "already_linked", "Já está vinculado."),
            (product["status"] != "active", "skipped", "not_active", "Não está ativo na loja."),
            (not sku, "failed", "missing_sku", "Não tem SKU."),
            (len(self.catalogue.bearers[sku]) > 1, "failed", "duplicate_sku_store", "SKU repetido na loja."),
            (product["type"] != "simple", "failed", "unsupported_type", "Só produtos simples são atendidos."),
        )
        for found, result, code, text in checks:
            if found:
                return self.report(product, result, code, text)
        try:
            return self.match(product, sku)
        except RefusedError as error:
            if error.args[0] not in (31, 32, 33):
                raise
            return self.report(product, "failed", "erp_validation", error.args[1])

    def match(self, product: Json, sku: str) -> list[Json]:
        rows = list(self.api.search(sku))
        same = [row for row in rows if trim(row["codigo"]) == sku]
        if len(same) > 1:
            return self.report(product, "failed", "duplicate_sku_erp", "SKU repetido no Tiny.")
        if same:
            return self.adopt(product, sku, same[0])
        if self.job["operation"] == "map":
            if any(trim(row["codigo"]).casefold() == sku.casefold() for row in rows):
                return self.report(product, "skipped", "sku_case_mismatch", "No Tiny, o SKU difere em maiúsculas.")
            return self.report(product, "skipped", "not_found_in_erp", "O SKU não existe no Tiny.")
        if len(product["name"]) > 120:
            return self.report(product, "failed", "name_too_long", "O nome passa de 120 caracteres.")
        if len(sku) > 30:
            return self.report(product, "failed", "sku_too_long", "O SKU passa de 30 caracteres.")
        return [product]
