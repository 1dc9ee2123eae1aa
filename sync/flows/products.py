"""Products of the store to Tiny: send (N1) and map (N2), one product at a time."""

from datetime import timedelta
from typing import Any

from sync.clients.errors import Lost, NotFound, RateLimited, Rejected
from sync.clients.novaoito import Novaoito
from sync.clients.tiny import Tiny, as_list, refusal
from sync.clock import Clock
from sync.flows.outcome import Outcome, failed, skipped
from sync.memory import DECIDED, LINKING, READY, REFUSED_AS_DUPLICATE, SENDING, Item, Memory
from sync.rules import DuplicateInErp, ProductRules

Record = dict[str, Any]

FRESH = timedelta(minutes=10)
"""For how long "there is no such product in Tiny" is believed before it is asked again."""
DUPLICATE, INVALID, AMBIGUOUS = "30", "31", "33"


class ProductIntegration:
    """Brings each item of a job to a result, by the rules."""

    def __init__(
        self,
        *,
        store: Novaoito,
        tiny: Tiny,
        id_ecommerce: int,
        rules: ProductRules,
        memory: Memory,
        clock: Clock,
    ) -> None:
        self._store = store
        self._tiny = tiny
        self._id_ecommerce = id_ecommerce
        self._rules = rules
        self._memory = memory
        self._clock = clock
        self._paths: dict[int, str] = {}

    def advance(self, job: Record, item: Item) -> None:
        """Bring one item to a result, or to READY for the next batch."""
        if item.stage == READY and item.at + FRESH >= self._clock.now():
            return
        if item.stage != LINKING:
            outcome = self._examined(job, item)
            if outcome is not None:
                self._decide(item, outcome)
        for linking in self._memory.items(item.job, LINKING):
            self._link(linking)

    def create(self, items: list[Item]) -> None:
        """Create the READY items in Tiny, and link them; raises Lost when it is not known of which.

        They are marked before the call: whatever happens to the answer, Tiny is searched before a second try.
        """
        now = self._clock.now()
        self._memory.advance([(item, SENDING, {}) for item in items], now)
        records = [{"sequencia": str(number), **item.detail} for number, item in enumerate(items, start=1)]
        try:
            answers = self._tiny.create(records)
        except RateLimited:
            self._memory.advance([(item, READY, item.detail) for item in items], now)
            raise
        except Rejected as error:
            self._memory.advance([(item, DECIDED, _refused(error).detail) for item in items], now)
            return
        steps = [
            (item, *self._after_creation(answers[record["sequencia"]]))
            for item, record in zip(items, records, strict=True)
            if _is_answered(answers.get(record["sequencia"]))
        ]
        self._memory.advance(steps, now)
        if len(steps) < len(items):
            raise Lost("o Tiny não informou o resultado de todos os produtos do lote")
        for item in self._memory.items(items[0].job, LINKING):
            self._link(item)

    def _after_creation(self, answer: Record) -> tuple[str, Record]:
        if answer["status"] == "OK":
            return LINKING, _intent(Outcome("created", external_id=str(answer["id"])))
        error = refusal(answer)
        return (REFUSED_AS_DUPLICATE, {}) if error.code == DUPLICATE else (DECIDED, _refused(error).detail)

    def _examined(self, job: Record, item: Item) -> Outcome | None:
        """The result of an item as both sides show it now; None when it went to another stage."""
        try:
            product = self._store.product(item.product_id)
        except NotFound:
            return skipped("not_active", "O produto foi excluído da loja.")
        left_alone = self._not_eligible(product) or self._sku_problem(item, product)
        # When a creation got no answer Tiny is searched first, whatever the store says of the product now.
        if left_alone is not None and item.stage != SENDING:
            return left_alone
        rows = self._tiny.search(item.sku)
        try:
            match = self._rules.choose(self._rules.matches(item.sku, rows))
        except DuplicateInErp:
            return failed("duplicate_sku_erp", f"Há mais de um produto com o SKU {item.sku} no Tiny.")
        if match is not None:
            return self._matched(job, item, product, match)
        return left_alone or self._absent(job, item, product, rows)

    def _not_eligible(self, product: Record) -> Outcome | None:
        if product["status"] != "active":
            return skipped("not_active", "O produto não está mais ativo.")
        if self._rules.already_linked(product):
            return skipped("already_linked", "O produto já está integrado.")
        if product["type"] == "configurable":
            return failed("unsupported_type", "Este conector ainda não integra produtos com variações.")
        return None

    def _sku_problem(self, item: Item, product: Record) -> Outcome | None:
        sku = (product["sku"] or "").strip()
        if not sku:
            return failed("missing_sku", "O produto não tem SKU.")
        if sku != item.sku:
            return failed("sku_changed", "O SKU mudou depois do pedido; integre o produto de novo.")
        if self._is_repeated(item, product):
            return failed("duplicate_sku_store", f"Há mais de um produto com o SKU {item.sku} na loja.")
        return None

    def _is_repeated(self, item: Item, product: Record) -> bool:
        """Whether another product of the store bears the SKU, with or without blanks around it."""
        if self._memory.bearers(item.job, item.sku) > 1:
            return True
        for spelling in {product["sku"], item.sku}:
            try:
                if self._store.product_by_sku(spelling)["id"] != product["id"]:
                    return True
            except NotFound:
                continue
            except Rejected as error:
                if error.code == "sku_not_unique":
                    return True
                raise
        return False

    def _matched(self, job: Record, item: Item, product: Record, match: Record) -> Outcome | None:
        """Map the one product of Tiny that bears the SKU, changing nothing else of it; the link follows."""
        external_id = str(match["id"])
        if self._rules.type_mismatch(product, match):
            return failed("type_mismatch", "No Tiny este SKU é de um produto com variações.", external_id)
        try:
            return self._mapped(job, item, match, self._tiny.product(external_id))
        except NotFound:
            return failed("erp_error", "O produto foi excluído do Tiny durante a integração.")
        except Rejected as error:
            return _refused(error)

    def _mapped(self, job: Record, item: Item, match: Record, record: Record) -> Outcome | None:
        mapping = self._mapping_in(record)
        mapped_sku = str(mapping["skuMapeamento"]).strip()
        if mapped_sku not in ("", item.sku):
            message = f"No Tiny o produto já está mapeado para o SKU {mapped_sku} desta loja."
            return failed("erp_product_already_linked", message, str(match["id"]))
        outcome = _linked(match, created=item.stage == SENDING and mapped_sku != "")
        if job["dry_run"]:
            return outcome
        if not mapped_sku:
            self._tiny.alter({**self._rules.echo(record), **self._mapping_to(item.sku)})
        intent = _intent(outcome, mapping.get("idMapeamento"))
        self._memory.advance([(item, LINKING, intent)], self._clock.now())
        return None

    def _absent(self, job: Record, item: Item, product: Record, rows: list[Record]) -> Outcome | None:
        """Map leaves the product pending; send prepares its record for a batch."""
        if job["operation"] == "map":
            near = self._rules.near_misses(item.sku, rows)
            if near:
                return skipped("sku_case_mismatch", f"No Tiny o SKU está escrito {near[0]['codigo']}.")
            return skipped("not_found_in_erp", f"Não há produto com o SKU {item.sku} no Tiny.")
        if item.stage == REFUSED_AS_DUPLICATE:
            return failed("erp_validation", "O Tiny recusou o cadastro: registro em duplicidade.")
        refused = self._rules.unsendable(product)
        if refused is not None:
            return failed(refused.code, refused.message)
        if job["dry_run"]:
            return Outcome("created")
        record = self._rules.full_record(product, self._category_paths(product))
        self._memory.advance([(item, READY, {**record, **self._mapping_to(item.sku)})], self._clock.now())
        return None

    def _category_paths(self, product: Record) -> dict[int, str]:
        for category_id in product["category_ids"][:1]:
            if category_id not in self._paths:
                self._paths[category_id] = self._store.category(category_id)["path"]
        return self._paths

    def _mapping_to(self, sku: str) -> Record:
        return {"mapeamentos": [{"mapeamento": {"idEcommerce": self._id_ecommerce, "skuMapeamento": sku}}]}

    def _mapping_in(self, record: Record) -> Record:
        """The product's mapping of this integration; one without SKU when there is none."""
        mappings = [row["mapeamento"] for row in as_list(record.get("mapeamentos"))]
        ours = (row for row in mappings if str(row["idEcommerce"]) == str(self._id_ecommerce))
        return next(ours, {"skuMapeamento": ""})

    def _link(self, item: Item) -> None:
        """Write the link in the store, then decide; the same again is harmless."""
        outcome = Outcome.of(item.detail["outcome"])
        external_id = str(outcome.external_id)
        link = {"external_id": external_id, "mapping_id": item.detail["mapping_id"], "external_sku": item.sku}
        try:
            self._store.link(item.product_id, link)
        except NotFound:
            outcome = skipped("not_active", "O produto foi excluído da loja.")
        except Rejected as error:
            if error.code == "already_linked":
                outcome = self._lost_race(item, external_id)
            else:
                outcome = failed("link_refused", f"A loja recusou o vínculo: {error}", external_id)
        else:
            self._memory.remember_link(external_id, item.product_id)
        self._decide(item, outcome)

    def _lost_race(self, item: Item, external_id: str) -> Outcome:
        try:
            self._store.link_of(item.product_id)
        except NotFound:
            message = "O produto do Tiny já está vinculado a outro produto da loja."
            return failed("erp_product_already_linked", message, external_id)
        return skipped("already_linked", "O produto foi integrado por outro caminho durante a integração.")

    def _decide(self, item: Item, outcome: Outcome) -> None:
        self._memory.advance([(item, DECIDED, outcome.detail)], self._clock.now())


def _is_answered(answer: Record | None) -> bool:
    return answer is not None and (answer.get("status") != "OK" or bool(answer.get("id")))


def _intent(outcome: Outcome, mapping_id: Any = None) -> Record:
    """What an item at LINKING needs: the result that it will have, and Tiny's id of the mapping if known."""
    return {"outcome": outcome.detail, "mapping_id": str(mapping_id) if mapping_id else None}


def _linked(match: Record, *, created: bool) -> Outcome:
    external_id = str(match["id"])
    if created:
        return Outcome("created", external_id=external_id)
    if match.get("situacao") == "I":
        return Outcome("linked", "erp_product_inactive", "O produto está inativo no Tiny.", external_id)
    message = "O produto já existia no Tiny e foi apenas vinculado."
    return Outcome("linked", "linked_existing", message, external_id)


def _refused(error: Rejected) -> Outcome:
    """The result of a product that Tiny refused, by Tiny's code."""
    codes = {INVALID: "erp_validation", AMBIGUOUS: "duplicate_sku_erp"}
    return failed(codes.get(error.code, "erp_error"), f"O Tiny recusou o produto: {error}")
