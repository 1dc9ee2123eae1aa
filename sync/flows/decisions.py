"""What flows ask of the rules between two sides: pure decisions over their records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from homologa.sync.core.errors import Rejected
from homologa.sync.core.ports import Id, Record


class DuplicateInErp(Exception):
    """More than one product of the ERP bears the SKU; none of them may be chosen."""


@dataclass(frozen=True)
class Refusal:
    """Why a product is left as it is: a machine word and a sentence for people, in Portuguese."""

    code: str
    message: str


class Matching(Protocol):
    """Which rows of the ERP are the shop's product."""

    def key(self, sku: Any) -> str:
        """What of a SKU is compared."""

    def code(self, row: Mapping[str, Any]) -> str:
        """The SKU of a row, record or variation of the ERP, as it is written there."""

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows that bear the SKU."""

    def near_misses(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows that bear it in another case."""

    def choose(self, matches: Sequence[Record]) -> Record | None:
        """The one match, if there is one; raises DuplicateInErp when there are several."""


class Examination(Protocol):
    """What is known of a product of either side before it is integrated."""

    def is_active(self, product: Record) -> bool:
        """Whether the shop sells it."""

    def is_linked(self, product: Record) -> bool:
        """Whether it is linked."""

    def has_variants(self, product: Record) -> bool:
        """Whether it is of the kind that has variants."""

    def type_mismatch(self, product: Record, row: Record) -> bool:
        """Whether one of the two has variants and the other none."""

    def is_retired(self, row: Record) -> bool:
        """Whether the ERP's product is inactive."""

    def created_at(self, row: Record) -> datetime | None:
        """When the ERP's product was created, if the row says it."""


class Sending(Protocol):
    """A product of the shop for the ERP."""

    def sending_problem(self, product: Record) -> Refusal | None:
        """Why the ERP could not hold it at all."""

    def main_category(self, product: Record) -> Id | None:
        """The shop's category under which it goes."""

    def full_record(self, product: Record, categories: Mapping[Id, str]) -> Record:
        """The record to create; `categories` are paths by id."""

    def listed_row(self, external_id: str, sku: str, *, has_variants: bool) -> Record:
        """The row as which the ERP lists what was just created."""

    def is_duplicate(self, error: Rejected) -> bool:
        """Whether the ERP refused a creation as a duplicate."""

    def refusal_code(self, error: Rejected) -> str:
        """The machine word of a refusal of the ERP."""


class MappingRules(Protocol):
    """How the ERP's records are mapped to the shop; `integration_id` is by what the ERP knows the integration."""

    def echo(self, record: Record) -> Record:
        """What must be written so that a record stays as it is."""

    def mapping_in(self, record: Record, integration_id: Id) -> Record:
        """The mapping of this integration in a record."""

    def mapped_sku(self, mapping: Record) -> str:
        """The shop's SKU in a mapping; "" when there is none."""

    def mapping_id(self, mapping: Record) -> str | None:
        """The ERP's id of a mapping, or of a row's mapping in a notification."""

    def lacks_mapping(self, product: Record, record: Record, integration_id: Id) -> bool:
        """Whether a mapping is missing, of the product or of a variant that both sides have."""

    def add_mappings(self, record: Record, product: Record, integration_id: Id) -> Record:
        """A record to be written, with its mappings."""

    def variations(self, record: Record) -> dict[str, Record]:
        """The variations of a record by their SKU."""

    def missing_variants(self, product: Record, record: Record) -> list[str]:
        """The SKUs of the shop's variants that the ERP lacks."""


class Receiving(Protocol):
    """A product that the ERP sends to the shop (`sent`); a row is the product or one of its variations."""

    def variations_of(self, sent: Record) -> list[Record]:
        """The variations that came with it."""

    def incomplete(self, sent: Record) -> Refusal | None:
        """Why it cannot be created in the shop."""

    def store_record(self, sent: Record) -> Record:
        """The shop's product."""

    def category_path(self, sent: Record) -> list[str]:
        """The names of its category, from the root down."""

    def with_category(self, record: Record, category_id: Id | None) -> Record:
        """The shop's product in a category."""

    def lacks_price(self, sent: Record) -> bool:
        """Whether it has no price to sell it at."""

    def price_text(self, sent: Record) -> str:
        """The price as it came, for people."""

    def answer_mapped(self, row: Record, sku: str) -> Record:
        """The entry of the answer for a row that is mapped to a SKU."""

    def answer_refused(self, row: Record, text: str) -> Record:
        """The entry of the answer for a row that stays unmapped."""


class ProductDecisions(Matching, Examination, Sending, MappingRules, Receiving, Protocol):
    """All of them, as an integration hands them in."""
