"""A product as people fill it in: Portuguese fields and labels, turned into the store's own record."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from homologa.simulators.kernel.columns import Shape, fields
from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.store import Document
from homologa.simulators.kernel.work import Work
from homologa.simulators.novaoito.backoffice.registry import KEEP, chosen
from homologa.simulators.novaoito.errors import ValidationFailed
from homologa.simulators.novaoito.rules import categories
from homologa.simulators.novaoito.rules.catalogue import VISIBILITY_LABELS
from homologa.simulators.novaoito.rules.eligibility import STATUS_LABELS

NAMES = MappingProxyType(
    {
        "sku": "sku",
        "nome": "name",
        "preco": "price",
        "preco_promocional": "special_price",
        "custo": "cost",
        "descricao": "description",
        "descricao_curta": "short_description",
        "peso": "weight",
        "altura": "height",
        "largura": "width",
        "comprimento": "length",
        "gtin": "gtin",
        "ncm": "ncm",
        "cest": "cest",
        "origem": "origin",
        "unidade": "unit",
        "marca": "brand",
        "estoque": "stock_quantity",
    }
)
AVAILABILITIES = MappingProxyType({"immediate": "Imediata", "made_to_order": "Sob encomenda", "pre_order": "Pré-venda"})
LABELS = MappingProxyType(
    {
        **{field: name for name, field in NAMES.items()},
        "status": "situacao",
        "visibility": "visibilidade",
        "images": "imagem",
        "category_ids": "categoria",
        "variants": "variacoes",
        "availability": "disponibilidade",
    }
)
VARIANT: Shape = {
    "sku": str,
    "opcoes": dict,
    **fields(float, "preco preco_promocional estoque"),
    **fields(str, "gtin situacao"),
}
VARIANT_FIELDS = ("sku", "preco", "preco_promocional", "estoque", "gtin")


def record(work: Work, filled: Mapping[str, Any], before: Document | None = None) -> dict[str, Any]:
    """The store's fields for what was filled in over `before`; raises ScreenRefusal.

    A category that is missing is made.
    """
    told = {name: value for name, value in filled.items() if value is not KEEP}
    fields = {NAMES[name]: value for name, value in told.items() if name in NAMES}
    if fields.get("stock_quantity", 0) is None:
        fields["stock_quantity"] = 0
    if told.get("slug"):
        fields["slug"] = told["slug"]
    for name, value in told.items():
        if name in SPECIAL:
            fields.update(SPECIAL[name](value))
    if "categoria" in told:
        path = told["categoria"]
        fields["category_ids"] = [categories.reach(work, path)["id"]] if path else []
    return {**fields, **_availability(told, before)}


def in_words(refusal: ValidationFailed) -> ScreenRefusal:
    """The refusal of a record, with the names that the screen gives to the fields."""
    told = []
    for path, messages in refusal.errors.items():
        field, _, rest = path.partition(".")
        name = LABELS.get(field, field) + (f" ({rest})" if rest else "")
        told.append(f"{name}: {'; '.join(messages)}")
    return ScreenRefusal(f"Verifique os campos. {'. '.join(told)}.")


def _status(value: str) -> dict[str, Any]:
    return {"status": chosen(value, STATUS_LABELS, "Situação")}


def _visibility(value: str) -> dict[str, Any]:
    return {"visibility": chosen(value, VISIBILITY_LABELS, "Visibilidade")}


def _image(url: str | None) -> dict[str, Any]:
    return {"images": [{"url": url}] if url else []}


def _images(urls: list[str] | None) -> dict[str, Any]:
    return {"images": [{"url": url} for url in urls or ()]}


def _availability(told: Mapping[str, Any], before: Document | None) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if "disponibilidade" in told:
        changes["type"] = chosen(told["disponibilidade"], AVAILABILITIES, "Disponibilidade")
    if "dias_de_preparacao" in told:
        changes["lead_days"] = told["dias_de_preparacao"]
    present = before["availability"] if before else {"type": "immediate"}
    return {"availability": {**present, **changes}} if changes else {}


def _variants(filled: Any) -> dict[str, Any]:
    variants = [_variant(variant) for variant in filled or ()]
    return {"type": "configurable" if variants else "simple", "variants": variants}


def _variant(filled: Any) -> dict[str, Any]:
    if not isinstance(filled, Mapping):
        raise ScreenRefusal("Cada variação é um objeto com sku, opcoes, preco, estoque e gtin.")
    variant = {NAMES[name]: filled[name] for name in VARIANT_FIELDS if name in filled}
    options = filled.get("opcoes") or {}
    variant["options"] = [{"name": name, "value": str(value)} for name, value in options.items()]
    if "situacao" in filled:
        variant["status"] = chosen(filled["situacao"], STATUS_LABELS, "Situação")
    return variant


SPECIAL: Mapping[str, Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {
        "situacao": _status,
        "visibilidade": _visibility,
        "imagem": _image,
        "imagens": _images,
        "variacoes": _variants,
    }
)
