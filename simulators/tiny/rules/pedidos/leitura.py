"""Reads the record of an order as a client sends it, before anything is stored (tiny-api2 §5.4)."""

from collections.abc import Mapping
from typing import Any

from homologa.simulators.kernel.errors import ScreenRefusal
from homologa.simulators.kernel.work import Work
from homologa.simulators.tiny.errors import TinyError
from homologa.simulators.tiny.rules import (
    depositos,
    formas_envio,
    integracoes,
    listas_de_precos,
    marcadores,
    mascaras,
    vendedores,
)
from homologa.simulators.tiny.rules.municipios import dobrado
from homologa.simulators.tiny.rules.pedidos import partes, situacoes, totais
from homologa.simulators.tiny.rules.pedidos.campos import (
    CLIENTE,
    EMITENTE,
    FRETE_POR_CONTA,
    INTEIROS,
    REMETENTE,
    TEXTOS,
    VALORES,
)
from homologa.simulators.tiny.rules.registros import Leitor


def ler(work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """The order that a record describes, with its totals and without what storing gives it.

    Raises ValidacaoRecusada with the text of everything that is wrong.
    """
    leitor = Leitor()
    cliente = _cliente(leitor, registro)
    hoje = work.now.date().isoformat()
    data_pedido = leitor.data(registro, "data_pedido") or hoje
    parcelas = partes.parcelas(leitor, leitor.lista(registro, "parcelas", "parcela"), data_pedido)
    pedido = {
        "data_pedido": data_pedido,
        "data_prevista": leitor.data(registro, "data_prevista"),
        "cliente": cliente,
        "endereco_entrega": partes.entrega(leitor, registro, cliente),
        "itens": partes.itens(leitor, registro),
        "condicao_pagamento": " ".join(str(parcela["dias"]) for parcela in parcelas),
        "parcelas": parcelas,
        "pagamentos_integrados": partes.pagamentos(leitor, registro),
        "intermediador": partes.intermediador(leitor, registro),
        "situacao": _situacao(leitor, registro),
        **leitor.completos(registro, VALORES),
        **_escalares(leitor, registro),
        **_citados(leitor, work, registro),
    }
    totais.aplicar(pedido)
    if pedido["total_pedido"] < 0:
        leitor.erro("O valor do desconto é maior que o total do pedido")
    leitor.exigir()
    return pedido


def _cliente(leitor: Leitor, registro: Mapping[str, Any]) -> dict[str, Any]:
    cliente = leitor.completos(leitor.objeto(registro, "cliente"), CLIENTE)
    return {**cliente, **mascaras.nus(cliente, ("cpf_cnpj", "cep", "fone"))}


def _situacao(leitor: Leitor, registro: Mapping[str, Any]) -> str:
    enviada = registro.get("situacao")
    if enviada in ("", None):
        return situacoes.ABERTO
    codigo = situacoes.por_texto(enviada) if isinstance(enviada, str) else None
    if codigo is None:
        leitor.erro("A situação do pedido é inválida")
    return codigo or situacoes.ABERTO


def _escalares(leitor: Leitor, registro: Mapping[str, Any]) -> dict[str, Any]:
    textos = leitor.completos(registro, TEXTOS)
    frete = leitor.completos(registro, (FRETE_POR_CONTA,))[FRETE_POR_CONTA.nome]
    iguais = ("nome_transportador", "forma_pagamento", "meio_pagamento", "numero_ordem_compra", "ecommerce", "obs")
    return {
        **{nome: textos[nome] for nome in iguais},
        "numero_ecommerce": textos["numero_pedido_ecommerce"].strip(),
        "obs_interna": textos["obs_internas"],
        "forma_envio": leitor.tentar(lambda: formas_envio.codigo(textos["forma_envio"]), ""),
        "forma_frete": textos["forma_frete"],
        "nome_natureza_operacao": textos["nome_natureza_operacao"],
        "frete_por_conta": REMETENTE if frete == EMITENTE else frete,
    }


def _citados(leitor: Leitor, work: Work, registro: Mapping[str, Any]) -> dict[str, Any]:
    """What the record names of the rest of the account: seller, deposit, price list, markers, integration."""
    inteiros = {nome: int(valor) for nome, valor in leitor.completos(registro, INTEIROS).items()}
    sem_vendedor: tuple[int, str] = (0, "")
    id_vendedor, nome_vendedor = _tentar(
        leitor,
        lambda: vendedores.escolher(work, registro.get("id_vendedor"), registro.get("nome_vendedor")),
        sem_vendedor,
    )
    if inteiros["id_lista_preco"]:
        _tentar(leitor, lambda: listas_de_precos.localizar(work, str(inteiros["id_lista_preco"])), {})
    nomeados = leitor.lista(registro, "marcadores", "marcador")
    return {
        **inteiros,
        "id_ecommerce": inteiros["id_ecommerce"] or _integracao(work, registro.get("ecommerce")),
        "id_vendedor": id_vendedor,
        "nome_vendedor": nome_vendedor,
        "deposito": _deposito(leitor, work, registro),
        "marcadores": _tentar(leitor, lambda: marcadores.com(work, [], nomeados), []),
    }


def _tentar(leitor: Leitor, achar: Any, senao: Any) -> Any:
    """What is found; a refusal is a validation error of the order [inferred]."""
    try:
        return achar()
    except TinyError as erro:
        leitor.erro(str(erro))
        return senao


def _deposito(leitor: Leitor, work: Work, registro: Mapping[str, Any]) -> str:
    nome = registro.get("deposito") or registro.get("nome_deposito") or ""
    try:
        return str(depositos.obter(work, str(nome).strip())["nome"])
    except ScreenRefusal:
        leitor.erro("Depósito não localizado")
        return ""


def _integracao(work: Work, canal: Any) -> int:
    """The integration that a channel's name means: that of this name, else of this platform; 0 for none [inferred]."""
    procurado = dobrado(canal) if isinstance(canal, str) else ""
    todas = work.documents(integracoes.INTEGRACAO).find() if procurado else []
    for campo in ("nome", "plataforma"):
        for integracao in todas:
            if dobrado(integracao[campo]) == procurado:
                return int(integracao["id"])
    return 0
