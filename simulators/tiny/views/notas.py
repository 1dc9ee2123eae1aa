"""What the screens of invoices show."""

from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.rules.notas import emissao, modelo, situacoes
from homologa.simulators.tiny.rules.notas.totais import TOTAIS
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.views import columns
from homologa.simulators.tiny.views.registry import VIEWS

NOTAS = "Vendas > Notas fiscais"
MODELOS = {codigo: nome for nome, codigo in modelo.MODELOS.items()}
NA_LISTA = (
    "id",
    "tipo",
    "serie",
    "numero",
    "id_venda",
    "numero_ecommerce",
    "chave_acesso",
    "valor_nota",
    "data_emissao",
    "motivo",
    "criado_por",
)
NA_NOTA = (
    "id_ecommerce",
    "natureza_operacao",
    "finalidade",
    "regime_tributario",
    "data_saida",
    "cliente",
    "endereco_entrega",
    "itens",
    "parcelas",
    "pagamentos_integrados",
    "intermediador",
    "frete_por_conta",
    "transportador",
    "quantidade_volumes",
    "peso_bruto",
    "peso_liquido",
    "forma_envio",
    "forma_frete",
    "codigo_rastreamento",
    "url_rastreamento",
    "forma_pagamento",
    "meio_pagamento",
    "condicao_pagamento",
    "nome_vendedor",
    "obs",
    "protocolo",
    "autorizada_em",
    "email_enviado",
    "estoque_lancado",
    "contas_lancadas",
)


@VIEWS.screen(NOTAS, "Notas fiscais", columns.NOTA_NA_LISTA)
def lista_de_notas(
    work: Work, *, pedido: int | None = None, numero_ecommerce: str | None = None, situacao: str | None = None
) -> list[dict[str, Any]]:
    """As notas fiscais da conta, todas ou só as de um pedido (pelo número dele ou no e-commerce) ou situação."""
    filtros = {"id_venda": _id_do_pedido(work, pedido), "numero_ecommerce": numero_ecommerce}
    ditos = {f"{coluna} = ?": valor for coluna, valor in filtros.items() if valor is not None}
    achadas = work.documents(modelo.NOTA).find(" AND ".join(ditos) or "1", tuple(ditos.values()))
    linhas = [_linha(nota) for nota in achadas]
    return [linha for linha in linhas if situacao is None or linha["situacao"].casefold() == situacao.casefold()]


@VIEWS.screen(NOTAS, "Nota fiscal", columns.NOTA)
def nota(work: Work, *, nota: int) -> dict[str, Any]:
    """Uma nota fiscal inteira, pelo id: itens, partes, totais, chave, protocolo, motivo da recusa e link."""
    achada = modelo.obter(work, nota)
    return {
        **_linha(achada),
        **{nome: achada[nome] for nome in (*NA_NOTA, *TOTAIS)},
        "marcadores": [marcador["descricao"] for marcador in achada["marcadores"]],
        "link": emissao.link(achada),
    }


def _id_do_pedido(work: Work, numero: int | None) -> int | None:
    """The id of the order of a number, None for no number; an order that does not exist has no invoices."""
    pedido = None if numero is None else pedidos.por_numero(work, numero)
    return pedido["id"] if pedido else None if numero is None else -1


def _linha(achada: dict[str, Any]) -> dict[str, Any]:
    return {
        **{nome: achada[nome] for nome in NA_LISTA},
        "modelo": MODELOS[achada["modelo"]],
        "situacao": situacoes.SITUACOES[achada["situacao"]],
        "cliente": achada["cliente"]["nome"],
        "marcadores": [marcador["descricao"] for marcador in achada["marcadores"]],
    }
