import json
from decimal import Decimal
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

LAW = settings(max_examples=100, deadline=None, derandomize=True, database=None)
SIGNS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t")
TEXTS = st.text(SIGNS, max_size=12)
NAMES = st.text(SIGNS, min_size=1, max_size=12)
WRITTEN = st.decimals(0, 999, places=10).map("{:f}".format)
MONEY = st.decimals(0, 10**9, places=4).map(float) | st.integers(0, 10**9) | WRITTEN
PRECISE = MONEY | st.floats(0, 1e12)
PACKAGING = ("altura_embalagem", "largura_embalagem", "comprimento_embalagem", "diametro_embalagem")
HIDDEN = ("codigo_anvisa", "motivo_isencao")
SEO = ("seo_title", "seo_keywords", "link_video", "seo_description", "slug")
SCALARS = {
    **dict.fromkeys(("descricao_complementar", "obs", "garantia", "marca", "codigo_fornecedor", *HIDDEN), TEXTS),
    **dict.fromkeys(("preco_promocional", "peso_liquido", "estoque_minimo", "preco_custo", *PACKAGING), PRECISE),
    "codigo": TEXTS,
    "categoria": st.lists(NAMES, max_size=3).map(" >> ".join),
    "tipo_embalagem": st.sampled_from(["", "0", "1", 2, 3]),
    "sob_encomenda": st.sampled_from(["S", "N", ""]),
    "id_fornecedor": st.integers(0, 10**12),
    "dias_preparacao": st.integers(0, 99),
}
MANDATORY = {
    "nome": NAMES,
    "unidade": st.sampled_from(["UN", "PC", "KG"]),
    "preco": PRECISE,
    "origem": st.sampled_from([0, "1", "8"]),
    "situacao": st.sampled_from("AI"),
    "tipo": st.sampled_from("PS"),
}
GRADES = st.dictionaries(st.sampled_from(["Cor", "Tamanho", "Voltagem"]), TEXTS, max_size=3)
VARIATIONS = st.lists(
    st.fixed_dictionaries(
        {"codigo": TEXTS, "preco": PRECISE, "grade": GRADES},
        optional={"preco_promocional": PRECISE, "estoque_atual": MONEY, "sku": NAMES},
    ),
    max_size=3,
)
LISTS = {
    "anexos": st.lists(st.fixed_dictionaries({"anexo": TEXTS}), max_size=2),
    "imagens_externas": st.lists(
        st.fixed_dictionaries({"imagem_externa": st.fixed_dictionaries({"url": TEXTS})}), max_size=2
    ),
    "kit": st.lists(
        st.fixed_dictionaries(
            {"item": st.fixed_dictionaries({"id_produto": st.integers(1, 10**9), "quantidade": MONEY})}
        ),
        max_size=2,
    ),
    "estrutura": st.lists(
        st.fixed_dictionaries(
            {"item": st.fixed_dictionaries({"codigo": TEXTS, "quantidade": MONEY}, optional={"descricao": TEXTS})}
        ),
        max_size=2,
    ),
    "etapas": st.lists(st.fixed_dictionaries({"etapa": st.fixed_dictionaries({"nome": TEXTS})}), max_size=2),
    "seo": st.fixed_dictionaries({}, optional=dict.fromkeys(SEO, TEXTS)),
}
PRODUCTS = st.fixed_dictionaries(
    {**MANDATORY, "variacoes": VARIATIONS}, optional={**SCALARS, **LISTS, "estoque_atual": MONEY, "sku": NAMES}
)


def mapped(product, number):
    """The record of a product in which each `sku` became a mapping with the integration."""
    record = {name: value for name, value in product.items() if name not in ("sku", "variacoes")}
    if "sku" in product and product["sku"].strip():
        mapping = {"idEcommerce": number, "skuMapeamento": product["sku"], "urlProduto": "https://loja.example"}
        record["mapeamentos"] = [{"mapeamento": mapping}]
    if "variacoes" in product:
        record["variacoes"] = [{"variacao": mapped(row, number)} for row in product["variacoes"]]
    return record


def echo(shown):
    """What was read, with the names that the writing service has for it."""
    sent = {name: value for name, value in shown.items() if name not in SEO and "Embalagem" not in name}
    for name in ("tipo", *[name.partition("_")[0] for name in PACKAGING]):
        sent[f"{name}_embalagem"] = shown[f"{name}Embalagem"]
    return {**sent, "seo": {name: shown[name] for name in SEO}}


def test_reading_and_sending_back_changes_nothing(account):
    number = account.integrate()

    @LAW
    @given(PRODUCTS)
    def law(product):
        id_produto = account.include(**mapped(product, number))
        before, screen = account.read(id_produto), account.view("lista_de_produtos")

        account.alter(**echo(before))

        assert account.read(id_produto) == before
        assert account.view("lista_de_produtos") == screen
        account.world.reset()
        account.integrate()

    law()


def test_sending_a_variation_back_changes_nothing(account):
    account.integrate()

    @LAW
    @given(PRODUCTS.filter(lambda product: product["variacoes"]))
    def law(product):
        parent = account.include(**mapped(product, 21407))
        for row in account.read(parent)["variacoes"]:
            child = account.read(row["variacao"]["id"])
            account.alter(**echo(child))
            assert account.read(row["variacao"]["id"]) == child
        account.world.reset()
        account.integrate()

    law()


@pytest.fixture
def catalogue(account):
    """An account with 330 products, and what each bears."""
    words = ("azul", "Água", "AB-1", "%", "x y")
    rows = [
        {
            "nome": f"P{n} {words[n % 5]}",
            "codigo": f"{words[n % 3]}{n % 40}",
            "situacao": "Inativo" if n % 7 else "Ativo",
        }
        for n in range(330)
    ]
    account.act("importar_produtos", produtos=rows)
    return account


def test_the_pages_of_a_search_partition_its_set(catalogue):
    everything = catalogue.view("lista_de_produtos")

    @LAW
    @given(
        st.sampled_from(["", "a", "1", "AB-1", "b-", "água", "%", "x y", "P3", "azul1"]),
        st.sampled_from(["", "A", "I"]),
    )
    def law(text, situation):
        wanted = {
            row["id"]
            for row in everything
            if (text.lower() in row["nome"].lower() or text.lower() in row["codigo"].lower())
            and row["situacao"] in {"A": ["Ativo"], "I": ["Inativo"], "": ["Ativo", "Inativo"]}[situation]
        }
        filters = {"pesquisa": text, "situacao": situation}
        first = catalogue.answer("produtos.pesquisa", **filters)
        pages = [
            [int(row["id"]) for row in catalogue.rows(**filters, pagina=str(number))]
            for number in range(1, first["numero_paginas"] + 1)
        ]

        seen = [number for page in pages for number in page]
        assert len(seen) == len(set(seen))
        assert set(seen) == wanted
        assert {len(page) for page in pages[:-1]} <= {100}
        assert catalogue.answer("produtos.pesquisa", **filters, pagina=str(len(pages) + 1))["codigo_erro"] == 23

    law()


def as_xml(name, value):
    """An independent writer of the XML twin of a document."""
    if isinstance(value, dict):
        inside = "".join(as_xml(inner, item) for inner, item in value.items())
    elif isinstance(value, list):
        inside = "".join(as_xml(*pair) for item in value for pair in item.items())
    else:
        inside = escape(f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value))
    return f"<{name}>{inside}</{name}>"


def test_a_document_means_the_same_as_json_and_as_xml(account):
    @LAW
    @given(PRODUCTS)
    def law(product):
        number = account.integrate()
        record = {"sequencia": 1, **mapped(product, number)}
        stored = []
        for text in (json.dumps({"produtos": [{"produto": record}]}), as_xml("produtos", [{"produto": record}])):
            answer = account.answer("produto.incluir", produto=text, partner=True)
            stored.append((answer, account.view("lista_de_produtos")))
            account.world.reset()
            account.integrate()

        assert stored[0] == stored[1]
        account.world.reset()

    law()


def test_an_answer_says_the_same_as_json_and_as_xml(account, xml_twin):
    number = account.integrate()

    @LAW
    @given(PRODUCTS)
    def law(product):
        account.include(**mapped(product, number))
        for service, parameters in (
            ("produto.obter", {"id": str(account.rows()[0]["id"])}),
            ("produtos.pesquisa", {}),
            ("produto.incluir", {"produto": json.dumps({"produto": {"sequencia": 1, "nome": product["nome"]}})}),
        ):
            shown = account.answer(service, partner=True, **parameters)
            twin = account.call(service, partner=True, formato=None, **parameters)
            xml_twin(ElementTree.fromstring(twin.content), shown)
        account.world.reset()
        account.integrate()

    law()


FAULTS = (
    {"nome": ""},
    {"preco": "caro"},
    {"unidade": "UNIDADE"},
    {"situacao": "X"},
    {"sequencia": ""},
    {"mapeamentos": [{"mapeamento": {"idEcommerce": 1, "skuMapeamento": "S"}}]},
    {"variacoes": [{"variacao": {"codigo": "V", "preco": "caro"}}]},
)


@pytest.mark.fact("tiny-api2", 14)
def test_the_good_records_of_a_batch_are_written_whatever_the_bad_ones_are(account):
    good = {"nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}

    @LAW
    @given(st.lists(st.none() | st.sampled_from(FAULTS), min_size=1, max_size=20))
    def law(faults):
        records = [
            {"sequencia": number, "codigo": f"L-{number}", **good, **(fault or {})}
            for number, fault in enumerate(faults, start=1)
        ]

        answer = account.write("produto.incluir", *records)

        written = {f"L-{number}" for number, fault in enumerate(faults, start=1) if fault is None}
        statuses = {row["registro"]["sequencia"]: row["registro"]["status"] for row in answer["registros"]}
        assert {row["codigo"] for row in account.view("lista_de_produtos")} == written
        assert {f"L-{number}" for number, status in statuses.items() if status == "OK"} == written
        assert answer["status_processamento"] == (3 if len(written) == len(faults) else 4 if written else 2)
        account.world.reset()

    law()


PARTS = st.sampled_from(
    ("codigo", "preco", "estoque_atual", "grade", "id", "id_produto", "quantidade", "url", "slug", "idEcommerce")
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PARTS | TEXTS, inner, max_size=4),
    max_leaves=8,
)
NAMES_OF_FIELDS = (
    *SCALARS,
    *MANDATORY,
    *LISTS,
    "variacoes",
    "mapeamentos",
    "grade",
    "estoque_atual",
    "sequencia",
    "id",
    "tags",
    "classe_produto",
)
WRAPPERS = {"anexos": "anexo", "imagens_externas": "imagem_externa", "kit": "item"}
WRAPPERS |= {"variacoes": "variacao", "mapeamentos": "mapeamento", "estrutura": "item", "etapas": "etapa"}
WRAPPERS |= {"tags": "tag"}


@pytest.mark.parametrize("service", ["produto.incluir", "produto.alterar"])
def test_whatever_is_sent_gets_an_answer_within_the_contract(account, service):
    """Each value of each field is any JSON; no_breach judges every answer, those of the readings too."""
    good = {"sequencia": 1, "nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0", "situacao": "A", "tipo": "P"}

    @settings(LAW, max_examples=150)
    @given(st.sampled_from(NAMES_OF_FIELDS), JSON)
    def law(name, value):
        rows = [{WRAPPERS[name]: value}] if name in WRAPPERS else value
        for given_value in (value, rows):
            id_produto = account.include(codigo="A")
            record = {**good, "id": id_produto, name: given_value}
            answer = account.write(service, record)
            assert answer["status"] in ("OK", "Erro")
            for row in account.rows():
                account.read(str(row["id"]))
                for part in ("estoque", "tags", "estrutura"):
                    account.answer(f"produto.obter.{part}", id=str(row["id"]))
        account.world.reset()

    law()
