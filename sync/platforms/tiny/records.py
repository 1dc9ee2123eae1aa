"""Parts of Tiny's records that more than one integration reads."""

from collections.abc import Mapping
from typing import Any

from homologa.sync.core.ports import Id
from homologa.sync.platforms.tiny.fields import copied_list

Record = dict[str, Any]


def mapping_in(record: Mapping[str, Any], id_ecommerce: Id) -> Record:
    """The mapping of an integration in a product or variation; one without SKU when there is none."""
    mappings = [row["mapeamento"] for row in copied_list(record.get("mapeamentos"))]
    ours = (row for row in mappings if str(row["idEcommerce"]) == str(id_ecommerce))
    return next(ours, {"skuMapeamento": ""})
