"""Client of Tiny's API v2: its services by name, its envelope removed, its codes turned into errors."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import httpx

from homologa.sync.core.clock import Clock
from homologa.sync.core.errors import (
    AccessRefused,
    Lost,
    NotFound,
    PlatformError,
    RateLimited,
    Rejected,
    Suspended,
    Unavailable,
)
from homologa.sync.core.http import HttpClient, document
from homologa.sync.core.lane import Lane
from homologa.sync.core.names import Name
from homologa.sync.core.pages import read_all
from homologa.sync.core.ports import Written
from homologa.sync.platforms.tiny.fields import as_list, written_moment

Record = dict[str, Any]

ACCESS_CODES = frozenset({"1", "2"})
SUSPENSION_CODES = frozenset({"5", "8", "99"})
LIMIT_CODES = frozenset({"6", "11"})
OUTAGE_CODE = "35"
NO_RECORDS = "20"
NO_SUCH_PAGE = "23"
NOT_FOUND_CODES = frozenset({NO_RECORDS, "32"})
PRODUCTS, RECORDS = ("produtos", "produto"), ("registros", "registro")
ORDERS, CONTACTS, SELLERS = ("pedidos", "pedido"), ("contatos", "contato"), ("vendedores", "vendedor")
ENDING_CODES = frozenset({"1", "2", "5", "8"})
"""Refusals of the token, the plan and the company."""


class Tiny:
    """Calls services of one Tiny account (tiny-api2, sections 1 to 5.2).

    Every call may raise RateLimited, AccessRefused, Suspended, Unavailable, Lost, NotFound or Rejected.
    """

    name = Name("Tiny", "o")
    batch = 20
    ending_codes = ENDING_CODES

    def __init__(
        self,
        origin: str,
        *,
        token: str,
        developer_id: str,
        lane: Lane,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._http = HttpClient(origin, transport=transport, headers={"Developer-Id": developer_id})
        self._token = token
        self._lane = lane
        self._clock = clock

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def account(self) -> Record:
        """The account that the token belongs to (`info`)."""
        return _record(self._call("info.php"), "conta")

    def account_name(self) -> str:
        """The trade name of the account, or its registered name."""
        account = self.account()
        return str(account.get("fantasia") or account.get("razao_social") or "")

    def search(self, text: str) -> list[Record]:
        """Every product whose name or code contains `text`: rows of `produtos.pesquisa`, all pages."""
        return read_all(lambda page: self._page("produtos.pesquisa.php", PRODUCTS, page, pesquisa=text))

    def products_page(self, page: int) -> tuple[list[Record], int]:
        """A page of all products, and how many pages there are: rows of `produtos.pesquisa`, 100 a page."""
        return self._page("produtos.pesquisa.php", PRODUCTS, page)

    def products_since(self, moment: datetime, page: int) -> tuple[list[Record], int]:
        """A page of what was created at a moment (with offset) or later, as `products_page` answers it."""
        return self._page("produtos.pesquisa.php", PRODUCTS, page, dataCriacao=written_moment(moment))

    def product(self, product_id: str) -> Record:
        """The whole record of a product, with its mappings (`produto.obter`)."""
        return _record(self._call("produto.obter.php", id=product_id), "produto")

    def create(self, products: Sequence[Record]) -> list[Written | None]:
        """Create up to 20 products; answers what became of each, None for one that the answer leaves out."""
        return [_written(_check_creation(answer)) for answer in self._write("produto.incluir.php", products)]

    def alter(self, products: Sequence[Record]) -> list[Written | None]:
        """Replace up to 20 records, answered as `create` is; what is left out is reset, so send all of each."""
        return [_written(answer) for answer in self._write("produto.alterar.php", products)]

    def stock(self, product_id: str) -> Record:
        """The balances of a product (`produto.obter.estoque`)."""
        return _record(self._call("produto.obter.estoque.php", id=product_id), "produto")

    def price_lists(self) -> list[Record]:
        """Every price list: {id, descricao, acrescimo_desconto}."""
        return read_all(lambda page: self._page("listas.precos.pesquisa.php", RECORDS, page))

    def price_exception(self, list_id: int, product_id: str) -> Record | None:
        """The exception of a product in a price list, if there is one."""
        wanted = {"idListaPreco": str(list_id), "idProduto": product_id}
        rows, _ = self._page("listas.precos.excecoes.php", RECORDS, 1, **wanted)
        return next(iter(rows), None)

    def orders(self, number: str) -> list[Record]:
        """Rows of `pedidos.pesquisa` with this e-commerce number, of whichever integration."""
        return read_all(lambda page: self._page("pedidos.pesquisa.php", ORDERS, page, numeroEcommerce=number))

    def order(self, order_id: str) -> Record:
        """One order (`pedido.obter`)."""
        return _record(self._call("pedido.obter.php", id=order_id), "pedido")

    def create_order(self, order: Mapping[str, Any]) -> str:
        """Create an order (`pedido.incluir`); answers its id."""
        return self._create("pedido.incluir.php", pedido={"pedido": order})

    def set_order_status(self, order_id: str, code: str) -> None:
        """Bring an order to a situation, by its code (`pedido.alterar.situacao`)."""
        self._call("pedido.alterar.situacao", id=order_id, situacao=code)

    def contacts(self, document: str) -> list[Record]:
        """Rows of `contatos.pesquisa` with this CPF or CNPJ."""
        return read_all(lambda page: self._page("contatos.pesquisa.php", CONTACTS, page, cpf_cnpj=document))

    def create_contact(self, contact: Mapping[str, Any]) -> str:
        """Create a contact (`contato.incluir`); answers its id."""
        return self._create("contato.incluir.php", contato={"contatos": [{"contato": {"sequencia": "1", **contact}}]})

    def sellers(self, text: str = "") -> list[Record]:
        """Sellers whose name or code contains the text (`vendedores.pesquisa`)."""
        return read_all(lambda page: self._page("vendedores.pesquisa.php", SELLERS, page, pesquisa=text))

    def invoice(self, invoice_id: str) -> Record:
        """One invoice (`nota.fiscal.obter`)."""
        return _record(self._call("nota.fiscal.obter.php", id=invoice_id), "nota_fiscal")

    def stock_changes(self, since: datetime) -> tuple[list[Record], int]:
        """The next page of the queue `lista.atualizacoes.estoque`: what is read is in it no more."""
        return self._page("lista.atualizacoes.estoque", PRODUCTS, 1, dataAlteracao=written_moment(since))

    def product_changes(self, since: datetime) -> tuple[list[Record], int]:
        """The next page of the queue `lista.atualizacoes.produtos`, as `stock_changes`."""
        return self._page("lista.atualizacoes.produtos", PRODUCTS, 1, dataAlteracao=written_moment(since))

    def _create(self, service: str, **parameter: Any) -> str:
        """Create one record; the answer holds an object, or a list when it is refused (statement 13)."""
        texts = {name: json.dumps(value, ensure_ascii=False) for name, value in parameter.items()}
        with self._lane.call():
            rows = as_list(self._request(service, **texts).get("registros"))
            written = _written(_check_creation(rows[0]["registro"])) if rows else None
            if written is None:
                raise Lost(f"resposta do Tiny a {service} sem o registro")
            if written.error is not None:
                raise written.error
        return written.id

    def _page(self, service: str, names: tuple[str, str], page: int, **filters: str) -> tuple[list[Record], int]:
        """One page of a search; no rows of no pages when there is nothing there.

        `names` are those of the list in the answer, and of what wraps each of its rows.
        """
        name, wrapper = names
        try:
            answer = self._call(service, **filters, pagina=str(page))
        except NotFound:
            return [], 0
        except Rejected as error:
            if error.code == NO_SUCH_PAGE:
                return [], 0
            raise
        return [row[wrapper] for row in as_list(answer.get(name))], int(answer.get("numero_paginas") or 1)

    def _write(self, service: str, products: Sequence[Record]) -> list[Record | None]:
        numbered = [{"sequencia": str(number), **product} for number, product in enumerate(products, start=1)]
        body = {"produtos": [{"produto": product} for product in numbered]}
        answer = self._call(service, produto=json.dumps(body, ensure_ascii=False))
        records = [row["registro"] for row in as_list(answer.get("registros"))]
        by_number = {str(record.get("sequencia")): record for record in records if record.get("status")}
        return [by_number.get(product["sequencia"]) for product in numbered]

    def _call(self, service: str, **parameters: str) -> Record:
        with self._lane.call():
            return self._request(service, **parameters)

    def _request(self, service: str, **parameters: str) -> Record:
        return self._answer(service, {"token": self._token, "formato": "json", **parameters})

    def _answer(self, service: str, form: Record) -> Record:
        response = self._http.send("POST", f"/api2/{service}", data=form)
        if response.status_code == 429:
            raise RateLimited(self._clock.next_minute())
        if response.status_code >= 500:
            raise Unavailable(f"Tiny respondeu HTTP {response.status_code}")
        if response.status_code != 200:
            raise Rejected(str(response.status_code), [f"Tiny respondeu HTTP {response.status_code}"])
        return self._open_envelope(document(response))

    def _open_envelope(self, envelope: Any) -> Record:
        answer = envelope.get("retorno") if isinstance(envelope, dict) else None
        if not isinstance(answer, dict):
            raise Lost("resposta do Tiny sem retorno")
        code = answer.get("codigo_erro")
        if answer.get("status") == "Erro" and code is not None:
            raise self._error(str(code), messages(answer))
        if answer.get("status") == "Erro" and not answer.get("registros"):
            raise Rejected("", messages(answer))
        return answer

    def _error(self, code: str, texts: Sequence[str]) -> PlatformError:
        if code in LIMIT_CODES:
            return RateLimited(self._clock.next_minute())
        text = "; ".join(texts) or f"código {code}"
        if code in ACCESS_CODES:
            return AccessRefused(self._lane.name, code, text)
        if code in SUSPENSION_CODES:
            return Suspended(self._lane.name, code, text)
        if code == OUTAGE_CODE:
            return Unavailable(text)
        return NotFound(text) if code in NOT_FOUND_CODES else Rejected(code, texts)


def _check_creation(answer: Record | None) -> Record | None:
    """An answer that says OK without saying which product was created says nothing."""
    return None if answer is None or (answer["status"] == "OK" and not answer.get("id")) else answer


def _written(registro: Record | None) -> Written | None:
    if registro is None:
        return None
    is_done = registro["status"] == "OK"
    return Written(str(registro.get("id") or "")) if is_done else Written(error=refusal(registro))


def refusal(registro: Record) -> Rejected:
    """The error of one record of a batch."""
    return Rejected(str(registro.get("codigo_erro", "")), messages(registro))


def messages(answer: Mapping[str, Any]) -> list[str]:
    """The texts of `erros`, of an envelope or of one record."""
    rows = as_list(answer.get("erros"))
    return [str(row.get("erro", row)) if isinstance(row, dict) else str(row) for row in rows]


def _record(answer: Record, name: str) -> Record:
    record = answer.get(name)
    if not isinstance(record, dict):
        raise Lost(f"resposta do Tiny sem {name}")
    return record
