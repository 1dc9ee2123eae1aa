"""Which bug each broken connector has, and the tags of the scenarios that must catch it."""

from typing import NamedTuple

REFUSED = "não homologado"
OURS = "com ressalvas"
"""Where the rule that is broken is a decision or a reconstruction of ours, and no more than that."""


class Bug(NamedTuple):
    """What is wrong, and the requirements and statements (separated by blanks) whose scenarios fail because of it.

    `word` is that with which a run ends. Of the scenarios with these tags, those run that have `named` in their names.
    """

    text: str
    caught_by: str
    word: str = REFUSED
    named: str = ""

    @property
    def tags(self) -> list[str]:
        """Each tag on its own."""
        return self.caught_by.split()


DECISIONS = {
    "drops_variants": Bug(
        "a product with variants is sent as a plain one",
        "NOV-18",
        named="O produto com variações é criado inteiro no Tiny",
    ),
    "echoes_no_variations": Bug("the parent is mapped and its variations are forgotten", "fato-novaoito-28"),
    "echoes_without_weights": Bug(
        "a record is sent back without its weights", "NOV-07", named="Mapear não muda o cadastro"
    ),
    "first_of_two": Bug("one of two products of the same SKU is picked", "NOV-10"),
    "forgets_the_echo": Bug("a record is altered with what changes alone, and the rest is reset", "NOV-07"),
    "full_visibility": Bug("what Tiny sends is shown everywhere in the store", "NOV-13"),
    "half_the_record": Bug("texts, measures and stock are not sent", "NOV-18"),
    "ignores_case": Bug("SKUs are compared as if capitals were nothing", "fato-novaoito-30", OURS),
    "inactive_is_absent": Bug("an inactive product of Tiny is not seen", "fato-novaoito-20"),
    "minds_blanks": Bug("SKUs are compared with the blanks around them", "fato-novaoito-30", OURS),
    "plain_characters": Bug(
        "SKUs are compared and sent with plain characters for those that mean as much",
        "NOV-09",
        named="chega ao Tiny como é",
    ),
    "prefix_match": Bug("what a search found is taken for what was searched", "NOV-09"),
    "receives_one_option": Bug(
        "received variants keep the first of their options", "NOV-13 fato-novaoito-33", named="variações de duas opções"
    ),
    "sends_one_option": Bug(
        "variants are sent with the first of their options", "NOV-18 fato-novaoito-16", named="variações de duas opções"
    ),
    "types_are_alike": Bug("a plain product is linked to one with variations", "fato-novaoito-31", OURS),
    "wrong_mapping": Bug("Tiny is told another SKU than the store's", "NOV-16", OURS),
}
EXAMPLE = {
    "example_always_a_promotion": Bug(
        "every received product gets a promotional price of 0", "fato-novaoito-33", named="sem promoção que ninguém fez"
    ),
    "example_first_page_of_the_erp": Bug(
        "only the first page of Tiny's searches is read", "NOV-07 NOV-10 NOV-16", named="segunda página"
    ),
    "example_first_page_of_the_store": Bug(
        "only the first page of the store's lists is read", "NOV-06 NOV-10 NOV-12", named="página"
    ),
    "example_only_active_of_the_store": Bug(
        "an inactive product of the store is no duplicate", "NOV-10", named="repetido em um produto Inativo"
    ),
    "example_order_of_the_answer": Bug(
        "the results of a batch are read in the order of the answer", "fato-novaoito-24", OURS
    ),
    "example_prefix_match": Bug("what a search found is taken for what was searched", "NOV-09"),
    "example_raw_form": Bug("the form body is not percent-encoded", "NOV-09 NOV-18"),
    "example_sends_grams": Bug(
        "kilograms of the store are sent as grams", "NOV-18", OURS, named="O cadastro criado no Tiny é completo"
    ),
}
JOBS = {
    "any_of_the_store": Bug("each of two products of one SKU is taken for the only one", "NOV-10"),
    "believes_its_list_after_a_lost_answer": Bug(
        "Tiny is not searched again after a lost answer",
        "fato-novaoito-25",
        named="A resposta perdida em produto.incluir",
    ),
    "creates_in_map": Bug("a mapping creates what Tiny lacks", "NOV-08"),
    "first_batch_only": Bug(
        "the first batch is taken for the whole job", "NOV-06", named="Mais produtos do que cabem em um lote"
    ),
    "forgets_at_the_end": Bug("work is kept in the process alone", "fato-novaoito-25", named="recomeça no meio"),
    "gives_up_at_the_limit": Bug("a limit is taken for a failure", "fato-novaoito-25"),
    "goes_on_after_a_revoked_token": Bug("a refused token is taken for a bad product", "fato-novaoito-25"),
    "links_tiny_alone": Bug("no link is written in the store", "NOV-16", OURS),
    "looks_at_the_parent_alone": Bug("the SKUs of variants are not looked at", "fato-novaoito-23"),
    "matches_by_position": Bug("the ids of a batch are given to its products in their order", "fato-novaoito-24", OURS),
    "resends_linked": Bug("linked products are sent again", "NOV-05"),
    "sends_inactive": Bug("whether a product is still active is not asked", "fato-novaoito-15", OURS),
    "sends_over_what_is_there": Bug("a product that Tiny has gets the store's record", "NOV-16", OURS),
    "sends_without_sku": Bug("a product without SKU is sent under an invented one", "NOV-17", OURS),
    "stops_at_the_first_failure": Bug(
        "one bad product ends the whole job", "NOV-14", OURS, named="Produto sem SKU não é enviado"
    ),
    "takes_over": Bug("a product of Tiny that belongs to another SKU is taken", "fato-novaoito-21", OURS),
}
LINKS = {
    "answers_anyhow": Bug("Tiny is answered a mapping whose link was not written", "NOV-11 fato-novaoito-34"),
    "any_mapping": Bug(
        "the mapping of another integration is taken for ours",
        "NOV-07 NOV-16 fato-novaoito-28",
        named="O mapeamento de outra integração",
    ),
    "believes_in_the_link": Bug("a link whose answer was lost is taken for written", "NOV-02"),
    "believes_in_the_former_link": Bug(
        "after a reinstallation the former id counts, not the SKU", "fato-novaoito-46", OURS, named="Quem vale é o SKU"
    ),
    "erases_mappings": Bug(
        "the mappings of other integrations are erased",
        "NOV-07 NOV-16 fato-novaoito-28",
        named="O mapeamento de outra integração",
    ),
    "trims_the_store_alone": Bug("Tiny's codes are compared with their blanks", "NOV-15 fato-novaoito-30"),
}
MEANWHILE = {
    "loses_prices_told_meanwhile": Bug(
        "prices told of while a SKU is in work are lost", "fato-novaoito-43", OURS, named="em andamento não se perde"
    ),
    "loses_stock_told_meanwhile": Bug(
        "stock told of while a SKU is in work is lost", "fato-novaoito-43", OURS, named="em andamento não se perde"
    ),
}
NOTIFICATIONS = {
    "all_or_nothing": Bug("one bad product of a notice stops the others", "NOV-17", OURS, named="SKU"),
    "any_age": Bug("an event of the store is taken though it is old", "fato-novaoito-10", OURS),
    "any_signature": Bug("the signature of the store's events is not looked at", "fato-novaoito-10", OURS),
    "any_account": Bug("notices of other accounts are taken", "fato-novaoito-42", OURS),
    "deaf_to_uninstalling": Bug(
        "notices are answered after the app is gone",
        "fato-novaoito-43",
        OURS,
        named="o aviso de estoque não é mais atendido",
    ),
    "fails_for_good": Bug("an outage of the store is told Tiny as a refusal", "fato-novaoito-39"),
    "first_of_the_notice": Bug(
        "the first product of a notice is taken for all of them", "NOV-13", named="que traz dois produtos"
    ),
    "maps_the_parent_alone": Bug("the mappings of variations are not answered", "fato-novaoito-33"),
    "names_the_unnamed": Bug("a product of Tiny without SKU gets an invented one", "NOV-17"),
    "no_promotions": Bug(
        "a price notice changes the price alone", "fato-novaoito-43", OURS, named="O preço fica certo"
    ),
    "open_to_all": Bug("the secret of the receiver's URL is not looked at", "fato-novaoito-42", OURS),
    "overwrites_what_is_there": Bug("a product that the store has gets Tiny's record", "NOV-12"),
    "physical_stock": Bug(
        "what is reserved is sold", "fato-novaoito-43", OURS, named="o que está reservado fica de fora"
    ),
    "plain_answer": Bug("a product is answered without its mapping", "NOV-11"),
    "refuses_the_probe": Bug("the empty probe of a saved URL is an error", "fato-novaoito-42", OURS),
    "resets_the_visibility": Bug("a product is hidden again whenever it comes", "NOV-12"),
    "takes_a_product_only_once": Bug(
        "a notice that comes again is refused", "NOV-12", named="Enviar de novo não cria outro"
    ),
    "trusts_the_notice": Bug("the number of the last notice is the stock", "fato-novaoito-43", OURS),
}
RECORDS = {
    "always_a_promotion": Bug(
        "every received product gets a promotional price of 0", "fato-novaoito-33", named="sem promoção que ninguém fez"
    ),
    "codes_as_numbers": Bug(
        "codes lose their leading zeros", "NOV-18 fato-novaoito-16", named="Enviado ao Tiny, o campo gtin"
    ),
    "drops_fractions": Bug("received prices and balances lose their fractions", "fato-novaoito-33"),
    "escapes_texts": Bug("texts are sent as if they were HTML", "NOV-18 fato-novaoito-16"),
    "only_active_of_the_erp": Bug(
        "an inactive product of Tiny is no duplicate", "NOV-10", named="repetido em um produto Inativo"
    ),
    "only_active_of_the_store": Bug("an inactive product of the store is no duplicate", "NOV-10"),
    "joins_categories": Bug(
        "all categories of a product are sent as one", "NOV-18 fato-novaoito-16", named="De duas categorias da loja"
    ),
    "plain_brands": Bug("received brands lose what ASCII has not", "fato-novaoito-33", named="o campo marca"),
    "receives_codes_as_numbers": Bug(
        "received codes lose their leading zeros", "fato-novaoito-33", named="Vindo do Tiny, o campo gtin"
    ),
    "receives_grams": Bug("kilograms of Tiny are written as grams", "fato-novaoito-33", named="Vindo do Tiny, o peso"),
    "bare_images": Bug(
        "received addresses of images lose their queries", "fato-novaoito-33", named="As imagens do Tiny"
    ),
    "collapses_blanks": Bug("SKUs are compared and sent with single blanks", "NOV-09"),
    "cuts_what_it_receives": Bug(
        "received descriptions are cut to 255 characters", "fato-novaoito-33", named="A descrição comprida do Tiny"
    ),
    "cuts_what_it_sends": Bug(
        "descriptions are cut to 255 characters", "NOV-18 fato-novaoito-16", named="A descrição comprida da loja"
    ),
    "no_pre_orders": Bug("a product in pre-order fails the whole job", "NOV-06", named="em Pré-venda"),
    "receives_no_debts": Bug(
        "a product of negative balance is created with 0",
        "fato-novaoito-47",
        OURS,
        named="O produto do Tiny de saldo negativo",
    ),
    "receives_one_image": Bug(
        "the first image of Tiny is taken for all", "fato-novaoito-33", named="As imagens do Tiny"
    ),
    "receives_variants_without_price": Bug(
        "received variants get no price of their own", "NOV-13 fato-novaoito-33", named="com variações é criado inteiro"
    ),
    "receives_variants_without_promotion": Bug(
        "received variants lose their promotion", "NOV-13 fato-novaoito-33", named="com variações é criado inteiro"
    ),
    "receives_variants_without_stock": Bug(
        "received variants lose their stock", "NOV-13 fato-novaoito-33", named="com variações é criado inteiro"
    ),
    "sends_one_image": Bug(
        "the first image of the store is taken for all", "NOV-18 fato-novaoito-16", named="As imagens da loja"
    ),
    "sends_plain_variants": Bug(
        "variants are sent without their promotion", "NOV-18 fato-novaoito-16", named="com variações é criado inteiro"
    ),
    "rounds_the_cost": Bug("received costs lose their fractions", "fato-novaoito-33", named="o campo preço custo"),
    "rounds_the_stock": Bug(
        "the stock is sent in whole units", "NOV-18 fato-novaoito-16", named="Enviado ao Tiny, o campo estoque"
    ),
    "sends_grams": Bug(
        "kilograms of the store are sent as grams", "NOV-18 fato-novaoito-16", named="Enviado ao Tiny, o campo peso"
    ),
    "strips_markup": Bug("received names lose their marks", "fato-novaoito-33", named="o texto com marcação chega"),
    "tidies_texts_up": Bug("blanks and lines of a mapped record change", "NOV-07 fato-novaoito-28"),
}
REFUSALS = {
    "any_uninstallation": Bug("an old notice of uninstalling ends the new installation", "fato-novaoito-46", OURS),
    "knows_the_body": Bug(
        "a notice that says what an earlier one said is taken for its copy",
        "fato-novaoito-43",
        OURS,
        named="volta ao que já foi",
    ),
    "stays_dead": Bug(
        "a SKU whose notice was refused once is followed no more",
        "fato-novaoito-43",
        OURS,
        named="depois de outro que se perdeu",
    ),
    "waits_to_be_told": Bug(
        "an app that is gone is not known by the store's answer",
        "fato-novaoito-43",
        OURS,
        named="ainda que o aviso disso não chega",
    ),
}
RETRIES = {
    "does_not_pause": Bug(
        "a call refused for too many calls is made again after a second", "fato-novaoito-25", OURS, named="não insiste"
    ),
    "insists": Bug("a platform that is down is called every second", "fato-novaoito-50", OURS),
    "leaves_the_job_open": Bug("a job that failed is never ended", "NOV-14", OURS),
    "tries_a_notice_once": Bug(
        "a notice is never tried again after one outage", "fato-novaoito-43", OURS, named="entre a troca do token"
    ),
}
SETTINGS = {
    "follows_anyhow": Bug("notices are followed though that is switched off", "fato-novaoito-49", OURS),
    "follows_the_erp_alone": Bug(
        "Tiny's stock is written though the store's counts",
        "fato-novaoito-49",
        OURS,
        named="Com a fonte do estoque em Loja",
    ),
    "keeps_its_settings": Bug("settings are taken at the set-up and never again", "fato-novaoito-49", OURS),
    "one_visibility": Bug("the default visibility is not looked at", "fato-novaoito-49", OURS),
    "own_prices": Bug("the price list is not looked at", "fato-novaoito-49", OURS),
}
VALUES = {
    "exception_of_anyone": Bug(
        "an exception of the price list is taken for that of every product",
        "fato-novaoito-49",
        OURS,
        named="para o produto que a tem",
    ),
    "first_deposit": Bug(
        "what lies in one deposit is taken for all there is", "fato-novaoito-43", OURS, named="de todos os depósitos"
    ),
    "reconciles_what_is_on_sale": Bug(
        "products that are not on sale are not reconciled", "fato-novaoito-43", OURS, named="Inativo na loja é o do"
    ),
    "resurrects": Bug(
        "a stock notice creates the product that the store deleted",
        "fato-novaoito-43",
        OURS,
        named="de um produto que a loja excluiu",
    ),
    "rounds_half_even": Bug(
        "prices of a list are rounded half to even", "fato-novaoito-49", OURS, named="A lista de preços escolhida"
    ),
    "any_promotion": Bug(
        "a promotional price is written that is no lower than the price",
        "fato-novaoito-43",
        OURS,
        named="com a promoção 20,00",
    ),
    "knows_its_list": Bug(
        "the percentage of a price list is read once", "fato-novaoito-49", OURS, named="O acréscimo da lista"
    ),
    "resets_how_it_sells": Bug(
        "a stock notice also says how the product sells", "fato-novaoito-43", OURS, named="não como o lojista vende"
    ),
    "keeps_the_promotion": Bug(
        "a promotion that is over in Tiny stays in the store", "fato-novaoito-43", OURS, named="O preço fica certo"
    ),
    "no_debts": Bug(
        "a negative balance of Tiny is written as 0", "fato-novaoito-47", OURS, named="O saldo negativo do Tiny"
    ),
    "once_a_sku": Bug("a second notice of a SKU is taken for the first", "fato-novaoito-43", OURS),
    "prices_as_a_record": Bug(
        "a price notice replaces the record of the product", "fato-novaoito-43", OURS, named="e nada mais do cadastro"
    ),
    "values_of_products_alone": Bug(
        "stock and price notices of variations are ignored", "fato-novaoito-43", OURS, named="mudam numa variação"
    ),
    "values_of_the_parent": Bug(
        "stock and price notices of variations land on the parent",
        "fato-novaoito-43",
        OURS,
        named="mudam numa variação",
    ),
    "values_by_code": Bug(
        "values are followed by Tiny's code, not by the SKU of the mapping",
        "fato-novaoito-43",
        OURS,
        named="cujo código mudou no Tiny",
    ),
    "values_of_what_is_on_sale": Bug(
        "stock and prices of products that are not on sale are not followed",
        "fato-novaoito-43",
        OURS,
        named="está Inativo na loja também",
    ),
    "whole_units": Bug("fractions of a balance are dropped", "fato-novaoito-43", OURS, named="O saldo 0,5"),
}
WIRE = {
    "believes_the_envelope": Bug(
        "a record that Tiny refuses to alter is taken for altered", "NOV-07 NOV-14", named="durante o mapeamento"
    ),
    "first_page_of_the_erp": Bug(
        "only the first page of Tiny's searches is read",
        "NOV-07 NOV-10 NOV-16 fato-novaoito-49",
        named="segunda página",
    ),
    "first_page_of_the_store": Bug(
        "only the first page of the store's lists is read",
        "NOV-06 NOV-10 fato-novaoito-43 fato-novaoito-45",
        named="página",
    ),
    "knows_lists_alone": Bug("a list of one element that comes bare is taken for none", "NOV-07", named="sem a lista"),
    "order_of_the_answer": Bug("the results of a batch are read in the order of the answer", "fato-novaoito-24", OURS),
    "raw_form": Bug("the form body is not percent-encoded", "NOV-18 NOV-09"),
}
WORK = {
    "believes_its_list": Bug("what is registered in Tiny during a job is created again", "fato-novaoito-48"),
    "creates_categories_anyway": Bug("categories are created though the merchant wants none", "fato-novaoito-45", OURS),
    "discards_what_is_refused": Bug(
        "what an account does not serve now is given up", "fato-novaoito-43", OURS, named="entre a troca do token"
    ),
    "drops_categories": Bug("a category that the store lacks is left out", "fato-novaoito-45", OURS),
    "gives_up_after_the_retries": Bug(
        "what a long outage stops is given up", "fato-novaoito-43", OURS, named="numa queda longa"
    ),
    "never_tries_what_is_held": Bug(
        "what an account did not serve is never tried again",
        "fato-novaoito-43",
        OURS,
        named="enquanto o Tiny não atende",
    ),
    "sells_for_nothing": Bug("a product without a price is put up for sale", "fato-novaoito-47", OURS),
    "writes_moments_in_utc": Bug("Tiny is asked for moments of UTC", "fato-novaoito-48"),
    "sku_as_a_path": Bug(
        "a SKU such as .. changes the path of a call", "NOV-09", named="O estoque do produto de SKU .."
    ),
}
BUGS = {
    **DECISIONS,
    **EXAMPLE,
    **JOBS,
    **LINKS,
    **MEANWHILE,
    **NOTIFICATIONS,
    **RECORDS,
    **REFUSALS,
    **RETRIES,
    **SETTINGS,
    **VALUES,
    **WIRE,
    **WORK,
}
"""By broken connector."""
