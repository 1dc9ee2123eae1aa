"""All of Tiny that is loaded when somebody uses it."""

from homologa.simulators.kernel.rooms import Rooms, Surface
from homologa.simulators.tiny.api import (
    apelidos,
    atualizacoes,
    categorias,
    conta,
    contas,
    contatos,
    estoques,
    expedicoes,
    formas_envio,
    movimentos_da_nota,
    movimentos_do_pedido,
    notas,
    pedidos,
    precos,
    produtos,
    separacoes,
    tags,
)
from homologa.simulators.tiny.api.danfe import PAGINAS
from homologa.simulators.tiny.api.fretes import COTACAO
from homologa.simulators.tiny.api.impressos import IMPRESSOS
from homologa.simulators.tiny.api.registry import OPERATIONS
from homologa.simulators.tiny.backoffice import ACTIONS
from homologa.simulators.tiny.rules import integracoes, mapeamentos, settings
from homologa.simulators.tiny.rules.atualizacoes import ATUALIZACAO
from homologa.simulators.tiny.rules.categorias import CATEGORIA
from homologa.simulators.tiny.rules.contas import CONTA
from homologa.simulators.tiny.rules.contatos.modelo import CONTATO
from homologa.simulators.tiny.rules.depositos import DEPOSITO
from homologa.simulators.tiny.rules.estoques import ESTOQUE, MOVIMENTO
from homologa.simulators.tiny.rules.expedicoes.agrupamentos import PAGINA
from homologa.simulators.tiny.rules.expedicoes.modelo import AGRUPAMENTO, EXPEDICAO
from homologa.simulators.tiny.rules.formas_envio import FORMA_ENVIO
from homologa.simulators.tiny.rules.listas_de_precos import EXCECAO, LISTA
from homologa.simulators.tiny.rules.marcadores import MARCADOR
from homologa.simulators.tiny.rules.notas.emissao import DOCUMENTO, XML_DA_NOTA
from homologa.simulators.tiny.rules.notas.modelo import NOTA
from homologa.simulators.tiny.rules.pedidos.modelo import PEDIDO
from homologa.simulators.tiny.rules.pedidos.ocorrencias import OCORRENCIA
from homologa.simulators.tiny.rules.produtos.modelo import PRODUTO
from homologa.simulators.tiny.rules.separacoes import SEPARACAO
from homologa.simulators.tiny.rules.tags import GRUPO, TAG
from homologa.simulators.tiny.rules.vendedores import VENDEDOR
from homologa.simulators.tiny.seeds import PACKS, seed
from homologa.simulators.tiny.views import VIEWS
from homologa.simulators.tiny.webhooks import TinyNotifier
from homologa.simulators.tiny.wire import CotacaoWire, TinyWire, WireDaPagina

__all__ = [
    "ROOMS",
    "apelidos",
    "atualizacoes",
    "categorias",
    "conta",
    "contas",
    "contatos",
    "estoques",
    "expedicoes",
    "formas_envio",
    "movimentos_da_nota",
    "movimentos_do_pedido",
    "notas",
    "pedidos",
    "precos",
    "produtos",
    "separacoes",
    "tags",
]

_DA_CONTA = (settings.exigir_acesso, settings.limite, settings.limite_de_simultaneos, settings.ler)
"""What every door to the account asks: whether it may enter, its limits and its switches."""

ROOMS = Rooms(
    surfaces=(
        Surface("/api2", "tiny-api2", TinyWire(*_DA_CONTA), OPERATIONS),
        Surface("/doc.view.php", "tiny-danfe", WireDaPagina(DOCUMENTO), PAGINAS),
        Surface("/doc.expedicao.php", "tiny-impressos", WireDaPagina(PAGINA), IMPRESSOS),
        Surface("/webhook/", "tiny-frete", CotacaoWire(*_DA_CONTA), COTACAO),
    ),
    notifier=TinyNotifier(),
    actions=ACTIONS,
    views=VIEWS,
    collections=(
        PRODUTO,
        CATEGORIA,
        integracoes.INTEGRACAO,
        mapeamentos.MAPEAMENTO,
        ATUALIZACAO,
        DEPOSITO,
        ESTOQUE,
        MOVIMENTO,
        LISTA,
        EXCECAO,
        TAG,
        GRUPO,
        PEDIDO,
        NOTA,
        XML_DA_NOTA,
        OCORRENCIA,
        MARCADOR,
        FORMA_ENVIO,
        SEPARACAO,
        EXPEDICAO,
        AGRUPAMENTO,
        CONTATO,
        VENDEDOR,
        CONTA,
    ),
    seed=seed,
    packs=PACKS,
)
