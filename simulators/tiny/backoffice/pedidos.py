"""The screens "Vendas > Pedidos de venda"; a person names an order by its number."""

from collections.abc import Mapping
from typing import Annotated, Any

from homologa.simulators.kernel.columns import fields
from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.screens import Like, Lines, Within
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS
from homologa.simulators.tiny.rules.pedidos import alteracao, inclusao, modelo, mudancas, situacoes
from homologa.simulators.tiny.rules.produtos import modelo as produtos

MENU = "Vendas > Pedidos de venda"
Itens = Annotated[
    list[dict[str, Any]], Within({**fields(str, "codigo descricao unidade"), **fields(float, "quantidade valor")})
]

COMPRADOR = ("cpf_cnpj", "email", "fone", "endereco", "numero", "complemento", "bairro", "cep", "cidade", "uf")
"""The fields of "Incluir pedido" that are of the buyer and have the same name in the record."""
NO_REGISTRO: Mapping[str, str] = {
    "data": "data_pedido",
    "transportador": "nome_transportador",
    "vendedor": "nome_vendedor",
    "identificador": "id_ecommerce",
    "numero_ecommerce": "numero_pedido_ecommerce",
}
"""Those that have another name in the record."""


@ACTIONS.screen(MENU, "Incluir pedido")
def incluir_pedido(
    work: Work,
    *,
    cliente: str,
    itens: Itens,
    cpf_cnpj: str = "",
    email: str = "",
    fone: str = "",
    endereco: str = "",
    numero: str = "",
    complemento: str = "",
    bairro: str = "",
    cep: str = "",
    cidade: str = "",
    uf: str = "",
    data: str = "",
    situacao: str = "",
    valor_frete: float = 0.0,
    valor_desconto: float = 0.0,
    outras_despesas: float = 0.0,
    forma_envio: str = "",
    forma_frete: str = "",
    transportador: str = "",
    vendedor: str = "",
    deposito: str = "",
    ecommerce: str = "",
    identificador: int = 0,
    numero_ecommerce: str = "",
    obs: Lines = "",
) -> dict[str, Any]:
    """Inclui um pedido; cada item tem codigo, quantidade e valor, e o que faltar (descricao, unidade) vem do produto.

    O cliente é achado pelo CPF ou CNPJ (ou pelo nome, sem documento) e cadastrado se não existe.
    """
    registro = _registro(work, locals())
    pedido = inclusao.incluir(work, registro)
    return {"id": pedido["id"], "numero": pedido["numero"]}


@ACTIONS.screen(MENU, "Alterar pedido")
def alterar_pedido(
    work: Work,
    *,
    pedido: int,
    itens: Itens | None = None,
    valor_frete: float | None = None,
    valor_desconto: float | None = None,
    outras_despesas: float | None = None,
    obs: Lines | None = None,
    obs_interna: Lines | None = None,
) -> dict[str, Any]:
    """Muda só o que é informado; itens troca todos os itens. Com estoque ou contas lançadas, estorne antes."""
    campos = {nome: valor for nome, valor in locals().items() if nome not in ("work", "pedido", "itens")}
    registro = {nome: valor for nome, valor in campos.items() if valor is not None}
    if itens is not None:
        registro["itens"] = [{"item": _item(work, item)} for item in itens]
    alterado = um_pedido(work, pedido)
    alteracao.editar(work, alterado, registro)
    return {"total": alterado["total_pedido"]}


@ACTIONS.screen(MENU, "Mudar situação")
def mudar_situacao_do_pedido(work: Work, *, pedido: int, situacao: str) -> dict[str, Any]:
    """Leva o pedido a outra situação; ao cancelar, o estoque e as contas lançadas voltam.

    Situações: Em aberto, Aprovado, Preparando envio, Faturado, Pronto para envio, Enviado, Entregue, Não entregue,
    Cancelado e Dados incompletos.
    """
    codigo = situacoes.por_texto(situacao)
    if codigo is None:
        raise ScreenRefusal(f"Não há situação “{situacao}”. Situações: {', '.join(situacoes.SITUACOES.values())}.")
    mudancas.mudar_situacao(work, um_pedido(work, pedido), codigo)
    return {"situacao": situacoes.SITUACOES[codigo]}


@ACTIONS.screen(MENU, "Lançar estoque")
def lancar_estoque_do_pedido(work: Work, *, pedido: int) -> dict[str, Any]:
    """Tira os itens do estoque, no depósito do pedido; produto que não está no cadastro é cadastrado."""
    lancado = um_pedido(work, pedido)
    mudancas.lancar_estoque(work, lancado)
    return {"produtos": [item["id_produto"] for item in lancado["itens"]]}


@ACTIONS.screen(MENU, "Estornar estoque")
def estornar_estoque_do_pedido(work: Work, *, pedido: int) -> None:
    """Devolve ao estoque os itens que o pedido tirou."""
    mudancas.estornar_estoque(work, um_pedido(work, pedido))


@ACTIONS.screen(MENU, "Lançar contas")
def lancar_contas_do_pedido(work: Work, *, pedido: int) -> None:
    """Cria as contas a receber do pedido, uma por parcela."""
    mudancas.lancar_contas(work, um_pedido(work, pedido))


@ACTIONS.screen(MENU, "Estornar contas")
def estornar_contas_do_pedido(work: Work, *, pedido: int) -> None:
    """Apaga as contas a receber do pedido, se nenhuma foi recebida."""
    mudancas.estornar_contas(work, um_pedido(work, pedido))


@ACTIONS.screen(MENU, "Incluir marcador")
def incluir_marcador_no_pedido(work: Work, *, pedido: int, marcador: str) -> None:
    """Põe um marcador no pedido; a descrição nova cria o marcador."""
    mudancas.incluir_marcadores(work, um_pedido(work, pedido), [{"descricao": marcador}])


@ACTIONS.screen(MENU, "Remover marcador")
def remover_marcador_do_pedido(work: Work, *, pedido: int, marcador: str) -> None:
    """Tira um marcador do pedido."""
    mudancas.remover_marcadores(work, um_pedido(work, pedido), [{"descricao": marcador}])


@ACTIONS.screen(MENU, "Excluir pedido")
def excluir_pedido(work: Work, *, pedido: int) -> None:
    """Apaga o pedido; o estoque e as contas que ele lançou voltam. Não há aviso de exclusão."""
    mudancas.excluir(work, um_pedido(work, pedido))


@ACTIONS.screen(MENU, "Importar pedidos")
def importar_pedidos(work: Work, *, pedidos: Annotated[list[dict[str, Any]], Like(incluir_pedido)]) -> dict[str, Any]:
    """Inclui muitos pedidos de uma vez, com os campos de "Incluir pedido"."""
    um_por_vez = ACTIONS.find("incluir_pedido")
    return {"ids": [um_por_vez.perform(work, linha)["id"] for linha in pedidos]}


def um_pedido(work: Work, numero: int) -> dict[str, Any]:
    """The order of this number; raises ScreenRefusal."""
    achado = modelo.por_numero(work, numero)
    if achado is None:
        raise ScreenRefusal(f"Não há pedido de número {numero}.")
    return achado


def _registro(work: Work, campos: Mapping[str, Any]) -> dict[str, Any]:
    """The record of an order, of the fields of "Incluir pedido"."""
    proprios = campos.keys() - {"work", "cliente", "itens", *COMPRADOR}
    return {
        "cliente": {"nome": campos["cliente"], **{nome: campos[nome] for nome in COMPRADOR}},
        "itens": [{"item": _item(work, item)} for item in campos["itens"]],
        **{NO_REGISTRO.get(nome, nome): campos[nome] for nome in proprios},
    }


def _item(work: Work, item: dict[str, Any]) -> dict[str, Any]:
    """The item of a record, completed with what the product of its code is called and costs."""
    achados = produtos.por_codigo(work, str(item.get("codigo") or ""))
    produto = achados[0] if achados else {"nome": "", "unidade": "UN", "preco": None}
    return {
        "codigo": str(item.get("codigo") or ""),
        "descricao": item.get("descricao") or produto["nome"] or str(item.get("codigo") or ""),
        "unidade": item.get("unidade") or produto["unidade"],
        "quantidade": item.get("quantidade", 1),
        "valor_unitario": item.get("valor", produto["preco"]),
    }
