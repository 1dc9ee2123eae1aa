"""Wrong decisions about products: one rule replaced, the rest right."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from broken.fault import Fault
from homologa.sync.integrations.novaoito.rules import ProductRules

Record = dict[str, Any]


class PrefixMatch(ProductRules):
    """Takes what the search of Tiny found for what was searched."""

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The first row whose code begins with the SKU."""
        return [row for row in rows if str(row["codigo"]).startswith(sku)][:1]


class IgnoresCase(ProductRules):
    """Compares SKUs as if capitals were nothing."""

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The rows of the same letters."""
        return [row for row in rows if self.key(row["codigo"]).lower() == self.key(sku).lower()]


class MindsBlanks(ProductRules):
    """Compares SKUs with the blanks around them."""

    def key(self, sku: Any) -> str:
        """The SKU as it is written."""
        return "" if sku is None else str(sku)


class PlainCharacters(ProductRules):
    """Compares SKUs, and sends them, with plain characters in the place of those that mean as much."""

    def key(self, sku: Any) -> str:
        """The SKU with 2 for ², and letters of the usual width."""
        return unicodedata.normalize("NFKC", super().key(sku))


class FirstOfTwo(ProductRules):
    """Picks one of two products of the same SKU."""

    def choose(self, matches: Sequence[Record]) -> Record | None:
        """The first match, however many there are."""
        return matches[0] if matches else None


class InactiveIsAbsent(ProductRules):
    """Sees only what is active in Tiny."""

    def matches(self, sku: str, rows: Sequence[Record]) -> list[Record]:
        """The matches that are active."""
        return [row for row in super().matches(sku, rows) if row.get("situacao") == "A"]


class TypesAreAlike(ProductRules):
    """Links a plain product to one that has variations."""

    def type_mismatch(self, product: Record, row: Record) -> bool:
        """Never."""
        return False


class ForgetsTheEcho(ProductRules):
    """Alters with only what it wants to change, and so resets the rest."""

    def echo(self, record: Record) -> Record:
        """Only the key and what Tiny demands."""
        return {"id": record["id"], "sequencia": "1"}


class EchoesWithoutWeights(ProductRules):
    """Sends a record back without its weights."""

    def echo(self, record: Record) -> Record:
        """What it should be, two fields short."""
        return {name: value for name, value in super().echo(record).items() if not name.startswith("peso_")}


class EchoesNoVariations(ProductRules):
    """Maps the parent and forgets its variations."""

    def add_mappings(self, record: Record, product: Record, id_ecommerce: int) -> Record:
        """The mapping of the parent alone."""
        return {**record, **self.mapping_to(self.key(product["sku"]), id_ecommerce)}

    def lacks_mapping(self, product: Record, record: Record, id_ecommerce: int) -> bool:
        """Whether the parent is not mapped."""
        return not self.mapping_in(record, id_ecommerce)["skuMapeamento"]


class FullVisibility(ProductRules):
    """Shows what Tiny sends everywhere in the store."""

    def visibility_for_new(self) -> str:
        """The visibility of a product made in the admin."""
        return "catalog_search"


class WrongMapping(ProductRules):
    """Tells Tiny another SKU than the store's."""

    def mapping_to(self, sku: str, id_ecommerce: int) -> Record:
        """The mapping to a SKU that nobody has."""
        return super().mapping_to(f"ERRADO-{sku}", id_ecommerce)


class NoVariants(ProductRules):
    """Sends a product with variants as a plain one."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """The record without its variations."""
        return super().full_record({**product, "variants": []}, categories)


class HalfTheRecord(ProductRules):
    """Sends only what a price list would have."""

    def full_record(self, product: Record, categories: Mapping[int, str]) -> Record:
        """Without texts, measures and stock."""
        whole = super().full_record(product, categories)
        kept = ("nome", "codigo", "unidade", "preco", "origem", "situacao", "tipo", "classe_produto", "variacoes")
        return {name: value for name, value in whole.items() if name in kept}


class SendsOneOption(ProductRules):
    """Knows one option of a variant, such as its size."""

    def _variation(self, variant: Record) -> Record:
        return super()._variation({**variant, "options": variant["options"][:1]})


class ReceivesOneOption(ProductRules):
    """Knows one option of a variation of Tiny."""

    def _variant(self, row: Record) -> Record:
        variant = super()._variant(row)
        return {**variant, "options": variant["options"][:1]}


FAULTS = {
    "prefix_match": Fault(PrefixMatch),
    "ignores_case": Fault(IgnoresCase),
    "minds_blanks": Fault(MindsBlanks),
    "first_of_two": Fault(FirstOfTwo),
    "inactive_is_absent": Fault(InactiveIsAbsent),
    "types_are_alike": Fault(TypesAreAlike),
    "forgets_the_echo": Fault(ForgetsTheEcho),
    "echoes_without_weights": Fault(EchoesWithoutWeights),
    "echoes_no_variations": Fault(EchoesNoVariations),
    "full_visibility": Fault(FullVisibility),
    "wrong_mapping": Fault(WrongMapping),
    "drops_variants": Fault(NoVariants),
    "half_the_record": Fault(HalfTheRecord),
    "plain_characters": Fault(PlainCharacters),
    "receives_one_option": Fault(ReceivesOneOption),
    "sends_one_option": Fault(SendsOneOption),
}
