"""Passos sobre chamadas que dão errado de propósito."""

from __future__ import annotations

import re
from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit.errors import NotApplicable, ScenarioMistake
from homologa.features.kit.occurrences import CALLS
from homologa.features.kit.stage import Stage
from homologa.simulators.control.client import ControlError

OWNER = re.compile(r'd([oa] [^"]+?)(?: com "([^"]+)")?')


@given(parsers.parse('que {qual} a "{operacao}" {dono} perde a resposta depois de gravada'))
def perde_a_resposta(stage: Stage, qual: str, operacao: str, dono: str) -> None:
    """A plataforma faz o que foi pedido, e a conexão cai antes da resposta.

    Conta-se “a próxima chamada”, “a 2ª chamada”, “cada uma das próximas 3 chamadas” ou “toda chamada”; depois da
    plataforma pode vir um texto que a chamada contém, como em: do Tiny com "CAN-01".

    Exemplo: Dado que a próxima chamada a "produto.incluir" do Tiny perde a resposta depois de gravada
    """
    add_fault(stage, "lost_answer", qual, operacao, dono)


@given(parsers.parse('que {qual} a "{operacao}" {dono} tem a conexão derrubada antes de ser atendida'))
def conexao_derrubada(stage: Stage, qual: str, operacao: str, dono: str) -> None:
    """A conexão cai antes de a plataforma fazer qualquer coisa.

    Exemplo: Dado que a 2ª chamada a "produto.obter" do Tiny tem a conexão derrubada antes de ser atendida
    """
    add_fault(stage, "reset", qual, operacao, dono)


@given(parsers.parse('que {qual} a "{operacao}" {dono} recebe só {quantos:d} bytes da resposta'))
def resposta_cortada(stage: Stage, qual: str, operacao: str, dono: str, quantos: int) -> None:
    """A plataforma faz o que foi pedido, e a conexão cai no meio da resposta.

    Exemplo: Dado que a próxima chamada a "produtos.pesquisa" do Tiny recebe só 20 bytes da resposta
    """
    add_fault(stage, "cut", qual, operacao, dono, length=quantos)


@given(parsers.parse('que {qual} a "{operacao}" {dono} recebe uma página no lugar da resposta'))
def pagina_no_lugar(stage: Stage, qual: str, operacao: str, dono: str) -> None:
    """A plataforma faz o que foi pedido, e no lugar da resposta vem a página HTML de um intermediário.

    Exemplo: Dado que a próxima chamada a "products.list" da Novaoito recebe uma página no lugar da resposta
    """
    add_fault(stage, "malformed", qual, operacao, dono)


@given(parsers.parse('que {qual} a "{operacao}" {dono} é respondida com o status {status:d}'))
def respondida_com_status(stage: Stage, qual: str, operacao: str, dono: str, status: int) -> None:
    """Algo que está diante da plataforma responde com um erro HTTP, e nada é feito.

    Exemplo: Dado que cada uma das próximas 3 chamadas a "produto.obter" do Tiny é respondida com o status 503
    """
    add_fault(stage, "status", qual, operacao, dono, status=status)


@given(parsers.parse('que {qual} a "{operacao}" {dono} é recusada por excesso de chamadas'))
def recusada_por_excesso(stage: Stage, qual: str, operacao: str, dono: str) -> None:
    """A plataforma recusa como quando o limite de acessos foi excedido, e nada é feito.

    Exemplo: Dado que a próxima chamada a "produto.incluir" do Tiny é recusada por excesso de chamadas
    """
    add_fault(stage, "blocked", qual, operacao, dono)


@given(parsers.parse('que {qual} a "{operacao}" {dono} responde em outra ordem'))
def em_outra_ordem(stage: Stage, qual: str, operacao: str, dono: str) -> None:
    """A plataforma faz o que foi pedido, e os resultados do lote saem na resposta em outra ordem que a do pedido.

    Só vale para o que responde em lote, e só conta a resposta que tem dois resultados ou mais.

    Exemplo: Dado que toda chamada a "produto.incluir" do Tiny responde em outra ordem
    """
    add_fault(stage, "reordered", qual, operacao, dono)


@given(parsers.parse('que {qual} a "{operacao}" {dono} demora {segundos:d} segundos'))
def demora(stage: Stage, qual: str, operacao: str, dono: str, segundos: int) -> None:
    """A plataforma faz o que foi pedido, e a resposta só sai tantos segundos depois, se o conector a esperar.

    Exemplo: Dado que a próxima chamada a "produto.incluir" do Tiny demora 90 segundos
    """
    add_fault(stage, "latency", qual, operacao, dono, seconds=segundos)


@when("as falhas programadas são removidas")
def falhas_removidas(stage: Stage) -> None:
    """Nada mais dá errado de propósito.

    Exemplo: Quando as falhas programadas são removidas
    """
    stage.world.faults.clear()
    stage.settle()


@then("a falha programada aconteceu")
def falha_aconteceu(stage: Stage) -> None:
    """Cada falha programada atingiu alguma chamada; o cenário não se aplica a um conector que não fez a chamada.

    Exemplo: Então a falha programada aconteceu
    """
    for rule in stage.world.faults.all():
        if not rule["fired"]:
            raise NotApplicable(f"o conector não fez a chamada a {rule['operation']} que daria errado")


def add_fault(stage: Stage, kind: str, qual: str, operacao: str, dono: str, **details: Any) -> None:
    """Have the calls that a sentence names go wrong; raises ScenarioMistake."""
    owner = OWNER.fullmatch(dono)
    if owner is None:
        raise ScenarioMistake(f"não entendi “{dono}”; diga de que plataforma é a chamada, como em: do Tiny")
    platform, turn = stage.owner(owner[1]), CALLS.occurrence(qual)
    try:
        stage.world.faults.add(kind, platform=platform, operation=operacao, contains=owner[2], **turn, **details)
    except ControlError as error:
        raise ScenarioMistake(error.detail) from error
