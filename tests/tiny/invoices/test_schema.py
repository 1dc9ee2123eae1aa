"""What the schema of the NF-e refuses, held against the official one, which nfelib carries (statement 63)."""

import copy
import re
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from homologa.simulators.site import build
from homologa.simulators.tiny.rules import settings as account_settings
from homologa.simulators.tiny.rules.notas import emissao, leitura, xml
from homologa.simulators.tiny.rules.notas.modelo import NFCE, NFE
from homologa.simulators.tiny.rules.notas.xml import esquema
from homologa.simulators.tiny.rules.notas.xml.elementos import limpar

CNPJ, CPF = "11.222.333/0001-81", "529.982.247-25"
ADDRESS = {
    "endereco": "Rua das Flores",
    "numero": "10",
    "complemento": "sala 1",
    "bairro": "Centro",
    "cep": "01310-100",
    "cidade": "São Paulo",
    "uf": "SP",
    "fone": "(11) 98888-7777",
}
CUSTOMER = {
    "nome": "Maria & Filhos",
    "tipo_pessoa": "J",
    "cpf_cnpj": CNPJ,
    "ie": "123",
    "email": "a@b.example",
    **ADDRESS,
}
ITEM = {
    "codigo": "CAN",
    "descricao": "Caneca",
    "unidade": "UN",
    "quantidade": 3,
    "valor_unitario": 10.333,
    "ncm": "6912.00.00",
    "origem": "0",
    "info_adicional": "azul",
}
PAID = {
    "valor": 67,
    "tipo_pagamento": 99,
    "cnpj_intermediador": CNPJ,
    "codigo_autorizacao": "abc",
    "codigo_bandeira": 1,
}
WHOLE = {
    "cliente": CUSTOMER,
    "endereco_entrega": {**ADDRESS, "endereco": "Av. Central", "nome_destinatario": "José", "cpf_cnpj": CPF},
    "itens": [{"item": ITEM}, {"item": {**ITEM, "tipo": "S"}}],
    "transportador": {
        "nome": "Rápido",
        "cpf_cnpj": CNPJ,
        "ie": "123",
        "endereco": "Rua 1",
        "cidade": "Lins",
        "uf": "SP",
    },
    "placa": "abc-1d23",
    "uf_placa": "sp",
    "quantidade_volumes": "2",
    "especie_volumes": "caixa",
    "marca_volumes": "marca",
    "numero_volumes": "1 e 2",
    "peso_bruto": 2.5,
    "peso_liquido": 2,
    "valor_frete": 1,
    "valor_seguro": 1,
    "valor_desconto": 1,
    "valor_despesas": 4,
    "parcelas": [{"parcela": {"dias": 30, "valor": 10}}],
    "forma_pagamento": "cartão",
    "intermediador": {"nome": "Mercado", "cnpj": CNPJ},
    "numero_pedido_ecommerce": "EC-1",
    "data_entrada_saida": "03/11/2026",
    "obs": "Cuidado",
}
FOREIGN = {"nome": "John", "tipo_pessoa": "E", "cpf_cnpj": "AB123456", "endereco": "Main St", "uf": "EX"}
KINDS = {
    "whole": (WHOLE, NFE),
    "integrated": ({**WHOLE, "pagamentos_integrados": [{"pagamento_integrado": PAID}]}, NFE),
    "foreign": ({"cliente": FOREIGN, "itens": [{"item": ITEM}]}, NFE),
    "exempt": ({"cliente": {**CUSTOMER, "ie": "Isento"}, "itens": [{"item": ITEM}]}, NFE),
    "bare": ({"cliente": {"nome": "Ana"}, "itens": [{"item": ITEM}], "endereco_entrega": {"endereco": "Rua 2"}}, NFE),
    "coupon": (WHOLE, NFCE),
    "anonymous": ({"itens": [{"item": ITEM}]}, NFCE),
}
FIXED = frozenset(
    {"cUF", "cNF", "mod", "serie", "nNF", "tpNF", "idDest", "cMunFG", "cMun", "tpImp", "tpEmis", "cDV", "tpAmb"}
    | {"finNFe", "indFinal", "indPres", "indIntermed", "procEmi", "verProc", "refNFe", "cPais", "xPais", "CRT"}
    | {"indIEDest", "orig", "indTot", "CSOSN", "CST", "modFrete", "tpIntegra", "nFat", "nDup", "infAdFisco", "vBC"}
    | {"vAliq", "vISSQN", "indISS", "indIncentivo", "vICMS", "vICMSDeson", "vFCP", "vBCST", "vST", "vFCPST"}
    | {"vFCPSTRet", "vII", "vIPI", "vIPIDevol", "vPIS", "vCOFINS", "dhEmi", "dhSaiEnt", "dVenc", "dCompet"}
    | {"fone", "cEANTrib", "uTrib", "qTrib", "vUnTrib"}
)
"""Fields that nobody outside writes: constants, what is counted or computed, days, and what is written twice."""
DIGIT = "dígito"
SIGNATURE = "{http://www.w3.org/2000/09/xmldsig#}Signature )."
"""How the complaint about the one thing ends that an invoice lacks before it is signed."""
PATIENT = settings(max_examples=500, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(scope="module")
def made():
    """Invoices of several kinds with their keys, not issued, and the registration of the account."""
    site = build()
    world = site.worlds.create(id="notas")
    with world.work("tiny") as work:
        notes = {kind: leitura.incluir(work, record, model) for kind, (record, model) in KINDS.items()}
        for note in notes.values():
            emissao.com_chave(work, note)
        account = account_settings.conta(work) | {"complemento": "fundos", "inscricao_estadual": "123.456"}
    yield notes, account
    site.worlds.close()


def leaves(element, path=""):
    for child in element:
        below = f"{path}/{child.tag}"
        yield from leaves(child, below) if len(child) else [(below, child)]


@pytest.fixture
def problems(nfe_problems):
    """What the official schema refuses in an `NFe` that is not signed yet."""
    return lambda text: [found for found in nfe_problems(text) if not found.endswith(SIGNATURE)]


def refused_by_the_schema(failures):
    """Our failures without those of check digits, which no schema knows."""
    return [failure for failure in failures if DIGIT not in failure.motivo]


def text_of(whole):
    return ElementTree.tostring(whole, encoding="unicode")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("regime", [1, 3])
def test_what_is_written_is_valid(made, problems, kind, regime):
    notes, account = made
    whole = xml.montar({**notes[kind], "regime_tributario": regime}, account)

    assert (problems(text_of(whole)), esquema.conferir(whole)) == ([], [])


def test_every_field_that_is_not_fixed_has_a_rule(made):
    notes, account = made
    names = {path.split("/")[-1] for note in notes.values() for path, _ in leaves(xml.montar(note, account))}
    ruled = {name.split("/")[-1] for name in (*esquema.TAMANHOS, *esquema.FORMAS)}

    assert names - ruled - FIXED == set()


LATIN = st.characters(min_codepoint=32, max_codepoint=255)
ODD = st.sampled_from(" \t\n\r\x00\x1f\x7f\x85\xa0ÿĀ—™😀\ufffe!")
TEXTS = st.one_of(
    st.text(LATIN, max_size=70),
    st.text(st.one_of(LATIN, ODD), max_size=8),
    st.text("0123456789", max_size=20),
    st.text("0123456789ABCXYZ.", max_size=16),
    st.builds(lambda size: "x" * size, st.sampled_from((59, 60, 61, 120, 121, 128, 129, 500, 501, 5000, 5001))),
    st.sampled_from(
        ("SP", "EX", "sp", "ISENTO", "SEM GTIN", "0.00", "0.01", "0.10", "1.000", "00000000", "ABC1D23", "")
    ),
).filter(lambda text: not re.fullmatch("[0-9]{19,21}", text))
"""But for what libxml2 takes for a GTIN against the pattern of the schema."""


TELLING = (
    *(
        "",
        " ",
        "x",
        "xx",
        " x",
        "x ",
        "x y",
        "x\ty",
        "\x7f",
        "\xa0x",
        "ÿ",
        "Ā",
        "😀",
        "x" * 7,
        "x" * 16,
        "x" * 61,
        "x" * 121,
    ),
    *("1", "12", "123", "1234567", "12345678", "123456789012", "12345678901234", "0" * 15, "12ABC34501DE35", "00.00"),
    *(
        "SP",
        "EX",
        "sp",
        "ISENTO",
        "SEM GTIN",
        "0.00",
        "0.01",
        "0.1",
        "0.001",
        "0.00001",
        "1.000",
        "01",
        "1e3",
        "-1",
        "ABC1234",
    ),
)


@pytest.mark.parametrize("kind", ["integrated", "foreign", "bare"])
def test_every_field_takes_what_the_schema_takes(made, problems, kind):
    notes, account = made
    whole = xml.montar(notes[kind], account)
    wrong = []
    for path, leaf in leaves(whole):
        before = leaf.text
        for text in TELLING if path.split("/")[-1] not in FIXED else ():
            leaf.text = text
            theirs, ours = problems(text_of(whole)), refused_by_the_schema(esquema.conferir(whole))
            wrong += [(path, text, theirs, ours)] if bool(theirs) != bool(ours) else []
        leaf.text = before

    assert wrong == []


@PATIENT
@given(data=st.data(), text=TEXTS)
def test_a_field_is_refused_exactly_when_the_schema_refuses_it(made, problems, data, text):
    notes, account = made
    whole = xml.montar(notes[data.draw(st.sampled_from(("integrated", "foreign")))], account)
    open_ones = [leaf for leaf in leaves(whole) if leaf[0].split("/")[-1] not in FIXED]
    path, leaf = data.draw(st.sampled_from(open_ones))
    leaf.text = text

    theirs, ours = problems(text_of(whole)), refused_by_the_schema(esquema.conferir(whole))

    assert bool(ours) == bool(theirs), (path, text, theirs, ours)


CHANGES = {
    **{f"cliente.{name}": ("cliente", name) for name in CUSTOMER if name != "tipo_pessoa"},
    **{f"entrega.{name}": ("endereco_entrega", name) for name in (*ADDRESS, "nome_destinatario", "cpf_cnpj")},
    **{f"transportador.{name}": ("transportador", name) for name in WHOLE["transportador"]},
    **{
        name: (name,)
        for name in ("natureza_operacao", "obs", "placa", "uf_placa", "numero_ecommerce", "forma_pagamento")
    },
    **{name: (name,) for name in ("especie_volumes", "marca_volumes", "numero_volumes")},
    **{f"item.{name}": ("itens", 0, name) for name in ("codigo", "descricao", "unidade", "ncm", "cest", "gtin")},
    "item.info_adicional": ("itens", 1, "info_adicional"),
    "intermediador.nome": ("intermediador", "nome"),
    "pagamento.codigo_autorizacao": ("pagamentos_integrados", 0, "codigo_autorizacao"),
    "pagamento.cnpj_intermediador": ("pagamentos_integrados", 0, "cnpj_intermediador"),
}


@PATIENT
@given(where=st.dictionaries(st.sampled_from(sorted(CHANGES)), TEXTS, min_size=1, max_size=3))
def test_an_invoice_is_refused_exactly_when_the_schema_refuses_it(made, problems, where):
    notes, account = made
    note = copy.deepcopy(notes["integrated"])
    for field, text in where.items():
        *path, last = CHANGES[field]
        place = note
        for step in path:
            place = place[step]
        place[last] = text
    whole = xml.montar(note, account)

    theirs, ours = problems(text_of(whole)), refused_by_the_schema(esquema.conferir(whole))

    assert bool(ours) == bool(theirs), (where, theirs, ours)
    if not ours:
        before = text_of(whole)
        limpar(whole)
        assert text_of(whole) == before


@PATIENT
@given(
    quantity=st.floats(0.0001, 1e13).map(lambda number: round(number, 4)),
    price=st.floats(0, 1e13).map(lambda number: round(number, 8)),
    weight=st.floats(0, 1e13),
    volumes=st.integers(0, 10**16),
    kind=st.integers(0, 200),
)
def test_a_number_is_refused_exactly_when_the_schema_refuses_it(made, problems, quantity, price, weight, volumes, kind):
    notes, account = made
    note = copy.deepcopy(notes["integrated"]) | {"peso_bruto": weight, "quantidade_volumes": volumes}
    note["itens"][0] |= {"quantidade": quantity, "valor_unitario": price}
    note["pagamentos_integrados"][0]["tipo_pagamento"] = kind
    whole = xml.montar(note, account)

    assert bool(esquema.conferir(whole)) == bool(problems(text_of(whole)))


@pytest.mark.parametrize(
    ("field", "one", "most"),
    [
        ("itens", None, 990),
        ("parcelas", {"data": "2026-12-03", "valor": 1.0}, 120),
        ("pagamentos_integrados", None, 100),
    ],
)
def test_as_many_are_taken_as_the_schema_takes(made, problems, field, one, most):
    notes, account = made
    note = copy.deepcopy(notes["integrated"])
    note["pagamentos_integrados"] = [{**note["pagamentos_integrados"][0], "valor": note["valor_nota"]}]
    for count, is_refused in ((most, False), (most + 1, True)):
        rows = [one or note[field][0]] * count
        if field == "pagamentos_integrados":
            note["valor_nota"] = count * note["pagamentos_integrados"][0]["valor"]
        whole = xml.montar({**note, field: rows}, account)

        assert bool(esquema.conferir(whole)) == bool(problems(text_of(whole))) == is_refused


@pytest.mark.parametrize("name", ["razao_social", "cep", "endereco", "numero", "bairro", "cidade", "fantasia", "fone"])
@pytest.mark.parametrize("text", ["", " ", "x", "Rua\tA", "😀", "y" * 61])
def test_what_the_account_says_is_judged_too(made, problems, name, text):
    notes, account = made
    whole = xml.montar(notes["whole"], {**account, name: text})

    assert bool(esquema.conferir(whole)) == bool(problems(text_of(whole)))


@pytest.mark.parametrize("year", [1999, 2000, 2099, 2100])
def test_days_are_of_this_century(made, problems, year):
    notes, account = made
    parcels = [{"data": f"{year}-02-28", "valor": 1.0}]
    changes = {"data_emissao": f"{year}-12-31 23:59:59", "data_saida": f"{year}-12-31 23:59:59", "parcelas": parcels}
    whole = xml.montar({**notes["whole"], **changes}, account)

    assert bool(esquema.conferir(whole)) == bool(problems(text_of(whole))) == (year not in range(2000, 2100))
