"""Texts of Tiny's records cut to the sizes that it documents (tiny-api2, 5.3 and 5.4); numbers and codes never are."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from homologa.sync.core.rules.texts import cut

ADDRESS = {"endereco": 50, "numero": 10, "complemento": 50, "bairro": 30, "cidade": 30}
CUSTOMER: Mapping[str, int] = MappingProxyType({"nome": 30, "nome_fantasia": 60, "fone": 40, **ADDRESS})
CONTACT: Mapping[str, int] = MappingProxyType({"nome": 50, "fantasia": 60, "fone": 40, "obs": 200, **ADDRESS})
ITEM: Mapping[str, int] = MappingProxyType({"descricao": 120, "unidade": 3})
ORDER: Mapping[str, int] = MappingProxyType({"obs": 100, "obs_internas": 100})


def fit(record: Mapping[str, Any], sizes: Mapping[str, int]) -> dict[str, Any]:
    """The record with its texts cut to their sizes, at a character."""
    return {
        name: cut(value, sizes[name]) if isinstance(value, str) and name in sizes else value
        for name, value in record.items()
    }
