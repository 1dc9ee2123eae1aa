"""Passos sobre o que uma plataforma recusa por si, e sobre uma plataforma que está fora do ar."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from pytest_bdd import given, parsers, then, when

from homologa.features.kit.errors import Divergence, NotApplicable
from homologa.features.kit.stage import Stage
from homologa.features.steps.falhas import add_fault

OUT_OF_SERVICE = 503
REFUSALS = (OUT_OF_SERVICE, 429)
TOO_MANY = "API Bloqueada"
"""What Tiny says with status 200."""
MINUTE, TEN_MINUTES = timedelta(minutes=1), timedelta(minutes=10)
AT_FIRST, LATER = 6, 2
"""Calls in a minute to a platform that is down."""


@given(parsers.parse('que {qual} a "{operacao}" do Tiny é recusada com o código {codigo:d}'))
def recusada_com_codigo(stage: Stage, qual: str, operacao: str, codigo: int) -> None:
    """O Tiny recusa a chamada inteira com um código da sua tabela de erros, e nada é feito.

    Exemplo: Dado que a próxima chamada a "produto.obter" do Tiny é recusada com o código 35
    """
    told = {"status_processamento": "1", "status": "Erro", "codigo_erro": str(codigo), "erros": [{"erro": "Recusado"}]}
    body = json.dumps({"retorno": told})
    add_fault(stage, "status", qual, operacao, "do Tiny", status=200, body=body, content_type="application/json")


@given(parsers.parse("que {dono} está fora do ar"))
def fora_do_ar(stage: Stage, dono: str) -> None:
    """Toda chamada à API da plataforma é respondida com o status 503, até ela voltar ao ar; as telas continuam.

    Exemplo: Dado que o Tiny está fora do ar
    """
    stage.world.faults.add("status", platform=stage.owner(dono), always=True, status=OUT_OF_SERVICE)


@when(parsers.parse("{dono} volta ao ar"))
def volta_ao_ar(stage: Stage, dono: str) -> None:
    """Nada mais dá errado de propósito nas chamadas à plataforma.

    Exemplo: Quando o Tiny volta ao ar
    """
    platform = stage.owner(dono)
    for rule in stage.world.faults.all():
        if rule["platform"] == platform:
            stage.world.faults.remove(rule["id"])
    stage.settle()


@then(parsers.parse("o conector não insistiu com {dono}"))
def nao_insistiu(stage: Stage, dono: str) -> None:
    """A quem está fora do ar o conector fez no máximo 6 chamadas por minuto, e 2 depois de dez minutos.

    Vale também para as chamadas que são recusadas por excesso delas.

    Exemplo: Então o conector não insistiu com o Tiny
    """
    platform = stage.owner(dono)
    moments = _refused(stage, platform)
    if not moments:
        raise NotApplicable("o conector não chamou a plataforma enquanto ela estava fora do ar")
    for number, first in enumerate(moments):
        most = LATER if first > moments[0] + TEN_MINUTES else AT_FIRST
        within = sum(moment < first + MINUTE for moment in moments[number:])
        if within > most:
            text = f"o conector fez {within} chamadas em um minuto a quem estava fora do ar"
            raise Divergence(text, platform=platform, expected=f"no máximo {most}", found=within)


def _refused(stage: Stage, platform: str) -> list[datetime]:
    """When the calls came that were answered by what stands before the platform, or refused for being too many."""
    made: list[dict[str, Any]] = []
    while page := stage.world.journal(after=made[-1]["seq"] if made else 0, platform=platform, direction="in"):
        made += page
    return [datetime.fromisoformat(each["at"]) for each in made if _is_refused(each)]


def _is_refused(exchange: dict[str, Any]) -> bool:
    return exchange["status"] in REFUSALS or TOO_MANY in str(exchange["response"])
