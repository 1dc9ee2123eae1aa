import json

import pytest

from homologa.simulators.control.client import ScreenRefused

MINIMUM = {"codigo": "CAN-1", "nome": "Caneca", "unidade": "UN", "preco": 10, "origem": "0"}


@pytest.fixture
def write(account):
    """Sends a batch of tags or groups; gives the `retorno`."""

    def send(service, *records):
        one = "grupo" if service.startswith("grupo") else "tag"
        text = json.dumps({f"{one}s": [{one: record} for record in records]})
        return account.answer(service, **{one: text})

    return send


def written(answer):
    assert answer["status"] == "OK", answer
    return [row["registro"]["id"] for row in answer["registros"]]


@pytest.fixture
def group(write):
    return written(write("grupo.tag.incluir", {"sequencia": 1, "nome": "Estações"}))[0]


@pytest.fixture
def tags(write, group):
    return written(
        write("tag.incluir", {"sequencia": 1, "nome": "Verão", "id_grupo": group}, {"sequencia": 2, "nome": "Oferta"})
    )


def rows(answer):
    assert answer["status"] == "OK", answer
    return [row["registro"] for row in answer["registros"]]


def test_tags_are_found_with_their_groups(account, group, tags):
    assert rows(account.answer("tag.pesquisa")) == [
        {"id": int(tags[0]), "nome": "Verão", "id_grupo": int(group), "grupo": "Estações"},
        {"id": int(tags[1]), "nome": "Oferta", "id_grupo": 0, "grupo": ""},
    ]


@pytest.mark.parametrize(("filters", "found"), [({"pesquisa": "ver"}, ["Verão"]), ({"pesquisa": "a"}, ["Oferta"])])
def test_tags_are_found_by_a_part_of_the_name(account, tags, filters, found):
    assert [row["nome"] for row in rows(account.answer("tag.pesquisa.php", **filters))] == found


def test_tags_are_found_by_their_group(account, group, tags, refused):
    assert [row["nome"] for row in rows(account.answer("tag.pesquisa", idGrupo=group))] == ["Verão"]
    for number in ("9", "x"):
        refused(account.call("tag.pesquisa", idGrupo=number), 20, 2)


@pytest.mark.fact("tiny-api2", 16)
@pytest.mark.parametrize("service", ["tag.pesquisa", "grupo.tag.pesquisa"])
def test_nothing_found_is_code_20_and_a_page_past_the_end_23(account, refused, service):
    refused(account.call(service), 20, 2)
    account.act("incluir_grupo_de_tags", nome="Estações")
    account.act("incluir_tag", nome="Verão", grupo="Estações")

    refused(account.call(service, pagina="2"), 23, 2)
    refused(account.call(service, pesquisa="inverno"), 20, 2)


def test_groups_are_found_by_a_part_of_the_name(account, group):
    assert rows(account.answer("grupo.tag.pesquisa", pesquisa="Esta")) == [{"id": int(group), "nome": "Estações"}]


def test_tags_and_groups_are_changed(account, write, group, tags):
    write("tag.alterar", {"sequencia": 1, "id": tags[0], "nome": "Inverno"})
    write("tag.alterar", {"sequencia": 1, "id": tags[1], "nome": "Oferta", "id_grupo": group})
    write("grupo.tag.alterar", {"sequencia": 1, "id": group, "nome": "Épocas"})

    shown = [(row["nome"], row["grupo"]) for row in rows(account.answer("tag.pesquisa"))]
    assert shown == [("Inverno", "Épocas"), ("Oferta", "Épocas")]


@pytest.mark.parametrize(
    ("service", "record", "code", "text"),
    [
        ("tag.incluir", {"nome": ""}, "31", "O nome da tag deve ser informado"),
        ("tag.incluir", {"nome": []}, "31", "O valor do campo nome é inválido"),
        ("tag.incluir", {"nome": "X", "id_grupo": 9}, "31", "Grupo de tags não localizado"),
        ("tag.incluir", {"nome": "X", "id_grupo": "x"}, "31", "Grupo de tags não localizado"),
        ("tag.alterar", {"nome": "X", "id": 9}, "32", "Tag não localizada"),
        ("tag.alterar", {"nome": "X"}, "32", "Tag não localizada"),
        ("grupo.tag.incluir", {}, "31", "O nome do grupo deve ser informado"),
        ("grupo.tag.alterar", {"nome": "X", "id": "x"}, "32", "Grupo de tags não localizado"),
        ("tag.incluir", {"sequencia": "", "nome": "X"}, "31", "O número de sequência deve ser informado"),
    ],
)
def test_a_bad_record_is_refused(write, service, record, code, text):
    answer = write(service, {"sequencia": 1, **record})

    (row,) = answer["registros"]
    assert (answer["status_processamento"], answer["status"]) == (2, "Erro")
    assert (row["registro"]["codigo_erro"], row["registro"]["erros"]) == (code, [{"erro": text}])


@pytest.mark.fact("tiny-api2", 10)
@pytest.mark.fact("tiny-api2", 14)
@pytest.mark.parametrize("service", ["tag.incluir", "grupo.tag.incluir"])
def test_batches_of_tags_follow_the_laws_of_batches(write, service):
    mixed = write(service, {"sequencia": "7", "nome": "Boa"}, {"sequencia": "3"})
    many = write(service, *({"sequencia": number, "nome": "X"} for number in range(21)))
    repeated = write(service, *({"sequencia": 1, "nome": "X"} for _ in range(2)))

    statuses = {row["registro"]["sequencia"]: row["registro"]["status"] for row in mixed["registros"]}
    assert (mixed["status_processamento"], statuses) == (4, {"7": "OK", "3": "Erro"})
    assert (many["codigo_erro"], repeated["codigo_erro"]) == (22, 9)


WRAPPERS = {
    "batch": lambda record: {"grupos": [{"grupo": record}]},
    "single": lambda record: {"grupo": record},
    "other batch": lambda record: {"grupos_tag": [{"grupo_tag": record}]},
    "other single": lambda record: {"grupo_tag": record},
}


@pytest.mark.fact("tiny-api2", 60)
@pytest.mark.parametrize("wrapper", WRAPPERS.values(), ids=WRAPPERS)
def test_a_group_comes_in_either_wrapper(account, wrapper):
    made = account.answer("grupo.tag.incluir", grupo=json.dumps(wrapper({"sequencia": 1, "nome": "G"})))
    (number,) = written(made)

    changed = wrapper({"sequencia": 1, "id": number, "nome": "H"})
    account.answer("grupo.tag.alterar.php", grupo=json.dumps(changed))

    assert rows(account.answer("grupo.tag.pesquisa")) == [{"id": int(number), "nome": "H"}]


@pytest.mark.fact("tiny-api2", 60)
def test_the_other_wrapper_may_be_xml(account):
    row = "<grupo_tag><sequencia>1</sequencia><nome>G</nome></grupo_tag>"

    account.answer("grupo.tag.incluir", grupo=f"<grupos_tag>{row}</grupos_tag>")

    assert [one["nome"] for one in rows(account.answer("grupo.tag.pesquisa"))] == ["G"]


@pytest.mark.parametrize("text", ['{"grupos_tag": [{"grupo": {}}]}', '{"grupos": [{"grupo_tag": {}}]}'])
def test_wrappers_of_two_kinds_are_code_3(account, refused, text):
    refused(account.call("grupo.tag.incluir", grupo=text), 3, 1)


@pytest.mark.fact("tiny-api2", 15)
@pytest.mark.parametrize("text", ['{"tags": []}', '{"grupo": {}}', "{", '{"tags": [{"nome": "X"}]}'])
def test_a_wrong_wrapper_is_code_3(account, refused, text):
    refused(account.call("tag.incluir", tag=text), 3, 1)


@pytest.mark.fact("tiny-api2", 3)
def test_tags_may_be_written_in_xml(account):
    one = "<tags><tag><sequencia>1</sequencia><nome>Verão</nome></tag></tags>"
    group = "<grupos><grupo><sequencia>1</sequencia><nome>Estações</nome></grupo></grupos>"

    answers = [account.answer("tag.incluir", tag=one), account.answer("grupo.tag.incluir", grupo=group)]

    assert [len(written(answer)) for answer in answers] == [1, 1]


def tags_of(account, id_produto):
    return account.answer("produto.obter.tags", id=id_produto)["produto"]


@pytest.mark.fact("tiny-api2", 11)
@pytest.mark.fact("tiny-api2", 17)
def test_the_tags_of_a_product_are_shown(account, tags):
    id_produto = account.include(codigo="CAN-1", tags=[int(tags[1]), tags[0], tags[1]])

    answer = account.answer("produto.obter.tags", id=id_produto)

    assert answer["status_processamento"] == "3"
    assert answer["produto"] == {
        "id": id_produto,
        "nome": "Caneca",
        "codigo": "CAN-1",
        "tags": [
            {"tag": {"id_tag": tags[1], "nome_tag": "Oferta"}},
            {"tag": {"id_tag": tags[0], "nome_tag": "Verão"}},
        ],
    }


def test_tags_left_out_are_kept_and_tags_given_replace(account, tags):
    id_produto = account.include(codigo="CAN-1", tags=tags)

    account.alter(id=id_produto, **MINIMUM)
    kept = tags_of(account, id_produto)["tags"]
    account.alter(id=id_produto, **MINIMUM, tags=[tags[1]])
    replaced = tags_of(account, id_produto)["tags"]
    account.alter(id=id_produto, **MINIMUM, tags=[])

    assert (len(kept), replaced) == (2, [{"tag": {"id_tag": tags[1], "nome_tag": "Oferta"}}])
    assert tags_of(account, id_produto)["tags"] == []


@pytest.mark.fact("tiny-api2", 3)
def test_tags_of_a_product_may_be_written_in_xml(account, tags):
    id_produto = account.include(codigo="CAN-1")
    text = f"<produto><sequencia>1</sequencia><id>{id_produto}</id><tags><tag>{tags[0]}</tag></tags></produto>"

    account.answer("produto.alterar", produto=text)

    assert [row["tag"]["nome_tag"] for row in tags_of(account, id_produto)["tags"]] == ["Verão"]


@pytest.mark.parametrize(
    ("given", "text"),
    [([9], "A tag 9 não foi localizada"), (["x"], "A lista de tags é inválida"), ({}, "A lista de tags é inválida")],
)
def test_an_unknown_tag_is_code_31(account, tags, given, text):
    refused = account.try_include(tags=given)

    assert (refused["codigo_erro"], refused["erros"]) == ("31", [{"erro": text}])


def test_products_are_found_by_tag(account, tags, refused):
    account.include(codigo="A", tags=tags)
    account.include(codigo="B", tags=[tags[1]])
    account.include(codigo="C")

    assert account.codes(idTag=tags[0]) == ["A"]
    assert account.codes(idTag=tags[1]) == ["A", "B"]
    for number in (tags[0][:-1], "9", "x"):
        refused(account.call("produtos.pesquisa", idTag=number), 20, 2)


@pytest.mark.fact("tiny-api2", 16)
def test_the_tags_of_an_unknown_product_are_code_32(account, refused):
    refused(account.call("produto.obter.tags.php", id="9"), 32, "2")
    refused(account.call("produto.obter.tags"), 10, "2")


def test_a_person_makes_tags_and_puts_them_on_products(account):
    account.include(codigo="CAN-1")
    account.act("incluir_grupo_de_tags", nome="Estações")
    account.act("incluir_tag", nome="Verão", grupo="Estações")
    account.act("incluir_tag", nome="Oferta")

    account.act("definir_tags", codigo="CAN-1", tags=["Oferta"])

    assert account.screen("CAN-1")["tags"] == ["Oferta"]
    assert [(row["nome"], row["grupo"]) for row in account.view("lista_de_tags")] == [
        ("Verão", "Estações"),
        ("Oferta", ""),
    ]
    assert [row["nome"] for row in account.view("lista_de_grupos_de_tags")] == ["Estações"]


@pytest.mark.parametrize(
    ("action", "fields", "text"),
    [
        ("incluir_tag", {"nome": "X", "grupo": "Y"}, "Não há grupo de tags “Y”"),
        ("incluir_tag", {"nome": " "}, "deve ser informado"),
        ("definir_tags", {"codigo": "CAN-1", "tags": ["X"]}, "Não há tag “X”"),
    ],
)
def test_the_screen_refuses(account, action, fields, text):
    account.include(codigo="CAN-1")

    with pytest.raises(ScreenRefused, match=text):
        account.act(action, **fields)
