"""Tiny's notifications: whose they are, and what they are about (tiny-api2, section 6)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from homologa.sync.core.hooks import Delivery, is_unicode
from homologa.sync.core.rules import documents

NUMBER = re.compile(r"-?\d+(\.\d+)?")


class ForeignAccount(Exception):
    """A notification is of another Tiny account or another integration."""


class Unreadable(Exception):
    """A body is no notification of its kind; the text says why, in Portuguese."""


@dataclass(frozen=True)
class Account:
    """The Tiny account and its integration that the connector works for."""

    cnpj: str
    id_ecommerce: int

    def parse_notification(self, delivery: Delivery, kind: str) -> Any:
        """The `dados` of a notification of this kind; None for the empty probe of a URL that was saved.

        Raises Unreadable or ForeignAccount.
        """
        if not delivery.body.strip():
            return None
        notification = delivery.document
        if not is_unicode(notification):
            raise Unreadable("A notificação traz texto que não é Unicode.")
        if not isinstance(notification, dict) or notification.get("tipo") != kind or "dados" not in notification:
            raise Unreadable(f"A notificação não é do tipo {kind}.")
        cnpj = documents.bare(notification.get("cnpj"))
        if (cnpj, str(notification.get("idEcommerce"))) != (self.cnpj, str(self.id_ecommerce)):
            raise ForeignAccount
        return notification["dados"]


def parse_products(dados: Any) -> list[dict[str, Any]]:
    """The products of a notification `produto`, one or several; raises Unreadable for what is none, or has no id."""
    products = dados if isinstance(dados, list) else [dados]
    if not all(isinstance(product, dict) and product.get("id") for product in products):
        raise Unreadable("A notificação não traz os dados de um produto.")
    return products


@dataclass(frozen=True)
class ValueNotice:
    """A SKU of which Tiny says that a value changed; the value itself may be old, so it is read again."""

    sku: str
    stock_kind: str | None


def parse_value_notice(kind: str, dados: Any) -> ValueNotice:
    """What a notification `estoque` or `precos` is about; raises Unreadable, as for a balance that is no number."""
    if not isinstance(dados, Mapping):
        raise Unreadable("A notificação não traz os dados de um produto.")
    sku = str(dados.get("skuMapeamento") or dados.get("sku") or dados.get("codigo") or "").strip()
    if not sku:
        raise Unreadable("A notificação não traz o SKU do mapeamento.")
    if kind == "estoque" and not NUMBER.fullmatch(str(dados.get("saldo")).strip()):
        raise Unreadable("O saldo não é um número.")
    return ValueNotice(sku, dados.get("tipoEstoque"))
