import httpx
import pytest

from homologa.simulators.control.client import ScreenRefused

HOSTS = ("api.tiny.com.br", "erp.tiny.com.br")
ORIGIN, CITY, NEAR, FAR = "01001-000", "01310-100", "20040002", "69005-000"


class Quoting:
    """The platform of an integration, which asks what deliveries cost."""

    def __init__(self, account, http, number):
        self.account, self.http, self.number = account, http, number

    def ask(self, *items, number=None, token=None, host=HOSTS[0], **document):
        url = f"https://{host}/webhook/api/v1/parceiro/{number or self.number}/cotar"
        body = {"cep_origem": ORIGIN, "cep_destino": NEAR, "itens": list(items), **document}
        headers = {"Token": self.account.token if token is None else token}
        return self.http.post(url, json=body, headers={name: value for name, value in headers.items() if value})

    def answer(self, *items, **document):
        answer = self.ask(*items, **document)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def prices(self, *items, **document):
        """What each freight form takes for the first item."""
        (quote, *_) = self.answer(*items, **document)["cotacoes"]
        return {option["nome_forma_frete"]: option["preco"] for option in quote["opcoes"]}


@pytest.fixture
def quoting(account, homologa_control, receiver, url):
    number = account.integrate(url_cotacao_frete=url)
    with httpx.Client(transport=homologa_control.transport) as http:
        yield Quoting(account, http, number)


@pytest.fixture
def mug(account, quoting):
    """A mapped product of 600 g in a box of 12 cm, prepared in two days."""
    sides = dict.fromkeys(("altura_embalagem", "largura_embalagem", "comprimento_embalagem"), 12)
    made = account.include(codigo="CAN", peso_bruto=0.6, dias_preparacao=2, mapeamentos=mapped(quoting, "S-1"), **sides)
    assert made
    return {"sku": "S-1", "quantidade": 1}


def mapped(quoting, sku):
    return [{"mapeamento": {"idEcommerce": quoting.number, "skuMapeamento": sku}}]


@pytest.mark.fact("tiny-api2", 46)
@pytest.mark.parametrize("host", HOSTS)
def test_a_mapped_item_is_quoted(quoting, mug, host):
    answer = quoting.ask(mug, host=host)

    told = answer.json()
    assert answer.headers["Content-Type"].startswith("application/json")
    assert (told["cep_origem"], told["cep_destino"]) == ("01001000", "20040002")
    assert [quote["sku"] for quote in told["cotacoes"]] == ["S-1"]
    option = told["cotacoes"][0]["opcoes"][1]
    assert set(option) == {
        "tipo_entrega",
        "preco",
        "prazo",
        "id_forma_envio",
        "nome_forma_envio",
        "id_forma_frete",
        "nome_forma_frete",
    }
    assert {quote["nome_forma_frete"] for quote in told["cotacoes"][0]["opcoes"]} == {
        "Retirada",
        "PAC",
        "SEDEX",
        ".PACKAGE",
        "Rodoviário",
        "Rodoviário expresso",
    }


def test_options_come_the_cheapest_first(quoting, mug):
    prices = list(quoting.prices(mug).values())

    assert prices == sorted(prices)


def test_a_quote_names_forms_that_the_api_knows(account, quoting, mug):
    option = quoting.answer(mug)["cotacoes"][0]["opcoes"][-1]

    method = account.answer("formas.envio.obter", idFormaEnvio=str(option["id_forma_envio"]))["forma_envio"]
    assert method["nome"] == option["nome_forma_envio"]
    assert str(option["id_forma_frete"]) in [form["id"] for form in method["formas_frete"]]


@pytest.mark.fact("tiny-api2", 46)
def test_items_are_quoted_together_when_asked(account, quoting, mug):
    account.include(codigo="PRA", peso_bruto=1, mapeamentos=mapped(quoting, "S-2"))
    items = [mug, {"sku": "S-2", "quantidade": 3}]

    apart = quoting.answer(*items, opcoes={"cotar_agrupado": False})
    together = quoting.answer(*items, opcoes={"cotar_agrupado": True})

    assert [quote["sku"] for quote in apart["cotacoes"]] == ["S-1", "S-2"]
    assert all("sku" not in option for option in together["cotacoes"])
    pac = next(option["preco"] for option in together["cotacoes"] if option["nome_forma_frete"] == "PAC")
    alone = [
        option["preco"]
        for quote in apart["cotacoes"]
        for option in quote["opcoes"]
        if option["nome_forma_frete"] == "PAC"
    ]
    assert max(alone) < pac < sum(alone)


def test_days_of_preparation_are_added_when_asked(quoting, mug):
    def days(answer):
        return [option["prazo"] for option in answer["cotacoes"][0]["opcoes"]]

    without = days(quoting.answer(mug, opcoes={"considerar_dias_preparacao": False}))
    with_them = days(quoting.answer(mug, opcoes={"considerar_dias_preparacao": True}))

    assert with_them == [day + 2 for day in without]


def test_one_option_per_kind_of_delivery_when_asked(quoting, mug):
    every = quoting.answer(mug)["cotacoes"][0]["opcoes"]
    chosen = quoting.answer(mug, opcoes={"agrupar_tipo_entrega": True})["cotacoes"][0]["opcoes"]

    kinds = [option["tipo_entrega"] for option in chosen]
    assert len(set(kinds)) == len(kinds) < len(every)
    for option in chosen:
        same = [other["preco"] for other in every if other["tipo_entrega"] == option["tipo_entrega"]]
        assert option["preco"] == min(same)


def test_the_answer_tells_how_it_was_asked(quoting, mug):
    assert quoting.answer(mug, opcoes={"cotar_agrupado": True})["opcoes"] == {
        "cotar_agrupado": True,
        "considerar_dias_preparacao": False,
        "agrupar_tipo_entrega": False,
    }


def test_the_account_sends_from_its_own_address_unless_told(account, quoting, mug):
    own = "".join(filter(str.isdigit, account.answer("info")["conta"]["cep"]))

    assert quoting.answer(mug, cep_origem=None)["cep_origem"] == own


def test_what_the_item_says_goes_before_the_product(quoting, mug):
    assert quoting.prices({**mug, "peso": 5}) == quoting.prices({**mug, "peso": "5.0"})
    assert quoting.prices({**mug, "peso": 5})["PAC"] > quoting.prices(mug)["PAC"]


def test_a_large_box_counts_for_its_volume(quoting, mug):
    large = {**mug, "altura": 60, "largura": 50, "comprimento": 40}

    assert quoting.prices(large) == quoting.prices({**large, "peso": 20})
    assert quoting.prices(large) != quoting.prices({**large, "peso": 21})


def test_a_variation_without_weight_has_its_parents(account, quoting):
    variation = {"codigo": "V-P", "preco": 1, "grade": {"Tamanho": "P"}, "mapeamentos": mapped(quoting, "S-V")}
    account.include(codigo="V", peso_bruto=4, mapeamentos=mapped(quoting, "S-P"), variacoes=[{"variacao": variation}])

    one, other = ({"sku": sku, "quantidade": 1} for sku in ("S-V", "S-P"))

    assert quoting.prices(one) == quoting.prices(other)


def test_a_product_without_weight_or_size_is_the_smallest_parcel(account, quoting):
    account.include(codigo="X", mapeamentos=mapped(quoting, "S-X"))

    assert "Mini Envios" in quoting.prices({"sku": "S-X", "quantidade": 1})


def test_a_parcel_that_is_too_heavy_has_no_option(quoting, mug):
    heavy = quoting.answer({**mug, "peso": 5000})["cotacoes"][0]["opcoes"]

    assert [option["nome_forma_frete"] for option in heavy] == ["Retirada"]


def test_a_disabled_method_is_not_quoted(account, quoting, mug):
    account.act("habilitar_forma_de_envio", nome="Correios", habilitar=False)

    assert not {"PAC", "SEDEX"} & quoting.prices(mug).keys()


def test_a_form_with_a_price_is_quoted(account, quoting, mug):
    account.act("incluir_forma_de_envio", nome="Motoboy", codigo="X")
    account.act("incluir_forma_de_frete", forma_envio="Motoboy", descricao="Hoje", tipo_entrega="agendada", preco=12.5)

    assert quoting.prices(mug, cep_destino=CITY, cep_origem="01310-200")["Hoje"] == 12.5


@pytest.mark.fact("tiny-api2", 46)
@pytest.mark.parametrize("token", ["", "0" * 40])
def test_no_token_is_401(quoting, mug, token):
    answer = quoting.ask(mug, token=token)

    assert (answer.status_code, set(answer.json())) == (401, {"error"})


@pytest.mark.fact("tiny-api2", 46)
def test_a_token_in_the_query_is_no_token(account, quoting):
    url = f"https://{HOSTS[0]}/webhook/api/v1/parceiro/{quoting.number}/cotar?token={account.token}"

    assert quoting.http.post(url, json={}).status_code == 401


def test_a_replaced_token_is_401(account, quoting, mug):
    account.act("gerar_novo_token")

    assert quoting.ask(mug).status_code == 401


def test_the_token_of_the_integration_opens_it_and_no_other(account, quoting, mug):
    token = account.view("credenciais_da_integracao", identificador=quoting.number)["token"]
    other = account.act("incluir_integracao", plataforma="Uplaces", nome="Outra")["identificador"]

    assert quoting.ask(mug, token=token).status_code == 200
    assert quoting.ask(mug, token=token, number=other).status_code == 404


@pytest.mark.fact("tiny-api2", 46)
def test_an_item_without_a_mapping_is_404(account, quoting, mug):
    account.include(codigo="LIVRE")

    answer = quoting.ask(mug, {"sku": "LIVRE", "quantidade": 1})

    assert (answer.status_code, answer.json()) == (404, {"error": "Item não encontrado: LIVRE"})


@pytest.mark.fact("tiny-api2", 46)
def test_an_item_of_another_integration_is_404(account, quoting, mug, url):
    other = account.act("incluir_integracao", plataforma="Uplaces", nome="Outra")["identificador"]
    account.act("salvar_integracao", identificador=other, url_cotacao_frete=url)

    assert quoting.ask(mug, number=other).json() == {"error": "Item não encontrado: S-1"}


def test_the_code_of_a_product_is_no_sku_of_the_platform(quoting, mug):
    assert quoting.ask({"sku": "CAN", "quantidade": 1}).status_code == 404


def test_an_integration_of_another_account_is_404(another_account, quoting, mug):
    answer = quoting.ask(mug, token=another_account.token)

    assert (answer.status_code, answer.json()) == (404, {"error": "Integração não encontrada"})


@pytest.mark.parametrize("number", ["1", "x", "21407x"])
def test_an_unknown_integration_is_404(quoting, mug, number):
    assert quoting.ask(mug, number=number).json() == {"error": "Integração não encontrada"}


def test_an_integration_that_is_not_active_is_403(account, quoting, mug):
    account.act("inativar_integracao", identificador=quoting.number)

    answer = quoting.ask(mug)

    assert (answer.status_code, answer.json()) == (403, {"error": "A integração não está ativa"})


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '"a"', "<cotacao/>", '{"itens": NaN}', b"\xff"])
def test_a_body_that_is_no_object_is_400(account, quoting, body):
    url = f"https://{HOSTS[0]}/webhook/api/v1/parceiro/{quoting.number}/cotar"

    answer = quoting.http.post(url, content=body, headers={"Token": account.token, "Content-Type": "application/json"})

    assert (answer.status_code, answer.json()) == (400, {"error": "ERRO JSON mal formado ou inválido"})


@pytest.mark.parametrize(
    ("document", "text"),
    [
        ({"cep_destino": None}, "O campo cep_destino deve ser informado com um CEP de 8 dígitos"),
        ({"cep_destino": "123"}, "O campo cep_destino deve ser informado com um CEP de 8 dígitos"),
        ({"cep_origem": "x"}, "O campo cep_origem deve ser informado com um CEP de 8 dígitos"),
        ({"itens": []}, "O campo itens deve ser informado"),
        ({"itens": "S-1"}, "O campo itens deve ser informado"),
        ({"itens": [{"quantidade": 1}]}, "O sku de cada item deve ser informado"),
        (
            {"itens": [{"sku": "S-1", "quantidade": 0}]},
            "A quantidade de cada item deve ser um número inteiro maior que zero",
        ),
        ({"itens": [{"sku": "S-1", "quantidade": 1, "peso": -1}]}, "O valor do campo peso é inválido"),
        ({"itens": [{"sku": "S-1", "quantidade": 1, "altura": "alta"}]}, "O valor do campo altura é inválido"),
        ({"opcoes": {"cotar_agrupado": "sim"}}, "O valor do campo cotar_agrupado é inválido"),
        ({"opcoes": []}, None),
        ({"opcoes": "sim"}, "O valor do campo opcoes é inválido"),
    ],
)
def test_bad_fields_are_400(quoting, mug, document, text):
    answer = quoting.ask(mug, **document)

    expected = (200, None) if text is None else (400, text)
    assert (answer.status_code, answer.json().get("error")) == expected


@pytest.mark.parametrize(("action", "status"), [("suspender_conta", 403), ("iniciar_manutencao", 503)])
def test_the_condition_of_the_account_counts_here_too(account, quoting, mug, action, status):
    account.act(action)

    assert quoting.ask(mug).status_code == status


def test_the_limit_of_the_account_counts_here_too(account, quoting, mug, homologa_world):
    homologa_world.set_limits("enforce")
    answers = [quoting.ask(mug) for _ in range(70)]

    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {200, 429}
    assert answers[-1].json()["error"].startswith("API Bloqueada")


def test_the_journal_hides_the_token_and_where_it_goes(account, quoting, mug, homologa_world):
    quoting.ask(mug, cep_destino="69005-123")

    told = str(homologa_world.journal())
    assert "frete.cotar" in told
    assert not [text for text in (account.token, "69005-123", "69005123") if text in told]


def test_another_address_and_another_method_are_refused(quoting):
    url = f"https://{HOSTS[0]}/webhook/api/v1/parceiro/{quoting.number}"

    assert (quoting.http.post(url).status_code, quoting.http.get(f"{url}/cotar").status_code) == (404, 405)


def test_a_table_of_nonsense_is_refused(account):
    with pytest.raises(ScreenRefused, match="não podem ser negativos"):
        account.act("incluir_forma_de_frete", forma_envio="Correios", descricao="X", preco=1, prazo=-1)
