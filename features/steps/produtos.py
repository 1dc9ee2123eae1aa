"""Passos sobre o cadastro de produtos das duas plataformas."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit import tables, text
from homologa.features.kit.books import Books
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.kit.text import count
from homologa.features.steps.mapeamentos import ours
from homologa.simulators.control.client import ScreenRefused

RECORDS = "cadastro"
TRAPS = {"tiny": "; produto.alterar apaga os campos que não são reenviados: leia o produto e devolva-o inteiro"}
HOW_TO_MAP = "o mapeamento se grava com o cabeçalho Developer-Id e o campo mapeamentos (idEcommerce e skuMapeamento)"
BOOKKEEPING = ("erp", "updated_at", "mapeamentos")
"""What a link may change in a record: the link itself and the time of the last change."""


@given(parsers.parse("que {dono} tem os produtos:"))
def tem_os_produtos(stage: Stage, dono: str, datatable: list[list[str]]) -> None:
    """Carrega produtos no cadastro de uma plataforma, como os de antes da integração.

    O SKU pode faltar, com (vazio), ou se repetir.

    Exemplo: Dado que a Novaoito tem os produtos:
    """
    filled = [
        {name: None if cell == text.EMPTY else cell for name, cell in row.items()} for row in tables.rows(datatable)
    ]
    try:
        stage.act(stage.owner(dono), "importar_produtos", produtos=filled)
    except ScreenRefused as refused:
        raise ScenarioMistake(f"os produtos não puderam ser carregados: {refused.detail}") from refused


@given(parsers.parse('que a Novaoito tem um produto com o SKU exatamente "{sku}"'))
def tem_exatamente(stage: Stage, sku: str) -> None:
    """Carrega na loja um produto cujo SKU é todo o texto entre as aspas, com os espaços que ele tiver.

    Exemplo: Dado que a Novaoito tem um produto com o SKU exatamente " CAN-01 "
    """
    stage.act("novaoito", "importar_produtos", produtos=[{"sku": sku, "nome": "Produto", "preco": 10}])


@given(parsers.parse('que {dono} tem {quantos:d} produtos com SKU de "{primeiro}" em diante'))
def tem_muitos_produtos(stage: Stage, dono: str, quantos: int, primeiro: str) -> None:
    """Carrega numa plataforma tantos produtos, com SKUs numerados a partir do primeiro.

    Exemplo: Dado que a Novaoito tem 45 produtos com SKU de "LOTE-001" em diante
    """
    stem, _, first = primeiro.rpartition("-")
    platform, numbers = stage.owner(dono), range(int(first), int(first) + quantos)
    column = Books(stage.world).one("products", platform)["sku"]
    filled = [
        {column: f"{stem}-{number:0{len(first)}d}", "nome": f"Produto {number}", "preco": 10 + number / 100}
        for number in numbers
    ]
    stage.act(platform, "importar_produtos", produtos=filled)


@when(parsers.parse('corrijo o SKU do produto "{nome}" da Novaoito para "{sku}"'))
def corrijo_o_sku(stage: Stage, nome: str, sku: str) -> None:
    """Acha o produto pelo nome, quando o SKU não diz qual é, e troca o SKU dele.

    Exemplo: Quando corrijo o SKU do produto "Caneca B" da Novaoito para "CAN-02"
    """
    found = [row["id"] for row in stage.world.view("novaoito", "produtos") if row["nome"] == nome]
    if len(found) != 1:
        raise Divergence(
            f"a Novaoito tem {count(len(found), 'produto', 'produtos')} com o nome {nome}; o passo pede um só",
            platform="novaoito",
            expected=1,
            found=len(found),
        )
    stage.act("novaoito", "alterar_produto", id=found[0], novo_sku=sku)


@then(parsers.parse("{dono} tem {quantos:d} produto ao todo"))
@then(parsers.parse("{dono} tem {quantos:d} produtos ao todo"))
def tem_ao_todo(stage: Stage, dono: str, quantos: int) -> None:
    """Conta todos os produtos de uma plataforma.

    Exemplo: Então o Tiny tem 45 produtos ao todo
    """
    platform = stage.owner(dono)
    found = len(stage.world.view(platform, Books(stage.world).one("products", platform)["view"]))
    if found != quantos:
        raise Divergence(
            f"{dono} tem {count(found, 'produto', 'produtos')}", platform=platform, expected=quantos, found=found
        )


@then(parsers.parse('{dono} tem {quantos:d} produto com o SKU "{sku}"'))
@then(parsers.parse('{dono} tem {quantos:d} produtos com o SKU "{sku}"'))
def tem_n_produtos(stage: Stage, dono: str, quantos: int, sku: str) -> None:
    """Conta os produtos de uma plataforma que têm exatamente o SKU.

    Exemplo: Então o Tiny tem 1 produto com o SKU "CAN-01"
    """
    platform = stage.owner(dono)
    found = _products(stage, platform, sku)
    if len(found) != quantos:
        text = f"{dono} tem {count(len(found), 'produto', 'produtos')} com o SKU {sku}"
        raise Divergence(text, platform=platform, expected=quantos, found=len(found))


@then(parsers.parse('o produto "{sku}" da Novaoito está integrado ao do Tiny de mesmo SKU'))
def esta_integrado(stage: Stage, sku: str) -> None:
    """O vínculo existe dos dois lados: na loja, com o id do Tiny; no Tiny, o mapeamento com o SKU da loja.

    Exemplo: Então o produto "CAN-01" da Novaoito está integrado ao do Tiny de mesmo SKU
    """
    store, erp = _one(stage, "novaoito", sku), _one(stage, "tiny", sku.strip())
    if store["integracao"] != "Integrado" or str(store["id_tiny"]) != str(erp["id"]):
        expected = {"integracao": "Integrado", "id_tiny": str(erp["id"])}
        found = {name: store[name] for name in expected}
        raise Divergence("o vínculo na loja não é o esperado", platform="novaoito", expected=expected, found=found)
    skus = ours(stage, erp)
    if len(skus) != 1 or skus[0].strip() not in (sku.strip(), str(store["id"])):
        raise Divergence(
            f"o produto do Tiny não está mapeado com o da loja; {HOW_TO_MAP}",
            platform="tiny",
            expected=f"um mapeamento com o SKU {sku} (ou o id {store['id']}) da loja",
            found=skus,
        )


@then(parsers.parse('o produto "{sku}" da Novaoito não está integrado'))
def nao_esta_integrado(stage: Stage, sku: str) -> None:
    """Nenhum produto da loja com o SKU tem vínculo com o Tiny.

    Exemplo: Então o produto "CAN-01" da Novaoito não está integrado
    """
    found_products = _products(stage, "novaoito", sku)
    if not found_products:
        raise Divergence(f"a Novaoito não tem produto com o SKU {sku}", platform="novaoito", expected=sku, found=None)
    linked = [row for row in found_products if row["integracao"] == "Integrado"]
    if linked:
        found = [row["id_tiny"] for row in linked]
        raise Divergence("o produto está integrado", platform="novaoito", expected="sem vínculo", found=found)


@then(parsers.parse('o cadastro do produto "{sku}" {lugar} tem:'))
def cadastro_tem(stage: Stage, sku: str, lugar: str, datatable: list[list[str]]) -> None:
    """Os campos do cadastro inteiro, também os que a lista não mostra, são os da linha da tabela.

    Exemplo: Então o cadastro do produto "CAN-01" no Tiny tem:
    """
    platform = stage.platform(lugar)
    (expected,), record = tables.rows(datatable), _one(stage, platform, sku)["registro"]
    if not tables.agrees(expected, record):
        found = {name: record[name] for name in expected}
        raise Divergence("o cadastro é outro", platform=platform, expected=expected, found=found)


@then(parsers.parse('o campo "{campo}" do produto "{sku}" {lugar} é "{valor}" ou nada'))
def campo_e_ou_nada(stage: Stage, campo: str, sku: str, lugar: str, valor: str) -> None:
    """O campo tem o valor ou está vazio, para o que o conector pode deixar de levar, mas não pode levar errado.

    Exemplo: Então o campo "marca" do produto "CAN-01" na Novaoito é "007" ou nada
    """
    platform = stage.platform(lugar)
    row = _one(stage, platform, sku)
    if not any(tables.agrees({tables.key(campo): cell}, row) for cell in (valor, text.EMPTY)):
        found = row[tables.key(campo)]
        raise Divergence(f"o campo {campo} é outro", platform=platform, expected=f"{valor} ou nada", found=found)


@given("que anoto o cadastro dos produtos nos dois lados")
def anoto_o_cadastro(stage: Stage) -> None:
    """Guarda todos os campos de todos os produtos, para comparar depois.

    Exemplo: E que anoto o cadastro dos produtos nos dois lados
    """
    stage.notes[RECORDS] = _records(stage)


@then("nenhum cadastro de produto mudou")
def nenhum_cadastro_mudou(stage: Stage) -> None:
    """Todos os campos de todos os produtos, nos dois lados, são os anotados; só os vínculos podem ter mudado.

    Exemplo: Então nenhum cadastro de produto mudou
    """
    before, now = stage.notes[RECORDS], _records(stage)
    for platform, records in before.items():
        _compare(platform, records, now[platform])


def _products(stage: Stage, platform: str, sku: str) -> list[dict[str, Any]]:
    products = Books(stage.world).one("products", platform)
    return [row for row in stage.world.view(platform, products["view"]) if row[products["sku"]] == sku]


def _one(stage: Stage, platform: str, sku: str) -> dict[str, Any]:
    found = _products(stage, platform, sku)
    if len(found) != 1:
        text = f"há {len(found)} produtos com o SKU {sku}"
        raise Divergence(text, platform=platform, expected=1, found=len(found))
    return found[0]


def _records(stage: Stage) -> dict[str, dict[str, Any]]:
    return {
        platform: {str(row["id"]): _lasting(row["registro"]) for row in stage.world.view(platform, products["view"])}
        for platform, products in Books(stage.world).of("products")
    }


def _lasting(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in BOOKKEEPING}


def _compare(platform: str, before: dict[str, Any], now: dict[str, Any]) -> None:
    if before.keys() != now.keys():
        text = "produtos foram criados ou excluídos"
        raise Divergence(text, platform=platform, expected=sorted(before), found=sorted(now))
    for product_id, record in before.items():
        changed = {name for name in record if record[name] != now[product_id].get(name)}
        if changed:
            raise Divergence(
                f"o cadastro do produto {product_id} mudou em: {', '.join(sorted(changed))}{TRAPS.get(platform, '')}",
                platform=platform,
                expected={name: record[name] for name in sorted(changed)},
                found={name: now[product_id].get(name) for name in sorted(changed)},
            )
