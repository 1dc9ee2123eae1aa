"""Passos sobre os mapeamentos que o Tiny já tem, e sobre o que outro programa cadastrou nele."""

from __future__ import annotations

import json
from typing import Any

from pytest_bdd import given, parsers, then

from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.integrations import IDENTIFIER
from homologa.features.kit.stage import Stage

OTHER = "outra integração"
OTHER_PLATFORM = "Ideris"


@given(parsers.parse('que o Tiny tem o produto "{codigo}" já mapeado com o SKU "{sku}" da loja'))
def ja_mapeado(stage: Stage, codigo: str, sku: str) -> None:
    """Outro programa cadastrou o produto no Tiny, nesta mesma integração, para um SKU da loja que não é o seu.

    Exemplo: Dado que o Tiny tem o produto "CAN-01" já mapeado com o SKU "CAN-99" da loja
    """
    _register(stage, codigo=codigo, mapeamentos=[_mapping(stage.notes[IDENTIFIER], sku)])


@given(parsers.parse('que o Tiny tem o produto "{codigo}" já mapeado por outra integração com o SKU "{sku}"'))
def mapeado_por_outra(stage: Stage, codigo: str, sku: str) -> None:
    """O produto está no Tiny, e outra integração da mesma conta, com outra plataforma, já o mapeou para um SKU dela.

    Exemplo: Dado que o Tiny tem o produto "CAN-01" já mapeado por outra integração com o SKU "CAN-01"
    """
    if OTHER not in stage.notes:
        included = stage.act("tiny", "incluir_integracao", plataforma=OTHER_PLATFORM, nome="Outra loja")
        stage.notes[OTHER] = included["identificador"]
    _register(stage, codigo=codigo, mapeamentos=[_mapping(stage.notes[OTHER], sku)])


@given(parsers.parse('que o Tiny tem um produto com o código exatamente "{codigo}"'))
def codigo_exatamente(stage: Stage, codigo: str) -> None:
    """Outro programa cadastrou no Tiny um produto cujo código é todo o texto entre as aspas, com os espaços que tiver.

    Exemplo: Dado que o Tiny tem um produto com o código exatamente " CAN-01 "
    """
    _register(stage, codigo=codigo)


@then(parsers.parse('o produto "{codigo}" do Tiny continua mapeado por outra integração com o SKU "{sku}"'))
def continua_mapeado(stage: Stage, codigo: str, sku: str) -> None:
    """O mapeamento da outra integração é ainda o que era.

    Exemplo: Então o produto "CAN-01" do Tiny continua mapeado por outra integração com o SKU "CAN-01"
    """
    if OTHER not in stage.notes:
        raise ScenarioMistake("nenhum passo anterior fez outra integração mapear um produto")
    rows = stage.world.view("tiny", "lista_de_produtos", codigo=codigo)
    found = [each["sku"] for row in rows for each in row["mapeamentos"] if each["identificador"] == stage.notes[OTHER]]
    if found != [sku]:
        raise Divergence("o mapeamento da outra integração mudou", platform="tiny", expected=[sku], found=found)


@then("o Tiny só dá por mapeados os produtos que a loja tem vinculados")
def so_o_que_e_vinculado(stage: Stage) -> None:
    """Cada produto que o Tiny mostra mapeado com a loja tem o seu vínculo lá.

    Exemplo: Então o Tiny só dá por mapeados os produtos que a loja tem vinculados
    """
    shown = stage.world.view("novaoito", "produtos")
    linked = {str(row["id_tiny"]) for row in shown if row["integracao"] == "Integrado"}
    mapped = {
        str(row["id"]): row["codigo"] for row in stage.world.view("tiny", "lista_de_produtos") if ours(stage, row)
    }
    found = [code for number, code in mapped.items() if number not in linked]
    if found:
        text = "o Tiny dá por mapeado o que a loja não tem vinculado"
        raise Divergence(text, platform="novaoito", expected="um vínculo de cada produto mapeado", found=found)


def ours(stage: Stage, row: dict[str, Any]) -> list[str]:
    """The SKUs to which the scenario's own integration has mapped a product of Tiny."""
    return [each["sku"] for each in row["mapeamentos"] if each["identificador"] == stage.notes[IDENTIFIER]]


def _mapping(number: int, sku: str) -> dict[str, Any]:
    return {"mapeamento": {"idEcommerce": number, "skuMapeamento": sku}}


def _register(stage: Stage, **fields: Any) -> None:
    """Register a product as a partner's program does; raises ScenarioMistake when Tiny refuses it."""
    access = stage.world.view("tiny", "credenciais")
    needed = {"sequencia": "1", "nome": f"Produto {fields['codigo'].strip()}", "unidade": "UN", "preco": 10}
    rest = {"origem": "0", "situacao": "A", "tipo": "P"}
    document = json.dumps({"produtos": [{"produto": {**needed, **rest, **fields}}]})
    form = {"token": access["token"], "formato": "json", "produto": document}
    url = f"{stage.world.data['platforms']['tiny']['url']}/api2/produto.incluir.php"
    with stage.client() as client:
        answer = client.post(url, data=form, headers={"Developer-Id": access["developer_id"]}).json()["retorno"]
    if answer["status"] != "OK":
        raise ScenarioMistake(f"o Tiny não aceitou o produto: {answer}")
    stage.settle()
