"""Services of invoices of which API v2's page has only the names; all that they read and do is [inferred] (§5.5)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import Fidelity
from homologa.simulators.kernel.operations import Call
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.api import lotes
from homologa.simulators.tiny.api.notas import incluida, nota_do_parametro
from homologa.simulators.tiny.api.registry import service
from homologa.simulators.tiny.errors import NaoLocalizado, ParametroNaoInformado, ValidacaoRecusada
from homologa.simulators.tiny.rules import marcadores, numeros
from homologa.simulators.tiny.rules.lotes import um
from homologa.simulators.tiny.rules.notas import importacao, movimentos
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos
from homologa.simulators.tiny.wire import Retorno
from homologa.simulators.tiny.wire.xml import arvore

FONTE = "§5.5"
SIM = "S"
RECONSTRUIDO = Fidelity.RECONSTRUCTED


@service("nota.fiscal.lancar.estoque", source=FONTE, fidelity=RECONSTRUIDO, writes=True)
def nota_fiscal_lancar_estoque(call: Call) -> Retorno:
    """Move the stock of the items of an invoice."""
    movimentos.lancar_estoque(call.work, nota_do_parametro(call))
    return Retorno({})


@service("nota.fiscal.lancar.contas", source=FONTE, fidelity=RECONSTRUIDO, writes=True)
def nota_fiscal_lancar_contas(call: Call) -> Retorno:
    """Make the accounts of an invoice."""
    movimentos.lancar_contas(call.work, nota_do_parametro(call))
    return Retorno({})


@service("nota.fiscal.cadastrar.codigo.rastreamento", source=FONTE, fidelity=RECONSTRUIDO, writes=True)
def nota_fiscal_cadastrar_codigo_rastreamento(call: Call) -> Retorno:
    """Store the tracking code of an invoice, by the parameters of the like service of orders."""
    movimentos.cadastrar_rastreamento(call.work, nota_do_parametro(call), call.data.parameters)
    return Retorno({})


@service("incluir.nota.xml", source=FONTE, fidelity=RECONSTRUIDO, writes=True)
def incluir_nota_xml(call: Call) -> Retorno:
    """Take in the XML of an invoice issued elsewhere; the parameters are those of the newer API."""
    dados: Mapping[str, str] = call.data.parameters
    if not dados.get("xml", "").strip():
        raise ParametroNaoInformado("O parâmetro xml deve ser informado")
    pedido = _pedido(call.work, dados.get("numeroPedido", ""))
    resultado = um(call.work, dados, "1", lambda work, _: _importada(work, pedido, dados))
    return lotes.retorno_de_um(call, resultado, incluida)


@service(
    "notas.fiscais.marcadores.incluir",
    source=FONTE,
    fidelity=RECONSTRUIDO,
    writes=True,
    documento="marcadores",
    no_corpo=True,
    lista=True,
)
def notas_fiscais_marcadores_incluir(call: Call) -> Retorno:
    """Put markers on an invoice."""
    nomeados = marcadores.ler(call.data.documents["marcadores"])
    movimentos.incluir_marcadores(call.work, nota_do_parametro(call, "idNotaFiscal"), nomeados)
    return Retorno({})


@service(
    "notas.fiscais.marcadores.remover",
    source=FONTE,
    fidelity=RECONSTRUIDO,
    writes=True,
    documento="marcadores",
    no_corpo=True,
    lista=True,
)
def notas_fiscais_marcadores_remover(call: Call) -> Retorno:
    """Take markers off an invoice."""
    nomeados = marcadores.ler(call.data.documents["marcadores"])
    movimentos.remover_marcadores(call.work, nota_do_parametro(call, "idNotaFiscal"), nomeados)
    return Retorno({})


def _pedido(work: Work, numero: str) -> dict[str, Any] | None:
    if not numero:
        return None
    pedido = pedidos.por_numero(work, numeros.inteiro(numero) or 0)
    if pedido is None:
        raise NaoLocalizado("Pedido não localizado", hint=f"não há pedido de número {numero!r}")
    return pedido


def _importada(work: Work, pedido: dict[str, Any] | None, dados: Mapping[str, str]) -> dict[str, Any]:
    texto = dados["xml"].strip()
    try:
        raiz = arvore(texto)
    except (ValueError, RecursionError) as erro:
        raise ValidacaoRecusada(importacao.INVALIDO, hint=f"o parâmetro xml não é XML bem formado: {erro}") from None
    nota = importacao.incluir(work, texto, raiz, pedido)
    if dados.get("lancarEstoque", "").upper() == SIM:
        movimentos.lancar_estoque(work, nota)
    if dados.get("lancarContas", "").upper() == SIM:
        movimentos.lancar_contas(work, nota)
    return nota
