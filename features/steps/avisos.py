"""Passos sobre as notificações que as plataformas enviaram, e o que o conector respondeu a elas."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from pytest_bdd import parsers, then

from homologa.features.kit import tables
from homologa.features.kit.errors import Divergence, NotApplicable, ScenarioMistake
from homologa.features.kit.stage import Stage
from homologa.features.kit.text import count
from homologa.simulators.control.client import WorldClient

PAGE = 500
LAST = "último"
ORDINAL = re.compile(r"(\d+)º")
SUCCESS = 2
STORE = "novaoito"
Notice = dict[str, Any]


@then(parsers.parse('a última notificação "{tipo}" {de_quem} é respondida com o status {status:d}'))
def respondida_com(stage: Stage, tipo: str, de_quem: str, status: int) -> None:
    """A resposta do conector à última tentativa dessa notificação tem o status.

    Exemplo: Então a última notificação "estoque" do Tiny é respondida com o status 404
    """
    demand_status(*_answered(stage, de_quem, tipo), status)


@then(parsers.parse('a última notificação "{tipo}" {de_quem} é aceita'))
def aceita(stage: Stage, tipo: str, de_quem: str) -> None:
    """O conector respondeu à última tentativa dessa notificação com um status de sucesso.

    Exemplo: Então a última notificação "erp.job.requested" da Novaoito é aceita
    """
    _demand_success(*_answered(stage, de_quem, tipo), True)


@then(parsers.parse('a última notificação "{tipo}" {de_quem} é recusada'))
def recusada(stage: Stage, tipo: str, de_quem: str) -> None:
    """O conector respondeu à última tentativa dessa notificação com um status que não é de sucesso.

    Exemplo: Então a última notificação "erp.job.requested" da Novaoito é recusada
    """
    _demand_success(*_answered(stage, de_quem, tipo), False)


@then(parsers.parse('{dono} não enviou nenhum aviso "{tipo}"'))
def nenhum_aviso(stage: Stage, dono: str, tipo: str) -> None:
    """Nenhuma notificação desse tipo saiu da plataforma.

    Exemplo: Então o Tiny não enviou nenhum aviso "estoque"
    """
    _demand_number(stage, dono, tipo, 0)


@then(parsers.parse('{dono} enviou {quantos:d} aviso "{tipo}"'))
@then(parsers.parse('{dono} enviou {quantos:d} avisos "{tipo}"'))
def enviou_avisos(stage: Stage, dono: str, quantos: int, tipo: str) -> None:
    """Tantas notificações desse tipo saíram da plataforma; a que é tentada outra vez conta uma vez só.

    Exemplo: Então a Novaoito enviou 2 avisos "stock.updated"
    """
    _demand_number(stage, dono, tipo, quantos)


@then(parsers.parse('o {qual} aviso "{tipo}" {de_quem} diz:'))
def aviso_diz(stage: Stage, qual: str, tipo: str, de_quem: str, datatable: list[list[str]]) -> None:
    """Os dados da notificação são os da linha da tabela, entre outros, com os nomes que têm lá.

    Diga “último”, ou “1º”, “2º”, contando do primeiro que saiu. Um campo dentro de outro se escreve com ponto, como
    em resource.type.

    Exemplo: Então o último aviso "estoque" do Tiny diz:
    """
    names, cells = datatable
    platform = _platform(stage, de_quem)
    body = json.loads(_chosen(stage.world, platform, qual, tipo)["body"])
    told = _flat(body.get("dados", body))
    if not tables.agrees(dict(zip(names, cells, strict=True)), told):
        found = {name: told[name] for name in names}
        raise Divergence("o aviso diz outra coisa", platform=platform, expected=cells, found=found)


@then(parsers.parse('o {qual} aviso "{tipo}" {de_quem} foi tentado {vezes:d} vez'))
@then(parsers.parse('o {qual} aviso "{tipo}" {de_quem} foi tentado {vezes:d} vezes'))
def foi_tentado(stage: Stage, qual: str, tipo: str, de_quem: str, vezes: int) -> None:
    """A notificação foi feita tantas vezes, contando a primeira; diga “último”, ou “1º”, “2º”.

    Exemplo: Então o último aviso "estoque" do Tiny foi tentado 15 vezes
    """
    platform = _platform(stage, de_quem)
    found = _chosen(stage.world, platform, qual, tipo)["attempts"]
    if found != vezes:
        raise Divergence("o aviso foi tentado outras vezes", platform=platform, expected=vezes, found=found)


@then(parsers.parse('o {qual} aviso "{tipo}" {de_quem} sai antes do {outro} aviso "{outro_tipo}" {do_outro}'))
def sai_antes(stage: Stage, qual: str, tipo: str, de_quem: str, outro: str, outro_tipo: str, do_outro: str) -> None:
    """A primeira tentativa de uma notificação vem antes da primeira da outra, sejam ou não da mesma plataforma.

    Exemplo: Então o último aviso "order.created" da Novaoito sai antes do último aviso "order.paid" da Novaoito
    """
    platform = _platform(stage, de_quem)
    first = _first_attempt(stage.world, _chosen(stage.world, platform, qual, tipo))
    second = _first_attempt(stage.world, _chosen(stage.world, _platform(stage, do_outro), outro, outro_tipo))
    if first >= second:
        text = f"o aviso “{tipo}” não saiu antes do aviso “{outro_tipo}”"
        raise Divergence(text, platform=platform, expected="antes", found="depois")


def notices(world: WorldClient, platform: str, kind: str) -> list[Notice]:
    """The notifications of this kind that a platform sent or has to send, in the order in which they came to be."""
    found: list[Notice] = []
    while page := world.deliveries(platform=platform, kind=kind, limit=PAGE, after=found[-1]["seq"] if found else 0):
        found += page
    return found


def last_answer(stage: Stage, world: WorldClient, platform: str, kind: str) -> Any:
    """The status that answered the last attempt of the last notification of this kind in a world; raises Divergence.

    What the scenario then says is about the answer itself, so that whoever gave it has done something.
    """
    exchanges = world.delivery(_chosen(world, platform, LAST, kind)["id"])["exchanges"]
    if not exchanges:
        raise Divergence(f"o aviso “{kind}” ainda não saiu", platform=platform, expected="uma resposta", found=None)
    stage.answer_seen = True
    return exchanges[-1]["status"]


def demand_status(platform: str, found: Any, expected: int) -> None:
    """Raise Divergence when an answer has another status."""
    if found != expected:
        raise Divergence("a resposta à notificação é outra", platform=platform, expected=expected, found=found)


def _answered(stage: Stage, whose: str, kind: str) -> tuple[str, Any]:
    """The platform, and the status that answered its last notification of this kind.

    Raises NotApplicable for one of the store's that the connector did not subscribe to, such as one that polls.
    """
    platform = _platform(stage, whose)
    if platform == STORE and stage.connected:
        subscribed = {one["evento"] for one in stage.world.view(STORE, "webhooks")}
        if kind not in subscribed:
            raise NotApplicable(f"o conector não assina “{kind}”")
    return platform, last_answer(stage, stage.world, platform, kind)


def _platform(stage: Stage, whose: str) -> str:
    return stage.owner(whose.removeprefix("d"))


def _chosen(world: WorldClient, platform: str, which: str, kind: str) -> Notice:
    ordinal = ORDINAL.fullmatch(which)
    if which != LAST and (ordinal is None or ordinal[1] == "0"):
        raise ScenarioMistake(f"não entendi “{which}”; diga “{LAST}”, “1º”, “2º”…")
    found = notices(world, platform, kind)
    place = int(ordinal[1]) if ordinal else max(len(found), 1)
    if place > len(found):
        text = count(len(found), f"aviso “{kind}” saiu", f"avisos “{kind}” saíram")
        raise Divergence(text, platform=platform, expected=f"ao menos {place}", found=len(found))
    return found[place - 1]


def _first_attempt(world: WorldClient, notice: Notice) -> float:
    exchanges = world.delivery(notice["id"])["exchanges"]
    return float(exchanges[0]["seq"]) if exchanges else float("inf")


def _demand_number(stage: Stage, owner: str, kind: str, expected: int) -> None:
    platform = stage.owner(owner)
    found = len(notices(stage.world, platform, kind))
    if found != expected:
        text = f"{owner} enviou {count(found, 'aviso', 'avisos')} “{kind}”"
        raise Divergence(text, platform=platform, expected=expected, found=found)


def _demand_success(platform: str, status: Any, expected: bool) -> None:
    is_success = status is not None and status // 100 == SUCCESS
    if is_success != expected:
        wanted = "um status 2xx" if expected else "um status que não seja 2xx"
        raise Divergence("a resposta à notificação é outra", platform=platform, expected=wanted, found=status)


def _flat(document: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    """A document with what is nested in it beside the rest, under names with dots."""
    told: dict[str, Any] = {}
    for name, value in document.items():
        told[f"{path}{name}"] = value
        if isinstance(value, Mapping):
            told |= _flat(value, f"{path}{name}.")
    return told
