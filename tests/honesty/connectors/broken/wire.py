"""Calls to the platforms made wrongly: pages that are not turned, forms that are not encoded."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from broken.fault import Fault
from homologa.sync.core.http import HttpClient
from homologa.sync.core.ports import Written
from homologa.sync.platforms.novaoito import Novaoito
from homologa.sync.platforms.tiny.client import Tiny
from homologa.sync.platforms.tiny.fields import as_list

Record = dict[str, Any]
STORE = "homologa.sync.integrations.novaoito.integration.Novaoito"
TINY = "homologa.sync.integrations.novaoito.integration.Tiny"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class FirstPageOfTheErp(Tiny):
    """Takes the first page of a search of Tiny for all of it."""

    def _page(self, service: str, names: tuple[str, str], page: int, **filters: str) -> tuple[list[Record], int]:
        rows, pages = super()._page(service, names, page, **filters)
        return rows, min(pages, 1)


class FirstPageOfTheStore(Novaoito):
    """Takes the first page of a list of the store for all of it."""

    def _page(self, path: str, page: int, **filters: str) -> tuple[list[Record], int]:
        return super()._page(path, page, **filters)[0], 1


class OrderOfTheAnswer(Tiny):
    """Takes the results of a batch to come in the order of what was sent."""

    def _write(self, service: str, products: Sequence[Record]) -> list[Record | None]:
        numbered = [{"sequencia": str(number), **product} for number, product in enumerate(products, start=1)]
        body = {"produtos": [{"produto": product} for product in numbered]}
        answer = self._call(service, produto=json.dumps(body))
        return [row["registro"] for row in as_list(answer["registros"])]


def lists_alone(value: Any) -> list[Any]:
    """A list; one of one element that comes bare is none."""
    return value if isinstance(value, list) else []


class BelievesTheEnvelope(Tiny):
    """Takes records for altered because the call was answered."""

    def alter(self, products: Sequence[Record]) -> list[Written | None]:
        """Every product as if it were done."""
        return [Written(str(product["id"])) for product, _ in zip(products, super().alter(products), strict=True)]


class RawForm(HttpClient):
    """Joins the fields of a form as they are, with nothing percent-encoded."""

    def send(self, method: str, path: str, **content: Any) -> Any:
        """Send the fields as text, and the rest as ever."""
        form: Mapping[str, str] | None = content.pop("data", None)
        if form is None:
            return super().send(method, path, **content)
        body = "&".join(f"{name}={value}" for name, value in form.items())
        return super().send(method, path, content=body.encode(), headers=FORM)


FAULTS = {
    "believes_the_envelope": Fault(instead={TINY: BelievesTheEnvelope}),
    "first_page_of_the_erp": Fault(instead={TINY: FirstPageOfTheErp}),
    "first_page_of_the_store": Fault(instead={STORE: FirstPageOfTheStore}),
    "knows_lists_alone": Fault(instead={"homologa.sync.platforms.tiny.fields.as_list": lists_alone}),
    "order_of_the_answer": Fault(instead={TINY: OrderOfTheAnswer}),
    "raw_form": Fault(instead={"homologa.sync.platforms.tiny.client.HttpClient": RawForm}),
}
