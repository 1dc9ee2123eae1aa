"""Client of Novaoito's API v1 (a reconstructed contract): resources as dictionaries, problems as errors."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote

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
from homologa.sync.core.pages import read_all
from homologa.sync.core.ports import Id

Record = dict[str, Any]

PAGE = 100
LINKED = {"filter[erp_status][tiny]": "linked"}
NO_SEGMENT = frozenset({"", ".", ".."})
"""What no segment of a path can be: servers and proxies normalize it away."""
APP_DISABLED = "app_disabled"
"""The refusal of a store that switched the app off: on its screen it is switched on again."""
FULL_BUCKET = 10
"""Seconds in which the store's bucket of 10 requests is full again (page novaoito, 2.1)."""


class Novaoito:
    """Calls one store with the token of the installed app.

    Every call may raise RateLimited, AccessRefused, Suspended, Unavailable, Lost, NotFound or Rejected; a
    Rejected bears the `code` of the store's problem.
    """

    def __init__(
        self,
        origin: str,
        *,
        app_token: str,
        store_id: str,
        lane: Lane,
        clock: Clock,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        headers = {"Authorization": f"Bearer {app_token}", "X-Store-Id": store_id}
        self._http = HttpClient(origin, transport=transport, headers=headers)
        self._lane = lane
        self._clock = clock

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def products(self, page: int, **filters: str) -> tuple[list[Record], int]:
        """A page of all products, 100 of them, and how many pages there are; filters as the API names them."""
        return self._page("/products", page, sort="id", **filters)

    def product(self, product_id: Id) -> Record:
        """One product."""
        return self._object("GET", f"/products/{product_id}")

    def product_by_sku(self, sku: str) -> Record:
        """The one product that bears `sku` exactly; Rejected `sku_not_unique` when more than one does.

        A SKU that would change the path on its way, such as `..`, is searched by the list.
        """
        if not NO_SEGMENT.intersection(sku.split("/")):
            return self._object("GET", f"/products/by-sku/{quote(sku, safe='')}")
        found, _ = self.products(1, **{"filter[sku]": sku})
        if not found:
            raise NotFound(f"não há produto com o SKU {sku}")
        if len(found) > 1:
            raise Rejected("sku_not_unique", [f"há {len(found)} produtos com o SKU {sku}"])
        return found[0]

    def create_product(self, product: Record) -> Record:
        """Create a product; Rejected `sku_already_exists` when the SKU is in use."""
        return self._object("POST", "/products", json=product)

    def category(self, category_id: Id) -> Record:
        """One category."""
        return self._object("GET", f"/categories/{category_id}")

    def categories(self) -> list[Record]:
        """Every category."""
        return self._rows("/categories")

    def create_category(self, name: str, parent_id: Id | None) -> Record:
        """Create a category, at the root or below another."""
        return self._object("POST", "/categories", json={"name": name, "parent_id": parent_id})

    def queued_jobs(self) -> list[Record]:
        """The integration jobs that nobody has claimed."""
        return self._rows("/erp/jobs", status="queued")

    def claim(self, job_id: str) -> Record:
        """Claim a job, once more if need be; Rejected `invalid_transition` when it is over or another's."""
        return self._object("POST", f"/erp/jobs/{job_id}/claim")

    def job_items(self, job_id: str, page: int) -> tuple[list[Record], int | None]:
        """One page of a job's items, and the number of the next page."""
        rows, pages = self._page(f"/erp/jobs/{job_id}/items", page)
        return rows, page + 1 if page < pages else None

    def report(self, job_id: str, results: Sequence[Record]) -> list[Record]:
        """Report up to 100 results; answers one verdict per result, in their order."""
        answer = self._object("POST", f"/erp/jobs/{job_id}/items", json={"results": list(results)})
        return list(answer["data"])

    def finish(self, job_id: str, failure: Record | None = None) -> Record:
        """End a job; with `failure` ({failed, code}) it failed as a whole."""
        return self._object("POST", f"/erp/jobs/{job_id}/finish", json=failure or {})

    def link(self, product_id: Id, link: Record) -> Record:
        """Link a product ({external_id, mapping_id, external_sku}); Rejected `already_linked`."""
        return self._object("PUT", f"/erp/links/tiny/{product_id}", json=link)

    def link_of(self, product_id: Id) -> Record:
        """The link of a product; NotFound when it has none."""
        return self._object("GET", f"/erp/links/tiny/{product_id}")

    def link_in(self, product: Record) -> Record:
        """The link that a product of this API shows: {status, external_id, active}."""
        return dict(product["erp"]["tiny"])

    def linked_products(self, page: int) -> tuple[list[Record], int]:
        """A page of the linked products, as `products` answers it."""
        return self.products(page, **LINKED)

    def set_stock(self, rows: Sequence[Record]) -> list[Record]:
        """Write up to 200 balances ({sku, quantity}); answers one verdict per row ({sku, status, code, detail})."""
        return list(self._object("POST", "/stock/bulk", json={"items": list(rows)})["data"])

    def set_prices(self, rows: Sequence[Record]) -> list[Record]:
        """Write up to 200 prices ({sku, price, special_price}); answers as `set_stock`."""
        return list(self._object("POST", "/prices/bulk", json={"items": list(rows)})["data"])

    def pending_tests(self) -> list[Record]:
        """Tests of the connection that wait for an answer."""
        return self._rows("/apps/tiny-erp/tests", status="pending")

    def answer_test(self, test_id: str, answer: Record) -> Record:
        """Answer a test of the connection ({ok, account_name, message})."""
        return self._object("PUT", f"/apps/tiny-erp/tests/{quote(test_id, safe='')}", json=answer)

    def register_receivers(self, receivers: dict[str, str]) -> Record:
        """Show the merchant the URLs to paste in Tiny, by kind of notification."""
        return self._object("PUT", "/apps/tiny-erp/receivers", json={"receivers": receivers})

    def subscriptions(self) -> list[Record]:
        """The app's webhook subscriptions."""
        return self._rows("/webhooks")

    def subscribe(self, event: str, url: str) -> Record:
        """Subscribe to an event; only this answer shows the `secret` of the signature."""
        return self._object("POST", "/webhooks", json={"event": event, "url": url})

    def unsubscribe(self, subscription_id: Id) -> None:
        """End a subscription."""
        self._send("DELETE", f"/webhooks/{subscription_id}")

    def _rows(self, path: str, **filters: str) -> list[Record]:
        return read_all(lambda page: self._page(path, page, **filters))

    def _page(self, path: str, page: int, **filters: str) -> tuple[list[Record], int]:
        """A page of a list, and how many pages there are."""
        answer = self._object("GET", path, params={"page": page, "per_page": PAGE, **filters})
        return list(answer["data"]), int(answer["meta"]["last_page"])

    def _object(self, method: str, path: str, **content: Any) -> Record:
        with self._lane.call():
            found = document(self._answer(method, path, **content))
            if not isinstance(found, dict):
                raise Lost("resposta da loja fora do contrato")
            return found

    def _send(self, method: str, path: str) -> None:
        with self._lane.call():
            self._answer(method, path)

    def _answer(self, method: str, path: str, **content: Any) -> httpx.Response:
        response = self._http.send(method, f"/api/v1{path}", **content)
        if not response.is_success:
            raise self._error(response)
        return response

    def _error(self, response: httpx.Response) -> PlatformError:
        status = response.status_code
        if status == 429:
            seconds = max(FULL_BUCKET, _retry_after(response))
            return RateLimited(self._clock.now() + timedelta(seconds=seconds))
        if status >= 500:
            return Unavailable(f"a loja respondeu HTTP {status}")
        code, texts = _problem(response)
        if status == 423 or code == APP_DISABLED:
            return Suspended(self._lane.name, code, "; ".join(texts))
        if status in (401, 403):
            return AccessRefused(self._lane.name, code, "; ".join(texts))
        return NotFound("; ".join(texts)) if status == 404 else Rejected(code, texts)


def _retry_after(response: httpx.Response) -> int:
    value = response.headers.get("Retry-After", "")
    return int(value) if value.isdigit() else 0


def _problem(response: httpx.Response) -> tuple[str, list[str]]:
    """The code and the texts of a problem, those of its fields included."""
    status = response.status_code
    try:
        problem = response.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict):
        return str(status), [f"a loja respondeu HTTP {status}"]
    texts = [str(problem.get("detail") or f"HTTP {status}")]
    fields = problem.get("errors") or {}
    texts += [f"{field}: {text}" for field, listed in fields.items() for text in listed]
    return str(problem.get("code") or status), texts
