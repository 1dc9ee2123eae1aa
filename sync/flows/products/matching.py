"""Which products of the ERP bear a SKU of the shop: those that write it alike, blanks around it apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from homologa.sync.core.ports import Record
from homologa.sync.flows.decisions import DuplicateInErp


class SkuMatching:
    """Every decision as a method of its own; where an ERP writes codes and excludes products is for its rules."""

    def key(self, sku: Any) -> str:
        """What of a SKU is compared: all of it but the blanks around it."""
        return "" if sku is None else str(sku).strip()

    def code(self, row: Mapping[str, Any]) -> str:
        """The SKU of a row, record or variation of the ERP, as it is written there."""
        raise NotImplementedError

    def is_excluded(self, row: Mapping[str, Any]) -> bool:
        """Whether a row is of a product that counts no more."""
        raise NotImplementedError

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows of a search that bear exactly `sku`: trimmed, case-sensitive, excluded ones apart."""
        wanted = self.key(sku)
        return [row for row in rows if self.key(self.code(row)) == wanted and not self.is_excluded(row)]

    def near_misses(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows whose code differs from `sku` only in case."""
        wanted = self.key(sku)
        codes = [(row, self.key(self.code(row))) for row in rows]
        return [row for row, code in codes if code != wanted and code.lower() == wanted.lower()]

    def choose(self, matches: Sequence[Record]) -> Record | None:
        """The one match, or None when there is none; raises DuplicateInErp when there are several."""
        if len(matches) > 1:
            raise DuplicateInErp
        return matches[0] if matches else None
