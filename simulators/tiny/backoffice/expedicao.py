"""The screens of shipping methods, picking and expedition (tiny-api2 §6.1, §8; IDE-14 to IDE-17).

The menu paths are [inferred], but for "Expedição > Forma de envio > Concluídas" and the name of its action.
"""

from collections.abc import Iterable
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.backoffice.registry import ACTIONS, decimal
from homologa.simulators.tiny.rules import formas_envio, numeros, separacoes
from homologa.simulators.tiny.rules.expedicoes import agrupamentos, alteracao, conclusao, modelo, objetos, rastreio
from homologa.simulators.tiny.rules.formas_envio import Frete, Tabela
from homologa.simulators.tiny.rules.notas.modelo import NOTA
from homologa.simulators.tiny.rules.pedidos import modelo as pedidos_

FORMAS = "Configurações > Geral > Formas de envio"
PEDIDOS = "Vendas > Pedidos de venda"
NOTAS = "Vendas > Notas fiscais"
SEPARACAO = "Vendas > Separação"
EXPEDICAO = "Expedição"
AGRUPAMENTOS = "Expedição > Agrupamentos"
CONCLUIDAS = "Expedição > Forma de envio > Concluídas"


@ACTIONS.screen(FORMAS, "Incluir forma de envio")
def incluir_forma_de_envio(work: Work, *, nome: str, codigo: str) -> dict[str, Any]:
    """Cria uma forma de envio de um dos códigos do Tiny: C (Correios), T (Transportadora), LOGGI e os outros."""
    return {"id": formas_envio.incluir(work, nome, codigo)["id"]}


@ACTIONS.screen(FORMAS, "Incluir forma de frete")
def incluir_forma_de_frete(
    work: Work,
    *,
    forma_envio: str,
    descricao: str,
    codigo: str = "",
    tipo_entrega: str = "nao_definida",
    preco: float | None = None,
    preco_por_kg: float = 0.0,
    prazo: int = 0,
    peso_maximo: float = 30.0,
) -> dict[str, Any]:
    """Cria uma forma de frete na forma de envio deste nome; com preço, ela entra na cotação de fretes."""
    tabela = None if preco is None else _tabela(preco, preco_por_kg, prazo, peso_maximo)
    return {"id": formas_envio.incluir_frete(work, forma_envio, Frete(descricao, codigo, tipo_entrega, tabela))["id"]}


@ACTIONS.screen(FORMAS, "Habilitar forma de envio")
def habilitar_forma_de_envio(work: Work, *, nome: str, habilitar: bool) -> dict[str, Any]:
    """Habilita ou desabilita uma forma de envio; desabilitada, ela sai da cotação de fretes."""
    return {"situacao": formas_envio.habilitar(work, nome, sim=habilitar)["situacao"]}


@ACTIONS.screen(PEDIDOS, "Enviar para a expedição")
def enviar_pedidos_para_expedicao(work: Work, *, pedidos: list[str]) -> dict[str, Any]:
    """Libera os pedidos destes números para a expedição."""
    return _liberar(work, modelo.VENDA, [_id_do_pedido(work, numero) for numero in pedidos])


@ACTIONS.screen(NOTAS, "Enviar para a expedição")
def enviar_notas_para_expedicao(work: Work, *, notas: list[str]) -> dict[str, Any]:
    """Libera as notas fiscais destes números para a expedição."""
    return _liberar(work, modelo.NOTA_FISCAL, [_id_da_nota(work, numero) for numero in notas])


@ACTIONS.screen(PEDIDOS, "Enviar para a separação")
def enviar_pedidos_para_separacao(work: Work, *, pedidos: list[str]) -> dict[str, Any]:
    """Põe os pedidos destes números na lista de separação."""
    abertas = separacoes.abrir(work, modelo.VENDA, [_id_do_pedido(work, numero) for numero in pedidos])
    return {"separacoes": [separacao["id"] for separacao in abertas]}


@ACTIONS.screen(SEPARACAO, "Alterar situação")
def alterar_situacao_da_separacao(work: Work, *, pedido: str, situacao: str) -> dict[str, Any]:
    """Muda a situação da separação de um pedido: Aguardando separação, Em separação, Separada ou Embalada."""
    id_pedido = _id_do_pedido(work, pedido)
    achadas = work.documents(separacoes.SEPARACAO).find(
        "obj_origem = ? AND id_origem = ?", (modelo.VENDA, id_pedido), limit=1
    )
    nova = next((numero for numero, nome in separacoes.SITUACOES.items() if nome.lower() == situacao.lower()), None)
    if not achadas:
        raise ScreenRefusal(f"O pedido {pedido} não está na separação.")
    if nova is None:
        situacoes = ", ".join(separacoes.SITUACOES.values())
        raise ScreenRefusal(f"Não há situação “{situacao}”. Situações: {situacoes}.")
    return {"situacao": separacoes.SITUACOES[separacoes.mudar(work, achadas[0]["id"], str(nova))["situacao"]]}


@ACTIONS.screen(EXPEDICAO, "Alterar expedição")
def alterar_expedicao(
    work: Work,
    *,
    expedicao: str,
    forma_envio: str | None = None,
    forma_frete: str | None = None,
    transportadora: str | None = None,
    codigo_rastreamento: str | None = None,
    url_rastreamento: str | None = None,
    volumes: int | None = None,
    peso_bruto: float | None = None,
) -> dict[str, Any]:
    """Muda só os campos informados da expedição; ela é dita pelo que a lista mostra, como "Pedido 4711"."""
    ditos = {
        "formaEnvio": forma_envio,
        "formaFrete": None if forma_frete is None else {"descricao": forma_frete},
        "transportadora": None if transportadora is None else {"nome": transportadora},
        "codigoRastreamento": codigo_rastreamento,
        "urlRastreamento": url_rastreamento,
        "qtdVolumes": volumes,
        "pesoBruto": peso_bruto,
    }
    informados = {nome: valor for nome, valor in ditos.items() if valor is not None}
    return {"id": alteracao.alterar(work, {"id": _expedicao(work, expedicao)["id"], **informados})["id"]}


@ACTIONS.screen(EXPEDICAO, "Gerar agrupamento")
def gerar_agrupamento(work: Work, *, expedicoes: list[str]) -> dict[str, Any]:
    """Agrupa expedições: PLP para os Correios, Coleta para a transportadora; outra forma de envio é recusada."""
    agrupamento = agrupamentos.incluir(work, [uma["id"] for uma in _expedicoes(work, expedicoes)])
    return {"agrupamento": agrupamento["id"], "tipo": agrupamento["tipo"]}


@ACTIONS.screen(AGRUPAMENTOS, "Concluir agrupamento")
def concluir_agrupamento(work: Work, *, agrupamento: int) -> dict[str, Any]:
    """Conclui um agrupamento: as expedições dele passam para Concluídas."""
    return {"situacao": conclusao.concluir(work, agrupamento)["situacao"]}


@ACTIONS.screen(CONCLUIDAS, "Enviar código de rastreio para o e-commerce")
def enviar_codigo_de_rastreio(work: Work, *, expedicoes: list[str]) -> dict[str, Any]:
    """Envia o rastreio à URL da integração de que veio cada pedido; a expedição recebe o marcador se ele for aceito."""
    escolhidas = _expedicoes(work, expedicoes)
    for escolhida in escolhidas:
        rastreio.enviar(work, escolhida)
    return {"enviados": len(escolhidas)}


def _tabela(preco: float, por_kg: float, prazo: int, peso_maximo: float) -> Tabela:
    if min(preco, por_kg, prazo, peso_maximo) < 0:
        raise ScreenRefusal("Preço, prazo e peso não podem ser negativos.")
    return Tabela(decimal(preco, "preço"), decimal(por_kg, "preço por kg"), prazo, decimal(peso_maximo, "peso máximo"))


def _liberar(work: Work, tipo: str, ids: list[int]) -> dict[str, Any]:
    return {"expedicoes": [expedicao["identificacao"] for expedicao in objetos.liberar(work, tipo, ids)]}


def _id_do_pedido(work: Work, numero: str) -> int:
    pedido = pedidos_.por_numero(work, numeros.inteiro(numero) or 0)
    if pedido is None:
        raise ScreenRefusal(f"Não há pedido com o número {numero}.")
    return int(pedido["id"])


def _id_da_nota(work: Work, numero: str) -> int:
    achadas = work.documents(NOTA).find("numero = ?", (numeros.inteiro(numero) or 0,))
    if len(achadas) != 1:
        raise ScreenRefusal(f"Há {len(achadas)} notas fiscais com o número {numero}; a tela precisa de uma.")
    return int(achadas[0]["id"])


def _expedicoes(work: Work, ditas: Iterable[str]) -> list[dict[str, Any]]:
    achadas = [_expedicao(work, dita) for dita in ditas]
    if not achadas:
        raise ScreenRefusal("Marque ao menos uma expedição.")
    return achadas


def _expedicao(work: Work, dita: str) -> dict[str, Any]:
    """The expedition that a person means, by its identification or by its id; raises ScreenRefusal."""
    condicao = "identificacao = ? OR id = ?"
    achadas = work.documents(modelo.EXPEDICAO).find(condicao, (dita.strip(), numeros.inteiro(dita) or 0))
    if len(achadas) != 1:
        raise ScreenRefusal(f"Há {len(achadas)} expedições “{dita}”; a tela precisa de uma.")
    return achadas[0]
