import base64
import json
from urllib.parse import quote, quote_plus, unquote_plus, urlencode
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homologa.simulators.kernel.ids import SecretSource
from homologa.simulators.kernel.masks.masking import MASK, Masker
from homologa.simulators.kernel.masks.personal import PersonalFields, words

PERSONAL = PersonalFields(
    places=frozenset({"cliente", "contato", "endereco"}),
    fields=frozenset({"nome", "nome_fantasia"}),
    anywhere=frozenset({"fone", "cep", "nomeDestinatario"}),
    paths=frozenset({"endereco.numero", "compra.request.numero"}),
)
NAME = "Maria José d'Ávila & Filhos"
ORDER = {
    "numero": "77",
    "cliente": {"nome": NAME, "fone": "(48) 99999-1234", "endereco": {"cep": "88010-000", "numero": "12"}},
    "itens": [{"item": {"nome": "Caneca", "numero": "3"}}],
    "nome_destinatario": NAME,
}
SHOWN = {
    "numero": "77",
    "cliente": {"nome": "", "fone": "", "endereco": {"cep": "", "numero": ""}},
    "itens": [{"item": {"nome": "Caneca", "numero": "3"}}],
    "nome_destinatario": "",
}


@pytest.fixture
def masks():
    return masker()


def masker(world="um"):
    return Masker(SecretSource.derive("teste", world), (), (), [PERSONAL])


def bare(text):
    return MASK.sub("", text)


@pytest.mark.parametrize("ascii_only", [True, False])
def test_people_are_masked_by_field_and_place_and_products_are_not(masks, ascii_only):
    masked = masks.text(json.dumps(ORDER, ensure_ascii=ascii_only))

    assert json.loads(bare(masked)) == SHOWN


def xml(value):
    if isinstance(value, dict):
        return "".join(f"<{name}>{xml(inner)}</{name}>" for name, inner in value.items())
    return "".join(map(xml, value)) if isinstance(value, list) else escape(value)


def test_xml_is_masked_alike(masks):
    assert bare(masks.text(f"<pedido>{xml(ORDER)}</pedido>")) == f"<pedido>{xml(SHOWN)}</pedido>"


def test_xml_in_cdata_and_in_entities_is_masked(masks):
    text = "<cliente><nome><![CDATA[Maria & Cia]]></nome><fone>&#52;8 9999</fone><obs/><nome>Ana</nome></cliente>"

    assert bare(masks.text(text)) == "<cliente><nome><![CDATA[]]></nome><fone></fone><obs/><nome></nome></cliente>"


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_documents_within_documents_are_masked(masks, levels):
    text = json.dumps(ORDER)
    for _ in range(levels):
        text = json.dumps({"pedido": text})

    masked = bare(masks.text(text))

    for _ in range(levels):
        masked = json.loads(masked)["pedido"]
    assert json.loads(masked) == SHOWN


def test_a_document_in_a_form_is_masked(masks):
    form = urlencode({"formato": "json", "pedido": json.dumps(ORDER)})

    masked = unquote_plus(bare(masks.text(form)))

    assert masked == f"formato=json&pedido={json.dumps(SHOWN)}"


@pytest.mark.parametrize(
    ("form", "kept"),
    [
        ("fone=48+99999-1234&nome=Caneca", "fone=&nome=Caneca"),
        ("cliente%5Bnome%5D=Ana+Reis&x=1", "cliente%5Bnome%5D=&x=1"),
        ("cliente[endereco][numero]=12", "cliente[endereco][numero]="),
        ("cliente.nome=Ana", "cliente.nome="),
        ("https://x.example/?cep=88010000#fim", "https://x.example/?cep=#fim"),
    ],
)
def test_fields_of_forms_and_queries_are_masked(masks, form, kept):
    assert bare(masks.text(form)) == kept


def test_fields_of_a_multipart_form_are_masked(masks):
    def part(name, value):
        return f'--b\r\nContent-Disposition: form-data; name="{name}"\r\nContent-Type: text/plain\r\n\r\n{value}\r\n'

    masked = masks.text(part("fone", "4899") + part("nome", "Caneca") + part("token", "abc"))

    assert bare(masked) == part("fone", "") + part("nome", "Caneca") + part("token", "")


def test_numbers_become_text(masks):
    assert bare(masks.text('{"cep": 88010000, "numero": 7}')) == '{"cep": "", "numero": 7}'


def test_a_document_that_was_cut_is_masked_to_its_end(masks):
    assert bare(masks.text('{"cliente": {"nome": "Maria Jo')) == '{"cliente": {"nome": "'
    assert bare(masks.text("<cliente><nome>Maria Jo")) == "<cliente><nome>"


def test_the_operation_is_a_place_too(masks):
    assert bare(masks.text('{"nome": "Ana"}', "incluir_contato")) == '{"nome": ""}'
    assert masks.text('{"nome": "Caneca"}', "incluir_produto") == '{"nome": "Caneca"}'


@pytest.mark.parametrize(
    ("place", "shown"),
    [("finalizar_compra request", ""), ("finalizar_compra", "77"), ("cliente", "77"), ("alterar_endereco", "")],
)
def test_a_field_is_known_by_its_path(masks, place, shown):
    assert json.loads(bare(masks.text('{"numero": "77"}', place))) == {"numero": shown}


def test_one_person_has_one_mask_however_written(masks):
    assert masks.text('{"fone": "(48) 99999-1234"}') == masks.text('{"fone": "48999991234"}')
    document = masks.text(json.dumps({"cliente": {"nome": "ANA  REIS"}, "nomeDestinatario": "Ana Reis"}))
    assert len(set(MASK.findall(document))) == 1


def test_a_phone_as_people_write_it_is_masked_anywhere(masks):
    assert bare(masks.text("ligue para (48) 99999-1234 ou +55 (11) 3333-4444.")) == "ligue para  ou ."


def test_another_world_has_other_masks(masks):
    assert masks.text('{"fone": "4899"}') != masker("dois").text('{"fone": "4899"}')


def test_a_basic_credential_in_a_text_is_masked(masks):
    pair = base64.b64encode(b"ana:segredo").decode()

    assert bare(masks.text(f"enviou Basic {pair} aqui")) == "enviou Basic  aqui"
    assert masks.text("o plano Basic completo") == "o plano Basic completo"


def test_a_secret_whose_name_is_escaped_is_masked(masks):
    assert bare(masks.text('{"\\u0074oken": "abc"}')) == '{"\\u0074oken": ""}'


@pytest.mark.parametrize("name", ["dadosCliente", "dados_cliente", "CLIENTE", "cliente-pf"])
def test_a_place_is_a_word_of_a_name(name):
    assert "cliente" in words(name)
    assert "cliente" not in words("clientela")


def test_a_deep_document_is_read_to_its_end(masks):
    text = "[" * 50_000 + '{"fone": "4899"}'

    assert bare(masks.text(text)) == "[" * 50_000 + '{"fone": ""}'


@pytest.mark.parametrize(
    ("finding", "kept"),
    [
        (
            'contato.nome: esperado texto de até 5 caracteres; veio "Maria José"',
            "contato.nome: esperado texto de até 5 caracteres; veio ",
        ),
        ("pedido.cliente.cpf_cnpj: esperado texto; veio 3571812016", "pedido.cliente.cpf_cnpj: esperado texto; veio "),
        ('produto.nome: esperado número; veio "Caneca"', 'produto.nome: esperado número; veio "Caneca"'),
        ('cliente: esperado lista; veio {"nome": "Maria"}', 'cliente: esperado lista; veio {"nome": ""}'),
        ("corrija: fone: esperado texto; veio 48999; cor: x", "corrija: fone: esperado texto; veio ; cor: x"),
    ],
)
def test_what_a_contract_found_in_a_personal_field_is_masked(masks, finding, kept):
    masked = masks.text(finding)

    assert bare(masked) == kept
    assert masks.text(masked) == masked


LETTERS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"], exclude_characters="‹›"), max_size=6)
CPF = st.just("529.982.247-25")
PHONE = st.from_regex(r"\([1-9]{2}\) 9[0-9]{4}-[0-9]{4}", fullmatch=True)
EMAIL = st.from_regex(r"[a-z0-9]{3,8}@[a-z]{3,8}\.com", fullmatch=True)
ESCAPES = {
    "json": lambda text: json.dumps({"fone": text, "obs": f"x {text}"}),
    "escaped": lambda text: '{"obs": "' + "".join(f"\\u{ord(letter):04x}" for letter in text) + '"}',
    "entities": lambda text: f"<obs>{''.join(f'&#{ord(letter)};' for letter in text)}</obs>",
    "hexadecimal": lambda text: f"<obs>{''.join(f'&#x{ord(letter):x};' for letter in text)}</obs>",
    "percent": lambda text: "obs=" + "".join(f"%{byte:02X}" for byte in text.encode()),
    "quoted": lambda text: f"obs={quote(text)}&x={quote_plus(text)}",
    "twice": lambda text: urlencode({"pedido": json.dumps({"dentro": json.dumps({"obs": text})})}),
    "xml in json": lambda text: json.dumps({"xml": f'<obs a="1">{escape(text)}</obs>'}),
}


@given(st.one_of(CPF, PHONE, EMAIL), LETTERS, st.sampled_from(sorted(ESCAPES)))
def test_nothing_personal_survives_in_any_writing(value, beside, how):
    written = ESCAPES[how](value)

    masked = masker().text(written)

    assert MASK.search(masked), written
    assert written not in masked
    for form in (value, quote(value), quote_plus(value), json.dumps(value)[1:-1], escape(value)):
        assert form not in masked


@given(LETTERS, LETTERS, st.sampled_from(sorted(ESCAPES)))
def test_masking_twice_changes_nothing_more(name, phone, how):
    text = ESCAPES[how](json.dumps({"cliente": {"nome": name}, "fone": phone}))
    masked = masker().text(text)

    assert masker().text(masked) == masked


@given(st.text())
def test_whatever_the_text_it_is_masked_without_breaking(text):
    assert isinstance(masker().text(text), str)
