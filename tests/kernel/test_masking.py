import json
import re
from urllib.parse import quote, quote_plus, unquote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks.masking import Masker

CPF, CPF_DIGITS = "529.982.247-25", "52998224725"
CNPJ, CNPJ_DIGITS = "11.222.333/0001-81", "11222333000181"
LETTERS, LETTERS_BARE = "12.ABC.345/01DE-35", "12ABC34501DE35"
EMAIL = "Maria.Silva+loja@exemplo.com.br"
TOKEN = "0123456789abcdef"
MASK = re.compile(r"‹(segredo|cpf|cnpj|email|pessoal):[0-9a-f]{8}›")


@pytest.fixture
def masks():
    return Masker(SecretSource.derive("teste", "um"), [TOKEN], ["Minha-Chave"])


def one_mask(text):
    found = MASK.findall(text)
    assert len(found) == 1, text
    return MASK.search(text)[0]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("cpf", CPF),
        ("cpf", CPF_DIGITS),
        ("cnpj", CNPJ),
        ("cnpj", CNPJ_DIGITS),
        ("cnpj", LETTERS),
        ("cnpj", LETTERS_BARE),
        ("cnpj", LETTERS.lower()),
        ("cnpj", LETTERS_BARE.lower()),
        ("email", EMAIL),
        ("segredo", TOKEN),
    ],
)
@pytest.mark.parametrize(
    "text", ["{}", '{{"campo": "{}"}}', "<campo>{}</campo>", "o valor {}.", "a={}&b=1", "https://x.example/?a={}"]
)
def test_secrets_and_people_leave_masked(masks, kind, value, text):
    masked = masks.text(text.format(value))

    assert one_mask(masked).startswith(f"‹{kind}:")
    assert MASK.sub("{}", masked) == text.format("{}")


@pytest.mark.parametrize(
    ("value", "rest"),
    [(CPF, ""), (CPF_DIGITS, ""), (CNPJ, ""), (CNPJ_DIGITS, ""), (EMAIL, ""), (TOKEN, ""), (f"{TOKEN}+/=", "+/=")],
)
@pytest.mark.parametrize("encode", [quote, quote_plus])
def test_what_a_form_encodes_is_masked_too(masks, value, rest, encode):
    before, after = '{"pedido": {"dado": "', '", "nome": "São João & Cia"}}'

    masked = masks.text(f"formato=json&pedido={encode(before + value + after)}")

    assert one_mask(masked)
    assert MASK.sub("", unquote_plus(masked)) == f"formato=json&pedido={before}{rest}{after}"


@pytest.mark.parametrize(
    "field",
    [
        "token",
        "access_token",
        "refresh_token",
        "client_secret",
        "senha",
        "password",
        "access-key",
        "Authorization",
        "api_key",
        "minha_chave",
    ],
)
def test_fields_whose_name_says_secret_are_masked_whatever_their_value(masks, field):
    document = json.dumps({"antes": "à vista", field: 'com "aspas" e \\ barra', "depois": 1}, ensure_ascii=False)
    form = urlencode({"antes": 1, field: "ç+&=", "depois": 2})

    assert MASK.sub("", masks.text(document)) == f'{{"antes": "à vista", "{field}": "", "depois": 1}}'
    assert MASK.sub("", masks.text(form)) == f"antes=1&{field}=&depois=2"


@pytest.mark.parametrize("name", ["Token", "Cookie", "Set-Cookie", "X-Api-Key", "minha-chave"])
def test_headers_that_give_access_are_masked_whole(masks, name):
    ((kept, value),) = masks.headers([(name, "Bearer qualquer")])

    assert kept == name
    assert MASK.fullmatch(value)


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "Basic"])
def test_a_credential_keeps_its_scheme_and_the_mask_that_it_has_elsewhere(masks, scheme):
    ((_, value),) = masks.headers([("Authorization", f"{scheme} {TOKEN}")])

    assert value == f"{scheme} {masks.text(TOKEN)}"
    assert masks.headers([("Authorization", value)]) == [("Authorization", value)]


def test_other_headers_are_masked_like_text(masks):
    assert masks.headers([("X-Loja", "minha"), ("X-Dono", CPF)])[0] == ("X-Loja", "minha")
    assert MASK.fullmatch(masks.headers([("X-Dono", CPF)])[0][1])


def test_one_value_has_one_mask_however_it_is_written(masks):
    assert masks.text(CPF) == masks.text(CPF_DIGITS)
    assert masks.text(CNPJ) == masks.text(CNPJ_DIGITS)
    assert len({masks.text(way) for way in (LETTERS, LETTERS_BARE, LETTERS.lower(), LETTERS_BARE.lower())}) == 1
    assert masks.text(EMAIL) == masks.text(EMAIL.lower())
    assert one_mask(masks.text(f"token={TOKEN}")) == one_mask(masks.text(json.dumps({"token": TOKEN})))
    assert one_mask(masks.text("token=a%2Bb")) == one_mask(masks.text(json.dumps({"token": "a+b"})))


@pytest.mark.parametrize("number", ["3571812042", "3571812016", "52998224726", "1"])
@pytest.mark.parametrize(
    "text",
    [
        '{{"cpf_cnpj": {}}}',
        '{{"cliente": {{"cpfCnpj": "{}"}}}}',
        "<dest><CPF>{}</CPF></dest>",
        "formato=json&cpf_cnpj={}&pagina=x",
        "pedido.cliente.cpf_cnpj: esperado texto; veio {}; outro",
        'name="cnpj"\r\n\r\n{}\r\n',
    ],
)
def test_a_field_of_documents_is_masked_whatever_stands_in_it(masks, number, text):
    masked = masks.text(text.format(number))

    assert one_mask(masked)
    assert number not in MASK.sub("", masked)


def test_a_cpf_that_lost_its_zero_has_the_mask_of_the_whole_one(masks):
    assert one_mask(masks.text('{"cpf_cnpj": 3571812042}')) == masks.text("035.718.120-42")
    assert masks.text("o pedido 3571812042") == "o pedido 3571812042"


@pytest.mark.parametrize("value", [CPF, CNPJ, EMAIL, TOKEN])
def test_another_world_has_other_masks(masks, value):
    assert masks.text(value) != Masker(SecretSource.derive("teste", "dois"), [TOKEN]).text(value)


@pytest.mark.parametrize(
    "text",
    [
        "12345678901",
        "529.982.247-26",
        "11222333000180",
        "12.ABC.345/01DE-36",
        "12ABC34501DE36",
        "3571812042",
        "812000001",
        "5299822472500",
        "a52998224725",
        "0.52998224725",
        "@exemplo",
        "100%",
        "Caf%C3%A9",
        "a=1&b=%7B%22x%22%3A1%7D",
        "",
    ],
)
def test_the_rest_leaves_as_it_is(masks, text):
    assert masks.text(text) == text


def test_a_short_value_is_not_hunted_for():
    assert Masker(SecretSource.derive("teste", "um"), ["abc"]).text("abcde") == "abcde"


def test_a_secret_within_another_is_masked_with_it():
    masks = Masker(SecretSource.derive("teste", "um"), [TOKEN, f"{TOKEN}{TOKEN}"])

    assert MASK.fullmatch(masks.text(f"{TOKEN}{TOKEN}"))


DIGITS = st.text("0123456789", min_size=9, max_size=9)


def cpf(digits):
    for size in (9, 10):
        rest = sum(int(digit) * weight for digit, weight in zip(digits, range(size + 1, 1, -1), strict=True)) % 11
        digits += "0" if rest < 2 else str(11 - rest)
    return digits


def cnpj(digits):
    for size in (12, 13):
        weights = [*range(size - 7, 1, -1), *range(9, 1, -1)]
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
        digits += "0" if rest < 2 else str(11 - rest)
    return digits


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="‹›"), max_size=8)


def written(secret, before, after, how):
    plain = json.dumps({"antes": before, "dado": secret, "depois": after}, ensure_ascii=False)
    return {
        "json": plain,
        "form": urlencode({"antes": before, "documento": plain, "dado": secret, "depois": after}),
        "url": f"https://loja.example/p?{urlencode({'dado': secret, 'antes': before})}",
        "xml": f"<dado>{secret}</dado>",
    }[how]


@given(
    st.one_of(
        DIGITS.map(cpf),
        st.tuples(DIGITS, st.just("000")).map("".join).map(cnpj),
        st.from_regex(r"[a-z0-9._+-]{1,10}@[a-z]{1,8}(\.[a-z]{2,3}){1,2}", fullmatch=True),
        st.just(TOKEN),
    ),
    TEXTS,
    TEXTS,
    st.sampled_from(["json", "form", "url", "xml"]),
)
def test_no_secret_survives(secret, before, after, how):
    masked = Masker(SecretSource.derive("teste", "um"), [TOKEN]).text(written(secret, before, after, how))

    assert secret not in masked
    assert quote_plus(secret) not in masked


@given(TEXTS, st.sampled_from(["json", "form", "url", "xml"]))
def test_masking_twice_changes_nothing_more(text, how):
    masks = Masker(SecretSource.derive("teste", "um"), [TOKEN])
    masked = masks.text(written(EMAIL, text, text, how))

    assert masks.text(masked) == masked


KEY = "Zk3-4fQpL0aX_91mWcTtYuE7vBnR2sDd"


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_a_secret_in_a_document_within_a_document_is_masked(masks, levels):
    text = json.dumps({"token": 'abc"def', "nome": "São João"}, ensure_ascii=False)
    for _ in range(levels):
        text = json.dumps({"documento": text}, ensure_ascii=False)

    masked = masks.text(text)

    assert one_mask(masked)
    assert "abc" not in masked
    for _ in range(levels):
        masked = json.loads(masked)["documento"]
    assert json.loads(masked)["nome"] == "São João"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<token>abc</token><nome>x</nome>", "<token></token><nome>x</nome>"),
        ('<access_token tipo="a">abc</access_token>', '<access_token tipo="a"></access_token>'),
        ("grant_type=authorization_code&code=abc&x=1", "grant_type=authorization_code&code=&x=1"),
        ("https://x.example/volta?code=abc", "https://x.example/volta?code="),
        ('{"cabecalho": "Bearer abcdefghijkl.mnop-q"}', '{"cabecalho": "Bearer "}'),
        (f"https://conector.example/hooks/tiny/{KEY}/product", "https://conector.example/hooks/tiny//product"),
        (f'{{"url": "http://127.0.0.1:80/{KEY}"}}', '{"url": "http://127.0.0.1:80/"}'),
        (f"http://c.example/{'0a' * 10}?a=1", "http://c.example/?a=1"),
        (f"url={quote_plus(f'http://c.example/{KEY}')}", f"url={quote_plus('http://c.example/')}"),
    ],
)
def test_what_gives_access_is_masked_wherever_it_stands(masks, text, kept):
    masked = masks.text(text)

    assert one_mask(masked)
    assert MASK.sub("", masked) == kept


@pytest.mark.parametrize(
    "text",
    [
        '{"code": "sku_already_exists"}',
        "https://x.example/erp/jobs/3f2b8c1e-7a54-4d2b-9c11-0a1b2c3d4e5f/results",
        "https://x.example/produtos/caneca-2-pecas-azul-clara",
        "https://x.example/notas/35261100000000000000550010000000011000000010",
        "envie Authorization: Bearer com o token do aplicativo",
        "<token></token>",
    ],
)
def test_what_gives_no_access_stays(masks, text):
    assert masks.text(text) == text
