"""The screens of invoices, which a person names by their ids; their menu paths are [inferred]."""

from collections.abc import Callable
from typing import Any

from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.pedidos import MENU as PEDIDOS
from homologa.simulators.tiny.backoffice.pedidos import um_pedido
from homologa.simulators.tiny.backoffice.registry import ACTIONS
from homologa.simulators.tiny.rules.notas import (
    apresentacao,
    emissao,
    geracao,
    modelo,
    movimentos,
    numeracao,
    situacoes,
)

NOTAS = "Vendas > Notas fiscais"
NUMERACAO = "Configurações > Notas fiscais > Numeração"
SIMULADOR = "Simulador > Notas fiscais"
REJEICAO, DENEGACAO = (emissao.MOTIVOS[resposta] for resposta in (emissao.REJEITAR, emissao.DENEGAR))


@ACTIONS.screen(PEDIDOS, "Gerar nota fiscal")
def gerar_nota_do_pedido(work: Work, *, pedido: int, modelo: str = "NFe") -> dict[str, Any]:
    """Gera a nota fiscal do pedido deste número, pendente; modelo: NFe (o padrão) ou NFCe."""
    return _mostrada(geracao.gerar(work, um_pedido(work, pedido), geracao.modelo_de(modelo)))


@ACTIONS.screen(NOTAS, "Emitir")
def emitir_nota(work: Work, *, nota: int, enviar_email: bool = False) -> dict[str, Any]:
    """Envia a nota (pelo id) à SEFAZ, que a autoriza, ou a rejeita pelo motivo que a tela mostra."""
    return com_nota(work, nota, lambda achada: emissao.emitir(work, achada, enviar_email=enviar_email))


@ACTIONS.screen(NOTAS, "Cancelar")
def cancelar_nota(work: Work, *, nota: int) -> dict[str, Any]:
    """Cancela uma nota autorizada; o pedido dela pode então ter outra."""
    return com_nota(work, nota, lambda achada: emissao.passar_a(work, achada, situacoes.CANCELADA))


@ACTIONS.screen(NOTAS, "Imprimir DANFE")
def imprimir_danfe(work: Work, *, nota: int) -> dict[str, Any]:
    """Imprime o DANFE: a nota autorizada passa a Emitida DANFE."""
    return com_nota(work, nota, lambda achada: emissao.passar_a(work, achada, situacoes.EMITIDA_DANFE))


@ACTIONS.screen(NOTAS, "Gerar XML sem transmitir")
def gerar_xml_da_nota(work: Work, *, nota: int) -> dict[str, Any]:
    """Dá à nota a sua chave de acesso sem enviá-la à SEFAZ: ela passa a Emitida."""
    return com_nota(work, nota, lambda achada: emissao.passar_a(work, achada, situacoes.EMITIDA))


@ACTIONS.screen(NOTAS, "Lançar estoque")
def lancar_estoque_da_nota(work: Work, *, nota: int) -> dict[str, Any]:
    """Movimenta o estoque dos itens; o produto que não está no cadastro é cadastrado."""
    return com_nota(work, nota, lambda achada: movimentos.lancar_estoque(work, achada))


@ACTIONS.screen(NOTAS, "Lançar contas")
def lancar_contas_da_nota(work: Work, *, nota: int) -> dict[str, Any]:
    """Cria as contas a receber da nota ou, se ela é de entrada, a pagar."""
    return com_nota(work, nota, lambda achada: movimentos.lancar_contas(work, achada))


@ACTIONS.screen(NOTAS, "Incluir marcador")
def incluir_marcador_na_nota(work: Work, *, nota: int, marcador: str) -> dict[str, Any]:
    """Põe um marcador na nota, pela descrição; o que não existe é criado."""
    return com_nota(work, nota, lambda achada: movimentos.incluir_marcadores(work, achada, [{"descricao": marcador}]))


@ACTIONS.screen(NOTAS, "Remover marcador")
def remover_marcador_da_nota(work: Work, *, nota: int, marcador: str) -> dict[str, Any]:
    """Tira um marcador da nota, pela descrição."""
    return com_nota(work, nota, lambda achada: movimentos.remover_marcadores(work, achada, [{"descricao": marcador}]))


@ACTIONS.screen(NUMERACAO, "Salvar")
def salvar_numeracao_das_notas(
    work: Work, *, serie: int, proximo_numero: int = 1, modelo: str = "NFe"
) -> dict[str, Any]:
    """Escolhe a série das próximas notas de um modelo, e o número com que ela continua; não volta atrás."""
    qual = geracao.modelo_de(modelo)
    numeracao.configurar(work, qual, serie, proximo_numero)
    return {"serie": serie, "proximo_numero": numeracao.proximo(work, qual, serie)}


@ACTIONS.screen(SIMULADOR, "Rejeitar")
def rejeitar_nota(work: Work, *, nota: int, motivo: str = REJEICAO) -> dict[str, Any]:
    """A SEFAZ rejeita a nota, com o motivo; ela pode ser emitida outra vez."""
    return com_nota(work, nota, lambda achada: emissao.rejeitar(work, achada, motivo))


@ACTIONS.screen(SIMULADOR, "Denegar")
def denegar_nota(work: Work, *, nota: int, motivo: str = DENEGACAO) -> dict[str, Any]:
    """A SEFAZ denega a nota, de vez; o pedido dela pode ter outra."""
    return com_nota(work, nota, lambda achada: emissao.denegar(work, achada, motivo))


@ACTIONS.screen(SIMULADOR, "Deixar sem recibo")
def deixar_nota_sem_recibo(work: Work, *, nota: int) -> dict[str, Any]:
    """A nota foi enviada e a SEFAZ ainda não deu o recibo; "Emitir" consulta outra vez."""
    return com_nota(work, nota, lambda achada: emissao.passar_a(work, achada, situacoes.AGUARDANDO_RECIBO))


@ACTIONS.screen(SIMULADOR, "Deixar sem protocolo")
def deixar_nota_sem_protocolo(work: Work, *, nota: int) -> dict[str, Any]:
    """A SEFAZ deu o recibo e ainda não o protocolo; "Emitir" consulta outra vez."""
    return com_nota(work, nota, lambda achada: emissao.passar_a(work, achada, situacoes.AGUARDANDO_PROTOCOLO))


@ACTIONS.screen(SIMULADOR, "Resposta da SEFAZ")
def mudar_resposta_da_sefaz(work: Work, *, resposta: str) -> dict[str, Any]:
    """O que a SEFAZ responde a quem emite, pela tela ou pela API: autorizar (o padrão), rejeitar ou denegar."""
    emissao.mudar_resposta(work, resposta)
    return {"resposta": emissao.resposta_da_sefaz(work)}


@ACTIONS.screen(SIMULADOR, "Forma do XML na resposta")
def mudar_forma_do_xml(work: Work, *, forma: str) -> dict[str, Any]:
    """Como nota.fiscal.obter.xml traz o XML da nota: inline (o padrão), cdata ou escapado."""
    apresentacao.mudar_forma_do_xml(work, forma)
    return {"forma": apresentacao.forma_do_xml(work)}


def com_nota(work: Work, id_nota: int, fazer: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
    """Do something with the invoice of this id, and show it."""
    achada = modelo.obter(work, id_nota)
    fazer(achada)
    return _mostrada(achada)


def _mostrada(nota: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": nota["id"],
        "numero": modelo.numero_escrito(nota),
        "serie": nota["serie"],
        "situacao": situacoes.SITUACOES[nota["situacao"]],
        "motivo": nota["motivo"],
    }
