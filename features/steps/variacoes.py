"""Passos sobre produtos com variações."""

from __future__ import annotations

from typing import Any

from pytest_bdd import given, parsers, then

from homologa.features.kit import cells, tables, text
from homologa.features.kit.errors import Divergence, Unsupported
from homologa.features.kit.stage import Stage

NUMBERS = ("preco", "preco_promocional", "estoque")
FIELDS = ("sku", "codigo", *NUMBERS)
"""What a table says of a variation besides its options."""


@given(parsers.parse('que {dono} tem o produto "{sku}" com as variações:'))
def tem_com_variacoes(stage: Stage, dono: str, sku: str, datatable: list[list[str]]) -> None:
    """Cadastra um produto com variações; as colunas além de SKU (ou código), preços e estoque são as opções.

    Exemplo: Dado que a Novaoito tem o produto "CAM" com as variações:
    """
    if "variants" not in stage.capabilities:
        raise Unsupported("o conector não integra produtos com variações")
    platform, rows = stage.owner(dono), tables.rows(datatable)
    options = {tables.key(name): name for name in datatable[0] if tables.key(name) not in FIELDS}
    if platform == "novaoito":
        variations = [_of_the_store(row, options) for row in rows]
        filled = {"sku": sku, "nome": f"Produto {sku}", "preco": 10, "variacoes": variations}
        stage.act(platform, "importar_produtos", produtos=[filled])
        return
    stage.act(platform, "incluir_produto", codigo=sku, nome=f"Produto {sku} do Tiny", preco=10)
    for row in rows:
        grade = {options[name]: row[name] for name in options}
        stage.act(platform, "incluir_variacao", produto=sku, grade=grade, **_known(row, "codigo"))


@then(parsers.parse('as variações "{codigos}" do Tiny estão mapeadas com as da loja de mesmo SKU'))
def variacoes_mapeadas(stage: Stage, codigos: str) -> None:
    """Cada variação do Tiny tem o mapeamento com o seu próprio SKU na loja.

    Exemplo: Então as variações "CAM-P, CAM-M" do Tiny estão mapeadas com as da loja de mesmo SKU
    """
    rows = {row["codigo"]: row for row in stage.world.view("tiny", "lista_de_produtos")}
    for code in map(str.strip, codigos.split(",")):
        found = [mapping["sku"] for mapping in rows[code]["mapeamentos"]] if code in rows else None
        if found != [code]:
            raise Divergence(f"a variação {code} não está mapeada", platform="tiny", expected=[code], found=found)


@then(parsers.parse('as variações do produto "{sku}" na Novaoito mostram:'))
def variacoes_mostram(stage: Stage, sku: str, datatable: list[list[str]]) -> None:
    """A tela das variações do produto mostra cada linha da tabela: SKU, preço, estoque e o que mais ela tiver.

    Exemplo: Então as variações do produto "CAM" na Novaoito mostram:
    """
    shown = stage.world.view("novaoito", "variacoes", produto=sku)
    expected = tables.rows(datatable)
    absent = tables.missing(expected, shown) if shown else expected
    if absent:
        found = tables.narrowed(list(expected[0]), shown)
        text = f"as variações do produto {sku} são outras"
        raise Divergence(text, platform="novaoito", expected=absent, found=found)


@then(parsers.parse('a mensagem do resultado de "{sku}" cita "{texto}"'))
def mensagem_cita(stage: Stage, sku: str, texto: str) -> None:
    """A mensagem que a loja mostra no resultado do produto contém o texto.

    Exemplo: Então a mensagem do resultado de "CAM" cita "CAM-G"
    """
    found = [row["mensagem"] for row in stage.world.view("novaoito", "resultados") if row["sku"] == sku]
    if not any(texto in str(message) for message in found):
        raise Divergence("a mensagem é outra", platform="novaoito", expected=texto, found=found)


def _of_the_store(row: dict[str, str], options: dict[str, str]) -> dict[str, Any]:
    return {**_known(row, "sku"), "opcoes": {options[name]: row[name] for name in options}}


def _known(row: dict[str, str], key: str) -> dict[str, Any]:
    """The fields of a row as a screen takes them, the SKU under the name that it has there."""
    told = [name for name in NUMBERS if row.get(name, text.EMPTY) != text.EMPTY]
    numbers: dict[str, Any] = {name: cells.number(row[name]) for name in told}
    sku = row.get("sku", row.get("codigo", ""))
    return {key: None if sku == text.EMPTY else sku, **numbers}
