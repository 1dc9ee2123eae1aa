import pytest

from homologa.simulators.control.client import ScreenRefused

CODES = [
    "C",
    "T",
    "M",
    "E",
    "B",
    "X",
    "D",
    "J",
    "S",
    "TOTALEXPRESS",
    "OLIST",
    "GATEWAY",
    "MAGALU_ENTREGAS",
    "MAGALU_FULFILLMENT",
    "SHOPEE_ENVIOS",
    "NS_ENTREGAS",
    "VIAVAREJO_ENVVIAS",
    "ALI_ENVIOS",
    "MADEIRA_ENVIOS",
    "LOGGI",
    "AMAZON_DBA",
    "NS_MAGALU_ENTREGAS",
    "MANDAE",
]
KINDS = [*range(29), 30, 31]


def methods(account, **filters):
    answer = account.answer("formas.envio.pesquisa", **filters)
    assert (answer["status"], answer["status_processamento"]) == ("OK", 3)
    return answer["registros"]


@pytest.mark.fact("tiny-api2", 44)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_rows_have_no_wrapper(account, method):
    first, *_ = methods(account, method=method)

    assert first == {"id": first["id"], "nome": "Correios", "situacao": 1, "tipo_logistica": 1}
    assert isinstance(first["id"], int)


def test_a_new_account_has_believable_methods(account):
    assert [method["nome"] for method in methods(account)] == [
        "Correios",
        "Transportadora",
        "Mercado Envios",
        "Jadlog",
        "Retirada na loja",
        "Sem frete",
    ]


def test_they_are_found_by_their_kind_of_logistics(account):
    assert [method["nome"] for method in methods(account, tipoLogistica="3")] == ["Mercado Envios"]


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_logistics_is_known(account, kind):
    answer = account.answer("formas.envio.pesquisa", tipoLogistica=str(kind))

    assert answer.get("codigo_erro") in (None, 20)


@pytest.mark.parametrize("kind", ["29", "32", "x", "-1"])
def test_another_kind_is_refused(account, refused, kind):
    texts = refused(account.call("formas.envio.pesquisa", tipoLogistica=kind), 31, 2)

    assert texts == ["O tipo de logística é inválido"]


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 17)
def test_one_is_read_with_its_freight_forms(account):
    number = methods(account)[0]["id"]

    answer = account.answer("formas.envio.obter", idFormaEnvio=str(number))

    method = answer["forma_envio"]
    assert answer["status_processamento"] == "3"
    assert method["id"] == str(number)
    assert [form["descricao"] for form in method["formas_frete"]] == ["PAC", "SEDEX", "Mini Envios"]
    assert method["formas_frete"][1] == {
        "id": method["formas_frete"][1]["id"],
        "descricao": "SEDEX",
        "codigo": "03220",
        "codigo_externo": "",
        "tipo_entrega": "expressa",
    }


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize(("number", "code"), [("1", 32), ("x", 32), (None, 10)])
def test_an_unknown_one_is_not_found(account, refused, number, code):
    refused(account.call("formas.envio.obter", idFormaEnvio=number), code, "2")


@pytest.mark.parametrize("code", CODES)
def test_every_code_makes_a_method(account, code):
    made = account.act("incluir_forma_de_envio", nome=f"Forma {code}", codigo=code.lower())["id"]

    (method,) = [method for method in methods(account) if method["id"] == made]
    assert method["tipo_logistica"] in KINDS


def test_an_unknown_code_makes_none(account):
    with pytest.raises(ScreenRefused, match="Não há forma de envio “Z”"):
        account.act("incluir_forma_de_envio", nome="Outra", codigo="Z")


def test_a_method_is_named_once(account):
    with pytest.raises(ScreenRefused, match="Já há uma forma de envio “Correios”"):
        account.act("incluir_forma_de_envio", nome="Correios", codigo="C")


def test_a_disabled_method_says_so(account):
    account.act("habilitar_forma_de_envio", nome="Jadlog", habilitar=False)

    assert {method["nome"]: method["situacao"] for method in methods(account)}["Jadlog"] == 2
    assert {row["nome"]: row["situacao"] for row in account.view("formas_de_envio")}["Jadlog"] == "Desabilitada"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"forma_envio": "Nenhuma"}, "Não há forma de envio “Nenhuma”"),
        ({"descricao": "SEDEX"}, "já tem a forma de frete “SEDEX”"),
        ({"descricao": " "}, "deve ter de 1 a 60"),
        ({"tipo_entrega": "rápida"}, "Não há tipo de entrega “rápida”"),
        ({"preco": -1}, "não podem ser negativos"),
    ],
)
def test_a_bad_freight_form_is_refused_with_the_reason(account, fields, reason):
    with pytest.raises(ScreenRefused, match=reason):
        account.act("incluir_forma_de_frete", **{"forma_envio": "Correios", "descricao": "SEDEX 10", **fields})
