"""Passos sobre as chamadas que o conector faz às plataformas: quantas, e em quanto tempo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from pytest_bdd import given, parsers, then, when

from homologa.features.kit import activity
from homologa.features.kit.activity import Exchange
from homologa.features.kit.errors import Divergence, ScenarioMistake
from homologa.features.kit.settling import STEP_WAIT
from homologa.features.kit.stage import Stage
from homologa.features.kit.text import count

COUNTED_FROM = "chamadas contadas a partir de"
ARTICLES = {"ao": "o", "à": "a"}


@given("que passo a contar as chamadas do conector")
@when("passo a contar as chamadas do conector")
def passo_a_contar(stage: Stage) -> None:
    """Os passos seguintes só contam as chamadas feitas daqui em diante; sem este, contam-se as do cenário inteiro.

    Exemplo: Quando passo a contar as chamadas do conector
    """
    stage.notes[COUNTED_FROM] = stage.world.quiet(STEP_WAIT).last_exchange


@then("o conector não fez nenhuma chamada")
def nenhuma_chamada(stage: Stage) -> None:
    """O conector não chamou plataforma nenhuma.

    Exemplo: Então o conector não fez nenhuma chamada
    """
    found = _calls(stage)
    if found:
        raise Divergence(f"o conector fez {len(found)} chamadas", platform=None, expected=0, found=_names(found))


@then(parsers.parse("o conector não fez nenhuma chamada {a_quem}"))
def nenhuma_chamada_a(stage: Stage, a_quem: str) -> None:
    """O conector não chamou esta plataforma.

    Exemplo: Então o conector não fez nenhuma chamada à Novaoito
    """
    _demand(stage, a_quem, 0, 0)


@then(parsers.parse("o conector fez {quantas:d} chamada {a_quem}"))
@then(parsers.parse("o conector fez {quantas:d} chamadas {a_quem}"))
def fez_chamadas(stage: Stage, quantas: int, a_quem: str) -> None:
    """O conector chamou esta plataforma tantas vezes, contando as que falharam.

    Exemplo: Então o conector fez 3 chamadas ao Tiny
    """
    _demand(stage, a_quem, quantas, quantas)


@then(parsers.parse("o conector fez no máximo {quantas:d} chamada {a_quem}"))
@then(parsers.parse("o conector fez no máximo {quantas:d} chamadas {a_quem}"))
def fez_no_maximo(stage: Stage, quantas: int, a_quem: str) -> None:
    """O conector não chamou esta plataforma mais vezes que essas, contando as que falharam.

    Exemplo: Então o conector fez no máximo 2 chamadas ao Tiny
    """
    _demand(stage, a_quem, 0, quantas)


@then(parsers.parse("em qualquer minuto o conector fez no máximo {quantas:d} chamadas {a_quem}"))
def por_minuto(stage: Stage, quantas: int, a_quem: str) -> None:
    """Em nenhum intervalo de um minuto, comece ele quando começar, houve mais chamadas que essas a esta plataforma.

    Exemplo: Então em qualquer minuto o conector fez no máximo 6 chamadas ao Tiny
    """
    em_intervalo(stage, 1, quantas, a_quem)


@then(parsers.parse("em quaisquer {minutos:d} minutos o conector fez no máximo {quantas:d} chamadas {a_quem}"))
def em_intervalo(stage: Stage, minutos: int, quantas: int, a_quem: str) -> None:
    """Em nenhum intervalo de tantos minutos, comece ele quando começar, houve mais chamadas que essas.

    Exemplo: Então em quaisquer 10 minutos o conector fez no máximo 12 chamadas à Novaoito
    """
    platform = _platform(stage, a_quem)
    made = [datetime.fromisoformat(call["at"]) for call in _calls(stage, platform)]
    found = _most_within(made, timedelta(minutes=minutos))
    if found > quantas:
        text = f"o conector fez {found} chamadas {a_quem} em {minutos} min"
        raise Divergence(text, platform=platform, expected=f"no máximo {quantas}", found=found)


@then(parsers.parse('o conector não chamou "{operacao}" {de_quem}'))
def nao_chamou(stage: Stage, operacao: str, de_quem: str) -> None:
    """O conector não chamou esta operação, que `homologa fault operations` lista.

    Exemplo: Então o conector não chamou "produto.incluir" do Tiny
    """
    _demand_operation(stage, operacao, de_quem, 0)


@then(parsers.parse('o conector chamou "{operacao}" {de_quem} {vezes:d} vez'))
@then(parsers.parse('o conector chamou "{operacao}" {de_quem} {vezes:d} vezes'))
def chamou(stage: Stage, operacao: str, de_quem: str, vezes: int) -> None:
    """O conector chamou esta operação tantas vezes, contando as que falharam.

    Exemplo: Então o conector chamou "produto.incluir" do Tiny 1 vez
    """
    _demand_operation(stage, operacao, de_quem, vezes)


def _calls(stage: Stage, platform: str | None = None) -> list[Exchange]:
    made = activity.calls(stage.world, stage.notes.get(COUNTED_FROM, 0))
    return [call for call in made if platform in (None, call["platform"])]


def _platform(stage: Stage, words: str) -> str:
    """The platform that a sentence calls `ao Tiny` or `à Novaoito`; raises ScenarioMistake."""
    article, _, title = words.partition(" ")
    return stage.owner(f"{ARTICLES.get(article, article)} {title}")


def _demand(stage: Stage, whom: str, least: int, most: int) -> None:
    platform = _platform(stage, whom)
    found = _calls(stage, platform)
    if not least <= len(found) <= most:
        text = f"o conector fez {count(len(found), 'chamada', 'chamadas')} {whom}"
        expected = most if least == most else f"no máximo {most}"
        raise Divergence(text, platform=platform, expected=expected, found=_names(found))


def _demand_operation(stage: Stage, operation: str, whose: str, expected: int) -> None:
    platform = stage.owner(whose.removeprefix("d"))
    known = {one["name"] for one in stage.control.operations() if one["platform"] == platform}
    if operation not in known:
        raise ScenarioMistake(f"não há a operação “{operation}” {whose}; veja homologa fault operations")
    found = sum(call["operation"] == operation for call in _calls(stage, platform))
    if found != expected:
        text = f"o conector chamou “{operation}” {count(found, 'vez', 'vezes')}"
        raise Divergence(text, platform=platform, expected=expected, found=found)


def _names(calls: Sequence[Exchange]) -> list[str]:
    return [call["operation"] or call["url"] for call in calls]


def _most_within(moments: Sequence[datetime], span: timedelta) -> int:
    """The most of these moments, which are in order, that lie within any `span`."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= span:
            first += 1
        most = max(most, last - first + 1)
    return most
