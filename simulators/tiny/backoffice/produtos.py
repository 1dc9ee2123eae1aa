"""The screens "Cadastros > Produtos"."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from homologa.simulators.kernel.screens import Like, Lines, Within
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, um_produto
from homologa.simulators.tiny.rules.produtos import gravacao

MENU = "Cadastros > Produtos"
Partes = Annotated[list[dict[str, Any]], Within({"codigo": str, "quantidade": float})]
SITUACOES: Mapping[str, str] = MappingProxyType({"Ativo": "A", "Inativo": "I"})
CAMPOS: Mapping[str, str] = MappingProxyType(
    {
        "descricao": "descricao_complementar",
        "altura": "altura_embalagem",
        "largura": "largura_embalagem",
        "comprimento": "comprimento_embalagem",
        "estoque": "estoque_atual",
    }
)
"""Fields of the screen whose name in the record is another."""


@ACTIONS.screen(MENU, "Incluir produto")
def incluir_produto(
    work: Work,
    *,
    nome: str,
    codigo: str | None = None,
    preco: float = 0.0,
    preco_promocional: float | None = None,
    preco_custo: float | None = None,
    situacao: str = "Ativo",
    unidade: str = "UN",
    origem: str = "0",
    ncm: str | None = None,
    gtin: str | None = None,
    cest: str | None = None,
    peso_liquido: float | None = None,
    peso_bruto: float | None = None,
    altura: float | None = None,
    largura: float | None = None,
    comprimento: float | None = None,
    descricao: Lines | None = None,
    obs: Lines | None = None,
    garantia: Lines | None = None,
    localizacao: str | None = None,
    marca: str | None = None,
    categoria: str | None = None,
    estoque: float | None = None,
    estoque_minimo: float | None = None,
    estoque_maximo: float | None = None,
    imagem: str | None = None,
) -> dict[str, Any]:
    """Cadastra um produto simples; o código perde os espaços das pontas, e o estoque vai para o depósito padrão."""
    campos = {nome_: valor for nome_, valor in locals().items() if nome_ != "work"}
    return {"id": _incluir(work, _registro({**campos, "codigo": codigo and codigo.strip()}))}


@ACTIONS.screen(MENU, "Alterar produto")
def alterar_produto(
    work: Work,
    *,
    codigo: str,
    novo_codigo: str | None = None,
    nome: str | None = None,
    preco: float | None = None,
    preco_promocional: float | None = None,
    situacao: str | None = None,
    descricao: Lines | None = None,
    marca: str | None = None,
    categoria: str | None = None,
    localizacao: str | None = None,
    gtin: str | None = None,
    peso_bruto: float | None = None,
    estoque_minimo: float | None = None,
    estoque_maximo: float | None = None,
) -> dict[str, Any]:
    """Muda só os campos informados de um produto; `novo_codigo` troca o código."""
    campos = {nome_: valor for nome_, valor in locals().items() if nome_ != "work" and valor is not None}
    campos["codigo"] = campos.pop("novo_codigo", codigo)
    return {"id": gravacao.editar(work, um_produto(work, codigo), _registro(campos)).id}


@ACTIONS.screen(MENU, "Excluir produto")
def excluir_produto(work: Work, *, codigo: str) -> dict[str, Any]:
    """Exclui um produto; ele continua no banco com a situação E."""
    produto = um_produto(work, codigo)
    gravacao.excluir(work, produto)
    return {"id": produto["id"]}


@ACTIONS.screen(MENU, "Incluir variação")
def incluir_variacao(
    work: Work,
    *,
    produto: str,
    codigo: str,
    preco: float = 0.0,
    preco_promocional: float = 0.0,
    estoque: float = 0.0,
    grade: dict[str, Any],
) -> dict[str, Any]:
    """Aba Variações do produto: inclui a variação, ou muda a que já tem este código; grade: {"Tamanho": "M"}."""
    variacao = {"codigo": codigo.strip(), "preco": preco, "preco_promocional": preco_promocional, "grade": grade}
    registro = {"variacoes": [{"variacao": {**variacao, "estoque_atual": estoque}}]}
    return {"id": gravacao.editar(work, um_produto(work, produto), registro).variacoes[0]}


@ACTIONS.screen(MENU, "Definir kit")
def definir_kit(work: Work, *, codigo: str, itens: Partes) -> dict[str, Any]:
    """Aba Kit do produto: troca os itens; cada um tem codigo e quantidade. Sem itens, o produto volta a simples."""
    kit = [
        {"item": {"id_produto": um_produto(work, str(item.get("codigo")))["id"], "quantidade": item.get("quantidade")}}
        for item in itens
    ]
    return {"id": gravacao.editar(work, um_produto(work, codigo), {"kit": kit}).id}


@ACTIONS.screen(MENU, "Definir estrutura")
def definir_estrutura(
    work: Work, *, codigo: str, componentes: Partes, etapas: list[str] | None = None
) -> dict[str, Any]:
    """Aba Estrutura do produto: troca os componentes, cada um com codigo e quantidade, e as etapas de produção."""
    registro: dict[str, Any] = {"estrutura": [{"item": componente} for componente in componentes]}
    if etapas is not None:
        registro["etapas"] = [{"etapa": {"nome": etapa}} for etapa in etapas]
    return {"id": gravacao.editar(work, um_produto(work, codigo), registro).id}


@ACTIONS.screen(MENU, "Importar produtos")
def importar_produtos(
    work: Work, *, produtos: Annotated[list[dict[str, Any]], Like(incluir_produto)]
) -> dict[str, Any]:
    """Inclui muitos produtos de uma vez, com os campos de "Incluir produto"."""
    inclusao = ACTIONS.find("incluir_produto")
    return {"ids": [inclusao.perform(work, linha)["id"] for linha in produtos]}


def _registro(campos: Mapping[str, Any]) -> dict[str, Any]:
    registro = {CAMPOS.get(nome, nome): valor for nome, valor in campos.items() if valor is not None}
    if "situacao" in registro:
        registro["situacao"] = SITUACOES.get(str(registro["situacao"]), registro["situacao"])
    if "imagem" in registro:
        registro["imagens_externas"] = [{"imagem_externa": {"url": registro.pop("imagem")}}]
    return registro


def _incluir(work: Work, registro: Mapping[str, Any]) -> int:
    return int(gravacao.incluir(work, {"tipo": "P", **registro}).id)
